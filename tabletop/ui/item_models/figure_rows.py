"""The table of a figure as the columns and rows of a debrief table; every word is the paper's."""

from __future__ import annotations

from tabletop.services.workplace import FigureCopy
from tabletop.ui.item_models.debrief_rows import Cell, Column, Kind, Row
from tabletop.ui.look import SEMIBOLD, Look

_WIDTHS = (1_000, 760, 600)
"""Of the design, shared out over the columns as the paper shares its width."""
_EDGES, _FIRST = 26, 12
"""What a cell keeps clear on either side, and what the first one has before it."""
_SHORT = 8


def figure_columns(figure: FigureCopy, look: Look) -> list[Column]:
    """Return a column for each of the figure's, as wide as its head and its words; the widest takes the rest.

    Words are those of its cells as far as they are short, such as an id or a number.
    """
    shares = figure.widths or tuple(1.0 for _ in figure.head)
    total = sum(shares)
    words = [at for at in range(len(figure.head)) if at not in figure.numbers]
    widest = max(words or range(len(figure.head)), key=lambda at: shares[at])
    columns = []
    for at, head in enumerate(figure.head):
        short = [look.width(row[at], 16, SEMIBOLD) for row in figure.rows if len(row[at]) <= _SHORT]
        widest_word = max([look.width(head, 14, SEMIBOLD), *short])
        least = widest_word * 100 // look.scale + _EDGES + (_FIRST if at == 0 else 0)
        shared = [max(least, round(shares[at] / total * width)) for width in _WIDTHS]
        first, second, third = (0, 0, 0) if at == widest else shared
        kind: Kind = "number" if at in figure.numbers else "words"
        columns.append(Column(name=str(at), head=head, widths=(first, second, third), kind=kind))
    return columns


def figure_rows(figure: FigureCopy) -> list[Row]:
    """Return the figure's rows, each named by what it opens."""
    return [
        Row(
            id=f"{figure.opens[at] if figure.opens else 'row'}#{at}",
            cells=tuple(Cell(words=words, is_strong=at in figure.strong) for words in row),
        )
        for at, row in enumerate(figure.rows)
    ]
