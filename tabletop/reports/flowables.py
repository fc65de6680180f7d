"""Texts fitted to the room they are given: shrunk, then cut; it must not place anything on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil

from reportlab.platypus import Paragraph

from tabletop.reports.frame import Style, Typed, para, printable, width_of

ELLIPSIS = "…"
_STEP = 0.2
_NARROWEST = 0.1
"""In em: letters are not narrower on average; bounds how many a line could hold."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A typed text set so that it keeps its room; `was_cut` says that words were left out."""

    paragraph: Paragraph
    lines: int
    size: float
    was_cut: bool


def fitted(typed: Typed, style: Style, *, width: float, lines: int) -> Fitted:
    """Set a typed text on at most `lines` lines: shrink it first, then cut it at a word with `…`."""
    style = _floored(style)
    typed = replace(typed, text=printable(typed.text))
    em = _unwrapped(typed, style.sized(1))
    for most in range(1, lines + 1) if style.shrinks_first else (lines,):
        size = min(style.size, _rounded_up(most * width / em)) if em else style.size
        while size >= style.floor - 1e-6:
            found = _set(typed, style.sized(size), width=width, lines=most)
            if found is not None:
                return Fitted(*found, size, was_cut=False)
            size = round(size - _STEP, 3)
    smallest = style.sized(style.floor)
    paragraph, count = _cut(typed, smallest, width=width, lines=lines)
    return Fitted(paragraph, count, smallest.size, was_cut=True)


def common_style(texts: Iterable[Typed], style: Style, *, width: float, lines: int) -> Style:
    """Return the size at which all texts that need not be cut fit: neighbours should look alike."""
    results = [fitted(typed, style, width=width, lines=lines) for typed in texts]
    return style.sized(min((result.size for result in results if not result.was_cut), default=style.size))


def _floored(style: Style) -> Style:
    return style if style.floor <= style.size else replace(style, floor=style.size)


def _rounded_up(size: float) -> float:
    """Return the first step at or above a size: no larger one can fit, so none is tried."""
    return round(ceil(size / _STEP) * _STEP, 3)


def _unwrapped(typed: Typed, style: Style) -> float:
    """Return a lower bound of the width that text and facts need on one line."""
    return sum(width_of(part, style) for part in (typed.lead, typed.text, typed.tail, typed.close))


def _set(typed: Typed, style: Style, *, width: float, lines: int) -> tuple[Paragraph, int] | None:
    """Return the paragraph and its number of lines, None where it needs more than `lines`."""
    paragraph, count = _wrapped(typed, style, width)
    return (paragraph, count) if count <= lines else None


def _wrapped(typed: Typed, style: Style, width: float) -> tuple[Paragraph, int]:
    paragraph = para(typed, style)
    paragraph.wrap(width, 1e6)
    return paragraph, max(1, len(paragraph.blPara.lines))


def _cut(typed: Typed, style: Style, *, width: float, lines: int) -> tuple[Paragraph, int]:
    """Leave out words from the end, inside a word letters, until the rest fits with its ellipsis.

    Where not even a letter fits, the facts round the text stay and take the lines they need.
    """
    most = _longest(typed, style, lines * width)
    text = typed.text[:most]
    if typed.text[most : most + 1].strip():
        text = _one_less(text)
    while text:
        found = _set(_shortened(typed, text), style, width=width, lines=lines)
        if found is not None:
            return found
        text = _one_less(text)
    return _wrapped(_shortened(typed, ""), style, width)


def _longest(typed: Typed, style: Style, room: float) -> int:
    """Return how many letters the room could hold at best, by their width alone."""
    return _letters_within(typed.text, style, room - _unwrapped(_shortened(typed, ""), style))


def _letters_within(text: str, style: Style, room: float) -> int:
    """Return how many letters from the start of a text are no wider than `room`."""
    low, high = 0, min(len(text), int(room / (style.size * _NARROWEST)) + 1 if room > 0 else 0)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle], style) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _one_less(text: str) -> str:
    """Drop the last word, or a few letters of one that is most of the text."""
    at_word = text.rfind(" ")
    return text[:at_word] if at_word > len(text) * 0.6 else text[: -max(1, len(text) // 40)]


def _shortened(typed: Typed, text: str) -> Typed:
    source = f" ({typed.source})" if typed.source else ""
    return replace(typed, text=text.rstrip(" ,.;:-\N{EN DASH}") + ELLIPSIS + source)


def fitted_figure(text: str, style: Style, width: float) -> Style:
    """Return the style in which a number fits: it is never cut, so it may go below the floor."""
    natural = width_of(text, style)
    return style if natural <= width else style.sized(style.size * width / natural)


def fitted_words(text: str, style: Style, width: float) -> tuple[str, float]:
    """Return a short text and its size for one line: shrunk to the floor, then cut with `…`."""
    text = printable(text)
    natural = width_of(text, style)
    if natural <= width:
        return text, style.size
    size = max(_floored(style).floor, style.size * width / natural - 1e-6)
    if width_of(text, style.sized(size)) <= width:
        return text, size
    style = style.sized(size)
    letters = _letters_within(text, style, width - width_of(ELLIPSIS, style))
    return text[:letters].rstrip() + ELLIPSIS, size
