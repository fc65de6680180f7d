"""The menu of Run: the other screens, then every verb under its head; it must not do anything itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.verbs import MENUS, VERBS


def run_menu(
    look: Look, parent: QWidget, *, trigger: Callable[[str], None], go_to: Callable[[str], None]
) -> QMenu:
    """Build the menu in the language of the look; it is gone once it was used."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for mode, words in (("home", N_("Home")), ("observers", N_("Observers")), ("debrief", N_("Debrief"))):
        _add(menu, look.say(words), partial(go_to, mode))
    menu.addSeparator()
    for group, words in MENUS.items():
        below = menu.addMenu(look.say(words))
        for verb in VERBS:
            if verb.menu == group:
                _add(below, f"{look.say(verb.text)}\t{look.key(verb.id)}", partial(trigger, verb.id))
    return menu


def _add(menu: QMenu, words: str, do: Callable[[], None]) -> None:
    action = QAction(words, menu)
    action.triggered.connect(lambda _checked=False: do())
    menu.addAction(action)
