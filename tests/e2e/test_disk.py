"""A full disk and a file without the right to write: said in words, nothing half-written is left."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.runs import NOBODY, PACK, SCRIPT, names_in, run_child

LIMITED = """
import resource, signal, sys
from tabletop.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit then fails like a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(sys.argv[2:]))
"""
AS_NOBODY = """
import json, os, sys, tempfile
from tabletop.cli import main
warm, calls, user = json.loads(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3])
with tempfile.TemporaryDirectory() as there:  # loads what that user may not be able to load
    for call in warm:
        assert main([part.replace("{there}", there) for part in call]) == 0, call
answers = []
for call in calls:
    sys.stdout.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 2)
        if os.geteuid() == 0:  # root ignores modes
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        code = main(call)
        sys.stderr.flush()
        os._exit(code)
    os.close(writing)
    with open(reading, encoding="utf-8") as stream:
        said = stream.read()
    answers.append((os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said))
print()
print(json.dumps(answers))
"""
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


# Without rights ---------------------------------------------------------------------------------


@pytest.fixture
def locked_away(played_once: Path) -> Iterator[Path]:
    """A folder in which another user may read everything and write nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "played"
        shutil.copytree(played_once, folder)
        shutil.copytree(PACK, folder / "pack")
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        folder.parent.chmod(0o755)
        yield folder
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)


def answers_to_nobody(folder: Path, calls: list[list[object]]) -> list[tuple[int, str]]:
    """Return exit code and stderr of commands that are run by a user whom modes bind."""
    file, pack = str(folder / "flood.tabletop"), str(folder / "pack")
    warm = [
        ["play", pack, f"{pack}/sample.play", "--out", "{there}/x.tabletop", "--shadow", "{there}/s"],
        ["recover", "{there}/s", "--out", "{there}/y.tabletop"],
        ["debrief", file, "--out", "{there}/x.json"],
        ["debrief", file, "--out", "{there}/x.pdf"],
        ["verify", file],
        ["export", file, "--out", "{there}/x.jsonl"],
    ]
    texts = [[str(part) for part in call] for call in calls]
    child = run_child(AS_NOBODY, json.dumps(warm), json.dumps(texts), NOBODY, changes=ENGLISH)
    assert child.returncode == 0, child.stderr
    return [(code, said) for code, said in json.loads(child.stdout.splitlines()[-1])]


@pytest.mark.slow
def test_a_read_only_file_can_be_read_by_every_reading_command(locked_away: Path) -> None:
    file = locked_away / "flood.tabletop"
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        out.chmod(0o777)
        calls = [
            ["verify", file, "--shadow", locked_away / "shadow"],
            ["debrief", file, "--out", out / "x.json"],
            ["export", file, "--out", out / "x.jsonl"],
            ["recover", locked_away / "shadow", "--out", out / "x.tabletop"],
        ]

        answers = answers_to_nobody(locked_away, calls)

        assert answers == [(0, "")] * 4
        assert names_in(out) == ["x.json", "x.jsonl", "x.tabletop"]


@pytest.mark.slow
def test_what_cannot_be_written_or_looked_into_is_said_in_one_line(locked_away: Path) -> None:
    file, pack, secret = locked_away / "flood.tabletop", locked_away / "pack", locked_away.parent / "secret"
    before = names_in(locked_away)
    secret.mkdir()
    (secret / "x.tabletop").write_bytes(b"")
    secret.chmod(0o000)
    calls = [
        ["play", pack, pack / "sample.play", "--out", locked_away / "y.tabletop"],
        ["play", pack, pack / "sample.play", "--out", file, "--force"],
        ["debrief", file, "--out", locked_away / "y.pdf"],
        ["export", file, "--out", locked_away / "y.jsonl"],
        ["recover", locked_away / "shadow", "--out", locked_away / "y.tabletop"],
        ["demo", "--headless", "--out", locked_away / "demo"],
        ["verify", secret / "x.tabletop"],
        ["check", secret / "pack"],
        ["play", pack, secret / "x.play", "--out", locked_away.parent / "z.tabletop"],
        ["export", file, "--out", secret / "y.jsonl"],
        ["recover", secret, "--out", locked_away.parent / "z.tabletop"],
    ]

    answers = answers_to_nobody(locked_away, calls)

    secret.chmod(0o755)
    for call, (code, said) in zip(calls, answers, strict=True):
        assert (code, len(said.splitlines())) == (2, 1), (call, said)
        assert "defect" not in said, (call, said)
    assert names_in(locked_away) == before
    assert names_in(locked_away.parent) == ["played", "secret"]
