"""The debrief gathers every printed number from plan, state and journal (contract 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from builders import (
    HEADER,
    MINUTE,
    START,
    Rows,
    action,
    chained,
    inject,
    objective,
    readiness_item,
    scenario,
    variant,
    with_entry,
)
from domain.random_rows import PLAN as RANDOM_PLAN
from domain.random_rows import journals
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.plan.eeg import CapabilityTarget
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.play.follow_up import ActionCarried, ActionClosed, FeedbackGiven
from tabletop.domain.play.journal import Recorded, journal_head
from tabletop.domain.result.compilation import compile_debrief
from tabletop.domain.result.debrief import Debrief, InjectResult, PlanResult, RatingResult, RedLineResult

PLAN = scenario(
    inject("E01", action("E01.a", limit_ms=5 * MINUTE), action("E01.b")),
    inject("E02", action("E02.a"), at_ms=10 * MINUTE),
    inject("E03", at_ms=20 * MINUTE),
    inject("C01", action("C01.a"), kind="contingency", at_ms=None),
)


def debrief_of(recorded: Sequence[Recorded], plan: Scenario = PLAN) -> Debrief:
    return compile_debrief(plan, fold(plan, recorded), header=HEADER, recorded=recorded)


def played(*acts: tuple[ev.Event, dict[str, Any]], plan: Scenario = PLAN) -> Debrief:
    """Compile acts, each with who, when and where, in sound chains; the first row is STARTEX."""
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    for event, who in acts:
        rows.add(event, **who)
    return debrief_of(chained(rows.recorded), plan)


def of_inject(debrief: Debrief, number: str) -> InjectResult:
    return next(i for i in debrief.injects if i.number == number)


def released(number: str, at_ms: int = 0, told: int = 0) -> tuple[ev.Event, dict[str, Any]]:
    return ev.InjectReleased(inject=number, variant=told), {"at_ms": at_ms}


def decided(number: str | None, **who: Any) -> tuple[ev.Event, dict[str, Any]]:
    return ev.DecisionLogged(cell="OPS", text="close the gate", inject=number), who


def assessed(full_id: str, completion: Any = "met", **who: Any) -> tuple[ev.Event, dict[str, Any]]:
    return ev.ActionAssessed(action=full_id, completion=completion), who


# Injects ------------------------------------------------------------------------------------------


def test_every_inject_is_listed_with_its_status_and_planned_time() -> None:
    debrief = played(
        released("E01", MINUTE),
        (ev.InjectShifted(inject="E02", by_ms=MINUTE), {"at_ms": MINUTE}),
        (ev.InjectHeld(inject="E03"), {"at_ms": MINUTE}),
    )

    assert [(i.number, i.status, i.planned_ms, i.released_ms) for i in debrief.injects] == [
        ("E01", "released", 0, MINUTE),
        ("E02", "waiting", 11 * MINUTE, None),
        ("E03", "held", 20 * MINUTE, None),
        ("C01", "waiting", None, None),
    ]
    assert [(i.is_contingency, i.has_actions) for i in debrief.injects] == [
        (False, True),
        (False, True),
        (False, False),
        (True, True),
    ]


def test_latencies_count_the_first_cell_the_first_decision_and_the_first_action() -> None:
    acknowledged = ev.InjectAcknowledged(inject="E01", cell="OPS")
    acts = (
        released("E01", 10 * MINUTE),
        (acknowledged, {"station": "P1", "at_ms": 14 * MINUTE}),
        (acknowledged, {"station": "P2", "at_ms": 15 * MINUTE, "seen_ms": 12 * MINUTE}),
        decided("E01", station="P1", at_ms=16 * MINUTE),
        decided("E01", station="P2", at_ms=19 * MINUTE, seen_ms=13 * MINUTE),
        decided("E02", station="P2", at_ms=19 * MINUTE, seen_ms=11 * MINUTE),
        decided(None, station="P2", at_ms=19 * MINUTE, seen_ms=11 * MINUTE),
        assessed("E01.a", station="P1", at_ms=18 * MINUTE),
        assessed("E01.b", "partial", station="P1", at_ms=17 * MINUTE),
    )

    result = of_inject(played(*acts), "E01")

    assert result.acknowledged_ms == 2 * MINUTE
    assert result.decision_ms == 3 * MINUTE
    assert result.response_ms == 7 * MINUTE


def test_what_was_seen_before_the_release_has_latency_zero() -> None:
    result = of_inject(played(decided("E01", at_ms=MINUTE), released("E01", 5 * MINUTE)), "E01")

    assert result.decision_ms == 0


def test_unanswered_and_unreleased_injects_have_no_latency() -> None:
    debrief = played(released("E01"), decided("E02", at_ms=MINUTE), assessed("E01.a", "unmet", at_ms=MINUTE))

    for number in ("E01", "E02"):
        result = of_inject(debrief, number)
        assert (result.acknowledged_ms, result.decision_ms, result.response_ms) == (None, None, None)


def test_a_withdrawn_decision_is_no_answer() -> None:
    debrief = played(
        released("E01"),
        decided("E01", at_ms=MINUTE),
        (ev.DecisionWithdrawn(target_seq=3), {"at_ms": 2 * MINUTE}),
    )

    assert of_inject(debrief, "E01").decision_ms is None


def test_an_action_that_the_variant_dropped_is_no_response() -> None:
    told = scenario(inject("E01", action("E01.a"), variants=(variant(Breached(red_lines=("R1",)), "a"),)))

    debrief = played(released("E01", told=1), assessed("E01.a", at_ms=MINUTE), plan=told)

    assert of_inject(debrief, "E01").response_ms is None
    assert of_inject(debrief, "E01").variant == 1


def test_summaries_count_released_injects_with_an_expected_action_and_name_the_open_ones() -> None:
    debrief = played(released("E01"), released("E02"), released("E03"), decided("E02", at_ms=MINUTE))

    assert (debrief.decision.answered, debrief.decision.released) == (1, 2)
    assert debrief.decision.values_ms == (MINUTE,)
    assert debrief.decision.open == ("E01",)
    assert (debrief.acknowledge.released, debrief.response.released) == (2, 2)


# The exercise -------------------------------------------------------------------------------------


def test_a_running_exercise_is_a_draft_at_the_time_reached() -> None:
    debrief = played(decided(None, at_ms=7 * MINUTE))

    assert (debrief.draft, debrief.ended_at, debrief.elapsed_ms) == (True, None, 7 * MINUTE)
    assert debrief.started_at == START


def test_an_ended_exercise_shows_its_length_its_pauses_and_its_last_wall_time() -> None:
    debrief = played(
        (ev.ExercisePaused(reason="break"), {"at_ms": 10 * MINUTE}),
        (ev.ExerciseResumed(), {"at_ms": 10 * MINUTE, "wall_ms": 25 * MINUTE}),
        (ev.ExercisePaused(reason="technical"), {"at_ms": 12 * MINUTE, "wall_ms": 27 * MINUTE}),
        (ev.ExerciseEnded(), {"at_ms": 12 * MINUTE, "wall_ms": 28 * MINUTE}),
        (ev.NoteTaken(text="hot wash"), {"at_ms": 12 * MINUTE, "wall_ms": 40 * MINUTE}),
    )

    assert (debrief.draft, debrief.elapsed_ms) == (False, 12 * MINUTE)
    assert debrief.paused_ms == 16 * MINUTE
    assert debrief.ended_at == START + timedelta(minutes=28)
    assert debrief.last_at == START + timedelta(minutes=40)
    assert [pause.reason for pause in debrief.pauses] == ["break", "technical"]


def test_participants_notes_jumps_situations_and_readiness_are_taken_over() -> None:
    plan = scenario(inject("E01"), readiness=(readiness_item("K01", critical=True),))

    debrief = played(
        (ev.ParticipantsCounted(organisation="KPU", n=4), {}),
        (ev.SituationChanged(situation="yellow", reason="crowd"), {"at_ms": MINUTE}),
        (ev.TimeJumped(to=START + timedelta(days=1), reason="quiet"), {"at_ms": MINUTE}),
        (ev.NoteTaken(text="hot wash"), {"at_ms": MINUTE}),
        plan=plan,
    )

    assert debrief.participants == (("KPU", 4),)
    assert [s.situation for s in debrief.situations] == ["yellow"]
    assert [j.reason for j in debrief.jumps] == ["quiet"]
    assert [n.text for n in debrief.notes] == ["hot wash"]
    assert (debrief.readiness.gate, debrief.readiness.critical_gaps) == ("ready-with-notes", ("K01",))


# Conduct lines ------------------------------------------------------------------------------------


def test_every_red_line_is_listed_also_when_clean() -> None:
    breach = ev.RedLineBreached(red_line="R1")

    debrief = played(
        (breach, {}), (ev.RedLineBreached(red_line="R1", grave=True), {"station": "P1"}), (breach, {})
    )

    assert debrief.red_lines == (
        RedLineResult(id="R1", breaches=3, grave=True),
        RedLineResult(id="R2", breaches=0, grave=False),
    )
    assert len(debrief.breaches) == 3


# Raters -------------------------------------------------------------------------------------------


def test_agreement_reads_the_raters_rows_of_released_injects_only_and_not_the_settlement() -> None:
    debrief = played(
        released("E01"),
        assessed("E01.a", station="P1"),
        assessed("E01.a", "unmet", station="P2"),
        assessed("E01.b", station="P1"),
        assessed("E01.b", "n/a", station="P2"),
        assessed("E02.a", station="P1"),
        assessed("E02.a", station="P2"),
        (ev.ActionSettled(action="E01.a", completion="met", reason="photo"), {}),
    )

    assert (debrief.agreement.units, debrief.agreement.raters) == (1, 2)
    assert debrief.evaluators == 2


def test_an_evaluator_is_one_author_at_one_station() -> None:
    debrief = played(
        assessed("E01.a", station="P1", author="ann"),
        assessed("E01.b", station="P1", author="ann"),
        assessed("E01.a", station="P1", author="bob"),
        assessed("E01.a", station="P2", author="ann"),
    )

    assert debrief.evaluators == 3


# Evaluation ---------------------------------------------------------------------------------------


def test_ratings_stand_in_the_order_of_the_pack_overall_first() -> None:
    target = CapabilityTarget(id="O2.1", text=Text.same("in ten minutes"))
    plan = scenario(inject("E01"), objectives=(replace(objective("O2"), targets=(target,)), objective("O1")))
    given_letters = [
        ("O1", "P1"),
        ("O9", "P1"),
        ("O2.1", "P1"),
        ("overall", "P1"),
        ("O2", "P2"),
        ("O2", "P1"),
    ]

    debrief = played(
        *((ev.Rated(target=t, letter="S", why="calm"), {"station": station}) for t, station in given_letters),
        plan=plan,
    )

    assert [(r.target, r.station) for r in debrief.ratings] == [
        ("overall", "P1"),
        ("O2", "P1"),
        ("O2", "P2"),
        ("O2.1", "P1"),
        ("O1", "P1"),
        ("O9", "P1"),
    ]
    assert debrief.ratings[0] == RatingResult(
        target="overall", letter="S", why="calm", author="P1", station="P1"
    )


def test_findings_and_the_plan_carry_the_ids_of_their_rows() -> None:
    debrief = played(
        (ev.StrengthNoted(objective="O1", text="one log"), {"station": "P1", "at_ms": 1}),
        (
            ev.ImprovementNoted(objective="O1", text="no second log", element="training"),
            {"station": "P1", "at_ms": 2},
        ),
        (
            ev.CorrectiveActionPlanned(text="train clerks", improvement_seq=2, owner="HR"),
            {"station": "P1", "at_ms": 3},
        ),
        (
            ev.CorrectiveActionPlanned(text="for nothing", improvement_seq=9, owner="HR"),
            {"station": "P1", "at_ms": 4},
        ),
    )

    assert [(f.id, f.kind, f.element) for f in debrief.findings] == [
        ("P1:1", "strength", None),
        ("P1:2", "improve", "training"),
    ]
    assert debrief.plan[0] == PlanResult(
        id="P1:3",
        answers="P1:2",
        objective="O1",
        text="train clerks",
        owner="HR",
        contact=None,
        start=None,
        due=None,
        retest=None,
        element="training",
    )
    assert (debrief.plan[1].objective, debrief.plan[1].element) == (None, None)


def test_an_actions_own_element_goes_before_that_of_its_improvement() -> None:
    debrief = played(
        (ev.ImprovementNoted(objective="O1", text="no second log", element="training"), {"at_ms": 1}),
        (
            ev.CorrectiveActionPlanned(
                text="buy paper", improvement_seq=2, owner="HR", element="equipment", priority="low"
            ),
            {"at_ms": 2},
        ),
    )

    assert [(plan.element, plan.priority) for plan in debrief.plan] == [("equipment", "low")]


def test_a_carried_action_answers_nothing_here_and_says_where_it_comes_from() -> None:
    debrief = played(
        (
            ActionCarried(
                exercise="EX-1", action="DIR:9", text="more boats", owner="OPS", objective="O1",
                element="equipment", priority="high", due="2025-06-01",
            ),
            {"at_ms": 1},
        ),
        (ActionClosed(plan_station="DIR", plan_seq=2, evidence="two boats"), {"at_ms": 2}),
    )  # fmt: skip

    assert debrief.plan == (
        PlanResult(
            id="DIR:2", answers=None, objective="O1", text="more boats", owner="OPS", contact=None,
            start=None, due="2025-06-01", retest=None, status="closed", element="equipment",
            priority="high", evidence="two boats", carried_from="EX-1", carried_id="DIR:9",
        ),
    )  # fmt: skip


def test_findings_name_their_cell_and_the_rows_that_show_them_and_feedback_no_one() -> None:
    debrief = played(
        (ev.StrengthNoted(objective="O1", text="calm", cell="OPS", rows=("DIR:1", "P1:2")), {}),
        (FeedbackGiven(text="too fast", score=2), {}),
    )

    assert [(found.cell, found.rows) for found in debrief.findings] == [("OPS", ("DIR:1", "P1:2"))]
    assert [(given.row, given.text, given.score) for given in debrief.feedback] == [
        (("DIR", 3), "too fast", 2)
    ]


# The journal --------------------------------------------------------------------------------------


def test_a_sound_journal_is_counted_and_headed() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    rows.add(ev.NoteTaken(text="x"), station="P1")
    recorded = chained(rows.recorded)

    debrief = debrief_of(recorded)

    assert (debrief.entries, debrief.stations, debrief.chain_is_intact, debrief.missing) == (2, 2, True, ())
    assert debrief.head == journal_head([row.entry for row in recorded])
    assert (debrief.exercise_id, debrief.pack_sha256) == (HEADER.exercise, HEADER.pack_sha256)


def test_a_broken_chain_is_named_and_still_gives_a_debrief() -> None:
    rows = Rows()
    for text in ("x", "y", "z"):
        rows.add(ev.NoteTaken(text=text), station="P1")
    sound = chained(rows.recorded)
    broken = [sound[0], with_entry(sound[2], author="somebody else")]

    debrief = debrief_of(broken)

    assert not debrief.chain_is_intact
    assert debrief.missing == (("gap", "P1"), ("altered", "P1"))
    assert [note.text for note in debrief.notes] == ["x", "z"]


@pytest.mark.slow
@given(journals, st.randoms(use_true_random=False))
def test_the_same_rows_give_the_same_debrief_in_whatever_order_they_arrived(
    rows: Rows, random: Random
) -> None:
    recorded = chained(rows.recorded)
    arrived = list(recorded)
    random.shuffle(arrived)

    assert debrief_of(arrived, RANDOM_PLAN) == debrief_of(recorded, RANDOM_PLAN)
