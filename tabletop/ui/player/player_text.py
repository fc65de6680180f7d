"""How large a message stands and where its lines break, by the measured rule; it must not paint.

Fewest pages first. A single page that fits at 72 design pixels takes the fewest lines that fit there,
then the largest size up to 120. Anything longer takes the largest size below 72 that costs no further
page. A word is broken only where it is wider than the screen at the least size.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from tabletop.ui.look import REGULAR, SEMIBOLD
from tabletop.ui.theme import FAMILY

LARGEST, COMFORTABLE, LEAST = 120, 72, 40
LINE = 1.18
"""From baseline to baseline, as a part of the size: Qt's own 1.42 is too wide for so large a type."""
MOST_LINES = 9
_LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text set at one size: its pages, each a few lines."""

    size: int
    pages: tuple[tuple[str, ...], ...]


def face(size: float, weight: QFont.Weight = REGULAR) -> QFont:
    """Return the bundled face, unhinted: its widths then grow exactly with its size."""
    font = QFont(FAMILY)
    font.setPixelSize(round(size))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def width_of(words: str, size: float, weight: QFont.Weight = REGULAR) -> float:
    """Return how wide a line of text is."""
    return QFontMetricsF(face(size, weight)).horizontalAdvance(words)


@lru_cache(maxsize=8)
def fit(text: str, width: float, height: float) -> Fitted:
    """Set a message into a place of the design; the last few are remembered, for each repaint asks."""
    words = tidy(text)
    top = _largest(LEAST, LARGEST, lambda size: _longest_word(words, size) <= width) or LARGEST
    comfortable = min(COMFORTABLE, top)
    lines = len(_lines(words, comfortable, width))
    if lines <= _room(comfortable, height):
        size = _largest(comfortable, top, lambda size: _holds(words, size, width, height, lines=lines))
        return _paged(words, size or comfortable, width, height)
    fewest = len(_paged(words, LEAST, width, height).pages)
    size = _largest(LEAST, comfortable, lambda size: len(_paged(words, size, width, height).pages) <= fewest)
    return _paged(words, size or LEAST, width, height)


def tidy(text: str) -> str:
    """Return plain lines: no control characters, no runs of blanks, at most one empty line between."""
    lines = (" ".join(line.split()) for line in re.sub(r"\r\n?|[\u2028\u2029\v\f]", "\n", text).split("\n"))
    plain = "\n".join("".join(sign for sign in line if sign.isprintable()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", plain).strip("\n")


def _largest(least: int, most: int, suits: Callable[[int], bool]) -> int | None:
    """Return the largest size that suits, taking for granted that smaller ones then do too."""
    found = None
    while least <= most:
        middle = (least + most) // 2
        if suits(middle):
            found, least = middle, middle + 1
        else:
            most = middle - 1
    return found


def _longest_word(text: str, size: int) -> float:
    metrics = QFontMetricsF(face(size, SEMIBOLD))
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0)


def _room(size: int, height: float) -> int:
    """Return how many lines a page has."""
    return max(1, min(MOST_LINES, int(height / (size * LINE))))


def _holds(text: str, size: int, width: float, height: float, *, lines: int) -> bool:
    return lines <= _room(size, height) and len(_lines(text, size, width)) <= lines


def _lines(text: str, size: int, width: float) -> list[str]:
    """Break a text as Unicode has it, and inside a word only where nothing else is left."""
    layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), face(size, SEMIBOLD))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        lines.append(layout.text()[start : start + line.textLength()].strip(f" {_LINE_SEPARATOR}"))
    layout.endLayout()
    return lines


def _paged(text: str, size: int, width: float, height: float) -> Fitted:
    """Set a text into pages; none of them begins or ends with an empty line."""
    left, room = _lines(text, size, width), _room(size, height)
    pages = []
    while left:
        page, left = left[:room], left[room:]
        while left and not left[0]:
            left = left[1:]
        pages.append(tuple(page[:-1] if page[-1] == "" and len(page) > 1 else page))
    return Fitted(size, tuple(pages))
