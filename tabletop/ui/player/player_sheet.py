"""What stands on the player display, in words: made from the players' view alone, never from the plan.

The words of an emergency and the band at the foot stand in both languages; they are not translated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from tabletop.domain.play.player_view import Delivery, PlayerView, Question
from tabletop.i18n import N_
from tabletop.ui.look import Look, clock_text, plan_text

Mode = Literal["blank", "clock", "inject", "message", "question", "pause", "emergency"]
MODES: tuple[Mode, ...] = get_args(Mode)
BAND = "LATIHAN  \N{BULLET}  EXERCISE  \N{BULLET}  LATIHAN  \N{BULLET}  EXERCISE"
EMERGENCY = ("INI BUKAN", "LATIHAN")
EMERGENCY_IN_ENGLISH = "THIS IS NOT AN EXERCISE"

BY = {
    "paper": N_("by card"),
    "in-person": N_("in person"),
    "phone": N_("by telephone"),
    "radio": N_("by radio"),
    "email": N_("by e-mail"),
    "letter": N_("by post"),
    "message": N_("by chat message"),
    "social": N_("on social media"),
    "projector": N_("on this screen"),
    "runner": N_("by runner"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A message that the director typed for the room, and the T+ at which it was shown."""

    text: str
    shown_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One picture of the display in words; what a mode does not show is empty."""

    mode: Mode
    mark: str = ""
    day: str = ""
    now: str = ""
    to: str = ""
    to_short: str = ""
    """The addressees by their short names, where the long ones take too much room."""
    source: str = ""
    text: str = ""
    page: int = 0
    pages: str = ""
    """Which page of how many, where there are several."""
    elapsed: str = ""
    elapsed_note: str = ""
    exercise: str = ""


def sheet(look: Look, mode: Mode, view: PlayerView | None, note: Note | None = None) -> Sheet:
    """Return what a mode shows; without an exercise, or without what it would show, it is blank."""
    if mode == "emergency":
        return Sheet(mode="emergency")
    if view is None or mode == "blank":
        return Sheet(mode="blank")
    if mode in ("inject", "message", "question"):
        return _told(look, mode, view, note) or Sheet(mode="blank")
    framed = _framed(look, mode, view)
    if mode == "pause":
        return replace(framed, text=look.say(N_("PAUSE")), to=look.say(N_("The exercise is paused.")))
    return replace(framed, text=look.words.time(_scenario_now(view)))


def _told(look: Look, mode: Mode, view: PlayerView, note: Note | None) -> Sheet | None:
    """Return what the room is told or asked; None where there is nothing."""
    if mode == "inject":
        return None if view.delivery is None else _inject(look, view, view.delivery)
    if mode == "question":
        return None if view.question is None else _question(look, view, view.question)
    return None if note is None else _message(look, view, note)


def _inject(look: Look, view: PlayerView, delivery: Delivery) -> Sheet:
    cells = [(cell.id, look.typed(cell.title)) for cell in delivery.to]
    long, short = (look.say(N_("everyone")),) * 2
    if not delivery.is_to_all:
        long, short = ", ".join(title for _, title in cells), ", ".join(cell for cell, _ in cells)
    by = look.say(BY[delivery.method]) if delivery.method in BY else delivery.method
    sender = look.typed(delivery.sender)
    return replace(
        _framed(look, "inject", view),
        to=look.say(N_("For {cells}"), cells=long), to_short=look.say(N_("For {cells}"), cells=short),
        source=look.say(N_("from {sender}, {by}"), sender=sender, by=by),
        text=look.typed(delivery.message), elapsed=f"T+{plan_text(delivery.released_ms)}",
        elapsed_note=look.say(N_("received")),
    )  # fmt: skip


def _message(look: Look, view: PlayerView, note: Note) -> Sheet:
    return replace(
        _framed(look, "message", view),
        to=look.say(N_("For {cells}"), cells=look.say(N_("everyone"))),
        source=look.say(N_("from exercise control")),
        text=note.text, elapsed=f"T+{plan_text(note.shown_ms)}", elapsed_note=look.say(N_("received")),
    )  # fmt: skip


def _question(look: Look, view: PlayerView, question: Question) -> Sheet:
    number, count = question.number, question.count
    return replace(
        _framed(look, "question", view),
        to=look.say(N_("Hot wash")),
        source=look.say(N_("question {n} of {count}"), n=number, count=count),
        text=look.typed(question.text), elapsed="",
    )  # fmt: skip


def _framed(look: Look, mode: Mode, view: PlayerView) -> Sheet:
    """Return what stands around everything but a blank and an emergency."""
    now = _scenario_now(view)
    return Sheet(
        mode=mode,
        mark=look.say(N_("EXERCISE")),
        day=look.words.date(now),
        now=f"{look.words.time(now)} {now.tzname() or ''}".rstrip(),
        elapsed=f"T+{clock_text(view.elapsed_ms)}",
        exercise=look.typed(view.exercise),
    )


def _scenario_now(view: PlayerView) -> datetime:
    return view.scenario_at.astimezone(ZoneInfo(view.timezone))
