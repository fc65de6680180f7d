"""A figure with its formula, its steps and the rows behind it, as a panel shows it; it must not compute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.trace import Piece, Trace, trace_of
from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_rows import Cell, Column, Row
from tabletop.ui.item_models.why_card import card_lines
from tabletop.ui.item_models.why_names import WhyNames
from tabletop.ui.item_models.why_rows import WhyRows
from tabletop.ui.item_models.why_steps import SECTIONS, step_cells
from tabletop.ui.item_models.why_titles import about, title
from tabletop.ui.look import Look

WHY = (
    Column(name="name", head="", widths=(100, 96, 94)),
    Column(name="words", head="", widths=(0, 0, 0)),
    Column(name="value", head="", widths=(88, 84, 80), kind="number"),
    Column(name="opens", head="", widths=(26, 26, 26)),
)
RATE = "rate:"
"""Begins the id of a row that opens the form of a letter; the target follows."""
_OPENS = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """An exercise as it was read at one moment: the debrief and what it was made from."""

    scenario: Scenario
    state: ExerciseState
    recorded: Sequence[Recorded]
    debrief: Debrief


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """What a panel shows of a figure; `rated` is the target that an official letter is given to here."""

    title: str
    about: str
    formula: tuple[str, ...]
    rows: tuple[Row, ...]
    rated: str = ""

    @property
    def first(self) -> str | None:
        """Return the first row that is no head."""
        return next((row.id for row in self.rows if not row.is_head), None)


def leads_to(row: str) -> str:
    """Return the figure, or `rate:` and the target, that a row leads to; empty where it leads nowhere."""
    figure = row.partition("#")[0]
    return "" if figure in ("head", "step", "row") else figure


def why_page(figure: str, played: Played, look: Look) -> WhyPage:
    """Return why a figure is what it is. Raises KeyError for a figure that the exercise has not."""
    trace = trace_of(figure, played.scenario, played.state, debrief=played.debrief, recorded=played.recorded)
    plan = played_scenario(played.scenario, played.state)
    names = WhyNames(look, plan)
    rated = {"overall": "overall", "objective": trace.name}.get(trace.kind, "")
    return WhyPage(
        title=title(trace, names),
        about=about(trace, names, played.debrief),
        formula=card_lines(trace, names),
        rows=(*_steps(trace, names), *_behind(trace, played, look)),
        rated=rated,
    )


def _steps(trace: Trace, names: WhyNames) -> Iterator[Row]:
    """Yield a head and its steps, section by section."""
    shown = [
        piece
        for piece in trace.pieces
        if piece.code in SECTIONS and not (trace.figure == "coverage" and piece.code == "coverage")
    ]
    at = 0
    for head, pieces in groupby(shown, key=lambda piece: _section(trace, piece)):
        yield _head(at, names.say(head))
        for piece in pieces:
            at += 1
            figure = f"{RATE}{piece.values['target']}" if piece.code == "target" else piece.figure
            yield _row(figure or "step", at, step_cells(piece, names), names)


def _section(trace: Trace, piece: Piece) -> str:
    if trace.figure == "coverage" and piece.code == "action":
        return N_("NOT ASSESSED")
    return SECTIONS[piece.code]


def _behind(trace: Trace, played: Played, look: Look) -> Iterator[Row]:
    """Yield the rows of the log; where there is none, where they are found."""
    worded = WhyRows(look, played.scenario, played.state)
    rows = {(row.entry.station, row.entry.seq): row for row in played.recorded}
    names = WhyNames(look, played.scenario)
    if trace.rows:
        yield _head(len(trace.pieces) + 1, look.say(N_("ROWS BEHIND IT: {n}"), n=len(trace.rows)))
        for at, key in enumerate(trace.rows):
            yield _row("row", at, worded.cells(rows[key]), names)
    elif any(piece.figure for piece in trace.pieces):
        yield _head(len(trace.pieces) + 1, look.say(N_("ROWS BEHIND IT")))
        words = look.say(N_("They stand behind the lines above: open one."))
        yield _row("row", 0, (Cell(), Cell(words=words, ink="text_2"), Cell()), names)


def _head(at: int, words: str) -> Row:
    return Row(id=f"head#{at}", cells=(Cell(words=words), Cell(), Cell(), Cell()), is_head=True)


def _row(figure: str, at: int, cells: Iterable[Cell], names: WhyNames) -> Row:
    opens = Cell(words=_OPENS, is_strong=True, spoken=names.say(N_("opens"))) if leads_to(figure) else Cell()
    return Row(id=f"{figure}#{at}", cells=(*cells, opens))
