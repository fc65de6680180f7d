"""How deadlines stand at a moment: what is left, what warns, what was missed; it must not set any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from tabletop.domain.play.state import DeadlineRecord, ExerciseState

DeadlineStatus = Literal["open", "done", "late", "missed"]
LONGEST_MS = 10_000 * 3_600_000
"""Over a year: beyond it a number was mistyped."""
_WARNS_BEFORE_MS = 15 * 60_000
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFace:
    """A deadline at one T+; `left_ms` is counted on its own clock and below 0 once it has passed.

    Of a deadline that was met, `left_ms` is what was left then.
    """

    deadline: DeadlineRecord
    left_ms: int

    @property
    def status(self) -> DeadlineStatus:
        """Say how it stands: still open, done in time, done late, or missed."""
        if self.deadline.is_open:
            return "missed" if self.left_ms < 0 else "open"
        return "late" if self.left_ms < 0 else "done"

    @property
    def is_overdue(self) -> bool:
        """Tell whether its time has passed and nobody noted it as done."""
        return self.status == "missed"

    @property
    def warns(self) -> bool:
        """Tell whether its last tenth or its last 15 minutes have begun, whichever is less."""
        span_ms = min(self.deadline.length_ms // 10, _WARNS_BEFORE_MS)
        return self.status == "open" and self.left_ms <= span_ms


def deadline_face(deadline: DeadlineRecord, state: ExerciseState, elapsed_ms: int) -> DeadlineFace:
    """Return how a deadline stands at T+ `elapsed_ms`."""
    if deadline.due_at is None:
        now_ms = elapsed_ms if deadline.done_ms is None else deadline.done_ms
        return DeadlineFace(deadline=deadline, left_ms=(deadline.due_ms or 0) - now_ms)
    now = deadline.done_at or state.scenario_clock.at(elapsed_ms)
    return DeadlineFace(deadline=deadline, left_ms=(deadline.due_at - now) // _MILLISECOND)


def open_deadlines(state: ExerciseState, elapsed_ms: int) -> tuple[DeadlineFace, ...]:
    """Return the deadlines that nobody noted as done, the most pressing first."""
    faces = (deadline_face(each, state, elapsed_ms) for each in state.deadlines if each.is_open)
    return tuple(sorted(faces, key=lambda face: face.left_ms))
