"""Sounds of Run, sparing and always with something to see; nothing here decides what is due or late."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QApplication, QWidget

from tabletop import paths
from tabletop.domain.play.board import Board
from tabletop.ui import desktop

Sound = Literal["due", "overdue", "unsaved"]
REST_NS = 20_000_000_000
"""At most one sound in twenty seconds, a failed save aside (ux 7)."""

_Call = tuple[Sound, str]


def sound_file(sound: Sound) -> Path:
    """Return the bundled WAV of a sound."""
    return paths.resources() / "sounds" / f"{sound}.wav"


class Chimes:
    """Decides from the board which sound is to be heard; look at it each second.

    What waits already when it is first looked at is silent, and so is what is gone by the next look: an
    AUTO inject, or one that is released on time. What comes together makes one sound.
    """

    def __init__(self) -> None:
        self._before: frozenset[_Call] | None = None
        self._heard: frozenset[_Call] = frozenset()
        self._was_unsaved = False
        self._rests_until_ns: int | None = None

    def next(self, board: Board, *, is_unsaved: bool, mono_ns: int) -> Sound | None:
        """Return the sound to play now, if any."""
        calls = _calls(board)
        lasting = calls if self._before is None else calls & self._before
        self._heard = lasting if self._before is None else self._heard & calls
        self._before = calls
        has_failed = is_unsaved and not self._was_unsaved
        self._was_unsaved = is_unsaved
        fresh = lasting - self._heard
        is_resting = self._rests_until_ns is not None and mono_ns < self._rests_until_ns
        if not has_failed and (is_resting or not fresh):
            return None
        self._rests_until_ns = mono_ns + REST_NS
        if has_failed:
            return "unsaved"
        self._heard |= fresh
        return "overdue" if any(sound == "overdue" for sound, _ in fresh) else "due"


def _calls(board: Board) -> frozenset[_Call]:
    """Return everything on the board that calls for the director."""
    due: list[_Call] = [("due", row.inject.number) for row in board.rows if row.chip == "due"]
    overdue: list[_Call] = [("overdue", row.inject.number) for row in board.rows if row.chip == "overdue"]
    late: list[_Call] = [("overdue", line.action.full_id) for line in board.late]
    return frozenset((*due, *overdue, *late))


class Sounds:
    """Plays what the board calls for, if sounds are on; in any case the window asks to be looked at."""

    def __init__(self, window: QWidget, *, is_on: bool) -> None:
        self.is_on = is_on
        self._window = window
        self._chimes = Chimes()

    def start_anew(self) -> None:
        """Begin with another exercise: what waits in it already is silent."""
        self._chimes = Chimes()

    def look(self, board: Board, *, is_unsaved: bool, mono_ns: int) -> None:
        """Look at the board once a second."""
        sound = self._chimes.next(board, is_unsaved=is_unsaved, mono_ns=mono_ns)
        if sound is None:
            return
        QApplication.alert(self._window)
        if self.is_on:
            desktop.play_sound(sound_file(sound))

    def test(self) -> None:
        """Play a sound, so that someone can hear whether there is any."""
        desktop.play_sound(sound_file("due"))
