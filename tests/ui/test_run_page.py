"""Run: each verb does the one thing meant, every refusal is in words, and a new look loses nothing."""

from __future__ import annotations

import pytest
from builders import MINUTE
from PySide6.QtWidgets import QApplication, QMenu
from ui.run_desk import RunDesk, Sit, offered, said

from tabletop.domain.play import events as ev
from tabletop.ui.widgets.standby_card import Countdown

pytestmark = pytest.mark.slow


# Release and its undo -----------------------------------------------------------------------------


def test_a_release_selects_its_inject_lets_the_next_one_stand_by_and_goes_to_the_line(desk: RunDesk) -> None:
    assert desk.page.parts.table.standby == "E01"

    desk.press("F5")

    assert desk.inject("E01").is_released
    table = desk.page.parts.table
    assert (table.selected, table.standby) == ("E01", "E02")
    assert desk.has_line_focus


def test_the_receipt_offers_its_undo_for_ten_seconds_and_is_gone_then(desk: RunDesk) -> None:
    desk.press("F5")
    assert desk.strip[0] == "receipt"
    assert "E01 released" in desk.strip[1]
    assert "Undo, 10 s" in desk.strip[1]

    desk.wait(9_000)
    assert "Undo, 1 s" in desk.strip[1]
    desk.wait(1_000)

    assert desk.strip[0] == "link"


def test_an_undo_within_ten_seconds_is_done_at_once(desk: RunDesk) -> None:
    desk.press("F5").press("Shift+F5")

    assert desk.kinds[-2:] == ["release", "undo"]
    assert not desk.inject("E01").is_released
    assert desk.page.parts.table.standby == "E01"
    assert "UNDONE: E01 released" in desk.strip[1]


def test_an_undo_on_the_heels_of_its_act_waits_for_the_row_and_takes_it_back(desk: RunDesk) -> None:
    desk.press_at_once("F5", "Shift+F5")

    assert desk.kinds[-2:] == ["release", "undo"]


def test_an_undo_after_ten_seconds_names_what_it_takes_back_and_asks_first(desk: RunDesk) -> None:
    desk.press("F5").wait(11_000).press("Shift+F5")
    assert desk.kinds[-1] == "release"
    assert "E01 released" in said(desk.form)

    desk.press("Return")

    assert desk.kinds[-1] == "undo"
    assert desk.page.parts.form is None


def test_a_grade_has_a_receipt_of_its_own_and_its_undo_takes_back_the_grade(released: RunDesk) -> None:
    released.press("Ctrl+1", "1")
    assert "E01.a: met" in released.strip[1]
    assert "Undo, 10 s" in released.strip[1]

    released.press("Shift+F5")

    assert released.kinds[-2:] == ["assess", "undo"]
    assert released.inject("E01").is_released
    assert released.state.assessments == {}


def test_what_the_program_released_is_not_offered_for_undo(desk: RunDesk) -> None:
    desk.press("Ctrl+L").type("before").press("Return")
    desk.page.parts.table.select("E02")
    desk.press("Ctrl+Shift+U").wait(2 * MINUTE)
    assert desk.last.entry.author == "program"

    assert "E02 released by itself" in desk.strip[1]
    assert "Undo" not in desk.strip[1]
    desk.press("Shift+F5")

    assert desk.kinds[-1] == "release"
    assert "AUTO on" in said(desk.form)


def test_where_every_inject_is_out_nothing_is_released_and_it_is_said(desk: RunDesk) -> None:
    for _ in range(4):
        desk.press("F5").wait(2_000)
    count = len(desk.rows)

    desk.press("F5")

    assert len(desk.rows) == count
    assert desk.strip == ("trouble", "Every inject is out. Nothing was released.\nUnderstood")


@pytest.mark.parametrize("keys", ["F5", "F9", "F8", "Ctrl+Shift+V"])
def test_before_startex_a_refusal_is_told_where_one_looks(sit: Sit, keys: str) -> None:
    desk = sit()

    desk.press(keys)

    assert desk.kinds == []
    told = said(desk.page.parts.readiness)
    reasons = ("Give STARTEX first", "not started", "Nothing was", "only one")
    assert any(words in told for words in reasons), told


# Verbs that act at once ---------------------------------------------------------------------------


def test_a_held_inject_lets_the_next_one_stand_by(desk: RunDesk) -> None:
    desk.press("F6")

    assert desk.last.event == ev.InjectHeld(inject="E01")
    assert desk.page.parts.table.standby == "E02"


def test_a_released_inject_is_repeated_and_one_that_is_not_out_is_refused_in_words(released: RunDesk) -> None:
    released.press("F8")
    assert released.last.event == ev.InjectRepeated(inject="E01")
    count = len(released.rows)

    released.wait(2_000).press("Ctrl+Down", "F8")

    assert len(released.rows) == count
    assert "Choose a released inject first" in released.strip[1]


def test_the_selected_inject_is_made_next_and_again_as_the_plan_has_it(desk: RunDesk) -> None:
    desk.page.parts.table.select("E05")

    desk.press("Ctrl+B")
    assert desk.page.parts.table.standby == "E05"
    desk.press("Ctrl+B")
    assert desk.page.parts.table.standby == "E01"
    desk.press("Ctrl+B", "F5")

    assert desk.last.event == ev.InjectReleased(inject="E05", variant=0)
    assert desk.page.parts.table.standby == "E01"


def test_another_variant_than_the_suggested_one_can_be_released(desk: RunDesk) -> None:
    desk.page.parts.table.select("E04")
    desk.press("Ctrl+B")
    assert "Base text: no variant fits what happened" in said(desk.page.parts.card)

    desk.press("Ctrl+Shift+V")
    assert "Variant 1 of 1: chosen by you" in said(desk.page.parts.card)
    desk.press("F5")

    assert desk.last.event == ev.InjectReleased(inject="E04", variant=1)
    assert "E04.b" not in said(desk.page.parts.action_list)


def test_an_inject_with_one_telling_has_no_other_variant(desk: RunDesk) -> None:
    desk.press("Ctrl+Shift+V")

    assert "only one telling" in desk.strip[1]


def test_an_offered_contingency_is_said_and_released_only_when_made_next(desk: RunDesk) -> None:
    offered(desk)
    assert "Offered: C03" in said(desk.page.parts.card)
    assert desk.page.parts.table.standby == "E02"

    desk.press("Ctrl+B")
    assert desk.page.parts.table.standby == "C03"
    desk.press("F5")

    assert desk.last.event == ev.InjectReleased(inject="C03", variant=0)
    assert "Offered" not in said(desk.page.parts.card)


def test_auto_is_switched_on_and_off_for_the_selected_inject(desk: RunDesk) -> None:
    desk.page.parts.table.select("E02")

    desk.press("Ctrl+Shift+U")
    assert desk.last.event == ev.AutoSet(inject="E02", on=True)
    desk.press("Ctrl+Shift+U")

    assert desk.last.event == ev.AutoSet(inject="E02", on=False)


def test_auto_is_refused_for_a_contingency(desk: RunDesk) -> None:
    desk.page.parts.table.select("C03")

    desk.press("Ctrl+Shift+U")

    assert desk.kinds == ["startex"]
    assert "AUTO is refused" in desk.strip[1]


# Grades -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "grade"), [("1", "met"), ("2", "partial"), ("3", "unmet"), ("0", "n/a")])
def test_an_expected_action_is_graded_by_its_number_and_a_digit(
    released: RunDesk, key: str, grade: str
) -> None:
    released.press("Ctrl+2", key)

    assert released.last.event == ev.ActionAssessed(action="E01.b", completion=grade)


def test_an_action_that_is_not_there_is_said(released: RunDesk) -> None:
    released.press("Ctrl+3")

    assert "The selected inject has no action 3" in released.strip[1]


def test_an_action_past_its_limit_stands_on_top_of_the_log_until_it_is_graded(desk: RunDesk) -> None:
    desk.press("F5").wait(2 * MINUTE)
    assert "Nothing is past its limit" in said(desk.page.parts.late)
    desk.wait(1_000)
    assert "E01.a" in said(desk.page.parts.late)

    desk.press("Ctrl+1", "3")

    assert "Nothing is past its limit" in said(desk.page.parts.late)


def test_a_late_action_leads_to_its_inject(desk: RunDesk) -> None:
    desk.press("F5").wait(2 * MINUTE + 1_000).press("F5")
    assert desk.page.parts.table.selected == "E02"

    desk.page.parts.late._rows[0].click()

    assert desk.page.parts.table.selected == "E01"


# The clock ----------------------------------------------------------------------------------------


def test_a_release_while_paused_is_refused_in_words(desk: RunDesk) -> None:
    desk.press("F9").wait(2_000).press("F5")

    assert desk.kinds == ["startex", "pause"]
    assert "The exercise is paused. Nothing was written. Resume it first." in desk.strip[1]


def test_a_pause_stands_at_once_and_asks_for_its_reason_afterwards(desk: RunDesk) -> None:
    desk.press("F9")
    assert (desk.state.stage, desk.strip[0]) == ("paused", "pause")
    assert "RESUME" in desk.header

    desk.press("2")

    assert [pause.reason for pause in desk.state.pauses] == ["break"]
    assert desk.strip[0] == "link"
    assert desk.has_line_focus


def test_a_letter_typed_at_the_reasons_goes_into_the_line(desk: RunDesk) -> None:
    desk.press("F9").type("sends")

    assert desk.line.text() == "sends"


def test_a_pause_in_mid_entry_leaves_the_cursor_in_the_line(desk: RunDesk) -> None:
    desk.press("Ctrl+L").type("half").press("F9").type(" done")

    assert desk.line.text() == "half done"


def test_resume_lets_the_clock_run_on_from_where_it_stood(desk: RunDesk) -> None:
    desk.press("F9").wait(4_000).press("F9")

    assert desk.state.stage == "running"
    assert desk.bridge.elapsed_ms == 2_000


def test_a_change_of_the_situation_is_shown_in_the_head(released: RunDesk) -> None:
    released.press("Ctrl+G").submit(level="yellow", reason="smoke")

    assert released.page.parts.header.chip.accessibleName() == "Situation: Yellow"


# Ended --------------------------------------------------------------------------------------------


def test_an_ended_exercise_locks_the_line_and_says_how_to_go_on(released: RunDesk) -> None:
    released.press("Ctrl+F12").submit()
    released.window.show_mode("run")
    assert not released.line.isEnabled()
    assert "Late decisions: long form" in released.line.placeholderText()

    released.press("Shift+F2").submit(text="sent a car", seen="00:00:01")

    assert released.last.entry.kind == "decide"


# A window that is built anew ----------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["F11", "Ctrl+T", "Ctrl++"])
def test_language_theme_and_size_change_in_mid_entry_and_nothing_is_lost(
    released: RunDesk, keys: str
) -> None:
    released.press("F5").type("half a sen").press("Alt+4")
    seen = released.page.parts.entry.draft.seen_ms
    released.press("F7").fill(reason="no time")
    released.page.parts.table.select("E01")
    receipt_left = released.page._strip._until_ns

    released.press(keys)

    page = released.page
    assert released.form.values() == {"reason": "no time"}
    assert page.parts.table.selected == "E01"
    assert (page._strip._until_ns, page.parts.strip.rank) == (receipt_left, "receipt")
    draft = page.parts.entry.draft
    assert (draft.text, draft.category, draft.seen_ms) == ("half a sen", "request", seen)
    released.press("Ctrl+Return").type("tence").press("Return")
    assert released.kinds[-2:] == ["skip", "decide"]


def test_the_cursor_stays_where_it_was_when_the_language_changes(released: RunDesk) -> None:
    released.type("sends car").press("Left", "Left", "Left", "F11").type("a ")

    assert released.has_line_focus
    assert released.line.text() == "sends a car"


def test_pinned_inject_and_chosen_variant_outlive_a_change_of_language(desk: RunDesk) -> None:
    desk.page.parts.table.select("E04")
    desk.press("Ctrl+B", "Ctrl+Shift+V", "F11", "F5")

    assert desk.last.event == ev.InjectReleased(inject="E04", variant=1)


def test_acts_whose_row_comes_after_the_window_was_built_anew_do_no_harm(desk: RunDesk) -> None:
    desk.press_at_once("F5", "F11").type("go").press_at_once("Return", "F11")
    desk.press("F7").fill(reason="late").press_at_once("Ctrl+Return", "F11")
    desk.wait(11_000).press_at_once("F9", "F11").press_at_once("1", "F11")

    assert desk.kinds == ["startex", "release", "decide", "skip", "pause", "pause"]
    assert desk.page.parts.form is None
    assert desk.line.text() == ""


# Narrow -------------------------------------------------------------------------------------------


def test_a_narrow_window_puts_actions_late_ones_and_log_into_tabs(sit: Sit) -> None:
    desk = sit(size=(1030, 520)).started().press("F5")

    parts = desk.page.parts
    assert parts._tab_row.isVisible()
    assert [parts._tabs.tabText(at) for at in range(3)] == ["Actions", "Late 0", f"Log {len(desk.rows)}"]
    assert not parts._right.isVisible()
    assert parts.action_list.isVisible()


def test_the_menu_holds_every_verb_and_does_it(released: RunDesk) -> None:
    released.press("F10")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    heads = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert heads == ["Home", "Observers", "Debrief", "Injects", "Log", "Clock", "Player display", "Window"]
    below = next(action.menu() for action in menu.actions() if action.text() == "Clock")
    assert isinstance(below, QMenu)

    next(action for action in below.actions() if action.text().startswith("Pause")).trigger()
    menu.close()
    released.settle()

    assert released.kinds[-1] == "pause"


def test_while_another_page_is_seen_run_is_not_painted_and_catches_up_when_it_comes_back(
    released: RunDesk,
) -> None:
    released.wait(20_000)  # what was to be offered has been
    until = released.page.parts.card.findChild(Countdown)
    released.window.show_mode("home")
    released.settle()
    before = until.accessibleName()

    released.wait(30_000)
    assert until.accessibleName() == before
    released.window.show_mode("run")

    assert until.accessibleName() != before
