"""The bridge: a state is told only when its row is durable, in order, and a draft outlives a full disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from builders import MINUTE, inject
from pytestqt.qtbot import QtBot
from services.desk import Desk

from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.services import conduct, recording, timekeeping
from tabletop.services.session import Session
from tabletop.ui.bridge import Bridge
from tabletop.ui.tasks import Tasks

WAIT_MS = 5_000
NEVER_MS = 1_000_000


class Told:
    """Everything that a bridge announced."""

    def __init__(self, bridge: Bridge) -> None:
        self.causes: list[str] = []
        self.refusals: list[str] = []
        self.settled: list[bool] = []
        self.ticks: list[int] = []
        self.savings = 0
        bridge.changed.connect(lambda _state, cause: self.causes.append(cause))
        bridge.refused.connect(lambda refusal: self.refusals.append(refusal.code))
        bridge.settled.connect(self.settled.append)
        bridge.ticked.connect(self.ticks.append)
        bridge.saving_changed.connect(self._count)

    def _count(self) -> None:
        self.savings += 1


class Link:
    """A bridge over a desk's session."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, desk: Desk, **waits: int) -> None:
        self._qtbot = qtbot
        self._tasks = tasks
        self.desk = desk
        self.bridge = Bridge(tasks, desk.session, **waits)
        self.told = Told(self.bridge)

    def act(self, service: Any, *given: Any, **named: Any) -> None:
        self._tasks.spawn(self.bridge.act(service, *given, **named))

    def log(self, text: str = "sends a car") -> None:
        self.bridge.act_until_saved(recording.log_decision, DecisionLogged(cell="OPS", text=text))

    def done(self) -> Link:
        self._qtbot.waitUntil(lambda: self._tasks.is_idle, timeout=WAIT_MS)
        return self

    def until(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=WAIT_MS)


class SlowDisk:
    """A disk that takes a decision when it is told to."""

    def __init__(self) -> None:
        self.has_begun, self.may_go = threading.Event(), threading.Event()

    def log(self, session: Session) -> ExerciseState:
        self.has_begun.set()
        self.may_go.wait(5)
        return recording.log_decision(session, DecisionLogged(cell="OPS", text="sends a car"))


@pytest.fixture
def link(qtbot: QtBot, tasks: Tasks) -> Iterator[Callable[..., Link]]:
    """Make a bridge to a running exercise; without `tick_ms` it does not tick by itself."""
    made: list[Link] = []

    def make(*, tick_ms: int = NEVER_MS, retry_ms: int = NEVER_MS) -> Link:
        desk = Desk(inject("E01"), inject("E02", at_ms=MINUTE, auto=True)).started()
        made.append(Link(qtbot, tasks, desk, tick_ms=tick_ms, retry_ms=retry_ms))
        return made[-1]

    yield make
    for one in made:
        one.desk.journal.appends_before_full = None
        if not one.bridge._closed:
            tasks.spawn(one.bridge.close())
        one.done()
        one.bridge.deleteLater()


# Acts ---------------------------------------------------------------------------------------------


def test_an_act_is_told_with_its_cause_once_its_row_is_durable(link: Callable[..., Link]) -> None:
    desk = link()
    before = desk.bridge.state

    desk.act(conduct.release_inject, "E01")
    assert desk.bridge.state is before
    desk.done()

    assert desk.told.causes == ["release_inject"]
    assert desk.bridge.state.injects["E01"].is_released
    assert desk.bridge.rows == len(desk.bridge.state.rows)
    assert (desk.bridge.saved_at, desk.bridge.unsaved) == (desk.bridge.state.last_at, None)


def test_a_refusal_is_told_and_changes_nothing(link: Callable[..., Link]) -> None:
    desk = link()
    before = desk.bridge.state

    desk.act(conduct.release_inject, "E99")
    desk.done()

    assert (desk.told.causes, desk.told.refusals) == ([], ["unknown-id"])
    assert desk.bridge.state is before
    assert desk.bridge.unsaved is None


def test_each_act_is_told_with_its_own_cause_also_behind_a_refused_one(link: Callable[..., Link]) -> None:
    desk = link()

    desk.act(conduct.release_inject, "E99")
    desk.act(conduct.release_inject, "E01")
    desk.act(timekeeping.end_exercise)
    desk.done()

    assert desk.told.causes == ["release_inject", "end_exercise"]


def test_a_sleep_that_an_act_notices_is_told_as_a_pause_before_its_refusal(link: Callable[..., Link]) -> None:
    desk = link()
    desk.desk.sleep(9 * 60 * MINUTE)

    desk.act(conduct.release_inject, "E01")
    desk.done()

    assert (desk.told.causes, desk.told.refusals) == (["tick"], ["is-paused"])
    assert [pause.reason for pause in desk.bridge.state.pauses] == ["sleep"]


def test_an_attempt_leaves_the_wording_to_its_caller(
    qtbot: QtBot, tasks: Tasks, link: Callable[..., Link]
) -> None:
    desk = link()
    caught: list[str] = []

    async def attempt() -> None:
        try:
            await desk.bridge.attempt(timekeeping.resume)
        except UserError as refusal:
            caught.append(refusal.code)

    tasks.spawn(attempt())
    desk.done()

    assert (caught, desk.told.refusals) == (["not-paused"], [])


def test_a_question_is_answered_between_two_writes(tasks: Tasks, link: Callable[..., Link]) -> None:
    desk = link()
    answers: list[bool] = []

    def is_out(session: Session, number: str) -> bool:
        return session.state.injects[number].is_released

    async def ask() -> None:
        answers.append(await desk.bridge.read(is_out, "E01"))

    desk.act(conduct.release_inject, "E01")
    tasks.spawn(ask())
    desk.done()

    assert answers == [True]


def test_a_defect_in_a_service_is_reported_and_the_next_act_is_done(
    tasks: Tasks, qtbot: QtBot, link: Callable[..., Link]
) -> None:
    desk = link()
    faults: list[BaseException] = []
    own = Tasks(tasks._loop, faults.append)

    def broken(_session: Session) -> ExerciseState:
        raise ZeroDivisionError

    own.spawn(desk.bridge.act(broken))
    qtbot.waitUntil(lambda: own.is_idle, timeout=WAIT_MS)
    desk.act(conduct.release_inject, "E01")
    desk.done()
    own.stop_threads()

    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert desk.told.causes == ["release_inject"]


# A full disk --------------------------------------------------------------------------------------


def test_a_draft_is_tried_again_until_the_disk_takes_it(link: Callable[..., Link]) -> None:
    desk = link(retry_ms=1)
    desk.desk.journal.appends_before_full = 0

    desk.log()
    desk.until(lambda: len(desk.told.refusals) >= 3)
    assert desk.bridge.is_saving
    assert desk.bridge.unsaved is not None
    assert desk.bridge.unsaved_since == desk.desk.clock.wall_at
    desk.desk.journal.appends_before_full = None
    desk.done()

    assert set(desk.told.refusals) == {"disk-full"}
    assert (desk.told.causes, desk.told.settled) == (["log_decision"], [True])
    assert (desk.bridge.unsaved, desk.bridge.unsaved_since, desk.bridge.is_saving) == (None, None, False)
    assert [row.entry.kind for row in desk.desk.journal.recorded()].count("decide") == 1


def test_not_saved_counts_from_the_first_refusal(link: Callable[..., Link]) -> None:
    desk = link(retry_ms=1)
    desk.desk.journal.appends_before_full = 0
    desk.log()
    desk.until(lambda: len(desk.told.refusals) >= 1)
    since = desk.bridge.unsaved_since

    desk.desk.clock.advance(4_000)
    desk.until(lambda: len(desk.told.refusals) >= 4)

    assert desk.bridge.unsaved_since == since
    desk.bridge.give_up()
    desk.done()


def test_an_own_press_tries_at_once(link: Callable[..., Link]) -> None:
    desk = link(retry_ms=NEVER_MS)
    desk.desk.journal.appends_before_full = 0
    desk.log()
    desk.until(lambda: desk.told.refusals == ["disk-full"])

    desk.bridge.try_now()
    desk.until(lambda: desk.told.refusals == ["disk-full", "disk-full"])
    desk.desk.journal.appends_before_full = None
    desk.bridge.try_now()
    desk.done()

    assert desk.told.settled == [True]


def test_giving_up_ends_the_wait_and_nothing_was_written(link: Callable[..., Link]) -> None:
    desk = link(retry_ms=NEVER_MS)
    desk.desk.journal.appends_before_full = 0
    desk.log()
    desk.until(lambda: desk.told.refusals == ["disk-full"])

    desk.bridge.give_up()
    desk.done()
    desk.desk.journal.appends_before_full = None

    assert desk.told.settled == [False]
    assert desk.bridge.state.decisions == ()
    desk.log("another")
    desk.done()
    assert desk.told.settled == [False, True]


def test_giving_up_while_the_row_is_being_written_tells_what_became_of_it(link: Callable[..., Link]) -> None:
    desk = link()
    slow = SlowDisk()

    desk.bridge.act_until_saved(slow.log)
    desk.until(slow.has_begun.is_set)
    desk.bridge.give_up()
    slow.may_go.set()
    desk.done()

    assert desk.told.settled == [True]
    assert len(desk.bridge.state.decisions) == 1


def test_what_a_person_must_mend_is_not_tried_again(link: Callable[..., Link]) -> None:
    desk = link(retry_ms=1)

    desk.log("   ")
    desk.done()

    assert (desk.told.refusals, desk.told.settled) == (["empty-text"], [False])
    assert desk.bridge.unsaved is None


def test_another_act_that_finds_no_room_is_refused_and_not_tried_again(link: Callable[..., Link]) -> None:
    desk = link(retry_ms=1)
    desk.desk.journal.appends_before_full = 0

    desk.act(conduct.release_inject, "E01")
    desk.done()

    assert desk.told.refusals == ["disk-full"]
    assert desk.bridge.unsaved is not None
    desk.desk.journal.appends_before_full = None
    desk.act(conduct.release_inject, "E01")
    desk.done()
    assert desk.bridge.unsaved is None


# Ticks --------------------------------------------------------------------------------------------


def test_a_tick_tells_the_time_and_what_it_led_to(link: Callable[..., Link]) -> None:
    desk = link(tick_ms=1)
    for _ in range(16):
        desk.desk.clock.advance(4_000)
        desk.until(lambda: desk.desk.session._last_alive == desk.desk.clock.read())

    desk.until(lambda: desk.told.causes == ["tick"])

    assert desk.told.ticks[-1] == 16 * 4_000
    assert desk.bridge.state.injects["E02"].is_released


def test_a_tick_that_leads_to_nothing_is_not_told(link: Callable[..., Link]) -> None:
    desk = link(tick_ms=1)

    desk.until(lambda: len(desk.told.ticks) > 10)

    assert (desk.told.causes, desk.told.savings) == ([], 0)


def test_a_row_of_the_program_that_finds_no_room_is_told_as_not_saved_and_written_later(
    link: Callable[..., Link],
) -> None:
    desk = link(tick_ms=1)
    desk.desk.journal.appends_before_full = 0
    desk.desk.sleep(MINUTE)
    desk.until(lambda: desk.bridge.unsaved is not None)
    assert desk.bridge.state.stage == "running"

    desk.desk.journal.appends_before_full = None
    desk.until(lambda: desk.bridge.unsaved is None)

    assert (desk.bridge.state.stage, desk.told.refusals) == ("paused", [])


def test_a_paused_exercise_tells_the_time_and_asks_no_service(link: Callable[..., Link]) -> None:
    desk = link(tick_ms=1)
    desk.act(timekeeping.pause)
    desk.until(lambda: desk.bridge.state.stage == "paused")
    count = len(desk.told.ticks)

    desk.desk.sleep(60 * MINUTE)
    desk.until(lambda: len(desk.told.ticks) > count + 5)

    assert [pause.reason for pause in desk.bridge.state.pauses] == ["other"]


# The end ------------------------------------------------------------------------------------------


def test_closing_waits_for_a_pending_write_pauses_and_lets_go(
    tasks: Tasks, link: Callable[..., Link]
) -> None:
    desk = link()
    slow = SlowDisk()

    desk.act(slow.log)
    desk.until(slow.has_begun.is_set)
    tasks.spawn(desk.bridge.close())
    slow.may_go.set()
    desk.done()

    assert [row.entry.kind for row in desk.desk.journal.recorded()][-2:] == ["decide", "pause"]
    assert desk.desk.journal.is_closed


def test_closing_ends_the_wait_for_a_full_disk_and_nothing_is_told_afterwards(
    tasks: Tasks, link: Callable[..., Link]
) -> None:
    desk = link(retry_ms=NEVER_MS, tick_ms=1)
    desk.act(timekeeping.pause)
    desk.until(lambda: desk.bridge.state.stage == "paused")
    desk.desk.journal.appends_before_full = 0
    desk.log()
    desk.until(lambda: desk.told.refusals == ["disk-full"])

    tasks.spawn(desk.bridge.close())
    desk.done()
    ticks = len(desk.told.ticks)
    desk._qtbot.wait(20)

    assert desk.desk.journal.is_closed
    assert desk.told.settled == []
    assert len(desk.told.ticks) == ticks


def test_a_closing_pause_that_finds_no_room_is_raised(tasks: Tasks, link: Callable[..., Link]) -> None:
    desk = link()
    desk.desk.journal.appends_before_full = 0
    caught: list[str] = []

    async def close() -> None:
        try:
            await desk.bridge.close()
        except UserError as refusal:
            caught.append(refusal.code)

    tasks.spawn(close())
    desk.done()

    assert caught == ["disk-full"]
