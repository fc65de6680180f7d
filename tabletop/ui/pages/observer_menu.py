"""The menu of a logbook: Home, every act of an observer, the window; it must not do anything itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.verbs import MENUS, VERBS, Verb

_SERIES = ("observer-category-", "observer-action-")
"""Verbs that differ by a digit only have their buttons on the screen."""


def observer_menu(
    look: Look, parent: QWidget, *, trigger: Callable[[str], None], go_to: Callable[[str], None]
) -> QMenu:
    """Build the menu in the language of the look; it is gone once it was used."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add(menu, look.say(N_("Home")), partial(go_to, "home"))
    menu.addSeparator()
    for verb in VERBS:
        if verb.where == "observer" and not verb.id.startswith(_SERIES):
            _add_verb(menu, verb, look, trigger)
    menu.addSeparator()
    head = MENUS["window"]
    below = menu.addMenu(look.say(head))
    for verb in VERBS:
        if verb.menu == "window" and verb.where == "all":
            _add_verb(below, verb, look, trigger)
    return menu


def _add_verb(menu: QMenu, verb: Verb, look: Look, trigger: Callable[[str], None]) -> None:
    key = look.key(verb.id)
    words = look.say(verb.text)
    _add(menu, f"{words}\t{key}" if key else words, partial(trigger, verb.id))


def _add(menu: QMenu, words: str, do: Callable[[], None]) -> None:
    action = QAction(words, menu)
    action.triggered.connect(lambda _checked=False: do())
    menu.addAction(action)
