"""What goes on being wrong in Run, ranked, one thing shown at a time; it must not word or find trouble."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["unsaved", "clock", "disk", "battery", "laptops", "projector", "copy"]
"""Standing troubles, the worst first (ux 9.3); `laptops` is that two of them conducted, `copy` the shadow
log or a backup."""
RANK = {kind: rank for rank, kind in enumerate(get_args(Kind))}
PASSING_NS = 10_000_000_000
"""A refusal stands for ten seconds before a standing trouble."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A trouble and its words; of the same kind a higher `level` is worse. A refusal has no kind."""

    words: str
    kind: Kind | None = None
    level: int = 1

    @property
    def is_urgent(self) -> bool:
        """Tell whether it goes before a receipt; the rest waits until the receipt has had its time."""
        return self.kind in (None, "unsaved", "clock") or self.level > 1


class TroubleBoard:
    """Keeps what is wrong until it is mended, and which of it someone has understood."""

    def __init__(self) -> None:
        self._standing: dict[Kind, Trouble] = {}
        self._hidden: dict[Kind, int] = {}
        """Levels that were understood: only what is worse is shown again."""
        self._passing: Trouble | None = None
        self._passes_at_ns = 0

    def set(self, kind: Kind, words: str, *, level: int = 1) -> None:
        """Note a standing trouble; one that was understood stays hidden unless it got worse."""
        self._standing[kind] = Trouble(kind=kind, words=words, level=level)

    def is_standing(self, kind: Kind) -> bool:
        """Tell whether a trouble stands, understood or not."""
        return kind in self._standing

    def come_again(self, kind: Kind, words: str, *, level: int = 1) -> None:
        """Note a trouble that happened anew: it is shown even if the one before was understood."""
        self.clear(kind)
        self.set(kind, words, level=level)

    def clear(self, kind: Kind) -> None:
        """Take off what is mended; if it comes again it is shown again."""
        self._standing.pop(kind, None)
        self._hidden.pop(kind, None)

    def say(self, words: str, now_ns: int) -> None:
        """Show a refusal: before a standing trouble for its time, else until someone has understood it."""
        self._passing = Trouble(words=words)
        self._passes_at_ns = now_ns + PASSING_NS

    def let_pass(self) -> None:
        """Forget a refusal: the next act went through."""
        self._passing = None

    def dismiss(self, now_ns: int) -> None:
        """Hide the trouble that is shown: someone has understood it."""
        shown = self.shown(now_ns)
        if shown is None:
            return
        if shown.kind is None:
            self.let_pass()
        else:
            self._hidden[shown.kind] = shown.level

    def shown(self, now_ns: int) -> Trouble | None:
        """Return the one trouble to show; a refusal whose time is over is forgotten for good."""
        worst = self._worst()
        if worst is not None and now_ns >= self._passes_at_ns:
            self._passing = None
        return self._passing or worst

    def keep(self) -> TroubleBoard:
        """Return a copy for a window that is built anew; set the words again in its language."""
        kept = TroubleBoard()
        kept._standing, kept._hidden = dict(self._standing), dict(self._hidden)
        kept._passing, kept._passes_at_ns = self._passing, self._passes_at_ns
        return kept

    def _worst(self) -> Trouble | None:
        seen = (one for kind, one in self._standing.items() if one.level > self._hidden.get(kind, 0))
        return min(seen, key=lambda one: RANK[one.kind] if one.kind else 0, default=None)
