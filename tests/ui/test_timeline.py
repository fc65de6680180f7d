"""The line of time: all has its place, gaps are written, it follows now and paints only what is seen."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from builders import MINUTE, SECOND, ManualClock, Rows, action, inject, phase, scenario
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.board import board_at
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import ExerciseStarted, InjectReleased
from tabletop.domain.play.fold import fold
from tabletop.domain.play.state import ExerciseState
from tabletop.i18n import catalogue
from tabletop.ui.item_models.msel_time import GAP, ROW, TimeLine, lanes_of, time_line, times_of
from tabletop.ui.item_models.msel_time_words import gap_words
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.msel_timeline import MselTimeline

HOUR = 60 * MINUTE
PLAN = scenario(
    inject("E1", action("E1.a"), at_ms=0),
    inject("E2", action("E2.a"), at_ms=8 * MINUTE),
    inject("E3", action("E3.a"), at_ms=8 * MINUTE),
    inject("C4", kind="contingency", at_ms=None),
    inject("E5", action("E5.a"), at_ms=30 * MINUTE),
    phases=(phase("F1", 0), phase("F2", 20 * MINUTE)),
)


def look() -> Look:
    return Look(FIELD, 100, catalogue("en"))


def state_of(plan: Scenario, **released: int) -> ExerciseState:
    rows = Rows()
    rows.add(ExerciseStarted())
    for number, at_ms in released.items():
        rows.add(InjectReleased(inject=number), at_ms=at_ms)
    return fold(plan, rows.recorded)


def line(now_ms: int = 0, **released: int) -> TimeLine:
    state = state_of(PLAN, **released)
    board = board_at(Outlook.of(PLAN), state, now_ms)
    made = time_line(times_of(board.rows, state.injects), PLAN.phases)
    made.move_now(now_ms)
    return made


class Seen:
    """A timeline that is shown, with a clock that a test moves."""

    def __init__(self, qtbot: QtBot, plan: Scenario = PLAN) -> None:
        self.plan = plan
        self.outlook = Outlook.of(plan)
        self.clock = ManualClock()
        self.view = MselTimeline(look(), plan, now_ns=lambda: self.clock.mono_ns)
        self.view.set_room("wide")
        qtbot.addWidget(self.view)
        self.view.resize(620, 400)
        self.view.show()
        self.changes: list[bool] = []
        self.selected: list[str] = []
        self.view.following_changed.connect(self.changes.append)
        self.view.inject_selected.connect(self.selected.append)

    def show(self, now_ms: int, **released: int) -> None:
        state = state_of(self.plan, **released)
        self.view.show_board(board_at(self.outlook, state, now_ms), now_ms, state.injects)

    @property
    def top(self) -> int:
        return self.view.verticalScrollBar().value()


def long_plan(count: int, every_ms: int = 5 * MINUTE) -> Scenario:
    return scenario(*(inject(f"E{n}", at_ms=n * every_ms) for n in range(1, count + 1)))


# Where things lie ---------------------------------------------------------------------------------


def test_rows_stand_in_order_of_time_and_none_covers_another() -> None:
    made = line(12 * MINUTE)

    places = [(made.top_of(mark), made.top_of(mark) + mark.height) for mark in made.marks]

    assert [mark.time_ms // MINUTE for mark in made.marks] == [0, 0, 8, 8, 8, 20, 30]
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    now = (made.now_top, made.now_top + 26)
    assert all(end <= now[0] or begin >= now[1] for begin, end in places)
    assert places[-1][1] <= made.height


def test_injects_of_one_moment_stand_under_each_other_without_a_gap() -> None:
    made = line()
    two, three = (made.marks[made.mark_of(row) or 0] for row in (1, 2))

    assert three.top == two.top + ROW


def test_longer_gaps_are_higher_but_never_high() -> None:
    plan = scenario(*(inject(f"E{n}", at_ms=at) for n, at in enumerate((0, MINUTE, 11 * MINUTE, 5 * HOUR))))
    made = time_line([(at.at_ms or 0, False) for at in plan.injects], ())

    heights = [gap.height for gap in made.gaps[1:-1]]

    assert heights == sorted(heights)
    assert GAP < heights[0] < heights[1] < heights[2] == 40


def test_a_time_lies_straight_between_its_neighbours_and_now_on_its_line() -> None:
    made = line(12 * MINUTE)

    heights = [made.y_of(ms) for ms in range(0, 31 * MINUTE, 10 * SECOND)]

    assert heights == sorted(heights)
    assert made.y_of(12 * MINUTE) == pytest.approx(made.now_top + 13)


def test_a_release_lies_between_its_own_row_and_the_next_moment_and_never_after_now() -> None:
    made = line(12 * MINUTE, E2=8 * MINUTE + 5 * SECOND, E3=12 * MINUTE)
    two, three = (made.marks[made.mark_of(row) or 0] for row in (1, 2))

    assert 0 < made.y_of(8 * MINUTE + 5 * SECOND, of=two) - (made.top_of(two) + ROW / 2) < 3
    assert made.top_of(three) + ROW < made.y_of(12 * MINUTE, of=three) <= made.now_top + 13


@pytest.mark.parametrize("now_ms", [0, 1, 8 * MINUTE, 8 * MINUTE + 1, 30 * MINUTE, 31 * MINUTE, 9 * HOUR])
def test_now_never_covers_a_row(now_ms: int) -> None:
    made = line(now_ms)

    covered = [
        mark for mark in made.marks
        if made.now_top < made.top_of(mark) + mark.height and made.now_top + 26 > made.top_of(mark)
    ]  # fmt: skip

    assert not covered
    assert made.now_top + 26 <= made.height


def test_a_contingency_stands_at_the_side_where_it_went_out() -> None:
    waiting = line(12 * MINUTE)
    released = line(12 * MINUTE, C4=10 * MINUTE)

    assert [made.marks[made.mark_of(3) or 0].time_ms for made in (waiting, released)] == [
        8 * MINUTE, 10 * MINUTE,
    ]  # fmt: skip
    assert released.marks[released.mark_of(3) or 0].is_side


def test_tails_beside_each_other_take_lanes_of_their_own() -> None:
    assert lanes_of([(0, 50), (20, 60), (55, 70), (80, 90)]) == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("ms", "words"),
    [(45 * SECOND, "45 s"), (8 * MINUTE, "8 min"), (450 * SECOND, "7 min 30 s"), (65 * MINUTE, "1 h 5 min")],
)
def test_gaps_are_written_as_people_say_them(ms: int, words: str) -> None:
    assert gap_words(look(), ms) == words


# At work ------------------------------------------------------------------------------------------


def test_arrows_and_ends_select_over_phases(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.show(0)

    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End):
        qtbot.keyClick(seen.view, key)

    assert seen.selected == ["E1", "E2", "E3", "E2", "E5"]
    assert seen.view.selected == "E5"


def test_a_click_selects_the_row_under_the_pointer(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.show(0)
    made = seen.view._line
    mark = made.marks[made.mark_of(4) or 0]

    y = round(made.top_of(mark)) + 5 - seen.top
    qtbot.mouseClick(seen.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, y))

    assert seen.selected == ["E5"]


def test_what_is_selected_is_said_with_times_to_the_second(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.show(9 * MINUTE, E2=8 * MINUTE + 36 * SECOND)

    seen.view.select("E2")

    assert seen.view.accessibleDescription() == (
        "E2 Inject E2, Released, planned T+00:08:00, released T+00:08:36, difference +00:36, actions 0 of 1"
    )


def test_the_line_follows_now_and_rests_twenty_seconds_after_scrolling(qtbot: QtBot) -> None:
    seen = Seen(qtbot, long_plan(40))
    seen.show(100 * MINUTE)
    began = seen.top
    seen.view.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    assert (seen.top, seen.changes) == (0, [False])

    seen.clock.advance(19_999)
    seen.show(101 * MINUTE)
    assert seen.top == 0
    seen.clock.advance(1)
    seen.show(101 * MINUTE)

    assert seen.top >= began > 0
    assert seen.changes == [False, True]


def test_follow_brings_now_back_at_once(qtbot: QtBot) -> None:
    seen = Seen(qtbot, long_plan(40))
    seen.show(100 * MINUTE)
    began = seen.top
    qtbot.keyClick(seen.view, Qt.Key.Key_Home)
    assert seen.top < began
    assert seen.changes == [False]

    seen.view.resume_following()

    assert seen.top == began


def test_ten_thousand_injects_are_painted_as_fast_as_a_few(qtbot: QtBot) -> None:
    def seconds(count: int) -> float:
        seen = Seen(qtbot, long_plan(count, MINUTE))
        seen.show(count * MINUTE // 2)
        QApplication.processEvents()
        began = time.perf_counter()
        for _ in range(20):
            seen.view.viewport().repaint()
        return time.perf_counter() - began

    few, many = seconds(40), seconds(10_000)

    assert many < 4 * few + 0.05
