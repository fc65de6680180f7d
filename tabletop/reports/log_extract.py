"""The extract of the log: every row that people logged and that stands; it must not leave one out unsaid."""

from __future__ import annotations

from collections import Counter

from tabletop.domain.play.state import RowState
from tabletop.domain.result.compilation import recorded_facts
from tabletop.i18n import N_
from tabletop.reports.aar_overview import warnings
from tabletop.reports.document import Document, Facts, Grid, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.log_lines import LogLine, log_line, log_rows
from tabletop.reports.report_frame import report
from tabletop.reports.report_terms import ROW_STATES
from tabletop.reports.report_words import (
    NOTHING,
    column,
    count,
    figures,
    joined,
    moment_words,
    t_plus,
    wall_clock,
)
from tabletop.reports.voice import Pair

MOST_ON_PAPER = 2_000
"""A thousand pages are no paper: what is beyond stands in the workbook."""


def log_extract(d: Dossier, *, most: int | None = None) -> Document:
    """Return the log in aligned order, its first `most` rows where that is given."""
    rows = list(log_rows(d))
    standing = [row for row, state in rows if state == "current"]
    shown = standing if most is None else standing[:most]
    parts: list[Part] = [Prose(text=text, tone="strong") for text in warnings(d)]
    parts.append(Facts(rows=_facts(d, len(standing), Counter(state for _, state in rows))))
    if len(shown) < len(standing):
        message = N_("Only the first {n} of {total} rows stand here; all of them stand in the XLSX file.")
        words = d.voice.pair(message, n=len(shown), total=len(standing))
        parts.append(Prose(text=words, tone="strong"))
    parts.append(_grid(d, [log_line(d, row) for row in shown]))
    return report(d, d.voice.pair(N_("Extract of the log")), parts)


def _facts(d: Dossier, standing: int, states: Counter[RowState]) -> list[tuple[Pair, Pair]]:
    say, debrief = d.voice.pair, d.debrief
    left_out = [
        joined([Pair(str(states[state])), say(words)], " ")
        for state, words in ROW_STATES.items()
        if words and states[state]
    ]
    written = len(recorded_facts(d.recorded)) - states.total()
    return [
        (say(N_("Exercise id")), Pair(debrief.exercise_id)),
        (say(N_("Rows that stand")), Pair(str(standing))),
        (say(N_("Left out")), joined(left_out, ", ") if left_out else say(N_("none"))),
        (say(N_("Written by the program itself")), say(N_("left out: {n}"), n=written)),
        (say(N_("Last entry")), moment_words(d, debrief.last_at) if debrief.last_at else NOTHING),
        (say(N_("Chain head")), Pair(debrief.head)),
    ]


def _grid(d: Dossier, log: list[LogLine]) -> Grid:
    say = d.voice.pair
    return Grid(
        caption=say(N_("Log, in the order of writing")),
        sheet=d.voice.say(N_("Log")),
        columns=(
            figures(say(N_("T+ seen")), 2.1, 12),
            figures(say(N_("Wall clock")), 1.9, 12),
            column(say(N_("Station")), 1.6, 10),
            figures(say(N_("Row")), 1.2, 8),
            column(say(N_("Who")), 2.9, 16),
            column(say(N_("Kind")), 2.4, 16),
            column(say(N_("Inject")), 1.4, 8),
            column(say(N_("Text")), 10.5, 100),
        ),
        rows=[
            (
                t_plus(line.at_ms),
                wall_clock(d, line.wall_at),
                Pair(line.station),
                count(line.seq),
                Pair(line.who),
                line.kind,
                Pair(line.inject),
                line.text,
            )
            for line in log
        ],
        none=say(N_("Nothing was logged.")),
    )
