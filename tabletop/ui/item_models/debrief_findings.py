"""Strengths, improvements, corrective actions and notes as one list of groups; it must not judge them."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import NoteRecord
from tabletop.domain.result.debrief import Debrief, FindingResult, PlanResult
from tabletop.i18n import N_, elapsed
from tabletop.ui.item_models.debrief_rows import Cell, Column, Row
from tabletop.ui.item_models.debrief_words import ELEMENTS
from tabletop.ui.look import Look

FINDINGS = (
    Column(name="objective", head="", widths=(72, 60, 52)),
    Column(name="text", head="", widths=(0, 0, 0)),
    Column(name="who", head="", widths=(230, 176, 124)),
    Column(name="when", head="", widths=(220, 168, 112)),
)
QUESTION = "question:"
"""A row's id of a hot-wash question: this and its number from 1."""


def finding_rows(debrief: Debrief, scenario: Scenario, look: Look) -> list[Row]:
    """Return four groups, each with a head that counts it."""
    strengths = [finding for finding in debrief.findings if finding.kind == "strength"]
    improvements = [finding for finding in debrief.findings if finding.kind == "improve"]
    answered = {plan.answers for plan in debrief.plan}
    by_id = {finding.id: finding for finding in improvements}
    say = look.say
    return [
        _head("strength", say(N_("STRENGTHS {n}"), n=len(strengths)), "", say(N_("Noted by"))),
        *(_strength(finding) for finding in strengths),
        _head(
            "improve",
            say(N_("IMPROVEMENTS {n}"), n=len(improvements)),
            say(N_("POETE element")),
            say(N_("Noted by")),
        ),
        *(_improvement(finding, look, is_answered=finding.id in answered) for finding in improvements),
        _head(
            "plan", say(N_("CORRECTIVE ACTIONS {n}"), n=len(debrief.plan)), say(N_("Owner")), say(N_("Due"))
        ),
        *(_plan(plan, by_id.get(plan.answers or ""), look) for plan in debrief.plan),
        *_notes(debrief.notes, scenario, look),
    ]


def _head(verb: str, title: str, third: str, fourth: str) -> Row:
    cells = (Cell(words=title, is_strong=True), Cell(), Cell(words=third), Cell(words=fourth))
    return Row(id=verb, cells=cells, is_head=True)


def _strength(finding: FindingResult) -> Row:
    cells = (
        Cell(words=finding.objective, is_strong=True),
        Cell(words=finding.text),
        Cell(),
        Cell(words=finding.author, ink="text_2"),
    )
    return Row(id=finding.id, cells=cells)


def _improvement(finding: FindingResult, look: Look, *, is_answered: bool) -> Row:
    element = next((words for known, words in ELEMENTS.items() if known == finding.element), "")
    open_words = "" if is_answered else look.say(N_("no corrective action yet"))
    cells = (
        Cell(words=finding.objective, is_strong=True),
        Cell(words=finding.text, second=open_words),
        Cell(words=look.say(element) if element else ""),
        Cell(words=finding.author, ink="text_2"),
    )
    return Row(id=finding.id, cells=cells)


def _plan(plan: PlanResult, answers: FindingResult | None, look: Look) -> Row:
    said = look.say(N_("answers: {text}"), text=answers.text) if answers else ""
    cells = (
        Cell(words=plan.objective or "", is_strong=True),
        Cell(words=plan.text, second=said),
        Cell(words=plan.owner, is_strong=True, second=plan.contact or ""),
        Cell(words=plan.due or look.say(N_("no date")), second=_dates(plan, look)),
    )
    return Row(id=plan.id, cells=cells)


def _dates(plan: PlanResult, look: Look) -> str:
    said = []
    if plan.start:
        said.append(look.say(N_("from {date}"), date=plan.start))
    if plan.retest:
        said.append(look.say(N_("retest {date}"), date=plan.retest))
    return ", ".join(said)


def _notes(notes: Sequence[NoteRecord], scenario: Scenario, look: Look) -> list[Row]:
    """Return the hot-wash questions with their answers, then the free notes."""
    rows = []
    if scenario.hot_wash:
        title = look.say(N_("HOT-WASH QUESTIONS {n}"), n=len(scenario.hot_wash))
        rows.append(_head("questions", title, look.say(N_("Noted by")), "T+"))
    for number, question in enumerate(scenario.hot_wash, start=1):
        answers = [note for note in notes if note.question == number]
        lacks = "" if answers else look.say(N_("not answered yet"))
        cells = (
            Cell(words=str(number)),
            Cell(words=look.typed(question), is_strong=True, second=lacks),
            Cell(),
            Cell(),
        )
        rows.append(Row(id=f"{QUESTION}{number}", cells=cells))
        rows.extend(_note(note) for note in answers)
    free = [note for note in notes if note.question is None]
    rows.append(_head("debrief-note", look.say(N_("NOTES {n}"), n=len(free)), look.say(N_("Noted by")), "T+"))
    return [*rows, *(_note(note) for note in free)]


def _note(note: NoteRecord) -> Row:
    cells = (
        Cell(),
        Cell(words=note.text),
        Cell(words=note.author, ink="text_2"),
        Cell(words=elapsed(note.at_ms), ink="text_2"),
    )
    return Row(id=f"{note.row[0]}:{note.row[1]}", cells=cells)
