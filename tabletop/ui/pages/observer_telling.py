"""What the observer's strip says, ranked: trouble, a receipt with its undo, the head of the entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tabletop.domain.play.journal import Recorded
from tabletop.i18n import N_
from tabletop.services import recording
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import observer_words
from tabletop.ui.look import Look
from tabletop.ui.pages.run_strip import RECEIPT_NS
from tabletop.ui.troubles import TroubleBoard
from tabletop.ui.widgets.observer_strip import Bar, ObserverStrip

HANDED_NS = 60_000_000_000
"""Where a copy was handed over stands longer: people read it aloud to the director."""


class ObserverTelling:
    """Keeps what is to be said and since when."""

    def __init__(self, look: Look, bridge: Bridge, strip: ObserverStrip) -> None:
        self._look = look
        self._bridge = bridge
        self._strip = strip
        self.troubles = TroubleBoard()
        self._words = ""
        self._row: Recorded | None = None
        self._until_ns = 0
        self._is_given = False
        self.file: Path | None = None
        """What was written last outside of the logbook: a copy or a paper."""

    @property
    def can_undo_at_once(self) -> bool:
        """Tell whether the receipt's time is running and an undo would mean its very row."""
        is_shown = self._row is not None and self._now_ns < self._until_ns
        return is_shown and recording.undo_target(self._bridge.session) is self._row

    def say_receipt(self, row: Recorded) -> None:
        """Say what was written, where it is an act that one may want to take back."""
        words = observer_words.act_words(row, self._look)
        if words:
            self._say(words, row=row, for_ns=RECEIPT_NS)
            self.troubles.let_pass()
            self.refresh()

    def say(self, words: str, *, file: Path | None = None, is_given: bool = False) -> None:
        """Say something that is no row's receipt; a `file` that was written ends the trouble before it."""
        if file is not None:
            self.troubles.let_pass()
        self._say(words, for_ns=HANDED_NS if file else RECEIPT_NS, file=file, is_given=is_given)
        self.refresh()

    def say_trouble(self, words: str) -> None:
        """Say what went wrong until it is understood or the next act went through."""
        self.troubles.say(words, self._now_ns)
        self.refresh()

    def understand(self) -> None:
        """Take off the trouble that is shown."""
        if self._rank == "trouble":
            self.troubles.dismiss(self._now_ns)
        self.refresh()

    def refresh(self) -> None:
        """Show what ranks first now."""
        if self._words:
            left_s = max(0, -(-(self._until_ns - self._now_ns) // 1_000_000_000))
            undo = self._look.say(N_("Undo, {n} s"), n=left_s) if self.can_undo_at_once else ""
            self._strip.show_receipt(
                self._words, undo=undo, is_given=self._is_given, has_folder=self.file is not None
            )
        trouble = self.troubles.shown(self._now_ns)
        self._strip.show_trouble("" if trouble is None else trouble.words)
        if self._rank != self._strip.bar:
            self._strip.show_bar(self._rank)

    def keep(self) -> dict[str, Any]:
        """Return what is said, for a window that is built anew."""
        return {
            "troubles": self.troubles.keep(), "words": self._words, "row": self._row,
            "until": self._until_ns, "given": self._is_given, "file": self.file,
        }  # fmt: skip

    def restore(self, kept: dict[str, Any]) -> None:
        """Go on saying it."""
        self.troubles, self._row, self._until_ns = kept["troubles"], kept["row"], kept["until"]
        self._words = kept["words"] if self._row is None else observer_words.act_words(self._row, self._look)
        self._is_given, self.file = kept["given"], kept["file"]
        self.refresh()

    def _say(
        self, words: str, *, for_ns: int, row: Recorded | None = None, file: Path | None = None,
        is_given: bool = False,
    ) -> None:  # fmt: skip
        self._words, self._row, self.file, self._is_given = words, row, file, is_given
        self._until_ns = self._now_ns + for_ns

    @property
    def _rank(self) -> Bar:
        trouble = self.troubles.shown(self._now_ns)
        if trouble is not None and trouble.is_urgent:
            return "trouble"
        if self._words and self._now_ns < self._until_ns:
            return "receipt"
        return "head" if trouble is None else "trouble"

    @property
    def _now_ns(self) -> int:
        return self._bridge.session.clock.read().mono_ns
