"""`tabletop debrief` as PDF, DOCX and XLSX: whole files that other programs read, no formula in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as DocxFile
from e2e.runs import Run, names_in
from openpyxl import load_workbook
from reports import printed

Tabletop = Callable[..., Run]

pytestmark = pytest.mark.slow


@pytest.fixture
def flood(played: Path) -> Path:
    return played / "flood.tabletop"


def words_of_docx(data: bytes) -> str:
    document = DocxFile(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_full_report_prints_with_every_chapter(tabletop: Tabletop, flood: Path, tmp_path: Path) -> None:
    out = tmp_path / "aar.pdf"

    run = tabletop("debrief", flood, "--out", out, "--full", "--lang", "en")

    assert (run.code, run.err) == (0, "")
    pages = [printed.words(out.read_bytes(), n) for n in range(printed.pages(out.read_bytes()))]
    words = " ".join(pages)
    for chapter in ("Exercise overview", "Table 1.", "Appendix A", "Appendix B", "Appendix C", "Appendix D"):
        assert chapter in words


def test_the_full_report_opens_in_a_word_processor(tabletop: Tabletop, flood: Path, tmp_path: Path) -> None:
    out = tmp_path / "aar.docx"

    run = tabletop("debrief", flood, "--out", out, "--full", "--lang", "id+en", "--paper", "f4")

    assert (run.code, run.err) == (0, "")
    words = words_of_docx(out.read_bytes())
    assert "Ikhtisar latihan" in words
    assert "Exercise overview" in words
    assert "Primary responsible organization" in words


def test_the_full_report_opens_in_a_spreadsheet_without_a_formula(
    tabletop: Tabletop, flood: Path, tmp_path: Path
) -> None:
    out = tmp_path / "aar.xlsx"

    run = tabletop("debrief", flood, "--out", out, "--full", "--lang", "en", "--labels", "uk")

    assert (run.code, run.err) == (0, "")
    book = load_workbook(out)
    assert {"Table 1", "Expected actions, all", "Improvement plan", "Injects"} <= set(book.sheetnames)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any("Action plan" in str(cell.value) for cell in cells)


def test_without_full_the_short_report_is_written(tabletop: Tabletop, flood: Path, tmp_path: Path) -> None:
    run = tabletop("debrief", flood, "--out", tmp_path / "short.docx", "--lang", "en")

    assert run.code == 0
    words = words_of_docx((tmp_path / "short.docx").read_bytes())
    assert "Executive summary" in words
    assert "Appendix" not in words


def test_the_same_exercise_gives_the_same_report(tabletop: Tabletop, flood: Path, tmp_path: Path) -> None:
    for name in ("one.docx", "two.docx"):
        tabletop("debrief", flood, "--out", tmp_path / name, "--full")

    one, two = ((tmp_path / name).read_bytes() for name in ("one.docx", "two.docx"))
    assert one == two
    assert zipfile.is_zipfile(io.BytesIO(one))


@pytest.mark.parametrize("name", ["aar.txt", "aar", "aar.doc"])
def test_another_ending_is_refused_and_nothing_is_written(
    tabletop: Tabletop, flood: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    run = tabletop("debrief", flood, "--out", folder / name, "--full")

    assert run.code == 2
    assert "pdf, docx, xlsx, json" in run.err
    assert names_in(folder) == []


def test_a_report_that_cannot_be_written_leaves_the_last_good_one(
    tabletop: Tabletop, flood: Path, tmp_path: Path
) -> None:
    there = tmp_path / "aar.pdf"
    there.write_bytes(b"the last good one")

    run = tabletop("debrief", flood, "--out", there, "--full")

    assert run.code == 2
    assert there.read_bytes() == b"the last good one"
