"""What the screen of Run reads of the exercise, now or at an earlier moment; it must not change anything.

The bridge is the moment that is now; a replay is any other one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from tabletop.domain.play.due import Outlook
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState, Stage
from tabletop.errors import UserError


class RunMoment(Protocol):
    """The exercise at one moment."""

    @property
    def is_replay(self) -> bool:
        """Tell whether it is over: nothing can be done in it any more."""
        ...

    @property
    def state(self) -> ExerciseState:
        """Return the exercise as it stands."""
        ...

    @property
    def outlook(self) -> Outlook:
        """Return the plan as `state` knows it, with its improvised injects."""
        ...

    @property
    def stage(self) -> Stage:
        """Return the stage as the clock face shows it."""
        ...

    @property
    def elapsed_ms(self) -> int:
        """Return T+."""
        ...

    @property
    def wall_at(self) -> datetime:
        """Return what the wall clock shows."""
        ...

    @property
    def mono_ms(self) -> int:
        """Return a clock that runs on in a pause, for what counts on the wall."""
        ...

    @property
    def recorded(self) -> Sequence[Recorded]:
        """Return the rows, those of `state` among them."""
        ...

    @property
    def rows(self) -> int:
        """Return how many rows are safe."""
        ...

    @property
    def saved_at(self) -> datetime | None:
        """Return when the last row was saved."""
        ...

    @property
    def unsaved(self) -> UserError | None:
        """Return why a row could not be written, if so."""
        ...

    @property
    def unsaved_since(self) -> datetime | None:
        """Return since when a row waits for the disk."""
        ...


class RunChoices(Protocol):
    """What a director put next by hand."""

    @property
    def pinned(self) -> str | None:
        """Return the inject that was made to stand next."""
        ...

    @property
    def variants(self) -> Mapping[str, int]:
        """Return the tellings that were chosen, by inject."""
        ...

    def released_selection(self) -> str | None:
        """Return the selected inject if it is out, which may be repeated."""
        ...
