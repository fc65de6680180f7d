"""Who told whom: cells as rows and columns, a number and a bar where one told the other; no judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black

from tabletop.domain.result.latency import MIN_FOR_PERCENTILES
from tabletop.domain.result.metrics import Metrics, Relay
from tabletop.i18n import N_, Catalogue, duration
from tabletop.reports.debrief_edition import EN_DASH, Edition, listed
from tabletop.reports.document import Align, Cell, Column, Figure, Grid, Number
from tabletop.reports.frame import BOLD, REGULAR, SEMIBOLD, Style, width_of
from tabletop.reports.plot import HEAD, SECOND_DROP, Plot, in_each, said, sheet_name
from tabletop.reports.voice import Pair

_NAME = Style(SEMIBOLD, 7.6)
_COUNT, _TOTAL = Style(BOLD, 9), Style(SEMIBOLD, 8.2)
_VALUE, _P50 = Style(REGULAR, 7), Style(SEMIBOLD, 7)
_ROW, _BAR = 23.0, 2.2
_TOTAL_WIDTH, _WIDEST_CELL = 24.0, 66.0
_MOST_NAME, _MOST_CELLS, _MOST_NAMED = 62.0, 20, 8
_ROLES = ("player", "liaison")
"""Cells of these kinds stand in the table even where nobody told them anything."""


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The cells in pack order and what each told another; `left_out` did not fit."""

    cells: tuple[str, ...]
    relays: dict[tuple[str, str], Relay]
    left_out: int

    @property
    def most(self) -> int:
        """Return the largest count of one pair."""
        return max((relay.told for relay in self.relays.values()), default=1)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the table stands: its left and top edge and how wide a cell is."""

    left: float
    top: float
    cell: float
    is_upright: bool


def told_figures(edition: Edition, metrics: Metrics) -> list[Figure]:
    """Return who told whom how often, and how fast it went on."""
    caption = edition.voice.pair(N_("Who told whom"))
    if not any(relay.told for relay in metrics.relays):
        missing = edition.voice.pair(N_("No decision names who was told: nothing is known of relays."))
        return [Figure(caption=caption, draw=lambda width: said(missing, width), alternative=missing)]
    matrix = _matrix(edition, metrics)
    figure = Figure(
        caption=caption,
        draw=lambda width: _told_chart(edition, matrix, width),
        alternative=in_each(edition.voice, lambda spoken: _alternative(spoken, metrics, matrix)),
        data=_grid(edition, metrics, caption),
    )
    return [figure]


def told_chart(edition: Edition, metrics: Metrics, width: float) -> Drawing:
    """Draw the table: rows told, columns were told; below the number how long it took."""
    return _told_chart(edition, _matrix(edition, metrics), width)


def _matrix(edition: Edition, metrics: Metrics) -> _Matrix:
    """Choose the cells: all that play, then whoever told or was told, the busiest where there are many."""
    told = {(relay.sender, relay.receiver): relay for relay in metrics.relays if relay.told}
    busy: dict[str, int] = {}
    for (sender, receiver), relay in told.items():
        for cell in (sender, receiver):
            busy[cell] = busy.get(cell, 0) + relay.told
    known = [cell.id for cell in edition.scenario.cells]
    plays = {cell.id for cell in edition.scenario.cells if cell.kind in _ROLES}
    cells = [cell for cell in known if cell in plays or cell in busy]
    cells += [cell for cell in busy if cell not in known]
    kept = set(sorted(cells, key=lambda cell: -busy.get(cell, 0))[:_MOST_CELLS])
    shown = tuple(cell for cell in cells if cell in kept)
    inside = {pair: relay for pair, relay in told.items() if kept.issuperset(pair)}
    return _Matrix(shown, inside, len(cells) - len(shown))


def _told_chart(edition: Edition, matrix: _Matrix, width: float) -> Drawing:
    plot = Plot(width)
    frame = _frame(matrix, width, is_bilingual=edition.is_bilingual)
    _heads(plot, edition, matrix, frame)
    bottom = frame.top + _ROW * len(matrix.cells)
    right = frame.left + frame.cell * len(matrix.cells)
    for index in range(len(matrix.cells) + 1):
        x, y = frame.left + frame.cell * index, frame.top + _ROW * index
        plot.line((x, frame.top, x, bottom), 0.35)
        plot.line((frame.left, y, right, y), 0.35)
    for row, sender in enumerate(matrix.cells):
        y = frame.top + _ROW * row
        plot.words(sender, _NAME, at=(0, y + _ROW / 2 + 2.6), width=frame.left - 5)
        total = sum(relay.told for (who, _), relay in matrix.relays.items() if who == sender)
        at = (right + _TOTAL_WIDTH - 4, y + _ROW / 2 + 2.8)
        plot.words(str(total), _TOTAL, at=at, anchor="end")
        for column, receiver in enumerate(matrix.cells):
            _cell(plot, matrix, frame, (sender, receiver), at=(frame.left + frame.cell * column, y))
    return plot.drawing(_foot(plot, edition, matrix, frame))


def _frame(matrix: _Matrix, width: float, *, is_bilingual: bool) -> _Frame:
    names = [width_of(cell, _NAME) for cell in matrix.cells]
    left = max(28.0, min(_MOST_NAME, max(names))) + 7
    cell = min(_WIDEST_CELL, (width - left - _TOTAL_WIDTH) / len(names))
    is_upright = max(names) > cell - 5
    head = max(12.0, min(_MOST_NAME, max(names))) if is_upright else 9.0
    return _Frame(left, 12 + (2 * SECOND_DROP if is_bilingual else 0) + head + 5, cell, is_upright)


def _heads(plot: Plot, edition: Edition, matrix: _Matrix, frame: _Frame) -> None:
    """Name the sides of the table, then its columns, upwards where they are narrow."""
    voice, baseline = edition.voice, frame.top - 5
    plot.pair(voice.pair(N_("to →")), at=(frame.left, 8), width=plot.width - frame.left)
    rise = SECOND_DROP if voice.second else 0
    plot.pair(voice.pair(N_("from ↓")), at=(0, baseline - rise), width=frame.left - 5)
    for column, cell in enumerate(matrix.cells):
        middle = frame.left + frame.cell * (column + 0.5)
        if frame.is_upright:
            plot.upright(cell, _NAME, at=(middle + 2.6, baseline + 2), room=_MOST_NAME)
        else:
            plot.words(cell, _NAME, at=(middle, baseline), anchor="middle", width=frame.cell - 3)
    right = frame.left + frame.cell * len(matrix.cells)
    plot.words("n", HEAD, at=(right + _TOTAL_WIDTH - 4, baseline), anchor="end")


def _cell(
    plot: Plot, matrix: _Matrix, frame: _Frame, pair: tuple[str, str], *, at: tuple[float, float]
) -> None:
    """Set how often one told another, how long it took, and a bar as long as the count is large."""
    x, y = at
    relay = matrix.relays.get(pair)
    if relay is None:
        if pair[0] == pair[1]:
            plot.line((x, y, x + frame.cell, y + _ROW), 0.35)
        return
    middle = x + frame.cell / 2
    plot.words(str(relay.told), _COUNT, at=(middle, y + 9), anchor="middle", width=frame.cell - 3)
    for words, style in _times_of(relay):
        if words and width_of(words, style) <= frame.cell - 2.4:
            plot.words(words, style, at=(middle, y + 17.2), anchor="middle")
            break
    length = (frame.cell - 5) * relay.told / matrix.most
    plot.box((x + 2.5, y + _ROW - 3.2), (length, _BAR), fill=black)


def _times_of(relay: Relay) -> Iterator[tuple[str, Style]]:
    """Yield the median from five known times on, else the times, then the shortest and longest of them."""
    if relay.latency.p50_ms is not None:
        yield duration(relay.latency.p50_ms), _P50
        return
    times = [duration(value) for value in relay.latency.values_ms or ()]
    yield ", ".join(times), _VALUE
    if len(times) > 1:
        yield f"{times[0]}{EN_DASH}{times[-1]}", _VALUE


def _foot(plot: Plot, edition: Edition, matrix: _Matrix, frame: _Frame) -> float:
    """Set the sums of the columns and say what number, time and bar mean."""
    y = frame.top + _ROW * len(matrix.cells) + 10
    plot.words("n", HEAD, at=(0, y))
    for column, receiver in enumerate(matrix.cells):
        total = sum(relay.told for (_, who), relay in matrix.relays.items() if who == receiver)
        at = (frame.left + frame.cell * (column + 0.5), y)
        plot.words(str(total), _TOTAL, at=at, anchor="middle", width=frame.cell - 2)
    grand = sum(relay.told for relay in matrix.relays.values())
    right = frame.left + frame.cell * len(matrix.cells) + _TOTAL_WIDTH - 4
    plot.words(str(grand), _TOTAL, at=(right, y), anchor="end")
    message = N_(
        "Number and bar: how often. Below: time from knowing to telling, min:s; p50 in bold from {least} "
        "known times on, else each time, or the shortest and longest where room is short."
    )
    y = plot.note(edition.voice.pair(message, least=MIN_FOR_PERCENTILES), top=y + 4)
    if matrix.left_out:
        message = N_("The {n} cells with the fewest relays are not drawn; the table lists them.")
        y = plot.note(edition.voice.pair(message, n=matrix.left_out), top=y)
    return y + 1


def _alternative(spoken: Catalogue, metrics: Metrics, matrix: _Matrix) -> str:
    """Say how many relays there were, the most frequent ones, and who told nobody or was told nothing."""
    relays = sorted((r for r in metrics.relays if r.told), key=lambda relay: -relay.told)
    parts = [
        spoken.gettext(N_("{n} relays between {pairs} pairs of cells.")).format(
            n=sum(relay.told for relay in relays), pairs=len(relays)
        )
    ]
    often = [f"{r.sender} → {r.receiver} {r.told}" for r in relays[:3]]
    parts.append(spoken.gettext(N_("Most often: {pairs}.")).format(pairs=", ".join(often)))
    for message, side in (
        (N_("Told nobody: {cells}."), {relay.sender for relay in relays}),
        (N_("Were told nothing: {cells}."), {relay.receiver for relay in relays}),
    ):
        silent = [cell for cell in matrix.cells if cell not in side]
        if silent:
            parts.append(spoken.gettext(message).format(cells=listed(silent, _MOST_NAMED)))
    return " ".join(parts)


def _grid(edition: Edition, metrics: Metrics, caption: Pair) -> Grid:
    voice = edition.voice
    heads: tuple[tuple[Pair, float, Align], ...] = (
        (voice.pair(N_("Who told")), 0.2, "left"),
        (voice.pair(N_("Who was told")), 0.2, "left"),
        (voice.pair(N_("Told")), 0.1, "right"),
        (voice.pair(N_("Times known")), 0.12, "right"),
        (Pair("p50"), 0.08, "right"),
        (Pair("p90"), 0.08, "right"),
        (voice.pair(N_("Each time, min:s")), 0.22, "left"),
    )
    return Grid(
        caption=caption,
        sheet=sheet_name(voice, N_("Chart of who told whom"), 1),
        columns=[Column(title=title, width=share, align=align) for title, share, align in heads],
        rows=[_cells_of(relay) for relay in metrics.relays if relay.told],
        none=voice.pair(N_("No decision names who was told: nothing is known of relays.")),
        traced=[f"metric:relay:{relay.sender}:{relay.receiver}" for relay in metrics.relays if relay.told],
    )


def _cells_of(relay: Relay) -> tuple[Cell, ...]:
    latency = relay.latency
    values = ", ".join(map(duration, latency.values_ms or ()))
    percentiles = [EN_DASH if ms is None else duration(ms) for ms in (latency.p50_ms, latency.p90_ms)]
    return (
        Pair(relay.sender),
        Pair(relay.receiver),
        Number(value=relay.told, words=str(relay.told)),
        Number(value=relay.known, words=str(relay.known)),
        *map(Pair, percentiles),
        Pair(values or EN_DASH),
    )
