"""A hot-wash question on the players' display: shown and taken away from the debrief, by key and button."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui import test_debrief as debrief_room
from ui.test_debrief import HALF_RUN, MakeWindow, OpenScreen, Screen
from ui.test_debrief_drafts import FIRST, SECOND, enter, type_words

from tabletop import cli
from tabletop.ui.player.player_sheet import Sheet
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.debrief_layout import FINDINGS, SUMMARY

pytestmark = pytest.mark.slow
played, open_screen = debrief_room.played, debrief_room.open_screen
WELL, NEXT_TIME = "What went well?", "What would you do differently next time?"


def give_players_a_screen(screen: Screen) -> None:
    """Act as if a projector were chosen: Qt's offscreen platform has one screen, without a name."""
    screen.window._equipment.player.place.screen = "HDMI-1"


def seen(screen: Screen) -> Sheet:
    return screen.window._equipment.player.facts().sheet


def button(screen: Screen) -> tuple[str, bool]:
    display = screen.parts.findings.display
    return display.text(), display.isChecked()


def choose(screen: Screen, row: str) -> None:
    screen.ctrl(Qt.Key.Key_5)
    screen.parts.findings.table.select(row)


def show(screen: Screen) -> None:
    screen.press(Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)


def test_the_selected_question_is_shown_by_its_key_and_taken_away_by_it(open_screen: OpenScreen) -> None:
    screen = open_screen()
    give_players_a_screen(screen)
    live, before = seen(screen), screen.rows
    choose(screen, SECOND)

    show(screen)
    assert (seen(screen).text, seen(screen).source) == (NEXT_TIME, "question 2 of 3")
    assert button(screen) == ("Players see question 2", True)
    choose(screen, FIRST)
    screen.ctrl(Qt.Key.Key_N)
    assert seen(screen).text == WELL
    screen.ctrl(Qt.Key.Key_N)

    assert seen(screen) == live
    assert button(screen) == ("To players", False)
    assert screen.rows == before


def test_the_button_does_the_same_and_shows_what_is(open_screen: OpenScreen) -> None:
    screen = open_screen()
    choose(screen, FIRST)

    screen.parts.findings.display.click()
    assert "No screen is chosen for the players yet" in screen.message
    assert button(screen) == ("To players", False)
    give_players_a_screen(screen)
    screen.parts.findings.display.click()
    assert button(screen) == ("Players see question 1", True)
    screen.parts.findings.display.click()

    assert seen(screen).mode == "clock"


def test_from_another_part_the_list_comes_to_the_front_and_a_question_must_be_chosen(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen()
    give_players_a_screen(screen)
    screen.parts.findings.table.select("strength")
    assert screen.parts.tab == SUMMARY

    show(screen)

    assert screen.parts.tab == FINDINGS
    assert screen.message == "No hot-wash question is chosen. Choose one in the list first."
    assert seen(screen).mode == "clock"


def test_a_question_stays_while_answers_are_typed_over_parts_screens_and_a_language(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen()
    give_players_a_screen(screen)
    choose(screen, FIRST)
    show(screen)
    enter(screen, FIRST)
    type_words(screen, "Dari WA")
    screen.submit()
    screen.ctrl(Qt.Key.Key_4)
    screen.window.show_mode("observers")
    screen.window.show_mode("debrief")
    assert seen(screen).text == WELL

    screen.window.change_look(language="id")
    screen.settle()

    assert (seen(screen).text, seen(screen).to) == ("Apa yang berjalan baik?", "Evaluasi cepat")
    assert button(screen) == ("Peserta melihat pertanyaan 1", True)
    screen.parts.findings.table.select("strength")
    show(screen)
    assert seen(screen).mode == "clock"


def test_the_replay_on_the_display_takes_the_questions_place(open_screen: OpenScreen) -> None:
    screen = open_screen()
    give_players_a_screen(screen)
    choose(screen, FIRST)
    show(screen)

    screen.press(Qt.Key.Key_F12)
    assert "REPLAY" in seen(screen).mark
    assert button(screen) == ("To players", False)
    choose(screen, FIRST)

    assert seen(screen).mode == "clock"


def test_while_play_runs_players_see_that(open_screen: OpenScreen) -> None:
    screen = open_screen(HALF_RUN)
    give_players_a_screen(screen)
    choose(screen, FIRST)
    show(screen)
    assert seen(screen).mode == "question"
    screen.window.show_mode("run")
    QTest.keyClick(screen.window.windowHandle(), Qt.Key.Key_F9)
    screen.settle()
    assert screen.page._bridge.stage == "running"
    assert seen(screen).mode != "question"
    screen.window.show_mode("debrief")

    show(screen)

    assert "The players see the exercise now. A question can be shown" in screen.message
    assert seen(screen).mode != "question"


def test_a_pack_without_questions_says_so(
    make_window: MakeWindow, qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    pack = Path(shutil.copytree(debrief_room.PACK, tmp_path / "pack"))
    text = (pack / "pack.yaml").read_text(encoding="utf-8")
    (pack / "pack.yaml").write_text(text[: text.index("hot_wash:")], encoding="utf-8")
    script = tmp_path / "run.play"
    script.write_text(HALF_RUN, encoding="utf-8")
    file = tmp_path / "run.tabletop"
    assert cli.main(["play", str(pack), str(script), "--out", str(file)]) == 0
    window = make_window()
    tasks.spawn(window.open_file(file))
    qtbot.waitUntil(lambda: window.bridge is not None and tasks.is_idle)
    window.show_mode("debrief")
    screen = Screen(qtbot, window, tasks)
    screen.settle()
    give_players_a_screen(screen)

    show(screen)

    assert screen.parts.tab == FINDINGS
    assert screen.message == "The pack has no hot-wash question."
    assert seen(screen).mode != "question"
