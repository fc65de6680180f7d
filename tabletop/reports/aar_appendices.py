"""Appendices B and C: who took part, how T1 computes; it must not repeat a result."""

from __future__ import annotations

from tabletop.domain.result.scoring import COVERAGE_GATE, LETTER_BOUNDS, METHOD_ID
from tabletop.i18n import N_
from tabletop.reports.debrief_figures import graded, people
from tabletop.reports.debrief_objective_words import division
from tabletop.reports.document import Bullets, Facts, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_terms import CELL_KINDS
from tabletop.reports.report_words import NOTHING, column, count, figures, percent, points
from tabletop.reports.voice import Pair


def participants(d: Dossier) -> list[Part]:
    """Set Appendix B: organisations with counts, cells. Functions stand here, never names."""
    title = d.voice.pair(N_("Appendix B: Exercise participants"))
    return [Heading(text=title), organisations_grid(d), cells_grid(d)]


def organisations_grid(d: Dossier) -> Grid:
    """Return the organisations that took part, with how many people each sent."""
    say = d.voice.pair
    rows = [(Pair(name), count(n)) for name, n in d.debrief.participants]
    if rows:
        rows.append((say(N_("In all")), count(people(d.debrief))))
    return Grid(
        caption=say(N_("Participating organizations")),
        sheet=d.voice.say(N_("Participants")),
        columns=(column(say(N_("Organization")), 8, 40), figures(say(N_("People")), 2)),
        rows=rows,
        none=say(N_("not recorded")),
        strong=frozenset({len(rows) - 1}) if rows else frozenset(),
    )


def cells_grid(d: Dossier) -> Grid:
    """Return the cells of the plan with what each did in play."""
    say = d.voice.pair
    return Grid(
        caption=say(N_("Cells")),
        sheet=d.voice.say(N_("Cells")),
        columns=(
            column(say(N_("Cell")), 3, 16),
            column(say(N_("Title")), 8, 40),
            column(say(N_("Kind")), 3, 16),
            figures(say(N_("Decisions logged")), 2.4),
        ),
        rows=[
            (
                Pair(cell.id),
                d.voice.typed(cell.title),
                say(CELL_KINDS[cell.kind]) if cell.kind in CELL_KINDS else Pair(cell.kind),
                count(sum(1 for each in d.state.decisions if each.cell == cell.id)),
            )
            for cell in d.plan.cells
        ],
        none=say(N_("not recorded")),
    )


# Method -----------------------------------------------------------------------------------------

_STEPS = (
    N_("Action = points × completion × timeliness."),  # noqa: RUF001 - a formula's sign
    N_("Completion: met 1, partial ½, unmet 0; n/a leaves the sum."),
    N_("Timeliness: 1 within the limit, ½ up to twice the limit, 0 later; 1 where there is no limit."),
    N_(
        "Latency runs from the release of the inject on the exercise clock, pauses left out; met before the "
        "release counts as 0."
    ),
    N_("Objective = 100 × points earned ÷ points, over the graded actions of released injects."),  # noqa: RUF001 - as above
    N_("Overall = sum of (weight × objective) ÷ sum of weights, over objectives with a graded action."),  # noqa: RUF001 - as above
    N_(
        "Several raters: the middle grade counts, an even split takes the lower; the director may settle "
        "with a reason."
    ),
    N_("Injects that were held, skipped, retracted or never released leave the sum and are listed."),
    N_("The letter of T1 is a suggestion: the evaluators' letter is official."),
)


def method(d: Dossier) -> list[Part]:
    """Set Appendix C: method T1 with its parameters, weights and the division by hand."""
    say = d.voice.pair
    p, s, m = LETTER_BOUNDS
    parameters = (
        (say(N_("Method")), Pair(METHOD_ID)),
        (say(N_("Letters")), Pair(f"P ≥ {p} %, S ≥ {s} %, M ≥ {m} %, U < {m} %")),
        (say(N_("Least coverage")), Pair(f"{int(COVERAGE_GATE * 100)} %")),
        (
            say(N_("Below it")),
            say(N_("no overall percent; an objective keeps its percent but gets no letter")),
        ),
        (
            say(N_("Red lines")),
            say(N_("a breach caps at M, a grave one at U; any grave one caps the overall at M")),
        ),
        (say(N_("Not assessed at ENDEX")), say(_REST[d.state.rest])),
    )
    return [
        Heading(text=say(N_("Appendix C: Method of the score"))),
        Bullets(items=[say(step) for step in _STEPS], none=NOTHING),
        Facts(rows=parameters),
        weights_grid(d),
        Prose(text=_division(d), lead=say(N_("By hand."))),
    ]


_REST = {
    "open": N_("left open: they lower the coverage"),
    "unmet": N_("counted as unmet, by the director's decision"),
}


def weights_grid(d: Dossier) -> Grid:
    """Return weights and percents of the objectives, with their products."""
    say = d.voice.pair
    return Grid(
        caption=say(N_("Weights")),
        sheet=d.voice.say(N_("Weights")),
        columns=(
            column(say(N_("Objective")), 3, 12),
            figures(say(N_("Weight")), 2),
            figures(say(N_("Points earned")), 3),
            figures(say(N_("Points")), 2),
            figures(Pair("%"), 2),
            figures(say(N_("Weight × %")), 3),  # noqa: RUF001 - a formula's sign
        ),
        rows=[
            (
                Pair(score.id),
                points(d.voice, score.weight),
                points(d.voice, score.earned),
                count(score.points),
                percent(d.voice, score.percent),
                NOTHING if score.percent is None else percent(d.voice, score.weight * score.percent),
            )
            for score in d.debrief.score.objectives
        ],
        none=say(N_("The pack names no objective.")),
    )


def _division(d: Dossier) -> Pair:
    """Return the overall division: `489,4 ÷ 6 = 81,6 %`."""
    if not graded(d.debrief):
        return d.voice.pair(N_("no action graded"))
    return Pair(" ".join(division(d.edition)))
