"""The report as a workbook: whole tables that can be filtered, no chapter a sheet; it must not compute."""

from __future__ import annotations

from tabletop.i18n import N_
from tabletop.reports.aar import title_of
from tabletop.reports.aar_actions import actions_grid
from tabletop.reports.aar_agreement import agreement_grid
from tabletop.reports.aar_appendices import cells_grid, organisations_grid, weights_grid
from tabletop.reports.aar_capabilities import table_one
from tabletop.reports.aar_conduct import breaches_grid, red_lines_grid
from tabletop.reports.aar_decisions import decisions_grid
from tabletop.reports.aar_hot_wash import feedback_grid
from tabletop.reports.aar_metrics import by_cell, by_objective, by_phase, latency_grid, relays_grid
from tabletop.reports.aar_objective import rater_name
from tabletop.reports.aar_overview import executive_summary, overview
from tabletop.reports.aar_plan import whole_grid
from tabletop.reports.aar_plan_against_play import attendance_grid, paragraphs_grid
from tabletop.reports.aar_play import deadlines_grid, injects_grid, jumps_grid, pauses_grid, situations_grid
from tabletop.reports.aar_readiness import gaps_grid
from tabletop.reports.aar_record import missing, stations
from tabletop.reports.document import Document, Grid, Heading, Part
from tabletop.reports.dossier import Dossier
from tabletop.reports.plan_words import element_words
from tabletop.reports.report_frame import report
from tabletop.reports.report_words import column, letter, marks, typed
from tabletop.reports.voice import Pair


def after_action_workbook(d: Dossier) -> Document:
    """Return the report's tables over all objectives, one a sheet."""
    parts: list[Part] = [
        *overview(d),
        *executive_summary(d),
        Heading(text=d.voice.pair(N_("What is missing"))),
        missing(d),
        table_one(d),
        actions_grid(d),
        letters_grid(d),
        findings_grid(d),
        whole_grid(d, carried=False),
        whole_grid(d, carried=True),
        injects_grid(d, for_sheet=True),
        decisions_grid(d),
        *(make(d) for make in _TABLES),
    ]
    return report(d, title_of(d), parts)


_TABLES = (
    red_lines_grid, breaches_grid, latency_grid, by_phase, by_cell, by_objective, relays_grid,
    paragraphs_grid, agreement_grid, situations_grid, pauses_grid, jumps_grid, deadlines_grid, gaps_grid,
    attendance_grid, organisations_grid, cells_grid, feedback_grid, weights_grid, stations,
)  # fmt: skip


def letters_grid(d: Dossier) -> Grid:
    """Return every evaluator's letter with its reason."""
    say = d.voice.pair
    return Grid(
        caption=say(N_("Letters of all evaluators")),
        sheet=d.voice.say(N_("Letters")),
        columns=(
            column(say(N_("Target")), 2, 10),
            column(d.voice.label("evaluator"), 3, 20),
            marks(say(N_("Letter")), 1.4),
            column(say(N_("Reason")), 12, 80),
        ),
        rows=[
            (
                _target(d, each.target),
                Pair(rater_name(each.author, each.station)),
                letter(each.letter),
                typed(each.why),
            )
            for each in d.debrief.ratings
        ],
        none=say(N_("not yet rated")),
    )


def _target(d: Dossier, target: str) -> Pair:
    return d.voice.pair(N_("overall")) if target == "overall" else Pair(target)


def findings_grid(d: Dossier) -> Grid:
    """Return every strength and area for improvement with what shows it."""
    say = d.voice.pair
    kinds = {"strength": say(N_("strength")), "improve": say(N_("to improve"))}
    return Grid(
        caption=say(N_("Strengths and areas for improvement")),
        sheet=d.voice.say(N_("Findings")),
        columns=(
            column(say(N_("Row")), 2, 10),
            column(say(N_("Kind")), 2, 16),
            column(say(N_("Objective")), 2, 10),
            column(say(N_("Text")), 10, 80),
            column(say(N_("Cell")), 3, 14),
            column(say(N_("Capability element")), 3, 16),
            column(say(N_("Shown by")), 4, 24),
            column(d.voice.label("evaluator"), 3, 20),
        ),
        rows=[
            (
                Pair(each.id), kinds[each.kind], Pair(each.objective), Pair(each.text), typed(each.cell),
                element_words(d, each.element), typed(", ".join(each.rows)), Pair(each.author),
            )
            for each in d.debrief.findings
        ],
        none=say(N_("none recorded yet")),
    )  # fmt: skip
