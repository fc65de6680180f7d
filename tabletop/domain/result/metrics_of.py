"""Gather the metrics (doctrine 10) from plan, state and score; it must not grade or print."""

from __future__ import annotations

from collections import Counter

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import DecisionRecord, ExerciseState
from tabletop.domain.result.debrief import InjectResult
from tabletop.domain.result.escalations import escalations_of
from tabletop.domain.result.groups import group_of, members_by_cell, members_by_objective, members_by_phase
from tabletop.domain.result.metrics import Attendance, EvaluatorCoverage, Metrics, SourceUse
from tabletop.domain.result.paragraphs import paragraphs_of
from tabletop.domain.result.relays import relays_of
from tabletop.domain.result.scoring import ScoreSheet
from tabletop.domain.result.timeliness import timeliness_of


def metrics_of(
    scenario: Scenario, state: ExerciseState, sheet: ScoreSheet, injects: tuple[InjectResult, ...]
) -> Metrics:
    """Return everything counted beside the score; `scenario` is the plan as it was played.

    `injects` are the debrief's results of the same scenario, in its order.
    """
    return Metrics(
        timeliness=timeliness_of(scenario, injects),
        by_phase=tuple(map(group_of, members_by_phase(scenario, sheet, injects))),
        by_cell=tuple(map(group_of, members_by_cell(scenario, state, sheet, injects))),
        by_objective=tuple(map(group_of, members_by_objective(scenario, sheet, injects))),
        relays=relays_of(scenario, state),
        sources=_sources(state),
        paragraphs=paragraphs_of(scenario, sheet),
        escalations=escalations_of(scenario, state),
        attendance=_attendance(scenario, state),
        coverage=_coverage(sheet),
    )


def information_of(state: ExerciseState) -> tuple[DecisionRecord, ...]:
    """Return the standing information that was logged up to ENDEX, in the state's order."""
    return tuple(d for d in state.decisions if d.category == "information" and not d.is_after_endex)


def _sources(state: ExerciseState) -> SourceUse:
    """Count the information, and the ratings of its sources."""
    told = [each.source for each in information_of(state)]
    ratings = Counter(source for source in told if source is not None)
    return SourceUse(information=len(told), rated=ratings.total(), ratings=tuple(sorted(ratings.items())))


def _attendance(scenario: Scenario, state: ExerciseState) -> tuple[Attendance, ...]:
    counted = [(unit, state.units.get(unit.unit, (None, None))) for unit in scenario.roster]
    return tuple(
        Attendance(unit=unit.unit, required=unit.required, present=present, fit=fit)
        for unit, (present, fit) in counted
    )


def _coverage(sheet: ScoreSheet) -> EvaluatorCoverage:
    raters = [action.raters for action in sheet.actions if not action.dropped]
    return EvaluatorCoverage(
        actions=len(raters),
        once=sum(1 for n in raters if n >= 1),
        twice=sum(1 for n in raters if n >= 2),
    )
