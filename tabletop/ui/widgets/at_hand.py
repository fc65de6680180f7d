"""At hand: what a director looks up during play, by topic, in the right column; it changes nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tabletop.domain.play.due import Outlook
from tabletop.domain.play.search import Haystack, Needle
from tabletop.domain.play.state import ExerciseState
from tabletop.i18n import N_
from tabletop.ui.item_models.reference import TOPICS, Page, Topic, page
from tabletop.ui.look import Look
from tabletop.ui.widgets.at_hand_cards import CardText
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.search_line import SearchLine

_WORDS: dict[Topic, str] = {
    "inject": N_("Inject"),
    "red-lines": N_("Red lines"),
    "readiness": N_("Readiness"),
    "actors": N_("Actors"),
    "rules": N_("Rules"),
}
_SEARCHED: tuple[Topic, ...] = ("actors", "rules")
_ONE_ROW = 420
"""From this width of the design on the topics stand in one row."""


class AtHand(QFrame):
    """Left and Right change the topic, Up and Down scroll, Esc leaves."""

    verb_asked = Signal(str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, *, is_read_only: bool = False) -> None:
        super().__init__(parent)
        self._look = look
        self._is_read_only = is_read_only
        self.setObjectName("surface")
        self.setAccessibleName(look.say(N_("At hand")))
        self._topic: Topic = "inject"
        self._what: tuple[Outlook, ExerciseState, str | None] | None = None
        self._page: Page | None = None
        self._topics = TopicBar(look, self)
        self._summary = QLabel("", self)
        self._search = SearchLine(look, self, words=N_("Search these cards"))
        self._breach = KeyedButton(look, look.say(N_("Record a breach")), look.key("breach"), parent=self)
        self.text = CardText(look, self)
        self._lay_out()
        self._topics.chosen.connect(self.choose)
        self._topics.downward.connect(self.focus_first)
        self.text.sideways.connect(self._topics.step)
        self.text.left.connect(self.left)
        self._topics.left.connect(self.left)
        self._breach.clicked.connect(lambda: self.verb_asked.emit("breach"))
        self._search.asked.connect(lambda _: self._show_cards())
        self._search.entered.connect(self.focus_first)
        self._search.line.left.connect(self.left)

    def _lay_out(self) -> None:
        look = self._look
        self._summary.setProperty("rank", "strong")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        self._summary.setMargin(look.px(6))
        self._above = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._above.setContentsMargins(look.px(6), 0, look.px(6), 0)
        self._above.addWidget(self._summary, 1)
        self._above.addWidget(self._breach)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._topics)
        column.addWidget(self._search)
        column.addLayout(self._above)
        column.addWidget(self.text, 1)

    def show_exercise(self, outlook: Outlook, state: ExerciseState, number: str | None) -> None:
        """Show what belongs to an inject (the selected or standby one) and to the exercise as it stands."""
        self._what = (outlook, state, number)
        if not self.isHidden():
            self._show()

    def choose(self, topic: Topic) -> None:
        """Show another topic."""
        if topic != self._topic:
            self._topic = topic
            self._search.line.clear()
        self._topics.mark(topic)
        self._show()

    def focus_first(self) -> None:
        """Put the focus where Left, Right, Up and Down work."""
        self._show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> dict[str, Any]:
        """Return what was chosen, for a window that is built anew."""
        return {"topic": self._topic, "asked": self._search.line.text()}

    def restore(self, kept: dict[str, Any]) -> None:
        """Choose it again."""
        self.choose(kept["topic"])
        self._search.line.setText(kept["asked"])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the button beside the count where there is room: a tab is low."""
        super().resizeEvent(event)
        is_wide = self.width() >= self._look.px(_ONE_ROW)
        direction = QBoxLayout.Direction
        self._above.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up with what happened while it was hidden."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        """Write the page only when its words changed: nobody's place in it is lost by a tick."""
        if self._what is None:
            return
        outlook, state, number = self._what
        made = page(self._topic, self._look, outlook, state, number)
        self._search.setVisible(self._topic in _SEARCHED and bool(made.cards))
        can_record = self._topic == "red-lines" and bool(made.cards) and not self._is_read_only
        self._breach.setVisible(can_record)
        if made == self._page:
            return
        self._page = made
        self._summary.setText(made.summary)
        self._summary.setVisible(bool(made.summary))
        theme = self._look.theme
        self._summary.setStyleSheet(f"color: {theme.late_ink if made.is_alarming else theme.text};")
        self._show_cards()

    def _show_cards(self) -> None:
        if self._page is None:
            return
        needle = Needle(self._search.line.text())
        cards = tuple(card for card in self._page.cards if needle.is_in(Haystack.of(card.words)))
        in_vain = self._look.say(N_("No card has all these words."))
        self.text.show_cards(cards, in_vain if self._page.cards else self._page.empty)
        self.text.setAccessibleName(self._look.say(_WORDS[self._topic]))
        self._search.show_count(len(cards), len(self._page.cards))


class TopicBar(QWidget):
    """The topics side by side, in two rows where there is little room; one stop of the Tab key."""

    chosen = Signal(str)
    downward = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("band")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*[look.px(6)] * 4)
        self._grid.setSpacing(look.px(4))
        self._buttons = {topic: self._button(topic) for topic in TOPICS}
        self._is_one_row: bool | None = None
        self._place(is_one_row=False)
        self.mark("inject")

    def _button(self, topic: Topic) -> QPushButton:
        button = _TopicButton(self._look, self._look.say(_WORDS[topic]), self)
        px = self._look.px
        button.setStyleSheet(
            f"QPushButton {{ min-height: {px(28)}px; padding: 0 {px(6)}px; }}"
            f"QPushButton:focus {{ min-height: {px(24)}px; padding: 0 {px(4)}px; }}"
        )
        button.clicked.connect(lambda: self.chosen.emit(topic))
        button.moved.connect(self.step)
        button.downward.connect(self.downward)
        button.left.connect(self.left)
        return button

    def mark(self, topic: Topic) -> None:
        """Show which topic is chosen; only it is a stop of the Tab key, and the focus goes along."""
        is_here = any(button.hasFocus() for button in self._buttons.values())
        for each, button in self._buttons.items():
            button.setChecked(each == topic)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if each == topic else Qt.FocusPolicy.ClickFocus
            )  # fmt: skip
        if is_here:
            self._buttons[topic].setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Choose the topic beside."""
        at = next(at for at, topic in enumerate(TOPICS) if self._buttons[topic].isChecked())
        self.chosen.emit(TOPICS[(at + by) % len(TOPICS)])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold into two rows where there is little room."""
        super().resizeEvent(event)
        self._place(is_one_row=self.width() >= self._look.px(_ONE_ROW))

    def _place(self, *, is_one_row: bool) -> None:
        """Share a row evenly: five of them, or three above two."""
        if is_one_row == self._is_one_row:
            return
        self._is_one_row = is_one_row
        for at, button in enumerate(self._buttons.values()):
            if is_one_row:
                self._grid.addWidget(button, 0, at * 6, 1, 6)
            elif at < 3:
                self._grid.addWidget(button, 0, at * 10, 1, 10)
            else:
                self._grid.addWidget(button, 1, (at - 3) * 15, 1, 15)


class _TopicButton(QPushButton):
    """A topic; the arrows mean the topics beside and the text below."""

    moved = Signal(int)
    downward = Signal()
    left = Signal()

    def __init__(self, look: Look, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._look = look
        self.setAccessibleName(words)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ring the chosen one that has the focus twice: one ring would be black on black in one theme."""
        super().paintEvent(event)
        if self.hasFocus() and self.isChecked():
            painter, place = QPainter(self), self.rect().toRectF()
            for token, width, inset in (("focus", 3, 1.5), ("chosen_on", 2, 4)):
                painter.setPen(QPen(self._look.color(token), width))
                painter.drawRect(place.adjusted(inset, inset, -inset, -inset))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move among the topics."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.downward.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
