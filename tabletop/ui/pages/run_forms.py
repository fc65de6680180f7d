"""The forms of Run: which verb opens which, one at a time, kept over a change of look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from tabletop import wording
from tabletop.errors import UserError
from tabletop.ui.look import Look
from tabletop.ui.pages import (
    agenda_asks,
    clock_asks,
    decision_asks,
    inject_asks,
    log_asks,
    restore_ask,
    run_recovery,
    time_asks,
)
from tabletop.ui.pages.ask import Ask
from tabletop.ui.pages.desk import Desk
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.form import Form

ASKS: dict[str, Callable[[Desk], Ask]] = {
    "undo": clock_asks.undo,
    "release-as": inject_asks.release_as,
    "skip": inject_asks.skip,
    "retract": inject_asks.retract,
    "decline": inject_asks.decline,
    "shift": inject_asks.shift,
    "shift-onward": lambda desk: inject_asks.shift(desk, onward=True),
    "acknowledge": inject_asks.acknowledge,
    "situation": clock_asks.situation,
    "safety": clock_asks.safety,
    "adjust": time_asks.adjust,
    "jump": time_asks.jump,
    "endex": clock_asks.endex,
    "long-form": decision_asks.long_form,
    "correct": decision_asks.correct,
    "withdraw": decision_asks.withdraw,
    "breach": log_asks.breach,
    "clear": log_asks.clear,
    "assess": log_asks.assess,
    "settle": log_asks.settle,
    "note": log_asks.note,
    "hold-why": inject_asks.hold_why,
    "repeat-why": inject_asks.repeat_why,
    "improvise": agenda_asks.improvise,
    "deadline": agenda_asks.deadline,
    "done": agenda_asks.done,
    "discussion": time_asks.discussion,
    "interrupted": run_recovery.interrupted,
    "restore": restore_ask.restore,
}
"""Verbs that ask before they act; `undo` does once its ten seconds are over."""


class RunForms:
    """Opens the form of a verb and brings its values to the service."""

    def __init__(
        self, look: Look, tasks: Tasks, *, parent: QWidget,
        show: Callable[[Form | None], None], desk: Callable[[], Desk],
        refuse: Callable[[UserError], None], saved: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._tasks = tasks
        self._parent = parent
        self._show = show
        self._desk = desk
        self._refuse = refuse
        self._saved = saved
        self._open: _Open | None = None
        self._form: Form | None = None

    def open(self, verb: str) -> None:
        """Open the form of a verb; where it has no place now, say why. One that is open stays as it is."""
        if self._form is not None and self._open is not None and self._open.verb == verb:
            self._form.focus_first()
        else:
            self._show_open(_Open(forms=self, verb=verb, desk=self._desk()))

    def leave(self) -> None:
        """Close the open form; nothing is written."""
        self._open, self._form = None, None
        self._show(None)

    def leave_if(self, verb: str) -> None:
        """Close the form of a verb that has no object any more."""
        if self._open is not None and self._open.verb == verb:
            self.leave()

    def forget(self, shown: QWidget) -> None:
        """Note that something else took the place of the open form."""
        if shown is not self._form:
            self._open, self._form = None, None

    def keep(self) -> dict[str, Any]:
        """Return what stands in the open form, and for what it was opened."""
        form = self._form
        return {} if form is None else {"open": self._open, "values": form.values(), "field": form.focused}

    def restore(self, kept: dict[str, Any]) -> None:
        """Open it again with its values; an act that is under way ends here."""
        if not kept:
            return
        opened: _Open = kept["open"]
        now = self._desk()
        opened.forms = self
        opened.desk = replace(
            opened.desk, look=now.look, words=now.words, line=now.line, start_countdown=now.start_countdown
        )
        self._show_open(opened)
        if self._form is not None:
            self._form.restore(kept["values"])
            self._form.focus_field(kept["field"])
            self._form.set_busy(busy=opened.is_busy)

    def _show_open(self, opened: _Open) -> None:
        try:
            ask = ASKS[opened.verb](opened.desk)
        except UserError as refusal:
            self._refuse(refusal)
            return
        form = Form(self._look, ask.text, self._parent)
        form.answer(ask.below, ask.follow)
        form.submitted.connect(lambda values: self._tasks.spawn(_submit(opened, ask, values)))
        form.left.connect(self.leave)
        self._open, self._form = opened, form
        self._show(form)
        form.focus_first()

    def end(self, opened: _Open, refusal: UserError | None) -> None:
        """Close the form whose act is done, or say in it why the act was refused."""
        form = self._form if self._open is opened else None
        if refusal is None:
            if form is not None:
                self.leave()
            self._saved(opened.verb)
        elif form is not None:
            form.say_trouble(wording.refusal(refusal, self._look.words))
        else:
            self._refuse(refusal)


@dataclass(slots=True, kw_only=True)
class _Open:
    """A form from its opening to its end, over every change of look; `forms` shows it now."""

    forms: RunForms
    verb: str
    desk: Desk
    is_busy: bool = False


async def _submit(opened: _Open, ask: Ask, values: dict[str, Any]) -> None:
    opened.is_busy = True
    try:
        await ask.run(values)
    except UserError as refused:
        refusal: UserError | None = refused
    else:
        refusal = None
    opened.is_busy = False
    opened.forms.end(opened, refusal)
