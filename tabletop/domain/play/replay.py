"""The exercise as it stood at any T+: the fold of what was recorded by then; it must not show or write.

Each row stands from the T+ at which it was recorded, on the exercise clock. Where an adjust took T+ back,
a T+ came twice: then its last time is meant, so that what came before the adjust stands from the T+ that
the adjust went back to. A row that undoes another is a row like any: until then the other stands.

Which laptop conducted, and how far an observer's clock ran ahead, is read from all rows: that is known by
now, and true of every minute.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Literal, get_args

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.alignment import Aligned, ExerciseTimeline, align
from tabletop.domain.play.assessment import verdict_on
from tabletop.domain.play.conduct_chain import ConductChain, conduct_chain
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import ClockAdjusted, ExerciseStarted
from tabletop.domain.play.gathering import Gathering
from tabletop.domain.play.journal import Recorded, laptop_of, wall_time
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.standing import Standing
from tabletop.domain.play.state import ExerciseState, Row
from tabletop.domain.play.station_clocks import StationClock, station_clocks

MarkKind = Literal["phase", "release", "situation", "late", "breach", "pause"]
_ORDER: tuple[MarkKind, ...] = get_args(MarkKind)
_AS_DIRECTORS = StationClock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment worth going to: `id` is the phase, inject, situation, action, red line or reason of a pause.

    A late action is marked with the first moment after its limit.
    """

    kind: MarkKind
    at_ms: int
    id: str


class Replay:
    """Answers what stood at a moment, of any order of moments; folds only where other rows count.

    `begin_ms` is T+ of STARTEX, `end_ms` of ENDEX; before ENDEX the latest row's, or `now_ms` if later.
    What was recorded after ENDEX stands at the end.
    """

    def __init__(self, scenario: Scenario, recorded: Sequence[Recorded], *, now_ms: int = 0) -> None:
        self._scenario = scenario
        self._chain = chain = conduct_chain(recorded)
        clocks = station_clocks(recorded, chain)
        self._timeline = ExerciseTimeline(recorded, chain, clocks)
        self._rows = align(recorded, chain)
        self.whole = whole = self._fold(self._rows)
        """The exercise as it stands after all rows."""
        starts = (row.at_ms for row in self._rows if _is_start(row, chain))
        self.begin_ms = max(0, next(starts, 0))
        from_ms = _first_seen(self._rows, chain, clocks)
        reached_ms = max(now_ms, *from_ms, 0) if whole.ended_ms is None else whole.ended_ms
        self.end_ms = max(self.begin_ms, reached_ms)
        self._from_ms = [min(ms, self.end_ms) for ms in from_ms]
        self._times = sorted(self._from_ms)
        self._known = (len(self._rows), self.whole)

    def state_at(self, elapsed_ms: int) -> ExerciseState:
        """Return the exercise as it stood at T+ `elapsed_ms`."""
        count = bisect_right(self._times, elapsed_ms)
        if self._known[0] != count:
            shown = [row for row, ms in zip(self._rows, self._from_ms, strict=True) if ms <= elapsed_ms]
            self._known = count, self._fold(shown)
        return self._known[1]

    def wall_at(self, elapsed_ms: int) -> datetime | None:
        """Return what the director's wall clock showed then; None before any STARTEX."""
        return self._timeline.wall_at(elapsed_ms)

    def _fold(self, rows: Sequence[Aligned]) -> ExerciseState:
        gathering = Gathering(self._scenario, Standing(rows, self._chain))
        for row in rows:
            gathering.take(row)
        return gathering.freeze()


def state_at(scenario: Scenario, recorded: Sequence[Recorded], elapsed_ms: int) -> ExerciseState:
    """Return the exercise as it stood at T+ `elapsed_ms`; a `Replay` answers many such questions faster."""
    return Replay(scenario, recorded).state_at(elapsed_ms)


def marks(scenario: Scenario, state: ExerciseState, *, now_ms: int = 0) -> tuple[Mark, ...]:
    """Return the moments worth going to of an exercise as it stands, in their order.

    `scenario` is the pack's plan; `now_ms` is how far an exercise that goes on has come since its last row.
    """
    found = [
        *(Mark(kind="phase", at_ms=phase.at_ms, id=phase.id) for phase in scenario.phases),
        *(
            Mark(kind="release", at_ms=now.released_ms, id=number)
            for number, now in state.injects.items()
            if now.released_ms is not None
        ),
        *(Mark(kind="situation", at_ms=change.at_ms, id=change.situation) for change in state.situations),
        *(Mark(kind="breach", at_ms=breach.at_ms, id=breach.red_line) for breach in state.breaches),
        *(Mark(kind="pause", at_ms=pause.at_ms, id=pause.reason) for pause in state.pauses),
        *_late(scenario, state),
    ]
    reached_ms = max(state.elapsed_ms, now_ms) if state.ended_ms is None else state.ended_ms
    reached = (mark for mark in found if mark.at_ms <= reached_ms)
    return tuple(sorted(reached, key=lambda mark: (mark.at_ms, _ORDER.index(mark.kind))))


def _late(scenario: Scenario, state: ExerciseState) -> Iterator[Mark]:
    """Yield the actions that were not met within their limit, as is known by now."""
    outlook = Outlook.of(played_scenario(scenario, state))
    for number, now in state.injects.items():
        if now.released_ms is None or not now.is_released:
            continue
        for action in outlook.asked_actions(now):
            verdict = verdict_on(action.full_id, state)
            is_excused = verdict is not None and verdict.completion == "n/a"
            if action.within_ms is None or is_excused:
                continue
            limit_ms = now.released_ms + action.within_ms
            met_ms = None if verdict is None else verdict.met_ms
            if met_ms is None or met_ms > limit_ms:
                yield Mark(kind="late", at_ms=limit_ms + 1, id=f"{number}.{action.id}")


# From when each row stands ------------------------------------------------------------------------


def _is_start(row: Aligned, chain: ConductChain) -> bool:
    return isinstance(row.event, ExerciseStarted) and chain.conducts(row.entry)


def _first_seen(
    rows: Sequence[Aligned], chain: ConductChain, clocks: Mapping[str, StationClock]
) -> list[int]:
    """Return for each row the T+ from which it stands: no later than a row that was recorded after it.

    What conducted is in the order of its chain; what others recorded, the wall clock tells to have come
    before T+ was taken back.
    """
    stations = list(chain.last_seqs)
    conducted = [row for row in rows if chain.conducts(row.entry)]
    conducted.sort(key=lambda row: (stations.index(row.entry.station), row.entry.seq))
    lowest = list(accumulate((row.at_ms for row in reversed(conducted)), min))[::-1]
    from_ms = dict(zip(map(_key, conducted), lowest, strict=True))
    falls = [
        (_wall(row, clocks), row.at_ms)
        for row in conducted
        if isinstance(row.event, ClockAdjusted) and row.event.by_ms < 0
    ]
    latest_ms: dict[str, int] = {}
    for row in reversed(rows):
        if _key(row) not in from_ms:
            later_ms = [to_ms for fell_at, to_ms in falls if fell_at > _wall(row, clocks)]
            ms = min(row.at_ms, latest_ms.get(row.entry.station, row.at_ms), *later_ms)
            from_ms[_key(row)] = latest_ms[row.entry.station] = ms
    return [from_ms[_key(row)] for row in rows]


def _key(row: Aligned) -> Row:
    return row.entry.station, row.entry.seq


def _wall(row: Aligned, clocks: Mapping[str, StationClock]) -> datetime:
    """Return when a row was recorded, on the director's wall clock."""
    station = row.entry.station
    clock = clocks.get(station) or clocks.get(laptop_of(station), _AS_DIRECTORS)
    return clock.director_at(wall_time(row.entry.wall_at))
