"""The screens of this desk: which there are, which come and go, and which are no place for players."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen

Concern = Literal["", "mirrored", "director"]
"""Why a screen must be confirmed: it shows what another one shows, or the director works on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A screen as it is offered; `key` finds it again after it was unplugged."""

    key: str
    name: str
    width: int
    height: int
    concern: Concern = ""


class Screens(QObject):
    """Knows the screens by key; `director` tells the one on which the director works."""

    came = Signal(str)
    went = Signal(str)

    def __init__(self, director: Callable[[], QScreen | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._director = director
        self._leaving: QScreen | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there are no widgets without it
        application.screenAdded.connect(self._take_added)
        application.screenRemoved.connect(self._take_removed)

    def offered(self) -> tuple[Screen, ...]:
        """Return every screen, the director's own too."""
        screens = self._plugged()
        return tuple(
            Screen(
                key=key_of(screen),
                name=screen.name().removeprefix("\\\\.\\"),  # what Windows puts before DISPLAY1
                width=round(screen.geometry().width() * screen.devicePixelRatio()),
                height=round(screen.geometry().height() * screen.devicePixelRatio()),
                concern=self._concern(screen, screens),
            )
            for screen in screens
        )

    def find(self, key: str) -> QScreen | None:
        """Return a screen that is plugged in."""
        return next((screen for screen in self._plugged() if key_of(screen) == key), None)

    def concern(self, key: str) -> Concern:
        """Return why a screen must be confirmed before players see it."""
        screen = self.find(key)
        return "" if screen is None else self._concern(screen, self._plugged())

    def _concern(self, screen: QScreen, screens: list[QScreen]) -> Concern:
        if screen is self._director():
            return "director"
        others = (other for other in screens if other is not screen)
        return "mirrored" if any(other.geometry() == screen.geometry() for other in others) else ""

    def _plugged(self) -> list[QScreen]:
        return [screen for screen in QGuiApplication.screens() if screen is not self._leaving]

    def _take_added(self, screen: QScreen) -> None:
        self.came.emit(key_of(screen))

    def _take_removed(self, screen: QScreen) -> None:
        self._leaving = screen
        self.went.emit(key_of(screen))
        self._leaving = None


def key_of(screen: QScreen) -> str:
    """Return what a screen is known by: its plug, and its serial number where it tells one."""
    return "|".join(part for part in (screen.name(), screen.serialNumber()) if part)
