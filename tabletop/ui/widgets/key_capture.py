"""A field that takes the next chord as it is pressed, also one that does something; it does nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from tabletop.ui.keymap import chord_text
from tabletop.ui.look import SEMIBOLD, Look

_HELD = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier, "Alt+"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift+"),
)


class KeyCapture(QLabel):
    """Keeps every key from the window's actions while it has the focus; Esc, and Tab where asked, leave."""

    pressed = Signal(str)
    """A chord as the key map keeps it."""
    given_up = Signal()
    emptied = Signal()
    """Backspace alone."""

    def __init__(self, look: Look, words: str, *, lets_tab: bool, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._look = look
        self._words = words
        self._lets_tab = lets_tab
        self.setAccessibleName(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(look.font(16, SEMIBOLD))
        self.setMinimumHeight(look.px(36))
        self._frame()

    def invite(self, words: str) -> None:
        """Say what the next key is for."""
        self._words = words
        self.setText(words)
        self.setAccessibleName(words)

    def event(self, event: QEvent) -> bool:
        """Take what Qt would give to the window's actions, and Tab before it moves the focus."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            moves_on = self._lets_tab and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if not (moves_on and not event.modifiers() & Qt.KeyboardModifier.ControlModifier):
                self._take(event)
                return True
        return super().event(event)

    def keyReleaseEvent(self, _event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Show again what is asked for."""
        self.setText(self._words)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus."""
        super().focusInEvent(event)
        self._frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hide the focus."""
        super().focusOutEvent(event)
        self.setText(self._words)
        self._frame()

    def _take(self, event: QKeyEvent) -> None:
        event.accept()
        key, held = Qt.Key(event.key()), event.modifiers()
        chord = chord_text(key, held)
        if event.isAutoRepeat():
            return
        if key == Qt.Key.Key_Escape and not held:
            self.given_up.emit()
        elif key == Qt.Key.Key_Backspace and not held:
            self.emptied.emit()
        elif chord:
            self.setText(QKeySequence(chord).toString(QKeySequence.SequenceFormat.NativeText))
            self.pressed.emit(chord)
        else:
            self.setText("".join(words for modifier, words in _HELD if held & modifier) + "...")

    def _frame(self) -> None:
        px, theme = self._look.px, self._look.theme
        line = f"3px solid {theme.focus}" if self.hasFocus() else f"1px solid {theme.border}"
        self.setStyleSheet(
            f"QLabel {{ background: {theme.surface}; border: {line}; border-radius: {px(4)}px;"
            f" padding: 0 {px(8 if self.hasFocus() else 10)}px; }}"
        )
