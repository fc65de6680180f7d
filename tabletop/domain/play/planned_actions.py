"""Corrective actions while they are gathered, and what followed; it must not say which rows count."""

from __future__ import annotations

from tabletop.domain.play import records
from tabletop.domain.play.alignment import Aligned
from tabletop.domain.play.follow_up import ActionClosed, ActionRevised
from tabletop.domain.play.state import PlanRecord, Row


class PlannedActions:
    """The plan: its actions in the order of the rows, each as it stands after all that followed it.

    What several stations carried over from one earlier action is one action, as the first of their rows
    tells it; what followed any of those rows followed it. What followed is read by the wall clock: it
    happens in the weeks after ENDEX, where T+ stands still.
    """

    def __init__(self) -> None:
        self._plans: list[PlanRecord] = []
        self._carried: dict[tuple[str, str | None], Row] = {}
        self._stands_for: dict[Row, Row] = {}
        self._followed: list[tuple[str, Row, ActionRevised | ActionClosed]] = []
        self._reached: dict[str, str] = {}

    def add(self, plan: PlanRecord) -> None:
        """Take a corrective action into the plan; one that another station carried too stands there once."""
        if plan.carried_from is not None:
            first = self._carried.setdefault((plan.carried_from, plan.carried_id), plan.row)
            if first != plan.row:
                self._stands_for[plan.row] = first
                return
        self._plans.append(plan)

    def follow(self, row: Aligned, event: ActionRevised | ActionClosed) -> None:
        """Keep what followed an action, whose own row may still be to come (another station's)."""
        station = row.entry.station
        # A station's own order is never broken, also where its wall clock was set back.
        wall_at = self._reached[station] = max(self._reached.get(station, ""), row.entry.wall_at)
        self._followed.append((wall_at, row.target or (event.plan_station, event.plan_seq), event))

    def freeze(self) -> tuple[PlanRecord, ...]:
        """Return the plan as it stands."""
        plans = {plan.row: plan for plan in self._plans}
        for _, named, event in sorted(self._followed, key=_wall_at):
            row = self._stands_for.get(named, named)
            if row in plans:
                plans[row] = records.followed(plans[row], event)
        return tuple(plans.values())


def _wall_at(followed: tuple[str, Row, ActionRevised | ActionClosed]) -> str:
    return followed[0]
