"""An exercise file made again from its shadow folder; it must not need or change what is left of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

from tabletop.domain.plan.scenario import pack_hash
from tabletop.domain.play.journal import Header
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.store.codec import parse_object
from tabletop.store.contents import Findings
from tabletop.store.engine import place_for_file
from tabletop.store.file_maker import Origin, discard, make_beside, put_in_place
from tabletop.store.lines import LogReading
from tabletop.store.lock import take
from tabletop.store.rows import Rows, recorded_of
from tabletop.store.shadow import PACK_NAME, attachments_in, read_shadow
from tabletop.store.verify import verify

UnzipPack = Callable[[bytes], Mapping[str, bytes]]
"""Reads the files of a `.tabletop-pack` by path; raises UserError."""

_ATTACHMENT = re.compile(r"[0-9a-f]{64}")


def recover(
    shadow: Path, out: Path, *, unzip_pack: UnzipPack, pack_zip: bytes | None = None, force: bool = False
) -> list[Finding]:
    """Write to `out` what a shadow folder proves: for each station the longest prefix of its chain.

    `pack_zip` stands in for a pack that is gone from the folder. Returns what was lost: lines that
    prove nothing, attachments that are gone. Raises UserError, with `out` as it was, when there is
    no log (`shadow-missing`), its first line (`shadow-header-lost`) or the pack (`shadow-pack-gone`) is
    lost, the pack is another (`pack-differs`), or `out` cannot be written.
    """
    out = place_for_file(out)
    log = read_shadow(shadow)
    if log.header is None:
        raise UserError("shadow-header-lost", folder=str(shadow))
    files = read_pack_files(shadow, log.header, pack_zip=pack_zip, unzip_pack=unzip_pack)
    findings = Findings(shadow.name)
    if log.dropped or log.is_torn:
        findings.add("lines-dropped", lines=len(log.dropped) + log.is_torn, kept=len(log.entries))
    attachments = read_attachment_files(shadow, log, findings)
    rows = Rows(log.header, recorded_of(log.entries))
    joining, aside = rows.sorted_in(recorded_of(log.loose))
    origin = Origin(
        header=log.header,
        files=files,
        entries=[*log.entries, *(row.entry for row in joining)],
        aside=[row.entry for row in aside],
        attachments=attachments,
    )
    with ExitStack() as stack:
        stack.callback(take(out).release)
        if out.exists() and not force:
            raise UserError("file-exists", file=str(out))
        beside = make_beside(out, origin)
        stack.callback(discard, beside)
        report = verify(beside)
        if not report.is_undamaged:
            raise UnreadableError("file-damaged", report.findings, file=str(beside))
        put_in_place(beside, out)
    return findings.all


def read_pack_files(
    shadow: Path, header: Header, *, pack_zip: bytes | None, unzip_pack: UnzipPack
) -> Mapping[str, bytes]:
    """Return the pack's files from a shadow folder, or from `pack_zip`. Raises UserError as `recover`."""
    kept = shadow / PACK_NAME
    if pack_zip is None:
        try:
            pack_zip = kept.read_bytes()
        except OSError:
            raise UserError("shadow-pack-gone", folder=str(shadow), sha256=header.pack_sha256) from None
    files = unzip_pack(pack_zip)
    expected = header.reduced_sha256 or header.pack_sha256
    if pack_hash(files) != expected:
        raise UserError("pack-differs", expected=expected, found=pack_hash(files))
    return files


def read_attachment_files(shadow: Path, log: LogReading, findings: Findings) -> list[bytes]:
    """Return the attachments whose bytes are what their name says; tell of others and of lost ones."""
    found = {}
    for path in attachments_in(shadow):
        data = _bytes_of(path)
        if sha256(data).hexdigest() == path.name:
            found[path.name] = data
        else:
            findings.add("attachment-altered", hash=path.name)
    named = {name for entry in (*log.entries, *log.loose) for name in _named_in(entry.body)}
    for name in sorted(named - found.keys()):
        findings.add("attachment-missing", hash=name)
    return list(found.values())


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _named_in(body: str) -> list[str]:
    """Return the attachments that a body names under the key `attachments`."""
    try:
        names = parse_object(body).get("attachments")
    except ValueError:
        return []
    if not isinstance(names, list):
        return []
    return [name for name in names if isinstance(name, str) and _ATTACHMENT.fullmatch(name)]
