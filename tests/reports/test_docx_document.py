"""A report as DOCX: headings, tables and contents that Word knows as such, nothing from outside."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from reports import sample_document
from reports.docx_reading import headings, outward, packed, reopened, words

from tabletop.reports.document import Grid, Heading, PrintingStoppedError, Prose
from tabletop.reports.docx_document import docx_document
from tabletop.reports.voice import Pair

LANGUAGES = [("id",), ("en",), ("id", "en")]


@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
def test_headings_are_headings_and_stand_in_the_contents_already(languages: tuple[str, ...]) -> None:
    report = sample_document.document(languages)

    file = reopened(docx_document(report))

    expected = [part for part in report.parts if isinstance(part, Heading)]
    assert headings(file) == [(f"Heading {part.level}", part.text.slash) for part in expected]
    listed = [p.text for p in file.paragraphs if p.style.name.startswith("toc ")]
    assert listed == [part.text.slash for part in expected if part.level < 3]
    assert file.element.body.xpath("string(.//w:instrText)").strip() == r'TOC \o "1-2" \h \z \u'
    assert not file.settings.element.findall(qn("w:updateFields"))


def test_every_link_of_the_contents_leads_to_a_heading() -> None:
    file = reopened(docx_document(sample_document.document()))

    targets = file.element.body.xpath(".//w:hyperlink/@w:anchor")
    bookmarks = file.element.body.xpath(".//w:bookmarkStart/@w:name")

    assert len(targets) == 7
    assert set(targets) <= set(bookmarks)
    assert len(set(bookmarks)) == len(bookmarks)


def test_tables_have_a_head_that_is_repeated_and_columns_of_a_width() -> None:
    report = sample_document.document(("id", "en"), rows=30)

    file = reopened(docx_document(report))

    facts, objectives, limits, log, _signatures = file.tables
    for table in (objectives, limits, log):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert sum(column.width for column in table.columns) == pytest.approx(Mm(180), rel=0.01)
    assert [cell.text for cell in log.rows[0].cells] == ["No", "Waktu\nTime", "Sel\nCell", "Isi\nEntry"]
    assert len(log.rows) == 31
    assert facts.rows[0].cells[1].text == "Selasa, 6 Februari 2024\nTuesday, 6 February 2024"
    assert [row.cells[3].text.strip("\xa0") for row in objectives.rows[1:]] == [
        "P",
        "S",
        "M",
        "U",
        "\N{EN DASH}",
        "S",
    ]


def test_a_row_that_heads_others_stays_with_them() -> None:
    report = sample_document.document()

    objectives = reopened(docx_document(report)).tables[1]

    kept = [
        all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells)
        for row in objectives.rows[1:]
    ]
    (grid,) = (p for p in report.parts if isinstance(p, Grid) and len(p.rows) == len(kept) and p.strong)
    assert [at for at, is_kept in enumerate(kept) if is_kept] == sorted(grid.strong)


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_paper_mark_foot_numbers_and_letterhead(paper: str, size: tuple[int, int]) -> None:
    report = sample_document.document(("id", "en"))

    file = reopened(docx_document(report, paper=paper))  # type: ignore[arg-type]

    (section,) = file.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    for head, foot in (
        (section.header, section.footer),
        (section.first_page_header, section.first_page_footer),
    ):
        assert "LATIHAN / EXERCISE" in head.paragraphs[-1].text
        assert "DRAF / DRAFT" in head.paragraphs[-1].text
        assert report.foot in foot.paragraphs[0].text
        codes = foot._element.xpath(".//w:fldSimple/@w:instr")
        assert [code.strip() for code in codes] == ["PAGE", "NUMPAGES"]
    (letterhead,) = section.first_page_header.tables
    assert letterhead.rows[0].height.mm == pytest.approx(38, abs=0.1)
    assert section.first_page_header._element.xpath(".//w:bookmarkStart/@w:name") == ["letterhead"]


def test_the_second_language_is_marked_as_such() -> None:
    file = reopened(docx_document(sample_document.document(("id", "en"))))

    (run,) = (r for p in file.paragraphs for r in p.runs if r.text == "Functions are rated, not persons.")
    assert run.italic
    assert run._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"
    defaults = file.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}"
    )
    assert defaults.get(qn("w:val")) == "id-ID"


def test_a_chart_is_its_caption_its_words_and_its_numbers() -> None:
    text = words(reopened(docx_document(sample_document.document(("en",)))))

    for said in (
        "Decision time against its limit",
        "Two of three decisions within the limit.",
        "E03.a",
        "Minutes",
    ):
        assert said in text


def test_letters_and_styles_are_black_or_white_only() -> None:
    written = docx_document(sample_document.document(("id", "en")))

    used = [p.style for p in reopened(written).paragraphs]
    colours = re.findall(rb'<w:color w:val="([^"]+)"', packed(written)["word/document.xml"])
    assert set(colours) <= {b"000000", b"FFFFFF"}
    assert {str(style.font.color.rgb) for style in used} == {"000000"}


def test_the_same_report_gives_the_same_bytes_and_says_when_it_was_made() -> None:
    first, again = (docx_document(sample_document.document()) for _ in range(2))

    assert first == again
    properties = reopened(first).core_properties
    assert properties.title == "Laporan hasil latihan: Sispamkota Pemilu 2024"
    assert (properties.author, properties.language) == ("Tabletop", "id")
    assert properties.created.isoformat() == "2024-02-06T12:30:00+00:00"


def test_nothing_comes_from_outside_and_no_macro_is_in_it() -> None:
    written = docx_document(sample_document.document(typed='<img src="/etc/passwd"> http://example.invalid'))

    assert outward(written) == []
    assert [name for name in packed(written) if name.endswith((".jpeg", ".png", ".bin"))] == []


def test_a_title_longer_than_a_property_may_be_is_written_whole_in_the_text() -> None:
    report = replace(sample_document.document(), title=Pair("judul " * 300), parts=(Prose(text=Pair("isi")),))

    file = reopened(docx_document(report))

    assert len(file.core_properties.title) == 255
    assert file.paragraphs[0].text == ("judul " * 300).strip()


def test_writing_stops_where_the_person_says_so() -> None:
    with pytest.raises(PrintingStoppedError):
        docx_document(sample_document.document(), progress=lambda done, _total: done < 20)
