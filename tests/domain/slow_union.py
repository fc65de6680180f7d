"""Which rows count, read slowly from the rules of D18; it must not import what it is compared with.

Above each function stands the rule that it reads. It looks at one row after the other and asks all others
about it, where the program sorts once and walks along.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.stations import BranchesKept, ChainChosen, ConductTakenOver

BranchFacts = tuple[str, int, str, int, bool, bool]
"""Station, first number, hash of the first row, rows, settled, kept."""


@dataclass(frozen=True)
class SlowUnion:
    """The rows that count, the gaps as (station, first, last), the branches."""

    counted: list[Recorded]
    gaps: list[tuple[str, int, int]]
    branches: list[BranchFacts]


def slow_union(given: Collection[Recorded], home: Collection[Recorded]) -> SlowUnion:
    """Read a plain set of rows; `home` are those that the file's own program wrote or went on after."""
    own = {row.entry.hash for row in home}
    has_own = {row.entry.station for row in home}
    plain = [row for row in given if _is_plain(row, given, own, has_own)]
    hashes = {row.entry.hash for row in plain}
    loose = [row for row in given if row.entry.hash not in hashes]
    counted = list(plain)
    branches: list[BranchFacts] = []
    named = set(has_own)
    for root in sorted((row for row in loose if _follows(row, loose) is None), key=_place):
        entry = root.entry
        together = [row for row in loose if _root_of(row, loose) is root]
        word = _word_on(entry.station, plain)
        is_kept = word is not None and entry.hash in word.kept
        is_settled = word is not None and entry.hash in (*word.kept, *word.left)
        branches.append((entry.station, entry.seq, entry.hash, len(together), is_settled, is_kept))
        if is_kept:
            name = f"{entry.station}~{entry.hash[:4]}" if entry.station in named else entry.station
            counted += [Recorded(replace(row.entry, station=name), row.event) for row in together]
            named.add(entry.station)
    aimed = [_aimed(row, given, plain=plain, loose=loose, counted=counted) for row in counted]
    return SlowUnion(sorted(aimed, key=_place), _gaps(plain), branches)


# The rule: "The rows that this very file's program wrote always count: what contradicts them lies aside"
# The rule: "From the first number on at which two different rows stand, or a row does not continue the one
#   before it, the station's rows lie aside"
def _is_plain(row: Recorded, given: Collection[Recorded], own: set[str], has_own: set[str]) -> bool:
    if row.entry.station in has_own:
        return row.entry.hash in own
    up_to = [
        other for other in given
        if other.entry.station == row.entry.station and other.entry.seq <= row.entry.seq
    ]  # fmt: skip
    return not any(_contradict(one, other) for one in up_to for other in up_to)


def _contradict(one: Recorded, other: Recorded) -> bool:
    if one.entry.seq == other.entry.seq:
        return one.entry.hash != other.entry.hash
    return one.entry.seq == other.entry.seq + 1 and one.entry.prev != other.entry.hash


# The rule: "in branches": a row belongs to the branch of the row that it alone continues
def _follows(row: Recorded, loose: Collection[Recorded]) -> Recorded | None:
    rivals = [other for other in loose if other.entry.prev == row.entry.prev]
    before = [other for other in loose if other.entry.hash == row.entry.prev]
    return before[0] if before and len(rivals) == 1 else None


def _root_of(row: Recorded, loose: Collection[Recorded]) -> Recorded:
    before = _follows(row, loose)
    return row if before is None else _root_of(before, loose)


# The rule: "What it names of its own station by a number below its first row's is the row that it goes on
#   after, wherever that one counts"
def _aimed(
    row: Recorded,
    given: Collection[Recorded],
    *,
    plain: Collection[Recorded],
    loose: Collection[Recorded],
    counted: Collection[Recorded],
) -> Recorded:
    laptop, sign, _ = row.entry.station.partition("~")
    seq = _names(row, laptop)
    if not sign or seq is None:
        return row
    me = next(one for one in given if one.entry.hash == row.entry.hash)
    first = _root_of(me, loose)
    where = row.entry.station
    if seq < first.entry.seq:
        meant = _behind(first, seq, given, plain=plain, loose=loose)
        found = [one.entry.station for one in counted if meant and one.entry.hash == meant.entry.hash]
        where = found[0] if found else where
    return replace(row, target=(where, seq))


def _names(row: Recorded, laptop: str) -> int | None:
    """Return the number of the row of its own station that a row names."""
    said = row.event
    for station, seq in (("breach_station", "breach_seq"), ("deadline_station", "deadline_seq")):
        if getattr(said, station, None) == laptop:
            return int(getattr(said, seq))
    for name in ("target_seq", "corrects", "improvement_seq"):
        if getattr(said, name, None) is not None:
            return int(getattr(said, name))
    return None


def _behind(
    row: Recorded, seq: int, given: Collection[Recorded], *,
    plain: Collection[Recorded], loose: Collection[Recorded],
) -> Recorded | None:  # fmt: skip
    """Go back row by row; behind a missing one only those remain before which nothing is contradicted."""
    if row.entry.seq == seq:
        return row
    before = [
        one for one in given
        if (one.entry.station, one.entry.seq, one.entry.hash)
        == (row.entry.station, row.entry.seq - 1, row.entry.prev)
    ]  # fmt: skip
    if before:
        return _behind(before[0], seq, given, plain=plain, loose=loose)
    station = row.entry.station
    is_common = all(one.entry.seq > seq for one in loose if one.entry.station == station)
    common = [one for one in plain if (one.entry.station, one.entry.seq) == (station, seq) and is_common]
    return common[0] if common else None


# The rule: "A number without a row is a gap: the rows behind it count"
def _gaps(plain: Collection[Recorded]) -> list[tuple[str, int, int]]:
    gaps: list[tuple[str, int, int]] = []
    for station in sorted({row.entry.station for row in plain}):
        present = {row.entry.seq for row in plain if row.entry.station == station}
        for seq in range(1, max(present)):
            if seq not in present and gaps and gaps[-1] == (station, gaps[-1][1], seq - 1):
                gaps[-1] = (station, gaps[-1][1], seq)
            elif seq not in present:
                gaps.append((station, seq, seq))
    return gaps


# The rule: "until the director says which of them count": the latest word in the conduct chain
def _word_on(station: str, plain: Collection[Recorded]) -> BranchesKept | None:
    word = None
    for conductor, last in slow_chain(plain):
        for row in sorted((row for row in plain if row.entry.station == conductor), key=_place):
            is_in_chain = last is None or row.entry.seq <= last
            if is_in_chain and isinstance(row.event, BranchesKept) and row.event.station == station:
                word = row.event
    return word


# The design: "DIR up to the head that DIR-2's takeover row names, then DIR-2"
# The contract: "DIR rows after a takeover's head are ignored until a choose-chain row says otherwise"
def slow_chain(rows: Iterable[Recorded]) -> list[tuple[str, int | None]]:
    """Return who conducted one after the other, each with the last number that counts (None: all)."""
    by_place = sorted(rows, key=_place)
    takeovers: dict[str, ConductTakenOver] = {}
    for row in by_place:
        if isinstance(row.event, ConductTakenOver) and row.entry.station not in ("DIR", row.event.station):
            takeovers.setdefault(row.entry.station, row.event)
    rejected: set[str] = set()
    for row in sorted(by_place, key=lambda row: row.entry.wall_at):
        if isinstance(row.event, ChainChosen):
            rejected = (rejected | {row.event.rejected}) - {row.event.chosen}
    chain: list[tuple[str, int | None]] = [("DIR", None)]
    while True:
        now = chain[-1][0]
        after = [
            (event.head_seq, station)
            for station, event in takeovers.items()
            if event.station == now
            and station not in rejected
            and station not in [conductor for conductor, _ in chain]
        ]
        if not after:
            return chain
        head_seq, station = max(after)
        chain[-1] = (now, head_seq)
        chain.append((station, None))


def _place(row: Recorded) -> tuple[str, int, str]:
    return row.entry.station, row.entry.seq, row.entry.hash
