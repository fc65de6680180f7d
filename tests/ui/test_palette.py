"""The palette: found in both languages, done by keys, and the focus goes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tabletop.i18n import catalogue
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.palette import Palette
from tabletop.ui.widgets.palette_search import found, palette_rows


@pytest.fixture
def opened(qapp_ready: QApplication, qtbot: QtBot) -> tuple[Palette, QLineEdit]:
    page = QWidget()
    line = QLineEdit(page)
    QVBoxLayout(page).addWidget(line)
    qtbot.addWidget(page)
    page.resize(1000, 500)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    line.setFocus()
    look = Look(FIELD, 100, catalogue("en"))
    palette = Palette(look, page)
    palette.open_with(palette_rows(look, "run", {"undo": "Nothing to take back."}), recent=("skip",))
    return palette, line


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("asked", "verb"),
    [("jeda", "pause"), ("pause", "pause"), ("lepas", "release"), ("rlse", "release"),
     ("bukan latihan", "safety")],
)  # fmt: skip
def test_a_verb_is_found_in_the_words_of_both_languages(language: str, asked: str, verb: str) -> None:
    rows = palette_rows(Look(FIELD, 100, catalogue(language)), "run", {})

    assert found(rows, asked, ())[0].id == verb


def test_what_was_used_last_comes_first(opened: tuple[Palette, QLineEdit]) -> None:
    palette, _ = opened

    assert palette.table.item(0, 0).text() == "Skip"


def test_enter_asks_for_the_marked_verb_and_gives_the_focus_back(
    opened: tuple[Palette, QLineEdit], qtbot: QtBot
) -> None:
    palette, line = opened
    qtbot.keyClicks(palette.line, "jeda")

    with qtbot.waitSignal(palette.verb_asked) as asked:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    assert asked.args == ["pause"]
    assert not palette.isVisible()
    assert line.hasFocus()


def test_esc_leaves_and_does_nothing(opened: tuple[Palette, QLineEdit], qtbot: QtBot) -> None:
    palette, line = opened

    with qtbot.assertNotEmitted(palette.verb_asked):
        qtbot.keyClick(palette.line, Qt.Key.Key_Escape)

    assert line.hasFocus()


def test_a_verb_that_cannot_be_done_says_why_and_stays(
    opened: tuple[Palette, QLineEdit], qtbot: QtBot
) -> None:
    palette, _ = opened
    qtbot.keyClicks(palette.line, "undo")

    with qtbot.assertNotEmitted(palette.verb_asked):
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    assert palette.isVisible()
    assert palette.table.item(0, 1).text() == "Nothing to take back."
