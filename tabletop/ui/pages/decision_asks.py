"""What a decision is asked in full: the long form, its correction, its withdrawal; it shows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tabletop.domain.play.board import addressees
from tabletop.domain.play.events import Category, DecisionLogged
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import recording
from tabletop.services.session import Hand
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.decision_fields import inject_field, rule_fields, rule_note, source_fields, told_field
from tabletop.ui.pages.desk import Desk, cell_field
from tabletop.ui.pages.typed_times import typed_elapsed_ms
from tabletop.ui.widgets.decision_entry import CATEGORY_WORDS
from tabletop.ui.widgets.form import Field, FormText

_FORCE = (
    ("threat", N_("Threat")),
    ("alternative", N_("Milder means tried")),
    ("warning", N_("Warning given")),
    ("authority", N_("On whose authority")),
)
"""What doctrine 9 asks of a decision on the situation or on force."""


def long_form(desk: Desk) -> Ask:
    """Ask for a decision with everything that doctrine 9 wants to know of it; the line's draft moves here."""
    say, draft = desk.look.say, desk.draft
    inject, cell = desk.line.link(draft, desk.selected)
    seen = Field(
        name="seen", label=say(N_("Seen at (T+HH:MM, empty: just now)")),
        value="" if draft.seen_ms is None else elapsed(draft.seen_ms),
    )  # fmt: skip
    begun = DecisionLogged(cell=cell or "", text=draft.text, inject=inject, category=draft.category)
    text = FormText(
        title=say(N_("Log a decision")),
        submit=say(N_("Save")),
        fields=(*_first_fields(desk, begun), *_more_fields(desk, begun), seen, *_force_fields(desk, begun)),
    )

    async def run(values: Values) -> None:
        seen_ms = typed_elapsed_ms(str(values["seen"])) if str(values["seen"]).strip() else None
        decision = DecisionLogged(**_decision(values))
        await desk.bridge.attempt(recording.log_decision, decision, hand=Hand(seen_ms=seen_ms))

    return Ask(text=text, run=run, below=lambda values: _below(desk, values))


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
        fields=(*_first_fields(desk, old), *_more_fields(desk, old), *_force_fields(desk, old)),
    )

    async def run(values: Values) -> None:
        given = _decision(values)
        changes = {name: value for name, value in given.items() if value != getattr(old, name)}
        if "told" in changes and set(given["told"]) == set(old.told):
            del changes["told"]  # the boxes stand in the order of the pack, whatever was written
        if not changes:
            raise UserError("nothing-changed")
        desk.require_latest(target, recording.latest_decision(desk.bridge.session))
        await desk.bridge.attempt(recording.correct_decision, changes)

    return Ask(text=text, run=run, below=lambda values: _below(desk, values))


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


def _first_fields(desk: Desk, decision: DecisionLogged) -> tuple[Field, ...]:
    """Return who decided what, and to what it belongs."""
    return (
        Field(name="text", label=desk.look.say(N_("Who decided what")), value=decision.text, lines=2),
        _category_field(desk, decision.category),
        cell_field(desk, "cell", _cells(desk), value=decision.cell),
        inject_field(desk, decision.inject),
    )


def _more_fields(desk: Desk, decision: DecisionLogged) -> tuple[Field, ...]:
    """Return why, by what rule, who was told, and on what source."""
    say = desk.look.say
    deviation = decision.deviation or ""
    return (
        Field(name="why", label=say(N_("Why")), value=decision.why or "", lines=2),
        *rule_fields(desk, decision.rule),
        told_field(desk, decision.told),
        *source_fields(desk, decision.source),
        Field(name="deviation", label=say(N_("Deviation from the plan")), value=deviation),
    )


def _force_fields(desk: Desk, decision: DecisionLogged) -> tuple[Field, ...]:
    """Return what a change of the situation or a use of force must say besides, below a head."""
    return tuple(
        Field(
            name=name, label=desk.look.say(label), value=str(getattr(decision, name) or ""),
            group="" if at else desk.look.say(N_("For situation and force decisions")),
        )
        for at, (name, label) in enumerate(_FORCE)
    )  # fmt: skip


def _category_field(desk: Desk, value: Category) -> Field:
    choices = [(category, desk.look.say(words)) for category, words in CATEGORY_WORDS.items()]
    return Field(
        name="category", label=desk.look.say(N_("Category")), kind="choice", value=value, choices=choices
    )


def _cells(desk: Desk) -> list[str]:
    """Return every cell, those that the selected inject goes to first."""
    session = desk.bridge.session
    inject = desk.bridge.outlook.injects.get(desk.selected or "")
    near = addressees(inject, desk.bridge.outlook) if inject is not None else ()
    return [*near, *(cell.id for cell in session.scenario.cells if cell.id not in near)]


def _below(desk: Desk, values: Values) -> Mapping[str, str]:
    return {"rule": rule_note(desk, str(values["rule"]))}


def _decision(values: Values) -> dict[str, Any]:
    """Return the fields of a decision; what was left empty is None."""
    made: dict[str, Any] = {"text": str(values["text"]), "cell": str(values["cell"])}
    made["category"] = next(known for known in CATEGORY_WORDS if known == values["category"])
    made["inject"] = str(values["inject"]) or None
    for name in ("why", "rule", "deviation", *(name for name, _ in _FORCE)):
        made[name] = str(values[name]).strip() or None
    made["rule"] = str(values.get("other_rule", "")).strip() or made["rule"]
    made["told"] = tuple(cell.strip() for cell in str(values["told"]).split(",") if cell.strip())
    made["source"] = f"{values['reliability']}{values['credibility']}" or None
    return made
