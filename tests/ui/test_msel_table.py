"""The table of injects: it follows and rests by the rule, a filter and an order lose no one."""

from __future__ import annotations

import pytest
from builders import MINUTE, SECOND, ManualClock, Rows, action, inject, phase, scenario
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.board import Board, board_at
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import ExerciseStarted, InjectReleased
from tabletop.domain.play.fold import fold
from tabletop.domain.play.search import fold as folded
from tabletop.i18n import catalogue
from tabletop.ui.item_models.msel import CHIPS, DIFF, NUMBER, STATE, MselModel
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.msel_table import MselTable
from tabletop.ui.widgets.view_bar import ViewBar

LONG = scenario(
    *(inject(f"E{n}", action(f"E{n}.a"), at_ms=n * MINUTE) for n in range(1, 41)),
    phases=(phase("F1", 0), phase("F2", 20 * MINUTE)),
)


def look() -> Look:
    return Look(FIELD, 100, catalogue("en"))


def board(plan: Scenario, elapsed_ms: int, *released: tuple[str, int]) -> Board:
    rows = Rows()
    rows.add(ExerciseStarted())
    for number, at_ms in released:
        rows.add(InjectReleased(inject=number), at_ms=at_ms)
    return board_at(Outlook.of(plan), fold(plan, rows.recorded), elapsed_ms)


class Seen:
    """A table that is shown, with a clock that a test moves."""

    def __init__(self, qtbot: QtBot, plan: Scenario = LONG, *, room: str = "wide") -> None:
        self.clock = ManualClock()
        self.model = MselModel(look(), plan)
        self.table = MselTable(look(), self.model, now_ns=lambda: self.clock.mono_ns)
        self.table.set_room(room)  # type: ignore[arg-type]
        qtbot.addWidget(self.table)
        self.table.resize(620, 400)
        self.table.show()
        self.changes: list[bool] = []
        self.table.following_changed.connect(self.changes.append)

    def stand(self, *numbers: str) -> None:
        """Release these, so that the one behind them stands next."""
        self.model.show_board(board(LONG, 30 * MINUTE, *((number, MINUTE) for number in numbers)))
        self.table.follow()

    @property
    def rows_above(self) -> int:
        """Return how many rows are seen above the one that stands next."""
        row = self.model.row_of(self.table.standby)
        assert row is not None
        return row - self.table.rowAt(0)

    @property
    def numbers(self) -> list[str]:
        found = (self.model.number_at(row) for row in range(self.model.rowCount()))
        return [number for number in found if number is not None]


UP_TO_10 = tuple(f"E{n}" for n in range(1, 11))
UP_TO_15 = tuple(f"E{n}" for n in range(1, 16))


def wheel(table: MselTable, by: int) -> None:
    centre = QPointF(table.viewport().rect().center())
    event = QWheelEvent(
        centre, table.viewport().mapToGlobal(centre), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(table.viewport(), event)


# Following ----------------------------------------------------------------------------------------


def test_the_inject_that_stands_next_is_kept_at_the_fourth_row(qtbot: QtBot) -> None:
    seen = Seen(qtbot)

    seen.stand(*UP_TO_10)
    assert (seen.table.standby, seen.rows_above) == ("E11", 3)

    seen.stand(*UP_TO_15)
    assert (seen.table.standby, seen.rows_above) == ("E16", 3)


@pytest.mark.parametrize("how", ["wheel", "bar"])
def test_after_scrolling_the_table_rests_twenty_seconds_and_follows_again(qtbot: QtBot, how: str) -> None:
    seen = Seen(qtbot)
    seen.stand(*UP_TO_10)

    if how == "wheel":
        wheel(seen.table, 240)
    else:
        seen.table.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    looked_at = seen.table.rowAt(0)
    assert seen.changes == [False]

    seen.clock.advance(19_999)
    seen.stand(*UP_TO_15)
    assert seen.table.rowAt(0) == looked_at

    seen.clock.advance(1)
    seen.table.follow()
    assert seen.changes == [False, True]
    assert seen.rows_above == 3


def test_scrolling_again_begins_the_twenty_seconds_anew(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.stand(*UP_TO_10)
    wheel(seen.table, 240)
    seen.clock.advance(15_000)
    wheel(seen.table, -240)

    seen.clock.advance(19_999)
    assert not seen.table.is_following
    seen.clock.advance(1)

    assert seen.table.is_following


def test_follow_goes_back_at_once(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.stand(*UP_TO_10)
    wheel(seen.table, 240)

    seen.table.resume_following()

    assert (seen.rows_above, seen.changes) == (3, [False, True])


def test_a_key_that_only_moves_the_selection_is_no_looking_around(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.stand(*UP_TO_10)
    seen.table.select("E11")

    qtbot.keyClick(seen.table, Qt.Key.Key_Down)
    seen.table.step(1)
    assert (seen.table.selected, seen.table.is_following) == ("E13", True)

    qtbot.keyClick(seen.table, Qt.Key.Key_Home)
    assert not seen.table.is_following


def test_what_the_program_selects_stops_nothing(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.stand(*UP_TO_10)

    seen.table.select("E40")

    assert seen.table.is_following


def test_a_narrow_table_has_its_own_follow_button(qtbot: QtBot) -> None:
    seen = Seen(qtbot, room="compact")
    seen.stand(*UP_TO_10)
    button = seen.table._corner
    assert button.isHidden()

    wheel(seen.table, 240)
    assert not button.isHidden()
    button.click()

    assert button.isHidden()
    assert seen.rows_above == 3


# Filter and order ---------------------------------------------------------------------------------

MIXED = scenario(
    inject("E9", action("E9.a"), at_ms=3 * MINUTE),
    inject("E10", action("E10.a"), at_ms=MINUTE),
    inject("E11", action("E11.a"), at_ms=2 * MINUTE),
    inject("C2", kind="contingency", at_ms=None),
    phases=(phase("F1", 0),),
)


def mixed(qtbot: QtBot) -> Seen:
    """E10 went out 30 s late, E9 5 s early; E11 is over its time."""
    seen = Seen(qtbot, MIXED)
    released = (("E10", 90 * SECOND), ("E9", 175 * SECOND))
    seen.model.show_board(board(MIXED, 4 * MINUTE, *released))
    return seen


@pytest.mark.parametrize(
    ("sought", "left"),
    [
        ("e1", ["E10", "E11"]),
        ("INJECT c2", ["C2"]),
        ("ops", ["E9", "E10", "E11", "C2"]),
        ("overdue", ["E11"]),
        ("é9", ["E9"]),
        ("nothing of this", []),
        ("  ", ["E9", "E10", "E11", "C2"]),
    ],
)  # fmt: skip
def test_a_filter_looks_into_number_title_cell_and_state(qtbot: QtBot, sought: str, left: list[str]) -> None:
    seen = mixed(qtbot)

    seen.model.filter(sought)

    assert seen.numbers == left
    assert seen.model.found == ((len(left), 4) if sought.strip() else None)


def test_esc_in_the_rows_asks_for_all_only_where_a_filter_hides_some(qtbot: QtBot) -> None:
    seen = mixed(qtbot)
    asked: list[bool] = []
    seen.table.all_asked.connect(lambda: asked.append(True))

    qtbot.keyClick(seen.table, Qt.Key.Key_Escape)
    seen.model.filter("e1")
    qtbot.keyClick(seen.table, Qt.Key.Key_Escape)

    assert asked == [True]


def test_case_and_accents_make_no_difference() -> None:
    assert folded("Café ÉCOLE") == "cafe ecole"


def test_what_is_selected_and_what_stands_next_outlive_a_filter(qtbot: QtBot) -> None:
    seen = mixed(qtbot)
    seen.table.select("E9")

    seen.model.filter("c2")
    assert (seen.table.selected, seen.table.standby) == ("E9", "E11")
    seen.table.select("E10")
    assert seen.table.selected == "E10"
    seen.model.filter("")

    assert seen.table.selected == "E10"
    assert seen.model.number_at(seen.table.currentIndex().row()) == "E10"


def test_a_filtered_row_that_changes_its_state_comes_and_goes(qtbot: QtBot) -> None:
    seen = mixed(qtbot)
    seen.model.filter("overdue")
    assert seen.numbers == ["E11"]

    seen.model.show_board(board(MIXED, 5 * MINUTE, ("E11", 4 * MINUTE)))

    assert seen.numbers == ["E9", "E10"]


@pytest.mark.parametrize(
    ("column", "once", "twice"),
    [
        (NUMBER, ["C2", "E9", "E10", "E11"], ["E11", "E10", "E9", "C2"]),
        (STATE, ["E11", "E9", "E10", "C2"], ["C2", "E9", "E10", "E11"]),
        (DIFF, ["E11", "E10", "E9", "C2"], ["E9", "E10", "E11", "C2"]),
    ],
)
def test_a_head_orders_turns_round_and_gives_the_order_of_the_pack_back(
    qtbot: QtBot, column: int, once: list[str], twice: list[str]
) -> None:
    seen = mixed(qtbot)
    head = seen.table.horizontalHeader()
    found = []
    for _ in range(3):
        x = head.sectionViewportPosition(column) + 5
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        found.append((seen.numbers, len(seen.model.phase_rows())))

    assert found == [(once, 0), (twice, 0), (["E9", "E10", "E11", "C2"], 1)]


def test_each_state_has_its_word_and_rows_keep_their_heights(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.stand()
    seen.model.filter("E3")

    heights = {
        number is not None: seen.table.rowHeight(row)
        for row in range(seen.model.rowCount())
        for number in [seen.model.number_at(row)]
    }

    assert heights == {True: 30, False: 26}
    assert len({word for word, _ in CHIPS.values()}) == len(CHIPS)


# The bar above ------------------------------------------------------------------------------------


def test_the_bar_asks_and_marks_only_what_the_page_shows(qtbot: QtBot) -> None:
    bar = ViewBar(look())
    qtbot.addWidget(bar)
    asked: list[str] = []
    bar.view_asked.connect(asked.append)

    bar._views["timeline"].click()
    assert asked == ["timeline"]
    assert bar._views["list"].isChecked()
    bar.show_view("timeline")

    assert [view for view, button in bar._views.items() if button.isChecked()] == ["timeline"]


def test_the_bar_offers_follow_only_while_the_view_rests(qtbot: QtBot) -> None:
    bar = ViewBar(look())
    qtbot.addWidget(bar)
    assert bar._follow.isHidden()

    bar.show_following(False)
    assert not bar._follow.isHidden()
    bar.show_following(True)

    assert bar._follow.isHidden()


def test_esc_ends_the_search_and_shows_all(qtbot: QtBot) -> None:
    bar = ViewBar(look())
    qtbot.addWidget(bar)
    bar.set_room("compact")
    assert bar.isHidden()
    typed: list[str] = []
    left: list[bool] = []
    bar.find_typed.connect(typed.append)
    bar.find_left.connect(lambda: left.append(True))

    bar.open_find()
    assert not bar.isHidden()
    qtbot.keyClicks(bar._find, "e1")
    qtbot.keyClick(bar._find, Qt.Key.Key_Escape)

    assert (typed, left) == (["e", "e1", ""], [True])
    assert bar.isHidden()
