"""A letter P, S, M or U in its chip, and a percent as a bar with the letters' bounds; it only paints."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tabletop.domain.play.events import Letter
from tabletop.domain.result.scoring import LETTER_BOUNDS
from tabletop.ui.look import BOLD, SEMIBOLD, Look
from tabletop.ui.theme import LETTER_FILLS

BAR_HEIGHT = 14
TICKS = (0, *reversed(LETTER_BOUNDS))


def paint_letter(painter: QPainter, look: Look, place: QRectF, letter: Letter | None) -> None:
    """Paint a letter in its colour; an outline with a dash where there is none."""
    fill, ink = LETTER_FILLS[letter] if letter else (look.theme.surface, look.theme.text_2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("text" if letter else "border"), max(1, look.px(1))))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), look.px(4), look.px(4))
    painter.setPen(QColor(ink))
    painter.setFont(look.font(place.height() * 100 / look.scale * 0.57, BOLD if letter else SEMIBOLD))
    painter.drawText(place.adjusted(0, -1, 0, -1), int(Qt.AlignmentFlag.AlignCenter), letter or "\N{EN DASH}")
    painter.restore()


def paint_bar(painter: QPainter, look: Look, place: QRectF, percent: Fraction | None) -> None:
    """Paint a percent as a bar; ticks at 40, 70 and 90 stand through it."""
    painter.save()
    ink, ground = look.color("text"), look.color("surface")
    painter.fillRect(place, ground)
    filled = place.width() * float(percent or 0) / 100
    painter.fillRect(QRectF(place.left(), place.top(), filled, place.height()), ink)
    for bound in LETTER_BOUNDS:
        x = place.left() + place.width() * bound / 100
        painter.fillRect(
            QRectF(x, place.top(), 1, place.height()), ground if x < place.left() + filled else ink
        )
    painter.setPen(look.color("border"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


class LetterChip(QWidget):
    """One letter, as large as the score beside it."""

    def __init__(self, look: Look, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._letter: Letter | None = None
        self.setFixedSize(look.px(size), look.px(size))

    def show_letter(self, letter: Letter | None, spoken: str) -> None:
        """Show a letter, or that there is none."""
        self._letter = letter
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        paint_letter(QPainter(self), self._look, QRectF(self.rect()), self._letter)
