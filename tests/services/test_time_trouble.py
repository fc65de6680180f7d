"""A long night and a restless clock: T+ counts what was played, and nothing goes out meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import MINUTE, SECOND, inject
from services.desk import Desk

from tabletop.domain.play.events import ExercisePaused, InjectReleased
from tabletop.services import timekeeping

HOUR = 60 * MINUTE
ROUND_THE_CLOCK = [inject(f"E{n:02}", at_ms=(n * 20 + 5) * MINUTE, auto=True) for n in range(1, 28)]


def pauses(desk: Desk) -> list[ExercisePaused]:
    return [row.event for row in desk.journal.recorded() if isinstance(row.event, ExercisePaused)]


def releases(desk: Desk) -> list[tuple[str, int]]:
    return [
        (row.event.inject, row.entry.elapsed_ms)
        for row in desk.journal.recorded()
        if isinstance(row.event, InjectReleased)
    ]


@pytest.mark.parametrize("does_mono_sleep", [True, False], ids=["linux", "windows"])
def test_nine_hours_of_sleep_pause_once_release_nothing_and_count_nothing(does_mono_sleep: bool) -> None:
    desk = Desk(*ROUND_THE_CLOCK).started().wait(10 * MINUTE)

    if does_mono_sleep:
        desk.sleep(9 * HOUR)
    else:
        desk.clock.advance(9 * HOUR)
    timekeeping.tick(desk.session)
    desk.wait(MINUTE)

    assert pauses(desk) == [ExercisePaused(reason="sleep")]
    assert releases(desk) == []
    assert (desk.state.stage, desk.elapsed_ms(), desk.last.entry.elapsed_ms) == ("paused", *[10 * MINUTE] * 2)


def test_after_nine_hours_of_sleep_the_plan_goes_on_at_its_own_times() -> None:
    desk = Desk(*ROUND_THE_CLOCK).started().wait(10 * MINUTE).sleep(9 * HOUR)
    timekeeping.tick(desk.session)

    timekeeping.resume(desk.session)
    desk.wait(20 * MINUTE)

    assert releases(desk) == [("E01", 25 * MINUTE)]


@pytest.mark.slow
def test_eight_hours_with_a_wall_clock_that_jumps_by_an_hour_lose_and_repeat_nothing() -> None:
    desk = Desk(*ROUND_THE_CLOCK).started()
    began_ns, steps = desk.clock.mono_ns, [timedelta(hours=1), timedelta(hours=-1)] * 8

    for step in steps:
        desk.wait(30 * MINUTE - 250)
        desk.clock.advance(250)
        desk.clock.wall_at += step  # between two ticks: what the monotonic clock counts was played
        timekeeping.tick(desk.session)
        timekeeping.resume(desk.session)

    played_ms = (desk.clock.mono_ns - began_ns) // 1_000_000
    assert played_ms == 8 * HOUR
    assert desk.elapsed_ms() - played_ms == 0
    assert pauses(desk) == [ExercisePaused(reason="sleep")] * len(steps)
    assert releases(desk) == [(f"E{n:02}", (n * 20 + 5) * MINUTE) for n in range(1, 24)]


@pytest.mark.slow
def test_small_steps_of_the_wall_clock_neither_pause_nor_drift() -> None:
    desk = Desk().started()

    for second in range(8 * 3_600):
        desk.clock.wall_at += timedelta(milliseconds=900 if second % 2 else -900)
        desk.wait(SECOND)

    assert pauses(desk) == []
    assert desk.elapsed_ms() == 8 * HOUR
