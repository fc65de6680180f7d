"""Which exercises shall stand side by side: a list with boxes; it must not read or compare one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tabletop.domain.result.comparison import MOST_RUNS
from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ComparePicks(QFrame):
    """Arrows go down the list, Space ticks, Enter compares, Esc leaves everything as it is."""

    submitted = Signal(list)
    """The chosen files, in the order of the list."""
    left = Signal()

    def __init__(
        self, look: Look, offered: Sequence[tuple[Path, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._paths = [path for path, _ in offered]
        self.list = QListWidget(self)
        self.list.setAccessibleName(look.say(N_("Exercises that have ended")))
        for _, words in offered:
            item = QListWidgetItem(words, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._trouble = self._label("", "late")
        self._submit = KeyedButton(look, look.say(N_("Compare")), "Enter", parent=self)
        self._leave = KeyedButton(look, look.say("Cancel"), "Esc", parent=self)
        self._lay_out()
        self._submit.clicked.connect(self._ask)
        self._leave.clicked.connect(self.left)

    @property
    def chosen(self) -> list[Path]:
        """Return the files whose boxes are ticked."""
        ticked = (self.list.item(at).checkState() == Qt.CheckState.Checked for at in range(self.list.count()))
        return [path for path, is_ticked in zip(self._paths, ticked, strict=True) if is_ticked]

    def choose(self, paths: Sequence[Path]) -> None:
        """Tick exactly these."""
        for at, path in enumerate(self._paths):
            state = Qt.CheckState.Checked if path in paths else Qt.CheckState.Unchecked
            self.list.item(at).setCheckState(state)

    def focus_first(self) -> None:
        """Put the focus on the list."""
        if self._paths:
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_trouble(self, words: str) -> None:
        """Say why nothing is compared; what is ticked stays."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._submit.setEnabled(len(self._paths) > 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter compares, Esc leaves; a key that is still held from what led here does nothing."""
        if event.isAutoRepeat() and event.key() in (*_ENTER, Qt.Key.Key_Escape):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and self._leave.hasFocus()):
            self.left.emit()
        elif event.key() in _ENTER:
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if not self._submit.isEnabled():
            return
        if not 2 <= len(self.chosen) <= MOST_RUNS:
            words = N_("Tick 2 to {most} exercises; {n} are ticked.")
            self.say_trouble(self._look.say(words, most=MOST_RUNS, n=len(self.chosen)))
            return
        self._trouble.hide()
        self._submit.setEnabled(False)
        self.submitted.emit(self.chosen)

    def _lay_out(self) -> None:
        px, say = self._look.px, self._look.say
        intro = N_("Runs of one scenario can be compared. Tick 2 to {most} with Space.")
        if len(self._paths) < 2:
            intro = N_(
                "Fewer than two exercises on the list have ended. Open the files of the others once, then"
                " they stand there."
            )
            self._submit.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(12), px(24), px(12))
        column.setSpacing(px(6))
        column.addWidget(self._label(say(N_("Compare exercises")), "title"))
        column.addWidget(self._label(say(intro, most=MOST_RUNS), "second"))
        self.list.setStyleSheet(
            f"QListWidget {{ border: 3px solid {self._look.theme.surface}; }}"
            f"QListWidget::item {{ padding: {px(6)}px; }}"
            f"QListWidget:focus {{ border-color: {self._look.theme.focus}; }}"
        )
        self.list.setVisible(bool(self._paths))
        column.addWidget(self.list, 1)
        if not self._paths:
            column.addStretch(1)
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._submit.setProperty("rank", "act")
        foot = QHBoxLayout()
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._submit)
        column.addLayout(foot)

    def _label(self, words: str, rank: str) -> QLabel:
        label = QLabel(words, self)
        label.setProperty("rank", rank)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label
