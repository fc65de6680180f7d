"""The journal as JSON lines (contract 6): written, and read back as far as it can be trusted.

It must not open files or put rows in order: the caller says which lines, and where they go.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from tabletop.domain.play.journal import DIRECTOR, FORMAT, Entry, Header, hash_of
from tabletop.store.codec import MAX_DEPTH, canonical, is_canonical, is_writable, parse_object
from tabletop.store.rows import ENTRY_FIELDS, chain_ids, is_next, read_entry

MAX_LINE_BYTES = 1_048_576
"""Longer than any line we write: a body has its own limit."""

_BEFORE_BODY = (
    "station", "seq", "kind", "version", "wall_at", "mono_ns", "boot_id", "elapsed_ms",
    "scenario_at", "observed_ms", "author",
)  # fmt: skip
_AFTER_BODY = ("prev", "hash")
_COMPACT = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
_KEYS = frozenset((*_BEFORE_BODY, "body", *_AFTER_BODY))


@dataclass(slots=True, kw_only=True)
class LogReading:
    """What a log yields: for each station the longest prefix that its chain proves.

    `loose` are rows that follow no chain here (of a file beside the log), `dropped` are the numbers (from 1)
    of lines that prove nothing, `size` the bytes up to the end of the last whole line, `is_torn` says that
    text without a line end follows.
    """

    header: Header | None = None
    entries: list[Entry] = field(default_factory=list)
    loose: list[Entry] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    size: int = 0
    is_torn: bool = False


def export(header: Header, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the lines of contract 6 for entries in the order given."""
    yield header_line(header)
    for entry in entries:
        yield entry_line(entry, header)


def header_line(header: Header) -> bytes:
    """Write the first line of a log."""
    pack = {"id": header.pack_id, "version": header.pack_version, "sha256": header.pack_sha256}
    if header.reduced_sha256 is not None:
        pack["reduced"] = header.reduced_sha256
    station = {} if header.station == DIRECTOR else {"station": header.station}
    return _line(_dumps({"format": FORMAT, "exercise": header.exercise, "pack": pack} | station))


def entry_line(entry: Entry, header: Header) -> bytes:
    """Write a row; its body stands as the very text that was hashed.

    A body that is not canonical JSON, which only damage can bring, is written as a text instead of
    an object, so that its hash can still be computed.
    """
    before = _dumps({name: getattr(entry, name) for name in _BEFORE_BODY})
    body = entry.body if is_canonical(entry.body) else _dumps(entry.body)
    last: dict[str, object] = {name: getattr(entry, name) for name in _AFTER_BODY}
    if entry.exercise != header.exercise:
        last["exercise"] = entry.exercise
    return _line(f'{before[:-1]},"body":{body},{_dumps(last)[1:]}')


def read_log(stream: BinaryIO) -> LogReading:
    """Read a log from its beginning; whatever is cut, damaged or out of its chain is left out.

    A row that stands twice counts once. Raises nothing but OSError.
    """
    found = LogReading()
    kept: dict[tuple[str, int], Entry] = {}
    for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES), b""), start=1):
        if not line.endswith(b"\n") and len(line) < MAX_LINE_BYTES:
            found.is_torn = True
            break
        found.size += len(line)
        if number == 1:
            found.header = _read_header(line)
        elif not _take(line, found, kept):
            found.dropped.append(number)
    return found


def read_loose_rows(stream: BinaryIO, header: Header) -> list[Entry]:
    """Read rows that follow no chain here, each proved by its own hash only. Raises nothing but OSError."""
    entries = []
    for line in iter(lambda: stream.readline(MAX_LINE_BYTES), b""):
        entry = _read_line(line, header)
        if entry is not None and entry.exercise in chain_ids(header) and hash_of(entry) == entry.hash:
            entries.append(entry)
    return entries


def _take(line: bytes, found: LogReading, kept: dict[tuple[str, int], Entry]) -> bool:
    """Keep the row of a line if it continues its chain; tell whether the line proves anything."""
    if found.header is None:
        return False
    entry = _read_line(line, found.header)
    if entry is None:
        return False
    key = entry.station, entry.seq
    if key in kept:
        return kept[key] == entry
    if not is_next(entry, kept.get((entry.station, entry.seq - 1)), found.header):
        return False
    kept[key] = entry
    found.entries.append(entry)
    return True


def _read_header(line: bytes) -> Header | None:
    try:
        said = parse_object(line.decode())
        pack = said["pack"]
        texts = (said["exercise"], pack["id"], pack["version"], pack["sha256"])
        station, reduced_sha256 = said.get("station", DIRECTOR), pack.get("reduced")
        log_format = said["format"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    known = (*texts, station, "" if reduced_sha256 is None else reduced_sha256)
    if log_format != FORMAT or not all(type(text) is str and is_writable(text) for text in known):
        return None
    return Header(
        exercise=texts[0],
        pack_id=texts[1],
        pack_version=texts[2],
        pack_sha256=texts[3],
        station=station,
        reduced_sha256=reduced_sha256,
    )


def _read_line(line: bytes, header: Header) -> Entry | None:
    try:
        said = parse_object(line.decode(), depth=MAX_DEPTH + 1)
    except ValueError:
        return None
    if said.keys() - {"exercise"} != _KEYS:
        return None
    body = said["body"]
    values: dict[str, Any] = {"exercise": header.exercise} | said
    values["body"] = canonical(body) if isinstance(body, dict) else body
    return read_entry([values[name] for name in ENTRY_FIELDS])


def _dumps(said: object) -> str:
    return _COMPACT.encode(said)


def _line(text: str) -> bytes:
    return text.encode() + b"\n"
