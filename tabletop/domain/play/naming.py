"""Which other row a row names, by station and number; it must not look for it."""

from __future__ import annotations

from typing import Protocol

from tabletop.domain.play.additions import DeadlineMet
from tabletop.domain.play.events import (
    ActUndone,
    BreachCleared,
    CorrectiveActionPlanned,
    DecisionLogged,
    DecisionWithdrawn,
    Event,
)
from tabletop.domain.play.follow_up import ActionClosed, ActionRevised
from tabletop.domain.play.journal import Entry
from tabletop.domain.play.observations import ObservationNoted


class Naming(Protocol):
    """A row as it was recorded or aligned."""

    @property
    def entry(self) -> Entry:
        """Return the row itself."""

    @property
    def event(self) -> Event:
        """Return what it says."""

    @property
    def target(self) -> tuple[str, int] | None:
        """Return what `Recorded.target` says."""


def named_by(event: Event) -> tuple[str | None, int] | None:
    """Return station and number of the row that an event names; None for its own station, or no row."""
    match event:
        case ActUndone(target_seq=seq) | DecisionWithdrawn(target_seq=seq):
            return None, seq
        case DecisionLogged(corrects=int(seq)) | ObservationNoted(corrects=int(seq)):
            return None, seq
        case CorrectiveActionPlanned(improvement_seq=seq):
            return None, seq
        case (
            BreachCleared(breach_station=station, breach_seq=seq)
            | DeadlineMet(deadline_station=station, deadline_seq=seq)
            | ActionRevised(plan_station=station, plan_seq=seq)
            | ActionClosed(plan_station=station, plan_seq=seq)
        ):
            return station, seq
        case _:
            return None


def target_of(row: Naming) -> tuple[str, int] | None:
    """Return under which station and number the row counts that this one names, None where it names none."""
    named = named_by(row.event)
    if row.target is not None or named is None:
        return row.target
    station, seq = named
    return station or row.entry.station, seq
