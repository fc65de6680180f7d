"""STARTEX to ENDEX on the clock: what each verb writes and where T+ and the scenario clock stand."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest
from builders import MINUTE, SECOND, START, action, inject, phase
from services.desk import Desk, refused

from tabletop.domain.play.events import DecisionLogged, ExerciseEnded, SafetyCalled, TimeJumped
from tabletop.domain.play.journal import wall_time
from tabletop.domain.result.scoring import score
from tabletop.services import conduct, recording, timekeeping
from tabletop.services.session import Hand

NEXT_DAY = START + timedelta(days=1)
PHASES = (phase("F1", 0), phase("F2", 20 * MINUTE, NEXT_DAY), phase("F3", 40 * MINUTE))


def test_time_before_startex_does_not_count() -> None:
    desk = Desk().wait(5 * MINUTE)
    recording.log_decision(desk.session, DecisionLogged(cell="OPS", text="early"))

    timekeeping.start_exercise(desk.session)

    assert desk.state.decisions[0].at_ms == 0
    assert (desk.state.stage, desk.elapsed_ms()) == ("running", 0)
    assert desk.state.started_at == desk.clock.wall_at


def test_the_clock_runs_with_the_monotonic_clock() -> None:
    desk = Desk().started()

    desk.wait(90_500)

    assert desk.elapsed_ms() == 90_500
    assert desk.state.scenario_clock.at(desk.elapsed_ms()) == START + timedelta(milliseconds=90_500)


def test_startex_at_a_phase_begins_both_clocks_there_and_skips_what_came_before() -> None:
    desk = Desk(
        inject("E01", at_ms=0, auto=True),
        inject("E02", at_ms=None),
        inject("E03", at_ms=20 * MINUTE),
        inject("E04", at_ms=45 * MINUTE),
        phases=PHASES,
    )

    timekeeping.start_exercise(desk.session, phase="F2")
    desk.wait(MINUTE)

    assert desk.elapsed_ms() == 21 * MINUTE
    assert desk.state.scenario_clock.at(21 * MINUTE) == NEXT_DAY + timedelta(minutes=1)
    statuses = [desk.inject(number).status for number in ("E01", "E02", "E03", "E04")]
    assert statuses == ["skipped", "skipped", "waiting", "waiting"]
    assert desk.state.start_phase == "F2"


def test_the_startex_row_shows_the_phases_scenario_time() -> None:
    desk = Desk(phases=PHASES)

    timekeeping.start_exercise(desk.session, phase="F2")

    assert desk.last.entry.scenario_at == NEXT_DAY.isoformat()
    assert desk.last.entry.elapsed_ms == 20 * MINUTE


def test_what_stands_before_startex_stands_at_zero_also_where_a_phase_begins_later() -> None:
    desk = Desk(phases=PHASES)

    timekeeping.start_exercise(desk.session, phase="F2")

    opened = desk.journal.recorded()[0].entry
    assert (opened.kind, opened.elapsed_ms, opened.scenario_at) == ("station-opened", 0, START.isoformat())


def test_a_phase_without_a_scenario_time_lets_the_scenario_clock_run_with_t_plus() -> None:
    desk = Desk(phases=PHASES)

    timekeeping.start_exercise(desk.session, phase="F3")

    assert desk.last.entry.scenario_at == (START + timedelta(minutes=40)).isoformat()


def test_an_unknown_phase_is_refused() -> None:
    desk = Desk(phases=PHASES)

    with refused(desk, "unknown-id", what="phase", given="F4"):
        timekeeping.start_exercise(desk.session, phase="F4")


def test_an_inject_skipped_by_the_phase_may_be_released_by_hand() -> None:
    desk = Desk(inject("E01", at_ms=0), phases=PHASES)
    timekeeping.start_exercise(desk.session, phase="F2")

    conduct.release_inject(desk.session, "E01")

    assert desk.inject("E01").released_ms == 20 * MINUTE


def test_a_pause_stops_the_clock_and_is_backed_up() -> None:
    desk = Desk().started().wait(MINUTE)

    timekeeping.pause(desk.session, reason="break")
    desk.wait(5 * MINUTE)

    assert desk.elapsed_ms() == MINUTE
    assert desk.journal.backups == 1
    assert [(p.at_ms, p.reason, p.wall_ms) for p in desk.state.pauses] == [(MINUTE, "break", None)]


def test_a_pause_in_a_pause_tells_its_reason_anew_and_changes_nothing_else() -> None:
    desk = Desk().started().wait(MINUTE)
    timekeeping.pause(desk.session)
    desk.wait(2 * MINUTE)

    timekeeping.pause(desk.session, reason="technical")
    desk.wait(MINUTE)

    assert desk.kinds == ["station-opened", "startex", "pause", "pause"]
    assert (desk.state.stage, desk.elapsed_ms()) == ("paused", MINUTE)
    assert [(p.at_ms, p.reason) for p in desk.state.pauses] == [(MINUTE, "technical")]
    assert desk.journal.backups == 1
    timekeeping.resume(desk.session)
    assert [(p.reason, p.wall_ms) for p in desk.state.pauses] == [("technical", 3 * MINUTE)]


@pytest.mark.parametrize("stage", ["before", "ended"])
def test_there_is_nothing_to_pause_before_startex_and_after_endex(stage: str) -> None:
    desk = Desk()
    if stage == "ended":
        timekeeping.end_exercise(desk.started().session)

    with refused(desk, {"before": "not-started", "ended": "already-ended"}[stage]):
        timekeeping.pause(desk.session, reason="break")


def test_resume_goes_on_from_where_the_clock_stood() -> None:
    desk = Desk().started().wait(MINUTE)
    timekeeping.pause(desk.session)
    desk.wait(5 * MINUTE)

    timekeeping.resume(desk.session)
    desk.wait(30 * SECOND)

    assert desk.elapsed_ms() == 90 * SECOND
    assert [p.wall_ms for p in desk.state.pauses] == [5 * MINUTE]


def test_safety_stops_play_and_is_told_until_resume() -> None:
    desk = Desk().started().wait(MINUTE)

    timekeeping.call_safety(desk.session, reason=" real fire ")
    desk.wait(MINUTE)
    during = desk.state.stage, desk.state.is_emergency, desk.elapsed_ms()
    timekeeping.resume(desk.session)

    assert desk.journal.recorded()[-2].event == SafetyCalled(reason="real fire")
    assert during == ("paused", True, MINUTE)
    assert (desk.state.stage, desk.state.is_emergency) == ("running", False)
    assert desk.journal.backups == 1


def test_safety_in_a_pause_makes_no_second_pause() -> None:
    desk = Desk().started().wait(MINUTE)
    timekeeping.pause(desk.session, reason="break")

    timekeeping.call_safety(desk.session, reason="real fire")
    desk.wait(MINUTE)

    assert (desk.state.is_emergency, desk.elapsed_ms()) == (True, MINUTE)
    assert [p.reason for p in desk.state.pauses] == ["break"]


@pytest.mark.parametrize("by_ms", [2 * MINUTE, -2 * MINUTE])
def test_adjust_moves_both_clocks_from_then_on_while_running(by_ms: int) -> None:
    desk = Desk().started().wait(5 * MINUTE)
    recording.take_note(desk.session, "before")

    timekeeping.adjust_clock(desk.session, by_ms=by_ms, reason="agreed")
    desk.wait(MINUTE)

    assert desk.elapsed_ms() == 6 * MINUTE + by_ms
    assert desk.last.entry.elapsed_ms == 5 * MINUTE + by_ms
    assert wall_time(desk.last.entry.scenario_at) == START + timedelta(milliseconds=5 * MINUTE + by_ms)
    assert desk.state.notes[0].at_ms == 5 * MINUTE
    assert desk.state.adjusted_ms == ((5 * MINUTE + by_ms, by_ms),)


@pytest.mark.parametrize("by_ms", [2 * MINUTE, -2 * MINUTE])
def test_adjust_in_a_pause_moves_the_clock_and_leaves_it_standing(by_ms: int) -> None:
    desk = Desk().started().wait(5 * MINUTE)
    timekeeping.pause(desk.session)

    timekeeping.adjust_clock(desk.session, by_ms=by_ms, reason="agreed")
    desk.wait(MINUTE)
    standing_ms = desk.elapsed_ms()
    desk.reopen()

    assert standing_ms == 5 * MINUTE + by_ms
    assert (desk.state.stage, desk.elapsed_ms()) == ("paused", 5 * MINUTE + by_ms)


def test_adjust_cannot_go_before_the_start() -> None:
    desk = Desk().started().wait(MINUTE)

    with refused(desk, "adjust-before-start", elapsed_ms=MINUTE):
        timekeeping.adjust_clock(desk.session, by_ms=-MINUTE - 1, reason="agreed")

    timekeeping.adjust_clock(desk.session, by_ms=-MINUTE, reason="agreed")
    assert desk.elapsed_ms() == 0


def test_adjust_cannot_go_beyond_a_thousand_hours() -> None:
    desk = Desk().started()

    with refused(desk, "adjust-too-far"):
        timekeeping.adjust_clock(desk.session, by_ms=3_600_000_001, reason="agreed")


def test_adjust_never_fires_an_inject_early() -> None:
    desk = Desk(inject("E01", at_ms=6 * MINUTE, auto=True)).started().wait(5 * MINUTE)

    timekeeping.adjust_clock(desk.session, by_ms=-2 * MINUTE, reason="agreed")
    desk.wait(3 * MINUTE - SECOND)
    before = desk.inject("E01").status
    desk.wait(SECOND)

    assert before == "waiting"
    assert desk.inject("E01").released_ms == 6 * MINUTE


def jumping() -> Desk:
    """Both E01 and E02 lie in the jump's gap by their own scenario time; E02 is held."""
    desk = Desk(
        inject("E01", at_ms=None, scenario_at=START + timedelta(hours=2)),
        inject("E02", at_ms=None, scenario_at=START + timedelta(hours=3)),
        inject("E03", at_ms=None, scenario_at=NEXT_DAY),
        inject("E04", at_ms=30 * MINUTE),
    ).started()
    conduct.hold_inject(desk.session, "E02")
    return desk.wait(MINUTE)


def test_a_jump_moves_the_scenario_clock_only_and_keeps_the_gaps_injects() -> None:
    desk = jumping()

    timekeeping.jump(desk.session, to=NEXT_DAY, reason=" next day ")
    desk.wait(MINUTE)

    assert desk.last.event == TimeJumped(to=NEXT_DAY, due="keep", reason="next day")
    assert desk.elapsed_ms() == 2 * MINUTE
    assert desk.state.scenario_clock.at(2 * MINUTE) == NEXT_DAY + timedelta(minutes=1)
    assert [now.status for now in desk.state.injects.values()] == ["waiting", "held", "waiting", "waiting"]


def test_a_jump_skips_the_gaps_waiting_injects_where_it_says_so() -> None:
    desk = jumping()

    timekeeping.jump(desk.session, to=NEXT_DAY, reason="next day", due="skip")

    assert [now.status for now in desk.state.injects.values()] == ["skipped", "held", "waiting", "waiting"]
    assert desk.state.jumps[0].skipped == ("E01",)


@pytest.mark.parametrize("year", [1969, 3000])
def test_a_jump_out_of_the_calendar_is_refused(year: int) -> None:
    desk = Desk().started()

    with refused(desk, "jump-too-far", first=1970, last=2999):
        timekeeping.jump(desk.session, to=NEXT_DAY.replace(year=year), reason="next day")


@pytest.mark.parametrize("rest", ["open", "unmet"])
def test_endex_says_what_becomes_of_the_rest_and_stops_the_clock(
    rest: Literal["open", "unmet"],
) -> None:
    desk = Desk(inject("E01", action("E01.a"))).started()
    conduct.release_inject(desk.session, "E01")
    desk.wait(MINUTE)

    timekeeping.end_exercise(desk.session, rest=rest)
    desk.wait(5 * MINUTE)

    assert desk.last.event == ExerciseEnded(rest=rest)
    assert (desk.state.stage, desk.state.ended_ms, desk.elapsed_ms()) == ("ended", MINUTE, MINUTE)
    assert desk.journal.backups == 1
    graded = score(desk.session.scenario, desk.state).actions[0]
    assert graded.completion == ("unmet" if rest == "unmet" else None)


def test_endex_out_of_a_pause_ends_the_pause() -> None:
    desk = Desk().started().wait(MINUTE)
    timekeeping.pause(desk.session)
    desk.wait(2 * MINUTE)

    timekeeping.end_exercise(desk.session)

    assert desk.state.ended_ms == MINUTE
    assert [p.wall_ms for p in desk.state.pauses] == [2 * MINUTE]


def test_endex_ends_an_emergency_too() -> None:
    desk = Desk().started()
    timekeeping.call_safety(desk.session, reason="real fire")

    timekeeping.end_exercise(desk.session)

    assert (desk.state.stage, desk.state.is_emergency) == ("ended", False)


@pytest.mark.parametrize("verb", ["safety", "adjust", "jump"])
def test_a_reason_is_required(verb: str) -> None:
    desk = Desk().started()

    with refused(desk, "empty-text", what="reason"):
        if verb == "safety":
            timekeeping.call_safety(desk.session, reason=" ")
        elif verb == "adjust":
            timekeeping.adjust_clock(desk.session, by_ms=1, reason="")
        else:
            timekeeping.jump(desk.session, to=NEXT_DAY, reason="")


def test_after_endex_what_was_seen_in_play_can_still_be_added() -> None:
    desk = Desk(inject("E01", action("E01.a"))).started()
    conduct.release_inject(desk.session, "E01")
    desk.wait(2 * MINUTE)
    timekeeping.end_exercise(desk.session)
    desk.wait(9 * MINUTE)

    recording.assess_action(desk.session, "E01.a", "met", hand=Hand(seen_ms=2 * MINUTE))
    with refused(desk, "seen-later", elapsed_ms=2 * MINUTE):
        recording.assess_action(desk.session, "E01.a", "unmet", hand=Hand(seen_ms=2 * MINUTE + 1))

    assert desk.state.assessments["E01.a"][0].observed_ms == 2 * MINUTE


def test_a_running_exercise_is_backed_up_every_ten_minutes() -> None:
    desk = Desk().started()

    desk.wait(10 * MINUTE)
    within_ten = desk.journal.backups
    desk.wait(2 * SECOND)
    after_ten = desk.journal.backups
    desk.wait(10 * MINUTE)

    assert (within_ten, after_ten, desk.journal.backups) == (0, 1, 2)


def test_another_boot_begins_the_ten_minutes_anew() -> None:
    desk = Desk().started().wait(9 * MINUTE)
    session = desk.session
    desk.clock.boot_id = "boot-2"
    reading = desk.clock.read()

    session.back_up_every_ten_minutes(reading)
    desk.clock.advance(5 * MINUTE)
    session.back_up_every_ten_minutes(desk.clock.read())

    assert desk.journal.backups == 0


def test_a_tick_that_need_not_be_kept_leaves_the_running_clock_as_it_was_noted() -> None:
    desk = Desk().started().wait(MINUTE)
    desk.clock.advance(SECOND)

    timekeeping.tick(desk.session, keep_clock=False)

    assert desk.journal.running_clock() == MINUTE


def test_each_tick_notes_the_running_clock() -> None:
    desk = Desk().started().wait(MINUTE)
    running_ms = desk.journal.running_clock()

    timekeeping.pause(desk.session)
    desk.wait(MINUTE)

    assert running_ms == MINUTE
    assert desk.journal.running_clock() is None
