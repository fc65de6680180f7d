"""Replay: the part of the debrief that shows the exercise as it stood at any minute; it writes nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tabletop.domain.result.debrief import Debrief
from tabletop.ui.pages.debrief_part import PartDesk
from tabletop.ui.pages.replay_room import ReplayRoom

_OWN_TAB = "debrief-tab-2"


class ReplayPart(QFrame):
    """Makes its room when it is first shown, so that no other part waits for it."""

    def __init__(self, desk: PartDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._made: ReplayRoom | None = None
        self._is_stale = False
        self._goes_on: dict[str, Any] = {}
        """What went on in the window before this one."""
        self.setObjectName("surface")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def room(self) -> ReplayRoom:
        """Return the room, made now if it is not yet."""
        if self._made is None:
            self._made = ReplayRoom(self._desk, self)
            self._column.addWidget(self._made)
        return self._made

    def show_debrief(self, debrief: Debrief) -> None:  # noqa: ARG002 - a replay is made from the rows
        """Read the rows anew, at once where the replay is seen."""
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def enter(self) -> None:
        """Take the focus."""
        self._refresh()
        self.room.focus()

    def leave(self) -> None:
        """Stand still and give the players' display back."""
        if self._made is not None:
            self._made.rest()

    def do(self, verb: str) -> bool:
        """Do a verb of the replay, which is brought to the front for it; tell whether it was one."""
        is_own = verb.startswith("replay-")
        if is_own and not self.isVisible():
            self._desk.trigger(_OWN_TAB)
        return (is_own or self.isVisible()) and self.room.do(verb)

    def keep(self) -> dict[str, Any]:
        """Return where it stands; nothing where it was never shown."""
        return {} if self._made is None else self._made.keep()

    def restore(self, kept: dict[str, Any]) -> None:
        """Stand there again."""
        if kept:
            self.room.restore(kept)
            self._goes_on = kept
            if self.isVisible():
                self._go_on()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on once it is seen: a window that is built anew shows its parts a moment later."""
        super().showEvent(event)
        self._go_on()

    def _go_on(self) -> None:
        kept, self._goes_on = self._goes_on, {}
        if kept:
            self.room.go_on(kept)

    def _refresh(self) -> None:
        if self._is_stale and self._made is not None:
            self._made.take_rows()
        self._is_stale = False
