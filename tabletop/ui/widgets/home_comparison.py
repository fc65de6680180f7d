"""Exercises side by side: charts and tables to leaf through, and the report as PDF; it computes nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.services.sharing import ComparisonCopy
from tabletop.ui.item_models.paper_words import LANGUAGES, choices
from tabletop.ui.look import Look
from tabletop.ui.widgets.figure_browser import FigureBrowser
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.wording.comparisons import NOTHING_TO_COMPARE

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ComparisonView(QFrame):
    """The list and the chosen table; Ctrl+Enter saves the PDF, Esc goes back to Home."""

    save_asked = Signal(tuple)
    """The languages of the paper."""
    left = Signal()

    def __init__(self, look: Look, copy: ComparisonCopy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self.figures = FigureBrowser(look, self)
        self._said = self._label("second")
        self.languages = QComboBox(self)
        self.languages.setAccessibleName(look.say(N_("Languages")))
        for value, words in choices(LANGUAGES, look):
            self.languages.addItem(words, value)
        self.languages.setCurrentIndex(max(0, self.languages.findData(look.words.language)))
        self._save = KeyedButton(look, look.say(N_("Save as PDF and open")), "Ctrl+Enter", parent=self)
        self._leave = KeyedButton(look, look.say("Close"), "Esc", parent=self)
        self._lay_out(copy)
        self._save.clicked.connect(self._ask)
        self._leave.clicked.connect(self.left)
        self.figures.show_figures(copy.figures)

    def focus_first(self) -> None:
        """Put the focus on the list of tables."""
        self.figures.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, words: str, *, is_late: bool = False) -> None:
        """Say what became of the file."""
        self._said.setProperty("rank", "late" if is_late else "second")
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self._said.setText(words)
        self._save.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves, Esc leaves; a key that is still held from what led here does nothing."""
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.isAutoRepeat() and event.key() in (*_ENTER, Qt.Key.Key_Escape):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER and (is_control or self._save.hasFocus()):
            self._ask()
        elif event.key() in _ENTER and self._leave.hasFocus():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if self._save.isEnabled():
            self._save.setEnabled(False)
            self.save_asked.emit(tuple(str(self.languages.currentData()).split("+")))

    def _lay_out(self, copy: ComparisonCopy) -> None:
        px, say = self._look.px, self._look.say
        head = self._label("title")
        head.setText(copy.name)
        head.setContentsMargins(px(24), px(10), px(24), 0)
        warning = self._label("late")
        warning.setText("" if copy.can_compare else say(NOTHING_TO_COMPARE))
        warning.setContentsMargins(px(24), 0, px(24), px(4))
        warning.setVisible(not copy.can_compare)
        self._save.setProperty("rank", "act")
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(8), px(24), px(12))
        foot.setSpacing(px(8))
        foot.addWidget(self._leave)
        foot.addWidget(self._said, 1)
        foot.addWidget(self.languages)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(head)
        column.addWidget(warning)
        column.addWidget(self.figures, 1)
        column.addLayout(foot)

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self)
        label.setProperty("rank", rank)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label
