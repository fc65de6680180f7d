"""Hands on the keyboard: keys to whatever has the focus in the active window, and eyes on what it shows.

It reads (where the focus is, what is visible), it calls nothing of a page, a bridge or a service.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QWidget

from tabletop.ui.main_window import MainWindow
from tabletop.ui.widgets.form import Form

WAIT_S = 10
PULSE_MS = 200
MOST_TABS = 80


class Keyboard:
    """Presses keys in the window that is active, and waits until something can be seen there."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        pulse = QTimer(window)  # so that waiting for what never comes ends too
        pulse.start(PULSE_MS)
        window.activateWindow()
        self.until(window.isActiveWindow, "active")

    def press(self, keys: str) -> None:
        """Press a chord such as `Ctrl+Shift+V`."""
        chord = QKeySequence(keys)[0]
        QTest.keyClick(QGuiApplication.focusWindow(), chord.key(), chord.keyboardModifiers())
        QApplication.processEvents()  # as between any two keys of a hand

    def type(self, text: str) -> None:
        """Type into what has the focus; letters skip the platform's window, thirty times faster."""
        for letter in text:
            QTest.keyClick(self.focus, letter)

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def tab_to(self, is_there: Callable[[QWidget], bool], what: str) -> None:
        """Press Tab until something has the focus."""
        for _ in range(MOST_TABS):
            if is_there(self.focus):
                return
            self.press("Tab")
        raise AssertionError(f"{MOST_TABS} Tabs do not lead to {what}; the focus is at {self.focus}")

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Let the window live until something is so."""
        patience = time.monotonic() + WAIT_S
        while not is_so():
            if time.monotonic() > patience:
                raise AssertionError(f"not {what}; the window says: {self.words()}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def words(self) -> list[str]:
        """Return every label that can be seen."""
        labels = self.window.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def find(self, kind: type[Any], name: str | None = None) -> Any:
        """Return what can be seen of a kind."""
        found = [one for one in self.window.findChildren(kind, name) if one.isVisible()]
        assert len(found) == 1, (
            f"{len(found)} of {kind.__name__} {name or ''}; the window says {self.words()}"
        )
        return found[0]

    # Forms --------------------------------------------------------------------------------------

    @property
    def is_asked(self) -> bool:
        """Tell whether a form is open."""
        return any(form.isVisible() for form in self.window.findChildren(Form))

    def fill(self, values: Mapping[str, object]) -> None:
        """Fill the open form from its first field to its last, each after a Tab."""
        if not values:
            return
        while self._field is not None:
            self.press("Shift+Tab")
        self.press("Tab")
        left, given = dict(values), dict[str, object]()
        while (name := self._field) is not None and (left or name in given):
            if name in left:
                given = {name: left.pop(name)}
            if name in given:  # several boxes may share a name
                self._answer(given[name])
            self.press("Tab")
        assert not left, f"Tab does not lead to {left}"

    @property
    def _field(self) -> str | None:
        """Return the name of the field that has the focus."""
        name = self.focus.objectName()
        return name.removeprefix("field-") if name.startswith("field-") else None

    def _answer(self, value: object) -> None:
        widget = self.focus
        if isinstance(widget, QComboBox):
            self.choose(widget, str(value))
        elif isinstance(widget, QCheckBox):
            if widget.isChecked() != (value is True or widget.text() in str(value).split(", ")):
                self.press("Space")
        else:
            self.press("Ctrl+A")
            self.press("Delete")
            self.type(str(value))

    def choose(self, box: QComboBox, value: str) -> None:
        """Go down a choice until a value stands in it."""
        self.press("Home")
        for _ in range(box.count()):
            if str(box.currentData()) == value:
                return
            self.press("Down")
        raise AssertionError(f"{value} is not among {[box.itemData(at) for at in range(box.count())]}")
