"""How far a station's wall clock ran ahead of the director's, from its marks; it must not place a row."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tabletop.domain.play.conduct_chain import ConductChain
from tabletop.domain.play.events import ActUndone
from tabletop.domain.play.journal import DIRECTOR, Recorded, laptop_of, wall_time
from tabletop.domain.play.naming import target_of
from tabletop.domain.play.stations import ClockMarked, ClockSynced

_MILLISECOND = timedelta(milliseconds=1)
_HOUR_MS = 3_600_000
_SAYING = (ClockSynced, ClockMarked, ActUndone)


@dataclass(frozen=True, slots=True)
class Sync:
    """At `wall_at` of the station's own clock it ran `offset_ms` ahead of the director's."""

    wall_at: datetime
    offset_ms: int


@dataclass(frozen=True, slots=True)
class StationClock:
    """A station's offset over time: interpolated between its syncs, constant outside them (design 5)."""

    syncs: tuple[Sync, ...] = ()

    @property
    def is_synced(self) -> bool:
        """Tell whether anyone compared this clock with the director's."""
        return bool(self.syncs)

    def offset_ms(self, wall_at: datetime) -> int:
        """Return how far this clock runs ahead of the director's when it shows `wall_at`."""
        if not self.syncs:
            return 0
        index = bisect_right(self.syncs, wall_at, key=lambda sync: sync.wall_at)
        if index in (0, len(self.syncs)):
            return self.syncs[max(index - 1, 0)].offset_ms
        before, after = self.syncs[index - 1], self.syncs[index]
        gone_ms = (wall_at - before.wall_at) // _MILLISECOND
        span_ms = (after.wall_at - before.wall_at) // _MILLISECOND
        moved_ms = after.offset_ms - before.offset_ms
        return before.offset_ms + round(moved_ms * gone_ms / span_ms) if span_ms else after.offset_ms

    def director_at(self, wall_at: datetime) -> datetime:
        """Return what the director's clock showed when this one showed `wall_at`."""
        return wall_at - timedelta(milliseconds=self.offset_ms(wall_at)) if self.syncs else wall_at

    @property
    def drift_ms_an_hour(self) -> int | None:
        """Return how fast it gains on the director's, in ms an hour of its own; None below two syncs."""
        if len(self.syncs) < 2:
            return None
        first, last = self.syncs[0], self.syncs[-1]
        span_ms = (last.wall_at - first.wall_at) // _MILLISECOND
        return round((last.offset_ms - first.offset_ms) * _HOUR_MS / span_ms) if span_ms else None


def station_clocks(recorded: Sequence[Recorded], chain: ConductChain) -> dict[str, StationClock]:
    """Return the clock of each station that has marks; any other runs as the director's.

    A sync in the conduct chain replaces the station's own; a mark counts where the conducting station
    pressed the one of the same number, and as it was pressed last. Undone and void rows count for nothing.
    """
    rows = [row for row in recorded if isinstance(row.event, _SAYING) and not chain.ignores(row.entry)]
    undone = {target_of(row) for row in rows if isinstance(row.event, ActUndone)}
    standing = [row for row in rows if (row.entry.station, row.entry.seq) not in undone]
    own = _told_by_themselves(standing)
    conductors = _clocks(own)
    marks = _latest_marks(standing)
    told: dict[str, list[Sync]] = defaultdict(list)
    pressed: dict[int, datetime] = {}
    for row in chain.rows(standing):
        clock = conductors.get(row.entry.station, StationClock())
        wall_at = clock.director_at(wall_time(row.entry.wall_at))
        if isinstance(row.event, ClockMarked):
            pressed[row.event.number] = wall_at
        elif isinstance(row.event, ClockSynced) and row.event.station not in chain.last_seqs:
            offset_ms = row.event.offset_ms + clock.offset_ms(wall_time(row.entry.wall_at))
            told[row.event.station].append(Sync(wall_at + timedelta(milliseconds=offset_ms), offset_ms))
    for (station, number), wall_at in marks.items():
        if number in pressed and station not in chain.last_seqs:
            own[station].append(Sync(wall_at, (wall_at - pressed[number]) // _MILLISECOND))
    return _clocks(own | told)


def _told_by_themselves(rows: Iterable[Recorded]) -> dict[str, list[Sync]]:
    """Return the syncs that stations wrote of themselves; the director's clock is the measure."""
    own: dict[str, list[Sync]] = defaultdict(list)
    for row in rows:
        station = row.entry.station
        if isinstance(row.event, ClockSynced) and row.event.station == laptop_of(station) != DIRECTOR:
            own[station].append(Sync(wall_time(row.entry.wall_at), row.event.offset_ms))
    return own


def _latest_marks(rows: Iterable[Recorded]) -> dict[tuple[str, int], datetime]:
    """Return when each station pressed each mark; one that was pressed again counts as it was last."""
    ordered = sorted(rows, key=lambda row: (row.entry.station, row.entry.seq))
    return {
        (row.entry.station, row.event.number): wall_time(row.entry.wall_at)
        for row in ordered
        if isinstance(row.event, ClockMarked)
    }


def _clocks(syncs: Mapping[str, Iterable[Sync]]) -> dict[str, StationClock]:
    return {
        station: StationClock(tuple(sorted(told, key=lambda sync: (sync.wall_at, sync.offset_ms))))
        for station, told in syncs.items()
    }
