"""What the heads of forms share: kind, title, ids for a code; it must not know which form it is on."""

from __future__ import annotations

import re

from tabletop.domain.plan.scenario import Scenario
from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.frame import BOLD, ITALIC, SEMIBOLD, Style, Typed, width_of
from tabletop.reports.voice import Pair, Voice

_KIND = Style(SEMIBOLD, 9)
_TITLE = Style(BOLD, 17, 18, floor=10.5)
_SMALL_TITLE = Style(BOLD, 10.5, 10.5, floor=9)
_SECOND = Style(ITALIC, 9, 9.6)
_LONGEST_ID = 40


def form_title(block: Block, scenario: Scenario, voice: Voice, *, kind: Pair, x: float, width: float) -> None:
    """Name the document, below it the exercise; a long title takes a second line of smaller type."""
    taken = block.words(kind.first, _KIND, at=(x, 8.4), width=width)
    if kind.second and width - taken > 40:
        at = (x + taken + 4, 8.4)
        block.words(kind.second, _KIND.in_face(ITALIC), at=at, width=width - taken - 4)
    name = voice.say(N_("title of the exercise"))
    title = voice.typed(scenario.title)
    main, second = (part.partition(": ")[0] for part in (title.first, title.second))
    if width_of(main, _SMALL_TITLE.sized(11)) <= width:
        block.typed(Typed(main, name), _TITLE, at=(x, 25), width=width)
        y = 35.6
    else:
        y = 20 + 10.5 * block.typed(Typed(main, name), _SMALL_TITLE, at=(x, 20), width=width, lines=2)
    if second and second != main:
        block.typed(Typed(second, name), _SECOND, at=(x, y), width=width)


def id_in_code(identity: str) -> str:
    """Return an id as a code says it: upper case keeps the code small."""
    return re.sub(r"[^A-Z0-9._-]", "-", identity.upper())[:_LONGEST_ID]
