"""Verbs of Run that act at once, and what the director put next by hand; it shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tabletop.domain.play.board import Board
from tabletop.i18n import N_
from tabletop.services import conduct, timekeeping
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.tasks import Tasks


class RunActs:
    """Brings a key to its service.

    `pinned` and `variants` say what was chosen to stand next, and in which telling.
    """

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *,
        board: Callable[[], Board], selected: Callable[[], str | None],
        say: Callable[[str], None], refresh: Callable[[], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._bridge = bridge
        self._tasks = tasks
        self._board = board
        self._selected = selected
        self._say = say
        self._refresh = refresh
        self.pinned: str | None = None
        self.variants: dict[str, int] = {}

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Return the verbs that need no more than a key."""
        return {
            "release": self._release,
            "hold": self._hold,
            "repeat": self._repeat,
            "pause": self._pause_or_resume,
            "make-next": self._make_next,
            "variant": self._other_variant,
            "auto": self._switch_auto,
        }

    def forget_the_gone(self) -> None:
        """Drop a choice whose inject is no more: an undone improvised one."""
        known = self._bridge.state.injects
        self.pinned = self.pinned if self.pinned in known else None
        self.variants = {number: variant for number, variant in self.variants.items() if number in known}

    def keep(self) -> dict[str, Any]:
        """Return what was chosen, for a window that is built anew."""
        return {"pinned": self.pinned, "variants": self.variants}

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        self.pinned, self.variants = kept["pinned"], kept["variants"]

    def released_selection(self) -> str | None:
        """Return the selected inject if it is out."""
        number = self._selected()
        return number if number is not None and self._bridge.state.injects[number].is_released else None

    def _release(self) -> None:
        number = self._board().standby
        if number is None:
            self._say(self._look.say(N_("Every inject is out. Nothing was released.")))
        else:
            variant = self.variants.get(number)
            self._tasks.spawn(self._bridge.act(conduct.release_inject, number, variant=variant))

    def _hold(self) -> None:
        if (number := self._board().standby) is not None:
            self._tasks.spawn(self._bridge.act(conduct.hold_inject, number))

    def _repeat(self) -> None:
        number = self.released_selection()
        if number is None:
            self._say(self._look.say(N_("Choose a released inject first. Nothing was repeated.")))
        else:
            self._tasks.spawn(self._bridge.act(conduct.repeat_inject, number))

    def _pause_or_resume(self) -> None:
        if self._bridge.stage == "running":
            self._bridge.pause()
            self._refresh()
        else:
            self._tasks.spawn(self._bridge.act(timekeeping.resume))

    def _make_next(self) -> None:
        """Let the selected inject stand next, else the offered contingency; again: as the plan has it."""
        chosen = self._selected()
        if chosen is None or self._bridge.state.injects[chosen].is_released:
            chosen = next((number for number in self._board().offered if number != self.pinned), self.pinned)
        self.pinned = None if chosen == self.pinned else chosen
        self._refresh()

    def _other_variant(self) -> None:
        number = self._board().standby
        count = len(self._bridge.outlook.injects[number].variants) if number else 0
        if number is None or not count:
            self._say(self._look.say(N_("The inject that stands next has only one telling.")))
            return
        holding = run_facts.suggested_variant(self._bridge, number, self._bridge.elapsed_ms)
        self.variants[number] = (self.variants.get(number, holding) + 1) % (count + 1)
        self._refresh()

    def _switch_auto(self) -> None:
        number = self._selected() or self._board().standby
        if number is not None:
            is_on = self._bridge.state.injects[number].auto
            self._tasks.spawn(self._bridge.act(conduct.set_auto, number, on=not is_on))
