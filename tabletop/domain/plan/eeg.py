"""The evaluation chain of the EEG: objective, capability target, critical task (doctrine 6)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalTask:
    """An element that fulfils its target; `source` names the plan or rule behind it."""

    id: str
    text: Text
    source: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityTarget:
    """A performance threshold of an objective, such as "within 10 minutes"."""

    id: str
    text: Text
    tasks: tuple[CriticalTask, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An exercise objective; `weight` is its exact share in the overall percent."""

    id: str
    title: Text
    capability: Text | None = None
    weight: Fraction = Fraction(1)
    end_states: tuple[str, ...] = ()
    targets: tuple[CapabilityTarget, ...] = ()
