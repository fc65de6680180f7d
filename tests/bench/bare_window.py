"""A bare QMainWindow in a process of its own, and what both windows are measured with; says JSON.

It must not import tabletop: what that costs is what the comparison shows.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

BEAT_MS = 5
SETTLING_S = 3


class Frames(QObject):
    """Tells when a widget was painted: after the frame in which it was, not before."""

    def __init__(self, is_awaited: Callable[[QObject], bool], painted: Callable[[], None]) -> None:
        super().__init__()
        self._is_awaited = is_awaited
        self._painted = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and self._is_awaited(watched):
            QTimer.singleShot(0, self._painted)
        return False


class Heartbeat(QObject):
    """Beats each 5 ms; a longer gap is what the loop of the window was blocked for."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, str]] = []
        self.cpu: list[float] = []
        """What this thread itself did in each gap: the rest is other processes and other threads."""
        self.doing = ""
        """What is being done, to know what the longest gap belongs to."""
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.gaps.append(((now - self._last) * 1_000, self.doing))
        self.cpu.append((used - self._used) * 1_000)
        self._last, self._used = now, used

    def figures(self) -> dict[str, object]:
        longest, doing = max(self.gaps)
        gaps = [gap for gap, _ in self.gaps]
        return {"gaps": gaps, "cpu": self.cpu, "longest": longest, "doing": doing}


class Usage:
    """CPU seconds of this process from now on, and the memory that it holds."""

    def __init__(self) -> None:
        self._began_at = time.perf_counter()
        self._used = self._cpu_s()

    def figures(self) -> dict[str, float]:
        minutes = (time.perf_counter() - self._began_at) / 60
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
        return {"cpu_s_per_minute": (self._cpu_s() - self._used) / minutes, "rss_mb": kilobytes / 1_024}

    @staticmethod
    def _cpu_s() -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime


def first_frame(begun_ns: str) -> dict[str, float]:
    """Show the window; `begun_ns` is when the parent started this process."""
    shown: dict[str, float] = {}
    application = QApplication(["bare"])
    window = _bare()

    def note() -> None:
        shown.update(frame=(time.monotonic_ns() - int(begun_ns)) / 1e6, frame_cpu=time.process_time() * 1_000)
        application.quit()

    frames = Frames(lambda watched: watched is window, note)
    window.installEventFilter(frames)
    window.show()
    application.exec()
    return shown


def heartbeat() -> dict[str, object]:
    """Beat in an idle window until the parent closes this process's input."""
    application = QApplication(["bare"])
    window = _bare()
    window.show()
    ending = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ending.activated.connect(application.quit)
    beat = Heartbeat()
    application.exec()
    return beat.figures()


def idle(seconds: str) -> dict[str, float]:
    """Do nothing in a window that is shown."""
    application = QApplication(["bare"])
    window = _bare()
    window.show()
    begun: list[Usage] = []
    QTimer.singleShot(SETTLING_S * 1_000, lambda: begun.append(Usage()))
    QTimer.singleShot(round((SETTLING_S + float(seconds)) * 1_000), application.quit)
    application.exec()
    return begun[0].figures()


def _bare() -> QMainWindow:
    window = QMainWindow()
    window.setCentralWidget(QLabel("Tabletop"))
    window.resize(1366, 728)
    return window


if __name__ == "__main__":
    measures = {"first-frame": first_frame, "heartbeat": heartbeat, "idle": idle}
    print(json.dumps(measures[sys.argv[1]](*sys.argv[2:])))
