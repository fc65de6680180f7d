"""What the raters say together about one action (design 6, raters and settle); it must not score it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.domain.play.events import Completion
from tabletop.domain.play.state import Assessment, ExerciseState, Settlement

_RANK: dict[Completion, int] = {"unmet": 0, "partial": 1, "met": 2}
_BY_RANK: tuple[Completion, ...] = ("unmet", "partial", "met")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The completion that counts, when it was met (T+), and how many raters count, settled or not."""

    completion: Completion
    met_ms: int | None
    raters: int
    settled: bool = False


def verdict_on(action: str, state: ExerciseState) -> Verdict | None:
    """Return what counts for an action now, None while nobody assessed it."""
    assessments = state.assessments.get(action, ())
    settlement = state.settlements.get(action)
    if settlement is not None:
        return _settled(settlement, assessments)
    return _of_raters(assessments)


def _of_raters(assessments: Sequence[Assessment]) -> Verdict | None:
    """Take the median of completion; an even split takes the lower (design 6)."""
    if not assessments:
        return None
    grades = sorted(_RANK[a.completion] for a in assessments if a.completion != "n/a")
    if not grades:
        return Verdict(completion="n/a", met_ms=None, raters=len(assessments))
    completion = _BY_RANK[grades[(len(grades) - 1) // 2]]
    met_ms = None if completion == "unmet" else _met_ms(assessments)
    return Verdict(completion=completion, met_ms=met_ms, raters=len(grades))


def _settled(settlement: Settlement, assessments: Sequence[Assessment]) -> Verdict:
    """Let the director's decision stand in place of the raters."""
    met_ms = None
    if settlement.completion in ("met", "partial"):
        raters_ms = _met_ms(assessments)
        met_ms = settlement.seen_ms if settlement.seen_ms is not None else raters_ms
        met_ms = settlement.at_ms if met_ms is None else met_ms
    by_raters = _of_raters(assessments)
    raters = by_raters.raters if by_raters else 0
    return Verdict(completion=settlement.completion, met_ms=met_ms, raters=raters, settled=True)


def _met_ms(assessments: Sequence[Assessment]) -> int | None:
    """Take the median observed time of those that say met or partial; even takes the later."""
    times = sorted(a.observed_ms for a in assessments if a.completion in ("met", "partial"))
    return times[len(times) // 2] if times else None
