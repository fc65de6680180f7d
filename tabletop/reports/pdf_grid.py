"""Tables: rows set once, shared out over pages under their head; it must not know what stands in one.

A row that is higher than a page, or would leave much of one empty, goes on overleaf within its cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from tabletop.domain.play.events import Letter
from tabletop.reports.charts import HAIR
from tabletop.reports.document import Align
from tabletop.reports.pdf_flow import Body
from tabletop.reports.pdf_lines import Line
from tabletop.reports.pdf_pen import Pen, Placed

PAD = 1.9
"""What a row keeps clear above and below its words."""
CHIP = 11.0
_HEAD_RULE, _STRONG_RULE = 0.6, 0.8
_WASTE = 0.3
"""No row leaves more than this share of a page empty because it does not fit there in one piece."""
_FEWEST = 2
"""Lines of a parted row that stand at the foot of a page at least."""


class Chip(NamedTuple):
    """A letter in its shape, as high as a line."""

    letter: Letter
    width: float
    leading: float


Mark = Line | Chip


class Row(NamedTuple):
    """A row that was set: the marks of each cell below one another."""

    cells: tuple[tuple[Mark, ...], ...]
    height: float
    is_strong: bool = False
    is_open: bool = False
    """It goes on overleaf."""


def row_of(cells: tuple[tuple[Mark, ...], ...], *, is_strong: bool = False, is_open: bool = False) -> Row:
    """Return a row as high as its highest cell."""
    height = max((sum(mark.leading for mark in cell) for cell in cells), default=0.0)
    return Row(cells, height + 2 * PAD, is_strong, is_open)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands, from the left edge of the table."""

    left: float
    width: float
    align: Align


class Table:
    """Rows that were set, and how far down each of them begins."""

    def __init__(self, places: Sequence[Place], head: Row | None, rows: Sequence[Row], width: float) -> None:
        self.places, self.head, self.rows, self.width = places, head, rows, width
        self.begins = list(accumulate((row.height for row in rows), initial=0.0))

    @property
    def head_height(self) -> float:
        """Return what the head takes on each page."""
        return self.head.height if self.head else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """What of a table stands on a page: the rest of a parted row, whole rows, the beginning of another."""

    table: Table
    start: int
    stop: int
    begun: Row | None = None
    ending: Row | None = None

    @property
    def height(self) -> float:
        """Return the height of head and rows."""
        begins = self.table.begins
        ends = sum(row.height for row in (self.begun, self.ending) if row)
        return self.table.head_height + ends + begins[self.stop] - begins[self.start]

    @property
    def least(self) -> float:
        """Return the height of the head and the first row, or of a high row's beginning.

        Strong rows in front head that row: they stay with it.
        """
        least = self.table.head_height
        for row in self._rows():
            if not row.is_strong:
                few = max(sum(mark.leading for mark in cell[:_FEWEST]) for cell in row.cells) + 2 * PAD
                return least + min(row.height, max(few, CHIP * 4))
            least += row.height
        return least

    def cut(self, room: float, fresh: float) -> tuple[Body, Body] | None:
        """Part it between two rows, or inside one that is too high to wait for the next page."""
        room -= self.table.head_height
        fresh -= self.table.head_height
        if self.begun is not None and self.begun.height > room:
            return self._parted(self.begun, room, is_fresh=True, at=self.start)
        room -= self.begun.height if self.begun else 0.0
        begins = self.table.begins
        stop = min(bisect_right(begins, begins[self.start] + room + 1e-6) - 1, self.stop)
        room -= begins[stop] - begins[self.start]
        if stop < self.stop:
            row = self.table.rows[stop]
            is_alone = stop == self.start and self.begun is None and room >= fresh
            if is_alone or (room > fresh * _WASTE and row.height > room):
                parted = self._parted(row, room, is_fresh=is_alone, at=stop, after=stop + 1)
                if parted is not None:
                    return parted
            stop = self._with_its_head(stop)
        if stop == self.start and self.begun is None:
            return None
        ends_here = stop == self.stop and self.ending is None
        return None if ends_here else (self._until(stop), self._from(stop))

    def _parted(
        self, row: Row, room: float, *, is_fresh: bool, at: int, after: int | None = None
    ) -> tuple[Body, Body] | None:
        """Part inside a row: the one begun overleaf, or the one `at` its place."""
        halves = _halves(row, room, fewest=1 if is_fresh else _FEWEST)
        if halves is None:
            return None
        before, rest = halves
        if after is None:
            return (
                replace(self, stop=self.start, begun=before, ending=None),
                replace(self, begun=rest),
            )
        return (
            replace(self, stop=at, ending=before),
            replace(self, start=after, begun=rest),
        )

    def _with_its_head(self, stop: int) -> int:
        """Return where the page ends if the strong rows before row `stop`, which head it, go overleaf too."""
        first = stop
        while first > self.start and self.table.rows[first - 1].is_strong:
            first -= 1
        return first if first > self.start or self.begun is not None else stop

    def _until(self, stop: int) -> TablePart:
        return replace(self, stop=stop, ending=None)

    def _from(self, start: int) -> TablePart:
        return replace(self, start=start, begun=None)

    def _rows(self) -> Iterator[Row]:
        if self.begun is not None:
            yield self.begun
        for index in range(self.start, self.stop):
            yield self.table.rows[index]
        if self.ending is not None:
            yield self.ending

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the head, then row for row: words, chips, rules."""
        table, y = self.table, top
        placed: list[Placed] = []
        rows = list(self._rows())
        for row in ([table.head] if table.head else []) + rows:
            if row.is_strong and y < top:
                pen.rule(left, y, table.width, _STRONG_RULE)
            placed += self._marks(pen, row, left, y)
            y -= row.height
            if not row.is_open:
                pen.rule(left, y, table.width, _HEAD_RULE if row is table.head else HAIR)
        pen.write(placed)

    def _marks(self, pen: Pen, row: Row, left: float, top: float) -> Iterator[Placed]:
        """Yield the lines of a row; chips are drawn at once."""
        for place, cell in zip(self.table.places, row.cells, strict=True):
            y = top - PAD
            for mark in cell:
                spare = place.width - mark.width
                x = left + place.left + {"left": 0.0, "centre": spare / 2, "right": spare}[place.align]
                if isinstance(mark, Chip):
                    pen.chip(mark.letter, x, y - (mark.leading + CHIP) / 2, CHIP)
                else:
                    yield x, y, mark
                y -= mark.leading


def _halves(row: Row, room: float, *, fewest: int) -> tuple[Row, Row] | None:
    """Part a row in the lines that fit and the others; None where fewer than `fewest` fit, or all do."""
    first, rest = [], []
    for cell in row.cells:
        ends = list(accumulate((mark.leading for mark in cell), initial=2 * PAD))
        fit = bisect_right(ends, room) - 1
        first.append(cell[: max(0, fit)])
        rest.append(cell[max(0, fit) :])
    if max(map(len, first)) < fewest or not any(rest):
        return None
    before = row_of(tuple(first), is_strong=row.is_strong, is_open=True)
    return before, row_of(tuple(rest), is_strong=False, is_open=row.is_open)
