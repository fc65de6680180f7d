"""What an observer writes down: facts with their judgement, clock marks, and how a slip is put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tabletop.domain.play.events import DecisionLogged, DecisionWithdrawn
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.stations import ClockMarked, ClockSynced, StationOpened
from tabletop.errors import UserError
from tabletop.services.recording import checked_decision, first_seen_ms, require_seen_in_play
from tabletop.services.session import DIRECTORS_HAND, Hand, Session, require_known, require_text

Noted = DecisionLogged | ObservationNoted
"""What an observer enters: what a cell decided or did, or any other fact about it."""
LARGEST_OFFSET_MS = 400 * 24 * 3_600_000
"""A clock over a year off was mistyped."""
LAST_MARK = 999


def begin_logbook(session: Session, cells: Sequence[str], observer: str) -> ExerciseState:
    """Write the first row of an observer's logbook: who watches which cells, on a clock of their own."""
    moment = session.now()
    for cell in cells:
        require_known("cell", cell, (known.id for known in session.scenario.cells))
    event = StationOpened(clock="own", cells=tuple(cells))
    session.write(event, Hand(by=require_text(observer, "name")), moment)
    return session.state


def note_observation(
    session: Session, draft: ObservationNoted, *, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Note a fact about a cell, with the judgement apart (doctrine 9). After ENDEX it was seen before."""
    moment = session.now()
    require_seen_in_play(session, hand)
    session.write(_checked_observation(session, draft), hand, moment)
    return session.state


def correct_entry(session: Session, seq: int, draft: Noted, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Replace a standing decision or observation of this station; the old row stays in the log.

    The time at which it was seen stays, unless the hand says another.
    """
    moment = session.now()
    entry = standing_entry(session, seq, hand=hand).entry
    seen_ms = first_seen_ms(session, entry, moment)
    session.write(replace(_checked(session, draft), corrects=seq), hand, moment, kept_ms=seen_ms)
    return session.state


def withdraw_entry(session: Session, seq: int, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Withdraw a standing decision or observation of this station."""
    moment = session.now()
    standing_entry(session, seq, hand=hand)
    session.write(DecisionWithdrawn(target_seq=seq), hand, moment)
    return session.state


def sync_clock(
    session: Session, station: str, *, offset_ms: int, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Note how far a station's wall clock runs ahead of the director's at this moment.

    A station notes its own; the director's word on a station replaces what that station noted.
    """
    moment = session.now()
    if abs(offset_ms) > LARGEST_OFFSET_MS:
        raise UserError("offset-too-large")
    own = session.station_of(hand)
    if own not in (station, session.state.conductor):
        raise UserError("director-only", verb="sync", station=own)
    session.write(ClockSynced(station=station, offset_ms=offset_ms), hand, moment)
    return session.state


def mark_clock(session: Session, number: int, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Press mark `number`; director and observers press it at one moment, which compares their clocks."""
    moment = session.now()
    if not 1 <= number <= LAST_MARK:
        raise UserError("mark-number", given=number, last=LAST_MARK)
    session.write(ClockMarked(number=number), hand, moment)
    return session.state


def next_mark(session: Session) -> int:
    """Return the number of the next clock mark of this station; one that was undone is free again."""
    pressed = [
        row.event.number
        for row in session.recorded
        if row.entry.station == session.station
        and isinstance(row.event, ClockMarked)
        and session.state.rows.get((row.entry.station, row.entry.seq)) == "current"
    ]
    return min(max(pressed, default=0) + 1, LAST_MARK)


def standing_entry(session: Session, seq: int, *, hand: Hand = DIRECTORS_HAND) -> Recorded:
    """Return a standing decision or observation of this station. Raises UserError `no-such-entry`."""
    station = session.station_of(hand)
    for row in session.recorded:
        is_it = (row.entry.station, row.entry.seq) == (station, seq) and isinstance(row.event, Noted)
        if is_it and session.state.rows.get((station, seq)) == "current":
            return row
    raise UserError("no-such-entry", station=station, seq=seq)


def _checked(session: Session, draft: Noted) -> Noted:
    if isinstance(draft, DecisionLogged):
        return checked_decision(session, draft)
    return _checked_observation(session, draft)


def _checked_observation(session: Session, draft: ObservationNoted) -> ObservationNoted:
    """Return the draft with its typed text trimmed; refuse ids that the pack does not have."""
    require_known("cell", draft.cell, (cell.id for cell in session.scenario.cells))
    if draft.inject is not None:
        require_known("inject", draft.inject, session.outlook.injects)
    if draft.action is not None:
        require_known("action", draft.action, session.outlook.actions)
    judgement = None if draft.judgement is None else require_text(draft.judgement, "judgement")
    return replace(draft, text=require_text(draft.text, "fact"), judgement=judgement)
