"""The readiness index and its gate (contract 5, doctrine 10.8); it never enters the score."""

from __future__ import annotations

from fractions import Fraction

import pytest
from builders import Rows, readiness_item, scenario
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.plan.readiness import ReadinessItem
from tabletop.domain.play.events import ExerciseStarted, ReadinessChecked
from tabletop.domain.play.fold import fold
from tabletop.domain.result.debrief import ReadinessGap, ReadinessResult
from tabletop.domain.result.readiness import readiness_result


def result(items: tuple[ReadinessItem, ...], *counts: tuple[str, int, int]) -> ReadinessResult:
    """Count items, each (id, present, serviceable), and return the readiness."""
    plan = scenario(readiness=items)
    rows = Rows()
    for item, present, serviceable in counts:
        rows.add(ReadinessChecked(item=item, present=present, serviceable=serviceable))
    return readiness_result(plan, fold(plan, rows.recorded))


def test_a_pack_without_a_list_is_ready_and_has_no_index() -> None:
    assert result(()) == ReadinessResult(percent=None, gate="ready", gaps=(), items=0)


def test_the_index_weighs_the_share_of_what_can_be_used() -> None:
    items = (readiness_item("K01", required=4, weight=Fraction("2.5")), readiness_item("K02", required=2))

    readiness = result(items, ("K01", 4, 3), ("K02", 2, 2))

    assert readiness.percent == Fraction(100 * (Fraction("2.5") * 3 / 4 + 1)) / Fraction("3.5")


def test_more_than_required_counts_as_all() -> None:
    assert result((readiness_item("K01", required=2),), ("K01", 9, 9)).percent == 100


def test_what_is_present_but_cannot_be_used_does_not_count() -> None:
    assert result((readiness_item("K01", required=2),), ("K01", 2, 0)).percent == 0


def test_an_unchecked_item_counts_zero_and_is_a_gap() -> None:
    readiness = result((readiness_item("K01"), readiness_item("K02")), ("K01", 1, 1))

    assert readiness.percent == 50
    assert readiness.gaps == (ReadinessGap(id="K02", serviceable=0, required=1, critical=False),)


def test_an_item_of_which_none_is_required_is_never_a_gap() -> None:
    assert result((readiness_item("K01", required=0, critical=True),)).gate == "ready"


@pytest.mark.parametrize(
    ("lacking", "gate"), [(0, "ready"), (1, "ready-with-notes"), (2, "not-ready"), (3, "not-ready")]
)
def test_the_gate_counts_critical_items_below_100_percent(lacking: int, gate: str) -> None:
    items = tuple(readiness_item(f"K0{n}", required=100, critical=True) for n in range(3))
    counts = [(item.id, 100, 99 if n < lacking else 100) for n, item in enumerate(items)]

    readiness = result(items, *counts)

    assert readiness.gate == gate
    assert readiness.critical_gaps == tuple(item.id for item in items[:lacking])


def test_gaps_that_are_not_critical_leave_the_gate_ready() -> None:
    items = tuple(readiness_item(f"K0{n}") for n in range(5))

    assert result(items).gate == "ready"


def test_critical_gaps_stand_first_then_the_order_of_the_pack() -> None:
    items = (
        readiness_item("K03"),
        readiness_item("K01", critical=True),
        readiness_item("K04"),
        readiness_item("K02", critical=True),
    )

    readiness = result(items)

    assert [gap.id for gap in readiness.gaps] == ["K01", "K02", "K03", "K04"]
    assert readiness.critical_gaps == ("K01", "K02")


def test_the_written_override_of_startex_is_kept_with_it() -> None:
    plan = scenario(readiness=(readiness_item("K01", critical=True), readiness_item("K02", critical=True)))
    rows = Rows()
    rows.add(ExerciseStarted(override="generator on its way"))

    readiness = readiness_result(plan, fold(plan, rows.recorded))

    assert (readiness.gate, readiness.override) == ("not-ready", "generator on its way")


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 5), st.integers(0, 12)), min_size=1, max_size=8))
def test_the_index_is_100_exactly_where_there_is_no_gap(items: list[tuple[int, int, int]]) -> None:
    plan = tuple(readiness_item(f"K{n}", required=r, weight=w) for n, (r, w, _) in enumerate(items))

    readiness = result(plan, *((f"K{n}", count, count) for n, (_, _, count) in enumerate(items)))

    assert readiness.percent is not None
    assert 0 <= readiness.percent <= 100
    assert (readiness.percent == 100) == (not readiness.gaps)
