"""What is left of another laptop's exercise, and a file made from it; the source stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from tabletop.domain.play.journal import Header
from tabletop.domain.play.merge import Union
from tabletop.errors import UnreadableError, UserError
from tabletop.store.contents import Findings, read_attachments, read_contents
from tabletop.store.engine import existing_file, place_for_file, reading
from tabletop.store.file_maker import Origin, discard, make_beside, put_in_place
from tabletop.store.lock import take
from tabletop.store.recover import UnzipPack, read_attachment_files, read_pack_files
from tabletop.store.rows import Rows, recorded_of
from tabletop.store.shadow import LOG_NAME, noted_clock, read_shadow
from tabletop.store.verify import verify

_LARGEST_ATTACHMENT = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """Everything that a file or shadow folder still proves; `running_ms` is the T+ last noted there."""

    header: Header
    rows: Rows
    files: Mapping[str, bytes]
    attachments: tuple[bytes, ...]
    running_ms: int | None
    is_shadow: bool

    @property
    def union(self) -> Union:
        """Return which rows count."""
        return self.rows.union()


def remains_of(source: Path, *, unzip_pack: UnzipPack) -> Remains:
    """Read an exercise file, a shadow folder, or the journal in one, writing nothing.

    Raises UserError as `recover` and `read_exercise` do.
    """
    folder = source.parent if source.name == LOG_NAME else source
    if folder.is_dir():
        return _of_shadow(folder, unzip_pack)
    path = existing_file(source)
    findings = Findings(path.name)
    with reading(path) as connection:
        contents = read_contents(connection, path.name)
        attachments = read_attachments(connection, findings, _LARGEST_ATTACHMENT)
    if contents.header is None or contents.faults:
        raise UnreadableError("file-damaged", contents.faults, file=str(path))
    return Remains(
        header=contents.header,
        rows=Rows(contents.header, contents.recorded, contents.aside),
        files=contents.files,
        attachments=tuple(attachments),
        running_ms=None,
        is_shadow=False,
    )


def _of_shadow(folder: Path, unzip_pack: UnzipPack) -> Remains:
    log = read_shadow(folder)
    if log.header is None:
        raise UserError("shadow-header-lost", folder=str(folder))
    rows = Rows(log.header, recorded_of(log.entries))
    rows.merge(*rows.sorted_in(recorded_of(log.loose)))
    return Remains(
        header=log.header,
        rows=rows,
        files=read_pack_files(folder, log.header, pack_zip=None, unzip_pack=unzip_pack),
        attachments=tuple(read_attachment_files(folder, log, Findings(folder.name))),
        running_ms=noted_clock(folder, log.header, log.entries[-1] if log.entries else None),
        is_shadow=True,
    )


def make_successor(remains: Remains, out: Path, station: str) -> None:
    """Write the same exercise to `out` as the file of another station, whole or not at all.

    Raises UserError `file-exists` and what making a file may raise.
    """
    origin = Origin(
        header=replace(remains.header, station=station),
        files=remains.files,
        entries=[row.entry for row in remains.rows.recorded],
        aside=[row.entry for row in remains.rows.aside],
        attachments=remains.attachments,
    )
    place_whole(origin, out)


def place_whole(origin: Origin, out: Path, *, replaces: bool = False) -> None:
    """Make a file, check it, and give it its name, whole or not at all.

    Raises UserError `file-exists` unless it `replaces` what stands there, and what making a file may raise.
    """
    out = place_for_file(out)
    with ExitStack() as stack:
        stack.callback(take(out).release)
        if out.exists() and not replaces:
            raise UserError("file-exists", file=str(out))
        beside = make_beside(out, origin)
        stack.callback(discard, beside)
        report = verify(beside)
        if not report.is_undamaged:
            raise UnreadableError("file-damaged", report.findings, file=str(beside))
        put_in_place(beside, out)
