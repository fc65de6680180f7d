"""What is asked for when something is written down: decisions in full, red lines, notes, settlements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tabletop.domain.plan.msel import ExpectedAction
from tabletop.domain.play.board import addressees
from tabletop.domain.play.events import Category, Completion, DecisionLogged
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import recording
from tabletop.services.session import Hand
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.desk import Desk, cell_field, hand_with, optional_reason, reason
from tabletop.ui.pages.typed_times import typed_elapsed_ms
from tabletop.ui.widgets.decision_entry import CATEGORY_WORDS
from tabletop.ui.widgets.form import Field, FormText

_LONG = (
    ("why", N_("Why"), 2),
    ("rule", N_("Rule cited"), 1),
    ("told", N_("Who was told (cells, with commas)"), 1),
    ("deviation", N_("Deviation from the plan"), 1),
    ("source", N_("Source rating (A1 to F6)"), 1),
    ("threat", N_("Threat"), 1),
    ("alternative", N_("Milder means tried"), 1),
    ("warning", N_("Warning given"), 1),
    ("authority", N_("On whose authority"), 1),
)
_COMPLETIONS: dict[Completion, str] = {
    "met": N_("met"), "partial": N_("partial"), "unmet": N_("unmet"), "n/a": N_("n/a"),
}  # fmt: skip


def long_form(desk: Desk) -> Ask:
    """Ask for a decision with everything that doctrine 9 wants to know of it; the line's draft moves here."""
    say, draft = desk.look.say, desk.draft
    inject, cell = desk.line.link(draft, desk.selected)
    seen = "" if draft.seen_ms is None else elapsed(draft.seen_ms)
    text = FormText(
        title=say(N_("Log a decision")),
        submit=say(N_("Save")),
        fields=(
            Field(name="text", label=say(N_("Who decided what")), value=draft.text, lines=2),
            _category_field(desk, draft.category),
            cell_field(desk, "cell", _cells(desk), value=cell or ""),
            _inject_field(desk, inject),
            *(Field(name=name, label=say(label), lines=lines) for name, label, lines in _LONG),
            Field(name="seen", label=say(N_("Seen at (T+HH:MM, empty: just now)")), value=seen),
        ),
    )

    async def run(values: Values) -> None:
        seen_ms = typed_elapsed_ms(str(values["seen"])) if str(values["seen"]).strip() else None
        decision = DecisionLogged(**_decision(values))
        await desk.bridge.attempt(recording.log_decision, decision, hand=Hand(seen_ms=seen_ms))

    return Ask(text=text, run=run)


def correct(desk: Desk) -> Ask:
    """Show the latest decision for correction; only what was changed is sent."""
    say = desk.look.say
    target = recording.latest_decision(desk.bridge.session)
    if target is None or not isinstance(target.event, DecisionLogged):
        raise UserError("no-decision", station="DIR")
    old = target.event
    text = FormText(
        title=say(N_("Correct the last decision")),
        intro=say(N_("The old text stays in the log; the first observed time is kept.")),
        submit=say(N_("Correct")),
        fields=(
            Field(name="text", label=say(N_("Who decided what")), value=old.text, lines=2),
            _category_field(desk, old.category),
            cell_field(desk, "cell", _cells(desk), value=old.cell),
            _inject_field(desk, old.inject),
            *(
                Field(name=name, label=say(label), value=_shown(old, name), lines=lines)
                for name, label, lines in _LONG
            ),
        ),
    )

    async def run(values: Values) -> None:
        given = _decision(values)
        changes = {name: value for name, value in given.items() if value != getattr(old, name)}
        if not changes:
            raise UserError("nothing-changed")
        desk.require_latest(target, recording.latest_decision(desk.bridge.session))
        await desk.bridge.attempt(recording.correct_decision, changes)

    return Ask(text=text, run=run)


def withdraw(desk: Desk) -> Ask:
    """Name the decision that would be withdrawn."""
    say = desk.look.say
    target = recording.latest_decision(desk.bridge.session)
    if target is None or not isinstance(target.event, DecisionLogged):
        raise UserError("no-decision", station="DIR")
    text = FormText(
        title=say(N_("Withdraw the last decision")),
        intro=say(N_("It says that this was not decided; the row stays in the log.")),
        facts=(f"{elapsed(target.entry.elapsed_ms)}  {target.event.cell}  {target.event.text}",),
        submit=say(N_("Withdraw")),
    )

    async def run(_values: Values) -> None:
        desk.require_latest(target, recording.latest_decision(desk.bridge.session))
        await desk.bridge.attempt(recording.withdraw_decision)

    return Ask(text=text, run=run)


def breach(desk: Desk) -> Ask:
    """Ask which red line was crossed; those of the selected inject come first."""
    say = desk.look.say
    lines = list(desk.bridge.session.scenario.red_lines)
    if not lines:
        raise UserError("no-red-lines")
    injects = desk.bridge.session.outlook.injects
    near = injects[desk.selected].red_lines if desk.selected else ()
    lines.sort(key=lambda line: line.id not in near)
    text = FormText(
        title=say(N_("A red line was crossed")),
        submit=say(N_("Record the breach")),
        fields=(
            Field(
                name="line", label=say(N_("Red line")), kind="choice", value=lines[0].id,
                choices=[(line.id, f"{line.id}  {desk.look.typed(line.text)}") for line in lines],
            ),
            _inject_field(desk, desk.selected),
            Field(name="grave", label=say(N_("Grave: with harm to people or to the vote")), kind="check"),
            Field(name="note", label=say(N_("What happened")), lines=2),
        ),
        is_dangerous=True,
    )  # fmt: skip

    async def run(values: Values) -> None:
        await desk.bridge.attempt(
            recording.log_breach, str(values["line"]), inject=str(values["inject"]) or None,
            grave=bool(values["grave"]), note=str(values["note"]).strip() or None,
        )  # fmt: skip

    return Ask(text=text, run=run)


def clear(desk: Desk) -> Ask:
    """Ask which breach turned out not to stand."""
    say = desk.look.say
    standing = list(dict.fromkeys(breach.red_line for breach in reversed(desk.state.breaches)))
    if not standing:
        raise UserError("no-breaches")
    lines = {line.id: desk.look.typed(line.text) for line in desk.bridge.session.scenario.red_lines}
    text = FormText(
        title=say(N_("Clear a red line")),
        intro=say(N_("The latest breach of the line counts no more; both rows stay in the log.")),
        submit=say(N_("Clear")),
        fields=(
            Field(
                name="line", label=say(N_("Red line")), kind="choice", value=standing[0],
                choices=[(line, f"{line}  {lines.get(line, '')}") for line in standing],
            ),
            reason(desk),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        await desk.bridge.attempt(recording.clear_breach, str(values["line"]), reason=str(values["reason"]))

    return Ask(text=text, run=run)


def assess(desk: Desk) -> Ask:
    """Ask for a grade with the time at which it was seen, and perhaps why."""
    say, actions = desk.look.say, _released_actions(desk)
    text = FormText(
        title=say(N_("Assess an action")),
        submit=say(N_("Assess")),
        fields=(
            *_grade_fields(desk, actions),
            Field(name="seen", label=say(N_("Seen at (T+HH:MM, empty: just now)"))),
            optional_reason(desk),
        ),
    )

    async def run(values: Values) -> None:
        seen_ms = typed_elapsed_ms(str(values["seen"])) if str(values["seen"]).strip() else None
        hand = replace(hand_with(values), seen_ms=seen_ms)
        await desk.bridge.attempt(
            recording.assess_action, str(values["action"]), _completion(values), hand=hand
        )

    return Ask(text=text, run=run)


def settle(desk: Desk) -> Ask:
    """Ask for the director's decision on an action, in place of the raters."""
    say, actions = desk.look.say, _released_actions(desk)
    text = FormText(
        title=say(N_("Settle an action")),
        intro=say(N_("Your decision counts in place of the raters; both print.")),
        submit=say(N_("Settle")),
        fields=(*_grade_fields(desk, actions), reason(desk)),
    )

    async def run(values: Values) -> None:
        await desk.bridge.attempt(
            recording.settle_action, str(values["action"]), _completion(values), reason=str(values["reason"])
        )

    return Ask(text=text, run=run)


def note(desk: Desk) -> Ask:
    """Ask for a note, perhaps an answer to a hot-wash question."""
    say = desk.look.say
    questions = desk.bridge.session.scenario.hot_wash
    choices = [("", say(N_("a free note")))]
    choices += [(str(at), f"{at}. {desk.look.typed(q)}") for at, q in enumerate(questions, start=1)]
    text = FormText(
        title=say(N_("Keep a note")),
        submit=say(N_("Save")),
        fields=(
            Field(name="text", label=say(N_("Note")), lines=3),
            Field(name="question", label=say(N_("Answers")), kind="choice", choices=choices),
        ),
    )

    async def run(values: Values) -> None:
        question = int(str(values["question"])) if values["question"] else None
        await desk.bridge.attempt(recording.take_note, str(values["text"]), question=question)

    return Ask(text=text, run=run)


def _released_actions(desk: Desk) -> list[ExpectedAction]:
    """Return the actions that are asked for, those of the selected inject first; refuse if there are none."""
    outlook, injects = desk.bridge.session.outlook, desk.state.injects
    order = sorted(injects, key=lambda number: number != desk.selected)
    released = [injects[number] for number in order if injects[number].is_released]
    actions = [action for now in released for action in outlook.asked_actions(now)]
    if not actions:
        raise UserError("no-actions-yet")
    return actions


def _grade_fields(desk: Desk, actions: list[ExpectedAction]) -> tuple[Field, Field]:
    say = desk.look.say
    return (
        Field(
            name="action", label=say(N_("Expected action")), kind="choice", value=actions[0].full_id,
            choices=[(a.full_id, f"{a.full_id}  {desk.look.typed(a.text)}") for a in actions],
        ),
        Field(
            name="completion", label=say(N_("Completion")), kind="choice", value="met",
            choices=[(grade, say(words)) for grade, words in _COMPLETIONS.items()],
        ),
    )  # fmt: skip


def _completion(values: Values) -> Completion:
    return next(grade for grade in _COMPLETIONS if grade == values["completion"])


def _category_field(desk: Desk, value: Category) -> Field:
    choices = [(category, desk.look.say(words)) for category, words in CATEGORY_WORDS.items()]
    return Field(
        name="category", label=desk.look.say(N_("Category")), kind="choice", value=value, choices=choices
    )


def _inject_field(desk: Desk, value: str | None) -> Field:
    released = [number for number, now in desk.state.injects.items() if now.is_released]
    numbers = [*([value] if value and value not in released else []), *reversed(released)]
    choices = [("", desk.look.say(N_("none"))), *((number, desk.title(number)) for number in numbers)]
    return Field(
        name="inject", label=desk.look.say(N_("Inject")), kind="choice", value=value or "", choices=choices
    )


def _cells(desk: Desk) -> list[str]:
    """Return every cell, those that the selected inject goes to first."""
    session = desk.bridge.session
    near = addressees(session.outlook.injects[desk.selected], session.outlook) if desk.selected else ()
    return [*near, *(cell.id for cell in session.scenario.cells if cell.id not in near)]


def _decision(values: Values) -> dict[str, Any]:
    """Return the fields of a decision; what was left empty is None."""
    made: dict[str, Any] = {"text": str(values["text"]), "cell": str(values["cell"])}
    made["category"] = next(known for known in CATEGORY_WORDS if known == values["category"])
    made["inject"] = str(values["inject"]) or None
    for name, _, _ in _LONG:
        made[name] = str(values[name]).strip() or None
    made["told"] = tuple(cell.strip() for cell in str(values["told"]).split(",") if cell.strip())
    return made


def _shown(decision: DecisionLogged, name: str) -> str:
    value = getattr(decision, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
