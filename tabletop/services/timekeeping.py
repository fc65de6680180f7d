"""STARTEX to ENDEX on the clock: start, pause, resume, safety, adjust, jump, end, and the tick."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from tabletop.domain.play.events import (
    ClockAdjusted,
    ContingencyOffered,
    ExerciseEnded,
    ExercisePaused,
    ExerciseResumed,
    ExerciseStarted,
    InjectReleased,
    PauseReason,
    SafetyCalled,
    TimeJumped,
)
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.services.prepare import gate
from tabletop.services.session import (
    DIRECTORS_HAND,
    PROGRAMS_HAND,
    Hand,
    Moment,
    Session,
    require_director,
    require_known,
    require_stage,
    require_text,
)

_FIRST_YEAR, _LAST_YEAR = 1970, 2999
_LONGEST_MS = 1_000 * 3_600_000
"""A T+ of a thousand hours: beyond it a number was mistyped."""


def start_exercise(
    session: Session, *, phase: str | None = None, override: str | None = None,
    hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """STARTEX. A gate that says not ready asks for a written override; T+ may begin at a phase."""
    moment = session.now()
    require_director(session, hand, "startex")
    if session.state.stage != "before":
        raise UserError("already-started")
    is_ready = gate(session).gate != "not-ready"
    if not is_ready and override is None:
        raise UserError("not-ready", gaps=", ".join(gate(session).critical_gaps))
    if is_ready and override is not None:
        raise UserError("override-not-needed")
    begun = _begun(session, phase, moment)
    override = None if override is None else require_text(override, "reason")
    session.write(ExerciseStarted(phase=phase, override=override), hand, begun)
    session.run_clock(begun.elapsed_ms, moment.reading)
    session.auto_done_ms = begun.elapsed_ms - 1
    return session.state


def end_exercise(
    session: Session, *, rest: Literal["unmet", "open"] = "open", hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """ENDEX. `rest` says whether unassessed actions of released injects count as unmet."""
    moment = session.now()
    require_director(session, hand, "endex")
    require_stage(session, "running", "paused")
    session.write(ExerciseEnded(rest=rest), hand, moment)
    session.stop_clock(moment.elapsed_ms)
    session.journal.back_up()
    return session.state


def stop_at_once(session: Session) -> ExerciseState:
    """Stop T+ at this very moment, whatever the disk does; `pause` or `call_safety` writes it down.

    Safe from any thread, and writes nothing: see `Session.halt`.
    """
    session.halt()
    return session.state


def pause(session: Session, *, reason: PauseReason = "other", hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """PAUSEX: T+ stands still. While it stands, the reason of this very pause is told anew.

    A director stops the clock first and says why afterwards (ux 7). T+ stands even where the row could
    not be written; trying again writes it with the moment at which it was stopped.
    """
    require_director(session, hand, "pause")
    require_stage(session, "running", "paused")
    was_running = session.state.stage == "running"
    moment = session.halt() or session.now()
    session.write(ExercisePaused(reason=reason), hand, moment)
    session.stop_clock(moment.elapsed_ms)
    if was_running:
        session.journal.back_up()
    return session.state


def resume(session: Session, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Let T+ run on from where it stood."""
    moment = session.now()
    require_director(session, hand, "resume")
    if session.state.stage == "running":
        raise UserError("not-paused")
    require_stage(session, "paused")
    session.write(ExerciseResumed(), hand, moment)
    session.run_clock(moment.elapsed_ms, moment.reading)
    return session.state


def call_safety(session: Session, *, reason: str, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Stop play for a real emergency ("INI BUKAN LATIHAN"); T+ stands at once, as with `pause`."""
    require_director(session, hand, "safety")
    require_stage(session, "running", "paused")
    event = SafetyCalled(reason=require_text(reason, "reason"))
    moment = session.halt() or session.now()
    session.write(event, hand, moment)
    session.stop_clock(moment.elapsed_ms)
    session.journal.back_up()
    return session.state


def adjust_clock(session: Session, *, by_ms: int, reason: str, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Move T+ and the scenario clock by `by_ms` from now on; earlier rows stay as they are."""
    moment = session.now()
    require_director(session, hand, "adjust")
    require_stage(session, "running", "paused")
    reason = require_text(reason, "reason")
    elapsed_ms = moment.elapsed_ms + by_ms
    if elapsed_ms < 0:
        raise UserError("adjust-before-start", elapsed_ms=moment.elapsed_ms)
    if elapsed_ms > _LONGEST_MS:
        raise UserError("adjust-too-far")
    moved = Moment(reading=moment.reading, elapsed_ms=elapsed_ms)
    session.write(ClockAdjusted(by_ms=by_ms, reason=reason), hand, moved)
    session.auto_done_ms = elapsed_ms
    if session.state.stage == "running":
        session.run_clock(elapsed_ms, moment.reading)
    else:
        session.stop_clock(elapsed_ms)
    return session.state


def jump(
    session: Session, *, to: datetime, reason: str, due: Literal["keep", "skip"] = "keep",
    hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Move the scenario clock to `to`; T+ runs on. `due=skip` skips the gap's waiting injects."""
    moment = session.now()
    require_director(session, hand, "jump")
    require_stage(session, "running", "paused")
    if not _FIRST_YEAR <= to.year <= _LAST_YEAR:
        raise UserError("jump-too-far", given=to.isoformat(), first=_FIRST_YEAR, last=_LAST_YEAR)
    session.write(TimeJumped(to=to, due=due, reason=require_text(reason, "reason")), hand, moment)
    return session.state


def tick(session: Session, *, keep_clock: bool = True) -> ExerciseState:
    """Let time have its effect: call it each second or oftener while an exercise is open.

    Fires AUTO injects whose time has come, offers contingencies whose condition came true, notes
    the running clock for a restart (`keep_clock`), backs up every ten minutes. Nothing fires while
    paused, and an AUTO inject only when its own time comes: one whose time was passed by an adjusted
    clock, a shift or an undone release waits for the director. Nor does anything happen once the clock
    was stopped by hand, though its row may still wait for the disk.
    """
    if session.is_halted:
        return session.state
    moment = session.now()
    if session.state.stage != "running":
        return session.state
    for inject in list(
        session.outlook.due_automatically(session.state, session.auto_done_ms, moment.elapsed_ms)
    ):
        variant = session.outlook.suggested_variant(inject, session.state, moment.elapsed_ms)
        event = InjectReleased(inject=inject.number, variant=variant, auto=True)
        session.write(event, PROGRAMS_HAND, moment)
    session.auto_done_ms = max(session.auto_done_ms, moment.elapsed_ms)
    for inject in list(session.outlook.newly_offered(session.state, moment.elapsed_ms)):
        session.write(ContingencyOffered(inject=inject.number), PROGRAMS_HAND, moment)
    if keep_clock:
        session.journal.keep_running_clock(moment.elapsed_ms)
    session.back_up_every_ten_minutes(moment.reading)
    return session.state


def _begun(session: Session, phase: str | None, moment: Moment) -> Moment:
    """Return the moment at which both clocks begin: T+00:00, or where the phase begins."""
    if phase is None:
        return Moment(reading=moment.reading, elapsed_ms=0)
    require_known("phase", phase, (known.id for known in session.scenario.phases))
    first = next(known for known in session.scenario.phases if known.id == phase)
    return Moment(reading=moment.reading, elapsed_ms=first.at_ms, scenario_at=first.scenario_at)
