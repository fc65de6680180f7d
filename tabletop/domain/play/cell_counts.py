"""How much each cell has decided, and which have fallen silent; it must not judge why."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import ExerciseState

QUIET_AFTER_MS = 20 * 60_000
_PLAYING = ("player", "liaison")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCount:
    """A cell with its standing decisions."""

    cell: str
    count: int
    is_quiet: bool
    """Nothing was seen of it for `QUIET_AFTER_MS` of exercise time."""


def cell_counts(scenario: Scenario, state: ExerciseState, elapsed_ms: int) -> tuple[CellCount, ...]:
    """Return the cells that play at T+ `elapsed_ms`: those that are not quiet first, the busiest first."""
    playing = [cell.id for cell in scenario.cells if cell.kind in _PLAYING]
    counts, latest_ms = dict.fromkeys(playing, 0), dict.fromkeys(playing, _began_ms(scenario, state))
    for decision in state.decisions:
        if decision.cell in counts:
            counts[decision.cell] += 1
            latest_ms[decision.cell] = max(latest_ms[decision.cell], decision.observed_ms)
    made = [
        CellCount(
            cell=cell, count=counts[cell], is_quiet=elapsed_ms - latest_ms[cell] >= QUIET_AFTER_MS
        )
        for cell in playing
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: (each.is_quiet, -each.count)))


def _began_ms(scenario: Scenario, state: ExerciseState) -> int:
    """Return T+ of STARTEX: an exercise may begin at a later phase."""
    return next((phase.at_ms for phase in scenario.phases if phase.id == state.start_phase), 0)
