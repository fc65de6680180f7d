"""Coroutines and threads of the window: one writer, one worker; no other room may start either."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Tasks:
    """Runs coroutines on the Qt loop and blocking calls beside it.

    `report` is told what no one awaited: a task that fails silently would hide a defect.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, report: Callable[[BaseException], None]) -> None:
        self._loop = loop
        self._report = report
        self._running: set[asyncio.Task[Any]] = set()
        # One thread writes: rows keep their order, and the GUI never waits for a slow stick (design D3).
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")

    def spawn(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start a coroutine from a slot; its reference is kept and its failure reported."""
        task = self._loop.create_task(coroutine)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what touches the open exercise, on the writer thread, after what was given before."""
        return await self._loop.run_in_executor(self._writer, partial(function, *args, **kwargs))

    async def compute(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what only reads or draws, on the worker thread."""
        return await self._loop.run_in_executor(self._worker, partial(function, *args, **kwargs))

    @property
    def is_idle(self) -> bool:
        """Tell whether no task is under way."""
        return not self._running

    def stop_threads(self) -> None:
        """Let the threads end once they have nothing left to do."""
        self._writer.shutdown()
        self._worker.shutdown()

    async def finish(self) -> None:
        """Wait for what is under way (a pending write above all), then let the threads end."""
        current = asyncio.current_task()
        while others := [task for task in self._running if task is not current]:
            await asyncio.wait(others)
        self.stop_threads()

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            self._report(fault)
