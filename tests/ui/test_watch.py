"""The computer under the exercise: what is low is said once, and ends when it is well again."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tabletop.i18n import catalogue
from tabletop.ui.desktop import Battery, KeepAwake
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks
from tabletop.ui.theme import FIELD
from tabletop.ui.watch import (
    MB,
    MachineFinding,
    MachineReading,
    MachineWatch,
    Wakefulness,
    judge,
    machine_words,
    read_machine,
)

STICK, HOME = Path("/media/stick"), Path("/home/director")
PLENTY = {STICK: 10_000 * MB, HOME: 10_000 * MB}


def levels(*percents: int, is_plugged: bool = False) -> list[int]:
    """Judge the battery again and again, each time knowing what was low before."""
    before: tuple[MachineFinding, ...] = ()
    found = []
    for percent in percents:
        before = judge(MachineReading(battery=Battery(percent=percent, is_plugged=is_plugged)), before)
        found.append(before[0].level if before else 0)
    return found


def test_a_battery_is_low_below_20_and_worse_below_10() -> None:
    assert levels(100, 20, 19, 10, 9, 1) == [0, 0, 1, 1, 2, 2]


def test_a_battery_that_wavers_does_not_come_and_go() -> None:
    assert levels(19, 20, 19, 22, 23) == [1, 1, 1, 1, 0]
    assert levels(9, 10, 12, 13, 19) == [2, 2, 2, 1, 1]


def test_a_battery_on_the_charger_is_never_low() -> None:
    assert levels(5, is_plugged=True) == [0]


def test_a_computer_without_a_battery_has_no_trouble_with_it() -> None:
    assert judge(MachineReading(free=PLENTY)) == ()


@pytest.mark.parametrize(
    ("free", "before", "level"),
    [(500, 0, 0), (499, 0, 1), (100, 0, 1), (99, 0, 2), (549, 1, 1), (550, 1, 0), (149, 2, 2), (150, 2, 1)],
)
def test_a_disk_is_low_below_500_mb_and_worse_below_100(free: int, before: int, level: int) -> None:
    known = [MachineFinding(kind="disk", level=before, left=0)] if before else []

    found = judge(MachineReading(free={HOME: free * MB}), known)

    assert [one.level for one in found] == ([level] if level else [])


def test_the_disk_with_the_least_room_is_named() -> None:
    found = judge(MachineReading(free={STICK: 300 * MB, HOME: 400 * MB}))

    assert found == (MachineFinding(kind="disk", level=1, left=300, folder=STICK),)


def test_a_disk_that_was_pulled_out_is_not_called_full(tmp_path: Path) -> None:
    reading = read_machine([tmp_path, tmp_path / "pulled"])

    assert list(reading.free) == [tmp_path]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("kind", ["disk", "battery"])
def test_what_is_low_is_said_with_its_figure(kind: str, level: int, language: str) -> None:
    look = Look(FIELD, 100, catalogue(language))
    finding = MachineFinding(kind=kind, level=level, left=17, folder=STICK)  # type: ignore[arg-type]

    words = machine_words(finding, look)

    assert "17" in words
    assert ("/media/stick" in words) == (kind == "disk")


def test_a_long_folder_is_said_by_its_end() -> None:
    look = Look(FIELD, 100, catalogue("en"))
    folder = Path("/media/director") / ("deep" * 40) / "Tabletop"

    words = machine_words(MachineFinding(kind="disk", level=1, left=17, folder=folder), look)

    assert "deep/Tabletop." in words
    assert len(words) < 130


# The watch ------------------------------------------------------------------------------------------


class Machine:
    """A computer whose readings a test sets; it remembers on which threads it was read."""

    def __init__(self) -> None:
        self.reading = MachineReading(free=PLENTY)
        self.asked: list[tuple[Sequence[Path], str]] = []

    def read(self, folders: Sequence[Path]) -> MachineReading:
        self.asked.append((folders, threading.current_thread().name))
        return self.reading


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def watch(tasks: Tasks, machine: Machine) -> MachineWatch:
    return MachineWatch(tasks, [STICK, HOME], read=machine.read, look_ms=5)


def test_the_computer_is_read_beside_the_gui(qtbot: QtBot, watch: MachineWatch, machine: Machine) -> None:
    watch.start()
    qtbot.waitUntil(lambda: len(machine.asked) >= 3)
    watch.stop()

    assert {name.partition("_")[0] for _, name in machine.asked} == {"worker"}
    assert machine.asked[0][0] == (STICK, HOME)


def test_only_what_changed_is_told(qtbot: QtBot, watch: MachineWatch, machine: Machine) -> None:
    told: list[tuple[MachineFinding, ...]] = []
    watch.changed.connect(told.append)
    low = MachineReading(battery=Battery(percent=15, is_plugged=False), free=PLENTY)

    watch.start()
    qtbot.waitUntil(lambda: len(machine.asked) >= 3)
    machine.reading = low
    qtbot.waitUntil(lambda: len(told) == 1)
    seen = len(machine.asked)
    qtbot.waitUntil(lambda: len(machine.asked) >= seen + 3)
    machine.reading = MachineReading(free=PLENTY)
    qtbot.waitUntil(lambda: len(told) == 2)
    watch.stop()

    assert told == [(MachineFinding(kind="battery", level=1, left=15),), ()]
    assert watch.findings == ()


def test_what_is_found_after_the_exercise_was_let_go_of_is_not_told(
    qtbot: QtBot, watch: MachineWatch, machine: Machine, tasks: Tasks
) -> None:
    told: list[object] = []
    watch.changed.connect(told.append)
    machine.reading = MachineReading(free={STICK: 1})

    watch.start()
    watch.stop()
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert told == []


# Sleep ----------------------------------------------------------------------------------------------


class Keeper(KeepAwake):
    """Notes what it is asked and on which thread; the system it asks says yes."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.threads: set[str] = set()

    def hold(self) -> bool:
        self.asked.append("hold")
        self.threads.add(threading.current_thread().name)
        return True

    def let_go(self) -> bool:
        self.asked.append("let go")
        self.threads.add(threading.current_thread().name)
        return False


def test_the_computer_is_kept_awake_only_while_the_exercise_runs(qtbot: QtBot, tasks: Tasks) -> None:
    keeper = Keeper()
    wakefulness = Wakefulness(tasks, keeper)

    for stage in ("before", "running", "running", "paused", "running", "ended", "before"):
        wakefulness.follow(stage)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert keeper.asked == ["hold", "let go", "hold", "let go"]
    assert len(keeper.threads) == 1
    assert not wakefulness.is_kept


def test_it_is_known_whether_the_system_stays_awake(qtbot: QtBot, tasks: Tasks) -> None:
    wakefulness = Wakefulness(tasks, Keeper())

    wakefulness.follow("running")
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert wakefulness.is_kept
