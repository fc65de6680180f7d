"""Strengths and areas for improvement of an objective, with what shows them; it must not rank them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tabletop.domain.result.debrief import FindingResult, PlanResult
from tabletop.i18n import N_
from tabletop.reports.document import Facts, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.evidence import actions_of, outcome, references, shown_by
from tabletop.reports.plan_words import due_day, element_words, status_words
from tabletop.reports.report_words import joined, lines
from tabletop.reports.voice import Pair

_INITIALS = {"strength": N_("S{n}"), "improve": N_("I{n}")}
"""Before the number of a strength and of an area for improvement."""


def findings_of(d: Dossier, kind: Literal["strength", "improve"], objective: str) -> list[FindingResult]:
    """Return what was found of a kind under an objective."""
    return [each for each in d.debrief.findings if each.kind == kind and each.objective == objective]


def strengths(d: Dossier, objective: str) -> list[Part]:
    """Set the strengths of an objective."""
    found = findings_of(d, "strength", objective)
    parts: list[Part] = [Heading(text=d.voice.label("strengths"), level=3)]
    for number, finding in enumerate(found, start=1):
        parts.append(Prose(text=Pair(finding.text), lead=_lead(d, finding, number)))
        parts.append(Facts(rows=list(_evidence(d, finding))))
    return parts if found else [*parts, _none(d)]


def improvements(d: Dossier, objective: str) -> list[Part]:
    """Set the areas for improvement of an objective: statement, reference, analysis, what will be done."""
    found = findings_of(d, "improve", objective)
    parts: list[Part] = [Heading(text=d.voice.label("improvements"), level=3)]
    for number, finding in enumerate(found, start=1):
        parts.append(Prose(text=Pair(finding.text), lead=_lead(d, finding, number), tone="strong"))
        parts.append(Facts(rows=[*_analysis(d, finding), *_answered(d, finding)]))
    return parts if found else [*parts, _none(d)]


def _none(d: Dossier) -> Prose:
    return Prose(text=d.voice.pair(N_("none recorded yet")), tone="note")


def _lead(d: Dossier, finding: FindingResult, number: int) -> Pair:
    initial = d.voice.pair(_INITIALS[finding.kind], n=number)
    second = f"{finding.objective}-{initial.second}." if initial.second else ""
    return Pair(f"{finding.objective}-{initial.first}.", second)


def _analysis(d: Dossier, finding: FindingResult) -> Iterator[tuple[Pair, Pair]]:
    """Yield HSEEP's Reference and Analysis: what the actions cite, what became of them, who was seen."""
    actions = actions_of(d, finding)
    cited = references(d, actions)
    yield d.voice.pair(N_("Reference")), cited if cited.first else d.voice.pair(N_("no rule or plan cited"))
    outcomes = [outcome(d, action) for action in actions]
    if outcomes:
        yield d.voice.pair(N_("Analysis")), lines(outcomes)
    yield from _evidence(d, finding)
    yield d.voice.pair(N_("Capability element")), element_words(d, finding.element)


def _evidence(d: Dossier, finding: FindingResult) -> Iterator[tuple[Pair, Pair]]:
    """Yield the cell that was watched, the rows that show it, and the row and author of the finding."""
    if finding.cell:
        title = d.cell_title(finding.cell)
        named = title if title.first == finding.cell else joined([Pair(finding.cell), title], ", ")
        yield d.voice.pair(N_("Cell")), named
    if finding.rows:
        yield d.voice.pair(N_("Shown by")), lines(shown_by(d, key) for key in finding.rows)
    by = finding.id if finding.author == finding.id.partition(":")[0] else f"{finding.id}, {finding.author}"
    yield d.voice.pair(N_("Recorded as")), Pair(by)


def _answered(d: Dossier, finding: FindingResult) -> Iterator[tuple[Pair, Pair]]:
    """Yield the corrective actions that answer an improvement."""
    for number, action in enumerate(d.debrief.plan, start=1):
        if action.answers == finding.id:
            yield d.voice.label("corrective_actions"), _planned(d, number, action)


def _planned(d: Dossier, number: int, action: PlanResult) -> Pair:
    sign = " \N{MIDDLE DOT} "
    told = joined([due_day(d, action.due), status_words(d, action)], sign)
    return Pair(sign.join([f"{number}. {action.text}", action.owner, told.first]), told.second)
