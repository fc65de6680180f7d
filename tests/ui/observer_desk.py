"""An observer at a small window over a logbook in memory: keys, what it says, a disk that can be full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from builders import MINUTE, ManualClock, action, inject, pack, scenario
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot
from ui.run_desk import send

from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Recorded, Stamp
from tabletop.errors import UserError
from tabletop.i18n import catalogue
from tabletop.services import merging, observation
from tabletop.services.session import Session
from tabletop.services.workplace import PaperFile
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.actions import Actions
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.observer_entries import ObserverEntry
from tabletop.ui.look import Look
from tabletop.ui.pages.observer import ObserverPage
from tabletop.ui.stylesheet import stylesheet
from tabletop.ui.tasks import Tasks
from tabletop.ui.theme import FIELD, Theme
from tabletop.ui.widgets.form import Form

WAIT_MS = 5_000


class FullableJournal(MemoryJournal):
    """A memory journal whose disk can be full for a while."""

    is_full = False

    def append(self, *, station: str, author: str, event: Event, stamp: Stamp) -> Recorded:
        if self.is_full:
            raise UserError("disk-full", file="P1.tabletop")
        return super().append(station=station, author=author, event=event, stamp=stamp)


class SmallWorkplace:
    """The few things that leave a logbook, without files."""

    def __init__(self) -> None:
        self.refuses_evidence = False
        self.saved: list[Path] = []
        self.sheets: list[tuple[int, int]] = []

    def hand_over(self, session: Session, folder: Path) -> Path:
        rows, head = merging.own_head(session)
        merging.hand_over(session, rows=rows, head=head)
        return folder / "P1.tabletop"

    def read_evidence(self, path: Path) -> bytes:
        if self.refuses_evidence:
            raise UserError("evidence-broken", name=path.name)
        return path.name.encode()

    def receipt(self, _session: Session, _languages: tuple[str, ...]) -> PaperFile:
        return PaperFile(data=b"receipt")

    def observer_sheets(
        self, _session: Session, _languages: tuple[str, ...], *, first: int, count: int
    ) -> PaperFile:
        self.sheets.append((first, count))
        return PaperFile(data=b"sheets")

    def save(self, path: Path, _data: bytes) -> None:
        self.saved.append(path)


def begun_journal(
    clock: ManualClock, cells: tuple[str, ...] = ("OPS", "LO"), name: str = "Sri"
) -> FullableJournal:
    """Return the journal of a logbook that was begun a minute ago."""
    plan = scenario(
        inject("E02", action("E02.a"), at_ms=5 * MINUTE),
        inject("E01", action("E01.a", limit_ms=2 * MINUTE), action("E01.b"), red_lines=("R2",)),
    )
    journal = FullableJournal(pack(plan), "EX", station="P1")
    observation.begin_logbook(Session(journal, clock), cells, name)
    clock.advance(MINUTE)
    return journal


class ObserverDesk:
    """What a test does goes through keys, as an observer's does."""

    def __init__(
        self, qtbot: QtBot, tasks: Tasks, clock: ManualClock, journal: FullableJournal, *,
        language: str = "en", size: tuple[int, int] = (1366, 728), scale: int = 100, theme: Theme = FIELD,
    ) -> None:  # fmt: skip
        self._qtbot = qtbot
        self._tasks = tasks
        self.clock = clock
        self.journal = journal
        self.workplace = SmallWorkplace()
        self.bridge = Bridge(tasks, Session(journal, clock), tick_ms=10, retry_ms=20)
        self.window = QMainWindow()
        self.asked: list[str] = []
        self._actions = Actions(self.window, self.do)
        self._actions.enable_where("observer")
        self.window.resize(*size)
        self.show_in(Look(theme, scale, catalogue(language)))
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.page.enter()

    def show_in(self, look: Look, kept: dict[str, object] | None = None) -> None:
        """Build the page, anew where the look changes."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setStyleSheet(stylesheet(look))
        application.setFont(look.font(16))
        self._actions.word(look)
        self.page = ObserverPage(
            look, self.bridge, self._tasks, workplace=self.workplace, trigger=self.do,  # type: ignore[arg-type]
        )  # fmt: skip
        self.window.setCentralWidget(self.page)
        self.page.restore(kept or {})

    def do(self, verb: str) -> None:
        self.asked.append(verb)
        self.page.do(verb)

    def leave(self) -> None:
        """Close in order."""
        self._tasks.spawn(self.bridge.close())
        self.settle()
        self.window.close()
        self.window.deleteLater()

    # What there is --------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Recorded]:
        return [row for row in self.journal.recorded() if row.entry.kind != "station-opened"]

    @property
    def last(self) -> Recorded:
        return self.rows[-1]

    @property
    def ago_ms(self) -> int:
        """Return how long before it was written the last row was seen."""
        entry = self.last.entry
        assert entry.observed_ms is not None
        return entry.elapsed_ms - entry.observed_ms

    @property
    def fact(self) -> QPlainTextEdit:
        return self.page.parts.form.fact

    @property
    def seen(self) -> QLineEdit:
        return self.page.parts.form.seen.line

    @property
    def form(self) -> Form:
        form = self.page.parts.panel
        assert isinstance(form, Form)
        return form

    @property
    def strip(self) -> tuple[str, str]:
        return self.page.parts.strip.bar, self.page.parts.strip.words

    @property
    def header(self) -> str:
        labels = self.page.parts.header.findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.text())

    @property
    def entries(self) -> Sequence[ObserverEntry]:
        model = self.page.parts.entries.view.model()
        return list(model.entries)  # type: ignore[attr-defined]

    # What a person does ---------------------------------------------------------------------------

    def press(self, *chords: str) -> ObserverDesk:
        for keys in chords:
            handle = self.window.windowHandle()
            assert handle is not None
            send(handle, keys)
            self.settle()
        return self

    def type(self, words: str) -> ObserverDesk:
        for letter in words:
            QTest.keyClick(QApplication.focusWidget(), letter)
        return self

    def enter(self) -> ObserverDesk:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        return self.settle()

    def press_enter_only(self) -> ObserverDesk:
        """Press Enter and do not wait: the disk may never answer."""
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        return self

    def until(self, holds: Callable[[], bool]) -> ObserverDesk:
        self._qtbot.waitUntil(holds, timeout=WAIT_MS)
        return self

    def escape(self) -> ObserverDesk:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        return self.settle()

    def note(self, words: str) -> ObserverDesk:
        """Type a fact and save it."""
        self.press("F2")
        return self.type(words).enter()

    def retype(self, line: QLineEdit, words: str) -> ObserverDesk:
        """Replace what stands in a line."""
        line.setFocus()
        line.selectAll()
        return self.type(words)

    def choose_entry(self, at: int) -> ObserverDesk:
        self.page.parts.entries.select(self.entries[at].seq)
        return self

    def wait(self, ms: int) -> ObserverDesk:
        self.clock.advance(ms)
        return self.settle()

    def set_wall(self, hour: int, minute: int = 0) -> ObserverDesk:
        """Put the own wall clock to a time of day; the stopwatch goes on."""
        local = self.clock.wall_at.astimezone()
        self.clock.wall_at += local.replace(hour=hour, minute=minute, second=0, microsecond=0) - local
        return self.settle()

    def settle(self) -> ObserverDesk:
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: self._tasks.is_idle, timeout=WAIT_MS)
        QApplication.processEvents()
        return self
