"""The conditions under which a contingency is offered or a variant suggested (contract 2, `when`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """Holds when actions were not met within `after_ms` of their own inject's release.

    `every` asks for all of them, else any one suffices. None means each action's own limit.
    """

    actions: tuple[str, ...]
    every: bool = False
    after_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Holds when the action was met within `within_ms` of its inject's release."""

    action: str
    within_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breached:
    """Holds when any of the red lines has a standing breach."""

    red_lines: tuple[str, ...]


When = Unmet | Met | Breached


def actions_of(when: When) -> tuple[str, ...]:
    """Return the full action ids that a condition reads."""
    if isinstance(when, Met):
        return (when.action,)
    return when.actions if isinstance(when, Unmet) else ()
