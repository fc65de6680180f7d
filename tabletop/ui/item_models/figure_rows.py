"""The table of a figure as the columns and rows of a debrief table; every word is the paper's."""

from __future__ import annotations

from tabletop.services.workplace import FigureCopy
from tabletop.ui.item_models.debrief_rows import Cell, Column, Kind, Row

_WIDTH = 1_000
"""Of the design, shared out over the columns as the paper shares its width."""
_LEAST = 64


def figure_columns(figure: FigureCopy) -> list[Column]:
    """Return a column for each of the figure's; the widest one of words takes what is left."""
    shares = figure.widths or tuple(1.0 for _ in figure.head)
    total = sum(shares)
    words = [at for at in range(len(figure.head)) if at not in figure.numbers]
    widest = max(words or range(len(figure.head)), key=lambda at: shares[at])
    columns = []
    for at, head in enumerate(figure.head):
        width = 0 if at == widest else max(_LEAST, round(shares[at] / total * _WIDTH))
        kind: Kind = "number" if at in figure.numbers else "words"
        widths = (width, round(width * 0.8), round(width * 0.7))
        columns.append(Column(name=str(at), head=head, widths=widths, kind=kind))
    return columns


def figure_rows(figure: FigureCopy) -> list[Row]:
    """Return the figure's rows."""
    return [
        Row(
            id=str(at),
            cells=tuple(Cell(words=words, is_strong=at in figure.strong) for words in row),
        )
        for at, row in enumerate(figure.rows)
    ]
