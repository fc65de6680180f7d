"""Conduct red lines: acts that cap a rating however good the outcome; it must not grade anything."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.plan.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLine:
    """A line whose breach caps its objective's letter at M, a grave one at U (doctrine 8.1)."""

    id: str
    text: Text
    objective: str
    grave: bool = False
