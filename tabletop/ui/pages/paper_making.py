"""A paper being made beside the window: how far it is, stopped when asked; it shows and saves nothing."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from tabletop.errors import UserError
from tabletop.services.workplace import PaperFile, PaperOrder, Paperwork, Workplace
from tabletop.ui.tasks import Tasks


class PaperMaking(QObject):
    """Makes one paper at a time; a new one stops the one before."""

    progressed = Signal(int, int)
    """So much of so much is done; told from the thread that makes the paper."""

    def __init__(self, tasks: Tasks, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._workplace = workplace
        self._stop = threading.Event()
        self.is_making = False

    def stop(self) -> None:
        """Let the paper that is being made be given up; nothing is written."""
        self._stop.set()

    async def make(self, work: Paperwork, order: PaperOrder) -> PaperFile | None:
        """Make a paper; None where it was stopped. Raises UserError for all else that is refused."""
        self.stop()
        stop = self._stop = threading.Event()
        self.is_making = True
        try:
            return await self._tasks.compute(self._workplace.paper, work, order, self._told(stop))
        except UserError as refusal:
            if refusal.code == "printing-stopped":
                return None
            raise
        finally:
            if stop is self._stop:
                self.is_making = False

    def _told(self, stop: threading.Event) -> _Telling:
        return _Telling(self, stop)


class _Telling:
    """Tells how far a paper is, and answers whether it is still wanted."""

    def __init__(self, making: PaperMaking, stop: threading.Event) -> None:
        self._making = making
        self._stop = stop

    def __call__(self, done: int, total: int) -> bool:
        if self._stop.is_set():
            return False
        self._making.progressed.emit(done, total)
        return True
