"""Rows in memory: read from any source with care, and chained one to the next; no file is touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from operator import itemgetter

from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import (
    HASHED_FIELDS,
    Entry,
    Header,
    Recorded,
    Stamp,
    entry_hash,
    hash_of,
    pack_exercise,
    wall_text,
    wall_time,
)
from tabletop.domain.play.merge import Union, gaps_in, unite
from tabletop.errors import UserError
from tabletop.store.codec import MAX_BODY_BYTES, decode, encode, is_writable, require_writable

MAX_NAME_CHARACTERS = 4_000
"""A station's or an author's name: the limit of any typed text (contract 2)."""

_YEARS = range(1_900, 3_100)
_LONGEST_MS = 2**40
"""A T+ of 34 years either way."""
_INTEGERS = frozenset({"seq", "version", "mono_ns", "elapsed_ms", "observed_ms"})
ENTRY_FIELDS = tuple(field.name for field in fields(Entry))
_SAID_TYPES = tuple(int if name in _INTEGERS else str for name in ENTRY_FIELDS)
_TYPES = {
    _SAID_TYPES,
    tuple(
        type(None) if name == "observed_ms" else said
        for name, said in zip(ENTRY_FIELDS, _SAID_TYPES, strict=True)
    ),
}
_texts = itemgetter(*(place for place, said in enumerate(_SAID_TYPES) if said is str))


class Rows:
    """Every row of an exercise in order of arrival, and where each station's chain ends.

    `aside` are merged rows that contradict those of the journal.
    """

    def __init__(
        self, header: Header, recorded: Iterable[Recorded] = (), aside: Iterable[Recorded] = ()
    ) -> None:
        self.header = header
        self._recorded: list[Recorded] = []
        self._heads: dict[str, Entry] = {}
        for row in recorded:
            self.add(row)
        joined = {row.entry.hash for row in self._recorded}
        self._aside = [row for row in aside if row.entry.hash not in joined]

    def __len__(self) -> int:
        return len(self._recorded)

    @property
    def recorded(self) -> tuple[Recorded, ...]:
        """Return every row of the journal."""
        return tuple(self._recorded)

    @property
    def aside(self) -> tuple[Recorded, ...]:
        """Return the rows that contradict the journal."""
        return tuple(self._aside)

    @property
    def counted(self) -> tuple[Recorded, ...]:
        """Return every row that counts."""
        return self.union().counted if self._aside else self.recorded

    def union(self) -> Union:
        """Return which rows count, and what is wrong with merged ones."""
        if not self._aside:
            return Union(counted=self.recorded, gaps=tuple(gaps_in(self._recorded)))
        home = [row for row in self._recorded if row.entry.station == self.header.station]
        return unite((*self._recorded, *self._aside), home=home)

    @property
    def last(self) -> Entry | None:
        """Return the row that arrived last."""
        return self._recorded[-1].entry if self._recorded else None

    def add(self, row: Recorded) -> None:
        """Take a row that is safe on disk as the new head of its station."""
        self._recorded.append(row)
        self._heads[row.entry.station] = row.entry

    def sorted_in(self, incoming: Iterable[Recorded]) -> tuple[list[Recorded], list[Recorded]]:
        """Return the rows that are new here: those for the journal, and those that contradict it.

        The rows of this file's own station are never mixed with what another laptop logged under its
        name: there only what follows the last of them belongs to the journal. Such a row lies aside until
        the one before it came, so that it does not matter which came first.
        """
        known: dict[str, dict[int, Entry]] = {}
        for row in self._recorded:
            known.setdefault(row.entry.station, {})[row.entry.seq] = row.entry
        put_aside = {row.entry.hash for row in self._aside}
        joining: list[Recorded] = []
        contradicting: list[Recorded] = []
        waiting = [row for row in self._aside if row.entry.station == self.header.station]
        for row in sorted((*waiting, *incoming), key=_place):
            entry = row.entry
            is_own = entry.station == self.header.station
            chain = known.setdefault(entry.station, {})
            if (entry.seq in chain and chain[entry.seq].hash == entry.hash) or (
                entry.hash in put_aside and not is_own
            ):
                continue
            follows = not is_own or entry.seq == 1 or entry.seq - 1 in chain
            if follows and _joins(entry, chain, self.header):
                chain[entry.seq] = entry
                joining.append(row)
            elif entry.hash not in put_aside:
                put_aside.add(entry.hash)
                contradicting.append(row)
        return joining, contradicting

    def merge(self, joining: Iterable[Recorded], contradicting: Iterable[Recorded]) -> None:
        """Take rows that are safe on disk and came from elsewhere, as `sorted_in` told them apart."""
        joined = {row.entry.hash: row for row in joining}
        self._aside = [row for row in (*self._aside, *contradicting) if row.entry.hash not in joined]
        for row in joined.values():
            self._recorded.append(row)
            head = self._heads.get(row.entry.station)
            if head is None or head.seq < row.entry.seq:
                self._heads[row.entry.station] = row.entry

    def arrange(self, arrived: Iterable[Entry]) -> None:
        """Put rows into the order in which they are known to have arrived, unknown ones last."""
        places = {(entry.station, entry.seq): place for place, entry in enumerate(arrived)}
        last = len(places)
        self._recorded.sort(key=lambda row: places.get((row.entry.station, row.entry.seq), last))

    def following(self, station: str, author: str, *, event: Event, stamp: Stamp) -> Recorded:
        """Make the row that would come next at a station; nothing is added yet.

        Raises UserError `text-unwritable` and `row-too-long`.
        """
        for name, words in (("station", station), ("author", author)):
            require_writable(words, name)
            if len(words) > MAX_NAME_CHARACTERS:
                raise UserError("row-too-long", limit=MAX_BODY_BYTES)
        head = self._heads.get(station)
        values: dict[str, str | int | None] = {
            "exercise": self.header.exercise,
            "station": station,
            "seq": 1 if head is None else head.seq + 1,
            "kind": event.kind,
            "version": event.version,
            "wall_at": wall_text(stamp.wall_at),
            "mono_ns": stamp.mono_ns,
            "boot_id": stamp.boot_id,
            "elapsed_ms": stamp.elapsed_ms,
            "scenario_at": stamp.scenario_at.isoformat(),
            "observed_ms": stamp.observed_ms,
            "author": author,
            "body": encode(event),
            "prev": self.header.pack_sha256 if head is None else head.hash,
        }
        digest = entry_hash(values[name] for name in HASHED_FIELDS)
        return Recorded(Entry(**values, hash=digest), event)  # type: ignore[arg-type]  # typed above


def read_entry(values: Sequence[object]) -> Entry | None:
    """Make an entry of raw values, as `ENTRY_FIELDS`; None where one has the wrong type or is no instant.

    SQLite's storage classes are Python's types here, so this is the strict check of `typeof`: an
    empty text in place of a missing number would hash the same and is refused.
    """
    if tuple(map(type, values)) not in _TYPES:
        return None
    if not is_writable("".join(_texts(values))):
        return None
    entry = Entry(**dict(zip(ENTRY_FIELDS, values, strict=True)))  # type: ignore[arg-type]  # just checked
    return entry if _has_instants(entry) and _has_possible_times(entry) else None


def recorded_of(entries: Iterable[Entry]) -> list[Recorded]:
    """Read the bodies of rows."""
    return [Recorded(entry, decode(entry.kind, entry.version, entry.body)) for entry in entries]


def is_next(entry: Entry, before: Entry | None, header: Header) -> bool:
    """Tell whether a row continues its station's chain after `before` (None: begins it)."""
    seq, prev = (1, header.pack_sha256) if before is None else (before.seq + 1, before.hash)
    exercise = entry.exercise if before is None else before.exercise
    is_linked = (entry.seq, entry.prev, entry.exercise) == (seq, prev, exercise)
    return is_linked and entry.exercise in chain_ids(header) and hash_of(entry) == entry.hash


def _joins(entry: Entry, chain: Mapping[int, Entry], header: Header) -> bool:
    """Tell whether a row agrees with what is known of its station beside it."""
    if entry.seq in chain or (entry.seq == 1 and entry.prev != header.pack_sha256):
        return False
    before, after = chain.get(entry.seq - 1), chain.get(entry.seq + 1)
    return (before is None or entry.prev == before.hash) and (after is None or after.prev == entry.hash)


def chain_ids(header: Header) -> tuple[str, str]:
    """Return the exercise ids that a chain may carry: the exercise's, or the pack's (contract 6)."""
    return header.exercise, pack_exercise(header.pack_sha256)


def _place(row: Recorded) -> tuple[str, int, str]:
    return row.entry.station, row.entry.seq, row.entry.hash


def _has_possible_times(entry: Entry) -> bool:
    """Tell whether T+ can be reckoned with: a damaged number must not carry clocks out of the calendar."""
    observed_ms = entry.elapsed_ms if entry.observed_ms is None else entry.observed_ms
    return max(abs(entry.elapsed_ms), abs(observed_ms)) <= _LONGEST_MS


def _has_instants(entry: Entry) -> bool:
    try:
        wall_at, scenario_at = wall_time(entry.wall_at), datetime.fromisoformat(entry.scenario_at)
        is_in_calendar = wall_at.year in _YEARS and scenario_at.year in _YEARS
        return wall_text(wall_at) == entry.wall_at and scenario_at.tzinfo is not None and is_in_calendar
    except (ValueError, OverflowError):
        return False
