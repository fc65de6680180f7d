"""A number that opens what is behind it: words that look as before, with a ring when reached by Tab."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from tabletop.ui.look import Look

_RING, _ROUND = 3, 4


class Link(QAbstractButton):
    """Opens `figure` by click, Space or Enter; below the mouse it stands on a band."""

    asked = Signal(str)

    def __init__(self, look: Look, figure: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.figure = figure
        self._is_under_mouse = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: self.asked.emit(self.figure))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open by Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Show that it can be clicked."""
        super().enterEvent(event)
        self._set_under_mouse(is_under=True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Look as before."""
        super().leaveEvent(event)
        self._set_under_mouse(is_under=False)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the band below the mouse, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._look.px(_ROUND)
        if self._is_under_mouse:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("selected"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        self.paint_inside(painter)
        if self.hasFocus():
            inset = _RING / 2
            painter.setPen(QPen(QColor(self._look.color("focus")), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(place, radius, radius)

    def paint_inside(self, painter: QPainter) -> None:
        """Paint what it says; nothing where labels lie in it."""

    def _set_under_mouse(self, *, is_under: bool) -> None:
        self._is_under_mouse = is_under
        self.update()
