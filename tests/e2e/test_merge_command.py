"""`tabletop logbook` and `tabletop merge`: what comes in, what is told, and what stays as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import ManualClock
from e2e.logbooks import STARTS, VILLAGE, copy, observe, rows_of, write_story
from e2e.runs import Run, environment, names_in, run_child

from tabletop import cli
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.play.journal import Entry
from tabletop.services import merging
from tabletop.services.prepare import close_session, open_session

Tabletop = Callable[..., Run]
HOUR_MS = 3_600_000
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
LIMITED = """
import resource, signal, sys
from tabletop.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit then fails like a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(sys.argv[2:]))
"""
AS_NOBODY = """
import os, sys
import _strptime
from tabletop.cli import main
main(["verify", sys.argv[3]])  # loads what that user may not be able to load
main(["merge", sys.argv[3], sys.argv[3] + ".no"])
sys.stderr = open(sys.argv.pop(1), "w", encoding="utf-8")
if os.geteuid() == 0:  # root ignores modes
    os.seteuid(65534)
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: Path) -> Path:
    """A director's laptop with the played exercise."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    copy(day / "x.tabletop", tmp_path / "x.tabletop")
    return tmp_path


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a played exercise, not to be changed."""
    folder = tmp_path_factory.mktemp("day")
    out = folder / "x.tabletop"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        assert (
            cli.main(["play", str(VILLAGE), str(write_story(folder)), "--out", str(out), "--start", STARTS])
            == 0
        )
    return folder


@pytest.fixture
def logbook(tabletop: Tabletop, desk: Path) -> Callable[..., Path]:
    """Issue a logbook of the exercise and log in it."""

    def make(station: str = "P1", **how: object) -> Path:
        file = desk / f"{station}.tabletop"
        run = tabletop("logbook", desk / "x.tabletop", "--station", station, "--cell", "OPS", "--out", file)
        assert run.code == 0, run
        observe(file, **how)  # type: ignore[arg-type]  # as `observe` names them
        return file

    return make


def everything(path: Path) -> list[Entry]:
    return [*rows_of(path), *rows_of(path, "aside")]


# What is told -----------------------------------------------------------------------------------


def test_what_came_in_is_told_by_station_with_its_receipt(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    file = logbook()

    run = tabletop("merge", desk / "x.tabletop", file)

    own = rows_of(file)
    told = f"P1: 6 new, 0 already there; clock not compared; receipt 6 rows, head {own[-1].hash[:8]}"
    assert run.code == 0, run
    assert told in run.out.splitlines()
    assert run.err == ""


def test_the_report_for_machines_says_the_same(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    file = logbook()

    run = tabletop("merge", desk / "x.tabletop", file, "--json")

    said = {station["station"]: station for station in json.loads(run.out)["stations"]}
    assert said["P1"] == {
        "station": "P1", "new": 6, "already_there": 0, "rows": 6, "head": rows_of(file)[-1].hash, "gaps": [],
        "aside": 0, "offset_ms": None, "drift_ms_an_hour": None, "missing": False,
    }  # fmt: skip


def test_the_same_files_again_change_nothing(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    exercise, file = desk / "x.tabletop", logbook()
    tabletop("merge", exercise, file)
    before = exercise.read_bytes()

    run = tabletop("merge", exercise, file)

    assert run.code == 0
    assert "P1: 0 new, 6 already there" in run.out
    assert exercise.read_bytes() == before


def test_a_station_whose_logbook_did_not_come_in_is_named(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    first = logbook("P1")
    logbook("P2")

    run = tabletop("merge", desk / "x.tabletop", first)

    assert run.code == 1
    assert "P2: nothing came in yet" in run.out.splitlines()


def test_a_folder_is_merged_with_all_that_lie_in_it_but_the_exercise_itself(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    logbook("P1")
    logbook("P2")

    run = tabletop("merge", desk / "x.tabletop", desk)

    assert run.code == 0, run
    assert "P1: 6 new" in run.out
    assert "P2: 6 new" in run.out


def test_more_of_a_logbook_may_come_later(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    exercise, file = desk / "x.tabletop", logbook()
    tabletop("merge", exercise, file)
    observe(file, more=True)

    run = tabletop("merge", exercise, file)

    assert run.code == 0
    assert "P1: 5 new, 6 already there" in run.out


def test_a_clock_three_hours_off_without_marks_is_told_as_not_compared(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    file = logbook(ahead_ms=3 * HOUR_MS)

    run = tabletop("merge", desk / "x.tabletop", file)

    assert run.code == 0
    assert "P1: 6 new, 0 already there; clock not compared" in run.out


def test_a_file_that_is_not_there_is_refused_before_any_is_read(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    file = logbook()
    before = rows_of(desk / "x.tabletop")

    run = tabletop("merge", desk / "x.tabletop", file, desk / "P9.tabletop")

    assert (run.code, len(run.lines)) == (2, 1)
    assert "P9.tabletop" in run.err
    assert rows_of(desk / "x.tabletop") == before


# Making logbooks --------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["x.tabletop", "pack"])
@pytest.mark.parametrize(
    ("station", "said"),
    [("DIR", "is the director's station"), ("DIR-2", "is the director's station"),
     ("P/1", "cannot be a station"), ("P1~aa11", "cannot be a station"), ("P" * 25, "cannot be a station")],
)  # fmt: skip
def test_a_name_that_no_observer_may_have_is_refused(
    tabletop: Tabletop, desk: Path, source: str, station: str, said: str
) -> None:
    given = VILLAGE if source == "pack" else desk / source
    before = rows_of(desk / "x.tabletop")

    run = tabletop("logbook", given, f"--station={station}", "--cell", "OPS", "--out", desk / "new.tabletop")

    assert (run.code, len(run.lines)) == (2, 1)
    assert said in run.err
    assert not (desk / "new.tabletop").exists()
    assert rows_of(desk / "x.tabletop") == before


@pytest.mark.parametrize("source", ["x.tabletop", "pack"])
def test_a_cell_that_the_pack_does_not_have_is_refused_and_no_file_is_left(
    tabletop: Tabletop, desk: Path, source: str
) -> None:
    given = VILLAGE if source == "pack" else desk / source
    before = rows_of(desk / "x.tabletop")

    run = tabletop("logbook", given, "--station", "P1", "--cell", "OPX", "--out", desk / "new.tabletop")

    assert (run.code, len(run.lines)) == (2, 1)
    assert "OPS" in run.err
    assert [name for name in names_in(desk) if name.startswith("new")] == []
    assert rows_of(desk / "x.tabletop") == before


def test_one_name_is_given_to_one_laptop_only(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    logbook("P1")

    run = tabletop(
        "logbook", desk / "x.tabletop", "--station", "p1", "--cell", "OPS", "--out", desk / "new.tabletop"
    )

    assert (run.code, len(run.lines)) == (2, 1)
    assert "P2 is free" in run.err
    assert not (desk / "new.tabletop").exists()


# Two laptops as one station ---------------------------------------------------------------------


@pytest.mark.parametrize("first_kept", [True, False, None])
def test_two_laptops_as_one_station_lie_aside_until_the_director_says_which_count(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path], first_kept: bool | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    exercise, file = desk / "x.tabletop", logbook(facts=1)
    second = copy(file, desk / "second.tabletop")
    observe(file, 1, more=True, name="boot-a")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("XDG_DATA_HOME", str(desk / "other-laptop"))
        observe(second, 2, more=True, name="boot-b")

    run = tabletop("merge", exercise, file, second)

    assert run.code == 1
    assert "7 rows set aside, they contradict others" in run.out
    every = {entry.hash for entry in (*rows_of(file), *rows_of(second))}
    assert every <= {entry.hash for entry in everything(exercise)}

    session = open_session(LocalWorkplace(ManualClock()).open(exercise, pytest.fail), ManualClock())
    branches = session.journal.union().branches
    kept = [branch.hash for branch in branches if first_kept is None or (branch.rows == 3) is first_kept]
    merging.keep_branches(session, "P1", kept, reason="both were there")
    stations = [row.entry.station for row in session.recorded]
    counted = sum(1 for station in stations if station.startswith("P1"))
    close_session(session)

    assert counted == 4 + sum(branch.rows for branch in branches if branch.hash in kept)
    again = tabletop("merge", exercise, second, file)
    assert again.code == 0, again
    assert "P1: 0 new" in again.out


# When the exercise itself cannot be written -----------------------------------------------------


@pytest.fixture
def held(desk: Path) -> Iterator[Path]:
    """Another process that holds the exercise."""
    changes = {"XDG_DATA_HOME": str(desk / "data")}
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(desk / "x.tabletop")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(**changes),
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    yield desk / "x.tabletop"
    child.communicate()


@pytest.mark.slow
def test_an_exercise_that_is_open_elsewhere_is_refused_with_its_holder(
    tabletop: Tabletop, logbook: Callable[..., Path], request: pytest.FixtureRequest
) -> None:
    file = logbook()
    exercise: Path = request.getfixturevalue("held")
    before = exercise.read_bytes()

    run = tabletop("merge", exercise, file)

    assert (run.code, len(run.lines)) == (2, 1)
    assert "is open at" in run.err
    assert exercise.read_bytes() == before


@pytest.mark.slow
def test_a_logbook_that_is_open_elsewhere_is_refused_and_the_others_are_taken(
    tabletop: Tabletop, desk: Path, logbook: Callable[..., Path]
) -> None:
    first, second = logbook("P1"), logbook("P2")
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(first)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=environment(XDG_DATA_HOME=str(desk / "data")),
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"

    run = tabletop("merge", desk / "x.tabletop", first, second)
    child.communicate()

    assert run.code == 1
    assert [line.split(":")[0] for line in run.lines] == ["P1.tabletop"]
    assert "P2: 6 new" in run.out
    assert "P1: nothing came in yet" in run.out


@pytest.mark.slow
def test_without_the_right_to_write_nothing_is_taken(
    desk: Path, logbook: Callable[..., Path], open_folder: Path
) -> None:
    file = copy(logbook(), open_folder / "P1.tabletop")
    exercise = copy(desk / "x.tabletop", open_folder / "x.tabletop")
    for path in (exercise, file):
        path.chmod(0o444)
    before = exercise.read_bytes()

    said = desk / "said.txt"

    child = run_child(
        AS_NOBODY, said, "merge", exercise, file, changes={"XDG_DATA_HOME": str(open_folder / "no")}
    )

    told = said.read_text(encoding="utf-8")
    assert (child.returncode, len(told.splitlines())) == (2, 1), told
    assert "x.tabletop" in told
    assert exercise.read_bytes() == before


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that any user may look into but not write to (pytest's own are for their owner only)."""
    folder = Path(f"/tmp/merge-{os.getpid()}-{tmp_path.name[-12:]}")
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
def test_a_full_disk_takes_all_or_nothing(desk: Path, logbook: Callable[..., Path]) -> None:
    exercise, file = desk / "x.tabletop", logbook(facts=150)
    size = exercise.stat().st_size
    before = everything(exercise)

    child = run_child(LIMITED, size + 20_000, "merge", exercise, file)

    assert child.returncode == 2, child
    assert "x.tabletop" in child.stderr
    assert "defect" not in child.stderr
    assert everything(exercise) == before
    assert run_child(LIMITED, 10**9, "merge", exercise, file).returncode == 0
    assert len(everything(exercise)) == len(before) + 153
