"""How participants scored each statement of their form: counts, n, median by nearest rank."""

from __future__ import annotations

from typing import get_args

import pytest

from tabletop.domain.play.follow_up import SCORES, STATEMENTS, Statement
from tabletop.domain.play.state import FeedbackRecord
from tabletop.domain.result.feedback import Tally, tallies
from tabletop.wording import feedback as wording


def form(seq: int = 1, text: str = "", score: int | None = None, **scores: int) -> FeedbackRecord:
    return FeedbackRecord(row=("DIR", seq), text=text, score=score, **scores)


def scored(*scores: int | None) -> Tally:
    return tallies([form(score=score) for score in scores])[-1]


def test_each_statement_is_counted_by_itself() -> None:
    found = tallies([form(realism=1, plan=5), form(realism=2, attendance=4), form(text="x")])

    assert [tally.statement for tally in found] == [*STATEMENTS]
    assert [tally.n for tally in found] == [2, 1, 0, 1, 0]
    assert [tally.counts for tally in found[:2]] == [(1, 1, 0, 0, 0), (0, 0, 0, 1, 0)]


@pytest.mark.parametrize(
    ("scores", "median"),
    [
        ((5, 5, 5, 5), None),
        ((1, 5, 4, 2, 3), 3),
        ((1, 1, 2, 3, 5, 5), 2),
        ((5, 5, 5, 5, 5, 1, 1, 1, 1, 1), 1),
        ((4, None, 4, 4, None, 4, 1), 4),
    ],
)
def test_the_median_is_the_lower_middle_score_from_five_answers_on(
    scores: tuple[int | None, ...], median: int | None
) -> None:
    assert scored(*scores).median == median


def test_a_score_that_the_form_does_not_have_is_not_counted() -> None:
    found = scored(0, 6, -1, 3)

    assert (found.n, found.counts) == (1, (0, 0, 1, 0, 0))


def test_nothing_typed_in_counts_nothing() -> None:
    assert {(tally.n, tally.median) for tally in tallies([])} == {(0, None)}


def test_every_statement_has_its_words() -> None:
    assert get_args(wording.Statement) == get_args(Statement) == STATEMENTS
    assert [*wording.STATEMENTS] == [*wording.NAMES] == [*STATEMENTS]
    assert SCORES == (1, 2, 3, 4, 5)
