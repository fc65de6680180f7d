"""What follows from an exercise: feedback, and corrective actions on their way to being closed.

See `events` for the findings and plans that they follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from tabletop.domain.play.events import Element, Event, Priority

Progress = Literal["open", "started"]
"""How far a corrective action is that is not closed."""
Statement = Literal["realism", "attendance", "function", "plan", "score"]
STATEMENTS: tuple[Statement, ...] = get_args(Statement)
"""What the feedback form states, in the order of the paper: each by the field that holds its score."""
SCORES = (1, 2, 3, 4, 5)
"""How far a participant agrees with a statement, from not at all to fully."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Event):
    """A participant's form, without a name: one of `SCORES` to each of `STATEMENTS`, and what was written.

    `score` is that of the last statement, all in all. Any may be missing; the text may be empty then.
    """

    kind: ClassVar[str] = "feedback"
    version: ClassVar[int] = 2
    text: str
    score: int | None = None
    realism: int | None = None
    attendance: int | None = None
    function: int | None = None
    plan: int | None = None


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
