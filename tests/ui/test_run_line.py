"""The log line of Run: its links and its time, what it refuses, and a draft that is never lost."""

from __future__ import annotations

import pytest
from builders import MINUTE
from ui.run_desk import RunDesk, focus_window, said, send

from tabletop.domain.play import events as ev

pytestmark = pytest.mark.slow


def test_a_line_goes_to_the_selected_inject_and_its_first_cell(released: RunDesk) -> None:
    assert "New entry: E01, cell OPS" in said(released.page.parts.strip) or released.strip[0] == "receipt"

    released.type("sends a car").press("Return")

    decision = released.last.event
    assert decision == ev.DecisionLogged(cell="OPS", text="sends a car", inject="E01")
    assert released.line.text() == ""


def test_a_line_names_its_inject_and_cell_and_they_leave_its_text(released: RunDesk) -> None:
    released.wait(2_000).press("F5").type("asks #E01 for help @LO now").press("Return")

    assert released.last.event == ev.DecisionLogged(cell="LO", text="asks for help now", inject="E01")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("sends a car #E99", "Unknown inject E99"),
        ("sends a car #E06", "did you mean E0"),
        ("sends a car @NOBODY", "Unknown cell NOBODY"),
        ("sends a car @OPP", "did you mean OPS?"),
        ("", "The decision is empty"),
        ("   ", "The decision is empty"),
        ("#E01 @LO", "The decision is empty"),
        ("x" * 4_001, "4,000 is the most"),
    ],
)
def test_a_line_that_is_refused_stays_and_says_why(released: RunDesk, typed: str, words: str) -> None:
    count = len(released.rows)

    released.type(typed).press("Return")

    assert len(released.rows) == count
    assert (released.strip[0], released.line.text()) == ("trouble", typed)
    assert words in released.strip[1]
    assert not released.line.isReadOnly()


def test_the_first_letter_stamps_the_time_at_which_it_was_seen(released: RunDesk) -> None:
    released.wait(3_000).type("s").wait(20_000)
    assert "T+00:00:07" in said(released.page.parts.entry)

    released.type("ends a car").press("Return")

    entry = released.last.entry
    assert (entry.observed_ms, entry.elapsed_ms) == (7_000, 27_000)
    assert "T+00:00:27" in said(released.page.parts.entry)


def test_a_line_that_was_emptied_is_stamped_anew(released: RunDesk) -> None:
    released.type("s").wait(5_000).press("Backspace").wait(5_000).type("go").press("Return")

    assert released.last.entry.observed_ms == released.last.entry.elapsed_ms


@pytest.mark.parametrize(
    ("key", "category"),
    [
        ("1", "decision"),
        ("2", "action"),
        ("3", "information"),
        ("4", "request"),
        ("5", "no-action"),
        ("6", "note"),
    ],
)
def test_alt_and_a_digit_choose_the_category(released: RunDesk, key: str, category: str) -> None:
    released.type("go").press(f"Alt+{key}").type("es").press("Return")

    decision = released.last.event
    assert isinstance(decision, ev.DecisionLogged)
    assert (decision.text, decision.category) == ("goes", category)


def test_the_draft_stays_in_its_box_until_its_row_is_durable(released: RunDesk) -> None:
    count = len(released.rows)

    released.type("sends a car")
    send(focus_window(), "Return")
    assert (released.line.text(), released.line.isReadOnly()) == ("sends a car", True)
    released.settle()

    assert released.line.text() == ""
    assert len(released.rows) == count + 1


def test_enter_pressed_twice_writes_one_row(released: RunDesk) -> None:
    count = len(released.rows)

    released.type("sends a car").press("Return", "Return")

    assert [row.entry.kind for row in released.rows[count:]] == ["decide"]


def test_shift_enter_moves_the_draft_into_the_long_form(released: RunDesk) -> None:
    released.type("sends a car @LO").press("Alt+2", "Shift+Return")
    values = released.form.values()
    assert (values["text"], values["cell"], values["category"]) == ("sends a car", "LO", "action")

    released.submit(why="nearest")

    decision = released.last.event
    assert isinstance(decision, ev.DecisionLogged)
    assert (decision.text, decision.cell, decision.why) == ("sends a car", "LO", "nearest")
    assert released.line.text() == ""


def test_what_is_typed_in_the_line_survives_a_form_and_its_refusal(released: RunDesk) -> None:
    released.type("half a sen").press("F7", "Ctrl+Return", "Escape").type("tence")

    assert released.line.text() == "half a sentence"


def test_ids_may_be_typed_small(released: RunDesk) -> None:
    released.type("sends a car #e01 @lo").press("Return")

    assert released.last.event == ev.DecisionLogged(cell="LO", text="sends a car", inject="E01")


def test_escape_takes_a_trouble_off_the_strip_and_leaves_the_text(released: RunDesk) -> None:
    released.wait(10_000).type("sends a car #E99").press("Return")
    assert released.strip[0] == "trouble"

    released.press("Esc")

    assert (released.strip[0], released.line.text()) == ("link", "sends a car #E99")


def test_what_was_refused_stays_said_while_the_program_writes_rows_of_its_own(released: RunDesk) -> None:
    released.page.parts.table.select("E02")
    released.press("Ctrl+Shift+U", "F2").type("x #E99").press("Return")
    assert "Unknown inject E99" in released.strip[1]

    released.wait(2 * MINUTE)

    assert released.last.entry.author == "program"
    assert "Unknown inject E99" in released.strip[1]
