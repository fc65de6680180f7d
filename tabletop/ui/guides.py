"""What explains the window: help, keys and the palette; it does no verb itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tabletop.ui.keymap import KeyMap
from tabletop.ui.look import Look
from tabletop.ui.pages.help import HelpPage
from tabletop.ui.pages.keys import KeysPage
from tabletop.ui.verbs import Where
from tabletop.ui.widgets.palette import Palette
from tabletop.ui.widgets.palette_search import palette_rows

MOST_RECENT = 8


class Guides(QObject):
    """Lays help and keys over a mode's page and gives the place back when they are left."""

    verb_asked = Signal(str)
    keys_changed = Signal(dict)
    left = Signal()
    """The page of the mode is to be shown again."""

    def __init__(self, look: Look, key_map: KeyMap, *, stack: QStackedWidget, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._stack = stack
        self._recent: list[str] = []
        self._help = HelpPage(look)
        self._key_map = key_map
        self._keys: KeysPage | None = None
        """Built when it is first asked for: no start waits for it."""
        self._palette = Palette(look, over)
        stack.addWidget(self._help)
        self._help.left.connect(self.left)
        self._help.keys_asked.connect(lambda: self.verb_asked.emit("keys"))
        self._help.print_asked.connect(lambda: self.verb_asked.emit("print-manual"))
        self._palette.verb_asked.connect(self._do)

    def toggle_help(self, where: Where) -> None:
        """Show the help of a screen, or go back to it."""
        if self._stack.currentWidget() is self._help:
            self.left.emit()
            return
        self._help.show_topic(where)
        self._stack.setCurrentWidget(self._help)
        self._help.enter()

    def toggle_keys(self, where: Where) -> None:
        """Show the keys of a screen, or go back to it."""
        if self._keys is not None and self._stack.currentWidget() is self._keys:
            self.left.emit()
            return
        keys = self._keys_page()
        keys.show_keys(where)
        self._stack.setCurrentWidget(keys)
        keys.enter()

    def find_in_help(self) -> bool:
        """Go to the search of the help where that is shown; tell whether it is."""
        is_shown = self._stack.currentWidget() is self._help
        if is_shown:
            self._help.open_search()
        return is_shown

    def find_command(self, where: Where, why_not: Mapping[str, str]) -> None:
        """Open the palette over what is shown; `why_not` says of verbs why they cannot be done now."""
        self._palette.open_with(palette_rows(self._look, where, why_not), recent=self._recent)

    def keep(self) -> dict[str, Any]:
        """Return what is shown, for a window that is built anew."""
        shown = self._stack.currentWidget()
        name = "help" if shown is self._help else "keys" if shown is self._keys else ""
        keys = None if self._keys is None else self._keys.keep()
        return {"shown": name, "help": self._help.keep(), "keys": keys, "recent": self._recent}

    def restore(self, kept: dict[str, Any]) -> None:
        """Show it again."""
        if not kept:
            return
        self._recent = kept["recent"]
        self._help.restore(kept["help"])
        if kept["keys"] is not None:
            self._keys_page().restore(kept["keys"])
        if kept["shown"]:
            self._stack.setCurrentWidget(self._help if kept["shown"] == "help" else self._keys_page())

    def _keys_page(self) -> KeysPage:
        if self._keys is None:
            self._keys = KeysPage(self._look, self._key_map)
            self._stack.addWidget(self._keys)
            self._keys.left.connect(self.left)
            self._keys.print_asked.connect(lambda: self.verb_asked.emit("print-keys"))
            self._keys.keys_changed.connect(self.keys_changed)
        return self._keys

    def _do(self, verb: str) -> None:
        self._recent = [verb, *(other for other in self._recent if other != verb)][:MOST_RECENT]
        self.verb_asked.emit(verb)
