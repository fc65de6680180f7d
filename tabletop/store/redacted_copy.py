"""A redacted copy of an exercise: every chain built anew from rows without names; the source stays as it is.

Ids of the computer's runs (`boot_id`) become numbers: they say which machine it was, and without them
nobody can try names out against the head of the original that the copy tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tabletop.domain.play.branch_names import SIGN_DIGITS
from tabletop.domain.play.events import Event, UnknownEvent
from tabletop.domain.play.hidden_names import PROGRAMS_AUTHOR, Mask
from tabletop.domain.play.journal import BRANCH_SIGN, HASHED_FIELDS, Entry, Header, Recorded, entry_hash
from tabletop.domain.play.redaction import Renaming, branches_in, hashes_in, redacted_event
from tabletop.domain.play.stations import CopyRedacted
from tabletop.store.codec import encode
from tabletop.store.file_maker import Origin
from tabletop.store.successor import Remains, place_whole

_UNREAD = '{"redacted":true}'
"""Body of a row that this version cannot read: no kind has such a field, so it stays unread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlan:
    """What becomes of an exercise: its new id and pack, its names, and who conducted it last."""

    exercise_id: str
    pack_sha256: str
    mask: Mask
    stations: Mapping[str, str]
    conductor: str
    note: CopyRedacted


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedRows:
    """The rows of a copy: its journal with the note at the end of the conduct chain, and rows aside."""

    header: Header
    journal: tuple[Entry, ...]
    aside: tuple[Entry, ...]


def redacted_rows(remains: Remains, plan: CopyPlan) -> RedactedRows:
    """Return every row anew, hashed and linked; the same exercise and names give the same rows.

    Raises UserError `row-too-long` where longer names leave no room.
    """
    header = replace(
        remains.header,
        exercise=plan.exercise_id,
        pack_sha256=plan.pack_sha256,
        station=_renamed(remains.header.station, plan),
    )
    rows = remains.rows
    anew = _Anew(remains, plan).entries([*rows.recorded, *rows.aside])
    journal = [anew[row.entry.hash] for row in rows.recorded]
    journal.append(_note(journal, plan))
    return RedactedRows(
        header=header,
        journal=tuple(journal),
        aside=tuple(anew[row.entry.hash] for row in rows.aside),
    )


def write_copy(rows: RedactedRows, files: Mapping[str, bytes], out: Path, *, replaces: bool) -> None:
    """Write the copy, whole or not at all, without attachments. Raises UserError as making a file does."""
    origin = Origin(header=rows.header, files=files, entries=rows.journal, aside=rows.aside)
    place_whole(origin, out, replaces=replaces)


class _Anew:
    """Makes rows anew, each after the rows that it names: a hash can only be said once it is known."""

    def __init__(self, remains: Remains, plan: CopyPlan) -> None:
        self._plan = plan
        self._branches = {
            f"{branch.station}{BRANCH_SIGN}{branch.hash[:SIGN_DIGITS]}": (branch.station, branch.hash)
            for branch in remains.union.branches
        }
        self._hashes = {remains.header.pack_sha256: plan.pack_sha256}
        self._boots: dict[str, str] = {}
        self._known: set[str] = set()

    def entries(self, rows: Iterable[Recorded]) -> dict[str, Entry]:
        """Return the new rows by the hashes of the old ones."""
        waiting = sorted(rows, key=lambda row: (row.entry.station, row.entry.seq, row.entry.hash))
        self._known = {row.entry.hash for row in waiting}
        for row in sorted(waiting, key=lambda row: (row.entry.wall_at, row.entry.station, row.entry.seq)):
            self._boots.setdefault(row.entry.boot_id, f"boot-{len(self._boots) + 1}")
        made: dict[str, Entry] = {}
        while waiting:
            left = []
            for row in waiting:
                if self._needs(row) <= self._hashes.keys():
                    entry = made[row.entry.hash] = self._entry(row)
                    self._hashes[row.entry.hash] = entry.hash
                else:
                    left.append(row)
            # A row names only what was hashed before it, so each round makes at least one.
            assert len(left) < len(waiting)  # noqa: S101 - else two hashes would name each other
            waiting = left
        return made

    def _needs(self, row: Recorded) -> set[str]:
        """Return the rows that must be made before; a row that is missing is waited for by nobody."""
        branches = (self._branches[name][1] for name in branches_in(row.event) if name in self._branches)
        return {row.entry.prev, *hashes_in(row.event), *branches} & self._known

    def _entry(self, row: Recorded) -> Entry:
        plan, entry = self._plan, row.entry
        body = _UNREAD
        if not isinstance(row.event, UnknownEvent):
            body = encode(redacted_event(row.event, plan.mask, self._renaming(row.event)))
        is_station = entry.author == entry.station
        return _hashed(
            replace(
                entry,
                exercise=plan.exercise_id,
                station=_renamed(entry.station, plan),
                author=_renamed(entry.author, plan) if is_station else plan.mask.name(entry.author),
                boot_id=self._boots[entry.boot_id],
                body=body,
                prev=self._hashes.get(entry.prev, entry.prev),
            )
        )

    def _renaming(self, event: Event) -> Renaming:
        branches = {
            name: f"{_renamed(station, self._plan)}{BRANCH_SIGN}{self._hashes[digest][:SIGN_DIGITS]}"
            for name, (station, digest) in self._branches.items()
            if name in branches_in(event) and digest in self._hashes
        }
        return Renaming(stations={**self._plan.stations, **branches}, hashes=self._hashes)


def _renamed(station: str, plan: CopyPlan) -> str:
    return plan.stations.get(station, station)


def _note(journal: Sequence[Entry], plan: CopyPlan) -> Entry:
    """Return the row that says what the copy is, at the end of the conduct chain and at its last time."""
    station = _renamed(plan.conductor, plan)
    last = max((entry for entry in journal if entry.station == station), key=lambda entry: entry.seq)
    return _hashed(
        replace(
            last,
            seq=last.seq + 1,
            kind=plan.note.kind,
            version=plan.note.version,
            observed_ms=None,
            author=PROGRAMS_AUTHOR,
            body=encode(plan.note),
            prev=last.hash,
        )
    )


def _hashed(entry: Entry) -> Entry:
    return replace(entry, hash=entry_hash(getattr(entry, name) for name in HASHED_FIELDS))
