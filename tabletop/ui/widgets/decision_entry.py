"""The line in which decisions are typed; its text stays until the row is durable, whatever happens.

`#E25` and `@KAOPS` anywhere in the text say which inject and which cell; they are taken out of it.
The first keystroke stamps the time at which it was seen, Enter the time at which it is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from tabletop.domain.play.events import Category
from tabletop.i18n import N_
from tabletop.ui.look import SEMIBOLD, Look, Room, clock_text
from tabletop.ui.widgets.entry_completion import Offer
from tabletop.ui.widgets.entry_line import EntryLine
from tabletop.ui.widgets.keyed_button import KeyedButton

CATEGORY_WORDS: dict[Category, str] = {
    "decision": N_("Decision"),
    "action": N_("Action"),
    "information": N_("Information"),
    "request": N_("Request"),
    "no-action": N_("No action"),
    "note": N_("Note"),
}
_TOKEN = re.compile(r"(?:^|(?<=\s))([#@])([A-Za-z0-9][A-Za-z0-9_-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the line; `inject` and `cell` only where they were typed, as typed."""

    text: str
    category: Category
    inject: str | None
    cell: str | None
    seen_ms: int | None


def parse_line(typed: str) -> tuple[str, str | None, str | None]:
    """Split a line into its text, `#INJECT` and `@CELL`; the last of each counts."""
    found = dict(_TOKEN.findall(typed))
    text = " ".join(_TOKEN.sub("", typed).split())
    return text, found.get("#"), found.get("@")


class DecisionEntry(QWidget):
    """Category, line, time and button; Enter saves, Shift+Enter opens the long form."""

    submitted = Signal(object)
    """A Draft."""
    long_asked = Signal()
    edited = Signal()
    given_up = Signal()
    """Esc while a failed write is being tried again."""
    offers_asked = Signal(str)
    """What `#`, `@` or Down in the empty line (EXPECTED) may put in: to be answered at once by `offer`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._category: Category = "decision"
        self._seen_ms: int | None = None
        self._now_ms = 0
        self._is_busy = False
        self._button = KeyedButton(look, "", "Alt+1", parent=self)
        self._line = EntryLine(look, self)
        self._time = QLabel("", self)
        self._save = KeyedButton(look, look.say(N_("Save")), "Enter", parent=self)
        self._menu = self._category_menu()
        self._button.setMenu(self._menu)
        self._lay_out()
        self._line.textEdited.connect(self._typed)
        self._line.returnPressed.connect(self._submit)
        self._line.filled.connect(self._typed)
        self._line.offers_asked.connect(self.offers_asked)
        self._line.long_asked.connect(self.long_asked)
        self._line.given_up.connect(self.given_up)
        self._save.clicked.connect(self._submit)
        self.choose(self._category)

    # What is typed ------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """Return what stands in the line now."""
        text, inject, cell = parse_line(self._line.text())
        return Draft(text=text, category=self._category, inject=inject, cell=cell, seen_ms=self._seen_ms)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Answer `offers_asked`."""
        self._line.offer(offers)

    def keep(self) -> dict[str, object]:
        """Return what must not be lost when the window is built anew."""
        return {
            "line": self._line.text(),
            "cursor": self._line.cursorPosition(),
            "category": self._category,
            "seen_ms": self._seen_ms,
        }

    def restore(self, kept: dict[str, object]) -> None:
        """Put it back."""
        self._line.setText(str(kept.get("line", "")))
        cursor = kept.get("cursor")
        if isinstance(cursor, int):
            self._line.setCursorPosition(cursor)
        seen_ms = kept.get("seen_ms")
        self._seen_ms = seen_ms if isinstance(seen_ms, int) else None
        for category in CATEGORY_WORDS:
            if category == kept.get("category"):
                self.choose(category)
        self.edited.emit()

    def clear(self) -> None:
        """Empty the line: its row is durable."""
        self._line.clear()
        self._seen_ms = None
        self.set_busy(busy=False)
        self.show_time(self._now_ms)
        self.choose("decision")
        self.edited.emit()

    def choose(self, category: Category) -> None:
        """Set the category of what is typed."""
        self._category = category
        self._button.set_words(self._look.say(CATEGORY_WORDS[category]))
        self._button.setAccessibleName(
            self._look.say(N_("Category: {category} (Alt+1 to Alt+6)"), category=self._button.text())
        )

    # What is shown ------------------------------------------------------------------------------

    def focus_line(self) -> None:
        """Put the cursor into the line."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_letter(self, letter: str) -> None:
        """Go on typing here with a letter that was typed elsewhere."""
        self.focus_line()
        self._line.insert(letter)
        self._typed(self._line.text())

    def show_time(self, elapsed_ms: int) -> None:
        """Show T+ that the entry will carry: of its first keystroke, else now."""
        self._now_ms = elapsed_ms
        words = f"T+{clock_text(elapsed_ms if self._seen_ms is None else self._seen_ms)}"
        if words != self._time.text():
            self._time.setText(words)

    def set_busy(self, *, busy: bool) -> None:
        """Hold the text still while its row is being written, or tried again."""
        self._is_busy = busy
        self._line.setReadOnly(busy)
        self._line.close_list()
        if not busy:
            self.show_failed(failed=False)

    def show_failed(self, *, failed: bool) -> None:
        """Show that the row is not saved yet and is tried again; an own press tries at once."""
        failed = failed and self._is_busy
        words = N_("Try again") if failed else N_("Save")
        self._save.set_words(self._look.say(words))
        state = "unsaved" if failed else "plain"
        if self._line.property("state") != state:
            self._line.setProperty("state", state)
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)

    def lock(self, why: str) -> None:
        """Take no entry (before STARTEX, after ENDEX), and say why in the empty line; "" unlocks."""
        self._line.setEnabled(not why)
        self._save.setEnabled(not why)
        self._button.setEnabled(not why)
        hint = self._look.say(N_("Who decided what, and why   (# inject, @ cell, ↓ expected actions)"))
        self._line.setPlaceholderText(why or hint)

    def set_room(self, room: Room) -> None:
        """Leave the key caps out of a tight window."""
        self._button.set_key_shown(shown=room != "tight")
        self._save.set_key_shown(shown=room != "tight")

    def _typed(self, text: str) -> None:
        if text and self._seen_ms is None:
            self._seen_ms = self._now_ms
        if not text:
            self._seen_ms = None
        self.edited.emit()

    def _submit(self) -> None:
        is_failed = self._line.property("state") == "unsaved"
        if (not self._is_busy or is_failed) and self._line.isEnabled():
            self.submitted.emit(self.draft)

    # Building -----------------------------------------------------------------------------------

    def _category_menu(self) -> QMenu:
        menu = QMenu(self)
        for number, (category, words) in enumerate(CATEGORY_WORDS.items(), start=1):
            action = QAction(f"{self._look.say(words)}\tAlt+{number}", menu)
            action.triggered.connect(lambda _=False, name=category: self.choose(name))
            menu.addAction(action)
        return menu

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        self._line.setFixedHeight(px(44))
        self._line.setFont(look.font(18))
        self._line.setStyleSheet(f"QLineEdit {{ font-size: {px(18)}px; }}")
        self._line.setAccessibleName(look.say(N_("Who decided what, and why")))
        self._time.setAccessibleName(look.say(N_("Time of the entry")))
        # Fixed both ways: a label that is not lays the whole window out anew each second.
        self._time.setFixedSize(look.width("T+00:00:00", 16, SEMIBOLD) + px(4), px(44))
        for button in (self._button, self._save):
            button.setFixedHeight(px(44))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(4), px(12), px(8))
        row.setSpacing(px(9))
        row.addWidget(self._button)
        row.addWidget(self._line, 1)
        row.addWidget(self._time)
        row.addWidget(self._save)
