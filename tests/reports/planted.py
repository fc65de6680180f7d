"""Reports with one wrong number in them, to try whether anyone sees it; it must not check anything itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from reports.dossiers import words_of
from reports.number_tokens import Typed
from reports.places import found_in

from tabletop.reports.document import (
    Bullets,
    Cell,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    Number,
    Part,
    Prose,
)
from tabletop.reports.voice import Pair

Thing = TypeVar("Thing")


def wrong_reports(document: Document, typed: Typed) -> Iterator[tuple[str, Document]]:
    """Yield a report for each number in it, that number with one digit wrong, with what was planted where."""
    for at, part in enumerate(document.parts):
        for place, wrong in _wrong_parts(part, typed):
            parts = [*document.parts[:at], wrong, *document.parts[at + 1 :]]
            yield f"{at}, {place}", replace(document, parts=parts)


def _wrong_parts(part: Part, typed: Typed) -> Iterator[tuple[str, Part]]:
    match part:
        case Heading(text=text):
            yield from ((p, replace(part, text=wrong)) for p, wrong in _wrong_texts(text, typed))
        case Prose(text=text):
            yield from ((p, replace(part, text=wrong)) for p, wrong in _wrong_texts(text, typed))
        case Bullets(items=items):
            for n, item in enumerate(items):
                for place, wrong in _wrong_texts(item, typed):
                    yield place, replace(part, items=_put(items, n, wrong))
        case Facts(rows=rows):
            for n, (label, value) in enumerate(rows):
                for place, wrong in _wrong_texts(value, typed):
                    yield f"{label.first}: {place}", replace(part, rows=_put(rows, n, (label, wrong)))
        case Figure(alternative=text):
            yield from ((p, replace(part, alternative=wrong)) for p, wrong in _wrong_texts(text, typed))
        case Grid():
            yield from _wrong_grids(part, typed)
        case _:
            pass


def _wrong_grids(grid: Grid, typed: Typed) -> Iterator[tuple[str, Grid]]:
    for n, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            for place, wrong in _wrong_texts(words_of(cell), typed):
                rows = _put(grid.rows, n, _put(row, column, _as(cell, wrong)))
                yield f"{grid.sheet} {n}/{column}: {place}", replace(grid, rows=rows)
    moved = [*grid.rows[1:], *grid.rows[:1]]
    if _numbers(moved, typed) != _numbers(grid.rows, typed):
        yield f"{grid.sheet}: first row last", replace(grid, rows=moved)


def _numbers(rows: Sequence[Sequence[Cell]], typed: Typed) -> list[list[list[str]]]:
    """Return the numbers of each cell; what moves only words is no wrong number."""
    return [[found_in(words_of(cell).first, typed) for cell in row] for row in rows]


def _as(cell: Cell, wrong: Pair) -> Cell:
    return replace(cell, words=wrong.first) if isinstance(cell, Number) else wrong


def _wrong_texts(text: Pair, typed: Typed) -> Iterator[tuple[str, Pair]]:
    """Yield a text for each number in it, its last digit one more."""
    for token in dict.fromkeys(found_in(text.first, typed)):
        digit = re.findall(r"\d", token)[-1]
        before, _, after = token.rpartition(digit)
        wrong = f"{before}{(int(digit) + 1) % 10}{after}"
        first, mark, rest = text.first.rpartition(token)
        if mark:
            yield f"{token} as {wrong}", replace(text, first=f"{first}{wrong}{rest}")


def _put(items: object, at: int, thing: Thing) -> list[Thing]:
    listed = list(items)  # type: ignore[call-overload]  # any sequence
    return [*listed[:at], thing, *listed[at + 1 :]]
