"""Everything an exercise file holds, read with distrust and checked; it must not write.

A damaged file yields every row that can be read, and a finding for each thing that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

from tabletop.domain.plan.scenario import Pack, pack_hash
from tabletop.domain.play.events import UnknownEvent
from tabletop.domain.play.journal import FORMAT, Entry, Header, Recorded, chain_faults
from tabletop.errors import Finding
from tabletop.store.codec import is_writable
from tabletop.store.engine import FAULTS, reason_of
from tabletop.store.rows import chain_ids, read_entry, recorded_of
from tabletop.store.tables import COLUMNS, expected_schema, schema_of

ReadPack = Callable[[Mapping[str, bytes]], Pack]
"""Reads a pack from its files by path; raises UserError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file holds; rows by station and seq, findings in the order in which they were met."""

    header: Header | None
    recorded: tuple[Recorded, ...]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the rows as they are hashed."""
        return tuple(row.entry for row in self.recorded)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return the findings that are more than advice."""
        return tuple(finding for finding in self.findings if not finding.advice)


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
    header = _read_header(connection, findings) if "header" in readable else None
    files = _read_files(connection, findings) if "pack_files" in readable else {}
    entries = _read_entries(connection, findings) if "journal" in readable else []
    if "attachments" in readable:
        _check_attachments(connection, findings)
    recorded = recorded_of(entries)
    if header is not None:
        if header.pack_sha256 != pack_hash(files):
            findings.add("pack-altered", expected=header.pack_sha256, found=pack_hash(files))
        _check_chains(header, entries, findings)
    for row in recorded:
        if isinstance(row.event, UnknownEvent):
            known = {"station": row.entry.station, "seq": row.entry.seq, "kind": row.entry.kind}
            findings.add("row-not-understood", advice=True, **known)
    return Contents(header=header, recorded=tuple(recorded), files=files, findings=tuple(findings.all))


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
    names = [field.name for field in fields(Header)]
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
    return Header(**dict(zip(names, values, strict=True)))


def _read_files(connection: Connection, findings: Findings) -> dict[str, bytes]:
    files = {}
    for path, data in _fetch(connection, "SELECT path, bytes FROM pack_files ORDER BY path", findings):
        if type(path) is str and is_writable(path) and type(data) is bytes:
            files[path] = data
        else:
            findings.add("pack-file-unreadable", path=path)
    return files


def _read_entries(connection: Connection, findings: Findings) -> list[Entry]:
    entries = []
    for values in _rows_from_both_ends(connection, findings):
        entry = read_entry(values)
        if entry is None:
            findings.add("row-unreadable", station=values["station"], seq=values["seq"])
        else:
            entries.append(entry)
    return entries


def _rows_from_both_ends(connection: Connection, findings: Findings) -> Iterator[dict[str, Any]]:
    """Yield the journal's rows; past a damaged page, go on from the other end."""
    select = f"SELECT {', '.join(COLUMNS)} FROM journal"  # noqa: S608 - own names
    before = len(findings.all)
    rows = _fetch(connection, f"{select} ORDER BY station, seq", findings)
    if len(findings.all) > before:
        seen = set(rows)
        rest = _fetch(connection, f"{select} ORDER BY station DESC, seq DESC", findings)
        rows += [row for row in reversed(rest) if row not in seen]
    for row in rows:
        yield dict(zip(COLUMNS, row, strict=True))


def _check_chains(header: Header, entries: Iterable[Entry], findings: Findings) -> None:
    ordered = sorted(entries, key=attrgetter("station", "seq"))
    for _, group in groupby(ordered, key=attrgetter("station")):
        chain = list(group)
        begun_as = chain[0].exercise
        exercise = begun_as if begun_as in chain_ids(header) else header.exercise
        for fault in chain_faults(chain, exercise=exercise, pack_sha256=header.pack_sha256):
            findings.add(f"chain-{fault.code}", station=fault.station, seq=fault.seq)


def _check_attachments(connection: Connection, findings: Findings) -> None:
    for name, data in _fetch(connection, "SELECT hash, bytes FROM attachments", findings):
        if type(data) is not bytes or sha256(data).hexdigest() != name:
            findings.add("attachment-altered", hash=name)


def _fetch(connection: Connection, sql: str, findings: Findings) -> list[tuple[Any, ...]]:
    """Return a query's rows as far as they can be read; what stops it is a finding."""
    rows: list[tuple[Any, ...]] = []
    try:
        cursor = connection.exec_driver_sql(sql)
        while (row := cursor.fetchone()) is not None:
            rows.append(tuple(row))
    except FAULTS as error:
        findings.add("pages-damaged", reason=reason_of(error))
    return rows


def _printable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value if isinstance(value, int) or value is None else repr(value)
