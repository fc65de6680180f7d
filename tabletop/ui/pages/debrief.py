"""Debrief: what the run was worth and what follows from it; it wires the parts to the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from tabletop import wording
from tabletop.domain.play.events import ActionAssessed, ActionSettled, Completion
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import recording
from tabletop.services.workplace import Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.equipment import Equipment
from tabletop.ui.item_models import debrief_findings
from tabletop.ui.item_models.why_page import Played
from tabletop.ui.look import Look
from tabletop.ui.pages.debrief_asks import Desk
from tabletop.ui.pages.debrief_figures import FiguresPart
from tabletop.ui.pages.debrief_forms import ASKS, DebriefForms
from tabletop.ui.pages.debrief_grades import undo_words
from tabletop.ui.pages.debrief_part import PartDesk
from tabletop.ui.pages.debrief_plan import PlanPart
from tabletop.ui.pages.debrief_printing import DebriefPrinter
from tabletop.ui.pages.debrief_prints import PrintsPart
from tabletop.ui.pages.debrief_question import DebriefQuestion
from tabletop.ui.pages.debrief_replay import ReplayPart
from tabletop.ui.pages.debrief_showing import DebriefShowing
from tabletop.ui.pages.debrief_why import DebriefWhy, read_played
from tabletop.ui.tasks import Tasks
from tabletop.ui.verbs import Verb
from tabletop.ui.widgets.debrief_layout import (
    ACTIONS,
    DECISIONS,
    FIGURES,
    FINDINGS,
    PLAN,
    PRINTS,
    REPLAY,
    SUMMARY,
    DebriefLayout,
)
from tabletop.ui.widgets.debrief_side import SidePanel
from tabletop.ui.widgets.pdf_picture import load_library

_DIGITS: dict[str, Completion] = {"1": "met", "2": "partial", "3": "unmet", "0": "n/a"}
_TAB_OF = {
    "strength": FINDINGS, "improve": FINDINGS, "debrief-note": FINDINGS, "feedback": FINDINGS,
    "plan": PLAN, "plan-revise": PLAN, "plan-close": PLAN, "plan-carry": PLAN,
    "debrief-assess": ACTIONS, "debrief-settle": ACTIONS, "paper-save": PRINTS, "paper-save-as": PRINTS,
}  # fmt: skip
"""Where an act is at home, or its row appears: that part is brought to the front."""
_OF_THE_ROW_THERE = ("debrief-assess", "debrief-settle", "plan-revise", "plan-close")
"""Acts on the row that is selected in that part, whatever is selected where the key was pressed."""


class DebriefPage(QWidget):
    """Reads the debrief anew whenever a row was written while it is seen."""

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *,
        workplace: Workplace, equipment: Equipment, trigger: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("page")
        self._look = look
        self._bridge = bridge
        self._tasks = tasks
        self._workplace = workplace
        self._equipment = equipment
        self._trigger = trigger
        self._debrief: Debrief | None = None
        self._is_stale, self._is_reading = True, False
        self._waiting = ""
        self._undoable: Recorded | None = None
        self.parts = DebriefLayout(look, self)
        self._showing = DebriefShowing(look, bridge, self.parts)
        self._printer = DebriefPrinter(
            look, bridge, tasks, workplace=workplace, parent=self, say=self._say, say_trouble=self.say_trouble
        )
        self.forms = DebriefForms(
            look, tasks, parent=self, show=self._show_form, refuse=self._refuse, saved=self._tell_saved,
            left=self._focus_side, tell=lambda words, anew: self._say(words, can_begin_anew=anew),
        )  # fmt: skip
        self.why = DebriefWhy(
            look, self.parts, parent=self, rate=lambda target: self._open("rate", row=target),
            say=self._say, left=self._focus_part, put_aside=self.forms.put_aside,
        )  # fmt: skip
        self._question = DebriefQuestion(
            look, bridge, equipment.player, tab=self.parts.findings, say_trouble=self.say_trouble, parent=self
        )
        self.more = self._more_parts()
        self.parts.place(self.more)
        self.parts.tables[PLAN] = self.more[PLAN].list.table
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._connect()
        self.parts.show_empty(is_empty=self._is_before)

    # What the main window asks --------------------------------------------------------------------

    def enter(self) -> None:
        """Read the debrief and put the focus on the table of the open part."""
        self._is_stale = True
        self._refresh()
        if self.forms.panel is not None:
            self.forms.panel.form.focus_first()
        else:
            self._focus_side()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop what moves by itself while another screen is seen."""
        super().hideEvent(event)
        for part in self.more.values():
            part.leave()

    def keep(self) -> dict[str, Any]:
        """Return what was typed and chosen, for a window that is built anew."""
        parts = self.parts
        message = parts.message
        return {
            "debrief": self._debrief,
            "tab": parts.tab,
            "open_only": parts.grades.open_only,
            "sought": (parts.grades.sought.text(), parts.decisions.sought.text()),
            "rows": {at: table.selected for at, table in parts.tables.items()},
            "more": {at: part.keep() for at, part in self.more.items()},
            "form": self.forms.keep(),
            "why": self.why.keep(),
            "trouble": message.words.text()
            if message.isVisibleTo(self) and message.tone == "trouble"
            else "",
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        if not kept:
            return
        parts = self.parts
        parts.tabs.show_tab(kept["tab"])
        parts.grades.show_open_only(is_on=kept["open_only"])
        parts.grades.sought.setText(kept["sought"][0])
        parts.decisions.sought.setText(kept["sought"][1])
        if kept["debrief"] is not None:
            self._debrief = kept["debrief"]
            self._show()
            for at, row in kept["rows"].items():
                parts.tables[at].select(row)
            for at, more in kept["more"].items():
                self.more[at].restore(more)
            self.why.restore(kept["why"])
            self.forms.restore(kept["form"], self._desk())
        if kept["trouble"]:
            self.say_trouble(kept["trouble"])

    def do(self, verb: str) -> None:
        """Do a verb of this screen."""
        if self._is_before:
            self._refuse(UserError("nothing-to-evaluate"))
        elif self._debrief is None:
            self._waiting = verb  # the first reading is under way
        elif (part := self.more.get(self.parts.tab)) is not None and part.do(verb):
            return  # it was one of the open part's own
        elif verb.startswith("debrief-tab-"):
            self.parts.tabs.show_tab(int(verb.removeprefix("debrief-tab-")) - 1)
        elif verb == "print":
            self._print((self._look.words.language,))
        elif verb == "debrief-find":
            self._find()
        elif verb == "debrief-undo":
            self._undo()
        elif verb == "why":
            self.why.open_chosen()
        elif verb == "question-display":
            self.parts.tabs.show_tab(FINDINGS)
            self._question.switch()
        elif verb in ASKS:
            self._open(verb, row=self._target if verb == "rate" else None)
        else:
            self.parts.tabs.show_tab(_TAB_OF.get(verb, self.parts.tab))
            any(part.do(verb) for part in self.more.values())

    def say_resting(self, verb: Verb) -> None:
        """Say quietly that a key was pressed twice."""
        words = N_("{verb}: pressed twice, done once.")
        self._say(self._look.say(words, verb=self._look.say(verb.text)))

    def say_trouble(self, words: str) -> None:
        """Say what went wrong until someone has seen it."""
        self._undoable = None
        self.parts.message.say(words, "trouble")

    # Parts ----------------------------------------------------------------------------------------

    def _more_parts(self) -> dict[int, Any]:
        """Make the parts that are more than a table, by their tab; each is a `DebriefPart`."""
        desk = PartDesk(
            look=self._look, bridge=self._bridge, tasks=self._tasks, workplace=self._workplace,
            equipment=self._equipment, trigger=self._trigger, say=self._say, say_trouble=self.say_trouble,
            open_form=lambda verb, row: self._open(verb, row=row), open_why=self.why.open,
        )  # fmt: skip
        return {
            REPLAY: ReplayPart(desk, self), FIGURES: FiguresPart(desk, self), PLAN: PlanPart(desk, self),
            PRINTS: PrintsPart(desk, self),
        }  # fmt: skip

    def _take_tab(self, at: int) -> None:
        for tab, part in self.more.items():
            if tab != at:
                part.leave()
        self._focus_part()

    def _show_form(self, form: SidePanel | None) -> None:
        self.why.show_side(form)

    def _focus_side(self) -> None:
        """Put the focus on the figure at the right, if one stands there, else on the open part."""
        if self.why.is_open:
            self.why.take_focus()
        else:
            self._focus_part()

    def _focus_part(self) -> None:
        table = self.parts.table
        if table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.more[self.parts.tab].enter()

    # Reading --------------------------------------------------------------------------------------

    @property
    def _is_before(self) -> bool:
        return self._bridge.state.stage == "before"

    def _note_change(self, _state: ExerciseState, _cause: str) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self.parts.show_empty(is_empty=self._is_before)
        if self._is_stale and not self._is_reading and not self._is_before:
            self._is_reading = True
            self._tasks.spawn(self._read())

    async def _read(self) -> None:
        """Read until nothing was written meanwhile: rows in a burst lead to one reading more, not to many."""
        try:
            while self._is_stale and isValid(self):
                self._is_stale = False
                played: Played = await self._bridge.read(read_played)
                if not isValid(self):
                    return
                self._debrief = played.debrief
                self._show()
                self.why.show_played(played)
                await self._draw_timeline(played.debrief)
        finally:
            self._is_reading = False

    async def _draw_timeline(self, debrief: Debrief) -> None:
        scenario, language = self._bridge.session.scenario, self._look.words.language
        page = await self._tasks.compute(self._workplace.timeline_picture, scenario, debrief, language)
        await self._tasks.compute(load_library)
        if isValid(self):
            self.parts.summary.show_timeline(page)

    def _show(self) -> None:
        if self._debrief is None:
            return
        self._showing.show(self._debrief)
        for part in self.more.values():
            part.show_debrief(self._debrief)
        if self._waiting:
            verb, self._waiting = self._waiting, ""
            self.do(verb)

    def _show_filtered(self) -> None:
        if self._debrief is not None:
            self._showing.show_filtered(self._debrief)

    # Acting ---------------------------------------------------------------------------------------

    def _desk(self, *, row: str | None = None, completion: Completion | None = None) -> Desk:
        assert self._debrief is not None  # noqa: S101 - `do` waits for the first reading
        table = self.parts.table
        chosen = row if row is not None else table.selected if table is not None else None
        return Desk(
            look=self._look, bridge=self._bridge, debrief=self._debrief, row=chosen, completion=completion
        )

    @property
    def _target(self) -> str | None:
        """Return what a letter is for: the figure with the focus, else what is selected in the summary."""
        chosen = self.parts.summary.objectives.selected if self.parts.tab == SUMMARY else None
        return self.why.target or chosen

    def _open(self, verb: str, *, row: str | None = None, completion: Completion | None = None) -> None:
        desk = self._desk(row=row, completion=completion)
        tab = _TAB_OF.get(verb, self.parts.tab)
        if tab != self.parts.tab:
            self.parts.tabs.show_tab(tab)
            if verb in _OF_THE_ROW_THERE:
                desk = self._desk(row=row, completion=completion)
        self.forms.open(verb, desk, is_new=row is not None)

    def _open_finding(self, row: str) -> None:
        """Open what a row of findings leads to: a head its own act, an improvement its plan."""
        if row in ASKS:
            self._open(row)
        elif self._debrief and (led := debrief_findings.leads_to(row, self._debrief, self._bridge.state)):
            verb, of_row = led
            self._open(verb, row=of_row)

    def _press_digit(self, action: str, digit: str) -> None:
        completion = _DIGITS.get(digit)
        if completion is None:
            return
        if self._bridge.state.stage == "ended":
            self._open("debrief-assess", row=action, completion=completion)  # asks when it was seen
        else:
            self._tasks.spawn(self._assess(action, completion))

    async def _assess(self, action: str, completion: Completion) -> None:
        if await self._bridge.act(recording.assess_action, action, completion) and isValid(self):
            self._tell_saved("debrief-assess")

    def _undo(self) -> None:
        """Undo at once what the line says was just done; else ask, and name what it would take back."""
        session = self._bridge.session
        if self._undoable is not None and recording.undo_target(session) is self._undoable:
            self._tasks.spawn(self._undo_at_once(undo_words(self._desk())))
        else:
            self._open("debrief-undo")

    async def _undo_at_once(self, words: str) -> None:
        if await self._bridge.act(recording.undo) and isValid(self):
            self._say(self._look.say(N_("Undone: {act}. Both rows stay in the log."), act=words))

    def _tell_saved(self, verb: str) -> None:
        """Say what was written, and let it be taken back."""
        if verb == "debrief-undo":
            self._say(self._look.say(N_("Undone. Both rows stay in the log.")))
            return
        target = recording.undo_target(self._bridge.session)
        if target is not None and isinstance(target.event, ActionAssessed | ActionSettled):
            self._showing.deal_with(target.event.action)
        words = "" if self._debrief is None else undo_words(self._desk())
        self._say(self._look.say(N_("Saved: {act}"), act=words), can_undo=target)

    def _say(self, words: str, *, can_undo: Recorded | None = None, **more: bool) -> None:
        self._undoable = can_undo
        self.parts.message.say(words, "done", can_undo=can_undo is not None, **more)

    def _refuse(self, refusal: UserError) -> None:
        """Say a refusal that no form asked for, while this screen is seen."""
        if self.isVisible():
            self.say_trouble(wording.refusal(refusal, self._look.words))

    def _print(self, languages: tuple[str, ...]) -> None:
        if self._debrief is not None:
            self._printer.print(languages)

    def _find(self) -> None:
        tab = self.parts.grades if self.parts.tab != DECISIONS else self.parts.decisions
        if self.parts.tab not in (ACTIONS, DECISIONS):
            self.parts.tabs.show_tab(ACTIONS)
        tab.sought.setFocus(Qt.FocusReason.ShortcutFocusReason)
        tab.sought.selectAll()

    def _connect(self) -> None:
        parts = self.parts
        self._bridge.changed.connect(self._note_change)
        self._bridge.refused.connect(self._refuse)
        parts.summary.objectives.opened.connect(lambda row: self._open("rate", row=row))
        parts.grades.table.opened.connect(lambda row: self._open("debrief-assess", row=row))
        parts.grades.table.digit.connect(self._press_digit)
        parts.findings.table.opened.connect(self._open_finding)
        for tab in (parts.grades, parts.findings, parts.decisions):
            tab.verb_asked.connect(self._trigger)
            tab.sought_changed.connect(self._show_filtered)
        parts.summary.panel.asked.connect(self.why.open)
        parts.tabs.chosen.connect(self._take_tab)
        parts.message.undo_asked.connect(lambda: self._trigger("debrief-undo"))
        parts.message.anew_asked.connect(lambda: self.forms.begin_anew(self._desk()))
        parts.message.folder_asked.connect(self._printer.show_folder)
        parts.foot.verb_asked.connect(self._trigger)
        parts.foot.print_asked.connect(self._print)
