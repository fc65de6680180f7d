"""The score as a small text table for a terminal; it must not compute."""

from __future__ import annotations

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import ObjectiveScore
from tabletop.i18n import Catalogue
from tabletop.reports.debrief_figures import is_thin

_TITLE_WIDTH = 44


def score_table(scenario: Scenario, debrief: Debrief, catalogue: Catalogue) -> str:
    """Return lines of objectives, the overall result, coverage and breached red lines."""
    _ = catalogue.gettext
    titles = {o.id: o.title.in_language(catalogue.language) for o in scenario.objectives}
    head = _row("", _("Objective"), _("Points"), "%", _("T1"), _("Official"))
    lines = [head, "-" * len(head)]
    lines += [_objective_row(o, titles[o.id], catalogue) for o in debrief.score.objectives]
    overall = debrief.score.overall
    percent = "-" if overall.percent is None else catalogue.percent(overall.percent)
    lines.append("-" * len(head))
    lines.append(_row("", _("Overall"), "", percent, overall.letter or "-", overall.rated or "-"))
    if overall.percent is None and (is_thin(overall) or not overall.assessed):
        lines.append(_("Insufficient evidence: coverage is below 60 %."))
    assessed = _("Assessed: {assessed} of {actions} expected actions")
    lines.append(assessed.format(assessed=overall.assessed, actions=overall.actions))
    breached = [f"{line.id} ({line.breaches})" for line in debrief.red_lines if line.breaches]
    lines.append(_("Red lines breached: {lines}").format(lines=", ".join(breached) or "0"))
    return "\n".join(lines)


def _objective_row(objective: ObjectiveScore, title: str, catalogue: Catalogue) -> str:
    points = f"{catalogue.points(objective.earned)} / {objective.points}"
    percent = "-" if objective.percent is None else catalogue.percent(objective.percent)
    letter = " ".join((objective.letter or "-", *objective.capped_by))
    return _row(objective.id, title, points, percent, letter, objective.rated or "-")


def _row(*cells: str) -> str:
    number, title, points, percent, letter, rated = cells
    if len(title) > _TITLE_WIDTH:
        title = title[: _TITLE_WIDTH - 1].rstrip() + "…"
    return f"{number:<4} {title:<{_TITLE_WIDTH}} {points:>11} {percent:>6}  {letter:<8} {rated:>8}"
