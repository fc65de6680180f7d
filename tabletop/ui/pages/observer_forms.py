"""The forms of a logbook: one at a time, kept over a change of look; it must not word an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop.errors import UserError
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.pages.ask import Ask
from tabletop.ui.pages.observer_asks import ASKS, ObserverDesk
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.form import Form


class ObserverForms:
    """Opens the form of a verb and brings its values to the service."""

    def __init__(
        self, look: Look, tasks: Tasks, *, parent: QWidget, show: Callable[[Form | None], None],
        desk: Callable[[], ObserverDesk], refuse: Callable[[UserError], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._tasks = tasks
        self._parent = parent
        self._show = show
        self._desk = desk
        self._refuse = refuse
        self._verb = ""
        self.form: Form | None = None

    def open(self, verb: str) -> None:
        """Open the form of a verb; where it has no place now, say why. One that is open stays as it is."""
        if self.form is not None and verb == self._verb:
            self.form.focus_first()
            return
        try:
            ask = ASKS[verb](self._desk())
        except UserError as refusal:
            self._refuse(refusal)
            return
        form = Form(self._look, ask.text, self._parent)
        form.answer(ask.below, ask.follow)
        form.submitted.connect(lambda values: self._tasks.spawn(self._submit(form, ask, values)))
        form.left.connect(self.leave)
        self.form, self._verb = form, verb
        self._show(form)
        form.focus_first()

    def leave(self) -> None:
        """Close the open form; nothing is written."""
        self.form, self._verb = None, ""
        self._show(None)

    def keep(self) -> dict[str, Any]:
        """Return what stands in the open form."""
        form = self.form
        kept = {"verb": self._verb}
        return {} if form is None else kept | {"values": form.values(), "field": form.focused}

    def restore(self, kept: dict[str, Any]) -> None:
        """Open it again with its values."""
        if not kept:
            return
        self.open(kept["verb"])
        if self.form is not None:
            self.form.restore(kept["values"])
            self.form.focus_field(kept["field"])

    async def _submit(self, form: Form, ask: Ask, values: dict[str, Any]) -> None:
        refusal: UserError | None = None
        try:
            await ask.run(values)
        except UserError as refused:
            refusal = refused
        if not isValid(self._parent):
            return  # the window was built anew: what was typed stands in its new form
        if refusal is None:
            if self.form is form:
                self.leave()
        elif self.form is form:
            form.say_trouble(run_facts.refusal_words(refusal, self._look))
        else:
            self._refuse(refusal)
