"""A merge under way: files are read beside the writer, then taken in by one act; it shows nothing.

It outlives the page, which is built anew when language, theme or size change.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.services import merging
from tabletop.services.merging import Logbook, MergeReport
from tabletop.services.session import Session
from tabletop.services.workplace import Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.tasks import Tasks

Refused = Sequence[tuple[str, UserError]]
MergeStage = Literal["resting", "reading", "taking", "merged", "cancelled", "refused"]


class Merging(QObject):
    """One merge at a time; until every file is read nothing is changed, and it can be left."""

    changed = Signal()
    """`stage`, `read` or `report` is another."""
    _was_read = Signal(int, int)

    def __init__(self, bridge: Bridge, tasks: Tasks, workplace: Workplace) -> None:
        super().__init__()
        self._bridge = bridge
        self._tasks = tasks
        self._workplace = workplace
        self.stage: MergeStage = "resting"
        self.read = (0, 0)
        """How many files of how many were read."""
        self.report: MergeReport | None = None
        """What the last merge did."""
        self.refusal: UserError | None = None
        self._is_cancelled = False
        self._was_read.connect(self._note_read)

    @property
    def is_under_way(self) -> bool:
        """Tell whether files are being read or taken in."""
        return self.stage in ("reading", "taking")

    @property
    def new(self) -> dict[str, int]:
        """Return how many rows of each station came in by the last merge."""
        stations = () if self.report is None else self.report.stations
        return {station.station: station.new for station in stations if station.new}

    def start(self, paths: Sequence[Path]) -> bool:
        """Begin to merge files and folders; tell whether that began: two at once would mix their reports."""
        if self.is_under_way or not paths:
            return False
        self._is_cancelled = False
        self.refusal = None
        self.read = (0, 0)
        self._go_to("reading")
        self._tasks.spawn(self._merge(list(paths)))
        return True

    def cancel(self) -> None:
        """Read no further; what is being taken in already is taken in whole."""
        self._is_cancelled = True

    async def _merge(self, paths: list[Path]) -> None:
        header = self._bridge.session.journal.header
        reports: list[MergeReport] = []
        try:
            logbooks, refused = await self._tasks.compute(
                self._workplace.read_logbooks, paths, header, self._go_on
            )
            if self._is_cancelled or not isValid(self._bridge):  # the exercise was closed meanwhile
                self._go_to("cancelled")
                return
            self._go_to("taking")
            await self._bridge.attempt(take_in, logbooks, refused, reports)
            self.report = reports[0]
            self._go_to("merged")
        except UserError as refusal:
            self.refusal = refusal
            self._go_to("refused")
        finally:
            if self.is_under_way:  # a defect: it is reported, and the next merge may begin
                self._go_to("resting")

    def _go_on(self, done: int, total: int) -> bool:
        """Note, on the worker thread, how far reading is; False ends it."""
        self._was_read.emit(done, total)
        return not self._is_cancelled

    def _note_read(self, done: int, total: int) -> None:
        self.read = (done, total)
        if self.stage == "reading":
            self.changed.emit()

    def _go_to(self, stage: MergeStage) -> None:
        self.stage = stage
        self.changed.emit()


def take_in(
    session: Session, logbooks: Sequence[Logbook], refused: Refused, reports: list[MergeReport]
) -> ExerciseState:
    """Merge what was read, and keep the report of it."""
    reports.append(merging.merge(session, logbooks, refused))
    return session.state
