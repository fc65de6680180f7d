"""What sheets are called and how high their rows are: what a spreadsheet bears; it must not fill one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

from tabletop.reports.typed_text import readable

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = {"history"}
"""Excel keeps this name for itself."""

_LINE_HEIGHT, _HIGHEST = 15.0, 405.0
_WIDER = 1.15
"""Letters of a text to those of its column's width: some are wider than a digit, and words do not break."""


class SheetNames:
    """Hands out names; Excel takes two that differ in case only for the same."""

    def __init__(self) -> None:
        self._taken = set(_RESERVED)

    def take(self, wanted: str) -> str:
        """Return the name as wanted where a sheet may have it and none does, else one like it."""
        plain = _FORBIDDEN.sub(" ", readable(wanted).replace("\n", " "))
        plain = _short(" ".join(plain.split()).strip("'"), _LONGEST).strip("' ") or "Sheet"
        name, number = plain, 2
        while name.casefold() in self._taken:
            end = f" {number}"
            name, number = _short(plain, _LONGEST - len(end)).rstrip("' ") + end, number + 1
        self._taken.add(name.casefold())
        return name


def _short(text: str, most: int) -> str:
    """Return the beginning of a text that is no longer than `most` UTF-16 units, as Excel counts."""
    units = text.encode("utf-16-le")[: 2 * most]
    return units.decode("utf-16-le", errors="ignore")


def cell_text(text: str, most: int) -> str:
    """Return a text as a cell holds it: where it is longer than `most` UTF-16 units it ends with `…`."""
    shown = readable(text)
    return shown if len(shown.encode("utf-16-le")) <= 2 * most else _short(shown, most - 1) + "…"


def row_height(cells: Iterable[tuple[str, int]]) -> float | None:
    """Return how high a row must be for its texts in columns of their widths; None is the usual height.

    Excel would find out by itself; LibreOffice prints such rows upon each other.
    """
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(_HIGHEST, lines * _LINE_HEIGHT) if lines > 1 else None


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) * _WIDER / width)) for line in text.split("\n"))
