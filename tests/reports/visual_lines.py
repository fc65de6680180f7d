"""A printed page as the eye reads it: lines from the top down, words from the left; it judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double

import pypdfium2.raw as raw
from reports.printed import opened

Word = tuple[float, str]
"""Where a word begins, in points from the left edge, and the word."""
_SAME_LINE = 1.6
_BLANK = 0.1
"""Letters further apart than this share of their height begin a new word."""


def visual_lines(pdf: bytes) -> list[list[list[Word]]]:
    """Return the lines of each page, each with its words; upright text is left out."""
    with opened(pdf) as document:
        return [_lines(list(_letters(page))) for page in document]


def _letters(page: object) -> Iterator[tuple[float, float, float, float, str]]:
    """Yield baseline, left edge, right edge, size and sign of each letter."""
    text = page.get_textpage()  # type: ignore[attr-defined]  # a page of pypdfium2
    for index in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, index))
        if sign.isspace() or raw.FPDFText_GetCharAngle(text, index):
            continue
        left, _, right, _ = text.get_charbox(index, loose=True)
        x, y = _origin(text, index)
        yield y, min(left, x), right, raw.FPDFText_GetFontSize(text, index), sign


def _origin(text: object, index: int) -> tuple[float, float]:
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
    return x.value, y.value


def _lines(letters: list[tuple[float, float, float, float, str]]) -> list[list[Word]]:
    lines: list[list[tuple[float, float, float, float, str]]] = []
    for letter in sorted(letters, key=lambda letter: -letter[0]):
        if lines and lines[-1][0][0] - letter[0] <= _SAME_LINE:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [_words(sorted(line, key=lambda letter: letter[1])) for line in lines]


def _words(line: list[tuple[float, float, float, float, str]]) -> list[Word]:
    words: list[Word] = []
    end = float("-inf")
    for _, left, right, size, sign in line:
        if left - end > _BLANK * size:
            words.append((left, sign))
        else:
            words[-1] = (words[-1][0], words[-1][1] + sign)
        end = right
    return words
