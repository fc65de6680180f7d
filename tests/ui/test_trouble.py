"""Trouble: full disks, vanished files, sleep, defects. Said is what happened, what is safe, what to do."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import ManualClock, inject, pack, readiness_item, scenario
from e2e.runs import environment
from pytestqt.qtbot import QtBot
from services.desk import WatchedJournal
from store.test_full_disk import room_for_files
from ui.run_desk import MakeWindow, MemoryWorkplace, RunDesk, focus_window, said, send, small_plan

from tabletop import paths
from tabletop.bootstrap import headless
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Recorded, Stamp
from tabletop.store.exercise_file import ExerciseFile
from tabletop.ui.application import _Net
from tabletop.ui.main_window import MainWindow

pytestmark = pytest.mark.slow
WAIT_MS = 10_000
DISK_FULL = "The disk is full: small.tabletop could not be written. What was acknowledged before is safe."


class SlowJournal(WatchedJournal):
    """A journal on a stick that takes a row only when it is let."""

    def __init__(self) -> None:
        super().__init__(pack(small_plan()))
        self.may_go = threading.Event()
        self.may_go.set()
        self.has_begun = threading.Event()

    def append(self, *, station: str, author: str, event: Event, stamp: Stamp) -> Recorded:
        self.has_begun.set()
        self.may_go.wait(10)
        return super().append(station=station, author=author, event=event, stamp=stamp)


class Seat(RunDesk):
    """A desk whose journal can be in trouble."""

    journal: SlowJournal

    def fill_disk(self) -> None:
        self.journal.appends_before_full = 0

    def free_disk(self) -> None:
        self.journal.appends_before_full = None

    def until(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=WAIT_MS)

    def hit(self, keys: str) -> None:
        """Press a key without waiting for what it leads to."""
        send(focus_window(), keys)

    def log_into_the_full_disk(self, words: str) -> None:
        self.press("F2").type(words)
        self.hit("Return")
        self.until(lambda: self.strip[0] == "trouble")


@pytest.fixture
def desk(qtbot: QtBot, make_window: MakeWindow, clock: ManualClock) -> Iterator[Seat]:
    """Sit at a running exercise that is tried again each ten milliseconds."""
    workplace = MemoryWorkplace(clock)
    workplace.journal = SlowJournal()
    seat = Seat.at(qtbot, make_window(workplace=workplace), clock)
    assert isinstance(seat, Seat)
    seat.journal = workplace.journal
    seat.bridge._retry_ms = 10
    seat.started()
    yield seat
    seat.free_disk()
    seat.journal.may_go.set()


# A full disk --------------------------------------------------------------------------------------


def test_a_line_that_finds_no_room_keeps_its_text_and_says_what_is_safe(desk: Seat) -> None:
    rows = len(desk.rows)
    desk.fill_disk()

    desk.log_into_the_full_disk("sends a car")

    assert desk.line.text() == "sends a car"
    assert desk.line.property("state") == "unsaved"
    assert "NOT SAVED" in desk.header
    assert f"since {desk.window.look.wall(desk.clock.wall_at)}" in desk.header
    assert DISK_FULL in desk.strip[1]
    assert "Free some space and try again" in desk.strip[1]
    assert "Try again" in said(desk.page.parts.entry)
    assert f"{rows} entries safe, one is not" in said(desk.page.parts.log)


def test_it_is_tried_again_by_itself_and_all_is_well_when_the_disk_is_back(desk: Seat) -> None:
    desk.fill_disk()
    desk.log_into_the_full_disk("sends a car")

    desk.free_disk()
    desk.until(lambda: desk.line.text() == "")

    assert desk.kinds == ["startex", "decide"]
    assert "NOT SAVED" not in desk.header
    assert "Saved" in desk.header
    assert desk.strip[0] == "receipt"
    assert not desk.line.isReadOnly()
    assert "all safe" in said(desk.page.parts.log)


def test_enter_tries_at_once(desk: Seat) -> None:
    desk.bridge._retry_ms = 1_000_000
    desk.fill_disk()
    desk.log_into_the_full_disk("sends a car")
    desk.free_disk()

    desk.hit("Return")

    desk.until(lambda: desk.line.text() == "")
    assert desk.kinds == ["startex", "decide"]


def test_escape_gives_up_and_leaves_the_text_to_be_changed(desk: Seat) -> None:
    desk.fill_disk()
    desk.log_into_the_full_disk("sends a car")

    desk.press("Esc").type(" now")
    desk.free_disk()
    assert (desk.line.text(), desk.line.isReadOnly()) == ("sends a car now", False)
    assert desk.kinds == ["startex"]
    desk.press("Return")

    assert desk.kinds == ["startex", "decide"]
    assert "NOT SAVED" not in desk.header


@pytest.mark.parametrize("keys", ["F5", "F6"])
def test_another_act_meanwhile_is_refused_in_words_and_nothing_is_done(desk: Seat, keys: str) -> None:
    desk.fill_disk()

    desk.press(keys)

    assert desk.kinds == ["startex"]
    assert DISK_FULL in desk.strip[1]
    assert "NOT SAVED" in desk.header


def test_a_form_meanwhile_keeps_its_values_and_says_why(desk: Seat) -> None:
    desk.fill_disk()

    desk.press("F7").submit(reason="no time")

    assert DISK_FULL in said(desk.form)
    assert desk.form.values() == {"reason": "no time"}
    desk.free_disk()
    desk.press("Ctrl+Return")
    assert desk.kinds == ["startex", "skip"]


def test_the_next_row_that_is_saved_takes_the_alarm_away(desk: Seat) -> None:
    desk.fill_disk()
    desk.press("F5")

    desk.free_disk()
    desk.press("F5")

    assert desk.kinds == ["startex", "release"]
    assert "NOT SAVED" not in desk.header
    assert desk.strip[0] == "receipt"


@pytest.mark.parametrize("keys", ["F11", "Ctrl+T", "Ctrl++"])
def test_a_line_that_waits_for_the_disk_outlives_a_change_of_language(desk: Seat, keys: str) -> None:
    desk.fill_disk()
    desk.log_into_the_full_disk("sends a car")

    desk.hit(keys)
    assert desk.line.text() == "sends a car"
    assert (desk.line.isReadOnly(), desk.line.property("state")) == (True, "unsaved")
    desk.hit("Return")
    desk.free_disk()
    desk.until(lambda: desk.line.text() == "")

    assert desk.kinds == ["startex", "decide"]
    assert not desk.line.isReadOnly()


def test_quitting_meanwhile_loses_nothing_that_was_acknowledged_and_lets_go(desk: Seat, qtbot: QtBot) -> None:
    desk.press("F5")
    acknowledged = desk.kinds
    desk.fill_disk()
    desk.log_into_the_full_disk("sends a car")

    with qtbot.waitSignal(desk.window.closed, timeout=WAIT_MS):
        desk.hit("Ctrl+Q")

    qtbot.waitUntil(lambda: desk.window._tasks.is_idle, timeout=WAIT_MS)
    assert desk.journal.is_closed
    kinds = [row.entry.kind for row in desk.journal.recorded()]
    assert kinds == ["station-opened", *acknowledged]


def test_closing_waits_for_the_row_that_is_being_written(desk: Seat, qtbot: QtBot) -> None:
    desk.press("F2").type("sends a car")
    desk.journal.has_begun.clear()
    desk.journal.may_go.clear()
    desk.hit("Return")
    desk.until(desk.journal.has_begun.is_set)

    desk.hit("Ctrl+Q")
    qtbot.wait(30)
    assert desk.window.isVisible()
    assert not desk.journal.is_closed
    with qtbot.waitSignal(desk.window.closed, timeout=WAIT_MS):
        desk.journal.may_go.set()

    assert [row.entry.kind for row in desk.journal.recorded()][-2:] == ["decide", "pause"]
    assert desk.journal.is_closed


def test_the_window_answers_while_a_slow_stick_writes(desk: Seat) -> None:
    desk.journal.has_begun.clear()
    desk.journal.may_go.clear()
    desk.hit("F5")
    desk.until(desk.journal.has_begun.is_set)

    desk.hit("F2")
    desk.type("meanwhile")

    assert desk.line.text() == "meanwhile"
    assert not desk.inject("E01").is_released
    desk.journal.may_go.set()
    desk.settle()
    assert desk.inject("E01").is_released
    assert desk.line.text() == "meanwhile"


def test_a_real_disk_without_room_costs_no_row(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock, tmp_path: Path
) -> None:
    file = tmp_path / "a.tabletop"
    desk = real_desk(qtbot, make_window(), clock, file)
    desk.bridge._retry_ms = 10
    room = file.stat().st_size
    with room_for_files(room):
        for number in range(60):
            desk.press("F2").type(f"{number} " + "x" * 300)
            desk.hit("Return")
            desk.until(lambda: desk.line.text() == "" or desk.strip[0] == "trouble")
            if desk.strip[0] == "trouble":
                break
        assert "could not be written" in desk.strip[1]
        assert "NOT SAVED" in desk.header
    desk.until(lambda: desk.line.text() == "")

    rows = len(desk.rows)
    close(qtbot, desk)
    report = headless.verify(file, None)
    assert (report.is_intact, sum(station.rows for station in report.stations)) == (True, rows + 1)


# A file that is not where it was ------------------------------------------------------------------


def real_desk(qtbot: QtBot, window: MainWindow, clock: ManualClock, file: Path) -> Seat:
    """Sit at a running exercise in a real file."""
    window._tasks.spawn(window.begin(paths.bundled_pack("quick-start"), file))
    qtbot.waitUntil(lambda: window.bridge is not None and window._tasks.is_idle, timeout=WAIT_MS)
    desk = Seat(qtbot, window, clock)
    desk.page.parts.readiness._override.setText("drill")
    desk.press("Ctrl+F5")
    assert desk.state.stage == "running"
    return desk


def close(qtbot: QtBot, desk: RunDesk) -> None:
    with qtbot.waitSignal(desk.window.closed, timeout=WAIT_MS):
        desk.window.close()
    qtbot.waitUntil(lambda: desk.window._tasks.is_idle, timeout=WAIT_MS)


@pytest.mark.parametrize("harm", ["moved", "replaced"])
def test_a_file_that_vanishes_while_typing_is_told_and_all_is_well_when_it_is_back(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock, tmp_path: Path, harm: str
) -> None:
    file, kept = tmp_path / "a.tabletop", tmp_path / "kept"
    desk = real_desk(qtbot, make_window(), clock, file)
    desk.bridge._retry_ms = 10
    file.rename(kept)
    if harm == "replaced":
        file.write_bytes(kept.read_bytes())

    desk.log_into_the_full_disk("sends a car")
    assert desk.line.text() == "sends a car"
    assert "is no longer in its place" in desk.strip[1]
    assert "NOT SAVED" in desk.header
    kept.replace(file)
    desk.until(lambda: desk.line.text() == "")

    shadow = paths.data() / "exercises" / desk.bridge.session.journal.header.exercise
    close(qtbot, desk)
    assert headless.verify(file, shadow).findings == ()


def test_a_file_that_was_deleted_comes_back_whole_from_the_shadow_log(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock, tmp_path: Path
) -> None:
    file = tmp_path / "a.tabletop"
    desk = real_desk(qtbot, make_window(), clock, file)
    desk.bridge._retry_ms = 10
    desk.press("F2").type("sends a car").press("Return")
    acknowledged = [row.entry.hash for row in desk.rows]
    shadow = paths.data() / "exercises" / desk.bridge.session.journal.header.exercise
    file.unlink()

    desk.log_into_the_full_disk("sends another")
    close(qtbot, desk)

    assert not file.exists()
    headless.recover(shadow, tmp_path / "again.tabletop", pack=None, force=False)
    again = ExerciseFile.open(tmp_path / "again.tabletop", read_pack=headless.frozen_pack)
    assert [row.entry.hash for row in again.recorded()] == acknowledged
    again.close()


# Files that are not ours to open ------------------------------------------------------------------


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    window._tasks.spawn(window.open_file(file))
    qtbot.waitUntil(lambda: window._tasks.is_idle, timeout=WAIT_MS)


def home_words(window: MainWindow) -> str:
    return said(window._pages["home"]).replace("\u200b", "")


def make_file(window: MainWindow, file: Path) -> None:
    journal = window._workplace.begin(paths.bundled_pack("quick-start"), file, lambda _finding: None)
    journal.close()


def write_newer(file: Path) -> None:
    import sqlite3

    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def write_foreign(file: Path) -> None:
    file.write_bytes(b"a letter")


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5_000])


def scribble(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4_096 : 4_096 + 64] = b"\x55" * 64
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (write_foreign, "is not a Tabletop exercise"),
        (write_newer, "was made by a newer version of Tabletop"),
        (cut_short, "is damaged"),
        (scribble, "is damaged"),
        (Path.unlink, "There is no file"),
    ],
    ids=["foreign", "newer", "cut short", "scribbled", "gone"],
)
def test_a_file_that_cannot_be_opened_is_told_in_home_and_nothing_opens(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, harm: Callable[[Path], object], words: str
) -> None:
    window = make_window()
    file = tmp_path / "a.tabletop"
    make_file(window, file)
    harm(file)
    before = file.read_bytes() if file.exists() else None

    opened(qtbot, window, file)

    qtbot.waitUntil(lambda: words in home_words(window), timeout=WAIT_MS)
    assert window.bridge is None
    assert (file.read_bytes() if file.exists() else None) == before
    assert not Path(f"{file}.lock").exists()


def test_a_file_that_cannot_be_opened_leaves_the_open_exercise_running(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock, tmp_path: Path
) -> None:
    desk = real_desk(qtbot, make_window(), clock, tmp_path / "a.tabletop")
    write_foreign(tmp_path / "b.tabletop")

    opened(qtbot, desk.window, tmp_path / "b.tabletop")

    assert desk.state.stage == "running"
    assert desk.window._mode == "home"
    desk.window.show_mode("run")
    desk.press("F5")
    assert desk.inject("E01").is_released


HOLDER = """
import sys
from pathlib import Path
from tabletop.bootstrap import headless
from tabletop.store.exercise_file import ExerciseFile
journal = ExerciseFile.open(Path(sys.argv[1]), read_pack=headless.frozen_pack)
print("held", flush=True)
sys.stdin.readline()
journal.close()
"""


def test_a_file_that_another_process_has_open_is_told_with_its_holder(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window()
    file = tmp_path / "a.tabletop"
    make_file(window, file)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(),
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"

        opened(qtbot, window, file)

        qtbot.waitUntil(lambda: "is open at " in home_words(window), timeout=WAIT_MS)
        assert f"({child.pid}) since" in home_words(window)
        assert window.bridge is None
        child.communicate("\n", timeout=10)
    opened(qtbot, window, file)
    assert window.bridge is not None


# The shadow log -----------------------------------------------------------------------------------


def test_a_shadow_folder_that_cannot_be_written_is_told_and_acts_go_on(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock, tmp_path: Path
) -> None:
    paths.data().mkdir(parents=True)
    (paths.data() / "exercises").write_text("in the way", encoding="utf-8")

    desk = real_desk_before(qtbot, make_window(), clock, tmp_path / "a.tabletop")

    desk.until(lambda: "The exercise itself is safe" in said(desk.page.parts.readiness))
    desk.page.parts.readiness._override.setText("drill")
    desk.press("Ctrl+F5").press("F5")
    assert desk.kinds == ["startex", "release"]


def test_a_shadow_folder_that_fails_in_mid_play_is_told_and_acts_go_on(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock, tmp_path: Path
) -> None:
    desk = real_desk(qtbot, make_window(), clock, tmp_path / "a.tabletop")
    exercises = paths.data() / "exercises"
    exercises.rename(tmp_path / "elsewhere")
    exercises.write_text("in the way", encoding="utf-8")

    desk.press("F9")

    assert desk.state.stage == "paused"
    desk.until(lambda: "The exercise itself is safe" in desk.strip[1])
    desk.wait(2_000).press("F9").press("F5")
    assert desk.kinds == ["startex", "pause", "resume", "release"]


def real_desk_before(qtbot: QtBot, window: MainWindow, clock: ManualClock, file: Path) -> Seat:
    """Sit at an exercise in a real file, before STARTEX."""
    window._tasks.spawn(window.begin(paths.bundled_pack("quick-start"), file))
    qtbot.waitUntil(lambda: window.bridge is not None and window._tasks.is_idle, timeout=WAIT_MS)
    return Seat(qtbot, window, clock)


# Sleep --------------------------------------------------------------------------------------------


def test_a_sleep_of_nine_hours_pauses_once_and_releases_nothing(desk: Seat) -> None:
    desk.page.parts.table.select("E02")
    desk.press("Ctrl+Shift+U")
    rows = len(desk.rows)

    desk.clock.wall_at += timedelta(hours=9)
    desk.until(lambda: desk.state.stage == "paused")
    desk._qtbot.wait(50)

    assert [row.entry.kind for row in desk.rows[rows:]] == ["pause"]
    assert [pause.reason for pause in desk.state.pauses] == ["sleep"]
    assert desk.bridge.elapsed_ms == 2_000
    assert "The computer slept" in desk.strip[1]
    assert "nothing was released" in desk.strip[1]
    desk.press("F9")
    assert desk.state.stage == "running"
    assert desk.bridge.elapsed_ms == 2_000


# Defects ------------------------------------------------------------------------------------------


def test_a_defect_writes_a_report_is_told_and_the_exercise_goes_on(
    desk: Seat, logged_warnings: list[Any]
) -> None:
    net = _Net(desk.window)
    with pytest.raises(ZeroDivisionError) as fault:
        _ = 1 // 0
    net.catch(fault.type, fault.value, fault.tb)

    [report] = (paths.data() / "reports").iterdir()
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert desk.strip[0] == "trouble"
    assert "Every saved entry is safe and you can go on" in desk.strip[1]
    assert str(report) in desk.strip[1]
    assert [record.name for record in logged_warnings] == ["tabletop"]
    desk.press("F5")
    assert desk.inject("E01").is_released


CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tabletop import paths
from tabletop.bootstrap.window import run
from tabletop.ui.main_window import MainWindow

application = QApplication(["tabletop"])
steps = []


def window():
    return next(one for one in application.topLevelWidgets() if isinstance(one, MainWindow))


def step():
    if not [one for one in application.topLevelWidgets() if isinstance(one, MainWindow)]:
        return
    bridge = window().bridge
    if bridge is None:
        return
    if not steps:
        steps.append("broken")
        QTimer.singleShot(0, broken)
        window()._tasks.spawn(fails())
    elif steps == ["broken"] and list((paths.data() / "reports").glob("*")):
        steps.append("logged")
        window().do("log")
        window()._tasks.spawn(bridge.act(hold, "E01"))
    elif steps[-1] == "logged" and "hold" in [row.entry.kind for row in bridge.session.recorded]:
        steps.append("closed")
        window().close()


def broken():
    raise ZeroDivisionError


async def fails():
    raise KeyError("a task")


from tabletop.services.conduct import hold_inject as hold
timer = QTimer(application)
timer.timeout.connect(step)
timer.start(20)
QTimer.singleShot(30_000, lambda: sys.exit(9))
code = run(Path(sys.argv[1]), language="en")
print(steps, code)
"""


def test_a_defect_in_a_slot_and_in_a_task_end_in_reports_and_not_the_program(
    tmp_path: Path, make_window: MakeWindow
) -> None:
    file = tmp_path / "a.tabletop"
    make_file(make_window(), file)

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(file)],
        capture_output=True, text=True, timeout=60, check=False,
        env=environment() | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip

    assert done.stdout.splitlines()[-1:] == ["['broken', 'logged', 'closed'] 0"], done.stderr
    told = "".join(report.read_text("utf-8") for report in (paths.data() / "reports").iterdir())
    assert "ZeroDivisionError" in told or "KeyError" in told
    assert json.dumps("Traceback") not in done.stdout


# Before STARTEX -----------------------------------------------------------------------------------


def test_counts_and_startex_that_find_no_room_are_told_at_the_gate(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock
) -> None:
    plan = scenario(inject("E01"), readiness=(readiness_item("K01", required=2),))
    workplace = MemoryWorkplace(clock, plan)
    desk = Seat.at(qtbot, make_window(workplace=workplace), clock)
    workplace.journal.appends_before_full = 0

    desk.button("All present").click()
    desk.settle()
    assert DISK_FULL in said(desk.page.parts.readiness)
    desk.press("Ctrl+F5")
    assert desk.kinds == []
    assert "NOT SAVED" in desk.header
    workplace.journal.appends_before_full = None
    desk.button("All present").click()
    desk.settle().press("Ctrl+F5")

    assert desk.kinds == ["readiness-checked", "startex"]
    assert "NOT SAVED" not in desk.header


def test_what_comes_after_home_was_built_anew_does_no_harm(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()

    for keys in ("Ctrl+N", "F11", "Ctrl+N", "F11"):
        send(focus_window(), keys)
    qtbot.waitUntil(lambda: window._tasks.is_idle, timeout=WAIT_MS)

    assert window.isVisible()  # and `tasks` tells of no fault
