"""The figures of the papers as a screen shows them: drawings as PDF, tables as words; it computes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tabletop.reports.aar_metrics import metrics
from tabletop.reports.debrief_charts import figures as charts
from tabletop.reports.debrief_charts import picture_of
from tabletop.reports.debrief_edition import EN_DASH
from tabletop.reports.document import Cell, Facts, Figure, Grade, Grid, Heading, Number, Part
from tabletop.reports.dossier import dossier_of
from tabletop.services.workplace import FigureCopy, Paperwork


def figures(work: Paperwork, language: str) -> Sequence[FigureCopy]:
    """Return the charts in the order of the report, then the tables of its chapter of metrics."""
    d = dossier_of(
        work.scenario, work.debrief, state=work.state, recorded=work.recorded, languages=(language,)
    )
    drawn = [_chart(name, figure) for name, figure in charts(d.edition, d.metrics).items()]
    return [*drawn, *tables(metrics(d, {}))]


def _chart(name: str, figure: Figure) -> FigureCopy:
    caption, alternative = figure.caption.first, figure.alternative.first
    copied = FigureCopy(name=name, caption=caption, alternative=alternative, drawing=picture_of(figure))
    return _with_grid(copied, figure.data) if figure.data is not None else copied


def tables(parts: Iterable[Part]) -> Iterator[FigureCopy]:
    """Yield charts, tables and lists of facts; a list is named by the heading above it."""
    heading = ""
    for at, part in enumerate(parts):
        if isinstance(part, Heading):
            heading = part.text.first
        elif isinstance(part, Figure):
            yield _chart(f"chart-{at}", part)
        elif isinstance(part, Grid):
            yield _with_grid(FigureCopy(name=f"table-{at}", caption=part.caption.first), part)
        elif isinstance(part, Facts):
            rows = tuple((label.first, value.first) for label, value in part.rows)
            yield FigureCopy(
                name=f"facts-{at}", caption=heading, head=("", ""), widths=(1, 2), rows=rows,
                opens=tuple(part.traced),
            )  # fmt: skip


def _with_grid(figure: FigureCopy, grid: Grid) -> FigureCopy:
    return FigureCopy(
        name=figure.name,
        caption=figure.caption,
        alternative=figure.alternative,
        drawing=figure.drawing,
        head=tuple(column.title.first for column in grid.columns),
        widths=tuple(column.width for column in grid.columns),
        numbers=frozenset(at for at, column in enumerate(grid.columns) if column.align == "right"),
        rows=tuple(tuple(_words(cell) for cell in row) for row in grid.rows),
        strong=grid.strong,
        none=grid.none.first,
        opens=tuple(grid.traced),
    )


def _words(cell: Cell) -> str:
    if isinstance(cell, Number):
        return cell.words
    return (cell.letter or EN_DASH) if isinstance(cell, Grade) else cell.first
