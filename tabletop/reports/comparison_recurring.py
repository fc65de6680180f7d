"""The tables of what comes back from run to run and what is still owed; they must not compute."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain.result.debrief import PlanResult, ReadinessGap
from tabletop.domain.result.recurring import (
    ActionRuns,
    ImprovementRuns,
    InjectRuns,
    OwedAction,
    ReadinessRuns,
    is_late,
)
from tabletop.domain.result.scoring import ActionScore
from tabletop.i18n import N_, duration
from tabletop.reports.comparison_side import Side
from tabletop.reports.document import Cell, Grid
from tabletop.reports.report_terms import COMPLETIONS, PROGRESS
from tabletop.reports.report_words import NOTHING, column, joined, typed
from tabletop.reports.voice import Pair


def actions_grid(side: Side, actions: Sequence[ActionRuns]) -> Grid:
    """Return expected actions that were not met, partial or late in two runs or more."""
    voice = side.voice
    rows: list[list[Cell]] = [
        [
            Pair(each.action.full_id),
            voice.typed(each.action.text),
            Pair(each.action.objective),
            *(_outcome(side, score) for score in each.scores),
        ]
        for each in actions
    ]
    columns = [
        column(Pair("ID"), 1.2, 8),
        column(voice.label("expected_action"), 6, 60),
        column(voice.pair(N_("Objective")), 1.4, 10),
        *side.run_columns("centre", share=1.15, sheet_width=16),
    ]
    return side.grid(
        N_("Actions not met, met in part or late in two runs or more (min:s from release)"),
        N_("Actions"),
        columns=columns,
        rows=rows,
        none=N_("No action fell short in two runs or more."),
    )


def _outcome(side: Side, score: ActionScore | None) -> Pair:
    if score is None:
        return NOTHING
    words = side.voice.pair(COMPLETIONS[score.completion])
    if not is_late(score) or score.latency_ms is None:
        return words
    late = side.voice.pair(N_("late {latency}"), latency=duration(score.latency_ms))
    return joined([words, late], ", ")


def injects_grid(side: Side, injects: Sequence[InjectRuns]) -> Grid:
    """Return injects on which nobody decided in two runs or more."""
    voice = side.voice
    states = {True: N_("no decision"), False: N_("decided")}
    rows: list[list[Cell]] = [
        [
            Pair(each.inject.number),
            voice.typed(each.inject.title),
            *(NOTHING if state is None else voice.pair(states[state]) for state in each.is_open),
        ]
        for each in injects
    ]
    return side.grid(
        N_("Injects without a logged decision in two runs or more"),
        N_("Injects"),
        columns=[
            column(Pair("ID"), 1.2, 8),
            column(voice.pair(N_("Inject")), 7, 60),
            *side.run_columns("centre", share=1.15),
        ],
        rows=rows,
        none=N_("No inject stayed without a decision in two runs or more."),
    )


def improvements_grid(side: Side, improvements: Sequence[ImprovementRuns]) -> Grid:
    """Return objectives with areas for improvement in two runs or more."""
    voice = side.voice
    titles = {each.objective.id: each.objective.title for each in side.comparison.objectives}
    rows: list[list[Cell]] = [
        [
            Pair(each.objective),
            voice.typed(titles[each.objective]),
            *(Pair(f"{n} ({open_})") for n, open_ in zip(each.counts, each.unanswered, strict=True)),
        ]
        for each in improvements
    ]
    return side.grid(
        N_(
            "Areas for improvement under the same objective in two runs or more (without a corrective action)"
        ),
        N_("Improvements"),
        columns=[
            column(Pair("ID"), 1.2, 8),
            column(voice.label("objectives"), 7, 60),
            *side.run_columns("centre"),
        ],
        rows=rows,
        none=N_("No objective had areas for improvement in two runs or more."),
    )


def readiness_grid(side: Side, items: Sequence[ReadinessRuns]) -> Grid:
    """Return readiness items that were short in two runs or more."""
    voice = side.voice
    rows: list[list[Cell]] = [
        [Pair(each.item.id), voice.typed(each.item.item), *(_counted(gap) for gap in each.gaps)]
        for each in items
    ]
    return side.grid(
        N_("Readiness items short in two runs or more: serviceable of required"),
        N_("Readiness"),
        columns=[
            column(Pair("ID"), 1.2, 8),
            column(voice.pair(N_("Item")), 7, 60),
            *side.run_columns("centre"),
        ],
        rows=rows,
        none=N_("No item was short in two runs or more."),
        strong=frozenset(n for n, each in enumerate(items) if each.item.critical),
    )


def _counted(gap: ReadinessGap | None) -> Pair:
    return NOTHING if gap is None else Pair(f"{gap.serviceable}/{gap.required}")


def owed_grid(side: Side, owed: Sequence[OwedAction]) -> Grid:
    """Return corrective actions that are not closed, with what each run's plan said of them."""
    voice = side.voice
    rows: list[list[Cell]] = [
        [
            Pair(each.latest.text),
            Pair(each.latest.owner),
            typed(each.latest.due),
            *(_standing(side, plan) for plan in each.plans),
        ]
        for each in owed
    ]
    return side.grid(
        N_("Corrective actions that are not closed, and how they stood in each run"),
        N_("Corrective actions"),
        columns=[
            column(voice.pair(N_("Corrective action")), 5.4, 60),
            column(voice.pair(N_("Owner")), 2.4, 20),
            column(voice.pair(N_("Due")), 1.9, 12),
            *side.run_columns("centre", share=1.15, sheet_width=16),
        ],
        rows=rows,
        none=N_("Every corrective action is closed."),
    )


def _standing(side: Side, plan: PlanResult | None) -> Pair:
    if plan is None:
        return NOTHING
    words = side.voice.pair(PROGRESS[plan.status])
    return joined([words, side.voice.pair(N_("carried"))], ", ") if plan.carried_from else words
