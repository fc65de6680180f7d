"""The list that completes `#` and `@` above the log line; it takes no focus and knows no exercise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look

MOST_ROWS = 50
"""So many are listed; who wants another types one more letter."""
_SEEN_ROWS = 7
_TOKEN = re.compile(r"(?:^|(?<=\s))([#@])([A-Za-z0-9_-]*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may be put into the line: `insert` is what is typed, `words` what is read."""

    insert: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A `#` or `@` under the cursor, with what of its id is typed; `begin` and `end` are its place."""

    mark: str
    typed: str
    begin: int
    end: int


def token_at(line: str, cursor: int) -> Token | None:
    """Return the token whose end the cursor stands at, None where there is none."""
    found = _TOKEN.search(line[:cursor])
    if found is None or re.match(r"[A-Za-z0-9_-]", line[cursor:]):
        return None
    return Token(mark=found[1], typed=found[2], begin=found.start(1), end=cursor)


def matching(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """Return the offers whose id, or a word of whose title, begins with what is typed; the ids first.

    None where the id is typed out: then Enter saves the line.
    """
    wanted = typed.casefold()
    if any(offer.insert[1:].casefold() == wanted for offer in offers):
        return []
    by_id = [offer for offer in offers if offer.insert[1:].casefold().startswith(wanted)]
    by_word = [
        offer
        for offer in offers
        if wanted and any(word.startswith(wanted) for word in offer.words.casefold().split()[1:])
    ]
    return list(dict.fromkeys((*by_id, *by_word)))[:MOST_ROWS]


class CompletionList(QListWidget):
    """Stands above the line over whatever is there, in the same window; the keys stay in the line."""

    taken = Signal(object)
    """The Offer that a mouse chose."""

    def __init__(self, look: Look, line: QWidget) -> None:
        super().__init__(line.window())
        self._look = look
        self._line = line
        self._offers: list[Offer] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFont(look.font(16))
        self.setAccessibleName(look.say(N_("Choices for the log line")))
        theme = look.theme
        self.setStyleSheet(
            f"QListWidget {{ background: {theme.surface}; border: 2px solid {theme.focus}; }}"
            f"QListWidget::item {{ padding-left: {look.px(8)}px; }}"
            f"QListWidget::item:selected {{ background: {theme.selected}; color: {theme.text};"
            f" border-left: {look.px(4)}px solid {theme.focus}; }}"
        )
        self.itemClicked.connect(lambda item: self.taken.emit(self._offers[self.row(item)]))
        self.hide()

    @property
    def is_open(self) -> bool:
        """Tell whether the list is shown, or would be if its window were."""
        return not self.isHidden()

    @property
    def marked(self) -> Offer | None:
        """Return the offer that Tab or Enter takes."""
        return self._offers[self.currentRow()] if self.is_open and self._offers else None

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show offers with the first one marked; none closes the list."""
        self._offers = list(offers)
        self.clear()
        row = QSize(0, self._look.px(30))
        for offer in self._offers:
            item = QListWidgetItem(offer.words)
            item.setSizeHint(row)
            item.setToolTip(offer.words)
            self.addItem(item)
        if not self._offers:
            self.close_list()
            return
        self.setCurrentRow(0)
        self._place()
        self.show()
        self.raise_()
        self._tell()

    def close_list(self) -> None:
        """Go away; nothing was chosen."""
        self.hide()
        self._line.setAccessibleDescription("")

    def step(self, by: int) -> None:
        """Mark the next or the one before, round and round."""
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))
        self._tell()

    def _tell(self) -> None:
        """Let a reader of the screen hear what is marked: the focus stays in the line."""
        marked = self.currentItem()
        self._line.setAccessibleDescription("" if marked is None else marked.text())

    def _place(self) -> None:
        px = self._look.px
        window = self._line.window()
        corner = self._line.mapTo(window, QPoint(0, 0))
        height = px(30) * min(_SEEN_ROWS, self.count()) + 4
        height = min(height, max(px(34), corner.y() - px(8)))
        width = min(max(px(420), self._line.width()), window.width() - corner.x())
        self.setGeometry(corner.x(), corner.y() - height - px(2), width, height)
