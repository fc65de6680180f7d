"""What one exercise shows to players: mode, inject, message, question, page; it draws nothing."""

from __future__ import annotations

from tabletop.domain.play.due import Outlook
from tabletop.domain.play.player_view import (
    PlayerView,
    clock_view,
    last_release,
    player_view,
    question_view,
)
from tabletop.domain.play.state import ExerciseState
from tabletop.ui.player.player_modes import Modes
from tabletop.ui.player.player_sheet import Mode, Note


class Programme:
    """Follows the states of an exercise; what is chosen by hand goes before what the exercise imposes."""

    def __init__(self) -> None:
        self.modes = Modes()
        self.note: Note | None = None
        self.newest: tuple[str, int] | None = None
        """The inject that was released last, and its T+."""
        self.elapsed_ms = 0
        self.page = 0
        self.exercise: tuple[Outlook, ExerciseState] | None = None
        self._number: str | None = None
        self._question = 0

    def take(self, outlook: Outlook, state: ExerciseState, elapsed_ms: int) -> bool:
        """Follow the exercise; tell whether another inject is the newest now, which the first never is."""
        is_first = self.exercise is None
        self.exercise, self.elapsed_ms = (outlook, state), elapsed_ms
        before, self.newest = self.newest, last_release(state)
        return self.newest != before and not is_first

    def drop_what_was_taken_back(self) -> bool:
        """Show the clock where the inject that was shown is not out any more; tell whether it was."""
        if self._number is None or self._view_of(self._number) is not None:
            return False
        was_shown = self.modes.now == "inject"
        self._number = None
        self.modes.give_up("inject")
        return was_shown

    def show_inject(self, number: str) -> bool:
        """Show a released inject; tell whether it is out."""
        if self._view_of(number) is None:
            return False
        self._number = number
        self.choose("inject")
        return True

    def show_question(self, number: int) -> bool:
        """Show a hot-wash question, from 1; tell whether it may be put now."""
        self._question = number
        self.choose("question")
        return self.view is not None

    @property
    def question(self) -> int | None:
        """Return which hot-wash question is shown; None where another mode is."""
        return self._question if self.modes.now == "question" else None

    def choose(self, mode: Mode) -> None:
        """Show a mode, from its first page."""
        self.modes.choose(mode)
        self.page = 0

    @property
    def view(self) -> PlayerView | None:
        """Return what players may see of it in the mode that is shown."""
        if self.question is not None and self.exercise is not None:
            return question_view(*self.exercise, self.question, self.elapsed_ms)
        return self._view_of(self._number if self.modes.now == "inject" else None)

    def _view_of(self, number: str | None) -> PlayerView | None:
        if self.exercise is None:
            return None
        outlook, state = self.exercise
        if number is None:
            return clock_view(outlook, state, self.elapsed_ms)
        return player_view(outlook, state, number, self.elapsed_ms)
