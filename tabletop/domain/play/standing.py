"""Which rows still stand after undo, correction, retraction and withdrawal; it must not read more.

The rules, which the views of the exercise file repeat in SQL:
1. A row of the conduct chain's kinds at another station, any row of a void branch of that chain, and
   a row of an unknown kind, is ignored.
2. `undo` withdraws its target at the same station. An undo is itself never undone.
3. A decision or observation is corrected when a correction of it was not undone (a withdrawn correction
   takes it along), withdrawn by a `withdraw` that was not undone.
4. A release, or an improvised one, is withdrawn by a later `retract` of its inject that was not undone.
5. A breach is withdrawn by a `clear` of it that was not undone.
6. An assessment, rating or settlement is corrected by the same rater's later row that was not undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.alignment import Aligned
from tabletop.domain.play.conduct_chain import ConductChain
from tabletop.domain.play.events import (
    ActionAssessed,
    ActionSettled,
    ActUndone,
    BreachCleared,
    DecisionLogged,
    DecisionWithdrawn,
    Event,
    InjectReleased,
    InjectRetracted,
    Rated,
    UnknownEvent,
)
from tabletop.domain.play.naming import target_of
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import Row, RowState

# Made once: a union in the question itself is built anew for each row.
_TAKES_BACK = (ActUndone, DecisionWithdrawn, BreachCleared)
_CORRECTS = (DecisionLogged, ObservationNoted)
_RELEASES = (InjectReleased, InjectImprovised)
_RATES = (ActionAssessed, Rated, ActionSettled)
_NAMED_BY_LATER_ROWS = frozenset({"decide", "observe", "breach"})
"""Kinds that a later row corrects, withdraws or clears by naming them; naming another has no effect."""


def reaches_back(event: Event) -> bool:
    """Tell whether an event changes the standing of an earlier row that it names."""
    return isinstance(event, _TAKES_BACK) or (isinstance(event, _CORRECTS) and event.corrects is not None)


class Standing:
    """The state of each row, taken in aligned order; `undone` rows have no effect at all."""

    def __init__(self, rows: Sequence[Aligned] = (), chain: ConductChain | None = None) -> None:
        self.rows: dict[Row, RowState] = {}
        self.chain = ConductChain() if chain is None else chain
        reaching = [row for row in rows if reaches_back(row.event) and not self._ignores(row)]
        self.undone = _undone_by(reaching, rows)
        self._taken_back = _taken_back_by(reaching, self.undone)
        self._latest: dict[tuple[str, ...], Row] = {}
        self._releases: dict[str, list[Row]] = {}

    def take(self, row: Aligned) -> RowState:
        """Note the next row and return its state; it may replace an earlier row of the same rater."""
        key = row.entry.station, row.entry.seq
        state: RowState = "current"
        if self._ignores(row):
            state = "ignored"
        elif key in self.undone:
            state = "withdrawn"
        elif key in self._taken_back and row.entry.kind in _NAMED_BY_LATER_ROWS:
            state = self._taken_back[key]
        else:
            self._replace(row, key)
        self.rows[key] = state
        return state

    def _ignores(self, row: Aligned) -> bool:
        """Tell whether a row has no say here: not of the conduct chain's say, or one we cannot read."""
        return self.chain.ignores(row.entry) or isinstance(row.event, UnknownEvent)

    def _replace(self, row: Aligned, key: Row) -> None:
        """Mark what this standing row replaces or retracts."""
        event = row.event
        if isinstance(event, _RELEASES):
            self._releases.setdefault(event.inject, []).append(key)
        elif isinstance(event, InjectRetracted):
            for released in self._releases.pop(event.inject, ()):
                self.rows[released] = "withdrawn"
        elif isinstance(event, _RATES):
            slot = _rater_slot(row, event)
            replaced = self._latest.get(slot)
            if replaced is not None:
                self.rows[replaced] = "corrected"
            self._latest[slot] = key


def standing_of(rows: Iterable[Aligned], chain: ConductChain | None = None) -> Standing:
    """Return the state of every row; rows come in aligned order."""
    rows = list(rows)
    standing = Standing(rows, chain)
    for row in rows:
        standing.take(row)
    return standing


def _undone_by(reaching: Sequence[Aligned], rows: Sequence[Aligned]) -> frozenset[Row]:
    undos = {target for row in reaching if isinstance(row.event, ActUndone) and (target := target_of(row))}
    if not undos:
        return frozenset()
    kept = {(row.entry.station, row.entry.seq) for row in rows if isinstance(row.event, ActUndone)}
    return frozenset(undos - kept)


def _taken_back_by(reaching: Sequence[Aligned], undone: frozenset[Row]) -> dict[Row, RowState]:
    """Return which rows are corrected or withdrawn by a row that was not itself undone."""
    taken_back: dict[Row, RowState] = {}
    for row in reaching:
        target = target_of(row)
        if target is None or (row.entry.station, row.entry.seq) in undone:
            continue
        if isinstance(row.event, DecisionLogged | ObservationNoted):
            taken_back[target] = "corrected"
        elif not isinstance(row.event, ActUndone):
            taken_back[target] = "withdrawn"
    return taken_back


def _rater_slot(row: Aligned, event: ActionAssessed | Rated | ActionSettled) -> tuple[str, ...]:
    """Return what a rater's later row replaces: one grade an action, one letter a target."""
    if isinstance(event, ActionSettled):
        return "settle", event.action
    subject = event.target if isinstance(event, Rated) else event.action
    return row.entry.kind, row.entry.station, row.entry.author, subject
