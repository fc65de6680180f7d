"""Pictures stripped to what makes the picture, read from their own bytes; it must not decode a pixel.

A decoder gets only this: no EXIF, XMP, comment, colour profile or thumbnail, no second picture and
no foreign file behind the end. So a trap in those parts meets no parser but the few lines here, and
size and cost are known before memory is taken.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_SHORT = 3
# Frame headers: all SOF markers but DHT (C4), JPG (C8) and DAC (CC), which lie between them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE_FRAMES = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
# Tables, frame, scans and restarts; JFIF (E0) and Adobe (EE) say how colours are meant.
_OF_A_JPEG = frozenset(range(0xC0, 0xD0)) | {0xDA, 0xDB, 0xDD, 0xE0, 0xEE}
_BARE_MARKERS = frozenset(range(0xD0, 0xD8)) | {0x01}
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_OF_A_PNG = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})


class BrokenPictureError(ValueError):
    """The bytes do not lead from a picture's beginning to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarePicture:
    """A picture's own bytes, and what its headers say of it.

    `turn` is the EXIF orientation, 1 to 8, 1 where it is not said. `scans` counts how often a decoder
    goes over the whole picture; `streams` says that it may do so row by row, without holding it all.
    """

    data: bytes
    size: tuple[int, int]
    turn: int = 1
    scans: int = 1
    streams: bool = False

    def __post_init__(self) -> None:
        """Refuse a picture without a pixel, which no decoder expects."""
        if min(self.size) < 1:
            raise BrokenPictureError(f"{self.size} pixels")


def bare_jpeg(data: bytes) -> BarePicture:
    """Return a JPEG's first picture. Raises BrokenPictureError or struct.error for a damaged one."""
    parts, at = [data[:2]], 2
    frame: tuple[int, tuple[int, int]] | None = None
    turn = scans = 0
    while (marker := _marker(data, at)) != 0xD9:
        if marker == 0xFF or marker in _BARE_MARKERS:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker in _FRAMES:
            if frame:  # a second size would be allocated by what was checked for the first
                raise BrokenPictureError("two frames")
            height, width = struct.unpack_from(">HH", data, at + 5)
            frame = marker, (width, height)
        elif marker == 0xE1 and not turn and data.startswith(_EXIF, at + 4):
            turn = _turn(data[at + 10 : end])
        elif marker == 0xDA:
            scans += 1
            end = _end_of_scan(data, end)
        if marker in _OF_A_JPEG:
            parts.append(data[at:end])
        at = end
    if not frame or not scans:
        raise BrokenPictureError("no picture")
    parts.append(data[at : at + 2])
    streams = scans == 1 and frame[0] not in _PROGRESSIVE_FRAMES
    return BarePicture(data=b"".join(parts), size=frame[1], turn=turn or 1, scans=scans, streams=streams)


def _marker(data: bytes, at: int) -> int:
    if at + 2 > len(data) or data[at] != 0xFF:
        raise BrokenPictureError(f"no marker at {at}")
    return data[at + 1]


def _end_of_scan(data: bytes, at: int) -> int:
    found = _NEXT_MARKER.search(data, at)
    if not found:
        raise BrokenPictureError("cut off in a scan")
    return found.start()


def bare_png(data: bytes) -> BarePicture:
    """Return a PNG's picture. Raises BrokenPictureError or struct.error for a damaged one."""
    parts, at = [data[:8]], 8
    size: tuple[int, int] | None = None
    turn, kind = 1, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise BrokenPictureError("cut off in a chunk")
        if (kind == b"IHDR") != (size is None):  # it comes first, and once
            raise BrokenPictureError("header out of place")
        if kind == b"IHDR":
            size = struct.unpack_from(">II", data, at + 8)
        elif kind == b"eXIf":
            turn = _turn(data[at + 8 : end - 4])
        if kind in _OF_A_PNG and (length or kind == b"IEND"):
            parts.append(data[at:end])
        at = end
    return BarePicture(data=b"".join(parts), size=size or (0, 0), turn=turn)


def is_webp(data: bytes) -> bool:
    """Tell whether the first bytes are a WebP's."""
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"


def bare_webp(data: bytes) -> BarePicture:
    """Return a WebP's picture. Raises BrokenPictureError or struct.error for a damaged one."""
    (length,) = struct.unpack_from("<I", data, 4)
    if length + 8 > len(data):
        raise BrokenPictureError("cut off")
    parts, at, turn = [], 12, 1
    while at + 8 <= length + 8:
        kind, size = struct.unpack_from("<4sI", data, at)
        end = at + 8 + size + size % 2
        if kind == b"EXIF":
            turn = _turn(data[at + 8 : end].removeprefix(_EXIF))
        elif kind not in (b"XMP ", b"ICCP"):
            parts.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(parts)
    bare = b"RIFF" + struct.pack("<I", len(body)) + body
    return BarePicture(data=bare, size=_webp_size(bare), turn=turn)


def _webp_size(bare: bytes) -> tuple[int, int]:
    """Return the size of the canvas, which the first chunk says in one of three ways."""
    kind = bare[12:16]
    if kind == b"VP8X" and len(bare) >= 30:
        return int.from_bytes(bare[24:27], "little") + 1, int.from_bytes(bare[27:30], "little") + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", bare, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", bare, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise BrokenPictureError("no picture")


def _turn(tiff: bytes) -> int:
    """Return the orientation that an EXIF block tells, or 1: a faulty block is no fault of the picture."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for start in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, start)
            if tag == _ORIENTATION and kind == _SHORT:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1
