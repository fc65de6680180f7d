"""The application as a process of its own, which types into its own window until someone kills it.

Each row is told on standard output when the window announces that it is durable, and not before.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from itertools import count

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.director import Director

from tabletop.bootstrap.window import run
from tabletop.services.session import Session
from tabletop.ui.main_window import MainWindow

REARM_S = 1.6
"""A key that releases rests for a second and a half of real time."""


class Teller:
    """Says every announced row once."""

    def __init__(self, window: MainWindow) -> None:
        assert window.bridge is not None
        self._bridge = window.bridge
        self._told = 0
        self._bridge.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say what was announced since."""
        session: Session = self._bridge.session
        for row in session.recorded[self._told : self._bridge.rows]:
            entry = row.entry
            said = {name: getattr(entry, name) for name in ("kind", "seq", "hash", "elapsed_ms", "mono_ns")}
            os.write(1, (json.dumps(said) + "\n").encode())
        self._told = self._bridge.rows


class Typist:
    """A director in a hurry; without `decisions` it never rests."""

    def __init__(self, window: MainWindow, *, decisions: int | None) -> None:
        self._director = Director(window)
        self._window = window
        self._left = decisions

    def work(self) -> None:
        """Make an exercise, count, start, and then log, grade and release for ever."""
        director = self._director
        director.make_exercise("quick-start")
        self._teller = Teller(self._window)  # kept: a signal does not keep who listens
        self._do("present", unit="REGU", present=8, fit=8)
        for item, n in (("K01", 10), ("K02", 2), ("K03", 4), ("K04", 1)):
            self._do("ready", item=item, present=n, serviceable=n)
        self._do("startex")
        released: list[str] = []
        waiting = ["E01", "E02", "E04", "E05"]
        rested_s = 0.0
        for number in count(1):
            if waiting and time.monotonic() - rested_s > REARM_S:
                rested_s = time.monotonic()
                released.append(waiting.pop(0))
                self._do("release", inject=released[-1])
            self._do("decide", cell="POSKO", text=f"decision {number}", inject=released[-1])
            self._do("assess", action=f"{released[-1]}.a", completion="met")
            if number == self._left:
                director.until(lambda: False, "killed")

    def _do(self, verb: str, **values: object) -> None:
        self._director.do(verb, values)


def main() -> None:
    """Start as `tabletop` does, with hands on the keyboard."""
    decisions = int(sys.argv[1]) or None
    application = QApplication(["tabletop"])
    timer = QTimer(application)

    def begin() -> None:
        for window in application.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible():
                timer.stop()
                try:
                    Typist(window, decisions=decisions).work()
                except BaseException:  # noqa: BLE001 - the parent must not wait for one who lost the way
                    traceback.print_exc()
                    os._exit(1)

    timer.timeout.connect(begin)
    timer.start(20)
    sys.exit(run(language="en"))


if __name__ == "__main__":
    main()
