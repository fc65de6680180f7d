"""The improvement plan as a paper and as a workbook of its own; it must not plan."""

from __future__ import annotations

from tabletop.i18n import N_
from tabletop.reports.aar_overview import warnings
from tabletop.reports.aar_plan import overdue_grid, plan_parts, whole_grid
from tabletop.reports.document import Document, Facts, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_frame import report, signatures
from tabletop.reports.report_words import NOTHING, day_words
from tabletop.reports.voice import Pair


def improvement_plan(d: Dossier) -> Document:
    """Return the plan with what is open from last time and what is overdue, to be signed."""
    parts: list[Part] = [*_opening(d), *plan_parts(d), signatures(d)]
    return report(d, d.voice.label("improvement_plan"), parts)


def improvement_workbook(d: Dossier) -> Document:
    """Return the plan as tables with every column in one."""
    tables = (whole_grid(d, carried=False), whole_grid(d, carried=True), overdue_grid(d))
    return report(d, d.voice.label("improvement_plan"), [*_opening(d), *tables])


def _opening(d: Dossier) -> list[Part]:
    say, plan = d.voice.pair, d.debrief.plan
    left = sum(1 for action in plan if action.status != "closed")
    rows = [
        (say(N_("Exercise name")), d.voice.typed(d.plan.title)),
        (say(N_("Exercise id")), Pair(d.debrief.exercise_id)),
        (
            d.voice.label("corrective_actions"),
            say(N_("{n} planned, {open} not closed"), n=len(plan), open=left),
        ),
        (say(N_("Printed on")), day_words(d.voice, d.printed_on) if d.printed_on else NOTHING),
    ]
    return [*(Prose(text=text, tone="strong") for text in warnings(d)), Facts(rows=rows)]
