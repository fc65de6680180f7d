"""The analysis of core capabilities: Table 1, the letters' definitions, a section an objective.

It must not give a letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tabletop.domain.play.events import Letter
from tabletop.domain.result.scoring import ObjectiveScore
from tabletop.i18n import N_
from tabletop.reports.aar_objective import objective_section
from tabletop.reports.debrief_edition import LETTER_WORDS
from tabletop.reports.document import Cell, Figure, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_frame import charts_named
from tabletop.reports.report_words import (
    EMPTY,
    NOTHING,
    column,
    figures,
    joined,
    led,
    letter,
    marks,
    percent,
    typed,
)
from tabletop.reports.voice import Pair, Voice
from tabletop.wording.ratings import IN_FULL

LETTERS: tuple[Letter, ...] = ("P", "S", "M", "U")


def analysis(d: Dossier, charts: Mapping[str, Figure]) -> list[Part]:
    """Set the chapter `Analysis of Core Capabilities`."""
    parts: list[Part] = [
        Heading(text=d.voice.pair(N_("Analysis of core capabilities"))),
        Prose(text=d.voice.pair(_INTRODUCTION)),
        table_one(d),
        Prose(text=d.voice.pair(_BESIDE), tone="note"),
        *charts_named(charts, "objectives", "letters"),
        *definitions(d.voice),
    ]
    for score in d.debrief.score.objectives:
        parts += objective_section(d, score)
    return parts


_INTRODUCTION = N_(
    "Aligning exercise objectives and core capabilities lets results be compared from one exercise to the "
    "next. Table 1 holds, for each objective, its core capability and the evaluators' rating."
)
_BESIDE = N_(
    "P, S, M, U: the evaluators' official letter. Beside it what method T1 suggests, its percent, and the "
    "red lines whose breach caps the suggestion. Functions are rated, not persons."
)


def table_one(d: Dossier) -> Grid:
    """Return HSEEP's Table 1, T1's suggestion and caps beside the official letters."""
    say, overall = d.voice.pair, d.debrief.score.overall
    rows: list[Sequence[Cell]] = [_objective_row(d, score) for score in d.debrief.score.objectives]
    last = (
        say(N_("The exercise as a whole")), EMPTY, *_official(overall.rated),
        _suggested(overall.letter), percent(d.voice, overall.percent), typed(", ".join(overall.capped_by)),
    )  # fmt: skip
    return Grid(
        caption=say(N_("Table 1. Summary of core capability performance")),
        sheet=d.voice.say(N_("Table 1")),
        columns=(
            column(say(N_("Objective")), 7, 44),
            column(d.voice.label("core_capability"), 5, 30),
            *(marks(Pair(each), 1) for each in LETTERS),
            marks(Pair("T1"), 1),
            figures(Pair("%"), 1.6),
            column(say(N_("Capped by")), 2),
        ),
        rows=[*rows, last],
        none=say(N_("The pack names no objective.")),
        strong=frozenset({len(rows)}),
    )


def _objective_row(d: Dossier, score: ObjectiveScore) -> Sequence[Cell]:
    objective = d.objectives[score.id]
    capability = d.typed(objective.capability) if objective.capability else NOTHING
    return (
        led(score.id, d.voice.typed(objective.title)), capability, *_official(score.rated),
        _suggested(score.letter), percent(d.voice, score.percent), typed(", ".join(score.capped_by)),
    )  # fmt: skip


def _official(given: Letter | None) -> tuple[Cell, ...]:
    """Return the four columns of letters: the given one stands in its own, none where none was given."""
    return tuple(letter(each) if each == given else EMPTY for each in LETTERS)


def _suggested(given: Letter | None) -> Cell:
    return Pair(given) if given else NOTHING


def definitions(voice: Voice) -> list[Part]:
    """Return the four letters with HSEEP's own definitions, word for word."""
    return [
        Heading(text=voice.pair(N_("Ratings definitions")), level=3),
        *(Prose(text=definition(voice, each), lead=_name(voice, each), tone="note") for each in LETTERS),
    ]


def definition(voice: Voice, given: Letter) -> Pair:
    """Return the whole definition of a letter."""
    return joined([voice.pair(sentence) for sentence in IN_FULL[given]], " ")


def _name(voice: Voice, given: Letter) -> Pair:
    words = voice.pair(LETTER_WORDS[given])
    return Pair(f"{words.first} ({given}).", f"{words.second} ({given})." if words.second else "")
