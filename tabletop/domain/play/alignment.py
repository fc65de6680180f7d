"""Every row placed on the exercise clock (design 5); it must not decide what a row means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from tabletop.domain.play.events import Event, StationOpened
from tabletop.domain.play.journal import DIRECTOR, Entry, Recorded, wall_time

_MILLISECOND = timedelta(milliseconds=1)
_STARTS = frozenset({"startex", "resume", "adjust"})
_STOPS = frozenset({"pause", "safety", "endex"})


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row with its times as T+: when it was recorded and when it was observed."""

    entry: Entry
    event: Event
    at_ms: int
    observed_ms: int


@dataclass(frozen=True, slots=True)
class _Turn:
    """A row of the conduct chain after which T+ runs on or stands still."""

    wall_at: datetime
    elapsed_ms: int
    runs: bool


class ExerciseTimeline:
    """T(w) of design 5: which T+ a wall time had, read from the conduct chain."""

    def __init__(self, recorded: Iterable[Recorded]) -> None:
        rows = sorted((r.entry for r in recorded if r.entry.station == DIRECTOR), key=lambda e: e.seq)
        self._turns: list[_Turn] = []
        for entry in rows:
            if entry.kind in _STARTS | _STOPS:
                runs = entry.kind in _STARTS and (entry.kind != "adjust" or self._runs())
                self._turns.append(_Turn(wall_time(entry.wall_at), entry.elapsed_ms, runs))
        # Where the director's wall clock was set back, a time that came twice belongs to the later row.
        self._walls = list(accumulate((turn.wall_at for turn in reversed(self._turns)), min))[::-1]

    def _runs(self) -> bool:
        return bool(self._turns) and self._turns[-1].runs

    def elapsed_at(self, wall_at: datetime) -> int:
        """Return T+ in milliseconds at a wall time of the director's clock."""
        index = bisect_right(self._walls, wall_at) - 1
        if index < 0:
            return 0
        turn = self._turns[index]
        if not turn.runs:
            return turn.elapsed_ms
        elapsed_ms = turn.elapsed_ms + (wall_at - turn.wall_at) // _MILLISECOND
        following = self._turns[index + 1 : index + 2]
        if following and not following[0].runs:
            elapsed_ms = min(elapsed_ms, following[0].elapsed_ms)
        return elapsed_ms


def align(recorded: Sequence[Recorded]) -> list[Aligned]:
    """Place every row on the exercise clock and order them: by T+, station, seq.

    A station's own order is never broken, even where an adjust moved T+ back. Rows of a clock of
    its own are placed by their wall time; such a clock is taken to be right until it is synced.
    """
    timeline: ExerciseTimeline | None = None
    own_clocks: set[str] = set()
    reached: dict[str, int] = {}
    keyed: list[tuple[tuple[int, str, int], Aligned]] = []
    for row in sorted(recorded, key=_station_and_seq):
        entry = row.entry
        if isinstance(row.event, StationOpened):
            (own_clocks.add if is_own_clock(row) else own_clocks.discard)(entry.station)
        if entry.station in own_clocks:
            timeline = timeline or ExerciseTimeline(recorded)
            aligned = _from_own_clock(row, timeline)
        else:
            aligned = as_it_stands(row)
        reached_ms = reached[entry.station] = max(reached.get(entry.station, aligned.at_ms), aligned.at_ms)
        keyed.append(((reached_ms, entry.station, entry.seq), aligned))
    keyed.sort(key=_first)
    return [aligned for _, aligned in keyed]


def as_it_stands(row: Recorded) -> Aligned:
    """Place a row whose times are T+ already."""
    entry = row.entry
    observed_ms = entry.elapsed_ms if entry.observed_ms is None else entry.observed_ms
    return Aligned(entry, row.event, entry.elapsed_ms, observed_ms)


def is_own_clock(row: Recorded) -> bool:
    """Tell whether a row opens a station whose clock does not know the director's pauses."""
    return isinstance(row.event, StationOpened) and row.event.clock == "own"


def _station_and_seq(row: Recorded) -> tuple[str, int]:
    return row.entry.station, row.entry.seq


def _first(pair: tuple[tuple[int, str, int], Aligned]) -> tuple[int, str, int]:
    return pair[0]


def _from_own_clock(row: Recorded, timeline: ExerciseTimeline) -> Aligned:
    """Map a stopwatch row: recorded at T(wall), observed that much earlier on the wall."""
    entry = row.entry
    wall_at = wall_time(entry.wall_at)
    at_ms = timeline.elapsed_at(wall_at)
    if entry.observed_ms is None:
        return Aligned(entry, row.event, at_ms, at_ms)
    seen_at = wall_at - timedelta(milliseconds=entry.elapsed_ms - entry.observed_ms)
    return Aligned(entry, row.event, at_ms, timeline.elapsed_at(seen_at))
