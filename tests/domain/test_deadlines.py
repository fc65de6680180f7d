from __future__ import annotations

from datetime import timedelta

import pytest
from builders import HEADER, MINUTE, START, Rows, chained, inject, phase, scenario

from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import DeadlineMet, DeadlineSet
from tabletop.domain.play.deadlines import deadline_face, open_deadlines
from tabletop.domain.play.fold import fold
from tabletop.domain.play.state import DeadlineRecord, ExerciseState
from tabletop.domain.result.compilation import compile_debrief

HOUR = 60 * MINUTE
PLAN = scenario(inject("E01"), phases=(phase("F1", 0), phase("F2", 10 * MINUTE, START + timedelta(days=2))))


def deadline(
    text: str = "report", within_ms: int = HOUR, *, on_scenario: bool = False, inject: str | None = None
) -> DeadlineSet:
    clock = "scenario" if on_scenario else "exercise"
    return DeadlineSet(text=text, within_ms=within_ms, clock=clock, inject=inject)  # type: ignore[arg-type]  # one of two


def met(seq: int, station: str = "DIR") -> DeadlineMet:
    return DeadlineMet(text="report", deadline_station=station, deadline_seq=seq)


def only(state: ExerciseState) -> DeadlineRecord:
    (found,) = state.deadlines
    return found


def left_ms(rows: Rows, elapsed_ms: int) -> int:
    state = fold(PLAN, rows.recorded)
    return deadline_face(only(state), state, elapsed_ms).left_ms


def jump(days: int) -> ev.TimeJumped:
    return ev.TimeJumped(to=START + timedelta(days=days), reason="later")


def test_a_deadline_of_the_exercise_clock_is_not_moved_by_a_time_jump() -> None:
    rows = Rows()
    rows.add(deadline(), at_ms=MINUTE)
    rows.add(jump(3), at_ms=2 * MINUTE)

    assert only(fold(PLAN, rows.recorded)).due_ms == MINUTE + HOUR
    assert left_ms(rows, 11 * MINUTE) == 50 * MINUTE


def test_a_time_jump_moves_towards_a_deadline_of_the_scenario_clock() -> None:
    rows = Rows()
    rows.add(deadline(within_ms=24 * HOUR, on_scenario=True), at_ms=0)
    before = left_ms(rows, HOUR)
    rows.add(jump(1), at_ms=HOUR)

    assert only(fold(PLAN, rows.recorded)).due_at == START + timedelta(days=1)
    assert (before, left_ms(rows, HOUR), left_ms(rows, HOUR + 1)) == (23 * HOUR, 0, -1)


def test_a_deadline_begins_when_it_was_seen_on_the_scenario_clock_of_then() -> None:
    rows = Rows()
    rows.add(jump(1), at_ms=HOUR)
    rows.add(deadline(on_scenario=True), at_ms=2 * HOUR, seen_ms=HOUR - MINUTE)

    found = only(fold(PLAN, rows.recorded))

    assert (found.set_ms, found.due_at) == (HOUR - MINUTE, START + timedelta(minutes=119))


def test_a_start_at_a_phase_sets_the_scenario_clock_for_all_times() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted(phase="F2"), at_ms=10 * MINUTE)
    rows.add(deadline(on_scenario=True), at_ms=11 * MINUTE, seen_ms=9 * MINUTE)

    assert only(fold(PLAN, rows.recorded)).due_at == START + timedelta(days=2, minutes=59)


@pytest.mark.parametrize(
    ("length_ms", "left_ms", "warns"),
    [
        (10 * MINUTE, MINUTE + 1, False),
        (10 * MINUTE, MINUTE, True),
        (10 * MINUTE, 0, True),
        (10 * MINUTE, -1, False),
        (24 * HOUR, 15 * MINUTE + 1, False),
        (24 * HOUR, 15 * MINUTE, True),
    ],
)
def test_the_last_tenth_or_the_last_quarter_of_an_hour_warns(
    length_ms: int, left_ms: int, warns: bool
) -> None:
    rows = Rows()
    rows.add(deadline(within_ms=length_ms))
    state = fold(PLAN, rows.recorded)

    face = deadline_face(only(state), state, length_ms - left_ms)

    assert (face.left_ms, face.warns, face.is_overdue) == (left_ms, warns, left_ms < 0)


@pytest.mark.parametrize("on_scenario", [False, True])
@pytest.mark.parametrize(("done_ms", "status"), [(HOUR, "done"), (HOUR + 1, "late"), (None, "missed")])
def test_a_deadline_was_met_in_time_late_or_never(
    on_scenario: bool, done_ms: int | None, status: str
) -> None:
    rows = Rows()
    rows.add(deadline(on_scenario=on_scenario))
    if done_ms is not None:
        rows.add(met(1), at_ms=3 * HOUR, seen_ms=done_ms)
        rows.add(met(1), at_ms=4 * HOUR)
    state = fold(PLAN, rows.recorded)

    face = deadline_face(only(state), state, 5 * HOUR)

    assert face.status == status
    assert only(state).done_ms == done_ms


def test_open_deadlines_come_with_the_most_pressing_first() -> None:
    rows = Rows()
    rows.add(deadline("slow", 2 * HOUR))
    rows.add(deadline("fast"))
    rows.add(deadline("done", MINUTE))
    rows.add(met(3))
    state = fold(PLAN, rows.recorded)

    assert [face.deadline.text for face in open_deadlines(state, MINUTE)] == ["fast", "slow"]


def test_undo_of_either_row_leaves_no_trace_of_it() -> None:
    rows = Rows()
    rows.add(deadline())
    rows.add(met(1), at_ms=MINUTE)
    rows.add(ev.ActUndone(target_seq=2), at_ms=2 * MINUTE)
    reopened = fold(PLAN, rows.recorded)
    rows.add(ev.ActUndone(target_seq=1), at_ms=3 * MINUTE)

    assert only(reopened).is_open
    assert fold(PLAN, rows.recorded).deadlines == ()


def test_what_another_station_met_counts_though_its_row_stands_earlier() -> None:
    rows = Rows()
    rows.add(deadline(), at_ms=5 * MINUTE, station="P1")
    rows.add(met(1, "P1"), at_ms=4 * MINUTE, station="A1")

    assert only(fold(PLAN, rows.recorded)).done_ms == 4 * MINUTE


@pytest.mark.parametrize("within_ms", [0, -1, 10**18])
def test_a_merged_deadline_of_no_length_that_can_be_is_kept_without_effect(within_ms: int) -> None:
    rows = Rows()
    rows.add(deadline(within_ms=within_ms), station="P1")

    state = fold(PLAN, rows.recorded)

    assert (state.deadlines, state.rows["P1", 1]) == ((), "current")


def test_a_deadline_may_name_an_inject_that_nobody_knows() -> None:
    rows = Rows()
    rows.add(deadline(inject="X99"))

    assert only(fold(PLAN, rows.recorded)).inject == "X99"


def test_the_debrief_says_how_each_deadline_stood_at_endex() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    rows.add(deadline("short", MINUTE), at_ms=MINUTE)
    rows.add(deadline("long", HOUR, on_scenario=True, inject="E01"), at_ms=MINUTE)
    rows.add(ev.ExerciseEnded(), at_ms=3 * MINUTE)
    recorded = chained(rows.recorded)

    debrief = compile_debrief(PLAN, fold(PLAN, recorded), header=HEADER, recorded=recorded)

    short, long = debrief.deadlines
    assert (short.id, short.text, short.status, short.due_ms, short.due_at) == (
        "DIR:2", "short", "missed", 2 * MINUTE, None,
    )  # fmt: skip
    assert (long.clock, long.status, long.due_ms, long.inject) == ("scenario", "open", None, "E01")
    assert (long.set_ms, long.due_at) == (MINUTE, START + timedelta(minutes=61))
