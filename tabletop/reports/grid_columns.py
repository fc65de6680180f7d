"""How the columns of a report's table stand, the same in every format; it must not set a cell."""

from __future__ import annotations

from tabletop.reports.document import Align, Grid, Number


def aligns(grid: Grid) -> list[Align]:
    """Return how each column stands: one that holds numbers stands right unless it is centred.

    What stands in place of a number, such as a dash, stands right with the numbers.
    """
    return [
        "right"
        if column.align == "left" and any(isinstance(row[n], Number) for row in grid.rows)
        else column.align
        for n, column in enumerate(grid.columns)
    ]
