"""Every row on the exercise clock: T(w) of design 5, stations with a clock of their own, the order."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from builders import MINUTE, SECOND, START, Rows, scenario
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.play.alignment import Aligned, ExerciseTimeline, align
from tabletop.domain.play.events import (
    ClockAdjusted,
    Event,
    ExerciseEnded,
    ExercisePaused,
    ExerciseResumed,
    ExerciseStarted,
    NoteTaken,
    SafetyCalled,
)
from tabletop.domain.play.fold import fold
from tabletop.domain.play.stations import ClockMarked, ClockSynced, ConductTakenOver, StationOpened

NOTE = NoteTaken(text="seen")


def at(wall_ms: int) -> datetime:
    return START + timedelta(milliseconds=wall_ms)


def timeline(*rows: tuple[Event, int, int]) -> ExerciseTimeline:
    """Make a timeline of the director's rows: (event, wall milliseconds, T+ milliseconds)."""
    journal = Rows()
    for event, wall_ms, at_ms in rows:
        journal.add(event, at_ms=at_ms, wall_ms=wall_ms)
    return ExerciseTimeline(journal.recorded)


# T(w) ---------------------------------------------------------------------------------------------


def test_before_startex_it_is_zero() -> None:
    startex = (ExerciseStarted(phase="F2"), 10 * MINUTE, 30 * MINUTE)

    times = timeline(startex)

    assert times.elapsed_at(at(10 * MINUTE - 1)) == 0
    assert times.elapsed_at(at(10 * MINUTE)) == 30 * MINUTE


def test_without_a_start_it_is_always_zero() -> None:
    assert timeline().elapsed_at(at(90 * MINUTE)) == 0


@pytest.mark.parametrize("wall_ms", [1, 1_001, 1_003, 7_200_001])
def test_after_a_start_it_runs_with_the_wall_to_the_millisecond(wall_ms: int) -> None:
    times = timeline((ExerciseStarted(), 0, 0))

    assert times.elapsed_at(at(wall_ms)) == wall_ms


@pytest.mark.parametrize("stop", [ExercisePaused(), SafetyCalled(reason="ambulance"), ExerciseEnded()])
def test_after_a_pause_a_safety_call_or_endex_it_stands_still(stop: Event) -> None:
    times = timeline((ExerciseStarted(), 0, 0), (stop, 10 * MINUTE, 10 * MINUTE))

    assert times.elapsed_at(at(10 * MINUTE)) == 10 * MINUTE
    assert times.elapsed_at(at(50 * MINUTE)) == 10 * MINUTE


def test_a_pause_written_after_a_sleep_caps_the_time_before_it() -> None:
    times = timeline((ExerciseStarted(), 0, 0), (ExercisePaused(reason="sleep"), 60 * MINUTE, 10 * MINUTE))

    assert times.elapsed_at(at(9 * MINUTE)) == 9 * MINUTE
    assert times.elapsed_at(at(30 * MINUTE)) == 10 * MINUTE


def test_a_resume_runs_on_from_where_it_stood() -> None:
    times = timeline(
        (ExerciseStarted(), 0, 0),
        (ExercisePaused(), 10 * MINUTE, 10 * MINUTE),
        (ExerciseResumed(), 25 * MINUTE, 10 * MINUTE),
    )

    assert times.elapsed_at(at(26 * MINUTE)) == 11 * MINUTE


def test_an_adjust_while_running_moves_it_from_then_on_only() -> None:
    times = timeline(
        (ExerciseStarted(), 0, 0),
        (ClockAdjusted(by_ms=-4 * MINUTE, reason="late"), 10 * MINUTE, 6 * MINUTE),
        (ExercisePaused(), 12 * MINUTE, 8 * MINUTE),
    )

    assert times.elapsed_at(at(9 * MINUTE)) == 9 * MINUTE
    assert times.elapsed_at(at(11 * MINUTE)) == 7 * MINUTE


def test_an_adjust_in_a_pause_moves_it_but_does_not_start_it() -> None:
    times = timeline(
        (ExerciseStarted(), 0, 0),
        (ExercisePaused(), 10 * MINUTE, 10 * MINUTE),
        (ClockAdjusted(by_ms=2 * MINUTE, reason="late"), 11 * MINUTE, 12 * MINUTE),
    )

    assert times.elapsed_at(at(40 * MINUTE)) == 12 * MINUTE


def test_only_the_conduct_chain_moves_it() -> None:
    journal = Rows()
    journal.add(ExerciseStarted(), at_ms=0)
    journal.add(ExercisePaused(), at_ms=5 * MINUTE, station="P1")

    times = ExerciseTimeline(journal.recorded)

    assert times.elapsed_at(at(8 * MINUTE)) == 8 * MINUTE


def test_a_wall_time_that_came_twice_belongs_to_the_later_row() -> None:
    times = timeline(
        (ExerciseStarted(), 60 * MINUTE, 0),
        (ExercisePaused(), 70 * MINUTE, 10 * MINUTE),
        (ExerciseResumed(), 75 * MINUTE, 10 * MINUTE),
        (ExercisePaused(), 85 * MINUTE, 20 * MINUTE),
        (ExerciseResumed(), 30 * MINUTE, 20 * MINUTE),  # the director's clock was set back an hour
    )

    assert times.elapsed_at(at(20 * MINUTE)) == 0
    assert times.elapsed_at(at(40 * MINUTE)) == 30 * MINUTE
    assert times.elapsed_at(at(80 * MINUTE)) == 70 * MINUTE


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pause", "safety", "sleep", "resume", "adjust", "nothing"]),
        st.integers(0, 900_000),  # wall time that passes before it
        st.integers(-600_000, 600_000),  # by how much an adjust moves
        st.integers(0, 3_600_000),  # how long a sleep lasts
    ),
    max_size=14,
)


@given(STEPS, st.booleans(), st.randoms(use_true_random=False))
def test_at_any_wall_time_it_is_what_the_directors_clock_showed(
    steps: list[tuple[str, int, int, int]], ends: bool, random: Random
) -> None:
    rows, shown = _live_clock(steps, ends=ends, random=random)

    times = ExerciseTimeline(rows.recorded)

    assert {wall_ms: times.elapsed_at(at(wall_ms)) for wall_ms in shown} == shown


def _live_clock(
    steps: list[tuple[str, int, int, int]], *, ends: bool, random: Random
) -> tuple[Rows, dict[int, int]]:
    """Let a director's clock run: return its rows, and what it showed at many wall times."""
    rows = Rows()
    wall_ms, elapsed_ms, runs = 1_000, 0, True
    shown = {0: 0, 999: 0}
    rows.add(ExerciseStarted(), at_ms=0, wall_ms=wall_ms)
    for kind, passes_ms, by_ms, sleeps_ms in [*steps, ("endex" if ends else "nothing", 60_000, 0, 0)]:
        look_ms = random.randint(0, passes_ms)
        shown[wall_ms + look_ms] = elapsed_ms + (look_ms if runs else 0)
        wall_ms += passes_ms
        elapsed_ms += passes_ms if runs else 0
        event: Event | None = None
        if kind == "adjust":
            elapsed_ms = max(0, elapsed_ms + by_ms)
            event = ClockAdjusted(by_ms=by_ms, reason="moved")
        elif kind == "sleep" and runs:
            shown[wall_ms + sleeps_ms // 2] = elapsed_ms
            wall_ms += sleeps_ms
            event, runs = ExercisePaused(reason="sleep"), False
        elif kind in ("pause", "safety", "endex") and (runs or kind == "endex"):
            stops = {
                "pause": ExercisePaused(),
                "safety": SafetyCalled(reason="fire"),
                "endex": ExerciseEnded(),
            }
            event, runs = stops[kind], False
        elif kind == "resume" and not runs:
            event, runs = ExerciseResumed(), True
        if event is not None:
            rows.add(event, at_ms=elapsed_ms, wall_ms=wall_ms)
        shown[wall_ms] = elapsed_ms
    return rows, shown


# A station's own clock ----------------------------------------------------------------------------


def offline_observer(opened_wall_ms: int) -> Rows:
    """An exercise paused from minute 10 to 25 of the wall, and a laptop whose stopwatch never pauses."""
    rows = Rows()
    rows.add(ExerciseStarted(), at_ms=0)
    rows.add(ExercisePaused(), at_ms=10 * MINUTE)
    rows.add(ExerciseResumed(), at_ms=10 * MINUTE, wall_ms=25 * MINUTE)
    rows.add(StationOpened(clock="own"), station="P1", wall_ms=opened_wall_ms)
    return rows


def note_of(rows: Rows, station: str = "P1") -> Aligned:
    return next(a for a in align(rows.recorded) if a.entry.station == station and a.event == NOTE)


def test_an_own_clock_is_recorded_at_the_exercise_time_of_its_wall_time() -> None:
    rows = offline_observer(5 * MINUTE)
    rows.add(NOTE, station="P1", at_ms=25 * MINUTE, wall_ms=30 * MINUTE)

    note = note_of(rows)

    assert (note.at_ms, note.observed_ms) == (15 * MINUTE, 15 * MINUTE)


def test_an_own_clock_observed_that_much_earlier_on_the_wall() -> None:
    rows = offline_observer(5 * MINUTE)
    rows.add(NOTE, station="P1", at_ms=25 * MINUTE, seen_ms=3 * MINUTE, wall_ms=30 * MINUTE)

    note = note_of(rows)

    assert (note.at_ms, note.observed_ms) == (15 * MINUTE, 8 * MINUTE)


def test_an_own_clock_may_have_observed_before_it_was_opened() -> None:
    rows = offline_observer(5 * MINUTE)
    rows.add(NOTE, station="P1", at_ms=MINUTE, seen_ms=-2 * MINUTE, wall_ms=6 * MINUTE)

    assert note_of(rows).observed_ms == 3 * MINUTE


def test_an_exercise_clock_is_used_as_it_stands() -> None:
    rows = offline_observer(5 * MINUTE)
    rows.add(StationOpened(clock="exercise"), station="P2", at_ms=10 * MINUTE, wall_ms=24 * MINUTE)
    rows.add(NOTE, station="P2", at_ms=11 * MINUTE, seen_ms=7 * MINUTE, wall_ms=99 * MINUTE)

    note = note_of(rows, "P2")

    assert (note.at_ms, note.observed_ms) == (11 * MINUTE, 7 * MINUTE)


def test_a_station_may_switch_its_clock() -> None:
    rows = offline_observer(0)
    rows.add(NoteTaken(text="offline"), station="P1", at_ms=30 * MINUTE, wall_ms=30 * MINUTE)
    rows.add(StationOpened(clock="exercise"), station="P1", at_ms=16 * MINUTE, wall_ms=31 * MINUTE)
    rows.add(NOTE, station="P1", at_ms=17 * MINUTE, wall_ms=32 * MINUTE)

    at_ms = [a.at_ms for a in align(rows.recorded) if a.entry.station == "P1"]

    assert at_ms == [0, 15 * MINUTE, 16 * MINUTE, 17 * MINUTE]


def test_no_row_is_rewritten() -> None:
    rows = offline_observer(5 * MINUTE)
    row = rows.add(NOTE, station="P1", at_ms=25 * MINUTE, wall_ms=30 * MINUTE)

    assert note_of(rows).entry is row.entry


# Order --------------------------------------------------------------------------------------------


def test_rows_stand_by_exercise_time_then_station_then_number() -> None:
    rows = Rows()
    rows.add(NOTE, station="P2", at_ms=SECOND)
    rows.add(NOTE, station="P1", at_ms=SECOND)
    rows.add(NOTE, station="P1", at_ms=SECOND)
    rows.add(NOTE, station="P9", at_ms=0)

    order = [(a.entry.station, a.entry.seq) for a in align(rows.recorded)]

    assert order == [("P9", 1), ("P1", 1), ("P1", 2), ("P2", 1)]


def test_an_adjust_back_does_not_break_the_directors_own_order() -> None:
    rows = Rows()
    rows.add(ExerciseStarted(), at_ms=0)
    rows.add(NOTE, at_ms=10 * MINUTE)
    rows.add(ClockAdjusted(by_ms=-5 * MINUTE, reason="late"), at_ms=5 * MINUTE, wall_ms=10 * MINUTE)
    rows.add(NOTE, at_ms=6 * MINUTE, wall_ms=11 * MINUTE)

    aligned = align(rows.recorded)

    assert [a.entry.seq for a in aligned] == [1, 2, 3, 4]
    assert [a.at_ms // MINUTE for a in aligned] == [0, 10, 5, 6]


CHAINS = st.lists(
    st.tuples(
        st.sampled_from(["DIR", "P1", "P2"]),
        st.integers(0, 50_000),
        st.sampled_from(
            [
                NOTE,
                NOTE,
                StationOpened(clock="own"),
                StationOpened(clock="exercise"),
                ExerciseStarted(),
                ExercisePaused(),
                ExerciseResumed(),
                ClockAdjusted(by_ms=-1, reason="x"),
            ]
        ),
        st.integers(0, 50_000),
        st.none() | st.integers(-10_000, 50_000),
    ),
    max_size=25,
)


@given(CHAINS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter_and_no_station_is_reordered(
    chain: list[tuple[str, int, Event, int, int | None]], random: Random
) -> None:
    rows = Rows()
    for station, at_ms, event, wall_ms, seen_ms in chain:
        rows.add(event, station=station, at_ms=at_ms, wall_ms=wall_ms, seen_ms=seen_ms)
    arrived = list(rows.recorded)
    random.shuffle(arrived)

    aligned = align(arrived)

    assert aligned == align(rows.recorded)
    for station in ("DIR", "P1", "P2"):
        seqs = [a.entry.seq for a in aligned if a.entry.station == station]
        assert seqs == sorted(seqs)


# A clock that is off ------------------------------------------------------------------------------

HOUR = 60 * MINUTE


def drifting_observer(*, marks: tuple[int, ...]) -> Rows:
    """An exercise of two hours; P1's clock runs 3 h ahead and gains 2 s an hour, from the director's 0.

    A mark is pressed on both laptops at each of the director's wall times in `marks`.
    """
    rows = Rows()
    rows.add(ExerciseStarted(), at_ms=0)
    rows.add(StationOpened(clock="own"), station="P1", wall_ms=shown_at(0))
    for number, wall_ms in enumerate(marks, start=1):
        rows.add(ClockMarked(number=number), at_ms=wall_ms)
        rows.add(ClockMarked(number=number), station="P1", wall_ms=shown_at(wall_ms))
    return rows


def shown_at(director_ms: int) -> int:
    """Return what the drifting clock shows when the director's shows `director_ms`."""
    return director_ms + 3 * HOUR + 2 * SECOND * director_ms // HOUR


def test_between_two_marks_an_offset_of_hours_and_a_drift_are_reckoned_out() -> None:
    rows = drifting_observer(marks=(0, 2 * HOUR))
    rows.add(NOTE, station="P1", at_ms=HOUR, wall_ms=shown_at(90 * MINUTE))

    assert abs(note_of(rows).at_ms - 90 * MINUTE) <= 1


def test_after_one_mark_only_the_drift_since_remains() -> None:
    rows = drifting_observer(marks=(0,))
    rows.add(NOTE, station="P1", at_ms=HOUR, wall_ms=shown_at(90 * MINUTE))

    assert note_of(rows).at_ms == 90 * MINUTE + 3 * SECOND


def test_what_was_seen_before_the_laptop_was_opened_is_placed_too() -> None:
    rows = drifting_observer(marks=(0, 2 * HOUR))
    rows.add(NOTE, station="P1", at_ms=MINUTE, seen_ms=-9 * MINUTE, wall_ms=shown_at(30 * MINUTE))

    note = note_of(rows)

    assert abs(note.at_ms - 30 * MINUTE) <= 1
    assert abs(note.observed_ms - 20 * MINUTE) <= 1


def test_a_branch_of_a_station_has_its_clock_and_its_syncs() -> None:
    rows = drifting_observer(marks=(0,))
    rows.add(NOTE, station="P1~3f2a", at_ms=MINUTE, wall_ms=shown_at(0) + 10 * MINUTE)

    assert note_of(rows, "P1~3f2a").at_ms == 10 * MINUTE


# After ENDEX --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall_min", "seen_before_min", "is_after"),
    [(60, 0, False), (61, 0, True), (70, 10, False), (70, 9, True)],
)
def test_what_was_seen_after_endex_is_told_though_the_times_stand_still(
    wall_min: int, seen_before_min: int, is_after: bool
) -> None:
    rows = Rows()
    rows.add(ExerciseStarted(), at_ms=0)
    rows.add(ExerciseEnded(), at_ms=60 * MINUTE)
    rows.add(StationOpened(clock="own"), station="P1", wall_ms=0)
    seen_ms = (wall_min - seen_before_min) * MINUTE
    rows.add(NOTE, station="P1", at_ms=wall_min * MINUTE, seen_ms=seen_ms, wall_ms=wall_min * MINUTE)

    note = note_of(rows)

    assert note.is_after_endex == is_after
    assert note.observed_ms == 60 * MINUTE


def test_an_exercise_clock_is_never_after_endex() -> None:
    rows = Rows()
    rows.add(ExerciseStarted(), at_ms=0)
    rows.add(ExerciseEnded(), at_ms=60 * MINUTE)
    rows.add(NOTE, station="P1", at_ms=60 * MINUTE, wall_ms=99 * MINUTE)

    assert (note_of(rows).is_own_clock, note_of(rows).is_after_endex) == (False, False)


# Another laptop conducts --------------------------------------------------------------------------


def taken_over(*, head_seq: int = 2, by_clock_ms: int = 0) -> Rows:
    """DIR pauses at minute 10 and dies; DIR-2 resumes at minute 25 of the wall and pauses at T+15.

    DIR-2's clock runs `by_clock_ms` ahead, which it knows. DIR goes on too, in vain: it resumes at once.
    """
    rows = Rows()
    rows.add(ExerciseStarted(), at_ms=0)
    rows.add(ExercisePaused(), at_ms=10 * MINUTE)
    rows.add(ExerciseResumed(), at_ms=10 * MINUTE)
    head = ConductTakenOver(station="DIR", head_seq=head_seq, head_hash="ab" * 32)
    for event, at_ms, wall_ms in (
        (head, 10 * MINUTE, 24 * MINUTE),
        (ClockSynced(station="DIR-2", offset_ms=by_clock_ms), 10 * MINUTE, 24 * MINUTE),
        (ExerciseResumed(), 10 * MINUTE, 25 * MINUTE),
        (ExercisePaused(), 15 * MINUTE, 30 * MINUTE),
    ):
        rows.add(event, station="DIR-2", at_ms=at_ms, wall_ms=wall_ms + by_clock_ms)
    rows.add(StationOpened(clock="own"), station="P1", wall_ms=0)
    return rows


@pytest.mark.parametrize("by_clock_ms", [0, 3 * HOUR])
@pytest.mark.parametrize(("wall_min", "at_min"), [(9, 9), (20, 10), (27, 12), (50, 15)])
def test_after_a_takeover_the_turns_are_those_of_the_new_conductor(
    by_clock_ms: int, wall_min: int, at_min: int
) -> None:
    rows = taken_over(by_clock_ms=by_clock_ms)
    rows.add(NOTE, station="P1", at_ms=wall_min * MINUTE, wall_ms=wall_min * MINUTE)

    assert note_of(rows).at_ms == at_min * MINUTE


def test_a_timeline_finds_the_chain_and_takes_clocks_to_be_right_where_it_is_told_nothing() -> None:
    times = ExerciseTimeline(taken_over().recorded)

    assert [times.elapsed_at(at(minute * MINUTE)) // MINUTE for minute in (20, 27, 50)] == [10, 12, 15]


# What an own clock must not move ------------------------------------------------------------------


def test_an_own_clock_moves_neither_the_exercises_time_nor_when_it_was_last_written() -> None:
    rows = Rows()
    rows.add(ExerciseStarted(), at_ms=0)
    rows.add(NOTE, at_ms=10 * MINUTE)
    rows.add(StationOpened(clock="own"), station="P1", wall_ms=5 * HOUR)
    rows.add(NOTE, station="P1", at_ms=HOUR, wall_ms=6 * HOUR)

    state = fold(scenario(), rows.recorded)

    assert state.elapsed_ms == 10 * MINUTE
    assert state.last_at == at(10 * MINUTE)


def test_a_logbook_alone_was_last_written_when_its_own_clock_said() -> None:
    rows = Rows()
    rows.add(StationOpened(clock="own"), station="P1", wall_ms=5 * HOUR)

    state = fold(scenario(), rows.recorded)

    assert (state.elapsed_ms, state.last_at) == (0, at(5 * HOUR))
