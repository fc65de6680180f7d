"""After a crash or a sleep: what came back, what is not certain, and one prompt to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from builders import MINUTE, SECOND, START, inject
from pytestqt.qtbot import QtBot
from services.desk import Desk as ServiceDesk

from tabletop.domain.play.events import ClockAdjusted, DecisionLogged, ExerciseResumed
from tabletop.errors import UserError
from tabletop.i18n import catalogue
from tabletop.services import merging, recording, timekeeping
from tabletop.services.prepare import open_session
from tabletop.services.session import Hand, Session
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.pages.desk import Desk
from tabletop.ui.pages.run_facts import pause_words
from tabletop.ui.pages.run_recovery import Interruption, interrupted, interruption, recovery_lines
from tabletop.ui.tasks import Tasks
from tabletop.ui.theme import FIELD

HOUR = 60 * MINUTE
LOOK = Look(FIELD, 100, catalogue("en"))
WAIT = DecisionLogged(cell="OPS", text="wait")


def played() -> ServiceDesk:
    """Play twelve minutes, with a decision in the tenth."""
    desk = ServiceDesk(inject("E01", at_ms=20 * MINUTE, auto=True)).started().wait(10 * MINUTE)
    recording.log_decision(desk.session, WAIT)
    return desk.wait(2 * MINUTE)


def slept(ms: int = 9 * HOUR) -> ServiceDesk:
    desk = played().sleep(ms)
    timekeeping.tick(desk.session)
    return desk


def crashed(*, is_noted: bool = True) -> ServiceDesk:
    desk = played()
    if not is_noted:
        desk.journal._inner._noted = None
    desk.clock.wall_at += timedelta(minutes=4)
    return desk.reopen()


def taken_over() -> ServiceDesk:
    """Let another laptop, whose clock shows four minutes more, take the exercise over."""
    desk = played()
    journal = MemoryJournal(desk.journal.pack, "EX-TEST", station="DIR-2")
    journal.merge(desk.journal.recorded())
    desk.clock.wall_at += timedelta(minutes=4)
    desk.session = Session(journal, desk.clock)
    merging.take_over(desk.session, running_ms=12 * MINUTE)
    return desk


def found(desk: ServiceDesk) -> Interruption:
    seen = interruption(desk.session.recorded, desk.state)
    assert seen is not None
    return seen


def said(desk: ServiceDesk) -> str:
    return "\n".join(LOOK.say(line.words, **line.fields) for line in recovery_lines(found(desk), LOOK))


# What is known --------------------------------------------------------------------------------------


def test_a_crash_is_known_by_where_t_stands_when_it_was_and_what_came_back() -> None:
    assert found(crashed()) == Interruption(
        reason="crash", at_ms=12 * MINUTE, stopped_at=START + timedelta(minutes=12), away_ms=4 * MINUTE,
        entries=3, lacks_s=30, released=0,
    )  # fmt: skip


def test_without_the_noted_clock_t_stands_at_the_last_entry_and_that_is_said() -> None:
    desk = crashed(is_noted=False)

    assert (found(desk).lacks_s, found(desk).at_ms) == (None, 10 * MINUTE)
    assert "T+ stands at the last entry, T+00:10" in said(desk)
    assert "is not known" in said(desk)


def test_a_kill_on_a_computer_that_went_on_loses_at_most_a_second() -> None:
    desk = played()
    desk.session = open_session(desk.journal, desk.clock)

    assert found(desk).lacks_s == 1
    assert "T+ lacks at most 1 s." in said(desk)


def test_nine_hours_of_sleep_are_known_to_the_second() -> None:
    desk = slept()

    assert (found(desk).reason, found(desk).away_ms, found(desk).released) == ("sleep", 9 * HOUR, 0)
    assert found(desk).at_ms == 12 * MINUTE


def test_a_stall_of_a_program_that_stood_still_is_known_too() -> None:
    desk = played()
    desk.clock.advance(30 * SECOND)
    timekeeping.tick(desk.session)

    assert found(desk).away_ms == 30 * SECOND


def test_a_clock_that_was_put_back_is_told_from_a_sleep() -> None:
    desk = slept(-2 * HOUR)

    assert found(desk).away_ms == -2 * HOUR
    assert "put back by 02:00:00" in said(desk)


def test_another_stations_rows_are_not_taken_for_the_directors() -> None:
    desk = played()
    recording.log_decision(desk.session, WAIT, hand=Hand(station="P1"))
    desk.wait(MINUTE).sleep(HOUR)
    timekeeping.tick(desk.session)

    assert (found(desk).away_ms, found(desk).at_ms) == (HOUR, 13 * MINUTE)


def test_after_a_takeover_the_last_known_moment_is_of_the_lost_laptop() -> None:
    """The takeover itself is no entry of the lost laptop, and its clock is not this one's."""
    assert found(taken_over()) == Interruption(
        reason="crash", at_ms=12 * MINUTE, stopped_at=START + timedelta(minutes=12), away_ms=0, entries=3,
        lacks_s=None, released=0, taken_from="DIR",
    )  # fmt: skip


def running(desk: ServiceDesk) -> None:
    timekeeping.resume(desk.session)


def paused_again(desk: ServiceDesk) -> None:
    timekeeping.resume(desk.session)
    timekeeping.pause(desk.session)


def named(desk: ServiceDesk) -> None:
    timekeeping.pause(desk.session, reason="technical")


def adjusted(desk: ServiceDesk) -> None:
    timekeeping.adjust_clock(desk.session, by_ms=MINUTE, reason="agreed")


def called_off(desk: ServiceDesk) -> None:
    timekeeping.call_safety(desk.session, reason="a fall")


@pytest.mark.parametrize("act", [running, paused_again, named, adjusted, called_off])
def test_once_a_person_has_acted_on_it_nothing_interrupts_any_more(
    act: Callable[[ServiceDesk], None],
) -> None:
    desk = slept()

    act(desk)

    assert interruption(desk.session.recorded, desk.state) is None


def test_a_pause_of_a_person_is_no_interruption() -> None:
    desk = played()
    timekeeping.pause(desk.session)

    assert interruption(desk.session.recorded, desk.state) is None
    assert interruption((), desk.state) is None


# What is said ---------------------------------------------------------------------------------------


def test_a_takeover_is_told_as_one() -> None:
    desk = taken_over()
    wall = LOOK.wall(START + timedelta(minutes=12))

    assert said(desk).splitlines() == [
        (
            f"DIR is last known at T+00:12 (about {wall} on its clock):"
            " how long it ran on from there is not known."
        ),
        (
            "3 entries came over, each as it was written."
            " What DIR may have written later comes in when its file is merged."
        ),
        "T+ has stood since then. Agree on T+ with the room, then resume.",
    ]
    assert (
        pause_words(desk.state, LOOK, "DIR")
        == "Taken over from DIR. The exercise is paused at T+00:12. Resume with F9."
    )


def test_a_crash_is_told_in_three_lines() -> None:
    wall = LOOK.wall(START + timedelta(minutes=12))

    assert said(crashed()).splitlines() == [
        f"The program ended unexpectedly at T+00:12 (about {wall}). T+ lacks at most 30 s.",
        "3 entries came back, each as it was written. Only a line that was still being typed is gone.",
        "Since then 00:04:00 went by that T+ does not count. Agree on T+ with the room, then resume.",
    ]


def test_a_sleep_is_told_with_its_length_and_that_nothing_went_out() -> None:
    wall = LOOK.wall(START + timedelta(minutes=12))

    length, clock, rest = said(slept()).splitlines()

    assert (
        length == "The computer slept or stood still for 09:00:00, or its clock was put forward by that much."
    )
    assert clock.startswith(
        f"The exercise clock stands at T+00:12 ({wall}), the last moment that is certain."
    )
    assert clock.endswith("Released meanwhile: 0 injects.")
    assert rest == "Every entry is safe. Look whether the room went on, then resume."


# The prompt -----------------------------------------------------------------------------------------


class Seat:
    """A director before an interrupted exercise, with nothing but the prompt."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, desk: ServiceDesk) -> None:
        self._qtbot = qtbot
        self._tasks = tasks
        self.bridge = Bridge(tasks, desk.session)
        rest: dict[str, Any] = dict.fromkeys(field.name for field in fields(Desk))
        self.ask = interrupted(Desk(**rest | {"look": LOOK, "bridge": self.bridge}))
        self.desk = desk

    def submit(self, **values: str) -> str:
        """Answer the prompt; return the code of its refusal, if any."""
        refused: list[str] = []

        async def run() -> None:
            try:
                await self.ask.run(values)
            except UserError as refusal:
                refused.append(refusal.code)

        self._tasks.spawn(run())
        self._qtbot.waitUntil(lambda: self._tasks.is_idle)
        return "".join(refused)


def test_resuming_goes_on_from_where_t_stood(qtbot: QtBot, tasks: Tasks) -> None:
    seat = Seat(qtbot, tasks, slept())

    seat.submit(count="no")

    assert seat.desk.last.event == ExerciseResumed()
    assert seat.desk.elapsed_ms() == 12 * MINUTE


def test_the_time_away_can_be_counted_and_nothing_goes_out_in_a_burst(qtbot: QtBot, tasks: Tasks) -> None:
    seat = Seat(qtbot, tasks, slept(HOUR))

    seat.submit(count="yes")
    seat.desk.wait(MINUTE)

    events = [row.event for row in seat.desk.journal.recorded()[-2:]]
    assert events == [ClockAdjusted(by_ms=HOUR, reason="The time away was counted."), ExerciseResumed()]
    assert seat.desk.elapsed_ms() == HOUR + 13 * MINUTE
    assert seat.desk.inject("E01").status == "waiting"


def test_a_clock_that_was_put_back_asks_for_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    seat = Seat(qtbot, tasks, slept(-HOUR))

    assert seat.ask.text.fields == ()
    assert seat.submit() == ""
    assert seat.desk.state.stage == "running"


def test_a_prompt_that_was_overtaken_does_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    seat = Seat(qtbot, tasks, slept())
    timekeeping.pause(seat.desk.session, reason="technical")
    seat.bridge.state = seat.desk.state
    rows = len(seat.desk.journal.recorded())

    assert seat.submit(count="yes") == "act-overtaken"
    assert len(seat.desk.journal.recorded()) == rows


def test_there_is_no_prompt_where_nothing_was_interrupted(qtbot: QtBot, tasks: Tasks) -> None:
    with pytest.raises(UserError) as refusal:
        Seat(qtbot, tasks, played())

    assert refusal.value.code == "not-interrupted"
