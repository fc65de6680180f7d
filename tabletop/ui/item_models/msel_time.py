"""Where the injects lie on a line of time: each one row, gaps compressed; plain numbers, no Qt, no words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tabletop.domain.plan.scenario import Phase
from tabletop.domain.play.board import BoardRow
from tabletop.domain.play.state import InjectState

ROW, BAND, GAP, NOW = 30, 26, 16, 26
"""Heights of the design: of an inject, of a phase, of the smallest written gap, of the line of now."""
_GAP_A_MINUTE, _GAP_MOST = 1, 40
_LANES = 5


class Mark(NamedTuple):
    """A row of the line: an inject (`row` is its place on the board) or the head of a phase."""

    time_ms: int
    top: float
    height: int
    row: int = -1
    phase: Phase | None = None
    is_side: bool = False
    """Stands at the side: it has no planned time, and came or is offered because of another."""


class Gap(NamedTuple):
    """The time between two moments; `height` is what it takes without the line of now."""

    from_ms: int
    to_ms: int
    top: float
    height: float


class TimeLine:
    """Marks and gaps from top to bottom, with the line of now in the gap in which it falls."""

    def __init__(self, marks: Sequence[Mark], gaps: Sequence[Gap], height: float) -> None:
        self.marks = marks
        self.gaps = gaps
        self._height = height
        self._tops = [mark.top for mark in marks]
        self._gap_ends = [gap.to_ms for gap in gaps]
        self._gap_tops = [gap.top for gap in gaps]
        self._mark_of_row = {mark.row: at for at, mark in enumerate(marks) if mark.row >= 0}
        self._times, self._centres = _anchors(marks)
        self.now_ms = 0
        self.move_now(0)

    # The line of now ------------------------------------------------------------------------------

    def move_now(self, now_ms: int) -> None:
        """Set T+; at the very time of an inject the line stands above it."""
        self.now_ms = now_ms
        at = bisect_left(self._gap_ends, now_ms)
        self.now_gap = self.gaps[min(at, len(self.gaps) - 1)] if self.gaps else Gap(0, 0, 0, 0)
        gap = self.now_gap
        whole = max(1, gap.to_ms - gap.from_ms)
        self._share = min(1.0, max(0.0, (now_ms - gap.from_ms) / whole))
        self.now_top = gap.top + self.past_height
        self._breaks_at = gap.top + gap.height

    @property
    def past_height(self) -> float:
        """Return how much of its gap lies above the line of now."""
        if not self.now_gap.height:
            return GAP if self.now_gap.from_ms else 0
        return GAP + (self.now_gap.height - GAP) * self._share

    @property
    def extra(self) -> float:
        """Return what the line of now adds to the height."""
        return NOW + (GAP if self.now_gap.height or self.now_gap.from_ms else 0)

    @property
    def height(self) -> float:
        """Return the height of all."""
        return self._height + self.extra

    # Where things are -----------------------------------------------------------------------------

    def top_of(self, item: Mark | Gap) -> float:
        """Return where a mark or a gap begins."""
        return item.top + (self.extra if item.top >= self._breaks_at else 0)

    def y_of(self, time_ms: int, *, of: Mark | None = None) -> float:
        """Return where a time lies: straight on between the moments, and through the line of now.

        The time of a mark's own act is counted from that mark, not from the moment's other rows.
        """
        times, centres = self._times, self._centres
        at = bisect_right(times, time_ms)
        near = slice(max(0, at - 1), at + 1)
        points = [(ms, self._shifted(y)) for ms, y in zip(times[near], centres[near], strict=True)]
        points.append((self.now_ms, self.now_top + NOW / 2))
        if of is not None:
            points = [point for point in points if point[0] != of.time_ms]
            points.append((of.time_ms, self.top_of(of) + of.height / 2))
        before = max((point for point in points if point[0] <= time_ms), default=None)
        after = min((point for point in points if point[0] > time_ms), default=None)
        if before is None or after is None:
            only = before or after
            return only[1] if only is not None else 0
        share = (time_ms - before[0]) / (after[0] - before[0])
        return before[1] + (after[1] - before[1]) * share

    def mark_of(self, row: int) -> int | None:
        """Return the mark of a row of the board."""
        return self._mark_of_row.get(row)

    def marks_between(self, top: float, bottom: float) -> range:
        """Return the marks that can be seen between two heights."""
        first = bisect_right(self._tops, top - self.extra - ROW)
        return range(max(0, first - 1), bisect_right(self._tops, bottom))

    def gaps_between(self, top: float, bottom: float) -> Sequence[Gap]:
        """Return the gaps that can be seen between two heights."""
        first = bisect_right(self._gap_tops, top - self.extra - _GAP_MOST)
        return self.gaps[max(0, first - 1) : bisect_right(self._gap_tops, bottom)]

    def _shifted(self, y: float) -> float:
        return y + (self.extra if y >= self._breaks_at else 0)


def times_of(rows: Sequence[BoardRow], injects: Mapping[str, InjectState] | None) -> list[tuple[int, bool]]:
    """Return the time of each row, and whether it stands at the side.

    An inject without a planned time lies where it was released or offered, else after the one before it.
    """
    times, reached_ms = [], 0
    for row in rows:
        if row.planned_ms is not None and not row.inject.is_contingency:
            reached_ms = row.planned_ms
            times.append((reached_ms, False))
            continue
        now = injects.get(row.inject.number) if injects is not None else None
        came_ms = None if now is None else (now.offered_ms if now.released_ms is None else now.released_ms)
        times.append((reached_ms if came_ms is None else came_ms, True))
    return times


def time_line(times: Sequence[tuple[int, bool]], phases: Sequence[Phase]) -> TimeLine:
    """Lay out the rows of a board and the phases of its plan."""
    things: list[tuple[int, int, int, Phase | None, bool]] = [
        (phase.at_ms, -1, at, phase, False) for at, phase in enumerate(phases)
    ]
    things += [(time_ms, int(side), row, None, side) for row, (time_ms, side) in enumerate(times)]
    things.sort(key=lambda thing: thing[:3])
    marks: list[Mark] = []
    gaps: list[Gap] = []
    top, last_ms = 0.0, None
    for time_ms, _, row, phase, side in things:
        if time_ms != last_ms:
            gap = _gap_height(last_ms, time_ms)
            gaps.append(Gap(last_ms or 0, time_ms, top, gap))
            top, last_ms = top + gap, time_ms
        height = ROW if phase is None else BAND
        marks.append(Mark(time_ms, top, height, row if phase is None else -1, phase, side))
        top += height
    gaps.append(Gap(last_ms or 0, 1 << 62, top, 0))
    return TimeLine(marks, gaps, top)


def lanes_of(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Put tails (from, to; in order) that run beside each other into lanes; a spare one shares the last."""
    free_at = [-1] * _LANES
    lanes = []
    for top, bottom in spans:
        lane = next((at for at, free in enumerate(free_at) if free < top), _LANES - 1)
        free_at[lane] = max(free_at[lane], bottom)
        lanes.append(lane)
    return lanes


def _gap_height(from_ms: int | None, to_ms: int) -> float:
    if from_ms is None and not to_ms:
        return 0
    return min(_GAP_MOST, GAP + (to_ms - (from_ms or 0)) / 60_000 * _GAP_A_MINUTE)


def _anchors(marks: Sequence[Mark]) -> tuple[list[int], list[float]]:
    """Return times and heights between which a time lies; a moment with several rows takes them all."""
    points: list[tuple[int, float]] = []
    for mark in marks:
        centre = mark.top + mark.height / 2
        if len(points) > 1 and points[-1][0] == points[-2][0] == mark.time_ms:
            points[-1] = (mark.time_ms, centre)
        else:
            points.append((mark.time_ms, centre))
    return [time_ms for time_ms, _ in points], [centre for _, centre in points]
