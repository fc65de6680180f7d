"""Home before an exercise of another laptop: what it is, what may be done, and what is dropped on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.test_home import button, home_of, make, opened, press, said, table_of

from tabletop import paths
from tabletop.domain.plan.text import Text
from tabletop.errors import UserError
from tabletop.services.workplace import Opening
from tabletop.ui.main_window import MainWindow
from tabletop.ui.pages.home import HomePage

pytestmark = pytest.mark.slow
MakeWindow = Callable[..., MainWindow]

FROM_DIR = Opening(
    path=Path("/media/stick/flood.tabletop"),
    exercise_id="EX-1",
    title=Text.same("Flood"),
    station="DIR",
    stage="running",
    elapsed_ms=6_138_000,
    rows=212,
    last_at=datetime(2026, 10, 6, 6, 40, tzinfo=UTC),
    successor="DIR-2",
)
SHADOW = replace(FROM_DIR, path=Path("/mnt/shared/EX-1"), is_shadow=True)
FROM_P1 = replace(FROM_DIR, path=Path("/media/stick/P1.tabletop"), station="P1", is_logbook=True)


def asked(window: MainWindow, opening: Opening) -> HomePage:
    home = home_of(window)
    home.ask_elsewhere(opening)
    return home


def caught(window: MainWindow) -> list[tuple[str, object]]:
    """Note what Home asks for in place of doing it."""
    home, noted = home_of(window), []
    for name in ("take_over_asked", "adopt_asked", "merge_asked", "open_asked"):
        signal = getattr(home, name)
        signal.disconnect()
        signal.connect(lambda given, name=name: noted.append((name, given)))
    return noted


def drop(window: MainWindow, *paths: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    home_of(window).dropEvent(event)


def open_one(qtbot: QtBot, make_window: MakeWindow, tmp_path: Path) -> tuple[MainWindow, str]:
    """Return a window with an exercise of a director open, on Home."""
    window = make_window(recent=(str(make(tmp_path / "here.tabletop")),))
    qtbot.waitUntil(lambda: table_of(window).isVisible(), timeout=10_000)
    table_of(window).setFocus()
    press(qtbot, Qt.Key.Key_Return)
    exercise = opened(qtbot, window)
    window.show_mode("home")
    return window, exercise


# What is asked ------------------------------------------------------------------------------------


def test_a_file_of_another_laptop_is_told_before_anything_is_done(make_window: MakeWindow) -> None:
    window = make_window()

    asked(window, FROM_DIR)

    words = said(window)
    for told in ("Flood", "DIR", "Running at T+01:42:18", "212", "06-10-2026", str(FROM_DIR.path)):
        assert told in words
    assert "paused at T+01:42:18" in words
    assert "Not if the old laptop goes on" in words
    assert window.bridge is None


def test_enter_takes_over_and_a_second_one_does_nothing(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    noted = caught(window)
    asked(window, FROM_DIR)
    assert button(window, "Take over as DIR-2").property("rank") == "act"

    press(qtbot, Qt.Key.Key_Return)
    button(window, "Take over as DIR-2").click()

    assert noted == [("take_over_asked", FROM_DIR)]


def test_an_enter_that_is_still_held_takes_nothing_over(make_window: MakeWindow) -> None:
    window = make_window()
    noted = caught(window)
    asked(window, FROM_DIR)
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True, 1
    )

    QApplication.sendEvent(button(window, "Take over as DIR-2"), held)

    assert noted == []


def test_a_file_that_was_moved_for_good_goes_on_under_its_own_name(make_window: MakeWindow) -> None:
    window = make_window()
    noted = caught(window)
    asked(window, FROM_DIR)

    button(window, "Go on as DIR").click()

    assert noted == [("adopt_asked", FROM_DIR.path)]


def test_a_shadow_log_can_only_be_taken_over(make_window: MakeWindow) -> None:
    window = make_window()

    asked(window, SHADOW)

    assert button(window, "Take over as DIR-2").isVisible()
    assert "Go on as DIR" not in buttons(window)


def test_a_logbook_of_another_laptop_goes_on_under_its_own_name_or_not_at_all(
    make_window: MakeWindow,
) -> None:
    window = make_window()

    asked(window, FROM_P1)

    assert buttons(window) == ["Cancel", "Go on as P1"]
    assert "two laptops would write as P1" in said(window)


def test_a_shadow_log_of_a_logbook_is_for_merging(make_window: MakeWindow) -> None:
    window = make_window()

    asked(window, replace(FROM_P1, is_shadow=True))

    assert buttons(window) == ["Cancel"]
    assert "Open the director's exercise first" in said(window)


def test_escape_leaves_everything_as_it_is(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    home = asked(window, FROM_DIR)

    press(qtbot, Qt.Key.Key_Escape)

    assert button(window, "New exercise").isVisible()
    assert home.keep()["elsewhere"] is None


def test_the_question_outlives_a_change_of_language(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    asked(window, FROM_DIR)

    window.change_look(language="id")

    qtbot.waitUntil(lambda: "T+01:42:18" in said(window))
    assert home_of(window).keep()["elsewhere"] == {"opening": FROM_DIR, "merges_into": ""}


def test_a_refusal_is_told_in_the_question_and_another_answer_may_be_given(make_window: MakeWindow) -> None:
    window = make_window()
    noted = caught(window)
    home = asked(window, FROM_DIR)
    button(window, "Take over as DIR-2").click()

    home.show_refusal(FROM_DIR.path, UserError("file-missing", file="flood.tabletop"))

    assert "There is no file flood.tabletop" in said(window)
    button(window, "Go on as DIR").click()
    assert [name for name, _ in noted] == ["take_over_asked", "adopt_asked"]


def test_an_exercise_whose_laptop_is_lost_goes_on_here_paused_and_its_file_stays(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    file = make(tmp_path / "stick.tabletop")
    shutil.rmtree(paths.data())  # this laptop never had it open
    before = file.read_bytes()
    window = make_window()

    drop(window, str(file))
    qtbot.waitUntil(lambda: "This exercise comes from another laptop" in said(window), timeout=10_000)
    press(qtbot, Qt.Key.Key_Return)

    opened(qtbot, window)
    assert window.bridge is not None
    assert window.bridge.session.station == "DIR-2"
    assert window.bridge.state.stage == "paused"
    assert file.read_bytes() == before


# Where an exercise is open ------------------------------------------------------------------------


def test_a_logbook_is_offered_to_the_open_exercise_first(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window, _ = open_one(qtbot, make_window, tmp_path)
    noted = caught(window)
    asked(window, FROM_P1)

    button(window, "Merge into the open exercise").click()

    assert noted == [("merge_asked", [FROM_P1.path])]
    assert button(window, "New exercise").isVisible()


def test_what_the_old_laptop_logged_later_is_offered_to_the_exercise_that_took_over(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window, exercise = open_one(qtbot, make_window, tmp_path)

    asked(window, replace(FROM_DIR, exercise_id=exercise))

    assert "Merge into the open exercise" in buttons(window)
    assert "Go on as DIR" not in buttons(window)


def test_several_files_that_are_dropped_come_into_the_open_exercise(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window, _ = open_one(qtbot, make_window, tmp_path)
    noted = caught(window)

    drop(window, "/media/stick/P1.tabletop", "/media/stick/notes.txt", "/media/stick/P2.tabletop")

    assert noted == [("merge_asked", [Path("/media/stick/P1.tabletop"), Path("/media/stick/P2.tabletop")])]


def test_several_files_without_an_exercise_are_not_opened(make_window: MakeWindow) -> None:
    window = make_window()
    noted = caught(window)

    drop(window, "/media/stick/P1.tabletop", "/media/stick/P2.tabletop")

    assert noted == []
    assert "open the director's exercise, then drop the logbooks here" in said(window)


@pytest.mark.parametrize("path", ["/mnt/shared/EX-20261006-1A2B", "/mnt/shared/EX-1/journal.jsonl"])
def test_a_shadow_folder_or_its_log_is_taken_too(make_window: MakeWindow, path: str) -> None:
    window = make_window()
    noted = caught(window)

    drop(window, path)

    assert noted == [("open_asked", Path(path))]


def buttons(window: MainWindow) -> list[str]:
    """Return the words of the question's buttons."""
    form = home_of(window)._elsewhere
    return sorted(one.text() for one in form.findChildren(type(button(window, "Cancel"))) if one.isVisible())
