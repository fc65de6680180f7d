"""A tab that is one table under a bar: actions with their filter, findings with their acts, decisions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_actions import ACTIONS, DECISIONS
from tabletop.ui.item_models.debrief_findings import FINDINGS
from tabletop.ui.item_models.debrief_rows import Column, RowsModel
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_flow import Flow
from tabletop.ui.widgets.debrief_table import DebriefTable
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.page_buttons import PageButtons


class Sought(QLineEdit):
    """A filter line: Enter or Down goes on to the table, Esc clears it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave by Enter, Down and Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListTab(QFrame):
    """A bar of acts and a table below it."""

    verb_asked = Signal(str)
    sought_changed = Signal()

    def __init__(
        self, look: Look, columns: Sequence[Column], *, name: str, empty: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("surface")
        self.table = DebriefTable(look, RowsModel(look, columns), name=name, empty=empty, parent=self)
        self.sought = Sought(self)
        edge = (look.px(20), look.px(5), look.px(12), look.px(5))
        self.bar = Flow(edge=edge, gap=look.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.bar)
        column.addWidget(self.table, 1)
        self.sought.setPlaceholderText(look.say("Find"))
        self.sought.setAccessibleName(look.say(N_("Find in the table")))
        self.sought.setFixedWidth(look.px(220))
        self.sought.textChanged.connect(self.sought_changed)
        self.sought.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))

    def button(self, words: str, verb: str, *, icon: str = "") -> KeyedButton:
        """Add a button that asks for a verb."""
        made = KeyedButton(self._look, words, self._look.key(verb), icon=icon, parent=self)
        made.clicked.connect(lambda: self.verb_asked.emit(verb))
        self.bar.addWidget(made)
        return made


class ActionsTab(ListTab):
    """Expected actions: all of them, or only what nobody assessed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        empty = look.say(N_("No action is left under this filter."))
        super().__init__(look, ACTIONS, name=look.say(N_("Expected actions")), empty=empty, parent=parent)
        say = look.say
        self.all = self._choice(say(N_("All {n}"), n=0))
        self.open = self._choice(say(N_("Not assessed {n}"), n=0))
        self.all.setChecked(True)
        self.all.clicked.connect(lambda: self.show_open_only(is_on=False))
        self.open.clicked.connect(lambda: self.show_open_only(is_on=True))
        self.bar.addWidget(self.sought)
        keys = QLabel(say(N_("1 met, 2 partial, 3 unmet, 0 n/a")), self)
        keys.setProperty("rank", "second")
        keys.setFixedHeight(look.px(34))
        self.button(say("Assess"), "debrief-assess")
        self.button(say("Settle"), "debrief-settle")
        self.bar.addWidget(keys)

    @property
    def open_only(self) -> bool:
        """Tell whether only unassessed actions are shown."""
        return self.open.isChecked()

    def show_open_only(self, *, is_on: bool) -> None:
        """Choose the filter."""
        self.open.setChecked(is_on)
        self.all.setChecked(not is_on)
        self.sought_changed.emit()

    def show_counts(self, total: int, left: int) -> None:
        """Count on the filter's buttons."""
        self.all.set_words(self._look.say(N_("All {n}"), n=total))
        self.open.set_words(self._look.say(N_("Not assessed {n}"), n=left))

    def _choice(self, words: str) -> KeyedButton:
        button = KeyedButton(self._look, words, parent=self)
        button.setCheckable(True)
        self.bar.addWidget(button)
        return button


class FindingsTab(ListTab):
    """The hot wash: answers, findings, what was seen, notes and feedback, with the acts that add one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, FINDINGS, name=look.say(N_("Hot wash and findings")), empty="", parent=parent)
        self.table.horizontalHeader().hide()
        self.sought.hide()
        say = look.say
        self.buttons = [
            self.button(say("Strength"), "strength", icon="plus"),
            self.button(say("Improvement"), "improve", icon="plus"),
            self.button(say("Corrective action"), "plan", icon="plus"),
            self.button(say("Note"), "debrief-note", icon="plus"),
            self.button(say(N_("Feedback")), "feedback", icon="plus"),
        ]
        key = look.key("question-display")
        self.display = KeyedButton(look, say("To players"), key, parent=self)
        self.display.setCheckable(True)
        self.display.clicked.connect(self._ask_display)
        self.bar.addWidget(self.display)
        self.pages = PageButtons(look, self)
        for page in self.pages.both:
            self.bar.addWidget(page)

    def show_display(self, question: int | None, *, page: int, page_count: int) -> None:
        """Say which hot-wash question the players see, and let its pages be turned."""
        say, is_on = self._look.say, question is not None
        self.display.set_words(
            say(N_("Players see question {n}"), n=question) if is_on else say("To players")
        )
        self.display.setChecked(is_on)
        self.pages.show_pages(is_on=is_on, page=page, count=page_count)

    def _ask_display(self) -> None:
        self.display.setChecked(not self.display.isChecked())  # it shows what is, not what is asked
        self.verb_asked.emit("question-display")


class DecisionsTab(ListTab):
    """The standing decisions of every cell."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        empty = look.say(N_("No decision is logged under this filter."))
        super().__init__(look, DECISIONS, name=look.say(N_("Decisions")), empty=empty, parent=parent)
        self.bar.addWidget(self.sought)
        note = QLabel(look.say(N_("Standing decisions, by the time at which they were seen.")), self)
        note.setProperty("rank", "second")
        note.setFixedHeight(look.px(34))
        self.bar.addWidget(note)
