"""A director's clock stops at once, though the disk refuses to say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from builders import MINUTE, START, inject
from services.desk import Desk, refused

from tabletop.domain.play.events import DecisionLogged
from tabletop.services import conduct, prepare, recording, timekeeping
from tabletop.services.session import Session

WAIT = DecisionLogged(cell="OPS", text="wait")


def call(session: Session) -> object:
    return timekeeping.call_safety(session, reason="a real fire")


@pytest.fixture
def desk() -> Desk:
    """An exercise at T+00:01 whose disk is full, with an AUTO inject half a minute ahead."""
    desk = Desk(inject("E01", at_ms=MINUTE + 30_000, auto=True), inject("E02", at_ms=None)).started()
    desk.wait(MINUTE)
    desk.journal.appends_before_full = 0
    return desk


def later(desk: Desk) -> None:
    """A minute passes and the disk works again."""
    desk.wait(MINUTE)
    desk.journal.appends_before_full = None


@pytest.mark.parametrize("stop", [timekeeping.pause, call])
def test_a_stop_that_cannot_be_written_stops_the_clock_all_the_same(
    desk: Desk, stop: Callable[[Session], object]
) -> None:
    with refused(desk, "disk-full"):
        stop(desk.session)
    shown_ms = desk.session.shown_ms()
    later(desk)

    assert (shown_ms, desk.session.shown_ms()) == (MINUTE, MINUTE)
    assert desk.session.is_halted
    assert desk.inject("E01").status == "waiting"


@pytest.mark.parametrize("stop", [timekeeping.pause, call])
def test_trying_again_writes_the_moment_at_which_the_clock_was_stopped(
    desk: Desk, stop: Callable[[Session], object]
) -> None:
    with refused(desk, "disk-full"):
        stop(desk.session)
    later(desk)

    stop(desk.session)

    entry = desk.last.entry
    assert (entry.elapsed_ms, entry.mono_ns) == (MINUTE, MINUTE * 1_000_000)
    assert desk.state.pauses[0].began_at == START + timedelta(minutes=1)
    assert (desk.state.stage, desk.session.is_halted) == ("paused", False)


def test_the_clock_can_be_stopped_before_anything_is_written(desk: Desk) -> None:
    rows = len(desk.journal.recorded())

    timekeeping.stop_at_once(desk.session)
    desk.wait(MINUTE)
    timekeeping.stop_at_once(desk.session)

    assert (desk.session.shown_ms(), len(desk.journal.recorded())) == (MINUTE, rows)


def test_any_other_act_writes_the_pause_first_and_is_then_judged(desk: Desk) -> None:
    timekeeping.stop_at_once(desk.session)
    with refused(desk, "disk-full"):
        conduct.release_inject(desk.session, "E02")
    later(desk)

    recording.log_decision(desk.session, WAIT)
    with refused(desk, "is-paused"):
        conduct.release_inject(desk.session, "E02")

    assert desk.kinds[-2:] == ["pause", "decide"]
    assert {row.entry.elapsed_ms for row in desk.journal.recorded()[-2:]} == {MINUTE}
    assert desk.journal.backups == 1


def test_the_exercise_runs_on_from_where_it_was_stopped(desk: Desk) -> None:
    timekeeping.stop_at_once(desk.session)
    later(desk)

    timekeeping.resume(desk.session)
    desk.wait(MINUTE)

    assert desk.kinds[-3:] == ["pause", "resume", "release"]
    assert desk.inject("E01").released_ms == MINUTE + 30_000
    assert desk.state.pauses[0].wall_ms == MINUTE


def test_after_a_sleep_the_clock_is_stopped_where_the_program_was_last_awake(desk: Desk) -> None:
    desk.sleep(9 * 60 * MINUTE)

    timekeeping.stop_at_once(desk.session)

    assert desk.session.shown_ms() == MINUTE


def test_a_program_that_dies_before_the_row_reopens_as_after_a_crash(desk: Desk) -> None:
    timekeeping.stop_at_once(desk.session)
    later(desk)

    desk.reopen()

    assert desk.last.event.reason == "crash"
    assert (desk.state.stage, desk.elapsed_ms()) == ("paused", MINUTE)


def test_a_program_that_is_closed_writes_the_pause(desk: Desk) -> None:
    timekeeping.stop_at_once(desk.session)
    later(desk)

    prepare.close_session(desk.session)

    assert desk.kinds[-1] == "pause"
    assert desk.journal.is_closed


@pytest.mark.parametrize("stage", ["before", "paused", "ended"])
def test_a_clock_that_stands_by_a_row_is_not_halted(stage: str) -> None:
    desk = Desk()
    if stage != "before":
        desk.started().wait(MINUTE)
        (timekeeping.pause if stage == "paused" else timekeeping.end_exercise)(desk.session)

    timekeeping.stop_at_once(desk.session)

    assert not desk.session.is_halted


def test_a_call_without_words_stops_nothing(desk: Desk) -> None:
    with refused(desk, "empty-text", what="reason"):
        timekeeping.call_safety(desk.session, reason=" ")

    assert not desk.session.is_halted
