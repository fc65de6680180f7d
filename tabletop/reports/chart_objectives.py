"""Objectives as bars of their percent, with official letter, T1's and what capped it; it must not score.

A bar is solid where there is enough evidence for a letter and hollow below the coverage gate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import white

from tabletop.domain.result.scoring import (
    COVERAGE_GATE,
    LETTER_BOUNDS,
    ObjectiveScore,
    OverallScore,
)
from tabletop.i18n import N_, Catalogue
from tabletop.reports.charts import letter_chip, line, percent_bar, plain_box
from tabletop.reports.debrief_edition import EN_DASH, Edition
from tabletop.reports.document import Cell, Column, Figure, Grade, Grid, Number
from tabletop.reports.frame import BOLD, ITALIC, REGULAR, SEMIBOLD, TEXT_WIDTH, Style, width_of
from tabletop.reports.plot import (
    FIGURE_ROOM,
    HEAD,
    NOTE,
    TAG,
    Plot,
    in_each,
    said,
    sheet_name,
    split,
    wrap,
)
from tabletop.reports.voice import Pair

_ID = Style(BOLD, 8.8)
_TITLE = Style(SEMIBOLD, 8.4, 9.6)
_SECOND = Style(ITALIC, 7.4, 8.6)
_PERCENT = Style(BOLD, 8.8)
_COUNT = Style(REGULAR, 8.2)
_BAR_HEIGHT, _CHIP, _SMALL_CHIP = 7.0, 14.0, 12.0
_LEAST_ROW, _HEAD_HEIGHT = 20.0, 20.0
_PERCENT_AT, _ASSESSED_AT, _LINES_AT, _OFFICIAL_AT, _T1_AT = 160.0, 121.0, 113.0, 48.0, 17.0
"""How far the columns stand from the right edge: numbers end there, tags begin, chips are centred."""
_TAGS_WIDTH = 48.0


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the chart; `id` is empty for the whole exercise."""

    id: str
    title: Pair
    score: ObjectiveScore | OverallScore

    @property
    def is_firm(self) -> bool:
        """Tell whether enough was assessed for a letter."""
        return self.score.coverage is not None and self.score.coverage >= COVERAGE_GATE


def objective_figures(edition: Edition) -> list[Figure]:
    """Return the bars of all objectives, the whole exercise last; several figures where one is too high."""
    rows = _rows(edition)
    caption = edition.voice.pair(N_("Objectives: percent and letters"))
    if len(rows) == 1:
        missing = edition.voice.pair(N_("The pack names no objective: there is nothing to compare."))
        return [Figure(caption=caption, draw=lambda width: said(missing, width), alternative=missing)]
    shares = split(rows, lambda row: _height(row, TEXT_WIDTH, 46), FIGURE_ROOM - _HEAD_HEIGHT - 40)
    return [_figure(edition, share, caption, number) for number, share in enumerate(shares, start=1)]


def _figure(edition: Edition, rows: Sequence[_Row], caption: Pair, number: int) -> Figure:
    return Figure(
        caption=caption,
        draw=lambda width: objectives_chart(edition, rows, width),
        alternative=in_each(edition.voice, lambda spoken: _alternative(spoken, rows)),
        data=_grid(edition, rows, number),
    )


def _rows(edition: Edition) -> list[_Row]:
    voice, score = edition.voice, edition.debrief.score
    titles = {o.id: voice.typed(o.title) for o in edition.scenario.objectives}
    rows = [_Row(o.id, titles.get(o.id, Pair("")), o) for o in score.objectives]
    return [*rows, _Row("", voice.pair(N_("Overall")), score.overall)]


def objectives_chart(edition: Edition, rows: Sequence[_Row], width: float) -> Drawing:
    """Draw a bar a row on a scale of 0 to 100, ticks where letters change."""
    plot = Plot(width)
    left, bar = _title_x(rows), _bar(width)
    _heads(plot, edition, left=left, bar=bar)
    y = _HEAD_HEIGHT
    for row in rows:
        plot.rule(y, 0.35 if row.id else 0.9)
        _row(plot, edition, row, left=left, y=y)
        y += _height(row, width, left)
    plot.rule(y, 0.6)
    return plot.drawing(_foot(plot, edition, rows, top=y + 3))


def _title_x(rows: Sequence[_Row]) -> float:
    return min(46.0, max(17.0, *(width_of(row.id, _ID) + 5 for row in rows)))


def _bar(width: float) -> tuple[float, float]:
    """Return where the bars begin and end."""
    end = width - _PERCENT_AT - 34
    return end - width * 0.29, end


def _title_lines(row: _Row, width: float, left: float) -> tuple[list[str], list[str]]:
    room = _bar(width)[0] - left - 8
    first = wrap(row.title.first, _TITLE, room, 2)
    return first, wrap(row.title.second, _SECOND, room, 2) if row.title.second else []


def _height(row: _Row, width: float, left: float) -> float:
    first, second = _title_lines(row, width, left)
    return max(_LEAST_ROW, 6 + len(first) * _TITLE.leading + len(second) * _SECOND.leading)


def _heads(plot: Plot, edition: Edition, *, left: float, bar: tuple[float, float]) -> None:
    voice, baseline, right = edition.voice, 8.0, plot.width
    plot.pair(voice.label("objectives"), at=(left, baseline), width=bar[0] - left - 8)
    plot.words("%", HEAD, at=(right - _PERCENT_AT, baseline), anchor="end")
    assessed = voice.pair(N_("Assessed"))
    plot.pair(assessed, at=(right - _ASSESSED_AT, baseline), anchor="end", width=36)
    plot.pair(voice.pair(N_("Red lines")), at=(right - _LINES_AT, baseline), width=48)
    plot.pair(voice.pair(N_("Official")), at=(right - _OFFICIAL_AT, baseline), anchor="middle", width=38)
    plot.words("T1", HEAD, at=(right - _T1_AT, baseline), anchor="middle")
    for mark in (0, *LETTER_BOUNDS, 100):
        x = bar[0] + (bar[1] - bar[0]) * mark / 100
        plot.words(str(mark), NOTE.sized(7), at=(x, _HEAD_HEIGHT - 3), anchor="middle")


def _row(plot: Plot, edition: Edition, row: _Row, *, left: float, y: float) -> None:
    spoken, score, right = edition.voice.first, row.score, plot.width
    first, second = _title_lines(row, plot.width, left)
    height = _height(row, plot.width, left)
    text = len(first) * _TITLE.leading + len(second) * _SECOND.leading
    top = y + (height - text) / 2
    plot.words(row.id, _ID, at=(0, top + 7.6), width=left - 3)
    top += plot.lines(first, _TITLE, at=(left, top + 7.6))
    plot.lines(second, _SECOND, at=(left, top + 6.8))
    middle = y + height / 2
    _bar_of(plot, edition, row, middle=middle)
    percent = EN_DASH if score.percent is None else spoken.percent(score.percent)
    style = _PERCENT if row.is_firm else _COUNT
    plot.words(percent, style, at=(right - _PERCENT_AT, middle + 3), anchor="end")
    counts = f"{score.assessed}/{score.actions}"
    plot.words(counts, _COUNT, at=(right - _ASSESSED_AT, middle + 3), anchor="end", width=38)
    _tags(plot, score.capped_by, at=(right - _LINES_AT, middle + 2.6))
    chip = letter_chip(score.rated, _CHIP)
    plot.place(chip, at=(right - _OFFICIAL_AT - _CHIP / 2, middle - _CHIP / 2))
    _suggestion(plot, edition, row, middle=middle)


def _bar_of(plot: Plot, edition: Edition, row: _Row, *, middle: float) -> None:
    """Draw the bar, or say why there is none."""
    start, end = _bar(plot.width)
    if row.score.percent is None:
        is_thin = row.score.coverage is not None and not row.is_firm
        message = N_("insufficient evidence") if is_thin and not row.id else N_("no action graded")
        plot.words(edition.voice.slash(message), NOTE, at=(start, middle + 2.6), width=end - start)
        return
    draw = percent_bar if row.is_firm else _hollow_bar
    bar = draw(row.score.percent, (end - start, _BAR_HEIGHT), ticks=LETTER_BOUNDS)
    plot.place(bar, at=(start, middle - bar.height / 2))


def _hollow_bar(percent: Fraction, size: tuple[float, float], *, ticks: Sequence[int]) -> Drawing:
    """Draw a percent that rests on too little evidence: an empty bar, the rest of the scale dashed."""
    overshoot = 1.4
    (width, height), low, high = size, overshoot, overshoot + size[1]
    reach = max(1.0, float(min(percent, Fraction(100))) * width / 100)
    bar = Drawing(width, height + 2 * overshoot)
    bar.add(line((reach, low, width, low, width, high, reach, high), 0.5, dash=(1.4, 1.6)))
    bar.add(plain_box((0, low), (reach, height), fill=white, weight=0.9))
    for tick in ticks:
        x = width * tick / 100
        bar.add(line((x, 0, x, low), 0.6))
        bar.add(line((x, high, x, bar.height), 0.6))
    return bar


def _tags(plot: Plot, lines: Sequence[str], *, at: tuple[float, float]) -> None:
    """Set the breached lines that cap a letter: as many as have room, the rest as `+n`."""
    x, room = at[0], at[0] + _TAGS_WIDTH
    for index, name in enumerate(lines):
        more = f"+{len(lines) - index}"
        is_last = index == len(lines) - 1
        wide = width_of(name, TAG) + 5 + (0 if is_last else width_of("+9", TAG) + 6)
        if index and x + wide > room:
            plot.tag(more, at=(x, at[1]))
            return
        x += plot.tag(name, at=(x, at[1])) + 1.5


def _suggestion(plot: Plot, edition: Edition, row: _Row, *, middle: float) -> None:
    """Set T1's letter smaller than the official one, or say that the evidence is insufficient."""
    x = plot.width - _T1_AT
    letter = row.score.letter
    if letter is not None:
        chip = letter_chip(letter, _SMALL_CHIP)
        plot.place(chip, at=(x - _SMALL_CHIP / 2, middle - _SMALL_CHIP / 2))
        return
    if row.score.percent is None:
        plot.words(EN_DASH, _COUNT, at=(x, middle + 3), anchor="middle")
        return
    said_so = wrap(edition.voice.say(N_("insufficient evidence")), NOTE.sized(7), 2 * _T1_AT + 2, 2)
    y = middle + 2.4 - 3.8 * (len(said_so) - 1)
    for number, words in enumerate(said_so):
        plot.words(words, NOTE.sized(7), at=(x, y + 7.6 * number), anchor="middle", width=2 * _T1_AT + 2)


def _foot(plot: Plot, edition: Edition, rows: Sequence[_Row], *, top: float) -> float:
    """Explain the bars, and the hollow ones and the tags only where there are any."""
    voice = edition.voice
    y = plot.note(voice.pair(N_("Ticks at 40, 70 and 90: from there T1 suggests M, S and P.")), top=top)
    entries = []
    graded = [row for row in rows if row.score.percent is not None]
    if any(not row.is_firm for row in graded):
        sign = _hollow_bar(Fraction(60), (22, _BAR_HEIGHT), ticks=())
        message = N_("fewer than {gate} % of the actions assessed: a percent, no letter")
        entries.append((sign, voice.slash(message, gate=int(100 * COVERAGE_GATE))))
    if any(row.score.capped_by for row in rows):
        entries.append(
            (_tag_sign(), voice.slash(N_("breached red line that caps the letter, not the percent")))
        )
    return plot.legend(entries, top=y + 1) if entries else y


def _tag_sign() -> Drawing:
    plot = Plot(width_of("R", TAG) + 5)
    plot.tag("R", at=(0, 7.2))
    return plot.drawing(9.6)


def _alternative(spoken: Catalogue, rows: Sequence[_Row]) -> str:
    return " ".join(_row_in_words(spoken, row) for row in rows)


def _row_in_words(spoken: Catalogue, row: _Row) -> str:
    score, none = row.score, spoken.gettext(N_("none"))
    name = row.id or spoken.gettext(N_("Overall"))
    if score.percent is None:
        return spoken.gettext(N_("{name}: no percent, official letter {rated}.")).format(
            name=name, rated=score.rated or none
        )
    message = N_("{name}: {percent} %, official letter {rated}, T1 suggests {letter}.")
    insufficient = spoken.gettext(N_("insufficient evidence"))
    return spoken.gettext(message).format(
        name=name,
        percent=spoken.percent(score.percent),
        rated=score.rated or none,
        letter=score.letter or insufficient,
    )


def _grid(edition: Edition, rows: Sequence[_Row], number: int) -> Grid:
    voice = edition.voice
    narrow: tuple[tuple[Pair, float], ...] = (
        (voice.pair(N_("Earned")), 0.09),
        (voice.pair(N_("Points")), 0.08),
        (Pair("%"), 0.08),
        (voice.pair(N_("Assessed")), 0.1),
        (voice.pair(N_("of actions")), 0.09),
    )
    return Grid(
        caption=voice.pair(N_("Objectives: percent and letters")),
        sheet=sheet_name(voice, N_("Chart of objectives"), number),
        columns=(
            Column(title=Pair("ID"), width=0.07, sheet_width=8),
            Column(title=voice.label("objectives"), width=0.26, sheet_width=44),
            *(Column(title=title, width=share, align="right", sheet_width=10) for title, share in narrow),
            Column(title=voice.pair(N_("Official")), width=0.08, align="centre", sheet_width=8),
            Column(title=Pair("T1"), width=0.06, align="centre", sheet_width=8),
            Column(title=voice.pair(N_("Red lines")), width=0.09, sheet_width=12),
        ),
        rows=[_cells(edition, row) for row in rows],
        none=voice.pair(N_("The pack names no objective: there is nothing to compare.")),
        strong=frozenset(index for index, row in enumerate(rows) if not row.id),
        traced=[f"objective:{row.id}" if row.id else "overall" for row in rows],
    )


def _cells(edition: Edition, row: _Row) -> tuple[Cell, ...]:
    score, spoken, dash = row.score, edition.voice.first, Pair(EN_DASH)
    earned: Cell = dash
    points: Cell = dash
    if isinstance(score, ObjectiveScore):
        earned = Number(value=score.earned, words=spoken.points(score.earned))
        points = Number(value=score.points, words=str(score.points))
    percent = (
        dash if score.percent is None else Number(value=score.percent, words=spoken.percent(score.percent))
    )
    return (
        Pair(row.id),
        row.title,
        earned,
        points,
        percent,
        Number(value=score.assessed, words=str(score.assessed)),
        Number(value=score.actions, words=str(score.actions)),
        Grade(letter=score.rated),
        Grade(letter=score.letter),
        Pair(", ".join(score.capped_by)),
    )
