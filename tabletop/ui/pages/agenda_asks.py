"""What is asked for when the plan grows during play: a made-up inject, a deadline; it shows nothing."""

from __future__ import annotations

from typing import get_args

from tabletop.domain.play.additions import Method
from tabletop.domain.play.board import addressees
from tabletop.domain.play.deadlines import open_deadlines
from tabletop.domain.play.played import next_improvised_number
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import agenda, conduct
from tabletop.ui.item_models.method_words import METHODS
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.decision_fields import inject_field
from tabletop.ui.pages.desk import Desk
from tabletop.ui.pages.typed_times import typed_length_ms
from tabletop.ui.widgets.form import Field, FormText


def improvise(desk: Desk) -> Ask:
    """Ask for an inject that no plan holds; it goes out at once, to whom the selected one went."""
    say = desk.look.say
    session = desk.bridge.session
    number = next_improvised_number(desk.state.injects)
    selected = desk.bridge.outlook.injects.get(desk.selected or "")
    near = addressees(selected, desk.bridge.outlook) if selected is not None else ()
    text = FormText(
        title=say(N_("Improvise {inject}"), inject=number),
        intro=say(N_("It goes out at once. It has no expected action and no say in the score.")),
        submit=say(N_("Release {inject}"), inject=number),
        fields=(
            Field(name="title", label=say(N_("Title"))),
            Field(name="message", label=say(N_("Message, as the players read it")), lines=3),
            Field(
                name="to", label=say(N_("To")), kind="checks", value=", ".join(near),
                choices=[
                    (cell.id, f"{cell.id}  {desk.look.typed(cell.title)}") for cell in session.scenario.cells
                ],
            ),
            Field(
                name="method", label=say(N_("By")), kind="choice", value="in-person",
                choices=[(method, say(METHODS[method])) for method in get_args(Method)],
            ),
            Field(name="sender", label=say(N_("From (who speaks in the story, may stay empty)"))),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        to = [cell.strip() for cell in str(values["to"]).split(",") if cell.strip()]
        method: Method = next(known for known in get_args(Method) if known == values["method"])
        await desk.bridge.attempt(
            conduct.improvise_inject, number, title=str(values["title"]), message=str(values["message"]),
            to=to, method=method, sender=str(values["sender"]).strip() or None,
        )  # fmt: skip

    return Ask(text=text, run=run)


def deadline(desk: Desk) -> Ask:
    """Ask what must be done within what time, and on which clock that counts."""
    say = desk.look.say
    text = FormText(
        title=say(N_("Set a deadline")),
        intro=say(N_("It counts from now and warns before it passes. Nothing fires by itself.")),
        submit=say(N_("Set the deadline")),
        fields=(
            Field(name="text", label=say(N_("What must be done"))),
            Field(name="within", label=say(N_("Within (24 h, 90 min, 1x24 h)")), value=say(N_("1x24 h"))),
            Field(
                name="clock", label=say(N_("Counts on")), kind="choice", value="scenario",
                choices=[
                    ("scenario", say(N_("the scenario clock: a time jump comes nearer to it"))),
                    ("exercise", say(N_("the exercise clock: T+"))),
                ],
            ),
            inject_field(desk, _released(desk)),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        await desk.bridge.attempt(
            agenda.set_deadline, str(values["text"]), within_ms=typed_length_ms(str(values["within"])),
            clock="exercise" if values["clock"] == "exercise" else "scenario",
            inject=str(values["inject"]) or None,
        )  # fmt: skip

    return Ask(text=text, run=run)


def done(desk: Desk) -> Ask:
    """Ask which of the open deadlines is done, the first that ends before all."""
    say = desk.look.say
    open_ones = [face.deadline for face in open_deadlines(desk.state, desk.bridge.elapsed_ms)]
    if not open_ones:
        raise UserError("no-deadline")
    choices = dict.fromkeys(one.text for one in open_ones)  # of several alike the oldest is meant
    since = {one.text: elapsed(one.set_ms) for one in reversed(open_ones)}
    text = FormText(
        title=say(N_("A deadline is met")),
        submit=say(N_("Note as done")),
        fields=(
            Field(
                name="text", label=say(N_("What is done")), kind="choice", value=open_ones[0].text,
                choices=[(words, f"{words}  ({since[words]})") for words in choices],
            ),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        await desk.bridge.attempt(agenda.meet_deadline, str(values["text"]))

    return Ask(text=text, run=run)


def _released(desk: Desk) -> str | None:
    now = desk.state.injects.get(desk.selected or "")
    return now.number if now is not None and now.is_released else None
