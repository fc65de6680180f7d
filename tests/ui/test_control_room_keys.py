"""The control room, keys: palette, keys page, help. They explain and find; the live keys go on acting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, MemoryWorkplace, RunDesk, said

from tabletop import paths
from tabletop.settings import read_settings
from tabletop.ui.pages.help import HelpPage
from tabletop.ui.pages.keys import KeysPage
from tabletop.ui.verbs import BY_ID
from tabletop.ui.widgets.palette import Palette

pytestmark = pytest.mark.slow


def palette_of(desk: RunDesk) -> Palette:
    palette = desk.window.findChild(Palette)
    assert palette is not None
    return palette


def keys_page(desk: RunDesk) -> KeysPage:
    page = desk.window.centralWidget().findChild(KeysPage)
    assert page is not None
    return page


def help_page(desk: RunDesk) -> HelpPage:
    page = desk.window.centralWidget().findChild(HelpPage)
    assert page is not None
    return page


# The palette --------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["pause or", "jeda"])
def test_a_command_is_found_in_either_language_and_enter_does_it(desk: RunDesk, words: str) -> None:
    desk.press("Ctrl+K").type(words).press("Return")

    assert desk.kinds == ["startex", "pause"]
    assert not palette_of(desk).isVisible()


def test_escape_closes_the_palette_and_gives_the_line_its_cursor_back(desk: RunDesk) -> None:
    desk.type("half").press("Ctrl+K")
    assert palette_of(desk).isVisible()

    desk.press("Esc").type(" done")

    assert not palette_of(desk).isVisible()
    assert desk.line.text() == "half done"


def test_a_live_key_acts_once_while_the_palette_is_open(desk: RunDesk) -> None:
    desk.press("Ctrl+K").type("x").press("F5", "F5")

    assert desk.kinds == ["startex", "release"]


def test_what_was_done_from_the_palette_stands_first_in_it_also_in_another_language(desk: RunDesk) -> None:
    desk.press("Ctrl+K").type("hold").press("Return")
    desk.press("F11", "Ctrl+K")

    assert palette_of(desk).table.item(0, 0).text() == desk.window.look.say(BY_ID["hold"].text)


# The page of the keys -----------------------------------------------------------------------------


def test_a_question_mark_opens_the_keys_only_where_nothing_is_typed(released: RunDesk) -> None:
    released.type("?")
    assert released.line.text() == "?"
    assert released.window.findChild(KeysPage) is None

    released.page.parts.table.setFocus()
    released.type("?")

    assert keys_page(released).isVisible()
    released.press("Esc")
    assert released.page.isVisible()
    assert released.has_line_focus


def change_release(desk: RunDesk, chord: str) -> None:
    """Give the release another key: on the page of the keys, in its row."""
    desk.press("Ctrl+K").type("keys").press("Return")
    page = keys_page(desk)
    assert page.isVisible()
    page.table.choose("release")
    desk.press("Return", chord)


def test_another_key_acts_at_once_is_kept_and_stands_on_the_card_afterwards(desk: RunDesk) -> None:
    change_release(desk, "Ctrl+F4")
    desk.press("Esc")

    assert "Ctrl+F4" in desk.button("RELEASE").accessibleName()
    desk.press("F5")
    assert desk.kinds == ["startex"]
    desk.press("Ctrl+F4")
    assert desk.kinds == ["startex", "release"]
    assert read_settings(paths.settings_file()).keys == {"release": ["Ctrl+F4", "Ctrl+J"]}


def test_another_key_acts_already_while_the_page_is_open(desk: RunDesk) -> None:
    change_release(desk, "Ctrl+F4")

    desk.press("Ctrl+F4")

    assert desk.kinds == ["startex", "release"]


def test_a_key_that_was_changed_holds_in_the_next_window(
    desk: RunDesk, qtbot: QtBot, make_window: MakeWindow
) -> None:
    change_release(desk, "Ctrl+F4")
    kept = read_settings(paths.settings_file())
    with qtbot.waitSignal(desk.window.closed):
        desk.window.close()

    again = RunDesk.at(
        qtbot, make_window(workplace=MemoryWorkplace(desk.clock), keys=kept.keys), desk.clock
    ).started()
    again.press("F5")
    assert again.kinds == ["startex"]
    again.press("Ctrl+F4")

    assert again.kinds == ["startex", "release"]


def test_a_key_that_another_verb_has_is_refused_in_words_and_nothing_changes(desk: RunDesk) -> None:
    change_release(desk, "F6")

    assert "F6" in said(keys_page(desk))
    assert read_settings(paths.settings_file()).keys == {}
    desk.press("Esc", "Esc", "F6")
    assert desk.kinds == ["startex", "hold"]


@pytest.mark.parametrize(("verb", "name"), [("key card", "Tabletop key card en.pdf"),
                                            ("manual", "Tabletop manual en.pdf")])  # fmt: skip
def test_keys_and_help_are_printed_on_paper(
    desk: RunDesk, verb: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)

    desk.press("Ctrl+K").type(verb).press("Return")

    file = paths.documents() / name
    assert file.read_bytes().startswith(b"%PDF")
    assert str(file) in desk.strip[1] or file.name in desk.strip[1]


# Help ---------------------------------------------------------------------------------------------


def test_help_opens_at_the_topic_of_the_screen_and_the_same_key_goes_back(released: RunDesk) -> None:
    released.type("half").press("F1")
    assert help_page(released).isVisible()
    assert help_page(released).keep()["topic"] == "run"

    released.press("F1").type(" done")

    assert released.line.text() == "half done"


def test_help_stays_open_at_its_topic_when_the_language_changes(released: RunDesk) -> None:
    released.press("F1", "Down")
    topic, title = help_page(released).keep()["topic"], help_page(released)._list.currentItem().text()

    released.press("F11")

    page = help_page(released)
    assert page.isVisible()
    assert page.keep()["topic"] == topic
    assert page._list.currentItem().text() != title
    released.press("Esc")
    assert released.has_line_focus


def test_the_live_keys_act_while_help_is_open(desk: RunDesk) -> None:
    desk.press("F1", "F5")

    assert desk.kinds == ["startex", "release"]
    assert help_page(desk).isVisible()
