"""What a person chose for the whole window: language, theme, scale, keys, sound; kept from start to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from tabletop import paths
from tabletop.i18n import LANGUAGES, catalogue
from tabletop.settings import SCALES, Settings, ThemeName, write_settings
from tabletop.ui.keymap import KeyMap
from tabletop.ui.look import Look
from tabletop.ui.theme import THEMES


class Preferences(QObject):
    """Holds the settings, writes each change, and makes the look that they give."""

    look_changed = Signal()
    """Everything is to be built anew."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings
        self.key_map = KeyMap.of(settings.keys)

    def look(self) -> Look:
        """Return how everything looks and reads now."""
        words = catalogue(self.settings.language or "en")
        return Look(THEMES[self.settings.theme], self.settings.scale, words, keys=self.key_map.keys)

    def change_look(
        self, *, language: str | None = None, theme: ThemeName | None = None, scale: int | None = None
    ) -> None:
        """Speak, colour and size everything otherwise from now on."""
        now = self.settings
        self._keep(
            language=language if language in LANGUAGES else now.language,
            theme=theme or now.theme,
            scale=scale if scale in SCALES else now.scale,
        )
        self.look_changed.emit()

    def step_scale(self, step: int) -> None:
        """Make everything larger or smaller, as far as it goes."""
        at = SCALES.index(self.settings.scale) + step
        if 0 <= at < len(SCALES):
            self.change_look(scale=SCALES[at])

    def next_theme(self) -> None:
        """Go from field to night to high contrast and back."""
        names: tuple[ThemeName, ...] = tuple(THEMES)
        self.change_look(theme=names[(names.index(self.settings.theme) + 1) % len(names)])

    def next_language(self) -> None:
        """Go from Indonesian to English and back."""
        self.change_look(language="en" if self.settings.language == "id" else "id")

    def take_keys(self, own: Mapping[str, list[str]]) -> None:
        """Let other keys act from now on; the look that shows them is asked for when the page is left."""
        self._keep(keys=dict(own))
        self.key_map = KeyMap.of(own)

    def set_sound(self, *, is_on: bool) -> None:
        """Remember whether sounds are heard."""
        self._keep(sound=is_on)

    def set_player_follows(self, *, is_on: bool) -> None:
        """Remember whether releases go to the player display by themselves."""
        if is_on != self.settings.player_follows:
            self._keep(player_follows=is_on)

    def remember(self, file: Path) -> None:
        """Put a file first among the recent ones."""
        self._replace(self.settings.with_recent(file))

    def forget(self, file: Path) -> None:
        """Take a file off the recent ones."""
        self._replace(self.settings.without_recent(file))

    def _keep(self, **changes: Any) -> None:
        self._replace(replace(self.settings, **changes))

    def _replace(self, settings: Settings) -> None:
        self.settings = settings
        write_settings(settings, paths.settings_file())
