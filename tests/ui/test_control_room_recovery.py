"""The control room after a crash: what came back is said once, and a person lets the clock run on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from ui.run_desk import MakeWindow, RunDesk, said
from ui.test_killed_window import live_and_die

from tabletop import paths
from tabletop.bootstrap import headless
from tabletop.settings import read_settings

pytestmark = pytest.mark.slow


@pytest.fixture
def clock() -> headless.MachineClock:
    """The window that opens the file again lives on the clocks of the killed one."""
    return headless.MachineClock()


@pytest.fixture
def came_back(qtbot: QtBot, make_window: MakeWindow, clock: headless.MachineClock) -> RunDesk:
    """Kill a window that has just logged three decisions, and open its file in another one."""
    live_and_die(1.0, decisions=2)
    window = make_window(recent=read_settings(paths.settings_file()).recent)
    (file,) = paths.documents().glob("*.tabletop")
    window._tasks.spawn(window.open_file(file))
    qtbot.waitUntil(lambda: window.bridge is not None and window._tasks.is_idle, timeout=10_000)
    return RunDesk(qtbot, window, clock)  # type: ignore[arg-type]


def leave(desk: RunDesk) -> None:
    desk.press("Esc")


def resume(desk: RunDesk) -> None:
    desk.press("F9")


def agree(desk: RunDesk) -> None:
    desk.press("Ctrl+Return")


def test_three_lines_say_what_came_back_and_the_log_line_is_not_in_the_way(came_back: RunDesk) -> None:
    words = said(came_back.form)

    assert "ended unexpectedly" in words
    assert "entries came back" in words
    assert "Agree on T+ with the room" in words
    assert came_back.form.isAncestorOf(came_back.window.focusWidget())


@pytest.mark.parametrize(("act", "stage"), [(leave, "paused"), (resume, "running"), (agree, "running")])
def test_it_is_asked_once_however_it_was_answered(
    came_back: RunDesk, act: Callable[[RunDesk], None], stage: str
) -> None:
    stood_ms = came_back.bridge.elapsed_ms

    act(came_back)
    assert came_back.state.stage == stage
    came_back.press("F11", "Ctrl+Tab", "Ctrl+Shift+Tab")

    assert came_back.page.parts.form is None
    assert came_back.bridge.elapsed_ms - stood_ms < 5_000


def test_the_question_outlives_a_change_of_language(came_back: RunDesk) -> None:
    came_back.press("F11")

    assert "berhenti mendadak" in said(came_back.form)
    assert "berhenti mendadak" in said(came_back.page.parts.strip)


def test_in_a_small_window_the_strip_leaves_the_answers_free(came_back: RunDesk) -> None:
    came_back.window.resize(1030, 520)
    came_back.settle()
    parts = came_back.page.parts
    strip, form = parts.strip, parts.form
    assert form is not None

    above = [button for button in form.findChildren(QPushButton) if button.isVisible()]

    assert above
    assert strip.isVisible()
    top = strip.mapToGlobal(QPoint(0, 0)).y()
    assert all(one.mapToGlobal(QPoint(0, one.height())).y() <= top for one in above)
