"""The situation board as a chip: pattern, then word, never colour alone (ux 6)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tabletop.ui.look import BOLD, Look
from tabletop.ui.theme import SITUATION_TONES


class SituationChip(QWidget):
    """Shows one level; `tone` 1 is plain, 2 a grid, 3 diagonals."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone = 1
        self._word = ""

    def show_level(self, word: str, tone: int, *, name: str) -> None:
        """Show a level by its word."""
        self._word, self._tone = word.upper(), min(3, max(1, tone))
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the swatch and the word."""
        px = self._look.px
        return QSize(px(22) + px(20) + self._look.width(self._word, 16, BOLD), px(26))

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the plate, the pattern at its left and the word on the plain part."""
        fill, ink = (QColor(name) for name in SITUATION_TONES[self._tone])
        painter = QPainter(self)
        plate = QRectF(0, 0, self.width(), self._look.px(26))
        painter.fillRect(plate, fill)
        swatch = QRectF(0, 0, self._look.px(22), plate.height())
        painter.setClipRect(swatch)
        painter.setPen(QPen(ink, 1.4))
        step = max(4, self._look.px(6))
        if self._tone == 2:
            for at in range(0, int(plate.height()) + step, step):
                painter.drawLine(0, at, int(swatch.width()), at)
                painter.drawLine(at, 0, at, int(plate.height()))
        elif self._tone == 3:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at in range(-int(plate.height()), int(swatch.width()) + step, step):
                painter.drawLine(at, int(plate.height()), at + int(plate.height()), 0)
        painter.setClipping(False)
        painter.setPen(ink)
        painter.setFont(self._look.font(16, BOLD))
        place = plate.adjusted(swatch.width() + self._look.px(6), -1, 0, -1)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._word)
