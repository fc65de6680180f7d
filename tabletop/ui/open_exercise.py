"""The exercise that the window holds, from opening a file to letting it go; it shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from tabletop.errors import UserError
from tabletop.services.ports import Journal
from tabletop.services.prepare import close_session, open_session
from tabletop.services.workplace import Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.tasks import Tasks


class OpenExercise(QObject):
    """One exercise or none; another one is known to open before the one that is open is let go."""

    warned = Signal(object)
    """A Finding from the writer thread: the shadow log or a backup could not be written."""

    def __init__(self, workplace: Workplace, tasks: Tasks, *, tick_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._tasks = tasks
        self._tick_ms = tick_ms
        self.bridge: Bridge | None = None
        self.file: Path | None = None
        self.is_changing = False
        """Another file is being opened: a double click asks twice."""

    def is_open(self, file: Path) -> bool:
        """Tell whether this very file is open already."""
        return self.bridge is not None and self.file is not None and file.resolve() == self.file.resolve()

    async def change_to(
        self, file: Path, make: Callable[..., Journal], *given: Path, is_wanted: Callable[[], bool]
    ) -> tuple[bool, UserError | None]:
        """Open `file` by `make`; tell whether it is open now, and why the last one was not closed in order.

        Raises UserError where it cannot be opened: then everything is as before. It is closed again
        where, once open, it is wanted no more (the window was closed meanwhile).
        """
        self.is_changing = True
        try:
            session = await self._tasks.write(self._opened, make, *given)
        finally:
            self.is_changing = False
        if not is_wanted():
            await self._tasks.write(close_session, session)
            return False, None
        unwritten = await self.let_go()
        self.bridge = Bridge(self._tasks, session, tick_ms=self._tick_ms)
        self.file = file
        return True, unwritten

    async def let_go(self) -> UserError | None:
        """Close the open exercise in good order; return why its last pause could not be written, if so.

        It is closed all the same: opening it again finds it as after a crash.
        """
        bridge, self.bridge = self.bridge, None
        if bridge is None:
            return None
        try:
            await bridge.close()
        except UserError as refusal:
            return refusal
        finally:
            bridge.deleteLater()
        return None

    def _opened(self, make: Callable[..., Journal], *given: Path) -> Any:
        """Make a session, on the writer thread; a crashed exercise comes back paused."""
        journal = make(*given, self.warned.emit)
        try:
            return open_session(journal, self._workplace.clock)
        except UserError:
            journal.close()
            raise
