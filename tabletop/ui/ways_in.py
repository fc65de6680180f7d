"""How an observer's or another laptop's exercise comes into the window; it must not show anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from tabletop.services.workplace import LogbookOrder, Opening, Workplace
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks

TakeIn = Callable[..., Awaitable[bool]]
"""Opens a file by what makes its journal, and lets go of the one that was open: `MainWindow.take_in`."""


async def begin_logbook(
    take_in: TakeIn, workplace: Workplace, source: Path, order: LogbookOrder, file: Path
) -> bool:
    """Make an observer's logbook from a pack or an exercise and open it."""
    return await take_in(file, partial(workplace.begin_logbook, source, order), file)


async def take_over(
    take_in: TakeIn, workplace: Workplace, tasks: Tasks, look: Look, opening: Opening
) -> bool:
    """Conduct from here on what another laptop conducted, in a file of this one's own."""
    file = await tasks.compute(workplace.free_logbook, look.typed(opening.title), opening.successor)
    return await take_in(file, workplace.take_over, opening.path, file)
