"""What each act of the debrief asks for: form, card and the service it calls; it shows nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from tabletop.domain.play.events import Completion, Element
from tabletop.domain.play.state import FindingRecord
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import ObjectiveScore, OverallScore
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import evaluation, recording
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.debrief_findings import QUESTION
from tabletop.ui.item_models.debrief_words import ELEMENTS, capped, target_title
from tabletop.ui.look import Look
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.widgets.form import Field, FormText

_LONGEST_CHOICE = 44
_DETAILS = ("contact", "start", "due", "retest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the evaluator has before them: the debrief as shown, and the row that is selected there."""

    look: Look
    bridge: Bridge
    debrief: Debrief
    row: str | None = None
    completion: Completion | None = None

    def say(self, message: str, **fields: object) -> str:
        """Return a message in the window's language."""
        return self.look.say(message, **fields)


# Scores -------------------------------------------------------------------------------------------


def suggestion(desk: Desk, score: ObjectiveScore | OverallScore) -> str:
    """Say what T1 suggests, and on what percent."""
    percent = "" if score.percent is None else f"{desk.look.words.percent(score.percent)} %"
    letter = score.letter or desk.say(N_("no letter"))
    said = [
        desk.say(N_("The system suggests {letter}"), letter=letter),
        percent,
        capped(score.capped_by, desk.look),
    ]
    return ", ".join(part for part in said if part)


def score_of(desk: Desk, target: str) -> ObjectiveScore | OverallScore | None:
    """Return what T1 says of a target; nothing is said of capability targets."""
    if target == "overall":
        return desk.debrief.score.overall
    return next((score for score in desk.debrief.score.objectives if score.id == target), None)


# Findings and plan --------------------------------------------------------------------------------


def strength(desk: Desk) -> Ask:
    """Ask what went well."""
    text = FormText(
        title=desk.say(N_("Strength")),
        submit=desk.say(N_("Note the strength")),
        fields=(
            _objective(desk),
            Field(name="text", label=desk.say(N_("What went well, and where")), lines=4),
        ),
    )

    async def run(values: Values) -> None:
        await desk.bridge.attempt(evaluation.note_strength, str(values["objective"]), str(values["text"]))

    return Ask(text=text, run=run, about=lambda values: _about_objective(desk, values))


def improvement(desk: Desk) -> Ask:
    """Ask what must get better, and which element of preparedness it lies in."""
    elements = [
        ("", desk.say(N_("not said"))),
        *((name, desk.say(words)) for name, words in ELEMENTS.items()),
    ]
    text = FormText(
        title=desk.say(N_("Improvement")),
        submit=desk.say(N_("Note the improvement")),
        fields=(
            _objective(desk),
            Field(name="text", label=desk.say(N_("What must get better, and where it was seen")), lines=4),
            Field(name="element", label=desk.say(N_("POETE element")), kind="choice", choices=elements),
        ),
    )

    async def run(values: Values) -> None:
        element = next((known for known in get_args(Element) if known == values["element"]), None)
        await desk.bridge.attempt(
            evaluation.note_improvement, str(values["objective"]), str(values["text"]), element=element
        )

    return Ask(text=text, run=run, about=lambda values: _about_objective(desk, values))


def plan(desk: Desk) -> Ask:
    """Ask who mends one of this station's improvements, and by when."""
    mine = _improvements(desk)
    if not mine:
        raise UserError("no-improvements-yet")
    answered = {plan.improvement for plan in desk.bridge.state.plans}
    open_ones = [at for at, finding in enumerate(mine, start=1) if finding.row not in answered]
    chosen = [
        at for at, finding in enumerate(mine, start=1) if f"{finding.row[0]}:{finding.row[1]}" == desk.row
    ]
    say = desk.say
    choices = [
        (str(at), listed(f"{finding.objective}  {finding.text}")) for at, finding in enumerate(mine, start=1)
    ]
    text = FormText(
        title=say(N_("Corrective action")),
        submit=say(N_("Plan the action")),
        fields=(
            Field(
                name="from", label=say(N_("Answers the improvement")), kind="choice",
                value=str([*chosen, *open_ones, 1][0]), choices=choices,
            ),
            Field(name="text", label=say(N_("What will be done")), lines=3),
            Field(name="owner", label=say(N_("Owner (office, not name)"))),
            Field(name="contact", label=say(N_("Contact"))),
            Field(name="start", label=say(N_("Begins")), hint=say(N_("such as 2024-03-01"))),
            Field(name="due", label=say(N_("Due")), hint=say(N_("such as 2024-03-01"))),
            Field(name="retest", label=say(N_("Retest")), hint=say(N_("when it is tried again"))),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        given = {name: str(values[name]).strip() or None for name in _DETAILS}
        await desk.bridge.attempt(
            evaluation.plan_corrective_action, str(values["text"]),
            from_=int(str(values["from"])), owner=str(values["owner"]),
            contact=given["contact"], start=given["start"], due=given["due"], retest=given["retest"],
        )  # fmt: skip

    return Ask(text=text, run=run, about=lambda values: [mine[int(str(values["from"])) - 1].text])


def note(desk: Desk) -> Ask:
    """Ask for a note, perhaps an answer to a hot-wash question."""
    questions = [desk.look.typed(question) for question in desk.bridge.session.scenario.hot_wash]
    number = (desk.row or "").removeprefix(QUESTION) if (desk.row or "").startswith(QUESTION) else ""
    choices = [("", desk.say(N_("a free note")))]
    choices += [(str(at), listed(f"{at}. {question}")) for at, question in enumerate(questions, start=1)]
    text = FormText(
        title=desk.say(N_("Keep a note")),
        submit=desk.say(N_("Keep the note")),
        fields=(
            Field(
                name="question", label=desk.say(N_("Answers")), kind="choice", value=number, choices=choices
            ),
            Field(name="text", label=desk.say(N_("Note")), lines=5),
        ),
    )

    async def run(values: Values) -> None:
        question = int(str(values["question"])) if values["question"] else None
        await desk.bridge.attempt(recording.take_note, str(values["text"]), question=question)

    def about(values: Values) -> list[str]:
        return [questions[int(str(values["question"])) - 1]] if values["question"] else []

    return Ask(text=text, run=run, about=about)


def _improvements(desk: Desk) -> list[FindingRecord]:
    """Return the improvements that a corrective action of this station can answer, as the service counts."""
    station = desk.bridge.session.station
    found = desk.bridge.state.findings
    return [finding for finding in found if finding.kind == "improve" and finding.row[0] == station]


def listed(words: str) -> str:
    """Return a text as short as a list of choices shows it; the card above the form has all of it."""
    if len(words) <= _LONGEST_CHOICE:
        return words
    return words[: _LONGEST_CHOICE - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _objective(desk: Desk) -> Field:
    objectives = [
        (objective.id, listed(f"{objective.id}  {desk.look.typed(objective.title)}"))
        for objective in desk.bridge.session.scenario.objectives
    ]
    chosen = next((objective for objective, _ in objectives if objective == desk.row), objectives[0][0])
    label = desk.say(N_("Objective"))
    return Field(name="objective", label=label, kind="choice", value=chosen, choices=objectives)


def _about_objective(desk: Desk, values: Values) -> list[str]:
    target = str(values["objective"])
    score = score_of(desk, target)
    title = f"{target}  {target_title(target, desk.bridge.session.scenario, desk.look)}"
    return [title, suggestion(desk, score)] if score else [title]
