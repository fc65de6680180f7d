"""Keys: each chord reaches its verb once from any line edit, and a tired or heavy hand does no harm."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, MemoryWorkplace, RunDesk, focus_window, send

from tabletop.ui.main_window import MainWindow
from tabletop.ui.verbs import VERBS

SCREENS = ("home", "run", "debrief")
LIVE = [verb for verb in VERBS if verb.where in ("run", "all")]
EATEN_SOMEWHERE = frozenset(
    QKeySequence(keys)[0].toCombined()
    for keys in (
        "Ctrl+A", "Ctrl+/", "Ctrl+C", "Ctrl+Insert", "F16", "Ctrl+V", "Shift+Insert", "F18", "Ctrl+X",
        "Shift+Del", "F20", "Ctrl+Z", "Alt+Backspace", "F14", "Ctrl+Y", "Ctrl+Shift+Z",
        "Alt+Shift+Backspace", "Ctrl+U", "Ctrl+Left", "Ctrl+Right", "Ctrl+Shift+Left", "Ctrl+Shift+Right",
        "Ctrl+Home", "Ctrl+End",
        "Ctrl+Shift+Home", "Ctrl+Shift+End", "Shift+Home", "Shift+End", "Home", "End", "Del", "Backspace",
        "Ctrl+Backspace", "Ctrl+Del", "Shift+Left", "Shift+Right", "Ctrl+D", "Ctrl+Shift+Backspace",
    )
)  # fmt: skip
"""What a line edit takes for itself on Windows, X11, GNOME or KDE (Qt's table of standard keys)."""


class Deaf(MainWindow):
    """A window that hears every verb and does none."""

    def do(self, verb_id: str) -> None:
        self.__dict__.setdefault("heard", []).append(verb_id)


@pytest.fixture
def deaf(qtbot: QtBot, make_window: MakeWindow, clock: ManualClock) -> Deaf:
    """Open the small exercise in a window that does nothing."""
    window = make_window(workplace=MemoryWorkplace(clock), kind=Deaf)
    assert isinstance(window, Deaf)
    window._tasks.spawn(window.begin(Path("pack"), Path("small.tabletop")))
    qtbot.waitUntil(lambda: window.bridge is not None and window._tasks.is_idle)
    return window


def line_of(window: Deaf, screen: str) -> QLineEdit:
    """Return a line edit of a screen: Run's log line, Home's search, what Debrief has for its decisions."""
    page = window._pages[screen]
    if screen == "run":
        page.parts.show_gate(is_before=False)
        lines = page.parts.entry.findChildren(QLineEdit)
    else:
        lines = [line for line in page.findChildren(QLineEdit) if line.isVisible()]
    line = lines[0] if lines else QLineEdit(page)
    line.show()
    line.setFocus()
    return line


# The table ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", SCREENS)
def test_no_two_verbs_of_a_screen_share_a_key(screen: str) -> None:
    keys = [
        QKeySequence(keys).toString() for verb in VERBS if verb.where in ("all", screen) for keys in verb.keys
    ]

    assert len(keys) == len(set(keys))
    assert all(QKeySequence(one)[0] != QKeySequence(other)[0] for one, other in combinations(keys, 2))


def test_no_verb_stands_on_a_key_that_types_moves_or_leaves() -> None:
    plain = ("Esc", "Space", "Return", "Enter", "Ctrl+Return", "Ctrl+Enter", "Tab", "Shift+Tab", "Backspace")
    forbidden = {QKeySequence(keys)[0].toCombined() for keys in plain} | EATEN_SOMEWHERE

    for verb in VERBS:
        for keys in verb.keys:
            chord = QKeySequence(keys)[0]
            assert chord.toCombined() not in forbidden, (verb.id, keys)
            is_function = Qt.Key.Key_F1 <= chord.key() <= Qt.Key.Key_F35
            has_command = bool(
                chord.keyboardModifiers()
                & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            )
            assert is_function or has_command, (verb.id, keys)


def test_no_verb_stands_on_the_chord_of_a_third_level_key() -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

    assert not [
        (verb.id, keys)
        for verb in VERBS
        for keys in verb.keys
        if QKeySequence(keys)[0].keyboardModifiers() & both == both
    ]


def test_every_live_verb_on_a_function_key_has_a_twin_without_one() -> None:
    lacking = [
        verb.id
        for verb in VERBS
        if verb.where == "run"
        and verb.keys
        and verb.keys[0].rpartition("+")[2].startswith("F")
        and all(keys.rpartition("+")[2][1:].isdigit() for keys in verb.keys)
    ]

    # Rare acts: menu and palette (Ctrl+K) do them too.
    assert set(lacking) == {"clear", "discussion", "deadline", "done", "at-hand", "timeline", "player-screen"}


def test_every_verb_of_the_debrief_on_a_bare_function_key_has_a_twin_without_one() -> None:
    bare = [
        verb for verb in VERBS if verb.where == "debrief" and re.fullmatch(r"F\d+", "".join(verb.keys[:1]))
    ]

    assert {"plan-revise", "plan-close"} <= {verb.id for verb in bare}
    assert [verb.id for verb in bare if not any(re.fullmatch(r"Ctrl.*\D", key) for key in verb.keys)] == []


# From a line edit ---------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
def test_each_chord_sent_to_a_focused_line_fires_its_verb_once_and_leaves_text_and_cursor(
    deaf: Deaf, screen: str
) -> None:
    deaf.show_mode(screen)
    line = line_of(deaf, screen)
    fired: list[str] = []
    for verb in VERBS:
        deaf._actions[verb.id].triggered.connect(lambda _=False, name=verb.id: fired.append(name))

    for verb in VERBS:
        for keys in verb.keys:
            fired.clear()
            line.setText("sends a car")
            line.setFocus()
            line.setCursorPosition(5)

            send(focus_window(), keys)

            is_here = verb.where in ("all", screen)
            assert (verb.id in fired) == is_here, (verb.id, keys, fired)
            if is_here:
                assert fired == [verb.id], keys
                left = (line.text(), line.cursorPosition(), line.selectedText())
                assert left == ("sends a car", 5, ""), keys
    here = {verb.id for verb in VERBS if verb.where in ("all", screen) and verb.keys}
    assert set(deaf.__dict__["heard"]) == here


@pytest.mark.slow
def test_a_third_level_key_fires_nothing(deaf: Deaf) -> None:
    deaf.show_mode("run")
    line_of(deaf, "run")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    plain = {QKeySequence(keys)[0].key() for verb in VERBS for keys in verb.keys}

    for key in plain:
        QTest.keyClick(focus_window(), key, both)

    assert "heard" not in deaf.__dict__


@pytest.mark.slow
def test_a_digit_of_the_keypad_types_and_fires_nothing(deaf: Deaf) -> None:
    deaf.show_mode("run")
    line = line_of(deaf, "run")

    for digit in range(10):
        key = Qt.Key(Qt.Key.Key_0 + digit)
        QTest.simulateEvent(focus_window(), True, key, Qt.KeyboardModifier.KeypadModifier, str(digit), False)

    assert line.text() == "0123456789"
    assert "heard" not in deaf.__dict__


# A heavy hand -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["F5", "Ctrl+J", "F6", "F9", "Shift+F5"])
def test_a_held_key_acts_once(desk: RunDesk, keys: str) -> None:
    desk.press("F2").type("seen").press("Return").wait(2_000)
    count = len(desk.rows)

    for nth in range(20):
        send(focus_window(), keys, is_held=nth > 0)
    desk.settle()

    assert len(desk.rows) == count + 1


@pytest.mark.slow
def test_a_key_held_for_long_acts_once_also_when_its_rest_is_over(desk: RunDesk) -> None:
    for nth in range(10):
        send(focus_window(), "F5", is_held=nth > 0)
        desk.wait(1_000)

    assert desk.kinds == ["startex", "release"]


@pytest.mark.slow
@pytest.mark.parametrize(("keys", "kind"), [("F5", "release"), ("F9", "pause"), ("Ctrl+J", "release")])
def test_a_second_press_within_a_second_and_a_half_is_not_done_and_is_said(
    desk: RunDesk, keys: str, kind: str
) -> None:
    desk.press(keys)
    desk.clock.advance(1_400)
    desk.press(keys)

    assert desk.kinds == ["startex", kind]
    assert "pressed twice, done once" in desk.strip[1]


@pytest.mark.slow
def test_a_second_press_after_a_second_and_a_half_acts(desk: RunDesk) -> None:
    desk.press("F5").wait(1_500).press("F5")

    assert desk.kinds == ["startex", "release", "release"]


@pytest.mark.slow
def test_the_twin_of_a_key_rests_with_it(desk: RunDesk) -> None:
    desk.press("F5", "Ctrl+J")

    assert desk.kinds == ["startex", "release"]


@pytest.mark.slow
def test_a_button_rests_with_its_key(desk: RunDesk) -> None:
    desk.press("F5")
    desk.button("RELEASE").click()
    desk.settle()

    assert desk.kinds == ["startex", "release"]


@pytest.mark.slow
def test_another_verb_on_the_row_within_a_second_and_a_half_is_said_not_to_be_done(desk: RunDesk) -> None:
    desk.press("F6", "F5")

    assert desk.kinds == ["startex", "hold"]
    assert "Release was not done: Hold was only a moment ago" in desk.strip[1]


@pytest.mark.slow
def test_an_undo_does_not_rest_after_the_act_that_it_takes_back(desk: RunDesk) -> None:
    desk.press("F5", "Shift+F5")

    assert desk.kinds == ["startex", "release", "undo"]


@pytest.mark.slow
def test_a_verb_that_was_refused_may_act_at_once(desk: RunDesk) -> None:
    desk.press("F9").wait(2_000).press("F5", "F9", "F5")

    assert desk.kinds == ["startex", "pause", "resume", "release"]
