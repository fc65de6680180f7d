"""`tabletop carry`: what an exercise left open goes into the next one, once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import ManualClock
from e2e.logbooks import VILLAGE, copy, forge, rows_of
from e2e.runs import Run, environment

from tabletop import cli
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.errors import UserError

Tabletop = Callable[..., Run]
LAST_YEAR = """
T+00:00 startex override="drill"
T+00:05 improve O1 "no second radio" element=equipment
T+00:06 endex
T+00:06 plan "buy one" from=1 owner="Stores" due=2025-02-01
T+00:06 plan "lend one" from=1 owner="Stores"
T+00:06 plan "write\\nit down" from=1 owner="Desk" priority=low
T+00:06 carry "train boat crews" exercise=EX-2023 action=DIR:40 owner="Boat team"
T+00:06 close 2 evidence="lent in May"
"""
THIS_YEAR = 'T+00:00 carry "train boat crews" exercise=EX-2023 action=DIR:40 owner="Boat team"\n'
HOLDER = """
import sys
from pathlib import Path
from tabletop.bootstrap.window import LocalWorkplace
held = LocalWorkplace().open(Path(sys.argv[1]), print)
held.back_up()
print("held", flush=True)
sys.stdin.read()
held.close()
"""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two exercises, not to be changed."""
    folder = tmp_path_factory.mktemp("year")
    for name, script in (("last", LAST_YEAR), ("this", THIS_YEAR)):
        (folder / f"{name}.play").write_text(script.lstrip(), encoding="utf-8")
        out = folder / f"{name}.tabletop"
        assert cli.main(["play", str(VILLAGE), str(folder / f"{name}.play"), "--out", str(out)]) == 0
    return folder


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: Path) -> Path:
    """A director's laptop with last year's exercise and this year's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("last.tabletop", "this.tabletop"):
        copy(year / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def exercise_id(desk: Path) -> str:
    return rows_of(desk / "last.tabletop")[0].exercise


def test_what_is_open_is_taken_over_a_line_each(tabletop: Tabletop, desk: Path, exercise_id: str) -> None:
    before = (desk / "last.tabletop").read_bytes()

    run = tabletop("carry", desk / "last.tabletop", desk / "this.tabletop")

    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "DIR:5: buy one (Stores, due 2025-02-01)",
        "DIR:7: write it down (Desk)",
        f"From {exercise_id}: 2 taken over, 1 already there",
    ]
    assert [row.kind for row in rows_of(desk / "this.tabletop")] == ["station-opened", *["carry"] * 3]
    assert (desk / "last.tabletop").read_bytes() == before


def test_the_same_again_changes_nothing(tabletop: Tabletop, desk: Path, exercise_id: str) -> None:
    tabletop("carry", desk / "last.tabletop", desk / "this.tabletop")
    before = rows_of(desk / "this.tabletop")

    run = tabletop("carry", desk / "last.tabletop", desk / "this.tabletop", "--lang", "id")

    assert run.code == 0
    assert run.out.splitlines() == [f"Dari {exercise_id}: 0 dibawa, 3 sudah ada"]
    assert rows_of(desk / "this.tabletop") == before


def test_the_report_for_machines_says_the_same(tabletop: Tabletop, desk: Path, exercise_id: str) -> None:
    run = tabletop("carry", desk / "last.tabletop", desk / "this.tabletop", "--json")

    assert json.loads(run.out) == {
        "exercise": exercise_id,
        "taken": [
            {"id": "DIR:3", "carried_from": exercise_id, "action": "DIR:5", "text": "buy one",
             "owner": "Stores", "due": "2025-02-01"},
            {"id": "DIR:4", "carried_from": exercise_id, "action": "DIR:7", "text": "write\nit down",
             "owner": "Desk", "due": None},
        ],
        "already_there": 1,
    }  # fmt: skip


def test_what_was_carried_stands_in_the_debrief_with_objective_and_element(
    tabletop: Tabletop, desk: Path, exercise_id: str
) -> None:
    tabletop("carry", desk / "last.tabletop", desk / "this.tabletop")

    tabletop("debrief", desk / "this.tabletop", "--out", desk / "this.json")

    plan = json.loads((desk / "this.json").read_text(encoding="utf-8"))["plan"]
    assert [(each["carried_from"], each["text"], each["element"]) for each in plan] == [
        ("EX-2023", "train boat crews", None),
        (exercise_id, "buy one", "equipment"),
        (exercise_id, "write\nit down", "equipment"),
    ]


def test_what_two_laptops_took_over_stands_once_in_either_order_of_merging(
    tabletop: Tabletop, desk: Path
) -> None:
    last, this = desk / "last.tabletop", desk / "this.tabletop"
    logbooks = [desk / "P1.tabletop", desk / "P2.tabletop"]
    for logbook in logbooks:
        tabletop("logbook", this, "--station", logbook.stem, "--out", logbook)
        assert tabletop("carry", last, logbook).code == 0
    plans = []
    for name, order in (("one", logbooks), ("other", logbooks[::-1])):
        file = copy(this, desk / f"{name}.tabletop")
        for logbook in order:
            tabletop("merge", file, logbook)

        tabletop("debrief", file, "--out", desk / f"{name}.json")

        plans.append(json.loads((desk / f"{name}.json").read_text(encoding="utf-8"))["plan"])
        assert [row.kind for row in rows_of(file)].count("carry") > len(plans[-1])
    assert plans[0] == plans[1]
    assert sorted(each["text"] for each in plans[0]) == ["buy one", "train boat crews", "write\nit down"]


def test_an_exercise_is_not_carried_into_itself(tabletop: Tabletop, desk: Path, exercise_id: str) -> None:
    before = rows_of(desk / "last.tabletop")

    for source in (desk / "last.tabletop", copy(desk / "last.tabletop", desk / "copy.tabletop")):
        run = tabletop("carry", source, desk / "last.tabletop")

        assert (run.code, len(run.lines), run.out) == (2, 1, "")
        assert f"{exercise_id} is this very exercise" in run.err
    assert rows_of(desk / "last.tabletop") == before


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("no.tabletop", "this.tabletop", "There is no file"),
        ("last.tabletop", "no.tabletop", "There is no file"),
        ("text.tabletop", "this.tabletop", "is not a Tabletop exercise"),
        ("last.tabletop", "text.tabletop", "is not a Tabletop exercise"),
    ],
)
def test_what_is_no_exercise_is_refused(
    tabletop: Tabletop, desk: Path, source: str, target: str, said: str
) -> None:
    (desk / "text.tabletop").write_text("no database", encoding="utf-8")
    before = rows_of(desk / "this.tabletop")

    run = tabletop("carry", desk / source, desk / target)

    assert (run.code, len(run.lines), run.out) == (2, 1, "")
    assert said in run.err
    assert rows_of(desk / "this.tabletop") == before
    assert not (desk / "no.tabletop").exists()


def test_a_forged_row_of_the_earlier_exercise_is_a_finding(tabletop: Tabletop, desk: Path) -> None:
    forge(desk / "last.tabletop", "DIR", 3, author="someone else")

    run = tabletop("carry", desk / "last.tabletop", desk / "this.tabletop")

    assert run.code == 1
    assert "DIR: row 3 is not as it was written" in run.err
    assert "2 taken over" in run.out


@pytest.fixture
def held(desk: Path) -> Iterator[Path]:
    """Last year's exercise, held by another process."""
    file = desk / "last.tabletop"
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(XDG_DATA_HOME=str(desk / "data")),
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    yield file
    child.communicate()


@pytest.mark.slow
def test_an_exercise_that_is_open_elsewhere_is_not_read(tabletop: Tabletop, desk: Path, held: Path) -> None:
    before = (desk / "this.tabletop").read_bytes()

    run = tabletop("carry", held, desk / "this.tabletop")

    assert (run.code, len(run.lines)) == (2, 1)
    assert "last.tabletop is open at" in run.err
    assert (desk / "this.tabletop").read_bytes() == before


# What the window asks for -----------------------------------------------------------------------


def test_the_window_reads_what_an_exercise_left_open_without_writing(desk: Path, exercise_id: str) -> None:
    before = sorted((path.name, path.read_bytes()) for path in desk.glob("*.tabletop*"))

    left = LocalWorkplace(ManualClock()).open_actions(desk / "last.tabletop")

    assert (left.exercise_id, left.pack_id, left.findings) == (exercise_id, "village", ())
    assert left.ended_at is not None
    assert [event.text for event in left.actions] == ["buy one", "write\nit down", "train boat crews"]
    assert sorted((path.name, path.read_bytes()) for path in desk.glob("*.tabletop*")) == before


def test_the_window_is_refused_what_is_no_exercise(desk: Path) -> None:
    with pytest.raises(UserError, match="file-missing"):
        LocalWorkplace(ManualClock()).open_actions(desk / "no.tabletop")
