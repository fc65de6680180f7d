"""The agreement view: who graded how side by side, what counts, and the way to settle it or to leave it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import MINUTE, Rows, action, inject, scenario, variant
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.events import Completion
from tabletop.domain.play.fold import fold
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.stations import LogbookIssued
from tabletop.i18n import catalogue
from tabletop.ui.item_models.debrief_rows import RowsModel
from tabletop.ui.look import Look
from tabletop.ui.stylesheet import stylesheet
from tabletop.ui.theme import THEMES
from tabletop.ui.widgets.agreement_panel import AgreementPanel

WIDE, NARROW = (1366, 560), (700, 380)
HOSTILE = "<b>bold</b> & {0} %s"
PLAN = scenario(
    inject(
        "E01", replace(action("E01.a", limit_ms=5 * MINUTE), critical=True), action("E01.b"), action("E01.c"),
        red_lines=("R1",), variants=(variant(Breached(red_lines=("R1",)), "c"),),
    ),
    inject("E02", replace(action("E02.a"), cell="all")),
    *(inject(f"E{n:02}", action(f"E{n:02}.a")) for n in range(3, 12)),
)  # fmt: skip


class Bench:
    """A panel over an exercise that a test writes row by row."""

    def __init__(self, qtbot: QtBot, *, size: tuple[int, int] = WIDE, language: str = "en") -> None:
        self.look = Look(THEMES["field"], 100, catalogue(language))
        self.panel = AgreementPanel(self.look)
        self.panel.setStyleSheet(self.panel.styleSheet() + stylesheet(self.look))
        self.asked: list[str] = []
        self.panel.settle_asked.connect(self.asked.append)
        self.rows = Rows()
        self.rows.add(ev.ExerciseStarted())
        self.release("E01")
        qtbot.addWidget(self.panel)
        self.panel.resize(*size)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()

    def release(self, number: str, *, variant_number: int = 0) -> None:
        self.rows.add(ev.InjectReleased(inject=number, variant=variant_number), at_ms=2 * MINUTE)

    def grade(self, action_id: str, **by: Completion) -> None:
        for at, (station, completion) in enumerate(by.items()):
            event = ev.ActionAssessed(action=action_id, completion=completion)
            self.rows.add(event, station=station, at_ms=(4 + 4 * at) * MINUTE)

    def settle(self, action_id: str, completion: Completion, reason: str = "both notes read") -> None:
        event = ev.ActionSettled(action=action_id, completion=completion, reason=reason)
        self.rows.add(event, at_ms=20 * MINUTE)

    def show(self) -> Bench:
        self.panel.show_state(fold(PLAN, self.rows.recorded), PLAN)
        QApplication.processEvents()
        return self

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.panel, key)

    def select(self, action_id: str) -> None:
        self.panel.table.select(action_id)

    @property
    def model(self) -> RowsModel:
        model = self.panel.table.model()
        assert isinstance(model, RowsModel)
        return model

    @property
    def ids(self) -> list[str]:
        return [row.id for row in self.model.rows]

    def cells(self, action_id: str) -> list[tuple[str, str]]:
        row = next(row for row in self.model.rows if row.id == action_id)
        return [(cell.words, cell.second) for cell in row.cells]

    @property
    def card_words(self) -> list[str]:
        return [card.accessibleName() for card in self.panel.detail.cards]


@pytest.fixture
def bench(qapp_ready: QApplication, qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def differing(bench: Bench) -> Bench:
    """E01.b differs by one step, E01.a by two, E01.c not at all."""
    bench.grade("E01.a", P1="met", P2="unmet")
    bench.grade("E01.b", P1="met", P2="partial", P3="partial")
    bench.grade("E01.c", P1="met", P2="met")
    return bench.show()


# The list -----------------------------------------------------------------------------------------


def test_only_those_that_differ_are_listed_the_furthest_apart_first(bench: Bench) -> None:
    differing(bench)

    assert bench.ids == ["E01.a", "E01.b"]
    assert bench.panel.selected == "E01.a"
    assert (bench.panel.differing.text(), bench.panel.all.text()) == ("They differ 2", "All 3")


def test_each_rater_stands_in_the_column_of_their_grade(bench: Bench) -> None:
    differing(bench)

    cells = bench.cells("E01.b")

    assert [words for words, _ in cells[1:5]] == ["P1", "P2, P3", "", ""]
    assert cells[5] == ("partial", "differ by one step")
    assert bench.cells("E01.a")[0] == ("E01.a  \N{BULLET}  critical", "does E01.a")


def test_raters_of_one_station_are_told_apart_by_name(bench: Bench) -> None:
    for author, grade in (("Ani", "met"), ("Budi", "n/a")):
        bench.rows.add(ev.ActionAssessed(action="E01.a", completion=grade), station="P1", author=author)
    bench.show()

    cells = bench.cells("E01.a")

    assert (cells[1][0], cells[4][0]) == ("P1 Ani", "P1 Budi")
    assert cells[5] == ("met", "n/a against a grade")
    assert "n/a counts where nobody gives one" in bench.panel.detail.foot_words


def test_all_shows_what_the_raters_agree_on_too(bench: Bench) -> None:
    differing(bench)

    bench.panel.all.click()
    bench.select("E01.c")

    assert bench.ids == ["E01.a", "E01.b", "E01.c"]
    assert bench.cells("E01.c")[5] == ("met", "agree")
    assert bench.panel.detail.foot_words == (
        "Counts now: met (all 2 say so)\nNothing has to be settled here."
    )


@pytest.mark.parametrize(
    ("words", "found"), [("e01.b", ["E01.b"]), ("P3", ["E01.b"]), ("does", ["E01.a", "E01.b"]), ("zz", [])]
)
def test_find_narrows_the_list(bench: Bench, words: str, found: list[str]) -> None:
    differing(bench)

    bench.panel.seek(words)

    assert bench.ids == found
    assert bench.panel.selected == (found[0] if found else None)
    assert bench.panel.empty_words == ""


def test_find_knows_the_raters_names(bench: Bench) -> None:
    differing(bench)
    for author, grade in (("Sri", "met"), ("Budi", "unmet")):
        bench.release("E02")
        bench.rows.add(ev.ActionAssessed(action="E02.a", completion=grade), station=author[0], author=author)
    bench.show()

    bench.panel.seek("budi")

    assert bench.ids == ["E02.a"]


# The figures --------------------------------------------------------------------------------------


def test_below_ten_doubly_rated_actions_there_is_no_figure(bench: Bench) -> None:
    differing(bench)

    assert bench.panel.figures.text() == "3 actions rated twice: too few for a figure (below 10)."


def test_ten_doubly_rated_actions_give_exact_near_and_alpha(bench: Bench) -> None:
    for n in range(2, 12):
        bench.release(f"E{n:02}")
        bench.grade(f"E{n:02}.a", P1="met", P2="met" if n < 8 else "partial" if n < 11 else "unmet")
    bench.show()

    # 6 of 10 pairs equal, 9 of 10 within a step
    assert bench.panel.figures.text().startswith("10 actions rated twice: exact 60 %, within one step 90 %")


def test_without_variation_alpha_is_a_dash(bench: Bench) -> None:
    for n in range(2, 12):
        bench.release(f"E{n:02}")
        bench.grade(f"E{n:02}.a", P1="met", P2="met")
    bench.show()

    assert bench.panel.figures.text().endswith("alpha \N{EN DASH}.")


# Side by side -------------------------------------------------------------------------------------


def test_the_selected_action_stands_in_full_with_a_card_a_rater(bench: Bench) -> None:
    bench.rows.add(LogbookIssued(station="P1", cells=("OPS", "LO")))
    differing(bench)

    assert bench.panel.detail.head_words == (
        "E01.a  does E01.a\nOPS  \N{BULLET}  Inject released at T+00:02, limit 05:00\n"
        "Critical action  \N{BULLET}  Red line of this inject: R1"
    )
    assert [card.splitlines()[:3] for card in bench.card_words] == [
        ["P1", "watches OPS, LO", "met"], ["P2", "unmet", "seen at T+00:08:00"],
    ]  # fmt: skip


def test_a_late_rating_says_so_and_one_without_a_limit_says_that(bench: Bench) -> None:
    bench.grade("E01.a", P1="met", P2="partial")
    bench.grade("E01.b", P1="met", P2="unmet")
    bench.show()

    bench.select("E01.a")
    on_a = bench.card_words
    bench.select("E01.b")

    assert "after 02:00, limit 05:00" in on_a[0]
    assert "late: after 06:00, limit 05:00" in on_a[1]
    assert "after 02:00, no limit" in bench.card_words[0]


def test_a_note_keeps_fact_and_judgement_apart(bench: Bench) -> None:
    bench.rows.add(
        ObservationNoted(
            cell="OPS", text="Two warnings heard", judgement="In the right order", sense="heard",
            bearing="strength", action="E01.a", attachments=("0" * 64,),
        ),
        station="P1", at_ms=3 * MINUTE,
    )  # fmt: skip
    bench.rows.add(ObservationNoted(cell="OPS", text="Crowd sat", inject="E01"), station="P2", at_ms=MINUTE)
    bench.rows.add(ev.DecisionLogged(cell="OPS", text="Hold", inject="E01"), station="P2", at_ms=5 * MINUTE)
    differing(bench)

    first, second = (card.splitlines() for card in bench.card_words)

    dot = "  \N{BULLET}  "
    assert first[4:] == [
        dot.join(("FACT", "00:03:00", "heard", "attachments: 1")), "Two warnings heard",
        dot.join(("JUDGEMENT", "Strength")), "In the right order",
    ]  # fmt: skip
    assert second[3:] == [
        dot.join(("FACT", "00:01:00", "seen", "on all of E01")), "Crowd sat",
        dot.join(("DECISION", "00:05:00", "OPS")), "Hold",
    ]  # fmt: skip


def test_a_station_that_noted_nothing_says_so(bench: Bench) -> None:
    differing(bench)

    assert "No note of this station on the action or its inject." in bench.card_words[0]


def test_what_was_typed_is_no_markup_and_fills_no_field(bench: Bench) -> None:
    bench.rows.add(ObservationNoted(cell="OPS", text=HOSTILE, inject="E01"), station="P1")
    bench.grade("E01.a", P1="met", P2="unmet")
    bench.settle("E01.a", "met", HOSTILE)
    bench.show()

    labels = [label for label in bench.panel.findChildren(QLabel) if HOSTILE in label.text()]

    assert len(labels) == 2
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_no_text_of_a_card_is_cut(bench: Bench) -> None:
    text = "The negotiator went forward, nobody who sat was touched, and two warnings were heard by all."
    bench.rows.add(ObservationNoted(cell="OPS", text=text, judgement=text, inject="E01"), station="P1")
    bench.grade("E01.a", P1="met", P2="unmet", P3="partial", P4="met")
    bench.show()

    for size in (WIDE, (1030, 380), NARROW):
        bench.panel.resize(*size)
        bench.panel._read(is_reading=True)
        QApplication.processEvents()
        for label in bench.panel.detail.findChildren(QLabel):
            if label.wordWrap() and label.isVisible():
                room = QRect(0, 0, label.width(), 100_000)
                wanted = label.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), label.text())
                assert wanted.height() <= label.height() + 3, label.text()


# What counts --------------------------------------------------------------------------------------


def test_the_foot_names_the_median_and_how_to_leave_it(bench: Bench) -> None:
    differing(bench)

    of_two = bench.panel.detail.foot_words
    bench.select("E01.b")

    assert of_two == (
        "Counts now: unmet (median of 2; an even split takes the lower)\n"
        "To leave the median, just go on to the next action."
    )
    assert bench.panel.detail.foot_words.startswith("Counts now: partial (median of 3)\n")


def test_a_settled_action_says_why_and_what_would_count_without(bench: Bench) -> None:
    bench.grade("E01.a", P1="met", P2="partial")
    bench.settle("E01.a", "met")
    bench.show()

    assert bench.cells("E01.a")[5] == ("met", "settled by the director")
    assert bench.panel.detail.foot_words == (
        "Settled by the director: met\nWithout that, the raters' median would count: partial."
    )
    assert "Settled because: both notes read" in bench.panel.detail.head_words


def test_an_action_that_the_variant_dropped_is_not_asked_for(bench: Bench) -> None:
    bench.release("E01", variant_number=1)
    bench.grade("E01.c", P1="met", P2="unmet")
    bench.show()

    assert bench.cells("E01.c")[5] == ("n/a", "not asked in this variant")
    assert bench.panel.detail.foot_words.startswith("Counts as n/a")


# Settling -----------------------------------------------------------------------------------------


def test_enter_the_button_and_the_verb_ask_to_settle_the_selected_action(bench: Bench) -> None:
    differing(bench)
    bench.panel.focus_work()

    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Return)
    bench.panel.detail.settle.click()
    bench.panel.ask_to_settle()

    assert bench.asked == ["E01.b"] * 3


def test_without_a_selected_action_nothing_is_asked(bench: Bench) -> None:
    bench.show()

    bench.panel.ask_to_settle()

    assert bench.asked == []


def test_after_settling_the_next_that_waits_is_selected(bench: Bench) -> None:
    differing(bench)

    bench.settle("E01.a", "met")
    bench.show()

    assert bench.ids == ["E01.b", "E01.a"]
    assert bench.panel.selected == "E01.b"


def test_other_rows_leave_the_selection_and_the_cards_alone(bench: Bench) -> None:
    differing(bench)
    bench.select("E01.b")
    cards = list(bench.panel.detail.cards)

    bench.rows.add(ev.NoteTaken(text="elsewhere"))
    bench.show()

    assert bench.panel.selected == "E01.b"
    assert bench.panel.detail.cards == cards


# Where there is nothing ---------------------------------------------------------------------------


def test_nobody_assessed(bench: Bench) -> None:
    bench.show()

    assert bench.panel.empty_words.startswith("Nobody has assessed an action yet.\n")
    assert bench.panel.selected is None
    bench.panel.focus_work()
    assert bench.panel.differing.hasFocus()


def test_only_one_rater(bench: Bench) -> None:
    bench.rows.add(ev.ActionAssessed(action="E01.a", completion="met"), station="P1", author="Sri")
    bench.show()

    assert bench.panel.empty_words.startswith("Only one rater so far: P1 Sri.\n")


def test_two_raters_of_different_actions(bench: Bench) -> None:
    bench.grade("E01.a", P1="met")
    bench.grade("E01.b", P2="met")
    bench.show()

    assert bench.panel.empty_words.startswith("No action has two raters yet.\nP1, P2 graded")


def test_all_agree_and_the_list_is_a_click_away(bench: Bench) -> None:
    bench.grade("E01.c", P1="met", P2="met")
    bench.show()
    said = bench.panel.empty_words

    bench.panel.all.click()

    assert said.startswith("The raters agree on all actions that two or more graded: 1.\n")
    assert (bench.panel.empty_words, bench.ids) == ("", ["E01.c"])


# Room, keys and a new look ------------------------------------------------------------------------


def test_where_there_is_no_room_enter_leads_to_the_action_and_esc_back(
    qapp_ready: QApplication, qtbot: QtBot
) -> None:
    bench = differing(Bench(qtbot, size=NARROW))
    panel = bench.panel
    panel.focus_work()
    assert (panel.table.isVisible(), panel.detail.isVisible()) == (True, False)

    bench.press(Qt.Key.Key_Return)
    assert (panel.table.isVisible(), panel.detail.isVisible()) == (False, True)
    assert QApplication.focusWidget() is panel.detail.settle
    bench.press(Qt.Key.Key_Return)
    assert bench.asked == ["E01.a"]

    bench.press(Qt.Key.Key_Escape)

    assert (panel.table.isVisible(), panel.detail.isVisible()) == (True, False)
    assert panel.table.hasFocus()


def test_the_verb_keeps_the_notes_in_sight_where_there_is_no_room(
    qapp_ready: QApplication, qtbot: QtBot
) -> None:
    bench = differing(Bench(qtbot, size=NARROW))
    bench.panel.focus_work()

    bench.panel.ask_to_settle()

    assert (bench.panel.table.isVisible(), bench.panel.detail.isVisible()) == (False, True)
    assert bench.panel.detail.notes.hasFocus()
    bench.panel.detail.settle.setFocus()
    bench.panel.focus_work()
    assert bench.panel.detail.notes.hasFocus()


def test_tab_reaches_filters_list_notes_and_act(bench: Bench) -> None:
    differing(bench)
    panel = bench.panel
    panel.differing.setFocus()

    order = []
    for _ in range(5):
        order.append(QApplication.focusWidget())
        bench.press(Qt.Key.Key_Tab)

    assert order == [panel.differing, panel.all, panel.table, panel.detail.notes, panel.detail.settle]


def test_enter_where_the_notes_are_read_asks_to_settle(bench: Bench) -> None:
    differing(bench)
    bench.panel.detail.notes.setFocus()

    bench.press(Qt.Key.Key_Return)

    assert bench.asked == ["E01.a"]


def test_an_open_form_takes_the_blue_from_the_act(bench: Bench) -> None:
    differing(bench)

    bench.panel.set_leading(leads=False)

    assert bench.panel.detail.settle.property("rank") == ""


@pytest.mark.slow
@pytest.mark.parametrize("is_shown_first", [True, False])
def test_a_new_look_keeps_filter_row_and_search(
    qapp_ready: QApplication, qtbot: QtBot, is_shown_first: bool
) -> None:
    old = differing(Bench(qtbot))
    old.panel.all.click()
    old.panel.seek("e01")
    old.select("E01.c")
    new = Bench(qtbot, language="id")
    new.rows = old.rows

    if is_shown_first:
        new.show()
    new.panel.restore(old.panel.keep())
    new.show()

    assert new.panel.selected == "E01.c"
    assert new.panel.all.isChecked()
    assert new.panel.keep() == old.panel.keep()


def test_an_action_of_all_cells_says_so_in_our_language(qapp_ready: QApplication, qtbot: QtBot) -> None:
    bench = Bench(qtbot, language="id")
    bench.release("E02")
    bench.grade("E02.a", P1="met", P2="unmet")
    bench.show()

    assert "semua  \N{BULLET}  Inject" in bench.panel.detail.head_words
