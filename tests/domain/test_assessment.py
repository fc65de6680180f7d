"""What the raters say together: median, even splits, n/a, and the director's settling (design 6)."""

from __future__ import annotations

import pytest
from builders import action, inject, scenario
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.play.assessment import Verdict, verdict_on
from tabletop.domain.play.events import Completion
from tabletop.domain.play.fold import fold
from tabletop.domain.play.state import Assessment, ExerciseState, Settlement

PLAN = scenario(inject("E01", action("E01.a")))
GRADES: tuple[Completion, ...] = ("met", "partial", "unmet", "n/a")


def given_by(*grades: tuple[Completion, int], settled: Settlement | None = None) -> ExerciseState:
    """A state in which so many raters, each with an observed time, graded E01.a."""
    empty = fold(PLAN, [])
    assessments = tuple(
        Assessment(
            row=("P1", seq), action="E01.a", author=f"rater {seq}", completion=grade, observed_ms=seen_ms
        )
        for seq, (grade, seen_ms) in enumerate(grades, start=1)
    )
    return ExerciseState(
        stage="running",
        elapsed_ms=0,
        scenario_clock=empty.scenario_clock,
        injects=empty.injects,
        assessments={"E01.a": assessments} if assessments else {},
        settlements={"E01.a": settled} if settled else {},
    )


def settlement(completion: Completion, *, at_ms: int = 900, seen_ms: int | None = None) -> Settlement:
    return Settlement(
        row=("DIR", 9), action="E01.a", completion=completion, at_ms=at_ms, seen_ms=seen_ms, reason="agreed"
    )


def verdict(*grades: tuple[Completion, int], settled: Settlement | None = None) -> Verdict | None:
    return verdict_on("E01.a", given_by(*grades, settled=settled))


def test_nobody_assessed_means_no_verdict() -> None:
    assert verdict() is None


@pytest.mark.parametrize(
    ("grades", "completion"),
    [
        (["met"], "met"),
        (["met", "unmet"], "unmet"),
        (["met", "partial"], "partial"),
        (["partial", "unmet"], "unmet"),
        (["met", "met", "unmet"], "met"),
        (["met", "partial", "unmet"], "partial"),
        (["met", "met", "partial", "unmet"], "partial"),
        (["met", "met", "unmet", "unmet"], "unmet"),
        (["met", "n/a"], "met"),
        (["n/a", "n/a", "unmet"], "unmet"),
        (["n/a", "n/a"], "n/a"),
    ],
)
def test_several_raters_count_by_their_median_and_an_even_split_takes_the_lower(
    grades: list[Completion], completion: Completion
) -> None:
    given_grades = [(grade, 100) for grade in grades]

    result = verdict(*given_grades)

    assert result is not None
    assert result.completion == completion


def test_the_median_time_is_of_those_that_say_met_or_partial_and_an_even_count_takes_the_later() -> None:
    odd = verdict(("met", 300), ("partial", 100), ("met", 200), ("unmet", 50), ("n/a", 1))
    even = verdict(("met", 100), ("met", 400), ("partial", 200), ("met", 300))

    assert odd == Verdict(completion="partial", met_ms=200, raters=4)
    assert even == Verdict(completion="met", met_ms=300, raters=4)


@pytest.mark.parametrize("completion", ["unmet", "n/a"])
def test_what_was_not_met_has_no_time(completion: Completion) -> None:
    result = verdict((completion, 100))

    assert result == Verdict(completion=completion, met_ms=None, raters=1)


def test_na_counts_only_where_no_rater_gives_a_grade() -> None:
    graded = verdict(("n/a", 1), ("n/a", 2), ("partial", 3))
    ungraded = verdict(("n/a", 1), ("n/a", 2))

    assert graded == Verdict(completion="partial", met_ms=3, raters=1)
    assert ungraded == Verdict(completion="n/a", met_ms=None, raters=2)


def test_a_settlement_counts_in_place_of_the_raters() -> None:
    result = verdict(("unmet", 100), ("unmet", 200), settled=settlement("met", seen_ms=150))

    assert result == Verdict(completion="met", met_ms=150, raters=2, settled=True)


def test_a_settlement_without_a_seen_time_takes_the_raters_time() -> None:
    result = verdict(("met", 100), ("unmet", 200), ("unmet", 300), settled=settlement("partial"))

    assert result == Verdict(completion="partial", met_ms=100, raters=3, settled=True)


def test_a_settlement_without_any_other_time_takes_its_own() -> None:
    result = verdict(("unmet", 100), settled=settlement("met", at_ms=900))

    assert result == Verdict(completion="met", met_ms=900, raters=1, settled=True)


@pytest.mark.parametrize("completion", ["unmet", "n/a"])
def test_what_was_settled_as_not_met_has_no_time(completion: Completion) -> None:
    result = verdict(("met", 100), settled=settlement(completion, seen_ms=50))

    assert result == Verdict(completion=completion, met_ms=None, raters=1, settled=True)


@pytest.mark.parametrize("grades", [["n/a", "n/a"], ["n/a", "met"], ["met", "unmet"], []])
def test_settling_does_not_change_how_many_raters_count(grades: list[Completion]) -> None:
    given_grades = [(grade, 100) for grade in grades]

    by_raters = verdict(*given_grades)
    settled = verdict(*given_grades, settled=settlement("met"))

    assert settled is not None
    assert settled.raters == (by_raters.raters if by_raters else 0)


@given(st.lists(st.tuples(st.sampled_from(GRADES), st.integers(0, 1_000)), min_size=1, max_size=7))
def test_the_order_of_raters_does_not_matter(grades: list[tuple[Completion, int]]) -> None:
    assert verdict(*grades) == verdict(*reversed(grades)) == verdict(*sorted(grades))
