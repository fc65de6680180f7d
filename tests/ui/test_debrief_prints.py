"""The papers of the debrief: every kind as every file, previewed, stopped, refused; no key waits."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from builders import ManualClock
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit
from ui import test_debrief as debrief_room
from ui.test_debrief import OpenScreen, Programs, Screen

from tabletop import paths
from tabletop.bootstrap.papers import FORMS
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.errors import UserError
from tabletop.services.workplace import PaperFile, PaperOrder, Paperwork
from tabletop.ui.item_models.paper_words import KINDS, forms_of
from tabletop.ui.pages.debrief_prints import PrintsPart
from tabletop.ui.widgets.debrief_layout import PRINTS, SUMMARY

pytestmark = pytest.mark.slow
played, open_screen, programs = debrief_room.played, debrief_room.open_screen, debrief_room.programs
SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NAMES = {"summary": "debrief"}
"""How a file is called that is not called as its kind."""
_STEP_S = 0.005


class SlowWorkplace(LocalWorkplace):
    """The real workplace; while its gate is shut a paper stands at three pages of ten until it is stopped."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(clock)
        self.gate = threading.Event()
        self.gate.set()
        self.orders: list[PaperOrder] = []
        self.stopped: list[PaperOrder] = []
        self.threads: set[threading.Thread] = set()

    def paper(self, work: Paperwork, order: PaperOrder, progress: Callable[[int, int], bool]) -> PaperFile:
        self.orders.append(order)
        self.threads.add(threading.current_thread())
        while not self.gate.wait(_STEP_S):
            if not progress(3, 10):
                self.stopped.append(order)
                raise UserError("printing-stopped")
        return super().paper(work, order, progress)


@pytest.fixture
def slow(clock: ManualClock) -> Iterator[SlowWorkplace]:
    made = SlowWorkplace(clock)
    yield made
    made.gate.set()


def part(screen: Screen) -> PrintsPart:
    found = screen.page.more[PRINTS]
    assert isinstance(found, PrintsPart)
    return found


def choose(screen: Screen, *, settle: bool = True, **choices: str) -> None:
    for name, value in choices.items():
        box = getattr(part(screen).order, name)
        assert isinstance(box, QComboBox)
        assert box.findData(value) >= 0, value
        box.setCurrentIndex(box.findData(value))
    if settle:
        screen.settle()


def begin(screen: Screen, key: Qt.Key = Qt.Key.Key_S) -> None:
    """Press a key without waiting for what it begins."""
    QTest.keyClick(screen.window.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)


def until_asked(screen: Screen, slow: SlowWorkplace, times: int) -> None:
    screen.qtbot.waitUntil(lambda: len(slow.orders) == times)


def saved(ending: str = "") -> list[Path]:
    return sorted(paths.documents().glob(f"*{ending}"))


def preview_words(screen: Screen) -> str:
    """Return what is said in place of the preview; empty while a page is shown."""
    right = part(screen)._right
    return part(screen)._words.text() if right.currentIndex() == 1 else ""


def reopened(file: Path) -> int:
    """Open a file by a library for its kind; return how many pages, parts or values it has."""
    data = file.read_bytes()
    if file.suffix == ".pdf":
        with pypdfium2.PdfDocument(data) as document:
            return len(document)
    if file.suffix == ".docx":
        document = docx.Document(BytesIO(data))
        return len(document.paragraphs) + len(document.tables)
    if file.suffix == ".xlsx":
        return len(openpyxl.load_workbook(BytesIO(data)).sheetnames)
    return len(json.loads(data))


def test_every_paper_that_is_offered_can_be_made() -> None:
    for kind in KINDS:
        assert set(forms_of(kind)) <= set(FORMS[kind])


def test_every_paper_is_saved_as_every_file_and_opens_again(
    open_screen: OpenScreen, programs: Programs
) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_8)

    for kind in KINDS:
        choose(screen, kind=kind, settle=False)
        for form in forms_of(kind):
            choose(screen, form=form, settle=False)
            screen.ctrl(Qt.Key.Key_S)

            (file,) = saved(f" {NAMES.get(kind, kind)}{'' if form == 'json' else ' en'}.{form}")
            assert reopened(file) > 0
            assert programs.opened[-1] == str(file)
            assert str(file) in screen.message
    assert len(saved()) == len(programs.opened) == sum(len(forms_of(kind)) for kind in KINDS)


# The preview --------------------------------------------------------------------------------------


def test_the_pages_of_the_preview_are_turned_by_keys(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_8)
    choose(screen, kind="report")
    pages = part(screen).pages
    count = pages.count
    assert count > 2
    assert (pages.number.text(), pages.back.isEnabled()) == (f"page 1 of {count}", False)

    pages.on.setFocus()
    screen.press(Qt.Key.Key_Space)
    assert pages.number.text() == f"page 2 of {count}"
    pages.picture.setFocus()
    screen.press(Qt.Key.Key_PageDown)
    assert pages.number.text() == f"page 3 of {count}"
    screen.press(Qt.Key.Key_PageUp)
    assert pages.number.text() == f"page 2 of {count}"

    choose(screen, languages="id")  # the same paper: the page stays open
    assert pages.page == 1
    screen.window.change_look(language="id")
    screen.settle()
    assert part(screen).pages.page == 1
    for _ in range(count + 3):
        part(screen).pages.turn(1)
    assert part(screen).pages.page == part(screen).pages.count - 1
    choose(screen, kind="hot-wash")
    assert part(screen).pages.page == 0


def test_a_choice_that_changes_while_a_preview_is_made_stops_it_and_only_the_last_is_shown(
    open_screen: OpenScreen, slow: SlowWorkplace
) -> None:
    screen = open_screen(workplace=slow)
    slow.gate.clear()
    begin(screen, Qt.Key.Key_8)
    until_asked(screen, slow, 1)

    choose(screen, kind="report", settle=False)
    until_asked(screen, slow, 2)
    choose(screen, kind="plan", languages="id+en", settle=False)
    until_asked(screen, slow, 3)
    slow.gate.set()
    screen.settle()

    assert [order.kind for order in slow.stopped] == ["summary", "report"]
    assert (slow.orders[-1].kind, slow.orders[-1].languages) == ("plan", ("id", "en"))
    assert preview_words(screen) == ""
    assert part(screen).pages.count >= 1


def test_a_sheet_is_previewed_as_the_paper_that_holds_the_same(
    open_screen: OpenScreen, slow: SlowWorkplace
) -> None:
    screen = open_screen(workplace=slow)
    screen.ctrl(Qt.Key.Key_8)

    choose(screen, kind="plan", form="xlsx")

    assert slow.orders[-1].form == "pdf"
    assert preview_words(screen) == ""


def test_json_has_no_preview_and_what_makes_no_difference_is_locked(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_8)
    order = part(screen).order
    assert order.paper.isEnabled()

    choose(screen, form="json")
    assert preview_words(screen).startswith("JSON holds the numbers")
    assert not any(box.isEnabled() for box in (order.paper, order.languages, order.labels))

    choose(screen, kind="report")  # as PDF again: JSON is not among its files
    assert preview_words(screen) == ""
    assert all(box.isEnabled() for box in (order.paper, order.languages, order.labels))
    choose(screen, form="xlsx")
    assert not order.paper.isEnabled()


def test_leaving_the_part_stops_the_preview_and_coming_back_makes_it_anew(
    open_screen: OpenScreen, slow: SlowWorkplace
) -> None:
    screen = open_screen(workplace=slow)
    slow.gate.clear()
    begin(screen, Qt.Key.Key_8)
    until_asked(screen, slow, 1)

    screen.ctrl(Qt.Key.Key_1)
    assert len(slow.stopped) == 1
    begin(screen, Qt.Key.Key_8)
    until_asked(screen, slow, 2)
    screen.window.show_mode("home")
    screen.settle()
    assert len(slow.stopped) == 2
    slow.gate.set()
    screen.window.show_mode("debrief")
    screen.settle()

    assert len(slow.orders) == 3
    assert part(screen).pages.count == 1


def test_choices_survive_a_change_of_language(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_8)
    choose(screen, kind="eeg", form="docx", languages="id+en", paper="f4", labels="nato", settle=False)
    before = part(screen).order.order

    screen.window.change_look(language="id")
    screen.settle()

    assert part(screen).order.order == before
    assert screen.parts.tab == PRINTS


# Saving -------------------------------------------------------------------------------------------


def test_progress_and_stop_appear_after_a_second_and_a_stopped_paper_leaves_the_last_file(
    open_screen: OpenScreen, programs: Programs, slow: SlowWorkplace
) -> None:
    screen = open_screen(workplace=slow)
    screen.ctrl(Qt.Key.Key_8)
    screen.ctrl(Qt.Key.Key_S)
    (file,) = saved(".pdf")
    good, rows = file.read_bytes(), screen.rows
    order, patience = part(screen).order, part(screen)._patience
    slow.gate.clear()

    begin(screen)
    until_asked(screen, slow, len(slow.orders) + 1)
    assert patience.interval() == 1_000
    assert not order.stop.isVisible()
    (saving,) = part(screen)._savings.values()
    screen.qtbot.waitUntil(lambda: saving.progress == (3, 10))
    patience.timeout.emit()  # the second is over
    assert order.stop.isVisible()
    assert "Printing: 3 of 10" in [label.text() for label in order.findChildren(QLabel)]
    order.stop.setFocus()
    screen.press(Qt.Key.Key_Space)

    assert screen.message == "Printing was stopped. Nothing was written; the last good file is still there."
    assert not order.stop.isVisible()
    assert preview_words(screen) == screen.message  # it does not begin again by itself
    assert (file.read_bytes(), screen.rows, len(programs.opened)) == (good, rows, 1)


def test_a_saving_goes_before_the_preview_and_outlasts_its_part(
    open_screen: OpenScreen, programs: Programs, slow: SlowWorkplace
) -> None:
    screen = open_screen(workplace=slow)
    slow.gate.clear()
    begin(screen, Qt.Key.Key_8)
    until_asked(screen, slow, 1)
    choose(screen, kind="hot-wash", settle=False)
    until_asked(screen, slow, 2)

    begin(screen)
    until_asked(screen, slow, 3)
    begin(screen)  # pressed twice
    begin(screen, Qt.Key.Key_1)
    assert screen.parts.tab == SUMMARY  # the window does not wait
    slow.gate.set()
    screen.settle()

    assert [file.name.rpartition(" hot-wash")[2] for file in saved()] == [" en.pdf"]
    assert [order.kind for order in slow.stopped] == ["summary", "hot-wash"]
    assert screen.message.startswith("Printed: ")
    assert len(programs.opened) == 1
    assert threading.main_thread() not in slow.threads
    screen.ctrl(Qt.Key.Key_8)
    assert preview_words(screen) == ""
    assert part(screen).pages.count >= 1


def test_a_language_or_the_end_of_the_program_does_not_lose_what_is_being_saved(
    open_screen: OpenScreen, programs: Programs, slow: SlowWorkplace
) -> None:
    screen = open_screen(workplace=slow)
    screen.ctrl(Qt.Key.Key_8)
    slow.gate.clear()
    begin(screen)
    until_asked(screen, slow, 2)

    screen.window.change_look(language="id")
    screen.window.close()
    slow.gate.set()
    screen.settle()

    assert [reopened(file) for file in saved(".pdf")] == [1]


def test_only_what_is_signed_is_noted_as_printed(open_screen: OpenScreen, programs: Programs) -> None:
    screen = open_screen()
    before = screen.rows

    screen.ctrl(Qt.Key.Key_S)  # from another part: it comes to the front
    assert screen.parts.tab == PRINTS
    assert screen.rows == before + 1
    choose(screen, kind="feedback-form")
    screen.ctrl(Qt.Key.Key_S)

    assert screen.rows == before + 1
    assert len(programs.opened) == 2


def test_a_target_that_cannot_be_written_is_told_and_what_stood_there_stays(
    open_screen: OpenScreen, programs: Programs
) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_8)
    choose(screen, kind="plan", form="xlsx")
    target = part(screen)._place(part(screen).order.order)
    target.mkdir(parents=True)
    (target / "kept").write_text("mine", encoding="utf-8")
    before = screen.rows

    screen.ctrl(Qt.Key.Key_S)

    assert screen.parts.message.tone == "trouble"
    assert target.name in screen.message
    assert (target / "kept").read_text(encoding="utf-8") == "mine"
    assert (screen.rows, programs.opened) == (before, [])


def save_as(screen: Screen, file: Path) -> str:
    """Answer the dialog with a place; return the name that it proposed."""
    screen.press(Qt.Key.Key_S, SHIFT)
    dialog = screen.window.findChild(QFileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    proposed = str(line.text())
    line.setText(str(file))
    QTest.keyClick(line, Qt.Key.Key_Return)
    screen.settle()
    with screen.qtbot.waitActive(screen.window):
        screen.window.activateWindow()
    return proposed


def test_save_as_asks_for_a_place_and_begins_with_the_usual_name(
    open_screen: OpenScreen, programs: Programs, tmp_path: Path
) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_8)
    choose(screen, kind="hot-wash", form="docx")

    assert save_as(screen, tmp_path / "for the chief").endswith("hot-wash en.docx")
    assert reopened(tmp_path / "for the chief.docx") > 0
    assert programs.opened == [str(tmp_path / "for the chief.docx")]

    taken = tmp_path / "taken.docx"
    taken.write_text("mine", encoding="utf-8")
    save_as(screen, taken)
    assert f"{taken} already exists and was left as it is" in screen.message
    assert taken.read_text(encoding="utf-8") == "mine"
    assert len(programs.opened) == 1


def test_one_blue_button_leads(open_screen: OpenScreen) -> None:
    screen = open_screen()
    foot, save = screen.parts.foot.one_page, part(screen).order.save

    assert foot.property("rank") == "act"
    screen.ctrl(Qt.Key.Key_8)
    assert (foot.property("rank"), save.property("rank")) == ("", "act")
    assert QApplication.focusWidget() is part(screen).order.kind
