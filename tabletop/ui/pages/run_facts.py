"""From the exercise's state to what the widgets of Run show; it computes no result and holds no state."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePath

from tabletop import wording
from tabletop.domain.play.board import Board, addressees
from tabletop.domain.play.events import ActionAssessed, ActUndone, DecisionWithdrawn, InjectReleased
from tabletop.domain.play.journal import Recorded, wall_time
from tabletop.domain.play.state import ExerciseState, Stage
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.log_entries import LogWords
from tabletop.ui.look import Look
from tabletop.ui.widgets.action_list import GRADE_WORDS
from tabletop.ui.widgets.run_header import HeaderFacts
from tabletop.ui.widgets.standby_card import CardFacts

METHODS = {
    "paper": N_("card"),
    "in-person": N_("in person"),
    "phone": N_("telephone"),
    "radio": N_("radio"),
    "email": N_("e-mail"),
    "letter": N_("post"),
    "message": N_("chat message"),
    "social": N_("social media"),
    "projector": N_("projector"),
    "runner": N_("runner"),
}
_LOCKED = {
    "before": N_("Locked until STARTEX"),
    "paused": N_("Locked during the pause"),
    "ended": N_("The exercise has ended"),
}


def header_facts(bridge: Bridge, elapsed_ms: int) -> HeaderFacts:
    """Return what the head shows now."""
    state, session = bridge.state, bridge.session
    now = session.clock.read()
    pause = state.pauses[-1] if state.pauses and state.stage == "paused" else None
    paused_ms = None
    if pause is not None:
        paused_ms = max(0, (now.wall_at - pause.began_at) // timedelta(milliseconds=1))
    return HeaderFacts(
        stage=state.stage,
        elapsed_ms=elapsed_ms,
        left_ms=session.scenario.duration_ms - elapsed_ms,
        paused_ms=paused_ms,
        is_emergency=state.is_emergency,
        scenario_at=state.scenario_clock.at(elapsed_ms),
        wall_at=now.wall_at,
        saved_at=bridge.saved_at,
        unsaved_since=bridge.unsaved_since,
        entries=bridge.rows,
    )


def situation_now(bridge: Bridge, look: Look) -> tuple[str, int] | None:
    """Return word and tone of the situation board; None where the pack has none."""
    levels = {level.id: level for level in bridge.session.scenario.situations}
    if not levels:
        return None
    changes = bridge.state.situations
    level = levels[changes[-1].situation] if changes else next(iter(levels.values()))
    return look.typed(level.title), level.tone


def latest_release(state: ExerciseState) -> str | None:
    """Return the inject that was released last: its actions are what is waited for."""
    released = [
        (now.released_ms, number) for number, now in state.injects.items() if now.released_ms is not None
    ]
    return max(released)[1] if released else None


def suggested_variant(bridge: Bridge, number: str, elapsed_ms: int) -> int:
    """Return the variant that holds now, 0 is the base text."""
    outlook = bridge.session.outlook
    return outlook.suggested_variant(outlook.injects[number], bridge.state, elapsed_ms)


def card_facts(
    bridge: Bridge, board: Board, look: Look, *, chosen: dict[str, int], repeat: str | None
) -> CardFacts | None:
    """Return what stands next, in the telling that will be released."""
    number = board.standby
    if number is None:
        return None
    state, outlook = bridge.state, bridge.session.outlook
    inject, planned_ms = outlook.injects[number], state.injects[number].planned_ms
    holding = suggested_variant(bridge, number, bridge.elapsed_ms)
    variant = inject.variants[at - 1] if (at := chosen.get(number, holding)) else None
    is_untimed = inject.is_contingency or state.stage == "ended"
    to = ", ".join(addressees(inject, outlook)) if inject.to != ("all",) else look.say(N_("all"))
    source = look.say(
        N_("From {sender} to {to} by {method}"),
        sender=look.typed(inject.sender), to=to, method=look.say(METHODS[inject.method]),
    )  # fmt: skip
    return CardFacts(
        number=number,
        title=look.typed((variant and variant.title) or inject.title),
        source=source
        + (f"  \N{BULLET}  {_status(state, number, look)}" if _status(state, number, look) else ""),
        message=look.typed((variant and variant.message) or inject.message),
        notes=look.typed((variant and variant.controller_notes) or inject.controller_notes),
        variant=_variant_words(look, len(inject.variants), at, holding),
        planned_ms=None if inject.is_contingency else planned_ms,
        until_ms=None if is_untimed or planned_ms is None else planned_ms - bridge.elapsed_ms,
        has_ended=state.stage == "ended",
        locked=look.say(_LOCKED[state.stage]) if state.stage in _LOCKED else "",
        repeat=repeat or "",
    )


def _status(state: ExerciseState, number: str, look: Look) -> str:
    """Say what is unusual about an inject that stands next."""
    now = state.injects[number]
    if now.auto:
        return look.say(N_("AUTO: goes out by itself"))
    if now.offered_ms is not None and now.status == "waiting":
        return look.say(N_("offered contingency"))
    return "" if now.status == "waiting" else look.say(_STATUS[now.status])


_STATUS = {
    "held": N_("on hold"), "skipped": N_("was skipped"), "retracted": N_("was retracted"),
    "declined": N_("was declined"), "released": N_("released"),
}  # fmt: skip


def _variant_words(look: Look, count: int, at: int, holding: int) -> str:
    """Say which telling will be released, and whether it is the one that fits what happened."""
    if not count:
        return ""
    words = (
        look.say(N_("Base text")) if at == 0 else look.say(N_("Variant {n} of {count}"), n=at, count=count)
    )
    fits = look.say(N_("fits what happened")) if at == holding else look.say(N_("chosen by you"))
    return f"{words}: {fits} (Ctrl+Shift+V)"


def action_facts(bridge: Bridge, number: str | None, look: Look) -> tuple[str, str]:
    """Return the head of the action list and what to say where it is empty."""
    if number is None:
        return look.say(N_("EXPECTED ACTIONS")), look.say(N_("Release an inject or choose a released one."))
    head = f"{number}   {look.say(N_('EXPECTED ACTIONS'))}"
    if not bridge.state.injects[number].is_released:
        return head, look.say(N_("{inject} has not been released: its actions come with it."), inject=number)
    return head, look.say(N_("{inject} expects no action."), inject=number)


def latest_row(bridge: Bridge) -> Recorded:
    """Return the newest row that the announced state knows."""
    rows = bridge.state.rows
    return next(r for r in reversed(bridge.session.recorded) if (r.entry.station, r.entry.seq) in rows)


_PROGRAMS_PAUSES = {
    "crash": N_(
        "The program ended unexpectedly. The exercise is paused at {time}; every saved entry is here."
        " Resume with F9."
    ),
    "sleep": N_(
        "The computer slept or its clock was changed. The exercise is paused at {time}; nothing was released."
        " Resume with F9."
    ),
}


def pause_words(state: ExerciseState, look: Look) -> str:
    """Say why the program itself paused; empty where a person did."""
    if state.stage != "paused" or not state.pauses:
        return ""
    words = _PROGRAMS_PAUSES.get(state.pauses[-1].reason)
    return look.say(words, time=elapsed(state.pauses[-1].at_ms)) if words else ""


def nothing_left_words(stage: Stage, look: Look) -> str:
    """Say what to do where no inject stands next."""
    if stage == "ended":
        return look.say(N_("The exercise has ended. Go on in Debrief (Ctrl+Tab)."))
    hint = N_("End the exercise with ENDEX, or choose a held or skipped row and make it next (Ctrl+B).")
    return look.say(hint)


def refusal_words(refusal: UserError, look: Look) -> str:
    """Word a refusal for the strip: the open file by its name, so that one line says what to do."""
    fields = dict(refusal.fields)
    if "file" in fields:
        fields["file"] = PurePath(str(fields["file"])).name
    return wording.sentence(refusal.code, fields, look.words)


def offer_words(board: Board, look: Look) -> str:
    """Say which contingencies wait for the director."""
    if not board.offered:
        return ""
    return look.say(
        N_("Offered: {injects}. Make next Ctrl+B, decline Shift+F7"), injects=", ".join(board.offered)
    )


def entry_lock(stage: Stage, look: Look) -> str:
    """Say why nothing can be typed into the log line now; empty where it can."""
    if stage == "ended":
        return look.say(
            N_("The exercise has ended. Late decisions: long form, with the time at which they were seen.")
        )
    return ""


_RECEIPTS = frozenset(
    {"release", "repeat", "hold", "skip", "retract", "decide", "breach", "situation", "shift", "decline",
     "clear", "settle", "undo", "withdraw", "jump", "adjust", "note", "acknowledge", "auto", "assess"}
)  # fmt: skip


def receipt_of(row: Recorded, words: LogWords, bridge: Bridge, look: Look) -> str:
    """Return the receipt of an act; empty for what needs none."""
    if row.entry.kind not in _RECEIPTS:
        return ""
    wall = look.wall(wall_time(row.entry.wall_at))
    if isinstance(row.event, ActionAssessed):
        grade = look.say(GRADE_WORDS[row.event.completion])
        return f"{row.event.action}: {grade} {wall}."
    entry = words.entry(row, "current")
    if entry is None:
        return look.say(N_("Received, noted."))
    is_taken_back = isinstance(row.event, ActUndone | DecisionWithdrawn)
    text = f"{entry.kind}: {entry.text} {wall}." if is_taken_back else f"{entry.text} {wall}."
    if isinstance(row.event, InjectReleased):
        outlook = bridge.session.outlook
        inject = outlook.injects[row.event.inject]
        to = look.say(N_("all")) if inject.to == ("all",) else ", ".join(inject.to)
        text += " " + look.say(N_("To {to} by {method}."), to=to, method=look.say(METHODS[inject.method]))
    return text
