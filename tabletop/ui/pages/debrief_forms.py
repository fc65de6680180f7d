"""The forms of the debrief: one at a time, kept over a change of look; it must not word an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop import wording
from tabletop.errors import UserError
from tabletop.ui.look import Look
from tabletop.ui.pages import debrief_grades, debrief_letters, finding_asks, plan_asks
from tabletop.ui.pages.ask import Ask
from tabletop.ui.pages.debrief_asks import Desk
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.debrief_side import SidePanel

ASKS: dict[str, Callable[[Desk], Ask]] = {
    "rate": debrief_letters.rate,
    "strength": finding_asks.strength,
    "improve": finding_asks.improvement,
    "feedback": finding_asks.feedback,
    "plan": plan_asks.plan,
    "plan-revise": plan_asks.revise,
    "plan-close": plan_asks.close,
    "debrief-note": finding_asks.note,
    "debrief-settle": debrief_grades.settle,
    "debrief-assess": debrief_grades.assess,
    "debrief-undo": debrief_grades.undo,
}


class DebriefForms:
    """Opens the form of a verb and brings its values to the service."""

    def __init__(
        self, look: Look, tasks: Tasks, *, parent: QWidget, show: Callable[[SidePanel | None], None],
        refuse: Callable[[UserError], None], saved: Callable[[str], None], left: Callable[[], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._tasks = tasks
        self._parent = parent
        self._show = show
        self._refuse = refuse
        self._saved = saved
        self._left = left
        self.panel: SidePanel | None = None
        self._verb = ""
        self._drafts: dict[str, dict[str, Any]] = {}

    def open(self, verb: str, desk: Desk, *, is_new: bool = False) -> None:
        """Open the form of a verb; where it has no place now, say why.

        A form that was open gives way, and what was typed in it comes back with its verb, unless the
        form `is_new`: asked for on a certain row.
        """
        if self.panel is not None and verb == self._verb and not is_new:
            self.panel.form.focus_first()
            return
        try:
            ask = ASKS[verb](desk)
        except UserError as refusal:
            self._refuse(refusal)
            return
        panel = SidePanel(
            self._look, ask.text, about=ask.about, follow=ask.follow, below=ask.below, parent=self._parent
        )
        panel.form.submitted.connect(lambda values: self._tasks.spawn(self._submit(panel, ask, values)))
        panel.form.left.connect(self.leave)
        if self.panel is not None and verb != self._verb:
            self._drafts[self._verb] = self.panel.form.values()
        draft = self._drafts.pop(verb, None)
        self.panel, self._verb = panel, verb
        self._show(panel)
        if draft is not None and not is_new:
            panel.restore(draft)
        panel.form.focus_first()
        if desk.completion is not None:
            panel.focus_field("seen")  # the grade was given by its key: only the time is asked for

    def leave(self) -> None:
        """Close the open form; nothing is written."""
        self.panel, self._verb = None, ""
        self._show(None)
        self._left()

    def put_aside(self) -> None:
        """Give way to something that is not a form; what was typed comes back with its verb."""
        if self.panel is not None:
            self._drafts[self._verb] = self.panel.form.values()
            self.panel, self._verb = None, ""

    def keep(self) -> dict[str, Any]:
        """Return what stands in the open form."""
        kept: dict[str, Any] = {"drafts": self._drafts, "verb": "", "values": {}}
        if self.panel is not None:
            kept |= {"verb": self._verb, "values": self.panel.form.values()}
        return kept

    def restore(self, kept: dict[str, Any], desk: Desk) -> None:
        """Open it again with its values."""
        self._drafts = kept["drafts"]
        if kept["verb"]:
            self.open(kept["verb"], desk)
            if self.panel is not None:
                self.panel.restore(kept["values"])

    async def _submit(self, panel: SidePanel, ask: Ask, values: dict[str, Any]) -> None:
        verb = self._verb
        try:
            await ask.run(values)
        except UserError as refusal:
            if not isValid(self._parent):
                return  # the window was built anew: what was typed stands in its new form
            if self.panel is panel:
                panel.form.say_trouble(wording.refusal(refusal, self._look.words))
            else:
                self._refuse(refusal)
            return
        if isValid(self._parent):
            if self.panel is panel:
                self.leave()
            self._saved(verb)
