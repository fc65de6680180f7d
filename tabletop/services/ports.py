"""What the services need from the outside world; it must not know who provides it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Header, Recorded, Stamp
from tabletop.domain.play.merge import MergedRows, Union


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
        """Return every row that counts, in order of arrival."""
        ...

    def union(self) -> Union:
        """Return the same rows, and what is wrong with merged ones."""
        ...

    def append(self, *, station: str, author: str, event: Event, stamp: Stamp) -> Recorded:
        """Write one row at the end of the station's chain; return only when it is durable.

        Raises UserError (`disk-full`, `write-failed`, ...) with nothing written.
        """
        ...

    def merge(self, incoming: Iterable[Recorded], attachments: Iterable[bytes] = ()) -> MergedRows:
        """Take rows that came from elsewhere and were checked one by one: all that are new, or none.

        Raises UserError as `append`.
        """
        ...

    def attach(self, data: bytes) -> str:
        """Keep a file with the exercise; return its SHA-256. Raises UserError as `append`."""
        ...

    def attachment(self, name: str) -> bytes | None:
        """Return an attachment by its hash, None where it is not here."""
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
