"""The files of a pack that stands in a folder; it must not follow a link or look outside."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tabletop.errors import Finding, UserError
from tabletop.exchange.pack_names import (
    ATTACHMENTS,
    MAX_ATTACHMENT_BYTES,
    MAX_FILES,
    MAX_FOLDERS,
    MAX_PACK_BYTES,
    MSEL,
    PACK,
    Contents,
    is_attachment,
    is_clutter,
    left_out,
    printable,
)
from tabletop.exchange.yaml_text import MAX_BYTES


def read_folder(folder: Path) -> Contents:
    """Read the files of the pack in `folder`; others are noted and left out.

    Raises UserError (`pack-not-readable`, `pack-too-large`, `pack-too-many-files`).
    """
    contents = Contents(files={})
    total = 0
    try:
        for count, (path, entry) in enumerate(_walk(folder, contents.findings)):
            if count >= MAX_FILES:
                raise UserError("pack-too-many-files", name=printable(folder.name), limit=MAX_FILES)
            size = entry.stat(follow_symlinks=False).st_size
            limit = MAX_BYTES if path in (PACK, MSEL) else MAX_ATTACHMENT_BYTES
            if size > limit:
                fields: dict[str, object] = {"limit_mb": limit // 1_000_000}
                contents.findings.append(Finding(code="pack-file-too-large", fields=fields, place=path))
                continue
            total += size
            if total > MAX_PACK_BYTES:
                limit_mb = MAX_PACK_BYTES // 1_000_000
                raise UserError("pack-too-large", name=printable(folder.name), limit_mb=limit_mb)
            with Path(entry.path).open("rb") as stream:
                contents.files[path] = stream.read(limit + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("pack-not-readable", name=printable(folder.name), reason=reason) from error
    return contents


def _walk(folder: Path, findings: list[Finding]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files that belong to the pack, sorted by path."""
    for entry in _sorted(folder):
        if entry.name in (PACK, MSEL):
            if _is_plain_file(entry, entry.name, findings):
                yield entry.name, entry
        elif entry.name == ATTACHMENTS and _is_plain_folder(entry, entry.name, findings):
            yield from _walk_attachments(Path(entry.path), ATTACHMENTS, findings)
        elif entry.name != ATTACHMENTS:
            findings.append(left_out(entry.name))


def _walk_attachments(
    folder: Path, above: str, findings: list[Finding]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for entry in _sorted(folder):
        path = f"{above}/{entry.name}"
        if is_clutter(entry.name):
            findings.append(left_out(path))
        elif not is_attachment(path):
            findings.append(_refused("attachment-name", path))
        elif entry.is_dir(follow_symlinks=False) and path.count("/") < MAX_FOLDERS:
            yield from _walk_attachments(Path(entry.path), path, findings)
        elif _is_plain_file(entry, path, findings):
            yield path, entry


def _sorted(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _is_plain_file(entry: os.DirEntry[str], path: str, findings: list[Finding]) -> bool:
    """Tell whether it is a file and no link, pipe or device, which could lead or wait anywhere."""
    if stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
        return True
    findings.append(_refused("pack-file-not-plain", path))
    return False


def _is_plain_folder(entry: os.DirEntry[str], path: str, findings: list[Finding]) -> bool:
    if entry.is_dir(follow_symlinks=False):
        return True
    findings.append(_refused("pack-file-not-plain", path))
    return False


def _refused(code: str, path: str) -> Finding:
    return Finding(code=code, fields={"name": printable(path)}, place=printable(path))
