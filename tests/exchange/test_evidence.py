"""Photos and files that an observer attaches; every picture is made here, none lies in the repository.

Measured on 2 cores (time, peak memory of the whole process): JPEG of 12 MP 0.4 s, 111 MB; of 108 MP
0.8 s, 197 MB; progressive JPEG of 25 MP 1.0 s, 218 MB; PNG of 25 MP 0.8 s, 274 MB.
"""

from __future__ import annotations

import io
import json
import os
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from exchange.small_pack import PDF, picture
from PIL import Image, ImageFile

from tabletop import wording
from tabletop.errors import UserError
from tabletop.exchange.evidence import MAX_KEPT_BYTES, MAX_SCANS, Evidence, read_evidence
from tabletop.i18n import catalogue

RED, BLUE = (220, 20, 20), (20, 20, 220)
SECRET = b"Polsek Menteng 7"


def encoded(image: Image.Image, kind: str, **more: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def halves(width: int = 48, height: int = 32, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image.convert(mode)


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))


def exif(turn: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[0x0112] = turn
    told[0x010F] = SECRET.decode()
    told.get_ifd(0x8825).update({1: "S", 2: (6.0, 11.0, 47.0), 3: "E", 4: (106.0, 49.0, 58.0)})
    return told


def attach(folder: Path, data: bytes, name: str = "photo.jpg") -> Evidence:
    path = folder / name
    path.write_bytes(data)
    return read_evidence(path)


def seen(evidence: Evidence) -> Image.Image:
    assert evidence.media == "image/jpeg"
    return Image.open(io.BytesIO(evidence.data))


def refusal(folder: Path, data: bytes, name: str = "photo.jpg") -> str:
    with pytest.raises(UserError) as refused:
        attach(folder, data, name)
    assert wording.refusal(refused.value, catalogue("en"))
    return refused.value.code


def looks_like(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = image.getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 30 for a, b in zip(found, colour, strict=True))


def segments(jpeg: bytes) -> set[int]:
    """Return the markers of a JPEG up to its scan."""
    found, at = set(), 2
    while jpeg[at + 1] != 0xDA:
        found.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


# What is taken ------------------------------------------------------------------------------------

KINDS = {
    "jpeg": encoded(halves(), "JPEG"),
    "progressive": encoded(halves(), "JPEG", progressive=True),
    "grey": encoded(halves(mode="L"), "JPEG"),
    "cmyk": encoded(halves(mode="CMYK"), "JPEG"),
    "mpo": encoded(halves(), "MPO", save_all=True, append_images=[noise(48, 32)]),
    "png": encoded(halves(), "PNG"),
    "palette": encoded(halves(mode="P"), "PNG"),
    "alpha": encoded(halves(mode="RGBA"), "PNG"),
    "one bit": encoded(halves(mode="1"), "PNG"),
    "webp": encoded(halves(), "WEBP"),
    "lossless webp": encoded(halves(), "WEBP", lossless=True),
    "moving webp": encoded(halves(), "WEBP", save_all=True, append_images=[noise(48, 32)]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_usual_picture_becomes_a_plain_baseline_jpeg(tmp_path: Path, kind: str) -> None:
    evidence = attach(tmp_path, KINDS[kind])

    image = seen(evidence)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (48, 32))
    assert segments(evidence.data) == {0xE0, 0xDB, 0xC0, 0xC4}
    if kind not in ("grey", "one bit"):
        assert looks_like(image, (6, 16), RED)
        assert looks_like(image, (42, 16), BLUE)


def test_the_name_of_a_file_does_not_decide_what_it_is(tmp_path: Path) -> None:
    assert seen(attach(tmp_path, KINDS["png"], "laporan.pdf")).size == (48, 32)
    assert attach(tmp_path, PDF, "photo.jpg").media == "application/pdf"


def test_a_pdf_is_kept_byte_for_byte(tmp_path: Path) -> None:
    assert attach(tmp_path, PDF + b"\r\n\0\0").data == PDF + b"\r\n\0\0"


def test_the_same_bytes_give_the_same_evidence_under_any_name(tmp_path: Path) -> None:
    first, again = (attach(tmp_path, KINDS["jpeg"], name) for name in ("a.jpg", "b.jpg"))

    assert first == again


def test_nothing_is_kept_but_bytes_and_kind() -> None:
    assert Evidence.__slots__ == ("data", "media")


# What is taken out of it --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_device_profile_and_remarks_are_gone(tmp_path: Path, kind: str) -> None:
    profile = b"\0" * 36 + b"acsp" + SECRET * 20
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    more: dict[str, object] = {"comment": SECRET} if kind == "JPEG" else {}
    data = encoded(halves(), kind, exif=exif(), icc_profile=profile, xmp=xmp, **more)
    assert SECRET in data

    kept = attach(tmp_path, data).data

    assert not any(word in kept for word in (SECRET, b"Exif", b"GPS", b"xmp", b"ICC_PROFILE", b"acsp"))
    assert "exif" not in Image.open(io.BytesIO(kept)).info


def test_text_and_thumbnails_inside_are_gone(tmp_path: Path) -> None:
    text = b"Comment\0" + SECRET
    chunk = struct.pack(">I4s", len(text), b"tEXt") + text + struct.pack(">I", zlib.crc32(b"tEXt" + text))
    png = KINDS["png"][:33] + chunk + KINDS["png"][33:]
    thumbnail = b"Exif\0\0II*\0" + encoded(noise(16, 16), "JPEG")
    app1 = b"\xff\xe1" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    jpeg = KINDS["jpeg"][:2] + app1 + KINDS["jpeg"][2:]

    assert SECRET not in attach(tmp_path, png).data
    assert attach(tmp_path, jpeg) == attach(tmp_path, KINDS["jpeg"])


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_foreign_file_behind_a_picture_is_gone(tmp_path: Path, kind: str) -> None:
    both = KINDS[kind] + b"PK\x03\x04" + SECRET + b"<script>" + PDF

    assert attach(tmp_path, both) == attach(tmp_path, KINDS[kind])


# How it looks -------------------------------------------------------------------------------------

# Where the red left half lies after each EXIF turn.
TURNED = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", TURNED)
def test_a_picture_stands_upright(tmp_path: Path, turn: int, kind: str) -> None:
    image = seen(attach(tmp_path, encoded(halves(), kind, exif=exif(turn))))

    width, height = image.size
    spots = {
        "left": (4, height // 2),
        "right": (width - 5, height // 2),
        "top": (width // 2, 4),
        "bottom": (width // 2, height - 5),
    }
    assert image.size == ((48, 32) if turn < 5 else (32, 48))
    assert looks_like(image, spots[TURNED[turn]], RED)


@pytest.mark.parametrize(
    "block",
    [b"", b"II*\0", b"XX*\0\x08\0\0\0", b"MM\0*\0\0\0\x08\xff\xff", b"II*\0\xff\xff\xff\xff", b"II*\0" * 9],
)
def test_a_faulty_exif_block_is_no_fault_of_the_picture(tmp_path: Path, block: bytes) -> None:
    assert seen(attach(tmp_path, encoded(halves(), "JPEG", exif=b"Exif\0\0" + block))).size == (48, 32)


@pytest.mark.parametrize("turn", [0, 9, 65_535])
def test_an_unknown_turn_is_none(tmp_path: Path, turn: int) -> None:
    assert seen(attach(tmp_path, encoded(halves(), "JPEG", exif=exif(turn)))).size == (48, 32)


def test_transparency_lies_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    clear.paste((*RED, 255), (0, 0, 20, 20))
    palette = Image.new("P", (40, 20), 1)
    palette.putpalette([0, 0, 0, 0, 0, 0])
    pictures = [
        encoded(clear, "PNG"),
        encoded(clear, "WEBP", lossless=True),
        encoded(palette, "PNG", transparency=1),
        encoded(Image.new("RGB", (40, 20), BLUE), "PNG", transparency=BLUE),
        encoded(Image.new("LA", (40, 20), (0, 0)), "PNG"),
    ]

    for data in pictures:
        assert looks_like(seen(attach(tmp_path, data)), (34, 10), (255, 255, 255))


@pytest.mark.parametrize("more", [{}, {"transparency": 7}])
def test_sixteen_bit_grey_keeps_its_shades(tmp_path: Path, more: dict[str, object]) -> None:
    grey = encoded(Image.new("I;16", (20, 20), 0x8000), "PNG", **more)

    assert looks_like(seen(attach(tmp_path, grey)), (10, 10), (128, 128, 128))


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((1600, 1200), (1600, 1200)),
        ((3200, 1200), (1600, 600)),
        ((900, 1800), (800, 1600)),
        ((9000, 1), (1600, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_no_side_is_longer_than_1600_pixels(
    tmp_path: Path, size: tuple[int, int], kept: tuple[int, int], kind: str
) -> None:
    assert seen(attach(tmp_path, encoded(Image.new("RGB", size, RED), kind))).size == kept


@pytest.mark.slow
def test_a_picture_of_noise_is_written_more_coarsely_until_it_fits(tmp_path: Path) -> None:
    evidence = attach(tmp_path, encoded(noise(1600, 1600), "PNG"))

    assert 400_000 < len(evidence.data) <= MAX_KEPT_BYTES
    assert seen(evidence).size == (1600, 1600)


def test_a_large_jpeg_is_shrunk_while_it_is_read(tmp_path: Path) -> None:
    large = encoded(Image.new("L", (10_000, 3_000), 90), "JPEG")

    assert seen(attach(tmp_path, large)).size == (1600, 480)


# What is refused ----------------------------------------------------------------------------------


def with_size(jpeg: bytes, width: int, height: int) -> bytes:
    at = max(jpeg.find(b"\xff\xc0"), jpeg.find(b"\xff\xc2"))
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def with_scans(count: int) -> bytes:
    jpeg = KINDS["progressive"]
    last = jpeg.rindex(b"\xff\xda")
    return jpeg[:-2] + jpeg[last:-2] * count + jpeg[-2:]


def with_two_frames() -> bytes:
    at = KINDS["jpeg"].index(b"\xff\xc0")
    frame = KINDS["jpeg"][at : at + 19]
    return KINDS["jpeg"][:at] + frame + with_size(KINDS["jpeg"], 65_000, 65_000)[at:]


def webp_of(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas + KINDS["webp"][12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "evidence-empty", id="empty"),
        pytest.param(b"Catatan rapat\n" * 9, "evidence-kind", id="text"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "evidence-kind", id="svg"),
        pytest.param(b"PK\x03\x04" + b"\0" * 99, "evidence-kind", id="zip"),
        pytest.param(encoded(halves(), "GIF"), "evidence-kind", id="gif"),
        pytest.param(encoded(halves(), "TIFF"), "evidence-kind", id="tiff"),
        pytest.param(b"\0\0\0\x18ftypheic" + b"\0" * 99, "evidence-heic", id="heic"),
        pytest.param(KINDS["jpeg"] + b"\0" * 20_000_000, "evidence-too-large", id="20 MB"),
        pytest.param(b"%PDF-" + b"\0" * 10_000_000, "evidence-too-large", id="PDF of 10 MB"),
        pytest.param(PDF[:-6], "evidence-broken", id="PDF cut off"),
        pytest.param(PDF + b"PK\x03\x04" + PDF[:-6], "evidence-broken", id="PDF with a zip behind it"),
        pytest.param(
            PDF.replace(b"%%EOF", b"trailer<</Encrypt 5 0 R>>\n%%EOF"), "evidence-pdf-locked", id="PDF locked"
        ),
        pytest.param(KINDS["jpeg"][:-2], "evidence-broken", id="JPEG without its end"),
        pytest.param(KINDS["jpeg"][:300], "evidence-broken", id="JPEG cut off"),
        pytest.param(KINDS["jpeg"][:20] + b"\xff\xd9", "evidence-broken", id="JPEG without a picture"),
        pytest.param(with_size(KINDS["jpeg"], 0, 9), "evidence-broken", id="JPEG of no width"),
        pytest.param(with_two_frames(), "evidence-broken", id="JPEG that says two sizes"),
        pytest.param(with_scans(MAX_SCANS), "evidence-broken", id="JPEG of many scans"),
        pytest.param(with_size(KINDS["jpeg"], 65_000, 65_000), "evidence-too-many-pixels", id="large JPEG"),
        pytest.param(
            with_size(KINDS["progressive"], 5_000, 5_001), "evidence-too-many-pixels", id="large progressive"
        ),
        pytest.param(KINDS["png"][:-12], "evidence-broken", id="PNG without its end"),
        pytest.param(KINDS["png"][:8], "evidence-broken", id="PNG without a beginning"),
        pytest.param(KINDS["png"][:8] + KINDS["png"][33:], "evidence-broken", id="PNG without a header"),
        pytest.param(KINDS["png"][:33] + KINDS["png"][8:], "evidence-broken", id="PNG that says two sizes"),
        pytest.param(picture(5_000, 5_001), "evidence-too-many-pixels", id="large PNG"),
        pytest.param(KINDS["webp"][:-9], "evidence-broken", id="WebP cut off"),
        pytest.param(KINDS["webp"][:12], "evidence-broken", id="WebP without a picture"),
        pytest.param(webp_of(16_000, 16_000), "evidence-too-many-pixels", id="large WebP"),
        pytest.param(webp_of(9, 9), "evidence-broken", id="WebP that says two sizes"),
    ],
)
def test_what_cannot_be_attached_is_refused_in_words(tmp_path: Path, data: bytes, code: str) -> None:
    assert refusal(tmp_path, data) == code


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    codes = {
        "": "evidence-not-file",
        "gone.jpg": "file-missing",
        "a\0b": "file-missing",
        "x" * 300: "file-unreadable",
    }
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jpg")
        codes["pipe.jpg"] = "evidence-not-file"

    for name, code in codes.items():
        with pytest.raises(UserError) as refused:
            read_evidence(tmp_path / name)

        assert refused.value.code == code
        assert wording.refusal(refused.value, catalogue("id"))


def test_a_refusal_names_the_file_but_not_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        attach(tmp_path, b"no photo", "foto {0} %s.jpg")

    words = wording.refusal(refused.value, catalogue("en"))
    assert "foto {0} %s.jpg" in words
    assert tmp_path.name not in words


CHILD = """
import json, sys
from pathlib import Path
from tabletop.errors import UserError
from tabletop.exchange.evidence import read_evidence
try:
    read_evidence(Path(sys.argv[1]))
except UserError as error:
    print(json.dumps([error.code, "PIL" in sys.modules]))
"""


def test_a_picture_of_60000_by_60000_pixels_is_refused_before_anything_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(picture(60_000, 60_000))

    child = subprocess.run([sys.executable, "-c", CHILD, str(path)], capture_output=True, check=True)

    code, was_imported = json.loads(child.stdout)
    assert code == "evidence-too-many-pixels"
    assert not was_imported


def test_nothing_that_pillow_holds_for_the_whole_process_is_changed(tmp_path: Path) -> None:
    before = (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, ImageFile.MAXBLOCK)

    attach(tmp_path, KINDS["jpeg"])
    refusal(tmp_path, picture(60_000, 60_000))

    assert before == (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, ImageFile.MAXBLOCK)


def whole_again(png: bytes) -> bytes:
    """Give the chunks of a changed PNG sums that are right, so that the decoder gets to see the change."""
    parts, at = [png[:8]], 8
    while at + 12 <= len(png) and at + 12 + int.from_bytes(png[at : at + 4], "big") <= len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        body = png[at + 4 : at + 8 + length]
        parts.append(png[at : at + 4] + body + struct.pack(">I", zlib.crc32(body)))
        at += 12 + length
    return b"".join(parts) + png[at:]


@pytest.mark.parametrize("kind", ["jpeg", "progressive", "png", "palette", "webp"])
def test_three_hundred_damages_end_in_a_picture_or_a_refusal(tmp_path: Path, kind: str) -> None:
    """In longer runs 150,000 of them, with Pillow 11.0 and 13.0; warnings count as failures here."""
    chance = random.Random(kind)
    outcomes = set()
    for _ in range(300):
        data = bytearray(KINDS[kind])
        for _ in range(chance.choice((1, 1, 2, 8))):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        mended = whole_again(bytes(data)) if data[:4] == b"\x89PNG" and chance.random() < 0.7 else bytes(data)
        try:
            outcomes.add(attach(tmp_path, mended or b"\0").media)
        except UserError as error:
            outcomes.add(error.code)

    assert outcomes >= {"image/jpeg", "evidence-broken"}
