"""What is asked for when an action is assessed or settled, or an act undone; it shows nothing."""

from __future__ import annotations

from typing import get_args

from tabletop.domain.plan.msel import ExpectedAction
from tabletop.domain.play.events import Completion
from tabletop.domain.result.scoring import ActionScore
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import recording
from tabletop.services.session import Hand
from tabletop.ui.item_models import debrief_words
from tabletop.ui.item_models.debrief_words import COMPLETIONS
from tabletop.ui.item_models.log_entries import LogWords
from tabletop.ui.look import span_text
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.debrief_asks import Desk, listed
from tabletop.ui.pages.typed_times import typed_elapsed_ms
from tabletop.ui.widgets.form import Field, FormText


def assess(desk: Desk) -> Ask:
    """Ask how far an action was done, and when that was seen: after ENDEX it must lie in play."""
    actions = _actions(desk)
    chosen = desk.row if desk.row in actions else _first_open(desk) or next(iter(actions))
    has_ended = desk.bridge.state.stage == "ended"
    label = (
        N_("Seen at (T+HH:MM, not later than ENDEX)")
        if has_ended
        else N_("Seen at (T+HH:MM, empty: just now)")
    )
    text = FormText(
        title=desk.say(N_("Assess an action")),
        submit=desk.say(N_("Assess")),
        fields=(
            _action_field(desk, actions, chosen),
            _completion_field(desk),
            Field(name="seen", label=desk.say(label), value=_likely_seen(desk, chosen) if has_ended else ""),
        ),
    )

    async def run(values: Values) -> None:
        typed = str(values["seen"]).strip()
        seen_ms = typed_elapsed_ms(typed) if typed else None
        await desk.bridge.attempt(
            recording.assess_action, str(values["action"]), completion_of(values["completion"]),
            hand=Hand(seen_ms=seen_ms),
        )  # fmt: skip

    def follow(before: Values, now: Values) -> Values:
        was, becomes = str(before["action"]), str(now["action"])
        is_untouched = has_ended and now["seen"] == _likely_seen(desk, was)
        return {"seen": _likely_seen(desk, becomes)} if was != becomes and is_untouched else {}

    def about(values: Values) -> list[str]:
        return _about(desk, actions[str(values["action"])])

    return Ask(text=text, run=run, about=about, follow=follow)


def settle(desk: Desk) -> Ask:
    """Ask for the director's decision in place of the raters."""
    actions = _actions(desk)
    chosen = desk.row if desk.row in actions else next(iter(actions))
    text = FormText(
        title=desk.say(N_("Settle an action")),
        intro=desk.say(N_("Your decision counts in place of the raters; both print.")),
        submit=desk.say(N_("Settle")),
        fields=(
            _action_field(desk, actions, chosen),
            _completion_field(desk),
            Field(name="reason", label=desk.say(N_("Reason")), lines=2),
        ),
    )

    async def run(values: Values) -> None:
        action, completion = str(values["action"]), completion_of(values["completion"])
        await desk.bridge.attempt(recording.settle_action, action, completion, reason=str(values["reason"]))

    return Ask(text=text, run=run, about=lambda values: _about(desk, actions[str(values["action"])]))


def undo(desk: Desk) -> Ask:
    """Name the act that would be taken back."""
    words = undo_words(desk)
    if not words:
        raise UserError("nothing-to-undo", station=desk.bridge.session.station)
    text = FormText(
        title=desk.say(N_("Undo the last act")),
        intro=desk.say(N_("Both rows stay in the log; this one counts no more.")),
        facts=(words,),
        submit=desk.say(N_("Undo")),
    )

    async def run(_values: Values) -> None:
        await desk.bridge.attempt(recording.undo)

    return Ask(text=text, run=run)


def undo_words(desk: Desk) -> str:
    """Return what `undo` would take back, in words; empty where there is nothing."""
    target = recording.undo_target(desk.bridge.session)
    if target is None:
        return ""
    words = debrief_words.act(target.event, desk.look)
    if words:
        return words
    session = desk.bridge.session
    named = LogWords(desk.look, session.scenario)
    named.rows = {(row.entry.station, row.entry.seq): row for row in session.recorded}
    entry = named.entry(target, "current")
    return target.entry.kind if entry is None else f"{elapsed(entry.at_ms)} {entry.kind} {entry.text}"


def completion_of(value: object) -> Completion:
    """Return a grade by its stored word."""
    return next(known for known in get_args(Completion) if known == value)


def _actions(desk: Desk) -> dict[str, ExpectedAction]:
    """Return the actions of released injects, as the score has them."""
    scored = desk.debrief.score.by_id
    known = desk.bridge.outlook.actions
    actions = {action: known[action] for action in scored}
    if not actions:
        raise UserError("no-actions-yet")
    return actions


def _first_open(desk: Desk) -> str | None:
    return next((action.id for action in desk.debrief.score.actions if action.completion is None), None)


def _action_field(desk: Desk, actions: dict[str, ExpectedAction], chosen: str) -> Field:
    choices = [
        (full_id, listed(f"{full_id}  {desk.look.typed(action.text)}")) for full_id, action in actions.items()
    ]
    label = desk.say(N_("Expected action"))
    return Field(name="action", label=label, kind="choice", value=chosen, choices=choices)


def _completion_field(desk: Desk) -> Field:
    choices = [(grade, desk.say(COMPLETIONS[grade][0])) for grade in get_args(Completion)]
    label = desk.say(N_("Completion"))
    return Field(
        name="completion", label=label, kind="choice", value=desk.completion or "met", choices=choices
    )


def _likely_seen(desk: Desk, action: str) -> str:
    """Return when an action was due: release and limit, at most ENDEX."""
    score = desk.debrief.score.by_id[action]
    released_ms = _released_ms(desk, score) or 0
    return elapsed(min(released_ms + (score.limit_ms or 0), desk.debrief.elapsed_ms))


def _released_ms(desk: Desk, score: ActionScore) -> int | None:
    return next((i.released_ms for i in desk.debrief.injects if i.number == score.inject), None)


def _about(desk: Desk, action: ExpectedAction) -> list[str]:
    score, say = desk.debrief.score.by_id[action.full_id], desk.say
    limit = say("no limit") if score.limit_ms is None else span_text(score.limit_ms)
    released_ms = _released_ms(desk, score)
    released = say(N_("not released")) if released_ms is None else elapsed(released_ms)
    grade = say(COMPLETIONS[score.completion][0])
    return [
        f"{action.full_id}  {desk.look.typed(action.text)}",
        say(N_("Inject released at {time}, limit {limit}"), time=released, limit=limit),
        say(N_("Now: {grade}, raters: {n}"), grade=grade, n=score.raters),
    ]
