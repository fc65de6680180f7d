"""The MSEL: injects, their expected actions and variants (doctrine 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import When

ALL_CELLS = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedAction:
    """What a cell is expected to do; `within_ms` is its limit from the inject's release."""

    id: str
    inject: str
    text: Text
    cell: str
    points: int
    objective: str
    within_ms: int | None = None
    task: str | None = None
    critical: bool = False
    rule: str | None = None
    cites: tuple[Text, ...] = ()

    @property
    def full_id(self) -> str:
        """Return the id that people quote, such as `E03.b`."""
        return f"{self.inject}.{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A telling of an inject that fits what happened before; `without` drops action ids."""

    when: When
    title: Text | None = None
    message: Text | None = None
    attachments: tuple[str, ...] | None = None
    controller_notes: Text | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inject:
    """One row of the MSEL; `at_ms` is its planned T+, None for a facilitator-paced one."""

    number: str
    kind: str
    title: Text
    message: Text
    sender: Text
    by: str
    to: tuple[str, ...]
    method: str
    at_ms: int | None = None
    auto: bool = False
    when: When | None = None
    scenario_at: datetime | None = None
    delivery_ms: int | None = None
    discussion_ms: int | None = None
    links: tuple[str, ...] = ()
    red_lines: tuple[str, ...] = ()
    controller_notes: Text | None = None
    attachments: tuple[str, ...] = ()
    state: str = "ready"
    source_number: str | None = None
    notes: Text | None = None
    expects: tuple[ExpectedAction, ...] = ()
    variants: tuple[Variant, ...] = ()

    @property
    def is_contingency(self) -> bool:
        """Tell whether a person must be offered it: never due, never AUTO."""
        return self.kind == "contingency"
