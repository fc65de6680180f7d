"""A paper being made beside the window: how far it is, stopped when asked; it shows and saves nothing."""

from __future__ import annotations

import threading

from tabletop.errors import UserError
from tabletop.services.workplace import PaperFile, PaperOrder, Paperwork, Workplace
from tabletop.ui.tasks import Tasks


class PaperMaking:
    """Makes one paper at a time; a new one stops the one before."""

    def __init__(self, tasks: Tasks, workplace: Workplace) -> None:
        self._tasks = tasks
        self._workplace = workplace
        self._going: _Going | None = None

    @property
    def is_making(self) -> bool:
        """Tell whether a paper is under way that was not stopped."""
        return self._going is not None

    @property
    def progress(self) -> tuple[int, int]:
        """Return how much of how much is done."""
        return (0, 1) if self._going is None else self._going.progress

    def stop(self) -> None:
        """Let the paper that is being made be given up; nothing is written."""
        if self._going is not None:
            self._going.stop.set()
            self._going = None

    async def make(self, work: Paperwork, order: PaperOrder) -> PaperFile | None:
        """Make a paper; None where it was stopped. Raises UserError for all else that is refused."""
        self.stop()
        going = self._going = _Going()
        try:
            made = await self._tasks.compute(self._workplace.paper, work, order, going.tell)
        except UserError as refusal:
            if refusal.code == "printing-stopped":
                return None
            raise
        finally:
            if self._going is going:
                self._going = None
        return None if going.stop.is_set() else made  # the last page may have been done just before


class _Going:
    """A paper under way. The thread that makes it writes here, the window looks: neither waits."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.progress = (0, 1)

    def tell(self, done: int, total: int) -> bool:
        """Note how far the paper is; answer whether it is still wanted."""
        self.progress = (done, total)
        return not self.stop.is_set()
