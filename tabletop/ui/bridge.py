"""From services to Qt: acts go to the writer thread, states come back as signals; no widget in between.

A state is announced only after its row is durable (design D4). Nobody else announces a change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from tabletop.domain.play.due import Outlook
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState, Stage
from tabletop.errors import UserError
from tabletop.services import timekeeping
from tabletop.services.prepare import close_session
from tabletop.services.session import Session
from tabletop.ui.tasks import Tasks

P = ParamSpec("P")
Service = Callable[Concatenate[Session, P], ExerciseState]

DISK_CODES = frozenset(
    {"disk-full", "write-failed", "file-read-only", "file-held-unknown", "file-damaged", "file-gone"}
)
"""Refusals of the disk: the person typed nothing wrong, and trying again may help."""
TICK_MS = 250
KEEP_CLOCK_MS = 700
"""The running T+ is noted this often: with a tick each 250 ms it is never a second old (design D8)."""
RETRY_MS = 2_000


class Bridge(QObject):
    """The open exercise as the window sees it; `state` is the latest durable one."""

    changed = Signal(object, str)
    """A new ExerciseState, and the name of the service (or `tick`) that led to it."""
    ticked = Signal(int)
    """T+ in milliseconds, four times a second while an exercise is open."""
    refused = Signal(object)
    """A UserError: nothing was written."""
    saving_changed = Signal()
    """A row became durable, or could not be written: see `saved_at` and `unsaved`."""
    settled = Signal(bool)
    """`act_until_saved` came to its end: True if its row is durable."""

    def __init__(
        self, tasks: Tasks, session: Session, *, tick_ms: int = TICK_MS, retry_ms: int = RETRY_MS
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._session = session
        self._retry_ms = retry_ms
        self._is_given_up = False
        self._call = asyncio.Event()
        self.is_replay = False
        """Here is now; see `RunMoment`."""
        self.is_saving = False
        """`act_until_saved` is under way: writing, or waiting for the disk."""
        self._ticking = False
        self._kept_ms = -KEEP_CLOCK_MS
        self._closed = False
        self.state = session.state
        self.rows = len(session.state.rows)
        self.saved_at: datetime | None = session.state.last_at
        self.unsaved: UserError | None = None
        self.unsaved_since: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(tick_ms)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick_ms = tick_ms
        self._aim = QTimer(self)
        self._aim.setSingleShot(True)
        self._aim.setTimerType(Qt.TimerType.PreciseTimer)
        self._aim.timeout.connect(self._tick_on_time)
        self._was_missed = False

    @property
    def session(self) -> Session:
        """Return the session, for questions that only read frozen values."""
        return self._session

    @property
    def outlook(self) -> Outlook:
        """Return the plan as `state` knows it: with that state's improvised injects, no later ones."""
        return self._session.outlook_of(self.state)

    @property
    def stage(self) -> Stage:
        """Return the stage as the clock face shows it: one that was stopped by hand stands before its row."""
        return "paused" if self._session.is_halted else self.state.stage

    @property
    def elapsed_ms(self) -> int:
        """Return T+ now, as a clock face shows it."""
        return self._session.shown_ms()

    @property
    def wall_at(self) -> datetime:
        """Return what the wall clock shows now."""
        return self._session.clock.read().wall_at

    @property
    def mono_ms(self) -> int:
        """Return the monotonic clock now."""
        return self._session.clock.read().mono_ns // 1_000_000

    @property
    def recorded(self) -> Sequence[Recorded]:
        """Return every row so far; `state` may not know the last one yet."""
        return self._session.recorded

    async def act(self, service: Service[P], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Let a service act; tell whether its row is durable. A refusal is announced, not raised.

        Once the exercise is closed nothing is written: a long printing may outlast it.
        """
        if self._closed:
            return False
        try:
            await self.attempt(service, *args, **kwargs)
        except UserError as refusal:
            self.refused.emit(refusal)
            return False
        return True

    async def attempt(self, service: Service[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Let a service act like `act`, but raise its UserError to a caller that words it itself."""
        state, refusal = await self._tasks.write(
            _outcome, partial(service, self._session, *args, **kwargs), self._session
        )
        # Before it refused, the service may have noticed a sleep and paused.
        self._take(state, service.__name__ if refusal is None else "tick")
        if refusal is not None:
            if refusal.code in DISK_CODES:
                self._note_unsaved(refusal)
            raise refusal

    def act_until_saved(self, service: Service[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Act like `act`, but while the disk refuses try again each two seconds (design D4).

        One act at a time; how it ended is announced by `settled`, to whichever page is then shown.
        """
        self.is_saving, self._is_given_up = True, False
        self._tasks.spawn(self._until_saved(service, *args, **kwargs))

    async def _until_saved(self, service: Service[P], *args: P.args, **kwargs: P.kwargs) -> None:
        is_saved = False
        while not (is_saved or self._is_given_up or self._closed):
            try:
                await self.attempt(service, *args, **kwargs)
                is_saved = True
            except UserError as refusal:
                self._is_given_up |= refusal.code not in DISK_CODES
                if not self._closed:
                    self.refused.emit(refusal)
                if not self._is_given_up:
                    await self._wait_for_the_disk()
        self.is_saving = False
        if not self._closed:
            self.settled.emit(is_saved)

    def pause(self) -> None:
        """Stop T+ at this very moment; its row is tried again each two seconds while the disk refuses."""
        timekeeping.stop_at_once(self._session)
        self._tasks.spawn(self._until_paused())

    async def _until_paused(self) -> None:
        while self._session.is_halted and not self._closed:
            if not await self.act(pause_if_halted):
                await self._wait_for_the_disk()

    def try_now(self) -> None:
        """Do not wait for the next attempt."""
        self._call.set()

    def give_up(self) -> None:
        """Try no more after the attempt that is under way: if that one fails, nothing was written."""
        self._is_given_up = True
        self._call.set()

    async def _wait_for_the_disk(self) -> None:
        self._call.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._call.wait(), self._retry_ms / 1_000)

    async def read(
        self, function: Callable[Concatenate[Session, P], Any], *args: P.args, **kwargs: P.kwargs
    ) -> Any:
        """Ask the session something between two writes, such as the debrief."""
        return await self._tasks.write(function, self._session, *args, **kwargs)

    async def close(self) -> None:
        """Pause a running exercise, let go of the file. Raises UserError if the pause cannot be written."""
        self._timer.stop()
        self._aim.stop()
        self._closed = True
        self.give_up()
        await self._tasks.write(close_session, self._session)

    def _tick(self) -> None:
        if self._closed:
            return
        self.ticked.emit(self.elapsed_ms)
        self._aim_at_the_next_release()
        if not self._ticking and self.state.stage == "running":
            self._ticking = True
            self._tasks.spawn(self._tick_services())

    def _tick_on_time(self) -> None:
        if self._ticking:
            self._was_missed = True  # another tick is being written: then again at once after it
        else:
            self._tick()

    def _aim_at_the_next_release(self) -> None:
        """Tick once more just when an AUTO inject is due, not up to a whole tick later."""
        if self.state.stage != "running" or self._aim.isActive():
            return
        now_ms = self.elapsed_ms
        ahead = next(self.outlook.automatic_ahead(self.state, now_ms), None)
        if ahead is not None and ahead.planned_ms is not None and ahead.planned_ms - now_ms <= self._tick_ms:
            self._aim.start(ahead.planned_ms - now_ms + 1)

    async def _tick_services(self) -> None:
        if self._closed:  # since it was spawned
            self._ticking = False
            return
        reached_ms = self.elapsed_ms
        keep_clock = not 0 <= reached_ms - self._kept_ms < KEEP_CLOCK_MS
        try:
            state, refusal = await self._tasks.write(
                _outcome, partial(timekeeping.tick, self._session, keep_clock=keep_clock), self._session
            )
        finally:
            self._ticking = False
        self._take(state, "tick")
        if self._was_missed:
            self._was_missed = False
            self._tick()
        if refusal is None:
            self._kept_ms = reached_ms if keep_clock else self._kept_ms
        else:
            self._note_unsaved(refusal)

    def _take(self, state: ExerciseState, cause: str) -> None:
        """Announce a state that differs from the last one: a row was written for it."""
        if state is self.state or self._closed:
            return  # once closed nobody listens, and Qt may have let go of the object
        has_begun_to_run = state.stage == "running" != self.state.stage
        self.state = state
        self.rows = len(state.rows)
        self.saved_at, self.unsaved, self.unsaved_since = state.last_at, None, None
        self.saving_changed.emit()
        self.changed.emit(state, cause)
        if has_begun_to_run:
            self._tick()  # an inject that fell due in the moment of the pause does not wait a whole tick

    def _note_unsaved(self, refusal: UserError) -> None:
        if self._closed:
            return
        if self.unsaved is None:
            self.unsaved_since = self._session.clock.read().wall_at
        self.unsaved = refusal
        self.saving_changed.emit()


def pause_if_halted(session: Session) -> ExerciseState:
    """Write the pause of a clock that was stopped by hand, unless another act wrote it on its way."""
    return timekeeping.pause(session) if session.is_halted else session.state


def _outcome(act: Callable[[], ExerciseState], session: Session) -> tuple[ExerciseState, UserError | None]:
    """Let a service act on the writer thread; return the state it left, also where it refused."""
    try:
        return act(), None
    except UserError as refusal:
        return session.state, refusal
