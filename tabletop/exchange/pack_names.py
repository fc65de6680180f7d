"""Which names and sizes a pack may hold, as a folder or a zip; it must not read a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tabletop.errors import Finding

PACK = "pack.yaml"
MSEL = "msel.yaml"
ATTACHMENTS = "attachments"

MAX_PACK_BYTES = 20_000_000
MAX_ATTACHMENT_BYTES = 10_000_000
MAX_FILES = 500
MAX_FOLDERS = 4

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9 ._()+-]{0,99}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_CLUTTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The files of a pack by path with `/`, and what was found on the way to them."""

    files: dict[str, bytes]
    findings: list[Finding] = field(default_factory=list)


def is_attachment(path: str) -> bool:
    """Tell whether `path` may name an attachment: plain names, at most four folders deep."""
    first, *parts = path.split("/")
    return first == ATTACHMENTS and 1 <= len(parts) <= MAX_FOLDERS and all(is_plain(part) for part in parts)


def is_plain(name: str) -> bool:
    """Tell whether every system can hold a file of this name, and none takes it for a device."""
    return (
        _PART.fullmatch(name) is not None
        and not name.endswith((".", " "))
        and _DEVICE.fullmatch(name) is None
    )


def is_clutter(name: str) -> bool:
    """Tell whether a file manager left this file: hidden names, `Thumbs.db`, `desktop.ini`."""
    return name.startswith(".") or name.lower() in _CLUTTER


def is_hostile(path: str) -> bool:
    """Tell whether a name in a zip tries to leave its folder or to be more than a file.

    Refused are absolute and empty parts, `..`, drive letters and streams (`:`), backslashes,
    control characters, device names such as CON, and names that end with a dot or a space.
    """
    parts = path.split("/")
    return (
        len(path) > 240
        or not path.isprintable()
        or any(sign in path for sign in "\\:")
        or any(part in ("", ".", "..") or part.endswith((".", " ")) for part in parts)
        or any(_DEVICE.fullmatch(part) for part in parts)
    )


def printable(name: str) -> str:
    """Return a file's name as it can be shown, shortened to 100 characters."""
    return name.encode("utf-8", "replace").decode()[:100]


def left_out(path: str) -> Finding:
    """Note a file that stands with a pack and does not belong to it."""
    return Finding(
        code="pack-file-left-out", fields={"name": printable(path)}, place=printable(path), advice=True
    )
