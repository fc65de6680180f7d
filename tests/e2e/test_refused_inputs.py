"""Bad packs and scripts are refused in words, with exit code 2 or 1, and nothing is half-written."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.runs import PACK, SCRIPT, Run, names_in

Tabletop = Callable[..., Run]


def pack_copy(folder: Path) -> Path:
    return Path(shutil.copytree(PACK, folder / "pack"))


def play_lines(folder: Path, *lines: str) -> Path:
    script = folder / "wrong.play"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return script


# Packs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "play"])
def test_a_missing_pack_is_refused_by_name(tabletop: Tabletop, tmp_path: Path, command: str) -> None:
    out = tmp_path / "x.tabletop"
    rest = [SCRIPT, "--out", out] if command == "play" else []

    run = tabletop(command, tmp_path / "nowhere", *rest)

    assert run.code == 2
    assert "nowhere" in run.lines[0]
    assert len(run.lines) == 1
    assert names_in(tmp_path) == []


def test_check_points_at_the_wrong_line_with_a_suggestion(tabletop: Tabletop, tmp_path: Path) -> None:
    pack = pack_copy(tmp_path)
    msel = (pack / "msel.yaml").read_text(encoding="utf-8")
    wrong = msel.replace("objective: O1, task: O1.1.a,", "objective: O9, task: O1.1.a,")
    (pack / "msel.yaml").write_text(wrong, encoding="utf-8")
    line = next(n for n, text in enumerate(wrong.splitlines(), start=1) if "objective: O9" in text)

    run = tabletop("check", pack)

    assert run.code == 1
    (said,) = (told for told in run.lines if "O9" in told)
    assert said.startswith(f"msel.yaml:{line}:")
    assert "did you mean O1?" in said or "did you mean O" in said


def test_a_broken_pack_is_not_played(tabletop: Tabletop, tmp_path: Path) -> None:
    pack = pack_copy(tmp_path)
    (pack / "msel.yaml").write_text("injects: [\n", encoding="utf-8")

    run = tabletop("play", pack, SCRIPT, "--out", tmp_path / "x.tabletop")

    assert run.code == 2
    assert any(line.startswith("msel.yaml:") for line in run.lines)
    assert names_in(tmp_path) == ["pack"]


def test_a_binary_pack_file_is_refused(tabletop: Tabletop, tmp_path: Path) -> None:
    pack = pack_copy(tmp_path)
    (pack / "pack.yaml").write_bytes(b"\x7fELF\x00\x01\x02\xff" * 40)

    run = tabletop("check", pack)

    assert run.code in (1, 2)
    assert any(line.startswith("pack.yaml") and "text" in line for line in run.lines)


def test_a_file_that_is_no_zip_is_refused_as_a_pack(tabletop: Tabletop, tmp_path: Path) -> None:
    pack = tmp_path / "x.tabletop-pack"
    pack.write_bytes(b"\x00\xff" * 500)

    run = tabletop("check", pack)

    assert run.code == 2
    assert len(run.lines) == 1


def test_a_zip_bomb_is_refused_before_it_grows(tabletop: Tabletop, tmp_path: Path) -> None:
    pack = tmp_path / "bomb.tabletop-pack"
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pack.yaml", b" " * 15_000_000)

    run = tabletop("check", pack)

    assert run.code == 2
    assert "bomb.tabletop-pack" in run.lines[0]
    assert len(run.lines) == 1


# Scripts ----------------------------------------------------------------------------------------

WRONG_LINES = {
    "unknown verb": (["T+00:00 startex", "T+00:01 relaese E01"], 2, "relaese"),
    "time back": (["T+00:00 startex", "T+00:02 release E01", "T+00:01 release E02"], 3, "T+00:01"),
    "unbalanced quote": (["T+00:00 startex", 'T+00:01 decide POSKO "half'], 2, "quote"),
    "unknown inject": (["T+00:00 startex override=x", "T+00:01 release E77"], None, ""),
    "unknown action": (["T+00:00 startex", "T+00:01 assess E77.a met"], None, ""),
    "before start": (["T+00:00 release E01"], 1, "started"),
    "twice": (
        [*["T+00:00 ready K01 present=10 serviceable=10", "T+00:00 ready K02 present=2 serviceable=2"],
         "T+00:00 startex", "T+00:01 release E01", "T+00:02 release E01"], 5, "E01"),
}  # fmt: skip
"""Script lines, the line that must be named, and a word of the refusal."""


@pytest.mark.parametrize("name", WRONG_LINES)
def test_a_wrong_line_is_named_and_nothing_is_written(tabletop: Tabletop, tmp_path: Path, name: str) -> None:
    lines, number, word = WRONG_LINES[name]
    script = play_lines(tmp_path, *lines)

    run = tabletop("play", PACK, script, "--out", tmp_path / "x.tabletop", "--shadow", tmp_path / "s")

    assert run.code == 2
    told = [line for line in run.lines if line.startswith(f"wrong.play:{number or ''}")]
    assert told
    assert any(word in line for line in told)
    assert names_in(tmp_path) == ["wrong.play"]


@pytest.mark.slow
def test_an_unknown_inject_late_in_a_script_leaves_nothing(tabletop: Tabletop, tmp_path: Path) -> None:
    text = SCRIPT.read_text(encoding="utf-8").replace("release E05", "release E50")
    script = play_lines(tmp_path, *text.splitlines())
    line = next(n for n, said in enumerate(text.splitlines(), start=1) if "E50" in said)

    run = tabletop("play", PACK, script, "--out", tmp_path / "x.tabletop", "--shadow", tmp_path / "s")

    assert run.code == 2
    assert any(told.startswith(f"wrong.play:{line}") and "E50" in told for told in run.lines)
    assert names_in(tmp_path) == ["wrong.play"]


def test_a_missing_script_and_a_binary_one_are_refused(tabletop: Tabletop, tmp_path: Path) -> None:
    binary = tmp_path / "binary.play"
    binary.write_bytes(b"\xff\xfe\x00\x01" * 100)

    missing = tabletop("play", PACK, tmp_path / "no.play", "--out", tmp_path / "x.tabletop")
    unread = tabletop("play", PACK, binary, "--out", tmp_path / "x.tabletop")
    folder = tabletop("play", PACK, tmp_path, "--out", tmp_path / "x.tabletop")

    assert (missing.code, unread.code, folder.code) == (2, 2, 2)
    assert "no.play" in missing.err
    assert "UTF-8" in unread.err
    assert names_in(tmp_path) == ["binary.play"]


# Usage ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["tomorrow", "2025-01-15T08:00", "9999-12-31T23:59+00:00"])
def test_a_start_that_is_no_moment_is_refused(tabletop: Tabletop, tmp_path: Path, start: str) -> None:
    run = tabletop("play", PACK, SCRIPT, "--out", tmp_path / "x.tabletop", "--start", start)

    assert run.code == 2
    assert start in run.lines[0]
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["check"],
        ["play", "a"],
        ["demo", "--shadow", "x"],
        ["fly"],
        ["demo", "--head"],
        ["check", "x", "--lang", "fr"],
    ],
)
def test_bad_usage_is_one_line_with_the_usage(tabletop: Tabletop, arguments: list[str]) -> None:
    run = tabletop(*arguments)

    assert run.code == 2
    assert len(run.lines) == 1
    assert "usage: tabletop" in run.lines[0]


@pytest.mark.parametrize("name", ["import", "print", "hub"])
def test_a_later_command_is_refused_by_name(tabletop: Tabletop, name: str) -> None:
    bare = tabletop(name)
    full = tabletop(name, "x.tabletop", "--station", "P1", "--out", "y")
    option_first = tabletop(name, "--station", "P1")

    assert (bare.code, full.code, option_first.code) == (2, 2, 2)
    assert all(name in run.lines[0] and len(run.lines) == 1 for run in (bare, full, option_first))
