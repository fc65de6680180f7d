"""A report taken apart into places, held beside what a slow reading says for each; it computes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from reports.dossiers import words_of
from reports.number_tokens import Typed, tokens
from reports.slow_words import Some

from tabletop.reports.document import Bullets, Document, Facts, Figure, Grid, Heading, Prose

CONSTANTS = frozenset({"T1", "SHA-256"})
"""Names with a digit: of the method, of the hash."""
HEADS = frozenset({"p50", "p75", "p90", "1", "2", "3", "4", "5"})
Tables = dict[str, Callable[[], list[list[str]]]]


def differences(document: Document, lines: Iterator[str], tables: Tables, typed: Typed) -> list[str]:
    """Return where a report and a slow reading part, place by place."""
    return [*line_differences(document, lines, typed), *table_differences(document, tables, typed)]


# Headings, paragraphs, lists, facts, charts ---------------------------------------------------------


def line_differences(document: Document, lines: Iterator[str], typed: Typed) -> list[str]:
    """Compare what stands outside of tables, in order; places without any number are passed over."""
    wanted = [line for line in lines if re.search(r"\d", line)]
    found = [(place, text) for place, text in said(document) if found_in(text, typed)]
    mine = [" ".join(found_in(text, typed)) for _, text in found]
    theirs = [" ".join(found_in(str(line), typed)) for line in wanted]
    faults = []
    for what, a, b, c, d in SequenceMatcher(a=mine, b=theirs, autojunk=False).get_opcodes():
        if what != "equal":
            places = [f"{place}: {text!r}" for place, text in found[a:b]]
            faults.append(f"{what} at {places}, told {[str(line) for line in wanted[c:d]]}")
    if not faults:
        faults += [
            f"{place}: {text!r}, told {line!r}"
            for (place, text), line in zip(found, wanted, strict=True)
            if not isinstance(line, Some) and text != line and "\n" not in text
        ]
    return faults


def found_in(text: str, typed: Typed) -> list[str]:
    return [token for token in tokens(typed.without(text)) if token not in CONSTANTS]


def said(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each text outside of tables with its place; charts that go on are one."""
    heading, figure = "", ""
    for part in document.parts:
        if isinstance(part, Heading):
            heading = part.text.first
        if isinstance(part, Figure) and part.caption.first == figure:
            msg = f"a chart that goes on: {figure}"
            raise NotImplementedError(msg)
        figure = part.caption.first if isinstance(part, Figure) else ""
        for name, text in _texts_of(part):
            yield f"{heading} / {name}", text


def _texts_of(part: object) -> Iterator[tuple[str, str]]:
    match part:
        case Heading(text=text):
            yield "heading", text.first
        case Prose(text=text, lead=lead):
            yield from [] if lead is None else [("lead", lead.first)]
            yield "paragraph", text.first
        case Bullets(items=items, none=none):
            yield from (("list", item.first) for item in items or [none])
        case Facts(rows=rows):
            for label, value in rows:
                yield "label", label.first
                yield label.first, value.first
        case Grid(caption=caption):
            yield "caption", caption.first
        case Figure(caption=caption, alternative=alternative):
            yield "caption", caption.first
            yield caption.first, alternative.first
        case _:
            pass


# Tables ---------------------------------------------------------------------------------------------


def table_differences(document: Document, tables: Tables, typed: Typed) -> list[str]:
    """Compare each cell of each table; a table that nobody expects is a fault."""
    faults = []
    for grid in document.parts:
        if isinstance(grid, Grid):
            heads = {token for column in grid.columns for token in tokens(column.title.first)}
            faults += [f"{grid.sheet}: head {token}" for token in heads - HEADS - CONSTANTS]
            if grid.sheet in tables:
                faults += rows_apart(grid, tables[grid.sheet](), typed)
            else:
                faults.append(f"{grid.sheet}: no such table")
    return faults


def rows_apart(grid: Grid, wanted: Sequence[Sequence[str]], typed: Typed) -> list[str]:
    if len(grid.rows) != len(wanted):
        return [f"{grid.sheet}: {len(grid.rows)} rows, told {len(wanted)}"]
    faults = []
    for cells, told in zip(grid.rows, wanted, strict=True):
        key = words_of(cells[0]).first
        for column, cell, word in zip(grid.columns, cells, told, strict=True):
            text = words_of(cell).first
            if not is_told(text, word, typed):
                faults.append(f"{grid.sheet} / {key} / {column.title.first}: {text!r}, told {word!r}")
    return faults


def is_told(text: str, word: str, typed: Typed) -> bool:
    if isinstance(word, Some):
        return found_in(text, typed) == word.split()
    return text == word
