"""The two clock rows under the strip, T+ and wall time, with pauses in words; it must not keep time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tabletop.domain.play.state import PauseRecord
from tabletop.i18n import N_, elapsed
from tabletop.reports import charts
from tabletop.reports.frame import REGULAR, SEMIBOLD, Style, width_of
from tabletop.reports.timeline_rows import Strip
from tabletop.reports.timeline_scale import LabelRow
from tabletop.reports.voice import clock_zone

_UPPER = Style(SEMIBOLD, 7.2)
_LOWER = Style(REGULAR, 7.2)
_LOWER_DROP = 8.4

REASONS = {
    "safety": N_("safety"),
    "break": N_("break"),
    "technical": N_("technical"),
    "other": N_("other reason"),
    "sleep": N_("laptop slept"),
    "crash": N_("program stopped"),
    "closed": N_("file closed"),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A label of two lines at a T+; `anchor` says on which side of it the label may stand."""

    x: float
    upper: str
    lower: str
    anchors: tuple[str, ...]

    @property
    def width(self) -> float:
        return max(width_of(self.upper, _UPPER), width_of(self.lower, _LOWER))


def draw_clock(strip: Strip) -> None:
    """Draw the axis and its labels: start and end first, then pauses, then ticks where room is left."""
    rows, scale = strip.rows, strip.scale
    strip.drawing.add(charts.line((scale.left, rows.axis, scale.right, rows.axis), 0.6))
    for tick_ms in (0, *scale.ticks_ms(), scale.end_ms):
        x = scale.x(tick_ms)
        strip.drawing.add(charts.line((x, rows.axis - 2.4, x, rows.axis), 0.6))
    for jump in strip.debrief.jumps:
        strip.drawing.add(charts.chevrons(scale.x(jump.at_ms), rows.axis - 2.3))
    strip.drawing.add(charts.text("T+", _UPPER, at=(0, rows.clock)))
    if strip.debrief.started_at is not None:
        zone = clock_zone(strip.debrief.started_at, strip.scenario.timezone)
        name = strip.voice.say(N_("{zone} time"), zone=zone)
        strip.drawing.add(charts.text(name, _LOWER, at=(0, rows.clock - _LOWER_DROP)))
    row = LabelRow(scale.left, scale.right)
    for mark in (*_ends(strip), *_pauses(strip), *_ticks(strip)):
        _place(strip, mark, row)


def _place(strip: Strip, mark: _Mark, row: LabelRow) -> None:
    for anchor in mark.anchors:
        shift = {"start": 0.0, "middle": mark.width / 2, "end": mark.width}[anchor]
        if row.take(mark.x - shift, mark.width):
            x = mark.x - shift + {"start": 0.0, "middle": mark.width / 2, "end": mark.width}[anchor]
            for words, style, drop in ((mark.upper, _UPPER, 0.0), (mark.lower, _LOWER, _LOWER_DROP)):
                at = (x, strip.rows.clock - drop)
                strip.drawing.add(charts.text(words, style, at=at, anchor=anchor))
            return


def _ends(strip: Strip) -> Iterator[_Mark]:
    debrief, scale = strip.debrief, strip.scale
    startex = strip.voice.label("startex").first if debrief.started_at else ""
    start = _wall(strip, debrief.started_at, startex)
    yield _Mark(scale.left, elapsed(0), start, ("start",))
    at_end = debrief.ended_at if debrief.elapsed_ms == scale.end_ms else None  # not the planned end
    end = _wall(strip, at_end, strip.voice.label("endex").first) if at_end else _wall_at(strip, scale.end_ms)
    yield _Mark(scale.right, elapsed(scale.end_ms), end, ("end",))


def _pauses(strip: Strip) -> Iterator[_Mark]:
    for pause in strip.debrief.pauses:
        x = strip.scale.x(pause.at_ms)
        upper = pause_words(strip, pause)
        lower = strip.voice.say(REASONS[pause.reason])
        mark = _Mark(x + 4.4, upper, lower, ("start",))
        fits_right = mark.x + mark.width <= strip.scale.right
        yield mark if fits_right else _Mark(x - 4.4, upper, lower, ("end",))


def pause_words(strip: Strip, pause: PauseRecord) -> str:
    """Say how long a pause was on the wall clock, or that it still lasts."""
    if pause.wall_ms is None:
        return strip.voice.say(N_("paused"))
    if pause.wall_ms < 60_000:
        return strip.voice.say(N_("pause {n} s"), n=pause.wall_ms // 1000)
    return strip.voice.say(N_("pause {n} min"), n=(pause.wall_ms + 30_000) // 60_000)


def _ticks(strip: Strip) -> Iterator[_Mark]:
    for tick_ms in strip.scale.ticks_ms():
        x = strip.scale.x(tick_ms)
        yield _Mark(x, elapsed(tick_ms), _wall_at(strip, tick_ms), ("middle", "end"))


def _wall_at(strip: Strip, elapsed_ms: int) -> str:
    return _wall(strip, strip.debrief.wall_at(elapsed_ms), "")


def _wall(strip: Strip, moment: datetime | None, word: str) -> str:
    if moment is None:
        return word
    local = moment.astimezone(strip.zone)
    return f"{strip.voice.first.time(local)} {word}".strip()
