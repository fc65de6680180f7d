"""The real window over real files, in a process of its own; measures one thing and says it as JSON.

HOME and the XDG folders are the parent's to set: nothing here may touch those of a person.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import qasync
from bare_window import BEAT_MS, SETTLING_S, Frames, Heartbeat, Usage
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from raw_journal import RawJournal

from tabletop import paths
from tabletop.bootstrap import window as bootstrap
from tabletop.domain.play.act import Act
from tabletop.domain.play.clock import Clock
from tabletop.domain.play.state import ExerciseState
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.play_script import open_script
from tabletop.services import prepare, script, timekeeping
from tabletop.services.session import Session
from tabletop.settings import Settings
from tabletop.ui.actions import REARM_NS
from tabletop.ui.application import set_up
from tabletop.ui.bridge import TICK_MS, Bridge
from tabletop.ui.main_window import MainWindow
from tabletop.ui.pages.run import RunPage
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.decision_entry import DecisionEntry
from tabletop.ui.widgets.msel_table import MselTable
from tabletop.ui.widgets.run_header import RunHeader

DECISION = "Two ambulances are asked from the clinic"
MOST_STEP_MS = 2_000
"""Two steps must stay below the 5 s between two ticks that are taken for sleep."""
PREPARING_S = 15
"""What a person takes for a count before STARTEX or a letter after ENDEX."""
CAUSES = {"startex": "start_exercise", "endex": "end_exercise", "release": "release_inject"}
"""The services on whose names the pages wait."""


# The first frame ----------------------------------------------------------------------------------


def make(file: str) -> None:
    """Make an exercise file from the bundled sample."""
    pack = paths.bundled_pack("sispamkota-2024")
    bootstrap.LocalWorkplace().begin(pack, Path(file), print).close()


def first_frame(file: str, begun_ns: str) -> dict[str, float]:
    """Do what `tabletop FILE` does; `begun_ns` is when the parent started this process."""
    shown: dict[str, float] = {}

    def note(name: str) -> None:
        if name not in shown:
            shown[name] = (time.monotonic_ns() - int(begun_ns)) / 1e6
            shown[f"{name}_cpu"] = time.process_time() * 1_000
        if name == "exercise":
            next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)).close()

    application = QApplication(["tabletop"])
    note("imports")
    frames = Frames(lambda watched: isinstance(watched, MainWindow), lambda: note("frame"))
    pages = Frames(lambda watched: isinstance(watched, RunPage), lambda: note("exercise"))
    for each in (frames, pages):
        application.installEventFilter(each)
    bootstrap.run(Path(file), language="id")
    return shown


# A decision ---------------------------------------------------------------------------------------


async def decisions(window: MainWindow, folder: str, count: str) -> dict[str, list[float]]:
    """Type decisions, each until its row is durable and the count of safe entries is repainted."""
    bridge = await _started(window, "quick-start", Path(folder))
    raw = RawJournal(Path(folder))
    header, line = _find(window, RunHeader), _find(_find(window, DecisionEntry), QLineEdit)
    ours, keys, peer = [], [], []
    for _ in range(int(count)):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F2)
        begun = time.perf_counter()
        QTest.keyClicks(line, DECISION)
        keys.append((time.perf_counter() - begun) * 1_000 / len(DECISION))
        await asyncio.sleep(0.02)  # a person's fingers: the line is painted before Enter
        ours.append(await _until_ticked(bridge, header._entries, line))
        write = raw.writing(bridge.session.recorded[-1].entry)
        begun = time.perf_counter()
        write()
        peer.append((time.perf_counter() - begun) * 1_000)
    raw.close()
    return {"ours": ours, "keys": keys, "peer": peer}


async def _until_ticked(bridge: Bridge, cell: QObject, line: QLineEdit) -> float:
    """Press Enter and return the milliseconds until the save cell shows one row more."""
    rows, painted = bridge.rows, asyncio.get_running_loop().create_future()
    frames = Frames(
        lambda _: bridge.rows > rows and not painted.done(),
        lambda: painted.done() or painted.set_result(time.perf_counter()),
    )
    cell.installEventFilter(frames)
    begun = time.perf_counter()
    QTest.keyClick(line, Qt.Key.Key_Return)
    took = (await painted) - begun
    cell.removeEventFilter(frames)
    return took * 1_000


async def releases(window: MainWindow, folder: str, count: str) -> dict[str, list[float]]:
    """Press F5 and return the milliseconds until the list of injects shows it; 1.5 s lie between two."""
    bridge = await _started(window, "sispamkota-2024", Path(folder))
    table = _find(window, MselTable).viewport()
    took = []
    for _ in range(int(count)):
        await asyncio.sleep(REARM_NS / 1e9 + 0.05)
        rows, painted = bridge.rows, asyncio.get_running_loop().create_future()
        frames = Frames(
            lambda _, rows=rows, painted=painted: bridge.rows > rows and not painted.done(),
            lambda painted=painted: painted.done() or painted.set_result(time.perf_counter()),
        )
        table.installEventFilter(frames)
        begun = time.perf_counter()
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F5)
        took.append(((await painted) - begun) * 1_000)
        table.removeEventFilter(frames)
    return {"releases": took}


# The loop -----------------------------------------------------------------------------------------


async def sample(
    window: MainWindow, folder: str, clock: script.VirtualClock, rate: float
) -> dict[str, object]:
    """Play the bundled run at `rate` times its speed and listen to the heartbeat of the loop."""
    acts = open_script(paths.bundled_pack("sispamkota-2024") / "sample.play")
    bridge = await _opened(window, "sispamkota-2024", Path(folder))
    beat, begun = Heartbeat(), time.perf_counter()
    for act in acts:
        beat.doing = f"ticks to {act.verb}"
        await _run_until(bridge, clock, act.at_ms, rate)
        beat.doing = act.verb
        if bridge.state.stage != "running":
            await asyncio.sleep(PREPARING_S / rate)
        await bridge.attempt(_service_of(act), clock, act)
    beat.doing = "debrief"
    await asyncio.sleep(1)  # the page draws its last reading
    return {**beat.figures(), "seconds": time.perf_counter() - begun, "rows": bridge.rows}


async def _run_until(bridge: Bridge, clock: script.VirtualClock, at_ms: int, rate: float) -> None:
    """Let exercise time run to T+, by steps that the program does not take for sleep."""
    session, last = bridge.session, time.perf_counter()
    while session.state.stage == "running" and (left_ms := at_ms - session.shown_ms()) > 0:
        await asyncio.sleep(BEAT_MS / 1_000)
        now = time.perf_counter()
        clock.advance(min(round((now - last) * 1_000 * rate), MOST_STEP_MS, left_ms))
        last = now
        if session.shown_ms() - session.auto_done_ms > MOST_STEP_MS:  # the timer's tick is late
            await bridge.attempt(timekeeping.tick)


def _service_of(act: Act) -> Callable[..., ExerciseState]:
    """Return a service that does a script's act, named as the one that a page would call."""

    def service(session: Session, clock: script.VirtualClock, act: Act) -> ExerciseState:
        script.perform(session, clock, act)
        return session.state

    service.__name__ = CAUSES.get(act.verb, act.verb)
    return service


# Idle ---------------------------------------------------------------------------------------------


async def idle(window: MainWindow, mode: str, folder: str, seconds: str) -> dict[str, float]:
    """Do nothing in Home, or in Run while the exercise runs."""
    if mode == "run":
        await _started(window, "sispamkota-2024", Path(folder))
    await asyncio.sleep(SETTLING_S)
    usage = Usage()
    await asyncio.sleep(float(seconds))
    return usage.figures()


# The window ---------------------------------------------------------------------------------------


async def _opened(window: MainWindow, pack: str, folder: Path) -> Bridge:
    assert await window.begin(paths.bundled_pack(pack), folder / f"{pack}.tabletop")
    assert window.bridge is not None
    return window.bridge


async def _started(window: MainWindow, pack: str, folder: Path) -> Bridge:
    bridge = await _opened(window, pack, folder)
    is_ready = prepare.gate(bridge.session).gate != "not-ready"
    await bridge.attempt(timekeeping.start_exercise, override=None if is_ready else "A bench, no exercise")
    return bridge


def _find(parent: QObject, kind: type) -> object:
    return parent.findChild(kind)


def _in_window(
    measure: Callable[[MainWindow], Awaitable[object]], *, clock: Clock | None = None, tick_ms: int = TICK_MS
) -> object:
    """Run a measure in a window that is shown, and close it in order."""
    application = QApplication(["tabletop"])
    set_up(application)

    async def live() -> object:
        tasks = Tasks(asyncio.get_running_loop(), lambda fault: sys.excepthook(type(fault), fault, None))
        settings = Settings(language="id")
        window = MainWindow(bootstrap.LocalWorkplace(clock), tasks, settings, tick_ms=tick_ms)
        closed = asyncio.Event()
        window.closed.connect(closed.set)
        window.resize(1366, 728)
        window.show()
        said = await measure(window)
        window.close()
        await closed.wait()
        await tasks.finish()
        return said

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        return runner.run(live())


def _measure(what: str, *given: str) -> object:
    if what == "make":
        return make(*given)
    if what == "first-frame":
        return first_frame(*given)
    if what == "decisions":
        return _in_window(lambda window: decisions(window, *given))
    if what == "releases":
        return _in_window(lambda window: releases(window, *given))
    if what == "idle":
        return _in_window(lambda window: idle(window, *given))
    folder, rate = given[0], float(given[1])
    pack, _ = read_pack(paths.bundled_pack("sispamkota-2024"))
    clock = script.VirtualClock(pack.scenario.starts_at)
    return _in_window(
        lambda window: sample(window, folder, clock, rate), clock=clock, tick_ms=round(800 / rate)
    )


if __name__ == "__main__":
    print(json.dumps(_measure(*sys.argv[1:])))
