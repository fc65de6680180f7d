"""Latencies: nearest-rank percentiles, few answers printed as they are, open injects counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.result.latency import nearest_rank, summarise

DOCTRINE_S = (45, 60, 75, 95, 120, 150, 180, 240, 300, 420)
"""Doctrine 10.2: nearest-rank, not interpolated (which would give 135, 225 and 312)."""


@pytest.mark.parametrize(("percent", "expected"), [(50, 120), (75, 240), (90, 300), (100, 420), (1, 45)])
def test_percentiles_are_nearest_rank(percent: int, expected: int) -> None:
    shuffled = DOCTRINE_S[::-1]

    value = nearest_rank(shuffled, percent)

    assert value == expected


@pytest.mark.parametrize(
    ("count", "percent", "rank"),
    [
        (5, 50, 3),  # 2.5 rounds up
        (4, 50, 2),  # 2 exactly stays
        (10, 90, 9),  # 9 exactly stays: no float may make it 10
        (10, 91, 10),  # 9.1 rounds up
        (1, 90, 1),
        (300, 29, 87),  # 0.29 * 300 is 87 exactly, 86.99999999999999 in floats
        (100, 7, 7),  # 0.07 * 100 is 7.000000000000001 in floats
    ],
)
def test_the_rank_is_the_share_rounded_up(count: int, percent: int, rank: int) -> None:
    values = list(range(1, count + 1))

    value = nearest_rank(values, percent)

    assert value == rank


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1], 0), ([1], 101)])
def test_a_percentile_of_nothing_or_out_of_range_is_a_programming_error(
    values: list[int], percent: int
) -> None:
    with pytest.raises(ValueError, match="percent"):
        nearest_rank(values, percent)


def test_five_answers_are_enough_for_percentiles() -> None:
    answers = {"E01": 500, "E02": 100, "E03": 400, "E04": 200, "E05": 300}

    summary = summarise(answers)

    assert (summary.answered, summary.released) == (5, 5)
    assert (summary.p50_ms, summary.p90_ms, summary.values_ms) == (300, 500, None)


def test_below_five_answers_the_values_themselves_are_given_sorted() -> None:
    answers = {"E01": 500, "E02": 100, "E03": None, "E04": 100, "E05": 0}

    summary = summarise(answers)

    assert summary.values_ms == (0, 100, 100, 500)
    assert (summary.p50_ms, summary.p90_ms) == (None, None)


def test_open_injects_are_counted_and_named_in_their_order() -> None:
    answers = {"E09": None, "E02": 7, "E01": None}

    summary = summarise(answers)

    assert (summary.answered, summary.released) == (1, 3)
    assert summary.open == ("E09", "E01")


def test_open_injects_do_not_move_the_percentiles() -> None:
    answered = {f"E{index:02}": value for index, value in enumerate(DOCTRINE_S)}

    summary = summarise({**answered, "E90": None, "E91": None})

    assert (summary.answered, summary.released) == (10, 12)
    assert (summary.p50_ms, summary.p90_ms) == (120, 300)


def test_nothing_released_gives_empty_values() -> None:
    summary = summarise({})

    assert (summary.answered, summary.released, summary.values_ms, summary.open) == (0, 0, (), ())


@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=40), st.integers(1, 100))
def test_a_percentile_is_the_smallest_observed_value_that_covers_its_share(
    values: list[int], percent: int
) -> None:
    value = nearest_rank(values, percent)

    assert value in values
    assert 100 * sum(v <= value for v in values) >= percent * len(values)
    assert 100 * sum(v < value for v in values) < percent * len(values)
