"""Help: the topics of `resources/help`, that of the screen first; it holds no text itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QListWidget, QVBoxLayout, QWidget

from tabletop.domain.play.search import Haystack, Needle
from tabletop.help_topics import TOPICS, Topic, plain_words, read_topics
from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.help_text import HelpText
from tabletop.ui.widgets.keyed_button import KeyedButton

MISSING = N_(
    "The help texts are missing on this computer. The exercise is safe and every key works as before. "
    "Install the program again when there is time."
)


_TIGHT = 800
"""The narrowest laptop at the largest scale is narrower."""


class HelpPage(QWidget):
    """Topics at the left, the chosen one at the right; a search shows only topics that hold its words."""

    left = Signal()
    keys_asked = Signal()
    print_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._topics: dict[str, Topic] = {}
        """Read when the page is first shown: nobody waits for it before."""
        self._haystacks: dict[str, Haystack] = {}
        self._shown = ""
        """The topic that is read; it stays so while a search finds nothing."""
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(look.say(N_("Search the help")))
        self._search.setAccessibleName(look.say(N_("Search the help")))
        self._list = QListWidget(self)
        self._list.setAccessibleName(look.say(N_("Topics")))
        self._list.setWordWrap(True)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text = HelpText(look, self)
        self._search.textChanged.connect(lambda _: self._list_topics())
        self._search.returnPressed.connect(lambda: self._text.setFocus(Qt.FocusReason.OtherFocusReason))
        self._list.currentRowChanged.connect(lambda _: self._show())
        self._list.itemActivated.connect(lambda _: self._text.setFocus(Qt.FocusReason.OtherFocusReason))
        self._text.anchorClicked.connect(self._follow)
        self._lay_out()

    # What the window calls ----------------------------------------------------------------------

    def show_topic(self, where: str) -> None:
        """Show a topic; that of a screen bears its name."""
        self._read()
        self._search.clear()
        self._list_topics()
        self._list.setCurrentRow(TOPICS.index(where) if where in TOPICS else 0)

    def enter(self) -> None:
        """Let the arrows choose a topic."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_search(self) -> None:
        """Put the focus in the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def keep(self) -> dict[str, Any]:
        """Return what is shown and looked for, for a window that is built anew."""
        return {"topic": self._shown, "asked": self._search.text()}

    def restore(self, kept: dict[str, Any]) -> None:
        """Show it again."""
        if kept["topic"]:
            self.show_topic(kept["topic"])
            self._search.setText(kept["asked"])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc empties the search, then leaves, as everywhere; arrows choose a topic from the search too."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in steps and self._search.hasFocus():
            row = self._list.currentRow() + steps[Qt.Key(event.key())]
            self._list.setCurrentRow(max(0, min(row, self._list.count() - 1)))
        else:
            super().keyPressEvent(event)

    # What is shown ------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._topics:
            return
        try:
            read = read_topics(self._look.words.language, self._look.key)
        except OSError:  # not installed whole; nothing else depends on these files
            return
        self._topics = {topic.name: topic for topic in read}
        self._haystacks = {topic.name: Haystack.of(plain_words(topic)) for topic in read}

    def _list_topics(self) -> None:
        needle = Needle(self._search.text())
        names = [name for name in self._topics if needle.is_in(self._haystacks[name])]
        self._list.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._list.clear()
        for name in names:
            self._list.addItem(self._topics[name].title)
            self._list.item(self._list.count() - 1).setData(Qt.ItemDataRole.UserRole, name)
        self._list.setCurrentRow(names.index(self._shown) if self._shown in names else 0)
        self._list.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._show()

    def _show(self) -> None:
        if self._list.count() == 0:
            words = N_("No topic holds these words.") if self._topics else MISSING
            self._text.tell(self._look.say(words))
            return
        self._shown = str(self._list.currentItem().data(Qt.ItemDataRole.UserRole))
        self._text.show_topic(self._topics[self._shown], found=self._search.text())

    def _follow(self, link: QUrl) -> None:
        self.show_topic(link.toString().removesuffix(".md"))

    # Layout -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the text more of a narrow window: the topics wrap, a table does not like to."""
        is_tight = self.width() < self._look.px(_TIGHT)
        for one in (self._search, self._list):
            one.setFixedWidth(self._look.px(180 if is_tight else 250))
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        px = self._look.px
        self._list.setStyleSheet(_list_sheet(self._look))
        side = QVBoxLayout()
        side.setSpacing(px(8))
        side.addWidget(self._search)
        side.addWidget(self._list, 1)
        body = QHBoxLayout()
        body.setSpacing(px(14))
        body.addLayout(side)
        body.addWidget(self._text, 1000)  # up to its measure; the rest stays empty
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(14), px(24), px(12))
        column.setSpacing(px(10))
        column.addLayout(body, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        look, foot = self._look, QHBoxLayout()
        for words, key, asked in (
            (N_("Back"), look.key("help"), self.left), (N_("Keys"), "?", self.keys_asked),
            (N_("Print the manual"), "", self.print_asked),
        ):  # fmt: skip
            button = KeyedButton(look, look.say(words), key, parent=self)
            button.clicked.connect(asked)
            foot.addWidget(button)
        foot.addStretch(1)
        return foot


def _list_sheet(look: Look) -> str:
    theme, px = look.theme, look.px
    return (
        f"QListWidget {{ border: 1px solid {theme.row_line}; padding: 2px; }}"
        f"QListWidget:focus {{ border: 3px solid {theme.focus}; padding: 0; }}"
        f"QListWidget::item {{ padding: {px(7)}px {px(6)}px; border-left: {px(4)}px solid transparent; }}"
        f"QListWidget::item:selected {{ background: {theme.selected}; color: {theme.text};"
        f" border-left: {px(4)}px solid {theme.act_fill}; }}"
    )
