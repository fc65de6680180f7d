"""What is asked for when something is noted: red lines, grades, notes, settlements; it shows nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from tabletop.domain.plan.msel import ExpectedAction
from tabletop.domain.play.events import Completion
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import recording, timekeeping
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.decision_fields import inject_field
from tabletop.ui.pages.desk import Desk, hand_with, optional_reason, reason
from tabletop.ui.pages.typed_times import typed_elapsed_ms
from tabletop.ui.widgets.form import Field, FormText

MINUTE_MS = 60_000
TEACH_BACK_MS = 3 * MINUTE_MS
_COMPLETIONS: dict[Completion, str] = {
    "met": N_("met"), "partial": N_("partial"), "unmet": N_("unmet"), "n/a": N_("n/a"),
}  # fmt: skip


def breach(desk: Desk) -> Ask:
    """Ask which red line was crossed, those of the selected inject first, and whether play stops to learn."""
    say = desk.look.say
    lines = list(desk.bridge.session.scenario.red_lines)
    if not lines:
        raise UserError("no-red-lines")
    selected = desk.bridge.outlook.injects.get(desk.selected or "")
    near = selected.red_lines if selected is not None else ()
    lines.sort(key=lambda line: line.id not in near)
    grave = {line.id for line in lines if line.grave}
    text = FormText(
        title=say(N_("A red line was crossed")),
        submit=say(N_("Record the breach")),
        fields=(
            Field(
                name="line", label=say(N_("Red line")), kind="choice", value=lines[0].id,
                choices=[(line.id, f"{line.id}  {desk.look.typed(line.text)}") for line in lines],
            ),
            inject_field(desk, desk.selected),
            Field(name="grave", label=say(N_("Grave: with harm to people or to the vote")), kind="check"),
            Field(name="note", label=say(N_("What happened")), lines=2),
            _teach_field(desk, value=lines[0].id in grave),
        ),
        is_dangerous=True,
    )  # fmt: skip

    async def run(values: Values) -> None:
        await desk.bridge.attempt(
            recording.log_breach, str(values["line"]), inject=str(values["inject"]) or None,
            grave=bool(values["grave"]), note=str(values["note"]).strip() or None,
        )  # fmt: skip
        if values["teach"]:
            await _teach_back(desk, str(values["line"]))

    def follow(before: Values, now: Values) -> Values:
        """Offer the teach-back for a grave line, and for a breach that is called grave."""
        was, is_now = (one["line"] in grave or bool(one["grave"]) for one in (before, now))
        return {"teach": is_now} if was != is_now else {}

    return Ask(text=text, run=run, follow=follow)


def _teach_field(desk: Desk, *, value: bool) -> Field:
    words = desk.look.say(N_("Pause for a teach-back ({n} min)"), n=TEACH_BACK_MS // MINUTE_MS)
    return Field(name="teach", label=words, kind="check", value=value)


async def _teach_back(desk: Desk, line: str) -> None:
    """Stop the clock to learn from a breach; the breach stands, whatever becomes of the pause."""
    words = desk.look.say(N_("Red line {line}"), line=line)
    desk.start_countdown("teach-back", words, TEACH_BACK_MS)
    with suppress(UserError):  # the exercise may have ended in between
        if desk.state.stage == "running":
            await desk.bridge.attempt(timekeeping.pause, reason="other")


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
    outlook, injects = desk.bridge.outlook, desk.state.injects
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
