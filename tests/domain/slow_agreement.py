"""Agreement of raters by the textbook: pairs counted one by one, kappa from shares, alpha from coincidences.

It must not import anything of tabletop. A unit maps raters to grades (whole numbers); fractions stay exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any

FEWEST = 10


# The doctrine, 10.12: "Print nothing below 10 units rated twice"
def figures(units: Sequence[Mapping[Any, int]], fewest: int = FEWEST) -> dict[str, Any]:
    """Return every figure, None where it is not defined or there is too little."""
    rated = [unit for unit in units if len(unit) >= 2]
    raters = sorted({rater for unit in rated for rater in unit}, key=repr)
    found: dict[str, Any] = {"units": len(rated), "raters": len(raters)}
    names = ("exact", "within_one", "kappa", "kappa_linear", "kappa_quadratic", "alpha_ordinal")
    if len(rated) < max(1, fewest):
        return found | dict.fromkeys(names)
    pairs = [(a, b) for unit in rated for i, a in enumerate(unit.values()) for b in list(unit.values())[:i]]
    both = [(unit[raters[0]], unit[raters[1]]) for unit in rated] if len(raters) == 2 else []
    return found | {
        "exact": Fraction(sum(a == b for a, b in pairs), len(pairs)),
        "within_one": Fraction(sum(abs(a - b) <= 1 for a, b in pairs), len(pairs)),
        "kappa": kappa(both, 0),
        "kappa_linear": kappa(both, 1),
        "kappa_quadratic": kappa(both, 2),
        "alpha_ordinal": alpha(rated),
    }


def kappa(pairs: Sequence[tuple[int, int]], power: int) -> Fraction | None:
    """Return 1 - observed / expected disagreement; a step weighs itself to a power, 0: any step is one."""
    n = len(pairs)
    weight = {(a, b): Fraction(0 if a == b else abs(a - b) ** power) for a in range(6) for b in range(6)}
    observed = sum((weight[pair] for pair in pairs), Fraction(0))
    expected = sum((weight[a, b] for a, _ in pairs for _, b in pairs), Fraction(0))
    return None if expected == 0 else 1 - (observed / n) / (expected / n**2)


def alpha(units: Sequence[Mapping[Hashable, int]]) -> Fraction | None:
    """Return Krippendorff's alpha from the matrix of coincidences, with the ordinal metric."""
    grades = sorted({grade for unit in units for grade in unit.values()})
    pairs = {(c, k): Fraction(0) for c in grades for k in grades}
    for unit in units:
        given = list(unit.values())
        for i, c in enumerate(given):
            for j, k in enumerate(given):
                if i != j:
                    pairs[c, k] += Fraction(1, len(given) - 1)
    n = {c: sum(pairs[c, k] for k in grades) for c in grades}

    def distance(c: int, k: int) -> Fraction:
        low, high = min(c, k), max(c, k)
        return (sum(n[g] for g in grades if low <= g <= high) - Fraction(n[c] + n[k], 2)) ** 2

    total = sum(n.values())
    seen = sum(pairs[c, k] * distance(c, k) for c in grades for k in grades)
    chance = sum(n[c] * n[k] * distance(c, k) for c in grades for k in grades)
    return None if chance == 0 else 1 - (total - 1) * seen / chance
