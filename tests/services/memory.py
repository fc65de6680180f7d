"""A journal in memory, until the store's own stands; it keeps no file and no copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Entry, Header, Recorded, Stamp, hash_of, wall_text
from tabletop.store.codec import decode, encode


class MemoryJournal:
    """Rows with their chain of hashes, in a list."""

    def __init__(self, pack: Pack, exercise_id: str) -> None:
        plan = pack.scenario
        self.pack = pack
        self.header = Header(
            exercise=exercise_id, pack_id=plan.id, pack_version=plan.version, pack_sha256=pack.sha256
        )
        self._rows: list[Recorded] = []
        self._clock: tuple[int, int] | None = None

    def recorded(self) -> Sequence[Recorded]:
        return tuple(self._rows)

    def append(self, *, station: str, author: str, event: Event, stamp: Stamp) -> Recorded:
        chain = [row.entry for row in self._rows if row.entry.station == station]
        entry = Entry(
            exercise=self.header.exercise,
            station=station,
            seq=len(chain) + 1,
            kind=event.kind,
            version=event.version,
            wall_at=wall_text(stamp.wall_at),
            mono_ns=stamp.mono_ns,
            boot_id=stamp.boot_id,
            elapsed_ms=stamp.elapsed_ms,
            scenario_at=stamp.scenario_at.isoformat(),
            observed_ms=stamp.observed_ms,
            author=author,
            body=encode(event),
            prev=chain[-1].hash if chain else self.header.pack_sha256,
            hash="",
        )
        entry = replace(entry, hash=hash_of(entry))
        self._rows.append(Recorded(entry, decode(entry.kind, entry.version, entry.body)))
        return self._rows[-1]

    def keep_running_clock(self, elapsed_ms: int) -> None:
        self._clock = (len(self._rows), elapsed_ms)

    def running_clock(self) -> int | None:
        return self._clock[1] if self._clock and self._clock[0] == len(self._rows) else None

    def back_up(self) -> None:
        pass

    def close(self) -> None:
        pass
