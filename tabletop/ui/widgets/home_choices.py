"""A question with a few answers, each explained beside what it is about; it must not act on the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.exercise_words import breakable
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer: what its button says, what it leads to, and what it must not be chosen for."""

    id: str
    act: str
    leads_to: str
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dilemma:
    """What is asked, and of what: `facts` are heads and values. The first choice is the blue one."""

    title: str
    intro: str
    choices: Sequence[Choice]
    subject: str
    facts: Sequence[tuple[str, str]]


class Choices(QWidget):
    """The answers at the left, what they are about at the right; Esc leaves everything as it is."""

    chosen = Signal(str)
    """The id of a choice."""
    left = Signal()

    def __init__(self, look: Look, dilemma: Dilemma, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._acts: dict[str, KeyedButton] = {}
        self._scroll = QScrollArea(self)
        self._trouble = self._label("", "late")
        self._trouble.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self._trouble.hide()
        self._leave = self._button(look.say("Cancel"), "Esc")
        self._leave.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._answers(dilemma), 3)
        row.addWidget(self._about(dilemma), 2)

    def focus_first(self) -> None:
        """Put the focus on the first answer."""
        first = next(iter(self._acts.values()), self._leave)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_trouble(self, words: str) -> None:
        """Say why nothing was done; another answer may be given."""
        self._trouble.setText(breakable(words))
        self._trouble.setVisible(bool(words))
        self.set_busy(busy=False)

    def set_busy(self, *, busy: bool) -> None:
        """Take no second answer while the first is acted on."""
        for button in self._acts.values():
            button.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leaves; all else as in any widget."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let an Enter that is still held from what led here answer nothing."""
        if isinstance(event, QKeyEvent) and event.isAutoRepeat() and event.key() in _ENTER:
            return True
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, KeyedButton):
            self._show_block(watched)
        return super().eventFilter(watched, event)

    def _show_block(self, button: KeyedButton) -> None:
        """Show what an answer leads to when its button has the focus."""
        block = button.parentWidget()
        if block is not None and button is not self._leave:
            self._scroll.ensureWidgetVisible(block)
            self._scroll.ensureWidgetVisible(button)

    def _choose(self, choice: str) -> None:
        self._trouble.hide()
        self.set_busy(busy=True)
        self.chosen.emit(choice)

    # Building -----------------------------------------------------------------------------------

    def _answers(self, dilemma: Dilemma) -> QWidget:
        px = self._look.px
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(px(24), px(12), px(24), px(8))
        rows.setSpacing(px(4))
        rows.addWidget(self._label(dilemma.title, "title"))
        rows.addWidget(self._label(dilemma.intro, "second"))
        for choice in dilemma.choices:
            self._add_choice(rows, choice)
        rows.addStretch(1)
        side = QFrame(self)
        side.setObjectName("surface")
        side.setAccessibleName(dilemma.title)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(8), px(24), px(12))
        foot.addWidget(self._leave)
        foot.addStretch(1)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_scrolled(self._scroll, body), 1)
        column.addWidget(self._trouble)
        column.addLayout(foot)
        for before, after in pairwise((*self._acts.values(), self._leave)):
            QWidget.setTabOrder(before, after)
        return side

    def _add_choice(self, rows: QVBoxLayout, choice: Choice) -> None:
        px = self._look.px
        line = QFrame(self)
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {self._look.theme.border};")
        button = self._button(choice.act, "")
        button.setAccessibleDescription(" ".join(filter(None, (choice.leads_to, choice.warning))))
        button.clicked.connect(lambda: self._choose(choice.id))
        if not self._acts:
            button.setProperty("rank", "act")
        self._acts[choice.id] = button
        block = QWidget(self)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, px(6), 0, px(6))
        column.setSpacing(px(4))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for words, rank in ((choice.leads_to, ""), (choice.warning, "late")):
            if words:
                column.addWidget(self._label(words, rank))
        rows.addWidget(line)
        rows.addWidget(block)

    def _about(self, dilemma: Dilemma) -> QWidget:
        px = self._look.px
        side = QWidget()
        side.setObjectName("band")
        column = QVBoxLayout(side)
        column.setContentsMargins(px(16), px(16), px(24), px(16))
        column.setSpacing(0)
        column.addWidget(self._label(dilemma.subject, "strong"))
        for head, value in dilemma.facts:
            column.addSpacing(px(8))
            column.addWidget(self._label(head, "head"))
            column.addWidget(self._label(breakable(value), ""))
        column.addStretch(1)
        scroll = _scrolled(QScrollArea(self), side)
        scroll.setAccessibleName(self._look.say(N_("What it is")))
        scroll.setStyleSheet(f"QScrollArea:focus {{ border: 3px solid {self._look.theme.focus}; }}")
        reach = {True: Qt.FocusPolicy.TabFocus, False: Qt.FocusPolicy.NoFocus}
        scroll.verticalScrollBar().rangeChanged.connect(
            lambda _, most: scroll.setFocusPolicy(reach[most > 0])
        )
        return scroll

    def _button(self, words: str, key: str) -> KeyedButton:
        button = KeyedButton(self._look, words, key, parent=self)
        button.setAutoDefault(True)  # Enter presses it while it has the focus
        button.installEventFilter(self)
        return button

    def _label(self, words: str, rank: str) -> QLabel:
        label = QLabel(words, self)
        label.setProperty("rank", rank)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label


def _scrolled(scroll: QScrollArea, body: QWidget) -> QScrollArea:
    """Let a body be scrolled where the window is low."""
    scroll.setWidget(body)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return scroll
