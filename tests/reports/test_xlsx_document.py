"""A report as XLSX: a sheet for its words and one for each table, numbers as numbers, all else as text."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from reports import sample_document

from tabletop.reports.document import Column, Document, Facts, Grid, Number, PrintingStoppedError
from tabletop.reports.voice import Pair
from tabletop.reports.xlsx_document import xlsx_document
from tabletop.reports.xlsx_format import number_format

LANGUAGES = [("id",), ("en",), ("id", "en")]


def reopened(report: Document) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_document(report)))


def grid(*rows: list[object], sheet: str = "Entri") -> Grid:
    columns = [Column(title=Pair(f"Kolom {n}"), width=1) for n in range(len(rows[0]))]
    return Grid(caption=Pair("x"), sheet=sheet, columns=columns, rows=rows, none=Pair("Tidak ada."))  # type: ignore[arg-type]


def of(*parts: object) -> Document:
    return replace(sample_document.document(), parts=parts)  # type: ignore[arg-type]


@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
def test_words_stand_on_the_first_sheet_and_each_table_on_its_own(languages: tuple[str, ...]) -> None:
    book = reopened(sample_document.document(languages))

    first, *tables = book.worksheets
    assert [sheet.title for sheet in tables] == ["Tujuan", "Waktu", "Entri", "Peserta"]
    assert first.title == {"id": "Keterangan", "en": "Facts"}[languages[0]]
    values = [value for row in first.iter_rows(values_only=True) for value in row if value]
    said = {("id",): "Tempat", ("en",): "Place", ("id", "en"): "Tempat\nPlace"}[languages]
    assert values[0] == {"id": "LATIHAN", "en": "EXERCISE"}[languages[0]] + (
        "\nEXERCISE" if languages[1:] else ""
    )
    assert said in values
    assert sample_document.TYPED in values


def test_a_table_has_a_bold_frozen_head_filters_and_widths() -> None:
    sheet = reopened(sample_document.document(("id", "en"), rows=30))["Entri"]

    assert [cell.value for cell in sheet[1]] == ["No", "Waktu\nTime", "Sel\nCell", "Isi\nEntry"]
    assert all(cell.font.bold for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D31")
    assert sheet.column_dimensions["D"].width == pytest.approx(60, abs=1)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.max_row == 31


def test_a_row_is_as_high_as_its_longest_text_needs() -> None:
    texts = ("isi", "dua\nbaris", "kata " * 40, "x" * 30_000)
    narrow = replace(grid(*([Pair(text), Pair("")] for text in texts)))

    sheet = reopened(of(narrow))["Entri"]

    heights = [sheet.row_dimensions[row].height for row in range(2, 6)]
    assert heights[:2] == [None, 30]
    assert 15 * 200 / 16 < heights[2] < 15 * 20
    assert heights[3] == 405


def test_numbers_are_numbers_and_letters_are_text() -> None:
    sheet = reopened(sample_document.document())["Tujuan"]

    percent, letters = sheet["C2"], [row[3].value for row in sheet.iter_rows(min_row=2)]
    assert percent.value == pytest.approx(521 / 7)
    assert percent.number_format == '0.0" %"'
    assert letters == ["P", "S", "M", "U", "\N{EN DASH}", "S"]
    assert [cell.font.bold for cell in sheet[7]] == [True] * 4


@pytest.mark.parametrize(
    ("value", "words", "expected"),
    [
        (Fraction(408, 5), "81,6 %", '0.0" %"'),
        (Fraction(408, 500), "81.6 %", '0.0" "%'),
        (Fraction(2, 3), "0,67", "0.00"),
        (7, "7", "0"),
        (-3, "\u22123 mnt", '0" mnt"'),
        (1234567, "1.234.567", "#,##0"),
        (Fraction(12345, 10), "1,234.5", "#,##0.0"),
        (1500, "1.500", "#,##0"),
        (750_000, "12:30", "General"),
        (Fraction(1, 2), "1/2", "General"),
        (3, "", "General"),
        (3, "T+02:05", "General"),
        (5, 'kira-kira "5"', '"kira-kira "0'),
    ],
)
def test_a_number_is_shown_as_it_is_printed_where_a_format_can(
    value: Fraction | int, words: str, expected: str
) -> None:
    assert number_format(value, words) == expected


def test_a_number_that_no_sheet_can_hold_stays_words() -> None:
    sheet = reopened(of(grid([Number(value=10**400, words="sangat banyak"), Pair("x")])))["Entri"]

    assert sheet["A2"].value == "sangat banyak"


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ("a/b\\c[d]:*?e", "a b c d e"),
        ("'kutip'", "kutip"),
        ("", "Sheet"),
        ("History", "History 2"),
        ("x" * 40, "x" * 31),
        ("\U0001f600" * 20, "\U0001f600" * 15),
        ("\ud800\u202e", "U+D800 U+202E"),
    ],
)
def test_a_name_that_a_sheet_may_not_have_becomes_one_like_it(wanted: str, named: str) -> None:
    assert reopened(of(grid([Pair("x")], sheet=wanted))).sheetnames[1] == named


def test_two_tables_of_one_name_get_sheets_of_their_own() -> None:
    names = reopened(
        of(*(grid([Pair("x")], sheet=name) for name in ("Entri", "ENTRI", "x" * 31, "x" * 35)))
    ).sheetnames

    assert names[1:] == ["Entri", "ENTRI 2", "x" * 31, "x" * 29 + " 2"]


def test_a_text_longer_than_a_cell_holds_ends_with_a_sign_that_it_was_cut() -> None:
    report = of(
        Facts(rows=((Pair("Ramai"), Pair("\U0001f600" * 20_000)), (Pair("Penuh"), Pair("x" * 32_767))))
    )

    sheet = reopened(report).worksheets[0]

    cut, whole = sheet["B3"].value, sheet["B4"].value
    assert (len(cut), cut[-1]) == (16_384, "…")
    assert whole == "x" * 32_767


def test_the_same_report_gives_the_same_bytes_and_says_when_it_was_made() -> None:
    first, again = (xlsx_document(sample_document.document()) for _ in range(2))

    assert first == again
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert properties.created.isoformat() == "2024-02-06T12:30:00"
    assert (properties.creator, properties.title) == (
        "Tabletop",
        "Laporan hasil latihan: Sispamkota Pemilu 2024",
    )


def test_a_printed_sheet_bears_mark_foot_and_page_and_no_command_from_a_text() -> None:
    report = replace(sample_document.document(), foot="&D " + "&" * 300)

    sheet = reopened(report)["Entri"]

    assert sheet.oddHeader.left.text.removeprefix("&B") == "LATIHAN"
    assert sheet.oddFooter.left.text.startswith("&&D &&")
    assert sheet.oddFooter.left.text.count("&") % 2 == 0
    assert sheet.oddFooter.right.text == "&P/&N"


def test_writing_stops_where_the_person_says_so() -> None:
    with pytest.raises(PrintingStoppedError):
        xlsx_document(sample_document.document(), progress=lambda done, _total: done < 20)
