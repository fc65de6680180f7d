"""Photos and documents that an observer attaches; it must not keep a name, a place or metadata.

A photo says where it was taken, when and on whose phone. So every picture is decoded and written anew
as a small JPEG of its pixels alone. A PDF is kept byte for byte: **its metadata is not removed**, and
what shows it must not run what it holds.
"""

from __future__ import annotations

import io
import re
import stat
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tabletop.errors import UserError
from tabletop.exchange.attachments import MAX_PIXELS, kind_of
from tabletop.exchange.bare_pictures import (
    BarePicture,
    BrokenPictureError,
    bare_jpeg,
    bare_png,
    bare_webp,
    is_webp,
)
from tabletop.exchange.pack_names import MAX_ATTACHMENT_BYTES, printable

if TYPE_CHECKING:
    from PIL import Image, ImageFile

MAX_INPUT_BYTES = 20_000_000
MAX_PDF_BYTES = MAX_ATTACHMENT_BYTES
MAX_KEPT_BYTES = 1_000_000
MAX_STREAMED_PIXELS = 110_000_000
"""For a JPEG that is shrunk while it is read: the 108 megapixels of a large phone camera."""
MAX_SCANS = 40
"""Encoders write about ten; each goes over the whole picture, and one of no bytes costs a file nothing."""
LONGEST_SIDE = 1_600

_QUALITIES = (82, 70, 55, 40, 25, 10)
_BARE = {"jpeg": bare_jpeg, "png": bare_png, "webp": bare_webp}
_MODES = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
_BROKEN = (struct.error, OSError, SyntaxError, ValueError, EOFError)
"""What reading a damaged picture raises, here or in Pillow: seen in a fuzzing run or in its code."""
_LOCK = re.compile(rb"/Encrypt\s*(?:<<|[0-9]+\s+[0-9]+\s+R)")
_PADDING = b" \t\r\n\f\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is kept of an attached file: its bytes and what they are, nothing of where it came from."""

    data: bytes
    media: Literal["image/jpeg", "application/pdf"]


def read_evidence(path: Path) -> Evidence:
    """Read a JPEG, PNG, WebP or PDF that is to be attached; run it in a thread, it may take a second.

    A picture comes back upright on white, at most 1,600 pixels long and 1 MB, the same for the same
    bytes. Raises UserError (`file-missing`, `file-unreadable`, `evidence-not-file`, `-empty`,
    `-too-large`, `-kind`, `-heic`, `-too-many-pixels`, `-broken`, `-pdf-locked`).
    """
    name = printable(path.name)
    data = _read(path, name)
    kind = "webp" if is_webp(data) else kind_of(data)
    if kind == "pdf":
        return Evidence(data=_sound_pdf(data, name), media="application/pdf")
    if kind is None:
        # Phones that save no JPEG save HEIC or AVIF: a box `ftyp` stands first, after its length.
        raise UserError("evidence-heic" if data[4:8] == b"ftyp" else "evidence-kind", name=name)
    return Evidence(data=_jpeg_of(data, kind, name), media="image/jpeg")


def _read(path: Path, name: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep us waiting
            raise UserError("evidence-not-file", name=name)
        with path.open("rb") as stream:
            data = stream.read(MAX_INPUT_BYTES + 1)
    except (FileNotFoundError, ValueError) as error:  # ValueError: a NUL in the path
        raise UserError("file-missing", file=name) from error
    except (OSError, MemoryError) as error:
        raise UserError("file-unreadable", file=name) from error
    if not data:
        raise UserError("evidence-empty", name=name)
    _require_at_most(MAX_INPUT_BYTES, data, name)
    return data


def _require_at_most(limit: int, data: bytes, name: str) -> None:
    if len(data) > limit:
        raise UserError("evidence-too-large", name=name, limit_mb=limit // 1_000_000)


def _sound_pdf(data: bytes, name: str) -> bytes:
    """Return a PDF as it is: whole, unlocked, and with nothing hung on behind its end."""
    _require_at_most(MAX_PDF_BYTES, data, name)
    if _LOCK.search(data):
        raise UserError("evidence-pdf-locked", name=name)
    if not data.rstrip(_PADDING).endswith(b"%%EOF"):
        raise UserError("evidence-broken", name=name)
    return data


def _jpeg_of(data: bytes, kind: str, name: str) -> bytes:
    try:
        bare = _BARE[kind](data)
        _require_bearable(bare, name)
        return _encoded(_page(bare, kind))
    except MemoryError as error:
        raise UserError("evidence-too-many-pixels", name=name) from error
    except _BROKEN as error:
        raise UserError("evidence-broken", name=name) from error


def _require_bearable(bare: BarePicture, name: str) -> None:
    """Refuse by its header what would take too much memory or time, before any of it is taken."""
    width, height = bare.size
    if width * height > (MAX_STREAMED_PIXELS if bare.streams else MAX_PIXELS):
        raise UserError("evidence-too-many-pixels", name=name)
    if bare.scans > MAX_SCANS:
        raise BrokenPictureError(f"{bare.scans} scans")


def _page(bare: BarePicture, kind: str) -> Image.Image:
    """Return a picture's pixels alone: small, upright and on white."""
    from PIL import Image  # noqa: PLC0415 - commands without pictures do not wait for it

    image = _in_usual_colours(_decoder(bare, kind))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    if bare.turn in turns:
        image = image.transpose(turns[bare.turn])
    page = Image.new("RGB", image.size, "white")
    page.paste(image.convert("RGB"), mask=image.getchannel("A") if "A" in image.getbands() else None)
    return page


def _decoder(bare: BarePicture, kind: str) -> ImageFile.ImageFile:
    """Return a picture that is not decoded yet; a JPEG will be at a half, a quarter or an eighth.

    Each format's own class is called, not `Image.open`: that one guesses the format by a list which
    it fills for the whole process, and warns by a limit that is the process's, too.
    """
    from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: PLC0415 - as above

    decoders: dict[str, Callable[[io.BytesIO], ImageFile.ImageFile]] = {
        "jpeg": JpegImagePlugin.JpegImageFile,
        "png": PngImagePlugin.PngImageFile,
        "webp": WebPImagePlugin.WebPImageFile,
    }
    decoder = decoders[kind](io.BytesIO(bare.data))
    if decoder.size != bare.size:
        raise BrokenPictureError(f"{decoder.size} pixels, its header says {bare.size}")
    longest = max(bare.size)
    # Twice what is wanted is left for the filter to work on; formats but JPEG do nothing here.
    width, height = (max(1, side * 2 * LONGEST_SIDE // longest) for side in bare.size)
    decoder.draft(None, (width, height))
    return decoder


def _in_usual_colours(image: Image.Image) -> Image.Image:
    """Return a picture that can be shrunk smoothly, its transparency as a channel."""
    if image.mode.startswith("I"):  # 16-bit grey, which `convert` would clip to white
        image = image.point(lambda level: level * (1 / 256)).convert("L")
        image.info.pop("transparency", None)
    if image.mode not in _MODES or (image.has_transparency_data and image.mode not in ("LA", "RGBA")):
        return image.convert("RGBA")
    return image


def _encoded(page: Image.Image) -> bytes:
    """Write a picture as a baseline JPEG, as well as it goes into 1 MB."""
    for quality in _QUALITIES:
        stream = io.BytesIO()
        page.save(stream, "JPEG", quality=quality, subsampling="4:2:0", progressive=False)
        if stream.tell() <= MAX_KEPT_BYTES:
            break
    return stream.getvalue()
