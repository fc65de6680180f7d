"""Observers in the real window over real files, by keys alone: a logbook goes out, comes back, is merged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from builders import ManualClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from ui.run_desk import send

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.play.observations import ObservationNoted
from tabletop.services import observation
from tabletop.services.prepare import open_session
from tabletop.ui.main_window import MainWindow
from tabletop.ui.tasks import Tasks

WAIT_MS = 20_000


def _press(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    with qtbot.waitActive(window):  # offscreen no window manager gives the focus back after a dialog
        window.activateWindow()
    send(window.windowHandle(), keys)


def _answer(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Type a name into the dialog that is open, and leave it by Enter."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)), timeout=WAIT_MS)
    line = window.findChild(QFileDialog).findChild(QLineEdit)
    line.setText(name)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog), timeout=WAIT_MS)


def _log(file: Path, clock: ManualClock, *, ahead_ms: int) -> None:
    """Observe on another laptop, whose clock runs ahead."""
    laptop = ManualClock()
    laptop.wall_at = clock.wall_at + timedelta(milliseconds=ahead_ms)
    session = open_session(LocalWorkplace(laptop).open(file, lambda _finding: None), laptop)
    observation.mark_clock(session, 1)
    observation.note_observation(session, ObservationNoted(cell=session.cells[0], text="Seen at the gate"))
    session.journal.close()


def test_a_logbook_goes_out_and_comes_back(
    qtbot: QtBot, tasks: Tasks, clock: ManualClock, tmp_path: Path, make_window: Callable[..., MainWindow]
) -> None:
    # arrange
    window = make_window()
    tasks.spawn(window.begin_sample())
    qtbot.waitUntil(lambda: window.bridge is not None and tasks.is_idle, timeout=WAIT_MS)
    window.show_mode("observers")
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)
    page = window._pages["observers"]
    logbook = tmp_path / "Sri.tabletop"

    # act: issue it
    _press(qtbot, window, "Ctrl+N")
    qtbot.keyClicks(QApplication.focusWidget(), "Sri")
    _press(qtbot, window, "Ctrl+Return")
    _answer(qtbot, window, str(logbook))
    qtbot.waitUntil(logbook.exists, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)

    # act: mark, log, merge
    _press(qtbot, window, "F8")
    qtbot.waitUntil(lambda: page.parts.strip.tone == "mark", timeout=WAIT_MS)
    _log(logbook, clock, ahead_ms=3 * 3_600_000)
    _press(qtbot, window, "Ctrl+M")
    _answer(qtbot, window, str(logbook))
    qtbot.waitUntil(lambda: "P1" in page._merging.new, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)

    # assert
    row = next(row for row in page.parts.stations.table.model().rows if row.id == "P1")
    assert row.cells[0].second == "Sri"
    assert row.cells[4].words == "+3:00:00"
    assert row.cells[5].words == "Complete"
