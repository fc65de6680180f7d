"""The director's screen of observers: who is missing, what a merge brought, what contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from ui.observers_room import WAIT_MS, ObserversRoom

from tabletop.errors import UserError
from tabletop.services import evaluation, merging, timekeeping
from tabletop.ui.tasks import Tasks


@pytest.fixture
def room(qtbot: QtBot, tasks: Tasks, clock: ManualClock, tmp_path: Path) -> Iterator[ObserversRoom]:
    made = ObserversRoom(qtbot, tasks, clock, tmp_path)
    yield made
    made.close()


def test_without_observers_two_buttons_say_how_to_begin(room: ObserversRoom) -> None:
    # act
    room.enter()

    # assert
    assert room.page.parts.is_empty
    assert room.page.parts.first_issue.isVisible()
    assert room.page.parts.first_merge.isVisible()
    assert room.page.focusWidget() is room.page.parts.first_issue


def test_stations_that_sent_nothing_stand_first(room: ObserversRoom) -> None:
    # arrange
    merging.note_issued(room.session, "P9", ["LO"])
    room.enter()

    # act
    room.merges(room.observer("P1", "Sri").notes("a").logbook())

    # assert
    assert [row[0] for row in room.rows()] == ["P9", "P1\nSri", "DIR\nDirector"]
    assert room.row("P9")[-1] == "Nothing came in yet"


def test_a_merge_reports_each_station_and_its_receipt(room: ObserversRoom) -> None:
    # arrange
    sri = room.enter().observer("P1", "Sri").notes("one", "two")
    head = sri.journal.recorded()[-1].entry.hash

    # act
    room.merges(sri.logbook())

    # assert
    assert room.row("P1")[2] == "3\n+3 new"
    assert f"receipt: 3 \N{MIDDLE DOT} {head[:8]}" in room.row("P1")[-1]
    assert "3 new, 0 already here" in room.sheet
    assert "Merged: 3 new rows from P1." in room.strip
    assert room.page.parts.stations.table.selected == "P1"


def test_a_second_merge_says_that_nothing_is_new(room: ObserversRoom) -> None:
    # arrange
    logbook = room.enter().observer("P1", "Sri").notes("one").logbook()
    room.merges(logbook)

    # act
    room.merges(logbook)

    # assert
    assert "Nothing new" in room.strip
    assert "0 new, 2 already here" in room.sheet


def test_a_refused_file_is_named_with_its_reason_and_the_others_are_taken(room: ObserversRoom) -> None:
    # arrange
    room.enter()
    foreign = UserError("logbook-other-exercise", exercise="EX-ELSE")

    # act
    room.merges(room.observer("P1", "Sri").logbook(), foreign)

    # assert
    assert "file-1.tabletop: This file belongs to another exercise" in room.sheet
    assert "1 file was not taken" in room.strip
    assert room.row("P1")[2].startswith("1")


def test_missing_numbers_are_listed(room: ObserversRoom) -> None:
    # arrange
    sri = room.enter().observer("P1", "Sri").notes(*"abcdef")

    # act
    room.merges(sri.logbook(without=(3, 4, 6)))
    room.page.parts.side.left.emit()
    room.select("P1")

    # assert
    assert room.row("P1")[-1].startswith("Rows missing: 3\N{EN DASH}4, 6")
    assert "Missing rows, by number\n3\N{EN DASH}4\n6" in room.sheet


def test_the_whole_head_is_shown_in_eights(room: ObserversRoom) -> None:
    # arrange
    sri = room.enter().observer("P1", "Sri").notes("one")
    head = sri.journal.recorded()[-1].entry.hash
    room.merges(sri.logbook())

    # act
    room.page.parts.side.left.emit()
    room.select("P1")

    # assert
    assert " ".join(head[at : at + 8] for at in range(0, 64, 8)) in room.sheet


def test_a_cancelled_merge_changes_nothing_and_says_so(room: ObserversRoom, qtbot: QtBot) -> None:
    # arrange
    room.enter()
    file = room.workplace.put("P1.tabletop", room.observer("P1", "Sri").logbook())
    room.workplace.gate.clear()
    room.page.merge_files([file])
    strip = room.page.parts.strip
    qtbot.waitUntil(lambda: strip.bar.maximum() == 1, timeout=WAIT_MS)

    # act
    strip.cancel.click()
    room.workplace.gate.set()
    room.settled()

    # assert
    assert "nothing was changed" in room.strip
    assert room.kinds == []


def test_the_exercise_runs_on_while_logbooks_are_read(
    room: ObserversRoom, qtbot: QtBot, clock: ManualClock
) -> None:
    # arrange
    room.enter().act(timekeeping.start_exercise)
    file = room.workplace.put("P1.tabletop", room.observer("P1", "Sri").logbook())
    room.workplace.gate.clear()
    room.page.merge_files([file])
    qtbot.waitUntil(room.page.parts.strip.isVisible, timeout=WAIT_MS)

    # act
    clock.advance(3_000)
    with qtbot.waitSignal(room.bridge.ticked, timeout=WAIT_MS, check_params_cb=lambda ms: ms == 3_000):
        pass
    qtbot.waitUntil(lambda: room.session.auto_done_ms == 3_000, timeout=WAIT_MS)

    # assert
    assert room.bridge.stage == "running"
    room.workplace.gate.set()
    qtbot.waitUntil(lambda: "P1" in room.bridge.state.stations, timeout=WAIT_MS)
    assert room.bridge.stage == "running"


def test_a_merge_goes_on_while_the_language_changes(room: ObserversRoom, qtbot: QtBot) -> None:
    # arrange
    room.enter()
    file = room.workplace.put("P1.tabletop", room.observer("P1", "Sri").logbook())
    room.workplace.gate.clear()
    room.page.merge_files([file])
    qtbot.waitUntil(lambda: room.page.parts.strip.bar.maximum() == 1, timeout=WAIT_MS)

    # act
    room.rebuilt("id")
    room.workplace.gate.set()
    room.settled()

    # assert
    assert "P1" in room.strip
    assert room.row("P1")[2].startswith("1")


def test_files_dropped_on_the_page_are_merged(room: ObserversRoom) -> None:
    # arrange
    room.enter()
    file = room.workplace.put("P1.tabletop", room.observer("P1", "Sri").logbook())
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(file))])

    # act
    room.page.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    room.settled()

    # assert
    assert room.row("P1")[2].startswith("1")


def test_find_leaves_only_the_stations_that_hold_the_words(room: ObserversRoom) -> None:
    # arrange
    room.enter().merges(room.observer("P1", "Sri").logbook(), room.observer("P2", "Made").logbook())

    # act
    room.page.do("observers-find")
    room.page.parts.stations.sought.setText("made")

    # assert
    assert [row[0] for row in room.rows()] == ["P2\nMade"]


def test_a_debrief_printed_before_late_rows_is_called_superseded(room: ObserversRoom) -> None:
    # arrange
    evaluation.note_printed(room.session)
    room.enter()

    # act
    room.merges(room.observer("P1", "Sri").notes("late").logbook())

    # assert
    assert "is superseded: print it again" in room.sheet
    assert "is superseded" in room.page.parts.tabs.status.text()
