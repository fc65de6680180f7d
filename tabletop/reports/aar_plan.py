"""The improvement plan in HSEEP's columns (doctrine 11), and how far each action is; it must not plan."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain.result.debrief import PlanResult
from tabletop.i18n import N_
from tabletop.reports.document import Cell, Column, Grid, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.plan_words import due_day, element_words, is_overdue, priority_words, status_words
from tabletop.reports.report_words import NOTHING, column, count, day_words, figures, told_in_each, typed
from tabletop.reports.voice import Pair

Numbered = Sequence[tuple[int, PlanResult]]
"""Corrective actions with the number that people quote: their place in the plan, from 1."""


def plan_parts(d: Dossier) -> list[Part]:
    """Set what is new, what is open from last time, what is overdue, and how far all of it is."""
    say = d.voice.pair
    new, carried = _new(d), _carried(d)
    parts: list[Part] = [
        Prose(text=say(_ELEMENTS), tone="note"),
        hseep_grid(d, new),
        carried_grid(d, carried),
        follow_up_grid(d),
    ]
    parts.append(overdue_grid(d))
    if d.printed_on is not None:
        day = day_words(d.voice, d.printed_on)
        measured = told_in_each(d.voice, N_("Measured against {day}, the day of this print."), day=day)
        parts.append(Prose(text=measured, tone="note"))
    return parts


_ELEMENTS = N_("Capability elements: Planning, Organization, Equipment, Training, Exercising (POETE).")


def _new(d: Dossier) -> Numbered:
    numbered = enumerate(d.debrief.plan, start=1)
    return [(number, action) for number, action in numbered if action.carried_from is None]


def _carried(d: Dossier) -> Numbered:
    numbered = enumerate(d.debrief.plan, start=1)
    return [(number, action) for number, action in numbered if action.carried_from is not None]


def _hseep_columns(d: Dossier) -> tuple[Column, ...]:
    """Return HSEEP's columns in HSEEP's order, the number before them."""
    say = d.voice.pair
    return (
        figures(Pair("No."), 0.8, 5),
        column(d.voice.label("core_capability"), 2.3, 24),
        column(say(N_("Issue / area for improvement")), 3.4, 40),
        column(say(N_("Corrective action")), 3.4, 40),
        column(say(N_("Capability element")), 2.3, 14),
        column(say(N_("Primary responsible organization")), 2.4, 20),
        column(say(N_("Organization POC")), 2.2, 20),
        column(say(N_("Start date")), 2.1, 12),
        column(say(N_("Completion date")), 2.1, 12),
    )


def _hseep_cells(d: Dossier, number: int, action: PlanResult) -> tuple[Cell, ...]:
    objective = d.objectives.get(action.objective or "")
    capability = d.typed(objective.capability) if objective and objective.capability else NOTHING
    issue = next((each.text for each in d.debrief.findings if each.id == action.answers), None)
    return (
        count(number),
        capability if capability is not NOTHING else typed(action.objective),
        typed(issue),
        Pair(action.text),
        element_words(d, action.element),
        Pair(action.owner),
        typed(action.contact),
        due_day(d, action.start),
        due_day(d, action.due),
    )


def hseep_grid(d: Dossier, actions: Numbered) -> Grid:
    """Return corrective actions in HSEEP's columns."""
    return Grid(
        caption=d.voice.pair(N_("From this exercise")),
        sheet=d.voice.say(N_("Improvement plan")),
        columns=_hseep_columns(d),
        rows=[_hseep_cells(d, number, action) for number, action in actions],
        none=d.voice.pair(N_("No corrective action was planned.")),
    )


def whole_grid(d: Dossier, *, carried: bool) -> Grid:
    """Return a sheet's table: HSEEP's columns, then status, evidence, priority, retest."""
    say = d.voice.pair
    actions = _carried(d) if carried else _new(d)
    name = N_("Open from last time") if carried else N_("Improvement plan")
    return Grid(
        caption=say(name),
        sheet=d.voice.say(name),
        columns=(
            *_hseep_columns(d),
            column(say(N_("Status")), 2, 16),
            column(say(N_("Evidence of closure")), 3, 30),
            column(say(N_("Priority")), 1.6, 10),
            column(say(N_("Retest in exercise")), 3, 24),
            *([column(say(N_("From exercise")), 2.4, 20)] if carried else []),
        ),
        rows=[
            (
                *_hseep_cells(d, number, action),
                status_words(d, action),
                typed(action.evidence),
                priority_words(d, action.priority),
                typed(action.retest),
                *([typed(action.carried_from)] if carried else []),
            )
            for number, action in actions
        ],
        none=say(
            N_("Nothing is open from last time.") if carried else N_("No corrective action was planned.")
        ),
    )


def carried_grid(d: Dossier, actions: Numbered) -> Grid:
    """Return what earlier exercises left open."""
    say = d.voice.pair
    return Grid(
        caption=say(N_("Open from last time")),
        sheet=d.voice.say(N_("Open from last time")),
        columns=(
            figures(Pair("No."), 0.8, 5),
            column(say(N_("From exercise")), 3.4, 24),
            column(say(N_("Corrective action")), 6, 40),
            column(say(N_("Capability element")), 2.2, 14),
            column(say(N_("Primary responsible organization")), 3, 20),
            column(say(N_("Organization POC")), 2.6, 20),
            column(say(N_("Start date")), 1.8, 12),
            column(say(N_("Completion date")), 1.9, 12),
        ),
        rows=[
            (
                count(number), typed(action.carried_from), Pair(action.text),
                element_words(d, action.element), Pair(action.owner), typed(action.contact),
                due_day(d, action.start), due_day(d, action.due),
            )
            for number, action in actions
        ],
        none=say(N_("Nothing is open from last time.")),
    )  # fmt: skip


def follow_up_grid(d: Dossier) -> Grid:
    """Return how far every action is: status, evidence of closure, priority, retest."""
    say = d.voice.pair
    return Grid(
        caption=say(N_("How far each action is")),
        sheet=d.voice.say(N_("Follow-up")),
        columns=(
            figures(Pair("No."), 0.8, 5),
            column(say(N_("Corrective action")), 6, 40),
            column(say(N_("Status")), 2.6, 16),
            column(say(N_("Evidence of closure")), 4.6, 30),
            column(say(N_("Priority")), 1.8, 10),
            column(say(N_("Retest in exercise")), 3.6, 24),
        ),
        rows=[
            (
                count(number), Pair(action.text), status_words(d, action), typed(action.evidence),
                priority_words(d, action.priority), typed(action.retest),
            )
            for number, action in enumerate(d.debrief.plan, start=1)
        ],
        none=say(N_("No corrective action was planned.")),
    )  # fmt: skip


def overdue_grid(d: Dossier) -> Grid:
    """Return the actions whose completion date has passed without their being closed."""
    say = d.voice.pair
    overdue = [(n, each) for n, each in enumerate(d.debrief.plan, start=1) if is_overdue(d, each)]
    return Grid(
        caption=say(N_("Overdue actions")),
        sheet=d.voice.say(N_("Overdue")),
        columns=(
            figures(Pair("No."), 0.8, 5),
            column(say(N_("Corrective action")), 8, 40),
            column(say(N_("Primary responsible organization")), 4, 20),
            column(say(N_("Organization POC")), 4, 20),
            column(say(N_("Completion date")), 2.4, 12),
        ),
        rows=[
            (count(n), Pair(each.text), Pair(each.owner), typed(each.contact), due_day(d, each.due))
            for n, each in overdue
        ],
        none=say(N_("No action is overdue.")),
    )
