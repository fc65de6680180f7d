"""The control room, trouble: ranked on one line, understood once; a clock that is stopped stands at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from builders import ManualClock
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, MemoryWorkplace, RunDesk, focus_window, said, send

from tabletop.domain.play import events as ev
from tabletop.ui.desktop import Battery
from tabletop.ui.main_window import MainWindow
from tabletop.ui.watch import MB, MachineReading

pytestmark = pytest.mark.slow


class Computer:
    """What battery and disk are said to be."""

    def __init__(self) -> None:
        self.percent, self.free_mb = 80, 5_000

    def read(self, folders: Sequence[Path]) -> MachineReading:
        battery = Battery(percent=self.percent, is_plugged=False)
        return MachineReading(battery=battery, free={folders[0]: self.free_mb * MB})


class Seat(RunDesk):
    """A desk on a computer whose battery and disk can be in trouble."""

    computer: Computer
    workplace: MemoryWorkplace

    def fill_disk(self) -> None:
        self.workplace.journal.appends_before_full = 0

    def free_disk(self) -> None:
        self.workplace.journal.appends_before_full = None

    def look(self, *, percent: int = 80, free_mb: int = 5_000) -> Seat:
        """Let the computer be so, and let the window look at it."""
        self.computer.percent, self.computer.free_mb = percent, free_mb
        watch = self.window._equipment._watch
        assert watch is not None
        watch._look()
        self.settle()
        return self

    def hit(self, keys: str) -> None:
        """Press a key without waiting for what it leads to."""
        send(focus_window(), keys)

    def until(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=5_000)

    def sleep(self, hours: int) -> None:
        self.clock.wall_at += timedelta(hours=hours)
        self.until(lambda: self.state.stage == "paused" and self.window._tasks.is_idle)

    @property
    def has_form(self) -> bool:
        return self.page.parts.form is not None


@pytest.fixture
def desk(qtbot: QtBot, make_window: MakeWindow, clock: ManualClock) -> Iterator[Seat]:
    """Sit at a running exercise that is tried again each ten milliseconds."""
    computer, workplace = Computer(), MemoryWorkplace(clock)
    window = make_window(workplace=workplace, kind=partial(MainWindow, read=computer.read))
    seat = Seat.at(qtbot, window, clock)
    assert isinstance(seat, Seat)
    seat.computer, seat.workplace = computer, workplace
    seat.bridge._retry_ms = 10
    seat.started()
    yield seat
    seat.free_disk()


# Battery and disk ---------------------------------------------------------------------------------


def test_a_low_battery_is_said_until_it_is_understood_and_again_when_it_is_worse(desk: Seat) -> None:
    desk.look(percent=15)
    assert desk.strip[0] == "trouble"
    assert "Battery at 15 %" in desk.strip[1]

    desk.press("Esc")
    assert desk.strip[0] == "link"
    desk.look(percent=14).wait(2_000)
    assert desk.strip[0] == "link"
    desk.look(percent=8)

    assert "Battery at 8 %" in desk.strip[1]
    assert desk.kinds == ["startex"]


def test_a_trouble_that_is_mended_goes_by_itself_and_is_said_again_when_it_comes_again(desk: Seat) -> None:
    desk.look(percent=15).look(percent=60)
    assert desk.strip[0] == "link"

    desk.look(percent=15)

    assert "Battery at 15 %" in desk.strip[1]


def test_the_worst_trouble_is_shown_and_the_next_one_when_it_is_understood(desk: Seat) -> None:
    desk.look(percent=15, free_mb=400)
    assert "400 MB left" in desk.strip[1]
    desk.fill_disk()
    desk.press("F6")
    assert "could not be written" in desk.strip[1]

    desk.free_disk()
    desk.press("F6").wait(11_000)

    assert "400 MB left" in desk.strip[1]
    desk.button("Understood").click()
    assert "Battery at 15 %" in desk.strip[1]


def test_a_low_battery_waits_for_a_receipt_and_one_that_is_nearly_empty_does_not(desk: Seat) -> None:
    desk.press("F6").look(percent=15)
    assert desk.strip[0] == "receipt"

    desk.look(percent=5)

    assert "Battery at 5 %" in desk.strip[1]


@pytest.mark.parametrize("keys", ["F11", "Ctrl+T"])
def test_what_is_understood_stays_so_in_a_window_that_is_built_anew(desk: Seat, keys: str) -> None:
    desk.look(percent=15).press("Esc", keys)

    assert desk.strip[0] == "link"


def test_a_standing_trouble_speaks_the_language_that_the_window_changes_to(desk: Seat) -> None:
    desk.look(percent=15).press("F11")

    assert "Baterai" in desk.strip[1]


# A pause whose row finds no room ------------------------------------------------------------------


def test_a_clock_that_is_stopped_on_a_full_disk_stands_at_once_and_its_row_follows(desk: Seat) -> None:
    desk.fill_disk()

    desk.hit("F9")
    assert "PAUSED" in desk.header
    desk.until(lambda: "NOT SAVED" in desk.header)
    desk.clock.advance(3_000)
    desk._qtbot.wait(50)
    assert desk.bridge.elapsed_ms == 2_000
    assert desk.kinds == ["startex"]
    assert "RESUME" in desk.header
    desk.free_disk()
    desk.until(lambda: desk.state.stage == "paused")

    assert desk.last.event == ev.ExercisePaused(reason="other")
    assert desk.last.entry.elapsed_ms == 2_000
    assert "NOT SAVED" not in desk.header
    desk.settle().press("2")
    assert [pause.reason for pause in desk.state.pauses] == ["break"]


def test_a_stopped_clock_is_not_resumed_before_its_pause_is_written(desk: Seat) -> None:
    desk.bridge._retry_ms = 1_000_000
    desk.fill_disk()
    desk.hit("F9")
    desk.until(lambda: "NOT SAVED" in desk.header)

    desk.hit("F9")
    desk._qtbot.wait(50)
    assert "PAUSED" in desk.header
    desk.free_disk()
    desk.clock.advance(2_000)
    desk.hit("F9")
    desk.until(lambda: desk.state.stage == "running" and len(desk.rows) > 3)

    assert desk.kinds == ["startex", "pause", "resume"]
    assert desk.bridge.elapsed_ms == 2_000
    desk.bridge.try_now()


def test_a_line_that_waits_for_the_disk_stays_in_its_box_while_the_clock_is_stopped(desk: Seat) -> None:
    desk.fill_disk()
    desk.type("sends a car")
    desk.hit("Return")
    desk.until(lambda: desk.strip[0] == "trouble")
    desk.hit("F9")
    desk.until(lambda: "PAUSED" in desk.header)
    assert desk.line.text() == "sends a car"

    desk.free_disk()
    desk.until(lambda: desk.line.text() == "")
    desk.settle()

    assert desk.kinds == ["startex", "pause", "decide"]


def test_what_is_being_typed_stays_when_a_late_pause_is_written(desk: Seat) -> None:
    desk.fill_disk()
    desk.type("half")
    desk.hit("F9")
    desk.until(lambda: "NOT SAVED" in desk.header)

    desk.free_disk()
    desk.until(lambda: desk.state.stage == "paused")
    desk.settle().type(" done")

    assert desk.line.text() == "half done"


def test_quitting_while_a_pause_waits_for_the_disk_ends_in_order(desk: Seat, qtbot: QtBot) -> None:
    desk.fill_disk()
    desk.hit("F9")
    desk.until(lambda: "NOT SAVED" in desk.header)

    with qtbot.waitSignal(desk.window.closed, timeout=5_000):
        desk.hit("Ctrl+Q")


# An interruption ----------------------------------------------------------------------------------


def test_a_sleep_asks_once_how_to_go_on_and_escape_leaves_it_paused(desk: Seat) -> None:
    desk.sleep(9)
    assert "The computer slept" in said(desk.form)

    desk.press("Esc")
    desk.wait(4_000)

    assert not desk.has_form
    assert desk.state.stage == "paused"
    assert desk.kinds == ["startex", "pause"]


def test_the_key_of_the_pause_resumes_after_a_sleep_and_closes_the_question(desk: Seat) -> None:
    desk.sleep(9)

    desk.press("F9")

    assert desk.state.stage == "running"
    assert not desk.has_form
    assert desk.bridge.elapsed_ms == 2_000


def test_a_time_away_that_counts_moves_the_clock_and_releases_nothing(desk: Seat) -> None:
    desk.sleep(1)

    desk.submit(count="yes")

    assert desk.kinds == ["startex", "pause", "adjust", "resume"]
    assert desk.bridge.elapsed_ms == 3_602_000


@pytest.mark.parametrize("keys", ["F11", "Ctrl+T"])
def test_the_question_after_a_sleep_outlives_a_new_look_and_comes_once(desk: Seat, keys: str) -> None:
    desk.sleep(9)

    desk.press(keys)
    assert desk.has_form
    desk.press("Esc", keys)

    assert not desk.has_form
    assert desk.state.stage == "paused"


def test_a_form_that_is_open_is_not_taken_away_by_a_sleep(desk: Seat) -> None:
    desk.press("F7").fill(reason="no time")

    desk.sleep(9)

    assert desk.form.values() == {"reason": "no time"}
    assert "The computer slept" in desk.strip[1]
