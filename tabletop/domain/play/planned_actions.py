"""Corrective actions while they are gathered, and what followed; it must not say which rows count."""

from __future__ import annotations

from tabletop.domain.play import records
from tabletop.domain.play.alignment import Aligned
from tabletop.domain.play.follow_up import ActionClosed, ActionRevised
from tabletop.domain.play.state import PlanRecord, Row


class PlannedActions:
    """The plan: its actions in the order of the rows, each as it stands after all that followed it.

    What followed is read by the wall clock: it happens in the weeks after ENDEX, where T+ stands still.
    """

    def __init__(self) -> None:
        self._plans: list[PlanRecord] = []
        self._followed: dict[Row, list[tuple[str, ActionRevised | ActionClosed]]] = {}
        self._reached: dict[str, str] = {}

    def add(self, plan: PlanRecord) -> None:
        """Take a corrective action into the plan."""
        self._plans.append(plan)

    def follow(self, row: Aligned, event: ActionRevised | ActionClosed) -> None:
        """Keep what followed an action, whose own row may still be to come (another station's)."""
        station = row.entry.station
        # A station's own order is never broken, also where its wall clock was set back.
        wall_at = self._reached[station] = max(self._reached.get(station, ""), row.entry.wall_at)
        plan = row.target or (event.plan_station, event.plan_seq)
        self._followed.setdefault(plan, []).append((wall_at, event))

    def freeze(self) -> tuple[PlanRecord, ...]:
        """Return the plan as it stands."""
        return tuple(map(self._as_followed, self._plans))

    def _as_followed(self, plan: PlanRecord) -> PlanRecord:
        for _, event in sorted(self._followed.get(plan.row, ()), key=_wall_at):
            plan = records.followed(plan, event)
        return plan


def _wall_at(followed: tuple[str, ActionRevised | ActionClosed]) -> str:
    return followed[0]
