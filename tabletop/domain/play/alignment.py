"""Every row placed on the exercise clock (design 5); it must not decide what a row means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, zip_longest

from tabletop.domain.play.conduct_chain import ConductChain, conduct_chain
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Entry, Recorded, laptop_of, wall_time
from tabletop.domain.play.station_clocks import StationClock, station_clocks
from tabletop.domain.play.stations import StationOpened

_MILLISECOND = timedelta(milliseconds=1)
_STARTS = frozenset({"startex", "resume", "adjust"})
_STOPS = frozenset({"pause", "safety", "endex"})
_AS_DIRECTORS = StationClock()


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row with its times as T+: when it was recorded and when it was observed.

    `is_own_clock` says that they were reckoned from a wall clock, `is_after_endex` that what it tells was
    seen after ENDEX: T+ stands then, so the times cannot tell.
    """

    entry: Entry
    event: Event
    at_ms: int
    observed_ms: int
    is_own_clock: bool = False
    is_after_endex: bool = False
    target: tuple[str, int] | None = None
    """As in `Recorded`."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A row of the conduct chain after which T+ runs on or stands still."""

    wall_at: datetime
    elapsed_ms: int
    runs: bool


class ExerciseTimeline:
    """T(w) of design 5: which T+ a wall time had, read from the conduct chain."""

    def __init__(
        self,
        recorded: Iterable[Recorded],
        chain: ConductChain | None = None,
        clocks: Mapping[str, StationClock] | None = None,
    ) -> None:
        rows = list(recorded)
        chain = conduct_chain(rows) if chain is None else chain
        self._turns: list[_Turn] = []
        self.ended_at: datetime | None = None
        """When ENDEX was given, on the director's wall clock."""
        for row in chain.rows(rows):
            entry = row.entry
            if entry.kind in _STARTS | _STOPS:
                clock = (clocks or {}).get(entry.station, _AS_DIRECTORS)
                wall_at = clock.director_at(wall_time(entry.wall_at))
                runs = entry.kind in _STARTS and (entry.kind != "adjust" or self._runs())
                self._turns.append(_Turn(wall_at, entry.elapsed_ms, runs))
                if entry.kind == "endex":
                    self.ended_at = wall_at
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

    def wall_at(self, elapsed_ms: int) -> datetime | None:
        """Return when the director's wall clock showed that T+ for the last time; None before any STARTEX.

        T+ that a later start skipped, such as an adjust onward, is that start's time.
        """
        for turn, following in reversed(list(zip_longest(self._turns, self._turns[1:]))):
            if turn.elapsed_ms <= elapsed_ms:
                wall_at = turn.wall_at
                if turn.runs:
                    wall_at += (elapsed_ms - turn.elapsed_ms) * _MILLISECOND
                return wall_at if following is None else min(wall_at, following.wall_at)
        return self._turns[0].wall_at if self._turns else None


def align(recorded: Sequence[Recorded], chain: ConductChain | None = None) -> list[Aligned]:
    """Place every row on the exercise clock and order them: by T+, station, seq.

    A station's own order is never broken, even where an adjust moved T+ back. Rows of a clock of
    its own are placed by their wall time; such a clock is taken to be right until it is synced.
    """
    placing: _Placing | None = None
    own_clocks: set[str] = set()
    placed: list[Aligned] = []
    for row in sorted(recorded, key=_station_and_seq):
        entry = row.entry
        if isinstance(row.event, StationOpened):
            (own_clocks.add if is_own_clock(row) else own_clocks.discard)(entry.station)
        if entry.station in own_clocks or laptop_of(entry.station) in own_clocks:
            placing = placing or _Placing(recorded, chain)
            placed.append(placing.place(row))
        else:
            placed.append(as_it_stands(row))
    reached: dict[str, int] = {}
    keyed: list[tuple[tuple[int, str, int], Aligned]] = []
    for aligned, following in zip_longest(placed, placed[1:]):
        entry, at_ms = aligned.entry, aligned.at_ms
        is_opening = aligned.is_own_clock and isinstance(aligned.event, StationOpened)
        if is_opening and following is not None and following.entry.station == entry.station:
            # The director's laptop may have written it, on another clock: it must not push what follows.
            at_ms = min(at_ms, following.at_ms)
        reached_ms = reached[entry.station] = max(reached.get(entry.station, at_ms), at_ms)
        keyed.append(((reached_ms, entry.station, entry.seq), aligned))
    keyed.sort(key=_first)
    return [aligned for _, aligned in keyed]


def as_it_stands(row: Recorded) -> Aligned:
    """Place a row whose times are T+ already."""
    entry = row.entry
    observed_ms = entry.elapsed_ms if entry.observed_ms is None else entry.observed_ms
    return Aligned(entry, row.event, entry.elapsed_ms, observed_ms, target=row.target)


def is_own_clock(row: Recorded) -> bool:
    """Tell whether a row opens a station whose clock does not know the director's pauses."""
    return isinstance(row.event, StationOpened) and row.event.clock == "own"


class _Placing:
    """Maps stopwatch rows: recorded at T(wall), observed that much earlier on the wall."""

    def __init__(self, recorded: Sequence[Recorded], chain: ConductChain | None) -> None:
        chain = conduct_chain(recorded) if chain is None else chain
        self._clocks = station_clocks(recorded, chain)
        self._timeline = ExerciseTimeline(recorded, chain, self._clocks)

    def place(self, row: Recorded) -> Aligned:
        entry, timeline = row.entry, self._timeline
        seen_at = self._clock_of(entry.station).director_at(wall_time(entry.wall_at))
        at_ms = observed_ms = timeline.elapsed_at(seen_at)
        if entry.observed_ms is not None:
            seen_at -= timedelta(milliseconds=entry.elapsed_ms - entry.observed_ms)
            observed_ms = timeline.elapsed_at(seen_at)
        is_after_endex = timeline.ended_at is not None and seen_at > timeline.ended_at
        return Aligned(
            entry,
            row.event,
            at_ms,
            observed_ms,
            is_own_clock=True,
            is_after_endex=is_after_endex,
            target=row.target,
        )

    def _clock_of(self, station: str) -> StationClock:
        """Return a station's clock; a branch with a name of its own has that of its laptop."""
        clock = self._clocks.get(station)
        if clock is None:
            clock = self._clocks[station] = self._clocks.get(laptop_of(station), _AS_DIRECTORS)
        return clock


def _station_and_seq(row: Recorded) -> tuple[str, int]:
    return row.entry.station, row.entry.seq


def _first(pair: tuple[tuple[int, str, int], Aligned]) -> tuple[int, str, int]:
    return pair[0]
