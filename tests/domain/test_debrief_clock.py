"""The wall time of a T+ on paper counts pauses, adjustments and a start at a later phase."""

from __future__ import annotations

from datetime import timedelta

from builders import HEADER, MINUTE, START, Rows, inject, phase, scenario

from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.result.compilation import compile_debrief
from tabletop.domain.result.debrief import Debrief

PLAN = scenario(inject("E01"), phases=(phase("F1", 0), phase("F2", 30 * MINUTE)))


def debrief_of(rows: Rows) -> Debrief:
    return compile_debrief(PLAN, fold(PLAN, rows.recorded), header=HEADER, recorded=rows.recorded)


def test_wall_time_counts_the_pauses_before_it() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    rows.add(ev.ExercisePaused(reason="break"), at_ms=10 * MINUTE)
    rows.add(ev.ExerciseResumed(), at_ms=10 * MINUTE, wall_ms=25 * MINUTE)

    debrief = debrief_of(rows)

    walls = [debrief.wall_at(minutes * MINUTE) for minutes in (0, 10, 11)]
    assert walls == [START + timedelta(minutes=m) for m in (0, 10, 26)]


def test_wall_time_follows_an_adjusted_clock() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    rows.add(ev.ClockAdjusted(by_ms=4 * MINUTE, reason="late"), at_ms=14 * MINUTE, wall_ms=10 * MINUTE)

    debrief = debrief_of(rows)

    assert debrief.wall_at(20 * MINUTE) == START + timedelta(minutes=16)


def test_wall_time_counts_from_the_phase_at_which_play_began() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted(phase="F2"), at_ms=30 * MINUTE, wall_ms=0)

    debrief = debrief_of(rows)

    assert debrief.wall_at(35 * MINUTE) == START + timedelta(minutes=5)


def test_wall_time_before_startex_is_unknown() -> None:
    debrief = debrief_of(Rows())

    assert debrief.wall_at(0) is None
