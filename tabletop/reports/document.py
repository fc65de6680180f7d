"""What stands in a report, one part below the other, whatever it is written as; it must not lay out.

The same parts become PDF (`pdf_document`), DOCX (`docx_document`) and XLSX (`xlsx_document`), so that
the three say the same. Labels are pairs (a second language stands in italics below or beside the
first); typed texts stand once, as typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from reportlab.graphics.shapes import Drawing

from tabletop.domain.play.events import Letter
from tabletop.reports.voice import Pair

Paper = Literal["a4", "f4"]
SIZES_MM: dict[Paper, tuple[int, int]] = {"a4": (210, 297), "f4": (215, 330)}
"""F4 is the folio of Indonesian offices."""
Align = Literal["left", "right", "centre"]
Tone = Literal["body", "strong", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is a chapter, which the contents list, as they do level 2."""

    text: Pair
    level: Literal[1, 2, 3] = 1
    starts_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph; `lead` stands bold before it. Line breaks in the text begin a new line."""

    text: Pair
    lead: Pair | None = None
    tone: Tone = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list; where it is empty, `none` is said in its place."""

    items: Sequence[Pair]
    none: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Labels and what they stand for, one a line; `traced` as in a `Grid`."""

    rows: Sequence[tuple[Pair, Pair]]
    traced: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number with the very words it is printed as; sheets store the number itself."""

    value: Fraction | int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A letter P, S, M or U, drawn as its chip; None is a dash."""

    letter: Letter | None


Cell = Pair | Number | Grade
"""What stands in a table's cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; `width` is its share of the whole, `sheet_width` in characters of a sheet."""

    title: Pair
    width: float
    align: Align = "left"
    sheet_width: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    r"""A table with its head, repeated on each page; rows marked `strong` stand out.

    `sheet` is its name in a workbook (at most 31 characters, none of `[]:*?/\`), unique in a document.
    Where there are no rows, `none` is said in its place. `traced` names the figure of
    `domain.result.trace` behind each row, for a screen that opens it.
    """

    caption: Pair
    sheet: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    none: Pair
    strong: frozenset[int] = frozenset()
    traced: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart: `draw` takes the width in points; `alternative` says it in words; `data` are its numbers."""

    caption: Pair
    draw: Callable[[float], Drawing]
    alternative: Pair
    data: Grid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Who signs, with room for name, rank and stamp; `place` and date are written by hand."""

    roles: Sequence[Pair]
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteIn:
    """What is asked, and under it so many lines to write on with a pen."""

    text: Pair
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Where the contents stand, filled in with their pages."""

    title: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows begins a page."""


Part = Heading | Prose | Bullets | Facts | Grid | Figure | Signatures | WriteIn | Contents | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report; `foot` stands on every page beside `page n/m`, `mark` (LATIHAN) at its head.

    `has_letterhead` keeps room at the top of the first page. `is_draft` is said on every page.
    """

    title: Pair
    subject: str
    languages: tuple[str, ...]
    parts: Sequence[Part]
    mark: Pair
    foot: str
    page_words: str
    """Such as `page {n}/{total}`, in the first language."""
    at: datetime | None = None
    draft: Pair | None = None
    has_letterhead: bool = True


class PrintingStoppedError(Exception):
    """The person stopped printing; nothing was written."""


Progress = Callable[[int, int], bool]
"""Told how many parts (or pages) of how many are done; where it returns False printing stops."""
