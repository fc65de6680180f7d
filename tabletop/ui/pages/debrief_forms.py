"""The forms of the debrief: one at a time, kept over a change of look; it must not word an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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

_OF_ITS_ROW = frozenset({"plan-revise", "plan-close"})
"""Forms that begin with what stands in their row: another row's draft does not belong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed in a form that gave way, and the row for which it was opened."""

    row: str | None
    values: dict[str, Any]


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
        self._row: str | None = None
        self._untouched: dict[str, Any] = {}
        self._drafts: dict[str, Draft] = {}

    def open(self, verb: str, desk: Desk, *, is_new: bool = False) -> None:
        """Open the form of a verb; where it has no place now, say why.

        A form that was open gives way, and what was typed in it comes back with its verb and its row,
        unless the form `is_new`: asked for on a certain row.
        """
        is_other_row = verb in _OF_ITS_ROW and desk.row != self._row
        if self.panel is not None and verb == self._verb and not (is_new or is_other_row):
            self.panel.form.focus_first()
            return
        draft = None if is_new else self._draft_of(verb, desk)
        if draft is not None:
            desk = replace(desk, row=draft.row)
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
        if draft is not None:
            del self._drafts[verb]
        self._keep_draft()
        self.panel, self._verb, self._row = panel, verb, desk.row
        self._untouched = panel.form.values()
        self._show(panel)
        if draft is not None:
            panel.restore(draft.values)
        panel.form.focus_first()
        if desk.completion is not None:
            panel.focus_field("seen")  # the grade was given by its key: only the time is asked for

    def leave(self) -> None:
        """Close the open form; nothing is written."""
        self.panel, self._verb, self._row, self._untouched = None, "", None, {}
        self._show(None)
        self._left()

    def put_aside(self) -> None:
        """Give way to something that is not a form; what was typed comes back with its verb."""
        self._keep_draft()
        self.panel, self._verb, self._row, self._untouched = None, "", None, {}

    def keep(self) -> dict[str, Any]:
        """Return what stands in the open form."""
        kept: dict[str, Any] = {"drafts": self._drafts, "row": self._row, "verb": "", "values": {}}
        if self.panel is not None:
            kept |= {"verb": self._verb, "values": self.panel.form.values()}
        return kept

    def restore(self, kept: dict[str, Any], desk: Desk) -> None:
        """Open it again with its values."""
        self._drafts = kept["drafts"]
        if kept["verb"]:
            self.open(kept["verb"], replace(desk, row=kept["row"]), is_new=True)
            if self.panel is not None:
                self.panel.restore(kept["values"])

    def _keep_draft(self) -> None:
        """Keep what was typed in the open form, which gives way to another."""
        values = {} if self.panel is None else self.panel.form.values()
        if values != self._untouched:
            self._drafts[self._verb] = Draft(row=self._row, values=values)

    def _draft_of(self, verb: str, desk: Desk) -> Draft | None:
        draft = self._drafts.get(verb)
        is_of_another = draft is not None and verb in _OF_ITS_ROW and draft.row != desk.row
        return None if is_of_another else draft

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
            if self.panel is panel and ask.is_of_many:
                self._begin_anew(panel)
            elif self.panel is panel:
                self.leave()
            self._saved(verb)

    def _begin_anew(self, panel: SidePanel) -> None:
        panel.restore(self._untouched)
        panel.form.set_busy(busy=False)
        panel.form.focus_first()
