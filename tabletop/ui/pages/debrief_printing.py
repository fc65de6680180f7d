"""Where the debrief's papers go, what draws them and what is said of it; it must not lay out a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop import paths
from tabletop.domain.result.debrief import Debrief
from tabletop.i18n import N_
from tabletop.services import evaluation
from tabletop.services.session import Session
from tabletop.services.workplace import Workplace
from tabletop.ui import desktop
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.pages.printing import Printed, print_to
from tabletop.ui.tasks import Tasks

_LONGEST_TITLE = 60


def place_of(title: str, exercise_id: str, languages: tuple[str, ...]) -> Path:
    """Return where a paper goes: its name holds the exercise's id, so that it replaces only its own kind."""
    name = re.sub(r"[^\w ()-]", "", f"{title[:_LONGEST_TITLE]} {exercise_id}").strip()
    return paths.documents() / f"{name} debrief {'+'.join(languages)}.pdf"


async def print_debrief(
    session: Session, debrief: Debrief, languages: tuple[str, ...], *,
    look: Look, tasks: Tasks, workplace: Workplace,
) -> Printed:  # fmt: skip
    """Print the one-page debrief into the person's documents."""
    scenario = session.scenario
    file = place_of(scenario.title.in_language(languages[0]), debrief.exercise_id, languages)
    draw = partial(workplace.debrief_paper, scenario, debrief, languages)
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

    def print(self, debrief: Debrief, languages: tuple[str, ...]) -> None:
        """Print a debrief; while one is being printed, another is not begun."""
        if not self._is_printing:
            self._is_printing = True
            self._say(self._look.say(N_("Printing ...")))
            self._tasks.spawn(self._print_and_tell(debrief, languages))

    def show_folder(self) -> None:
        """Open the folder of the page printed last."""
        if self._file is not None and not desktop.show_folder(self._file):
            words = N_("No program here opens a folder. The file lies at {path}.")
            self._say_trouble(self._look.say(words, path=self._file))

    async def _print_and_tell(self, debrief: Debrief, languages: tuple[str, ...]) -> None:
        try:
            printed = await print_debrief(
                self._bridge.session, debrief, languages,
                look=self._look, tasks=self._tasks, workplace=self._workplace,
            )  # fmt: skip
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
