"""Figures that papers need and the Debrief does not carry yet; it must not decide a result.

Everything here is a sum, a count or a choice of what the Debrief already says. It is the one place
for it, so that each can move into the Debrief.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from tabletop.domain.result.debrief import Debrief, InjectResult
from tabletop.domain.result.scoring import COVERAGE_GATE, ActionScore, ObjectiveScore, OverallScore

_LETTERS = "UMSP"


def people(debrief: Debrief) -> int:
    """Return how many people the organisations sent together."""
    return sum(count for _, count in debrief.participants)


def not_applicable(debrief: Debrief) -> int:
    """Return how many actions in the coverage were assessed n/a."""
    return sum(1 for a in debrief.score.actions if a.completion == "n/a" and not a.dropped)


def breaches(debrief: Debrief) -> int:
    """Return how many breaches stand, over all red lines."""
    return sum(line.breaches for line in debrief.red_lines)


def graded(debrief: Debrief) -> tuple[ObjectiveScore, ...]:
    """Return the objectives that enter the overall percent."""
    return tuple(o for o in debrief.score.objectives if o.percent is not None)


def weighted_sum(debrief: Debrief) -> tuple[Fraction, Fraction]:
    """Return the two numbers of the division by hand: sum(weight x percent) and sum(weight)."""
    counted = graded(debrief)
    total = sum((o.weight * (o.percent or 0) for o in counted), Fraction(0))
    return total, sum((o.weight for o in counted), Fraction(0))


def is_thin(score: ObjectiveScore | OverallScore) -> bool:
    """Tell whether too few actions were assessed for a letter; where there are none, none is missing."""
    return score.coverage is not None and score.coverage < COVERAGE_GATE


def weakest(objectives: Iterable[ObjectiveScore], count: int) -> tuple[ObjectiveScore, ...]:
    """Return the objectives lowest by letter, then by percent, in the order of the pack."""
    listed = tuple(objectives)
    lowest = {o.id for o in sorted(listed, key=_height)[:count]}
    return tuple(o for o in listed if o.id in lowest)


def _height(objective: ObjectiveScore) -> tuple[int, Fraction]:
    letter = objective.rated or objective.letter
    return _LETTERS.index(letter) if letter else -1, objective.percent or Fraction(0)


def lost_points(debrief: Debrief, objective: str) -> list[ActionScore]:
    """Return the actions of an objective that lost points, the largest loss first."""
    losing = [
        a
        for a in debrief.score.actions
        if a.objective == objective and a.score is not None and a.score < a.points
    ]
    return sorted(losing, key=lambda a: (a.score or Fraction(0)) - a.points)


def by_fate(debrief: Debrief) -> dict[str, list[InjectResult]]:
    """Return the injects that are not in the score, by what became of them.

    A waiting contingency is `untriggered`: nothing was left out when its condition never held.
    """
    fates: dict[str, list[InjectResult]] = {}
    for inject in debrief.injects:
        if inject.status != "released":
            waits_for_nothing = inject.status == "waiting" and inject.is_contingency
            fates.setdefault("untriggered" if waits_for_nothing else inject.status, []).append(inject)
    return fates
