"""The director's laptop is lost in mid-exercise: from its shadow folder another one goes on (issue 6)."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ManualClock
from e2e.logbooks import VILLAGE, rows_of
from e2e.runs import Run, environment

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.services import conduct, merging, timekeeping
from tabletop.services.prepare import close_session, open_session
from tabletop.services.session import Session
from tabletop.store.lines import read_log

Tabletop = Callable[..., Run]
MINUTE = 60_000
LOST = """
import os, signal, sys
from pathlib import Path
from builders import ManualClock
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.services import conduct, timekeeping
from tabletop.services.prepare import open_session
clock = ManualClock()
workplace = LocalWorkplace(clock)
session = open_session(workplace.begin(Path(sys.argv[1]), Path(sys.argv[2]), print), clock)
timekeeping.start_exercise(session, override="drill")
for second in range(12 * 60 + 7):
    clock.advance(1_000)
    timekeeping.tick(session, keep_clock=second > 720)
    if second == 150:
        conduct.release_inject(session, "E01")
os.kill(os.getpid(), signal.SIGKILL)
"""
LAST_MS = (12 * 60 + 7) * 1_000


class Machine:
    """A laptop with a home of its own."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self._patch = home, monkeypatch
        self.clock = ManualClock()
        self.clock.boot_id = home.name
        self.clock.advance(20 * MINUTE)
        home.mkdir()

    @property
    def variables(self) -> dict[str, str]:
        return {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data")}

    def here(self) -> LocalWorkplace:
        for name, value in self.variables.items():
            self._patch.setenv(name, value)
        return LocalWorkplace(self.clock)

    def open(self, file: Path) -> Session:
        return open_session(self.here().open(file, pytest.fail), self.clock)

    def wait(self, session: Session, minutes: int) -> None:
        for _ in range(minutes * 60):
            self.clock.advance(1_000)
            timekeeping.tick(session, keep_clock=False)


@pytest.fixture
def lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The director's laptop, whose program was killed at T+00:12:07 while the exercise ran."""
    machine = Machine(tmp_path / "lost", monkeypatch)
    child = subprocess.run(
        [sys.executable, "-c", LOST, str(VILLAGE), str(machine.home / "x.tabletop")],
        env=environment(**machine.variables), check=False, timeout=100,
    )  # fmt: skip
    assert child.returncode == -signal.SIGKILL
    return machine


@pytest.fixture
def spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path / "spare", monkeypatch)


def shadow_of(machine: Machine) -> Path:
    (journal,) = (machine.home / "data").rglob("journal.jsonl")
    return journal.parent


def taken_over(lost: Machine, spare: Machine) -> tuple[Session, Path]:
    """Carry the shadow folder over and open it on the other laptop: copy, open, answer."""
    folder = Path(shutil.copytree(shadow_of(lost), spare.home / "usb"))
    workplace = spare.here()
    opening = workplace.look_at(folder)
    assert opening is not None
    assert (opening.station, opening.successor, opening.is_shadow) == ("DIR", "DIR-2", True)
    assert abs(opening.elapsed_ms - LAST_MS) <= 1_000
    file = spare.home / "again.tabletop"
    session = open_session(workplace.take_over(folder, file, pytest.fail), spare.clock)
    return session, file


def in_play(state: ExerciseState) -> set[str]:
    return {now.number for now in state.injects.values() if now.is_released}


@pytest.mark.slow
def test_another_laptop_comes_back_paused_with_every_row_of_the_shadow_log(
    lost: Machine, spare: Machine
) -> None:
    with (shadow_of(lost) / "journal.jsonl").open("rb") as stream:
        known = read_log(stream).entries

    session, _ = taken_over(lost, spare)

    state = session.state
    assert (state.stage, state.conductor, session.station) == ("paused", "DIR-2", "DIR-2")
    assert abs(state.elapsed_ms - LAST_MS) <= 1_000
    rows = [row.entry for row in session.recorded]
    assert rows[: len(known)] == known
    assert [entry.hash for entry in rows if entry.station == "DIR"] == [
        entry.hash for entry in rows_of(lost.home / "x.tabletop")
    ]
    # Three acts to be back in Run: copy the folder, open it, say that this laptop takes over.
    timekeeping.resume(session)
    conduct.release_inject(session, "E03")
    spare.wait(session, 4)
    assert session.state.stage == "running"
    assert in_play(session.state) >= {"E01", "E02", "E03"}  # E02 is AUTO at T+00:15
    close_session(session)


def both_went_on(lost: Machine, spare: Machine) -> tuple[Path, Path]:
    """Let the successor conduct, and then the lost laptop too, as if nobody had taken over."""
    session, taken = taken_over(lost, spare)
    timekeeping.resume(session)
    conduct.release_inject(session, "E03")
    spare.wait(session, 2)
    timekeeping.end_exercise(session)
    close_session(session)
    former = lost.open(lost.home / "x.tabletop")
    assert (former.state.stage, former.state.conductor) == ("paused", "DIR")
    timekeeping.resume(former)
    conduct.release_inject(former, "E05")
    lost.wait(former, 1)
    close_session(former)
    return taken, lost.home / "x.tabletop"


@pytest.mark.slow
@pytest.mark.parametrize("into_the_successor", [True, False])
def test_if_both_went_on_a_merge_keeps_both_and_the_director_chooses(
    tabletop: Tabletop, lost: Machine, spare: Machine, into_the_successor: bool
) -> None:
    taken, former = both_went_on(lost, spare)
    machine, file, other = (spare, taken, former) if into_the_successor else (lost, former, taken)
    machine.here()
    written = {entry.hash for path in (taken, former) for entry in rows_of(path)}

    run = tabletop("merge", file, other)

    assert run.code == 1, run
    assert "Two laptops conducted this exercise: open it and choose." in run.out
    assert {entry.hash for table in ("journal", "aside") for entry in rows_of(file, table)} == written

    session = machine.open(file)
    assert session.state.conductor == "DIR-2"
    assert in_play(session.state) == {"E01", "E03"}
    merging.choose_chain(session, "DIR", "DIR-2", reason="The first laptop came back at once")
    assert session.state.conductor == "DIR"
    assert in_play(session.state) == {"E01", "E05"}
    assert session.state.stage == "paused"
    merging.choose_chain(session, "DIR-2", "DIR", reason="No, the second one had the players")
    assert session.state.conductor == "DIR-2"
    assert in_play(session.state) == {"E01", "E03"}
    assert session.state.stage == "ended"
    merging.choose_chain(session, "DIR", "DIR-2", reason="It stays with the first")
    if machine is lost:
        timekeeping.resume(session)
        conduct.skip_inject(session, "E06", reason="no time")
        assert session.state.injects["E06"].status == "skipped"
    close_session(session)
    again = tabletop("merge", file, other)
    assert again.code == 0, again


@pytest.mark.slow
def test_both_ways_of_merging_give_one_result(tabletop: Tabletop, lost: Machine, spare: Machine) -> None:
    taken, former = both_went_on(lost, spare)
    copied = Path(shutil.copyfile(taken, spare.home / "copy.tabletop"))
    spare.here()
    assert tabletop("merge", taken, former).code == 1
    lost.here()
    assert tabletop("merge", former, copied).code == 1

    answers = []
    for machine, file in ((spare, taken), (lost, former)):
        machine.here()
        out = file.with_suffix(".json")
        tabletop("debrief", file, "--out", out)
        answers.append(out.read_bytes())

    assert answers[0] == answers[1]


@pytest.mark.slow
def test_a_logbook_cannot_be_taken_over(
    tabletop: Tabletop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(tmp_path / "one", monkeypatch)
    machine.here()
    file = machine.home / "P1.tabletop"
    assert tabletop("logbook", VILLAGE, "--station", "P1", "--cell", "OPS", "--out", file).code == 0

    workplace = machine.here()

    with pytest.raises(UserError) as refusal:
        workplace.take_over(file, machine.home / "new.tabletop", pytest.fail)
    assert refusal.value.code == "take-over-logbook"
    assert not (machine.home / "new.tabletop").exists()


@pytest.mark.slow
def test_a_logbook_is_not_handed_over_onto_itself(
    tabletop: Tabletop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(tmp_path / "one", monkeypatch)
    workplace = machine.here()
    file = machine.home / "P1.tabletop"
    assert tabletop("logbook", VILLAGE, "--station", "P1", "--cell", "OPS", "--out", file).code == 0
    session = machine.open(file)

    with pytest.raises(UserError) as refusal:
        workplace.hand_over(session, file.parent)

    close_session(session)
    assert refusal.value.code == "hand-over-same-place"
    assert len(rows_of(file)) == len(session.recorded)
