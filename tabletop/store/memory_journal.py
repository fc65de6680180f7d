"""A journal that keeps its rows in memory, for tests and rehearsals; it must not touch a disk."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import DIRECTOR, Header, Recorded, Stamp
from tabletop.domain.play.merge import MergedRows, Union
from tabletop.store.rows import Rows


class MemoryJournal:
    """The services' `Journal` without a file; the same contract test holds for both."""

    def __init__(self, pack: Pack, exercise_id: str, *, station: str = DIRECTOR) -> None:
        self._pack = pack
        self._attachments: dict[str, bytes] = {}
        header = Header(
            exercise=exercise_id,
            pack_id=pack.scenario.id,
            pack_version=pack.scenario.version,
            pack_sha256=pack.sha256,
            station=station,
        )
        self._rows = Rows(header)
        self._noted: tuple[int, int] | None = None

    @property
    def header(self) -> Header:
        """Return which exercise and pack this is."""
        return self._rows.header

    @property
    def pack(self) -> Pack:
        """Return the frozen pack."""
        return self._pack

    def recorded(self) -> tuple[Recorded, ...]:
        """Return every row that counts in order of arrival."""
        return self._rows.counted

    def union(self) -> Union:
        """Return which rows count, and what is wrong with merged ones."""
        return self._rows.union()

    def merge(self, incoming: Iterable[Recorded], attachments: Iterable[bytes] = ()) -> MergedRows:
        """Take rows that came from elsewhere, as the file does."""
        joining, aside = self._rows.sorted_in(incoming)
        self._rows.merge(joining, aside)
        for data in attachments:
            self.attach(data)
        return MergedRows(joined=tuple(joining), put_aside=tuple(aside))

    def attach(self, data: bytes) -> str:
        """Keep a file with the exercise; return its SHA-256."""
        name = sha256(data).hexdigest()
        self._attachments[name] = data
        return name

    def attachment(self, name: str) -> bytes | None:
        """Return an attachment by its hash, None where it is not here."""
        return self._attachments.get(name)

    def append(self, *, station: str, author: str, event: Event, stamp: Stamp) -> Recorded:
        """Add one row at the end of a station's chain.

        Raises UserError `text-unwritable` and `row-too-long`, as the file does.
        """
        recorded = self._rows.following(station, author, event=event, stamp=stamp)
        self._rows.add(recorded)
        return recorded

    def keep_running_clock(self, elapsed_ms: int) -> None:
        """Note the running T+ and which row it follows."""
        if len(self._rows):
            self._noted = len(self._rows), elapsed_ms

    def running_clock(self) -> int | None:
        """Return the noted T+ if it was noted after the last row, else None."""
        is_latest = self._noted is not None and self._noted[0] == len(self._rows)
        return self._noted[1] if is_latest and self._noted is not None else None

    def back_up(self) -> None:
        """Do nothing: there is no file to copy."""

    def close(self) -> None:
        """Do nothing: there is no file to let go of."""
