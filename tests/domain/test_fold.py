"""What each act does to the exercise: clock, injects, logs and evaluation (contract 3, design 5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders import MINUTE, SECOND, START, Rows, action, inject, phase, scenario, with_entry

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Recorded, wall_text
from tabletop.domain.play.state import (
    BreachRecord,
    ExerciseState,
    JumpRecord,
    PauseRecord,
    PlanRecord,
    ReadinessRecord,
    SituationRecord,
)
from tabletop.domain.play.stations import StationOpened

PLAN = scenario(
    inject("E01", action("E01.a")),
    inject("E02", at_ms=10 * MINUTE, scenario_at=START + timedelta(days=3)),
    inject("E03", at_ms=20 * MINUTE, auto=True),
    inject("C01", kind="contingency", at_ms=None),
)
STARTED = (ev.ExerciseStarted(), 0)


def played(*acts: tuple[ev.Event, int], plan: Scenario = PLAN) -> ExerciseState:
    """Fold the director's acts, each with its T+."""
    rows = Rows()
    for event, at_ms in acts:
        rows.add(event, at_ms=at_ms)
    return fold(plan, rows.recorded)


def after_rows(*acts: tuple[ev.Event, dict[str, Any]], plan: Scenario = PLAN) -> ExerciseState:
    """Fold acts with who, when and where."""
    rows = Rows()
    for event, who in acts:
        rows.add(event, **who)
    return fold(plan, rows.recorded)


# Before STARTEX -----------------------------------------------------------------------------------


def test_an_empty_journal_is_the_plan_before_startex() -> None:
    state = fold(PLAN, [])

    assert (state.stage, state.elapsed_ms, state.last_at, state.stations) == ("before", 0, None, ())
    assert [i.status for i in state.injects.values()] == ["waiting"] * 4
    assert [i.planned_ms for i in state.injects.values()] == [0, 10 * MINUTE, 20 * MINUTE, None]
    assert [i.auto for i in state.injects.values()] == [False, False, True, False]
    assert state.scenario_clock.at(0) == PLAN.starts_at


def test_the_latest_count_of_an_item_a_unit_or_an_organisation_counts() -> None:
    state = played(
        (ev.ReadinessChecked(item="K01", present=2, serviceable=1), 0),
        (ev.ReadinessChecked(item="K01", present=3, serviceable=3, note="lent"), 0),
        (ev.UnitCounted(unit="Sabhara", present=9, fit=7), 0),
        (ev.UnitCounted(unit="Sabhara", present=9, fit=8), 0),
        (ev.ParticipantsCounted(organisation="KPU", n=2), 0),
        (ev.ParticipantsCounted(organisation="KPU", n=4), 0),
    )

    assert state.readiness == {"K01": ReadinessRecord(present=3, serviceable=3, note="lent")}
    assert state.units == {"Sabhara": (9, 8)}
    assert state.participants == {"KPU": 4}


# The clock ----------------------------------------------------------------------------------------


def test_startex_begins_play_at_its_wall_time() -> None:
    state = after_rows((ev.ExerciseStarted(override="generator borrowed"), {"wall_ms": 7 * MINUTE}))

    assert (state.stage, state.elapsed_ms) == ("running", 0)
    assert state.started_at == START + timedelta(minutes=7)
    assert state.override == "generator borrowed"


PHASED = scenario(
    inject("E00", at_ms=MINUTE),
    inject("E01", at_ms=10 * MINUTE),
    inject("E01b", at_ms=None),
    inject("E02", at_ms=20 * MINUTE),
    phases=(
        phase("F1", 5 * MINUTE),
        phase("F2", 15 * MINUTE, START + timedelta(days=9)),
        phase("F3", 30 * MINUTE),
    ),
)


def test_startex_at_a_phase_begins_there_and_skips_what_came_before() -> None:
    state = played((ev.ExerciseStarted(phase="F2"), 15 * MINUTE), plan=PHASED)

    assert state.elapsed_ms == 15 * MINUTE
    assert state.start_phase == "F2"
    assert state.scenario_clock.at(16 * MINUTE) == START + timedelta(days=9, minutes=1)
    assert {n: i.status for n, i in state.injects.items()} == {
        "E00": "skipped",
        "E01": "skipped",
        "E01b": "skipped",
        "E02": "waiting",
    }


def test_a_phase_without_a_scenario_time_leaves_the_scenario_clock_running_with_t_plus() -> None:
    state = played((ev.ExerciseStarted(phase="F3"), 30 * MINUTE), plan=PHASED)

    assert state.scenario_clock.at(30 * MINUTE) == START + timedelta(minutes=30)


def test_a_start_at_a_phase_that_the_plan_does_not_have_is_no_start() -> None:
    assert played((ev.ExerciseStarted(phase="F9"), 0)).stage == "before"


def test_a_pause_lasts_on_the_wall_until_the_resume() -> None:
    state = after_rows(
        (ev.ExerciseStarted(), {}),
        (ev.ExercisePaused(reason="break"), {"at_ms": 5 * MINUTE}),
        (ev.ExerciseResumed(), {"at_ms": 5 * MINUTE, "wall_ms": 17 * MINUTE + 1_001}),
    )

    began_at = START + timedelta(minutes=5)
    assert state.stage == "running"
    assert state.elapsed_ms == 5 * MINUTE
    assert state.pauses == (
        PauseRecord(at_ms=5 * MINUTE, reason="break", began_at=began_at, wall_ms=12 * MINUTE + 1_001),
    )


def test_a_pause_that_lasts_has_no_length_yet() -> None:
    state = played(STARTED, (ev.ExercisePaused(reason="crash"), MINUTE))

    assert state.stage == "paused"
    assert state.pauses[0].wall_ms is None


def test_a_pause_row_in_a_pause_tells_its_reason_anew_and_begins_no_second_one() -> None:
    began_at = START + timedelta(minutes=5)
    paused = (
        (ev.ExerciseStarted(), {}),
        (ev.ExercisePaused(), {"at_ms": 5 * MINUTE}),
        (ev.ExercisePaused(reason="break"), {"at_ms": 5 * MINUTE, "wall_ms": 7 * MINUTE}),
    )

    told = after_rows(*paused)
    resumed = after_rows(*paused, (ev.ExerciseResumed(), {"at_ms": 5 * MINUTE, "wall_ms": 9 * MINUTE}))

    assert (told.stage, told.elapsed_ms) == ("paused", 5 * MINUTE)
    assert told.pauses == (PauseRecord(at_ms=5 * MINUTE, reason="break", began_at=began_at),)
    assert [(pause.reason, pause.wall_ms) for pause in resumed.pauses] == [("break", 4 * MINUTE)]


def test_the_reason_of_a_new_pause_leaves_that_of_an_earlier_one() -> None:
    state = played(
        STARTED, (ev.ExercisePaused(reason="break"), MINUTE), (ev.ExerciseResumed(), MINUTE),
        (ev.ExercisePaused(), 2 * MINUTE), (ev.ExercisePaused(reason="technical"), 2 * MINUTE),
    )  # fmt: skip

    assert [pause.reason for pause in state.pauses] == ["break", "technical"]


def test_the_pause_of_a_safety_call_can_be_named_too() -> None:
    state = played(
        STARTED, (ev.SafetyCalled(reason="smoke"), MINUTE), (ev.ExercisePaused(reason="other"), MINUTE)
    )

    assert [pause.reason for pause in state.pauses] == ["other"]
    assert state.is_emergency


def test_a_pause_is_never_shorter_than_nothing_when_the_wall_was_set_back() -> None:
    state = after_rows(
        (ev.ExerciseStarted(), {}),
        (ev.ExercisePaused(), {"at_ms": MINUTE}),
        (ev.ExerciseResumed(), {"at_ms": MINUTE, "wall_ms": 0}),
    )

    assert state.pauses[0].wall_ms == 0


def test_a_safety_call_pauses_and_is_an_emergency_until_the_resume() -> None:
    called = (ev.SafetyCalled(reason="ambulance"), MINUTE)

    state = played(STARTED, called)
    resumed = played(STARTED, called, (ev.ExerciseResumed(), MINUTE))

    assert (state.stage, state.is_emergency) == ("paused", True)
    assert [pause.reason for pause in state.pauses] == ["safety"]
    assert (resumed.stage, resumed.is_emergency) == ("running", False)


def test_a_safety_call_in_a_pause_does_not_begin_a_second_one() -> None:
    state = played(
        STARTED, (ev.ExercisePaused(reason="break"), MINUTE), (ev.SafetyCalled(reason="fire"), MINUTE)
    )

    assert state.is_emergency
    assert [pause.reason for pause in state.pauses] == ["break"]


def test_endex_ends_a_running_pause_and_says_what_becomes_of_the_rest() -> None:
    state = after_rows(
        (ev.ExerciseStarted(), {}),
        (ev.ExercisePaused(), {"at_ms": MINUTE}),
        (ev.ExerciseEnded(rest="unmet"), {"at_ms": MINUTE, "wall_ms": 3 * MINUTE}),
    )

    assert (state.stage, state.rest, state.ended_ms) == ("ended", "unmet", MINUTE)
    assert state.ended_at == START + timedelta(minutes=3)
    assert state.pauses[0].wall_ms == 2 * MINUTE


def test_an_adjust_moves_t_plus_and_the_scenario_clock_from_then_on() -> None:
    state = played(
        STARTED,
        (ev.InjectReleased(inject="E01"), 10 * MINUTE),
        (ev.ClockAdjusted(by_ms=-4 * MINUTE, reason="started late"), 6 * MINUTE),
    )

    assert state.elapsed_ms == 6 * MINUTE
    assert state.adjusted_ms == ((6 * MINUTE, -4 * MINUTE),)
    assert state.scenario_clock.at(state.elapsed_ms) == START + timedelta(minutes=6)
    assert state.injects["E01"].released_ms == 10 * MINUTE


def test_after_an_adjust_back_another_stations_earlier_row_does_not_say_what_t_plus_is() -> None:
    note = ev.NoteTaken(text="x")
    adjust = ev.ClockAdjusted(by_ms=-5 * MINUTE, reason="late")

    same_instant = after_rows(
        (ev.ExerciseStarted(), {}),
        (note, {"station": "P1", "at_ms": 10 * MINUTE}),
        (adjust, {"at_ms": 5 * MINUTE, "wall_ms": 10 * MINUTE}),
    )
    later = after_rows(
        (ev.ExerciseStarted(), {}),
        (note, {"at_ms": 10 * MINUTE}),
        (adjust, {"at_ms": 5 * MINUTE, "wall_ms": 10 * MINUTE}),
        (note, {"station": "P1", "at_ms": 7 * MINUTE, "wall_ms": 12 * MINUTE}),
    )

    assert same_instant.elapsed_ms == 5 * MINUTE
    assert later.elapsed_ms == 7 * MINUTE


def test_t_plus_is_that_of_the_last_row_although_the_wall_was_set_back() -> None:
    state = after_rows(
        (ev.ExerciseStarted(), {"wall_ms": 60 * MINUTE}),
        (ev.NoteTaken(text="x"), {"at_ms": 30 * MINUTE, "wall_ms": 0}),
    )

    assert state.elapsed_ms == 30 * MINUTE


def test_rows_of_one_boot_are_compared_by_the_monotonic_clock_not_by_the_wall() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted(), wall_ms=60 * MINUTE)
    note = rows.add(ev.NoteTaken(text="x"), station="P1", at_ms=5 * MINUTE, wall_ms=65 * MINUTE)
    wall_set_back = with_entry(note, wall_at=wall_text(START))

    assert fold(PLAN, [rows.recorded[0], wall_set_back]).elapsed_ms == 5 * MINUTE


def test_after_a_restart_of_the_machine_rows_are_compared_by_their_wall_time() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    rows.add(ev.ExercisePaused(reason="crash"), at_ms=5 * MINUTE)
    earlier = rows.add(ev.NoteTaken(text="x"), station="P1", at_ms=4 * MINUTE)
    later = rows.add(ev.NoteTaken(text="y"), station="P2", at_ms=6 * MINUTE)
    other_boot = [_booted_anew(row) if row in (earlier, later) else row for row in rows.recorded]

    assert fold(PLAN, other_boot).elapsed_ms == 6 * MINUTE


def _booted_anew(recorded: Recorded) -> Recorded:
    return with_entry(recorded, boot_id="boot-2", mono_ns=1)


def test_a_jump_moves_the_scenario_clock_only_and_keeps_its_gap() -> None:
    to = START + timedelta(days=4)

    state = played(
        STARTED, (ev.TimeJumped(to=to, reason="quiet week"), 5 * MINUTE), (ev.NoteTaken(text="x"), 6 * MINUTE)
    )

    assert state.elapsed_ms == 6 * MINUTE
    assert state.scenario_clock.at(6 * MINUTE) == to + timedelta(minutes=1)
    assert state.injects["E02"].status == "waiting"
    assert state.jumps == (JumpRecord(at_ms=5 * MINUTE, to=to, skipped=(), reason="quiet week"),)


@pytest.mark.parametrize(("days", "skipped"), [(4, ("E02",)), (3, ()), (1, ())])
def test_a_jump_may_skip_the_waiting_injects_whose_own_time_lies_before_it(
    days: int, skipped: tuple[str, ...]
) -> None:
    to = START + timedelta(days=days)

    state = played(STARTED, (ev.TimeJumped(to=to, due="skip", reason="quiet"), MINUTE))

    assert state.jumps[0].skipped == skipped
    assert [n for n, i in state.injects.items() if i.status == "skipped"] == list(skipped)


def test_a_jump_does_not_skip_what_no_longer_waits() -> None:
    jump = ev.TimeJumped(to=START + timedelta(days=4), due="skip", reason="quiet")

    state = played(STARTED, (ev.InjectHeld(inject="E02"), 0), (jump, MINUTE))

    assert state.injects["E02"].status == "held"


# Injects ------------------------------------------------------------------------------------------


def test_a_release_counts_from_its_t_plus_with_its_variant_and_scenario_time() -> None:
    state = played(STARTED, (ev.InjectReleased(inject="E01", variant=2), 4 * SECOND))

    now = state.injects["E01"]
    assert (now.status, now.is_released, now.released_ms, now.variant) == ("released", True, 4_000, 2)
    assert now.scenario_at == START + timedelta(seconds=4)


def test_an_injects_own_scenario_time_is_shown_instead_of_the_running_one() -> None:
    state = played(STARTED, (ev.InjectReleased(inject="E02"), MINUTE))

    assert state.injects["E02"].scenario_at == START + timedelta(days=3)


def test_a_retracted_inject_leaves_until_it_is_released_again() -> None:
    first = (ev.InjectReleased(inject="E01", variant=1), MINUTE)
    back = (ev.InjectRetracted(inject="E01", reason="wrong cell"), 2 * MINUTE)

    retracted = played(STARTED, first, back).injects["E01"]
    again = played(STARTED, first, back, (ev.InjectReleased(inject="E01"), 9 * MINUTE)).injects["E01"]

    assert (retracted.status, retracted.released_ms, retracted.variant) == ("retracted", None, 0)
    assert (again.status, again.released_ms) == ("released", 9 * MINUTE)


def test_an_undone_retraction_leaves_the_first_release_in_place() -> None:
    state = played(
        STARTED,
        (ev.InjectReleased(inject="E01"), MINUTE),
        (ev.InjectRetracted(inject="E01", reason="wrong cell"), 2 * MINUTE),
        (ev.ActUndone(target_seq=3), 3 * MINUTE),
    )

    assert state.injects["E01"].released_ms == MINUTE


def test_an_undone_release_waits_again() -> None:
    state = played(STARTED, (ev.InjectReleased(inject="E01"), MINUTE), (ev.ActUndone(target_seq=2), MINUTE))

    assert state.injects["E01"].status == "waiting"
    assert state.injects["E01"].released_ms is None


def test_a_repeat_does_not_move_the_release() -> None:
    state = played(
        STARTED,
        (ev.InjectReleased(inject="E01"), MINUTE),
        (ev.InjectRepeated(inject="E01"), 2 * MINUTE),
        (ev.InjectRepeated(inject="E01"), 3 * MINUTE),
    )

    assert state.injects["E01"].released_ms == MINUTE
    assert state.injects["E01"].repeated_ms == (2 * MINUTE, 3 * MINUTE)


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (ev.InjectHeld(inject="C01"), "held"),
        (ev.InjectSkipped(inject="C01", reason="no time"), "skipped"),
        (ev.ContingencyDeclined(inject="C01", reason="not needed"), "declined"),
    ],
)
def test_hold_skip_and_decline_take_an_inject_out_of_the_row(event: ev.Event, status: str) -> None:
    assert played(STARTED, (event, MINUTE)).injects["C01"].status == status


def test_an_offer_stays_and_is_there_again_when_declining_is_undone() -> None:
    state = played(
        STARTED,
        (ev.ContingencyOffered(inject="C01"), MINUTE),
        (ev.ContingencyDeclined(inject="C01", reason="not needed"), 2 * MINUTE),
        (ev.ActUndone(target_seq=3), 3 * MINUTE),
    )

    assert (state.injects["C01"].status, state.injects["C01"].offered_ms) == ("waiting", MINUTE)


def test_auto_is_switched_for_one_inject() -> None:
    state = played((ev.AutoSet(inject="E02", on=True), 0), (ev.AutoSet(inject="E03", on=False), 0))

    assert {n: i.auto for n, i in state.injects.items() if n in ("E02", "E03")} == {"E02": True, "E03": False}


def test_a_shift_moves_one_planned_time_never_before_zero() -> None:
    later = played((ev.InjectShifted(inject="E02", by_ms=5 * MINUTE), 0))
    earlier = played((ev.InjectShifted(inject="E02", by_ms=-99 * MINUTE), 0))

    assert {n: i.planned_ms for n, i in later.injects.items()} == {
        "E01": 0,
        "E02": 15 * MINUTE,
        "E03": 20 * MINUTE,
        "C01": None,
    }
    assert earlier.injects["E02"].planned_ms == 0


ROW_OF_INJECTS = scenario(
    inject("E04", at_ms=10 * MINUTE),
    inject("E05", at_ms=10 * MINUTE),
    inject("E06", at_ms=5 * MINUTE),
    inject("E07", at_ms=10 * MINUTE),
    inject("E08", at_ms=30 * MINUTE),
    inject("E09", at_ms=40 * MINUTE),
    inject("E10", at_ms=50 * MINUTE),
    inject("E11", at_ms=None),
)


def test_a_shift_onward_moves_that_and_every_later_unreleased_inject() -> None:
    state = played(
        STARTED,
        (ev.InjectReleased(inject="E08"), 0),
        (ev.InjectHeld(inject="E09"), 0),
        (ev.InjectSkipped(inject="E10", reason="no time"), 0),
        (ev.InjectShifted(inject="E05", by_ms=MINUTE, onward=True), 0),
        plan=ROW_OF_INJECTS,
    )

    moved = {n for n, i in state.injects.items() if i.planned_ms != _planned_ms(n)}
    assert moved == {"E05", "E07", "E09"}


def _planned_ms(number: str) -> int | None:
    return next(i.at_ms for i in ROW_OF_INJECTS.injects if i.number == number)


def test_a_shift_of_an_inject_without_a_planned_time_moves_nothing() -> None:
    state = played((ev.InjectShifted(inject="E11", by_ms=MINUTE, onward=True), 0), plan=ROW_OF_INJECTS)

    assert all(i.planned_ms == _planned_ms(n) for n, i in state.injects.items())


def test_a_shift_does_not_change_the_phase() -> None:
    plan = scenario(inject("E01", at_ms=MINUTE), phases=(phase("F1", 0), phase("F2", 10 * MINUTE)))

    shifted = played((ev.InjectShifted(inject="E01", by_ms=20 * MINUTE), 0), plan=plan)
    started = played(
        (ev.InjectShifted(inject="E01", by_ms=20 * MINUTE), 0),
        (ev.ExerciseStarted(phase="F2"), 10 * MINUTE),
        plan=plan,
    )

    assert shifted.injects["E01"].planned_ms == 21 * MINUTE
    assert started.injects["E01"].status == "skipped"


def test_acknowledgements_keep_their_cell_and_observed_time() -> None:
    state = after_rows(
        (ev.InjectReleased(inject="E01"), {}),
        (
            ev.InjectAcknowledged(inject="E01", cell="OPS"),
            {"station": "P1", "at_ms": MINUTE, "seen_ms": 5_000},
        ),
        (ev.InjectAcknowledged(inject="E01", cell="LO"), {"station": "P1", "at_ms": 2 * MINUTE}),
    )

    assert state.injects["E01"].acknowledged == (("OPS", 5_000), ("LO", 2 * MINUTE))


def test_a_row_about_an_inject_that_the_plan_does_not_have_moves_nothing() -> None:
    events = (ev.InjectReleased(inject="X99"), ev.InjectShifted(inject="X99", by_ms=1, onward=True))

    state = played(*((event, 0) for event in events))

    assert "X99" not in state.injects
    assert set(state.rows.values()) == {"current"}


# What cells do ------------------------------------------------------------------------------------


def test_a_decision_keeps_when_it_was_seen_and_when_it_was_written() -> None:
    event = ev.DecisionLogged(
        cell="OPS", text="close the gate", inject="E01", told=("LO",), category="action"
    )

    state = after_rows(
        (event, {"station": "P1", "author": "ann", "at_ms": 9 * MINUTE, "seen_ms": 7 * MINUTE})
    )

    (decision,) = state.decisions
    assert (decision.at_ms, decision.observed_ms) == (9 * MINUTE, 7 * MINUTE)
    assert (decision.row, decision.author, decision.cell) == (("P1", 1), "ann", "OPS")
    assert (decision.text, decision.inject, decision.told) == ("close the gate", "E01", ("LO",))
    assert decision.category == "action"


def test_only_standing_decisions_are_listed() -> None:
    state = played(
        (ev.DecisionLogged(cell="OPS", text="first"), 0),
        (ev.DecisionLogged(cell="OPS", text="better", corrects=1), 0),
        (ev.DecisionLogged(cell="OPS", text="mistyped"), 0),
        (ev.DecisionWithdrawn(target_seq=3), 0),
    )

    assert [d.text for d in state.decisions] == ["better"]


def test_each_raters_latest_assessment_counts() -> None:
    met, unmet = (ev.ActionAssessed(action="E01.a", completion=c) for c in ("met", "unmet"))

    state = after_rows(
        (met, {"station": "P1", "author": "ann", "at_ms": 1}),
        (met, {"station": "P1", "author": "bob", "at_ms": 2}),
        (unmet, {"station": "P1", "author": "ann", "at_ms": 3}),
        (met, {"station": "P2", "author": "ann", "at_ms": 4}),
    )

    assert sorted((a.row, a.author, a.completion) for a in state.assessments["E01.a"]) == [
        (("P1", 2), "bob", "met"),
        (("P1", 3), "ann", "unmet"),
        (("P2", 1), "ann", "met"),
    ]


@pytest.mark.parametrize("seen_ms", [None, 30_000])
def test_a_settlement_keeps_its_own_time_and_the_seen_one_only_where_it_was_said(seen_ms: int | None) -> None:
    settle = ev.ActionSettled(action="E01.a", completion="met", reason="photo")

    state = after_rows((settle, {"at_ms": MINUTE, "seen_ms": seen_ms}))

    assert (state.settlements["E01.a"].at_ms, state.settlements["E01.a"].seen_ms) == (MINUTE, seen_ms)


@pytest.mark.parametrize(
    ("line", "said_grave", "grave"), [("R1", False, False), ("R1", True, True), ("R2", False, True)]
)
def test_a_breach_is_grave_by_its_line_or_by_itself(line: str, said_grave: bool, grave: bool) -> None:
    event = ev.RedLineBreached(red_line=line, grave=said_grave, note="seen on video")

    state = after_rows((event, {"at_ms": MINUTE, "seen_ms": 1}))

    assert state.breaches == (
        BreachRecord(row=("DIR", 1), red_line=line, at_ms=1, inject=None, grave=grave, note="seen on video"),
    )


def test_a_cleared_breach_is_gone() -> None:
    clear = ev.BreachCleared(red_line="R1", breach_station="DIR", breach_seq=1, reason="mistaken")

    assert played((ev.RedLineBreached(red_line="R1"), 0), (clear, 0)).breaches == ()


def test_the_situation_board_keeps_each_change_with_who_decided() -> None:
    event = ev.SituationChanged(situation="yellow", decided_by="KAOPS", reason="crowd grows")

    state = after_rows((event, {"at_ms": MINUTE, "seen_ms": 5}))

    assert state.situations == (
        SituationRecord(
            row=("DIR", 1), at_ms=5, situation="yellow", decided_by="KAOPS", reason="crowd grows"
        ),
    )


# Evaluation ---------------------------------------------------------------------------------------


def test_the_latest_letter_of_each_evaluator_counts_and_the_latest_stands_last() -> None:
    state = after_rows(
        (ev.Rated(target="O1", letter="M"), {"author": "ann", "at_ms": 1}),
        (ev.Rated(target="O1", letter="S", why="calm"), {"author": "bob", "at_ms": 2}),
        (ev.Rated(target="O1", letter="P"), {"author": "ann", "at_ms": 3}),
    )

    assert [(r.author, r.letter, r.why) for r in state.ratings] == [("bob", "S", "calm"), ("ann", "P", None)]


def test_strengths_and_improvements_are_listed_in_the_order_written() -> None:
    state = played(
        (ev.StrengthNoted(objective="O1", text="one log"), 1),
        (ev.ImprovementNoted(objective="O1", text="no second log", element="training"), 2),
    )

    assert [(f.kind, f.text, f.element) for f in state.findings] == [
        ("strength", "one log", None),
        ("improve", "no second log", "training"),
    ]


def test_a_corrective_action_answers_an_improvement_of_its_own_station() -> None:
    plan = ev.CorrectiveActionPlanned(
        text="train clerks",
        improvement_seq=1,
        owner="HR",
        contact="desk",
        start="2024-02-01",
        due="2024-03-01",
        retest="next drill",
    )

    state = after_rows(
        (ev.ImprovementNoted(objective="O1", text="no second log"), {"station": "P1"}),
        (plan, {"station": "P1"}),
    )

    assert state.plans == (
        PlanRecord(
            row=("P1", 2),
            improvement=("P1", 1),
            text="train clerks",
            owner="HR",
            contact="desk",
            start="2024-02-01",
            due="2024-03-01",
            retest="next drill",
        ),
    )


def test_notes_keep_their_question() -> None:
    state = played((ev.NoteTaken(text="the log was empty", question=2), MINUTE))

    (note,) = state.notes
    assert (note.text, note.question, note.at_ms, note.author) == ("the log was empty", 2, MINUTE, "DIR")


# The whole ----------------------------------------------------------------------------------------


def test_stations_and_the_last_wall_time_come_from_every_row() -> None:
    state = after_rows(
        (StationOpened(clock="exercise"), {"station": "P2", "wall_ms": 9_000}),
        (StationOpened(clock="exercise"), {"station": "DIR"}),
        (ev.InjectHeld(inject="E01"), {"station": "P1", "at_ms": 1}),
    )

    assert state.stations == ("DIR", "P2", "P1")
    assert state.last_at == START + timedelta(seconds=9)
    assert state.rows["P1", 1] == "ignored"
    assert state.injects["E01"].status == "waiting"
