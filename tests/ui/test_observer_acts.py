"""What an observer does beside entries: grades, corrections, red lines, clocks, handing over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import MINUTE, SECOND, ManualClock
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.observer_desk import ObserverDesk, begun_journal

from tabletop.domain.play.events import ActionAssessed, DecisionLogged, Rated, RedLineBreached
from tabletop.domain.play.stations import ClockMarked, ClockSynced, LogbookHandedOver
from tabletop.i18n import catalogue
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks
from tabletop.ui.theme import NIGHT

MakeDesk = Callable[..., ObserverDesk]


@pytest.fixture
def desk(qtbot: QtBot, tasks: Tasks, clock: ManualClock) -> Iterator[ObserverDesk]:
    made = ObserverDesk(qtbot, tasks, clock, begun_journal(clock))
    yield made
    made.leave()


@pytest.fixture
def at_inject(desk: ObserverDesk) -> ObserverDesk:
    """Sit before the two expected actions of E01."""
    return desk.press("Ctrl+Down")


def chosen_grade(desk: ObserverDesk, row: int) -> list[str]:
    return [
        button.text()
        for button in desk.page.parts.expected.panels[row]._buttons.values()
        if button.isChecked()
    ]


# Grades -------------------------------------------------------------------------------------------


def test_a_digit_grades_the_action_that_has_the_focus(at_inject: ObserverDesk) -> None:
    at_inject.press("Ctrl+2", "3")

    assert at_inject.last.event == ActionAssessed(action="E01.b", completion="unmet")
    assert chosen_grade(at_inject, 1) == ["unmet"]


def test_the_grade_that_stands_is_not_written_again(at_inject: ObserverDesk) -> None:
    at_inject.press("Ctrl+1", "1", "1")

    assert [row.entry.kind for row in at_inject.rows] == ["assess"]


def test_a_grade_carries_the_time_that_is_set(at_inject: ObserverDesk) -> None:
    at_inject.type("C").wait(5 * SECOND).press("Ctrl+1", "2")

    assert at_inject.ago_ms == 5 * SECOND


def test_a_letter_typed_on_an_action_goes_on_in_the_fact(at_inject: ObserverDesk) -> None:
    at_inject.press("Ctrl+1").type("C")

    assert at_inject.fact.toPlainText() == "C"
    assert at_inject.fact.hasFocus()


def test_an_action_that_is_not_there_is_told(desk: ObserverDesk) -> None:
    desk.press("Ctrl+1")

    assert "no action 1 here" in desk.strip[1]


# Putting right ------------------------------------------------------------------------------------


def test_a_correction_is_a_row_of_its_own_and_keeps_the_time(desk: ObserverDesk) -> None:
    desk.note("Cordn").wait(MINUTE).choose_entry(0).press("Shift+F3")
    desk.fact.selectAll()
    desk.type("Cordon").enter()

    event = desk.last.event
    assert isinstance(event, DecisionLogged)
    assert (event.text, event.corrects) == ("Cordon", desk.rows[0].entry.seq)
    assert desk.ago_ms == MINUTE
    assert [(entry.text, entry.state) for entry in desk.entries] == [
        ("Cordon", "local"),
        ("Cordn", "corrected"),
    ]


def test_esc_leaves_a_correction_and_brings_back_what_was_typed(desk: ObserverDesk) -> None:
    desk.note("Cordon").type("half a sen").choose_entry(0).press("Shift+F3")
    assert desk.fact.toPlainText() == "Cordon"

    desk.escape()

    assert desk.fact.toPlainText() == "half a sen"
    assert len(desk.rows) == 1


def test_a_corrected_entry_may_become_a_note_and_another_time(desk: ObserverDesk) -> None:
    desk.note("Cordon").choose_entry(0).press("Shift+F3", "Alt+6", "F6").enter()

    assert (desk.last.entry.kind, desk.ago_ms) == ("observe", 30 * SECOND)


def test_withdrawing_asks_for_a_reason(desk: ObserverDesk) -> None:
    desk.note("Cordon").choose_entry(0).press("Ctrl+Shift+W").type("wrong cell").enter()

    assert desk.last.event.reason == "wrong cell"
    assert [entry.state for entry in desk.entries] == ["withdrawn"]


def test_without_a_chosen_entry_the_newest_is_meant(desk: ObserverDesk) -> None:
    desk.note("one").note("two").press("Shift+F3")

    assert desk.fact.toPlainText() == "two"


def test_without_any_entry_correct_and_withdraw_say_so(desk: ObserverDesk) -> None:
    desk.press("Shift+F3")

    assert "choose one of your decisions" in desk.strip[1]
    assert {"observer-correct", "observer-withdraw"} <= set(desk.page.why_not())


def test_down_in_the_empty_fact_leads_to_the_entries_and_enter_corrects(desk: ObserverDesk) -> None:
    desk.note("one").note("two").press("Down", "Down").enter()

    assert desk.fact.toPlainText() == "one"
    assert desk.fact.hasFocus()


def test_undo_takes_back_at_once_for_ten_seconds_and_asks_later(desk: ObserverDesk) -> None:
    desk.note("one").press("Shift+F5")
    assert desk.last.entry.kind == "undo"

    desk.note("two").wait(11 * SECOND).press("Shift+F5")
    assert desk.last.entry.kind == "decide"

    desk.enter()
    assert desk.last.entry.kind == "undo"


# Red lines and letters ----------------------------------------------------------------------------


def test_a_red_line_is_logged_with_the_time_it_was_seen(at_inject: ObserverDesk) -> None:
    at_inject.set_wall(14, 30).press("Ctrl+M").type("Struck a man")
    seen = at_inject.form.findChild(QLineEdit, "field-seen")
    assert isinstance(seen, QLineEdit)
    at_inject.retype(seen, "14.20").enter()

    assert at_inject.last.event == RedLineBreached(red_line="R2", inject="E01", note="Struck a man")
    assert at_inject.ago_ms == 10 * MINUTE


def test_a_red_line_to_come_is_refused_in_the_form(at_inject: ObserverDesk) -> None:
    at_inject.set_wall(14, 30).press("Ctrl+M")
    seen = at_inject.form.findChild(QLineEdit, "field-seen")
    assert isinstance(seen, QLineEdit)
    at_inject.retype(seen, "14.50").enter()

    assert not at_inject.rows
    assert at_inject.page.parts.panel is not None


def test_an_observer_gives_a_letter(desk: ObserverDesk) -> None:
    desk.press("Ctrl+R").type("slow").press("Ctrl+Return")

    assert desk.last.event == Rated(target="overall", letter="P", why="slow")


# Clocks -------------------------------------------------------------------------------------------


def test_each_press_of_f8_is_the_next_mark_and_can_be_undone(desk: ObserverDesk) -> None:
    desk.press("F8", "F8")
    assert [row.event for row in desk.rows] == [ClockMarked(number=1), ClockMarked(number=2)]
    assert desk.strip[1].startswith("Mark 2 noted at")
    assert "offset at merging" in desk.header

    desk.press("Shift+F5")
    assert desk.last.entry.kind == "undo"


def test_the_directors_clock_is_typed_and_its_offset_shown(desk: ObserverDesk) -> None:
    desk.set_wall(14, 30).press("F7").type("14.29.30").enter()

    assert desk.last.event == ClockSynced(station="P1", offset_ms=30 * SECOND)
    assert "clock offset +30.0 s" in desk.header


def test_an_offset_is_the_nearest_over_midnight(desk: ObserverDesk) -> None:
    desk.set_wall(0).press("F7").type("23.59.50").enter()

    assert desk.last.event == ClockSynced(station="P1", offset_ms=10 * SECOND)


def test_a_clock_that_nobody_compared_says_so(desk: ObserverDesk) -> None:
    assert "clock not compared yet" in desk.header


# Handing over -------------------------------------------------------------------------------------


def test_handing_over_tells_rows_and_head_and_marks_the_entries(desk: ObserverDesk, tmp_path: Path) -> None:
    desk.note("one")
    desk.page._tasks.spawn(desk.page._papers.hand_over(tmp_path))
    desk.settle().note("two")

    event = next(row.event for row in desk.rows if isinstance(row.event, LogbookHandedOver))
    assert event.rows == 3  # begun, opened, one entry
    assert [(entry.text, entry.state) for entry in desk.entries] == [("two", "local"), ("one", "given")]
    foot = [label.text() for label in desk.page.parts.foot._values]
    assert foot[:2] == ["1", "1"]


def test_the_strip_reads_out_the_short_head(desk: ObserverDesk, tmp_path: Path) -> None:
    desk.note("one")
    desk.page._tasks.spawn(desk.page._papers.hand_over(tmp_path))
    desk.settle()

    event = desk.last.event
    assert isinstance(event, LogbookHandedOver)
    assert f"{event.rows} rows, head {event.head[:8]}." in desk.strip[1]
    assert desk.page.parts.strip.receipt.isVisible()


def test_what_went_wrong_before_is_gone_once_the_logbook_was_handed_over(
    desk: ObserverDesk, tmp_path: Path
) -> None:
    desk.note("one")
    desk.page.say_trouble("That folder is its own.")

    desk.page._tasks.spawn(desk.page._papers.hand_over(tmp_path))
    desk.settle()

    assert desk.strip[0] == "receipt"


def test_sheets_are_printed_from_the_number_that_is_asked_for(desk: ObserverDesk) -> None:
    desk.page.do("print-sheets")
    desk.settle().press("Ctrl+Return")

    assert desk.workplace.sheets == [(1, 10)]
    assert desk.workplace.saved[0].name.startswith("P1 observer sheets 1-10")


# Showing ------------------------------------------------------------------------------------------


def test_an_empty_logbook_says_what_to_do(desk: ObserverDesk) -> None:
    empty = desk.page.parts.entries._empty

    assert empty.isVisible()
    assert "press Enter" in empty.text()


def test_what_is_typed_survives_a_new_look(desk: ObserverDesk) -> None:
    desk.press("Ctrl+Down", "Alt+2").type("Cordon").wait(4 * SECOND)

    desk.show_in(Look(NIGHT, 100, catalogue("id")), desk.page.keep())
    desk.page.enter()
    desk.enter()

    event = desk.last.event
    assert isinstance(event, DecisionLogged)
    assert (event.text, event.category, event.inject, desk.ago_ms) == ("Cordon", "action", "E01", 4 * SECOND)


def test_an_open_form_survives_a_new_look(desk: ObserverDesk) -> None:
    desk.press("Ctrl+R").type("slow")

    desk.show_in(Look(NIGHT, 100, catalogue("id")), desk.page.keep())

    assert desk.form.values()["why"] == "slow"


def test_the_head_says_who_watches_which_cells(desk: ObserverDesk) -> None:
    assert "Observer P1 Sri" in desk.header
    assert "Cell OPS, LO" in desk.header


def test_arrows_choose_among_the_categories(desk: ObserverDesk) -> None:
    desk.page.parts.form.category.buttons["decision"].setFocus()

    desk.press("Right", "Right")

    assert desk.page.parts.form.category.value == "information"


def test_a_click_on_a_choice_leaves_the_cursor_in_the_fact(desk: ObserverDesk, qtbot: QtBot) -> None:
    form = desk.type("Cor").page.parts.form

    for button in (form.category.buttons["request"], form.sense.buttons["heard"], form.seen.earlier):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.type("don").enter()

    event = desk.last.event
    assert isinstance(event, DecisionLogged)
    assert (event.text, event.category, event.sense, desk.ago_ms) == (
        "Cordon",
        "request",
        "heard",
        30 * SECOND,
    )


def test_a_file_dropped_on_the_fact_is_attached_and_not_typed(desk: ObserverDesk, tmp_path: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])

    desk.fact.insertFromMimeData(dropped)
    desk.settle()

    assert desk.fact.toPlainText() == ""
    assert desk.page.parts.form.unphoto.text() == "1 photo"


# Before an inject is chosen -----------------------------------------------------------------------


def test_the_words_before_an_inject_is_chosen_stand_under_their_heading(desk: ObserverDesk) -> None:
    expected = desk.page.parts.expected
    label, head = expected._empty, expected._head

    left = label.mapTo(expected, label.contentsRect().topLeft())

    assert label.isVisible()
    assert left.x() == head.mapTo(expected, QPoint(0, 0)).x()
    assert left.y() > expected._band.height()


@pytest.mark.parametrize(("name", "title"), [("Sri", "Observer P1 Sri"), ("P1", "Observer P1")])
def test_a_logbook_without_a_name_is_headed_by_its_station_once(
    name: str, title: str, qtbot: QtBot, tasks: Tasks, clock: ManualClock
) -> None:
    desk = ObserverDesk(qtbot, tasks, clock, begun_journal(clock, name=name))

    assert desk.page.parts.header._title.text() == title
    desk.leave()
