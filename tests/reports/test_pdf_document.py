"""A report as PDF: every part is there, shared out over pages as a reader wants it, and always the same."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from reportlab.graphics.shapes import Drawing
from reports import sample_document
from reports.inked import overlaps, struck
from reports.pdf_reading import (
    PICTURE,
    body,
    contents_of,
    is_growing,
    kinds,
    page_lines,
    rights,
    sizes,
    squeezed,
    tops,
)
from reports.printed import letters, page_letters

from tabletop.reports.document import (
    Column,
    Document,
    Figure,
    Grid,
    Heading,
    Number,
    Part,
    PrintingStoppedError,
    Prose,
    Signatures,
)
from tabletop.reports.pdf_blocks import DrawingBody, figure_pieces
from tabletop.reports.pdf_document import pdf_document
from tabletop.reports.pdf_lines import Setter
from tabletop.reports.voice import Pair

LANGUAGES = [("id",), ("en",), ("id", "en")]
SAID = {
    "id": (
        "Daftar isi",
        "Gambaran latihan",
        "Fungsi yang dinilai, bukan orang.",
        "Segel rusak",
        "Nilai tujuan",
    ),
    "en": (
        "Contents",
        "Exercise overview",
        "Functions are rated, not persons.",
        "The broken seal",
        "Objectives",
    ),
}
LONG = "Pos tanpa sinyal melapor lewat relai. " * 106


def of(*parts: Part, **changes: object) -> Document:
    bare = {"draft": None, "has_letterhead": False, "parts": parts}
    return replace(sample_document.document(), **(bare | changes))  # type: ignore[arg-type]


def log_of(*texts: str) -> Grid:
    return Grid(
        caption=Pair("Entri"),
        sheet="Entri",
        columns=(Column(title=Pair("Nomor"), width=1), Column(title=Pair("Isi"), width=5)),
        rows=[[Pair(f"no-{n}"), Pair(text)] for n, text in enumerate(texts)],
        none=Pair("Tidak ada."),
    )


@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
def test_every_part_is_printed_in_the_languages_asked_for(languages: tuple[str, ...]) -> None:
    printed = body(pdf_document(sample_document.document(languages)).pdf)

    for language, texts in SAID.items():
        for words in texts:
            assert (squeezed(words) in printed) is (language in languages), words
    assert (
        printed.count(squeezed(sample_document.TYPED)) == 43
    )  # typed once each: place, scope, list, 40 rows


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_mark_draft_foot_and_number_stand_on_every_page(paper: str, size: tuple[int, int]) -> None:
    report = sample_document.document(("id", "en"))

    printed = pdf_document(report, paper=paper)  # type: ignore[arg-type]

    pages = page_lines(printed.pdf)
    assert sizes(printed.pdf) == {size}
    assert len(pages) == printed.pages >= 5
    for number, (head, foot, *_) in enumerate(pages, 1):
        assert head.startswith("LATIHAN EXERCISE")
        assert head.endswith("DRAF / DRAFT")
        assert foot == f"{report.foot} DRAF halaman {number}/{printed.pages}"


def test_the_contents_name_the_pages_that_headings_stand_on() -> None:
    report = sample_document.document(rows=300)

    pdf = pdf_document(report).pdf

    pages = page_lines(pdf)
    listed = contents_of(pdf)
    headings = [part for part in report.parts if isinstance(part, Heading)]
    assert [title for title, _ in listed] == [heading.text.first for heading in headings]
    assert listed[-1][1] > listed[-3][1] + 5
    for (title, page), heading in zip(listed, headings, strict=True):
        assert title in pages[page - 1]
        assert any(line == f"{title} {page}" for line in pages[0]) is (heading.level < 3)


def test_the_same_report_gives_the_same_bytes() -> None:
    first, again = (pdf_document(sample_document.document(("en", "id"))).pdf for _ in range(2))

    assert first == again
    assert b"D:20240206123000+00'00'" in first


def test_letters_are_black_or_white_and_never_small() -> None:
    pdf = pdf_document(sample_document.document(("id", "en"))).pdf

    for page in range(5):
        found = list(letters(pdf, page))
        assert min(size for size, _, _ in found) >= 7 - 1e-3
        assert {ink for _, _, ink in found} <= {(0, 0, 0), (255, 255, 255)}


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_no_letters_lie_upon_each_other_or_on_a_line(paper: str) -> None:
    pdf = pdf_document(sample_document.document(("id", "en"), rows=4), paper=paper).pdf  # type: ignore[arg-type]

    for page in range(4):
        assert overlaps(pdf, page) == []
        assert struck(pdf, page) == []


@pytest.mark.parametrize("filler", range(30, 44))
def test_a_heading_is_never_the_last_line_of_a_page(filler: int) -> None:
    above = [Prose(text=Pair(f"baris {n}")) for n in range(filler)]
    grid = replace(log_of("isi", "isi"), caption=Pair("Tabel"))

    pdf = pdf_document(of(*above, Heading(text=Pair("Bab")), Heading(text=Pair("Pasal"), level=2), grid)).pdf

    (page,) = (lines for lines in page_lines(pdf) if "Bab" in lines)
    assert page[page.index("Bab") :][:5] == ["Bab", "Pasal", "Tabel", "Nomor Isi", "no-0 isi"]


@pytest.mark.parametrize("filler", range(32, 50, 3))
def test_signatures_stay_in_one_piece_with_room_for_a_stamp(filler: int) -> None:
    above = [Prose(text=Pair(f"baris {n}")) for n in range(filler)]

    pdf = pdf_document(of(*above, Signatures(roles=(Pair("Direktur"), Pair("Penilai")), place="Kota"))).pdf

    caption = "Nama, pangkat/NRP, tanda tangan"
    ((number, page),) = (
        (n, lines) for n, lines in enumerate(page_lines(pdf)) if "Direktur" in " ".join(lines)
    )
    assert " ".join(page).count(caption) == 2
    assert f"baris {filler - 1}" in page, "nobody signs a page that says nothing"
    assert "Tempat, tanggal" in " ".join(page)
    assert tops(pdf, number, "Direktur")[0] - tops(pdf, number, caption)[0] > 14 * 72 / 25.4


def test_a_table_repeats_its_head_and_keeps_its_rows() -> None:
    pdf = pdf_document(of(log_of(*(f"isi {n}." for n in range(200))))).pdf

    pages = page_lines(pdf)
    assert len(pages) > 3
    assert all("Nomor Isi" in lines for lines in pages)
    assert [line for lines in pages for line in lines if line.startswith("no-")] == [
        f"no-{n} isi {n}." for n in range(200)
    ]


@pytest.mark.parametrize("filler", range(40, 52))
def test_a_row_that_heads_others_is_never_the_last_of_a_page(filler: int) -> None:
    rows = [*(f"isi {n}." for n in range(filler)), "TARGET", "SASARAN", "tugas"]
    grid = replace(log_of(*rows), strong=frozenset({filler, filler + 1}))

    (page,) = (lines for lines in page_lines(pdf_document(of(grid)).pdf) if "TARGET" in " ".join(lines))

    heads = page.index(f"no-{filler} TARGET")
    assert page[heads + 1 :][:2] == [f"no-{filler + 1} SASARAN", f"no-{filler + 2} tugas"]


@pytest.mark.parametrize("before", [0, 20, 45])
def test_a_cell_longer_than_a_page_goes_on_overleaf(before: int) -> None:
    filler = ["isi"] * before
    wide, narrow = log_of(*filler, LONG, "akhir"), log_of(*filler, "x" * 4_000, "akhir")
    narrow = replace(narrow, columns=(narrow.columns[0], replace(narrow.columns[1], width=0.3)))

    for grid in (wide, narrow):
        pdf = pdf_document(of(grid)).pdf
        printed = body(pdf).replace("NomorIsi", "")
        assert squeezed(str(grid.rows[before][1].first)) in printed  # type: ignore[union-attr]
        assert "akhir" in printed
        assert all("Nomor Isi" in " ".join(lines) for lines in page_lines(pdf))


@pytest.mark.parametrize("filler", range(30, 42))
def test_a_paragraph_begins_a_line_where_it_was_typed_and_leaves_none_alone(filler: int) -> None:
    above = [Prose(text=Pair(f"baris {n}")) for n in range(filler)]
    text = "\n".join(f"butir {n}" for n in range(9))

    pages = page_lines(pdf_document(of(*above, Prose(text=Pair(text)))).pdf)

    parts = [sum(line.startswith("butir") for line in lines) for lines in pages]
    assert sum(parts) == 9
    assert all(part != 1 for part in parts)


def test_numbers_stand_right_under_each_other() -> None:
    rows = [[Pair("a"), Number(value=n, words=str(n))] for n in (77, 1077, 55077)]
    grid = replace(log_of("x"), rows=[*rows, [Pair("b"), Pair("n/a 77")]])

    edges = rights(pdf_document(of(grid)).pdf, 0, "77")

    assert len(edges) == 4
    assert max(edges) - min(edges) < 0.2


def test_letters_are_printed_as_chips_that_a_reader_finds() -> None:
    pdf = pdf_document(of(sample_document.objectives(sample_document.speaking(("id",))))).pdf

    found = [sign for sign, _ in page_letters(pdf, 0) if sign in "PSMU"]
    assert all(found.count(letter) >= 1 for letter in "PSMU")
    assert any(line.endswith("\N{EN DASH}") for line in page_lines(pdf)[0])


@pytest.mark.parametrize("size", [(2_000, 100), (300, 5_000)])
def test_a_chart_larger_than_a_page_is_made_smaller(size: tuple[float, float]) -> None:
    figure = Figure(caption=Pair("Bagan"), draw=lambda _: Drawing(*size), alternative=Pair("-"))

    (body_of_chart,) = (
        piece.body
        for piece in figure_pieces(figure, Setter(), 500, 700)
        if isinstance(piece.body, DrawingBody)
    )

    assert body_of_chart.height <= 680
    assert body_of_chart.scale * size[0] <= 500


def test_a_number_wider_than_its_column_shrinks_and_is_never_broken() -> None:
    words = "123.456.789.012.345.678"
    grid = replace(log_of("x"), rows=[[Number(value=1, words=words), Pair("x")]])
    grid = replace(grid, columns=(replace(grid.columns[0], width=0.6), grid.columns[1]))

    assert words in " ".join(page_lines(pdf_document(of(grid)).pdf)[0])


def test_what_the_font_lacks_is_listed() -> None:
    printed = pdf_document(of(Prose(text=Pair("a\u202eb \U0001f600"))))

    assert printed.substituted == ("U+1F600", "U+202E")
    assert "aU+202EbU+1F600" in body(printed.pdf)


def test_a_report_without_parts_is_one_page_with_its_title() -> None:
    printed = pdf_document(of())

    assert printed.pages == 1
    assert "Laporan hasil latihan: Sispamkota Pemilu 2024" in page_lines(printed.pdf)[0]


def test_the_letterhead_keeps_its_room_on_the_first_page_only() -> None:
    with_room, without = (
        pdf_document(of(log_of(*["isi"] * 60), has_letterhead=has)).pdf for has in (True, False)
    )

    lower = tops(without, 0, "LATIHAN")[0] - tops(with_room, 0, "LATIHAN")[0]
    assert lower == pytest.approx(38 * 72 / 25.4, abs=0.1)
    assert tops(with_room, 1, "LATIHAN") == tops(without, 1, "LATIHAN")
    assert min(tops(with_room, 0, "isi")) > tops(with_room, 0, "EX-2024")[0] + 10


def test_progress_grows_to_its_end() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    pdf_document(sample_document.document(), progress=progress)

    assert is_growing([done for done, _ in told])
    assert len(told) > 20
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize("at", [0, 1, 30, 60])
def test_printing_stops_where_the_person_says_so(at: int) -> None:
    with pytest.raises(PrintingStoppedError):
        pdf_document(sample_document.document(), progress=lambda done, _total: done < at)


def test_nothing_is_embedded_and_nothing_leads_outside() -> None:
    pdf = pdf_document(sample_document.document(typed='<img src="/etc/passwd"> http://example.invalid')).pdf

    assert PICTURE not in kinds(pdf)
    assert not re.search(rb"/(URI|Launch|JavaScript|EmbeddedFile|GoToR)\b", pdf)
