"""Plain keys of a replay: they move it from wherever the focus is in it, but never out of a typed line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
Chord = tuple[int, Qt.KeyboardModifier]
_EVERYWHERE: dict[Chord, str] = {
    (Qt.Key.Key_Space, _NONE): "replay-play",
    (Qt.Key.Key_Left, _NONE): "replay-back",
    (Qt.Key.Key_Right, _NONE): "replay-on",
    (Qt.Key.Key_Left, _SHIFT): "replay-back-5",
    (Qt.Key.Key_Right, _SHIFT): "replay-on-5",
    (Qt.Key.Key_Left, _CONTROL): "replay-mark-back",
    (Qt.Key.Key_Right, _CONTROL): "replay-mark-on",
}
_WHERE_NOTHING_SCROLLS: dict[Chord, str] = {
    (Qt.Key.Key_PageUp, _NONE): "replay-mark-back",
    (Qt.Key.Key_PageDown, _NONE): "replay-mark-on",
    (Qt.Key.Key_Home, _NONE): "replay-start",
    (Qt.Key.Key_End, _NONE): "replay-end",
}
_SIGNS = {"+": "replay-faster", "-": "replay-slower"}
"""By what they type: on some keyboards with Shift, on others without."""


class ReplayKeys(QObject):
    """Watches widgets that would take these keys for themselves."""

    def __init__(self, do: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._do = do
        self._scroll: set[QObject] = set()

    def watch(self, widget: QWidget, *, scrolls: bool = False) -> None:
        """Take the keys from a widget; one that `scrolls` keeps its own pages, beginning and end."""
        if scrolls:
            self._scroll.add(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys of a replay before the widget does."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Space and isinstance(watched, QAbstractButton):
            return False  # there it presses
        return self.take(event, scrolls=watched in self._scroll)

    def take(self, event: QKeyEvent, *, scrolls: bool = False) -> bool:
        """Do what a key means, and tell whether it meant anything."""
        if event.key() == Qt.Key.Key_Space and event.isAutoRepeat():
            return True
        verb = self._verb(event, scrolls=scrolls)
        if verb:
            self._do(verb)
        return bool(verb)

    def _verb(self, event: QKeyEvent, *, scrolls: bool) -> str:
        chord = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        verb = _EVERYWHERE.get(chord) or _SIGNS.get(event.text())
        return verb or ("" if scrolls else _WHERE_NOTHING_SCROLLS.get(chord, ""))
