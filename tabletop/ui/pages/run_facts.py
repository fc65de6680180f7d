"""From the exercise's state to what the widgets of Run show; it computes no result and holds no state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath

from tabletop import wording
from tabletop.domain.plan.msel import Inject
from tabletop.domain.play.board import Board, addressees
from tabletop.domain.play.events import ActionAssessed, ActUndone, DecisionWithdrawn, InjectReleased
from tabletop.domain.play.journal import Recorded, wall_time
from tabletop.domain.play.state import ExerciseState, Stage
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.conditions import why_words
from tabletop.ui.item_models.log_entries import LogWords
from tabletop.ui.item_models.method_words import METHODS
from tabletop.ui.look import Look
from tabletop.ui.pages.run_moment import RunMoment
from tabletop.ui.widgets.action_list import GRADE_WORDS
from tabletop.ui.widgets.run_header import HeaderFacts
from tabletop.ui.widgets.standby_card import CardFacts

_LOCKED = {
    "before": N_("Locked until STARTEX"),
    "paused": N_("Locked during the pause"),
    "ended": N_("The exercise has ended"),
}


def header_facts(moment: RunMoment) -> HeaderFacts:
    """Return what the head shows."""
    state, elapsed_ms, wall_at = moment.state, moment.elapsed_ms, moment.wall_at
    pause = state.pauses[-1] if state.pauses and state.stage == "paused" else None
    paused_ms = None
    if pause is not None:
        paused_ms = max(0, (wall_at - pause.began_at) // timedelta(milliseconds=1))
    return HeaderFacts(
        stage=moment.stage,
        elapsed_ms=elapsed_ms,
        left_ms=moment.outlook.scenario.duration_ms - elapsed_ms,
        paused_ms=paused_ms,
        is_emergency=state.is_emergency,
        scenario_at=state.scenario_clock.at(elapsed_ms),
        wall_at=wall_at,
        saved_at=moment.saved_at,
        unsaved_since=moment.unsaved_since,
        entries=moment.rows,
    )


def situation_now(moment: RunMoment, look: Look) -> tuple[str, int] | None:
    """Return word and tone of the situation board; None where the pack has none."""
    levels = {level.id: level for level in moment.outlook.scenario.situations}
    if not levels:
        return None
    changes = moment.state.situations
    level = levels[changes[-1].situation] if changes else next(iter(levels.values()))
    return look.typed(level.title), level.tone


def latest_release(state: ExerciseState) -> str | None:
    """Return the inject that was released last: its actions are what is waited for."""
    released = [
        (now.released_ms, number) for number, now in state.injects.items() if now.released_ms is not None
    ]
    return max(released)[1] if released else None


def suggested_variant(moment: RunMoment, number: str, elapsed_ms: int) -> int:
    """Return the variant that holds now, 0 is the base text."""
    outlook = moment.outlook
    return outlook.suggested_variant(outlook.injects[number], moment.state, elapsed_ms)


def card_facts(
    moment: RunMoment, board: Board, look: Look, *, chosen: Mapping[str, int], repeat: str | None
) -> CardFacts | None:
    """Return what stands next, in the telling that will be released."""
    number = board.standby
    if number is None:
        return None
    state, outlook = moment.state, moment.outlook
    inject, planned_ms = outlook.injects[number], state.injects[number].planned_ms
    holding = suggested_variant(moment, number, moment.elapsed_ms)
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
        variant=_variant_words(look, inject, at, holding, can_choose=not moment.is_replay),
        planned_ms=None if inject.is_contingency else planned_ms,
        until_ms=None if is_untimed or planned_ms is None else planned_ms - moment.elapsed_ms,
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


def _variant_words(look: Look, inject: Inject, at: int, holding: int, *, can_choose: bool) -> str:
    """Say which telling will be released, whether it is the one that fits what happened, and why."""
    count = len(inject.variants)
    if not count:
        return ""
    words = (
        look.say(N_("Base text")) if at == 0 else look.say(N_("Variant {n} of {count}"), n=at, count=count)
    )
    if at != holding:
        fits = look.say(N_("chosen by you"))
    elif at == 0:
        fits = look.say(N_("no variant fits what happened"))
    else:
        fits = look.say(N_("fits: {why}"), why=why_words(inject.variants[at - 1].when, look))
    return f"{words}: {fits}" + (f" ({look.key('variant')})" if can_choose else "")


def action_facts(moment: RunMoment, number: str | None, look: Look) -> tuple[str, str]:
    """Return the head of the action list and what to say where it is empty."""
    if number is None:
        return look.say(N_("EXPECTED ACTIONS")), look.say(N_("Release an inject or choose a released one."))
    head = f"{number}   " + look.say(N_("EXPECTED ACTIONS"))
    if not moment.state.injects[number].is_released:
        return head, look.say(N_("{inject} has not been released: its actions come with it."), inject=number)
    return head, look.say(N_("{inject} expects no action."), inject=number)


def latest_row(bridge: Bridge) -> Recorded:
    """Return the newest row that the announced state knows."""
    rows = bridge.state.rows
    return next(r for r in reversed(bridge.recorded) if (r.entry.station, r.entry.seq) in rows)


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


def pause_words(state: ExerciseState, look: Look, taken_from: str = "") -> str:
    """Say why the program itself paused; empty where a person did.

    `taken_from` is the station whose laptop is lost, where this one took over.
    """
    if state.stage != "paused" or not state.pauses:
        return ""
    words = _PROGRAMS_PAUSES.get(state.pauses[-1].reason)
    if words and taken_from:
        words = N_("Taken over from {station}. The exercise is paused at {time}. Resume with F9.")
    return look.say(words, time=elapsed(state.pauses[-1].at_ms), station=taken_from) if words else ""


def nothing_left_words(moment: RunMoment, look: Look) -> str:
    """Say what to do where no inject stands next."""
    if moment.is_replay:
        return ""
    if moment.state.stage == "ended":
        return look.say(N_("The exercise has ended. Go on in Debrief ({key})."), key=look.key("next-mode"))
    hint = N_("End the exercise with ENDEX, or choose a held or skipped row and make it next ({key}).")
    return look.say(hint, key=look.key("make-next"))


def refusal_words(refusal: UserError, look: Look) -> str:
    """Word a refusal for the strip: the open file by its name, so that one line says what to do."""
    fields = dict(refusal.fields)
    if "file" in fields:
        fields["file"] = PurePath(str(fields["file"])).name
    return wording.sentence(refusal.code, fields, look.words)


def offer_words(board: Board, moment: RunMoment, look: Look) -> tuple[str, str]:
    """Say which contingencies wait for the director with the keys that answer, and of each why it does."""
    if not board.offered:
        return "", ""
    whens = {number: moment.outlook.injects[number].when for number in board.offered}
    why = "; ".join(
        f"{number}: {why_words(when, look)}" for number, when in whens.items() if when is not None
    )
    injects = ", ".join(board.offered)
    if moment.is_replay:
        return look.say(N_("Offered: {injects}"), injects=injects), why
    words = N_("Offered: {injects}. Make next {next}, decline {decline}")
    keys = {"next": look.key("make-next"), "decline": look.key("decline")}
    return look.say(words, injects=injects, **keys), why


def lead_words(inject: str, board: Board, look: Look) -> str:
    """Say that an inject is about to go out by itself, and how it is kept back."""
    if board.standby != inject:
        return look.say(N_("{inject} goes out by itself in ten seconds."), inject=inject)
    words = N_("{inject} goes out by itself in ten seconds. {key} holds it back.")
    return look.say(words, inject=inject, key=look.key("hold"))


def why_not(stage: Stage, look: Look) -> dict[str, str]:
    """Say of verbs why they cannot be done at a stage."""
    if stage not in _LOCKED:
        return {}
    return dict.fromkeys(("release", "release-as", "improvise", "auto"), look.say(_LOCKED[stage]))


def entry_lock(stage: Stage, look: Look) -> str:
    """Say why nothing can be typed into the log line now; empty where it can."""
    if stage == "ended":
        return look.say(
            N_("The exercise has ended. Late decisions: long form, with the time at which they were seen.")
        )
    return ""


_RECEIPTS = frozenset(
    {"release", "improvise", "repeat", "hold", "skip", "retract", "decide", "breach", "situation", "shift",
     "decline", "clear", "deadline", "done", "settle", "undo", "withdraw", "jump", "adjust", "note",
     "acknowledge", "auto", "assess"}
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
        outlook = bridge.outlook
        inject = outlook.injects[row.event.inject]
        to = look.say(N_("all")) if inject.to == ("all",) else ", ".join(inject.to)
        text += " " + look.say(N_("To {to} by {method}."), to=to, method=look.say(METHODS[inject.method]))
    return text
