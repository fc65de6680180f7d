"""What the screen of observers reads of a session, between two writes; it must not word it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tabletop.domain.play.journal import Recorded, wall_time
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.stations import ConductTakenOver
from tabletop.services import merging, observation
from tabletop.services.merging import StationReport
from tabletop.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two laptops that conducted at the same time, and its rows beside the other."""

    station: str
    author: str
    rows: int
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Two laptops that conducted at the same time; `counts` is the one whose rows count now."""

    sides: tuple[Side, Side]
    counts: str
    is_chosen: bool

    @property
    def stations(self) -> tuple[str, str]:
        """Return both by name."""
        return self.sides[0].station, self.sides[1].station


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How all stations stand, and what would come next."""

    reports: tuple[StationReport, ...]
    contests: tuple[Contest, ...]
    next_mark: int
    free_station: str
    printed_at: datetime | None
    is_print_superseded: bool

    def report(self, station: str | None) -> StationReport | None:
        """Return what is known of a station."""
        return next((report for report in self.reports if report.station == station), None)

    @property
    def open_contests(self) -> list[Contest]:
        """Return those between which the director has not chosen."""
        return [contest for contest in self.contests if not contest.is_chosen]


def read_standing(session: Session) -> Standing:
    """Read how the stations stand. Call it on the writer thread."""
    prints = session.state.prints
    return Standing(
        reports=tuple(merging.station_reports(session)),
        contests=_contests(session),
        next_mark=observation.next_mark(session),
        free_station=merging.next_station(session),
        printed_at=prints[-1].printed_at if prints else None,
        is_print_superseded=merging.is_print_superseded(session),
    )


def _contests(session: Session) -> tuple[Contest, ...]:
    contests = []
    for rivals in session.state.rivals:
        takeover = next(
            (
                row.event
                for row in session.recorded
                if row.entry.station == rivals.by and isinstance(row.event, ConductTakenOver)
            ),
            None,
        )
        went_on = takeover is not None and takeover.station == rivals.station
        after = takeover.head_seq if takeover is not None and went_on else 0
        sides = (_side(session, rivals.station, after=after), _side(session, rivals.by, after=0))
        contests.append(Contest(sides=sides, counts=rivals.conductor, is_chosen=rivals.is_chosen))
    return tuple(contests)


def _side(session: Session, station: str, *, after: int) -> Side:
    entries = sorted(
        (row.entry for row in session.recorded if row.entry.station == station and row.entry.seq > after),
        key=lambda entry: entry.seq,
    )
    return Side(
        station=station,
        author=entries[0].author if entries else station,
        rows=len(entries),
        since=wall_time(entries[0].wall_at) if entries else None,
    )


def latest_act(session: Session) -> Recorded | None:
    """Return the row that this file's own station wrote last, whether or not it stands."""
    own = (row for row in reversed(session.recorded) if row.entry.station == session.station)
    return next(own, None)


def press_mark(session: Session) -> ExerciseState:
    """Press the next clock mark of this station."""
    return observation.mark_clock(session, observation.next_mark(session))
