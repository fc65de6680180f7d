"""Whether a view follows the exercise, or rests because someone looks around; it moves nothing itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QScrollBar

REST_MS = 20_000
_NS = 1_000_000


class Follow(QObject):
    """Follows until someone scrolls by wheel or bar, and again 20 s after the last time they did."""

    changed = Signal(bool)
    resumed = Signal()
    """The view is to be moved to where the exercise is."""

    def __init__(self, bar: QScrollBar, *, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        super().__init__(bar)
        self._bar = bar
        self._now_ns = now_ns
        self._until_ns: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)
        # Qt reports wheel, drag and click on the bar here, and never what the program scrolls itself.
        bar.actionTriggered.connect(lambda _action: self.look_away())

    @property
    def is_on(self) -> bool:
        """Tell whether the view follows."""
        self.check()
        return self._until_ns is None

    def look_away(self) -> None:
        """Leave the view alone for 20 s from now."""
        was_on, is_on = self._until_ns is None, False
        self._until_ns = self._now_ns() + REST_MS * _NS
        self._timer.start(REST_MS)
        if was_on:
            self.changed.emit(is_on)

    def resume(self) -> None:
        """Follow again at once."""
        self._timer.stop()
        was_on, self._until_ns = self._until_ns is None, None
        if not was_on:
            self.changed.emit(self.is_on)
        self.resumed.emit()

    def check(self) -> None:
        """Follow again if the 20 s are over."""
        if self._until_ns is None:
            return
        left_ms = (self._until_ns - self._now_ns()) // _NS
        if left_ms <= 0:
            self.resume()
        elif not self._timer.isActive():  # the timer of Qt ran ahead of the clock
            self._timer.start(max(1, min(left_ms, REST_MS)))

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take it for looking around if what a person does in here moves the view."""
        before = self._bar.value()
        yield
        if self._bar.value() != before:
            self.look_away()
