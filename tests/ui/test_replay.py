"""The replay of the debrief: it shows each moment as it stood, is moved by keys, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builders import MINUTE, SECOND, ManualClock
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, MemoryWorkplace, RunDesk, focus_window, said, send

from tabletop.domain.play.board import board_at
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.replay import state_at
from tabletop.domain.play.state import ExerciseState
from tabletop.services import conduct, recording, timekeeping
from tabletop.services.prepare import open_session
from tabletop.ui.item_models.log_entries import EntryRole, LogEntry
from tabletop.ui.item_models.msel import RowRole
from tabletop.ui.pages.debrief_replay import ReplayPart
from tabletop.ui.pages.replay_drive import ReplayDrive
from tabletop.ui.pages.replay_room import ReplayRoom
from tabletop.ui.player.player_sheet import Sheet
from tabletop.ui.verbs import VERBS
from tabletop.ui.widgets.action_list import ActionRow
from tabletop.ui.widgets.debrief_layout import REPLAY
from tabletop.ui.widgets.log_list import LogList
from tabletop.ui.widgets.replay_bar import ReplayBar

pytestmark = pytest.mark.slow
LATE_MS = 2 * MINUTE + 30 * SECOND + 1
"""E01 went out at half a minute, and its first action has two minutes."""


class Director:
    """Plays the small exercise through the services, up to a moment."""

    def __init__(self, workplace: MemoryWorkplace, clock: ManualClock) -> None:
        self._clock = clock
        self._session = open_session(workplace.journal, clock)

    def at(self, elapsed_ms: int, act: Callable[..., object], *given: object, **more: object) -> Director:
        while (left_ms := elapsed_ms - self._session.shown_ms()) > 0:
            self._clock.advance(min(left_ms, 4 * SECOND))
            timekeeping.tick(self._session)
        act(self._session, *given, **more)
        return self

    def play(self) -> Director:
        timekeeping.start_exercise(self._session)
        return (
            self.at(30 * SECOND, conduct.release_inject, "E01")
            .at(MINUTE, recording.log_decision, DecisionLogged(cell="OPS", text="sends a car", inject="E01"))
            .at(2 * MINUTE, conduct.release_inject, "E02")
            .at(3 * MINUTE, recording.assess_action, "E02.a", "met")
            .at(3 * MINUTE + 10 * SECOND, recording.log_breach, "R2", inject="E01")
            .at(4 * MINUTE, conduct.change_situation, "yellow", reason="smoke")
            .at(5 * MINUTE, conduct.release_inject, "E05")
            .at(5 * MINUTE + 20 * SECOND, recording.undo)
            .at(6 * MINUTE, conduct.release_inject, "E04")
        )

    def pause(self) -> Director:
        return self.at(7 * MINUTE, timekeeping.pause, reason="break")

    def end(self) -> Director:
        return self.at(8 * MINUTE, timekeeping.end_exercise, rest="unmet")


class Seat:
    """A person at the debrief's replay."""

    def __init__(self, desk: RunDesk, qtbot: QtBot) -> None:
        self.desk, self.qtbot, self.window = desk, qtbot, desk.window

    @property
    def part(self) -> ReplayPart:
        part = self.window._pages["debrief"].more[REPLAY]
        assert isinstance(part, ReplayPart)
        return part

    @property
    def room(self) -> ReplayRoom:
        return self.part.room

    @property
    def drive(self) -> ReplayDrive:
        return self.room.drive

    @property
    def rows(self) -> int:
        return len(self.desk.rows)

    @property
    def players(self) -> Sheet:
        return self.window._equipment.player.facts().sheet

    @property
    def message(self) -> str:
        return said(self.window._pages["debrief"].parts.message).replace("\u200b", "")

    def go(self, at_ms: int) -> ExerciseState:
        """Go there, and return the state that should be shown."""
        self.drive.go(at_ms)
        return state_at(self.desk.bridge.session.scenario, self.desk.rows, at_ms)

    def press(self, *chords: str) -> Seat:
        self.desk.press(*chords)
        return self

    def pass_by(self, ms: int, until: Callable[[], bool]) -> None:
        """Let time pass, and wait until what should happen then did."""
        self.desk.clock.advance(ms)
        self.qtbot.waitUntil(until)

    def give_players_a_screen(self) -> None:
        """Act as if a projector were chosen: Qt's offscreen platform has one screen, without a name."""
        self.window._equipment.player.place.screen = "HDMI-1"


SitAt = Callable[..., Seat]


@pytest.fixture
def sit_at(qtbot: QtBot, make_window: MakeWindow, clock: ManualClock) -> SitAt:
    def sit(play: Callable[[Director], object] = lambda one: one.play().end(), **look: object) -> Seat:
        workplace = MemoryWorkplace(clock)
        play(Director(workplace, clock))
        desk = RunDesk.at(qtbot, make_window(workplace=workplace, **look), clock)
        desk.window.show_mode("debrief")
        desk.settle()
        desk.press("Ctrl+2")
        return Seat(desk, qtbot)

    return sit


# What it shows ------------------------------------------------------------------------------------


MOMENTS_MS = (0, 30 * SECOND, LATE_MS - 1, LATE_MS, 5 * MINUTE, 6 * MINUTE, 8 * MINUTE)


def test_what_is_shown_is_the_board_of_that_moment(sit_at: SitAt) -> None:
    seat = sit_at()
    plan, parts = seat.desk.bridge.session.scenario, seat.room.screen_then.parts
    model = parts.table.model()

    for at_ms in (*MOMENTS_MS, *reversed(MOMENTS_MS)):
        state = seat.go(at_ms)

        board = board_at(Outlook.of(plan), state, at_ms)
        shown = [model.index(row, 0).data(RowRole) for row in range(model.rowCount())]
        assert tuple(row for row in shown if row is not None) == board.rows
        assert parts.table.standby == board.standby
        assert f"T+00:0{at_ms // MINUTE}:" in said(parts.header)
        assert f"{len(state.rows)} entries safe" in said(parts.header)
        assert ("E01.a" in said(parts.late)) == (LATE_MS <= at_ms < 8 * MINUTE)


def test_what_was_undone_later_stands_until_then_and_its_words_are_not_struck(sit_at: SitAt) -> None:
    seat = sit_at()
    parts = seat.room.screen_then.parts

    seat.go(5 * MINUTE + 10 * SECOND)
    before = [entry.mark for entry in entries(parts.log) if "E05" in entry.text]
    seat.go(5 * MINUTE + 20 * SECOND)
    after = [entry.mark for entry in entries(parts.log) if entry.text == "E05 released" and entry.mark]

    assert before == [""]
    assert after == ["withdrawn"]


def entries(log: LogList) -> list[LogEntry]:
    model = log.view.model()
    return [model.index(row, 0).data(EntryRole) for row in range(model.rowCount())]


def test_the_newest_release_is_selected_and_a_row_chosen_by_hand_stays_until_the_next(sit_at: SitAt) -> None:
    seat = sit_at()
    table = seat.room.screen_then.parts.table

    seat.go(MINUTE)
    assert table.selected == "E01"
    table.select("E02")
    seat.go(MINUTE + 30 * SECOND)
    assert table.selected == "E02"
    seat.go(7 * MINUTE)
    assert table.selected == "E04"
    seat.go(MINUTE)

    assert table.selected == "E01"


def test_it_says_that_it_is_a_replay_which_mark_was_passed_and_both_other_clocks(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.go(3 * MINUTE + 15 * SECOND)

    header = said(seat.room.screen_then.parts.header)

    assert "REPLAY" in header
    assert "Scenario 26 Jan 08:03 WIB" in header
    assert f"Wall clock {seat.window.look.wall(seat.room.moment.wall_at)}" in header
    assert "00:03  red line R2 crossed" in said(seat.room.bar)


def test_in_a_low_window_the_card_leaves_its_room_to_table_and_tabs(sit_at: SitAt) -> None:
    seat = sit_at(size=(1030, 520))
    seat.go(6 * MINUTE)
    parts = seat.room.screen_then.parts

    assert not parts.card.isVisible()
    assert parts.table.isVisible()
    assert parts.table.viewport().height() >= 5 * parts.table.rowHeight(1)
    assert parts.action_list.isVisible()


# How it moves -------------------------------------------------------------------------------------


def test_plain_keys_move_it_from_the_strip(sit_at: SitAt) -> None:
    seat = sit_at()
    assert QApplication.focusWidget() is seat.room.strip
    places = []

    for keys in ("Right", "Right", "Left", "Shift+Right", "Shift+Left", "End", "Right", "Home", "Left"):
        seat.press(keys)
        places.append(seat.drive.at_ms / MINUTE)

    assert places == [1, 2, 1, 6, 1, 8, 8, 0, 0]


def test_keys_go_from_mark_to_mark(sit_at: SitAt) -> None:
    seat = sit_at()
    expected = [30 * SECOND, 2 * MINUTE, LATE_MS, 3 * MINUTE + 10 * SECOND, 4 * MINUTE, 5 * MINUTE,
                6 * MINUTE, 8 * MINUTE]  # fmt: skip

    for on, back in (("Ctrl+Right", "Ctrl+Left"), ("PgDown", "PgUp"), ("Alt+PgDown", "Alt+PgUp")):
        places = []
        seat.go(0)
        for _ in expected:
            seat.press(on)
            places.append(seat.drive.at_ms)
        assert places == expected
        seat.press(back, back, back)
        assert seat.drive.at_ms == 4 * MINUTE


def test_keys_move_it_from_the_table_which_keeps_its_own_pages(sit_at: SitAt) -> None:
    seat = sit_at()
    table = seat.room.screen_then.parts.table
    table.setFocus()

    seat.press("Right", "Right", "PgDown", "End", "Down")
    assert seat.drive.at_ms == 2 * MINUTE
    seat.press("Space")
    assert seat.drive.is_playing
    table.select("E01")
    seat.part.findChildren(ActionRow)[0].setFocus()
    seat.press("Space", "Left")

    assert not seat.drive.is_playing
    assert seat.drive.at_ms == MINUTE


def test_where_words_are_typed_keys_type(sit_at: SitAt) -> None:
    seat = sit_at()

    seat.press("Ctrl+F")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert seat.room.isAncestorOf(line)
    QTest.keyClicks(line, "sends a")
    seat.press("Left", "Home")

    assert line.text() == "sends a"
    assert (seat.drive.at_ms, seat.drive.is_playing) == (0, False)


def test_a_verb_from_another_part_brings_the_replay_to_the_front(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.press("Ctrl+1")

    seat.press("Alt+Right")

    assert seat.part.isVisible()
    assert seat.drive.at_ms == MINUTE


def test_it_plays_at_twenty_times_the_speed_on_the_monotonic_clock(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.press("Space")

    seat.pass_by(1_000, lambda: seat.drive.at_ms == 20 * SECOND)
    seat.pass_by(1_500, lambda: seat.drive.at_ms == 50 * SECOND)
    seat.press("Space")
    seat.desk.clock.advance(5_000)

    assert not seat.drive.is_playing
    assert seat.drive.at_ms == 50 * SECOND


@pytest.mark.long
def test_another_speed_counts_from_when_it_was_taken(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.press("Space", "+")
    seat.pass_by(1_000, lambda: seat.drive.at_ms == MINUTE)

    seat.press("-", "-", "-", "-")
    assert seat.drive.speed == 1
    seat.pass_by(1_000, lambda: seat.drive.at_ms == MINUTE + SECOND)
    next(b for b in seat.room.bar.findChildren(QPushButton) if b.text() == "\N{MULTIPLICATION SIGN}5").click()
    seat.pass_by(1_000, lambda: seat.drive.at_ms == MINUTE + 6 * SECOND)

    assert seat.drive.speed == 5


def test_it_stops_at_the_end_and_begins_anew_from_there(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.go(7 * MINUTE + 55 * SECOND)
    seat.press("Space")

    seat.pass_by(10_000, lambda: not seat.drive.is_playing)
    assert seat.drive.at_ms == 8 * MINUTE
    seat.press("Space")

    assert (seat.drive.at_ms, seat.drive.is_playing) == (0, True)


@pytest.mark.long
def test_the_mark_before_is_not_the_one_that_a_running_replay_passed_just_now(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.go(2 * MINUTE)
    seat.press("Space")
    seat.pass_by(500, lambda: seat.drive.at_ms == 2 * MINUTE + 10 * SECOND)

    seat.press("Ctrl+Left")

    assert seat.drive.at_ms == 30 * SECOND


def test_a_click_on_the_strip_goes_there_and_near_a_mark_to_the_mark(sit_at: SitAt) -> None:
    seat = sit_at()
    strip = seat.room.strip

    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip.x_of(5 * MINUTE)) + 3, 20))
    assert seat.drive.at_ms == 5 * MINUTE
    assert strip.words_at(strip.x_of(LATE_MS)) == "00:02  E01.a past its limit"
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 1, 20))
    assert seat.drive.at_ms == 8 * MINUTE
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() // 2, 20))
    QTest.mouseMove(strip, QPoint(round(strip.x_of(7 * MINUTE)), 20))

    assert abs(seat.drive.at_ms - 7 * MINUTE) < SECOND


# It writes nothing --------------------------------------------------------------------------------


def test_no_key_of_run_and_no_button_writes_a_row(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.go(6 * MINUTE)
    before = seat.rows
    elsewhere = {QKeySequence(keys).toString() for verb in VERBS if verb.where in ("all", "debrief")
                 for keys in verb.keys}  # fmt: skip
    of_run = [keys for verb in VERBS if verb.where == "run" for keys in verb.keys]

    for keys in (keys for keys in of_run if QKeySequence(keys).toString() not in elsewhere):
        seat.press(keys)
    for row in seat.part.findChildren(ActionRow):
        for digit in ("1", "2", "3", "0", "x"):
            row.setFocus()
            send(focus_window(), digit)
    for button in seat.part.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled():
            button.click()
    seat.desk.settle()

    assert seat.rows == before
    assert seat.window._pages["debrief"].parts.tab == REPLAY
    assert seat.drive.end_ms == 8 * MINUTE


def test_what_only_acts_is_not_to_be_seen(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.go(6 * MINUTE)
    parts = seat.room.screen_then.parts

    assert not parts.entry.isVisible()
    assert not seat.window._pages["debrief"].parts.foot.isVisible()
    assert [one.text() for one in parts.header.findChildren(QPushButton) if one.isVisible()] == []
    assert [one.text() for one in parts.card.findChildren(QPushButton) if one.isVisible()] == []
    grades = [one for one in parts.action_list.findChildren(QPushButton) if one.isVisible()]
    assert not any(one.isEnabled() for one in grades)
    seat.go(3 * MINUTE)
    grades = [one for one in parts.action_list.findChildren(QPushButton) if one.isVisible()]
    assert [(one.accessibleName(), one.isChecked()) for one in grades] == [("E02.a: met", True)]


# The players' display -----------------------------------------------------------------------------


def shown_to_players(seat: Seat) -> QCheckBox:
    (box,) = seat.room.findChild(ReplayBar).findChildren(QCheckBox)
    return box


def test_players_see_only_what_was_out_at_that_minute_with_the_mark_of_a_replay(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.give_players_a_screen()
    live = seat.players
    seat.go(0)

    shown_to_players(seat).click()
    assert (seat.players.mode, seat.players.elapsed) == ("clock", "T+00:00:00")
    told = {}
    for at_ms in (30 * SECOND, 2 * MINUTE, 5 * MINUTE, 5 * MINUTE + 20 * SECOND, 6 * MINUTE, MINUTE, 0):
        seat.go(at_ms)
        told[at_ms] = seat.players.text

    assert list(told.values())[:6] == [
        "Message E01", "Message E02", "Message E05", "Message E02", "Message E04", "Message E01"
    ]  # fmt: skip
    assert seat.players.mode == "clock"
    assert seat.players.mark == "EXERCISE  \N{BULLET}  REPLAY"
    assert "REPLAY" not in live.mark


def test_the_display_is_off_at_first_and_off_again_when_the_replay_is_left(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.give_players_a_screen()
    live = seat.players
    seat.go(2 * MINUTE)
    assert seat.players == live

    for leave in ("Ctrl+1", "Ctrl+Tab", "F1"):
        seat.window.show_mode("debrief")
        seat.press("Ctrl+2", "F12", "Space")
        assert seat.players.text == "Message E02"
        assert shown_to_players(seat).isChecked()

        seat.press(leave)

        assert seat.players == live
        assert not shown_to_players(seat).isChecked()
        assert not seat.drive.is_playing
        if leave == "F1":
            seat.press("F1")


@pytest.mark.long
def test_without_a_screen_for_players_it_says_where_one_is_chosen(sit_at: SitAt) -> None:
    seat = sit_at()

    seat.press("F12")

    assert "No screen is chosen for the players yet" in seat.message
    assert not shown_to_players(seat).isChecked()


@pytest.mark.long
def test_while_the_exercise_goes_on_players_see_that(sit_at: SitAt) -> None:
    seat = sit_at(lambda one: one.play().pause())
    seat.give_players_a_screen()
    seat.window.show_mode("run")
    seat.press("F9")
    assert seat.desk.bridge.stage == "running"
    seat.window.show_mode("debrief")

    seat.press("Ctrl+2", "F12")

    assert "The players see the exercise now" in seat.message
    assert "REPLAY" not in seat.players.mark


def test_a_real_emergency_takes_the_display_at_once(sit_at: SitAt) -> None:
    seat = sit_at(lambda one: one.play().pause())
    seat.give_players_a_screen()
    seat.press("F12")
    assert "REPLAY" in seat.players.mark

    seat.window._tasks.spawn(seat.desk.bridge.act(timekeeping.call_safety, reason="smoke"))
    seat.desk.settle()

    assert seat.players.mode == "emergency"
    assert not shown_to_players(seat).isChecked()


@pytest.mark.long
def test_pages_of_a_long_message_are_turned_from_the_replay(sit_at: SitAt) -> None:
    seat = sit_at(
        lambda one: one.play().at(
            7 * MINUTE, conduct.improvise_inject, "X01", title="Long", message="Car. " * 790, to=("OPS",)
        ).end()
    )  # fmt: skip
    seat.give_players_a_screen()
    seat.go(7 * MINUTE)
    seat.press("F12")
    before, after = [one for one in seat.room.bar.buttons if "page" in one.accessibleName()]
    assert isinstance(after, QAbstractButton)
    assert (before.isVisible(), before.isEnabled()) == (True, False)

    after.click()

    assert seat.players.page == 1
    seat.go(MINUTE)
    assert not after.isVisible()


# Beside it ----------------------------------------------------------------------------------------


def test_another_look_keeps_the_moment_the_speed_and_the_playing(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.give_players_a_screen()
    seat.go(6 * MINUTE)
    seat.press("+", "F12", "Space")
    before = seat.room

    seat.window.change_look(language="id", theme="night")
    seat.desk.settle()

    assert seat.room is not before
    assert (seat.drive.at_ms, seat.drive.speed, seat.drive.is_playing) == (6 * MINUTE, 60, True)
    assert seat.players.mark == "LATIHAN  \N{BULLET}  PUTAR ULANG"
    assert "PUTAR ULANG\nhanya baca" in said(seat.room.screen_then.parts.header)
    seat.pass_by(1_000, lambda: seat.drive.at_ms == 7 * MINUTE)


def test_before_startex_there_is_nothing_to_replay(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock
) -> None:
    desk = RunDesk.at(qtbot, make_window(workplace=MemoryWorkplace(clock)), clock)
    desk.window.show_mode("debrief")
    desk.settle()
    seat = Seat(desk, qtbot)

    seat.press("F5")

    assert "nothing to evaluate" in seat.message
    assert not seat.part.isVisible()


def test_a_draft_is_replayed_up_to_now_and_takes_rows_that_are_written_meanwhile(sit_at: SitAt) -> None:
    seat = sit_at(lambda one: one.play().pause())
    assert seat.drive.end_ms == 7 * MINUTE
    seat.go(7 * MINUTE)
    count = seat.room.moment.rows

    seat.window._tasks.spawn(seat.desk.bridge.act(recording.take_note, "quick note"))
    seat.desk.settle()

    assert seat.room.moment.rows == count + 1
    assert seat.drive.at_ms == 7 * MINUTE
    assert seat.room.moment.state == seat.desk.bridge.state


@pytest.mark.long
def test_rows_written_while_another_part_is_shown_are_there_when_it_comes_back(sit_at: SitAt) -> None:
    seat = sit_at()
    seat.press("End", "Ctrl+1")
    seat.window._tasks.spawn(seat.desk.bridge.act(recording.take_note, "late note"))
    seat.desk.settle()

    seat.press("Ctrl+2")

    assert seat.room.moment.state == seat.desk.bridge.state
    assert any("late note" in entry.text for entry in entries(seat.room.screen_then.parts.log))
