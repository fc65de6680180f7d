"""P, S, M, U over objectives and capability targets: the official letter, evaluators counted; no grading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from tabletop.domain.play.events import Letter
from tabletop.domain.play.journal import is_directors
from tabletop.domain.result.debrief import Debrief
from tabletop.i18n import N_, Catalogue
from tabletop.reports.charts import letter_chip
from tabletop.reports.debrief_edition import EN_DASH, LETTER_WORDS, Edition
from tabletop.reports.document import Cell, Column, Figure, Grade, Grid, Number
from tabletop.reports.frame import BOLD, ITALIC, REGULAR, SEMIBOLD, TEXT_WIDTH, Style
from tabletop.reports.plot import FIGURE_ROOM, HEAD, NOTE, Plot, in_each, said, sheet_name, split, wrap
from tabletop.reports.voice import Pair

LETTERS: tuple[Letter, ...] = ("P", "S", "M", "U")
_ID = Style(BOLD, 8.4)
_TITLE, _TARGET = Style(SEMIBOLD, 8.4, 9.6), Style(REGULAR, 8, 9.2)
_SECOND = Style(ITALIC, 7.4, 8.6)
_COUNT = Style(SEMIBOLD, 8.6)
_CHIP, _CELL, _HEAD_HEIGHT = 13.0, 40.0, 14.0
_LEAST_ROW = 18.0
_LETTERS_WIDTH = len(LETTERS) * _CELL
_TITLE_X, _TITLE_GAP = 34.0, 12.0
_FOOT_HEIGHT, _MOST_LINES = 50.0, 3


@dataclass(frozen=True, slots=True)
class LetterRow:
    """The letters for one target: the official one and how many evaluators gave each."""

    target: str
    title: Pair
    official: Letter | None
    given: Mapping[Letter, int]
    is_objective: bool

    @property
    def evaluators(self) -> int:
        """Return how many evaluators gave a letter."""
        return sum(self.given.values())


def letter_figures(edition: Edition) -> list[Figure]:
    """Return the table of letters; several figures, each beginning at an objective, where it is too high."""
    rows = letter_rows(edition)
    caption = edition.voice.pair(N_("Letters P, S, M, U"))
    if not any(row.official or row.evaluators for row in rows):
        missing = edition.voice.pair(N_("Nobody has given a letter yet."))
        return [Figure(caption=caption, draw=lambda width: said(missing, width), alternative=missing)]
    room = FIGURE_ROOM - _HEAD_HEIGHT - _FOOT_HEIGHT
    shares = split(_groups(rows), lambda group: sum(_height(row, TEXT_WIDTH) for row in group), room)
    return [
        _figure(edition, [row for group in share for row in group], caption, number)
        for number, share in enumerate(shares, start=1)
    ]


def _figure(edition: Edition, rows: Sequence[LetterRow], caption: Pair, number: int) -> Figure:
    return Figure(
        caption=caption,
        draw=lambda width: letters_chart(edition, rows, width),
        alternative=in_each(edition.voice, lambda spoken: _alternative(spoken, rows)),
        data=_grid(edition, rows, caption, number),
    )


def letter_rows(edition: Edition) -> list[LetterRow]:
    """Return objectives, each with its targets below it, and the whole exercise last."""
    voice, debrief = edition.voice, edition.debrief
    official = {score.id: score.rated for score in debrief.score.objectives}
    rows = []
    for objective in edition.scenario.objectives:
        rows.append(_row_of(debrief, objective.id, voice.typed(objective.title), official.get(objective.id)))
        for target in objective.targets:
            letter = _official_of(debrief, target.id)
            rows.append(_row_of(debrief, target.id, voice.typed(target.text), letter, is_objective=False))
    overall = voice.pair(N_("Overall"))
    return [*rows, _row_of(debrief, "overall", overall, debrief.score.overall.rated)]


def _row_of(
    debrief: Debrief, target: str, title: Pair, official: Letter | None, *, is_objective: bool = True
) -> LetterRow:
    given = [r for r in debrief.ratings if r.target == target and not is_directors(r.station)]
    latest = {(rating.station, rating.author): rating.letter for rating in given}
    return LetterRow(target, title, official, Counter(latest.values()), is_objective)


def _official_of(debrief: Debrief, target: str) -> Letter | None:
    """Return the letter that who conducts gave a capability target last."""
    given = [r.letter for r in debrief.ratings if r.target == target and is_directors(r.station)]
    return given[-1] if given else None


def _groups(rows: Sequence[LetterRow]) -> list[list[LetterRow]]:
    groups: list[list[LetterRow]] = []
    for row in rows:
        if row.is_objective or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def letters_chart(edition: Edition, rows: Sequence[LetterRow], width: float) -> Drawing:
    """Draw a row a target: the official letter as its chip, a number where evaluators gave a letter."""
    plot = Plot(width)
    for index, letter in enumerate(LETTERS):
        plot.words(letter, HEAD.sized(8.4), at=(_chip_x(width, index) + _CHIP / 2, 9), anchor="middle")
    y = _HEAD_HEIGHT
    for row in rows:
        plot.rule(y, 0.8 if row.is_objective else 0.35)
        _row(plot, row, y=y)
        y += _height(row, width)
    plot.rule(y, 0.8)
    return plot.drawing(_foot(plot, edition, top=y + 4))


def _chip_x(width: float, index: int) -> float:
    return width - _LETTERS_WIDTH + index * _CELL + 8


def _lines(row: LetterRow, width: float) -> tuple[list[str], list[str]]:
    room = width - _LETTERS_WIDTH - _TITLE_X - _TITLE_GAP
    first = wrap(row.title.first, _title_style(row), room, _MOST_LINES)
    return first, wrap(row.title.second, _SECOND, room, _MOST_LINES) if row.title.second else []


def _title_style(row: LetterRow) -> Style:
    return _TITLE if row.is_objective else _TARGET


def _height(row: LetterRow, width: float) -> float:
    first, second = _lines(row, width)
    return max(_LEAST_ROW, 5.4 + len(first) * _title_style(row).leading + len(second) * _SECOND.leading)


def _row(plot: Plot, row: LetterRow, *, y: float) -> None:
    style, height = _title_style(row), _height(row, plot.width)
    first, second = _lines(row, plot.width)
    top = y + (height - len(first) * style.leading - len(second) * _SECOND.leading) / 2
    name = "" if row.target == "overall" else row.target
    id_style = _ID if row.is_objective else NOTE.sized(8)
    plot.words(name, id_style, at=(0, top + 7.4), width=_TITLE_X - 4)
    top += plot.lines(first, style, at=(_TITLE_X, top + 7.4))
    plot.lines(second, _SECOND, at=(_TITLE_X, top + 6.8))
    middle = y + height / 2
    for index, letter in enumerate(LETTERS):
        x = _chip_x(plot.width, index)
        chip = letter_chip(letter if row.official == letter else None, _CHIP)
        plot.place(chip, at=(x, middle - _CHIP / 2))
        if row.given.get(letter):
            plot.words(str(row.given[letter]), _COUNT, at=(x + _CHIP + 4, middle + 3))


def _foot(plot: Plot, edition: Edition, *, top: float) -> float:
    voice = edition.voice
    number = Plot(5)
    number.words("2", _COUNT, at=(0, 7.2))
    entries = [
        (letter_chip("S", 9.5), voice.slash(N_("official letter"))),
        (number.drawing(9.6), voice.slash(N_("number of evaluators who gave this letter"))),
    ]
    y = plot.legend(entries, top=top) + 0.6
    key = in_each(voice, lambda spoken: " · ".join(_letter_in_words(spoken, letter) for letter in LETTERS))
    return plot.note(key, top=y)


def _letter_in_words(spoken: Catalogue, letter: Letter) -> str:
    return f"{letter} {spoken.gettext(LETTER_WORDS[letter])}"


def _alternative(spoken: Catalogue, rows: Sequence[LetterRow]) -> str:
    return " ".join(_row_in_words(spoken, row) for row in rows if row.official or row.evaluators)


def _row_in_words(spoken: Catalogue, row: LetterRow) -> str:
    """Say one row: `O1: official S; evaluators 2 S, 1 M.`."""
    name = spoken.gettext(N_("Overall")) if row.target == "overall" else row.target
    given = ", ".join(f"{row.given[letter]} {letter}" for letter in LETTERS if row.given.get(letter))
    return spoken.gettext(N_("{name}: official {letter}; evaluators {given}.")).format(
        name=name, letter=row.official or EN_DASH, given=given or EN_DASH
    )


def _grid(edition: Edition, rows: Sequence[LetterRow], caption: Pair, number: int) -> Grid:
    voice = edition.voice
    return Grid(
        caption=caption,
        sheet=sheet_name(voice, N_("Chart of letters"), number),
        columns=(
            Column(title=Pair("ID"), width=0.1, sheet_width=8),
            Column(title=_target_head(edition), width=0.44, sheet_width=60),
            Column(title=voice.pair(N_("Official")), width=0.1, align="centre", sheet_width=8),
            *(Column(title=Pair(letter), width=0.06, align="right", sheet_width=5) for letter in LETTERS),
            Column(title=voice.label("evaluators"), width=0.12, align="right", sheet_width=10),
        ),
        rows=[_cells(row) for row in rows],
        none=voice.pair(N_("The pack names no objective: there is nothing to compare.")),
        strong=frozenset(index for index, row in enumerate(rows) if row.is_objective),
        traced=_traced(edition, rows),
    )


def _traced(edition: Edition, rows: Sequence[LetterRow]) -> list[str]:
    """Return the figure that shows each row's letters: a target's stand behind its objective."""
    objective_of = {target.id: each.id for each in edition.scenario.objectives for target in each.targets}
    return [
        "overall" if row.target == "overall" else f"objective:{objective_of.get(row.target, row.target)}"
        for row in rows
    ]


def _target_head(edition: Edition) -> Pair:
    """Name what the rows are: objectives and capability targets, in the words of the label set."""
    objectives, target = edition.voice.label("objectives"), edition.voice.label("capability_target")
    second = f"{objectives.second}, {target.second}" if objectives.second and target.second else ""
    return Pair(f"{objectives.first}, {target.first}", second)


def _cells(row: LetterRow) -> tuple[Cell, ...]:
    counts = [row.given.get(letter, 0) for letter in LETTERS]
    return (
        Pair("" if row.target == "overall" else row.target),
        row.title,
        Grade(letter=row.official),
        *(Number(value=count, words=str(count) if count else EN_DASH) for count in counts),
        Number(value=row.evaluators, words=str(row.evaluators)),
    )
