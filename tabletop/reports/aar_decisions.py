"""The decisions with which cells answered injects; it must not grade them."""

from __future__ import annotations

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.play.state import DecisionRecord
from tabletop.i18n import N_
from tabletop.reports.document import Grid
from tabletop.reports.dossier import Dossier
from tabletop.reports.log_lines import line_of
from tabletop.reports.report_words import column, figures, t_plus
from tabletop.reports.voice import Pair


def decisions_grid(d: Dossier, objective: str) -> Grid:
    """Return the decisions that answered an objective's actions, in the order in which they were seen."""
    say = d.voice.pair
    decisions = [each for each in d.state.decisions if objective in objectives_of(d, each)]
    rows = []
    for each in sorted(decisions, key=lambda decision: (decision.observed_ms, decision.row)):
        line = line_of(d, f"{each.row[0]}:{each.row[1]}")
        if line is not None:
            rows.append(
                (
                    t_plus(each.observed_ms),
                    Pair(each.inject or ""),
                    Pair(each.cell),
                    line.kind,
                    line.text,
                    Pair(line.row),
                )
            )
    return Grid(
        caption=say(N_("Decisions that answered")),
        sheet=d.voice.say(N_("Decisions {objective}"), objective=objective),
        columns=(
            figures(Pair("T+"), 2.1, 12),
            column(say(N_("Inject")), 1.3, 8),
            column(say(N_("Cell")), 2.4, 14),
            column(say(N_("Kind")), 2.2, 14),
            column(say(N_("What was decided")), 11, 80),
            column(say(N_("Row")), 1.8, 12),
        ),
        rows=rows,
        none=say(N_("No decision was logged on the injects of this objective.")),
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
