"""Letters that evaluators gave to a target, the replaced ones too (doctrine 7); it must not suggest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
