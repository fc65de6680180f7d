"""How a sheet shows a number of a report: the number itself, as it is printed; it must not write cells."""

from __future__ import annotations

import re
from fractions import Fraction

_NUMBER = re.compile(r"[-\u2212]?\d[\d.,\u00a0\u202f]*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+")
_GENERAL = "General"


def number_format(value: Fraction | int, words: str) -> str:
    """Return the format in which a sheet shows `value` as `words` print it, General where none does.

    `81,6 %` and the value 81.6 give `0.0" %"`; with the value 0.816 they give `0.0" "%`.
    """
    found = _NUMBER.search(words)
    if found is None or _NUMBER.search(words, found.end()):
        return _GENERAL
    before, shown, after = (
        words[: found.start()],
        found.group().rstrip(".,\u00a0\u202f"),
        words[found.end() :],
    )
    after = found.group()[len(shown) :] + after
    for mark in (",", "."):
        places = _places(shown, mark)
        if places is None:
            continue
        printed, pattern = _printed(shown, mark), _pattern(shown, mark, places)
        if _is_near(printed, value, places):
            return f"{_quoted(before)}{pattern}{_quoted(after)}"
        if "%" in after and _is_near(printed, value * 100, places):
            start, _, end = after.partition("%")
            return f"{_quoted(before)}{pattern}{_quoted(start)}%{_quoted(end)}"
    return _GENERAL


def _places(shown: str, mark: str) -> int | None:
    """Return how many decimals stand after the mark; None where the mark stands twice."""
    whole, _, decimals = shown.partition(mark)
    if not decimals.isdigit() and decimals:
        return None
    plain = whole.lstrip("-\u2212")
    return len(decimals) if plain.isdigit() or _GROUPED.fullmatch(plain) else None


def _printed(shown: str, mark: str) -> Fraction:
    whole, _, decimals = shown.replace("\u2212", "-").partition(mark)
    return Fraction(re.sub(r"[^\d-]", "", whole) + (f".{decimals}" if decimals else ""))


def _pattern(shown: str, mark: str, places: int) -> str:
    whole = shown.partition(mark)[0].lstrip("-\u2212")
    return ("0" if whole.isdigit() else "#,##0") + ("." + "0" * places if places else "")


def _is_near(printed: Fraction, value: Fraction | int, places: int) -> bool:
    return abs(printed - value) <= Fraction(1, 2 * 10**places)


def _quoted(words: str) -> str:
    """Return words that a format shows as they are."""
    words = words.replace('"', "")
    return f'"{words}"' if words else ""
