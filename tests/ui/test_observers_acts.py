"""What the director decides on stations: logbooks, clocks, rows that contradict, laptops at odds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QScrollArea
from pytestqt.qtbot import QtBot
from ui.observers_room import PACK, WAIT_MS, Observer, ObserversRoom

from tabletop.domain.play.events import ActionAssessed
from tabletop.domain.play.journal import Stamp
from tabletop.domain.play.stations import ConductTakenOver
from tabletop.services import conduct, observation, recording, timekeeping
from tabletop.services.merging import Logbook
from tabletop.services.session import Hand
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.tasks import Tasks


@pytest.fixture
def room(qtbot: QtBot, tasks: Tasks, clock: ManualClock, tmp_path: Path) -> Iterator[ObserversRoom]:
    made = ObserversRoom(qtbot, tasks, clock, tmp_path)
    yield made
    made.close()


def _dialog(room: ObserversRoom, qtbot: QtBot) -> QFileDialog:
    qtbot.waitUntil(lambda: room.page.findChild(QFileDialog) is not None, timeout=WAIT_MS)
    return room.page.findChild(QFileDialog)


def _two_laptops(room: ObserversRoom) -> tuple[Observer, Observer]:
    """One station on two laptops: the same first row, then each its own."""
    first, second = room.observer("P1", "Sri"), room.observer("P1", "Sri")
    return first.notes("from the gate"), second.notes("from the yard", "from the roof")


def _taken_over(room: ObserversRoom) -> Logbook:
    """Let another laptop conduct from what this one wrote last on."""
    last = room.journal.recorded()[-1].entry
    journal = MemoryJournal(PACK, "EX-TEST", station="DIR-2")
    reading = room.clock.read()
    event = ConductTakenOver(station="DIR", head_seq=last.seq, head_hash=last.hash)
    stamp = Stamp(
        wall_at=reading.wall_at, mono_ns=reading.mono_ns, boot_id="spare", elapsed_ms=0,
        scenario_at=PACK.scenario.starts_at, observed_ms=None,
    )  # fmt: skip
    journal.append(station="DIR-2", author="Ratna", event=event, stamp=stamp)
    return Logbook(name="DIR-2.tabletop", header=journal.header, recorded=tuple(journal.recorded()))


# Logbooks -----------------------------------------------------------------------------------------


def test_a_logbook_is_issued_for_the_next_free_station(room: ObserversRoom, qtbot: QtBot) -> None:
    # arrange
    room.enter().page.do("issue-logbook")
    room.fills(observer="Sri", cells="OPS, LO").submits()

    # act
    _dialog(room, qtbot).fileSelected.emit(str(room.workplace.folder / "for Sri.tabletop"))
    room.settled()

    # assert
    order, file = room.workplace.issued[0]
    assert (order.station, order.cells, order.observer, order.is_whole) == ("P1", ("OPS", "LO"), "Sri", False)
    assert file.name == "for Sri.tabletop"
    assert "for Sri.tabletop" in room.strip
    assert room.row("P1")[-1] == "Nothing came in yet"


def test_leaving_the_place_of_a_logbook_keeps_what_was_typed(room: ObserversRoom, qtbot: QtBot) -> None:
    # arrange
    room.enter().page.do("issue-logbook")
    room.fills(observer="Sri").submits()

    # act
    _dialog(room, qtbot).reject()
    room.settled()

    # assert
    assert room.page.forms.panel is not None
    assert room.page.forms.panel.form.values()["observer"] == "Sri"
    assert room.workplace.issued == []


def test_a_station_that_is_taken_is_refused_before_a_place_is_asked_for(room: ObserversRoom) -> None:
    # arrange
    room.enter().merges(room.observer("P1", "Sri").logbook()).page.do("issue-logbook")

    # act
    room.fills(observer="Made", station="p1").submits().settled()

    # assert
    assert "P2 is free" in room.page.forms.panel.form._trouble.text()
    assert room.page.findChild(QFileDialog) is None


# Clocks -------------------------------------------------------------------------------------------


def test_a_clock_that_nobody_compared_is_a_warning(room: ObserversRoom) -> None:
    # act
    room.enter().merges(room.observer("P1", "Sri", ahead_ms=3 * 3_600_000).logbook())

    # assert
    assert room.row("P1")[4] == "not compared"


def test_a_mark_is_announced_by_its_number_and_compares_the_clocks(room: ObserversRoom) -> None:
    # arrange
    room.enter()
    sri = room.observer("P1", "Sri", ahead_ms=(3 * 3_600 + 2) * 1_000)

    # act
    room.page.do("clock-mark")
    room.settled()
    announced = room.strip
    room.merges(sri.marks(1).logbook())

    # assert
    assert announced.startswith("Mark 1: call out this number")
    assert room.row("P1")[4] == "+3:00:02"
    assert room.page.parts.stations.mark.text() == "Clock mark 2"


def test_a_mark_can_be_undone_at_once(room: ObserversRoom) -> None:
    # arrange
    room.enter().page.do("clock-mark")
    room.settled()

    # act
    room.page.do("observers-undo")
    room.settled()

    # assert
    assert room.kinds == ["station-opened", "mark", "undo"]
    assert "Undone: clock mark 1" in room.strip


def test_an_undo_after_its_ten_seconds_names_the_act_first(room: ObserversRoom) -> None:
    # arrange
    room.enter().page.do("clock-mark")
    room.settled()
    room.page.parts.strip.leave()

    # act
    room.page.do("observers-undo")

    # assert
    assert room.page.forms.verb == "observers-undo"
    assert room.kinds == ["station-opened", "mark"]


def test_two_readings_of_one_moment_make_an_offset(room: ObserversRoom) -> None:
    # arrange
    room.enter().merges(room.observer("P1", "Sri").logbook()).page.do("set-offset")

    # act
    room.fills(theirs="11:05:30", mine="11:00:00").submits().settled()

    # assert
    assert room.row("P1")[4] == "+0:05:30"


def test_an_offset_that_cannot_be_read_stays_in_the_form(room: ObserversRoom) -> None:
    # arrange
    room.enter().merges(room.observer("P1", "Sri").logbook()).page.do("set-offset")

    # act
    room.fills(offset="soon").submits().settled()

    # assert
    assert "soon" in room.page.forms.panel.form._trouble.text()


# What contradicts ---------------------------------------------------------------------------------


def test_rows_that_contradict_are_loud_and_kept_aside(room: ObserversRoom) -> None:
    # arrange
    first, second = _two_laptops(room.enter())

    # act
    room.merges(first.logbook(), second.logbook())

    # assert
    assert room.row("P1")[-1].startswith("Contradicts itself (3 rows set aside)")


def test_the_panel_says_what_each_branch_holds_and_is_read_by_keys(room: ObserversRoom, qtbot: QtBot) -> None:
    # arrange
    first, second = _two_laptops(room.enter())
    observation.withdraw_entry(second.session, 3)
    second.notes(*(f"note {number}" for number in range(30)))
    room.merges(first.logbook(), second.logbook()).select("P1")
    room.page.resize(1030, 476)

    # act
    qtbot.keyClick(room.page.parts.stations.table, Qt.Key.Key_Return)
    said, bar = room.sheet, room.page.parts.side.findChild(QScrollArea).verticalScrollBar()
    qtbot.keyClick(room.page.focusWidget(), Qt.Key.Key_PageDown)

    # assert
    assert bar.value() > 0
    assert "OBSERVATION OPS: from the gate" in said
    assert "OBSERVATION OPS: from the yard" in said
    assert "WITHDRAWN Sri: from the roof" in said


def test_the_question_says_how_each_branch_begins(room: ObserversRoom) -> None:
    # arrange
    first, second = room.enter().observer("P1", "Sri"), room.observer("P1", "Sri")
    first.notes("from the gate")
    second.notes("from the yard where nobody else could see", "from the roof")
    room.merges(first.logbook(), second.logbook()).select("P1")

    # act
    room.page.do("keep-branches")

    # assert
    card = room.page.forms.panel.card_words.replace("\u200b", "")
    assert "OBSERVATION OPS: from the gate" in card
    assert "OBSERVATION OPS: from the yard ..." in card
    assert "from the roof" not in card
    assert "To read all rows, close this and press Enter on the station." in card


def test_the_rows_that_the_director_ticks_count(room: ObserversRoom) -> None:
    # arrange
    first, second = _two_laptops(room.enter())
    room.merges(first.logbook(), second.logbook()).select("P1")
    kept = second.journal.recorded()[1].entry.hash
    room.page.do("keep-branches")

    # act
    room.fills(kept=kept[:8], reason="the yard was theirs").submits().settled()

    # assert
    assert kept in {row.entry.hash for row in room.session.recorded}
    assert first.journal.recorded()[1].entry.hash not in {row.entry.hash for row in room.session.recorded}
    assert room.row("P1")[-1].startswith("Complete")


def test_two_laptops_that_both_conducted_are_told_until_one_is_chosen(room: ObserversRoom) -> None:
    # arrange
    room.enter().act(timekeeping.start_exercise)
    spare = _taken_over(room)
    room.act(conduct.release_inject, "E01").merges(spare)
    alarm = room.page.parts.alarm

    # act
    was_loud = alarm.isVisible()
    room.page.do("choose-chain")
    room.fills(reason="the hall followed it").submits().settled()

    # assert
    assert was_loud
    assert "choose-chain" in room.kinds
    assert not alarm.isVisible()


def test_an_act_without_an_object_says_so(room: ObserversRoom) -> None:
    # arrange
    room.enter()

    # act
    room.page.do("choose-chain")

    # assert
    assert room.strip == "No two laptops conducted at the same time."


# Keys and agreement -------------------------------------------------------------------------------


def test_enter_opens_a_station_and_esc_leads_back_to_the_table(room: ObserversRoom, qtbot: QtBot) -> None:
    # arrange
    room.enter().merges(room.observer("P1", "Sri").logbook())
    table = room.page.parts.stations.table
    with qtbot.waitActive(room.page):
        room.page.activateWindow()
    qtbot.keyClick(room.page.focusWidget(), Qt.Key.Key_Escape)
    room.select("P1")

    # act
    qtbot.keyClick(table, Qt.Key.Key_Return)
    opened = room.sheet
    qtbot.keyClick(room.page.focusWidget(), Qt.Key.Key_Escape)

    # assert
    assert opened.startswith("P1  Sri")
    assert table.hasFocus()


def test_settling_asks_in_place_of_the_raters(room: ObserversRoom) -> None:
    # arrange
    room.enter().act(timekeeping.start_exercise)
    room.act(conduct.release_inject, "E01").act(recording.assess_action, "E01.a", "met")
    room.act(recording.assess_action, "E01.a", "unmet", hand=Hand(station="P1"))

    # act
    room.page._agreement.settle_asked.emit("E01.a")
    room.settled().fills(reason="both saw it").submits().settled()

    # assert
    assert "settle" in room.kinds
    assert isinstance(room.journal.recorded()[-2].event, ActionAssessed)


def test_a_laptop_that_was_taken_over_announces_the_mark_that_it_pressed(room: ObserversRoom) -> None:
    # arrange
    room.enter().act(timekeeping.start_exercise).page.do("clock-mark")
    room.settled().merges(_taken_over(room))

    # act
    room.page.do("clock-mark")
    room.settled()

    # assert
    assert room.strip.startswith("Mark 2:")


def test_a_clock_past_midnight_is_read_as_the_nearest(room: ObserversRoom) -> None:
    # arrange
    room.enter().merges(room.observer("P1", "Sri").logbook()).page.do("set-offset")

    # act
    room.fills(theirs="01:00:00", mine="23:00:00")

    # assert
    assert room.page.forms.panel.form.values()["offset"] == "+2:00:00"
