"""What follows from an exercise: feedback, and corrective actions on their way to being closed.

See `events` for the findings and plans that they follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from tabletop.domain.play.events import Element, Event, Priority

Progress = Literal["open", "started"]
"""How far a corrective action is that is not closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Event):
    """What a participant said of the exercise, without a name; `score` is 1 (poor) to 5 (very good)."""

    kind: ClassVar[str] = "feedback"
    text: str
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRevised(Event):
    """A corrective action changed: what is given replaces what stood there."""

    kind: ClassVar[str] = "revise"
    plan_station: str
    plan_seq: int
    text: str | None = None
    owner: str | None = None
    contact: str | None = None
    element: Element | None = None
    priority: Priority | None = None
    start: str | None = None
    due: str | None = None
    retest: str | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionClosed(Event):
    """A corrective action is done; `evidence` says how one can see that."""

    kind: ClassVar[str] = "close"
    plan_station: str
    plan_seq: int
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCarried(Event):
    """A corrective action that was still open in an earlier `exercise`, where `action` was its id."""

    kind: ClassVar[str] = "carry"
    exercise: str
    action: str
    text: str
    owner: str
    objective: str | None = None
    contact: str | None = None
    element: Element | None = None
    priority: Priority | None = None
    start: str | None = None
    due: str | None = None
    retest: str | None = None
