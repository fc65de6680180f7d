"""What the clocks ask for before they are moved: adjust, time jump, discussion; it shows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import timekeeping
from tabletop.ui.look import clock_text
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.desk import Desk, reason
from tabletop.ui.pages.typed_times import typed_length_ms, typed_moment, typed_wall
from tabletop.ui.widgets.form import Field, FormText

MINUTE_MS = 60_000
DISCUSSION_MS = 5 * MINUTE_MS
"""How long a discussion lasts where the inject does not say."""
_MOST_NAMED = 12


def adjust(desk: Desk) -> Ask:
    """Ask by how much the clock is put right, or when STARTEX really was."""
    say = desk.look.say
    facts = [say(N_("It is {time} now."), time=elapsed(desk.bridge.elapsed_ms))]
    if desk.state.started_at is not None:
        facts.append(say(N_("STARTEX is noted at {time}."), time=desk.look.wall(desk.state.started_at)))
    if before_ms := _adjusted_ms(desk):
        facts.append(say(N_("Adjusted so far: {by}."), by=_signed(before_ms)))
    text = FormText(
        title=say(N_("Adjust the exercise clock")),
        intro=say(N_("T+ and the scenario clock move from now on; earlier entries stay as they are.")),
        facts=facts,
        submit=say(N_("Adjust")),
        fields=(
            Field(name="minutes", label=say(N_("Minutes (minus: back)")), kind="number", value=0,
                  limits=(-600, 600), suffix=" min"),
            Field(name="seconds", label=say(N_("Seconds (minus: back)")), kind="number", value=0,
                  limits=(-59, 59), suffix=" s"),
            Field(name="startex", label=say(N_("Or: STARTEX really was at (time of day)")),
                  hint=f"09{desk.look.time_mark}04"),
            reason(desk),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        by_ms = _by_ms(desk, values)
        if by_ms == 0:
            raise UserError("nothing-to-adjust")
        await desk.bridge.attempt(timekeeping.adjust_clock, by_ms=by_ms, reason=str(values["reason"]))

    def below(values: Values) -> Mapping[str, str]:
        try:
            by_ms = _by_ms(desk, values)
        except UserError:
            return {}  # half typed; pressed, it is refused in words
        to_ms = desk.bridge.elapsed_ms + by_ms
        words = say(N_("T+ becomes {time} ({by})"), time=clock_text(to_ms), by=_signed(by_ms))
        return {"startex": words} if by_ms else {}

    return Ask(text=text, run=run, below=below)


def jump(desk: Desk) -> Ask:
    """Ask where the scenario clock jumps to; the next phase's time is offered."""
    say = desk.look.say
    plan = desk.bridge.session.scenario
    zone = ZoneInfo(plan.timezone)
    now = desk.state.scenario_clock.at(desk.bridge.elapsed_ms).astimezone(zone)
    following = [phase for phase in plan.phases if phase.scenario_at is not None and phase.scenario_at > now]
    to: datetime = (following[0].scenario_at if following else None) or now + timedelta(hours=1)
    offers = [
        f"{p.id} {desk.look.typed(p.title)}: {_moment(p.scenario_at, zone)}"
        for p in following
        if p.scenario_at
    ]
    text = FormText(
        title=say(N_("Time jump")),
        intro=say(N_("Only the scenario clock moves; exercise time runs on.")),
        facts=(say(N_("Scenario clock now: {moment}"), moment=_moment(now, zone)), *offers[:4]),
        submit=say(N_("Jump")),
        fields=(
            Field(name="to", label=say(N_("To (YYYY-MM-DD HH:MM)")), value=_moment(to, zone)),
            Field(
                name="due", label=say(N_("Waiting injects in the gap")), kind="choice", value="keep",
                choices=[("keep", say(N_("keep them waiting"))), ("skip", say(N_("skip them")))],
            ),
            reason(desk),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        to = typed_moment(str(values["to"]), zone)
        due = "skip" if values["due"] == "skip" else "keep"
        await desk.bridge.attempt(timekeeping.jump, to=to, due=due, reason=str(values["reason"]))  # type: ignore[arg-type]

    def below(values: Values) -> Mapping[str, str]:
        try:
            return {"to": _gap_words(desk, typed_moment(str(values["to"]), zone), zone)}
        except UserError:
            return {}

    return Ask(text=text, run=run, below=below)


def discussion(desk: Desk) -> Ask:
    """Ask how long the cells may discuss; the inject's own time is offered."""
    say = desk.look.say
    inject = desk.bridge.outlook.injects.get(desk.selected or "")
    length_ms = (inject.discussion_ms if inject is not None else None) or DISCUSSION_MS
    words = say(N_("Discussion"))
    if inject is not None:
        words = say(N_("Discussion of {inject}"), inject=inject.number)
    text = FormText(
        title=words,
        intro=say(N_("It counts on the exercise clock and stands in a pause. Nothing is written.")),
        submit=say(N_("Start the countdown")),
        fields=(Field(name="length", label=say(N_("For (such as 5 min)")), value=_length(length_ms)),),
    )

    async def run(values: Values) -> None:
        desk.start_countdown("discussion", words, typed_length_ms(str(values["length"])))

    return Ask(text=text, run=run)


def _by_ms(desk: Desk, values: Values) -> int:
    """Return by how much the clock moves; T+ since another STARTEX takes the place of earlier adjustments."""
    by_ms = int(values["minutes"]) * MINUTE_MS + int(values["seconds"]) * 1_000
    typed = str(values["startex"]).strip()
    if not typed:
        return by_ms
    if by_ms:
        raise UserError("adjusted-twice")
    began = desk.state.started_at
    if began is None:
        raise UserError("not-started")
    earlier = (began - typed_wall(typed, began)) // timedelta(milliseconds=1)
    return earlier // 1_000 * 1_000 - _adjusted_ms(desk)


def _adjusted_ms(desk: Desk) -> int:
    return sum(by_ms for _, by_ms in desk.state.adjusted_ms)


def _gap_words(desk: Desk, to: datetime, zone: ZoneInfo) -> str:
    """Name the waiting injects whose own scenario time lies before the target."""
    injects = desk.bridge.outlook.injects
    gap = [
        (number, at)
        for number, now in desk.state.injects.items()
        if now.status == "waiting"
        and number in injects
        and (at := injects[number].scenario_at) is not None
        and at < to
    ]
    if not gap:
        return desk.look.say(N_("No waiting inject has its time in the gap."))
    named = [f"{number} ({_moment(at, zone)})" for number, at in gap[:_MOST_NAMED]]
    named += [f"+{len(gap) - _MOST_NAMED}"] if len(gap) > _MOST_NAMED else []
    return desk.look.say(N_("In the gap ({n}): {injects}"), n=len(gap), injects=", ".join(named))


def _signed(by_ms: int) -> str:
    return ("+" if by_ms >= 0 else "-") + clock_text(abs(by_ms))


def _length(ms: int) -> str:
    minutes, seconds = divmod(ms // 1_000, 60)
    return f"{minutes} min" if not seconds else f"{minutes} min {seconds} s"


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
