"""The control room, player display by keys: players see what is out, and nothing that is the controllers'."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest
from builders import action, inject, scenario
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, MemoryWorkplace, RunDesk, said

from tabletop import paths
from tabletop.domain.plan.text import Text
from tabletop.settings import read_settings
from tabletop.ui.player.player_sheet import Sheet
from tabletop.ui.widgets.player_panel import PlayerPanel

pytestmark = pytest.mark.slow


def sheet(desk: RunDesk) -> Sheet:
    """Return what players see, or would see on a screen."""
    return desk.window._equipment.player.facts().sheet


def panel(desk: RunDesk) -> PlayerPanel:
    found = desk.page.parts.form
    assert isinstance(found, PlayerPanel)
    return found


def test_the_display_shows_the_clock_and_one_key_blanks_it_and_shows_it_again(desk: RunDesk) -> None:
    assert sheet(desk).mode == "clock"

    desk.press("F12")
    assert sheet(desk).mode == "blank"
    desk.press("F12")

    assert sheet(desk).mode == "clock"


def test_a_released_inject_is_shown_by_its_key_and_one_that_is_not_out_never(desk: RunDesk) -> None:
    desk.press("Shift+F12")
    assert sheet(desk).mode == "clock"
    assert "No released inject to show" in desk.strip[1]

    desk.press("F5", "Shift+F12")
    assert sheet(desk).mode == "inject"
    desk.press("Ctrl+Down", "Shift+F12")

    assert sheet(desk).mode == "inject"
    assert sheet(desk).text == "Message E01"


def test_the_panel_takes_a_message_to_the_room_and_the_keys_of_play_go_on(released: RunDesk) -> None:
    released.press("Ctrl+Shift+F12")
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)

    released.type("Lunch until one").press("Ctrl+Return")
    assert (sheet(released).mode, sheet(released).text) == ("message", "Lunch until one")
    released.press("F5")
    assert released.kinds[-1] == "release"
    assert panel(released).isVisible()
    released.press("Esc")

    assert released.page.parts.form is None
    assert released.has_line_focus
    assert sheet(released).mode == "message"


def test_a_message_has_its_own_key(released: RunDesk) -> None:
    released.press("Ctrl+Shift+M").type("Lunch").press("Ctrl+Return")

    assert sheet(released).text == "Lunch"


@pytest.mark.parametrize("keys", ["F11", "Ctrl+T", "Ctrl++"])
def test_a_message_that_is_being_typed_outlives_a_new_look(released: RunDesk, keys: str) -> None:
    released.press("Ctrl+Shift+F12").type("Lunch un").press(keys).type("til one").press("Ctrl+Return")

    assert sheet(released).text == "Lunch until one"


def test_a_form_takes_the_place_of_the_panel_and_the_panel_that_of_a_form(released: RunDesk) -> None:
    released.press("Ctrl+Shift+F12", "F7")
    assert "reason" in released.form.values()

    released.press("Ctrl+Shift+F12")
    assert panel(released).isVisible()
    released.press("F11")

    assert panel(released).isVisible()


def test_automatic_follows_each_release_and_is_kept_for_the_next_window(desk: RunDesk) -> None:
    desk.press("Ctrl+Shift+F12")
    box = next(one for one in panel(desk).findChildren(QCheckBox) if "Automatic" in one.text())
    box.setFocus()
    desk.press("Space", "Esc", "F5")

    assert sheet(desk).mode == "inject"
    assert read_settings(paths.settings_file()).player_follows


def test_a_pause_and_an_emergency_take_the_display_and_give_it_back(released: RunDesk) -> None:
    released.press("Shift+F12", "F9")
    assert sheet(released).mode == "pause"
    released.wait(2_000).press("Ctrl+F9").submit(reason="a fall")
    assert sheet(released).mode == "emergency"

    released.wait(2_000).press("F9")

    assert sheet(released).mode == "inject"


def test_an_inject_that_is_retracted_leaves_the_display(released: RunDesk) -> None:
    released.press("Shift+F12")

    released.press("Shift+F6").submit(reason="slip")

    assert sheet(released).mode == "clock"
    released.wait(11_000)  # once the receipt has had its time
    assert "was taken back" in released.strip[1]


def test_an_undone_release_leaves_the_display_too(desk: RunDesk) -> None:
    desk.press("F5", "Shift+F12", "Shift+F5")

    assert sheet(desk).mode == "clock"


def test_with_one_screen_nothing_covers_the_directors_work_unasked(released: RunDesk) -> None:
    released.press("Ctrl+Shift+F12", "Shift+F12")

    place = released.window._equipment.player.place
    assert place.window is None
    assert "Players see nothing yet" in said(panel(released))


def test_nothing_that_is_the_controllers_is_ever_on_the_display(
    qtbot: QtBot, make_window: MakeWindow, clock: Any
) -> None:
    secret_action = replace(action("E01.a"), text=Text.same("SECRETACTION"))
    plan = scenario(
        inject("E01", secret_action, controller_notes=Text.same("SECRETNOTE")), inject("E02", at_ms=60_000)
    )
    secret = replace(plan.injects[1], title=Text.same("SECRETFUTURE"), message=Text.same("SECRETFUTURE"))
    plan = replace(plan, injects=(plan.injects[0], secret, *plan.injects[2:]))
    desk = RunDesk.at(qtbot, make_window(workplace=MemoryWorkplace(clock, plan)), clock).started()

    keys = ("F5", "Shift+F12", "F12", "F12", "Ctrl+1", "1", "F9")
    seen = [sheet(desk), *(sheet(desk.press(key)) for key in keys)]

    assert {each.mode for each in seen} >= {"clock", "inject", "blank", "pause"}
    assert "SECRET" not in str([asdict(each) for each in seen])
