"""Nothing of the observer's screen is cut, and everything can be hit, in every size, language and theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from builders import ManualClock
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from ui.observer_desk import ObserverDesk, begun_journal
from ui.test_every_state import controls_in, described, reached_by_tab, troubles

from tabletop.ui.tasks import Tasks
from tabletop.ui.theme import CONTRAST, FIELD, NIGHT
from tabletop.ui.widgets.elided_label import ElidedLabel
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.observer_choices import ChoiceRow
from tabletop.ui.widgets.observer_strip import ObserverStrip

SIZES = ((1366, 728), (1030, 520))
LOOKS = [*product(SIZES, ("id", "en"), (100, 125, 150))]
STATES = ("", "observer-paper", "observer-correct", "observer-red-line", "observer-rate", "observer-sync")
MakeDesk = Callable[..., ObserverDesk]


@pytest.fixture
def sit(qtbot: QtBot, tasks: Tasks, clock: ManualClock) -> Iterator[MakeDesk]:
    made: list[ObserverDesk] = []

    def sit_down(**given: object) -> ObserverDesk:
        made.append(ObserverDesk(qtbot, tasks, clock, begun_journal(clock), **given))  # type: ignore[arg-type]
        return made[-1].note("Cordon").press("Ctrl+Down", "Ctrl+Down").settle()

    yield sit_down
    for desk in made:
        desk.leave()


def seen_parts(desk: ObserverDesk) -> list[QWidget]:
    return [part for part in desk.page.findChildren(QWidget) if part.isVisible()]


def cut_words(desk: ObserverDesk) -> list[str]:
    """Return the buttons and labels that have less room than their words need."""
    cut = []
    for part in seen_parts(desk):
        if isinstance(part, KeyedButton) and part.width() < part.minimumSizeHint().width():
            cut.append(part.text())
        elif isinstance(part, QLabel) and not isinstance(part, ElidedLabel) and part.text():
            wanted = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
            is_narrow = not part.wordWrap() and part.width() < part.sizeHint().width()
            if is_narrow or part.height() < wanted - 1:
                cut.append(part.text())
    return cut


def out_of_sight(desk: ObserverDesk) -> list[str]:
    """Return the parts that stand out of the window at a side, where no one scrolls."""
    width = desk.page.width()
    return [
        f"{type(part).__name__} {part.accessibleName()}"
        for part in seen_parts(desk)
        if part.mapTo(desk.page, QPoint(part.width(), 0)).x() > width
    ]


@pytest.mark.parametrize(
    ("size", "language", "scale"),
    [pytest.param(*look, marks=pytest.mark.long) if look[2] == 125 else look for look in LOOKS],
)
def test_no_words_are_cut(sit: MakeDesk, size: tuple[int, int], language: str, scale: int) -> None:
    desk = sit(size=size, language=language, scale=scale)

    for state in STATES:
        if state:
            desk.page.do(state)
        desk.settle()
        assert not cut_words(desk), state
        assert not out_of_sight(desk), state
        scrolls = [area for area in desk.page.findChildren(QScrollArea) if area.isVisible()]
        assert not [area for area in scrolls if area.horizontalScrollBar().maximum() > 0], state
        desk.escape()


@pytest.mark.parametrize("theme", [FIELD, NIGHT, CONTRAST], ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", SIZES)
def test_every_target_is_forty_four_high(sit: MakeDesk, size: tuple[int, int], theme: object) -> None:
    desk = sit(size=size, theme=theme)

    low = [
        button.text()
        for button in desk.page.findChildren(QPushButton)
        if button.isVisible() and button.height() < 44 and not desk.page.parts.strip.isAncestorOf(button)
        and button.objectName() != "menu"
    ]  # fmt: skip
    assert not low
    assert isinstance(desk.page.parts.strip, ObserverStrip)


@pytest.mark.parametrize("size", [*SIZES, (1366, 900)])
def test_tab_leads_through_the_form_in_the_order_in_which_it_is_read(
    sit: MakeDesk, size: tuple[int, int]
) -> None:
    desk = sit(size=size)
    form = desk.page.parts.form
    form.inject.setFocus()

    passed = [form.inject]
    for _ in range(9):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())  # type: ignore[arg-type]

    assert passed[:5] == [
        form.inject, form.cell, form.seen.line, form.seen.earlier, form.category.buttons["decision"],
    ]  # fmt: skip
    assert passed[5:] == [
        form.fact, form.judgement, form.why, form.sense.buttons["seen"], form.bearing.buttons["neutral"],
    ]  # fmt: skip


def test_where_one_types_is_in_sight_in_the_smallest_window(sit: MakeDesk) -> None:
    desk = sit(size=(1030, 520), scale=150)

    desk.press("F2")

    visible = desk.fact.visibleRegion().boundingRect()
    assert visible.height() == desk.fact.height()


@pytest.mark.parametrize("state", ["", *STATES[1:]])
@pytest.mark.parametrize("size", SIZES)
def test_every_control_has_a_name_and_is_reached_by_tab(
    sit: MakeDesk, size: tuple[int, int], state: str
) -> None:
    desk = sit(size=size)
    if state:
        desk.page.do(state)
    desk.settle()
    controls = controls_in(desk.window)  # type: ignore[arg-type]

    reached = reached_by_tab(desk.window)  # type: ignore[arg-type]

    rows = {one.parent() for one in reached if isinstance(one.parent(), ChoiceRow)}
    assert not [described(one) for one in controls if not one.accessibleName()]
    assert not [described(one) for one in controls if one not in reached and one.parent() not in rows]


@pytest.mark.parametrize(("size", "language"), [*product(SIZES, ("id", "en"))])
def test_no_words_lie_over_others(sit: MakeDesk, size: tuple[int, int], language: str) -> None:
    desk = sit(size=size, language=language)

    for state in STATES:
        if state:
            desk.page.do(state)
        desk.settle()
        assert not list(troubles(desk.window)), state  # type: ignore[arg-type]
        desk.escape()
