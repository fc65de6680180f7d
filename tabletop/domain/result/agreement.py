"""How far raters agree: exact, within one, weighted kappa, ordinal alpha (doctrine 10.12)."""

from __future__ import annotations

from dataclasses import dataclass

MIN_UNITS = 10
"""Below this many doubly rated units no figure is given: "too few" (doctrine 10.12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Shares and coefficients from 0 (or below) to 1; None where they are not defined.

    `units` are the actions graded by two or more raters.
    """

    units: int
    raters: int
    exact: float | None = None
    within_one: float | None = None
    kappa_linear: float | None = None
    kappa_quadratic: float | None = None
    alpha_ordinal: float | None = None
