"""Exercise time: persisted elapsed plus a monotonic difference, whatever the wall clock does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import START
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.play.clock import CLOCK_SKEW_MS, TICK_GAP_MS, Reading, RunningClock, is_gap

NOW = Reading(wall_at=START, mono_ns=7_000_000_000, boot_id="boot-1")
wall_steps_ms = st.sampled_from([0, 0, 1, -1, 3_600_000, -3_600_000])


def after(reading: Reading, mono_ms: int, *, wall_ms: int | None = None) -> Reading:
    """A later look: the monotonic clock went on by `mono_ms`, the wall by the same or by `wall_ms`."""
    passed_ms = mono_ms if wall_ms is None else wall_ms
    return replace(
        reading,
        mono_ns=reading.mono_ns + mono_ms * 1_000_000,
        wall_at=reading.wall_at + timedelta(milliseconds=passed_ms),
    )


def test_a_clock_that_does_not_run_stands() -> None:
    clock = RunningClock(elapsed_ms=90_000)

    assert clock.elapsed_at(after(NOW, 3_600_000)) == 90_000


def test_a_running_clock_counts_whole_milliseconds_of_the_monotonic_clock() -> None:
    clock = RunningClock(elapsed_ms=90_000, since=NOW)
    later = replace(NOW, mono_ns=NOW.mono_ns + 1_999_999)

    assert clock.elapsed_at(later) == 90_001


def test_a_running_clock_never_shows_less_than_it_began_with() -> None:
    clock = RunningClock(elapsed_ms=90_000, since=NOW)
    earlier = replace(NOW, mono_ns=0)

    assert clock.elapsed_at(earlier) == 90_000


@given(st.lists(st.tuples(st.integers(0, 100_000), wall_steps_ms), max_size=20))
def test_wall_clock_steps_of_an_hour_neither_move_the_clock_nor_turn_it_back(
    looks: list[tuple[int, int]],
) -> None:
    clock = RunningClock(elapsed_ms=5_000, since=NOW)
    reading, awake_ms, shown = NOW, 0, [5_000]

    for mono_ms, wall_step_ms in looks:
        reading = after(reading, mono_ms, wall_ms=mono_ms + wall_step_ms)
        awake_ms += mono_ms
        shown.append(clock.elapsed_at(reading))

    assert shown == sorted(shown)
    assert shown[-1] == 5_000 + awake_ms


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 100_000)), max_size=20))
def test_time_in_pauses_does_not_count(stretches: list[tuple[bool, int]]) -> None:
    clock, reading = RunningClock(elapsed_ms=0), NOW

    for runs, lasts_ms in stretches:
        clock = RunningClock(elapsed_ms=clock.elapsed_at(reading), since=reading if runs else None)
        reading = after(reading, lasts_ms)

    assert clock.elapsed_at(reading) == sum(lasts_ms for runs, lasts_ms in stretches if runs)


@pytest.mark.parametrize(
    ("mono_ms", "wall_ms", "gap"),
    [
        (0, 0, False),
        (1_000, 1_000, False),
        (TICK_GAP_MS, TICK_GAP_MS, False),
        (TICK_GAP_MS + 1, TICK_GAP_MS + 1, True),
        (1_000, 1_000 + CLOCK_SKEW_MS, False),
        (1_000, 1_000 + CLOCK_SKEW_MS + 1, True),
        (3_000, 3_000 - CLOCK_SKEW_MS, False),
        (3_000, 3_000 - CLOCK_SKEW_MS - 1, True),
        (0, CLOCK_SKEW_MS + 1, True),  # 2.001 s reads 2,000 ms in floats
        (1_000, 601_000, True),  # Linux asleep: the monotonic clock stood
        (600_000, 600_000, True),  # Windows asleep: it ran on
        (1_000, -3_599_000, True),  # the wall clock was set back
        (-1, -1, True),
    ],
)
def test_a_long_silence_or_a_moved_wall_clock_is_a_gap(mono_ms: int, wall_ms: int, gap: bool) -> None:
    assert is_gap(NOW, after(NOW, mono_ms, wall_ms=wall_ms)) is gap


def test_another_boot_is_a_gap() -> None:
    assert is_gap(NOW, replace(after(NOW, 1_000), boot_id="boot-2"))
