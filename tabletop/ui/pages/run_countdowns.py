"""Everything that counts down beside the plan: discussion, teach-back, deadlines, AUTO; it writes nothing.

A discussion counts on the exercise clock and stops in a pause; a teach-back is held during one and
counts on the wall. Neither is a row of the journal: after a restart they are gone, deadlines are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tabletop.domain.play.deadlines import open_deadlines
from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.pages.run_moment import RunMoment
from tabletop.ui.widgets.countdown_list import Countdown

CountdownKind = Literal["discussion", "teach-back"]
"""What a person starts."""
AUTO_LEAD_MS = 10_000
"""So long before an AUTO inject goes out it is announced, so that it can still be held."""
OVER_FOR_MS = 120_000
"""A discussion that is over is shown so long, then it is taken for done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Started:
    """A countdown that a person began, on the clock of its kind."""

    kind: CountdownKind
    words: str
    ends_ms: int


class RunCountdowns:
    """Holds what was started by hand, and puts it with what the exercise itself counts down."""

    def __init__(self, look: Look, moment: RunMoment) -> None:
        self._look = look
        self._moment = moment
        self._started: list[_Started] = []
        self._announced: str | None = None

    def start(self, kind: CountdownKind, words: str, length_ms: int) -> None:
        """Begin a countdown; one of the same kind and words begins anew."""
        self._started = [other for other in self._started if (other.kind, other.words) != (kind, words)]
        self._started.append(_Started(kind=kind, words=words, ends_ms=self._now_ms(kind) + length_ms))

    @property
    def is_teaching(self) -> bool:
        """Tell whether a teach-back is under way: then nobody needs to be asked why the clock stands."""
        return any(each.kind == "teach-back" for each in self._started)

    def end(self, identity: str) -> None:
        """Take away a countdown that was started by hand."""
        self._started = [each for each in self._started if f"{each.kind}:{each.words}" != identity]

    def rows(self, elapsed_ms: int) -> tuple[Countdown, ...]:
        """Return all that counts down at T+ `elapsed_ms`, the most pressing first."""
        self._started = [
            each for each in self._started if each.ends_ms - self._now_ms(each.kind) > -OVER_FOR_MS
        ]
        rows = (*self._automatic(elapsed_ms), *self._by_hand(), *self._deadlines(elapsed_ms))
        return tuple(sorted(rows, key=lambda row: row.left_ms))

    def announced(self, elapsed_ms: int) -> str | None:
        """Return the inject whose AUTO lead has begun since the last look; each is returned once."""
        if self._moment.state.stage != "running":
            return None
        ahead = next(self._moment.outlook.automatic_ahead(self._moment.state, elapsed_ms), None)
        is_near = ahead is not None and (ahead.planned_ms or 0) - elapsed_ms <= AUTO_LEAD_MS
        before, self._announced = self._announced, ahead.number if ahead is not None and is_near else None
        return self._announced if self._announced != before else None

    def keep(self) -> list[Any]:
        """Return what was started, for a window that is built anew."""
        return list(self._started)

    def restore(self, kept: list[Any]) -> None:
        """Let it count on."""
        self._started = kept

    def _automatic(self, elapsed_ms: int) -> Iterator[Countdown]:
        if self._moment.state.stage != "running":
            return
        for now in self._moment.outlook.automatic_ahead(self._moment.state, elapsed_ms):
            left_ms = (now.planned_ms or 0) - elapsed_ms
            if left_ms > AUTO_LEAD_MS:
                return
            words = self._look.say(N_("{inject} goes out by itself"), inject=now.number)
            yield Countdown(
                id=f"auto:{now.number}", kind="auto", words=words, left_ms=left_ms, is_warning=True
            )

    def _by_hand(self) -> Iterator[Countdown]:
        for each in self._started:
            left_ms = each.ends_ms - self._now_ms(each.kind)
            yield Countdown(
                id=f"{each.kind}:{each.words}", kind=each.kind, words=each.words, left_ms=left_ms,
                is_warning=left_ms <= 60_000,
            )  # fmt: skip

    def _deadlines(self, elapsed_ms: int) -> Iterator[Countdown]:
        for face in open_deadlines(self._moment.state, elapsed_ms):
            station, seq = face.deadline.row
            yield Countdown(
                id=f"deadline:{station}:{seq}", kind="deadline", words=face.deadline.text,
                left_ms=face.left_ms, is_warning=face.warns,
            )  # fmt: skip

    def _now_ms(self, kind: str) -> int:
        if kind == "discussion":
            return self._moment.elapsed_ms
        return self._moment.mono_ms
