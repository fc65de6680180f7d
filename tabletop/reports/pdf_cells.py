"""How the cells of tables and lists of facts are set; it must not share rows out over pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabletop.reports.document import Align, Cell, Column, Facts, Grade, Grid, Number
from tabletop.reports.flowables import fitted_figure
from tabletop.reports.frame import FLOOR, REGULAR, SEMIBOLD, Style
from tabletop.reports.grid_columns import aligns
from tabletop.reports.pdf_flow import Piece
from tabletop.reports.pdf_grid import CHIP, Chip, Mark, Place, Row, Table, TablePart, row_of
from tabletop.reports.pdf_lines import Line, Setter
from tabletop.reports.pdf_words import caption_piece, note_piece
from tabletop.reports.printing_steps import Steps
from tabletop.reports.voice import Pair

CELL = Style(REGULAR, 8.4, 10.4)
_STRONG_CELL = Style(SEMIBOLD, 8.4, 10.4)
_HEAD = Style(SEMIBOLD, 7.6, 9.2)
_LABEL, _VALUE = Style(SEMIBOLD, 8.6, 11), Style(REGULAR, 9, 11)
_HEAD_LINES = 6
_GUTTER = 7.0
_GAP = 4.0
_LABEL_SHARE = 0.3
_NO_LETTER = Pair("\N{EN DASH}")


def grid_pieces(grid: Grid, setter: Setter, width: float, steps: Steps) -> Iterator[Piece]:
    """Set a table under its caption, or what is said where it has no rows."""
    if grid.caption.first:
        yield caption_piece(grid.caption, setter, width)
    if not grid.rows:
        yield note_piece(grid.none, setter, width)
        return
    places = _places([column.width for column in grid.columns], width, aligns(grid))
    cells = zip(grid.columns, places, strict=True)
    head = row_of(tuple(_head(column, place, setter) for column, place in cells))
    rows = []
    for index, row in enumerate(grid.rows):
        is_strong = index in grid.strong
        rows.append(_row(row, places, setter, _STRONG_CELL if is_strong else CELL, is_strong=is_strong))
        steps.advance()
    yield _table(places, head, rows, width)


def facts_piece(facts: Facts, setter: Setter, width: float) -> Piece:
    """Set labels and what they stand for in two columns."""
    places = _places([_LABEL_SHARE, 1 - _LABEL_SHARE], width, ["left", "left"])
    rows = [
        row_of(
            (
                tuple(setter.pair(label, _LABEL, places[0].width)),
                tuple(setter.pair(value, _VALUE, places[1].width)),
            )
        )
        for label, value in facts.rows
    ]
    return _table(places, None, rows, width)


def _table(places: Sequence[Place], head: Row | None, rows: Sequence[Row], width: float) -> Piece:
    part = TablePart(table=Table(places, head, rows, width), start=0, stop=len(rows))
    return Piece(body=part, gap=_GAP)


def _places(shares: Sequence[float], width: float, aligns: Sequence[Align]) -> list[Place]:
    room = width - _GUTTER * (len(shares) - 1)
    places, left = [], 0.0
    for share, align in zip(shares, aligns, strict=True):
        wide = room * share / sum(shares)
        places.append(Place(left, wide, align))
        left += wide + _GUTTER
    return places


def _head(column: Column, place: Place, setter: Setter) -> tuple[Line, ...]:
    """Set the head of a column, smaller where a word of it is wider than the column."""
    widest = max(
        setter.widest_word(column.title.first, _HEAD), setter.widest_word(column.title.second, _HEAD)
    )
    size = max(FLOOR, min(_HEAD.size, _HEAD.size * place.width / widest)) if widest else _HEAD.size
    lines = setter.pair(column.title, _HEAD.sized(size), place.width)
    return tuple(setter.clipped(lines, _HEAD_LINES, place.width))


def _row(
    cells: Sequence[Cell], places: Sequence[Place], setter: Setter, style: Style, *, is_strong: bool
) -> Row:
    set_cells = zip(cells, places, strict=True)
    return row_of(tuple(_cell(cell, place, setter, style) for cell, place in set_cells), is_strong=is_strong)


def _cell(cell: Cell, place: Place, setter: Setter, style: Style) -> tuple[Mark, ...]:
    if isinstance(cell, Number):
        words = setter.shown(cell.words)
        return tuple(setter.lines(words, fitted_figure(words, style, place.width - 0.01), place.width))
    if isinstance(cell, Grade):
        if cell.letter is not None:
            return (Chip(cell.letter, CHIP, max(CHIP, style.leading)),)
        cell = _NO_LETTER
    return tuple(setter.pair(cell, style, place.width))
