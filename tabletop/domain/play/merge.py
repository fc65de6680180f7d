"""The union of what several laptops logged: which rows count, what is missing, what contradicts (D18).

It must not read a file or place a row in time. Its result depends on the set of rows alone, never on the
order in which they came:

1. Rows of a station are numbered from 1 and each names the hash of the one before.
2. A number without a row is a gap: the rows behind it count.
3. From the first number on at which two different rows stand, or a row does not continue the one before
   it, the station's rows lie aside, in branches, until the director says which of them count.
4. The rows that this very file's program wrote, or goes on after since they directly followed its own when
   they came in (`home`), always count: what contradicts them lies aside.
5. Of a station's branches that count the second has a name of its own. What it names of its own station
   by a number below its first row's is the row that it goes on after, wherever that one counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tabletop.domain.play.branch_names import Divided, counted_of
from tabletop.domain.play.conduct_chain import conduct_chain
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.stations import BranchesKept


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Numbers `first` to `last` of a station of which no row is known."""

    station: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Rows of a station from `seq` on that lie aside; `hash` and `author` are those of the first.

    `recorded` are all in their order, under the station's own name. `is_settled` says that the director
    decided on it, `is_kept` that its rows count.
    """

    station: str
    seq: int
    hash: str
    author: str
    rows: int
    is_settled: bool = False
    is_kept: bool = False
    recorded: tuple[Recorded, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """The rows that count, in order of arrival, and what is wrong with the rest."""

    counted: tuple[Recorded, ...]
    gaps: tuple[Gap, ...] = ()
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedRows:
    """What a merge added: rows that joined the journal, and rows that contradict it."""

    joined: tuple[Recorded, ...]
    put_aside: tuple[Recorded, ...]


def unite(recorded: Sequence[Recorded], *, home: Collection[Recorded] = ()) -> Union:
    """Return the union of rows that are each whole (their hash is right); a row given twice counts once.

    `home` are the rows of this file's own station as this program wrote them; they belong to `recorded`.
    """
    trusted = {row.entry.hash for row in home}
    stations: dict[str, dict[str, Recorded]] = defaultdict(dict)
    for row in recorded:
        stations[row.entry.station][row.entry.hash] = row
    divided = [_divided(rows.values(), trusted) for _, rows in sorted(stations.items())]
    plain = [row for station in divided for row in station.plain]
    words = _words_on_branches(plain)
    branches = tuple(_judged(branch, words) for station in divided for branch in station.branches)
    kept = {branch.hash for branch in branches if branch.is_kept}
    counted: dict[str, Recorded] = {}
    for station in divided:
        counted |= counted_of(station, kept)
    arrived = dict.fromkeys(row.entry.hash for row in recorded)
    return Union(
        counted=tuple(counted[digest] for digest in arrived if digest in counted),
        gaps=tuple(gaps_in(plain)),
        branches=branches,
    )


def _divided(rows: Iterable[Recorded], trusted: Collection[str]) -> Divided:
    rows = sorted(rows, key=_place)
    plain, rest = _split(rows, trusted)
    return Divided(
        rows={row.entry.hash: row for row in rows},
        plain=plain,
        branches=_branches(rest),
        is_home=any(row.entry.hash in trusted for row in plain),
    )


def _split(rows: list[Recorded], trusted: Collection[str]) -> tuple[list[Recorded], list[Recorded]]:
    """Split a station's rows, in order of seq, where the first contradiction stands."""
    own = [row for row in rows if row.entry.hash in trusted]
    if own:
        return own, [row for row in rows if row.entry.hash not in trusted]
    for place, (before, row) in enumerate(pairwise(rows), start=1):
        if row.entry.seq == before.entry.seq:
            return rows[: place - 1], rows[place - 1 :]
        if row.entry.seq == before.entry.seq + 1 and row.entry.prev != before.entry.hash:
            return rows[:place], rows[place:]
    return rows, []


def _branches(rows: Iterable[Recorded]) -> list[list[Recorded]]:
    """Put rows that lie aside together by which alone continues which; any other begins a branch."""
    rows = list(rows)
    claims = Counter(row.entry.prev for row in rows)
    branches: dict[str, list[Recorded]] = {}
    ends: dict[str, str] = {}
    for row in rows:
        entry = row.entry
        root = ends.get(entry.prev, entry.hash) if claims[entry.prev] == 1 else entry.hash
        branches.setdefault(root, []).append(row)
        ends[entry.hash] = root
    return list(branches.values())


def gaps_in(recorded: Iterable[Recorded]) -> Iterator[Gap]:
    """Yield the gaps of rows that nothing contradicts, by station."""
    stations: dict[str, list[Recorded]] = defaultdict(list)
    for row in recorded:
        stations[row.entry.station].append(row)
    for _, rows in sorted(stations.items()):
        yield from _gaps(sorted(rows, key=_place))


def _gaps(rows: Iterable[Recorded]) -> Iterator[Gap]:
    expected = 1
    for row in rows:
        if row.entry.seq > expected:
            yield Gap(station=row.entry.station, first=expected, last=row.entry.seq - 1)
        expected = row.entry.seq + 1


def _words_on_branches(plain: Sequence[Recorded]) -> dict[str, BranchesKept]:
    """Return the director's latest word on each station's branches."""
    chain = conduct_chain(plain)
    return {row.event.station: row.event for row in chain.rows(plain) if isinstance(row.event, BranchesKept)}


def _judged(rows: Sequence[Recorded], words: Mapping[str, BranchesKept]) -> Branch:
    first = rows[0].entry
    word = words.get(first.station)
    kept = () if word is None else word.kept
    left = () if word is None else word.left
    return Branch(
        station=first.station,
        seq=first.seq,
        hash=first.hash,
        author=first.author,
        rows=len(rows),
        is_settled=first.hash in kept or first.hash in left,
        is_kept=first.hash in kept,
        recorded=tuple(rows),
    )


def _place(row: Recorded) -> tuple[int, str]:
    return row.entry.seq, row.entry.hash
