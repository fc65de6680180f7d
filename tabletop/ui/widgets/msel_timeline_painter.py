"""Paints the timeline of the injects: axis, moments, gaps, tails and the line of now; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from tabletop.domain.plan.scenario import Phase
from tabletop.domain.play.board import BoardRow
from tabletop.i18n import N_
from tabletop.ui.item_models.msel_time import NOW, Gap, Mark, TimeLine
from tabletop.ui.item_models.msel_time_words import gap_words, signed
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look, clock_text, plan_text, span_text
from tabletop.ui.widgets.msel_chip import FILLS, LEFT, RIGHT, elided, paint_chip

_AXIS, _LANE, _LANE_STEP, _BODY, _NUMBER, _SIDE = 76, 87, 8, 128, 44, 20
_CHIP, _DIFF = 104, 58


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """A release beside its plan: a dot with a tail, in a lane of its own."""

    row: int
    released_ms: int
    lane: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is painted: the line, the rows of the board by their place, and what is marked."""

    line: TimeLine
    rows: Sequence[BoardRow]
    tails: Sequence[Tail]
    selected: str | None
    standby: str | None


class TimelinePainter:
    """Paints the part of a scene that a viewport shows."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint(self, painter: QPainter, scene: Scene, *, width: int, top: int, height: int) -> None:
        """Paint from pixel `top` of the whole line on."""
        look = self._look
        painter.translate(0, -top)
        painter.fillRect(0, top, width, height, look.color("surface"))
        line = scene.line
        seen = (top * 100 / look.scale, (top + height) * 100 / look.scale)
        marks = [line.marks[at] for at in line.marks_between(*seen)]
        for mark in marks:
            self._paint_ground(painter, scene, mark, width)
        self._paint_axis(painter, line, top=top, bottom=top + height)
        for gap in line.gaps_between(*seen):
            self._paint_gap(painter, line, gap)
        for mark in marks:
            if mark.phase is None:
                self._paint_inject(painter, scene, mark, width)
            else:
                self._paint_phase(painter, mark.phase, self.place(line, mark, width))
        for tail in scene.tails:
            self._paint_tail(painter, scene, tail)
        self._paint_now(painter, line, width)

    def place(self, line: TimeLine, mark: Mark, width: int) -> QRect:
        """Return where a mark lies, in pixels of the whole line."""
        top = self.px(line.top_of(mark))
        return QRect(0, top, width, self.px(line.top_of(mark) + mark.height) - top)

    def px(self, size: float) -> int:
        """Return a length of the line in pixels."""
        return self._look.px(size)

    # Parts ----------------------------------------------------------------------------------------

    def _paint_ground(self, painter: QPainter, scene: Scene, mark: Mark, width: int) -> None:
        look, place = self._look, self.place(scene.line, mark, width)
        if mark.phase is not None:
            painter.fillRect(place, look.color("band"))
            return
        if scene.rows[mark.row].inject.number == scene.selected:
            painter.fillRect(place, look.color("selected"))
            painter.fillRect(QRect(0, place.top(), look.px(4), place.height()), look.color("act_fill"))

    def _paint_axis(self, painter: QPainter, line: TimeLine, *, top: int, bottom: int) -> None:
        """Paint what is over in ink, what comes lighter."""
        px, now = self._look.px, self.px(line.now_top + NOW / 2)
        x, width = px(_AXIS) - 1, max(2, px(2))
        painter.fillRect(QRect(x, top, width, max(0, min(now, bottom) - top)), self._look.color("text"))
        begin, end = max(now, top), min(bottom, self.px(line.height))
        painter.fillRect(QRect(x, begin, width, max(0, end - begin)), self._look.color("border"))

    def _paint_gap(self, painter: QPainter, line: TimeLine, gap: Gap) -> None:
        say = self._look.say
        top = line.top_of(gap)
        if gap is not line.now_gap:
            self._paint_gap_words(painter, gap_words(self._look, gap.to_ms - gap.from_ms), top, gap.height)
            return
        past_ms, left_ms = line.now_ms - gap.from_ms, gap.to_ms - line.now_ms
        if line.marks and gap.from_ms and past_ms >= 1_000:
            words = say(N_("{span} ago"), span=span_text(past_ms))
            self._paint_gap_words(painter, words, top, line.past_height)
        if gap.height and left_ms >= 1_000:
            below = line.now_top + NOW
            words = say(N_("in {span}"), span=span_text(left_ms))
            self._paint_gap_words(painter, words, below, top + gap.height + line.extra - below)

    def _paint_gap_words(self, painter: QPainter, words: str, top: float, height: float) -> None:
        if height <= 0:
            return
        painter.setFont(self._look.font(14, REGULAR))
        painter.setPen(self._look.color("text_2"))
        place = QRectF(self.px(_BODY), self.px(top) - 1, self.px(300), self.px(height))
        painter.drawText(place, int(LEFT), words)

    def _paint_phase(self, painter: QPainter, phase: Phase, place: QRect) -> None:
        look, px = self._look, self._look.px
        painter.setPen(look.color("border"))
        painter.drawLine(place.topLeft(), place.topRight())
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.setPen(look.color("text_2"))
        painter.setFont(look.font(15, SEMIBOLD))
        painter.drawText(self._time_place(place), int(RIGHT), plan_text(phase.at_ms))
        day = "" if phase.scenario_at is None else look.words.short_date(phase.scenario_at)
        inner = QRectF(place).adjusted(px(_LANE), -1, -px(10), -1)
        painter.drawText(inner, int(RIGHT), day)
        words = f"{phase.id}  {look.typed(phase.title)}"
        room = inner.width() - look.width(day, 15, SEMIBOLD) - px(8)
        painter.drawText(inner, int(LEFT), elided(painter, words, room))

    def _paint_inject(self, painter: QPainter, scene: Scene, mark: Mark, width: int) -> None:
        look, px = self._look, self._look.px
        row, place = scene.rows[mark.row], self.place(scene.line, mark, width)
        is_standby = row.inject.number == scene.standby
        is_selected = row.inject.number == scene.selected
        weight = BOLD if is_standby else REGULAR
        painter.setPen(look.color("text" if is_standby or is_selected else "text_2"))
        painter.setFont(look.font(16, weight))
        words = look.say(N_("if")) if row.inject.is_contingency else ""
        if row.planned_ms is not None and not row.inject.is_contingency:
            words = plan_text(row.planned_ms)
            painter.fillRect(
                QRect(px(_AXIS) - px(6), place.center().y(), px(12), max(2, px(2))), look.color("text")
            )
        painter.drawText(self._time_place(place), int(RIGHT), words)
        has_word = width >= px(480)
        left = self._paint_state(painter, row, place, has_word=has_word, is_selected=is_selected)
        self._paint_title(painter, row, QRect(px(_BODY), place.top(), left - px(_BODY), place.height()),
                          is_side=mark.is_side, is_standby=is_standby, is_selected=is_selected)  # fmt: skip
        if is_standby:
            pen = QPen(look.color("act_fill"), max(2, px(2)))
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -1, -1))

    def _paint_state(
        self, painter: QPainter, row: BoardRow, place: QRect, *, has_word: bool, is_selected: bool
    ) -> int:
        """Paint chip, lateness and warning at the right; return where the room for the title ends."""
        look, px = self._look, self._look.px
        chip_width = px(_CHIP if has_word else 30)
        chip = QRectF(place.right() - chip_width - px(4), place.top() + px(3), chip_width, px(24))
        paint_chip(painter, look, row.chip, chip, has_word=has_word)
        left = round(chip.left()) - px(8)
        is_late = row.chip in ("due", "overdue")
        if place.width() >= px(590):
            painter.setFont(look.font(16, BOLD if is_late else REGULAR))
            painter.setPen(look.color("late_ink" if is_late else "text" if is_selected else "text_2"))
            diff = QRectF(left - px(_DIFF), place.top() - 1, px(_DIFF), place.height())
            painter.drawText(diff, int(RIGHT), signed(row.diff_ms))
            left -= px(_DIFF) + px(8)
        if row.has_late:
            side = px(14)
            icon = QRectF(left - side, place.center().y() - side / 2 + 1, side, side)
            ground = look.color("selected" if is_selected else "surface")
            look.paint_icon(painter, "warning", icon, look.color("late_ink"), hole=ground)
            left -= side + px(6)
        return left

    def _paint_title(
        self, painter: QPainter, row: BoardRow, place: QRect, *,
        is_side: bool, is_standby: bool, is_selected: bool,
    ) -> None:  # fmt: skip
        look, px = self._look, self._look.px
        inner = QRectF(place).adjusted(0, -1, 0, -1)
        if is_side:
            side = px(14)
            icon = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            look.paint_icon(painter, "corner", icon, look.color("text_2"))
            inner.setLeft(inner.left() + px(_SIDE))
        is_over = row.chip in ("closed", "skipped", "declined", "retracted")
        painter.setPen(look.color("text_2" if is_over and not is_selected and not is_standby else "text"))
        painter.setFont(look.font(16, REGULAR if is_over and not is_standby else BOLD))
        painter.drawText(inner, int(LEFT), row.inject.number)
        inner.setLeft(inner.left() + max(px(_NUMBER), look.width(row.inject.number, 16, BOLD) + px(8)))
        weight = BOLD if is_standby else SEMIBOLD if row.chip in FILLS else REGULAR
        font = look.font(16, weight)
        font.setStrikeOut(row.chip in ("skipped", "declined"))
        painter.setFont(font)
        painter.drawText(inner, int(LEFT), elided(painter, look.typed(row.inject.title), inner.width()))

    def _paint_tail(self, painter: QPainter, scene: Scene, tail: Tail) -> None:
        look, px, line = self._look, self._look.px, scene.line
        at = line.mark_of(tail.row)
        if at is None:
            return
        mark = line.marks[at]
        planned = self.px(line.top_of(mark) + mark.height / 2)
        released = self.px(line.y_of(tail.released_ms, of=mark))
        x, ink = px(_LANE + tail.lane * _LANE_STEP), look.color("text")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, max(2, px(2))))
        if not mark.is_side:
            painter.drawLine(QPointF(px(_AXIS) + px(6), planned + 1), QPointF(x, planned + 1))
        if released != planned:
            painter.drawLine(QPointF(x, planned + 1), QPointF(x, released))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x, released + (1 if released == planned else 0)), px(4), px(4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_now(self, painter: QPainter, line: TimeLine, width: int) -> None:
        look, px = self._look, self._look.px
        top, height = self.px(line.now_top), px(NOW)
        middle = top + height // 2
        painter.fillRect(QRect(0, middle - 1, width, max(2, px(2))), look.color("text"))
        words = f"T+{clock_text(line.now_ms)}"
        pill = QRectF(px(6), top + px(2), look.width(words, 15, BOLD) + px(16), height - px(4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("chosen_fill"))
        painter.drawRoundedRect(pill, px(4), px(4))
        painter.setPen(look.color("chosen_on"))
        painter.setFont(look.font(15, BOLD))
        painter.drawText(pill.adjusted(0, -1, 0, -1), int(Qt.AlignmentFlag.AlignCenter), words)

    def _time_place(self, place: QRect) -> QRectF:
        return QRectF(0, place.top() - 1, self.px(_AXIS - 14), place.height())
