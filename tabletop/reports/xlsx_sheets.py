"""What the sheets of a report are called: safe, short enough, each once; it must not fill one."""

from __future__ import annotations

import re

from tabletop.reports.typed_text import readable

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = {"history"}
"""Excel keeps this name for itself."""


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
