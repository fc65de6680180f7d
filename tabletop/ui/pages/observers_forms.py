"""The forms of the observers' screen: one at a time, kept over a change of look; it must not word an act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop import wording
from tabletop.errors import UserError
from tabletop.ui.look import Look
from tabletop.ui.pages import observers_asks
from tabletop.ui.pages.ask import Ask
from tabletop.ui.pages.observers_desk import ObserversDesk
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.debrief_side import SidePanel

ASKS: Mapping[str, Callable[[ObserversDesk], Ask]] = {
    "issue-logbook": observers_asks.issue,
    "set-offset": observers_asks.offset,
    "keep-branches": observers_asks.branches,
    "choose-chain": observers_asks.chain,
    "observers-settle": observers_asks.settle,
    "observers-undo": observers_asks.undo,
}


class ObserversForms:
    """Opens the form of a verb and brings its values to the service."""

    def __init__(
        self, look: Look, tasks: Tasks, *, parent: QWidget, show: Callable[[SidePanel | None], None],
        refuse: Callable[[UserError], None], saved: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._tasks = tasks
        self._parent = parent
        self._show = show
        self._refuse = refuse
        self._saved = saved
        self.panel: SidePanel | None = None
        self.verb = ""

    def open(self, verb: str, desk: ObserversDesk, *, is_new: bool = False) -> None:
        """Open the form of a verb; one that is open stays as it is, unless it `is_new`: of another row."""
        if self.panel is not None and verb == self.verb and not is_new:
            self.panel.form.focus_first()
            return
        try:
            ask = ASKS[verb](desk)
        except UserError as refusal:
            self._refuse(refusal)
            return
        panel = SidePanel(
            self._look, ask.text, about=ask.about, follow=lambda _before, _now: {}, parent=self._parent
        )
        panel.form.answer(ask.below, ask.follow)
        panel.form.submitted.connect(lambda values: self._tasks.spawn(self._submit(panel, ask, values)))
        panel.form.left.connect(self.leave)
        self.panel, self.verb = panel, verb
        self._show(panel)
        panel.form.focus_first()

    def leave(self) -> None:
        """Close the open form; nothing is written."""
        self.panel, self.verb = None, ""
        self._show(None)

    def rest(self) -> None:
        """Let the open form be submitted again: the person left a question on its way."""
        if self.panel is not None:
            self.panel.form.set_busy(busy=False)

    def keep(self) -> dict[str, Any]:
        """Return what stands in the open form."""
        if self.panel is None:
            return {}
        form = self.panel.form
        return {"verb": self.verb, "values": form.values(), "field": form.focused}

    def restore(self, kept: dict[str, Any], desk: ObserversDesk) -> None:
        """Open it again with its values."""
        if not kept:
            return
        self.open(kept["verb"], desk)
        if self.panel is not None:
            self.panel.restore(kept["values"])
            self.panel.form.focus_field(kept["field"])

    async def _submit(self, panel: SidePanel, ask: Ask, values: dict[str, Any]) -> None:
        verb = self.verb
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
