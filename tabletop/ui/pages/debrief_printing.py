"""Where the debrief's papers go, what draws them and what is said of it; it must not lay out a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop.i18n import N_
from tabletop.services import evaluation
from tabletop.services.workplace import PaperOrder, Paperwork, Workplace, paperwork_of
from tabletop.ui import desktop
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.paper_words import place_of
from tabletop.ui.look import Look
from tabletop.ui.pages.printing import Printed, print_to
from tabletop.ui.tasks import Tasks


async def print_debrief(
    bridge: Bridge, languages: tuple[str, ...], *, look: Look, tasks: Tasks, workplace: Workplace
) -> Printed:
    """Print the one-page debrief into the person's documents."""
    order = PaperOrder(kind="summary", form="pdf", languages=languages)
    work: Paperwork = await bridge.read(paperwork_of)
    title = work.scenario.title.in_language(languages[0])
    file = place_of(title, work.debrief.exercise_id, order)
    draw = partial(workplace.paper, work, order, lambda _done, _all: True)
    return await print_to(file, draw, look=look, tasks=tasks, workplace=workplace)


class Say(Protocol):
    """Says something below the work, with a button that opens the folder of a paper if asked for."""

    def __call__(self, words: str, *, has_folder: bool = False) -> None:
        """Say it."""
        ...


class DebriefPrinter:
    """Prints the one page, one at a time, and tells where it lies."""

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace, parent: QWidget,
        say: Say, say_trouble: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._bridge = bridge
        self._tasks = tasks
        self._workplace = workplace
        self._parent = parent
        self._say = say
        self._say_trouble = say_trouble
        self._file: Path | None = None
        self._is_printing = False

    def print(self, languages: tuple[str, ...]) -> None:
        """Print the debrief; while one is being printed, another is not begun."""
        if not self._is_printing:
            self._is_printing = True
            self._say(self._look.say(N_("Printing ...")))
            self._tasks.spawn(self._print_and_tell(languages))

    def show_folder(self) -> None:
        """Open the folder of the page printed last."""
        if self._file is not None and not desktop.show_folder(self._file):
            words = N_("No program here opens a folder. The file lies at {path}.")
            self._say_trouble(self._look.say(words, path=self._file))

    async def _print_and_tell(self, languages: tuple[str, ...]) -> None:
        try:
            printed = await print_debrief(
                self._bridge, languages, look=self._look, tasks=self._tasks, workplace=self._workplace
            )
        finally:
            self._is_printing = False
        if not isValid(self._parent):
            return
        if printed.file is None:
            self._say_trouble(printed.words)
            return
        # So that a logbook merged later can say that this print is superseded.
        await self._bridge.act(evaluation.note_printed)
        if isValid(self._parent):
            self._file = printed.file
            self._say(printed.words, has_folder=True)
