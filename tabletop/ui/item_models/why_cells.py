"""The three cells of a step behind a figure: name, words and value; it must not know a figure."""

from __future__ import annotations

from collections.abc import Callable

from tabletop.ui.item_models.debrief_rows import Cell

Cells = tuple[Cell, Cell, Cell]
Step = Callable[..., Cells]
"""Takes the names, and the values of a piece by their names."""


def cells(named: str, words: str, value: str = "", *, second: str = "", is_late: bool = False) -> Cells:
    """Make the cells of a step; what is late or capped is said in its ink."""
    ink = "late_ink" if is_late else "text"
    return (
        Cell(words=named, is_strong=True),
        Cell(words=words, second=second, ink=ink),
        Cell(words=value, is_strong=True),
    )
