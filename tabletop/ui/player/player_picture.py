"""Paints the player display: black on white, large, still; it must not know where it is shown.

All numbers are pixels of a display 768 high; the painter is scaled to the real one. The preview is
painted at the display's own size and then made small, so that lines break alike on both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD
from tabletop.ui.player.player_sheet import BAND, EMERGENCY, EMERGENCY_IN_ENGLISH, Mode, Sheet
from tabletop.ui.player.player_text import LINE, Fitted, face, fit, width_of

HEIGHT, LEAST_WIDTH = 768, 1024
HEAD, FOOT, MARGIN = 76, 52, 48
TEXT_TOP, BELOW_TEXT = 196, 142
"""Where the message begins, and what stands below its end."""
INK, PAPER, DARK = QColor("#12161C"), QColor("#FFFFFF"), QColor("#000000")
SECOND = QColor("#2E3440")
YELLOW = QColor("#FFD400")
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def fitted(sheet: Sheet, size: QSizeF) -> Fitted:
    """Return how a message is set on a display of this size."""
    unit = _unit(size)
    width, height = size.width() / unit, size.height() / unit
    return fit(sheet.text, width - 2 * MARGIN, height - BELOW_TEXT - TEXT_TOP)


def paint(painter: QPainter, size: QSizeF, sheet: Sheet) -> None:
    """Paint a sheet on a display of this size, from the painter's origin."""
    unit = _unit(size)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(unit, unit)
    canvas = _Canvas(painter, size.width() / unit, size.height() / unit)
    _PAINTERS[sheet.mode](canvas, sheet, size)
    painter.restore()


def _unit(size: QSizeF) -> float:
    """Return how many pixels a pixel of the design takes; a tall display is measured by its width."""
    return max(0.01, min(size.height() / HEIGHT, size.width() / LEAST_WIDTH))


@dataclass(frozen=True)
class _Canvas:
    painter: QPainter
    width: float
    height: float

    @property
    def inner(self) -> float:
        """Return the width between the margins."""
        return self.width - 2 * MARGIN

    def fill(self, colour: QColor, *, top: float = 0, height: float | None = None) -> None:
        """Fill the whole breadth."""
        self.painter.fillRect(QRectF(0, top, self.width, self.height if height is None else height), colour)

    def say(
        self, words: str, font: QFont, ink: QColor, middle: float, *,
        align: int = LEFT, left: float = MARGIN, width: float | None = None,
    ) -> None:  # fmt: skip
        """Write one line around a height; what has no room ends in an ellipsis."""
        room = self.inner if width is None else width
        line = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room + 1)
        self.painter.setFont(font)
        self.painter.setPen(ink)
        # Qt centres ascent and descent together: capitals then stand too low.
        place = QRectF(left, middle - font.pixelSize() - 1, room, 2 * font.pixelSize())
        self.painter.drawText(place, align | int(Qt.TextFlag.TextSingleLine), line)


def _paint_blank(canvas: _Canvas, _sheet: Sheet, _size: QSizeF) -> None:
    canvas.fill(DARK)


def _paint_message(canvas: _Canvas, sheet: Sheet, size: QSizeF) -> None:
    _paint_frame(canvas, sheet)
    _paint_direction(canvas, sheet)
    _paint_text(canvas, sheet, size)
    middle = canvas.height - FOOT - 48
    elapsed = face(44, BOLD)
    canvas.say(sheet.elapsed, elapsed, INK, middle)
    after = MARGIN + QFontMetricsF(elapsed).horizontalAdvance(sheet.elapsed) + 16
    canvas.say(sheet.elapsed_note, face(28), SECOND, middle, left=after)
    after += width_of(sheet.elapsed_note, 28) + 32
    words, font = (sheet.pages, face(36, BOLD)) if sheet.pages else (sheet.exercise, face(28))
    room = canvas.width - MARGIN - after
    canvas.say(words, font, INK if sheet.pages else SECOND, middle, align=RIGHT, left=after, width=room)


def _paint_clock(canvas: _Canvas, sheet: Sheet, _size: QSizeF) -> None:
    _paint_frame(canvas, sheet)
    middle = HEAD + (canvas.height - HEAD - FOOT) / 2
    canvas.say(sheet.text, face(300, BOLD), INK, middle - 90, align=CENTRE)
    canvas.say(sheet.elapsed, face(120, SEMIBOLD), INK, middle + 120, align=CENTRE)
    canvas.say(sheet.exercise, face(32), SECOND, canvas.height - FOOT - 48, align=CENTRE)


def _paint_pause(canvas: _Canvas, sheet: Sheet, _size: QSizeF) -> None:
    _paint_frame(canvas, sheet)
    middle = HEAD + (canvas.height - HEAD - FOOT) / 2
    canvas.say(sheet.text, face(240, BOLD), INK, middle - 80, align=CENTRE)
    canvas.say(sheet.to, face(56, SEMIBOLD), INK, middle + 90, align=CENTRE)
    canvas.say(sheet.elapsed, face(44, BOLD), INK, canvas.height - FOOT - 48, align=CENTRE)


def _paint_emergency(canvas: _Canvas, _sheet: Sheet, _size: QSizeF) -> None:
    """Fill the screen: nothing else may be read now."""
    canvas.fill(YELLOW)
    widest = max(width_of(words, 100, BOLD) for words in EMERGENCY)
    size = int(min(canvas.inner / widest * 100, canvas.height * 0.34))
    middle = canvas.height / 2
    for place, words in zip((-0.78, 0.22), EMERGENCY, strict=True):
        canvas.say(words, face(size, BOLD), DARK, middle + place * size, align=CENTRE)
    second = int(min(96, canvas.inner / width_of(EMERGENCY_IN_ENGLISH, 100, BOLD) * 100))
    canvas.say(EMERGENCY_IN_ENGLISH, face(second, BOLD), DARK, middle + 1.05 * size, align=CENTRE)


_PAINTERS: dict[Mode, Callable[[_Canvas, Sheet, QSizeF], None]] = {
    "blank": _paint_blank, "clock": _paint_clock, "inject": _paint_message, "message": _paint_message,
    "question": _paint_message,
    "pause": _paint_pause, "emergency": _paint_emergency,
}  # fmt: skip


def _paint_frame(canvas: _Canvas, sheet: Sheet) -> None:
    """Paint the two bands: nobody may take the picture for real, at whatever moment they look up."""
    canvas.fill(PAPER)
    canvas.fill(INK, height=HEAD)
    canvas.fill(INK, top=canvas.height - FOOT, height=FOOT)
    canvas.say(sheet.mark, face(44, BOLD), PAPER, HEAD / 2)
    now = face(34, SEMIBOLD)
    left = MARGIN + width_of(sheet.mark, 44, BOLD) + 32
    room = canvas.width - MARGIN - left
    whole = f"{sheet.day}   {sheet.now}"
    words = whole if QFontMetricsF(now).horizontalAdvance(whole) <= room else sheet.now
    canvas.say(words, now, PAPER, HEAD / 2, align=RIGHT, left=left, width=room)
    canvas.say(BAND, face(26, BOLD), PAPER, canvas.height - FOOT / 2, align=CENTRE)


def _paint_direction(canvas: _Canvas, sheet: Sheet) -> None:
    """Say for whom and from whom, the long names where they have room beside each other."""
    to_font, source_font = face(36, BOLD), face(32, REGULAR)
    source = min(QFontMetricsF(source_font).horizontalAdvance(sheet.source), canvas.inner * 0.55)
    room = canvas.inner - source - 32
    is_short = QFontMetricsF(to_font).horizontalAdvance(sheet.to) > room and sheet.to_short
    canvas.say(sheet.to_short if is_short else sheet.to, to_font, INK, 136, width=room)
    canvas.say(sheet.source, source_font, SECOND, 136, align=RIGHT, left=MARGIN + room + 32, width=source)
    canvas.painter.fillRect(QRectF(MARGIN, 172, canvas.inner, 3), INK)


def _paint_text(canvas: _Canvas, sheet: Sheet, size: QSizeF) -> None:
    text = fitted(sheet, size)
    page = text.pages[min(sheet.page, len(text.pages) - 1)] if text.pages else ()
    canvas.painter.setFont(face(text.size, SEMIBOLD))
    canvas.painter.setPen(INK)
    for number, line in enumerate(page):
        # The capitals (0.66 em) stand in the middle of their line.
        baseline = TEXT_TOP + text.size * (number * LINE + LINE / 2 + 0.33)
        canvas.painter.drawText(QRectF(MARGIN, baseline, 1, 1).topLeft(), line)
