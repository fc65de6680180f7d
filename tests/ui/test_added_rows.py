"""What was added to the plan while it ran, in the log and in the table."""

from __future__ import annotations

from builders import MINUTE, Rows, inject, phase, scenario
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import DeadlineMet, DeadlineSet, InjectImprovised
from tabletop.domain.play.board import board_at
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.played import played_scenario
from tabletop.i18n import catalogue
from tabletop.ui.item_models.log_entries import LogModel, LogWords
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.msel_table import MselTable

PLAN = scenario(inject("E01"), phases=(phase("F1", 0),))


def rows() -> Rows:
    made = Rows()
    made.add(InjectImprovised(inject="X01", title="Power", message="No light", to=("OPS",)))
    made.add(DeadlineSet(text="Report", within_ms=24 * 60 * MINUTE, clock="scenario", inject="X01"))
    made.add(DeadlineSet(text="Count", within_ms=5 * MINUTE))
    made.add(DeadlineMet(text="Count", deadline_station="DIR", deadline_seq=3))
    made.add(ev.ActUndone(target_seq=4))
    return made


def test_the_log_words_what_was_added(qapp: object) -> None:
    model, made = LogModel(LogWords(Look(FIELD, 100, catalogue("en")), PLAN)), rows()

    model.show_rows(made.recorded, fold(PLAN, made.recorded))

    assert [(each.kind, each.text, each.inject, each.mark) for each in reversed(model.entries)] == [
        ("INJECT", "X01 released, unplanned: Power", "X01", ""),
        ("DEADLINE", "Report, within 24:00:00 (scenario clock)", "X01", ""),
        ("DEADLINE", "Count, within 05:00", "", ""),
        ("DEADLINE MET", "Count", "", "withdrawn"),
        ("UNDONE", "Count", "", ""),
    ]


def test_the_table_takes_an_improvised_inject_in_and_lets_it_go(qapp: object) -> None:
    model, made = MselModel(Look(FIELD, 100, catalogue("en")), PLAN), rows()
    for recorded in ([], made.recorded, []):
        state = fold(PLAN, recorded)
        model.show_board(board_at(Outlook.of(played_scenario(PLAN, state)), state, MINUTE))

        expected = None if not recorded else 2
        assert model.row_of("X01") == expected
        shown = [model.index(row, 4).data(Qt.ItemDataRole.DisplayRole) for row in range(model.rowCount())]
        assert ("Power" in shown) == bool(recorded)


def test_a_selected_improvised_inject_that_is_undone_is_selected_no_more(qtbot: QtBot) -> None:
    model, made = MselModel(Look(FIELD, 100, catalogue("en")), PLAN), rows()
    table = MselTable(Look(FIELD, 100, catalogue("en")), model)
    qtbot.addWidget(table)

    def show(recorded: list[Recorded], number: str) -> str | None:
        state = fold(PLAN, recorded)
        model.show_board(board_at(Outlook.of(played_scenario(PLAN, state)), state, MINUTE))
        table.select(number)
        return table.selected

    assert show([], "E01") == "E01"
    assert show(made.recorded, "E01") == "E01"
    assert model.number_at(table.currentIndex().row()) == "E01"
    assert show(made.recorded, "X01") == "X01"
    assert show([], "X01") is None
