"""The figures of the debrief: each chart of the paper with its table, and the tables without one; no sums."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop.domain.result.debrief import Debrief
from tabletop.services.workplace import paperwork_of
from tabletop.ui.item_models.why_page import leads_to
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
        self.opened.connect(self._open)

    def show_debrief(self, debrief: Debrief) -> None:
        """Draw the figures of another debrief anew, now or when they are next seen."""
        self._is_stale |= debrief != self._debrief
        self._debrief = debrief
        if self._is_stale and self.isVisible():
            self._desk.tasks.spawn(self._read())

    def enter(self) -> None:
        """Take the focus where it was last: in the list the arrows choose, in the table too."""
        self.give_way(gives_way=False)
        (self.focusWidget() or self.list).setFocus(Qt.FocusReason.OtherFocusReason)
        if self._is_stale:
            self._desk.tasks.spawn(self._read())

    def leave(self) -> None:
        """Nothing moves by itself here."""

    def do(self, verb: str) -> bool:
        """Open what is behind the chosen row of the table."""
        if verb != "why" or self._chosen is None:
            return False
        self._open(self.chosen_row or "")
        return True

    def keep(self) -> dict[str, Any]:
        """Return which figure and which row of its table is chosen, and whether the list gave way."""
        return {"name": self.chosen_name, "row": self.chosen_row, "gave_way": self.list.isHidden()}

    def restore(self, kept: dict[str, Any]) -> None:
        """Choose them again."""
        self.choose(kept["name"], kept["row"])
        self.give_way(gives_way=kept["gave_way"])

    def _open(self, row: str) -> None:
        """Open the figure of a row, for which the list gives way; where there is none say what is missing."""
        if figure := leads_to(row):
            self.give_way(gives_way=self._desk.open_why(figure))
        elif self._chosen is not None:
            self._desk.say(self._chosen.none or self._chosen.alternative)

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
