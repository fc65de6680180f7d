"""Countdowns and late actions beside the work: few rows, the others counted, keys as the mouse."""

from __future__ import annotations

import pytest
from builders import MINUTE, SECOND, action
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tabletop.domain.play.board import ActionLine
from tabletop.i18n import catalogue
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.countdown_list import Countdown, CountdownList
from tabletop.ui.widgets.late_list import LateList
from tabletop.ui.widgets.side_row import SideRow

LOOK = Look(FIELD, 100, catalogue("en"))
HOUR = 60 * MINUTE


@pytest.fixture(autouse=True)
def _ready(qapp_ready: QApplication) -> None:
    """Have the faces of the application."""


def countdown(name: str, left_ms: int, *, kind: str = "discussion", is_warning: bool = False) -> Countdown:
    words = f"Discussion of {name}" if kind == "discussion" else f"about {name}"
    return Countdown(id=name, kind=kind, words=words, left_ms=left_ms, is_warning=is_warning)


def shown_rows(widget: QWidget) -> list[str]:
    return [row.sentence for row in widget.findChildren(SideRow) if not row.isHidden()]


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def late(*names: str) -> list[ActionLine]:
    return [
        ActionLine(action=action(name), completion=None, left_ms=-SECOND * (90 - at), met_ms=None)
        for at, name in enumerate(names)
    ]


# Countdowns ---------------------------------------------------------------------------------------


def test_the_list_hides_when_nothing_counts_down(qtbot: QtBot) -> None:
    made = CountdownList(LOOK)
    qtbot.addWidget(made)

    made.show_countdowns([countdown("E01", MINUTE)])
    assert not made.isHidden()

    made.show_countdowns([])
    assert made.isHidden()


@pytest.mark.parametrize(
    ("left_ms", "words"),
    [
        (95 * SECOND, "01:35"), (1, "00:01"), (0, "00:00"), (-36 * SECOND, "late 00:36"),
        (99 * MINUTE, "99:00"), (23 * HOUR + 10 * MINUTE, "23 h 10 min"), (100 * MINUTE, "1 h 40 min"),
    ],
)  # fmt: skip
def test_what_is_left_cannot_be_read_as_another_unit(qtbot: QtBot, left_ms: int, words: str) -> None:
    made = CountdownList(LOOK)
    qtbot.addWidget(made)

    made.show_countdowns([countdown("E01", left_ms, kind="deadline")])

    assert shown_rows(made) == [f"Deadline, about E01: {words}"]


def test_a_discussion_says_what_it_is_once(qtbot: QtBot) -> None:
    made = CountdownList(LOOK)
    qtbot.addWidget(made)

    made.show_countdowns([countdown("E01", MINUTE)])

    assert shown_rows(made) == ["Discussion of E01: 01:00. Delete ends it."]
    assert "Discussion" not in labels(made)


def test_an_urgent_countdown_differs_by_more_than_its_colour() -> None:
    assert countdown("a", MINUTE).urgency == "plain"
    assert countdown("a", MINUTE, is_warning=True).urgency == "warning"
    assert countdown("a", -1).urgency == "late"


def test_at_most_four_are_shown_and_the_others_counted(qtbot: QtBot) -> None:
    made = CountdownList(LOOK)
    qtbot.addWidget(made)

    made.show_countdowns([countdown(f"E0{n}", n * MINUTE) for n in range(1, 8)])

    assert len(shown_rows(made)) == 4
    assert "and 3 more countdowns" in labels(made)
    assert made.taken == 4 * 32 + 26


@pytest.mark.parametrize(
    ("room", "rows", "others"),
    [(4 * 32, 4, 0), (4 * 32 - 1, 3, 1), (76, 1, 3), (0, 1, 3)],
)  # fmt: skip
def test_in_a_low_place_countdowns_are_counted_rather_than_crushed(
    qtbot: QtBot, room: int, rows: int, others: int
) -> None:
    made = CountdownList(LOOK)
    qtbot.addWidget(made)
    made.show_countdowns([countdown(f"E0{n}", n * MINUTE) for n in range(1, 5)])

    with qtbot.waitSignal(made.height_changed, raising=rows < 4, timeout=0 if rows == 4 else 1_000):
        made.set_room(room)

    assert len(shown_rows(made)) == rows
    assert (f"and {others} more countdowns" in labels(made)) == bool(others)
    assert made.taken == made.sizeHint().height()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_on_a_countdown_gives_its_id(qtbot: QtBot, key: Qt.Key) -> None:
    made = CountdownList(LOOK)
    qtbot.addWidget(made)
    made.show_countdowns([countdown("one", MINUTE), countdown("two", 2 * MINUTE)])

    with qtbot.waitSignal(made.asked) as asked:
        qtbot.keyClick(made.findChildren(SideRow)[1], key)

    assert asked.args == ["two"]


def test_delete_ends_what_a_person_started_and_nothing_else(qtbot: QtBot) -> None:
    made = CountdownList(LOOK)
    qtbot.addWidget(made)
    kinds = ("auto", "discussion", "deadline", "teach-back")
    made.show_countdowns([countdown(kind, MINUTE, kind=kind) for kind in kinds])
    ended: list[str] = []
    made.ended.connect(ended.append)

    for row in made.findChildren(SideRow):
        qtbot.keyClick(row, Qt.Key.Key_Delete)

    assert ended == ["discussion", "teach-back"]


def test_the_focus_stays_with_its_countdown_when_a_more_pressing_one_comes(qtbot: QtBot) -> None:
    made = CountdownList(LOOK)
    qtbot.addWidget(made)
    mine = countdown("mine", MINUTE)
    made.show_countdowns([mine])
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.findChildren(SideRow)[0].setFocus()

    made.show_countdowns([countdown("E26", SECOND, kind="auto"), mine])

    with qtbot.waitSignal(made.ended) as ended:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert ended.args == ["mine"]


# Late actions -------------------------------------------------------------------------------------


def test_the_head_counts_all_that_is_late_and_the_last_row_the_rest(qtbot: QtBot) -> None:
    made = LateList(LOOK)
    qtbot.addWidget(made)

    made.show_late(late(*(f"E{n:02}.a" for n in range(1, 10))))

    assert "9" in labels(made)
    assert len(shown_rows(made)) == 5
    assert shown_rows(made)[-1] == "and 5 more late: E05.a, E06.a, E07.a, E08.a, E09.a"


def test_as_many_late_actions_as_there_are_rows_need_no_counter(qtbot: QtBot) -> None:
    made = LateList(LOOK)
    qtbot.addWidget(made)

    made.show_late(late(*(f"E{n:02}.a" for n in range(1, 6))))

    assert not any("more late" in words for words in shown_rows(made))


def test_a_low_place_shows_fewer_late_actions_and_counts_more(qtbot: QtBot) -> None:
    made = LateList(LOOK)
    qtbot.addWidget(made)
    made.show_late(late("E01.a", "E02.a", "E03.a", "E04.a"))

    made.set_room(34 + 3 * 32)

    assert len(shown_rows(made)) == 3
    assert shown_rows(made)[-1] == "and 2 more late: E03.a, E04.a"


def test_where_there_is_room_for_one_late_action_the_head_alone_counts(qtbot: QtBot) -> None:
    made = LateList(LOOK)
    qtbot.addWidget(made)
    made.show_late(late("E01.a", "E02.a", "E03.a"))

    made.set_room(0)

    assert "3" in labels(made)
    assert shown_rows(made) == ["E01.a late by 01:30: does E01.a"]


def test_the_counter_leads_to_the_first_inject_that_has_no_row(qtbot: QtBot) -> None:
    made = LateList(LOOK)
    qtbot.addWidget(made)
    made.set_room(made.least)
    made.show_late(late("E01.a", "E02.a", "E03.a"))

    with qtbot.waitSignal(made.inject_asked) as asked:
        qtbot.keyClick(made.findChildren(SideRow)[1], Qt.Key.Key_Return)

    assert asked.args == ["E02"]
