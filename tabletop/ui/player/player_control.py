"""The player display of an exercise: what it shows and when; it outlives rebuilds of the window.

Where it is shown is the business of `player_place`; what players may see at all, of the domain's view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QScreen

from tabletop.domain.play.due import Outlook
from tabletop.domain.play.state import ExerciseState
from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.player.player_picture import fitted
from tabletop.ui.player.player_place import Ask, PlayerPlace
from tabletop.ui.player.player_programme import Programme
from tabletop.ui.player.player_screens import Screen
from tabletop.ui.player.player_sheet import Mode, Note, Sheet, sheet

MOST_LETTERS = 4_000

NOT_OUT = N_("No released inject to show. The player display stays as it is.")
TAKEN_BACK = N_("The inject on the player display was taken back. Players see the clock.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerFacts:
    """What the panel shows of the display."""

    sheet: Sheet
    size: QSizeF
    page: int
    page_count: int
    screens: tuple[Screen, ...]
    screen: str
    """The key of the screen that players see; empty while there is none."""
    ask: Ask
    can_show_inject: bool
    is_automatic: bool
    follows_pause: bool
    is_replay: bool = False
    """Players see an earlier moment."""
    question: int | None = None
    """The hot-wash question that players see, from 1."""


class PlayerControl(QObject):
    """Takes each state of the exercise and the director's choices, and keeps window and panel alike."""

    changed = Signal(object)
    """PlayerFacts, when anything that the panel shows has changed."""
    trouble = Signal(str)
    """An English text to be said in the director's language."""

    def __init__(
        self, look: Look, *, director: Callable[[], QScreen | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.place = PlayerPlace(director, self)
        self.place.changed.connect(self._refresh)
        self.place.trouble.connect(self.trouble)
        self._is_automatic, self._follows_pause = False, True
        self._told: PlayerFacts | None = None
        self._now = Programme()
        self._instead: Programme | None = None
        """What is shown in place of the exercise: an earlier moment, or a question of the hot wash."""

    # What the main window tells -------------------------------------------------------------------

    def take_look(self, look: Look) -> None:
        """Speak another language from now on."""
        self._look = look
        self._refresh()

    def take_state(self, outlook: Outlook, state: ExerciseState, elapsed_ms: int) -> None:
        """Follow the exercise: its clock, its pauses, an emergency, what is released or taken back."""
        is_new = self._now.take(outlook, state, elapsed_ms)
        pauses = state.stage == "paused" and self._follows_pause
        self._now.modes.impose("emergency" if state.is_emergency else "pause" if pauses else None)
        if self._question is not None and self._instead is not None:
            self._instead.take(outlook, state, elapsed_ms)
        if state.is_emergency or (self._instead is not None and self._instead.view is None):
            self._instead = None  # nothing else may be read now, or play goes on
        if self._now.drop_what_was_taken_back():
            self.trouble.emit(TAKEN_BACK)
        if is_new and self._now.newest is not None and self._is_automatic:
            self.show_inject(self._now.newest[0])
        self.place.step_aside()
        self.place.refit()
        self._refresh()

    def show_replay(self, outlook: Outlook, state: ExerciseState, elapsed_ms: int) -> None:
        """Show an earlier moment in place of the exercise: the inject that was out last, else the clock.

        It carries the mark of a replay. Pauses and emergencies of then are not imposed; one of now ends it.
        """
        is_first = self._instead is None or self._question is not None
        replay = Programme() if is_first or self._instead is None else self._instead
        self._instead = replay
        is_new = replay.take(outlook, state, elapsed_ms)
        if replay.drop_what_was_taken_back() or is_new or is_first:
            if replay.newest is None:
                replay.choose("clock")
            else:
                replay.show_inject(replay.newest[0])
        self._refresh()

    def show_question(self, outlook: Outlook, state: ExerciseState, elapsed_ms: int, *, number: int) -> None:
        """Show a hot-wash question in place of the exercise, until that goes on or is asked for again."""
        asked = Programme()
        asked.take(outlook, state, elapsed_ms)
        if asked.show_question(number):
            self._instead = asked
        self._refresh()

    def show_exercise(self) -> None:
        """Show the exercise again as it was shown before."""
        self._instead = None
        self._refresh()

    def rest(self) -> None:
        """Forget the exercise: another one is opened, or none; players see nothing."""
        self._now, self._instead = Programme(), None
        self._refresh()

    def close(self) -> None:
        """Take the window off the players' screen for good."""
        self.place.close()

    # What the director asks -----------------------------------------------------------------------

    def toggle(self) -> None:
        """Blank the display, or show again what stood there."""
        self._instead = None
        self._now.modes.toggle_blank()
        self._refresh()

    def show_blank(self) -> None:
        """Show nothing."""
        self._choose("blank")

    def show_clock(self) -> None:
        """Show the scenario's time and T+."""
        self._choose("clock")

    def show_last_inject(self) -> None:
        """Show what was released last."""
        if self._now.newest is None:
            self.trouble.emit(NOT_OUT)
        else:
            self.show_inject(self._now.newest[0])

    def show_inject(self, number: str) -> None:
        """Show a released inject; one that is not out is refused."""
        if self._now.show_inject(number):
            self.show_exercise()
        else:
            self.trouble.emit(NOT_OUT)

    def show_message(self, text: str) -> None:
        """Show the director's own words; without any nothing changes."""
        if text.strip():
            self._now.note = Note(text=text.strip()[:MOST_LETTERS], shown_ms=self._now.elapsed_ms)
            self._choose("message")

    def show_mode(self, mode: Mode) -> None:
        """Show a mode by its name; a message shows the last one again."""
        if mode == "inject":
            self.show_last_inject()
        elif mode != "message" or self._now.note is not None:
            self._choose(mode)

    def next_page(self) -> None:
        """Turn to the next page; the last one stays."""
        self.step_page(1)

    def previous_page(self) -> None:
        """Turn back a page; the first one stays."""
        self.step_page(-1)

    def step_page(self, step: int) -> None:
        """Turn pages of what is shown."""
        shown = self._shown
        shown.page = max(0, min(self.facts().page_count - 1, shown.page + step))
        self._refresh()

    def set_automatic(self, on: bool) -> None:  # noqa: FBT001 - a slot of a check box
        """Show each release at once, or only when asked."""
        self._is_automatic = on
        self._refresh()

    def set_follows_pause(self, on: bool) -> None:  # noqa: FBT001 - a slot of a check box
        """Show PAUSE during each pause, or leave the display as it is."""
        self._follows_pause = on
        if self._now.exercise is not None:
            self.take_state(*self._now.exercise, self._now.elapsed_ms)
        self._refresh()

    # Screens --------------------------------------------------------------------------------------

    def choose_screen(self, key: str) -> None:
        """Show on a screen, or on none with an empty key; one of concern must be confirmed first."""
        self.place.choose(key)

    def answer(self) -> None:
        """Confirm the screen that was asked about, or take the offer of the one that came back."""
        self.place.answer()

    # What is shown --------------------------------------------------------------------------------

    def facts(self) -> PlayerFacts:
        """Return what the panel shows."""
        shown = self._sheet()
        return PlayerFacts(
            sheet=shown, size=self.place.size, page=shown.page, page_count=self._page_count(shown),
            screens=self.place.offered(), screen=self.place.screen, ask=self.place.ask,
            can_show_inject=self._now.newest is not None,
            is_automatic=self._is_automatic, follows_pause=self._follows_pause,
            is_replay=self._is_replay, question=self._question,
        )  # fmt: skip

    @property
    def _shown(self) -> Programme:
        return self._instead or self._now

    @property
    def _question(self) -> int | None:
        return None if self._instead is None else self._instead.question

    @property
    def _is_replay(self) -> bool:
        return self._instead is not None and self._question is None

    def _choose(self, mode: Mode) -> None:
        self._now.choose(mode)
        self.show_exercise()

    def _sheet(self) -> Sheet:
        shown = self._shown
        made = sheet(self._look, shown.modes.now, shown.view, shown.note)
        if self._is_replay and made.mark:
            words = self._look.say(N_("REPLAY"))
            made = replace(made, mark=f"{made.mark}  \N{BULLET}  {words}")
        count = self._page_count(made)
        if count == 1:
            return made
        page = min(shown.page, count - 1)
        words = self._look.say(N_("page {n} of {count}"), n=page + 1, count=count)
        return replace(made, page=page, pages=words)

    def _page_count(self, shown: Sheet) -> int:
        is_paged = shown.mode in ("inject", "message", "question")
        return max(1, len(fitted(shown, self.place.size).pages)) if is_paged else 1

    def _refresh(self) -> None:
        facts = self.facts()
        if facts != self._told:
            self._told = facts
            self.place.show_sheet(facts.sheet)
            self.changed.emit(facts)
