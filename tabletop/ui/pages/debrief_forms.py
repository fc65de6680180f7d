"""The forms of the debrief: one at a time, drafts kept with their rows; it must not word an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop import wording
from tabletop.domain.play.events import Completion
from tabletop.errors import UserError
from tabletop.i18n import N_
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

_OF_ITS_ROW = frozenset({"plan-revise", "plan-close", "debrief-assess", "debrief-settle"})
"""Forms that are always for the row at hand: another row's draft does not belong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was changed in a form that gave way, where one typed, and the grade that it was opened with."""

    values: dict[str, Any]
    field: str
    completion: Completion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """The form that is open, and what stood in it before anyone typed."""

    verb: str
    desk: Desk
    ask: Ask
    panel: SidePanel
    untouched: dict[str, Any]

    @property
    def place(self) -> tuple[str, str | None]:
        """Return where its draft is kept: by its verb and the row for which it was opened."""
        return self.verb, self.desk.row

    @property
    def changed(self) -> dict[str, Any]:
        """Return what was typed or chosen."""
        values = self.panel.form.values()
        return {name: value for name, value in values.items() if value != self.untouched[name]}


class DebriefForms:
    """Opens the form of a verb and brings its values to the service.

    Whatever takes a form's place, Esc too: what was typed in it comes back with its verb and its row, until
    it is saved or thrown away.
    """

    def __init__(
        self, look: Look, tasks: Tasks, *, parent: QWidget, show: Callable[[SidePanel | None], None],
        refuse: Callable[[UserError], None], saved: Callable[[str], None], left: Callable[[], None],
        tell: Callable[[str, bool], None],
    ) -> None:  # fmt: skip
        """Begin with none open; `tell` says a sentence, and whether a form can be begun anew."""
        self._look = look
        self._tasks = tasks
        self._parent = parent
        self._show = show
        self._refuse = refuse
        self._saved = saved
        self._left = left
        self._tell = tell
        self._opened: _Opened | None = None
        self._drafts: dict[tuple[str, str | None], Draft] = {}

    @property
    def panel(self) -> SidePanel | None:
        """Return the form that is open."""
        return None if self._opened is None else self._opened.panel

    def open(self, verb: str, desk: Desk, *, is_new: bool = False) -> None:
        """Open the form of a verb; where it has no place now, say why.

        Of a certain row, by `is_new` or by its verb, only that row's draft comes back; else the latest.
        """
        is_of_row = is_new or verb in _OF_ITS_ROW
        opened = self._opened
        is_other = opened is None or opened.verb != verb or (is_of_row and desk.row != opened.desk.row)
        if opened is not None and not is_other and desk.completion is None:
            opened.panel.form.focus_first()
            return
        self._keep_draft()
        if not is_of_row:
            desk = replace(desk, row=self._row_left(verb, desk.row))
        self._open(verb, desk, self._draft_of(verb, desk))

    def begin_anew(self, desk: Desk) -> None:
        """Throw away what was typed in the open form and open it for its row as if it never was."""
        if self._opened is not None:
            verb, row = self._opened.place
            self._drafts.pop(self._opened.place, None)
            self._open(verb, replace(desk, row=row), None)

    def leave(self) -> None:
        """Close the open form; nothing is written."""
        self._keep_draft()
        self._close()

    def put_aside(self) -> None:
        """Give way to something that is not a form."""
        self._keep_draft()
        self._opened = None

    def keep(self) -> dict[str, Any]:
        """Return what stands in the open form, and every draft."""
        kept: dict[str, Any] = {"drafts": self._drafts, "place": None}
        if self._opened is not None:
            form = self._opened.panel.form
            kept |= {"place": self._opened.place, "values": form.values(), "field": form.focused}
        return kept

    def restore(self, kept: dict[str, Any], desk: Desk) -> None:
        """Open it again with its values."""
        self._drafts = kept["drafts"]
        if kept["place"] is not None:
            verb, row = kept["place"]
            self._open(verb, replace(desk, row=row), None)
            if self.panel is not None:
                self.panel.restore(kept["values"])
                self.panel.form.focus_field(kept["field"])

    def _open(self, verb: str, desk: Desk, draft: Draft | None) -> None:
        if draft is not None:
            desk = replace(desk, completion=draft.completion)
        try:
            ask = ASKS[verb](desk)
        except UserError as refusal:
            self._refuse(refusal)
            return
        panel = SidePanel(
            self._look, ask.text, about=ask.about, follow=ask.follow, below=ask.below, parent=self._parent
        )
        opened = self._opened = _Opened(
            verb=verb, desk=desk, ask=ask, panel=panel, untouched=panel.form.values()
        )
        panel.form.submitted.connect(lambda values: self._tasks.spawn(self._submit(opened, values)))
        panel.form.left.connect(self.leave)
        self._show(panel)
        panel.form.focus_first()
        if draft is not None:
            # Typed again into the form as it begins now: what was not typed may stand otherwise since.
            panel.form.restore(draft.values)
            panel.form.focus_field(draft.field)
            self._say(N_("“{title}” stands as you left it. It is not saved yet."), opened, is_back=True)
        if desk.completion is not None:
            panel.focus_field("seen")  # the grade was given by its key: only the time is asked for

    def _close(self) -> None:
        self._opened = None
        self._show(None)
        self._left()

    def _keep_draft(self) -> None:
        """Keep what was typed in the open form, which gives way."""
        opened = self._opened
        if opened is None:
            return
        self._drafts.pop(opened.place, None)  # what is kept last is the latest
        if changed := opened.changed:
            self._drafts[opened.place] = Draft(
                values=changed, field=opened.panel.form.focused, completion=opened.desk.completion
            )
            words = N_("“{title}” is kept, but not saved. It comes back when you open it again.")
            self._say(words, opened, is_back=False)

    def _draft_of(self, verb: str, desk: Desk) -> Draft | None:
        draft = self._drafts.get((verb, desk.row))
        if draft is None or desk.completion is None:
            return draft
        values = {name: value for name, value in draft.values.items() if name != "completion"}
        return replace(draft, values=values, completion=desk.completion)  # a grade was given by its key now

    def _row_left(self, verb: str, row: str | None) -> str | None:
        """Return the row whose draft a verb brings back: the row at hand, else the latest that was left."""
        left = [of_row for of_verb, of_row in self._drafts if of_verb == verb]
        return row if row in left or not left else left[-1]

    def _say(self, words: str, opened: _Opened, *, is_back: bool) -> None:
        self._tell(self._look.say(words, title=opened.ask.text.title), is_back)

    async def _submit(self, opened: _Opened, values: dict[str, Any]) -> None:
        try:
            await opened.ask.run(values)
        except UserError as refusal:
            if not isValid(self._parent):
                return  # the window was built anew: what was typed stands in its new form
            if self._opened is opened:
                opened.panel.form.say_trouble(wording.refusal(refusal, self._look.words))
            else:
                self._refuse(refusal)
            return
        if isValid(self._parent):
            self._drafts.pop(opened.place, None)
            if self._opened is opened and opened.ask.is_of_many:
                self._open(opened.verb, opened.desk, None)
            elif self._opened is opened:
                self._close()
            self._saved(opened.verb)
