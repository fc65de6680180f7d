"""Sounds: due and late, seldom, once for many, and never without something to see."""

from __future__ import annotations

import wave
from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import get_args

import pytest
from builders import MINUTE, Rows, action, inject, scenario
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tabletop.domain.plan.msel import Inject
from tabletop.domain.play.board import Board, board_at
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import ExerciseStarted, InjectReleased
from tabletop.domain.play.fold import fold
from tabletop.ui.sounds import Chimes, Sound, Sounds, sound_file

SECOND_NS = 1_000_000_000


class Ear:
    """Hears a plan second by second; `heard` lists each sound with its T+ in seconds."""

    def __init__(self, *injects: Inject) -> None:
        self.outlook = Outlook.of(scenario(*injects))
        self.rows = Rows()
        self.rows.add(ExerciseStarted())
        self.chimes = Chimes()
        self.second = 0
        self.is_unsaved = False
        self.heard: list[tuple[int, Sound]] = []

    def board(self) -> Board:
        state = fold(self.outlook.scenario, self.rows.recorded)
        return board_at(self.outlook, state, self.second * 1_000)

    def listen(self, seconds: int) -> Ear:
        for _ in range(seconds):
            sound = self.chimes.next(
                self.board(), is_unsaved=self.is_unsaved, mono_ns=self.second * SECOND_NS
            )
            if sound is not None:
                self.heard.append((self.second, sound))
            self.second += 1
        return self

    def release(self, number: str) -> Ear:
        self.rows.add(InjectReleased(inject=number), at_ms=self.second * 1_000)
        return self


def test_a_due_inject_is_heard_once_and_once_more_when_it_is_overdue() -> None:
    ear = Ear(inject("E01", at_ms=MINUTE))

    ear.listen(600)

    assert ear.heard == [(61, "due"), (122, "overdue")]


def test_an_inject_that_is_released_when_it_is_due_is_never_heard() -> None:
    ear = Ear(inject("E01", at_ms=MINUTE))

    ear.listen(61).release("E01").listen(600)

    assert ear.heard == []


def test_an_action_that_gets_late_is_heard_once() -> None:
    ear = Ear(inject("E01", action("E01.a", limit_ms=2 * MINUTE), at_ms=MINUTE))

    ear.listen(60).release("E01").listen(600)

    assert ear.heard == [(182, "overdue")]


def test_many_that_get_late_together_make_one_sound() -> None:
    ear = Ear(*(inject(f"E{n:02}", at_ms=MINUTE) for n in range(1, 30)))

    ear.listen(600)

    assert ear.heard == [(61, "due"), (122, "overdue")]


def test_there_is_at_most_one_sound_in_twenty_seconds_and_none_is_lost() -> None:
    ear = Ear(*(inject(f"E{n:02}", at_ms=MINUTE + n * 1_000) for n in range(1, 30)))

    ear.listen(900)

    times = [second for second, _ in ear.heard]
    assert all(later - earlier >= 20 for earlier, later in pairwise(times))
    assert ear.heard[0] == (62, "due")
    assert ear.heard[-1][1] == "overdue"
    assert len(times) <= 6


def test_what_came_in_the_rest_and_is_gone_after_it_stays_silent() -> None:
    ear = Ear(inject("E01", at_ms=MINUTE), inject("E02", at_ms=MINUTE + 5_000))

    ear.listen(62).release("E01").listen(10).release("E02").listen(600)

    assert ear.heard == [(61, "due")]


def test_what_waits_already_when_an_exercise_is_opened_is_silent() -> None:
    ear = Ear(inject("E01", at_ms=0), inject("E02", at_ms=20 * MINUTE))
    ear.second = 600

    ear.listen(300)

    assert ear.heard == []


def test_what_waits_in_the_next_exercise_when_it_is_opened_is_silent(qtbot: QtBot) -> None:
    sounds = Sounds(QWidget(), is_on=False)
    sounds.look(Ear(inject("E01", at_ms=MINUTE)).board(), is_unsaved=False, mono_ns=0)
    late = Ear(inject("E01", at_ms=0))
    late.second = 600

    sounds.start_anew()

    heard = [
        sounds._chimes.next(late.board(), is_unsaved=False, mono_ns=n * SECOND_NS) for n in range(600, 660)
    ]
    assert heard == [None] * 60


def test_a_failed_save_is_heard_at_once_also_within_the_rest() -> None:
    ear = Ear(inject("E01", at_ms=MINUTE))
    ear.listen(65)

    ear.is_unsaved = True
    ear.listen(30)

    assert ear.heard == [(61, "due"), (65, "unsaved")]


def test_a_failed_save_is_heard_again_only_after_a_save_went_through() -> None:
    ear = Ear()
    ear.is_unsaved = True
    ear.listen(100)
    ear.is_unsaved = False
    ear.listen(1)

    ear.is_unsaved = True
    ear.listen(100)

    assert ear.heard == [(0, "unsaved"), (101, "unsaved")]


def test_what_is_due_during_a_failed_save_is_heard_after_the_rest() -> None:
    ear = Ear(inject("E01", at_ms=MINUTE))
    ear.listen(60)

    ear.is_unsaved = True
    ear.listen(60)

    assert ear.heard == [(60, "unsaved"), (80, "due")]


def samples(sound: Sound) -> tuple[wave._wave_params, Sequence[int]]:
    with wave.open(str(sound_file(sound)), "rb") as file:
        return file.getparams(), array("h", file.readframes(file.getnframes()))


@pytest.mark.parametrize("sound", get_args(Sound))
def test_a_sound_is_small_short_and_begins_and_ends_in_silence(sound: Sound) -> None:
    params, values = samples(sound)

    assert (params.nchannels, params.sampwidth) == (1, 2)
    assert 0.4 <= params.nframes / params.framerate <= 1.2
    assert sound_file(sound).stat().st_size < 60_000
    loudest = max(abs(value) for value in values)
    assert 0.3 * 32_767 < loudest < 0.8 * 32_767
    for edge in (values[:80], values[-80:]):
        assert max(abs(value) for value in edge) < loudest * 0.03


def test_the_three_sounds_differ() -> None:
    assert len({sound_file(sound).read_bytes() for sound in get_args(Sound)}) == 3
