"""Contrast of every pair of colours, and one table of verbs in which no key means two things."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest
from PySide6.QtGui import QKeySequence

from tabletop.ui.theme import (
    FILL_PAIRS,
    LETTER_FILLS,
    LINE_PAIRS,
    SITUATION_TONES,
    TEXT_PAIRS,
    THEMES,
    colours,
    contrast,
)
from tabletop.ui.verbs import BY_ID, CATEGORY_VERBS, MENUS, VERBS, Verb

SCREENS = ("home", "run", "debrief")


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT_PAIRS, 7), (FILL_PAIRS, 4.5), (LINE_PAIRS, 3)], ids=["text", "fill", "line"]
)
def test_every_pair_of_colours_keeps_its_contrast(theme, pairs, least) -> None:
    inks = colours(theme)

    faint = {(ink, ground): round(contrast(inks[ink], inks[ground]), 2) for ink, ground in pairs}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < least} == {}


@pytest.mark.parametrize("pairs", [SITUATION_TONES, LETTER_FILLS], ids=["situation", "letters"])
def test_the_levels_and_letters_can_be_read_on_their_fills(pairs) -> None:
    assert {name for name, (fill, ink) in pairs.items() if contrast(fill, ink) < 4.5} == set()


def test_contrast_is_what_wcag_2_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)  # WCAG's own near miss


def test_every_token_of_every_theme_is_a_colour() -> None:
    for theme in THEMES.values():
        for name, colour in colours(theme).items():
            assert len(colour) == 7, (theme.name, name)
            assert colour[0] == "#", (theme.name, name)
            assert int(colour[1:], 16) >= 0, (theme.name, name)


# The table of verbs -------------------------------------------------------------------------------


def on_screen(screen: str) -> list[Verb]:
    return [verb for verb in VERBS if verb.where in ("all", screen)]


def sequences(verb: Verb) -> list[str]:
    """Return the verb's keys in Qt's own writing, so that two spellings of a chord are one."""
    return [QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) for key in verb.keys]


def test_every_verb_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(verb.id for verb in VERBS).items() if times > 1] == []
    assert len(BY_ID) == len(VERBS)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_of_a_screen_means_two_things(screen: str) -> None:
    keys = Counter(key for verb in on_screen(screen) for key in sequences(verb))

    assert [key for key, times in keys.items() if times > 1] == []


def test_every_verb_says_what_it_is_and_what_it_does() -> None:
    lacking = [verb.id for verb in VERBS if not verb.text or not verb.help.endswith(".")]

    assert lacking == []


def test_every_key_is_one_that_qt_knows() -> None:
    for verb in VERBS:
        assert all(sequences(verb)), verb.id


def test_every_live_verb_has_a_twin_beside_its_f_key() -> None:
    """F-keys are media keys on some laptops (ux 8)."""
    guarded = [verb for verb in VERBS if verb.guard is not None]

    assert guarded
    assert [verb.id for verb in guarded if len(verb.keys) < 2] == []


def test_no_key_types_a_character() -> None:
    """A bare letter, digit, Space or Enter would fire while someone types (ux 4)."""
    keys = {key for verb in VERBS for key in sequences(verb)}

    assert {key for key in keys if not re.fullmatch(r"(Ctrl|Alt)\+.+|(Shift\+)?F\d+", key)} == set()
    assert keys & {"Ctrl+Return", "Ctrl+Enter", "Ctrl+Z", "Ctrl+Shift+Z", "Esc", "Ctrl+Space"} == set()


def test_every_verb_of_the_menu_stands_under_a_head_of_it() -> None:
    assert {verb.menu for verb in VERBS} - {""} == set(MENUS)


def test_every_category_of_a_decision_has_its_verb() -> None:
    assert set(CATEGORY_VERBS) <= set(BY_ID)


@pytest.mark.parametrize(("one", "other"), list(combinations(THEMES, 2)))
def test_themes_differ(one, other) -> None:
    assert colours(THEMES[one]) != colours(THEMES[other])
