"""What each act of the improvement plan asks for, and the service it calls; it shows nothing."""

from __future__ import annotations

from typing import Any, get_args

from tabletop.domain.play.events import Element, Priority
from tabletop.domain.play.follow_up import Progress
from tabletop.domain.result.debrief import PlanResult
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import evaluation, follow_up
from tabletop.ui.item_models.debrief_plan import PRIORITIES, STATUSES, number_of
from tabletop.ui.item_models.debrief_words import ELEMENTS
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.debrief_asks import Desk, listed
from tabletop.ui.pages.finding_asks import improvements_of
from tabletop.ui.widgets.form import Field, FormText

_DETAILS = ("contact", "start", "due", "retest")
_GIVEN = ("text", "owner", "element", "priority", *_DETAILS)


def plan(desk: Desk) -> Ask:
    """Ask who mends one of this station's improvements, and by when."""
    mine = improvements_of(desk)
    if not mine:
        raise UserError("no-improvements-yet")
    answered = {known.improvement for known in desk.bridge.state.plans}
    open_ones = [at for at, finding in enumerate(mine, start=1) if finding.row not in answered]
    chosen = [at for at, each in enumerate(mine, start=1) if f"{each.row[0]}:{each.row[1]}" == desk.row]
    say = desk.say
    choices = [(str(at), listed(f"{each.objective}  {each.text}")) for at, each in enumerate(mine, start=1)]
    text = FormText(
        title=say(N_("Corrective action")),
        submit=say(N_("Plan the action")),
        fields=(
            Field(
                name="from", label=say(N_("Answers the improvement")), kind="choice",
                value=str([*chosen, *open_ones, 1][0]), choices=choices,
            ),
            *_fields(desk, None),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        given = _given(values)
        await desk.bridge.attempt(
            evaluation.plan_corrective_action, str(values["text"]),
            from_=int(str(values["from"])), owner=str(values["owner"]), contact=given["contact"],
            start=given["start"], due=given["due"], retest=given["retest"],
            element=given["element"], priority=given["priority"],
        )  # fmt: skip

    return Ask(text=text, run=run, about=lambda values: [mine[int(str(values["from"])) - 1].text])


def revise(desk: Desk) -> Ask:
    """Ask what changed of the selected action; a closed one is open again, which is said."""
    number, chosen = _chosen(desk)
    say = desk.say
    statuses = [(each, say(STATUSES[each][0])) for each in get_args(Progress)]
    now = chosen.status if chosen.status in get_args(Progress) else "open"
    text = FormText(
        title=say(N_("Corrective action {n}"), n=number),
        intro=say(N_("It is closed. Saving opens it again.")) if chosen.status == "closed" else "",
        submit=say(N_("Save the change")),
        fields=(
            Field(name="progress", label=say(N_("Status")), kind="choice", value=now, choices=statuses),
            *_fields(desk, chosen),
        ),
    )

    async def run(values: Values) -> None:
        # What was emptied goes along as an empty text: the service refuses it in words, nothing is kept
        # back in silence.
        stood: dict[str, str] = {name: getattr(chosen, name) or "" for name in _GIVEN}
        given: dict[str, Any] = {
            name: said for name in _GIVEN if (said := str(values[name]).strip()) != stood[name]
        }
        if values["progress"] != chosen.status:
            given["progress"] = values["progress"]
        if not given:
            raise UserError("nothing-revised", given=number)
        await desk.bridge.attempt(follow_up.revise_action, _number_now(desk, chosen), **given)

    return Ask(text=text, run=run, about=lambda _values: _about(desk, chosen))


def close(desk: Desk) -> Ask:
    """Ask how one can see that the selected action is done."""
    number, chosen = _chosen(desk)
    if chosen.status == "closed":
        raise UserError("action-is-closed", given=number)
    text = FormText(
        title=desk.say(N_("Close corrective action {n}"), n=number),
        submit=desk.say(N_("Close it")),
        fields=(
            Field(name="evidence", label=desk.say(N_("Evidence: how one can see that it is done")), lines=3),
        ),
    )

    async def run(values: Values) -> None:
        evidence = str(values["evidence"])
        await desk.bridge.attempt(follow_up.close_action, _number_now(desk, chosen), evidence=evidence)

    return Ask(text=text, run=run, about=lambda _values: _about(desk, chosen))


def _chosen(desk: Desk) -> tuple[int, PlanResult]:
    number = number_of(desk.debrief, desk.row)
    if number is None:
        raise UserError("no-action-chosen")
    return number, desk.debrief.plan[number - 1]


def _number_now(desk: Desk, chosen: PlanResult) -> int:
    """Return the number of an action as the plan stands now: a logbook may have come in meanwhile.

    Of one that was carried over, another station's row may speak since.
    """
    origin = (chosen.carried_from, chosen.carried_id)
    for number, plan in enumerate(desk.bridge.state.plans, start=1):
        is_same = chosen.carried_from is not None and (plan.carried_from, plan.carried_id) == origin
        if is_same or f"{plan.row[0]}:{plan.row[1]}" == chosen.id:
            return number
    raise UserError("no-action-chosen")


def _about(desk: Desk, chosen: PlanResult) -> list[str]:
    words, due = desk.say(STATUSES[chosen.status][0]), chosen.due or desk.say("no date")
    lines = [chosen.text, f"{chosen.owner}, {due}: {words}"]
    return [*lines, chosen.evidence] if chosen.evidence else lines


def _fields(desk: Desk, chosen: PlanResult | None) -> tuple[Field, ...]:
    say, date = desk.say, desk.say(N_("such as 2024-03-01"))

    def stood(name: str) -> str:
        return "" if chosen is None else getattr(chosen, name) or ""

    # What was once said can be changed, not unsaid.
    elements = [] if stood("element") else [("", say(N_("as its improvement")))]
    elements += [(str(known), say(words)) for known, words in ELEMENTS.items()]
    priorities = [] if stood("priority") else [("", say(N_("not said")))]
    priorities += [(str(known), say(words)) for known, words in PRIORITIES.items()]
    return (
        Field(name="text", label=say(N_("What will be done")), lines=3, value=stood("text")),
        Field(name="owner", label=say(N_("Owner (office, not name)")), value=stood("owner")),
        Field(name="contact", label=say(N_("Contact")), value=stood("contact")),
        Field(
            name="element", label=say(N_("POETE element")), kind="choice", value=stood("element"),
            choices=elements,
        ),
        Field(
            name="priority", label=say(N_("Priority")), kind="choice", value=stood("priority"),
            choices=priorities,
        ),
        Field(name="start", label=say(N_("Begins")), hint=date, value=stood("start")),
        Field(name="due", label=say(N_("Due")), hint=date, value=stood("due")),
        Field(
            name="retest", label=say(N_("Retest")), hint=say(N_("when it is tried again")),
            value=stood("retest"),
        ),
    )  # fmt: skip


def _given(values: Values) -> dict[str, Any]:
    """Return what stands in the fields of an action, None where nothing does."""
    given: dict[str, Any] = {name: str(values[name]).strip() or None for name in ("text", "owner", *_DETAILS)}
    given["element"] = next((known for known in get_args(Element) if known == values["element"]), None)
    given["priority"] = next((known for known in get_args(Priority) if known == values["priority"]), None)
    return given
