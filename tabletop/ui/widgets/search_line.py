"""A line that searches as it is typed in, and counts what it finds; it must not search itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look

_TO_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class SearchLine(QFrame):
    """Esc clears the line and leaves; Enter or Down goes to what was found."""

    asked = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, words: str = N_("Search the log")
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self.setObjectName("band")
        self.setFixedHeight(look.px(40))
        self.line = _Line(self)
        self.line.setPlaceholderText(look.say(words))
        self.line.setAccessibleName(look.say(words))
        self._count = QLabel("", self)
        self._count.setProperty("rank", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(6), look.px(2), look.px(12), look.px(2))
        row.setSpacing(look.px(8))
        row.addWidget(self.line, 1)
        row.addWidget(self._count)
        self.line.textChanged.connect(self.asked)
        self.line.entered.connect(self.entered)
        self.line.left.connect(self.give_up)

    @property
    def text(self) -> str:
        """Return what is asked for; empty while the line is hidden."""
        return "" if self.isHidden() else self.line.text()

    def open(self) -> None:
        """Show the line, the focus in it and its old words ready to be typed over."""
        self.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def restore(self, asked: str) -> None:
        """Show the line with these words."""
        self.show()
        self.line.setText(asked)

    def show_count(self, found: int, total: int) -> None:
        """Say how much is found."""
        self._count.setText(self._look.say(N_("{n} of {total}"), n=found, total=total))

    def give_up(self) -> None:
        """Search for nothing any more, wherever the focus is."""
        if not self.isHidden():
            self.line.clear()
            self.left.emit()


class _Line(QLineEdit):
    left = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave by Esc, go to what was found by Enter or Down."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _TO_LIST and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
