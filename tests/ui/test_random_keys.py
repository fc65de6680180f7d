"""Ten thousand keys of a cat on the keyboard: no defect, no Qt warning, a whole journal, a living window."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import ManualClock
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, RunDesk, focus_window, send

from tabletop import paths
from tabletop.bootstrap import headless
from tabletop.store.exercise_file import ExerciseFile
from tabletop.ui.main_window import MainWindow
from tabletop.ui.verbs import VERBS

BUILDS_ANEW = ("larger", "smaller", "theme", "language")
TYPED = [*"abcdefghijklmnopqrstuvwxyz0123456789", "#", "@", "Space", "Space", "Space"]
CHORDS = [keys for verb in VERBS if verb.id not in ("quit", *BUILDS_ANEW) for keys in verb.keys]
DRESSES = [keys for verb in VERBS if verb.id in BUILDS_ANEW for keys in verb.keys]
MOVES = [
    "Tab", "Tab", "Shift+Tab", "Return", "Return", "Enter", "Esc", "Esc", "Up", "Down", "Left", "Right",
    "PgUp", "PgDown", "Home", "End", "Backspace", "Del", "Ctrl+Return", "Shift+Return", "Ctrl+A", "Ctrl+Z",
    "Ctrl+V", "Alt+Down", "Menu", *(f"F{n}" for n in range(1, 13)), *(f"Shift+F{n}" for n in range(1, 13)),
]  # fmt: skip
AFTER_ENDEX = 200
"""So many keys go on into an ended exercise; then a fresh one is opened."""


class Cat:
    """Presses keys from a seed, and lets time pass; it opens a fresh exercise where one has ended."""

    def __init__(self, desk: RunDesk, seed: int) -> None:
        self._desk = desk
        self._dice = random.Random(seed)
        self._ended_for = 0
        self.files: dict[Path, str] = {}
        """Each exercise that was walked on, and its id."""

    def walk(self, count: int) -> None:
        for nth in range(count):
            send(self._focus(), self._key())
            self._desk.clock.advance(self._dice.choice((0, 30, 150, 400, 1_600)))
            QApplication.processEvents()
            if nth % 25 == 0:
                self._tidy()

    def fresh(self) -> None:
        """Open a new exercise, before STARTEX."""
        window = self._desk.window
        file = Path(f"{len(self.files)}.tabletop").resolve()
        self._desk.settle()
        bridge = window.bridge
        window._tasks.spawn(window.begin(paths.bundled_pack("quick-start"), file))
        self._desk._qtbot.waitUntil(lambda: window.bridge not in (None, bridge), timeout=10_000)
        self._ended_for = 0
        self._note_file()

    def _note_file(self) -> None:
        """Remember what is open: keys in Home open other exercises too."""
        journal = self._desk.bridge.session.journal
        assert isinstance(journal, ExerciseFile)
        self.files[journal.path] = journal.header.exercise

    def start(self) -> None:
        """Bring the exercise to its beginning, whatever was pressed before."""
        desk = self._desk
        if desk.state.stage == "before":
            self._tidy()
            self._focus()
            desk.press("Esc", "Esc")
            panel = desk.page.parts.readiness
            panel.all_present_asked.emit()
            desk.settle()
            panel._override.setText("drill")
            desk.press("Ctrl+F5")
        assert desk.state.stage != "before"

    def _focus(self) -> QWindow:
        """Return where keys go; as on a real desktop, the window is active again after a menu."""
        if QGuiApplication.focusWindow() is None:
            self._desk.window.activateWindow()
            self._desk._qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
        return focus_window()

    def _key(self) -> str:
        kind = self._dice.choices((TYPED, CHORDS, MOVES, DRESSES), (35, 34, 30, 0.3))[0]
        return self._dice.choice(kind)

    def _tidy(self) -> None:
        """Come back to Run from wherever a key led."""
        window = self._desk.window
        self._desk.settle()
        self._note_file()
        if (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        if not self._desk.page.isVisible():
            window.show_mode("run")
        if self._desk.state.stage == "ended":
            self._ended_for += 25
        if self._ended_for > AFTER_ENDEX:
            self.fresh()
            self.start()


class Resident(MainWindow):
    """A window that a menu cannot close: the walk goes on."""

    def do(self, verb_id: str) -> None:
        if verb_id != "quit":
            super().do(verb_id)


@pytest.fixture
def uncaught() -> Iterator[list[BaseException]]:
    """Collect what no slot caught, as the excepthook gets it."""
    caught: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda _kind, fault, _trace: caught.append(fault)
    yield caught
    sys.excepthook = before


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize(
    ("count", "seed"), [(500, 1), pytest.param(10_000, 2, marks=pytest.mark.long)], ids=["short", "whole"]
)
def test_random_keys_in_run_lead_to_no_defect_and_a_whole_journal(
    qtbot: QtBot, make_window: MakeWindow, clock: ManualClock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, uncaught: list[BaseException], qtlog: Any, count: int, seed: int,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    desk = RunDesk(qtbot, make_window(kind=Resident), clock)
    cat = Cat(desk, seed)
    cat.fresh()

    cat.walk(count // 10)
    cat.start()
    cat.walk(count - count // 10)

    desk.settle()
    assert uncaught == []
    said = {record.message for record in qtlog.records}
    assert {words for words in said if not words.startswith("This plugin does not support")} == set()
    cat._note_file()
    walked, rows, last = dict(cat.files), len(desk.rows), desk.bridge.session.journal.header.exercise
    cat.fresh()  # the window still answers, and lets go of the file
    reports = {
        name: headless.verify(file, paths.data() / "exercises" / name) for file, name in walked.items()
    }
    assert {name: report.findings for name, report in reports.items() if report.findings} == {}
    kept = sum(station.rows for station in reports[last].stations)
    assert kept in (rows, rows + 1)  # the last one a pause, where it was running
