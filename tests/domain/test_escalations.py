"""Contingencies that play needed, those that acting early avoided, and milder tellings."""

from __future__ import annotations

from typing import Any

import pytest
from builders import MINUTE, Rows, inject, scenario, variant
from domain.metric_rows import expected

from tabletop.domain.plan.triggers import Breached, Met, Unmet, When
from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.result.escalations import escalations_of
from tabletop.domain.result.metrics import Escalations

Act = tuple[ev.Event, dict[str, Any]]


def escalations(when: When, *acts: Act) -> Escalations:
    """Play acts on a plan with one contingency, C01; E03.a is told milder where E01.a was met."""
    plan = scenario(
        inject(
            "E01",
            expected("E01.a", "OPS", limit_ms=5 * MINUTE),
            expected("E01.b", "OPS"),
            variants=(variant(Breached(red_lines=("R1",)), "a"),),
        ),
        inject("E02", expected("E02.a", "OPS", limit_ms=5 * MINUTE), at_ms=10 * MINUTE),
        inject(
            "E03",
            at_ms=20 * MINUTE,
            variants=(variant(Unmet(actions=("E01.a",))), variant(Met(action="E01.a", within_ms=8 * MINUTE))),
        ),
        inject("C01", kind="contingency", when=when),
    )
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    for event, who in acts:
        rows.add(event, **who)
    return escalations_of(plan, fold(plan, rows.recorded))


def released(number: str, minute: float = 0, told: int = 0) -> Act:
    return ev.InjectReleased(inject=number, variant=told), {"at_ms": int(minute * MINUTE)}


def assessed(full_id: str, minute: float, completion: Any = "met") -> Act:
    event = ev.ActionAssessed(action=full_id, completion=completion)
    return event, {"at_ms": int(minute * MINUTE), "station": "P1"}


EITHER = Unmet(actions=("E01.a", "E02.a"))
BOTH = Unmet(actions=("E01.a", "E02.a"), every=True)
ONE = Unmet(actions=("E01.a",), after_ms=3 * MINUTE)


@pytest.mark.parametrize("completion", ["met", "partial"])
def test_an_action_met_in_time_avoids_what_waits_for_its_failure(completion: str) -> None:
    found = escalations(ONE, released("E01"), assessed("E01.a", 3, completion))

    assert found.avoided == (("C01", ("E01.a",)),)
    assert (found.contingencies, found.offered, found.released, found.declined) == (1, (), (), ())


@pytest.mark.parametrize(
    "acts",
    [
        (),
        (released("E01"),),
        (released("E01"), assessed("E01.a", 3.1)),  # after the condition's span, within its own limit
        (released("E01"), assessed("E01.a", 2, "unmet")),
        (released("E01", told=1), assessed("E01.a", 2)),  # nobody was asked for it
        (assessed("E01.a", 2),),  # its inject was never released
    ],
)
def test_nothing_was_avoided_where_the_action_was_late_or_never_asked_for(acts: tuple[Act, ...]) -> None:
    assert escalations(ONE, *acts).avoided == ()


def test_where_any_failure_would_do_all_actions_must_be_met() -> None:
    first = (released("E01"), assessed("E01.a", 5))

    assert escalations(EITHER, *first).avoided == ()
    both = escalations(EITHER, *first, released("E02", 10), assessed("E02.a", 15))
    assert both.avoided == (("C01", ("E01.a", "E02.a")),)


def test_where_all_must_fail_one_action_met_is_enough() -> None:
    assert escalations(BOTH, released("E01"), assessed("E01.a", 5)).avoided == (("C01", ("E01.a",)),)


def test_an_action_without_any_span_sets_nothing_off_and_avoids_nothing() -> None:
    met = (released("E01"), assessed("E01.a", 1), assessed("E01.b", 1))

    assert escalations(Unmet(actions=("E01.b",)), *met).avoided == ()
    assert escalations(Unmet(actions=("E01.a", "E01.b"), every=True), *met).avoided == ()
    assert escalations(Unmet(actions=("E01.a", "E01.b")), *met).avoided == (("C01", ("E01.a",)),)


def test_a_contingency_of_another_kind_is_not_avoided_by_an_action() -> None:
    met = (released("E01"), assessed("E01.a", 1))

    assert escalations(Breached(red_lines=("R1",)), *met).avoided == ()
    assert escalations(Met(action="E02.a"), *met).avoided == ()


def test_what_was_offered_or_released_was_not_avoided() -> None:
    # Typed late: an earlier observed time makes it met after all, but the offer stood.
    met = (
        released("E01"),
        (ev.ContingencyOffered(inject="C01"), {"at_ms": 4 * MINUTE}),
        assessed("E01.a", 2),
    )

    offered = escalations(ONE, *met)
    declined = escalations(
        ONE, *met, (ev.ContingencyDeclined(inject="C01", reason="x"), {"at_ms": 5 * MINUTE})
    )
    by_hand = escalations(ONE, released("E01"), assessed("E01.a", 2), released("C01", 5))

    assert (offered.avoided, offered.offered) == ((), ("C01",))
    assert (declined.avoided, declined.offered, declined.declined) == ((), ("C01",), ("C01",))
    assert (by_hand.avoided, by_hand.offered, by_hand.released) == ((), (), ("C01",))


def test_a_variant_told_because_of_a_met_action_is_milder() -> None:
    met = (released("E01"), assessed("E01.a", 8))

    assert escalations(ONE, *met, released("E03", 20, told=2)).milder == (("E03", 2),)


@pytest.mark.parametrize(
    "acts",
    [
        (released("E01"), assessed("E01.a", 8), released("E03", 20)),  # the base text
        (released("E01"), assessed("E01.a", 8), released("E03", 20, told=1)),  # the harder telling
        (released("E01"), assessed("E01.a", 8.1), released("E03", 20, told=2)),  # chosen all the same
        (released("E01"), assessed("E01.a", 8), released("E03", 20, told=9)),  # from another plan
        (released("E01"), assessed("E01.a", 8)),
    ],
)
def test_any_other_telling_is_not_milder(acts: tuple[Act, ...]) -> None:
    assert escalations(ONE, *acts).milder == ()
