"""What the window's tests share: one application, a running asyncio loop, a window over memory journals."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import qasync
from builders import ManualClock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.run_desk import MemoryWorkplace, RunDesk, Sit

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.settings import Settings
from tabletop.ui.application import set_up
from tabletop.ui.main_window import MainWindow
from tabletop.ui.tasks import Tasks

TICK_MS = 10
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # without a display Qt would abort


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep settings, shadow logs and new exercises of a test to itself."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture(scope="session")
def qapp_ready(qapp: QApplication) -> QApplication:
    set_up(qapp)
    return qapp


@pytest.fixture
def tasks(qapp_ready: QApplication, qtbot: QtBot) -> Iterator[Tasks]:
    """Tasks on a running loop; a task that fails or is left running fails the test."""
    loop = qasync.QEventLoop(qapp_ready, already_running=True)
    asyncio.set_event_loop(loop)
    faults: list[BaseException] = []
    made = Tasks(loop, faults.append)
    yield made
    qtbot.waitUntil(lambda: made.is_idle, timeout=10_000)
    made.stop_threads()
    asyncio.events._set_running_loop(None)
    asyncio.set_event_loop(None)
    loop._QEventLoop__is_running = False  # stop() would also forbid Qt any further waiting
    loop.close()
    loop._timer.deleteLater()  # else it may be collected, with timers that still run, on another thread
    assert not faults, faults


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def make_window(qtbot: QtBot, tasks: Tasks, clock: ManualClock) -> Iterator[MakeWindow]:
    """Make a real window over real files, on a manual clock; it is closed in order at the end."""
    made: list[MainWindow] = []

    def make(
        *, language: str = "en", size: tuple[int, int] = (1366, 728), workplace: LocalWorkplace | None = None,
        kind: type[MainWindow] = MainWindow, **settings: object,
    ) -> MainWindow:  # fmt: skip
        chosen = Settings(language=language, **settings)
        window = kind(workplace or LocalWorkplace(clock), tasks, chosen, tick_ms=TICK_MS)
        window.resize(*size)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        made.append(window)
        return window

    yield make
    for window in made:  # not by qtbot.addWidget: it would close them before anyone waits
        if window.isVisible():  # else the test itself left it, by its key
            with qtbot.waitSignal(window.closed, timeout=10_000):
                window.close()
        qtbot.waitUntil(lambda window=window: not window.isVisible())
        window.deleteLater()


@pytest.fixture
def sit(qtbot: QtBot, make_window: MakeWindow, clock: ManualClock) -> Sit:
    """Open the small exercise in a window and sit down at it."""

    def sit_down(**settings: object) -> RunDesk:
        return RunDesk.at(qtbot, make_window(workplace=MemoryWorkplace(clock), **settings), clock)

    return sit_down


@pytest.fixture
def desk(sit: Sit) -> RunDesk:
    """Sit at an exercise that is running."""
    return sit().started()


@pytest.fixture
def released(desk: RunDesk) -> RunDesk:
    """Sit at an exercise whose first inject went out two seconds ago."""
    return desk.press("F5").wait(2_000)
