"""What the director has before them on the observers' screen when a verb is asked for; it does nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tabletop.domain.play.journal import Recorded
from tabletop.domain.result.debrief import Debrief
from tabletop.services import recording
from tabletop.services.workplace import LogbookOrder
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import debrief_words, station_words
from tabletop.ui.item_models.log_entries import LogWords
from tabletop.ui.look import Look, plan_text
from tabletop.ui.pages.observers_reading import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserversDesk:
    """The stations as shown, and the station or the action that is selected there."""

    look: Look
    bridge: Bridge
    standing: Standing
    issue: Callable[[LogbookOrder], Awaitable[None]]
    """Ask for the place of a logbook, and make it there. Raises UserError."""
    station: str | None = None
    action: str | None = None
    debrief: Debrief | None = None
    """What raters said of the actions, where a form asks about one."""

    def say(self, message: str, **fields: object) -> str:
        """Return a message in the window's language."""
        return self.look.say(message, **fields)

    def undo_words(self) -> str:
        """Return what an undo would take back, in words; empty where there is nothing."""
        target = recording.undo_target(self.bridge.session)
        return "" if target is None else self.act_words(target)

    def act_words(self, row: Recorded) -> str:
        """Say what a row did, as a receipt does."""
        words = station_words.act(row.event, self.look) or debrief_words.act(row.event, self.look)
        if words:
            return words
        entry = LogWords(self.look, self.bridge.session.scenario).entry(row, "current")
        if entry is None:
            return row.entry.kind
        return f"T+{plan_text(entry.at_ms)} {entry.kind} {entry.text}"
