"""What an attachment really is, told by its content; it must not decode a picture."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from tabletop.errors import Finding
from tabletop.exchange.pack_names import MAX_ATTACHMENT_BYTES, is_attachment, printable

MAX_PIXELS = 25_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_PDF = b"%PDF-"
_ENDINGS = {"png": (".png",), "jpeg": (".jpg", ".jpeg"), "pdf": (".pdf",)}
# Frame headers that hold a picture's size: all SOF markers but DHT (C4), JPG (C8) and DAC (CC).
_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = frozenset(range(0xD0, 0xD8)) | {0x01}


def check_attachments(files: Mapping[str, bytes]) -> list[Finding]:
    """Return a finding for each attachment that is not a sound PNG, JPEG or PDF of bearable size."""
    findings = []
    for path, data in sorted(files.items()):
        fault = _fault(path, data)
        if fault is not None:
            code, fields = fault
            name = printable(path)
            findings.append(Finding(code=code, fields={"name": name, **fields}, place=name))
    return findings


def _fault(path: str, data: bytes) -> tuple[str, dict[str, object]] | None:
    kind = kind_of(data)
    if not is_attachment(path):
        return "attachment-name", {}
    if len(data) > MAX_ATTACHMENT_BYTES:
        return "pack-file-too-large", {"limit_mb": MAX_ATTACHMENT_BYTES // 1_000_000}
    if kind is None:
        return "attachment-kind", {}
    if not path.lower().endswith(_ENDINGS[kind]):
        return "attachment-ending", {"kind": kind.upper()}
    return _fault_inside(kind, data)


def _fault_inside(kind: str, data: bytes) -> tuple[str, dict[str, object]] | None:
    if kind == "pdf":
        return None if b"%%EOF" in data[-1_024:] else ("attachment-broken", {})
    size = _png_size(data) if kind == "png" else _jpeg_size(data)
    if size is None:
        return "attachment-broken", {}
    width, height = size
    if width * height <= MAX_PIXELS:
        return None
    return "picture-too-large", {"width": width, "height": height, "limit": MAX_PIXELS // 1_000_000}


def kind_of(data: bytes) -> str | None:
    """Return `png`, `jpeg`, `pdf` or None by the first bytes."""
    if data.startswith(_PNG):
        return "png"
    if data.startswith(_JPEG):
        return "jpeg"
    return "pdf" if data.startswith(_PDF) else None


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG whose chunks lead to its end, else None."""
    size: tuple[int, int] | None = None
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if at == len(_PNG):
            if kind != b"IHDR" or length != 13 or at + 25 > len(data):
                return None
            size = struct.unpack_from(">II", data, at + 8)
        at += 12 + length
        if kind == b"IEND":
            return size if size and all(size) else None
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a JPEG that has an end, else None."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE_MARKERS:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _SIZE_MARKERS:
            if at + 9 > len(data):
                return None
            height, width = struct.unpack_from(">HH", data, at + 5)
            has_end = data.rfind(b"\xff\xd9", at) > at
            return (width, height) if width and height and has_end else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
