"""Forms of Run that carry what a play script may say: another telling, a reason, the time it was seen."""

from __future__ import annotations

import pytest
from builders import MINUTE, ManualClock
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, MemoryWorkplace, RunDesk

from tabletop.domain.play import events as ev

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(qtbot: QtBot, make_window: MakeWindow, clock: ManualClock) -> RunDesk:
    return RunDesk.at(qtbot, make_window(workplace=MemoryWorkplace(clock)), clock).started()


def test_a_release_may_say_its_telling_and_its_reason(desk: RunDesk) -> None:
    desk.press("F5").wait(2_000).press("F5").wait(2_000)

    desk.press("Ctrl+Shift+Y").submit(variant="1", reason="the milder one fits")

    assert desk.last.event == ev.InjectReleased(inject="E04", variant=1, reason="the milder one fits")


def test_a_release_with_an_empty_reason_has_none(desk: RunDesk) -> None:
    desk.press("Ctrl+Shift+Y", "Ctrl+Return")

    assert desk.last.event == ev.InjectReleased(inject="E01", variant=0)


def test_a_grade_may_say_when_it_was_seen_and_why(desk: RunDesk) -> None:
    desk.press("F5").wait(3 * MINUTE)

    desk.press("Ctrl+Shift+Q").submit(action="E01.a", completion="partial", seen="T+00:01", reason="half")

    assert desk.last.event == ev.ActionAssessed(action="E01.a", completion="partial", reason="half")
    assert desk.last.entry.observed_ms == MINUTE


def test_a_time_that_has_not_come_is_refused_in_the_form_and_the_values_stay(desk: RunDesk) -> None:
    desk.press("F5").wait(2_000)
    rows = len(desk.rows)

    desk.press("Ctrl+Shift+Q").submit(action="E01.a", seen="T+05:00")

    assert len(desk.rows) == rows
    assert desk.form.values()["seen"] == "T+05:00"
    assert "cannot have been seen" in desk.page.parts.form._trouble.text()


def test_shift_and_a_later_undo_may_say_why(desk: RunDesk) -> None:
    desk.press("Ctrl+F6").submit(minutes=5, reason="the hall is late")
    shifted = desk.last.event
    desk.wait(11_000)

    desk.press("Shift+F5").submit(reason="it was not")

    assert shifted == ev.InjectShifted(inject="E01", by_ms=5 * MINUTE, reason="the hall is late")
    assert isinstance(desk.last.event, ev.ActUndone)
    assert desk.last.event.reason == "it was not"
