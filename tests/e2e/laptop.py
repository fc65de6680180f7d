"""One laptop of an exercise as a process of its own, on clocks of its own; it must not compare anything.

    python tests/e2e/laptop.py JOB.json

The job says which file it holds, how its wall clock runs, and what is done on it at which true time
(milliseconds since the exercise day began, which nobody's clock shows). It ends in good order, or, where
the job says so, by SIGKILL. A director's laptop ticks each second, as the application does.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.play.act import Act
from tabletop.domain.play.clock import Reading
from tabletop.domain.play.events import DecisionLogged
from tabletop.errors import Finding
from tabletop.exchange.play_script import read_script
from tabletop.services import observation, recording, script, timekeeping
from tabletop.services.prepare import close_session, open_session
from tabletop.services.session import Hand, Session

SECOND_MS = 1_000


class LaptopClock(script.VirtualClock):
    """Wall and monotonic time of one machine: ahead of the true time, and running too fast or too slow."""

    def __init__(self, began_at: datetime, *, ahead_ms: int, drift_ms_an_hour: int, name: str) -> None:
        super().__init__(began_at)
        self._ahead_ms = ahead_ms
        self._drift_ms_an_hour = drift_ms_an_hour
        self._name = name
        self.true_ms = 0

    def read(self) -> Reading:
        """Return the clocks as they stand."""
        own_ms = self.true_ms + self.true_ms * self._drift_ms_an_hour // 3_600_000
        return Reading(
            wall_at=self._starts_at + timedelta(milliseconds=self._ahead_ms + own_ms),
            mono_ns=own_ms * 1_000_000,
            boot_id=self._name,
        )


class Laptop:
    """A file held on this machine, and how time passes there."""

    def __init__(self, job: dict[str, Any]) -> None:
        self._job = job
        self.clock = LaptopClock(
            datetime.fromisoformat(job["began_at"]),
            ahead_ms=job["ahead_ms"],
            drift_ms_an_hour=job["drift_ms_an_hour"],
            name=job["name"],
        )
        self.clock.true_ms = job["opened_ms"]
        self.session = self._open()

    def _open(self) -> Session:
        return open_session(LocalWorkplace(self.clock).open(Path(self._job["file"]), _fail), self.clock)

    def play(self) -> None:
        """Do every act at its true time, then end as the job says."""
        for act in self._job["acts"]:
            self._wait_until(act["at_ms"])
            _perform(self.session, self.clock, act)
        self._wait_until(self._job["until_ms"])
        if self._job["dies"]:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._job["hands_over_to"] is not None:
            LocalWorkplace(self.clock).hand_over(self.session, Path(self._job["hands_over_to"]))
        close_session(self.session)

    def _wait_until(self, true_ms: int) -> None:
        while self.clock.true_ms < true_ms:
            self.clock.true_ms = min(true_ms, (self.clock.true_ms // SECOND_MS + 1) * SECOND_MS)
            if not self.session.is_logbook:
                # Noting the clock costs a rename; the last note before the end is what counts.
                is_noted = self.clock.true_ms in (true_ms, self._job["until_ms"])
                timekeeping.tick(self.session, keep_clock=is_noted)


def _perform(session: Session, clock: LaptopClock, said: dict[str, Any]) -> None:
    (act,) = read_script(_alone(said["line"]), "job")
    if said["ago_ms"] is not None:
        # A logbook knows how long ago it was seen; the director's file knows T+, which the line says.
        act = replace(act, seen_ms=session.now().elapsed_ms - said["ago_ms"])
    own = _AS_THE_WINDOW_DOES.get(act.verb) if session.is_logbook else None
    if own is None:
        script.perform(session, clock, act)
    else:
        own(session, act)
    clock.ahead_ms.clear()  # a true clock says by itself how far it is off


def _alone(line: str) -> str:
    """Return a script that holds one act only; its checks of the clock are not for a single line."""
    return re.sub(r"^T\+\S+", "T+00:00", line) + "\n"


def _correct(session: Session, act: Act) -> None:
    target = recording.latest_decision(session, hand=Hand(by=act.by))
    assert target is not None
    assert isinstance(target.event, DecisionLogged)
    draft = replace(target.event, **act.values)  # type: ignore[arg-type]  # as the script names them
    observation.correct_entry(session, target.entry.seq, draft, hand=Hand(by=act.by))


_AS_THE_WINDOW_DOES: dict[str, Callable[[Session, Act], None]] = {"correct": _correct}


def _fail(finding: Finding) -> None:
    raise AssertionError(f"the shadow log warned: {finding}")


if __name__ == "__main__":
    Laptop(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))).play()
