"""Observers' files brought together in the director's (D18): merge, what it found, what is decided on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tabletop.domain.play.conduct_chain import Rivals, conduct_chain
from tabletop.domain.play.events import ExercisePaused
from tabletop.domain.play.journal import Header, Recorded, is_directors, pack_exercise, wall_time
from tabletop.domain.play.merge import Branch, Gap
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.station_clocks import StationClock, station_clocks
from tabletop.domain.play.stations import (
    BranchesKept,
    ChainChosen,
    ConductTakenOver,
    LogbookHandedOver,
    LogbookIssued,
    StationOpened,
)
from tabletop.errors import Finding, UserError
from tabletop.services.cycles import cycle_search_put_off
from tabletop.services.evaluation import head_to_print
from tabletop.services.session import (
    DIRECTORS_HAND,
    PROGRAMS_HAND,
    Hand,
    Moment,
    Session,
    require_director,
    require_known,
    require_text,
)

MAX_STATION_CHARACTERS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook:
    """A file as it was read to be merged: its rows are each whole and follow their chains.

    `findings` name what was left out of it because it is not as it was written.
    """

    name: str
    header: Header
    recorded: tuple[Recorded, ...]
    attachments: tuple[bytes, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StationReport:
    """One station as the director's file knows it; `head` is the hash of its last row, None without rows.

    `new` and `known` count the rows of the last merge. `clock` is its offset from the director's;
    `is_own_clock` says whether that matters. `is_missing` means that a logbook was issued and nothing
    came back.
    """

    station: str
    observer: str | None = None
    cells: tuple[str, ...] = ()
    rows: int = 0
    new: int = 0
    known: int = 0
    gaps: tuple[Gap, ...] = ()
    branches: tuple[Branch, ...] = ()
    head: str | None = None
    last_at: datetime | None = None
    is_own_clock: bool = False
    is_missing: bool = False
    clock: StationClock = field(default_factory=StationClock)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What a merge did, and what the file now holds of each station.

    `taken` counts the files of this exercise, `refused` are those of which nothing was taken, by name;
    `is_print_superseded` says that a debrief was printed before from other rows.
    """

    stations: tuple[StationReport, ...]
    taken: int = 0
    refused: tuple[tuple[str, UserError], ...] = ()
    findings: tuple[Finding, ...] = ()
    rivals: tuple[Rivals, ...] = ()
    is_print_superseded: bool = False

    @property
    def new(self) -> int:
        """Return how many rows came in."""
        return sum(station.new for station in self.stations)

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing is missing, contradicts, or was refused."""
        is_whole = not any(
            station.gaps or station.is_missing or any(not branch.is_settled for branch in station.branches)
            for station in self.stations
        )
        undecided = any(not rivals.is_chosen for rivals in self.rivals)
        return is_whole and not (self.refused or self.findings or undecided)


@cycle_search_put_off()
def merge(
    session: Session, logbooks: Iterable[Logbook], refused: Iterable[tuple[str, UserError]] = ()
) -> MergeReport:
    """Take every row that is new into this file, after a backup, in one transaction.

    Files that belong to another exercise are refused one by one; the others are taken. The order of files
    does not matter, and the same files may come again. Raises UserError where the disk refuses, and
    `copy-is-redacted`, with nothing taken.
    """
    if session.state.redaction is not None:
        raise UserError("copy-is-redacted")
    taken: list[Logbook] = []
    turned_away = list(refused)
    for logbook in logbooks:
        refusal = refusal_of(session.journal.header, logbook.header)
        if refusal is None:
            taken.append(logbook)
        else:
            turned_away.append((logbook.name, refusal))
    incoming = {row.entry.hash: row for logbook in taken for row in logbook.recorded}
    attachments = {data for logbook in taken for data in logbook.attachments}
    new: Counter[str] = Counter()
    if incoming:
        session.now()
        session.journal.back_up()
        merged = session.journal.merge(incoming.values(), attachments)
        new.update(row.entry.station for row in (*merged.joined, *merged.put_aside))
        session.reload()
        session.was_busy()
    known = Counter(row.entry.station for row in incoming.values()) - new
    return MergeReport(
        stations=tuple(station_reports(session, new=new, known=known)),
        taken=len(taken),
        refused=tuple(turned_away),
        findings=tuple(finding for logbook in taken for finding in logbook.findings),
        rivals=session.state.rivals,
        is_print_superseded=is_print_superseded(session) and bool(new),
    )


def refusal_of(ours: Header, theirs: Header) -> UserError | None:
    """Return why a file is not one of this exercise, None where it is."""
    if theirs.pack_sha256 != ours.pack_sha256:
        return UserError("logbook-other-pack", pack=theirs.pack_id, version=theirs.pack_version)
    if theirs.exercise not in (ours.exercise, pack_exercise(ours.pack_sha256)):
        return UserError("logbook-other-exercise", exercise=theirs.exercise)
    return None


def station_reports(
    session: Session, *, new: Mapping[str, int] | None = None, known: Mapping[str, int] | None = None
) -> list[StationReport]:
    """Return what is known of each station: those with rows, and those that only were issued a logbook."""
    union = session.journal.union()
    chains: dict[str, list[Recorded]] = {}
    for row in union.counted:
        chains.setdefault(row.entry.station, []).append(row)
    aside = {branch.station for branch in union.branches}
    issued = session.state.logbooks
    clocks = station_clocks(union.counted, conduct_chain(union.counted))
    reports = []
    for station in sorted(
        chains.keys() | aside | issued.keys(), key=lambda name: (not is_directors(name), name)
    ):
        rows = sorted(chains.get(station, ()), key=lambda row: row.entry.seq)
        openings = [row.event for row in rows if isinstance(row.event, StationOpened)]
        opening = openings[0] if openings else None
        reports.append(
            StationReport(
                station=station,
                observer=rows[0].entry.author if rows else None,
                cells=(opening.cells if opening and opening.cells else issued.get(station)) or (),
                rows=len(rows),
                new=(new or {}).get(station, 0),
                known=(known or {}).get(station, 0),
                gaps=tuple(gap for gap in union.gaps if gap.station == station),
                branches=tuple(branch for branch in union.branches if branch.station == station),
                head=rows[-1].entry.hash if rows else None,
                last_at=wall_time(rows[-1].entry.wall_at) if rows else None,
                is_own_clock=opening is not None and opening.clock == "own",
                is_missing=station in issued and not rows and station not in aside,
                clock=clocks.get(station, StationClock()),
            )
        )
    return reports


def note_issued(
    session: Session, station: str, cells: Sequence[str], *, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Note that an observer was given a logbook, so that it is missed until its rows come in."""
    moment = session.now()
    require_director(session, hand, "logbook")
    require_free_station(session, station)
    for cell in cells:
        require_known("cell", cell, (known.id for known in session.scenario.cells))
    session.write(LogbookIssued(station=station, cells=tuple(cells)), hand, moment)
    return session.state


def require_free_station(session: Session, station: str) -> None:
    """Refuse a name that no observer may have, or that another laptop has: their rows would contradict."""
    require_observers_station(station)
    if station.casefold() in _taken(session):
        raise UserError("station-taken", given=station, free=next_station(session))


def require_observers_station(station: str) -> None:
    """Refuse a name that no observer's station may have."""
    is_name = station.replace("-", "").replace("_", "").isalnum() and station.isascii()
    if not is_name or len(station) > MAX_STATION_CHARACTERS or not station[0].isalnum():
        raise UserError("station-name", given=station)
    if is_directors(station):
        raise UserError("station-is-directors", given=station)


def next_station(session: Session) -> str:
    """Return the first of P1, P2, ... that nobody has."""
    taken = _taken(session)
    number = 1
    while f"p{number}" in taken:
        number += 1
    return f"P{number}"


def _taken(session: Session) -> set[str]:
    """Return every station's name in small letters, of those too whose rows lie aside."""
    aside = [branch.station for branch in session.journal.union().branches]
    return {known.casefold() for known in (*session.state.stations, *session.state.logbooks, *aside)}


def hand_over(session: Session, *, rows: int, head: str, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Note that a copy of this logbook with so many rows was handed over."""
    moment = session.now()
    session.write(LogbookHandedOver(rows=rows, head=head), hand, moment)
    return session.state


def own_head(session: Session) -> tuple[int, str]:
    """Return how many rows this file's own station wrote, and the hash of the last: what a receipt says."""
    rows = [row.entry for row in session.recorded if row.entry.station == session.station]
    return (len(rows), rows[-1].hash) if rows else (0, "")


def handed_head(session: Session) -> tuple[int, str]:
    """Return what the receipt says: rows and head of the copy handed over last, or of now."""
    given = [row.event for row in session.recorded if isinstance(row.event, LogbookHandedOver)]
    return (given[-1].rows, given[-1].head) if given else own_head(session)


def handed_over_rows(session: Session) -> int:
    """Return up to which number the rows of this logbook were handed over."""
    given = [row.event.rows for row in session.recorded if isinstance(row.event, LogbookHandedOver)]
    return max(given, default=0)


def take_over(session: Session, *, running_ms: int | None = None) -> ExerciseState:
    """Let this laptop's station conduct from here on, paused at the last T+ that is known.

    `running_ms` is the T+ that the other laptop noted last, where that is known. What that laptop goes on
    to write does not count, until the director chooses otherwise.
    """
    former = session.state.conductor
    head = max((row.entry for row in session.recorded if row.entry.station == former), key=lambda e: e.seq)
    was_running = session.state.stage == "running"
    elapsed_ms = max(session.state.elapsed_ms, running_ms or 0) if was_running else session.state.elapsed_ms
    moment = Moment(reading=session.clock.read(), elapsed_ms=elapsed_ms)
    event = ConductTakenOver(station=former, head_seq=head.seq, head_hash=head.hash)
    session.write(event, PROGRAMS_HAND, moment)
    if was_running:
        session.write(ExercisePaused(reason="crash"), PROGRAMS_HAND, moment)
    session.stop_clock(elapsed_ms)
    return session.state


def choose_chain(
    session: Session, chosen: str, rejected: str, *, reason: str, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Decide which of two stations conducted, where both went on after a takeover."""
    moment = session.now()
    pairs = {frozenset((rivals.station, rivals.by)) for rivals in session.state.rivals}
    if frozenset((chosen, rejected)) not in pairs:
        raise UserError("no-rivals", chosen=chosen, rejected=rejected)
    event = ChainChosen(chosen=chosen, rejected=rejected, reason=require_text(reason, "reason"))
    session.write(event, hand, moment)
    session.reload()
    return session.state


def keep_branches(
    session: Session, station: str, kept: Sequence[str], *, reason: str, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Decide which of a station's contradicting branches count; they are named by their first row's hash."""
    moment = session.now()
    require_director(session, hand, "keep-branches")
    known = [branch.hash for branch in session.journal.union().branches if branch.station == station]
    if not known:
        raise UserError("no-branches", station=station)
    for digest in kept:
        require_known("branch", digest, known)
    event = BranchesKept(
        station=station,
        kept=tuple(kept),
        left=tuple(digest for digest in known if digest not in kept),
        reason=require_text(reason, "reason"),
    )
    session.write(event, hand, moment)
    session.reload()
    return session.state


def is_print_superseded(session: Session) -> bool:
    """Tell whether the debrief that was printed last came from other rows than those of now."""
    prints = session.state.prints
    return bool(prints) and prints[-1].head != head_to_print(session)[0]
