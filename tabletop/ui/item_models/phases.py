"""The phases of the plan as steps at a moment: past, now or next; it must not begin any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import Stage
from tabletop.ui.look import Look, plan_text

PhaseStatus = Literal["past", "now", "next"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStep:
    """One phase as a strip shows it."""

    id: str
    title: str
    begins: str
    """Its planned T+ in words."""
    status: PhaseStatus


def phase_steps(look: Look, scenario: Scenario, stage: Stage, elapsed_ms: int) -> tuple[PhaseStep, ...]:
    """Return the phases at T+ `elapsed_ms`; before STARTEX all are to come, after ENDEX all are past."""
    begun = sum(phase.at_ms <= elapsed_ms for phase in scenario.phases)
    now = {"before": -1, "ended": len(scenario.phases)}.get(stage, begun - 1)
    return tuple(
        PhaseStep(
            id=phase.id,
            title=look.typed(phase.title),
            begins=plan_text(phase.at_ms),
            status="past" if at < now else "now" if at == now else "next",
        )
        for at, phase in enumerate(scenario.phases)
    )
