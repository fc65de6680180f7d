"""The log beside the work: it is searched as one types, and says which cells are silent."""

from __future__ import annotations

import pytest
from builders import MINUTE, Rows, inject, scenario
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.domain.play.cell_counts import CellCount
from tabletop.domain.play.events import DecisionLogged, ExerciseStarted
from tabletop.domain.play.fold import fold
from tabletop.i18n import catalogue
from tabletop.ui.item_models.log_entries import EntryRole, LogModel, LogWords
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.cell_counts import CellCounts
from tabletop.ui.widgets.log_list import LogList

LOOK = Look(FIELD, 100, catalogue("en"))
PLAN = scenario(inject("E01"))
TEXTS = ("Paket kontijensi dibuka", "Sends a car to the market", "Kartu geladi dibagikan")


class Log:
    """A log of three decisions in a window of its own."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.rows = Rows()
        self.rows.add(ExerciseStarted())
        self.model = LogModel(LogWords(LOOK, PLAN))
        self.list = LogList(LOOK, self.model)
        qtbot.addWidget(self.list)
        for text in TEXTS:
            self.log(text)
        self.list.show()
        with qtbot.waitActive(self.list):
            self.list.activateWindow()

    def log(self, text: str) -> None:
        self.rows.add(DecisionLogged(cell="OPS", text=text, category="decision"), at_ms=MINUTE)
        self.model.show_rows(self.rows.recorded, fold(PLAN, self.rows.recorded))

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), words)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key)

    @property
    def shown(self) -> list[str]:
        found = self.list.view.model()
        return [found.index(row, 0).data(EntryRole).text for row in range(found.rowCount())]


@pytest.fixture
def log(qapp_ready: QApplication, qtbot: QtBot) -> Log:
    return Log(qtbot)


def test_the_search_filters_as_it_is_typed_in_and_counts(log: Log) -> None:
    log.list.open_search()
    log.type("KONTINJENSI ops")

    assert log.shown == ["Paket kontijensi dibuka"]
    assert log.list._search._count.text() == "1 of 4"


def test_escape_gives_the_whole_log_back_and_says_so(log: Log, qtbot: QtBot) -> None:
    log.list.open_search()
    log.type("gladi")
    assert log.shown == ["Kartu geladi dibagikan"]

    with qtbot.waitSignal(log.list.search_left):
        log.press(Qt.Key.Key_Escape)

    assert len(log.shown) == 4
    assert log.list._search.isHidden()
    assert log.list.asked == ""


def test_escape_ends_the_search_from_the_list_too(log: Log, qtbot: QtBot) -> None:
    log.list.open_search()
    log.type("car")
    log.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is log.list.view

    with qtbot.waitSignal(log.list.search_left):
        log.press(Qt.Key.Key_Escape)

    assert len(log.shown) == 4


def test_a_search_in_vain_says_so_and_a_new_entry_may_answer_it(log: Log) -> None:
    log.list.open_search()
    log.type("rekapitulasi")
    assert log.list.view.isHidden()
    assert not log.list._none.isHidden()

    log.log("Rekapitulasi ditunda")

    assert log.shown == ["Rekapitulasi ditunda"]
    assert not log.list.view.isHidden()
    assert log.list._search._count.text() == "1 of 5"


def test_a_new_entry_that_is_not_found_is_counted_all_the_same(log: Log) -> None:
    log.list.open_search()
    log.type("market")

    log.log("Sends a car to the harbour")

    assert log.shown == ["Sends a car to the market"]
    assert log.list._search._count.text() == "1 of 5"


def test_a_window_that_is_built_anew_goes_on_searching(log: Log, qtbot: QtBot) -> None:
    log.list.open_search()
    log.type("market")
    again = Log(qtbot)

    again.list.restore(log.list.asked)

    assert again.shown == ["Sends a car to the market"]


@pytest.mark.parametrize(
    ("text", "count", "is_cut"),
    [
        ("Sends a car", 1, False), ("One\nWhy: two", 2, False), ("1\n2\n3", 3, False),
        ("1\n2\n3\n4", 3, False), ("word " * 800, 3, True), ("x" * 400, 3, True),
        ("\N{POLICE CAR}" * 200, 3, True),
    ],
)  # fmt: skip
def test_a_long_entry_ends_in_dots_after_three_lines(log: Log, text: str, count: int, is_cut: bool) -> None:
    log.log(text)
    delegate = log.list.view.itemDelegate()

    lines = delegate._lines(text, 278)

    assert len(lines) == count
    assert lines[-1].endswith("\N{HORIZONTAL ELLIPSIS}") == is_cut
    assert all(LOOK.width(line, 15) <= 278 - 24 for line in lines)


def test_the_cells_line_names_every_cell_and_which_are_silent(qapp_ready: QApplication, qtbot: QtBot) -> None:
    line = CellCounts(LOOK)
    qtbot.addWidget(line)

    line.show_counts(
        [
            CellCount(cell="OPS", count=4, is_quiet=False),
            CellCount(cell="PRESS", count=2, is_quiet=False),
            CellCount(cell="LO", count=1, is_quiet=True),
        ]
    )

    assert line.accessibleName() == "Entries per cell: OPS 4, PRESS 2. None for 20 minutes: LO 1"
    assert line.toolTip() == line.accessibleName()


def test_a_plan_without_playing_cells_has_no_such_line(qapp_ready: QApplication, qtbot: QtBot) -> None:
    line = CellCounts(LOOK)
    qtbot.addWidget(line)

    line.show_counts([])

    assert line.isHidden()
