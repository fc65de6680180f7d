"""The mark that nobody may take for a real document, for every paper; it must not know which paper."""

from __future__ import annotations

from reportlab.lib.colors import black

from tabletop.reports.block import Block
from tabletop.reports.flowables import fitted_words
from tabletop.reports.frame import BOLD, REGULAR, Style
from tabletop.reports.voice import Voice

MARK_HEIGHT = 31.4
_FIRST, _SECOND = Style(BOLD, 17), Style(REGULAR, 8)


def exercise_mark(block: Block, voice: Voice, *, width: float) -> None:
    """Draw the mark in the top left corner, white on solid black, with its second word below."""
    mark, second = (voice.label(key).first for key in ("exercise_mark", "exercise_mark_second"))
    block.box((0, 0), (width, MARK_HEIGHT), fill=black)
    middle = width / 2
    _, size = fitted_words(mark, _FIRST, width - 12 - len(mark) * 1.2)
    block.reversed_words(mark, _FIRST.sized(size), centre=(middle, 18.2 if second else 21.6), spacing=1.2)
    if second:
        block.reversed_words(second, _SECOND, centre=(middle, 27.2), spacing=2.4)


def mark_words(voice: Voice) -> str:
    """Return the mark as words for a foot: `LATIHAN - EXERCISE`."""
    marks = (voice.label(key).first for key in ("exercise_mark", "exercise_mark_second"))
    return " \N{EN DASH} ".join(mark for mark in marks if mark)
