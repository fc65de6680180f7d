"""Everything an exercise file holds, read with distrust and checked; it must not write.

A damaged file yields every row that can be read, and a finding for each thing that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

from tabletop.domain.plan.scenario import Pack, pack_hash
from tabletop.domain.play.events import UnknownEvent
from tabletop.domain.play.journal import (
    DIRECTOR,
    FORMAT,
    Entry,
    Header,
    Recorded,
    chain_faults,
    hash_of,
)
from tabletop.domain.play.merge import Union, gaps_in, unite
from tabletop.errors import Finding
from tabletop.store.codec import is_writable
from tabletop.store.engine import FAULTS, reason_of
from tabletop.store.rows import ENTRY_FIELDS, chain_ids, read_entry, recorded_of
from tabletop.store.tables import expected_schema, schema_of

ReadPack = Callable[[Mapping[str, bytes]], Pack]
"""Reads a pack from its files by path; raises UserError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file holds; rows by station and seq, findings in the order in which they were met.

    `aside` are merged rows that contradict others.
    """

    header: Header | None
    recorded: tuple[Recorded, ...]
    aside: tuple[Recorded, ...]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the rows as they are hashed."""
        return tuple(row.entry for row in self.recorded)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return the findings that are damage: not advice, nor what merged files lack or contradict."""
        return tuple(finding for finding in self.findings if is_damage(finding))

    def union(self) -> Union:
        """Return which rows count."""
        return _union(self.header, self.recorded, self.aside)


_OF_A_MERGE = frozenset({"rows-missing", "rows-aside"})


def is_damage(finding: Finding) -> bool:
    """Tell whether a finding says that the file is not what it was: merged rows may lack or contradict."""
    return not finding.advice and finding.code not in _OF_A_MERGE


class Findings:
    """Gathers what is wrong with one file."""

    def __init__(self, place: str) -> None:
        self._place = place
        self.all: list[Finding] = []

    def add(self, code: str, *, advice: bool = False, **about: object) -> None:
        """Note one thing; texts of the file are made printable."""
        shown = {name: _printable(value) for name, value in about.items()}
        self.all.append(Finding(code=code, fields=shown, place=self._place, advice=advice))


def read_contents(connection: Connection, place: str) -> Contents:
    """Read and check a whole file; `place` is its name in the findings. Never raises."""
    findings = Findings(place)
    readable = _check_schema(connection, findings)
    header = _read_header(connection, findings) if {"header", "logbook"} <= readable else None
    files = _read_files(connection, findings) if "pack_files" in readable else {}
    entries = _read_entries(connection, findings, "journal") if "journal" in readable else []
    beside = _read_entries(connection, findings, "aside") if "aside" in readable else []
    # A row that lay aside until the one before it came stands in both tables.
    joined = set(entries) if beside else set()
    beside = [entry for entry in beside if entry not in joined]
    if "attachments" in readable:
        _check_attachments(connection, findings)
    recorded, aside = recorded_of(entries), recorded_of(beside)
    if header is not None:
        expected, found = header.reduced_sha256 or header.pack_sha256, pack_hash(files)
        if found != expected:
            findings.add("pack-altered", expected=expected, found=found)
        _check_chains(header, entries, findings)
        _check_aside(header, recorded, aside, findings=findings)
    for row in recorded:
        if isinstance(row.event, UnknownEvent):
            known = {"station": row.entry.station, "seq": row.entry.seq, "kind": row.entry.kind}
            findings.add("row-not-understood", advice=True, **known)
    return Contents(
        header=header,
        recorded=tuple(recorded),
        aside=tuple(aside),
        files=files,
        findings=tuple(findings.all),
    )


def header_of(connection: Connection, findings: Findings) -> Header | None:
    """Return only the header."""
    readable = _check_schema(connection, findings)
    return _read_header(connection, findings) if {"header", "logbook"} <= readable else None


def read_to_merge(
    connection: Connection, findings: Findings
) -> tuple[Header | None, list[Entry], list[Entry]]:
    """Read a file that is to be merged: its journal, and rows that contradict it; neither pack nor chains."""
    readable = _check_schema(connection, findings)
    if not {"header", "logbook", "journal", "aside"} <= readable:
        return None, [], []
    header = _read_header(connection, findings)
    entries = _read_entries(connection, findings, "journal")
    return header, entries, _read_entries(connection, findings, "aside")


def read_attachments(connection: Connection, findings: Findings, limit: int) -> list[bytes]:
    """Return the attachments that are what their name says and no longer than `limit` bytes."""
    found = []
    names = _fetch(connection, "SELECT hash, length(bytes) FROM attachments", findings)
    for name, length in names:
        if type(length) is not int or length > limit:
            findings.add("attachment-too-large", hash=name)
            continue
        rows = connection.exec_driver_sql("SELECT bytes FROM attachments WHERE hash = ?", (name,)).all()
        data = rows[0][0] if rows else None
        if type(data) is bytes and sha256(data).hexdigest() == name:
            found.append(data)
        else:
            findings.add("attachment-altered", hash=name)
    return found


def check_pages(connection: Connection, place: str) -> list[Finding]:
    """Let SQLite check its own structure, which the hashes do not cover."""
    findings = Findings(place)
    said = [str(row[0]) for row in _fetch(connection, "PRAGMA integrity_check(10)", findings)]
    if said and said != ["ok"]:
        findings.add("pages-damaged", reason=said[0])
    return findings.all


def read_frozen_pack(contents: Contents, read_pack: ReadPack, place: str) -> tuple[Pack, list[Finding]]:
    """Read the frozen pack and compare it with what the header says of it.

    Raises UserError as `read_pack` does.
    """
    findings = Findings(place)
    pack = read_pack(contents.files)
    header = contents.header
    named = None if header is None else (header.pack_id, header.pack_version)
    if named is not None and named != (pack.scenario.id, pack.scenario.version):
        findings.add("header-altered", field="pack")
    return pack, findings.all


def _check_schema(connection: Connection, findings: Findings) -> set[str]:
    """Compare with the schema we make; return the tables that it is safe to read.

    A table of another shape may be a view or a virtual table that never ends: it is not touched.
    """
    try:
        found = schema_of(connection)
    except FAULTS as error:
        findings.add("pages-damaged", reason=reason_of(error))
        return set()
    expected = expected_schema()
    known = {(kind, name) for kind, name, _ in expected}
    for kind, name, _ in sorted(found - expected):
        is_known = (kind, name) in known
        findings.add("schema-altered" if is_known else "schema-added", name=name)
    present = {(kind, name) for kind, name, _ in found}
    for _, name in sorted(known - present):
        findings.add("schema-missing", name=name)
    return {name for kind, name, _ in found & expected if kind == "table"}


def _read_header(connection: Connection, findings: Findings) -> Header | None:
    names = [field.name for field in fields(Header) if field.name not in ("station", "reduced_sha256")]
    rows = _fetch(connection, f"SELECT {', '.join(names)}, format FROM header", findings)  # noqa: S608 - own names
    if len(rows) != 1:
        findings.add("header-missing")
        return None
    *values, log_format = rows[0]
    if not all(type(value) is str and is_writable(value) for value in values):
        findings.add("header-missing")
        return None
    if log_format != FORMAT:
        findings.add("header-altered", field="format")
    logbooks = _fetch(connection, "SELECT station, reduced_sha256 FROM logbook", findings)
    station, reduced_sha256 = logbooks[0] if logbooks else (DIRECTOR, None)
    named = (station, "" if reduced_sha256 is None else reduced_sha256)
    if len(logbooks) > 1 or not all(type(text) is str and is_writable(text) for text in named):
        findings.add("header-altered", field="station")
        return None
    said = dict(zip(names, values, strict=True))
    return Header(**said, station=station, reduced_sha256=reduced_sha256)


def _read_files(connection: Connection, findings: Findings) -> dict[str, bytes]:
    files = {}
    for path, data in _fetch(connection, "SELECT path, bytes FROM pack_files ORDER BY path", findings):
        if type(path) is str and is_writable(path) and type(data) is bytes:
            files[path] = data
        else:
            findings.add("pack-file-unreadable", path=path)
    return files


def _read_entries(connection: Connection, findings: Findings, name: str) -> list[Entry]:
    entries = []
    for values in _rows_from_both_ends(connection, findings, name):
        entry = read_entry(values)
        if entry is None:
            said = dict(zip(ENTRY_FIELDS, values, strict=True))
            findings.add("row-unreadable", station=said["station"], seq=said["seq"])
        else:
            entries.append(entry)
    return entries


def _rows_from_both_ends(connection: Connection, findings: Findings, name: str) -> list[tuple[Any, ...]]:
    """Return a table's rows, as `ENTRY_FIELDS`; past a damaged page, go on from the other end."""
    select = f"SELECT {', '.join(ENTRY_FIELDS)} FROM {name}"  # noqa: S608 - own names
    before = len(findings.all)
    rows = _fetch(connection, f"{select} ORDER BY station, seq", findings)
    if len(findings.all) > before:
        seen = set(rows)
        rest = _fetch(connection, f"{select} ORDER BY station DESC, seq DESC", findings)
        rows += [row for row in reversed(rest) if row not in seen]
    return rows


def _check_chains(header: Header, entries: Iterable[Entry], findings: Findings) -> None:
    ordered = sorted(entries, key=attrgetter("station", "seq"))
    for _, group in groupby(ordered, key=attrgetter("station")):
        chain = list(group)
        begun_as = chain[0].exercise
        exercise = begun_as if begun_as in chain_ids(header) else header.exercise
        for fault in chain_faults(chain, exercise={exercise}, pack_sha256=header.pack_sha256):
            is_merged = fault.station != header.station and fault.code == "gap"
            code = "rows-missing" if is_merged else f"chain-{fault.code}"
            findings.add(code, station=fault.station, seq=fault.seq)


def _check_aside(
    header: Header, recorded: Sequence[Recorded], aside: Sequence[Recorded], *, findings: Findings
) -> None:
    """Check rows that contradict one by one, and tell of those on which nobody decided yet."""
    for row in aside:
        if hash_of(row.entry) != row.entry.hash or row.entry.exercise not in chain_ids(header):
            findings.add("chain-altered", station=row.entry.station, seq=row.entry.seq)
    rows: dict[str, int] = {}
    for branch in _union(header, recorded, aside).branches:
        if not branch.is_settled:
            rows[branch.station] = rows.get(branch.station, 0) + branch.rows
    for station, count in sorted(rows.items()):
        findings.add("rows-aside", station=station, rows=count)


def _union(header: Header | None, recorded: Sequence[Recorded], aside: Sequence[Recorded]) -> Union:
    if not aside or header is None:
        return Union(counted=tuple(recorded), gaps=tuple(gaps_in(recorded)))
    home = [row for row in recorded if row.entry.station == header.station]
    return unite((*recorded, *aside), home=home)


def _check_attachments(connection: Connection, findings: Findings) -> None:
    for name, data in _fetch(connection, "SELECT hash, bytes FROM attachments", findings):
        if type(data) is not bytes or sha256(data).hexdigest() != name:
            findings.add("attachment-altered", hash=name)


def _fetch(connection: Connection, sql: str, findings: Findings) -> list[tuple[Any, ...]]:
    """Return a query's rows as far as they can be read; what stops it is a finding."""
    rows: list[tuple[Any, ...]] = []
    try:
        # The driver's own cursor: wrapped rows cost a tenth of reading a whole file.
        cursor = connection.connection.cursor()
        cursor.execute(sql)
        while (row := cursor.fetchone()) is not None:
            rows.append(row)
    except FAULTS as error:
        findings.add("pages-damaged", reason=reason_of(error))
    return rows


def _printable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value if isinstance(value, int) or value is None else repr(value)
