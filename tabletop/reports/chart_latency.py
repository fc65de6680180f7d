"""Latency against limit: a dot an expected action, x is latency divided by limit; it must not score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.graphics.shapes import Circle, Drawing, Group, Shape
from reportlab.lib.colors import black, white

from tabletop.i18n import N_
from tabletop.reports.charts import line
from tabletop.reports.frame import ITALIC, Style
from tabletop.reports.latency_layout import (
    LABEL_GAP,
    LANE_NAME,
    LANE_PAD,
    LEVEL,
    REACH,
    STEPS,
    Lane,
    Mark,
    PlacedLane,
    Step,
    Zones,
    is_drawn,
    lay_out,
    step_of,
)
from tabletop.reports.plot import FIGURE_ROOM, HEAD, HEAD_SECOND, NOTE, SECOND_DROP, Plot
from tabletop.reports.voice import Pair, Voice

STEP_WORDS: dict[Step, str] = {
    "in time": N_("in time: × 1"),  # noqa: RUF001 - a formula's sign
    "late": N_("late: × ½"),  # noqa: RUF001 - a formula's sign
    "later": N_("later: × 0"),  # noqa: RUF001 - a formula's sign
    "never": N_("not met, or open"),
}
_COUNT = Style(ITALIC, 7)
HEAD_HEIGHT, FOOT_HEIGHT = 13.0, 70.0
"""What stands above and below the lanes, in points; a second language costs a line more."""


def latency_chart(voice: Voice, lanes: Sequence[Lane], notes: Sequence[Pair], width: float) -> Drawing:
    """Draw a lane an objective, or one lane without a name in which every mark carries its id."""
    plot = Plot(width)
    zones = Zones.of(lanes, width, voice.first)
    top = _heads(plot, voice, lanes, zones)
    placed = lay_out(lanes, zones, room=FIGURE_ROOM - top - FOOT_HEIGHT)
    bottom = top + sum(lane.height for lane in placed)
    _axis(plot, voice, zones, top=top, bottom=bottom)
    y = top
    for lane in placed:
        y += lane.height
        _lane(plot, lane, bottom=y)
    folds = any(mark.folded for lane in placed for mark in lane.marks)
    y = plot.legend(_signs(voice, lanes, folds=folds), top=bottom + 13)
    for note in notes:
        y = plot.note(note, top=y)
    return plot.drawing(y + 2)


def _heads(plot: Plot, voice: Voice, lanes: Sequence[Lane], zones: Zones) -> float:
    """Name each zone with how many actions it holds; return where the lanes begin."""
    steps = [step_of(action) for lane in lanes for action in lane.actions if is_drawn(action)]
    for index, step in enumerate(STEPS):
        start, end = zones.edges[index], zones.edges[index + 1]
        pair = voice.pair(STEP_WORDS[step])
        middle, count = (start + end) / 2, f"({steps.count(step)})"
        plot.words(f"{pair.first} {count}", HEAD, at=(middle, 8), anchor="middle", width=end - start - 4)
        at = (middle, 8 + SECOND_DROP)
        plot.words(pair.second, HEAD_SECOND, at=at, anchor="middle", width=end - start - 4)
    return HEAD_HEIGHT + (SECOND_DROP if voice.second else 0)


def _lane(plot: Plot, lane: PlacedLane, *, bottom: float) -> None:
    """Draw a lane upwards from its rule."""
    plot.rule(bottom, 0.35)
    plot.words(lane.name, LANE_NAME, at=(0, bottom - 3.8), width=44)
    for mark in lane.marks:
        y = bottom - LANE_PAD - mark.level * LEVEL
        plot.add(_sign(mark, mark.x, -y))
        shift, anchor = (REACH + LABEL_GAP, "start")
        if mark.reads_left:
            shift, anchor = (-shift, "end")
        plot.words(mark.label, mark.style, at=(mark.x + shift, y + 2.5), anchor=anchor)


def _sign(mark: Mark, x: float, y: float) -> Shape:
    return completion_sign(mark.action.completion, x, y)


def completion_sign(completion: str | None, x: float, y: float) -> Shape:
    """Draw how an action ended: met solid, partly met hollow, unmet a cross, not assessed dashed."""
    if completion == "met":
        return Circle(x, y, REACH, fillColor=black, strokeColor=None, strokeWidth=0)
    if completion == "partial":
        return Circle(x, y, REACH - 0.45, fillColor=white, strokeColor=black, strokeWidth=0.9)
    if completion == "unmet":
        arm = 2.1
        strokes = ((x - arm, y - arm, x + arm, y + arm), (x - arm, y + arm, x + arm, y - arm))
        return Group(*(line(stroke, 1.1) for stroke in strokes))
    ring = Circle(x, y, REACH - 0.3, fillColor=white, strokeColor=black, strokeWidth=0.6)
    ring.strokeDashArray = [1.1, 0.9]
    return ring


def _axis(plot: Plot, voice: Voice, zones: Zones, *, top: float, bottom: float) -> None:
    """Draw the ends of the zones from head to foot and name them below."""
    start, limit, twice, later, _ = zones.edges
    plot.line((start, top, start, bottom + 2.4), 0.6)
    plot.line((limit, top, limit, bottom + 2.4), 1)
    plot.line((twice, top, twice, bottom + 2.4), 1)
    plot.line((later, top, later, bottom + 2.4), 0.6, dash=(2, 2))
    plot.rule(bottom, 0.6)
    y = bottom + 10
    plot.words("0", NOTE, at=(start, y), anchor="middle" if start > 4 else "start")
    plot.words(voice.slash(N_("limit")), NOTE, at=(limit, y), anchor="middle")
    plot.words(voice.slash(N_("2 × limit")), NOTE, at=(twice, y), anchor="middle")  # noqa: RUF001
    plot.words("≥ 3 ×", NOTE, at=(later, y), anchor="middle")  # noqa: RUF001 - a formula's sign


def _signs(voice: Voice, lanes: Sequence[Lane], *, folds: bool) -> Iterator[tuple[Drawing, str]]:
    """Yield the signs that stand on this chart with their words."""
    seen = {action.completion for lane in lanes for action in lane.actions if is_drawn(action)}
    for completion, message in (
        ("met", N_("met")),
        ("partial", N_("partial")),
        ("unmet", N_("unmet")),
        (None, N_("not assessed")),
    ):
        if completion in seen:
            sign = Drawing(6, 8)
            sign.add(completion_sign(completion, 3, 4))
            yield sign, voice.slash(message)
    if folds:
        yield Drawing(0, 8), voice.slash(N_("2×, +1: so many actions at one place"))  # noqa: RUF001
