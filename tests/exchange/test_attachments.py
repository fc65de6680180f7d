from __future__ import annotations

import struct

import pytest
from exchange.small_pack import PDF, files, findings_of, picture
from hypothesis import given
from hypothesis import strategies as st

from tabletop.exchange.attachments import check_attachments
from tabletop.exchange.pack_reader import pack_from_files


def jpeg(width: int, height: int, *, before: bytes = b"", end: bytes = b"\xff\xd9") -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + b"\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0" + before + frame + end


def codes(name: str, data: bytes) -> list[str]:
    return [found.code for found in check_attachments({f"attachments/{name}": data})]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("map.png", picture()),
        ("MAP.PNG", picture()),
        ("a photo (2).jpeg", jpeg(4000, 3000)),
        ("photo.jpg", jpeg(4, 3, before=b"\xff\xff\xff\x01\xff\xc4\x00\x04ab")),
        ("plan.pdf", PDF),
        ("in/a/folder/map.png", picture()),
        ("square.png", picture(5000, 5000)),
    ],
)
def test_sound_pictures_and_documents_are_taken(name: str, data: bytes) -> None:
    assert codes(name, data) == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("map.svg", b"<svg onload='alert(1)'/>", "attachment-kind"),
        ("map.png", b"GIF89a", "attachment-kind"),
        ("map.png", b"PK\x03\x04", "attachment-kind"),
        ("map.png", b"", "attachment-kind"),
        ("map.png", jpeg(4, 3), "attachment-ending"),
        ("map.exe", picture(), "attachment-ending"),
        ("map.png", picture()[:-12], "attachment-broken"),
        ("map.png", picture()[:20], "attachment-broken"),
        ("map.png", picture(0, 3), "attachment-broken"),
        ("map.png", b"\x89PNG\r\n\x1a\n" + picture()[33:], "attachment-broken"),
        ("photo.jpg", jpeg(4, 3, end=b""), "attachment-broken"),
        ("photo.jpg", jpeg(4, 0), "attachment-broken"),
        ("photo.jpg", jpeg(4, 3)[:25], "attachment-broken"),
        ("photo.jpg", b"\xff\xd8\xff", "attachment-broken"),
        ("plan.pdf", PDF[:-6], "attachment-broken"),
        ("map.png", picture(60_000, 60_000), "picture-too-large"),
        ("map.png", picture(5000, 5001), "picture-too-large"),
        ("photo.jpg", jpeg(60_000, 60_000), "picture-too-large"),
        ("plan.pdf", b"%PDF-" + b"x" * 10_000_000, "pack-file-too-large"),
        ("CON.png", picture(), "attachment-name"),
        ("nul", picture(), "attachment-name"),
        ("../map.png", picture(), "attachment-name"),
        ("a/b/c/d/e.png", picture(), "attachment-name"),
        ("dot..", picture(), "attachment-name"),
        ("peta\u202e.png", picture(), "attachment-name"),
    ],
)
def test_anything_else_is_refused_by_its_content(name: str, data: bytes, code: str) -> None:
    assert codes(name, data) == [code]


def test_a_refused_attachment_is_not_also_told_as_unknown_where_it_is_used() -> None:
    broken = {"attachments/map.png": b"<svg/>", "attachments/plan.pdf": PDF}

    found = findings_of({**files(), **broken})

    assert [(f.place, f.code) for f in found] == [("attachments/map.png", "attachment-kind")]


def test_other_files_of_a_pack_are_noted_and_left_out_of_it() -> None:
    pack, found = pack_from_files({**files(), "readme.txt": b"hello"})

    assert [(f.code, f.place, f.advice) for f in found] == [("pack-file-left-out", "readme.txt", True)]
    assert sorted(pack.files) == ["attachments/map.png", "attachments/plan.pdf", "msel.yaml", "pack.yaml"]


@given(st.binary(max_size=60), st.sampled_from([picture()[:20], jpeg(4, 3), PDF, picture()]))
def test_no_content_raises_anything(noise: bytes, start: bytes) -> None:
    for data in (noise, start + noise, start[: len(noise)] + noise):
        check_attachments({"attachments/x.png": data})
