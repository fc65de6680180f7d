"""The panel of the players' display: shows what players see, asks by signals, works by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tabletop.i18n import catalogue
from tabletop.ui.look import Look
from tabletop.ui.player.player_control import MOST_LETTERS, PlayerControl, PlayerFacts
from tabletop.ui.player.player_screens import Screen
from tabletop.ui.player.player_sheet import Sheet
from tabletop.ui.player.player_wiring import tie
from tabletop.ui.stylesheet import stylesheet
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.player_panel import PlayerPanel, Preview

LAPTOP = Screen(key="LAPTOP", name="LAPTOP", width=1366, height=768, concern="director")
PROJECTOR = Screen(key="HDMI-1", name="HDMI-1", width=1920, height=1080)
FACTS = PlayerFacts(
    sheet=Sheet(mode="clock", text="09:24", elapsed="T+00:01:00"), size=QSizeF(1366, 768), page=0,
    page_count=1, screens=(LAPTOP, PROJECTOR), screen="", ask="", can_show_inject=True, is_automatic=False,
    follows_pause=True,
)  # fmt: skip


@pytest.fixture
def panel(qapp_ready: QApplication, qtbot: QtBot) -> PlayerPanel:
    made = PlayerPanel(Look(FIELD, 100, catalogue("en")))
    qtbot.addWidget(made)
    made.resize(466, 568)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.show_facts(FACTS)
    made.focus_first()
    return made


def button(panel: PlayerPanel, words: str) -> KeyedButton:
    return next(one for one in panel.findChildren(KeyedButton) if one.text() == words)


def said(panel: PlayerPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def heard(panel: PlayerPanel) -> list[Any]:
    """Collect every signal of the panel."""
    found: list[Any] = []
    for name in (
        "mode_asked", "blank_asked", "message_asked", "page_asked", "screen_chosen", "answered",
        "automatic_set", "pause_set", "left",
    ):  # fmt: skip
        getattr(panel, name).connect(lambda *given, name=name: found.append((name, *given)))
    return found


def test_a_message_is_typed_and_shown_by_keys(panel: PlayerPanel, qtbot: QtBot) -> None:
    asked = heard(panel)
    box = panel.findChild(QPlainTextEdit)

    qtbot.keyClicks(box, "Lunch until 13:00")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert asked == [("message_asked", "Lunch until 13:00")]
    assert box.toPlainText() == "Lunch until 13:00", "it stays, to be changed and shown again"


def test_without_words_or_with_too_many_nothing_is_shown(panel: PlayerPanel, qtbot: QtBot) -> None:
    asked = heard(panel)
    box = panel.findChild(QPlainTextEdit)

    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    box.setPlainText("x" * (MOST_LETTERS + 1))
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert asked == []
    assert str(MOST_LETTERS) in said(panel).replace(",", ""), "it says why"


def test_esc_leaves_and_page_keys_turn_pages_even_from_the_message(panel: PlayerPanel, qtbot: QtBot) -> None:
    asked = heard(panel)
    box = panel.findChild(QPlainTextEdit)

    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Escape):
        qtbot.keyClick(box, key)

    assert asked == [("page_asked", 1), ("page_asked", -1), ("left",)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Blank", ("blank_asked",)),
        ("Clock", ("mode_asked", "clock")),
        ("Last inject", ("mode_asked", "inject")),
        ("Message", ("mode_asked", "message")),
        ("PAUSE", ("mode_asked", "pause")),
        ("Emergency", ("mode_asked", "emergency")),
    ],
)
def test_a_mode_button_asks_and_shows_only_what_is(
    panel: PlayerPanel, words: str, expected: tuple[str, ...]
) -> None:
    asked = heard(panel)

    button(panel, words).click()

    assert asked == [expected]
    chosen = [one.text() for one in panel.findChildren(KeyedButton) if one.isChecked()]
    assert chosen == ["Clock"]


def test_screens_are_offered_with_what_speaks_against_them(panel: PlayerPanel) -> None:
    combo = panel.findChild(QComboBox)

    assert [combo.itemText(n) for n in range(combo.count())] == [
        "Preview only", "LAPTOP  1366 x 768 (your window)", "HDMI-1  1920 x 1080",
    ]  # fmt: skip
    assert "Choose their screen" in said(panel)
    panel.show_facts(replace(FACTS, screens=(LAPTOP,)))
    assert "Connect a projector" in said(panel)
    panel.show_facts(replace(FACTS, screen="HDMI-1"))
    assert "Players see this on HDMI-1." in said(panel)
    assert combo.currentData() == "HDMI-1"


def test_choosing_a_screen_by_key_asks_for_it(panel: PlayerPanel, qtbot: QtBot) -> None:
    asked = heard(panel)
    combo = panel.findChild(QComboBox)
    combo.setFocus()

    qtbot.keyClick(combo, Qt.Key.Key_Down)

    assert asked == [("screen_chosen", "LAPTOP")]


@pytest.mark.parametrize("ask", ["director", "mirrored", "back"])
def test_a_question_is_answered_by_one_button(panel: PlayerPanel, ask: Any) -> None:
    asked = heard(panel)
    panel.show_facts(replace(FACTS, ask=ask))
    answers = {"director": "Cover my window", "mirrored": "Use it all the same", "back": "Show on it again"}

    answer = button(panel, answers[ask])
    answer.click()

    assert asked == [("answered",)]
    panel.show_facts(FACTS)
    assert not answer.isVisible()


def test_check_boxes_show_what_is_and_ask(panel: PlayerPanel) -> None:
    asked = heard(panel)
    panel.show_facts(replace(FACTS, is_automatic=True, follows_pause=False))
    assert asked == []

    for box in panel.findChildren(QCheckBox):
        box.click()

    assert asked == [("automatic_set", False), ("pause_set", True)]


def test_what_was_typed_outlives_a_rebuild(panel: PlayerPanel, qtbot: QtBot) -> None:
    panel.findChild(QPlainTextEdit).setPlainText("Lunch")
    other = PlayerPanel(Look(FIELD, 150, catalogue("id")))
    qtbot.addWidget(other)

    other.restore(panel.keep())

    assert other.findChild(QPlainTextEdit).toPlainText() == "Lunch"


def test_every_control_has_a_name(panel: PlayerPanel) -> None:
    for kind in (KeyedButton, QComboBox, QPlainTextEdit, Preview):
        for one in panel.findChildren(kind):
            assert one.accessibleName() or not one.isVisible(), one
    assert all(box.text() for box in panel.findChildren(QCheckBox))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("scale", "width"), [(100, 466), (100, 505), (150, 680)])
def test_nothing_is_cut_at_the_side(
    qapp_ready: QApplication, qtbot: QtBot, language: str, scale: int, width: int
) -> None:
    look = Look(FIELD, scale, catalogue(language))
    qapp_ready.setStyleSheet(stylesheet(look))
    made = PlayerPanel(look)
    qtbot.addWidget(made)
    made.resize(width, look.px(300))
    made.show()
    made.show_facts(replace(FACTS, ask="director", page_count=12))

    scroll = made.findChild(QScrollArea)

    assert scroll.widget().minimumSizeHint().width() <= scroll.viewport().width()
    qapp_ready.setStyleSheet("")


@pytest.mark.parametrize("size", [QSizeF(1366, 768), QSizeF(1024, 768), QSizeF(1080, 1920)])
def test_the_preview_keeps_the_form_of_the_display(panel: PlayerPanel, size: QSizeF) -> None:
    preview = panel.findChild(Preview)

    panel.show_facts(replace(FACTS, size=size, sheet=Sheet(mode="emergency")))

    image = preview.grab().toImage()
    row = [image.pixelColor(x, 8).name() for x in range(image.width())]
    breadth = row.count("#ffd400")
    assert abs(breadth - min(238, 133 * size.width() / size.height())) <= 3


def test_a_panel_that_is_gone_hears_no_more(panel: PlayerPanel, qtbot: QtBot) -> None:
    look = Look(FIELD, 100, catalogue("en"))
    control = PlayerControl(look, director=panel.screen)
    old = PlayerPanel(look)
    tie(old, control)
    tie(panel, control)

    old.deleteLater()
    qtbot.waitUntil(lambda: not isValid(old))
    control.set_automatic(True)

    assert panel.findChild(QCheckBox).isChecked()


def test_a_tied_panel_plays_the_display(panel: PlayerPanel, qtbot: QtBot) -> None:
    control = PlayerControl(Look(FIELD, 100, catalogue("en")), director=panel.screen)
    tie(panel, control)

    button(panel, "Emergency").click()
    assert button(panel, "Emergency").isChecked()
    button(panel, "Blank").click()

    assert control.facts().sheet.mode == "blank"
    assert not button(panel, "Emergency").isChecked()
