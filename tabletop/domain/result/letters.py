"""Letters that evaluators gave to a target, and what caps them (doctrine 7); it must not suggest one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.events import Letter, Rated
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState, Row
from tabletop.domain.result.scoring import official_rating


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGiven:
    """One letter, given at T+ `at_ms`; `is_replaced` by a later one of the same evaluator."""

    row: Row
    letter: Letter
    why: str | None
    author: str
    station: str
    at_ms: int
    is_official: bool
    is_replaced: bool


def letters_given(target: str, state: ExerciseState, recorded: Sequence[Recorded]) -> list[LetterGiven]:
    """Return what was given to a target: the official letter, then the others, the latest first.

    Undone letters are left out: they were not meant.
    """
    official = official_rating(target, state)
    given = [
        LetterGiven(
            row=key,
            letter=row.event.letter,
            why=row.event.why,
            author=row.entry.author,
            station=row.entry.station,
            at_ms=state.times_of(row.entry)[0],
            is_official=official is not None and official.row == key,
            is_replaced=state.rows[key] == "corrected",
        )
        for row in recorded
        if isinstance(row.event, Rated) and row.event.target == target
        if state.rows.get(key := (row.entry.station, row.entry.seq)) in ("current", "corrected")
    ]
    return sorted(given, key=lambda one: (not one.is_official, -one.at_ms, one.row[0], -one.row[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A breached red line that allows a target `letter` at most, since T+ `since_ms`."""

    line: str
    letter: Letter
    since_ms: int


def caps_on(target: str, plan: Scenario, state: ExerciseState) -> Iterator[Cap]:
    """Yield what caps the letter of `overall`, an objective, or a capability target of it (doctrine 8.1).

    A breach caps its objective at M, a grave one at U; a grave one caps the whole at M.
    """
    objectives = {
        name: objective.id
        for objective in plan.objectives
        for name in (objective.id, *(each.id for each in objective.targets))
    }
    for line in plan.red_lines:
        breaches = [breach for breach in state.breaches if breach.red_line == line.id]
        graves = [breach for breach in breaches if breach.grave]
        if target == "overall":
            if graves:
                yield Cap(line=line.id, letter="M", since_ms=min(b.at_ms for b in graves))
        elif breaches and line.objective == objectives.get(target):
            since_ms = min(breach.at_ms for breach in graves or breaches)
            yield Cap(line=line.id, letter="U" if graves else "M", since_ms=since_ms)
