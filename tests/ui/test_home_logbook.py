"""An observer's logbook in Home: how one is begun, and how a row of the list tells it and merged files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot
from ui.test_home import button, cell, home_of, line, make, opened, press, read, said

from tabletop import paths
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.errors import Finding, UserError
from tabletop.services.workplace import Glance, LogbookOrder
from tabletop.ui.main_window import MainWindow

pytestmark = pytest.mark.slow
MakeWindow = Callable[..., MainWindow]
Order = tuple[Path, LogbookOrder, Path]


class Told(LocalWorkplace):
    """The real workplace, but for what a glance says besides what it read."""

    def __init__(self, **told: object) -> None:
        super().__init__(ManualClock())
        self._told = told

    def glance(self, file: Path) -> Glance | UserError:
        found = super().glance(file)
        return replace(found, **self._told) if isinstance(found, Glance) else found


def open_form(qtbot: QtBot, window: MainWindow) -> None:
    """Open the form and go to the small pack."""
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: home_of(window).findChild(QLineEdit, "field-station") is not None, timeout=10_000)
    choice = home_of(window).findChild(QComboBox, "field-pack")
    assert choice is not None
    choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: line(window, "field-file").text().endswith("Quick start P1.tabletop"))


def tick(window: MainWindow, *cells: str) -> None:
    for box in home_of(window).findChildren(QCheckBox):
        if box.text() in cells:
            box.setChecked(True)


def cells_of(window: MainWindow) -> list[str]:
    return [box.text() for box in home_of(window).findChildren(QCheckBox) if ":" in box.accessibleName()]


def caught(window: MainWindow) -> list[Order]:
    """Note what is ordered in place of making it."""
    noted: list[Order] = []
    signal = home_of(window).logbook_asked
    signal.disconnect()
    signal.connect(lambda *order: noted.append(order))
    return noted


def submit(qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


# The form -----------------------------------------------------------------------------------------


def test_a_logbook_is_ordered_from_a_pack_for_the_ticked_cells(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    noted = caught(window)
    open_form(qtbot, window)
    assert "Pick cells and begin" in said(window)
    first, second, *_ = cells_of(window)

    line(window, "field-station").setText("P2")
    line(window, "field-observer").setText(" Ipda Sri ")
    tick(window, first, second)
    submit(qtbot)

    qtbot.waitUntil(lambda: bool(noted))
    order = LogbookOrder(station="P2", cells=(first, second), observer="Ipda Sri")
    file = paths.documents() / "Quick start P2.tabletop"
    assert noted == [(paths.bundled_pack("quick-start"), order, file)]
    assert f"Watches {first}, {second}" in said(window)


def test_a_logbook_opens_once_it_was_begun(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    open_form(qtbot, window)
    line(window, "field-observer").setText("Sri")
    tick(window, cells_of(window)[0])

    submit(qtbot)

    opened(qtbot, window)
    assert window.bridge is not None
    assert window.bridge.session.is_logbook
    assert (paths.documents() / "Quick start P1.tabletop").exists()


def test_the_file_is_named_after_the_station_unless_a_person_named_it(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window()
    open_form(qtbot, window)
    place = line(window, "field-file")

    line(window, "field-station").setText("P7")
    qtbot.waitUntil(lambda: place.text().endswith("Quick start P7.tabletop"))
    place.setText("mine")
    line(window, "field-station").setText("P8")

    qtbot.waitUntil(lambda: window._tasks.is_idle)
    assert place.text() == "mine"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("field-station", " ", "give the station a name"),
        ("field-observer", "", "say who observes"),
        ("field-file", "", "give the file a name"),
    ],
)
def test_what_is_not_said_yet_is_told_in_the_form(
    qtbot: QtBot, make_window: MakeWindow, field: str, typed: str, words: str
) -> None:
    window = make_window()
    noted = caught(window)
    open_form(qtbot, window)
    line(window, "field-observer").setText("Sri")
    tick(window, *cells_of(window))
    line(window, field).setText(typed)

    submit(qtbot)

    assert words in said(window)
    assert QApplication.focusWidget() is line(window, field)
    assert noted == []


def test_a_logbook_without_a_cell_is_not_begun(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    noted = caught(window)
    open_form(qtbot, window)
    line(window, "field-observer").setText("Sri")

    submit(qtbot)

    assert "pick the cells that are watched" in said(window)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QCheckBox)
    assert focused.text() == cells_of(window)[0]
    assert noted == []


def test_a_refusal_of_the_stations_name_leads_to_that_field(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    caught(window)
    open_form(qtbot, window)

    home_of(window).show_refusal(Path("x"), UserError("station-is-directors", given="DIR"))

    assert QApplication.focusWidget() is line(window, "field-station")


def test_each_way_keeps_what_was_typed_in_it_also_over_a_change_of_language(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window()
    open_form(qtbot, window)
    line(window, "field-observer").setText("Sri")
    tick(window, cells_of(window)[0])

    qtbot.mouseClick(button(window, "New exercise"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Make exercise" in words_of_buttons(window), timeout=10_000)
    window.change_look(language="id")
    window.change_look(language="en")
    qtbot.waitUntil(lambda: home_of(window).isVisible())  # the page before is gone
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert "Start the logbook" in words_of_buttons(window)
    assert line(window, "field-observer").text() == "Sri"
    assert f"Watches {cells_of(window)[0]}" in said(window)


def test_tab_goes_down_the_form_over_the_cells_to_its_act(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    open_form(qtbot, window)
    page, met = home_of(window), []

    while len(met) < 40 and page.isAncestorOf(QApplication.focusWidget()):
        met.append(QApplication.focusWidget().accessibleName())
        press(qtbot, Qt.Key.Key_Tab)

    assert met[:7] == [
        "Pack", "Choose another pack or exercise ...", "Station, as the director named it",
        "Name of the observer", "Keep the other cells' future injects in it", "File of the logbook",
        "Choose the place ...",
    ]  # fmt: skip
    assert met[-2:] == ["Start the logbook (Ctrl+Enter)", "Close (Esc)"]
    assert [name.partition(":")[0] for name in met[7:-2]] == cells_of(window)


# The list -----------------------------------------------------------------------------------------


def test_a_row_tells_a_logbook_by_its_station_and_no_score(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    file = make(tmp_path / "P1.tabletop")
    window = make_window(
        recent=(str(file),), workplace=Told(station="P1", is_logbook=True, stage="before", entries=23)
    )

    read(qtbot, window)

    told = [cell(window, 0, column) for column in ("stage", "injects", "score", "integrity")]
    assert told == ["Logbook P1", "", "", "Intact"]
    assert "23 entries" in said(window)
    assert "Injects released" not in said(window)


def test_a_file_that_lacks_merged_rows_is_incomplete_and_not_damaged(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    file = make(tmp_path / "a.tabletop")
    findings = (
        Finding(code="rows-missing", fields={"station": "P1", "seq": 4}),
        Finding(code="rows-missing", fields={"station": "P1", "seq": 9}),
        Finding(code="rows-aside", fields={"station": "P2", "rows": 3}),
    )
    window = make_window(recent=(str(file),), workplace=Told(findings=findings))

    read(qtbot, window)

    assert cell(window, 0, "integrity") == "Incomplete: 2"
    assert cell(window, 0, "file").endswith("a")
    words = said(window)
    assert "Rows are missing of P1" in words
    assert "Rows of P2 contradict each other" in words
    assert "is not as it was written" not in words
    assert button(window, "Open exercise").isVisible()


def test_damage_is_told_before_what_is_only_incomplete(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    file = make(tmp_path / "a.tabletop")
    findings = (
        Finding(code="rows-missing", fields={"station": "P1", "seq": 4}),
        Finding(code="header-missing", place="a.tabletop"),
    )
    window = make_window(recent=(str(file),), workplace=Told(findings=findings))

    read(qtbot, window)

    assert cell(window, 0, "integrity") == "Damaged"


def test_a_row_names_the_laptop_that_took_over(qtbot: QtBot, make_window: MakeWindow, tmp_path: Path) -> None:
    window = make_window(recent=(str(make(tmp_path / "a.tabletop")),), workplace=Told(station="DIR-2"))

    read(qtbot, window)

    assert cell(window, 0, "stage") == "Paused"
    assert "DIR-2" in said(window)


def words_of_buttons(window: MainWindow) -> list[str]:
    """Return the words of every button that is shown."""
    shown = home_of(window).findChildren(type(button(window, "New exercise")))
    return [one.text() for one in shown if one.isVisible()]
