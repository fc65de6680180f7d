"""Under which name a branch counts, and which rows its own mean by a number; it must not judge it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tabletop.domain.play.journal import BRANCH_SIGN, Entry, Recorded
from tabletop.domain.play.naming import named_by

SIGN_DIGITS = 4
"""So many hex digits of its first row's hash tell a branch from its station: `P1~3f2a`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A station's rows by hash: those that nothing contradicts, and branches in order of their first rows.

    `is_home` says that its plain rows are those of this file's own program.
    """

    rows: Mapping[str, Recorded]
    plain: Sequence[Recorded]
    branches: Sequence[Sequence[Recorded]]
    is_home: bool

    @property
    def fork(self) -> int:
        """Return the first number that is contradicted: every branch goes on after the rows before it."""
        return min(branch[0].entry.seq for branch in self.branches)


def counted_of(station: Divided, kept: Collection[str]) -> dict[str, Recorded]:
    """Return the rows that count, by hash, with the branches that are `kept` by their first rows' hashes.

    The first of these continues the station, unless this file's own rows do; the others are renamed.
    """
    counted = {row.entry.hash: row for row in station.plain}
    names = {digest: row.entry.station for digest, row in counted.items()}
    seconds: list[Sequence[Recorded]] = []
    is_taken = station.is_home
    for branch in station.branches:
        first = branch[0].entry
        if first.hash in kept:
            name = _own_name(first) if is_taken else first.station
            names.update((row.entry.hash, name) for row in branch)
            counted.update((row.entry.hash, row) for row in branch)
            seconds += [branch] if is_taken else []
            is_taken = True
    for branch in seconds:
        stem = _stem(branch[0].entry, station, names)
        counted.update((row.entry.hash, row) for row in _renamed(branch, stem))
    return counted


def _own_name(first: Entry) -> str:
    return f"{first.station}{BRANCH_SIGN}{first.hash[:SIGN_DIGITS]}"


def _stem(first: Entry, station: Divided, names: Mapping[str, str]) -> dict[int, str]:
    """Return by number under which name each row counts that a branch goes on after."""
    stem = {row.entry.seq: first.station for row in station.plain if row.entry.seq < station.fork}
    last = first
    while last.seq > station.fork:
        before = station.rows.get(last.prev)
        if before is None or before.entry.seq != last.seq - 1:
            break
        last = before.entry
        if last.hash in names:
            stem[last.seq] = names[last.hash]
    return stem


def _renamed(branch: Sequence[Recorded], stem: Mapping[int, str]) -> Iterator[Recorded]:
    first = branch[0].entry
    name = _own_name(first)
    for row in branch:
        target = named_by(row.event)
        if target is not None:
            station, seq = target
            is_own = station in (None, first.station)
            there = name if seq >= first.seq else stem.get(seq, name)
            target = (there, seq) if is_own else None
        yield Recorded(replace(row.entry, station=name), row.event, target)
