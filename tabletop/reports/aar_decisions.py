"""The decisions with which cells answered injects; it must not grade them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.play.state import DecisionRecord
from tabletop.i18n import N_
from tabletop.reports.document import Cell, Grid, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.log_lines import line_of
from tabletop.reports.report_words import column, figures, t_plus
from tabletop.reports.voice import Pair

MOST_AN_OBJECTIVE = 200
"""More would bury the report; all stand in the extract of the log and in the workbook."""


def decisions(d: Dossier, objective: str) -> list[Part]:
    """Set the decisions that answered an objective's actions, in the order in which they were seen."""
    answered = [each for each in _as_seen(d) if objective in objectives_of(d, each)]
    shown = answered[:MOST_AN_OBJECTIVE]
    parts: list[Part] = [_grid(d, shown, objective)]
    if len(shown) < len(answered):
        message = N_("Only the first {n} of {total} stand here; all of them stand in the extract of the log.")
        parts.append(Prose(text=d.voice.pair(message, n=len(shown), total=len(answered)), tone="strong"))
    return parts


def decisions_grid(d: Dossier) -> Grid:
    """Return every decision with the objectives that it answers, for a sheet."""
    return _grid(d, _as_seen(d), None)


def _as_seen(d: Dossier) -> Sequence[DecisionRecord]:
    return sorted(d.state.decisions, key=lambda decision: (decision.observed_ms, decision.row))


def _grid(d: Dossier, shown: Iterable[DecisionRecord], objective: str | None) -> Grid:
    say = d.voice.pair
    is_for_all = objective is None
    return Grid(
        caption=say(N_("Decisions logged") if is_for_all else N_("Decisions that answered")),
        sheet=d.voice.say(
            N_("Decisions") if is_for_all else N_("Decisions {objective}"), objective=objective
        ),
        columns=(
            figures(say(N_("T+ seen")), 2.1, 12),
            column(say(N_("Inject")), 1.3, 8),
            *([column(d.voice.label("objectives"), 2, 12)] if is_for_all else []),
            column(say(N_("Cell")), 2.4, 14),
            column(say(N_("Kind")), 2.2, 14),
            column(say(N_("What was decided")), 11, 80),
            column(say(N_("Row")), 1.8, 12),
        ),
        rows=list(_rows(d, shown, with_objectives=is_for_all)),
        none=say(N_("No decision was logged on the injects of this objective.")),
    )


def _rows(d: Dossier, shown: Iterable[DecisionRecord], *, with_objectives: bool) -> Iterator[Sequence[Cell]]:
    for each in shown:
        line = line_of(d, f"{each.row[0]}:{each.row[1]}")
        if line is not None:
            answers = ", ".join(sorted(objectives_of(d, each)))
            yield (
                t_plus(each.observed_ms),
                Pair(each.inject or ""),
                *([Pair(answers)] if with_objectives else []),
                Pair(each.cell),
                line.kind,
                line.text,
                Pair(line.row),
            )


def objectives_of(d: Dossier, decision: DecisionRecord) -> set[str]:
    """Return the objectives that a decision answers.

    They are those of the actions that its inject asks of its cell; where it asks that cell nothing, those
    of all its actions.
    """
    inject = d.injects.get(decision.inject or "")
    if inject is None:
        return set()
    asked = [action for action in inject.expects if action.cell in (decision.cell, ALL_CELLS)]
    return {action.objective for action in asked or inject.expects}
