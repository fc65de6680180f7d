"""The page of the keys: a chord is captured, a clash is told, a test does nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tabletop.i18n import catalogue
from tabletop.ui.keymap import KeyMap
from tabletop.ui.look import Look
from tabletop.ui.pages.keys import KeysPage
from tabletop.ui.theme import FIELD

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qapp_ready: QApplication, qtbot: QtBot) -> KeysPage:
    made = KeysPage(Look(FIELD, 100, catalogue("en")), KeyMap.of({}))
    qtbot.addWidget(made)
    made.resize(1030, 520)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.show_keys("run")
    made.enter()
    return made


def said(page: KeysPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_enter_and_a_chord_give_the_row_its_new_key(page: KeysPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    with qtbot.waitSignal(page.keys_changed) as changed:
        qtbot.keyClick(page.capture, Qt.Key.Key_F5, CONTROL | Qt.KeyboardModifier.ShiftModifier)

    assert changed.args == [{"release": ["Ctrl+Shift+F5", "Ctrl+J"]}]
    assert page.table.hasFocus()


def test_a_taken_chord_is_told_and_another_can_be_pressed(page: KeysPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    with qtbot.assertNotEmitted(page.keys_changed):
        qtbot.keyClick(page.capture, Qt.Key.Key_F6)

    assert "F6 does “Hold” already" in said(page)
    assert page.capture.hasFocus()


def test_esc_leaves_the_key_as_it_is(page: KeysPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    with qtbot.assertNotEmitted(page.keys_changed):
        qtbot.keyClick(page.capture, Qt.Key.Key_Escape)

    assert page.table.hasFocus()


def test_backspace_on_a_row_clears_the_twin(page: KeysPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.keys_changed) as changed:
        qtbot.keyClick(page.table, Qt.Key.Key_Backspace)

    assert changed.args == [{"release": ["F5"]}]


def test_the_key_test_says_what_came_and_does_nothing(page: KeysPage, qtbot: QtBot) -> None:
    page.test.field.setFocus()
    assert "F5 (Ctrl+J)" in said(page)

    with qtbot.assertNotEmitted(page.keys_changed):
        qtbot.keyClick(page.test.field, Qt.Key.Key_F5)

    assert "F5 received: Release. Nothing is done here." in said(page)
    assert "F5 (Ctrl+J)" not in said(page)
