"""`tabletop compare`: runs side by side, what does not stand there said, nothing but the output written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from builders import ManualClock
from e2e.logbooks import VILLAGE, copy, forge
from e2e.runs import PACK, Run, names_in
from reports.pdf_reading import body, squeezed

from tabletop import cli
from tabletop.bootstrap.window import LocalWorkplace

Tabletop = Callable[..., Run]
FIRST = """
T+00:00 startex override="drill"
T+00:02 release E01
T+00:08 assess E01.a unmet
T+00:09 assess E01.b partial
T+00:10 breach R1
T+00:30 improve O1 "no list"
T+00:31 endex rest=open
T+00:31 plan "write a list" from=1 owner="Desk"
"""
SECOND = """
T+00:00 startex override="drill"
T+00:02 release E01
T+00:08 assess E01.a met
T+00:09 assess E01.b partial
T+00:31 endex rest=open
"""


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two runs of the village and one of another pack, not to be changed."""
    folder = tmp_path_factory.mktemp("years")
    runs = (
        ("first", FIRST, VILLAGE, "2024-01-15T08:00+07:00"),
        ("second", SECOND, VILLAGE, "2025-01-15T08:00+07:00"),
        ("other", 'T+00:00 startex override="drill"\nT+00:01 endex\n', PACK, "2023-01-15T08:00+07:00"),
    )
    for name, script, pack, start in runs:
        (folder / f"{name}.play").write_text(script.lstrip(), encoding="utf-8")
        out = folder / f"{name}.tabletop"
        play = ["play", str(pack), str(folder / f"{name}.play"), "--out", str(out), "--start", start]
        assert cli.main(play) == 0
    return folder


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: Path) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for file in sorted(years.glob("*.tabletop")):
        copy(file, tmp_path / file.name)
    return tmp_path


def test_two_runs_stand_side_by_side_the_earliest_first(tabletop: Tabletop, desk: Path) -> None:
    before = {name: (desk / name).read_bytes() for name in names_in(desk)}

    run = tabletop("compare", desk / "second.tabletop", desk / "first.tabletop")

    assert (run.code, run.err) == (0, "")
    table = [" ".join(line.split()) for line in run.out.splitlines()]
    assert table[0].startswith("1 first (15 Jan 2024, EX-20240115-")
    assert table[1].startswith("2 second (15 Jan 2025, EX-20250115-")
    assert "Red lines breached 1 0" in table
    assert table[-1] == "Not met, partial or late in two runs or more: E01.b"
    assert {name: (desk / name).read_bytes() for name in names_in(desk)} == before


def test_the_numbers_for_machines(tabletop: Tabletop, desk: Path) -> None:
    run = tabletop("compare", desk / "first.tabletop", desk / "second.tabletop", "--out", desk / "x.json")

    found = json.loads((desk / "x.json").read_text(encoding="utf-8"))
    assert (run.code, run.out, found["format"]) == (0, "", "tabletop-comparison/1")
    assert [each["label"] for each in found["runs"]] == ["first", "second"]
    assert found["red_lines"][0] == {"id": "R1", "breaches": [1, 0], "grave": [False, False]}
    (action,) = found["recurring"]["actions"]
    assert [each["completion"] for each in action["results"]] == ["partial", "partial"]
    assert [(each["text"], each["statuses"]) for each in found["recurring"]["owed"]] == [
        ("write a list", ["open", None])
    ]


@pytest.mark.slow
def test_the_paper_as_pdf_docx_and_xlsx_says_the_same(tabletop: Tabletop, desk: Path) -> None:
    files = (desk / "first.tabletop", desk / "second.tabletop")

    codes = [tabletop("compare", *files, "--out", desk / f"x.{form}", "--lang", "id+en").code
             for form in ("pdf", "docx", "xlsx")]  # fmt: skip

    assert codes == [0, 0, 0]
    pdf = body((desk / "x.pdf").read_bytes())
    words = "\n".join(p.text for p in docx.Document(str(desk / "x.docx")).paragraphs)
    book = openpyxl.load_workbook(desk / "x.xlsx")
    for told in ("Perbandingan pelaksanaan", "Comparison of runs"):
        assert squeezed(told) in pdf
        assert told in words
    assert {"Persen", "Huruf", "Garis merah"} <= set(book.sheetnames)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_another_scenario_is_named_and_the_rest_is_compared(tabletop: Tabletop, desk: Path) -> None:
    files = (desk / "first.tabletop", desk / "other.tabletop", desk / "second.tabletop")

    run = tabletop("compare", *files)

    assert run.code == 1
    assert run.lines == ["other: not compared, another scenario (quick-start) than the others (village)."]
    assert "2  second" in run.out
    assert tabletop("compare", *files, "--lang", "id").lines == [
        "other: tidak dibandingkan, skenarionya lain (quick-start) dari yang lain (village)."
    ]


def test_where_nothing_stands_beside_another_that_is_said(tabletop: Tabletop, desk: Path) -> None:
    run = tabletop("compare", desk / "other.tabletop", desk / "second.tabletop")

    assert run.code == 1
    assert run.out.splitlines()[-1].startswith("Fewer than two runs")


def test_a_forged_row_is_a_finding_and_the_rest_is_printed(tabletop: Tabletop, desk: Path) -> None:
    forge(desk / "second.tabletop", "DIR", 3, author="someone else")

    run = tabletop("compare", desk / "first.tabletop", desk / "second.tabletop")

    assert run.code == 1
    assert "DIR: row 3 is not as it was written" in run.err
    assert "Run 2: a chain of rows is broken" in run.err
    assert "2  second" in run.out


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["first"], "From 2 to 6 different exercises"),
        (["first", "first"], "From 2 to 6 different exercises"),
        ([f"x{n}" for n in range(7)], "From 2 to 6 different exercises"),
        (["first", "no"], "There is no file"),
        (["first", "text"], "is not a Tabletop exercise"),
        (["first", "P1"], "P1.tabletop is the logbook of P1"),
    ],
)
def test_with_fewer_than_two_runs_nothing_is_compared(
    tabletop: Tabletop, desk: Path, names: list[str], said: str
) -> None:
    (desk / "text.tabletop").write_text("no database", encoding="utf-8")
    tabletop("logbook", desk / "second.tabletop", "--station", "P1", "--out", desk / "P1.tabletop")

    run = tabletop("compare", *(desk / f"{name}.tabletop" for name in names), "--out", desk / "x.json")

    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert not (desk / "x.json").exists()


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("x.txt", "the ending must be one of pdf, docx, xlsx, json"),
        ("first.tabletop", "it was left as it is"),
        ("there.json", "already exists"),
        ("no/x.json", "cannot be written"),
    ],
)
def test_a_wrong_output_is_refused(tabletop: Tabletop, desk: Path, out: str, said: str) -> None:
    (desk / "there.json").write_text("kept", encoding="utf-8")
    before = (desk / "first.tabletop").read_bytes()

    run = tabletop("compare", desk / "first.tabletop", desk / "second.tabletop", "--out", desk / out)

    assert run.code == 2
    assert said in run.err
    assert (desk / "first.tabletop").read_bytes() == before
    assert (desk / "there.json").read_text(encoding="utf-8") == "kept"


def test_a_file_that_is_open_elsewhere_is_refused_and_the_rest_is_read(
    tabletop: Tabletop, desk: Path
) -> None:
    copy(desk / "second.tabletop", desk / "third.tabletop")
    held = LocalWorkplace(ManualClock()).open(desk / "third.tabletop", pytest.fail)
    try:
        run = tabletop("compare", desk / "first.tabletop", desk / "second.tabletop", held.path)
    finally:
        held.close()

    assert run.code == 1
    assert "third.tabletop: " in run.err
    assert "2  second" in run.out


def test_files_of_one_name_are_told_apart_by_their_folders(tabletop: Tabletop, desk: Path) -> None:
    (desk / "2025").mkdir()
    copy(desk / "second.tabletop", desk / "2025" / "first.tabletop")

    run = tabletop("compare", desk / "first.tabletop", desk / "2025" / "first.tabletop")

    assert run.code == 0
    assert "2  2025/first (" in run.out
