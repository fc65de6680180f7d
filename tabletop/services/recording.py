"""What is written down of play: decisions, grades, breaches, and how a slip is taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from tabletop.domain.play.events import (
    ActionAssessed,
    ActionSettled,
    ActUndone,
    BreachCleared,
    Completion,
    DecisionLogged,
    DecisionWithdrawn,
    NoteTaken,
    RedLineBreached,
)
from tabletop.domain.play.journal import Entry, Recorded, wall_time
from tabletop.domain.play.kinds import CONDUCT_KINDS, NEVER_UNDONE
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.services.session import (
    DIRECTORS_HAND,
    PROGRAM,
    Hand,
    Moment,
    Session,
    require_cell,
    require_director,
    require_known,
    require_rows,
    require_stage,
    require_text,
)

_SOURCE_RATING = re.compile(r"[A-F][1-6]")
_BEFORE_PLAY = frozenset({"readiness-checked", "unit-counted", "participants-counted"})
"""What the gate read: not to be undone once STARTEX was given."""
_PLAY_ONLY = frozenset({"acknowledge", "breach", "deadline", "done"}) | CONDUCT_KINDS
"""Acts of play: not to be done, nor undone, after ENDEX."""


def log_decision(session: Session, draft: DecisionLogged, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Log what a cell decided, and why (doctrine 9).

    After ENDEX it must have been seen before. Raises UserError with nothing written.
    """
    moment = session.now()
    require_seen_in_play(session, hand)
    session.write(checked_decision(session, draft), hand, moment)
    return session.state


def correct_decision(
    session: Session, changes: Mapping[str, object], *, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Replace this station's latest standing decision; what is not given and its time stay."""
    moment = session.now()
    target = _latest_decision(session, hand)
    decision = target.event
    assert isinstance(decision, DecisionLogged)  # noqa: S101 - asked for by kind
    known = {field.name for field in fields(DecisionLogged)} - {"corrects"}
    for name in changes:
        require_known("key", name, known)
    given: dict[str, Any] = dict(changes)
    corrected = replace(decision, **({"reason": None} | given), corrects=target.entry.seq)
    kept_ms = first_seen_ms(session, target.entry, moment)
    session.write(checked_decision(session, corrected), hand, moment, kept_ms=kept_ms)
    return session.state


def first_seen_ms(session: Session, entry: Entry, moment: Moment) -> int:
    """Return when what a row tells was seen, on the clock of the row that corrects it now.

    A logbook's stopwatch begins anew at each opening: there what stays is how long ago it was.
    """
    seen_ms = entry.elapsed_ms if entry.observed_ms is None else entry.observed_ms
    if not session.is_logbook:
        return seen_ms
    since_ms = (moment.reading.wall_at - wall_time(entry.wall_at)) // timedelta(milliseconds=1)
    return moment.elapsed_ms - since_ms - (entry.elapsed_ms - seen_ms)


def withdraw_decision(session: Session, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Withdraw this station's latest standing decision."""
    moment = session.now()
    target = _latest_decision(session, hand)
    session.write(DecisionWithdrawn(target_seq=target.entry.seq), hand, moment)
    return session.state


def assess_action(
    session: Session, action: str, completion: Completion, *, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Grade an expected action; it counts once its inject is released."""
    moment = session.now()
    require_known("action", action, session.outlook.actions)
    require_seen_in_play(session, hand)
    session.write(ActionAssessed(action=action, completion=completion), hand, moment)
    return session.state


def settle_action(
    session: Session, action: str, completion: Completion, *, reason: str, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Let the director's decision stand in place of the raters; both print."""
    moment = session.now()
    require_director(session, hand, "settle")
    require_known("action", action, session.outlook.actions)
    event = ActionSettled(action=action, completion=completion, reason=require_text(reason, "reason"))
    session.write(event, hand, moment)
    return session.state


def log_breach(
    session: Session, red_line: str, *, inject: str | None = None, grave: bool = False,
    note: str | None = None, hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Record that a conduct red line was breached."""
    moment = session.now()
    require_stage(session, "running", "paused")
    require_known("red line", red_line, (line.id for line in session.scenario.red_lines))
    if inject is not None:
        require_known("inject", inject, session.outlook.injects)
    event = RedLineBreached(red_line=red_line, inject=inject, grave=grave, note=note)
    session.write(event, hand, moment)
    return session.state


def clear_breach(
    session: Session, red_line: str, *, reason: str, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Withdraw the latest standing breach of a red line, whoever recorded it."""
    moment = session.now()
    require_director(session, hand, "clear")
    require_stage(session, "running", "paused")
    require_known("red line", red_line, (line.id for line in session.scenario.red_lines))
    standing = [breach for breach in session.state.breaches if breach.red_line == red_line]
    if not standing:
        raise UserError("no-breach", red_line=red_line)
    station, seq = standing[-1].row
    event = BreachCleared(
        red_line=red_line,
        breach_station=station,
        breach_seq=seq,
        reason=require_text(reason, "reason"),
    )
    session.write(event, hand, moment)
    return session.state


def take_note(
    session: Session, text: str, *, question: int | None = None, cell: str | None = None,
    rows: tuple[str, ...] | None = None, hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Keep a free note, perhaps an answer to a hot-wash question (from 1), a cell's, about some rows."""
    moment = session.now()
    asked = len(session.scenario.hot_wash)
    if question is not None and not 1 <= question <= asked:
        raise UserError("unknown-question", given=question, count=asked)
    require_cell(session, cell)
    require_rows(session, rows)
    event = NoteTaken(text=require_text(text, "note"), question=question, cell=cell, rows=rows)
    session.write(event, hand, moment)
    return session.state


def undo(session: Session, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Take back this station's latest standing act; clocks and the program's own rows are not acts."""
    moment = session.now()
    target = undo_target(session, hand=hand)
    if target is None:
        raise UserError("nothing-to-undo", station=session.station_of(hand))
    if session.state.stage == "ended" and target.entry.kind in _PLAY_ONLY - {"settle"}:
        raise UserError("undo-after-endex", kind=target.entry.kind)
    session.write(ActUndone(target_seq=target.entry.seq), hand, moment)
    return session.state


def undo_target(session: Session, *, hand: Hand = DIRECTORS_HAND) -> Recorded | None:
    """Return the row that `undo` would take back, None where there is none."""
    kept = NEVER_UNDONE if session.state.stage == "before" else NEVER_UNDONE | _BEFORE_PLAY
    return next(_standing(session, hand, lambda row: row.entry.kind not in kept), None)


def latest_decision(session: Session, *, hand: Hand = DIRECTORS_HAND) -> Recorded | None:
    """Return the row that `correct` and `withdraw` mean, None where there is none."""
    return next(_standing(session, hand, lambda row: isinstance(row.event, DecisionLogged)), None)


def _latest_decision(session: Session, hand: Hand) -> Recorded:
    target = latest_decision(session, hand=hand)
    if target is None:
        raise UserError("no-decision", station=session.station_of(hand))
    return target


def _standing(session: Session, hand: Hand, wanted: Callable[[Recorded], bool]) -> Iterator[Recorded]:
    """Yield this station's standing rows that are wanted, latest first."""
    states, station = session.state.rows, session.station_of(hand)
    for row in reversed(session.recorded):
        key = (row.entry.station, row.entry.seq)
        is_ours = row.entry.station == station and row.entry.author != PROGRAM
        # A row may be here before the state that knows it, where the window looks from another thread.
        if is_ours and states.get(key) == "current" and wanted(row):
            yield row


def checked_decision(session: Session, draft: DecisionLogged) -> DecisionLogged:
    """Return the draft with its typed text trimmed; refuse ids that the pack does not have."""
    cells = [cell.id for cell in session.scenario.cells]
    for cell in (draft.cell, *draft.told):
        require_known("cell", cell, cells)
    if draft.inject is not None:
        require_known("inject", draft.inject, session.outlook.injects)
    if draft.source is not None and not _SOURCE_RATING.fullmatch(draft.source):
        raise UserError("source-rating", given=draft.source)
    trimmed: dict[str, Any] = {"text": require_text(draft.text, "decision")}
    for name in ("why", "rule", "deviation", "threat", "alternative", "warning", "authority", "judgement"):
        words: str | None = getattr(draft, name)
        if words is not None:
            trimmed[name] = require_text(words, name)
    return replace(draft, **trimmed)


def require_seen_in_play(session: Session, hand: Hand) -> None:
    """Refuse, after ENDEX, what is not said to have been seen before it."""
    if session.state.stage == "ended" and hand.seen_ms is None:
        raise UserError("seen-after-endex")
