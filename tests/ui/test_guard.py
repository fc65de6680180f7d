"""The guard of live verbs: who rests, for how long, and with whom."""

from __future__ import annotations

from builders import ManualClock

from tabletop.ui.actions import Guard
from tabletop.ui.verbs import BY_ID, Verb

RELEASE, HOLD, PAUSE, UNDO, SKIP = (BY_ID[name] for name in ("release", "hold", "pause", "undo", "skip"))


def rested(*asked: Verb) -> list[bool]:
    """Ask for verbs one right after another."""
    guard = Guard(ManualClock().read)
    return [guard.lets(verb) for verb in asked]


def test_a_verb_acts_once_and_rests() -> None:
    assert rested(RELEASE, RELEASE, RELEASE) == [True, False, False]


def test_verbs_on_the_row_rest_together_and_clock_and_undo_each_alone() -> None:
    assert rested(RELEASE, HOLD, PAUSE, UNDO) == [True, False, True, True]


def test_a_verb_without_a_guard_never_rests() -> None:
    assert rested(SKIP, SKIP) == [True, True]


def test_a_rest_is_over_after_a_second_and_a_half_and_a_refused_press_does_not_prolong_it() -> None:
    clock = ManualClock()
    guard = Guard(clock.read)
    assert guard.lets(RELEASE)

    clock.advance(1_499)
    assert not guard.lets(RELEASE)
    clock.advance(1)

    assert guard.lets(RELEASE)


def test_the_guard_names_the_verb_after_which_another_rests() -> None:
    guard = Guard(ManualClock().read)
    assert guard.rests_after(HOLD) is None

    guard.lets(RELEASE)

    assert guard.rests_after(HOLD) is RELEASE
    assert guard.rests_after(PAUSE) is None
    assert guard.rests_after(SKIP) is None


def test_what_was_refused_may_be_tried_at_once() -> None:
    guard = Guard(ManualClock().read)
    guard.lets(RELEASE)

    guard.rearm()

    assert guard.lets(RELEASE)


def test_a_clock_that_went_back_locks_no_verb() -> None:
    clock = ManualClock()
    clock.advance(10_000)
    guard = Guard(clock.read)
    guard.lets(RELEASE)

    clock.mono_ns = 0

    assert guard.lets(RELEASE)
