"""A window killed in the middle of an exercise comes back PAUSED, with every row that it had announced.

The oracle is what the child's window told on its standard output, from `bridge.changed` only. The child
is the application itself on the machine's clocks, typing into its own window.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ui.director import Director

from tabletop import paths
from tabletop.bootstrap import headless
from tabletop.domain.play.events import ExercisePaused
from tabletop.settings import read_settings
from tabletop.ui.bridge import TICK_MS
from tabletop.ui.main_window import MainWindow

MakeWindow = Callable[..., MainWindow]
HERE = Path(__file__).parent
MOST_SHORT_MS = 1_000 + 2 * TICK_MS
"""The running clock is noted at the first tick of each second; a busy machine may tick late."""


@pytest.fixture
def clock() -> headless.MachineClock:
    """The window that opens the file again lives on the clocks of the killed one."""
    return headless.MachineClock()


@dataclass(frozen=True)
class Death:
    """What a killed window had told, and the T+ at which it died."""

    rows: list[dict[str, Any]]
    at_ms: int


def live_and_die(delay_s: float, *, decisions: int = 0) -> Death:
    """Let a window play, and kill it some time after STARTEX; with `decisions` it rests after them."""
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE.parent.parent)]),
    }
    command = [sys.executable, str(HERE / "window_child.py"), str(decisions)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        try:
            said = [line := child.stdout.readline()]
            while line and json.loads(line)["kind"] != "startex":
                said.append(line := child.stdout.readline())
            time.sleep(delay_s)
        finally:
            child.kill()
        killed_ns = time.monotonic_ns()
        said += child.stdout.read().split(b"\n")
    rows = [json.loads(line) for line in said if line.strip().endswith(b"}")]
    assert any(row["kind"] == "startex" for row in rows), "the child never started the exercise"
    assert child.returncode == -signal.SIGKILL, "the child ended by itself"
    last = rows[-1]
    return Death(rows=rows, at_ms=last["elapsed_ms"] + (killed_ns - last["mono_ns"]) // 1_000_000)


def reopen(make_window: MakeWindow) -> Director:
    """Open the application again and go on with what it offers, by Enter."""
    window = make_window(recent=read_settings(paths.settings_file()).recent)
    director = Director(window)
    director.go_on()
    return director


def check(death: Death, director: Director) -> int:
    """Compare what comes back with what was told; return by how many ms T+ fell short."""
    session = director.session
    *before, crash = session.recorded
    found = {row.entry.seq: row.entry.hash for row in before}
    assert [row for row in death.rows if found.get(row["seq"]) != row["hash"]] == []
    assert len(before) - len(death.rows) <= 2, "rows that were never told"
    assert session.state.stage == "paused"
    assert crash.event == ExercisePaused(reason="crash")
    assert any("ended unexpectedly" in words for words in director.words())
    assert death.rows[-1]["elapsed_ms"] <= session.state.elapsed_ms <= death.at_ms
    return death.at_ms - session.state.elapsed_ms


def check_file() -> None:
    """The file and its shadow log are sound."""
    (file,) = paths.documents().glob("*.tabletop")
    (shadow,) = (paths.data() / "exercises").iterdir()
    assert headless.verify(file, shadow).findings == ()


def kill_and_reopen(make_window: MakeWindow, delay_s: float, *, decisions: int = 0) -> None:
    death = live_and_die(delay_s, decisions=decisions)
    director = reopen(make_window)
    fell_short_ms = check(death, director)
    director.quit()
    check_file()
    print(f"killed at T+{death.at_ms} ms, {len(death.rows)} rows told, T+ fell short by {fell_short_ms} ms")
    assert fell_short_ms <= MOST_SHORT_MS


@pytest.mark.slow
@pytest.mark.parametrize("delay_s", [0.01, 0.7, 2.6])
def test_a_killed_window_comes_back_paused_with_every_announced_row(
    make_window: MakeWindow, delay_s: float
) -> None:
    kill_and_reopen(make_window, delay_s)


@pytest.mark.slow
def test_a_killed_window_that_rested_comes_back_at_its_clock(make_window: MakeWindow) -> None:
    kill_and_reopen(make_window, 3.5, decisions=2)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_a_window_killed_at_any_moment_comes_back(make_window: MakeWindow, seed: int) -> None:
    chance = random.Random(20240214 + seed)
    kill_and_reopen(make_window, chance.uniform(0, 4), decisions=chance.choice([0, 0, 3]))
