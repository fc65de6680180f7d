"""A logbook on its way to an observer: its name is checked, its place asked for, then it is made."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tabletop.domain.play.state import ExerciseState
from tabletop.services import merging
from tabletop.services.session import Session, require_text
from tabletop.services.workplace import LogbookOrder, Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.observers_dialogs import ask_for_place


class Issuing(QObject):
    """Makes one logbook at a time; `file` is where the last one stands."""

    left = Signal()
    """The person left the dialog that asks for the place: nothing was made."""

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._bridge = bridge
        self._tasks = tasks
        self._workplace = workplace
        self._over = parent
        self._answer: asyncio.Future[Path] | None = None
        self.file: Path | None = None

    async def issue(self, order: LogbookOrder) -> None:
        """Ask where a logbook goes and make it there. Raises UserError with nothing made.

        Where the person leaves the dialog the task that awaits this ends here.
        """
        await self._bridge.read(require_free, order)
        title = self._look.typed(self._bridge.session.scenario.title)
        place = await self._tasks.compute(self._workplace.free_logbook, title, order.station)
        file = await self._ask(place)
        await self._bridge.attempt(issue_logbook, self._workplace, order, file)
        self.file = file

    async def _ask(self, place: Path) -> Path:
        answer: asyncio.Future[Path] = asyncio.get_running_loop().create_future()
        self._answer = answer
        ask_for_place(self._over, self._look, place, answer=self._take)
        return await answer

    def _take(self, file: Path | None) -> None:
        answer, self._answer = self._answer, None
        if answer is None:
            return
        if file is None:
            answer.cancel()
            self.left.emit()
        else:
            answer.set_result(file)


def require_free(session: Session, order: LogbookOrder) -> None:
    """Refuse a logbook that could not be made, before its place is asked for."""
    merging.require_free_station(session, order.station)
    require_text(order.observer, "name")


def issue_logbook(session: Session, workplace: Workplace, order: LogbookOrder, file: Path) -> ExerciseState:
    """Make an observer's logbook of the open exercise, and note it."""
    workplace.issue_logbook(session, order, file)
    return session.state
