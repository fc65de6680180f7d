"""The director's verbs on injects and the situation board: release, hold, skip, shift and their kin."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain.plan.checks import is_number
from tabletop.domain.plan.msel import ALL_CELLS, Inject
from tabletop.domain.play.additions import InjectImprovised, Method
from tabletop.domain.play.events import (
    AutoSet,
    ContingencyDeclined,
    Event,
    InjectAcknowledged,
    InjectHeld,
    InjectReleased,
    InjectRepeated,
    InjectRetracted,
    InjectShifted,
    InjectSkipped,
    SituationChanged,
)
from tabletop.domain.play.played import next_improvised_number
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.services.session import (
    DIRECTORS_HAND,
    Hand,
    Moment,
    Session,
    require_director,
    require_known,
    require_stage,
    require_text,
)

_PLAYABLE = ("waiting", "held", "skipped", "retracted", "declined")


def release_inject(
    session: Session, number: str, *, variant: int | None = None, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Deliver an inject; without `variant` the first variant that holds, 0 is the base text."""
    moment, inject = _begin(session, number, "release", hand)
    require_stage(session, "running")
    _require_status(session, number, *_PLAYABLE)
    if variant is None:
        variant = session.outlook.suggested_variant(inject, session.state, moment.elapsed_ms)
    if not 0 <= variant <= len(inject.variants):
        raise UserError("unknown-variant", inject=number, given=variant, count=len(inject.variants))
    event = InjectReleased(inject=number, variant=variant)
    return _write(session, event, hand, moment)


def retract_inject(
    session: Session, number: str, *, reason: str, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Take a release back; the inject leaves the score until it is released again."""
    moment, _ = _begin(session, number, "retract", hand)
    require_stage(session, "running", "paused")
    _require_status(session, number, "released")
    event = InjectRetracted(inject=number, reason=require_text(reason, "reason"))
    return _write(session, event, hand, moment)


def repeat_inject(session: Session, number: str, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Deliver a released inject once more; its release time stays."""
    moment, _ = _begin(session, number, "repeat", hand)
    require_stage(session, "running", "paused")
    _require_status(session, number, "released")
    return _write(session, InjectRepeated(inject=number), hand, moment)


def hold_inject(session: Session, number: str, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Take an inject out of the row until it is released or skipped."""
    moment, _ = _begin(session, number, "hold", hand)
    require_stage(session, "before", "running", "paused")
    _require_status(session, number, "waiting", "retracted")
    return _write(session, InjectHeld(inject=number), hand, moment)


def skip_inject(session: Session, number: str, *, reason: str, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Leave an inject out of play; it leaves the denominator and is listed."""
    moment, _ = _begin(session, number, "skip", hand)
    require_stage(session, "before", "running", "paused")
    _require_status(session, number, "waiting", "held", "retracted", "declined")
    event = InjectSkipped(inject=number, reason=require_text(reason, "reason"))
    return _write(session, event, hand, moment)


def shift_inject(
    session: Session, number: str, *, by_ms: int, onward: bool = False, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Move a planned time; `onward` moves every later unreleased inject too."""
    moment, _ = _begin(session, number, "shift", hand)
    require_stage(session, "before", "running", "paused")
    _require_status(session, number, "waiting", "held")
    if session.state.injects[number].planned_ms is None:
        raise UserError("no-planned-time", inject=number)
    event = InjectShifted(inject=number, by_ms=by_ms, onward=onward)
    return _write(session, event, hand, moment)


def set_auto(session: Session, number: str, *, on: bool, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Switch AUTO release; refused for contingencies and for injects without a planned time."""
    moment, inject = _begin(session, number, "auto", hand)
    require_stage(session, "before", "running")
    if on and inject.is_contingency:
        raise UserError("auto-contingency", inject=number)
    if on and session.state.injects[number].planned_ms is None:
        raise UserError("no-planned-time", inject=number)
    return _write(session, AutoSet(inject=number, on=on), hand, moment)


def decline_contingency(
    session: Session, number: str, *, reason: str, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Decline a contingency; it may still be released by hand."""
    moment, inject = _begin(session, number, "decline", hand)
    require_stage(session, "running", "paused")
    if not inject.is_contingency:
        raise UserError("not-a-contingency", inject=number)
    _require_status(session, number, "waiting")
    event = ContingencyDeclined(inject=number, reason=require_text(reason, "reason"))
    return _write(session, event, hand, moment)


def improvise_inject(
    session: Session, number: str, *, title: str, message: str, to: Sequence[str],
    method: Method = "in-person", sender: str | None = None, hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Deliver an inject that the pack does not hold; it has no expected action and no say in the score.

    `to` holds cells, or only `all`; `sender` is its fictional voice, else that of the cell that delivers.
    """
    moment = session.now()
    require_director(session, hand, "improvise")
    require_stage(session, "running")
    _require_free_number(session, number)
    _require_addressees(session, to)
    event = InjectImprovised(
        inject=number,
        title=require_text(title, "title"),
        message=require_text(message, "message"),
        to=tuple(to),
        method=method,
        sender=None if sender is None else require_text(sender, "sender"),
    )
    return _write(session, event, hand, moment)


def acknowledge_inject(
    session: Session, number: str, cell: str, *, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Record that a cell has the inject."""
    moment = session.now()
    require_stage(session, "running", "paused")
    require_known("inject", number, session.outlook.injects)
    require_known("cell", cell, (known.id for known in session.scenario.cells))
    _require_status(session, number, "released")
    return _write(session, InjectAcknowledged(inject=number, cell=cell), hand, moment)


def change_situation(
    session: Session, situation: str, *, reason: str, decided_by: str | None = None,
    hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Change the situation board: a decision of its own, with its reason and who decided."""
    moment = session.now()
    require_director(session, hand, "situation")
    require_stage(session, "before", "running", "paused")
    require_known("situation", situation, (known.id for known in session.scenario.situations))
    event = SituationChanged(
        situation=situation, decided_by=decided_by, reason=require_text(reason, "reason")
    )
    return _write(session, event, hand, moment)


def _require_free_number(session: Session, number: str) -> None:
    """Refuse what cannot be an inject's number, or differs from a taken one by capitals only."""
    taken = session.state.injects
    if not is_number(number):
        raise UserError("inject-number", given=number)
    if number.casefold() in {known.casefold() for known in taken}:
        raise UserError("inject-number-taken", given=number, free=next_improvised_number(taken))


def _require_addressees(session: Session, to: Sequence[str]) -> None:
    if not to:
        raise UserError("empty-text", what="addressee")
    if tuple(to) != (ALL_CELLS,):
        for cell in to:
            require_known("cell", cell, (known.id for known in session.scenario.cells))


def _begin(session: Session, number: str, verb: str, hand: Hand) -> tuple[Moment, Inject]:
    """Check who acts and on what, the same for every verb on an inject."""
    moment = session.now()
    require_director(session, hand, verb)
    require_known("inject", number, session.outlook.injects)
    return moment, session.outlook.injects[number]


def _require_status(session: Session, number: str, *allowed: str) -> None:
    status = session.state.injects[number].status
    if status not in allowed:
        raise UserError(f"inject-is-{status}", inject=number)


def _write(session: Session, event: Event, hand: Hand, moment: Moment) -> ExerciseState:
    session.write(event, hand, moment)
    return session.state
