"""How far raters agree: exact, within one, kappa, ordinal alpha; it must not name a grade.

All sums are exact, so that neither the order of units nor that of raters changes a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

Rater = TypeVar("Rater", bound=Hashable)

MIN_UNITS = 10
"""Below this many doubly rated units no figure is given: "too few" (doctrine 10.12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Shares and coefficients from 0 (or below) to 1; None where they are not defined.

    `units` are the actions graded by two or more raters; `kappa` is the unweighted one.
    """

    units: int
    raters: int
    exact: float | None = None
    within_one: float | None = None
    kappa: float | None = None
    kappa_linear: float | None = None
    kappa_quadratic: float | None = None
    alpha_ordinal: float | None = None


def agreement_of(units: Sequence[Mapping[Rater, int]], *, min_units: int = MIN_UNITS) -> Agreement:
    """Compare raters over units, each a mapping of rater to ordinal grade (doctrine 10.12).

    Only units with two or more grades count. Below `min_units` of them there is no figure, kappa is
    for exactly two raters, and without variation kappa and alpha are undefined: None. The doctrine's
    own bound stands on every print; another one is for tests against other programs.
    """
    rated = [unit for unit in units if len(unit) >= 2]
    raters = list(dict.fromkeys(rater for unit in rated for rater in unit))
    if len(rated) < max(1, min_units):
        return Agreement(units=len(rated), raters=len(raters))
    grades = [tuple(unit.values()) for unit in rated]
    steps = [abs(a - b) for unit in grades for a, b in combinations(unit, 2)]
    both = [(unit[raters[0]], unit[raters[1]]) for unit in rated] if len(raters) == 2 else []
    return Agreement(
        units=len(rated),
        raters=len(raters),
        exact=sum(step == 0 for step in steps) / len(steps),
        within_one=sum(step <= 1 for step in steps) / len(steps),
        kappa=kappa_of(both, lambda a, b: int(a != b)),
        kappa_linear=kappa_of(both, lambda a, b: abs(a - b)),
        kappa_quadratic=kappa_of(both, lambda a, b: (a - b) ** 2),
        alpha_ordinal=_ordinal_alpha(grades),
    )


def kappa_of(pairs: Sequence[tuple[int, int]], distance: Callable[[int, int], int]) -> float | None:
    """Return Cohen's kappa of two raters' grades, weighted by how far apart two grades are.

    `distance` is 0 for equal grades; its scale cancels. None where chance alone cannot disagree.
    """
    first = Counter(a for a, _ in pairs)
    second = Counter(b for _, b in pairs)
    observed = sum(distance(a, b) for a, b in pairs)
    expected = sum(distance(a, b) * n * m for a, n in first.items() for b, m in second.items())
    if expected == 0:
        return None
    return float(1 - Fraction(observed * len(pairs), expected))


def _ordinal_alpha(units: Sequence[Sequence[int]]) -> float | None:
    """Return Krippendorff's alpha with the ordinal metric; units hold two or more grades each."""
    counts = Counter(grade for unit in units for grade in unit)

    def distance(a: int, b: int) -> int:
        """Count the grades between two, the ends by half; doubled to stay whole, then squared."""
        between = sum(n for grade, n in counts.items() if min(a, b) <= grade <= max(a, b))
        return (2 * between - counts[a] - counts[b]) ** 2

    observed = Fraction(0)
    for unit in units:
        apart = sum(distance(a, b) for a, b in combinations(unit, 2))
        observed += Fraction(apart, len(unit) - 1)
    expected = sum(counts[a] * counts[b] * distance(a, b) for a, b in combinations(counts, 2))
    if expected == 0:
        return None
    return float(1 - (counts.total() - 1) * observed / expected)
