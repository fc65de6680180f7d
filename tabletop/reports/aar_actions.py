"""The expected actions with grade, time and score, so that each can be recomputed; it must not score."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tabletop.domain.result.scoring import ActionScore
from tabletop.i18n import N_
from tabletop.reports.debrief_figures import by_fate
from tabletop.reports.debrief_objective_words import FATES
from tabletop.reports.document import Bullets, Cell, Grid, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_terms import COMPLETIONS
from tabletop.reports.report_words import (
    EMPTY,
    NOTHING,
    column,
    count,
    figures,
    joined,
    marks,
    points,
    seconds,
    span,
    with_typed,
)
from tabletop.reports.voice import Pair


def actions_grid(d: Dossier, objective: str | None = None) -> Grid:
    """Return the expected actions of released injects with their sum.

    Those of one objective for a page; those of all for a sheet, with times in seconds.
    """
    say = d.voice.pair
    scores = [a for a in d.debrief.score.actions if objective in (None, a.objective)]
    rows = [_row(d, score, with_objective=objective is None) for score in scores]
    strong: frozenset[int] = frozenset()
    if rows:
        strong = frozenset({len(rows)})
        rows.append(_sum(d, scores, with_objective=objective is None))
    name = N_("Actions {objective}") if objective else N_("Expected actions, all")
    return Grid(
        caption=d.voice.label("expected_actions"),
        sheet=d.voice.say(name, objective=objective),
        columns=(
            column(Pair("ID"), 1.6, 10),
            *([column(say(N_("Objective")), 1.4, 10)] if objective is None else []),
            column(d.voice.label("expected_action"), 7, 60),
            column(say(N_("Cell")), 2.4, 14),
            column(say(N_("Grade")), 2.4, 16),
            figures(say(N_("Latency, min:s") if objective else N_("Latency, s")), 1.5),
            figures(say(N_("Limit, min:s") if objective else N_("Limit, s")), 1.4),
            figures(say(N_("Points")), 1.3),
            figures(say(N_("Score")), 1.3),
            figures(say(N_("Raters")), 1.3),
            marks(say(N_("Settled")), 2),
        ),
        rows=rows,
        none=say(N_("No inject with an expected action was released.")),
        strong=strong,
    )


def _row(d: Dossier, score: ActionScore, *, with_objective: bool) -> Sequence[Cell]:
    action, length = d.actions[score.id], seconds if with_objective else span
    text = d.voice.typed(action.text)
    if score.critical:
        text = joined([text, d.voice.pair(N_("(critical)"))], " ")
    return (
        Pair(score.id),
        *([Pair(score.objective)] if with_objective else []),
        text,
        d.cell_name(action.cell),
        grade_words(d, score),
        length(score.latency_ms),
        length(score.limit_ms),
        count(score.points),
        points(d.voice, score.score),
        count(score.raters),
        d.voice.pair(N_("yes")) if score.settled else NOTHING,
    )


def grade_words(d: Dossier, score: ActionScore) -> Pair:
    """Return a grade in words, with `late` where it cost points."""
    grade = d.voice.pair(COMPLETIONS[score.completion])
    if score.dropped:
        return joined([grade, d.voice.pair(N_("dropped by the variant"))], ", ")
    is_late = (
        score.latency_ms is not None and score.limit_ms is not None and score.latency_ms > score.limit_ms
    )
    return joined([grade, d.voice.pair(N_("late"))], ", ") if is_late else grade


def _sum(d: Dossier, scores: Sequence[ActionScore], *, with_objective: bool) -> Sequence[Cell]:
    """Return the sum over the graded actions: points that could be earned, points earned."""
    graded = [score for score in scores if score.score is not None]
    earned = sum((score.score or Fraction(0) for score in graded), Fraction(0))
    blanks = (EMPTY, EMPTY, EMPTY, EMPTY)
    return (
        EMPTY,
        *([EMPTY] if with_objective else []),
        d.voice.pair(N_("Sum, graded actions: {n}"), n=len(graded)),
        *blanks,
        count(sum(score.points for score in graded)),
        points(d.voice, earned),
        EMPTY,
        EMPTY,
    )


def settled_reasons(d: Dossier, objective: str) -> list[Part]:
    """Say why the director settled actions, beside what the raters gave."""
    told = []
    for score in d.debrief.score.actions:
        settlement = d.state.settlements.get(score.id)
        if score.objective == objective and settlement is not None:
            grade = d.voice.pair(COMPLETIONS[settlement.completion]).slash
            message = N_("{action} settled as {grade}")
            told.append(with_typed(d.voice.pair(message, action=score.id, grade=grade), settlement.reason))
    return [Bullets(items=told, none=NOTHING)] if told else []


def not_scored(d: Dossier, objective: str) -> list[Part]:
    """Name the actions of an objective whose inject was not released, by what became of it."""
    fates = {inject.number: fate for fate, group in by_fate(d.debrief).items() for inject in group}
    named: dict[str, list[str]] = {}
    for action in d.plan.actions():
        if action.objective == objective and action.inject in fates:
            named.setdefault(fates[action.inject], []).append(action.full_id)
    if not named:
        return []
    groups = [
        joined([d.voice.pair(FATES[fate]), Pair(", ".join(actions))], ": ") for fate, actions in named.items()
    ]
    lead = d.voice.pair(N_("Not in the score."))
    return [Prose(text=joined(groups, "; "), lead=lead, tone="note")]
