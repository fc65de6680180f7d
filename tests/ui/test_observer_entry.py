"""An observer's entry: what it costs in keys, what it writes, and when it was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import MINUTE, SECOND, ManualClock
from pytestqt.qtbot import QtBot
from ui.observer_desk import ObserverDesk, begun_journal

from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.observations import ObservationNoted
from tabletop.ui.tasks import Tasks

MakeDesk = Callable[..., ObserverDesk]
FACT = "Jalur ambulans dibuka di sisi barat jam."


@pytest.fixture
def sit(qtbot: QtBot, tasks: Tasks, clock: ManualClock) -> Iterator[MakeDesk]:
    made: list[ObserverDesk] = []

    def sit_down(cells: tuple[str, ...] = ("OPS", "LO"), **given: object) -> ObserverDesk:
        made.append(ObserverDesk(qtbot, tasks, clock, begun_journal(clock, cells), **given))
        return made[-1]

    yield sit_down
    for desk in made:
        desk.leave()


@pytest.fixture
def desk(sit: MakeDesk) -> ObserverDesk:
    return sit()


def decision(desk: ObserverDesk) -> DecisionLogged:
    assert isinstance(desk.last.event, DecisionLogged)
    return desk.last.event


# What it costs ------------------------------------------------------------------------------------


def test_an_entry_of_forty_letters_costs_its_letters_and_enter(desk: ObserverDesk) -> None:
    keys = 0
    for letter in FACT:
        desk.type(letter)
        keys += 1
    desk.enter()
    keys += 1

    assert len(FACT) == 40
    assert keys - len(FACT) == 1
    assert decision(desk).text == FACT


def test_after_an_entry_the_next_is_typed_at_once(desk: ObserverDesk) -> None:
    desk.type("first").enter().type("second").enter()

    assert [row.event.text for row in desk.rows] == ["first", "second"]


def test_shift_enter_begins_a_line(desk: ObserverDesk) -> None:
    desk.type("one").press("Shift+Return").type("two").enter()

    assert decision(desk).text == "one\ntwo"


def test_an_empty_fact_is_refused_in_words(desk: ObserverDesk) -> None:
    desk.enter()

    assert not desk.rows
    assert desk.strip[0] == "trouble"
    assert "the fact is empty" in desk.strip[1]


# When it was seen ---------------------------------------------------------------------------------


def test_the_first_keystroke_says_when_it_was_seen(desk: ObserverDesk) -> None:
    desk.type("C").wait(7 * SECOND).type("ordon").enter()

    assert desk.ago_ms == 7 * SECOND


def test_a_fact_that_was_emptied_is_stamped_anew(desk: ObserverDesk) -> None:
    desk.type("x").wait(9 * SECOND).press("Backspace").type("y").wait(2 * SECOND).enter()

    assert desk.ago_ms == 2 * SECOND


def test_f6_takes_half_a_minute_back_each_time(desk: ObserverDesk) -> None:
    desk.type("Cordon").press("F6", "F6").enter()

    assert desk.ago_ms == MINUTE


def test_a_typed_time_is_the_own_wall_clocks(desk: ObserverDesk) -> None:
    desk.set_wall(14, 30).type("Cordon").retype(desk.seen, "14.05").enter()

    assert desk.ago_ms == 25 * MINUTE


def test_after_midnight_a_time_is_the_latest_such_moment(desk: ObserverDesk) -> None:
    desk.set_wall(0, 20).type("Cordon").retype(desk.seen, "23.50").enter()

    assert desk.ago_ms == 30 * MINUTE


def test_a_time_of_this_morning_is_this_mornings_in_the_evening(desk: ObserverDesk) -> None:
    desk.set_wall(21).type("Cordon").retype(desk.seen, "07.00").enter()

    assert desk.ago_ms == 14 * 60 * MINUTE


def test_a_time_to_come_is_refused_and_the_text_stays(desk: ObserverDesk) -> None:
    desk.set_wall(14).type("Cordon").retype(desk.seen, "14.10").enter()

    assert not desk.rows
    assert "14.10 has not come yet" in desk.strip[1]
    assert desk.fact.toPlainText() == "Cordon"


def test_what_is_no_time_is_refused_and_the_text_stays(desk: ObserverDesk) -> None:
    desk.type("Cordon").retype(desk.seen, "25.99").enter()

    assert not desk.rows
    assert "is not a time of day" in desk.strip[1]
    assert desk.fact.toPlainText() == "Cordon"


# What it says -------------------------------------------------------------------------------------


def test_digits_choose_the_category_only_while_nothing_is_typed(desk: ObserverDesk) -> None:
    desk.type("32").type("buses 1").enter()

    assert (decision(desk).category, decision(desk).text) == ("action", "buses 1")


def test_a_digit_in_a_fact_is_text(desk: ObserverDesk) -> None:
    desk.type("x2").enter()

    assert (decision(desk).category, decision(desk).text) == ("decision", "x2")


def test_alt_and_a_digit_choose_the_category_at_any_time(desk: ObserverDesk) -> None:
    desk.type("asks for two buses").press("Alt+4").enter()

    assert decision(desk).category == "request"


def test_a_note_is_an_observation(desk: ObserverDesk) -> None:
    desk.press("Alt+6").type("Five marshals").enter()

    assert isinstance(desk.last.event, ObservationNoted)
    assert desk.last.event.text == "Five marshals"


def test_fact_judgement_and_why_are_kept_apart(desk: ObserverDesk) -> None:
    desk.type("Cordon").press("Tab").type("Calm").press("Tab").type("Rule 5").enter()

    assert (decision(desk).text, decision(desk).judgement, decision(desk).why) == ("Cordon", "Calm", "Rule 5")


def test_how_it_is_known_and_what_it_speaks_for_are_chosen_by_keys(desk: ObserverDesk) -> None:
    desk.type("Cordon").press("F3", "F4").enter()

    assert (decision(desk).sense, decision(desk).bearing) == ("heard", "strength")


def test_a_note_with_a_why_is_refused_in_words(desk: ObserverDesk) -> None:
    desk.type("Cordon").press("Tab", "Tab").type("Rule 5").press("Alt+6").enter()

    assert not desk.rows
    assert "a note has no why" in desk.strip[1]


def test_the_first_watched_cell_is_meant_unless_another_is_chosen(sit: MakeDesk) -> None:
    desk = sit(cells=("LO",))

    desk.note("Calls the office")

    assert decision(desk).cell == "LO"


def test_injects_stand_in_planned_order_and_keys_step_through_them(desk: ObserverDesk) -> None:
    desk.press("Ctrl+Down", "Ctrl+Down", "Ctrl+Up").note("Cordon")

    combo = desk.page.parts.form.inject
    assert [combo.itemData(at) for at in range(combo.count())] == ["", "E01", "E02"]
    assert decision(desk).inject == "E01"


def test_the_inject_stays_for_the_next_entry(desk: ObserverDesk) -> None:
    desk.press("Ctrl+Down").note("one").note("two")

    assert decision(desk).inject == "E01"


# A disk that refuses --------------------------------------------------------------------------------


def test_a_full_disk_keeps_the_text_and_the_time_until_it_takes_the_row(desk: ObserverDesk) -> None:
    desk.journal.is_full = True
    desk.type("Cordon").press_enter_only()
    desk.until(lambda: "NOT SAVED" in desk.header)

    desk.clock.advance(9 * SECOND)
    desk.journal.is_full = False
    desk.settle()

    assert decision(desk).text == "Cordon"
    assert desk.ago_ms == 9 * SECOND
    assert "Saved" in desk.header
    assert desk.fact.toPlainText() == ""


def test_esc_gives_up_and_leaves_the_text(desk: ObserverDesk) -> None:
    desk.journal.is_full = True
    desk.type("Cordon").press_enter_only()
    desk.until(lambda: desk.strip[0] == "trouble")

    desk.escape()

    assert not desk.rows
    assert desk.fact.toPlainText() == "Cordon"
    assert not desk.fact.isReadOnly()


# Photos ---------------------------------------------------------------------------------------------


def test_a_photo_is_attached_and_told_by_a_chip(desk: ObserverDesk) -> None:
    desk.type("Cordon").page.parts.form.files_dropped.emit([Path("a.jpg")])
    desk.settle()
    chip = desk.page.parts.form.unphoto
    assert (chip.isVisible(), chip.text()) == (True, "1 photo")

    desk.enter()

    (name,) = decision(desk).attachments or ()
    assert desk.journal.attachment(name) == b"a.jpg"
    assert not chip.isVisible()


def test_a_photo_can_be_taken_off_again(desk: ObserverDesk) -> None:
    desk.type("Cordon").page.parts.form.files_dropped.emit([Path("a.jpg")])
    desk.settle()

    desk.page.parts.form.unphoto.click()
    desk.enter()

    assert decision(desk).attachments is None


def test_a_refused_photo_leaves_the_text(desk: ObserverDesk) -> None:
    desk.workplace.refuses_evidence = True
    desk.type("Cordon").page.parts.form.files_dropped.emit([Path("a.jpg")])
    desk.settle()

    assert "a.jpg is cut off or damaged" in desk.strip[1]
    assert desk.fact.toPlainText() == "Cordon"


# From paper -----------------------------------------------------------------------------------------


def test_an_entry_from_paper_carries_its_number_and_the_next_is_proposed(desk: ObserverDesk) -> None:
    paper = desk.page.parts.form.paper
    desk.set_wall(14).press("Ctrl+Shift+P").type("P1-07").retype(paper.entry, "3")
    desk.retype(desk.seen, "13.10").press("F2").type("Cordon").enter()

    assert decision(desk).form == "P1-07.3"
    assert desk.ago_ms == 50 * MINUTE
    assert (paper.form.text(), paper.entry.text()) == ("P1-07", "4")
    assert desk.seen.hasFocus()


def test_t_plus_on_paper_counts_from_the_writers_clock_at_startex(desk: ObserverDesk) -> None:
    paper = desk.page.parts.form.paper
    desk.set_wall(14).press("Ctrl+Shift+P").type("P1-07").retype(paper.startex, "12.40")
    desk.retype(desk.seen, "01:10").press("F2").type("Cordon").enter()

    assert desk.ago_ms == 10 * MINUTE
    assert paper.startex.text() == "12.40"


def test_paper_without_a_time_or_a_number_is_refused(desk: ObserverDesk) -> None:
    desk.press("Ctrl+Shift+P", "F2").type("Cordon").enter()
    assert "number of the form is missing" in desk.strip[1]

    desk.retype(desk.page.parts.form.paper.form, "P1-07").enter()
    assert "type when it was seen" in desk.strip[1]
    assert not desk.rows


def test_esc_leaves_paper(desk: ObserverDesk) -> None:
    desk.press("Ctrl+Shift+P").escape().note("Cordon")

    assert decision(desk).form is None
