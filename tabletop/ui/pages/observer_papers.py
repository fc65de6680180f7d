"""What leaves a logbook: its copy for the director, receipt and blank sheets; it must not lay out a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop import paths
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.workplace import PaperFile, Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import observer_words
from tabletop.ui.item_models.observer_words import SHORT_HEAD
from tabletop.ui.look import Look
from tabletop.ui.pages.observer_entry import hand_over_to
from tabletop.ui.pages.observer_telling import ObserverTelling
from tabletop.ui.pages.printing import print_to
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.observer_dialogs import ask_for_folder

_LONGEST_TITLE = 60


class ObserverPapers:
    """Copies and prints; every refusal is said, and the logbook stays as it is."""

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace, telling: ObserverTelling,
        page: QWidget, refuse: Callable[[UserError], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._bridge = bridge
        self._tasks = tasks
        self._workplace = workplace
        self._telling = telling
        self._page = page
        self._refuse = refuse
        self._is_busy = False
        self.folder: Path | None = None
        """Where it was handed over last: asked for first the next time."""

    def ask_where(self) -> None:
        """Ask for the folder, then hand over."""
        start = self.folder or paths.documents()
        title = self._look.say(N_("Hand the logbook over: choose a folder"))
        ask_for_folder(self._page, self._look, start, title=title, answer=self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._tasks.spawn(self.hand_over(folder))

    async def hand_over(self, folder: Path) -> None:
        """Copy the logbook, and say how many rows lie where under which head."""
        self.folder = folder
        told: list[Path] = []
        try:
            await self._bridge.attempt(hand_over_to, self._workplace, folder, told)
        except UserError as refusal:
            if isValid(self._page):
                self._refuse(refusal)
            return
        row = observer_words.handed_over(self._bridge.session.recorded)
        if isValid(self._page) and row is not None:
            event = row.event
            self._telling.say(
                self._look.say(
                    N_("Handed over: {rows} rows, head {head}. {path}"),
                    rows=getattr(event, "rows", 0), head=getattr(event, "head", "")[:SHORT_HEAD],
                    path=told[0],
                ),
                file=told[0], is_given=True,
            )  # fmt: skip

    def print_receipt(self) -> None:
        """Print what the director compares after merging."""
        draw = partial(self._workplace.receipt, self._bridge.session, (self._look.words.language,))
        self._print(draw, self._look.say(N_("receipt")))

    def print_sheets(self, first: int, count: int) -> None:
        """Print blank forms, numbered from `first`."""
        languages = (self._look.words.language,)
        draw = partial(
            self._workplace.observer_sheets, self._bridge.session, languages, first=first, count=count
        )
        numbers = f"{first}-{first + count - 1}"
        self._print(draw, self._look.say(N_("observer sheets {numbers}"), numbers=numbers))

    def _print(self, draw: Callable[[], PaperFile], name: str) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._telling.say(self._look.say(N_("Printing ...")))
            self._tasks.spawn(self._print_and_tell(draw, name))

    async def _print_and_tell(self, draw: Callable[[], PaperFile], name: str) -> None:
        session = self._bridge.session
        title = self._look.typed(session.scenario.title)[:_LONGEST_TITLE]
        stem = re.sub(r"[^\w ()-]", "", f"{session.station} {name} {title}").strip()
        try:
            printed = await print_to(
                paths.documents() / f"{stem}.pdf", draw,
                look=self._look, tasks=self._tasks, workplace=self._workplace,
            )  # fmt: skip
        finally:
            self._is_busy = False
        if not isValid(self._page):
            return
        if printed.file is None:
            self._telling.say_trouble(printed.words)
        else:
            self._telling.say(printed.words, file=printed.file)
