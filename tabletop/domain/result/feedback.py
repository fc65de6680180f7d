"""How participants scored each statement of their form; it must not weigh one against another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.domain.play.follow_up import SCORES, STATEMENTS, Statement
from tabletop.domain.play.state import FeedbackRecord
from tabletop.domain.result.latency import MIN_FOR_PERCENTILES, nearest_rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many gave each of `SCORES` to a statement, how many answered, and the median score.

    The median is the nearest rank: of an even number the lower middle score. Below five answers it is None.
    """

    statement: Statement
    counts: tuple[int, ...]
    n: int
    median: int | None


def tallies(feedback: Sequence[FeedbackRecord]) -> list[Tally]:
    """Return a tally of each of `STATEMENTS`; a score that the form does not have is not counted."""
    return [_tally(name, [getattr(given, name) for given in feedback]) for name in STATEMENTS]


def _tally(statement: Statement, given: Sequence[int | None]) -> Tally:
    scores = [score for score in given if score in SCORES]
    return Tally(
        statement=statement,
        counts=tuple(scores.count(score) for score in SCORES),
        n=len(scores),
        median=nearest_rank(scores, 50) if len(scores) >= MIN_FOR_PERCENTILES else None,
    )
