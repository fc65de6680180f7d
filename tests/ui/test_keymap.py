"""The key map: no two verbs meet on a chord, no chord that a line edit keeps, nonsense is ignored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tabletop import wording
from tabletop.errors import UserError
from tabletop.i18n import catalogue
from tabletop.ui.keymap import TAKEN_BY_LINES, KeyMap, canonical, card_lines, chord_text, verbs_of
from tabletop.ui.verbs import DEFAULT_KEYS, VERBS, Where

USUAL = KeyMap.of({})
SCREENS: tuple[Where, ...] = ("home", "run", "debrief")


@pytest.mark.parametrize("where", SCREENS)
def test_no_two_verbs_of_a_screen_share_a_usual_chord(where: Where) -> None:
    chords = [canonical(key) for verb in verbs_of(where) for key in verb.keys]

    assert len(chords) == len(set(chords))


def test_no_live_verb_stands_on_a_chord_that_a_line_edit_keeps_on_any_system() -> None:
    live = {canonical(key) for verb in VERBS if verb.where in ("run", "all") for key in verb.keys}

    assert not live & TAKEN_BY_LINES


def test_what_a_real_line_edit_keeps_from_actions_is_refused(qtbot: QtBot) -> None:
    line = QLineEdit("sends a car")
    qtbot.addWidget(line)
    keys = [*map(chr, range(ord("A"), ord("Z") + 1)), "Left", "Right", "Home", "End", "Ins", "Del",
            "Backspace", *(f"F{n}" for n in range(1, 25))]  # fmt: skip

    for keys_held in ("", "Shift+", "Ctrl+", "Ctrl+Shift+", "Alt+", "Alt+Shift+"):
        for key in keys:
            chord = QKeySequence(keys_held + key)[0]
            event = QKeyEvent(QEvent.Type.ShortcutOverride, chord.key(), chord.keyboardModifiers())
            event.ignore()
            QApplication.sendEvent(line, event)
            if event.isAccepted():
                with pytest.raises(UserError):
                    USUAL.with_keys("theme", [keys_held + key])


@pytest.mark.parametrize(
    ("verb", "keys", "code"),
    [
        ("theme", ["Ctrl+J"], "key-is-taken"),
        ("open", ["F1"], "key-is-taken"),
        ("theme", ["A"], "key-edits-text"),
        ("theme", ["Ctrl+C"], "key-edits-text"),
        ("theme", ["Ctrl+Return"], "key-is-reserved"),
        ("theme", ["Ctrl+Alt+B"], "key-is-reserved"),
        ("theme", ["Ctrl+Foo"], "not-a-key"),
        ("release", [], "verb-needs-key"),
        ("help", [], "verb-needs-key"),
    ],
)
def test_a_key_that_cannot_stand_is_refused_in_words(verb: str, keys: list[str], code: str) -> None:
    with pytest.raises(UserError) as refused:
        USUAL.with_keys(verb, keys)

    assert refused.value.code == code
    assert "Nothing was changed" in wording.refusal(refused.value, catalogue("en"))


def test_the_same_chord_may_stand_on_two_screens() -> None:
    changed = USUAL.with_keys("open", ["F5"])

    assert changed.overrides == {"open": ["F5"]}
    assert changed.reset("open") == USUAL


def test_settings_that_swap_two_keys_are_taken_as_a_whole() -> None:
    swapped = {"release": ["F6"], "hold": ["F5"]}

    assert KeyMap.of(swapped).overrides == swapped


@pytest.mark.parametrize(
    "overrides",
    [
        {"no-such-verb": ["F3"]},
        {"theme": ["Ctrl+Foo"]},
        {"theme": ["F5"]},
        {"pause": []},
        {"theme": ["Ctrl+V"]},
        {"release": ["F6"], "hold": ["nonsense"]},
    ],
)
def test_nonsense_in_the_settings_gives_the_usual_keys(overrides: dict[str, list[str]]) -> None:
    assert KeyMap.of(overrides).keys == DEFAULT_KEYS


def test_a_modifier_alone_is_no_chord() -> None:
    pressed = QKeySequence("Ctrl+Shift+J")[0]

    assert chord_text(pressed.key(), pressed.keyboardModifiers()) == "Ctrl+Shift+J"
    assert canonical("Ctrl") == ""


def test_the_card_shows_the_live_verbs_first_with_a_persons_own_keys() -> None:
    lines = list(card_lines(USUAL.with_keys("release", ["Ctrl+Shift+F5"])))

    assert lines[0] == ("", "Ctrl+Shift+F5", "", "Release")
    assert [words for group, *_, words in lines if not group][-1] == "Help"
