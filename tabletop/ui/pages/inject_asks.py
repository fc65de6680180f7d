"""What the verbs on injects ask for before they act: forms and the services they call; it shows nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tabletop.domain.play.board import addressees
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import conduct
from tabletop.services.session import Hand
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.desk import Desk, cell_field, hand_with, optional_reason, reason
from tabletop.ui.pages.run_facts import suggested_variant
from tabletop.ui.widgets.form import Field, FormText

MINUTE_MS = 60_000


def release_as(desk: Desk) -> Ask:
    """Ask in which telling the next inject goes out, and perhaps why."""
    number = desk.require(desk.board.standby)
    say, variants = desk.look.say, desk.bridge.outlook.injects[number].variants
    holding = suggested_variant(desk.bridge, number, desk.bridge.elapsed_ms)
    choices = [("0", say(N_("Base text")))]
    for at, variant in enumerate(variants, start=1):
        title = f": {desk.look.typed(variant.title)}" if variant.title else ""
        choices.append((str(at), say(N_("Variant {n} of {count}"), n=at, count=len(variants)) + title))
    text = FormText(
        title=say(N_("Release {inject}"), inject=desk.title(number)),
        submit=say(N_("Release {inject}"), inject=number),
        fields=(
            Field(
                name="variant", label=say(N_("Telling")), kind="choice", value=str(holding), choices=choices
            ),
            optional_reason(desk),
        ),
    )

    async def run(values: Values) -> None:
        variant = int(str(values["variant"]))
        await desk.bridge.attempt(conduct.release_inject, number, variant=variant, hand=hand_with(values))

    return Ask(text=text, run=run)


def hold_why(desk: Desk) -> Ask:
    """Ask why the next inject is held."""
    return _ask_why(
        desk, desk.require(desk.board.standby), N_("Hold {inject}"),
        intro=N_("It leaves the row until you release or skip it."),
        act=lambda number, why: desk.bridge.attempt(conduct.hold_inject, number, hand=Hand(reason=why)),
    )  # fmt: skip


def repeat_why(desk: Desk) -> Ask:
    """Ask why the selected inject is delivered once more."""
    return _ask_why(
        desk, desk.require(desk.selected), N_("Repeat {inject}"),
        intro=N_("Its release time stays, and so do the limits of its actions."),
        act=lambda number, why: desk.bridge.attempt(conduct.repeat_inject, number, hand=Hand(reason=why)),
    )  # fmt: skip


def skip(desk: Desk) -> Ask:
    """Ask why the next inject is left out."""
    return _ask_why(
        desk, desk.require(desk.board.standby), N_("Skip {inject}"),
        intro=N_("It leaves the score and is listed in the debrief."),
        act=lambda number, why: desk.bridge.attempt(conduct.skip_inject, number, reason=why),
    )  # fmt: skip


def _ask_why(
    desk: Desk, number: str, words: str, *, intro: str, act: Callable[[str, str], Awaitable[None]]
) -> Ask:
    """Ask for nothing but a reason; `words` name the act, `intro` what becomes of the inject."""
    say = desk.look.say
    text = FormText(
        title=say(words, inject=desk.title(number)),
        intro=say(intro),
        submit=say(words, inject=number),
        fields=(reason(desk),),
    )

    async def run(values: Values) -> None:
        await act(number, str(values["reason"]))

    return Ask(text=text, run=run)


def retract(desk: Desk) -> Ask:
    """Ask why a release is taken back."""
    number = desk.require(desk.selected)
    say = desk.look.say
    text = FormText(
        title=say(N_("Retract {inject}"), inject=desk.title(number)),
        intro=say(N_("It leaves the score until it is released again.")),
        submit=say(N_("Retract {inject}"), inject=number),
        fields=(reason(desk),),
    )

    async def run(values: Values) -> None:
        await desk.bridge.attempt(conduct.retract_inject, number, reason=str(values["reason"]))

    return Ask(text=text, run=run)


def decline(desk: Desk) -> Ask:
    """Ask which contingency is declined, and why."""
    say = desk.look.say
    offered = list(desk.board.offered)
    if desk.selected is not None and desk.bridge.outlook.injects[desk.selected].is_contingency:
        offered = [desk.selected, *(number for number in offered if number != desk.selected)]
    if not offered:
        raise UserError("nothing-offered")
    text = FormText(
        title=say(N_("Decline a contingency")),
        intro=say(N_("It may still be released by hand.")),
        submit=say(N_("Decline")),
        fields=(
            Field(
                name="inject", label=say(N_("Contingency")), kind="choice", value=offered[0],
                choices=[(number, desk.title(number)) for number in offered],
            ),
            reason(desk),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        await desk.bridge.attempt(
            conduct.decline_contingency, str(values["inject"]), reason=str(values["reason"])
        )

    return Ask(text=text, run=run)


def shift(desk: Desk, *, onward: bool = False) -> Ask:
    """Ask by how many minutes the next inject moves."""
    number = desk.require(desk.board.standby)
    say = desk.look.say
    title = N_("Shift {inject} and all later ones") if onward else N_("Shift {inject}")
    planned_ms = desk.state.injects[number].planned_ms
    fact = "" if planned_ms is None else say(N_("Planned now: {time}"), time=elapsed(planned_ms))
    text = FormText(
        title=say(title, inject=desk.title(number)),
        facts=(fact,),
        submit=say(N_("Shift")),
        fields=(
            Field(
                name="minutes", label=say(N_("Minutes (minus: earlier)")), kind="number", value=5,
                limits=(-600, 600), suffix=" min",
            ),
            optional_reason(desk),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        by_ms = int(values["minutes"]) * MINUTE_MS
        hand = hand_with(values)
        await desk.bridge.attempt(conduct.shift_inject, number, by_ms=by_ms, onward=onward, hand=hand)

    return Ask(text=text, run=run)


def acknowledge(desk: Desk) -> Ask:
    """Ask which cell has the selected inject."""
    number = desk.require(desk.selected)
    say = desk.look.say
    session = desk.bridge.session
    waiting = addressees(desk.bridge.outlook.injects[number], desk.bridge.outlook)
    known = {cell for cell, _ in desk.state.injects[number].acknowledged}
    cells = [cell for cell in waiting if cell not in known] or list(waiting)
    others = [cell.id for cell in session.scenario.cells if cell.id not in cells]
    text = FormText(
        title=say(N_("Who has {inject}"), inject=desk.title(number)),
        submit=say(N_("Note as received")),
        fields=(cell_field(desk, "cell", [*cells, *others]),),
    )

    async def run(values: Values) -> None:
        await desk.bridge.attempt(conduct.acknowledge_inject, number, str(values["cell"]))

    return Ask(text=text, run=run)
