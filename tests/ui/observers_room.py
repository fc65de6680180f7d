"""A director at the observers' screen, with observers whose logbooks are journals in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event as Gate

from builders import ManualClock, action, inject, pack, scenario
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tabletop.domain.play.journal import Header, Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.errors import UserError
from tabletop.i18n import catalogue
from tabletop.services import merging, observation
from tabletop.services.merging import Logbook
from tabletop.services.prepare import open_session
from tabletop.services.session import Session
from tabletop.services.workplace import LogbookOrder
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.pages.observers import ObserversPage
from tabletop.ui.stylesheet import stylesheet
from tabletop.ui.tasks import Tasks
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.form_fields import Checks, fill

WAIT_MS = 5_000
PACK = pack(scenario(inject("E01", action("E01.a"), action("E01.b"))))


class Observer:
    """Someone with a laptop of their own; `ahead_ms` is how far its clock runs ahead."""

    def __init__(self, station: str, name: str, *, clock: ManualClock, ahead_ms: int = 0) -> None:
        self.name = name
        self.clock = ManualClock()
        self.clock.wall_at = clock.wall_at + timedelta(milliseconds=ahead_ms)
        self.clock.boot_id = f"laptop of {name}"
        self.journal = MemoryJournal(PACK, "EX-TEST", station=station)
        self.session = open_session(self.journal, self.clock)
        observation.begin_logbook(self.session, ["OPS"], name)

    def notes(self, *texts: str) -> Observer:
        for text in texts:
            self.clock.advance(1_000)
            observation.note_observation(self.session, ObservationNoted(cell="OPS", text=text))
        return self

    def marks(self, number: int) -> Observer:
        observation.mark_clock(self.session, number)
        return self

    def logbook(self, *, without: Iterable[int] = ()) -> Logbook:
        """Hand the rows over, without those that got lost on their way."""
        rows = tuple(row for row in self.journal.recorded() if row.entry.seq not in set(without))
        return Logbook(
            name=f"{self.journal.header.station}.tabletop", header=self.journal.header, recorded=rows
        )


class ShelfOfLogbooks:
    """The workplace as far as observers need it: files are logbooks that were put on a shelf."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf: dict[str, Logbook | UserError] = {}
        self.issued: list[tuple[LogbookOrder, Path]] = []
        self.gate = Gate()
        self.gate.set()

    def put(self, name: str, found: Logbook | UserError) -> Path:
        self.shelf[name] = found
        return self.folder / name

    def read_logbooks(
        self, paths: Sequence[Path], _header: Header, progress: Callable[[int, int], bool]
    ) -> tuple[Sequence[Logbook], Sequence[tuple[str, UserError]]]:
        taken, refused = [], []
        for count, path in enumerate(paths):
            going = progress(count, len(paths))
            self.gate.wait(WAIT_MS / 1_000)
            if not (going and progress(count, len(paths))):
                return [], []
            found = self.shelf[path.name]
            if isinstance(found, Logbook):
                taken.append(found)
            else:
                refused.append((path.name, found))
        return taken, refused

    def free_logbook(self, _title: str, station: str) -> Path:
        return self.folder / f"{station}.tabletop"

    def issue_logbook(self, session: Session, order: LogbookOrder, file: Path) -> None:
        merging.note_issued(session, order.station, order.cells)
        self.issued.append((order, file))


class ObserversRoom:
    """The page with an exercise in it; `page` is another one once the window was built anew."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, clock: ManualClock, folder: Path) -> None:
        self.qtbot, self.tasks, self.clock = qtbot, tasks, clock
        self.workplace = ShelfOfLogbooks(folder)
        self.journal = MemoryJournal(PACK, "EX-TEST")
        self.session = open_session(self.journal, clock)
        self.bridge = Bridge(tasks, self.session, tick_ms=10)
        self.page: ObserversPage

    def enter(self, language: str = "en") -> ObserversRoom:
        """Go to the screen for the first time."""
        self._build(language, {})
        return self.settled()

    def rebuilt(self, language: str) -> ObserversRoom:
        """Build the page anew, as a change of language does."""
        kept, old = self.page.keep(), self.page
        self._build(language, kept)
        old.hide()
        old.deleteLater()
        return self

    def _build(self, language: str, kept: dict[str, object]) -> None:
        look = Look(FIELD, 100, catalogue(language))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setStyleSheet(stylesheet(look))
        page = self.page = ObserversPage(
            look, self.bridge, self.tasks, workplace=self.workplace, trigger=self._do
        )
        page.resize(1366, 684)
        page.show()
        page.enter()
        page.restore(kept)

    def _do(self, verb: str) -> None:
        self.page.do(verb)

    def close(self) -> None:
        """Let the exercise go, as the window does."""
        self.tasks.spawn(self.bridge.close())
        self.settled()
        self.page.hide()
        self.page.deleteLater()

    def act(self, service: Callable[..., object], *given: object, **named: object) -> ObserversRoom:
        """Let a service act as another screen would."""
        self.tasks.spawn(self.bridge.act(service, *given, **named))
        return self.settled()

    def settled(self) -> ObserversRoom:
        self.qtbot.waitUntil(lambda: self.tasks.is_idle, timeout=WAIT_MS)
        return self

    def observer(self, station: str, name: str, **more: int) -> Observer:
        return Observer(station, name, clock=self.clock, **more)

    def merges(self, *found: Logbook | UserError) -> ObserversRoom:
        """Put files on the shelf and merge them."""
        files = [self.workplace.put(f"file-{at}.tabletop", one) for at, one in enumerate(found)]
        self.page.merge_files(files)
        return self.settled()

    def rows(self) -> list[tuple[str, ...]]:
        """Return the table: a tuple of words a row."""
        return [
            tuple("\n".join(part for part in (cell.words, cell.second) if part) for cell in row.cells)
            for row in self.page.parts.stations.table.model().rows
        ]

    def row(self, station: str) -> tuple[str, ...]:
        return next(row for row in self.rows() if row[0].startswith(station))

    def select(self, station: str) -> ObserversRoom:
        self.page.parts.stations.table.select(station)
        return self

    @property
    def sheet(self) -> str:
        """Return what the panel at the right says."""
        return self.page.parts.side.words

    @property
    def strip(self) -> str:
        strip = self.page.parts.strip
        return strip.words.text().replace("\u200b", "") if strip.isVisible() else ""

    def fills(self, **values: str) -> ObserversRoom:
        """Type into the open form."""
        form = self.page.forms.panel.form
        for name, value in values.items():
            widget = next(
                found
                for kind in (QLineEdit, QPlainTextEdit, Checks)
                if (found := form.findChild(kind, f"field-{name}")) is not None
            )
            fill(widget, value)
        return self

    def submits(self) -> ObserversRoom:
        form = self.page.forms.panel.form
        form.submitted.emit(form.values())
        return self

    @property
    def kinds(self) -> list[str]:
        return [row.entry.kind for row in self.journal.recorded()]


def forged(row: Recorded, **changes: object) -> Recorded:
    """Return a row that says something else under the same number."""
    return Recorded(replace(row.entry, **changes), row.event)
