"""Before STARTEX: open an exercise, count who and what is there, ask the gate."""

from __future__ import annotations

from tabletop.domain.play.clock import Clock
from tabletop.domain.play.events import (
    ExercisePaused,
    ParticipantsCounted,
    ReadinessChecked,
    UnitCounted,
)
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import ReadinessResult
from tabletop.domain.result.readiness import readiness_result
from tabletop.errors import UserError
from tabletop.services.ports import Journal
from tabletop.services.session import (
    DIRECTORS_HAND,
    PROGRAMS_HAND,
    Hand,
    Moment,
    Session,
    require_known,
    require_text,
)


def open_session(journal: Journal, clock: Clock) -> Session:
    """Open an exercise; one that was running when the program died comes back PAUSED.

    T+ is then the larger of the last row's and the running clock's (design D8).
    """
    session = Session(journal, clock)
    if session.state.stage == "running":
        noted_ms = journal.running_clock()
        reached_ms = max(session.state.elapsed_ms, noted_ms or 0)
        moment = Moment(reading=clock.read(), elapsed_ms=reached_ms)
        session.write(ExercisePaused(reason="crash"), PROGRAMS_HAND, moment)
        session.stop_clock(reached_ms)
        journal.back_up()
    return session


def close_session(session: Session) -> None:
    """Let go of an exercise in good order: a running one is paused first, with reason closed.

    Raises UserError where the pause cannot be written. The file is let go of all the same: opening it
    again finds it as after a crash.
    """
    try:
        if session.state.stage == "running":
            moment = session.now()
            if session.state.stage == "running":
                session.write(ExercisePaused(reason="closed"), PROGRAMS_HAND, moment)
                session.stop_clock(moment.elapsed_ms)
                session.journal.back_up()
    finally:
        session.journal.close()


def gate(session: Session) -> ReadinessResult:
    """Return the readiness index and whether STARTEX is ready, with notes, or not."""
    return readiness_result(session.scenario, session.state)


def check_readiness(
    session: Session, item: str, *, present: int, serviceable: int, note: str | None = None,
    hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Record how many pieces of a readiness item are there and how many can be used."""
    moment = session.now()
    _require_before_startex(session)
    require_known("readiness item", item, (known.id for known in session.scenario.readiness))
    _require_part(serviceable, present)
    event = ReadinessChecked(item=item, present=present, serviceable=serviceable, note=note)
    session.write(event, hand, moment)
    return session.state


def count_unit(
    session: Session, unit: str, *, present: int, fit: int, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Record how many of a roster unit came and how many are fit."""
    moment = session.now()
    _require_before_startex(session)
    require_known("unit", unit, (known.unit for known in session.scenario.roster))
    _require_part(fit, present)
    session.write(UnitCounted(unit=unit, present=present, fit=fit), hand, moment)
    return session.state


def count_participants(
    session: Session, organisation: str, *, n: int, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Record with how many people an organisation takes part."""
    moment = session.now()
    _require_before_startex(session)
    organisation = require_text(organisation, "organisation")
    _require_part(0, n)
    session.write(ParticipantsCounted(organisation=organisation, n=n), hand, moment)
    return session.state


def _require_before_startex(session: Session) -> None:
    """Refuse, in the words of STARTEX, what is counted before it: pausing or resuming would not help."""
    if session.state.stage != "before":
        raise UserError("already-started")


def _require_part(part: int, whole: int) -> None:
    if not 0 <= part <= whole:
        raise UserError("part-over-whole", part=part, whole=whole)
