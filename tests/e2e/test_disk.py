"""A full disk and a file without the right to write: said in words, nothing half-written is left."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from e2e.runs import NOBODY, PACK, SCRIPT, Run, names_in, run_child

Tabletop = Callable[..., Run]
LIMITED = """
import resource, signal, sys
from tabletop.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit then fails like a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(sys.argv[2:]))
"""
CALL = "import sys; from tabletop.cli import main; sys.exit(main(sys.argv[1:]))"
ENGLISH = {"LANG": "en_GB.UTF-8"}


@pytest.mark.slow
@pytest.mark.parametrize("limit", [1_000, 40_000, 60_000])
def test_a_play_on_a_full_disk_leaves_nothing(tmp_path: Path, limit: int) -> None:
    # The first limits stop the making of the file, the last one a row in the middle of play.
    child = run_child(LIMITED, limit, "play", PACK, SCRIPT, "--out", tmp_path / "x.tabletop", changes=ENGLISH)

    assert child.returncode == 2
    assert len(child.stderr.splitlines()) == 1
    assert "x.tabletop" in child.stderr
    assert "wrong line" not in child.stderr
    assert "defect" not in child.stderr
    assert names_in(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["pdf", "json"])
def test_a_debrief_on_a_full_disk_leaves_the_old_one(played: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"x.{ending}"
    out.write_text("old", encoding="utf-8")

    child = run_child(
        LIMITED, 2_000, "debrief", played / "flood.tabletop", "--out", out, "--force", changes=ENGLISH
    )

    assert child.returncode == 2
    assert len(child.stderr.splitlines()) == 1
    assert f"x.{ending}" in child.stderr
    assert out.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["played", f"x.{ending}"]


@pytest.fixture
def locked_away(played_once: Path) -> Iterator[Path]:
    """A folder in which another user may read everything and write nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(played_once, folder / "played")
        for path in (folder / "played").rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        (folder / "played").chmod(0o555)
        folder.chmod(0o755)
        yield folder / "played"
        for path in [folder / "played", *(folder / "played").rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)


def nobody() -> int | None:
    """Return a user whom modes bind: root ignores them."""
    return NOBODY if os.geteuid() == 0 else None


@pytest.mark.slow
def test_a_read_only_file_can_be_read_by_every_reading_command(locked_away: Path) -> None:
    file = locked_away / "flood.tabletop"
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        out.chmod(0o777)

        verify = run_child(CALL, "verify", file, user=nobody())
        debrief = run_child(CALL, "debrief", file, "--out", out / "x.json", user=nobody())
        export = run_child(CALL, "export", file, "--out", out / "x.jsonl", user=nobody())

        assert [child.returncode for child in (verify, debrief, export)] == [0, 0, 0]
        assert names_in(out) == ["x.json", "x.jsonl"]


@pytest.mark.slow
def test_what_cannot_be_written_or_looked_into_is_said_in_one_line(locked_away: Path) -> None:
    file = locked_away / "flood.tabletop"
    before = names_in(locked_away)
    calls = [
        ["play", PACK, SCRIPT, "--out", locked_away / "y.tabletop"],
        ["play", PACK, SCRIPT, "--out", file, "--force"],
        ["debrief", file, "--out", locked_away / "y.pdf"],
        ["export", file, "--out", locked_away / "y.jsonl"],
        ["recover", locked_away / "shadow", "--out", locked_away / "y.tabletop"],
        ["demo", "--headless", "--out", locked_away / "demo"],
    ]

    children = [run_child(CALL, *call, user=nobody(), changes=ENGLISH) for call in calls]

    for call, child in zip(calls, children, strict=True):
        assert (child.returncode, len(child.stderr.splitlines())) == (2, 1), (call, child.stderr)
        assert "defect" not in child.stderr, call
    assert names_in(locked_away) == before


@pytest.mark.slow
def test_a_folder_that_may_not_be_looked_into_is_no_defect(locked_away: Path) -> None:
    secret = locked_away.parent / "secret"
    secret.mkdir()
    (secret / "x.tabletop").write_bytes(b"")
    secret.chmod(0o000)
    calls = [
        ["verify", secret / "x.tabletop"],
        ["check", secret / "pack"],
        ["play", PACK, secret / "x.play", "--out", locked_away.parent / "z.tabletop"],
        ["export", locked_away / "flood.tabletop", "--out", secret / "y.jsonl"],
    ]

    children = [run_child(CALL, *call, user=nobody(), changes=ENGLISH) for call in calls]

    secret.chmod(0o755)
    for call, child in zip(calls, children, strict=True):
        assert (child.returncode, len(child.stderr.splitlines())) == (2, 1), (call, child.stderr)
        assert "defect" not in child.stderr, (call, child.stderr)
