"""From exercise time to points on paper, and which labels have room; it must not draw."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field

MINUTE_MS = 60_000
_TICK_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 10_080)
_MOST_TICKS = 7
_GAP = 4.0
"""Labels closer than this read as one word, in points."""
_REACH = 24.0
"""A label further from its place than this would be read as another's."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One x axis for every row of the strip: T+ from 0 to `end_ms` between `left` and `right`."""

    left: float
    right: float
    end_ms: int

    def x(self, elapsed_ms: int) -> float:
        """Return where T+ stands; what lies outside is drawn at the edge."""
        inside = min(max(elapsed_ms, 0), self.end_ms)
        return self.left + (self.right - self.left) * inside / self.end_ms

    def ticks_ms(self) -> Iterator[int]:
        """Yield the round times between start and end that the axis names."""
        step_ms = self.step_ms
        yield from range(step_ms, self.end_ms, step_ms)

    @property
    def step_ms(self) -> int:
        """Return the distance of ticks: the smallest round one that gives at most seven."""
        for minutes in _TICK_MINUTES:
            if self.end_ms <= minutes * MINUTE_MS * _MOST_TICKS:
                return minutes * MINUTE_MS
        return self.end_ms


@dataclass(slots=True)
class LabelRow:
    """The labels of one row from left to right; one that would touch another gets no room."""

    left: float
    right: float
    _spans: list[tuple[float, float]] = field(default_factory=list)

    def take(self, start: float, width: float) -> bool:
        """Reserve a stretch if it is free and inside the row."""
        end = start + width
        if start < self.left - 0.5 or end > self.right + 0.5:
            return False
        index = bisect(self._spans, (start, end))
        before = self._spans[index - 1][1] if index else float("-inf")
        after = self._spans[index][0] if index < len(self._spans) else float("inf")
        if before + _GAP > start or end + _GAP > after:
            return False
        self._spans.insert(index, (start, end))
        return True

    def take_near(self, x: float, width: float) -> float | None:
        """Reserve a stretch round `x`, or right beside the label that stands there."""
        centred = self.take_centred(x, width)
        if centred is not None:
            return centred
        beside = [edge for a, b in self._spans for edge in (a - _GAP - width, b + _GAP)]
        far = [(abs(start + width / 2 - x), start) for start in beside]
        near = sorted((distance, start) for distance, start in far if distance <= _REACH)
        return next((start for _, start in near if self.take(start, width)), None)

    def take_centred(self, x: float, width: float) -> float | None:
        """Reserve a stretch round `x`, pushed inside at the edges; return its left end."""
        start = min(max(x - width / 2, self.left), self.right - width)
        return start if self.take(start, width) else None
