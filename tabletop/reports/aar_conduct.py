"""Conduct: every red line with its breaches and their effect; a breach is never averaged away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tabletop.domain.play.events import RedLineBreached
from tabletop.domain.play.state import BreachRecord
from tabletop.domain.result.debrief import RedLineResult
from tabletop.i18n import N_, elapsed
from tabletop.reports.debrief_figures import breaches
from tabletop.reports.document import Bullets, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_words import (
    NOTHING,
    column,
    count,
    figures,
    marks,
    t_plus,
    typed,
)
from tabletop.reports.voice import Pair


def conduct(d: Dossier) -> list[Part]:
    """Set the chapter on conduct: all lines, each breach with its facts, what was weighed."""
    say = d.voice.pair
    parts: list[Part] = [Heading(text=d.voice.label("conduct")), Prose(text=_summary(d), tone="strong")]
    parts.append(Prose(text=say(_RULE), tone="note"))
    parts.append(red_lines_grid(d))
    parts.append(breaches_grid(d))
    withdrawn = sum(1 for _ in _withdrawn(d))
    if withdrawn:
        words = say(N_("Noted and withdrawn again, not counted: {n}."), n=withdrawn)
        parts.append(Prose(text=words, tone="note"))
    parts.append(Heading(text=say(N_("Weighed")), level=3))
    none = say(N_("No note speaks of a red line."))
    parts.append(Bullets(items=list(_weighed(d)), none=none))
    return parts


_RULE = N_(
    "A breach caps the letter that T1 suggests for its objective at M, a grave one at U; any grave breach "
    "caps the overall letter at M. The percent is never changed."
)


def _summary(d: Dossier) -> Pair:
    lines = d.debrief.red_lines
    if not lines:
        return d.voice.pair(N_("The pack names no red line."))
    clean = sum(1 for line in lines if not line.breaches)
    return d.voice.pair(
        N_("Breaches: {n}. Of {total} lines {broken} breached, {clean} clean."),
        n=breaches(d.debrief), broken=len(lines) - clean, total=len(lines), clean=clean,
    )  # fmt: skip


def red_lines_grid(d: Dossier) -> Grid:
    """Return all red lines with their count, also where that is 0, and the effect on letters."""
    say = d.voice.pair
    texts = {line.id: line for line in d.plan.red_lines}
    rows = [
        (
            Pair(line.id),
            d.voice.typed(texts[line.id].text) if line.id in texts else NOTHING,
            Pair(_objective(d, line.id)),
            count(line.breaches),
            say(N_("yes")) if line.grave else NOTHING,
            _effect(d, line),
        )
        for line in d.debrief.red_lines
    ]
    return Grid(
        caption=say(N_("All red lines")),
        sheet=d.voice.say(N_("Red lines")),
        columns=(
            column(Pair("ID"), 1.3, 8),
            column(say(N_("Red line")), 9, 70),
            column(say(N_("Objective")), 2, 10),
            figures(say(N_("Breaches")), 1.9),
            marks(say(N_("Grave")), 1.5),
            column(say(N_("Effect on the letter")), 4, 30),
        ),
        rows=rows,
        none=say(N_("The pack names no red line.")),
        strong=frozenset(n for n, line in enumerate(d.debrief.red_lines) if line.breaches),
    )


def _objective(d: Dossier, red_line: str) -> str:
    return next((line.objective for line in d.plan.red_lines if line.id == red_line), "?")


def _effect(d: Dossier, line: RedLineResult) -> Pair:
    if not line.breaches:
        return NOTHING
    message = N_("{objective} at most U, overall at most M") if line.grave else N_("{objective} at most M")
    return d.voice.pair(message, objective=_objective(d, line.id))


def breaches_grid(d: Dossier) -> Grid:
    """Return each breach with when, where and what was seen."""
    say = d.voice.pair
    rows = [
        (
            t_plus(breach.at_ms),
            Pair(breach.red_line),
            Pair(breach.inject or ""),
            say(N_("yes")) if breach.grave else NOTHING,
            typed(breach.note),
            Pair(f"{breach.row[0]}:{breach.row[1]}"),
        )
        for breach in d.debrief.breaches
    ]
    return Grid(
        caption=say(N_("Breaches")),
        sheet=d.voice.say(N_("Breaches")),
        columns=(
            figures(Pair("T+"), 2, 12),
            column(say(N_("Red line")), 1.6, 10),
            column(say(N_("Inject")), 1.6, 10),
            marks(say(N_("Grave")), 1.5),
            column(say(N_("Fact")), 10, 80),
            column(say(N_("Row")), 1.8, 12),
        ),
        rows=rows,
        none=say(N_("0 breaches")),
    )


def breach_items(d: Dossier, objective: str) -> list[Pair]:
    """Return the breaches of an objective's lines, one sentence each."""
    lines = {line.id for line in d.plan.red_lines if line.objective == objective}
    return [_sentence(d, breach, objective) for breach in d.debrief.breaches if breach.red_line in lines]


def _sentence(d: Dossier, breach: BreachRecord, objective: str) -> Pair:
    where = f", {breach.inject}" if breach.inject else ""
    grave = breach.grave
    message = (
        N_("Grave: {objective} at most U, overall at most M.")
        if grave
        else N_("Not grave: {objective} at most M.")
    )
    effect = d.voice.pair(message, objective=objective)
    lead = f"{breach.red_line}, {elapsed(max(0, breach.at_ms))}{where}. {breach.note or ''}".strip()
    return Pair(f"{lead} {effect.first}", effect.second)


def _withdrawn(d: Dossier) -> Iterator[str]:
    for key, recorded in d.rows.items():
        state = d.state.rows.get((recorded.entry.station, recorded.entry.seq))
        if isinstance(recorded.event, RedLineBreached) and state == "withdrawn":
            yield key


def _weighed(d: Dossier) -> Iterator[Pair]:
    """Yield the notes that name a red line: what was weighed and found not to be a breach."""
    ids = [re.escape(line.id) for line in d.plan.red_lines]
    if not ids:
        return
    named = re.compile(rf"(?<![A-Za-z0-9_-])(?:{'|'.join(ids)})(?![A-Za-z0-9_-])")
    for note in d.debrief.notes:
        if note.question is None and named.search(note.text):
            yield Pair(f"{elapsed(max(0, note.at_ms))} {note.row[0]}:{note.row[1]} {note.text}")
