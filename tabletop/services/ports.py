"""What the services need from the outside world; it must not know who provides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Header, Recorded, Stamp


class Journal(Protocol):
    """An open exercise: its frozen pack and its rows. One writer at a time."""

    @property
    def header(self) -> Header:
        """Return which exercise and pack this is."""
        ...

    @property
    def pack(self) -> Pack:
        """Return the frozen pack."""
        ...

    def recorded(self) -> Sequence[Recorded]:
        """Return every row, a station's rows in order of seq."""
        ...

    def append(self, *, station: str, author: str, event: Event, stamp: Stamp) -> Recorded:
        """Write one row at the end of the station's chain; return only when it is durable.

        Raises UserError (`disk-full`, `write-failed`, ...) with nothing written.
        """
        ...

    def keep_running_clock(self, elapsed_ms: int) -> None:
        """Note the running T+ for a restart after a crash; never raises."""
        ...

    def running_clock(self) -> int | None:
        """Return the noted T+ if it belongs to the last row, else None."""
        ...

    def back_up(self) -> None:
        """Copy the exercise, open and check the copy, thin older ones; never raises."""
        ...

    def close(self) -> None:
        """Let go of the file and its lock."""
        ...
