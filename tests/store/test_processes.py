"""Other processes: a race for one file, a holder killed, a writer killed at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from store.samples import decision, log, played, read_pack, reopen, shadow_in

from tabletop.errors import UserError
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.verify import verify

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

RACER = """
import sys
from pathlib import Path
from store.samples import reopen
from tabletop.errors import UserError

print("ready", flush=True)
for line in sys.stdin:
    try:
        journal = reopen(Path(sys.argv[1]))
    except UserError as error:
        print(error.code, flush=True)
    else:
        print("open", flush=True)
        sys.stdin.readline()
        journal.close()
        print("closed", flush=True)
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )


def say(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.slow
def test_of_two_that_race_for_a_file_exactly_one_gets_it(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    (tmp_path / "link.tabletop").symlink_to(path)
    racers = [start(RACER, path), start(RACER, tmp_path / "link.tabletop")]
    outcomes = []
    try:
        for racer in racers:
            hear(racer)
        for _ in range(20):
            for racer in racers:
                say(racer)
            said = [hear(racer) for racer in racers]
            outcomes.append(sorted(said))
            winner = racers[said.index("open")]
            say(winner)
            hear(winner)
    finally:
        for racer in racers:
            racer.kill()
            racer.communicate()

    assert all(len(set(said)) == 2 for said in outcomes)
    assert all(said[1] == "open" and said[0].startswith("file-held") for said in outcomes)


@pytest.mark.slow
def test_a_file_whose_holder_was_killed_opens_at_once(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    holder = start(RACER, path)
    hear(holder)
    say(holder)
    assert hear(holder) == "open"

    with pytest.raises(UserError) as refused:
        reopen(path)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    read = read_exercise(path, read_pack=read_pack)
    journal = reopen(path)
    log(journal, decision(), second=60)
    journal.close()

    assert refused.value.code == "file-held-new"
    assert str(holder.pid) in str(refused.value.fields["holder"])
    assert read.is_intact
    assert [p.name for p in tmp_path.iterdir()] == ["a.tabletop"]


WRITER = """
import sys
from pathlib import Path
from store.samples import decision, log, reopen, shadow_in

folder = Path(sys.argv[1])
journal = reopen(folder / "a.tabletop", shadow_in(folder / "shadow"))
print("ready", flush=True)
number = 0
while True:
    number += 1
    log(journal, decision(f"row {number}"), second=number, station=f"P{number % 3}")
    print(len(journal.recorded()), flush=True)
"""


def kill_one(folder: Path, after_ms: int) -> tuple[int, int]:
    """Kill a writer after its first acknowledgement; return rows acknowledged and rows found."""
    writer = start(WRITER, folder)
    hear(writer)
    acknowledged = int(hear(writer))
    time.sleep(after_ms / 1000)  # the instant of the kill is what is being tried
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    acknowledged = int(whole[-1]) if whole else acknowledged
    found = read_exercise(folder / "a.tabletop", read_pack=read_pack)
    assert found.findings == ()
    return acknowledged, len(found.recorded)


def check_kills(folder: Path, *, kills: int) -> None:
    played(folder / "a.tabletop", shadow_in(folder / "shadow"))
    for number in range(kills):
        acknowledged, found = kill_one(folder, after_ms=number * 7 % 60)
        assert acknowledged <= found <= acknowledged + 1
    reopen(folder / "a.tabletop", shadow_in(folder / "shadow")).close()
    assert verify(folder / "a.tabletop", folder / "shadow").findings == ()


@pytest.mark.slow
def test_no_acknowledged_row_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    check_kills(tmp_path, kills=5)


@pytest.mark.long
@pytest.mark.slow
def test_no_acknowledged_row_is_lost_in_100_kills(tmp_path: Path) -> None:
    check_kills(tmp_path, kills=100)


MERGER = """
import sys
from pathlib import Path
from store.samples import logged, reopen, shadow_in

folder = Path(sys.argv[1])
rows = logged(*("x" * 500 for _ in range(300)))
other = logged("other", *("y" * 500 for _ in range(99)), after=rows[:200])
journal = reopen(folder / "a.tabletop", shadow_in(folder / "shadow"))
print("ready", flush=True)
sys.stdin.readline()
journal.merge([*rows, *other], [b"photo" * 1000])
print("merged", flush=True)
sys.stdin.readline()
"""


@pytest.mark.slow
def test_of_a_merge_all_or_nothing_is_found_when_the_writer_is_killed(tmp_path: Path) -> None:
    found = set()
    for after_ms in (0, 20, 35, 45, 55, 200):
        folder = tmp_path / str(after_ms)
        folder.mkdir()
        path = played(folder / "a.tabletop", shadow_in(folder / "shadow"), rows=1)
        merger = start(MERGER, folder)
        hear(merger)
        say(merger)
        time.sleep(after_ms / 1000)  # the instant of the kill is what is being tried
        merger.send_signal(signal.SIGKILL)
        said, _ = merger.communicate()

        journal = reopen(path, shadow_in(folder / "shadow"))
        rows = len(journal.union().counted), sum(branch.rows for branch in journal.union().branches)
        kept = journal.attachment(sha256(b"photo" * 1000).hexdigest()) is not None
        journal.close()

        assert (rows, kept) in {((1, 0), False), ((201, 200), True)}
        assert kept or "merged" not in said
        assert verify(path, folder / "shadow").is_undamaged
        found.add(kept)
    assert found
