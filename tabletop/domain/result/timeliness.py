"""Whether injects went out when the plan said (doctrine 10.10); it must not judge why they did not."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.played import IMPROVISED
from tabletop.domain.play.state import Status
from tabletop.domain.result.debrief import InjectResult
from tabletop.domain.result.metrics import Timeliness

TOLERANCE_MS = 60_000


def timeliness_of(
    scenario: Scenario, injects: Sequence[InjectResult], *, tolerance_ms: int = TOLERANCE_MS
) -> Timeliness:
    """Compare each standing release with the planned T+ after shifts.

    Contingencies and improvised injects have no plan and are left out; a facilitator-paced inject
    cannot be early or late, but skipped or held.
    """
    own, late_ms = _planned(scenario, injects), delays_of(scenario, injects)

    def that_are(status: Status) -> tuple[str, ...]:
        return tuple(each.number for each in own if each.status == status)

    return Timeliness(
        planned=len(late_ms),
        on_time=sum(1 for ms in late_ms.values() if abs(ms) <= tolerance_ms),
        tolerance_ms=tolerance_ms,
        early=tuple(number for number, ms in late_ms.items() if ms < -tolerance_ms),
        late=tuple(number for number, ms in late_ms.items() if ms > tolerance_ms),
        skipped=that_are("skipped"),
        held=that_are("held"),
        retracted=that_are("retracted"),
        waiting=that_are("waiting"),
    )


def delays_of(scenario: Scenario, injects: Sequence[InjectResult]) -> dict[str, int]:
    """Return by how many milliseconds each release that has a planned T+ came after it, below 0 before."""
    return {
        each.number: each.released_ms - each.planned_ms
        for each in _planned(scenario, injects)
        if each.status == "released" and each.released_ms is not None and each.planned_ms is not None
    }


def _planned(scenario: Scenario, injects: Sequence[InjectResult]) -> list[InjectResult]:
    improvised = {inject.number for inject in scenario.injects if inject.kind == IMPROVISED}
    return [each for each in injects if not each.is_contingency and each.number not in improvised]
