"""Exercise files and outputs that cannot be used are refused in words, and stay as they were."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from e2e.runs import PACK, SCRIPT, Run, environment, names_in

Tabletop = Callable[..., Run]
READING = {
    "debrief": ("--out", "x.pdf"),
    "export": ("--out", "x.jsonl"),
    "verify": (),
}
HOLDER = """
import sys
from pathlib import Path
from tabletop.exchange.pack_reader import pack_from_files
from tabletop.exchange.pack_writer import zip_pack
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.shadow import Shadow
shadow = Shadow(folder=Path(sys.argv[2]), zip_pack=zip_pack, warn=print)
held = ExerciseFile.open(Path(sys.argv[1]), read_pack=lambda files: pack_from_files(files)[0], shadow=shadow)
held.back_up()
print("held", flush=True)
sys.stdin.read()
held.close()
"""


def arguments(command: str, path: Path, folder: Path) -> list[str]:
    given = READING[command]
    return [command, str(path), *(str(folder / part) if "." in part else part for part in given)]


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3_000])


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (x)")
        connection.commit()


def not_sqlite(path: Path) -> None:
    path.write_bytes(b"just a text, much longer than a header\n" * 20)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def missing(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("spoil", [foreign, not_sqlite, empty, newer, folder_instead, missing])
def test_what_is_no_exercise_file_of_ours_is_refused(
    tabletop: Tabletop, played: Path, tmp_path: Path, command: str, spoil: Callable[[Path], None]
) -> None:
    path = played / "flood.tabletop"
    spoil(path)
    before = names_in(played)
    out = tmp_path / "out"
    out.mkdir()

    run = tabletop(*arguments(command, path, out))

    assert run.code == 2
    assert len(run.lines) == 1
    assert "flood.tabletop" in run.lines[0]
    assert names_in(played) == before
    assert names_in(out) == []


@pytest.mark.parametrize(("command", "code"), [("debrief", 2), ("export", 2), ("verify", 1)])
def test_a_truncated_file_is_told_of_and_left_alone(
    tabletop: Tabletop, played: Path, tmp_path: Path, command: str, code: int
) -> None:
    path = played / "flood.tabletop"
    truncated(path)
    before = path.read_bytes()

    run = tabletop(*arguments(command, path, tmp_path))

    assert run.code == code
    assert run.lines
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["played"]


def test_a_newer_file_names_both_versions(tabletop: Tabletop, played: Path) -> None:
    newer(played / "flood.tabletop")

    run = tabletop("verify", played / "flood.tabletop")

    assert "99" in run.err


@pytest.fixture
def held(played: Path) -> Iterator[Path]:
    """An exercise file that another process has open, with a backup made."""
    path = played / "flood.tabletop"
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), str(played / "shadow")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield path
        child.communicate("")
    assert child.returncode == 0


@pytest.mark.slow
def test_a_held_file_names_holder_time_and_snapshot_to_every_reader(
    tabletop: Tabletop, held: Path, tmp_path: Path
) -> None:
    before = held.read_bytes()
    snapshot = max((held.parent / "shadow" / "backups").glob("*.tabletop"))

    runs = [tabletop(*arguments(command, held, tmp_path)) for command in READING]

    for run in runs:
        assert run.code == 2
        assert len(run.lines) == 1
        assert str(snapshot) in run.err
        assert "since" in run.err
        assert "(" in run.err
    assert held.read_bytes() == before
    assert names_in(tmp_path) == ["played"]


@pytest.mark.slow
def test_force_never_replaces_a_file_that_another_process_holds(
    tabletop: Tabletop, held: Path, tmp_path: Path
) -> None:
    before = held.read_bytes()

    play = tabletop("play", PACK, SCRIPT, "--out", held, "--force")
    recover = tabletop("recover", held.parent / "shadow", "--out", held, "--force")

    assert (play.code, recover.code) == (2, 2)
    assert "flood.tabletop" in play.err
    assert held.read_bytes() == before


# Outputs ----------------------------------------------------------------------------------------


def outputs(played: Path, out: Path) -> dict[str, list[object]]:
    path = played / "flood.tabletop"
    return {
        "play": ["play", PACK, SCRIPT, "--out", out.with_suffix(".tabletop")],
        "debrief": ["debrief", path, "--out", out.with_suffix(".json")],
        "export": ["export", path, "--out", out.with_suffix(".jsonl")],
        "recover": ["recover", played / "shadow", "--out", out.with_suffix(".tabletop")],
    }


WRITING = ("play", "debrief", "export", "recover")


@pytest.mark.parametrize("command", WRITING)
def test_an_existing_output_is_left_as_it_is(
    tabletop: Tabletop, played: Path, tmp_path: Path, command: str
) -> None:
    call = outputs(played, tmp_path / "x")[command]
    there = Path(str(call[-1]))
    there.write_text("mine", encoding="utf-8")

    run = tabletop(*call)

    assert run.code == 2
    assert "--force" in run.lines[0]
    assert there.read_text(encoding="utf-8") == "mine"
    assert names_in(tmp_path) == ["played", there.name]


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITING)
def test_force_replaces_an_existing_output(
    tabletop: Tabletop, played: Path, tmp_path: Path, command: str
) -> None:
    call = outputs(played, tmp_path / "x")[command]
    there = Path(str(call[-1]))
    there.write_text("mine", encoding="utf-8")

    run = tabletop(*call, "--force")

    assert run.code == 0
    assert there.read_bytes() != b"mine"
    assert names_in(tmp_path) == ["played", there.name]


@pytest.mark.parametrize("command", WRITING)
def test_an_output_in_a_missing_folder_is_refused(
    tabletop: Tabletop, played: Path, tmp_path: Path, command: str
) -> None:
    call = outputs(played, tmp_path / "nowhere" / "x")[command]

    run = tabletop(*call)

    assert run.code == 2
    assert len(run.lines) == 1
    assert "nowhere" in run.lines[0]
    assert names_in(tmp_path) == ["played"]


@pytest.mark.parametrize("command", WRITING)
def test_a_folder_as_output_is_never_replaced_not_even_by_force(
    tabletop: Tabletop, played: Path, tmp_path: Path, command: str
) -> None:
    call = outputs(played, tmp_path / "x")[command]
    folder = Path(str(call[-1]))
    folder.mkdir()
    (folder / "precious").write_text("mine", encoding="utf-8")

    gentle = tabletop(*call)
    forced = tabletop(*call, "--force")

    assert (gentle.code, forced.code) == (2, 2)
    assert len(forced.lines) == 1
    assert names_in(folder) == ["precious"]
    assert names_in(tmp_path) == ["played", folder.name]


def test_an_output_is_never_its_own_input(tabletop: Tabletop, played: Path, tmp_path: Path) -> None:
    path = played / "flood.tabletop"
    script = Path(shutil.copy(SCRIPT, tmp_path / "s.play"))
    before = path.read_bytes()

    export = tabletop("export", path, "--out", path, "--force")
    play = tabletop("play", PACK, script, "--out", script, "--force")

    assert (export.code, play.code) == (2, 2)
    assert path.read_bytes() == before
    assert script.read_bytes() == SCRIPT.read_bytes()


@pytest.mark.parametrize("ending", ["odt", "xls", "txt", ""])
def test_a_debrief_of_an_unknown_kind_is_refused(
    tabletop: Tabletop, played: Path, tmp_path: Path, ending: str
) -> None:
    run = tabletop("debrief", played / "flood.tabletop", "--out", tmp_path / f"x.{ending}")

    assert run.code == 2
    assert "pdf" in run.lines[0]
    assert names_in(tmp_path) == ["played"]


def test_a_shadow_folder_that_holds_other_things_is_not_replaced(tabletop: Tabletop, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "precious").write_text("mine", encoding="utf-8")
    call = ["play", PACK, SCRIPT, "--out", tmp_path / "x.tabletop", "--shadow", folder]

    gentle = tabletop(*call)
    forced = tabletop(*call, "--force")

    assert (gentle.code, forced.code) == (2, 2)
    assert "precious" in forced.err
    assert names_in(folder) == ["precious"]
    assert names_in(tmp_path) == ["mine"]


def test_recovering_needs_a_shadow_log_with_its_pack(
    tabletop: Tabletop, played: Path, tmp_path: Path
) -> None:
    empty_folder = tmp_path / "none"
    empty_folder.mkdir()
    (played / "shadow" / "pack.tabletop-pack").unlink()
    out = tmp_path / "x.tabletop"

    nothing = tabletop("recover", empty_folder, "--out", out)
    no_pack = tabletop("recover", played / "shadow", "--out", out)
    other_pack = tabletop(
        "recover", played / "shadow", "--out", out, "--pack", PACK.parent / "sispamkota-2024"
    )

    assert (nothing.code, no_pack.code, other_pack.code) == (2, 2, 2)
    assert not out.exists()
    assert tabletop("recover", played / "shadow", "--out", out, "--pack", PACK).code == 0
