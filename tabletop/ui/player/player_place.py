"""Where the player display is shown; it must not know what it shows.

It never moves to another screen by itself: when its screen goes, it hides and says so; when that
screen comes back, it offers to show again. A screen that mirrors another, or on which the director
works, is taken only once it was confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QRect, QSizeF, Signal
from PySide6.QtGui import QScreen

from tabletop.i18n import N_
from tabletop.ui.player.player_screens import Concern, Screen, Screens
from tabletop.ui.player.player_sheet import Sheet
from tabletop.ui.player.player_window import PlayerWindow

Ask = Literal["", "mirrored", "director", "back"]
"""What the director must confirm, or is offered."""
PREVIEW_SIZE = QSizeF(1366, 768)
"""The display that a preview stands for while no screen is chosen."""

GONE = N_("The players' screen was unplugged: players see nothing. Plug it in, then {key}.")
BACK = N_("The players' screen is back. {key} shows the player display on it again.")
COVERS = N_("The players' screen now shows your own work: the player display was hidden. {key} shows it.")


class PlayerPlace(QObject):
    """Owns the window on the players' screen."""

    changed = Signal()
    trouble = Signal(str)
    """An English text to be said in the director's language."""

    def __init__(self, director: Callable[[], QScreen | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screens = Screens(director, self)
        self._screens.came.connect(self._take_came)
        self._screens.went.connect(self._take_went)
        self._sheet = Sheet(mode="blank")
        self._asked = self._lost = ""
        self._accepted: Concern = ""
        self._filled = QRect()
        self.window: PlayerWindow | None = None
        self.screen = ""
        """The key of the screen that players see; empty while there is none."""

    @property
    def size(self) -> QSizeF:
        """Return the size of the display, on which depends where lines and pages break."""
        screen = self._screens.find(self.screen) if self.screen else None
        return PREVIEW_SIZE if screen is None else QSizeF(screen.geometry().size())

    @property
    def ask(self) -> Ask:
        """Return what waits for an answer."""
        if self._asked:
            return self._screens.concern(self._asked)
        return "back" if self._lost and self._screens.find(self._lost) is not None else ""

    def offered(self) -> tuple[Screen, ...]:
        """Return the screens to choose from."""
        return self._screens.offered()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet, where one is shown."""
        self._sheet = sheet
        if self.window is not None:
            self.window.show_sheet(sheet)

    def choose(self, key: str) -> None:
        """Show on a screen, or on none with an empty key; one of concern must be confirmed first."""
        self._asked = self._lost = ""
        if not key:
            self._hide()
        elif self._screens.concern(key):
            self._asked = key
        else:
            self._show_on(key)
        self.changed.emit()

    def answer(self) -> None:
        """Confirm the screen that was asked about, or take the offer of the one that came back."""
        if self._asked:
            self._show_on(self._asked)
        elif self._lost:
            self.choose(self._lost)  # it may have come back as a mirror
            return
        self._asked = ""
        self.changed.emit()

    def step_aside(self) -> None:
        """Hide where the director has come to work, or a mirror has come up, unconfirmed."""
        concern = self._screens.concern(self.screen) if self.screen else ""
        if concern and concern != self._accepted:
            self._hide()
            self.trouble.emit(COVERS)
            self.changed.emit()

    def refit(self) -> None:
        """Fill the screen again where it was given another resolution."""
        screen = self._screens.find(self.screen) if self.screen else None
        if screen is not None and self.window is not None and screen.geometry() != self._filled:
            self._filled = screen.geometry()
            self.window.fill(screen)

    def close(self) -> None:
        """Take the window off the players' screen for good."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
            self.screen = ""

    def _show_on(self, key: str) -> None:
        screen = self._screens.find(key)
        if screen is None:
            self._lost = key
            return
        if self.window is None:
            self.window = PlayerWindow()
            self.window.clicked.connect(self._take_click)
        self.screen, self._accepted = key, self._screens.concern(key)
        self.window.show_sheet(self._sheet)
        self._filled = screen.geometry()
        self.window.fill(screen)

    def _hide(self) -> None:
        self.screen, self._accepted = "", ""
        if self.window is not None:
            self.window.hide()

    def _take_went(self, key: str) -> None:
        if key == self.screen:
            self._hide()  # at once: else the system may move it over the director's work
            self._lost = key
            self.trouble.emit(GONE)
        self.step_aside()
        self.changed.emit()

    def _take_came(self, key: str) -> None:
        if key == self._lost:
            self.trouble.emit(BACK)
        self.step_aside()
        self.changed.emit()

    def _take_click(self) -> None:
        """Give the screen back to the director, who works on it too."""
        if self._accepted:
            self.choose("")
