"""One entry of the observer sheet: fact first, judgement last; it must not know which form it is on."""

from __future__ import annotations

from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.frame import BOLD, REGULAR, SEMIBOLD, TEXT_WIDTH, Style
from tabletop.reports.voice import Pair, Voice
from tabletop.reports.write_in import CAPTION, TICK, guide, pen_line, ticks, ticks_width

_NUMBER = Style(BOLD, 15)
_LABEL, _STRONG = Style(REGULAR, 8), Style(SEMIBOLD, 8)
_FIGURE = Style(SEMIBOLD, 8.4)
_LEAD = Style(SEMIBOLD, 7.2)
_X = 19.6
"""Where the fields begin: the number stands before them."""
_CAPTION_AT, _FIRST_ROW, _SECOND_ROW, _LAST = 9.0, 24.2, 28.6, 4.6
_FIELDS = (
    (N_("Seen at T+ (hh:mm)"), N_("T+ seen"), _X, 58.0),
    (N_("Inject"), N_("Inject"), 85.0, 35.0),
    (N_("Cell"), N_("Cell"), 128.0, 54.0),
    (N_("Action, e.g. {example}"), N_("Action"), 190.0, 63.0),
)
"""What is written in the first row: caption, the same where two languages share its line, x, width."""
_GRADES_AT, _GRADES_WIDTH, _SENSES_AT = 263.0, 102.0, 378.0
_BETWEEN = 18.0
"""What keeps the two questions of the second row apart."""
_CATEGORIES = (
    N_("decision"), N_("action"), N_("information"), N_("request"), N_("no action"), N_("note"),
)  # fmt: skip
_BEARINGS = N_("strength"), N_("to improve")
_SENSES = N_("seen"), N_("heard"), N_("reported")


def entry(voice: Voice, number: int, *, height: float) -> Block:
    """Set one entry under its rule; what the boxes leave is shared by three lines to write on."""
    block = Block(TEXT_WIDTH)
    block.height = height
    block.rule(0, 1.0)
    block.words(str(number), _NUMBER, at=(0, 17.4))
    _first_row(block, voice)
    # Labels in two languages reach beyond their boxes.
    apart = 2.4 if voice.second else 0.0
    _second_row(block, voice, top=_SECOND_ROW + apart)
    _writing(block, voice, top=_SECOND_ROW + TICK + 1.5 * apart)
    return block


def _first_row(block: Block, voice: Voice) -> None:
    """Ask for time, inject, cell, action, how far it was carried out and how it came to be known."""
    for caption, short, x, width in _FIELDS:
        pair = voice.pair(short if voice.second else caption, example="E25.b")
        block.words(pair.slash, CAPTION, at=(x, _CAPTION_AT), width=width + 7)
        pen_line(block, _FIRST_ROW, x=x, width=width)
    block.words(":", Style(BOLD, 9), at=(_X + 29, _FIRST_ROW - 3.4), anchor="middle")
    boxes = _FIRST_ROW - TICK
    block.words(voice.slash(N_("Carried out")), CAPTION, at=(_GRADES_AT, _CAPTION_AT), width=_GRADES_WIDTH)
    grades = [(Pair(grade), _FIGURE) for grade in ("1", "½", "0", voice.say(N_("n/a")))]
    ticks(block, grades, at=(_GRADES_AT, boxes), width=_GRADES_WIDTH)
    block.words(voice.slash(N_("Source")), CAPTION, at=(_SENSES_AT, _CAPTION_AT), width=100)
    senses = [(voice.pair(sense), _LABEL) for sense in _SENSES]
    ticks(block, senses, at=(_SENSES_AT, boxes), width=TEXT_WIDTH - _SENSES_AT)


def _second_row(block: Block, voice: Voice, *, top: float) -> None:
    """Ask what it was and what it speaks for."""
    bearings = [(voice.pair(word), _STRONG) for word in _BEARINGS]
    width = ticks_width(bearings)
    left = TEXT_WIDTH - width
    categories = [(voice.pair(word), _LABEL) for word in _CATEGORIES]
    ticks(block, categories, at=(_X, top), width=left - _BETWEEN - _X)
    ticks(block, bearings, at=(left, top), width=width)


def _writing(block: Block, voice: Voice, *, top: float) -> None:
    """Leave two lines for the fact and one for the judgement, never the other way round."""
    room = (block.height - _LAST - top) / 3
    fact, judgement = voice.slash(N_("Fact")), voice.slash(N_("Judgement, rule cited, who was told"))
    block.words(fact, _LEAD, at=(_X, top + 8), width=TEXT_WIDTH - _X)
    guide(block, top + room, x=_X)
    guide(block, top + 2 * room, x=_X)
    block.words(judgement, _LEAD, at=(_X, top + 2 * room + 8.4), width=TEXT_WIDTH - _X)
    pen_line(block, top + 3 * room, x=_X)
