"""The readiness list and the unit roster as planned; it must not know what was counted on the day."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessItem:
    """One line of the readiness list; `required` counts pieces of `unit`."""

    id: str
    item: Text
    group: Text | None = None
    required: int = 1
    unit: Text | None = None
    critical: bool = False
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterUnit:
    """A unit that is to be present: units, never names."""

    unit: str
    title: Text
    required: int
