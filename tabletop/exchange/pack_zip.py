"""A pack read out of one zip file, in memory; it must not extract anything to a disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from tabletop.errors import Finding, UserError
from tabletop.exchange.pack_names import (
    ATTACHMENTS,
    MAX_FILES,
    MAX_PACK_BYTES,
    MSEL,
    PACK,
    Contents,
    is_attachment,
    is_clutter,
    is_hostile,
    left_out,
    printable,
)

MAX_PACKED_BYTES = MAX_PACK_BYTES + 250_000  # what a zip itself writes about 500 files
MAX_UNPACKED_BYTES = 64_000_000
MAX_RATIO = 100
RATIO_FROM_BYTES = 1_000_000
_MAX_DIRECTORY_BYTES = 250_000
_END = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, RuntimeError,
    ValueError, OverflowError,
)  # fmt: skip
"""What `zipfile` raises for a damaged or unusual archive, each seen in a fuzzing run."""


def read_zip(path: Path) -> Contents:
    """Read the files of the pack in the zip at `path`; others are noted and left out.

    Names, kinds and declared sizes are checked before a byte is unpacked. Raises UserError
    (`pack-not-readable`, `zip-too-large`, `zip-too-many`, `zip-name`, `zip-twice`, `zip-link`,
    `zip-locked`, `zip-bomb`, `zip-broken`).
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_PACKED_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("pack-not-readable", name=printable(path.name), reason=reason) from error
    return unzip(data, printable(path.name))


def unzip(data: bytes, name: str) -> Contents:
    """Do what `read_zip` does with bytes; `name` is what refusals call them."""
    if len(data) > MAX_PACKED_BYTES:
        raise UserError("zip-too-large", name=name, limit_mb=MAX_PACK_BYTES // 1_000_000)
    _check_directory(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.orig_filename.endswith("/")]
            _check_names(archive.infolist(), name)
            _check_sizes(members, name)
            return _unpacked(archive, members, name)
    except _BROKEN as error:
        raise UserError("zip-broken", name=name) from error


def _check_directory(data: bytes, name: str) -> None:
    """Refuse an archive by its last record, before its list of members is read into memory."""
    tail = data[-(_END_BYTES + _LONGEST_COMMENT) :]
    # zipfile, too, first takes a record without a comment, then the last that it finds.
    has_no_comment = tail[-_END_BYTES:].startswith(_END) and tail.endswith(b"\0\0")
    at = len(tail) - _END_BYTES if has_no_comment else tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        raise UserError("zip-broken", name=name)
    members, directory_bytes = struct.unpack_from("<HI", tail, at + 10)
    has_zip64 = tail[max(0, at - 20) : at].startswith(_ZIP64_LOCATOR)
    if members > MAX_FILES or directory_bytes > _MAX_DIRECTORY_BYTES or has_zip64:
        raise UserError("zip-too-many", name=name, limit=MAX_FILES)


def _check_names(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_FILES:
        raise UserError("zip-too-many", name=name, limit=MAX_FILES)
    seen: set[str] = set()
    for member in members:
        path = member.orig_filename.removesuffix("/")
        shown = printable(member.orig_filename)
        if is_hostile(path):
            raise UserError("zip-name", name=name, member=shown)
        if path.casefold() in seen:
            raise UserError("zip-twice", name=name, member=shown)
        seen.add(path.casefold())
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise UserError("zip-link", name=name, member=shown)
        if member.flag_bits & 0x1:
            raise UserError("zip-locked", name=name, member=shown)


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise UserError("zip-too-large", name=name, limit_mb=MAX_UNPACKED_BYTES // 1_000_000)
    for member in members:
        too_dense = member.file_size > MAX_RATIO * max(1, member.compress_size)
        if member.file_size > RATIO_FROM_BYTES and too_dense:
            raise UserError("zip-bomb", name=name, member=printable(member.orig_filename), limit=MAX_RATIO)


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> Contents:
    above = _folder_above([member.orig_filename for member in members])
    contents = Contents(files={})
    total = 0
    for member in sorted(members, key=lambda member: member.orig_filename):
        path = member.orig_filename.removeprefix(above)
        in_attachments = path.startswith(f"{ATTACHMENTS}/") and not is_clutter(path.rpartition("/")[2])
        if path not in (PACK, MSEL) and not in_attachments:
            contents.findings.append(left_out(path))
            continue
        if in_attachments and not is_attachment(path):
            fields: dict[str, object] = {"name": printable(path)}
            contents.findings.append(Finding(code="attachment-name", fields=fields, place=printable(path)))
            continue
        total += member.file_size
        if total > MAX_PACK_BYTES:
            raise UserError("zip-too-large", name=name, limit_mb=MAX_PACK_BYTES // 1_000_000)
        with archive.open(member) as stream:
            contents.files[path] = stream.read(member.file_size + 1)
    return contents


def _folder_above(paths: list[str]) -> str:
    """Return the one folder that a file manager put around the pack, such as `my-pack/`, or nothing."""
    if PACK in paths:
        return ""
    tops = {path.partition("/")[0] for path in paths if not path.startswith("__MACOSX/")}
    above = f"{min(tops)}/" if len(tops) == 1 else ""
    return above if f"{above}{PACK}" in paths else ""
