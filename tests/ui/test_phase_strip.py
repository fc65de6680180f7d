"""The phase strip: past, now and to come at any T+, told without colour, asked for by keys or mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import MINUTE, inject, phase, scenario
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.domain.play.state import Stage
from tabletop.i18n import catalogue
from tabletop.ui.item_models.phases import PhaseStatus, PhaseStep, phase_steps
from tabletop.ui.look import Look
from tabletop.ui.theme import CONTRAST, FIELD, NIGHT, Theme
from tabletop.ui.widgets.phase_strip import PhaseStrip

LOOK = Look(FIELD, 100, catalogue("en"))
STATUSES: tuple[PhaseStatus, ...] = ("past", "now", "next")
PLAN = scenario(
    inject("E01"),
    phases=(
        phase("F1", 0), phase("F2", 30 * MINUTE), phase("F3", 60 * MINUTE), phase("F4", 90 * MINUTE),
    ),
)  # fmt: skip


def steps(elapsed_ms: int = 45 * MINUTE, stage: Stage = "running") -> tuple[PhaseStep, ...]:
    return phase_steps(LOOK, PLAN, stage, elapsed_ms)


def statuses(elapsed_ms: int, stage: Stage = "running") -> list[str]:
    return [step.status for step in steps(elapsed_ms, stage)]


# Which phase it is --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("elapsed_ms", "now"),
    [(0, 0), (30 * MINUTE - 1, 0), (30 * MINUTE, 1), (89 * MINUTE, 2), (90 * MINUTE, 3), (9_999 * MINUTE, 3)],
)
def test_a_phase_runs_from_its_first_millisecond_until_the_next(elapsed_ms: int, now: int) -> None:
    found = statuses(elapsed_ms)

    assert found == ["past"] * now + ["now"] + ["next"] * (3 - now)


def test_before_startex_every_phase_is_to_come() -> None:
    assert set(statuses(0, "before")) == {"next"}


def test_after_endex_every_phase_is_past() -> None:
    assert set(statuses(45 * MINUTE, "ended")) == {"past"}


def test_a_pause_ends_no_phase() -> None:
    assert statuses(45 * MINUTE, "paused") == statuses(45 * MINUTE, "running")


# The strip ----------------------------------------------------------------------------------------


@pytest.fixture
def strip(qapp_ready: QApplication, qtbot: QtBot) -> PhaseStrip:
    return shown(qtbot, LOOK, 440)


def shown(qtbot: QtBot, look: Look, width: int) -> PhaseStrip:
    made = PhaseStrip(look)
    qtbot.addWidget(made)
    made.show_steps(steps())
    made.setFixedWidth(look.px(width))
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.setFocus()
    return made


def test_a_plan_without_phases_has_no_strip(qapp_ready: QApplication, qtbot: QtBot) -> None:
    bare = PhaseStrip(LOOK)
    qtbot.addWidget(bare)

    bare.show_steps(())

    assert bare.isHidden()
    assert bare.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_it_is_one_thin_row(qapp_ready: QApplication, qtbot: QtBot, scale: int) -> None:
    made = shown(qtbot, Look(FIELD, scale, catalogue("en")), 440)

    assert made.height() <= round(26 * scale / 100)


def test_enter_asks_for_the_phase_that_the_arrows_chose(qtbot: QtBot, strip: PhaseStrip) -> None:
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    with qtbot.waitSignal(strip.phase_asked) as asked:
        qtbot.keyClick(strip, Qt.Key.Key_Return)

    assert asked.args == ["F3"]


def test_the_arrows_stop_at_the_ends(qtbot: QtBot, strip: PhaseStrip) -> None:
    for _ in range(9):
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    with qtbot.waitSignal(strip.phase_asked) as last:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    for _ in range(9):
        qtbot.keyClick(strip, Qt.Key.Key_Left)
    with qtbot.waitSignal(strip.phase_asked) as first:
        qtbot.keyClick(strip, Qt.Key.Key_Enter)

    assert (first.args, last.args) == (["F1"], ["F4"])


@pytest.mark.parametrize("width", [300, 440, 560])
def test_a_click_anywhere_in_the_row_asks_for_each_phase_in_order(
    qapp_ready: QApplication, qtbot: QtBot, width: int
) -> None:
    made = shown(qtbot, LOOK, width)
    asked: list[str] = []
    made.phase_asked.connect(asked.append)

    for x in range(2, width - 2, 4):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(x, 13))

    assert list(dict.fromkeys(asked)) == ["F1", "F2", "F3", "F4"]
    assert asked == sorted(asked)


def test_whoever_listens_hears_the_phase_that_runs_and_the_one_that_is_chosen(
    qtbot: QtBot, strip: PhaseStrip
) -> None:
    running = strip.accessibleName()

    qtbot.keyClick(strip, Qt.Key.Key_Left)

    assert "F2" in running
    assert "now" in running
    assert "T+00:30" in running
    assert "F1" in strip.accessibleName()
    assert "past" in strip.accessibleName()


def test_a_chosen_phase_stays_chosen_when_time_goes_on(qtbot: QtBot, strip: PhaseStrip) -> None:
    qtbot.keyClick(strip, Qt.Key.Key_Left)

    strip.show_steps(steps(95 * MINUTE))
    with qtbot.waitSignal(strip.phase_asked) as asked:
        qtbot.keyClick(strip, Qt.Key.Key_Return)

    assert asked.args == ["F1"]


@pytest.mark.parametrize("theme", [FIELD, NIGHT, CONTRAST], ids=lambda theme: theme.name)
def test_past_now_and_to_come_differ_without_colour(
    qapp_ready: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    made = PhaseStrip(Look(theme, 100, catalogue("en")))
    qtbot.addWidget(made)
    made.setFixedWidth(60)
    pictures = set()
    for status in STATUSES:
        made.show_steps((replace(steps()[0], status=status),))
        grey = made.grab().toImage().convertToFormat(QImage.Format.Format_Mono)
        pictures.add(bytes(grey.constBits()))

    assert len(pictures) == 3
