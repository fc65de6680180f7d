"""What is added to the plan while it runs: unplanned injects and deadlines; see `events` for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from tabletop.domain.play.events import Event

Method = Literal[
    "paper", "in-person", "phone", "radio", "email", "letter", "message", "social", "projector", "runner"
]
"""How an inject is delivered (contract 2)."""
DeadlineClock = Literal["exercise", "scenario"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectImprovised(Event):
    """An inject that no plan holds was made up and delivered at once; `sender` is its fictional voice."""

    kind: ClassVar[str] = "improvise"
    inject: str
    title: str
    message: str
    to: tuple[str, ...]
    method: Method = "in-person"
    sender: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSet(Event):
    """Something must be done within `within_ms` from now, on the exercise or the scenario clock."""

    kind: ClassVar[str] = "deadline"
    text: str
    within_ms: int
    clock: DeadlineClock = "exercise"
    inject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMet(Event):
    """What had a deadline is done; `deadline_seq` and `deadline_station` name its row."""

    kind: ClassVar[str] = "done"
    text: str
    deadline_station: str
    deadline_seq: int
