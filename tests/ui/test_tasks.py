"""Tasks: one writer in the order of asking, nothing that fails in silence, an end that waits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tabletop.ui.tasks import Tasks

WAIT_MS = 5_000


@pytest.fixture
def faults() -> list[BaseException]:
    return []


@pytest.fixture
def own(tasks: Tasks, faults: list[BaseException]) -> Iterator[Tasks]:
    """Make tasks on the running loop that tell their faults to the test."""
    made = Tasks(tasks._loop, faults.append)
    yield made
    made.stop_threads()


def done(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)


def test_writes_run_one_after_another_in_the_order_in_which_they_were_asked_for(
    qtbot: QtBot, own: Tasks
) -> None:
    order: list[str] = []
    may_go = threading.Event()

    def first() -> None:
        may_go.wait(5)
        order.append("first")

    own.spawn(own.write(first))
    for nth in range(5):
        own.spawn(own.write(order.append, f"{nth}"))
    qtbot.wait(20)
    assert order == []
    may_go.set()
    done(qtbot, own)

    assert order == ["first", "0", "1", "2", "3", "4"]


def test_reading_and_drawing_do_not_wait_for_a_slow_disk(qtbot: QtBot, own: Tasks) -> None:
    may_go = threading.Event()
    own.spawn(own.write(may_go.wait, 5))
    drawn: list[str] = []

    async def draw() -> None:
        drawn.append(await own.compute(str.upper, "page"))

    own.spawn(draw())
    qtbot.waitUntil(lambda: drawn == ["PAGE"], timeout=WAIT_MS)
    assert not own.is_idle
    may_go.set()
    done(qtbot, own)


def test_a_failure_that_nobody_awaits_is_reported_once(
    qtbot: QtBot, own: Tasks, faults: list[BaseException]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    own.spawn(own.write(fail))
    done(qtbot, own)

    assert [type(fault) for fault in faults] == [ZeroDivisionError]


def test_what_was_cancelled_is_no_failure(qtbot: QtBot, own: Tasks, faults: list[BaseException]) -> None:
    task = own.spawn(asyncio.sleep(60))

    task.cancel()
    done(qtbot, own)

    assert faults == []


def test_the_end_waits_for_what_is_under_way_and_for_what_that_starts(qtbot: QtBot, own: Tasks) -> None:
    may_go = threading.Event()
    order: list[str] = []

    async def write_twice() -> None:
        await own.write(may_go.wait, 5)
        order.append("first")
        own.spawn(later())

    async def later() -> None:
        await own.write(order.append, "second")

    async def finish() -> None:
        await own.finish()
        order.append("end")

    own.spawn(write_twice())
    own.spawn(finish())  # it does not wait for itself
    qtbot.wait(20)
    assert order == []
    may_go.set()
    done(qtbot, own)

    assert order == ["first", "second", "end"]


def test_a_result_and_a_failure_reach_whoever_awaits(qtbot: QtBot, own: Tasks, faults: list[object]) -> None:
    seen: list[object] = []

    async def ask(run: Callable[[], int]) -> None:
        try:
            seen.append(await own.write(run))
        except ZeroDivisionError as fault:
            seen.append(type(fault))

    own.spawn(ask(lambda: 7))
    own.spawn(ask(lambda: 1 // 0))
    done(qtbot, own)

    assert (seen, faults) == ([7, ZeroDivisionError], [])
