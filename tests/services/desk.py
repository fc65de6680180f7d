"""A director's desk for the tests: a small exercise with its journal, clock and session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from builders import ManualClock, pack, scenario

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Header, Recorded, Stamp
from tabletop.domain.play.merge import MergedRows, Union
from tabletop.domain.play.state import ExerciseState, InjectState
from tabletop.errors import UserError
from tabletop.services import timekeeping
from tabletop.services.prepare import open_session
from tabletop.store.memory_journal import MemoryJournal


class WatchedJournal:
    """A memory journal that counts what is asked of it, and whose disk can be full for a while."""

    def __init__(self, plan: Pack) -> None:
        self._inner = MemoryJournal(plan, "EX-TEST")
        self.appends_before_full: int | None = None
        self.backups = 0
        self.is_closed = False

    @property
    def header(self) -> Header:
        return self._inner.header

    @property
    def pack(self) -> Pack:
        return self._inner.pack

    def recorded(self) -> Sequence[Recorded]:
        return self._inner.recorded()

    def append(self, *, station: str, author: str, event: Event, stamp: Stamp) -> Recorded:
        if self.appends_before_full == 0:
            raise UserError("disk-full", file="small.tabletop")
        if self.appends_before_full is not None:
            self.appends_before_full -= 1
        return self._inner.append(station=station, author=author, event=event, stamp=stamp)

    def union(self) -> Union:
        return self._inner.union()

    def merge(self, incoming: Iterable[Recorded], attachments: Iterable[bytes] = ()) -> MergedRows:
        if self.appends_before_full == 0:
            raise UserError("disk-full", file="small.tabletop")
        return self._inner.merge(incoming, attachments)

    def attach(self, data: bytes) -> str:
        return self._inner.attach(data)

    def attachment(self, name: str) -> bytes | None:
        return self._inner.attachment(name)

    def keep_running_clock(self, elapsed_ms: int) -> None:
        self._inner.keep_running_clock(elapsed_ms)

    def running_clock(self) -> int | None:
        return self._inner.running_clock()

    def back_up(self) -> None:
        self.backups += 1

    def close(self) -> None:
        self.is_closed = True


class Desk:
    """An open exercise; `wait` lets time pass as the application does, with a tick each second."""

    def __init__(self, *injects: Inject, **plan: Any) -> None:
        self.clock = ManualClock()
        self.journal = WatchedJournal(pack(scenario(*injects, **plan)))
        self.session = open_session(self.journal, self.clock)

    @property
    def state(self) -> ExerciseState:
        return self.session.state

    @property
    def last(self) -> Recorded:
        return self.journal.recorded()[-1]

    @property
    def kinds(self) -> list[str]:
        return [row.entry.kind for row in self.journal.recorded()]

    def inject(self, number: str) -> InjectState:
        return self.state.injects[number]

    def elapsed_ms(self) -> int:
        return self.session.now().elapsed_ms

    def started(self) -> Desk:
        timekeeping.start_exercise(self.session)
        return self

    def wait(self, ms: int) -> Desk:
        for step_ms in (*[1_000] * (ms // 1_000), ms % 1_000):
            self.clock.advance(step_ms)
            timekeeping.tick(self.session)
        return self

    def sleep(self, ms: int) -> Desk:
        """Let the machine be suspended: the wall goes on, the monotonic clock does not."""
        self.clock.wall_at += timedelta(milliseconds=ms)
        return self

    def reopen(self) -> Desk:
        """Start the program again after it died, on a machine that was booted anew."""
        self.clock.boot_id += "+"
        self.clock.mono_ns = 5_000_000_000
        self.session = open_session(self.journal, self.clock)
        return self


@contextmanager
def refused(desk: Desk, code: str, **facts: object) -> Iterator[None]:
    """Expect a refusal with this code and these facts among its own, and that nothing was written."""
    rows, state = desk.journal.recorded(), desk.state
    with pytest.raises(UserError) as refusal:
        yield
    assert refusal.value.code == code
    assert refusal.value.fields.items() >= facts.items()
    assert desk.journal.recorded() == rows
    assert desk.state == state
