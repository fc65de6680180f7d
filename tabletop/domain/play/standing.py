"""Which rows still stand after undo, correction, retraction and withdrawal; it must not interpret them.

The rules, which the views of the exercise file repeat in SQL:
1. A row of the conduct chain's kinds at another station, and a row of an unknown kind, is ignored.
2. `undo` withdraws its target at the same station. An undo is itself never undone.
3. A decision is corrected when a correction of it was not undone (a withdrawn correction takes the
   decision with it), withdrawn by a `withdraw` that was not undone.
4. A release is withdrawn by a later `retract` of its inject that was not undone.
5. A breach is withdrawn by a `clear` of it that was not undone.
6. An assessment, rating or settlement is corrected by the same rater's later row that was not undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tabletop.domain.play.alignment import Aligned
from tabletop.domain.play.events import (
    CONDUCT_KINDS,
    ActionAssessed,
    ActionSettled,
    ActUndone,
    BreachCleared,
    DecisionLogged,
    DecisionWithdrawn,
    InjectReleased,
    InjectRetracted,
    Rated,
    UnknownEvent,
)
from tabletop.domain.play.journal import DIRECTOR
from tabletop.domain.play.state import Row, RowState


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of each row, and which rows were undone."""

    rows: dict[Row, RowState]
    undone: frozenset[Row]

    def counts(self, row: Row) -> bool:
        """Tell whether the fold reads this row at all: neither undone nor ignored."""
        return row not in self.undone and self.rows[row] != "ignored"


def key_of(aligned: Aligned) -> Row:
    """Return the key of a row."""
    return aligned.entry.station, aligned.entry.seq


def is_ignored(aligned: Aligned) -> bool:
    """Tell whether a row belongs to no one here: a foreign conduct row, or one we cannot read."""
    foreign = aligned.entry.kind in CONDUCT_KINDS and aligned.entry.station != DIRECTOR
    return foreign or isinstance(aligned.event, UnknownEvent)


def standing_of(rows: Iterable[Aligned]) -> Standing:
    """Return the state of every row; rows come in aligned order."""
    rows = list(rows)
    states: dict[Row, RowState] = {}
    undone: set[Row] = set()
    kinds = {key_of(row): row.entry.kind for row in rows}
    for row in rows:
        states[key_of(row)] = "ignored" if is_ignored(row) else "current"
        if isinstance(row.event, ActUndone):
            target = row.entry.station, row.event.target_seq
            if kinds.get(target, "undo") != "undo":
                undone.add(target)
    for target in undone:
        if states[target] != "ignored":
            states[target] = "withdrawn"
    for row in rows:
        if states[key_of(row)] != "ignored" and key_of(row) not in undone:
            _apply(row, states, undone)
    _mark_replaced(rows, states)
    return Standing(states, frozenset(undone))


def _apply(row: Aligned, states: dict[Row, RowState], undone: set[Row]) -> None:
    """Let a standing row take back or replace an earlier one."""
    station = row.entry.station
    match row.event:
        case DecisionLogged(corrects=int(seq)):
            _set(states, (station, seq), "corrected", undone)
        case DecisionWithdrawn(target_seq=seq):
            _set(states, (station, seq), "withdrawn", undone)
        case BreachCleared():
            _set(states, (row.event.breach_station, row.event.breach_seq), "withdrawn", undone)
        case _:
            pass


def _set(states: dict[Row, RowState], target: Row, state: RowState, undone: set[Row]) -> None:
    if target in states and states[target] != "ignored" and target not in undone:
        states[target] = state


def _mark_replaced(rows: Iterable[Aligned], states: dict[Row, RowState]) -> None:
    """Mark what a later row of the same rater replaced, and releases that were retracted."""
    latest: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = key_of(row)
        if states[key] != "current":
            continue
        match row.event:
            case InjectReleased():
                latest[("release", row.event.inject, str(row.entry.seq))] = key
            case InjectRetracted():
                for slot in [s for s in latest if s[:2] == ("release", row.event.inject)]:
                    states[latest.pop(slot)] = "withdrawn"
            case ActionAssessed() | Rated() | ActionSettled():
                slot = _rater_slot(row)
                if slot in latest:
                    states[latest[slot]] = "corrected"
                latest[slot] = key
            case _:
                pass


def _rater_slot(row: Aligned) -> tuple[str, ...]:
    """Return what a rater's later row replaces: one grade an action, one letter a target."""
    entry, event = row.entry, row.event
    if isinstance(event, ActionSettled):
        return "settle", event.action
    subject = event.target if isinstance(event, Rated) else getattr(event, "action", "")
    return entry.kind, entry.station, entry.author, subject
