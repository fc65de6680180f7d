"""What the strip of Run says, ranked: trouble, receipt with its undo, pause reasons, link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tabletop.domain.play.journal import Recorded
from tabletop.i18n import N_
from tabletop.services import recording
from tabletop.services.session import PROGRAM
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.troubles import TroubleBoard
from tabletop.ui.widgets.strip import Rank, Strip

RECEIPT_NS = 10_000_000_000
"""A receipt stands, and its act can be undone at once, for ten seconds."""


class RunStrip:
    """Keeps what is to be said and since when."""

    def __init__(self, look: Look, bridge: Bridge, strip: Strip, *, word: Callable[[Recorded], str]) -> None:
        self._look = look
        self._bridge = bridge
        self._strip = strip
        self._word = word
        self.troubles = TroubleBoard()
        self._receipt = ""
        self._row: Recorded | None = None
        """The row that the receipt is of."""
        self._until_ns = 0
        self._link = ""
        self._answered_at: datetime | None = None

    @property
    def can_undo_at_once(self) -> bool:
        """Tell whether the receipt's ten seconds are running and an undo would mean its very row."""
        is_shown = self._row is not None and self._now_ns() < self._until_ns
        return is_shown and recording.undo_target(self._bridge.session) is self._row

    def say_trouble(self, words: str) -> None:
        """Say what went wrong until it is understood or the disk works again."""
        if words:
            self.troubles.say(words, self._now_ns())
        else:
            self.troubles.let_pass()
        self.refresh()

    def understand(self) -> None:
        """Take off the trouble that is in front; one that waits behind a receipt was not seen yet."""
        if self._rank() == "trouble":
            self.troubles.dismiss(self._now_ns())
        self.refresh()

    def say_receipt(self, row: Recorded) -> None:
        """Say what was done, where the row is of an act that one may want to take back."""
        words = self._word(row)
        if words:
            self._receipt, self._row = words, row
            if row.entry.author != PROGRAM:
                self.troubles.let_pass()
            self._until_ns = self._now_ns() + RECEIPT_NS
        self.refresh()

    def say_resting(self, words: str) -> None:
        """Say that a key rests; the receipt keeps its time and its undo."""
        if self._now_ns() >= self._until_ns:
            self._row = None
            self._until_ns = self._now_ns() + RECEIPT_NS
        self._receipt = words
        self.refresh()

    def say_lead(self, words: str) -> None:
        """Say what is about to happen by itself, for as long as a receipt stands."""
        self._receipt, self._row = words, None
        self._until_ns = self._now_ns() + RECEIPT_NS
        self.refresh()

    def say_link(self, words: str) -> None:
        """Say what a new entry is linked to."""
        self._link = words
        self.refresh()

    def ask_why(self) -> None:
        """Let the pause reasons come before a receipt from before the pause."""
        self._until_ns = 0
        self.refresh()

    def note_reason(self) -> None:
        """Ask no more why this pause is: it was said, or said to be none of the reasons."""
        pauses = self._bridge.state.pauses
        self._answered_at = pauses[-1].began_at if pauses else None
        self.refresh()

    def refresh(self) -> None:
        """Show what ranks first now."""
        self._strip.show_link(self._link)
        if self._receipt:
            left_s = max(0, -(-(self._until_ns - self._now_ns()) // 1_000_000_000))
            undo = self._look.say(N_("Undo, {n} s"), n=left_s) if self.can_undo_at_once else ""
            self._strip.show_receipt(self._receipt, undo)
        trouble = self.troubles.shown(self._now_ns())
        self._strip.show_trouble("" if trouble is None else trouble.words)
        rank = self._rank()
        if rank != self._strip.rank:
            self._strip.show_rank(rank)

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing but the link is shown: a narrow window then hides the strip."""
        return self._rank() == "link"

    def keep(self) -> dict[str, Any]:
        """Return what is said, for a window that is built anew."""
        return {
            "troubles": self.troubles.keep(),
            "receipt": self._receipt,
            "row": self._row,
            "until": self._until_ns,
            "answered": self._answered_at,
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Go on saying it."""
        self.troubles, self._row = kept["troubles"], kept["row"]
        self._receipt = kept["receipt"] if self._row is None else self._word(self._row)
        self._until_ns, self._answered_at = kept["until"], kept["answered"]
        self.refresh()

    def _rank(self) -> Rank:
        trouble = self.troubles.shown(self._now_ns())
        if trouble is not None and trouble.is_urgent:
            return "trouble"
        if self._receipt and self._now_ns() < self._until_ns:
            return "receipt"
        if trouble is not None:
            return "trouble"
        return "pause" if self._asks_why() else "link"

    def _asks_why(self) -> bool:
        state = self._bridge.state
        if state.stage != "paused" or not state.pauses:
            return False
        pause = state.pauses[-1]
        return pause.reason == "other" and pause.began_at != self._answered_at

    def _now_ns(self) -> int:
        return self._bridge.session.clock.read().mono_ns
