"""A logbook read to be merged, with distrust; it must not write, and hands on only rows that are whole.

Of each station the rows are taken whose hash is right and which follow one another; numbers may lack.
From a row on that does not follow the one before it nothing is taken: the file is not as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tabletop.domain.play.journal import Entry, Header, Recorded, hash_of
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.store.contents import Findings, read_attachments, read_to_merge
from tabletop.store.engine import existing_file, reading, reason_of
from tabletop.store.lines import read_log, read_loose_rows
from tabletop.store.rows import chain_ids, recorded_of
from tabletop.store.shadow import LOG_NAME, LOOSE_NAME, attachments_in

MAX_FILE_BYTES = 512_000_000
MAX_ROWS = 200_000
MAX_ATTACHMENT_BYTES = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogbookReading:
    """Rows that are whole, the files that they may name, and what was left out."""

    header: Header
    recorded: tuple[Recorded, ...]
    attachments: tuple[bytes, ...]
    findings: tuple[Finding, ...]


def read_logbook(path: Path) -> LogbookReading:
    """Read an exercise file, or the journal of a shadow folder (`journal.jsonl`).

    Raises UserError `file-missing`, `not-exercise`, `file-newer`, `file-held`, `logbook-too-large`, and
    UnreadableError `file-damaged` where not even the header can be had.
    """
    path = existing_file(path)
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UserError("logbook-too-large", file=str(path), limit=MAX_FILE_BYTES // 1_000_000)
    findings = Findings(path.name)
    header: Header | None
    if path.suffix == ".jsonl":
        header, entries, loose, attachments = _from_lines(path, findings)
    else:
        with reading(path) as connection:
            header, entries, loose = read_to_merge(connection, findings)
            attachments = read_attachments(connection, findings, MAX_ATTACHMENT_BYTES)
    if header is None:
        raise UnreadableError("file-damaged", findings.all, file=str(path))
    if len(entries) + len(loose) > MAX_ROWS:
        raise UserError("logbook-too-large", file=str(path), limit=MAX_FILE_BYTES // 1_000_000)
    whole = [*_following(entries, header, findings), *_whole(loose, header, findings)]
    return LogbookReading(
        header=header,
        recorded=tuple(recorded_of(whole)),
        attachments=tuple(attachments),
        findings=tuple(findings.all),
    )


def _from_lines(path: Path, findings: Findings) -> tuple[Header, list[Entry], list[Entry], list[bytes]]:
    try:
        with path.open("rb") as stream:
            log = read_log(stream)
        loose = path.with_name(LOOSE_NAME)
        if path.name == LOG_NAME and log.header is not None and loose.exists():
            with loose.open("rb") as stream:
                log.loose = read_loose_rows(stream, log.header)
        attachments = [file.read_bytes() for file in attachments_in(path.parent)]
    except OSError as error:
        raise UserError("file-unreadable", file=str(path), reason=reason_of(error)) from error
    if log.header is None:
        raise UserError("not-exercise", file=str(path))
    if log.dropped:
        findings.add("lines-dropped", lines=len(log.dropped), kept=len(log.entries))
    kept = [data for data in attachments if len(data) <= MAX_ATTACHMENT_BYTES]
    return log.header, log.entries, log.loose, kept


def _following(entries: Iterable[Entry], header: Header, findings: Findings) -> Iterator[Entry]:
    """Yield a journal's rows that are whole and follow one another; where a station's cease to is told."""
    ordered = sorted(_whole(entries, header, findings), key=lambda entry: (entry.station, entry.seq))
    for station, chain in groupby(ordered, key=lambda entry: entry.station):
        seq, prev = 0, header.pack_sha256
        for entry in chain:
            if entry.seq == seq + 1 and entry.prev != prev:
                findings.add("chain-not-taken", station=station, seq=entry.seq)
                break
            seq, prev = entry.seq, entry.hash
            yield entry


def _whole(entries: Iterable[Entry], header: Header, findings: Findings) -> Iterator[Entry]:
    """Yield the rows whose hash is right; others are told."""
    ids = chain_ids(header)
    for entry in entries:
        if entry.exercise in ids and hash_of(entry) == entry.hash:
            yield entry
        else:
            findings.add("row-not-taken", station=entry.station, seq=entry.seq)
