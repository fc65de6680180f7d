"""A plan of AUTO injects played on the machine's clocks through the window's bridge, with pauses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import qasync
from builders import inject, pack, scenario
from PySide6.QtWidgets import QApplication

from tabletop.bootstrap.headless import MachineClock
from tabletop.services import timekeeping
from tabletop.services.prepare import open_session
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.shadow import Shadow
from tabletop.ui.bridge import Bridge
from tabletop.ui.tasks import Tasks

STEP_MS = 400
PAUSE_S = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Jitter:
    """What a run showed, milliseconds: release minus plan, and T+ after each pause minus before it."""

    late_ms: list[int]
    pause_errors_ms: list[int]

    def late(self, share: float) -> int:
        """Return a percentile by nearest rank."""
        return sorted(self.late_ms)[max(0, -(-int(share * len(self.late_ms) * 100) // 100) - 1)]


def play_in_real_time(folder: Path, *, injects: int = 200, pauses: int = 20) -> Jitter:
    """Play a plan of AUTO injects on the machine's clocks through the window's bridge, with pauses."""
    application = QApplication.instance() or QApplication(["jitter"])
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        return runner.run(_play(folder, injects, pauses))


async def _play(folder: Path, injects: int, pauses: int) -> Jitter:
    plan = scenario(*(inject(f"E{n:03}", at_ms=n * STEP_MS + 37, auto=True) for n in range(1, injects + 1)))
    journal = ExerciseFile.create(
        folder / "jitter.tabletop", pack=pack(plan), exercise_id="EX-JITTER",
        shadow=Shadow(folder=folder / "shadow", zip_pack=lambda _files: b"zip", warn=print),
    )  # fmt: skip
    tasks = Tasks(asyncio.get_running_loop(), _raise)
    bridge = Bridge(tasks, open_session(journal, MachineClock()))
    await bridge.attempt(timekeeping.start_exercise)
    errors = [await _pause(bridge, injects, at) for at in _spread(injects, pauses)]
    await _until(bridge, lambda: all(now.is_released for now in bridge.state.injects.values()))
    states = bridge.state.injects.values()
    late = [(now.released_ms or 0) - (now.planned_ms or 0) for now in states]
    await bridge.close()
    await tasks.finish()
    return Jitter(late_ms=late, pause_errors_ms=errors)


async def _pause(bridge: Bridge, injects: int, at_ms: int) -> int:
    """Wait for T+ `at_ms`, pause in the middle of the row, resume; return how far T+ moved meanwhile."""
    await _until(bridge, lambda: bridge.elapsed_ms >= at_ms)
    await bridge.attempt(timekeeping.pause)
    stood_ms, out = bridge.elapsed_ms, _released(bridge)
    await asyncio.sleep(PAUSE_S)
    assert _released(bridge) == out, "an inject went out during a pause"
    await bridge.attempt(timekeeping.resume)
    resumed = bridge.session.recorded[-1].entry.elapsed_ms
    return resumed - stood_ms


async def _until(bridge: Bridge, is_so: Callable[[], bool]) -> None:
    """Wait for what a tick of the exercise brings."""
    come = asyncio.Event()
    look = bridge.ticked.connect(lambda _: is_so() and come.set())
    await come.wait()
    bridge.ticked.disconnect(look)


def _released(bridge: Bridge) -> int:
    return sum(now.is_released for now in bridge.session.state.injects.values())


def _spread(injects: int, pauses: int) -> list[int]:
    whole_ms = injects * STEP_MS
    return [whole_ms * n // (pauses + 1) for n in range(1, pauses + 1)]


def _raise(fault: BaseException) -> None:
    raise fault
