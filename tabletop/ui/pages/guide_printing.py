"""The key card and the manual on their way to paper; it lays out neither."""

from __future__ import annotations

from functools import partial

from tabletop import paths
from tabletop.services.workplace import Workplace
from tabletop.ui.keymap import KeyMap, card_lines
from tabletop.ui.look import Look
from tabletop.ui.pages.help import MISSING
from tabletop.ui.pages.printing import Printed, print_to
from tabletop.ui.tasks import Tasks


async def print_key_card(
    key_map: KeyMap, *, look: Look, tasks: Tasks, workplace: Workplace, is_observers: bool = False
) -> Printed:
    """Print a person's keys on one page, in the language of the window."""
    language = look.words.language
    lines = tuple(card_lines(key_map, is_observers=is_observers))
    draw = partial(workplace.key_card, lines, (language,))
    whose = "observer's key card" if is_observers else "key card"
    file = paths.documents() / f"Tabletop {whose} {language}.pdf"
    return await print_to(file, draw, look=look, tasks=tasks, workplace=workplace)


async def print_manual(*, look: Look, tasks: Tasks, workplace: Workplace) -> Printed:
    """Print the help as a short manual, in the language of the window and with the person's keys."""
    language = look.words.language
    file = paths.documents() / f"Tabletop manual {language}.pdf"
    draw = partial(workplace.manual, language, look.key)
    try:
        return await print_to(file, draw, look=look, tasks=tasks, workplace=workplace)
    except OSError:  # of the texts: what cannot be written is told by print_to
        return Printed(words=look.say(MISSING))
