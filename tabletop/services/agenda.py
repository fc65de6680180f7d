"""Deadlines of play, such as Gakkumdu's 1x24 hours: set, and noted as met; nothing fires by itself."""

from __future__ import annotations

from tabletop.domain.plan.checks import closest
from tabletop.domain.play.additions import DeadlineClock, DeadlineMet, DeadlineSet
from tabletop.domain.play.deadlines import LONGEST_MS
from tabletop.domain.play.state import DeadlineRecord, ExerciseState
from tabletop.errors import UserError
from tabletop.services.session import (
    DIRECTORS_HAND,
    Hand,
    Session,
    require_known,
    require_stage,
    require_text,
)


def set_deadline(
    session: Session, text: str, *, within_ms: int, clock: DeadlineClock = "exercise",
    inject: str | None = None, hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Watch a time limit from now, or from when it was seen to begin.

    On the scenario clock a time jump moves towards it, on the exercise clock not. Any station may set
    one: it moves no clock and no inject.
    """
    moment = session.now()
    require_stage(session, "running", "paused")
    text = require_text(text, "deadline")
    if not 0 < within_ms <= LONGEST_MS:
        raise UserError("deadline-length")
    if inject is not None:
        require_known("inject", inject, session.outlook.injects)
    event = DeadlineSet(text=text, within_ms=within_ms, clock=clock, inject=inject)
    session.write(event, hand, moment)
    return session.state


def meet_deadline(session: Session, text: str, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Note that what had a deadline is done, whichever station set it; of several alike the oldest open."""
    moment = session.now()
    require_stage(session, "running", "paused")
    deadline = _open_deadline(session.state, require_text(text, "deadline"))
    station, seq = deadline.row
    event = DeadlineMet(text=deadline.text, deadline_station=station, deadline_seq=seq)
    session.write(event, hand, moment)
    return session.state


def _open_deadline(state: ExerciseState, text: str) -> DeadlineRecord:
    """Return the open deadline of that name; capitals and the number of blanks do not matter."""
    alike = [each for each in state.deadlines if _plain(each.text) == _plain(text)]
    still_open = [each for each in alike if each.is_open]
    if still_open:
        return min(still_open, key=lambda each: each.set_ms)
    if alike:
        raise UserError("deadline-is-done", given=text, done_ms=alike[-1].done_ms)
    known = [each.text for each in state.deadlines if each.is_open]
    if not known:
        raise UserError("no-deadline")
    raise UserError("unknown-id", what="deadline", given=text, suggestion=closest(text, known))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
