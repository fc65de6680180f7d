"""The hot wash of the debrief: what was seen becomes findings, cells answer first, feedback has no name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from ui import test_debrief as debrief_room
from ui.test_debrief import SCRIPT, OpenScreen, Screen

from tabletop.domain.play.follow_up import STATEMENTS
from tabletop.domain.play.state import ExerciseState
from tabletop.ui.widgets.debrief_layout import DECISIONS, FINDINGS

pytestmark = pytest.mark.slow
played, open_screen = debrief_room.played, debrief_room.open_screen
WATCHED = SCRIPT.replace(
    "T+00:10 endex rest=unmet",
    'T+00:09:40 observe REGU "Semua berpelampung" kind=strength inject=E02 station=P1\n'
    'T+00:09:50 observe POSKO "Jam tidak tertulis" judgement="Log tidak lengkap" kind=improve'
    " inject=E05 station=P1\n"
    'T+00:09:55 observe POSKO "Hujan reda" station=P1\n'
    "T+00:10 endex rest=unmet",
).replace(
    'T+00:10 rate O2 P why="Cepat dan aman" station=P1',
    'T+00:10 note "Pengamat: radio terlambat" question=1 station=P1\n'
    'T+00:10 note "Kami tahu dari WA" question=1 cell=REGU',
)
"""Two observations that speak for something, one that does not; answers of an observer and of a cell."""
SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def rows(screen: Screen) -> list[list[str]]:
    """Return the words of the list, a line below each text beside it."""
    model = screen.parts.findings.table.model()
    return [
        [screen.words(screen.parts.findings.table, at)[1] or screen.words(screen.parts.findings.table, at)[0],
         model.rows[at].cells[1].second]
        for at in range(model.rowCount())
    ]  # fmt: skip


def group(screen: Screen, head: str) -> list[list[str]]:
    """Return the rows below a head."""
    model = screen.parts.findings.table.model()
    heads = [at for at in range(model.rowCount()) if model.rows[at].is_head]
    begin = next(at for at in heads if rows(screen)[at][0].startswith(head))
    end = next((at for at in heads if at > begin), model.rowCount())
    return rows(screen)[begin + 1 : end]


def state(screen: Screen) -> ExerciseState:
    assert screen.window.bridge is not None
    return screen.window.bridge.state


def open_row(screen: Screen, words: str) -> None:
    """Select the row with these words and press Enter."""
    table = screen.parts.findings.table
    at = next(at for at, row in enumerate(rows(screen)) if row[0] == words)
    table.select(table.model().rows[at].id)
    screen.press(Qt.Key.Key_Return)


def test_what_was_seen_becomes_a_finding_by_enter_and_leaves_the_list(open_screen: OpenScreen) -> None:
    screen = open_screen(WATCHED)
    screen.ctrl(Qt.Key.Key_5)
    seen = group(screen, "SEEN WHILE PLAY RAN")
    assert seen == [["Semua berpelampung", ""], ["Jam tidak tertulis", "Log tidak lengkap"]]

    open_row(screen, "Semua berpelampung")
    assert screen.form.findChild(QComboBox, "field-objective").currentData() == "O2"  # of its inject
    assert screen.form.findChild(QComboBox, "field-cell").currentData() == "REGU"
    screen.submit()
    open_row(screen, "Jam tidak tertulis")
    screen.fill(element="training")
    screen.submit()

    strength, improvement = screen.debrief.findings[-2:]
    observations = {noted.text: f"{noted.row[0]}:{noted.row[1]}" for noted in state(screen).observations}
    assert (strength.kind, strength.objective, strength.cell) == ("strength", "O2", "REGU")
    assert strength.rows == (observations["Semua berpelampung"],)
    assert (improvement.kind, improvement.element) == ("improve", "training")
    assert improvement.rows == (observations["Jam tidak tertulis"],)
    assert not any(row[0].startswith("SEEN") for row in rows(screen))
    assert ["Semua berpelampung", "shown by T+00:09:40 REGU"] in group(screen, "STRENGTHS 2")


def test_a_strength_is_linked_to_the_decision_that_is_selected_also_over_a_language(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen(WATCHED)
    screen.ctrl(Qt.Key.Key_7)
    assert screen.parts.tab == DECISIONS
    decision = state(screen).decisions[2]
    screen.parts.decisions.table.select(f"{decision.row[0]}:{decision.row[1]}")

    screen.ctrl(Qt.Key.Key_G)
    assert screen.parts.tab == FINDINGS
    screen.fill(text="Perawat tinggal di balai")
    screen.ctrl(Qt.Key.Key_R)  # another form comes between, and another language
    screen.ctrl(Qt.Key.Key_G)
    screen.window.change_look(language="id")
    screen.settle()
    assert screen.parts.side is not None
    assert decision.text in screen.parts.side.card_words
    screen.submit()

    finding = screen.debrief.findings[-1]
    assert (finding.text, finding.cell) == ("Perawat tinggal di balai", "LO-PKM")
    assert finding.rows == (f"{decision.row[0]}:{decision.row[1]}",)


def test_a_form_that_was_left_untouched_leaves_no_link_behind(open_screen: OpenScreen) -> None:
    screen = open_screen(WATCHED)
    screen.ctrl(Qt.Key.Key_7)
    screen.ctrl(Qt.Key.Key_G)
    screen.ctrl(Qt.Key.Key_R)
    screen.press(Qt.Key.Key_Escape)
    screen.ctrl(Qt.Key.Key_1)

    screen.ctrl(Qt.Key.Key_G)
    screen.fill(objective="O3", text="Tenang")
    screen.submit()

    assert (screen.debrief.findings[-1].text, screen.debrief.findings[-1].rows) == ("Tenang", ())


def test_a_note_says_which_cell_answers_which_question(open_screen: OpenScreen) -> None:
    screen = open_screen(WATCHED)

    screen.press(Qt.Key.Key_N, SHIFT)
    screen.fill(question="2", cell="POSKO", text="Tulis jamnya")
    screen.submit()

    note = next(note for note in screen.debrief.notes if note.text == "Tulis jamnya")
    assert (note.question, note.cell) == (2, "POSKO")
    table = screen.parts.findings.table
    at = next(at for at, row in enumerate(rows(screen)) if row[0] == "Tulis jamnya")
    assert screen.words(table, at)[2] == "DIR, POSKO"


def test_cells_answer_first_and_observers_last(open_screen: OpenScreen) -> None:
    screen = open_screen(WATCHED)
    screen.ctrl(Qt.Key.Key_5)

    answers = group(screen, "HOT-WASH QUESTIONS 3")

    assert [row[0] for row in answers[1:3]] == ["Kami tahu dari WA", "Pengamat: radio terlambat"]
    assert answers[3] == ["What would you do differently next time?", "not answered yet"]


def test_feedback_is_typed_in_as_it_stands_on_paper_and_counted(open_screen: OpenScreen) -> None:
    screen = open_screen(WATCHED)
    before = screen.rows
    screen.press(Qt.Key.Key_K, SHIFT)
    screen.submit()
    assert "The feedback is empty" in screen.trouble_in_form
    assert screen.rows == before

    for digit in (Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2):
        screen.press(digit)
        screen.press(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "Waktu pendek")
    screen.submit()

    assert screen.rows == before + 1
    assert screen.form.values() == dict.fromkeys((*STATEMENTS, "text"), "")
    assert QApplication.focusWidget().objectName() == "field-realism"
    screen.fill(text="Baik")
    screen.submit()
    screen.fill(attendance="4")
    screen.submit()
    given = [[getattr(each, name) for name in (*STATEMENTS, "text")] for each in screen.debrief.feedback]
    assert given == [
        [4, 5, 3, 1, 2, "Waktu pendek"], [None] * 5 + ["Baik"], [None, 4, None, None, None, ""]
    ]  # fmt: skip
    told = group(screen, "PARTICIPANT FEEDBACK 3")
    scores = "realism 4/5, right people 5/5, own function 3/5, knowing the plan 1/5, all in all 2/5"
    assert told[1][1] == "how many gave 1 to 5: 0, 0, 0, 1, 1"
    assert told[5:] == [["Waktu pendek", scores], ["Baik", ""], ["right people 4/5", ""]]


@pytest.mark.parametrize("typed", ["6", "0", "x", "4,5", "-1"])
def test_a_score_that_the_form_does_not_have_is_refused_and_stays_to_be_mended(
    open_screen: OpenScreen, typed: str
) -> None:
    screen = open_screen(WATCHED)
    before = screen.rows
    screen.press(Qt.Key.Key_K, SHIFT)

    screen.fill(realism="4", function=typed, text="Baik")
    screen.submit()

    assert f"The score of statement 3 is a whole number from 1 to 5, not “{typed}”" in screen.trouble_in_form
    assert screen.rows == before
    assert screen.form.values()["function"] == typed
