"""The chosen inject's expected actions, four buttons each with icon and word; it asks, it never grades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tabletop.domain.play.events import Completion
from tabletop.i18n import N_
from tabletop.ui.look import BOLD, Look, Room
from tabletop.ui.widgets.action_list import GRADE_WORDS
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.observer_choices import tall

GRADES: tuple[tuple[Completion, str, str, Qt.Key], ...] = (
    ("met", N_("yes"), "check", Qt.Key.Key_1),
    ("partial", N_("partial"), "half", Qt.Key.Key_2),
    ("unmet", N_("unmet"), "cross", Qt.Key.Key_3),
    ("n/a", N_("n/a"), "dash", Qt.Key.Key_0),
)
_WIDTHS: dict[Completion, int] = {"met": 64, "partial": 112, "unmet": 88, "n/a": 72}
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """One expected action: its letter, words and limit, and the grade that this observer gave."""

    id: str
    letter: str
    text: str
    limit: str
    completion: Completion | None


class ActionPanel(QFrame):
    """A line of text and its four buttons; 1, 2, 3 and 0 grade while it has the focus."""

    graded = Signal(str, str)
    typed = Signal(str)
    left = Signal()

    def __init__(self, look: Look, facts: ActionFacts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("actionpanel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._id = facts.id
        self._words = f"{facts.letter} {facts.text}"
        self._buttons = {grade: self._button(grade, word, icon) for grade, word, icon, _ in GRADES}
        self._lay_out(facts)
        self._dress()

    def set_room(self, room: Room) -> None:
        """Draw the buttons together in a small window."""
        for grade, button in self._buttons.items():
            button.setMinimumWidth(self._look.px(_WIDTHS[grade]) if room == "wide" else 0)

    def show_grade(self, completion: Completion | None) -> None:
        """Show the grade that stands."""
        for grade, button in self._buttons.items():
            button.setChecked(grade == completion)
        words = self._look.say(GRADE_WORDS[completion] if completion else N_("not assessed"))
        self.setAccessibleName(f"{self._words}: {words}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Grade; hand letters on to the fact, so that none is lost."""
        grade = next((grade for grade, _, _, key in GRADES if key == event.key()), None)
        if grade is not None and not event.isAutoRepeat() and not event.modifiers() & _COMMAND:
            self.graded.emit(self._id, grade)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().isalpha() and not event.modifiers() & _COMMAND:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring of the focused row."""
        super().focusInEvent(event)
        self._dress()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring off."""
        super().focusOutEvent(event)
        self._dress()

    def _button(self, grade: Completion, word: str, icon: str) -> KeyedButton:
        look = self._look
        button = KeyedButton(look, look.say(word), icon=icon, size=15, parent=self)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # its edges may go
        button.setAccessibleName(f"{self._words}: {look.say(GRADE_WORDS[grade])}")
        button.setToolTip(look.say(GRADE_WORDS[grade]))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # The grade shows only when its row is durable: a click asks, it does not check.
        button.clicked.connect(lambda checked, own=button: self._ask(grade, own, checked=checked))
        return button

    def _ask(self, grade: Completion, button: KeyedButton, *, checked: bool) -> None:
        button.setChecked(not checked)
        self.graded.emit(self._id, grade)

    def _lay_out(self, facts: ActionFacts) -> None:
        look, px = self._look, self._look.px
        letter, text, limit = QLabel(facts.letter, self), QLabel(facts.text, self), QLabel(facts.limit, self)
        letter.setFont(look.font(16, BOLD))
        letter.setFixedWidth(px(16))
        text.setFont(look.font(16))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        limit.setProperty("rank", "second")
        for label in (letter, text, limit):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(letter)
        head.addWidget(text, 1)
        head.addWidget(limit)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(6), px(10), px(8))
        column.setSpacing(px(6))
        column.addLayout(head)
        row = QHBoxLayout()
        row.setContentsMargins(px(24), 0, 0, 0)
        row.setSpacing(px(6))
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _dress(self) -> None:
        theme = self._look.theme
        ring = f"2px solid {theme.focus}" if self.hasFocus() else f"2px solid {theme.surface}"
        line = theme.focus if self.hasFocus() else theme.row_line
        self.setStyleSheet(
            f"QFrame#actionpanel {{ background: {theme.surface}; border: {ring};"
            f" border-bottom: 1px solid {line}; }} QPushButton {{ padding: 0; }}" + tall(self._look)
        )


class ObserverActions(QFrame):
    """The actions of one inject; they are built when it changes, else only brought up to date."""

    graded = Signal(str, str)
    """Full action id and completion."""
    typed = Signal(str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._panels: list[ActionPanel] = []
        self._ids: tuple[str, ...] | None = None
        self._room: Room = "wide"
        self._head = QLabel("", self)
        self._band = QWidget(self)
        self._empty = QLabel("", self)
        self._scroll = QScrollArea(self)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._lay_out()

    @property
    def panels(self) -> Sequence[ActionPanel]:
        """Return the rows."""
        return self._panels

    def show_actions(self, head: str, actions: Sequence[ActionFacts], *, empty: str) -> None:
        """Show the actions of an inject, or say why there are none."""
        ids = (head, *(action.id for action in actions))
        if ids != self._ids:
            self._ids = ids
            self._rebuild(actions)
        self._head.setText(head)
        self._empty.setText(empty)
        self._empty.setVisible(not actions)
        self._scroll.setVisible(bool(actions))
        for panel, action in zip(self._panels, actions, strict=True):
            panel.show_grade(action.completion)

    def focus_action(self, number: int) -> bool:
        """Put the focus on the n-th action, from 1; tell whether there is one."""
        if not 1 <= number <= len(self._panels):
            return False
        self._panels[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(self._panels[number - 1])
        return True

    def set_room(self, room: Room) -> None:
        """Leave the head to the tab where there is one."""
        self._room = room
        self._band.setHidden(room != "wide")
        for panel in self._panels:
            panel.set_room(room)

    def _rebuild(self, actions: Sequence[ActionFacts]) -> None:
        for panel in self._panels:
            self._column.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self._panels = []
        for at, action in enumerate(actions):
            panel = ActionPanel(self._look, action, self._body)
            panel.set_room(self._room)
            panel.graded.connect(self.graded)
            panel.typed.connect(self.typed)
            panel.left.connect(self.left)
            self._column.insertWidget(at, panel)
            self._panels.append(panel)

    def _lay_out(self) -> None:
        px = self._look.px
        self._band.setObjectName("band")
        self._band.setFixedHeight(px(34))
        row = QHBoxLayout(self._band)
        row.setContentsMargins(px(16), 0, px(12), 0)
        self._head.setProperty("rank", "head")
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._head)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty.setWordWrap(True)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setProperty("rank", "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._band)
        around = QVBoxLayout()  # a style that is set later takes a label's own margins away
        around.setContentsMargins(px(16), px(10), px(16), px(10))
        around.addWidget(self._empty)
        column.addLayout(around, 1)
        column.addWidget(self._scroll, 1)
