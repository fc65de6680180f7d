"""One line of a play script, understood but not yet done; it must not check the exercise's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tabletop.domain.play.journal import DIRECTOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act: `values` holds the verb's arguments by name, typed as in contract 3.

    Durations and T+ are milliseconds (int), times aware datetimes, lists tuples of str, flags bool.
    """

    line: int
    at_ms: int
    verb: str
    values: Mapping[str, object] = field(default_factory=dict)
    station: str = DIRECTOR
    by: str | None = None
    seen_ms: int | None = None
    form: str | None = None
