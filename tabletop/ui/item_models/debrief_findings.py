"""The hot wash as one list of groups: questions with answers, findings, what was seen, notes, feedback.

It must not judge them. Players are heard first, observers last (doctrine 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.follow_up import SCORES
from tabletop.domain.play.journal import is_directors
from tabletop.domain.play.state import (
    DecisionRecord,
    ExerciseState,
    FeedbackRecord,
    NoteRecord,
    ObservationRecord,
)
from tabletop.domain.result.debrief import Debrief, FindingResult
from tabletop.domain.result.feedback import tallies
from tabletop.i18n import N_, elapsed
from tabletop.ui.item_models.debrief_rows import Cell, Column, Row
from tabletop.ui.item_models.debrief_words import ELEMENTS
from tabletop.ui.item_models.feedback_words import scores_in_words
from tabletop.ui.look import Look
from tabletop.wording.feedback import STATEMENTS

FINDINGS = (
    Column(name="objective", head="", widths=(72, 60, 52)),
    Column(name="text", head="", widths=(0, 0, 0)),
    Column(name="who", head="", widths=(230, 176, 124)),
    Column(name="when", head="", widths=(220, 168, 112)),
)
QUESTION = "question:"
"""A row's id of a hot-wash question: this and its number from 1."""
SEEN = "seen:"
"""A row's id of what was seen as a strength or an area for improvement: this and its row."""
Sight = DecisionRecord | ObservationRecord
Moments = Mapping[str, str]
"""Of each row that may show something: when it was seen and in which cell."""


def finding_rows(debrief: Debrief, state: ExerciseState, scenario: Scenario, look: Look) -> list[Row]:
    """Return the groups, each with a head that counts it."""
    strengths = [finding for finding in debrief.findings if finding.kind == "strength"]
    improvements = [finding for finding in debrief.findings if finding.kind == "improve"]
    answered = {plan.answers for plan in debrief.plan}
    say, by = look.say, look.say(N_("Noted by"))
    moments = {_key(each): f"{elapsed(each.observed_ms)} {each.cell}" for each in _sights(state)}
    return [
        *_questions(debrief.notes, scenario, look, moments),
        _head("strength", say(N_("STRENGTHS {n}"), n=len(strengths)), "", by),
        *(_strength(finding, look, moments) for finding in strengths),
        _head("improve", say(N_("IMPROVEMENTS {n}"), n=len(improvements)), say(N_("POETE element")), by),
        *(
            _improvement(finding, look, moments, is_answered=finding.id in answered)
            for finding in improvements
        ),
        *_seen(state, debrief.findings, look),
        *_free_notes(debrief.notes, look, moments),
        *_feedback(debrief.feedback, look),
    ]


def sight_of(state: ExerciseState, row: str) -> Sight | None:
    """Return the decision or observation that a row's id names, with or without `SEEN` before it."""
    key = row.removeprefix(SEEN)
    return next((sight for sight in _sights(state) if _key(sight) == key), None)


def question_number(row: str | None) -> int | None:
    """Return which hot-wash question a row's id names, from 1."""
    return int(row.removeprefix(QUESTION)) if row is not None and row.startswith(QUESTION) else None


def leads_to(row: str, debrief: Debrief, state: ExerciseState) -> tuple[str, str] | None:
    """Return the verb that a row is opened with, and the row it is then for; None for one that is not."""
    if row == "questions" or row.startswith(QUESTION):
        return "debrief-note", f"{QUESTION}{question_number(row) or 1}"
    if row.startswith(SEEN):
        seen = sight_of(state, row)
        return "strength" if seen is not None and seen.bearing == "strength" else "improve", row
    is_improvement = any(found.id == row and found.kind == "improve" for found in debrief.findings)
    return ("plan", row) if is_improvement else None


def unused_sights(state: ExerciseState, findings: Iterable[FindingResult]) -> list[Sight]:
    """Return what was seen as a strength or to be improved and no finding speaks of yet."""
    used = {row for finding in findings for row in finding.rows}
    found = [
        each for each in _sights(state) if each.bearing in ("strength", "improve") and _key(each) not in used
    ]
    return sorted(found, key=lambda sight: (sight.observed_ms, sight.row))


def _sights(state: ExerciseState) -> list[Sight]:
    return [*state.decisions, *state.observations]


def _key(sight: Sight) -> str:
    return f"{sight.row[0]}:{sight.row[1]}"


def _head(verb: str, title: str, third: str, fourth: str) -> Row:
    cells = (Cell(words=title, is_strong=True), Cell(), Cell(words=third), Cell(words=fourth))
    return Row(id=verb, cells=cells, is_head=True)


def _strength(finding: FindingResult, look: Look, moments: Moments) -> Row:
    cells = (
        Cell(words=finding.objective, is_strong=True),
        Cell(words=finding.text, second=_shown_by(finding, look, moments)),
        Cell(words=finding.cell or ""),
        Cell(words=finding.author, ink="text_2"),
    )
    return Row(id=finding.id, cells=cells)


def _improvement(finding: FindingResult, look: Look, moments: Moments, *, is_answered: bool) -> Row:
    element = next((words for known, words in ELEMENTS.items() if known == finding.element), "")
    below = [
        "" if is_answered else look.say(N_("no corrective action yet")),
        _shown_by(finding, look, moments),
    ]
    cells = (
        Cell(words=finding.objective, is_strong=True),
        Cell(words=finding.text, second=", ".join(said for said in below if said)),
        Cell(words=look.say(element) if element else "", second=finding.cell or ""),
        Cell(words=finding.author, ink="text_2"),
    )
    return Row(id=finding.id, cells=cells)


def _shown_by(noted: FindingResult | NoteRecord, look: Look, moments: Moments) -> str:
    """Say which rows of the log show it: by when and in which cell, one that does not stand by its name."""
    said = ", ".join(moments.get(row, row) for row in noted.rows)
    return look.say(N_("shown by {rows}"), rows=said) if said else ""


def _questions(notes: Sequence[NoteRecord], scenario: Scenario, look: Look, moments: Moments) -> list[Row]:
    """Return the hot-wash questions with their answers, the cells' first, the observers' last."""
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
        rows.extend(_note(note, look, moments) for note in sorted(answers, key=_is_observers))
    return rows


def _is_observers(note: NoteRecord) -> bool:
    return not is_directors(note.row[0])


def _free_notes(notes: Sequence[NoteRecord], look: Look, moments: Moments) -> list[Row]:
    free = [note for note in notes if note.question is None]
    head = _head("debrief-note", look.say(N_("NOTES {n}"), n=len(free)), look.say(N_("Noted by")), "T+")
    return [head, *(_note(note, look, moments) for note in free)]


def _note(note: NoteRecord, look: Look, moments: Moments) -> Row:
    cells = (
        Cell(),
        Cell(words=note.text, second=_shown_by(note, look, moments)),
        Cell(words=f"{note.author}, {note.cell}" if note.cell else note.author, ink="text_2"),
        Cell(words=elapsed(note.at_ms), ink="text_2"),
    )
    return Row(id=f"{note.row[0]}:{note.row[1]}", cells=cells)


def _seen(state: ExerciseState, findings: Iterable[FindingResult], look: Look) -> list[Row]:
    """Return what was seen while play ran, until it is a finding."""
    sights = unused_sights(state, findings)
    if not sights:
        return []
    words = {"strength": look.say(N_("strength")), "improve": look.say(N_("to be improved"))}
    title = look.say(N_("SEEN WHILE PLAY RAN {n}"), n=len(sights))
    rows = [_head("seen", title, look.say(N_("Noted by")), "T+")]
    for sight in sights:
        cells = (
            Cell(words=sight.inject or ""),
            Cell(words=sight.text, second=sight.judgement or ""),
            Cell(words=f"{sight.author}, {sight.cell}", ink="text_2"),
            Cell(words=elapsed(sight.observed_ms), second=words.get(sight.bearing or "", "")),
        )
        rows.append(Row(id=f"{SEEN}{_key(sight)}", cells=cells))
    return rows


def _feedback(feedback: Sequence[FeedbackRecord], look: Look) -> list[Row]:
    """Return how each statement of the form was scored, then the forms one by one."""
    rows = [_head("feedback", look.say(N_("PARTICIPANT FEEDBACK {n}"), n=len(feedback)), "", "")]
    for number, tally in enumerate(tallies(feedback) if feedback else [], start=1):
        spread = look.say(
            N_("how many gave {worst} to {best}: {counts}"),
            worst=SCORES[0], best=SCORES[-1], counts=", ".join(map(str, tally.counts)),
        )  # fmt: skip
        median = look.say(N_("median {score}"), score=tally.median) if tally.median is not None else ""
        cells = (
            Cell(words=str(number)),
            Cell(words=look.say(STATEMENTS[tally.statement]), second=spread),
            Cell(words=median, second=f"n = {tally.n}"),
            Cell(),
        )
        rows.append(Row(id=f"statement:{tally.statement}", cells=cells))
    for given in feedback:
        scores = scores_in_words(given, look.say)
        text = Cell(words=given.text, second=scores) if given.text else Cell(words=scores)
        rows.append(Row(id=f"{given.row[0]}:{given.row[1]}", cells=(Cell(), text, Cell(), Cell())))
    return rows
