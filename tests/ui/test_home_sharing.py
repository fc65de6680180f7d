"""From Home: ended exercises side by side, and a copy without names; by mouse and by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from ui.test_home import MakeWindow, button, home_of, make, opened, press, read, said, table_of

from tabletop import paths
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.services.prepare import close_session, open_session
from tabletop.services.recording import take_note
from tabletop.services.session import Hand
from tabletop.ui import desktop
from tabletop.ui.main_window import MainWindow
from tabletop.ui.pages.home_sharing import SharingPage
from tabletop.ui.widgets.home_comparison import ComparisonView
from tabletop.ui.widgets.home_picks import ComparePicks

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exercises"
    made.mkdir()
    return made


@pytest.fixture(autouse=True)
def _no_viewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop, "show_file", lambda _file: True)


def picks_of(window: MainWindow) -> ComparePicks:
    found = home_of(window).findChild(ComparePicks)
    assert found is not None
    return found


def view_of(qtbot: QtBot, window: MainWindow) -> ComparisonView:
    qtbot.waitUntil(lambda: home_of(window).findChild(ComparisonView) is not None, timeout=20_000)
    found = home_of(window).findChild(ComparisonView)
    assert found is not None
    return found


def captions(view: ComparisonView) -> list[str]:
    return [view.figures.list.item(at).text() for at in range(view.figures.list.count())]


def test_two_ended_exercises_are_compared_and_saved_by_keys(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    files = [make(folder / f"{name}.tabletop", stage="ended") for name in ("one", "two")]
    paused = make(folder / "later.tabletop")
    window = make_window(recent=tuple(map(str, (*files, paused))), language="en")
    read(qtbot, window)
    table_of(window).setFocus()

    press(qtbot, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)

    picks = picks_of(window)
    assert [picks.list.item(at).text().rpartition("  ")[2] for at in range(2)] == [
        "one.tabletop", "two.tabletop",
    ]  # fmt: skip
    assert picks.list.count() == 2
    assert len(picks.chosen) == 1
    press(qtbot, Qt.Key.Key_Return)
    assert "Tick 2 to 6 exercises; 1 are ticked." in said(window)
    for at in range(2):
        picks.list.setCurrentRow(at)
        if picks.list.item(at).checkState() != Qt.CheckState.Checked:
            press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return)

    view = view_of(qtbot, window)
    assert "Comparison one, two" in said(window) or "Comparison two, one" in said(window)
    assert captions(view)[:2] == ["What is compared", "The runs, the earliest first"]
    assert "Percent of each objective by run, and its trend" in captions(view)
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Printed: " in said(window), timeout=20_000)
    (place,) = paths.documents().glob("Comparison * en.pdf")
    assert place.read_bytes().startswith(b"%PDF")
    press(qtbot, Qt.Key.Key_Escape)
    assert table_of(window).isVisible()


def test_what_stands_in_the_open_exercise_is_compared_too(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    files = [make(folder / f"{name}.tabletop", stage="ended") for name in ("one", "two")]
    window = make_window(recent=tuple(map(str, files)), language="en")
    read(qtbot, window)
    table_of(window).select(files[0])
    table_of(window).setFocus()
    press(qtbot, Qt.Key.Key_Return)
    opened(qtbot, window)
    window.show_mode("home")
    read(qtbot, window)

    home_of(window).do("compare")
    picks_of(window).choose(files)
    qtbot.mouseClick(button(window, "Compare"), Qt.MouseButton.LeftButton)

    assert "To be known" not in captions(view_of(qtbot, window))


def test_what_cannot_be_compared_is_said_first(qtbot: QtBot, make_window: MakeWindow, folder: Path) -> None:
    one = make(folder / "one.tabletop", stage="ended")
    other = make(folder / "other.tabletop", stage="ended", pack="sispamkota-2024")
    window = make_window(recent=(str(one), str(other)), language="en")
    read(qtbot, window)

    home_of(window).do("compare")
    picks_of(window).choose([one, other])
    qtbot.mouseClick(button(window, "Compare"), Qt.MouseButton.LeftButton)

    view = view_of(qtbot, window)
    assert captions(view)[0] == "To be known"
    assert "nothing stands side by side" in said(window)


def test_with_fewer_than_two_ended_exercises_the_way_is_said(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    window = make_window(recent=(str(make(folder / "one.tabletop")),), language="id")
    read(qtbot, window)

    home_of(window).do("compare")

    assert "sudah berakhir kurang dari dua" in said(window)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Escape)
    assert table_of(window).isVisible()


def test_the_choice_and_the_comparison_outlast_another_language(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    files = [make(folder / f"{name}.tabletop", stage="ended") for name in ("one", "two")]
    window = make_window(recent=tuple(map(str, files)), language="en")
    read(qtbot, window)
    home_of(window).do("compare")
    picks_of(window).choose(files)

    window.change_look(language="id")

    assert picks_of(window).chosen == files
    press(qtbot, Qt.Key.Key_Return)
    assert "Yang dibandingkan" in captions(view_of(qtbot, window))
    window.change_look(language="en")
    qtbot.waitUntil(lambda: "What is compared" in captions(view_of(qtbot, window)), timeout=20_000)


# Without names ------------------------------------------------------------------------------------


def ended_by(file: Path, name: str) -> Path:
    """Make an ended exercise in which a person wrote a note."""
    make(file, stage="ended")
    clock = ManualClock()
    session = open_session(LocalWorkplace(clock).open(file, lambda _finding: None), clock)
    take_note(session, f"{name} said so", hand=Hand(by=name))
    close_session(session)
    return file


def test_a_copy_without_names_is_made_where_the_form_says(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    file = ended_by(folder / "one.tabletop", "Budi Santoso")
    before = file.read_bytes()
    window = make_window(recent=(str(file),), language="en")
    read(qtbot, window)

    qtbot.mouseClick(button(window, "Copy without names ..."), Qt.MouseButton.LeftButton)
    names = home_of(window).findChild(SharingPage)
    assert names is not None
    qtbot.waitUntil(lambda: names.findChild(QPlainTextEdit, "field-names") is not None)
    place = names.findChild(QLineEdit, "field-file")
    assert place is not None
    place.setText(str(folder / "shared"))
    names.findChild(QPlainTextEdit, "field-names").setPlainText("Sri\n\n drill ")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: "Made: " in said(window), timeout=20_000)
    assert "Names hidden: 3; attachments left out: 0." in said(window)
    data = (folder / "shared.tabletop").read_bytes()
    assert b"Budi" not in data
    assert b"drill" not in data
    assert file.read_bytes() == before
    assert table_of(window).isVisible()


def test_a_refusal_stays_in_the_form_with_what_was_typed(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    file = ended_by(folder / "one.tabletop", "Budi Santoso")
    window = make_window(recent=(str(file),), language="en")
    read(qtbot, window)
    home_of(window).do("redact")
    page = home_of(window).findChild(SharingPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.findChild(QPlainTextEdit, "field-names") is not None)
    page.findChild(QPlainTextEdit, "field-names").setPlainText("x")

    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: "is too short" in said(window), timeout=10_000)
    assert page.findChild(QPlainTextEdit, "field-names").toPlainText() == "x"


def test_only_an_ended_exercise_is_copied(qtbot: QtBot, make_window: MakeWindow, folder: Path) -> None:
    window = make_window(recent=(str(make(folder / "one.tabletop")),), language="en")
    read(qtbot, window)

    home_of(window).do("redact")

    assert "Only an exercise that has ended can be copied without names." in said(window)
    assert QApplication.focusWidget() is not None
