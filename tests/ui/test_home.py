"""Home: what goes on, what is wrong with a file and the way out, a new exercise; by mouse and by key."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from tabletop import paths
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.errors import Finding
from tabletop.services.prepare import close_session, open_session
from tabletop.services.timekeeping import end_exercise, start_exercise
from tabletop.store.exercise_file import ExerciseFile
from tabletop.ui.item_models.exercise_words import COLUMNS, Column
from tabletop.ui.main_window import MainWindow
from tabletop.ui.pages.home import HomePage
from tabletop.ui.widgets.exercise_table import ExerciseTable

pytestmark = pytest.mark.slow
MakeWindow = Callable[..., MainWindow]
QUICK, CITY = "Quick start: flood in a district", "City Security for the 2024 Election"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exercises"
    made.mkdir()
    return made


def make(file: Path, *, stage: str = "paused", pack: str = "quick-start") -> Path:
    """Make a real exercise file with a shadow log: ready, paused or ended."""
    clock = ManualClock()
    journal = LocalWorkplace(clock).begin(paths.bundled_pack(pack), file, unheard)
    session = open_session(journal, clock)
    if stage != "ready":
        start_exercise(session, override="drill")
        clock.advance(4_000)  # a longer silence would be a sleep
    if stage == "ended":
        end_exercise(session)
    close_session(session)
    return file


def unheard(finding: Finding) -> None:
    raise AssertionError(finding)


def damage(file: Path) -> None:
    """Change a letter in a row, as a bad disk would."""
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal SET body = replace(body, 'drill', 'drift')")
    connection.close()


@pytest.fixture
def held(folder: Path) -> Iterator[ExerciseFile]:
    """Hold a file open, as another window does, with a copy made a moment ago."""
    file = make(folder / "Held.tabletop")
    journal = LocalWorkplace(ManualClock()).open(file, unheard)
    yield journal
    journal.close()


def home_of(window: MainWindow) -> HomePage:
    page = window.findChild(HomePage)
    assert page is not None
    return page


def table_of(window: MainWindow) -> ExerciseTable:
    table = home_of(window).findChild(ExerciseTable)
    assert table is not None
    return table


def cell(window: MainWindow, row: int, column: Column) -> str:
    model = table_of(window).model()
    return str(model.data(model.index(row, COLUMNS.index(column)), Qt.ItemDataRole.DisplayRole))


def names(window: MainWindow) -> list[str]:
    return [cell(window, row, "file") for row in range(table_of(window).model().rowCount())]


def button(window: MainWindow, words: str) -> QPushButton:
    """Return the button with these words that can be pressed now."""
    found = [
        one for one in home_of(window).findChildren(QPushButton) if one.text() == words and one.isVisible()
    ]
    assert len(found) == 1, (words, found)
    return found[0]


def said(window: MainWindow) -> str:
    """Return every word of the page that can be seen, without the marks that let paths be broken."""
    labels = [label.text() for label in home_of(window).findChildren(QLabel) if label.isVisible()]
    boxes = [box.toPlainText() for box in home_of(window).findChildren(QPlainTextEdit) if box.isVisible()]
    return "\n".join([*labels, *boxes]).replace("\u200b", "")


def line(window: MainWindow, name: str) -> QLineEdit:
    found = home_of(window).findChild(QLineEdit, name)
    assert found is not None
    return found


def read(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until every file was read and the card knows what goes on."""
    qtbot.waitUntil(lambda: "reading ..." not in said(window), timeout=10_000)
    rows = range(table_of(window).model().rowCount())
    qtbot.waitUntil(lambda: all(cell(window, row, "stage") != "reading ..." for row in rows), timeout=10_000)


def opened(qtbot: QtBot, window: MainWindow) -> str:
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=10_000)
    assert window.bridge is not None
    return window.bridge.session.journal.header.exercise


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Send a key to whatever has the focus, as a keyboard does."""
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


# What goes on -------------------------------------------------------------------------------------


def test_one_press_leads_from_the_empty_home_to_the_sample(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    assert "No exercise yet" in said(window)

    qtbot.mouseClick(button(window, "Try the sample"), Qt.MouseButton.LeftButton)

    opened(qtbot, window)
    assert window.bridge is not None
    assert CITY in window.bridge.session.scenario.title.in_language("en")
    assert window.bridge.state.stage == "before"


def test_enter_continues_the_newest_exercise_with_play_left_in_it(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    ended, paused = make(folder / "a.tabletop", stage="ended"), make(folder / "b.tabletop")
    window = make_window(recent=(str(ended), str(paused)))
    read(qtbot, window)
    assert "Paused at T+00:00:04" in said(window)

    qtbot.waitUntil(lambda: QApplication.focusWidget() is button(window, "Continue"))
    press(qtbot, Qt.Key.Key_Return)

    opened(qtbot, window)
    assert window.bridge is not None
    assert window.bridge.state.stage == "paused"


def test_where_nothing_is_left_to_continue_the_sample_is_offered_once(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    window = make_window(recent=(str(make(folder / "a.tabletop", stage="ended")),))

    read(qtbot, window)

    assert "Nothing is left to continue" in said(window)
    assert button(window, "Try the sample").property("rank") == "act"


def test_the_open_exercise_is_gone_on_with_and_not_opened_anew(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    file = make(folder / "a.tabletop")
    window = make_window(recent=(str(file),))
    read(qtbot, window)
    press(qtbot, Qt.Key.Key_Return)
    opened(qtbot, window)
    bridge = window.bridge
    window.show_mode("home")
    read(qtbot, window)
    assert cell(window, 0, "integrity") == "Intact"

    table_of(window).setFocus()
    press(qtbot, Qt.Key.Key_Return)

    assert window.bridge is bridge
    assert not home_of(window).isVisible()


def test_a_second_enter_while_a_file_is_being_opened_does_nothing(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    window = make_window(recent=(str(make(folder / "a.tabletop")),))
    read(qtbot, window)
    asked: list[Path] = []
    home_of(window).open_asked.connect(asked.append)

    table_of(window).setFocus()
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return)

    assert len(asked) == 1
    opened(qtbot, window)


# The list -----------------------------------------------------------------------------------------


def test_a_row_says_stage_injects_score_and_integrity(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    window = make_window(recent=(str(make(folder / "a.tabletop", stage="ended")),), language="en")

    read(qtbot, window)

    assert [cell(window, 0, column) for column in COLUMNS] == [
        QUICK, "26-01-2024", "Ended", "0/5", "low evidence", "Intact", "exercises / a",
    ]  # fmt: skip


def test_each_file_that_cannot_be_opened_says_why_in_its_row(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    foreign = folder / "foreign.tabletop"
    foreign.write_text("a letter", encoding="utf-8")
    sub = folder / "sub.tabletop"
    sub.mkdir()
    files = (folder / "gone.tabletop", foreign, sub)
    window = make_window(recent=tuple(map(str, files)))

    read(qtbot, window)

    assert names(window) == ["There is no file", "Not an exercise", "This is a folder"]
    assert "There is no file gone.tabletop. Nothing was changed." in said(window)


def test_a_damaged_file_offers_its_newest_backup_and_enter_opens_a_copy_of_it(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    file = make(folder / "a.tabletop")
    exercise = LocalWorkplace().glance(file)
    damage(file)
    before = file.read_bytes()
    window = make_window(recent=(str(file),))
    read(qtbot, window)
    assert cell(window, 0, "integrity") == "Damaged"
    assert cell(window, 0, "file").startswith("Open the copy of ")
    assert "is not as it was written" in said(window)

    table_of(window).setFocus()
    press(qtbot, Qt.Key.Key_Return)

    assert opened(qtbot, window) == getattr(exercise, "exercise_id", None)
    assert file.read_bytes() == before
    assert (paths.documents() / "a (copy).tabletop").exists()


def test_a_held_file_names_its_holder_and_its_copy_keeps_a_shadow_log_of_its_own(
    qtbot: QtBot, make_window: MakeWindow, held: ExerciseFile
) -> None:
    shadow = paths.data() / "exercises" / held.header.exercise
    lines = (shadow / "journal.jsonl").read_bytes()
    window = make_window(recent=(str(held.path),))
    read(qtbot, window)
    assert cell(window, 0, "file").startswith("In use at ")

    [open_copy] = [
        one for one in home_of(window).findChildren(QPushButton) if one.text().startswith("Open the copy of")
    ]
    qtbot.mouseClick(open_copy, Qt.MouseButton.LeftButton)

    assert opened(qtbot, window) == held.header.exercise
    assert (shadow / "journal.jsonl").read_bytes() == lines
    assert list((shadow / "copies").glob("*/journal.jsonl"))


def test_a_refusal_is_shown_in_the_row_of_the_file_and_never_as_a_dialog(
    qtbot: QtBot, make_window: MakeWindow, held: ExerciseFile, tasks: object
) -> None:
    window = make_window()

    window._tasks.spawn(window.open_file(held.path))

    qtbot.waitUntil(lambda: table_of(window).isVisible(), timeout=10_000)
    assert cell(window, 0, "file").startswith("In use at ")
    assert "Close it there, or read the latest copy" in said(window)
    assert QApplication.activeModalWidget() is None


def test_a_row_says_again_what_its_file_is_when_one_comes_back(
    qtbot: QtBot, make_window: MakeWindow, held: ExerciseFile
) -> None:
    window = make_window(recent=(str(held.path),))
    read(qtbot, window)
    assert cell(window, 0, "file").startswith("In use at ")

    held.close()
    window.show_mode("home")

    qtbot.waitUntil(lambda: cell(window, 0, "file") == "exercises / Held", timeout=10_000)
    assert cell(window, 0, "stage") == "Paused"


def test_a_damaged_file_without_a_copy_says_so(qtbot: QtBot, make_window: MakeWindow, folder: Path) -> None:
    file = make(folder / "a.tabletop")
    damage(file)
    shutil.rmtree(paths.data())
    window = make_window(recent=(str(file),))

    read(qtbot, window)

    assert (cell(window, 0, "integrity"), cell(window, 0, "file")) == ("Damaged", "No copy here")
    assert "rebuild it with" in said(window)


def test_typing_in_the_search_leaves_the_rows_with_these_words(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    files = [make(folder / "flood.tabletop"), make(folder / "vote.tabletop", pack="sispamkota-2024")]
    window = make_window(recent=tuple(map(str, files)))
    read(qtbot, window)

    press(qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "ELECT")

    assert names(window) == ["exercises / vote"]
    press(qtbot, Qt.Key.Key_Escape)
    assert len(names(window)) == 2


def test_a_head_sorts_up_then_down_then_by_use_again(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    files = [
        make(folder / "a.tabletop", stage="ended"), make(folder / "b.tabletop", stage="ready"),
        make(folder / "c.tabletop"),
    ]  # fmt: skip
    window = make_window(recent=tuple(map(str, files)))
    read(qtbot, window)
    head = table_of(window).horizontalHeader()
    head.setFocus()
    for _ in range(COLUMNS.index("stage")):
        press(qtbot, Qt.Key.Key_Right)

    orders = []
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Space)
        orders.append([cell(window, row, "stage") for row in range(3)])

    assert orders == [
        ["Ready", "Paused", "Ended"],
        ["Ended", "Paused", "Ready"],
        ["Ended", "Ready", "Paused"],
    ]


def test_delete_takes_a_row_off_the_list_and_leaves_the_file(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    files = [make(folder / "a.tabletop"), make(folder / "b.tabletop")]
    window = make_window(recent=tuple(map(str, files)))
    read(qtbot, window)

    table_of(window).setFocus()
    press(qtbot, Qt.Key.Key_Delete)

    assert names(window) == ["exercises / b"]
    assert "The file itself stays" in said(window)
    assert files[0].exists()
    assert str(files[0]) not in paths.settings_file().read_text(encoding="utf-8")


def test_a_file_that_is_dropped_is_opened(qtbot: QtBot, make_window: MakeWindow, folder: Path) -> None:
    file = make(folder / "a.tabletop")
    window = make_window()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/tmp/other.txt"), QUrl.fromLocalFile(str(file))])

    home_of(window).dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip

    opened(qtbot, window)


def test_a_file_is_chosen_in_a_dialog_that_speaks_our_language(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    file = make(folder / "a.tabletop")
    window = make_window()
    press(qtbot, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.labelText(QFileDialog.DialogLabel.Accept) == "Open exercise"

    dialog.selectFile(str(file))
    dialog.accept()

    opened(qtbot, window)


def test_a_folder_that_is_marked_is_opened_in_our_language(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    file = make(folder / "a.tabletop")
    (folder / "shadow").mkdir()
    window = make_window(language="id", recent=(str(file),))
    press(qtbot, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(folder))
    rows = dialog.findChild(QListView, "listView")
    assert rows is not None
    qtbot.waitUntil(lambda: rows.model().rowCount(rows.rootIndex()) > 0, timeout=5_000)
    (marked,) = (
        at
        for row in range(rows.model().rowCount(rows.rootIndex()))
        if (at := rows.model().index(row, 0, rows.rootIndex())).data() == "shadow"
    )

    rows.setCurrentIndex(marked)

    qtbot.waitUntil(
        lambda: {one.text() for one in dialog.findChildren(QPushButton)} == {"Buka folder", "Batal"}
    )
    dialog.reject()


# A new exercise -----------------------------------------------------------------------------------


def open_form(qtbot: QtBot, window: MainWindow) -> QLineEdit:
    press(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: home_of(window).findChild(QLineEdit, "field-file") is not None, timeout=10_000)
    return line(window, "field-file")


def choose_pack(window: MainWindow, at: int) -> None:
    choice = home_of(window).findChild(QComboBox, "field-pack")
    assert choice is not None
    choice.setCurrentIndex(at)


def test_a_new_exercise_is_made_from_the_chosen_pack(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    place = open_form(qtbot, window)

    choose_pack(window, 1)
    qtbot.waitUntil(lambda: Path(place.text()).name.startswith("Quick start"))
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    opened(qtbot, window)
    assert Path(window._preferences.settings.recent[0]).parent == paths.documents()
    assert Path(window._preferences.settings.recent[0]).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("taken", "already exists and was left as it is"),
        ("no/such/folder/a", "There is no folder"),
        ("taken.tabletop/a", "There is no folder"),
        ("", "give the file a name"),
    ],
)
def test_a_place_that_cannot_be_is_told_in_the_form_and_what_was_typed_stays(
    qtbot: QtBot, make_window: MakeWindow, folder: Path, typed: str, words: str
) -> None:
    make(folder / "taken.tabletop")
    window = make_window()
    place = open_form(qtbot, window)
    choose_pack(window, 1)
    place.setText(f"{folder}/{typed}" if typed else "")

    place.setFocus()
    press(qtbot, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: words in said(window), timeout=10_000)
    assert place.text() == (f"{folder}/{typed}" if typed else "")
    assert window.bridge is None
    assert [path.name for path in folder.iterdir()] == ["taken.tabletop"]


def test_a_bad_pack_is_told_line_by_line_and_nothing_is_made_of_it(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    bad = folder / "bad"
    shutil.copytree(paths.bundled_pack("quick-start"), bad)
    msel = bad / "msel.yaml"
    msel.write_text(
        msel.read_text(encoding="utf-8").replace("objective: O1", "objective: O9"), encoding="utf-8"
    )
    window = make_window()
    place = open_form(qtbot, window)
    qtbot.mouseClick(button(window, "Choose another pack ..."), Qt.MouseButton.LeftButton)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None

    dialog.selectFile(str(bad / "pack.yaml"))
    dialog.accept()

    qtbot.waitUntil(lambda: "unknown objective O9" in said(window), timeout=10_000)
    assert "msel.yaml:" in said(window)
    window.activateWindow()
    place.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert window.bridge is None
    assert "This pack cannot be used yet" in said(window)


def test_the_form_is_gone_once_its_exercise_was_made(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    open_form(qtbot, window)
    choose_pack(window, 1)
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened(qtbot, window)

    window.show_mode("home")

    assert home_of(window).findChild(QLineEdit, "field-file") is None
    qtbot.waitUntil(lambda: cell(window, 0, "stage") == "Ready", timeout=10_000)


def test_what_went_wrong_elsewhere_is_told_in_the_form_too(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    open_form(qtbot, window)

    home_of(window).say_trouble("A report lies in x.txt.")

    assert "A report lies in x.txt." in said(window)


def test_escape_leaves_the_form_for_the_list(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    open_form(qtbot, window)

    press(qtbot, Qt.Key.Key_Escape)

    assert button(window, "New exercise").isVisible()
    assert home_of(window).keep()["new"] is None


# Language, keyboard -------------------------------------------------------------------------------


def test_what_is_typed_and_told_outlives_a_change_of_language(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    file = make(folder / "flood.tabletop")
    window = make_window(recent=(str(folder / "gone.tabletop"), str(file)))
    read(qtbot, window)
    press(qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "flo")
    open_form(qtbot, window).setText("half a na")

    window.change_look(language="id")

    assert line(window, "field-file").text() == "half a na"
    press(qtbot, Qt.Key.Key_Escape)
    assert names(window) == ["exercises / flood"]
    assert cell(window, 0, "injects") == "0/5"


def test_every_control_has_a_name_and_tab_goes_down_the_page(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    window = make_window(recent=(str(make(folder / "a.tabletop")),))
    read(qtbot, window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button(window, "Continue"))
    page, met = home_of(window), []

    while len(met) < 20 and page.isAncestorOf(QApplication.focusWidget()):
        met.append(QApplication.focusWidget().accessibleName())
        press(qtbot, Qt.Key.Key_Tab)

    assert met == [
        "Continue (Enter)", "New exercise (Ctrl+N)", "New logbook (Ctrl+L)", "Open a file (Ctrl+O)",
        "Try the sample (Ctrl+E)", "Find an exercise", "Exercises", "Sort by column: left, right, space",
        "Open exercise (Enter)", "Take off the list (Del)",
    ]  # fmt: skip


def test_tab_goes_down_the_form_and_every_control_has_a_name(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    open_form(qtbot, window)
    page, met = home_of(window), []

    while len(met) < 20 and page.isAncestorOf(QApplication.focusWidget()):
        met.append(QApplication.focusWidget().accessibleName())
        press(qtbot, Qt.Key.Key_Tab)

    assert met == [
        "Pack", "Choose another pack ...", "File of the exercise", "Choose the place ...",
        "Make exercise (Ctrl+Enter)", "Close (Esc)", "About the pack",
    ]  # fmt: skip
