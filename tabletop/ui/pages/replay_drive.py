"""Where a replay stands and how fast it runs; it must not know what is shown there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

SPEEDS = (1, 5, 20, 60)
USUAL_SPEED = 20
TICK_MS = 100
BEFORE_ANEW_MS = 1_500
"""A mark that the running replay passed less than this ago is not the one before: a hand wants the other."""


class ReplayDrive(QObject):
    """A position between the beginning and the end; while it plays the monotonic clock moves it."""

    moved = Signal()
    playing_changed = Signal()
    """It began or ceased to play, or plays at another speed."""

    def __init__(self, now_ns: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ns = now_ns
        self.begin_ms = self.end_ms = self.at_ms = 0
        self.speed = USUAL_SPEED
        self._since: tuple[int, int] = (0, 0)
        """The clock, and the position at that time: ticks that come late lose nothing."""
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def is_playing(self) -> bool:
        """Tell whether it moves by itself."""
        return self._timer.isActive()

    def set_span(self, begin_ms: int, end_ms: int) -> None:
        """Take other ends; the position stays where it can."""
        self.begin_ms, self.end_ms = begin_ms, end_ms
        self.at_ms = self._within(self.at_ms)
        self._anchor()

    def go(self, at_ms: int) -> None:
        """Go to a moment."""
        self._move(at_ms)
        self._anchor()

    def play(self) -> None:
        """Let it run, from the beginning where it stands at the end."""
        if self.at_ms >= self.end_ms:
            self._move(self.begin_ms)
        self._anchor()
        self._timer.start()
        self.playing_changed.emit()

    def stop(self) -> None:
        """Let it stand."""
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit()

    def toggle(self) -> None:
        """Play, or stop."""
        (self.stop if self.is_playing else self.play)()

    def set_speed(self, speed: int) -> None:
        """Run so many times as fast as the exercise, from now on."""
        self.speed = speed
        self._anchor()
        self.playing_changed.emit()

    def step_speed(self, by: int) -> None:
        """Take the next or the previous speed."""
        self.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, SPEEDS.index(self.speed) + by))])

    @property
    def back_from_ms(self) -> int:
        """Return the moment before which the previous mark lies."""
        return self.at_ms - (BEFORE_ANEW_MS * self.speed if self.is_playing else 0)

    def _anchor(self) -> None:
        self._since = self._now_ns(), self.at_ms

    def _within(self, at_ms: int) -> int:
        return max(self.begin_ms, min(self.end_ms, at_ms))

    def _move(self, at_ms: int) -> None:
        before, self.at_ms = self.at_ms, self._within(at_ms)
        if self.at_ms != before:
            self.moved.emit()

    def _tick(self) -> None:
        then_ns, from_ms = self._since
        self._move(from_ms + max(0, self._now_ns() - then_ns) * self.speed // 1_000_000)
        if self.at_ms >= self.end_ms:
            self.stop()
