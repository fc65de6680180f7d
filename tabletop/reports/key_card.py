"""The key card: one A4 page to lie beside the laptop; it must not know which keys there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.lib.colors import HexColor

from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.frame import (
    BOLD,
    BOTTOM,
    GUTTER,
    MM,
    PAGE_HEIGHT,
    REGULAR,
    SEMIBOLD,
    TEXT_WIDTH,
    TOP,
    Style,
    Typed,
    load_faces,
    width_of,
)
from tabletop.reports.pdf_file import pdf_file
from tabletop.reports.voice import Voice

_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
_COLUMN = (TEXT_WIDTH - 2 * GUTTER) / 2
_TITLE = Style(BOLD, 20)
_NOTE = Style(REGULAR, 9)
_LIVE_KEY, _LIVE_TWIN, _LIVE_WORDS = Style(BOLD, 18), Style(SEMIBOLD, 10), Style(SEMIBOLD, 14)
_LIVE_FIRST, _LIVE_SECOND = Style(SEMIBOLD, 11), Style(REGULAR, 10)
_LIVE_ROW = 11 * MM
_GROUND = HexColor("#EEEEEE")
_GREATEST = 16.0
"""Height of a row of the rest, in points."""
_HEAD_UNITS, _TWO_LINES = 1.5, 1.75
_TWIN_AT, _TWIN_WIDTH, _WORDS_AT = 72.0, 60.0, 134.0
_SMALLEST, _TWO_LINES_SIZE = 8.0, 8.6


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A key and what it does; `group` and `words` are msgids, the group "" is set in large type."""

    group: str
    key: str
    twin: str
    words: str


def key_card_pdf(rows: Sequence[CardRow], languages: tuple[str, ...]) -> bytes:
    """Print the keys on exactly one page; `languages` is ("id",), ("en",) or ("id", "en")."""
    load_faces()
    voice = Voice.of(languages, "indonesia")
    page = Block(TEXT_WIDTH)
    y = _head(page, voice)
    y = _live(page, voice, [row for row in rows if not row.group], top=y)
    _rest(page, voice, [row for row in rows if row.group], top=y)
    return pdf_file([page], title=voice.say(N_("Tabletop: key card")), language=voice.first.language)


def _head(page: Block, voice: Voice) -> float:
    page.words(voice.slash(N_("Tabletop: key card")), _TITLE, at=(0, 17), width=TEXT_WIDTH)
    words = N_("The second key does the same: for laptops on which F-keys are media keys.")
    page.words(voice.slash(words), _NOTE, at=(0, 31), width=TEXT_WIDTH)
    page.rule(38, 1.2)
    return 38


def _live(page: Block, voice: Voice, rows: Sequence[CardRow], *, top: float) -> float:
    """Set the live verbs in two columns, in reading order down the first; return where they end."""
    half = (len(rows) + 1) // 2
    for at, row in enumerate(rows):
        x, y = (at // half) * (_COLUMN + 2 * GUTTER), top + 4 + (at % half) * _LIVE_ROW
        page.box((x, y), (_COLUMN, _LIVE_ROW - 3), fill=_GROUND)
        page.words(row.key, _LIVE_KEY, at=(x + 5, y + 19.5), width=72)
        page.words(row.twin, _LIVE_TWIN, at=(x + _COLUMN - 5, y + 18), anchor="end", width=66)
        pair, width = voice.pair(row.words), _COLUMN - 84 - 75
        if width_of(pair.slash, _LIVE_WORDS) <= width or not pair.second:
            page.typed(Typed(pair.slash), _in_row(_LIVE_WORDS), at=(x + 84, y + 19), width=width)
        else:
            page.typed(Typed(pair.first), _in_row(_LIVE_FIRST), at=(x + 84, y + 12.5), width=width)
            page.typed(Typed(pair.second), _in_row(_LIVE_SECOND), at=(x + 84, y + 24), width=width)
    return top + 4 + half * _LIVE_ROW


def _in_row(style: Style) -> Style:
    return Style(style.face, style.size, floor=8, shrinks_first=True)


def _rest(page: Block, voice: Voice, rows: Sequence[CardRow], *, top: float) -> None:
    """Set the groups in two columns as large as the page allows; a group is not torn apart."""
    groups = [(name, list(members)) for name, members in groupby(rows, key=lambda row: row.group)]
    sizes = [sum(_units(voice, row) for row in members) + _HEAD_UNITS for _, members in groups]
    cut = min(range(len(groups) + 1), key=lambda at: max(sum(sizes[:at]), sum(sizes[at:])))
    most = max(sum(sizes[:cut]), sum(sizes[cut:]), 1.0)
    height = min(_GREATEST, (_HEIGHT - top - 6) / most)
    for x, half in ((0.0, groups[:cut]), (_COLUMN + 2 * GUTTER, groups[cut:])):
        y = top + 4
        for name, members in half:
            y = _group(page, voice, members, name=name, at=(x, y), height=height)


def _units(voice: Voice, row: CardRow) -> float:
    """Return how high a row is: higher where its words need a second line."""
    fits = width_of(voice.slash(row.words), Style(REGULAR, _SMALLEST)) <= _COLUMN - _WORDS_AT
    return 1.0 if fits else _TWO_LINES


def _group(
    page: Block, voice: Voice, rows: Sequence[CardRow], *, name: str, at: tuple[float, float], height: float
) -> float:
    """Set one group under its name; return where it ends."""
    x, y = at
    size = min(10.0, height * 0.78)
    page.words(voice.slash(name), Style(BOLD, min(11.0, height * 0.86)), at=(x, y + height), width=_COLUMN)
    page.rule(y + height * 1.28, 0.6, x=x, width=_COLUMN)
    y += height * _HEAD_UNITS
    for row in rows:
        units = _units(voice, row)
        baseline = y + height * 0.75
        page.words(row.key, Style(BOLD, size), at=(x, baseline), width=_TWIN_AT - 4)
        page.words(row.twin, Style(SEMIBOLD, size - 1), at=(x + _TWIN_AT, baseline), width=_TWIN_WIDTH)
        style = Style(REGULAR, size, floor=_SMALLEST, shrinks_first=True)
        if units > 1:
            style = Style(REGULAR, min(size, _TWO_LINES_SIZE), leading=height * 0.78, floor=7)
        at_words, width = (x + _WORDS_AT, baseline), _COLUMN - _WORDS_AT
        words = Typed(voice.slash(row.words), name=row.words)
        page.typed(words, style, at=at_words, width=width, lines=1 if units == 1 else 2)
        y += height * units
    return y
