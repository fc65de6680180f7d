"""In every state of every screen each control has a name and is reached by Tab, and no text is cut.

The texts are looked at in 24 combinations of language, theme, size and scale with --all, in the narrowest
two otherwise (ux 4, 11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product
from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)  # fmt: skip
from ui.states import STATES, Stage, bring, play_files

from tabletop.ui.main_window import MainWindow
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.at_hand import TopicBar
from tabletop.ui.widgets.elided_label import ElidedLabel
from tabletop.ui.widgets.observer_choices import ChoiceRow
from tabletop.ui.widgets.observer_combo import ElidedCombo

SIZES = ((1366, 728), (1030, 520))
COMBINATIONS = list(product(("id", "en"), ("field", "night", "contrast"), SIZES, (100, 125)))
ORDINARY = [("id", "field", SIZES[1], 100)]
"""The narrowest one, in the language of the longer words; all 24 are looked at with --all."""
ALIKE = {
    "run-find", "run-palette", "run-long-form", "run-offer", "run-before", "observers-none",
    "observers-agreement", "observers-branches", "debrief-findings", "debrief-decisions", "home-empty",
    "home-help", "run-help", "run-not-ready", "run-due", "run-late", "run-receipt", "run-jump", "run-breach",
    "run-endex", "run-improvise", "run-trouble", "run-counted", "debrief-draft", "debrief-letter",
    "debrief-action", "debrief-why", "debrief-why-action", "debrief-revise", "observer-red-line",
    "observers-issue", "observers-stations", "run-unsaved", "run-taken-over", "home-files",
}  # fmt: skip
"""States whose parts stand in another state too: looked at with --all only."""
_ARROW = 40
"""What a choice keeps clear for its edges and its arrow."""
_SLACK = 1
"""Pixels by which a hinted glyph may be wider than its font says."""
TOO_SMALL = {(1030, 520, 125)}
"""Below the least size of the window (1030 x 520 at 100 %): there parts may scroll, but not overlap."""

Text = QLabel | QAbstractButton


def texts_in(window: MainWindow) -> Iterator[Text]:
    for widget in window.findChildren(QWidget):
        if isinstance(widget, Text) and widget.text() and not widget.visibleRegion().isEmpty():
            yield widget


def is_cut(widget: Text) -> bool:
    """Tell whether a label or button has less room than its words take; what elides says so itself."""
    if isinstance(widget, ElidedLabel):
        return False
    if isinstance(widget, QAbstractButton):
        return widget.width() + _SLACK < widget.minimumSizeHint().width()
    room = widget.contentsRect()
    flags = int(Qt.TextFlag.TextWordWrap) if widget.wordWrap() else 0
    if not flags:
        ink = widget.fontMetrics().tightBoundingRect(widget.text())
        return ink.width() > room.width() + _SLACK or ink.height() > room.height()
    wanted = widget.fontMetrics().boundingRect(QRect(0, 0, room.width(), 100_000), flags, widget.text())
    return wanted.width() > room.width() + _SLACK or wanted.height() > room.height() + 3


def place(widget: QWidget, window: QWidget) -> QRect:
    """Return where a widget is really seen in the window: what scrolls away overlaps nothing."""
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    above = widget.parentWidget()
    while above is not None and above is not window:
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            rect = rect.intersected(QRect(above.mapTo(window, QPoint(0, 0)), above.size()))
        above = above.parentWidget()
    return rect


def is_over(one: QWidget, other: QWidget) -> bool:
    """Tell whether one lies in the other."""
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def troubles(window: MainWindow) -> Iterator[str]:
    shown = list(texts_in(window))
    for widget in shown:
        if is_cut(widget):
            yield f"cut: {widget.text()!r} in {type(widget.parent()).__name__}"
    yield from cut_choices(window)
    places = [(widget, place(widget, window)) for widget in shown]
    for (one, here), (other, there) in combinations(places, 2):
        both = here.intersected(there)
        if both.width() > 2 and both.height() > 4 and not is_over(one, other) and not covers(one, other):
            yield f"overlap: {one.text()!r} and {other.text()!r}"


def cut_choices(window: MainWindow) -> Iterator[str]:
    """Yield the tabs and choices that have less room than their words take; what elides says so itself."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible() and not bar.usesScrollButtons()]
    for bar in bars:
        for at in range(bar.count()):
            words, tab = bar.tabText(at), bar.tabRect(at)
            if tab.right() > bar.width() or bar.fontMetrics().horizontalAdvance(words) > tab.width():
                yield f"cut: tab {words!r} in {bar.accessibleName()!r}"
    for box in window.findChildren(QComboBox):
        room = box.width() - _ARROW * (window.look.scale if isinstance(window, MainWindow) else 100) // 100
        wanted = box.fontMetrics().horizontalAdvance(box.currentText())
        is_shown = not box.visibleRegion().isEmpty()
        if is_shown and not isinstance(box, ElidedCombo) and wanted > room:
            yield f"cut: {box.currentText()!r} in {box.accessibleName()!r}"


def covers(one: QWidget, other: QWidget) -> bool:
    """Tell whether one of them stands on the strip, which lies over a narrow table by design."""
    return is_on_strip(one) != is_on_strip(other)


def is_on_strip(widget: QWidget | None) -> bool:
    while widget is not None and widget.objectName() != "strip":
        widget = widget.parentWidget()
    return widget is not None


CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar,
)  # fmt: skip
MOST_TABS = 200
NOT_BY_TAB = {"run-unsaved", "run-palette"}
"""There the line holds its text still while its row is tried again; the palette marks its rows by Tab."""


def controls_in(window: MainWindow) -> list[QWidget]:
    """Return what a person can operate and see; parts that Qt makes inside a control belong to it."""
    found = []
    for widget in window.findChildren(QWidget):
        is_shown = widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
        is_part = isinstance(widget, QHeaderView) or isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        is_part = is_part or isinstance(widget.parent(), QAbstractItemView | QTabBar)
        if isinstance(widget, CONTROLS) and is_shown and not is_part:
            found.append(widget)
    return found


def described(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else widget.objectName()
    return f"{type(widget).__name__} {words!r} in {type(widget.parent()).__name__}"


def reached_by_tab(window: MainWindow) -> set[QWidget]:
    reached = set()
    for _ in range(MOST_TABS):
        widget = QApplication.focusWidget()
        if widget is None:
            break
        reached.add(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        QApplication.processEvents()
    return reached


def is_reached(widget: QWidget, reached: set[QWidget]) -> bool:
    """Tell whether Tab leads to a control, or to its row of topics, in which the arrows go on."""
    row = widget.parent()
    if isinstance(row, TopicBar | ChoiceRow):
        return any(row.isAncestorOf(one) for one in reached)
    return widget in reached


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return play_files(tmp_path_factory.mktemp("files"))


@pytest.fixture
def stage(
    make_window: Callable[..., MainWindow], tasks: Tasks, clock: ManualClock, files: dict[str, Path]
) -> Iterator[Stage]:
    made = Stage(make_window(language="id"), tasks, clock, files=files)
    yield made
    made.free_disk()


@pytest.mark.slow
@pytest.mark.timeout(600)  # with --all 24 combinations, on a computer that may be busy
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name in ALIKE else name for name in STATES]
)
def test_a_state_is_named_reachable_and_uncut(
    name: str, stage: Stage, request: pytest.FixtureRequest
) -> None:
    bring(stage, name)
    window = stage.window
    controls = controls_in(window)

    found = [f"without a name: {described(one)}" for one in controls if not one.accessibleName()]
    if name not in NOT_BY_TAB:
        reached = reached_by_tab(window)
        found += [f"not reached by Tab: {described(one)}" for one in controls if not is_reached(one, reached)]
    for language, theme, size, scale in COMBINATIONS if request.config.getoption("--all") else ORDINARY:
        if (*size, scale) in TOO_SMALL:
            continue
        window.resize(*size)
        window.change_look(language=language, theme=theme, scale=scale)
        for _ in range(5):
            QApplication.processEvents()
        if name.startswith("debrief"):
            stage.settle()  # figures and papers are drawn beside the window
        found += [f"{language} {theme} {size[0]} {scale} %: {words}" for words in troubles(window)]

    assert controls
    assert not found, "\n".join(sorted(set(found)))
