"""A director at the window in Run: a small exercise whose disk can be full, its keys and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from builders import MINUTE, START, ManualClock, action, inject, pack, phase, scenario, variant
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from services.desk import WatchedJournal
from shiboken6 import isValid

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Met, Unmet
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState, InjectState
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.log_entries import EntryRole, LogEntry
from tabletop.ui.main_window import MainWindow
from tabletop.ui.pages.run import RunPage
from tabletop.ui.widgets.form import Form

WAIT_MS = 5_000
MakeWindow = Callable[..., MainWindow]
Sit = Callable[..., "RunDesk"]


def small_plan() -> Scenario:
    """Hold one of everything: a limit, a contingency, a variant, phases, a question for the hot wash."""
    return scenario(
        inject("E01", action("E01.a", limit_ms=2 * MINUTE), action("E01.b"), red_lines=("R2",)),
        inject("E02", action("E02.a"), at_ms=2 * MINUTE),
        inject("C03", kind="contingency", at_ms=None, when=Unmet(actions=("E01.a",))),
        inject(
            "E04", action("E04.a"), action("E04.b"), at_ms=5 * MINUTE,
            scenario_at=START + timedelta(hours=12), variants=(variant(Met(action="E01.a"), "b"),),
        ),
        inject("E05", at_ms=8 * MINUTE),
        phases=(phase("F1", 0), phase("F2", 5 * MINUTE, START + timedelta(days=1))),
        hot_wash=(Text.same("What went well?"), Text.same("What next time?")),
    )  # fmt: skip


class MemoryWorkplace(LocalWorkplace):
    """The real workplace, but for exercises in memory: each file that is opened is a journal of its own."""

    def __init__(self, clock: ManualClock, plan: Scenario | None = None) -> None:
        super().__init__(clock)
        self._plan = plan or small_plan()
        self.journal = WatchedJournal(pack(self._plan))

    def begin(self, _pack: Path, _file: Path, _warn: object) -> WatchedJournal:  # type: ignore[override]
        return self.journal

    def open(self, _file: Path, _warn: object) -> WatchedJournal:  # type: ignore[override]
        return self.journal


def send(window: QWindow, keys: str, *, is_held: bool = False) -> None:
    """Press and let go of a chord such as `Ctrl+Shift+F6`, as the window system reports it."""
    chord = QKeySequence(keys)[0]
    key, modifiers = chord.key(), chord.keyboardModifiers()
    words = " " if key == Qt.Key.Key_Space else QKeySequence(key).toString().lower()
    text = words if len(words) == 1 and not modifiers else ""
    QTest.simulateEvent(window, True, key, modifiers, text, is_held)
    if not is_held and isValid(window):  # a menu may have gone with the press
        QTest.simulateEvent(window, False, key, modifiers, text, False)


class RunDesk:
    """The window with an exercise in it; what a test does goes through keys, as a director's does."""

    def __init__(self, qtbot: QtBot, window: MainWindow, clock: ManualClock) -> None:
        self._qtbot = qtbot
        self.window = window
        self.clock = clock

    @classmethod
    def at(cls, qtbot: QtBot, window: MainWindow, clock: ManualClock) -> RunDesk:
        """Sit down at a window and open its workplace's exercise."""
        window._tasks.spawn(window.begin(Path("pack"), Path("small.tabletop")))
        qtbot.waitUntil(lambda: window.bridge is not None and window._tasks.is_idle, timeout=WAIT_MS)
        return cls(qtbot, window, clock)

    # What there is ------------------------------------------------------------------------------

    @property
    def bridge(self) -> Bridge:
        assert self.window.bridge is not None
        return self.window.bridge

    @property
    def state(self) -> ExerciseState:
        return self.bridge.state

    @property
    def rows(self) -> Sequence[Recorded]:
        return self.bridge.session.recorded

    @property
    def kinds(self) -> list[str]:
        return [row.entry.kind for row in self.rows if row.entry.kind != "station-opened"]

    @property
    def last(self) -> Recorded:
        return self.rows[-1]

    def inject(self, number: str) -> InjectState:
        return self.state.injects[number]

    @property
    def page(self) -> RunPage:
        page = self.window.centralWidget().findChild(RunPage)
        assert page is not None
        return page

    @property
    def form(self) -> Form:
        form = self.page.parts.form
        assert form is not None
        return form

    @property
    def line(self) -> QLineEdit:
        line = self.page.parts.entry.findChild(QLineEdit)
        assert line is not None
        return line

    @property
    def has_line_focus(self) -> bool:
        return QApplication.focusWidget() is self.line

    # What it says -------------------------------------------------------------------------------

    @property
    def strip(self) -> tuple[str, str]:
        """Return which bar of the strip is in front, and its words."""
        strip = self.page.parts.strip
        return strip.rank, said(strip)

    @property
    def header(self) -> str:
        return said(self.page.parts.header)

    def button(self, words: str) -> QPushButton:
        """Return the only button to be seen that begins with these words."""
        found = [
            one
            for one in self.window.findChildren(QPushButton)
            if one.text().startswith(words) and one.isVisible()
        ]
        assert len(found) == 1, (words, [one.text() for one in found])
        return found[0]

    # What a person does -------------------------------------------------------------------------

    def press(self, *chords: str) -> RunDesk:
        """Press chords one after another, into whatever has the focus; each is done before the next."""
        for keys in chords:
            send(focus_window(), keys)
            self.settle()
        return self

    def press_at_once(self, *chords: str) -> RunDesk:
        """Press chords faster than any disk answers."""
        for keys in chords:
            send(focus_window(), keys)
        return self.settle()

    def type(self, words: str) -> RunDesk:
        """Type into what has the focus; past the platform's window, which is thirty times slower."""
        for letter in words:
            QTest.keyClick(QApplication.focusWidget(), letter)
        return self

    def settle(self) -> RunDesk:
        """Wait until nothing is under way, so that what was done can be read."""
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: self.window._tasks.is_idle, timeout=WAIT_MS)
        return self

    def wait(self, ms: int) -> RunDesk:
        """Let time pass in steps that no one takes for sleep, each with its tick."""
        while ms > 0:
            step_ms = min(ms, 4_000)
            ms -= step_ms
            self.clock.advance(step_ms)
            self._qtbot.waitUntil(self._has_ticked, timeout=WAIT_MS)
        return self.settle()

    def _has_ticked(self) -> bool:
        session = self.bridge.session
        seen = session._last_alive
        is_seen = self.state.stage != "running" or (seen is not None and seen.mono_ns == self.clock.mono_ns)
        return is_seen and self.window._tasks.is_idle

    def started(self) -> RunDesk:
        """Give STARTEX, and wait until the receipts of it are over."""
        self.press("Ctrl+F5")
        assert self.state.stage == "running"
        return self.wait(2_000)

    def fill(self, **values: str | int | bool) -> RunDesk:
        """Put values into the open form."""
        assert set(values) <= set(self.form.values()), set(self.form.values())
        self.form.restore(values)
        return self

    def submit(self, **values: str | int | bool) -> RunDesk:
        """Fill the open form in and press its key."""
        self.fill(**values)
        return self.press("Ctrl+Return")


def said(widget: QWidget) -> str:
    """Return every word of a widget that can be seen."""
    parts = [
        one.text()
        for one in widget.findChildren(QWidget)
        if isinstance(one, QLabel | QPushButton) and one.isVisible()
    ]
    return "\n".join(part for part in parts if part)


def focus_window() -> QWindow:
    """Return where the window system sends keys: a menu, if one is open, else the window."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    return window


def offered(desk: RunDesk) -> RunDesk:
    """Let the first inject's action go past its limit, so that the contingency is offered."""
    return desk.press("F5").wait(2 * MINUTE + 1_000)


def log_of(desk: RunDesk) -> list[LogEntry]:
    model = desk.page.parts.log.view.model()
    return [model.index(row, 0).data(EntryRole) for row in range(model.rowCount())]
