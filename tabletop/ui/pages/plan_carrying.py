"""What an earlier exercise left open, taken into this plan: its file chosen, its actions asked; no rule."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from tabletop import paths, wording
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import follow_up
from tabletop.ui.pages.debrief_part import PartDesk
from tabletop.ui.widgets.file_dialog import set_up


class PlanCarrying(QObject):
    """Asks for the file, reads it beside the window, takes over what this plan lacks and says how much."""

    def __init__(self, desk: PartDesk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._widget = window

    def ask_file(self) -> None:
        """Ask which earlier exercise it is."""
        look = self._desk.look
        dialog = QFileDialog(self._widget.window())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(look.say(N_("Exercises (*.tabletop)")))
        title = look.say(N_("Which exercise left actions open?"))
        set_up(dialog, look, title, start=paths.documents(), accept=look.say(N_("Take over")))
        dialog.fileSelected.connect(lambda name: self._desk.tasks.spawn(self.carry(Path(name))))
        dialog.open()

    async def carry(self, file: Path) -> None:
        """Take over what the exercise in a file left open and this plan lacks; say what is wrong with it."""
        desk, look = self._desk, self._desk.look
        try:
            left = await desk.tasks.compute(desk.workplace.open_actions, file)
            lacking = await desk.bridge.read(follow_up.to_carry, left)
            await desk.bridge.attempt(follow_up.carry_actions, lacking)
        except UserError as refusal:
            if isValid(self):
                desk.say_trouble(wording.refusal(refusal, look.words))
            return
        if not isValid(self):
            return
        exercise = f"{look.typed(left.title)} ({left.exercise_id})"
        message = N_("{n} taken over from {exercise}.")
        if not lacking:
            message = N_("{exercise} left nothing open that this plan lacks.")
        found = [wording.finding_line(one, look.words) for one in left.findings if not one.advice]
        told = " ".join([look.say(message, n=len(lacking), exercise=exercise), *found])
        (desk.say_trouble if found else desk.say)(told)
