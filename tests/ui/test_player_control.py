"""What the players' display shows: by hand, after the exercise, automatically; and what it never shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from builders import MINUTE, Rows, inject, scenario
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tabletop.domain.plan.text import Text
from tabletop.domain.play import events as ev
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.fold import fold
from tabletop.i18n import catalogue
from tabletop.ui.look import Look
from tabletop.ui.player.player_control import MOST_LETTERS, NOT_OUT, TAKEN_BACK, PlayerControl, PlayerFacts
from tabletop.ui.player.player_modes import Modes
from tabletop.ui.player.player_sheet import Sheet
from tabletop.ui.theme import FIELD

ASKED = (Text(versions=(("id", "Apa yang baik?"), ("en", "What went well?"))), Text.same("Siapa? " * 600))
PLAN = scenario(inject("E01"), inject("E02"), inject("E03"), hot_wash=ASKED)
LONG = "Makan siang sampai pukul 13.00. " * 120


@dataclass
class Room:
    """A display with an exercise that is played by rows."""

    control: PlayerControl
    rows: Rows = field(default_factory=Rows)
    told: list[PlayerFacts] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    elapsed_ms: int = MINUTE

    def add(self, event: ev.Event, **more: Any) -> Room:
        self.rows.add(event, at_ms=self.elapsed_ms, **more)
        return self.tick()

    def tick(self, ms: int = 0) -> Room:
        self.elapsed_ms += ms
        self.control.take_state(Outlook.of(PLAN), fold(PLAN, self.rows.recorded), self.elapsed_ms)
        return self

    def ask(self, number: int) -> Room:
        state = fold(PLAN, self.rows.recorded)
        self.control.show_question(Outlook.of(PLAN), state, self.elapsed_ms, number=number)
        return self

    @property
    def sheet(self) -> Sheet:
        return self.control.facts().sheet


@pytest.fixture
def room(qapp_ready: object, qtbot: QtBot) -> Room:
    control = PlayerControl(Look(FIELD, 100, catalogue("en")), director=QGuiApplication.primaryScreen)
    made = Room(control)
    control.changed.connect(made.told.append)
    control.trouble.connect(made.troubles.append)
    return made.add(ev.ExerciseStarted())


def release(number: str) -> ev.Event:
    return ev.InjectReleased(inject=number)


# Modes ----------------------------------------------------------------------------------------------


def test_a_choice_by_hand_sets_aside_what_is_imposed_until_that_is_over() -> None:
    modes = Modes()
    modes.impose("pause")
    assert modes.now == "pause"

    modes.choose("message")

    assert modes.now == "message"
    modes.impose("pause")
    assert modes.now == "message", "the same pause is not imposed twice"
    modes.impose("emergency")
    assert modes.now == "emergency", "an emergency is another matter"
    modes.impose(None)
    assert modes.now == "message"


@pytest.mark.parametrize("imposed", [None, "pause", "emergency"])
def test_blank_and_again_shows_what_stood_there(imposed: Any) -> None:
    modes = Modes()
    modes.choose("inject")
    modes.impose(imposed)
    stood = modes.now

    modes.toggle_blank()
    assert modes.now == "blank"
    modes.toggle_blank()

    assert modes.now == stood
    modes.impose(None)
    assert modes.now == "inject"


def test_a_display_that_was_blanked_for_good_shows_the_clock_when_unblanked() -> None:
    modes = Modes()
    modes.choose("blank")
    modes.choose("blank")

    modes.toggle_blank()

    assert modes.now == "clock"


# What is shown --------------------------------------------------------------------------------------


def test_a_running_exercise_shows_its_clock_and_each_second_moves_it(room: Room) -> None:
    room.tick(1_000)

    assert (room.sheet.mode, room.sheet.elapsed) == ("clock", "T+00:01:01")
    assert room.told[-1].sheet == room.sheet


def test_a_second_that_changes_nothing_is_not_announced(room: Room) -> None:
    room.control.show_blank()
    told = len(room.told)

    room.tick(1_000)

    assert len(room.told) == told


def test_a_release_is_shown_only_when_asked_for(room: Room) -> None:
    room.add(release("E01"))
    assert room.sheet.mode == "clock"

    room.control.show_last_inject()

    assert (room.sheet.mode, room.sheet.text, room.sheet.to) == ("inject", "Message E01", "For Operations")
    assert room.sheet.source == "from Sender, by radio"


def test_with_automatic_on_each_new_release_is_shown_and_no_old_one(room: Room) -> None:
    room.add(release("E01"))

    room.control.set_automatic(True)
    assert room.sheet.mode == "clock", "what is out already is not pushed"
    room.tick(1_000).add(release("E02"))

    assert room.sheet.text == "Message E02"
    room.control.show_clock()
    room.tick(1_000)
    assert room.sheet.mode == "clock", "it is pushed once"


def test_opening_an_exercise_in_play_pushes_nothing(room: Room) -> None:
    room.control.set_automatic(True)
    room.control.rest()

    room.add(release("E01"))

    assert room.sheet.mode == "clock"


def test_an_inject_that_is_not_out_is_refused_in_words(room: Room) -> None:
    room.control.show_inject("E03")
    room.control.show_last_inject()

    assert room.troubles == [NOT_OUT, NOT_OUT]
    assert room.sheet.mode == "clock"


def test_an_inject_that_is_taken_back_leaves_the_display_at_once(room: Room) -> None:
    room.add(release("E01"))
    room.control.show_inject("E01")

    room.add(ev.InjectRetracted(inject="E01", reason="wrong cell"))

    assert room.sheet.mode == "clock"
    assert "Message E01" not in str(room.control.facts())
    assert room.troubles == [TAKEN_BACK]


def test_an_inject_that_is_taken_back_while_the_display_is_blank_never_comes_back(room: Room) -> None:
    room.add(release("E01"))
    room.control.show_inject("E01")
    room.control.toggle()

    room.add(ev.InjectRetracted(inject="E01", reason="wrong cell"))
    room.control.toggle()

    assert room.sheet.mode == "clock"
    assert room.troubles == []


def test_a_pause_is_shown_and_given_up_with_the_pause(room: Room) -> None:
    room.add(release("E01"))
    room.control.show_last_inject()

    room.add(ev.ExercisePaused(reason="break"))
    assert room.sheet.mode == "pause"
    room.add(ev.ExerciseResumed())

    assert room.sheet.mode == "inject"


def test_a_display_that_does_not_follow_pauses_stays_as_it_is(room: Room) -> None:
    room.control.set_follows_pause(False)

    room.add(ev.ExercisePaused(reason="break"))

    assert room.sheet.mode == "clock"
    room.control.set_follows_pause(True)
    assert room.sheet.mode == "pause"


def test_a_real_emergency_fills_the_display_whatever_stood_there(room: Room) -> None:
    room.control.set_follows_pause(False)
    room.control.show_blank()

    room.add(ev.SafetyCalled(reason="fire"))
    assert room.sheet.mode == "emergency"
    room.add(ev.ExerciseResumed())

    assert room.sheet.mode == "blank"


def test_a_message_is_shown_with_the_t_at_which_it_was_shown(room: Room) -> None:
    room.control.show_message("  Lunch until 13:00  ")
    room.tick(5 * MINUTE)

    assert (room.sheet.text, room.sheet.elapsed, room.sheet.to) == (
        "Lunch until 13:00", "T+00:01", "For everyone",
    )  # fmt: skip


def test_an_empty_message_changes_nothing(room: Room) -> None:
    room.control.show_message(" \n ")
    room.control.show_mode("message")

    assert room.sheet.mode == "clock"


def test_a_message_longer_than_4000_letters_is_cut_there(room: Room) -> None:
    room.control.show_message("x" * 5_000)

    assert len(room.sheet.text) == MOST_LETTERS


def test_pages_are_turned_by_the_director_and_stop_at_both_ends(room: Room) -> None:
    control = room.control
    control.show_message(LONG)
    count = control.facts().page_count
    assert count > 1
    assert room.sheet.pages == f"page 1 of {count}"

    control.previous_page()
    assert room.sheet.page == 0
    for _ in range(count + 3):
        control.next_page()

    assert room.sheet.pages == f"page {count} of {count}"
    control.show_clock()
    control.show_mode("message")
    assert room.sheet.page == 0, "what is shown anew begins at its first page"


def test_another_language_words_what_is_shown(room: Room) -> None:
    room.control.take_look(Look(FIELD, 150, catalogue("id")))

    assert "." in room.sheet.text
    assert ":" not in room.sheet.text


def test_without_an_exercise_the_display_is_blank(room: Room) -> None:
    room.control.show_message("Welcome")

    room.control.rest()

    assert room.sheet == Sheet(mode="blank")
    assert not room.control.facts().can_show_inject


# Questions of the hot wash ----------------------------------------------------------------------------


def test_a_question_fills_the_display_in_its_language_and_goes_as_it_came(room: Room) -> None:
    room.add(release("E01")).control.show_inject("E01")
    room.add(ev.ExerciseEnded())
    before = room.sheet

    room.ask(1)
    asked = room.sheet
    room.control.take_look(Look(FIELD, 100, catalogue("id")))
    in_indonesian = room.sheet
    room.control.take_look(Look(FIELD, 100, catalogue("en")))
    facts = room.control.facts()

    assert (asked.mode, asked.text, asked.to) == ("question", "What went well?", "Hot wash")
    assert (asked.source, asked.mark, asked.elapsed) == ("question 1 of 2", "EXERCISE", "")
    assert (in_indonesian.text, in_indonesian.to) == ("Apa yang baik?", "Evaluasi cepat")
    assert (facts.question, facts.is_replay) == (1, False)
    room.control.show_exercise()
    assert room.sheet == before
    assert room.control.facts().question is None


def test_a_long_question_has_pages(room: Room) -> None:
    room.add(ev.ExerciseEnded()).ask(2)

    room.control.next_page()

    assert room.sheet.page == 1
    assert room.sheet.pages.startswith("page 2 of ")


def test_a_question_that_may_not_be_put_leaves_the_display_as_it_is(room: Room) -> None:
    before = room.sheet

    room.ask(1)
    assert room.sheet == before, "play runs"
    room.add(ev.ExerciseEnded()).ask(3)

    assert room.sheet.mode == "clock"
    assert room.control.facts().question is None


def test_a_question_goes_when_play_runs_again_or_something_real_happens(room: Room) -> None:
    room.add(ev.ExercisePaused(reason="break")).ask(1)
    assert room.sheet.mode == "question"

    room.add(ev.ExerciseResumed())
    assert room.sheet.mode == "clock"
    room.add(ev.ExercisePaused(reason="break")).ask(1).add(ev.SafetyCalled(reason="smoke"))

    assert room.sheet.mode == "emergency"


def test_what_the_director_chooses_on_the_run_screen_takes_the_questions_place(room: Room) -> None:
    room.add(release("E01")).add(ev.ExerciseEnded())
    control = room.control
    for choose, mode in (
        (control.show_clock, "clock"), (control.toggle, "blank"), (control.show_last_inject, "inject"),
        (lambda: control.show_message("Coffee"), "message"),
    ):  # fmt: skip
        room.ask(1)
        assert room.sheet.mode == "question"

        choose()

        assert room.sheet.mode == mode


def test_a_replay_takes_the_place_of_a_question_and_a_question_that_of_a_replay(room: Room) -> None:
    room.add(release("E01")).add(ev.ExerciseEnded()).ask(1)
    state = fold(PLAN, room.rows.recorded)

    room.control.show_replay(Outlook.of(PLAN), state, room.elapsed_ms)
    assert (room.sheet.text, room.control.facts().question) == ("Message E01", None)
    room.ask(1)

    assert (room.sheet.mode, room.sheet.mark) == ("question", "EXERCISE")
    assert not room.control.facts().is_replay
