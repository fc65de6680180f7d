"""What situation, emergency, ENDEX and undo ask for before they act; it shows nothing."""

from __future__ import annotations

from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import conduct, recording, timekeeping
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.desk import Desk, hand_with, optional_reason, reason
from tabletop.ui.widgets.form import Field, FormText


def situation(desk: Desk) -> Ask:
    """Ask for the new level, who decided it and why."""
    say = desk.look.say
    levels = desk.bridge.session.scenario.situations
    if not levels:
        raise UserError("no-situations")
    now = desk.state.situations[-1].situation if desk.state.situations else levels[0].id
    following = next((level.id for level in levels if level.id != now), now)
    text = FormText(
        title=say(N_("Change the situation")),
        submit=say(N_("Change")),
        fields=(
            Field(
                name="level", label=say(N_("Situation")), kind="choice", value=following,
                choices=[(level.id, desk.look.typed(level.title)) for level in levels],
            ),
            Field(name="by", label=say(N_("Who decided")), hint=say(N_("role, not name"))),
            reason(desk, N_("Evidence and reason")),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        await desk.bridge.attempt(
            conduct.change_situation, str(values["level"]),
            reason=str(values["reason"]), decided_by=str(values["by"]).strip() or None,
        )  # fmt: skip

    return Ask(text=text, run=run)


def safety(desk: Desk) -> Ask:
    """Ask what has really happened."""
    say = desk.look.say
    text = FormText(
        title=say(N_("REAL EMERGENCY")),
        shout=say(N_("INI BUKAN LATIHAN")),
        intro=say(N_("Play stops at once. Say it aloud: INI BUKAN LATIHAN, this is not an exercise.")),
        submit=say(N_("Stop play")),
        fields=(reason(desk, N_("What has happened")),),
        is_dangerous=True,
    )

    async def run(values: Values) -> None:
        if str(values["reason"]).strip():
            timekeeping.stop_at_once(desk.bridge.session)  # the row may wait for a slow disk, T+ may not
        await desk.bridge.attempt(timekeeping.call_safety, reason=str(values["reason"]))

    return Ask(text=text, run=run)


def endex(desk: Desk) -> Ask:
    """Name every action that nobody assessed, and ask what becomes of them."""
    say = desk.look.say
    open_ids = [
        action.full_id
        for number, now in desk.state.injects.items()
        if now.is_released
        for action in desk.bridge.outlook.asked_actions(now)
        if action.full_id not in desk.state.assessments
        and action.full_id not in desk.state.settlements
        and number
    ]
    waiting = [number for number, now in desk.state.injects.items() if now.status in ("waiting", "held")]
    facts = [say(N_("Every action of the released injects is assessed."))]
    if open_ids:
        facts = [say(N_("Not assessed ({n}): {actions}"), n=len(open_ids), actions=", ".join(open_ids))]
    if waiting:
        facts.append(say(N_("Not released ({n}): {injects}"), n=len(waiting), injects=", ".join(waiting)))
    text = FormText(
        title=say(N_("End the exercise (ENDEX)")),
        intro=say(N_("Play cannot go on afterwards; assessing and debriefing can.")),
        facts=facts,
        submit=say(N_("End the exercise")),
        fields=(
            Field(
                name="rest", label=say(N_("Actions that are not assessed")), kind="choice", value="open",
                choices=[
                    ("open", say(N_("stay open: to be assessed later"))),
                    ("unmet", say(N_("mark the rest unmet"))),
                ],
            ),
        ),
        is_dangerous=True,
    )  # fmt: skip

    async def run(values: Values) -> None:
        rest = "unmet" if values["rest"] == "unmet" else "open"
        await desk.bridge.attempt(timekeeping.end_exercise, rest=rest)  # type: ignore[arg-type]

    return Ask(text=text, run=run)


def undo(desk: Desk) -> Ask:
    """Name what would be taken back, where the ten seconds of the receipt are over."""
    say = desk.look.say
    target = recording.undo_target(desk.bridge.session)
    if target is None:
        raise UserError("nothing-to-undo", station="DIR")
    entry = desk.words.entry(target, "current")
    fact = target.entry.kind if entry is None else f"{elapsed(entry.at_ms)}  {entry.kind}  {entry.text}"
    text = FormText(
        title=say(N_("Undo the last act")),
        intro=say(N_("Both rows stay in the log; this one counts no more.")),
        facts=(fact,),
        submit=say(N_("Undo")),
        fields=(optional_reason(desk),),
    )

    async def run(values: Values) -> None:
        desk.require_latest(target, recording.undo_target(desk.bridge.session))
        await desk.bridge.attempt(recording.undo, hand=hand_with(values))

    return Ask(text=text, run=run)
