"""A process killed at any instant loses nothing that it acknowledged (reliability T1).

The oracle is what the child printed: a line is printed only after the service has returned. The
child logs through the services as the application does; the parent kills it with SIGKILL, opens the
file again and compares.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
from builders import MINUTE, action, inject, objective, pack, readiness_item, scenario

from tabletop.bootstrap.headless import MachineClock
from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.events import DecisionLogged, ExercisePaused
from tabletop.domain.play.fold import fold
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import Finding
from tabletop.services import conduct, recording, timekeeping
from tabletop.services.prepare import open_session
from tabletop.services.session import Hand, Session
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.shadow import Shadow
from tabletop.store.verify import verify

KILLS_A_FILE = 10
PACK = pack(
    scenario(
        inject("E01", action("E01.a"), action("E01.b", limit_ms=5 * MINUTE)),
        inject("E02", action("E02.a", objective="O2")),
        objectives=(objective("O1"), objective("O2")),
        readiness=(readiness_item("K01"),),
    )
)
CRASH_MAY_CHANGE = {"stage", "elapsed_ms", "pauses", "rows", "last_at", "stations"}


@dataclass(frozen=True)
class Acknowledged:
    """What the child said before it died."""

    began_ms: int
    began_mono_ns: int
    rows: list[dict[str, Any]]


def _read_pack(_files: object) -> Pack:
    return PACK


def _fail(finding: Finding) -> None:
    pytest.fail(f"the shadow log warned: {finding}")


def _open(path: Path, shadow: Path) -> Session:
    kept = Shadow(folder=shadow, zip_pack=lambda _files: b"zip", warn=_fail)
    if path.exists():
        journal = ExerciseFile.open(path, read_pack=_read_pack, shadow=kept)
    else:
        journal = ExerciseFile.create(path, pack=PACK, exercise_id="EX-KILL", shadow=kept)
    return open_session(journal, MachineClock())


def _digest(state: ExerciseState) -> str:
    return hashlib.sha256(
        repr([(f.name, getattr(state, f.name)) for f in fields(state)]).encode()
    ).hexdigest()


def _acts(session: Session) -> Iterator[Callable[[], object]]:
    """Yield what a busy director and an observer would do, for ever."""
    observer = Hand(station="P1", by="Observer")
    yield (
        lambda: (
            conduct.release_inject(session, "E01") if not session.state.injects["E01"].is_released else None
        )
    )
    number = 0
    while True:
        number += 1
        draft = DecisionLogged(cell="OPS", text=f"decision {number}", inject="E01", why="because")
        yield lambda draft=draft: recording.log_decision(session, draft)
        yield lambda: recording.assess_action(session, "E01.a", "met", hand=observer)
        yield lambda: recording.take_note(session, "a note")
        if number % 5 == 0:
            yield lambda: recording.undo(session)


def _live(path: Path, shadow: Path, stream: int, *, tells_too_early: bool) -> None:
    """Be the child: resume (or start), act, acknowledge, until killed."""

    def tell(**said: object) -> None:
        os.write(stream, (json.dumps(said) + "\n").encode())

    session = _open(path, shadow)
    if session.state.stage == "before":
        timekeeping.start_exercise(session)
    else:
        timekeeping.resume(session)
    last = session.recorded[-1].entry
    tell(began_ms=last.elapsed_ms, mono_ns=last.mono_ns)
    for act in _acts(session):
        if tells_too_early:
            last = session.recorded[-1].entry
            tell(station="DIR", seq=len(session.recorded) + 10**6, elapsed_ms=last.elapsed_ms, digest="")
        act()
        timekeeping.tick(session)
        last = session.recorded[-1].entry
        if not tells_too_early:
            tell(
                station=last.station, seq=last.seq, elapsed_ms=last.elapsed_ms, hash=last.hash,
                rows=len(session.recorded), digest=_digest(session.state),
            )  # fmt: skip
        else:
            tell(done=len(session.recorded))


def _kill_once(
    path: Path, shadow: Path, delay_s: float, *, tells_too_early: bool = False
) -> tuple[list[dict[str, Any]], int]:
    """Let a child live for a moment after its first word; return what it said and when it died."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            _live(path, shadow, theirs, tells_too_early=tells_too_early)
        except BaseException:  # noqa: BLE001 - a forked child must not return into pytest
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        first = stream.readline()
        time.sleep(delay_s)
        os.kill(child, signal.SIGKILL)
        killed_ns = time.monotonic_ns()
        os.waitpid(child, 0)
        rest = stream.read()
    lines = (first + rest).split(b"\n")
    return [json.loads(line) for line in lines[:-1] if line], killed_ns


def _check(path: Path, shadow: Path, said: list[dict[str, Any]], killed_ns: int) -> int:
    """Compare what was acknowledged with what comes back; return by how many ms T+ fell short."""
    assert said, "the child said nothing"
    began, acknowledged = said[0], said[1:]
    report = verify(path, shadow)
    assert [f for f in report.findings if f.code not in ("shadow-behind", "shadow-damaged")] == []
    noted_ms = json.loads((shadow / "clock").read_text())["elapsed_ms"] if (shadow / "clock").exists() else 0

    session = _open(path, shadow)

    rows = session.recorded
    *before, crash = rows
    found = {(row.entry.station, row.entry.seq): row.entry.hash for row in rows}
    lost = [ack for ack in acknowledged if found.get((ack["station"], ack["seq"])) != ack["hash"]]
    assert lost == []
    assert session.state.stage == "paused"
    assert crash.event == ExercisePaused(reason="crash")
    assert len(before) - (acknowledged[-1]["rows"] if acknowledged else len(before)) <= 2
    killed_ms = began["began_ms"] + (killed_ns - began["mono_ns"]) // 1_000_000
    last_ms = max([began["began_ms"], *(ack["elapsed_ms"] for ack in acknowledged)])
    assert last_ms <= session.state.elapsed_ms <= killed_ms
    if noted_ms >= last_ms and len(before) == (acknowledged[-1]["rows"] if acknowledged else -1):
        assert session.state.elapsed_ms >= noted_ms
    _check_state(session, acknowledged)
    fell_short_ms = killed_ms - session.state.elapsed_ms
    session.journal.close()
    return fell_short_ms


def _check_state(session: Session, acknowledged: list[dict[str, Any]]) -> None:
    """The state is what it was at the last acknowledgement, but for the crash pause."""
    rows = session.recorded
    if acknowledged:
        then = fold(PACK.scenario, rows[: acknowledged[-1]["rows"]])
        assert _digest(then) == acknowledged[-1]["digest"]
    without = fold(PACK.scenario, rows[:-1])
    for field in fields(without):
        if field.name not in CRASH_MAY_CHANGE:
            assert getattr(without, field.name) == getattr(session.state, field.name), field.name
    assert session.state.pauses[: len(without.pauses)] == without.pauses


def _kill_many(folder: Path, kills: int) -> None:
    chance = random.Random(20240214)
    gaps, acknowledged = [], 0
    for number in range(kills):
        place = folder / str(number // KILLS_A_FILE)
        place.mkdir(exist_ok=True)
        path, shadow = place / "e.tabletop", place / "shadow"
        said, killed_ns = _kill_once(path, shadow, chance.uniform(0, 0.06))
        acknowledged += len(said) - 1
        gaps.append(_check(path, shadow, said, killed_ns))
    gaps.sort()
    print(f"{kills} kills, {acknowledged} acknowledged rows, 0 lost")
    print(f"T+ fell short of the kill by p50 {gaps[len(gaps) // 2]} ms, max {gaps[-1]} ms")


@pytest.mark.slow
def test_50_kills_lose_no_acknowledged_row(tmp_path: Path) -> None:
    _kill_many(tmp_path, 50)


@pytest.mark.long
def test_300_kills_lose_no_acknowledged_row(tmp_path: Path) -> None:
    _kill_many(tmp_path, 300)


@pytest.mark.slow
def test_the_oracle_notices_a_word_given_before_the_commit(tmp_path: Path) -> None:
    promised_but_absent = 0
    for number in range(12):
        path, shadow = tmp_path / f"{number}.tabletop", tmp_path / f"shadow-{number}"

        said, _ = _kill_once(path, shadow, 0.01 + 0.002 * number, tells_too_early=True)

        promises = sum(1 for word in said if "seq" in word)
        kept = sum(1 for word in said if "done" in word)
        session = _open(path, shadow)
        promised_but_absent += promises - kept
        session.journal.close()

    assert promised_but_absent > 0
