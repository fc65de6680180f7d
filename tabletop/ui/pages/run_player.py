"""The player display as Run works it: its verbs and its panel; what players see is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from tabletop.ui.look import Look
from tabletop.ui.player.player_control import PlayerControl
from tabletop.ui.player.player_wiring import tie
from tabletop.ui.widgets.player_panel import PlayerPanel


class RunPlayer:
    """Opens the display's panel in the place of a form, and brings keys to the display."""

    def __init__(
        self, look: Look, player: PlayerControl, *, parent: QWidget,
        show: Callable[[PlayerPanel | None], None], selected: Callable[[], str | None],
    ) -> None:  # fmt: skip
        self._look = look
        self._player = player
        self._parent = parent
        self._show = show
        self._selected = selected
        self._panel: PlayerPanel | None = None

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Return what each key of the display does."""
        return {
            "player": self._player.toggle,
            "player-inject": self._show_inject,
            "player-clock": self._player.show_clock,
            "player-message": self._open,
            "player-screen": self._open,
        }

    def leave(self) -> None:
        """Close the panel; the display stays as it is."""
        self._panel = None
        self._show(None)

    def forget(self) -> None:
        """Note that something else took the panel's place."""
        self._panel = None

    def keep(self) -> dict[str, Any]:
        """Return what was typed into the open panel, for a window that is built anew."""
        return {} if self._panel is None else {"panel": self._panel.keep()}

    def restore(self, kept: dict[str, Any]) -> None:
        """Open the panel again as it was."""
        if kept:
            self._open()
            if self._panel is not None:
                self._panel.restore(kept["panel"])

    def _show_inject(self) -> None:
        number = self._selected()
        if number is None:
            self._player.show_last_inject()
        else:
            self._player.show_inject(number)

    def _open(self) -> None:
        if self._panel is None:
            panel = PlayerPanel(self._look, self._parent)
            tie(panel, self._player)
            panel.left.connect(self.leave)
            self._panel = panel
            self._show(panel)
        self._panel.focus_first()
