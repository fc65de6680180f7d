"""A report as XLSX: facts and words on the first sheet, then a sheet for each table; no formula, no link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tabletop.i18n import N_
from tabletop.reports.document import (
    Align,
    Bullets,
    Cell,
    Document,
    Facts,
    Figure,
    Grade,
    Grid,
    Heading,
    Number,
    Part,
    Progress,
    Prose,
    Signatures,
)
from tabletop.reports.grid_columns import aligns
from tabletop.reports.printing_steps import Steps, steps_in
from tabletop.reports.typed_text import readable
from tabletop.reports.voice import Pair, Voice
from tabletop.reports.xlsx_format import number_format
from tabletop.reports.xlsx_sheets import SheetNames, cell_text, row_height

_MOST_LETTERS = 32_767
_MOST_PROPERTY = 250
_MOST_FURNITURE = 80
"""Letters in a cell, in a property of the file, and in a third of a printed sheet's head or foot."""
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTHS = (34, 90)
"""Of labels and of what they stand for, on the first sheet."""
_A4 = 9
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Place = tuple[int, Align]
"""How wide a column is, in letters, and how its cells stand."""


def xlsx_document(document: Document, *, progress: Progress | None = None) -> bytes:
    """Write a report for a spreadsheet; the same report gives the same bytes.

    Raise PrintingStoppedError where `progress` returns False.
    """
    steps = Steps(progress, steps_in(document) + 1)
    buffer = io.BytesIO()
    book = _Book(buffer, document, steps)
    for part in document.parts:
        book.add(part)
        steps.advance()
    book.close()
    steps.reach(steps.total)
    return buffer.getvalue()


class _Book:
    """The workbook that is being written; `_row` is the next one of the first sheet."""

    def __init__(self, buffer: io.BytesIO, document: Document, steps: Steps) -> None:
        self._book = xlsxwriter.Workbook(buffer, _OPTIONS)
        self._document, self._steps = document, steps
        self._names = SheetNames()
        self._formats: dict[tuple[bool, bool, str, str], Format] = {}
        self._describe()
        name = Voice.of(document.languages, "hseep").say(N_("Facts"))
        self._first = self._sheet(name, is_portrait=True)
        for n, width in enumerate(_WIDTHS):
            self._first.set_column(n, n, width)
        self._row = 0
        self._put(document.mark, document.draft or Pair(""), is_strong=True)
        self._put(document.title, is_strong=True)

    def close(self) -> None:
        """Write the foot of the report on the first sheet and finish the file."""
        self._row += 1
        self._put(Pair(""), Pair(self._document.foot))
        self._book.close()

    def add(self, part: Part) -> None:
        """Write a part: words on the first sheet, a table on one of its own."""
        if isinstance(part, Heading):
            self._row += part.level < 3
            self._put(part.text, is_strong=True)
        elif isinstance(part, Prose):
            self._put(part.lead or Pair(""), part.text)
        elif isinstance(part, Bullets):
            for item in part.items or [part.none]:
                self._put(Pair(""), item)
        elif isinstance(part, Facts):
            for label, value in part.rows:
                self._put(label, value)
        elif isinstance(part, Grid):
            self._grid(part)
        elif isinstance(part, Figure):
            self._put(part.caption, part.alternative)
            if part.data is not None:
                self._grid(part.data)
        elif isinstance(part, Signatures):
            for role in part.roles:
                self._put(role)

    def _grid(self, grid: Grid) -> None:
        """Write a table: its head frozen and bold, filters where there are rows."""
        name = self._names.take(grid.sheet)
        self._put(grid.caption, Pair(name))
        sheet = self._sheet(name, is_portrait=False, is_named=True)
        places = [(column.sheet_width, side) for column, side in zip(grid.columns, aligns(grid), strict=True)]
        for n, (width, _) in enumerate(places):
            sheet.set_column(n, n, width)
        self._cells(sheet, 0, [column.title for column in grid.columns], places, is_strong=True)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if grid.rows:
            sheet.autofilter(0, 0, len(grid.rows), len(grid.columns) - 1)
        else:
            none = cell_text(grid.none.slash, _MOST_LETTERS)
            sheet.write_string(1, 0, none, self._format(is_wrapped=False))
        for index, cells in enumerate(grid.rows):
            self._cells(sheet, index + 1, cells, places, is_strong=index in grid.strong)
            self._steps.advance()

    def _cells(
        self, sheet: Worksheet, row: int, cells: Sequence[Cell], places: Sequence[Place], *, is_strong: bool
    ) -> None:
        """Write a row, each cell in its column, as high as its texts need."""
        texts = []
        for n, (cell, (width, side)) in enumerate(zip(cells, places, strict=True)):
            if isinstance(cell, Number) and _is_finite(cell.value):
                shown = number_format(cell.value, readable(cell.words))
                made = self._format(is_strong=is_strong, side=side, number=shown)
                sheet.write_number(row, n, float(cell.value), made)
            else:
                texts.append((_words(cell), width))
                sheet.write_string(row, n, texts[-1][0], self._format(is_strong=is_strong, side=side))
        sheet.set_row(row, row_height(texts))

    def _put(self, *pairs: Pair, is_strong: bool = False) -> None:
        """Write texts side by side in the next row of the first sheet."""
        texts = [_both(pair) for pair in pairs]
        for n, words in enumerate(texts):
            if words:
                bold = is_strong or (n == 0 and len(pairs) > 1)
                self._first.write_string(self._row, n, words, self._format(is_strong=bold))
        self._first.set_row(self._row, row_height(zip(texts, _WIDTHS, strict=False)))
        self._row += 1

    def _sheet(self, name: str, *, is_portrait: bool, is_named: bool = False) -> Worksheet:
        """Add a sheet that prints on A4 with mark, foot and page number."""
        sheet = self._book.add_worksheet(name if is_named else self._names.take(name))
        sheet.set_paper(_A4)
        sheet.set_portrait() if is_portrait else sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        marks = [self._document.mark.slash, self._document.draft.slash if self._document.draft else ""]
        sheet.set_header(f"&L&B{_furniture(marks[0])}&C{_furniture(marks[1])}&R{_furniture(name)}")
        sheet.set_footer(f"&L{_furniture(self._document.foot)}&R&P/&N")
        return sheet

    def _format(
        self, *, is_strong: bool = False, is_wrapped: bool = True, side: Align = "left", number: str = "@"
    ) -> Format:
        """Return a format; the book holds each once. `@` is text, which stays text when it is edited."""
        key = (is_strong, is_wrapped, side, number)
        if key not in self._formats:
            made = self._book.add_format({"bold": is_strong, "valign": "top", "text_wrap": is_wrapped})
            made.set_align({"left": "left", "right": "right", "centre": "center"}[side])
            made.set_num_format(number)
            self._formats[key] = made
        return self._formats[key]

    def _describe(self) -> None:
        document = self._document
        self._book.set_properties(
            {
                "title": readable(document.title.first)[:_MOST_PROPERTY],
                "subject": readable(document.subject)[:_MOST_PROPERTY],
                "author": "Tabletop",
                "created": (document.at or _UNDATED).astimezone(UTC).replace(tzinfo=None),
            }
        )


def _words(cell: Cell) -> str:
    if isinstance(cell, Grade):
        return cell.letter or "\N{EN DASH}"
    return cell_text(cell.words, _MOST_LETTERS) if isinstance(cell, Number) else _both(cell)


def _both(pair: Pair) -> str:
    """Return both languages, the second on a line of its own."""
    return cell_text(f"{pair.first}\n{pair.second}" if pair.second else pair.first, _MOST_LETTERS)


def _is_finite(value: object) -> bool:
    """Tell whether a sheet can hold a number: one of 400 digits stays words."""
    try:
        return float(value) == float(value)  # type: ignore[arg-type]  # a Fraction or int
    except OverflowError:
        return False


def _furniture(text: str) -> str:
    """Return a text for the head or foot of a printed sheet, where `&` begins a command."""
    shown = readable(text).replace("\n", " ").replace("&", "&&")[:_MOST_FURNITURE]
    return shown[:-1] if (len(shown) - len(shown.rstrip("&"))) % 2 else shown
