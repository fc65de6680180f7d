"""What stands in written files of a report, held beside the report's parts; it computes no number.

PDF, DOCX and XLSX may lay out as they like, but not leave out, add or move a number.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
from reportlab.graphics.shapes import Drawing, Shape, String
from reports.docx_reading import reopened, words
from reports.dossiers import words_of
from reports.number_tokens import tokens
from reports.visual_lines import Word, visual_lines

from tabletop.reports.document import (
    Bullets,
    Cell,
    Contents,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    Number,
    Part,
    Prose,
    Signatures,
)
from tabletop.reports.frame import TEXT_WIDTH

HEADS = frozenset({"p50", "p75", "p90", "T1"})
"""Numbers in the heads of tables, which every page repeats."""
ANY = "?"
"""A page's number in the contents."""


def texts_of(document: Document) -> Iterator[str]:
    """Yield every text of a report in its order, tables with their heads, charts in words."""
    yield document.title.first
    for part in document.parts:
        yield from _texts(part, document)


def _texts(part: Part, document: Document) -> Iterator[str]:
    match part:
        case Contents(title=title):
            yield title.first
            headings = (each for each in document.parts if isinstance(each, Heading))
            yield from (heading.text.first for heading in headings if heading.level < 3)
        case Heading(text=text):
            yield text.first
        case Prose(text=text, lead=lead):
            yield from [text.first] if lead is None else [lead.first, text.first]
        case Bullets(items=items, none=none):
            yield from (item.first for item in items or [none])
        case Facts(rows=rows):
            yield from (text.first for row in rows for text in row)
        case Grid():
            yield from _grid_texts(part)
        case Figure(caption=caption, alternative=alternative):
            yield from (caption.first, alternative.first)
        case Signatures(roles=roles, place=place):
            yield from (place, *(role.first for role in roles))
        case _:
            pass


def _grid_texts(grid: Grid) -> Iterator[str]:
    yield grid.caption.first
    if not grid.rows:
        yield grid.none.first
        return
    yield from (column.title.first for column in grid.columns)
    yield from (words_of(cell).first for row in grid.rows for cell in row)


def strings(shape: Shape | Drawing) -> Iterator[str]:
    """Yield the texts of a drawing in the order in which they are drawn."""
    if isinstance(shape, String):
        yield shape.text
    for inner in getattr(shape, "contents", ()):
        yield from strings(inner)


# PDF ------------------------------------------------------------------------------------------------


def pdf_faults(document: Document, pdf: bytes) -> list[str]:
    """Return where the numbers on the pages part from those of a report, from the first to the last.

    Within a row of a table and within a chart they may stand in any order: how a row is laid out is asked
    of its short cells, which stand on one line from left to right.
    """
    pages = visual_lines(pdf)
    faults = [
        fault for n, page in enumerate(pages) for fault in _furniture_faults(document, page, n, len(pages))
    ]
    heads = [_head_of(part) for part in document.parts if isinstance(part, Grid)]
    lines = [
        line for page in pages for line in page[1:-1] if not (found := _numbers(line)) or found not in heads
    ]
    stream = _Stream([token for line in lines for token in _numbers(line)])
    for what, told, is_ordered in _amounts(document):
        faults += [f"{what}: {fault}" for fault in stream.take(told, is_ordered=is_ordered)]
    faults += [f"nothing explains {token!r}" for token in stream.left]
    return [*faults, *_rows_out_of_order(document, lines)]


def _head_of(grid: Grid) -> list[str]:
    """Return the numbers that stand in a table's head, which every page repeats that it stands on."""
    return _tokens_of(column.title.first for column in grid.columns)


def _numbers(line: list[Word]) -> list[str]:
    return _tokens_of([_said(line)])


def _said(line: list[Word]) -> str:
    return " ".join(word for _, word in line)


def _furniture_faults(document: Document, page: list[list[Word]], number: int, total: int) -> list[str]:
    """Hold the head and foot of a page beside what stands on every one."""
    foot = tokens(f"{document.foot} {document.page_words.format(n=number + 1, total=total)}")
    head = tokens(document.title.first) if number else []
    found = (tokens(_said(page[0])), tokens(_said(page[-1])))
    return [] if found == (head, foot) else [f"page {number + 1}: {found}, told {(head, foot)}"]


def _amounts(document: Document) -> Iterator[tuple[str, list[str], bool]]:
    """Yield the numbers of each part, of tables row by row, and whether their order is that of the page."""
    yield "title", tokens(document.title.first), True
    for part in document.parts:
        if isinstance(part, Contents):
            for each in document.parts:
                if isinstance(each, Heading) and each.level < 3:
                    yield "contents", [*_tokens_of([each.text.first]), ANY], True
        elif isinstance(part, Figure):
            yield part.caption.first, _tokens_of([part.caption.first]), True
            yield part.caption.first, _tokens_of(strings(part.draw(TEXT_WIDTH))), False
        elif isinstance(part, Facts):
            for label, value in part.rows:
                yield label.first, _tokens_of([label.first, value.first]), False
        elif isinstance(part, Grid):
            yield from _grid_amounts(part)
        else:
            yield "words", _tokens_of(_texts(part, document)), True


def _grid_amounts(grid: Grid) -> Iterator[tuple[str, list[str], bool]]:
    yield grid.sheet, _tokens_of([grid.caption.first, *([] if grid.rows else [grid.none.first])]), True
    for row in grid.rows:
        yield grid.sheet, _tokens_of(words_of(cell).first for cell in row), False


def _tokens_of(texts: Iterable[str]) -> list[str]:
    return [token for text in texts for token in tokens(text) if token not in HEADS]


class _Stream:
    """The numbers of a paper in their order; what was explained is taken away."""

    def __init__(self, found: list[str]) -> None:
        self.left = found

    def take(self, told: list[str], *, is_ordered: bool) -> list[str]:
        """Take away so many numbers, more where a line's end broke one; return what is wrong with them."""
        known = len("".join(told).replace(ANY, ""))
        count = len(told)
        while count < len(self.left) and len("".join(self.left[:count])) < known:
            count += 1
        found, self.left = self.left[:count], self.left[count:]
        if ANY in told and found and found[-1].isdecimal():
            found[-1] = ANY
        if count > len(told):
            same = sorted("".join(found)) == sorted("".join(told))
        else:
            same = found == told if is_ordered else sorted(found) == sorted(told)
        return [] if same else [f"{found}, told {told}"]


def _rows_out_of_order(document: Document, lines: Sequence[list[Word]]) -> list[str]:
    """Find each row of each table on a line of its own, its short cells from left to right."""
    faults, at = [], 0
    for grid in (part for part in document.parts if isinstance(part, Grid)):
        for row in grid.rows:
            wanted = [text for cell in row if " " not in (text := words_of(cell).first) and tokens(text)]
            found = next((n for n in range(at, len(lines)) if _holds(lines[n], wanted)), None)
            if found is None:
                faults.append(f"{grid.sheet}: no line {wanted}")
            else:
                at = found + bool(wanted)
    return faults


def _holds(line: list[Word], wanted: Sequence[str]) -> bool:
    words_left = iter([word for _, word in line])
    return all(text in words_left for text in wanted)


# DOCX -----------------------------------------------------------------------------------------------


def docx_faults(document: Document, written: bytes) -> list[str]:
    """Return where the numbers of a DOCX part from those of its report, one after the other."""
    found = tokens(words(reopened(written)))
    told = [token for text in texts_of(document) for token in tokens(text)]
    if found == told:
        return []
    at = next((n for n, pair in enumerate(zip(found, told, strict=False)) if pair[0] != pair[1]), -1)
    return [f"from token {at} on {found[at : at + 9]}, told {told[at : at + 9]}"]


# XLSX -----------------------------------------------------------------------------------------------


def xlsx_faults(document: Document, written: bytes) -> list[str]:
    """Return where sheets part from the tables of a report, and facts from its words."""
    book = openpyxl.load_workbook(io.BytesIO(written))
    faults = []
    grids = [part for part in document.parts if isinstance(part, Grid)]
    sheets = book.worksheets[1:]
    if len(sheets) != len(grids):
        return [f"{len(sheets)} sheets, told {len(grids)}"]
    for grid, sheet in zip(grids, sheets, strict=True):
        faults += _sheet_faults(grid, sheet)
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    found = [token for cell in cells for token in tokens(cell)]
    told = [token for text in _on_first_sheet(document) for token in tokens(text)]
    if found != told:
        faults.append(
            f"first sheet: {[t for t in found if t not in told]} {[t for t in told if t not in found]}"
        )
    return faults


def _on_first_sheet(document: Document) -> Iterator[str]:
    names = iter([part.sheet for part in document.parts if isinstance(part, Grid)])
    yield document.title.first
    for part in document.parts:
        if isinstance(part, Grid):
            yield from (part.caption.first, next(names))
        elif not isinstance(part, Contents):
            yield from _texts(part, document)
    yield document.foot


def _sheet_faults(grid: Grid, sheet: object) -> list[str]:
    rows = list(sheet.iter_rows(min_row=2))  # type: ignore[attr-defined]  # a worksheet of openpyxl
    if not grid.rows:
        return []
    if len(rows) != len(grid.rows):
        return [f"{grid.sheet}: {len(rows)} rows, told {len(grid.rows)}"]
    return [
        f"{grid.sheet}!{cell.coordinate}: {_shown(cell)!r}, told {words_of(want).first!r}"
        for cells, told in zip(rows, grid.rows, strict=True)
        for cell, want in zip(cells, told, strict=True)
        if not _is_shown(cell, want)
    ]


def _is_shown(cell: object, want: Cell) -> bool:
    text = words_of(want).first
    if isinstance(want, Number):
        return _shown(cell) == text.replace(",", ".")
    return str(cell.value or "") == text  # type: ignore[attr-defined]  # a cell of openpyxl


def _shown(cell: object) -> str:
    """Return a number as its format shows it, with a point; a text as it stands."""
    if not isinstance(cell.value, int | float):  # type: ignore[attr-defined]
        return str(cell.value)  # type: ignore[attr-defined]
    decimals = len(cell.number_format.partition(".")[2].rstrip('%" '))  # type: ignore[attr-defined]
    exact = Decimal(repr(float(cell.value)))  # type: ignore[attr-defined]
    if cell.number_format == "General":  # type: ignore[attr-defined]
        return f"{exact.normalize():f}"
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
