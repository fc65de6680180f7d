"""Which mode the player display is in: chosen by hand, or imposed by the exercise; it draws nothing."""

from __future__ import annotations

from tabletop.ui.player.player_sheet import Mode


class Modes:
    """A choice by hand sets aside what the exercise imposes, until that is over."""

    def __init__(self) -> None:
        self._chosen: Mode = "clock"
        self._before_blank: Mode = "clock"
        self._imposed: Mode | None = None
        self._is_set_aside = False

    @property
    def now(self) -> Mode:
        """Return the mode that is shown."""
        return self._chosen if self._imposed is None or self._is_set_aside else self._imposed

    def choose(self, mode: Mode) -> None:
        """Show a mode because the director says so."""
        if mode == "blank" and self.now != "blank":
            self._before_blank = self._chosen
        self._chosen = mode
        self._is_set_aside = True

    def impose(self, mode: Mode | None) -> None:
        """Show a mode as long as the exercise asks for it; None gives back what was chosen."""
        if mode != self._imposed:
            self._imposed = mode
            self._is_set_aside = False

    def toggle_blank(self) -> None:
        """Blank the display, or show again what stood there."""
        if self.now != "blank":
            self.choose("blank")
            return
        self._chosen = self._before_blank
        self._is_set_aside = False
        if self.now == "blank":
            self._chosen = "clock"

    def give_up(self, mode: Mode) -> None:
        """Show the clock where a mode was to be shown that has nothing to show any more."""
        self._chosen = "clock" if self._chosen == mode else self._chosen
        self._before_blank = "clock" if self._before_blank == mode else self._before_blank
