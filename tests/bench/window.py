"""Figures of the window, each beside a bare QMainWindow or raw writing measured in the same minutes.

`python tests/bench/window.py 60` plays the sample at 60 times its speed, which takes three minutes;
in the bench it runs at 180. Every process here has a HOME and a bytecode cache of its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
REAL, BARE = HERE / "real_window.py", HERE / "bare_window.py"
STARTS, DECISIONS, RELEASES, IDLE_S, RATE = 7, 200, 25, 20, 180
WHAT_IS_IMPORTED = "from tabletop.bootstrap import window; from tabletop.ui import application"


def window_figures(rate: float = RATE) -> None:
    """Measure the window and print a line for each figure."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _Desk(Path(folder))
        first_frame(desk)
        decision(desk)
        release(desk)
        loop(desk, rate)
        idle(desk)


class _Desk:
    """Runs a measure in a process of its own and takes what it says as JSON."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = {
            "HOME": "",
            "XDG_DATA_HOME": "data",
            "XDG_CONFIG_HOME": "config",
            "XDG_DOCUMENTS_DIR": "papers",
        }
        # An installed program finds its bytecode; the first start here writes it.
        self._environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
            **{name: str(folder / "home" / below) for name, below in own.items()},
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        (folder / "home").mkdir()

    def new_folder(self) -> str:
        """Return an empty folder for an exercise."""
        return tempfile.mkdtemp(dir=self.folder)

    def begin(self, *command: str | Path) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        line = [sys.executable, *map(str, command)]
        return subprocess.Popen(line, env=self._environment, text=True, stdin=pipe, stdout=pipe, stderr=pipe)

    def end(self, child: subprocess.Popen[str]) -> tuple[str, str]:
        out, log = child.communicate()
        if child.returncode:
            raise RuntimeError(log)
        return out, log

    def figures(self, *command: str | Path) -> dict:
        return json.loads(self.end(self.begin(*command))[0].splitlines()[-1])


def first_frame(desk: _Desk) -> None:
    """Time from the start of the process to the first frame, and to the frame that shows the exercise."""
    file = desk.folder / "bench.tabletop"
    desk.figures(REAL, "make", file)
    ours, bare = [], []
    for _ in range(STARTS + 1):
        ours.append(desk.figures(REAL, "first-frame", file, str(time.monotonic_ns())))
        bare.append(desk.figures(BARE, "first-frame", str(time.monotonic_ns())))
    del ours[0], bare[0]  # these wrote the bytecode
    for what, name in (
        ("start to first frame", "frame"),
        ("start to the exercise's frame, `tabletop FILE`", "exercise"),
    ):
        peer = "bare QMainWindow"
        _say(what, [start[name] for start in ours], peer, [start["frame"] for start in bare])
        cpu = [start[f"{name}_cpu"] for start in ours]
        _say("  CPU until then", cpu, peer, [start["frame_cpu"] for start in bare])
    _say_imports(desk)


def _say_imports(desk: _Desk) -> None:
    """Print which packages the start waits for; the tracing itself makes each figure larger."""
    _, log = desk.end(desk.begin("-X", "importtime", "-c", WHAT_IS_IMPORTED))
    spent: Counter[str] = Counter()
    for line in log.splitlines():
        own, _, name = line.removeprefix("import time:").split("|")
        if own.strip().isdigit():
            spent[name.strip().partition(".")[0]] += int(own)
    most = ", ".join(f"{name} {us / 1_000:.0f}" for name, us in spent.most_common(7))
    print(f"  imports by package, {spent.total() / 1_000:.0f} ms when traced: {most}")


def decision(desk: _Desk) -> None:
    """Time a typed decision from Enter until the save cell shows its row, against raw writing."""
    said = desk.figures(REAL, "decisions", desk.new_folder(), str(DECISIONS))
    _say("decision: Enter to tick", said["ours"], "raw sqlite3 and fsync", said["peer"])
    _say("  one key of its text", said["keys"])
    print("  keys for a decision: its characters, F2 before and Enter after; no mouse")


def release(desk: _Desk) -> None:
    """Time F5 until the list of injects is painted with the inject released."""
    _say(
        "release: F5 to visible change",
        desk.figures(REAL, "releases", desk.new_folder(), str(RELEASES))["releases"],
    )


def loop(desk: _Desk, rate: float) -> None:
    """Find the longest gap of the loop while the bundled three hours are played, 5 ms between beats."""
    bare = desk.begin(BARE, "heartbeat")
    ours = desk.figures(REAL, "sample", desk.new_folder(), str(rate))
    peer = json.loads(desk.end(bare)[0].splitlines()[-1])
    _say(f"gap of the loop, sample at x{rate:g}", ours["gaps"], "bare QMainWindow, idle", peer["gaps"])
    _say("  CPU of its thread between two beats", ours["cpu"], "bare QMainWindow, idle", peer["cpu"])
    over = [sum(gap > limit for gap in ours["gaps"]) for limit in (50, 100, 200)]
    took = f"{ours['rows']} rows in {ours['seconds']:.0f} s"
    print(f"  {took}; over 50, 100, 200 ms: {over} of {len(ours['gaps'])}; longest at: {ours['doing']}")


def idle(desk: _Desk) -> None:
    """Measure what a window takes that nobody touches; the three stand side by side."""
    windows = {
        "RUNNING": desk.begin(REAL, "idle", "run", desk.new_folder(), str(IDLE_S)),
        "Home": desk.begin(REAL, "idle", "home", desk.new_folder(), str(IDLE_S)),
        "bare QMainWindow": desk.begin(BARE, "idle", str(IDLE_S)),
    }
    for name, child in windows.items():
        said = json.loads(desk.end(child)[0].splitlines()[-1])
        spent = said["cpu_s_per_minute"]
        cpu = f"CPU {spent:5.2f} s a minute ({spent / 0.6:.1f} % of a core)"
        print(f"{f'idle, {name}':<47} {cpu} | RSS {said['rss_mb']:.0f} MB")


def _say(what: str, ours: list[float], peer_name: str = "", peer: list[float] | None = None) -> None:
    line = f"{what:<47} {_spread(ours)} ms"
    if peer:
        ratio = statistics.median(ours) / statistics.median(peer)
        line += f" | {peer_name}: {_spread(peer)} ms | ratio {ratio:.2f}"
    print(line, flush=True)


def _spread(values: list[float]) -> str:
    ranked = sorted(values)
    p50, p95, p99 = (ranked[max(0, -(-percent * len(ranked) // 100) - 1)] for percent in (50, 95, 99))
    if len(values) < 100:
        return f"p50 {p50:.1f} p95 {p95:.1f} max {ranked[-1]:.1f}"
    return f"p50 {p50:.1f} p95 {p95:.1f} p99 {p99:.1f} max {ranked[-1]:.1f}"


if __name__ == "__main__":
    window_figures(*map(float, sys.argv[1:]))
