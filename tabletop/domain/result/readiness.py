"""The readiness index and gate (doctrine 10.8, contract 5); it must never enter the score."""

from __future__ import annotations

from fractions import Fraction

from tabletop.domain.plan.readiness import ReadinessItem
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import Gate, ReadinessGap, ReadinessResult


def readiness_result(scenario: Scenario, state: ExerciseState) -> ReadinessResult:
    """Return sum(weight x min(1, serviceable / required)) / sum(weight) in percent, and the gate.

    An unchecked item counts 0. No critical item below 100 % is ready, one is ready with notes, two
    or more are not ready; a pack without a list is ready.
    """
    items = scenario.readiness
    gaps = [gap for item in items if (gap := _gap(item, state)) is not None]
    gaps.sort(key=lambda gap: not gap.critical)
    critical = sum(1 for gap in gaps if gap.critical)
    gate: Gate = "not-ready" if critical > 1 else "ready-with-notes" if critical else "ready"
    weights = sum(item.weight for item in items)
    percent = None
    if weights:
        percent = 100 * sum((item.weight * share_of(item, state) for item in items), Fraction(0)) / weights
    return ReadinessResult(
        percent=percent, gate=gate, gaps=tuple(gaps), items=len(items), override=state.override
    )


def _serviceable(item: ReadinessItem, state: ExerciseState) -> int:
    record = state.readiness.get(item.id)
    return record.serviceable if record else 0


def share_of(item: ReadinessItem, state: ExerciseState) -> Fraction:
    """Return min(1, serviceable / required) of an item, as far as it was counted."""
    if item.required <= 0:
        return Fraction(1)
    return min(Fraction(1), Fraction(_serviceable(item, state), item.required))


def _gap(item: ReadinessItem, state: ExerciseState) -> ReadinessGap | None:
    if share_of(item, state) >= 1:
        return None
    serviceable = _serviceable(item, state)
    return ReadinessGap(id=item.id, serviceable=serviceable, required=item.required, critical=item.critical)
