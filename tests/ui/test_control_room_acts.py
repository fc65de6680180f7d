"""The control room, rarer acts: an inject that no plan holds, a copy of a backup."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, RunDesk, log_of, said
from ui.states import play_files

from tabletop import paths
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.events import InjectReleased
from tabletop.ui.main_window import MainWindow

pytestmark = pytest.mark.slow


# An inject that no plan holds ---------------------------------------------------------------------


def improvised(desk: RunDesk) -> RunDesk:
    desk.press("Shift+F8")
    return desk.submit(title="Rumour of a leak", message="A rumour is told.", to="OPS", method="phone")


def test_an_improvised_inject_goes_out_and_stands_in_table_log_and_receipt(released: RunDesk) -> None:
    improvised(released)

    event = released.last.event
    assert isinstance(event, InjectImprovised)
    assert released.inject(event.inject).is_released
    assert released.page.parts.table.selected == event.inject
    assert event.inject in log_of(released)[0].text or event.inject == log_of(released)[0].inject
    assert released.strip[0] == "receipt"
    assert event.inject in released.strip[1]
    assert "Undo, 10 s" in released.strip[1]
    assert released.page.parts.form is None
    assert released.has_line_focus


def test_an_improvised_inject_is_undone_without_a_trace_in_the_table(released: RunDesk) -> None:
    improvised(released)
    number = released.page.parts.table.selected

    released.press("Shift+F5")

    assert released.kinds[-2:] == ["improvise", "undo"]
    assert number not in released.state.injects
    assert released.page.parts.table.selected != number
    released.press("F5")
    assert released.last.event == InjectReleased(inject="E02", variant=0)


@pytest.mark.parametrize("values", [{"title": ""}, {"message": ""}])
def test_an_improvised_inject_that_lacks_something_is_refused_in_the_form(
    released: RunDesk, values: dict[str, str]
) -> None:
    count = len(released.rows)
    released.press("Shift+F8")

    released.submit(**{"title": "Rumour", "message": "A rumour.", "to": "OPS", **values})

    assert len(released.rows) == count
    assert released.form.values()["to"] == "OPS"
    assert "empty" in said(released.form)


@pytest.mark.parametrize("keys", ["F11", "Ctrl+T"])
def test_a_message_of_several_lines_is_typed_on_where_it_was_over_a_new_look(
    released: RunDesk, keys: str
) -> None:
    released.press("Shift+F8").type("Rumour").press("Tab").type("A ru").press(keys)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)

    released.type("mour")

    assert released.form.values()["message"] == "A rumour"


# A backup -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return play_files(tmp_path_factory.mktemp("played"))


def open_played(window: MainWindow, qtbot: QtBot, files: dict[str, Path]) -> None:
    """Open a copy of the sample as it stood at T+02:24."""
    file = paths.documents() / "Sispamkota.tabletop"
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(files["played"], file)
    window._tasks.spawn(window.open_file(file))
    qtbot.waitUntil(lambda: window.bridge is not None and window._tasks.is_idle, timeout=10_000)


@pytest.fixture
def reopened(qtbot: QtBot, make_window: MakeWindow, clock: ManualClock, files: dict[str, Path]) -> RunDesk:
    window = make_window()
    open_played(window, qtbot, files)
    return RunDesk(qtbot, window, clock)


def test_a_backup_is_opened_as_a_copy_and_the_first_file_stays_as_it_is(
    reopened: RunDesk, qtbot: QtBot
) -> None:
    first = reopened.window._open.file
    reopened.press("F9").wait(2_000).press("F9").wait(2_000)
    reopened.press("F9").wait(2_000).type("said after the backup").press("Return")
    rows = len(reopened.rows)

    reopened.press("Ctrl+K").type("open a backup").press("Return")
    assert "stays exactly as it is" in said(reopened.form)
    reopened.press("Ctrl+Return")
    qtbot.waitUntil(lambda: reopened.window._open.file != first and reopened.window._tasks.is_idle)

    copy = reopened.window._open.file
    assert copy is not None
    assert first is not None
    assert "restored" in copy.name
    assert len(reopened.rows) < rows + 1
    reopened.window._tasks.spawn(reopened.window.open_file(first))
    qtbot.waitUntil(lambda: reopened.window._open.file == first and reopened.window._tasks.is_idle)
    assert any("said after the backup" in entry.text for entry in log_of(reopened))
