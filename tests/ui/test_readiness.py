"""The readiness gate before STARTEX: counted by keys alone, shown only when durable, started on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import START, inject, phase, readiness_item, roster_unit, scenario
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from ui.run_desk import Sit

from tabletop import paths
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import ExerciseState, ReadinessRecord, ScenarioClock
from tabletop.domain.result.readiness import readiness_result
from tabletop.exchange.pack_reader import read_pack
from tabletop.i18n import catalogue
from tabletop.ui.item_models.readiness import FIT, ITEM, NOTE, PRESENT, STATE, lacking
from tabletop.ui.look import Look
from tabletop.ui.stylesheet import stylesheet
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.readiness_panel import ReadinessPanel
from tabletop.ui.widgets.readiness_table import ReadinessTable

SMALL = scenario(
    readiness=(
        readiness_item("K01", required=6, critical=True),
        readiness_item("K02", required=2, critical=True),
        readiness_item("K03", required=40),
    ),
    roster=(roster_unit("SAMAPTA", 60), roster_unit("LANTAS", 24)),
    phases=(phase("F1", 0), phase("F2", 600_000)),
)
BEFORE = ExerciseState(
    stage="before", elapsed_ms=0, scenario_clock=ScenarioClock(scenario_at=START), injects={}
)
FULL = replace(
    BEFORE,
    readiness={
        item.id: ReadinessRecord(present=item.required, serviceable=item.required) for item in SMALL.readiness
    },
    units={"SAMAPTA": (60, 60), "LANTAS": (24, 24)},
)


class Bench:
    """A panel on the screen, a hand on its keys, and what it asked for."""

    def __init__(self, qtbot: QtBot, plan: Scenario = SMALL, state: ExerciseState = BEFORE) -> None:
        look = Look(FIELD, 100, catalogue("en"))
        self.plan = plan
        self.panel = ReadinessPanel(look, plan)
        self.panel.setStyleSheet(stylesheet(look))
        self.asked: list[tuple[Any, ...]] = []
        self._listen()
        qtbot.addWidget(self.panel)
        self.panel.resize(745, 568)
        self.store(state)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.panel.focus_first()

    def _listen(self) -> None:
        for name in (
            "item_counted",
            "unit_counted",
            "participants_counted",
            "all_present_asked",
            "start_asked",
        ):
            getattr(self.panel, name).connect(lambda *given, name=name: self.asked.append((name, *given)))

    @property
    def table(self) -> ReadinessTable:
        found = self.panel.findChild(ReadinessTable)
        assert isinstance(found, ReadinessTable)
        return found

    @property
    def override(self) -> QLineEdit:
        return next(
            line for line in self.panel.findChildren(QLineEdit) if line.accessibleName().startswith("Reason")
        )

    def button(self, words: str) -> QPushButton:
        return next(one for one in self.panel.findChildren(QPushButton) if one.text().startswith(words))

    def store(self, state: ExerciseState) -> None:
        self.state = state
        self.panel.show_state(state, readiness_result(self.plan, state))

    def store_item(self, item: str, present: int, fit: int, note: str | None = None) -> None:
        record = ReadinessRecord(present=present, serviceable=fit, note=note)
        self.store(replace(self.state, readiness={**self.state.readiness, item: record}))

    def go_to(self, kind: str, key: str, column: int) -> None:
        model: Any = self.table.model()
        self.table.setCurrentIndex(model.index(model.find(kind, key), column))
        self.table.setFocus()

    def type(self, *keys: str | Qt.Key) -> None:
        """Press keys in whatever has the focus, as a hand does."""
        for key in keys:
            for one in key if isinstance(key, str) else [key]:
                focus = QApplication.focusWidget()
                if isinstance(one, str):
                    QTest.keyClicks(focus, one)
                else:
                    QTest.keyClick(focus, one)
                QApplication.processEvents()

    def cell(self, kind: str, key: str, column: int) -> str:
        model: Any = self.table.model()
        return str(model.index(model.find(kind, key), column).data())

    def at(self) -> tuple[str, str, int]:
        model: Any = self.table.model()
        row = model.row(self.table.currentIndex().row())
        return row.kind, row.key, self.table.currentIndex().column()

    def said(self) -> str:
        """Return all words that stand in labels and can be seen."""
        return " ".join(one.text() for one in self.panel.findChildren(QLabel) if one.isVisible())


MakeBench = Callable[..., Bench]
ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


@pytest.fixture
def bench(qapp_ready: QApplication, qtbot: QtBot) -> Bench:
    return Bench(qtbot)


@pytest.fixture
def make_bench(qapp_ready: QApplication, qtbot: QtBot) -> MakeBench:
    return lambda **given: Bench(qtbot, **given)


# Counting by keys ---------------------------------------------------------------------------------


def test_the_hand_begins_at_the_first_row_that_is_not_counted(bench: Bench) -> None:
    assert bench.at() == ("unit", "SAMAPTA", PRESENT)
    assert bench.table.hasFocus()


def test_typing_a_number_asks_once_and_takes_all_as_fit(bench: Bench) -> None:
    bench.type("58", ENTER)

    assert bench.asked == [("unit_counted", "SAMAPTA", 58, 58)]
    assert bench.at() == ("unit", "LANTAS", PRESENT)


def test_enter_goes_on_over_the_heads_and_tab_to_the_next_cell(bench: Bench) -> None:
    bench.go_to("unit", "LANTAS", PRESENT)

    bench.type("24", TAB, "20", ENTER, "6", ENTER)

    assert bench.asked == [
        ("unit_counted", "LANTAS", 24, 24),
        ("unit_counted", "LANTAS", 24, 20),
        ("item_counted", "K01", 6, 6, None),
    ]
    assert bench.at() == ("item", "K02", PRESENT)


def test_a_typed_number_is_shown_only_when_it_is_durable(bench: Bench) -> None:
    bench.go_to("item", "K01", PRESENT)
    bench.type("4", ENTER)
    assert (bench.cell("item", "K01", PRESENT), bench.cell("item", "K01", STATE)) == ("", "not yet")

    bench.store_item("K01", 4, 4)

    assert (bench.cell("item", "K01", PRESENT), bench.cell("item", "K01", FIT)) == ("4", "4")
    assert bench.cell("item", "K01", STATE) == "short 2"


def test_the_second_number_builds_on_the_first_before_that_is_durable(bench: Bench) -> None:
    bench.go_to("item", "K03", PRESENT)

    bench.type("38", TAB, "33", TAB, "Five in repair", ENTER)

    assert bench.asked[-1] == ("item_counted", "K03", 38, 33, "Five in repair")


def test_a_new_count_keeps_the_note(bench: Bench) -> None:
    bench.store_item("K03", 38, 33, "Five in repair")
    bench.go_to("item", "K03", FIT)

    bench.type("35", ENTER)

    assert bench.asked == [("item_counted", "K03", 38, 35, "Five in repair")]


def test_fewer_present_take_the_fit_ones_down(bench: Bench) -> None:
    bench.store_item("K03", 40, 38)
    bench.go_to("item", "K03", PRESENT)

    bench.type("30", ENTER)

    assert bench.asked == [("item_counted", "K03", 30, 30, None)]


def test_none_fit_stays_none_when_the_present_are_corrected(bench: Bench) -> None:
    bench.store_item("K02", 1, 0)
    bench.go_to("item", "K02", PRESENT)

    bench.type("2", ENTER)

    assert bench.asked == [("item_counted", "K02", 2, 0, None)]


@pytest.mark.parametrize("keys", [("7", ESC), (ENTER, ENTER), ("x",), ("-",)])
def test_esc_an_unchanged_number_and_letters_ask_nothing(bench: Bench, keys: tuple[Any, ...]) -> None:
    bench.store_item("K01", 6, 6)
    bench.go_to("item", "K01", PRESENT)

    bench.type(*keys)

    assert bench.asked == []
    assert bench.cell("item", "K01", PRESENT) == "6"


def test_what_is_typed_survives_a_row_that_becomes_durable_under_it(bench: Bench) -> None:
    bench.go_to("item", "K03", PRESENT)
    bench.type("38", TAB, "3")

    bench.store_item("K03", 38, 38)
    bench.type("5", ENTER)

    assert bench.asked[-1] == ("item_counted", "K03", 38, 35, None)


# Refusals -----------------------------------------------------------------------------------------


def test_more_fit_than_present_is_refused_in_words_and_the_cell_stays(bench: Bench) -> None:
    bench.store_item("K01", 6, 4)
    bench.go_to("item", "K01", FIT)

    bench.type("7", ENTER)

    assert bench.asked == []
    assert bench.cell("item", "K01", FIT) == "4"
    assert bench.at() == ("item", "K01", FIT)
    assert "7 cannot be fit, only 6 are present" in bench.said()


def test_an_arrow_takes_what_is_typed_and_a_refusal_is_still_told(bench: Bench) -> None:
    bench.store_item("K01", 6, 4)
    bench.go_to("item", "K01", FIT)
    bench.type("5", Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert bench.asked == [("item_counted", "K01", 6, 5, None)]

    bench.type("7", Qt.Key.Key_Down)

    assert len(bench.asked) == 1
    assert bench.at() == ("item", "K02", FIT)
    assert "7 cannot be fit" in bench.said()


def test_a_refusal_of_the_disk_is_told_and_stays_when_the_same_state_is_shown_again(bench: Bench) -> None:
    bench.type("60", ENTER)

    bench.panel.say_trouble("The disk is full.")
    bench.store(bench.state)

    assert "The disk is full." in bench.said()
    assert bench.cell("unit", "SAMAPTA", PRESENT) == ""


def test_after_a_refusal_the_next_entry_builds_on_what_is_stored(bench: Bench) -> None:
    bench.store_item("K03", 10, 9)
    bench.go_to("item", "K03", PRESENT)
    bench.type("40", ENTER)
    bench.panel.say_trouble("The disk is full.")
    bench.go_to("item", "K03", FIT)

    bench.type("8", ENTER)

    assert bench.asked[-1] == ("item_counted", "K03", 10, 8, None)


def test_a_note_waits_for_its_numbers(bench: Bench) -> None:
    bench.go_to("item", "K01", NOTE)

    bench.type("late")

    assert bench.asked == []
    assert "Count K01 K01 first" in bench.said()


# Participants -------------------------------------------------------------------------------------


def test_a_name_and_a_number_add_an_organisation(bench: Bench) -> None:
    bench.go_to("new", "", ITEM)

    bench.type("KPU", ENTER, "4", ENTER)

    assert bench.asked == [("participants_counted", "KPU", 4)]
    assert bench.cell("participant", "KPU", PRESENT) != "4"


def test_a_durable_organisation_leaves_an_empty_row_and_an_open_entry_open(bench: Bench) -> None:
    bench.go_to("new", "", ITEM)
    bench.type("KPU", ENTER, "4", ENTER, "Baw")

    bench.store(replace(bench.state, participants={"KPU": 4}))
    bench.type("aslu", ENTER, "3", ENTER)

    assert bench.asked[-1] == ("participants_counted", "Bawaslu", 3)
    assert bench.cell("participant", "KPU", PRESENT) == "4"


def test_the_draft_goes_when_it_is_durable(bench: Bench) -> None:
    bench.go_to("new", "", ITEM)
    bench.type("KPU", ENTER, "4", ENTER)
    assert bench.cell("new", "", ITEM) == "KPU"

    bench.store(replace(bench.state, participants={"KPU": 4}))

    assert bench.cell("new", "", ITEM) == "Add an organisation"


def test_a_number_without_a_name_is_refused_in_words(bench: Bench) -> None:
    bench.go_to("new", "", PRESENT)

    bench.type("4")

    assert bench.asked == []
    assert "name first" in bench.said()


def test_an_organisation_that_is_taken_away_leaves_the_table(bench: Bench) -> None:
    bench.store(replace(bench.state, participants={"KPU": 4, "Bawaslu": 3}))

    bench.store(replace(bench.state, participants={"Bawaslu": 3}))

    assert bench.table.model().index(1, ITEM).data() == "Bawaslu"
    assert bench.cell("unit", "SAMAPTA", ITEM) == "SAMAPTA"


# The gate -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ("NOT READY", "0.0 %", "index of 3 items", "K01 K01 0/6; K02 K02 0/2")),
        ({"K01": 6, "K02": 1, "K03": 40}, ("READY WITH NOTES", "83.3 %", "K02 K02 1/2")),
        ({"K01": 6, "K02": 2, "K03": 20}, ("READY", "83.3 %", "Other items short: 1.")),
        ({"K01": 6, "K02": 2, "K03": 40}, ("READY", "100.0 %", "Every item is complete.")),
    ],
)
def test_the_gate_is_told_in_words_with_index_n_and_gaps(
    bench: Bench, counts: dict[str, int], words: tuple[str, ...]
) -> None:
    records = {item: ReadinessRecord(present=n, serviceable=n) for item, n in counts.items()}

    bench.store(replace(BEFORE, readiness=records))

    assert all(word in bench.said() for word in words), bench.said()


def test_a_pack_without_lists_is_ready_and_says_so(make_bench: MakeBench) -> None:
    bench = make_bench(plan=scenario())

    bench.panel.start()

    assert "The pack has no readiness list." in bench.said()
    assert "%" not in bench.said()
    assert not bench.button("All present").isEnabled()
    assert not bench.panel.findChild(QComboBox).isVisible()
    assert bench.asked == [("start_asked", None, None)]


def test_lacking_names_what_nobody_counted() -> None:
    state = replace(
        BEFORE, readiness={"K02": ReadinessRecord(present=0, serviceable=0)}, units={"LANTAS": (1, 1)}
    )

    items, units = lacking(SMALL, state)

    assert [item.id for item in items] == ["K01", "K03"]
    assert [unit.unit for unit in units] == ["SAMAPTA"]


def test_all_present_is_asked_with_how_many_rows_it_means(bench: Bench) -> None:
    button = bench.button("All present")
    assert button.text() == "All present (5)"

    button.click()

    assert bench.asked == [("all_present_asked",)]


# STARTEX ------------------------------------------------------------------------------------------


def test_a_ready_gate_starts_without_an_override(make_bench: MakeBench) -> None:
    bench = make_bench(state=FULL)

    bench.button("START EXERCISE").click()

    assert not bench.override.isVisible()
    assert bench.asked == [("start_asked", None, None)]


def test_a_closed_gate_asks_for_a_reason_before_it_starts(bench: Bench) -> None:
    bench.panel.start()
    assert bench.asked == []
    assert bench.override.hasFocus()
    assert "The gate says not ready." in bench.said()

    bench.type("Ordered by the chief")
    bench.panel.start()

    assert bench.asked == [("start_asked", None, "Ordered by the chief")]


def test_a_reason_is_left_out_once_the_gate_is_ready(bench: Bench) -> None:
    bench.override.setText("Ordered by the chief")
    bench.store(FULL)

    bench.panel.start()

    assert bench.asked == [("start_asked", None, None)]


def test_enter_in_the_reason_does_not_start(bench: Bench) -> None:
    bench.override.setFocus()

    bench.type("Ordered", ENTER)

    assert bench.asked == []
    assert bench.button("START EXERCISE").hasFocus()


def test_the_phase_to_begin_at_is_passed_on(make_bench: MakeBench) -> None:
    bench = make_bench(state=FULL)
    choice = bench.panel.findChild(QComboBox)
    choice.setFocus()

    bench.type(Qt.Key.Key_Down, Qt.Key.Key_Down)
    bench.panel.start()

    assert choice.currentText() == "F2 F2"
    assert bench.asked == [("start_asked", "F2", None)]


def test_a_chosen_phase_says_what_it_leaves_out(make_bench: MakeBench) -> None:
    plan = scenario(
        inject("E01"), inject("E02", at_ms=500_000), inject("E03", at_ms=600_000),
        phases=(phase("F1", 0), phase("F2", 600_000, START)),
    )  # fmt: skip
    bench = make_bench(plan=plan)
    choice = bench.panel.findChild(QComboBox)
    choice.setFocus()

    bench.type(Qt.Key.Key_Down, Qt.Key.Key_Down)

    assert "Begins at T+00:10, scenario clock 2024-01-26 08:00. Injects skipped: 2." in bench.said()
    assert "Injects skipped: 2." in choice.accessibleDescription()


@pytest.mark.slow
def test_startex_at_a_phase_by_keys_alone(sit: Sit) -> None:
    desk = sit()

    for _ in range(8):
        if isinstance(QApplication.focusWidget(), QComboBox):
            break
        desk.press("Tab")
    desk.press("Down", "Down", "Ctrl+F5")

    assert desk.kinds == ["startex"]
    assert desk.state.start_phase == "F2"
    assert desk.state.elapsed_ms == 300_000
    assert [number for number, now in desk.state.injects.items() if now.status == "skipped"] == [
        "E01", "E02", "C03",
    ]  # fmt: skip


def test_startex_is_asked_once_until_it_was_refused(make_bench: MakeBench) -> None:
    bench = make_bench(state=FULL)
    bench.panel.start()
    bench.panel.start()
    assert len(bench.asked) == 1

    bench.panel.say_trouble("The disk is full.")
    bench.panel.start()

    assert len(bench.asked) == 2


def test_startex_takes_the_number_that_is_being_typed_first(make_bench: MakeBench) -> None:
    bench = make_bench(state=FULL)
    bench.go_to("item", "K03", PRESENT)
    bench.type("39")

    bench.panel.start()

    assert bench.asked == [("item_counted", "K03", 39, 39, None), ("start_asked", None, None)]


def test_startex_waits_where_the_number_being_typed_is_refused(make_bench: MakeBench) -> None:
    bench = make_bench(state=FULL)
    bench.go_to("item", "K03", FIT)
    bench.type("99")

    bench.panel.start()

    assert bench.asked == []
    assert "99 cannot be fit" in bench.said()


def test_a_stray_space_does_not_start_a_ready_exercise(make_bench: MakeBench) -> None:
    bench = make_bench(state=FULL)

    bench.type(" ")

    assert bench.asked == []


# Built anew ---------------------------------------------------------------------------------------


def test_what_is_typed_is_put_back_in_a_panel_built_anew(make_bench: MakeBench) -> None:
    before = make_bench()
    before.override.setText("Ordered by the chief")
    before.panel.findChild(QComboBox).setCurrentIndex(2)
    before.go_to("new", "", ITEM)
    before.type("KPU", ENTER, "1")

    kept = before.panel.keep()
    after = make_bench()
    after.panel.restore(kept)
    after.type("2", ENTER)

    assert before.asked == []
    assert after.asked == [("participants_counted", "KPU", 12)]
    assert after.override.text() == "Ordered by the chief"
    assert after.panel.findChild(QComboBox).currentData() == "F2"


def test_nothing_kept_is_put_back_without_harm(bench: Bench) -> None:
    bench.panel.restore({})

    assert bench.at() == ("unit", "SAMAPTA", PRESENT)


# Seen and heard -----------------------------------------------------------------------------------


def test_a_row_is_told_as_a_sentence(bench: Bench) -> None:
    bench.store_item("K01", 6, 4, "Two on leave")
    model: Any = bench.table.model()

    told = model.index(model.find("item", "K01"), PRESENT).data(Qt.ItemDataRole.AccessibleTextRole)

    assert told == "Present 6. K01 K01, required 6, critical, present 6, fit 4, short 2, Two on leave"


def test_tab_leads_out_of_the_table_through_every_control_to_startex(bench: Bench) -> None:
    reached = []
    for _ in range(5):
        reached.append(QApplication.focusWidget().accessibleName())
        bench.type(TAB)

    assert reached == [
        "Participants, units and readiness items",
        "All present (5)",
        "Reason to start all the same",
        "Phase to begin at",
        "START EXERCISE (STARTEX) (Ctrl+F5)",
    ]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("size", "scale"), [((745, 568), 100), ((505, 400), 100), ((745, 568), 150)])
def test_the_panel_needs_no_scrolling_where_it_stands(
    qapp_ready: QApplication, qtbot: QtBot, *, language: str, size: tuple[int, int], scale: int
) -> None:
    plan = read_pack(paths.bundled_pack("sispamkota-2024"))[0].scenario
    look = Look(FIELD, scale, catalogue(language))
    panel = ReadinessPanel(look, plan)
    panel.setStyleSheet(stylesheet(look))
    qtbot.addWidget(panel)

    panel.resize(*size)
    panel.show_state(BEFORE, readiness_result(plan, BEFORE))
    with qtbot.waitExposed(panel):
        panel.show()

    start = next(one for one in panel.findChildren(QPushButton) if "STARTEX" in one.text())
    corner = start.mapTo(panel, start.rect().bottomRight())
    assert panel.rect().contains(corner)
    assert not panel.findChild(ReadinessTable).horizontalScrollBar().isVisible()
