"""Every state of every screen, reached as a person reaches it; for pictures and for tests that look at all.

A state is a list of steps over a Stage. `played` is the bundled sample up to T+02:24, when E26 has just
gone out: with late actions, a declined contingency and a full log.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from builders import ManualClock
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tabletop import paths
from tabletop.bootstrap import headless
from tabletop.domain.play.follow_up import ActionCarried
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.services import follow_up, merging, observation, recording
from tabletop.services.merging import Logbook
from tabletop.services.prepare import open_session
from tabletop.services.session import Session
from tabletop.services.workplace import LogbookOrder
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.desktop import Battery
from tabletop.ui.main_window import MainWindow
from tabletop.ui.tasks import Tasks
from tabletop.ui.watch import MachineReading

TICK_MS = 20
LEAST_S, MOST_S, PATIENCE_S = 0.03, 1, 5
LEAST_ROUNDS = 5
SAMPLE = paths.bundled_pack(headless.DEMO_PACK)
MESSAGE = "Kaops menunjuk perwira penghubung untuk tiap LO dan mencatat waktunya"
CUTS = {"ended": "", "played": "T+02:25", "offered": "T+00:40:30", "counted": "T+00:00 startex"}
"""Before which line of the sample's script a file stops; the last is the one before STARTEX."""
TITLES = {
    "ended": "Sispamkota 2026-10-06",
    "played": "Sispamkota Teluk Seruni",
    "offered": "Sispamkota Teluk Seruni",
    "counted": "Sispamkota Teluk Seruni",
    "damaged": "TFG Kampanye",
    "gone": "Banjir Rob Pesisir",
}


def play_files(folder: Path) -> dict[str, Path]:
    """Play the sample up to each of the cuts, and make a damaged file; return them by name."""
    lines = (SAMPLE / headless.DEMO_SCRIPT).read_text(encoding="utf-8").splitlines()
    files = {}
    for name, cut in CUTS.items():
        end = next(at for at, line in enumerate(lines) if line.startswith(cut)) if cut else len(lines)
        script = folder / f"{name}.play"
        script.write_text("\n".join(lines[:end]), encoding="utf-8")
        files[name] = folder / f"{name}.tabletop"
        headless.play_script(SAMPLE, script, out=files[name], warn=lambda _finding: None)
    files["damaged"] = folder / "damaged.tabletop"
    data = bytearray(files["played"].read_bytes())
    at = data.rfind(b'"text":"')
    data[at + 9] ^= 1
    files["damaged"].write_bytes(bytes(data))
    return files


class Stage:
    """A window that is brought into a state."""

    def __init__(
        self, window: MainWindow, tasks: Tasks, clock: ManualClock, *, files: dict[str, Path]
    ) -> None:
        self.window = window
        self.files = files
        self._tasks = tasks
        self._clock = clock

    def settle(self) -> None:
        """Let the window finish what it has begun; a ticking clock or a full disk never lets it rest."""
        begun, rounds = time.monotonic(), 0
        while (
            rounds < LEAST_ROUNDS
            or (lasted := time.monotonic() - begun) < LEAST_S
            or (not self._tasks.is_idle and lasted < MOST_S)
        ):
            QApplication.processEvents()  # a layout may ask its parent for room, which answers a round later
            time.sleep(0.002)
            rounds += 1

    def run(self, coroutine: Coroutine[Any, Any, object]) -> None:
        """Wait for a coroutine of the window, such as opening a file."""
        task = self._tasks.spawn(coroutine)
        while not task.done():
            QApplication.processEvents()
        self.settle()

    def do(self, *verbs: str) -> None:
        """Do verbs as their keys do, far enough apart that no key rests."""
        for verb in verbs:
            self.wait(2)
            self.window.do(verb)
            self.settle()

    def press(self, keys: str) -> None:
        chord = QKeySequence(keys)[0]
        QTest.keyClick(QApplication.focusWidget() or self.window, chord.key(), chord.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)
        self.settle()

    def wait(self, seconds: int) -> None:
        """Let exercise time pass, each step with its tick: a longer silence would be taken for sleep."""
        for step in (*[3] * (seconds // 3), seconds % 3):
            self._clock.advance(step * 1_000)
            QTest.qWait(TICK_MS)
            patience = time.monotonic() + PATIENCE_S
            while not self._has_ticked() and time.monotonic() < patience:
                QApplication.processEvents()
        self.settle()

    def _has_ticked(self) -> bool:
        bridge = self.window.bridge
        if bridge is None or bridge.state.stage != "running":
            return True
        alive = bridge.session._last_alive
        return alive is not None and alive.mono_ns == self._clock.mono_ns

    def open(self, name: str) -> None:
        """Open a fresh copy of a played file among the person's documents."""
        self.run(self.window.open_file(self.lay(name)))

    def lay(self, name: str) -> Path:
        """Lay a copy of a file among the person's documents; a name without a file is gone."""
        file = paths.documents() / f"{TITLES[name]}.tabletop"
        file.parent.mkdir(parents=True, exist_ok=True)
        if name in self.files:
            shutil.copyfile(self.files[name], file)
        return file

    def ask(self, verb: str, **values: str) -> None:
        """Open a form, fill it in and send it."""
        self.do(verb)
        self.window._pages["run"].parts.form.restore(values)
        self.press("Ctrl+Return")
        self.wait(2)

    def drain_battery(self, percent: int) -> None:
        """Let the battery be as low as this."""
        watch = self.window._equipment._watch
        assert watch is not None
        low = Battery(percent=percent, is_plugged=False)
        watch._read = lambda _folders: MachineReading(battery=low)
        watch._look()

    def fill_disk(self) -> None:
        """Let the disk refuse from now on."""
        assert self.window.bridge is not None

        def refuse(**_row: object) -> None:
            raise UserError("disk-full", file="/media/usb/latihan.tabletop")

        self.window.bridge.session.journal.append = refuse  # type: ignore[method-assign]

    def free_disk(self) -> None:
        if self.window.bridge is not None and "append" in vars(self.window.bridge.session.journal):
            del self.window.bridge.session.journal.append  # type: ignore[misc]


Step = Callable[[Stage], object]


def sample(stage: Stage) -> None:
    stage.run(stage.window.begin_sample())


def running(stage: Stage) -> None:
    stage.open("played")
    stage.do("pause")
    stage.wait(3)


def home(stage: Stage) -> None:
    """Leave one exercise going on, one ended, one damaged, one gone."""
    for name in ("ended", "played"):
        stage.open(name)
    choices = stage.window._preferences
    before = choices.settings
    refused = tuple(str(stage.lay(name)) for name in ("damaged", "gone"))
    choices.settings = replace(before, recent=(*before.recent, *refused))
    stage.window.show_mode("home")
    stage.window.change_look()


def countdowns(stage: Stage) -> None:
    """Let a deadline, a discussion and an inject that goes out by itself count down."""
    stage.ask("deadline", text="Laporan awal ke Sentra Gakkumdu dalam 1x24 jam", within="1x24 jam")
    stage.ask("discussion", length="5 min")
    assert stage.window.bridge is not None
    parts = stage.window._pages["run"].parts
    parts.table.select(parts.table.standby)
    stage.do("auto")
    ahead = next(stage.window.bridge.outlook.automatic_ahead(stage.window.bridge.state, 0))
    stage.wait(max(0, ((ahead.planned_ms or 0) - stage.window.bridge.elapsed_ms) // 1_000 - 8))


def emergency(stage: Stage) -> None:
    stage.ask("safety", reason="Seorang peserta pingsan")


def logbook(stage: Stage) -> None:
    """Open the logbook of an observer of two cells, with a few entries."""
    logbook_begun(stage, "Sekretariat")
    for text in ("Jalur ambulans dibuka di sisi barat.", MESSAGE):
        stage.do("observer-next-inject", "observer-category-2")
        stage.type(text)
        stage.press("Return")
        stage.wait(2)


def logbook_begun(stage: Stage, observer: str = "P2") -> None:
    """Open a logbook that holds nothing yet; by itself it is headed by its station alone."""
    order = LogbookOrder(station="P2", cells=("PREVENTIF", "LANTAS"), observer=observer)
    file = paths.documents() / "P2.tabletop"
    file.parent.mkdir(parents=True, exist_ok=True)
    make = partial(stage.window._workplace.begin_logbook, SAMPLE, order)
    stage.run(stage.window.take_in(file, make, file))


def elsewhere(stage: Stage) -> None:
    """Ask about the shadow log of an exercise that another laptop conducted until it was lost."""
    running(stage)
    (journal,) = paths.data().rglob("journal.jsonl")
    folder = shutil.copytree(journal.parent, paths.documents() / "USB" / journal.parent.name)
    opening = stage.window._workplace.look_at(folder)
    assert opening is not None
    stage.window.show_mode("home")
    stage.window._pages["home"]._elsewhere.ask(opening, merges_into="")
    stage.window._pages["home"]._show_page()


def observers(stage: Stage) -> None:
    """Show the director's screen of observers: two that logged along, one of whom nothing came."""
    stage.open("ended")
    assert stage.window.bridge is not None
    stage.run(stage.window.bridge.act(merging.note_issued, "P7", ("HUMAS",)))
    stage.window.show_mode("observers")


def contested(stage: Stage) -> None:
    """Let two laptops have logged as one observer, and both files come in."""
    observers(stage)
    assert stage.window.bridge is not None
    stage.run(stage.window.bridge.act(merge_two_laptops, stage.window.bridge.session.clock.read().wall_at))
    stage.settle()
    table = stage.window._pages["observers"].parts.stations.table
    table.select("P7")
    table.setFocus()
    stage.press("Return")


def merge_two_laptops(session: Session, now: datetime) -> ExerciseState:
    """Merge what two laptops logged as P7: of one the first rows, of the other a few more."""
    told = (
        ("Massa 300 orang di gerbang selatan, tertib.", "Akses ambulans tertutup mobil komando."),
        ("Massa 300 orang di gerbang selatan, tertib.", MESSAGE, "Humas belum menjawab wartawan.",
         "LO Bawaslu datang, dicatat jamnya.", "Jalur VIP kosong."),
    )  # fmt: skip
    logbooks = []
    for facts in told:
        journal = MemoryJournal(session.journal.pack, session.journal.header.exercise, station="P7")
        theirs = ManualClock()
        theirs.wall_at = now
        logbook = open_session(journal, theirs)
        observation.begin_logbook(logbook, ["HUMAS"], "Bripda Sari")
        for fact in facts:
            theirs.advance(95_000)
            draft = ObservationNoted(cell="HUMAS", text=fact, sense="seen")
            observation.note_observation(logbook, draft)
        if len(facts) > 2:
            recording.assess_action(logbook, "E01.a", "partial")
            recording.undo(logbook)
        logbooks.append(Logbook(name="P7", header=journal.header, recorded=journal.recorded()))
    merging.merge(session, logbooks)
    return session.state


def followed_up(stage: Stage) -> None:
    """Let the plan be followed up half a month later: taken over, started, closed, overdue."""
    stage.open("ended")
    bridge = stage.window.bridge
    assert bridge is not None
    bridge.session.clock.wall_at += timedelta(days=15)  # type: ignore[attr-defined]  # a manual one
    last = "EX-20230310-5D1C77A0"
    left = [
        ActionCarried(
            exercise=last, action="DIR:40", owner="Bag Log", contact="Kabag Log", element="exercise",
            text="Simulasi evakuasi kotak suara lewat perahu bersama BPBD; catat waktu tiap rute",
            priority="high", start="2023-04-01", due="2023-12-01", retest="Geladi lapangan",
        ),
        ActionCarried(exercise=last, action="DIR:44", owner="Sat Intelkam", text="Perbarui nomor siaga LO"),
    ]  # fmt: skip
    stage.run(bridge.act(follow_up.carry_actions, left))
    stage.run(bridge.act(follow_up.revise_action, 1, progress="started", priority="high"))
    evidence = "Surat perintah Kapolres 31 Januari; daftar hadir 30 orang"
    stage.run(bridge.act(follow_up.close_action, 3, evidence=evidence))


def do(*verbs: str) -> Step:
    return lambda stage: stage.do(*verbs)


STATES: dict[str, Sequence[Step]] = {
    "home-empty": (),
    "home-files": (home,),
    "home-new": (do("new"),),
    "home-help": (home, do("help")),
    "home-open": (running, lambda stage: stage.window.show_mode("home")),
    "run-before": (sample,),
    "run-counted": (lambda stage: stage.open("counted"),),
    "run-not-ready": (sample, do("startex")),
    "run-running": (running,),
    "run-due": (running, lambda stage: stage.wait(270)),
    "run-late": (running, do(*["previous-row"] * 2)),
    "run-offer": (lambda stage: stage.open("offered"), do("pause"), lambda stage: stage.wait(60)),
    "run-reopened": (lambda stage: stage.open("played"),),
    "run-receipt": (running, do("release")),
    "run-paused": (running, do("pause")),
    "run-long-form": (running, lambda stage: stage.type(MESSAGE), do("long-form")),
    "run-jump": (running, do("jump")),
    "run-breach": (running, do("breach")),
    "run-endex": (running, do("endex")),
    "run-unsaved": (
        running, lambda stage: stage.type(MESSAGE), Stage.fill_disk, lambda stage: stage.press("Return"),
    ),
    "run-ended": (lambda stage: stage.open("ended"), lambda stage: stage.window.show_mode("run")),
    "run-help": (running, do("help")),
    "run-keys": (running, do("keys")),
    "run-palette": (running, do("palette"), lambda stage: stage.type("re")),
    "run-at-hand": (running, do("at-hand")),
    "run-timeline": (running, do("timeline")),
    "run-find": (running, do("run-find"), lambda stage: stage.type("posko"), do("run-find"),
                 lambda stage: stage.type("KPU")),
    "run-player": (running, do("player-inject", "player-screen"), lambda stage: stage.type(MESSAGE)),
    "run-improvise": (running, do("improvise"), lambda stage: stage.type("Kabar bohong")),
    "run-countdowns": (running, countdowns),
    "run-emergency": (running, emergency),
    "run-trouble": (running, lambda stage: stage.drain_battery(8)),
    "home-logbook": (do("new-logbook"),),
    "home-elsewhere": (elsewhere,),
    "run-taken-over": (elsewhere, lambda stage: stage.press("Return"), lambda stage: stage.wait(2)),
    "observers-none": (sample, lambda stage: stage.window.show_mode("observers")),
    "observers-stations": (observers,),
    "observers-agreement": (observers, do("observers-tab-2")),
    "observers-contested": (contested,),
    "observers-branches": (contested, do("keep-branches")),
    "observers-issue": (observers, do("issue-logbook")),
    "observer-begun": (logbook_begun,),
    "observer-entry": (logbook,),
    "observer-typing": (logbook, do("observer-next-inject"), lambda stage: stage.type(MESSAGE)),
    "observer-red-line": (logbook, do("observer-red-line")),
    "observer-sync": (logbook, do("observer-sync")),
    "observer-paper": (logbook, do("observer-paper")),
    "debrief-nothing": (sample, lambda stage: stage.window.show_mode("debrief")),
    "debrief-draft": (running, lambda stage: stage.window.show_mode("debrief")),
    "debrief-summary": (lambda stage: stage.open("ended"),),
    "debrief-replay": (
        lambda stage: stage.open("ended"), do("debrief-tab-2", *["replay-mark-on"] * 38),
    ),
    "debrief-actions": (lambda stage: stage.open("ended"), do("debrief-tab-4")),
    "debrief-findings": (lambda stage: stage.open("ended"), do("debrief-tab-5")),
    "debrief-decisions": (lambda stage: stage.open("ended"), do("debrief-tab-7")),
    "debrief-letter": (lambda stage: stage.open("ended"), do("rate")),
    "debrief-why": (lambda stage: stage.open("ended"), lambda stage: stage.press("Down"), do("why")),
    "debrief-why-action": (
        lambda stage: stage.open("ended"), do("debrief-tab-4"), lambda stage: stage.press("Down"), do("why"),
    ),
    "debrief-why-figure": (
        lambda stage: stage.open("ended"), do("debrief-tab-3"),
        lambda stage: stage.press("Tab"), lambda stage: stage.press("Down"), do("why"),
    ),
    "debrief-figures": (lambda stage: stage.open("ended"), do("debrief-tab-3")),
    "debrief-plan": (followed_up, do("debrief-tab-6")),
    "debrief-prints": (lambda stage: stage.open("ended"), do("debrief-tab-8")),
    "debrief-action": (lambda stage: stage.open("ended"), do("plan")),
    "debrief-revise": (followed_up, do("plan-revise")),
    "debrief-feedback": (lambda stage: stage.open("ended"), do("feedback")),
}  # fmt: skip
"""Name of each state, and the way to it from a window that was just opened."""


def bring(stage: Stage, name: str) -> None:
    """Bring a fresh window into a state."""
    stage.settle()
    for step in STATES[name]:
        step(stage)
        stage.settle()
