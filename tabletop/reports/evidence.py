"""What a finding rests on: the actions and rows that show it, the rules they cite; it must not judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from tabletop.domain.play.events import ActionAssessed, ActionSettled, DecisionLogged, RedLineBreached
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.result.debrief import FindingResult
from tabletop.domain.result.scoring import ActionScore
from tabletop.i18n import N_, duration, elapsed
from tabletop.reports.dossier import Dossier
from tabletop.reports.log_lines import line_of
from tabletop.reports.report_terms import COMPLETIONS
from tabletop.reports.report_words import in_each, joined, led, shortened
from tabletop.reports.voice import Pair

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)?")
_MOST_WORDS = 280
"""Of a row that shows a finding; the whole text stands in the log extract."""


def actions_of(d: Dossier, finding: FindingResult) -> list[str]:
    """Return the expected actions in play that a finding speaks of, of its objective, in the plan's order.

    They are those that its rows are about, and those that its text names by their id or their inject's.
    """
    named = {*_named_by_rows(d, finding), *_named_in(d, finding.text)}
    return [
        action.full_id
        for action in d.plan.actions()
        if action.objective == finding.objective
        and action.full_id in d.debrief.score.by_id
        and (action.full_id in named or action.inject in named)
    ]


def _named_in(d: Dossier, text: str) -> Iterator[str]:
    """Yield the ids that a text names; `E12-E19` names all injects from the first to the last."""
    numbers = list(d.injects)
    for word in _ID.findall(text):
        yield word
        first, _, last = word.partition("-")
        if word not in d.injects and first in d.injects and last in d.injects:
            yield from numbers[numbers.index(first) : numbers.index(last) + 1]


def _named_by_rows(d: Dossier, finding: FindingResult) -> Iterator[str]:
    """Yield the actions, else the injects, that the rows behind a finding are about."""
    for key in finding.rows:
        recorded = d.rows.get(key)
        match recorded.event if recorded else None:
            case ActionAssessed(action=str(action)) | ActionSettled(action=str(action)):
                yield action
            case ObservationNoted(action=str(action)):
                yield action
            case (
                ObservationNoted(inject=str(inject))
                | DecisionLogged(inject=str(inject))
                | RedLineBreached(inject=str(inject))
            ):
                yield inject
            case _:
                pass


def references(d: Dossier, actions: list[str]) -> Pair:
    """Return the rules, plan paragraphs and sources that actions cite, each once."""
    rules = {rule.id: rule for rule in d.plan.rules}
    sources = {
        task.id: task.source
        for objective in d.plan.objectives
        for target in objective.targets
        for task in target.tasks
    }
    cited: dict[Pair, None] = {}
    for full_id in actions:
        action = d.actions[full_id]
        if action.rule is not None:
            rule = rules.get(action.rule)
            cited[d.voice.typed(rule.title) if rule else Pair(action.rule)] = None
        for cite in action.cites:
            cited[d.voice.typed(cite)] = None
        source = sources.get(action.task or "")
        if source is not None:
            cited[d.voice.typed(source)] = None
    return joined(cited, "; ")


def outcome(d: Dossier, full_id: str) -> Pair:
    """Say what became of an action: `E25.b: met, 8:20 of 5:00 allowed, 1,5/3 points`."""
    score = d.debrief.score.by_id.get(full_id)
    if score is None:
        return led(f"{full_id}:", d.voice.pair(N_("not released")))
    told = [d.voice.pair(COMPLETIONS[score.completion])]
    if score.latency_ms is not None:
        told.append(_timing(d, score, score.latency_ms))
    if score.score is not None:
        told.append(_earned(d, score.score, score.points))
    return led(f"{full_id}:", joined(told, ", "))


def _earned(d: Dossier, earned: Fraction, points: int) -> Pair:
    return in_each(
        d.voice,
        lambda spoken: spoken.gettext(N_("{earned}/{points} points")).format(
            earned=spoken.points(earned), points=points
        ),
    )


def _timing(d: Dossier, score: ActionScore, latency_ms: int) -> Pair:
    taken = duration(latency_ms)
    if score.limit_ms is None:
        return d.voice.pair(N_("after {taken}"), taken=taken)
    return d.voice.pair(N_("after {taken}, limit {limit}"), taken=taken, limit=duration(score.limit_ms))


def shown_by(d: Dossier, key: str) -> Pair:
    """Return a row that shows a finding: T+, its key, kind, who, and what it says."""
    line = line_of(d, key)
    if line is None:
        return Pair(key)
    words = f"{line.kind.slash}, {line.who}: {shortened(line.text.first, _MOST_WORDS)}"
    return Pair(f"{elapsed(max(0, line.at_ms))} {line.row} {words}")
