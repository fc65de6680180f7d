"""The demo plays the bundled exercise without Qt and leaves a file that plain SQLite reads well."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from e2e.runs import Run, names_in, run_child

Tabletop = Callable[..., Run]
DECISIONS = (
    "station seq elapsed_ms wall_at observed_ms cell category inject text rationale rule told author state"
)
FIVE = ["aar.pdf", "debrief.json", "debrief.pdf", "demo.tabletop", "shadow"]
DEMO = """
import sys
from pathlib import Path
from tabletop.cli import main
code = main(["demo", "--headless", "--out", sys.argv[1]])
assert code == 0, code
loaded = [name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6", "qasync")]
assert loaded == [], loaded
maps = Path("/proc/self/maps")
if maps.exists():
    said = maps.read_text()
    assert "libQt" not in said, said
    assert "PySide6" not in said, said
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder that a demo in a process of its own filled, and what it printed."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    child = run_child(DEMO, folder)
    assert (child.returncode, child.stderr) == (0, "")
    return folder, child.stdout


@pytest.fixture
def opened(demo: tuple[Path, str]) -> Iterator[sqlite3.Connection]:
    path = demo[0] / "demo.tabletop"
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.mark.slow
def test_a_demo_without_qt_prints_the_scores_and_where_its_files_are(demo: tuple[Path, str]) -> None:
    folder, said = demo

    assert names_in(folder) == FIVE
    assert (folder / "debrief.pdf").read_bytes().startswith(b"%PDF-")
    for name in FIVE:
        assert str(folder / name) in said
    for objective in ("O1", "O2", "O3", "O4", "O5", "O6"):
        assert objective in said
    assert json.loads((folder / "debrief.json").read_text(encoding="utf-8"))["format"] == "tabletop-debrief/1"


@pytest.mark.slow
def test_the_demo_holds_a_full_exercise_at_three_stations(opened: sqlite3.Connection) -> None:
    rows, stations = opened.execute("SELECT count(*), count(DISTINCT station) FROM journal").fetchone()
    (decisions,) = opened.execute("SELECT count(*) FROM decisions WHERE state = 'current'").fetchone()

    assert rows > 150
    assert stations == 3
    assert decisions >= 40


@pytest.mark.slow
@pytest.mark.parametrize(
    ("view", "columns"),
    [
        ("decisions", DECISIONS),
        ("releases", "inject elapsed_ms wall_at scenario_at variant state"),
        ("assessments", "action station completion observed_ms author state"),
        ("timeline", "station seq kind elapsed_ms wall_at author summary state"),
    ],
)  # fmt: skip
def test_each_public_view_reads_with_plain_sqlite(
    opened: sqlite3.Connection, view: str, columns: str
) -> None:
    cursor = opened.execute(f"SELECT * FROM {view}")

    assert [column[0] for column in cursor.description] == columns.split()
    rows = cursor.fetchall()
    assert rows
    assert {row[-1] for row in rows} <= {"current", "corrected", "withdrawn", "ignored"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET author = 'someone'",
        "DELETE FROM journal",
        "REPLACE INTO journal SELECT * FROM journal LIMIT 1",
        "DELETE FROM header",
        "UPDATE pack_files SET bytes = x'00'",
    ],
)
def test_the_record_refuses_to_be_changed(opened: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        opened.execute(statement)


@pytest.mark.slow
def test_the_demo_verifies_against_its_shadow(tabletop: Tabletop, demo: tuple[Path, str]) -> None:
    folder = demo[0]

    run = tabletop("verify", folder / "demo.tabletop", "--shadow", folder / "shadow")

    assert (run.code, run.err) == (0, "")


def test_a_folder_with_other_files_is_refused_and_left_alone(tabletop: Tabletop, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine", encoding="utf-8")

    run = tabletop("demo", "--headless", "--out", tmp_path)

    assert run.code == 2
    assert "precious" in run.lines[0]
    assert names_in(tmp_path) == ["precious"]


def test_a_file_in_the_place_of_the_folder_is_refused(tabletop: Tabletop, tmp_path: Path) -> None:
    there = tmp_path / "file"
    there.write_text("mine", encoding="utf-8")

    run = tabletop("demo", "--headless", "--out", there)
    below = tabletop("demo", "--headless", "--out", there / "below")

    assert (run.code, below.code) == (2, 2)
    assert there.read_text(encoding="utf-8") == "mine"


@pytest.mark.slow
def test_a_second_demo_replaces_the_first_and_what_a_killed_one_left(
    tabletop: Tabletop, demo: tuple[Path, str]
) -> None:
    folder = demo[0]
    before = (folder / "debrief.json").read_bytes()
    (folder / ".demo.tabletop.part").write_bytes(b"half")
    (folder / ".demo.tabletop.part-journal").write_bytes(b"half")
    (folder / ".shadow.part").mkdir()

    run = tabletop("demo", "--headless", "--out", folder)

    assert run.code == 0
    assert names_in(folder) == FIVE
    assert (folder / "debrief.json").read_bytes() == before
