"""Readiness before STARTEX: index, gate, every gap; it must never be mixed into the result."""

from __future__ import annotations

from tabletop.domain.result.debrief import ReadinessGap
from tabletop.i18n import N_
from tabletop.reports.aar_overview import readiness_words
from tabletop.reports.document import Cell, Facts, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_words import NOTHING, column, count, figures, marks, typed
from tabletop.reports.voice import Pair


def readiness(d: Dossier) -> list[Part]:
    """Set the chapter on readiness."""
    say, result = d.voice.pair, d.debrief.readiness
    full = result.items - len(result.gaps)
    rows = [
        (say(N_("Readiness before STARTEX")), readiness_words(d)),
        (say(N_("Items")), say(N_("{n} of {total} in full"), n=full, total=result.items)),
    ]
    if result.override:
        rows.append((say(N_("Started all the same")), Pair(result.override)))
    return [
        Heading(text=say(N_("Readiness"))),
        Prose(text=say(_METHOD), tone="note"),
        Facts(rows=rows),
        gaps_grid(d),
    ]


_METHOD = N_(
    "Index = sum of (weight × serviceable ÷ required, at most 1) ÷ sum of weights; items that nobody counted "  # noqa: RUF001 - a formula
    "are 0. No critical item short: ready; one: ready with notes; two or more: not ready. Readiness is never "
    "mixed into the result."
)


def gaps_grid(d: Dossier) -> Grid:
    """Return every item below what is required, critical ones first."""
    say = d.voice.pair
    gaps = d.debrief.readiness.gaps
    return Grid(
        caption=say(N_("Readiness gaps")),
        sheet=d.voice.say(N_("Readiness")),
        columns=(
            column(Pair("ID"), 1.5, 8),
            column(say(N_("Item")), 6, 40),
            column(say(N_("Group")), 4, 24),
            figures(say(N_("Serviceable")), 2),
            figures(say(N_("Required")), 2),
            marks(say(N_("Critical")), 1.8),
            column(say(N_("Note")), 6, 40),
        ),
        rows=[_row(d, gap) for gap in gaps],
        none=say(N_("Every item is complete.") if d.debrief.readiness.items else N_("no readiness list")),
        strong=frozenset(n for n, gap in enumerate(gaps) if gap.critical),
    )


def _row(d: Dossier, gap: ReadinessGap) -> tuple[Cell, ...]:
    item = next((each for each in d.plan.readiness if each.id == gap.id), None)
    counted = d.state.readiness.get(gap.id)
    note = typed(counted.note) if counted else d.voice.pair(N_("not counted before STARTEX"))
    return (
        Pair(gap.id),
        d.voice.typed(item.item) if item else NOTHING,
        d.voice.typed(item.group) if item and item.group else NOTHING,
        count(gap.serviceable),
        count(gap.required),
        d.voice.pair(N_("yes")) if gap.critical else NOTHING,
        note,
    )
