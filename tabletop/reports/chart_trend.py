"""Percent and letter of each objective over some runs, as small charts side by side; it must not compare.

Which runs may stand beside each other (same scenario, same method) is decided where they are chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import white

from tabletop.domain.play.events import Letter
from tabletop.domain.result.scoring import LETTER_BOUNDS
from tabletop.i18n import N_, Catalogue
from tabletop.reports.charts import dot, letter_chip
from tabletop.reports.debrief_edition import EN_DASH
from tabletop.reports.document import Cell, Column, Figure, Grade, Grid, Number
from tabletop.reports.frame import BOLD, ITALIC, REGULAR, SEMIBOLD, TEXT_WIDTH, Style, width_of
from tabletop.reports.plot import FIGURE_ROOM, Plot, in_each, said, sheet_name, wrap
from tabletop.reports.voice import Pair, Voice

MOST_RUNS = 6
_ID, _TITLE, _SECOND = Style(BOLD, 8.2), Style(SEMIBOLD, 7.8, 9), Style(ITALIC, 7, 8.2)
_ID_WIDTH = 34.0
_PERCENT, _SCALE, _RUN = Style(SEMIBOLD, 7.2), Style(REGULAR, 7), Style(REGULAR, 7.2)
_COLUMNS, _GUTTER = 3, 15.0
_SCALE_WIDTH, _HEIGHT, _HEADROOM = 12.0, 58.0, 9.0
_CHIP = 11.0
_BODY_HEIGHT = _HEADROOM + _HEIGHT + _CHIP + 26
_LOWEST_ABOVE = 18
"""A percent below this stands too low for a number under its dot."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """What one run gave for an objective; None where it has no percent or no letter."""

    label: str
    percent: Fraction | None
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class Trend:
    """One objective over the runs, the earliest first; every trend holds the same runs."""

    id: str
    title: Pair
    points: tuple[TrendPoint, ...]


def trend_figures(voice: Voice, trends: Sequence[Trend]) -> list[Figure]:
    """Return the small charts, as many as stand on a page in each figure."""
    caption = voice.pair(N_("Objectives over the runs"))
    runs = len(trends[0].points) if trends else 0
    if runs < 2:
        missing = voice.pair(N_("A comparison needs at least two runs of the same exercise."))
        return [Figure(caption=caption, draw=lambda width: said(missing, width), alternative=missing)]
    heads = [_head_height(trend, _panel_width(TEXT_WIDTH)) for trend in trends]
    most = _COLUMNS * int((FIGURE_ROOM - 40) // (max(heads) + _BODY_HEIGHT))
    shares = [trends[start : start + most] for start in range(0, len(trends), most)]
    return [_figure(voice, share, caption, number) for number, share in enumerate(shares, start=1)]


def _figure(voice: Voice, trends: Sequence[Trend], caption: Pair, number: int) -> Figure:
    return Figure(
        caption=caption,
        draw=lambda width: trend_chart(voice, trends, width),
        alternative=in_each(voice, lambda spoken: " ".join(_in_words(spoken, trend) for trend in trends)),
        data=_grid(voice, trends, caption, number),
    )


def trend_chart(voice: Voice, trends: Sequence[Trend], width: float) -> Drawing:
    """Draw a small chart an objective, three in a row, and name the runs below."""
    plot = Plot(width)
    panel = _panel_width(width)
    head = max(_head_height(trend, panel) for trend in trends)
    for index, trend in enumerate(trends):
        row, column = divmod(index, _COLUMNS)
        at = (column * (panel + _GUTTER), row * (head + _BODY_HEIGHT))
        _name(plot, trend, at=at, width=panel)
        _panel(plot, voice.first, trend, at=(at[0], at[1] + head), width=panel)
    rows = -(-len(trends) // _COLUMNS)
    runs = " · ".join(f"{n} = {point.label}" for n, point in enumerate(trends[0].points, start=1))
    y = plot.note(Pair(runs), top=rows * (head + _BODY_HEIGHT))
    letters = N_("Letter: the official one, else T1's. Lines at 40, 70 and 90.")
    return plot.drawing(plot.note(voice.pair(letters), top=y) + 1)


def _panel_width(width: float) -> float:
    return (width - (_COLUMNS - 1) * _GUTTER) / _COLUMNS


def _name_lines(trend: Trend, width: float) -> tuple[float, list[str], list[str]]:
    """Return where the title begins beside the id, and its lines in each language."""
    left = min(_ID_WIDTH, width_of(trend.id, _ID) + 4)
    second = wrap(trend.title.second, _SECOND, width - left, 2) if trend.title.second else []
    return left, wrap(trend.title.first, _TITLE, width - left, 2), second


def _head_height(trend: Trend, width: float) -> float:
    _, first, second = _name_lines(trend, width)
    return 3 + len(first) * _TITLE.leading + len(second) * _SECOND.leading


def _name(plot: Plot, trend: Trend, *, at: tuple[float, float], width: float) -> None:
    x, y = at
    left, first, second = _name_lines(trend, width)
    plot.words(trend.id, _ID, at=(x, y + 8), width=left - 3)
    y += plot.lines(first, _TITLE, at=(x + left, y + 8))
    plot.lines(second, _SECOND, at=(x + left, y + 7))


def _panel(plot: Plot, spoken: Catalogue, trend: Trend, *, at: tuple[float, float], width: float) -> None:
    x, top = at[0], at[1] + _HEADROOM
    _scale(plot, left=x, right=x + width, top=top)
    step = (width - _SCALE_WIDTH) / len(trend.points)
    places = [x + _SCALE_WIDTH + step * (index + 0.5) for index in range(len(trend.points))]
    _curve(plot, trend, places, top=top)
    for index, (place, point) in enumerate(zip(places, trend.points, strict=True), start=1):
        is_valley = _is_valley(trend, index - 1)
        _point(plot, spoken, point, at=(place, top), words_below=is_valley)
        plot.words(str(index), _RUN, at=(place, top + _HEIGHT + _CHIP + 13), anchor="middle")


def _y(top: float, percent: Fraction) -> float:
    return top + _HEIGHT * (1 - float(max(Fraction(0), min(Fraction(100), percent))) / 100)


def _scale(plot: Plot, *, left: float, right: float, top: float) -> None:
    """Draw the bounds of the letters and the foot of the scale."""
    for bound in LETTER_BOUNDS:
        y = _y(top, Fraction(bound))
        plot.line((left + _SCALE_WIDTH, y, right, y), 0.35, dash=(1.6, 1.8))
        plot.words(str(bound), _SCALE, at=(left + _SCALE_WIDTH - 3, y + 2.4), anchor="end")
    plot.line((left + _SCALE_WIDTH, top + _HEIGHT, right, top + _HEIGHT), 0.6)


def _curve(plot: Plot, trend: Trend, places: Sequence[float], *, top: float) -> None:
    """Join neighbouring runs; a run without a percent breaks the line."""
    for index in range(1, len(places)):
        before, after = trend.points[index - 1].percent, trend.points[index].percent
        if before is not None and after is not None:
            ends = (places[index - 1], _y(top, before), places[index], _y(top, after))
            plot.line(ends, 1)


def _is_valley(trend: Trend, index: int) -> bool:
    """Tell whether the line comes down to a run and goes up again: its number then stands below."""
    own = trend.points[index].percent
    beside = [point.percent for point in trend.points[max(0, index - 1) : index + 2]]
    if own is None or own < _LOWEST_ABOVE or len(beside) < 3:
        return False
    return all(percent is not None and percent >= own for percent in beside)


def _point(
    plot: Plot, spoken: Catalogue, point: TrendPoint, *, at: tuple[float, float], words_below: bool
) -> None:
    """Set the dot with its percent on a white plate, and the letter below the scale."""
    x, top = at
    if point.percent is None:
        plot.words(EN_DASH, _PERCENT, at=(x, top + _HEIGHT - 4), anchor="middle")
    else:
        y = _y(top, point.percent)
        words = spoken.percent(point.percent)
        wide = width_of(words, _PERCENT)
        baseline = y + 9.2 if words_below else y - 4.4
        plot.box((x - wide / 2 - 0.8, baseline - 5.6), (wide + 1.6, 6.6), fill=white)
        plot.add(dot(x, -y))
        plot.words(words, _PERCENT, at=(x, baseline), anchor="middle")
    chip_top = top + _HEIGHT + 4
    if point.letter is None:
        plot.words(EN_DASH, _RUN, at=(x, chip_top + 8), anchor="middle")
    else:
        plot.place(letter_chip(point.letter, _CHIP), at=(x - _CHIP / 2, chip_top))


def _in_words(spoken: Catalogue, trend: Trend) -> str:
    """Say one objective over the runs: `O1: 73,3 % S, 81,0 % P.`."""
    points = []
    for point in trend.points:
        percent = EN_DASH if point.percent is None else f"{spoken.percent(point.percent)} %"
        points.append(f"{percent} {point.letter or EN_DASH}")
    return f"{trend.id}: {', '.join(points)}."


def _grid(voice: Voice, trends: Sequence[Trend], caption: Pair, number: int) -> Grid:
    runs = trends[0].points
    share = 0.66 / (2 * len(runs))
    columns = [
        Column(title=Pair("ID"), width=0.08, sheet_width=8),
        Column(title=voice.label("objectives"), width=0.26, sheet_width=44),
    ]
    for index, point in enumerate(runs, start=1):
        columns.append(Column(title=Pair(f"{index} {point.label} %"), width=share, align="right"))
        columns.append(Column(title=Pair(f"{index}"), width=share, align="centre", sheet_width=6))
    return Grid(
        caption=caption,
        sheet=sheet_name(voice, N_("Chart of the runs"), number),
        columns=columns,
        rows=[_cells(voice.first, trend) for trend in trends],
        none=voice.pair(N_("A comparison needs at least two runs of the same exercise.")),
    )


def _cells(spoken: Catalogue, trend: Trend) -> tuple[Cell, ...]:
    cells: list[Cell] = [Pair(trend.id), trend.title]
    for point in trend.points:
        percent: Cell = Pair(EN_DASH)
        if point.percent is not None:
            percent = Number(value=point.percent, words=spoken.percent(point.percent))
        cells += [percent, Grade(letter=point.letter)]
    return tuple(cells)
