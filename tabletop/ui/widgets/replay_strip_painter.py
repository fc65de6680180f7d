"""Paints the strip of a replay: phases, situation band, marks and axis; it decides nothing.

From the top: phases, the situation with its pattern and word as on the paper, the marks, T+.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tabletop.ui.item_models.replay_words import Stretch, StripFacts, StripMark
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look, clock_text, plan_text
from tabletop.ui.theme import SITUATION_TONES

_TOP, _PHASE, _BAND, _MARKS, _AXIS = 4, 20, 19, 20, 19
HEIGHT = _TOP + _PHASE + _BAND + _MARKS + _AXIS
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_STEPS_MS = tuple(minutes * 60_000 for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 240, 480))
_LEAST_STEP = 72
"""Room for a time on the axis, in pixels of the design."""
_ICONS = {"late": "warning", "breach": "flag", "pause": "pause"}
_WEIGHT = ("phase", "situation", "pause", "late", "breach")
"""What stands over what."""


@dataclass(frozen=True, slots=True)
class Scale:
    """T+ along a width."""

    left: float
    right: float
    begin_ms: int
    end_ms: int

    def x(self, at_ms: int) -> float:
        """Return where a T+ stands."""
        length_ms = max(1, self.end_ms - self.begin_ms)
        return self.left + (self.right - self.left) * (at_ms - self.begin_ms) / length_ms

    def ms(self, x: float) -> int:
        """Return which T+ stands at a place; beyond the ends it is the end."""
        part = (x - self.left) / max(1.0, self.right - self.left)
        return round(self.begin_ms + min(1.0, max(0.0, part)) * (self.end_ms - self.begin_ms))


class StripPainter:
    """Paints a strip in the tokens of a look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        px = look.px
        self._phases = px(_TOP)
        self._band = self._phases + px(_PHASE)
        self._marks = self._band + px(_BAND)
        self._axis = self._marks + px(_MARKS)
        self._foot = self._axis + px(_AXIS)

    def paint(self, painter: QPainter, facts: StripFacts, scale: Scale, place: QRect) -> None:
        """Paint all but the position."""
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(place, self._look.color("surface"))
        for at, phase in enumerate(facts.phases):
            self._paint_phase(painter, scale, phase, is_odd=bool(at % 2))
        pauses = sorted(scale.x(mark.at_ms) for mark in facts.marks if mark.kind == "pause")
        for stretch in facts.situations:
            band = self._paint_situation(painter, scale, stretch)
            self._paint_word(
                painter, stretch.title.upper(), _widest_part(band, pauses, edge=self._look.px(4))
            )
        self._paint_axis(painter, scale)
        ticks = [mark for mark in facts.marks if mark.kind == "release"]
        for mark in ticks:
            self._paint_tick(painter, scale.x(mark.at_ms))
        shown = [mark for mark in facts.marks if mark.kind in _ICONS or mark.kind == "situation"]
        for mark in sorted(shown, key=lambda mark: _WEIGHT.index(mark.kind)):
            self._paint_mark(painter, scale.x(mark.at_ms), mark)

    def paint_position(
        self, painter: QPainter, scale: Scale, at_ms: int, *, place: QRect, has_focus: bool
    ) -> None:
        """Paint where the replay stands: a line through all, and T+ at its foot."""
        look, px, x = self._look, self._look.px, round(scale.x(at_ms))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        top, foot = self._phases - px(3), self._axis + px(2)
        painter.fillRect(QRect(x - px(3), top, px(6), foot - top), look.color("surface"))
        painter.fillRect(QRect(x - px(1), top, max(3, px(3)), foot - top), look.color("act_fill"))
        words = clock_text(at_ms)
        width = look.width(words, 14, BOLD) + px(14)
        left = max(px(2), min(x - width / 2, scale.right + px(22) - width))
        pill = QRectF(left, self._axis + 0.5, width, px(_AXIS) - 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("act_fill"))
        painter.drawRoundedRect(pill, px(4), px(4))
        painter.setPen(look.color("act_on"))
        painter.setFont(look.font(14, BOLD))
        painter.drawText(pill.adjusted(0, -1, 0, -1), _CENTRE, words)
        if has_focus:
            ring = max(2, px(3))
            painter.setPen(QPen(look.color("focus"), ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.toRectF().adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2))

    # Parts ----------------------------------------------------------------------------------------

    def _paint_phase(self, painter: QPainter, scale: Scale, phase: Stretch, *, is_odd: bool) -> None:
        look, px = self._look, self._look.px
        left, right = scale.x(phase.from_ms), scale.x(phase.to_ms)
        box = QRectF(left, self._phases, right - left, px(_PHASE) - 1)
        painter.fillRect(box, look.color("surface" if is_odd else "band"))
        painter.setPen(look.color("border"))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(look.color("text"))
        painter.setFont(look.font(14, SEMIBOLD))
        inner = box.adjusted(px(6), -1, -px(4), -1)
        metrics = painter.fontMetrics()
        words = f"{phase.id}  {phase.title}"
        if metrics.horizontalAdvance(words) > inner.width():
            least = metrics.horizontalAdvance(phase.id) + px(40)
            words = words if inner.width() >= least else phase.id
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
        painter.drawText(inner, _LEFT, shown)

    def _paint_situation(self, painter: QPainter, scale: Scale, stretch: Stretch) -> QRect:
        px = self._look.px
        fill, ink = (QColor(name) for name in SITUATION_TONES[min(3, max(1, stretch.tone))])
        left, right = round(scale.x(stretch.from_ms)), round(scale.x(stretch.to_ms))
        band = QRect(left, self._band, max(1, right - left), px(_BAND) - 1)
        painter.fillRect(band, fill)
        painter.save()
        painter.setClipRect(band)
        painter.setPen(QPen(ink, 1.4))
        _paint_pattern(painter, band, stretch.tone, max(4, px(6)))
        painter.restore()
        return band

    def _paint_word(self, painter: QPainter, word: str, part: QRect) -> None:
        """Write the word of a situation on a plain plate, its first letter where more has no room."""
        look, px = self._look, self._look.px
        for form, edge in ((word, px(10)), (word[:1], px(6))):
            width = look.width(form, 13, BOLD) + edge
            if width + px(4) <= part.width():
                plate = QRectF(part.left() + px(2), part.top() + px(2), width, part.height() - px(4))
                painter.fillRect(plate, look.color("surface"))
                painter.setPen(look.color("text"))
                painter.setFont(look.font(13, BOLD))
                painter.drawText(plate.adjusted(0, -1, 0, -1), _CENTRE, form)
                return

    def _paint_tick(self, painter: QPainter, x: float) -> None:
        px = self._look.px
        height = px(7)
        painter.fillRect(QRectF(round(x) - px(1), self._marks + 1, max(2, px(2)), height),
                         self._look.color("text"))  # fmt: skip

    def _paint_mark(self, painter: QPainter, x: float, mark: StripMark) -> None:
        look, px = self._look, self._look.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mark.kind == "situation":
            top = self._marks + px(1)
            roof = [QPointF(x, top), QPointF(x + px(5), top + px(8)), QPointF(x - px(5), top + px(8))]
            painter.setPen(QPen(look.color("text"), 1.4))
            painter.setBrush(look.color("surface"))
            painter.drawPolygon(QPolygonF(roof))
            return
        if mark.kind == "pause":
            painter.setPen(QPen(look.color("text"), max(1.5, px(2))))
            for beside in (-px(2), px(2)):
                painter.drawLine(QLineF(x + beside, self._phases + px(_PHASE), x + beside, self._marks))
        side = px(16 if mark.kind == "breach" else 13)
        place = QRectF(x - side / 2, self._axis - side - 1, side, side)
        if mark.kind == "breach":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("late_fill"))
            painter.drawRoundedRect(place.adjusted(-px(2), -px(2), px(2), px(1)), px(3), px(3))
            look.paint_icon(painter, "flag", place.adjusted(2, 1, -2, -3), look.color("late_on"),
                            hole=look.color("late_fill"))  # fmt: skip
            return
        ink = look.color("late_ink" if mark.kind == "late" else "text")
        look.paint_icon(painter, _ICONS[mark.kind], place, ink)

    def _paint_axis(self, painter: QPainter, scale: Scale) -> None:
        look, px = self._look, self._look.px
        length_ms = max(1, scale.end_ms - scale.begin_ms)
        most = max(1.0, (scale.right - scale.left) / px(_LEAST_STEP))
        step_ms = next((step for step in _STEPS_MS if length_ms / step <= most), length_ms)
        painter.setFont(look.font(13, REGULAR))
        for at_ms in range(-(-scale.begin_ms // step_ms) * step_ms, scale.end_ms + 1, step_ms):
            x = scale.x(at_ms)
            painter.setPen(look.color("border"))
            painter.drawLine(QLineF(x, self._axis - px(2), x, self._axis + px(2)))
            painter.setPen(look.color("text_2"))
            words = QRectF(x - px(30), self._axis, px(60), px(_AXIS) - 2)
            painter.drawText(words, _CENTRE, plan_text(at_ms))
        painter.setPen(look.color("border"))
        painter.drawLine(QLineF(scale.left, self._axis, scale.right, self._axis))


def _widest_part(band: QRect, bars: Sequence[float], *, edge: int) -> QRect:
    """Return the widest part of a band between the double bars of pauses, where its word stands."""
    inside = [x for x in bars if band.left() < x < band.right()]
    edges = [(band.left(), *(x + edge for x in inside)), (*(x - edge for x in inside), band.right())]
    left, right = max(zip(*edges, strict=True), key=lambda part: part[1] - part[0])
    return QRect(round(left), band.top(), round(right - left), band.height())


def _paint_pattern(painter: QPainter, band: QRect, tone: int, step: int) -> None:
    """Paint what tells the tones apart without colour: 1 is plain, 2 a grid, 3 diagonals (ux 6)."""
    if tone == 2:
        for x in range(band.left(), band.right() + step, step):
            painter.drawLine(x, band.top(), x, band.bottom())
        for y in range(band.top() + step // 2, band.bottom(), step):
            painter.drawLine(band.left(), y, band.right(), y)
    elif tone >= 3:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x in range(band.left() - band.height(), band.right() + step, step):
            painter.drawLine(x, band.bottom(), x + band.height(), band.top())
