"""The figures of the debrief: each chart of the paper with its table, and the tables without one; no sums."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop.domain.result.debrief import Debrief
from tabletop.services.workplace import paperwork_of
from tabletop.ui.pages.debrief_part import PartDesk
from tabletop.ui.widgets.figure_browser import FigureBrowser
from tabletop.ui.widgets.pdf_picture import load_library


class FiguresPart(FigureBrowser):
    """The debrief's figures, read anew with each debrief that is seen."""

    def __init__(self, desk: PartDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk.look, parent)
        self._desk = desk
        self._debrief: Debrief | None = None
        self._is_stale = False

    def show_debrief(self, debrief: Debrief) -> None:
        """Draw the figures of another debrief anew, now or when they are next seen."""
        self._is_stale |= debrief != self._debrief
        self._debrief = debrief
        if self._is_stale and self.isVisible():
            self._desk.tasks.spawn(self._read())

    def enter(self) -> None:
        """Take the focus: the arrows choose."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._is_stale:
            self._desk.tasks.spawn(self._read())

    def leave(self) -> None:
        """Nothing moves by itself here."""

    def do(self, verb: str) -> bool:  # noqa: ARG002 - it has no verbs: arrows and Tab do all
        """Tell that no verb is of this part."""
        return False

    def keep(self) -> dict[str, Any]:
        """Return which figure is chosen."""
        return {"name": self.chosen_name}

    def restore(self, kept: dict[str, Any]) -> None:
        """Choose it again."""
        self.choose(kept["name"])

    async def _read(self) -> None:
        """Ask for the figures until they are those of the latest debrief."""
        desk = self._desk
        while self._is_stale and isValid(self):
            self._is_stale = False
            work = await desk.bridge.read(paperwork_of)
            figures = await desk.tasks.compute(desk.workplace.figures, work, desk.look.words.language)
            await desk.tasks.compute(load_library)
            if isValid(self):
                self.show_figures(figures)
