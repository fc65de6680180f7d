"""Corrective actions as rows: what is open from last time first, then this exercise's; it must not plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tabletop.domain.play.events import Priority
from tabletop.domain.result.debrief import Debrief, FindingResult, PlanResult
from tabletop.domain.result.overdue import is_overdue
from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_rows import Cell, Column, Row
from tabletop.ui.item_models.debrief_words import ELEMENTS
from tabletop.ui.look import Look

PLAN = (
    Column(name="number", head="", widths=(64, 56, 50)),
    Column(name="text", head=N_("Corrective action"), widths=(0, 0, 0)),
    Column(name="element", head=N_("POETE element"), widths=(150, 130, None)),
    Column(name="owner", head=N_("Owner"), widths=(170, 140, 130)),
    Column(name="due", head=N_("Due"), widths=(230, 190, 120)),
    Column(name="status", head=N_("Status"), widths=(200, 160, 130)),
)
STATUSES = {
    "open": (N_("open"), "circle"),
    "started": (N_("started"), "half"),
    "closed": (N_("closed"), "check"),
}
PRIORITIES: dict[Priority, str] = {
    "high": N_("high priority"),
    "medium": N_("medium priority"),
    "low": N_("low priority"),
}


def plan_rows(debrief: Debrief, look: Look, *, today: date, open_only: bool) -> list[Row]:
    """Return the plan in two groups, numbered as it is printed; closed actions may be left out."""
    numbered = [
        (number, plan)
        for number, plan in enumerate(debrief.plan, start=1)
        if not open_only or plan.status != "closed"
    ]
    findings = {finding.id: finding for finding in debrief.findings}
    carried = [(number, plan) for number, plan in numbered if plan.carried_from]
    own = [(number, plan) for number, plan in numbered if not plan.carried_from]
    rows: list[Row] = []
    if carried:
        rows.append(_head("plan-carry", look.say(N_("OPEN FROM LAST TIME {n}"), n=len(carried))))
        rows += [_row(number, plan, None, look=look, today=today) for number, plan in carried]
    if own or carried:
        rows.append(_head("plan", look.say(N_("FROM THIS EXERCISE {n}"), n=len(own))))
    rows += [
        _row(number, plan, findings.get(plan.answers or ""), look=look, today=today) for number, plan in own
    ]
    return rows


def number_of(debrief: Debrief, row: str | None) -> int | None:
    """Return the number of a corrective action in the plan (from 1) by its row's id."""
    return next((number for number, plan in enumerate(debrief.plan, start=1) if plan.id == row), None)


def counts(debrief: Debrief, today: date) -> tuple[int, int, int]:
    """Return how many actions are planned, how many are not closed, how many of those are overdue."""
    not_closed = [plan for plan in debrief.plan if plan.status != "closed"]
    return len(debrief.plan), len(not_closed), sum(is_overdue(plan, today) for plan in not_closed)


def _head(verb: str, title: str) -> Row:
    cells = (Cell(words=title, is_strong=True), *(Cell() for _ in PLAN[1:]))
    return Row(id=verb, cells=cells, is_head=True)


def _row(number: int, plan: PlanResult, answers: FindingResult | None, *, look: Look, today: date) -> Row:
    return Row(
        id=plan.id,
        cells=(
            Cell(words=str(number), second=plan.objective or "", is_strong=True),
            Cell(words=plan.text, second=_origin(plan, answers, look)),
            Cell(words=_element(plan, look), second=_priority(plan, look)),
            Cell(words=plan.owner, is_strong=True, second=plan.contact or ""),
            Cell(words=plan.due or look.say(N_("no date")), second=_dates(plan, look)),
            _status(plan, look, today),
        ),
    )


def _origin(plan: PlanResult, answers: FindingResult | None, look: Look) -> str:
    if plan.carried_from:
        return look.say(N_("from {exercise}"), exercise=plan.carried_from)
    return look.say(N_("answers: {text}"), text=answers.text) if answers else ""


def _element(plan: PlanResult, look: Look) -> str:
    return next((look.say(words) for known, words in ELEMENTS.items() if known == plan.element), "")


def _priority(plan: PlanResult, look: Look) -> str:
    return next((look.say(words) for known, words in PRIORITIES.items() if known == plan.priority), "")


def _dates(plan: PlanResult, look: Look) -> str:
    said: Sequence[tuple[str, str | None]] = (
        (N_("from {date}"), plan.start),
        (N_("retest {date}"), plan.retest),
    )
    return ", ".join(look.say(message, date=date) for message, date in said if date)


def _status(plan: PlanResult, look: Look, today: date) -> Cell:
    words, icon = STATUSES[plan.status]
    if is_overdue(plan, today):
        late = look.say(N_("overdue"))
        return Cell(words=late, second=look.say(words), icon="warning", ink="late_ink", is_strong=True)
    return Cell(words=look.say(words), icon=icon, second=plan.evidence or "")
