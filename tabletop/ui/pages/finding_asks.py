"""What the hot wash asks for: strengths, improvements, answers, notes, feedback; it shows nothing."""

from __future__ import annotations

from typing import Any, get_args

from tabletop.domain.play.events import Element
from tabletop.domain.play.follow_up import SCORES, STATEMENTS
from tabletop.domain.play.state import FindingRecord
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import evaluation, follow_up, recording
from tabletop.ui.item_models.debrief_findings import Sight, question_number, sight_of
from tabletop.ui.item_models.debrief_words import ELEMENTS, target_title
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.debrief_asks import Desk, listed, suggestion_for
from tabletop.ui.widgets.form import Field, FormText
from tabletop.wording.feedback import STATEMENTS as SENTENCES


def strength(desk: Desk) -> Ask:
    """Ask what went well; opened on a row of the log, that row shows it."""
    seen = _sight(desk)
    text = FormText(
        title=desk.say(N_("Strength")),
        submit=desk.say(N_("Note the strength")),
        fields=(
            _objective(desk, seen),
            _text(desk.say(N_("What went well, and where")), seen),
            _cell(desk, seen),
        ),
    )

    async def run(values: Values) -> None:
        await desk.bridge.attempt(
            evaluation.note_strength, str(values["objective"]), str(values["text"]),
            cell=_cell_of(values), rows=_rows(seen),
        )  # fmt: skip

    return Ask(text=text, run=run, about=lambda values: _about(desk, values, seen))


def improvement(desk: Desk) -> Ask:
    """Ask what must get better, and which element of preparedness it lies in."""
    seen = _sight(desk)
    elements = [
        ("", desk.say(N_("not said"))),
        *((name, desk.say(words)) for name, words in ELEMENTS.items()),
    ]
    text = FormText(
        title=desk.say(N_("Improvement")),
        submit=desk.say(N_("Note the improvement")),
        fields=(
            _objective(desk, seen),
            _text(desk.say(N_("What must get better, and where it was seen")), seen),
            Field(name="element", label=desk.say(N_("POETE element")), kind="choice", choices=elements),
            _cell(desk, seen),
        ),
    )

    async def run(values: Values) -> None:
        element = next((known for known in get_args(Element) if known == values["element"]), None)
        await desk.bridge.attempt(
            evaluation.note_improvement, str(values["objective"]), str(values["text"]), element=element,
            cell=_cell_of(values), rows=_rows(seen),
        )  # fmt: skip

    return Ask(text=text, run=run, about=lambda values: _about(desk, values, seen))


def note(desk: Desk) -> Ask:
    """Ask for a note, perhaps a cell's answer to a hot-wash question."""
    seen = _sight(desk)
    questions = [desk.look.typed(question) for question in desk.bridge.session.scenario.hot_wash]
    number = question_number(desk.row)
    choices = [("", desk.say(N_("a free note")))]
    choices += [(str(at), listed(f"{at}. {question}")) for at, question in enumerate(questions, start=1)]
    text = FormText(
        title=desk.say(N_("Keep a note")),
        submit=desk.say(N_("Keep the note")),
        fields=(
            Field(
                name="question",
                label=desk.say(N_("Answers")),
                kind="choice",
                value=str(number or ""),
                choices=choices,
            ),
            _cell(desk, seen),
            Field(name="text", label=desk.say(N_("Note")), lines=5),
        ),
    )

    async def run(values: Values) -> None:
        question = int(str(values["question"])) if values["question"] else None
        await desk.bridge.attempt(
            recording.take_note, str(values["text"]), question=question,
            cell=_cell_of(values), rows=_rows(seen),
        )  # fmt: skip

    def about(values: Values) -> list[str]:
        asked = [questions[int(str(values["question"])) - 1]] if values["question"] else []
        return [*asked, *_told(desk, seen)]

    return Ask(text=text, run=run, about=about)


def feedback(desk: Desk) -> Ask:
    """Ask for the scores and the words of a participant's form, in its order; nobody asks who."""
    scores = [
        Field(name=name, label=f"{number}. {desk.say(SENTENCES[name])}", is_beside=True)
        for number, name in enumerate(STATEMENTS, start=1)
    ]
    text = FormText(
        title=desk.say(N_("Participant feedback")),
        submit=desk.say(N_("Keep the feedback")),
        intro=desk.say(N_("The number that is circled; empty where none is.")),
        fields=(
            *scores,
            Field(name="text", label=desk.say(N_("What the participant wrote, without a name")), lines=4),
        ),
    )

    async def run(values: Values) -> None:
        given: dict[str, Any] = {
            name: _score(number, str(values[name])) for number, name in enumerate(STATEMENTS, start=1)
        }
        await desk.bridge.attempt(follow_up.give_feedback, str(values["text"]), **given)

    return Ask(text=text, run=run, about=lambda _values: [], is_of_many=True)


def _score(number: int, typed: str) -> int | None:
    """Read the score of a statement by its number on the paper. Raises UserError `feedback-score`."""
    known = {"": None} | {str(score): score for score in SCORES}
    if typed.strip() not in known:
        raise UserError("feedback-score", number=number, given=typed.strip())
    return known[typed.strip()]


def improvements_of(desk: Desk) -> list[FindingRecord]:
    """Return the improvements that a corrective action of this station can answer, as the service counts."""
    station = desk.bridge.session.station
    found = desk.bridge.state.findings
    return [finding for finding in found if finding.kind == "improve" and finding.row[0] == station]


def _sight(desk: Desk) -> Sight | None:
    """Return the decision or observation on which the form was opened."""
    return sight_of(desk.bridge.state, desk.row or "")


def _rows(seen: Sight | None) -> tuple[str, ...] | None:
    return None if seen is None else (f"{seen.row[0]}:{seen.row[1]}",)


def _text(label: str, seen: Sight | None) -> Field:
    return Field(name="text", label=label, lines=4, value=seen.text if seen and seen.bearing else "")


def _objective(desk: Desk, seen: Sight | None) -> Field:
    """Ask for the objective: the selected one, that of the inject that was seen, else the first."""
    objectives = [
        (objective.id, listed(f"{objective.id}  {desk.look.typed(objective.title)}"))
        for objective in desk.bridge.session.scenario.objectives
    ]
    known = [objective for objective, _ in objectives]
    served = [
        action.objective
        for action in desk.bridge.outlook.actions.values()
        if seen is not None and action.inject == seen.inject
    ]
    chosen = desk.row if desk.row in known else (served or known)[0]
    label = desk.say(N_("Objective"))
    return Field(name="objective", label=label, kind="choice", value=chosen or "", choices=objectives)


def _cell(desk: Desk, seen: Sight | None) -> Field:
    cells = [
        (cell.id, listed(f"{cell.id}  {desk.look.typed(cell.title)}"))
        for cell in desk.bridge.session.scenario.cells
    ]
    return Field(
        name="cell", label=desk.say(N_("Cell")), kind="choice", value=seen.cell if seen else "",
        choices=[("", desk.say(N_("all, or not said"))), *cells],
    )  # fmt: skip


def _cell_of(values: Values) -> str | None:
    return str(values["cell"]) or None


def _about(desk: Desk, values: Values, seen: Sight | None) -> list[str]:
    target = str(values["objective"])
    title = f"{target}  {target_title(target, desk.bridge.session.scenario, desk.look)}"
    return [title, *suggestion_for(desk, target), *_told(desk, seen)]


def _told(desk: Desk, seen: Sight | None) -> list[str]:
    """Say which row of the log shows it."""
    if seen is None:
        return []
    words = N_("Shown by {time} {cell}: {text}")
    return [desk.say(words, time=elapsed(seen.observed_ms), cell=seen.cell, text=seen.text)]
