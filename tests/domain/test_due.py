"""What AUTO fires, what is offered, which variant is suggested (contract 2, `when`)."""

from __future__ import annotations

from typing import Any

import pytest
from builders import MINUTE, Rows, action, inject, scenario, variant
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.plan.triggers import Breached, Met, Unmet, When, actions_of
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import (
    ActionAssessed,
    ActionSettled,
    AutoSet,
    BreachCleared,
    Completion,
    ContingencyDeclined,
    ContingencyOffered,
    Event,
    ExerciseStarted,
    InjectHeld,
    InjectReleased,
    InjectRetracted,
    InjectShifted,
    InjectSkipped,
    RedLineBreached,
)
from tabletop.domain.play.fold import fold

PLAN = scenario(
    inject("E01", action("E01.a", limit_ms=10 * MINUTE), action("E01.b")),
    inject("E02", action("E02.a", limit_ms=10 * MINUTE), at_ms=5 * MINUTE),
)


def test_an_inject_asks_for_what_its_chosen_variant_does_not_drop() -> None:
    plan = scenario(
        inject(
            "E01", action("E01.a"), action("E01.b"),
            variants=(variant(Met(action="E01.a"), "b"), variant(Met(action="E01.b"), "a", "b")),
        )
    )  # fmt: skip
    asked = []
    for chosen in (0, 1, 2):
        rows = Rows()
        rows.add(InjectReleased(inject="E01", variant=chosen))
        now = fold(plan, rows.recorded).injects["E01"]
        asked.append([one.id for one in Outlook.of(plan).asked_actions(now)])

    assert asked == [["a", "b"], ["a"], []]


def release(number: str, at_ms: int) -> tuple[Event, dict[str, Any]]:
    return InjectReleased(inject=number), {"at_ms": at_ms}


def assess(full_id: str, completion: Completion, at_ms: int, **more: Any) -> tuple[Event, dict[str, Any]]:
    return ActionAssessed(action=full_id, completion=completion), {"at_ms": at_ms, **more}


def holds(when: When, now_ms: int, *acts: tuple[Event, dict[str, Any]]) -> bool:
    """Tell whether a condition holds at T+ `now_ms` after these acts."""
    rows = Rows()
    rows.add(ExerciseStarted())
    for event, when_and_who in acts:
        rows.add(event, **when_and_who)
    return Outlook.of(PLAN).holds(when, fold(PLAN, rows.recorded), now_ms)


# unmet --------------------------------------------------------------------------------------------

UNMET = Unmet(actions=("E01.a",), after_ms=8 * MINUTE)


def test_unmet_is_that_the_span_has_passed_and_its_last_instant_still_counts() -> None:
    released = release("E01", MINUTE)

    assert not holds(UNMET, 9 * MINUTE, released)
    assert holds(UNMET, 9 * MINUTE + 1, released)


@pytest.mark.parametrize("completion", ["met", "partial"])
def test_unmet_is_untrue_where_the_action_was_met_in_the_span(completion: Completion) -> None:
    acts = (release("E01", MINUTE), assess("E01.a", completion, 9 * MINUTE))

    assert not holds(UNMET, 30 * MINUTE, *acts)


@pytest.mark.parametrize("completion", ["unmet", "n/a"])
def test_unmet_is_true_where_raters_did_not_see_it_met(completion: Completion) -> None:
    acts = (release("E01", MINUTE), assess("E01.a", completion, 2 * MINUTE))

    assert holds(UNMET, 30 * MINUTE, *acts)


def test_unmet_stays_true_where_it_was_met_after_the_span() -> None:
    acts = (release("E01", MINUTE), assess("E01.a", "met", 9 * MINUTE + 1))

    assert holds(UNMET, 30 * MINUTE, *acts)


def test_a_late_typed_entry_with_an_earlier_observed_time_counts_at_once() -> None:
    late = assess("E01.a", "met", 20 * MINUTE, seen_ms=9 * MINUTE)

    assert holds(UNMET, 20 * MINUTE, release("E01", MINUTE))
    assert not holds(UNMET, 20 * MINUTE, release("E01", MINUTE), late)


def test_unmet_counts_all_stations_and_the_director_settles_it() -> None:
    acts = [
        release("E01", MINUTE),
        assess("E01.a", "met", 2 * MINUTE, station="P1"),
        assess("E01.a", "unmet", 2 * MINUTE, station="P2"),
    ]
    settle = (
        ActionSettled(action="E01.a", completion="met", reason="photo"),
        {"at_ms": 9 * MINUTE, "seen_ms": 3 * MINUTE},
    )

    assert holds(UNMET, 30 * MINUTE, *acts)
    assert not holds(UNMET, 30 * MINUTE, *acts, settle)


def test_without_a_duration_the_actions_own_limit_is_the_span() -> None:
    own_limit = Unmet(actions=("E01.a",))

    assert not holds(own_limit, 11 * MINUTE, release("E01", MINUTE))
    assert holds(own_limit, 11 * MINUTE + 1, release("E01", MINUTE))


def test_without_duration_and_limit_nothing_is_ever_unmet() -> None:
    assert not holds(Unmet(actions=("E01.b",)), 900 * MINUTE, release("E01", MINUTE))


def test_each_action_counts_from_the_release_of_its_own_inject() -> None:
    either = Unmet(actions=("E01.a", "E02.a"), after_ms=8 * MINUTE)
    both = Unmet(actions=("E01.a", "E02.a"), after_ms=8 * MINUTE, every=True)
    acts = (release("E01", MINUTE), release("E02", 5 * MINUTE))

    assert holds(either, 10 * MINUTE, *acts)
    assert not holds(both, 10 * MINUTE, *acts)
    assert holds(both, 14 * MINUTE, *acts)


def test_an_inject_that_was_not_released_makes_nothing_unmet() -> None:
    both = Unmet(actions=("E01.a", "E02.a"), every=True)
    retracted = (InjectRetracted(inject="E01", reason="wrong cell"), {"at_ms": 2 * MINUTE})

    assert not holds(UNMET, 90 * MINUTE)
    assert not holds(UNMET, 90 * MINUTE, release("E01", MINUTE), retracted)
    assert not holds(both, 90 * MINUTE, release("E01", MINUTE))


# met ----------------------------------------------------------------------------------------------

MET = Met(action="E01.a", within_ms=6 * MINUTE)


@pytest.mark.parametrize(("seen_ms", "expected"), [(7 * MINUTE, True), (7 * MINUTE + 1, False), (0, True)])
def test_met_is_a_completion_seen_in_the_span(seen_ms: int, expected: bool) -> None:
    acts = (release("E01", MINUTE), assess("E01.a", "partial", 20 * MINUTE, seen_ms=seen_ms))

    assert holds(MET, 20 * MINUTE, *acts) is expected


@pytest.mark.parametrize("completion", ["unmet", "n/a"])
def test_met_needs_a_completion_of_at_least_a_half(completion: Completion) -> None:
    acts = (release("E01", MINUTE), assess("E01.a", completion, 2 * MINUTE))

    assert not holds(MET, 20 * MINUTE, *acts)


def test_met_needs_the_inject_released() -> None:
    assert not holds(MET, 20 * MINUTE, assess("E01.a", "met", 2 * MINUTE))


def test_met_without_duration_takes_the_actions_limit_or_none() -> None:
    limited = (release("E01", 0), assess("E01.a", "met", 10 * MINUTE + 1))
    unlimited = (release("E01", 0), assess("E01.b", "met", 90 * MINUTE))

    assert not holds(Met(action="E01.a"), 90 * MINUTE, *limited)
    assert holds(Met(action="E01.b"), 90 * MINUTE, *unlimited)


@given(
    now_ms=st.integers(0, 40 * MINUTE),
    released_ms=st.none() | st.integers(0, 20 * MINUTE),
    grades=st.lists(
        st.tuples(st.sampled_from(["met", "partial", "unmet", "n/a"]), st.integers(0, 40 * MINUTE)),
        max_size=4,
    ),
)
def test_met_and_unmet_of_one_span_never_hold_together(
    now_ms: int, released_ms: int | None, grades: list[tuple[Completion, int]]
) -> None:
    acts = [assess("E01.a", grade, at_ms, author=f"rater {n}") for n, (grade, at_ms) in enumerate(grades)]
    if released_ms is not None:
        acts.append(release("E01", released_ms))

    met = holds(Met(action="E01.a"), now_ms, *acts)
    unmet = holds(Unmet(actions=("E01.a",)), now_ms, *acts)

    assert not (met and unmet)


# breached -----------------------------------------------------------------------------------------


def test_breached_holds_while_any_of_its_lines_has_a_standing_breach() -> None:
    when = Breached(red_lines=("R1", "R2"))
    breach = (RedLineBreached(red_line="R2"), {"station": "P1"})
    clear = (
        BreachCleared(red_line="R2", breach_station="P1", breach_seq=1, reason="mistaken"),
        {"at_ms": MINUTE},
    )

    assert not holds(when, MINUTE)
    assert holds(when, MINUTE, breach)
    assert not holds(Breached(red_lines=("R1",)), MINUTE, breach)
    assert not holds(when, MINUTE, breach, clear)


def test_a_condition_names_the_actions_it_reads() -> None:
    assert actions_of(Unmet(actions=("E01.a", "E02.a"))) == ("E01.a", "E02.a")
    assert actions_of(MET) == ("E01.a",)
    assert actions_of(Breached(red_lines=("R1",))) == ()


# Variants -----------------------------------------------------------------------------------------


def test_the_first_variant_that_holds_is_suggested_else_the_base_text() -> None:
    breached = Breached(red_lines=("R1",))
    told = inject("E03", variants=(variant(MET), variant(breached), variant(breached)))
    plan = scenario(*PLAN.injects, told)
    outlook = Outlook.of(plan)
    rows = Rows()
    calm = fold(plan, rows.recorded)
    rows.add(RedLineBreached(red_line="R1"))
    heated = fold(plan, rows.recorded)

    assert outlook.suggested_variant(told, calm, MINUTE) == 0
    assert outlook.suggested_variant(told, heated, MINUTE) == 2


# Offers -------------------------------------------------------------------------------------------


def contingency(number: str = "C01", **more: Any) -> Any:
    return inject(number, kind="contingency", when=more.pop("when", UNMET), **more)


def offered(plan: Any, now_ms: int, *events: tuple[Event, int]) -> list[str]:
    rows = Rows()
    rows.add(ExerciseStarted())
    rows.add(InjectReleased(inject="E01"), at_ms=MINUTE)
    for event, at_ms in events:
        rows.add(event, at_ms=at_ms)
    return [i.number for i in Outlook.of(plan).newly_offered(fold(plan, rows.recorded), now_ms)]


def test_a_contingency_is_offered_when_its_condition_comes_true() -> None:
    plan = scenario(*PLAN.injects, contingency())

    assert offered(plan, 9 * MINUTE) == []
    assert offered(plan, 9 * MINUTE + 1) == ["C01"]


@pytest.mark.parametrize(("at_ms", "first_ms"), [(40 * MINUTE, 40 * MINUTE), (None, 9 * MINUTE + 1)])
def test_a_contingency_is_not_offered_before_its_time(at_ms: int | None, first_ms: int) -> None:
    plan = scenario(*PLAN.injects, contingency(at_ms=at_ms))

    assert offered(plan, first_ms - 1) == []
    assert offered(plan, first_ms) == ["C01"]


@pytest.mark.parametrize(
    "event",
    [
        ContingencyOffered(inject="C01"),
        InjectReleased(inject="C01"),
        ContingencyDeclined(inject="C01", reason="not needed"),
        InjectHeld(inject="C01"),
        InjectSkipped(inject="C01", reason="not needed"),
    ],
)
def test_a_contingency_is_offered_once_and_only_while_it_waits(event: Event) -> None:
    plan = scenario(*PLAN.injects, contingency())

    assert offered(plan, 30 * MINUTE, (event, 20 * MINUTE)) == []


def test_what_is_no_contingency_or_has_no_condition_is_never_offered() -> None:
    plan = scenario(*PLAN.injects, contingency(when=None), inject("E09", when=UNMET))

    assert offered(plan, 90 * MINUTE) == []


# AUTO ---------------------------------------------------------------------------------------------


def due(plan: Any, now_ms: int, *events: Event) -> list[str]:
    rows = Rows()
    rows.add(ExerciseStarted())
    for event in events:
        rows.add(event)
    return [i.number for i in Outlook.of(plan).due_automatically(fold(plan, rows.recorded), -1, now_ms)]


def test_an_auto_inject_is_due_from_its_planned_time_never_before() -> None:
    plan = scenario(inject("E01", auto=True, at_ms=MINUTE))

    assert due(plan, MINUTE - 1) == []
    assert due(plan, MINUTE) == ["E01"]


def test_auto_injects_are_due_earliest_first_then_in_the_order_of_the_pack() -> None:
    plan = scenario(
        inject("E03", auto=True, at_ms=2 * MINUTE),
        inject("E02", auto=True, at_ms=MINUTE),
        inject("E01", auto=True, at_ms=2 * MINUTE),
    )

    assert due(plan, 2 * MINUTE) == ["E02", "E03", "E01"]


@pytest.mark.parametrize(
    "event",
    [
        InjectReleased(inject="E01"),
        InjectHeld(inject="E01"),
        InjectSkipped(inject="E01", reason="no time"),
        AutoSet(inject="E01", on=False),
        InjectShifted(inject="E01", by_ms=1),
    ],
)
def test_what_was_released_held_skipped_switched_off_or_shifted_is_not_due(event: Event) -> None:
    plan = scenario(inject("E01", auto=True, at_ms=MINUTE))

    assert due(plan, MINUTE, event) == []


def test_an_inject_is_due_only_where_auto_is_on() -> None:
    plan = scenario(inject("E01", at_ms=MINUTE))

    assert due(plan, MINUTE) == []
    assert due(plan, MINUTE, AutoSet(inject="E01", on=True)) == ["E01"]


def test_neither_a_contingency_nor_a_facilitator_paced_inject_is_ever_due() -> None:
    plan = scenario(contingency(auto=True, at_ms=0), inject("E01", auto=True, at_ms=None))

    assert due(plan, 90 * MINUTE) == []


def test_a_retracted_auto_inject_does_not_fire_again() -> None:
    plan = scenario(inject("E01", auto=True, at_ms=0))

    assert (
        due(plan, MINUTE, InjectReleased(inject="E01"), InjectRetracted(inject="E01", reason="early")) == []
    )


def test_what_goes_out_by_itself_after_a_moment_comes_earliest_first() -> None:
    plan = scenario(
        inject("E01", at_ms=3 * MINUTE, auto=True),
        inject("E02", at_ms=2 * MINUTE, auto=True),
        inject("E03", at_ms=1 * MINUTE),
        inject("E04", at_ms=1 * MINUTE, auto=True),
        inject("E05", at_ms=None, auto=True),
        inject("E06", at_ms=4 * MINUTE, auto=True),
    )
    rows = Rows()
    rows.add(InjectHeld(inject="E06"))
    state = fold(plan, rows.recorded)

    ahead = [now.number for now in Outlook.of(plan).automatic_ahead(state, MINUTE)]

    assert ahead == ["E02", "E01"]
