"""The box in which an observer types the fact: what its keys mean; it must not save anything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tabletop.ui.look import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
CATEGORIES = "123456"


class FactBox(QPlainTextEdit):
    """Two lines: Enter saves, Shift+Enter begins a line, 1 to 6 choose while it is empty."""

    submitted = Signal()
    left = Signal()
    entries_asked = Signal()
    """Down in the empty box: what was written before."""
    digit_pressed = Signal(int)
    files_dropped = Signal(list)
    """Paths of files that were dropped here."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(look.font(18))
        self.setTabChangesFocus(True)
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + look.px(24))

    @property
    def text(self) -> str:
        """Return what is typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a text in, with the cursor at its end."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Save, choose a category, or type; a held Enter saves once."""
        is_enter = event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if is_enter:
            if not event.isAutoRepeat():
                self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and not self.text:
            self.entries_asked.emit()
        elif self._is_choice(event):
            self.digit_pressed.emit(int(event.text()))
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take text, and files that are photos."""
        return bool(dropped_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Let dropped or pasted files be attached: their names are no fact."""
        if files := dropped_files(source):
            self.files_dropped.emit(files)
        else:
            super().insertFromMimeData(source)

    def _is_choice(self, event: QKeyEvent) -> bool:
        is_plain = not event.modifiers() & _COMMAND and len(event.text()) == 1
        return is_plain and event.text() in CATEGORIES and not self.text and not self.isReadOnly()


def dropped_files(source: QMimeData) -> list[Path]:
    """Return the files of this computer that are being dropped."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
