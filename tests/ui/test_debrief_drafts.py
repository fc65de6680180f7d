"""What is half-typed in a form of the debrief: it waits for its row, whatever takes the form's place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from ui import test_debrief as debrief_room
from ui.test_debrief import SCRIPT, OpenScreen, Screen
from ui.test_debrief_plan import PLANNED, planned

from tabletop.ui.widgets.debrief_layout import ACTIONS, FINDINGS, PLAN
from tabletop.ui.widgets.debrief_table import DebriefTable

pytestmark = pytest.mark.slow
played, open_screen = debrief_room.played, debrief_room.open_screen
FIRST, SECOND = "question:1", "question:2"


def table(screen: Screen) -> DebriefTable:
    shown = screen.parts.table
    assert shown is not None
    return shown


def enter(screen: Screen, row: str) -> None:
    """Go back to the table that is seen, to a row of it, and press Enter there."""
    table(screen).setFocus()
    table(screen).select(row)
    screen.press(Qt.Key.Key_Return)


def type_words(screen: Screen, words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)
    screen.settle()


def typed(screen: Screen, name: str = "text") -> str:
    field = screen.form.findChild(QPlainTextEdit, f"field-{name}") or screen.form.findChild(
        QLineEdit, f"field-{name}"
    )
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def chosen(screen: Screen, name: str) -> str:
    return str(screen.form.findChild(QComboBox, f"field-{name}").currentData())


def test_answers_to_two_questions_are_typed_turn_about_and_none_is_lost(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_5)
    enter(screen, FIRST)
    type_words(screen, "Dari WA")
    enter(screen, SECOND)
    assert (chosen(screen, "question"), typed(screen)) == ("2", "")
    type_words(screen, "Jamnya")

    enter(screen, FIRST)
    assert (chosen(screen, "question"), typed(screen)) == ("1", "Dari WA")
    type_words(screen, " dulu")
    screen.submit()
    enter(screen, SECOND)
    assert (chosen(screen, "question"), typed(screen)) == ("2", "Jamnya")
    screen.submit()
    enter(screen, FIRST)

    kept = [(note.question, note.text) for note in screen.debrief.notes]
    assert kept[-2:] == [(1, "Dari WA dulu"), (2, "Jamnya")]
    assert typed(screen) == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2], ids=["Enter", "F2"])
def test_a_change_of_one_action_waits_while_another_is_changed(open_screen: OpenScreen, key: Qt.Key) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    one, two = planned(screen, 1), planned(screen, 2)
    for action, owner in ((one, "Camat"), (two, "BPBD")):
        table(screen).setFocus()
        table(screen).select(action.id)
        screen.press(key)
        screen.fill(owner=owner)

    table(screen).setFocus()
    table(screen).select(one.id)
    screen.press(key)
    assert (typed(screen), typed(screen, "owner")) == (one.text, "Camat")
    screen.submit()
    enter(screen, two.id)
    assert (typed(screen), typed(screen, "owner")) == (two.text, "BPBD")


@pytest.mark.parametrize("is_by_key", [False, True], ids=["Enter", "Ctrl+R"])
def test_a_letter_and_its_reason_wait_for_their_objective(open_screen: OpenScreen, is_by_key: bool) -> None:
    screen = open_screen()

    def ask(objective: str) -> None:
        if is_by_key:
            table(screen).select(objective)
            screen.ctrl(Qt.Key.Key_R)
        else:
            enter(screen, objective)

    ask("O1")
    screen.fill(letter="M", why="Terlambat sekali")
    ask("O2")
    assert (chosen(screen, "target"), typed(screen, "why")) == ("O2", "")

    screen.press(Qt.Key.Key_Escape)
    ask("O1")

    assert (chosen(screen, "target"), chosen(screen, "letter")) == ("O1", "M")
    assert typed(screen, "why") == "Terlambat sekali"


def test_a_grade_begun_by_its_digit_comes_back_with_it_and_a_new_digit_goes_before(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_4)
    assert screen.parts.tab == ACTIONS
    actions = [row.id for row in table(screen).model().rows if not row.is_head]
    table(screen).select(actions[0])
    screen.press(Qt.Key.Key_2)
    screen.fill(seen="T+00:03")
    enter(screen, actions[1])
    assert (chosen(screen, "action"), chosen(screen, "completion")) == (actions[1], "met")

    enter(screen, actions[0])
    assert (chosen(screen, "completion"), typed(screen, "seen")) == ("partial", "T+00:03")
    table(screen).setFocus()
    screen.press(Qt.Key.Key_3)

    assert (chosen(screen, "action"), chosen(screen, "completion")) == (actions[0], "unmet")
    assert typed(screen, "seen") == "T+00:03"


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_T], ids=["assess", "settle"])
def test_a_grade_by_its_key_is_for_the_action_that_is_selected(open_screen: OpenScreen, key: Qt.Key) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_4)
    one, two = [row.id for row in table(screen).model().rows if not row.is_head][:2]
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    table(screen).select(one)
    screen.press(key, chord)
    screen.fill(completion="unmet")

    table(screen).select(two)
    screen.press(key, chord)
    assert (chosen(screen, "action"), chosen(screen, "completion")) == (two, "met")
    table(screen).select(one)
    screen.press(key, chord)

    assert (chosen(screen, "action"), chosen(screen, "completion")) == (one, "unmet")


def test_escape_keeps_what_was_typed_and_says_so(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_5)
    enter(screen, FIRST)
    before = screen.rows
    type_words(screen, "Dari WA")

    screen.press(Qt.Key.Key_Escape)
    assert screen.parts.side is None
    assert screen.message == "“Keep a note” is kept, but not saved. It comes back when you open it again."
    enter(screen, FIRST)

    assert typed(screen) == "Dari WA"
    assert screen.message == "“Keep a note” stands as you left it. It is not saved yet."
    assert screen.rows == before


def test_a_form_that_was_only_looked_at_is_left_without_a_word(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_5)
    enter(screen, FIRST)
    enter(screen, SECOND)
    screen.press(Qt.Key.Key_Escape)

    assert screen.message == ""


def test_what_came_back_can_be_thrown_away_and_begun_anew(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    action = planned(screen)
    enter(screen, action.id)
    screen.fill(owner="Camat")
    screen.press(Qt.Key.Key_Escape)
    enter(screen, action.id)

    assert screen.parts.message.anew.isVisible()
    screen.parts.message.anew.click()
    assert typed(screen, "owner") == action.owner
    assert not screen.parts.message.anew.isVisible()
    screen.press(Qt.Key.Key_Escape)
    enter(screen, action.id)

    assert typed(screen, "owner") == action.owner


def test_only_what_was_typed_comes_back_beside_what_was_changed_meanwhile(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    action = planned(screen)
    enter(screen, action.id)
    screen.fill(due="2025-06-30")
    screen.press(Qt.Key.Key_F4)
    screen.fill(evidence="Foto")
    screen.submit()

    enter(screen, action.id)
    assert typed(screen, "due") == "2025-06-30"
    screen.submit()

    assert (planned(screen).due, planned(screen).owner) == ("2025-06-30", action.owner)


def test_another_part_a_figure_a_screen_and_a_language_leave_every_draft_alone(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_5)
    enter(screen, FIRST)
    type_words(screen, "Dari WA")
    enter(screen, SECOND)
    type_words(screen, "Jamnya")

    screen.ctrl(Qt.Key.Key_1)
    assert typed(screen) == "Jamnya"
    screen.press(Qt.Key.Key_F3)
    assert screen.message.startswith("“Keep a note” is kept")
    screen.window.change_look(language="id")
    screen.settle()
    screen.press(Qt.Key.Key_Escape)
    screen.window.show_mode("run")
    screen.window.show_mode("debrief")
    screen.settle()

    screen.ctrl(Qt.Key.Key_5)
    assert screen.parts.tab == FINDINGS
    enter(screen, SECOND)
    assert typed(screen) == "Jamnya"
    enter(screen, FIRST)
    assert typed(screen) == "Dari WA"


def test_a_draft_goes_once_it_is_saved_though_its_form_had_given_way(open_screen: OpenScreen) -> None:
    screen = open_screen(SCRIPT)
    screen.ctrl(Qt.Key.Key_5)
    enter(screen, FIRST)
    type_words(screen, "Dari WA")
    screen.page.forms.panel.form._submit_values()  # its row is on its way to the disk
    screen.page.forms.open("rate", screen.page._desk())
    screen.settle()

    screen.press(Qt.Key.Key_Escape)
    enter(screen, FIRST)

    assert [note.text for note in screen.debrief.notes][-1] == "Dari WA"
    assert typed(screen) == ""


def test_the_plan_is_where_its_forms_come_back(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    enter(screen, planned(screen, 2).id)
    screen.fill(owner="Camat")
    screen.ctrl(Qt.Key.Key_5)
    screen.press(Qt.Key.Key_Escape)

    screen.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    assert screen.parts.tab == PLAN
    assert typed(screen, "owner") == "Camat"
