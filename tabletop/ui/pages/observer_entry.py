"""What an observer saw, written with its time on the own wall clock; no widget may run it itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tabletop.domain.play.events import Completion, DecisionLogged
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.services import observation, recording
from tabletop.services.observation import Noted
from tabletop.services.session import Hand, Session
from tabletop.services.workplace import Workplace
from tabletop.ui.pages.typed_times import typed_elapsed_ms, typed_wall

FURTHEST_BACK = timedelta(hours=20)
"""A time without a date that would lie further back than this was meant to come: it is not yesterday's."""
_MILLISECOND = timedelta(milliseconds=1)


def require_come(meant: datetime, now: datetime, given: str) -> None:
    """Refuse a time that has not come yet."""
    if meant > now:
        raise UserError("seen-to-come", given=given)


def latest_wall(typed: str, now: datetime) -> datetime:
    """Read a wall time as the latest such moment before now, over midnight too.

    One that lies a little ahead of now is returned as it is: it has not come yet. Raises UserError
    `bad-wall-time`.
    """
    meant = typed_wall(typed, now)
    if meant <= now or _has_date(typed):
        return meant
    day_before = meant - timedelta(days=1)
    return day_before if now - day_before <= FURTHEST_BACK else meant


def paper_wall(elapsed: str, startex: str, now: datetime) -> datetime:
    """Read T+ from a form whose writer's clock showed `startex` at STARTEX. Raises UserError."""
    return latest_wall(startex, now) + _MILLISECOND * typed_elapsed_ms(elapsed)


def _has_date(typed: str) -> bool:
    return "-" in typed


def hand_at(session: Session, seen_at: datetime | None, form: str | None = None) -> Hand:
    """Return the observer's hand for something that the own wall clock saw at `seen_at`, None for just now.

    Asked at the moment of writing, so that a row that waited for the disk keeps its time.
    """
    if seen_at is None:
        return Hand(form=form)
    moment = session.now()
    ago_ms = max(0, (moment.reading.wall_at - seen_at) // _MILLISECOND)
    return Hand(seen_ms=moment.elapsed_ms - ago_ms, form=form)


def write_entry(
    session: Session, draft: Noted, *, seen_at: datetime | None = None, form: str | None = None,
    corrects: int | None = None, photos: Sequence[bytes] = (),
) -> ExerciseState:  # fmt: skip
    """Write a decision or an observation, or correct row `corrects` by it, with its photos."""
    added = tuple(session.journal.attach(data) for data in photos)
    if added:
        draft = replace(draft, attachments=(*(draft.attachments or ()), *added))
    hand = hand_at(session, seen_at, form)
    if corrects is not None:
        return observation.correct_entry(session, corrects, draft, hand=hand)
    if isinstance(draft, DecisionLogged):
        return recording.log_decision(session, draft, hand=hand)
    return observation.note_observation(session, draft, hand=hand)


def grade_action(
    session: Session, action: str, completion: Completion, *, seen_at: datetime | None = None,
    form: str | None = None,
) -> ExerciseState:  # fmt: skip
    """Grade an expected action as it was seen."""
    hand = hand_at(session, seen_at, form)
    return recording.assess_action(session, action, completion, hand=hand)


def note_breach(
    session: Session, red_line: str, *, inject: str | None, grave: bool, note: str | None,
    seen_at: datetime | None = None, form: str | None = None,
) -> ExerciseState:  # fmt: skip
    """Record that a red line was crossed, when it was seen."""
    hand = hand_at(session, seen_at, form)
    return recording.log_breach(session, red_line, inject=inject, grave=grave, note=note, hand=hand)


def press_mark(session: Session) -> ExerciseState:
    """Press the next clock mark."""
    return observation.mark_clock(session, observation.next_mark(session))


def undo_named(session: Session, seq: int) -> ExerciseState:
    """Undo the act that was named; refuse where another came after it."""
    target = recording.undo_target(session)
    if target is None or target.entry.seq != seq:
        raise UserError("act-overtaken")
    return recording.undo(session)


def hand_over_to(session: Session, workplace: Workplace, folder: Path, told: list[Path]) -> ExerciseState:
    """Hand the logbook over into a folder; `told` is given where the copy stands."""
    told.append(workplace.hand_over(session, folder))
    return session.state
