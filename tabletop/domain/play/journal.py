"""One row of the journal and the hash chain that binds it; it must not read or write a file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from struct import Struct

from tabletop.domain.play.events import Event

FORMAT = "tabletop-journal/1"
DIRECTOR = "DIR"


BRANCH_SIGN = "~"
"""Between a station and the sign of its branch, `P1~3f2a`; no station's own name may hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Which exercise a journal belongs to, the pack it was made from, and which station writes here.

    `reduced_sha256` is the hash of the pack's files that this file holds where it holds a part of them
    only (an observer's); the chains begin with `pack_sha256` all the same.
    """

    exercise: str
    pack_id: str
    pack_version: str
    pack_sha256: str
    station: str = DIRECTOR
    reduced_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When an act was recorded, on all clocks; `observed_ms` is None unless it was said."""

    wall_at: datetime
    mono_ns: int
    boot_id: str
    elapsed_ms: int
    scenario_at: datetime
    observed_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row exactly as it is hashed and exported (contract 6): texts, integers, None.

    `wall_at` is `YYYY-MM-DDTHH:MM:SS.mmmZ`, `scenario_at` ISO 8601 with offset, `body` canonical
    JSON, `elapsed_ms` and `observed_ms` milliseconds of the station's clock.
    """

    exercise: str
    station: str
    seq: int
    kind: str
    version: int
    wall_at: str
    mono_ns: int
    boot_id: str
    elapsed_ms: int
    scenario_at: str
    observed_ms: int | None
    author: str
    body: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row together with what it says.

    `target` is where the row that it names counts, where that is not under the station that it says: in
    a branch with a name of its own.
    """

    entry: Entry
    event: Event
    target: tuple[str, int] | None = None


HASHED_FIELDS = (
    "exercise", "station", "seq", "kind", "version", "wall_at", "mono_ns", "boot_id",
    "elapsed_ms", "scenario_at", "observed_ms", "author", "body", "prev",
)  # fmt: skip


_hashed = attrgetter(*HASHED_FIELDS)
_length = Struct(">I").pack
_HASHED_FORMAT = _length(len(FORMAT)) + FORMAT.encode()


def entry_hash(values: Iterable[str | int | None]) -> str:
    """Hash the values of `HASHED_FIELDS` in order, each with a 4-byte length (contract 6)."""
    parts = [_HASHED_FORMAT]
    for value in values:
        data = b"" if value is None else str(value).encode("utf-8", "surrogatepass")
        parts.append(_length(len(data)))
        parts.append(data)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def hash_of(entry: Entry) -> str:
    """Compute the hash that an entry should carry."""
    return entry_hash(_hashed(entry))


def journal_head(entries: Iterable[Entry]) -> str:
    """Hash the lines `station:seq:hash` of each station's last entry (contract 5)."""
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.station not in last or entry.seq > last[entry.station].seq:
            last[entry.station] = entry
    lines = (f"{e.station}:{e.seq}:{e.hash}\n" for _, e in sorted(last.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """Something wrong with a station's chain: `code` is gap, altered or unlinked."""

    station: str
    seq: int
    code: str


def pack_exercise(pack_sha256: str) -> str:
    """Return the exercise id of a chain that was begun from a pack alone (contract 6)."""
    return f"pack-{pack_sha256[:12]}"


def is_of_pack(entry: Entry, header: Header) -> bool:
    """Tell whether a row belongs to a chain that was begun from this exercise's pack alone."""
    return entry.exercise == pack_exercise(header.pack_sha256)


def chain_faults(
    entries: Sequence[Entry], *, exercise: Collection[str], pack_sha256: str
) -> list[ChainFault]:
    """Check each station's chain from its first row: numbering, links and hashes.

    `exercise` are the ids that a row may carry.
    """
    faults = []
    expected: dict[str, tuple[int, str]] = {}
    for entry in sorted(entries, key=lambda e: (e.station, e.seq)):
        seq, prev = expected.get(entry.station, (1, pack_sha256))
        if entry.seq != seq:
            faults.append(ChainFault(station=entry.station, seq=seq, code="gap"))
        elif entry.prev != prev:
            faults.append(ChainFault(station=entry.station, seq=entry.seq, code="unlinked"))
        if hash_of(entry) != entry.hash or entry.exercise not in exercise:
            faults.append(ChainFault(station=entry.station, seq=entry.seq, code="altered"))
        expected[entry.station] = (entry.seq + 1, entry.hash)
    return faults


def is_directors(station: str) -> bool:
    """Tell whether a station is the director's, or one that took over from it: `DIR`, `DIR-2`."""
    name, sign, number = station.partition("-")
    return name == DIRECTOR and (not sign or number.isdecimal())


def laptop_of(station: str) -> str:
    """Return the station under which a laptop logged, of a branch that has a name of its own too."""
    return station.partition(BRANCH_SIGN)[0]


def wall_text(moment: datetime) -> str:
    """Write an instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def wall_time(text: str) -> datetime:
    """Read what `wall_text` wrote. Raises ValueError."""
    return datetime.fromisoformat(text)
