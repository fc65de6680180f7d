"""An open exercise in memory: journal, clock and the state they give; the one door to `append`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from tabletop.domain.plan.checks import closest
from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.clock import Clock, Reading, RunningClock, is_gap, is_silence, is_skewed
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import Event, ExercisePaused
from tabletop.domain.play.fold import Folding
from tabletop.domain.play.journal import Recorded, Stamp, is_directors
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.stations import StationOpened
from tabletop.errors import UserError
from tabletop.services.ports import Journal

PROGRAM = "program"
"""Author of the rows that the program writes by itself: AUTO releases, offers, sleep and crash pauses."""

MAX_CHARACTERS = 4_000
BACKUP_INTERVAL_NS = 600 * 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who acts: at which station, under which name; when it was seen (T+) if not just now; and why.

    Without a station it is the one that writes in this file. `form` is the number of the paper form that
    is being typed in; `ahead_ms` how far that station's wall clock runs ahead (a play script's only).
    """

    station: str | None = None
    by: str | None = None
    seen_ms: int | None = None
    reason: str | None = None
    form: str | None = None
    ahead_ms: int = 0


DIRECTORS_HAND = Hand()
PROGRAMS_HAND = Hand(by=PROGRAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Now, on the machine's clocks and as T+; `scenario_at` only where the scenario clock is being set."""

    reading: Reading
    elapsed_ms: int
    scenario_at: datetime | None = None


class Session:
    """An exercise that is being prepared, played, observed or evaluated by this program.

    In an observer's logbook T+ is not known: there `elapsed_ms` is a stopwatch since the logbook was
    opened, and the wall clock places its rows when they are merged (design 5).

    `scenario` is the pack's plan, which the fold needs; `outlook` indexes the plan as it is played, with
    the improvised injects, and is what anyone who looks for an inject reads.
    """

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self.journal = journal
        self.clock = clock
        self.scenario: Scenario = journal.pack.scenario
        self.station = journal.header.station
        self.is_logbook = not is_directors(self.station)
        self._opened: Reading | None = None
        self._first: Recorded | None = None
        self._folding = Folding(self.scenario, journal.recorded())
        self.state: ExerciseState = self._folding.state()
        self._indexed: tuple[tuple[Inject, ...], Outlook] | None = None
        self._halted: Moment | None = None
        self._running = RunningClock(elapsed_ms=self.state.elapsed_ms)
        self._last_alive: Reading | None = None
        self._backed_up: Reading | None = None
        self.auto_done_ms = self.state.elapsed_ms
        """T+ up to which AUTO injects had their chance to fire."""

    @property
    def recorded(self) -> Sequence[Recorded]:
        """Return every row so far."""
        return self._folding.recorded

    @property
    def outlook(self) -> Outlook:
        """Return the plan as it is played now, indexed."""
        return self.outlook_of(self.state)

    def outlook_of(self, state: ExerciseState) -> Outlook:
        """Return the plan as it was played in a state. It only reads, so another thread may ask."""
        indexed = self._indexed
        if indexed is None or indexed[0] != state.improvised:
            indexed = state.improvised, Outlook.of(played_scenario(self.scenario, state))
            self._indexed = indexed
        return indexed[1]

    def now(self) -> Moment:
        """Read the clocks; a sleep or clock change since the last look first pauses the exercise.

        The pause stands at the last moment that is certain, so that T+ does not count the gap and no
        inject fires in a burst (design D8). A halt whose pause is not written yet goes first.
        """
        reading = self.clock.read()
        if self.is_logbook:
            return Moment(reading=reading, elapsed_ms=self._stopwatch_ms(reading))
        last = self._last_alive
        if self._halted is not None and self.state.stage == "running":
            self.write(ExercisePaused(), DIRECTORS_HAND, self._halted)
            self.journal.back_up()
        elif self.state.stage == "running" and last is not None and is_gap(last, reading):
            asleep = Moment(reading=reading, elapsed_ms=self._awake_ms(last, reading))
            self.stop_clock(asleep.elapsed_ms)  # it stands also while the pause cannot be written
            self.write(ExercisePaused(reason="sleep"), PROGRAMS_HAND, asleep)
            self.journal.back_up()
        self._last_alive = reading
        return Moment(reading=reading, elapsed_ms=self._running.elapsed_at(reading))

    def shown_ms(self) -> int:
        """Return T+ as a clock face shows it. It only reads, so another thread may ask."""
        if self.is_logbook:
            return self._stopwatch_ms(self.clock.read())
        return self._running.elapsed_at(self.clock.read())

    def write(self, event: Event, hand: Hand, moment: Moment, *, kept_ms: int | None = None) -> Recorded:
        """Append one row and fold; returns only when the row is durable.

        `kept_ms` is the observed time of the row that this one corrects; it may lie ahead where an
        adjust took the clock back. Raises UserError `seen-later` when the hand says it was seen
        after now, `copy-is-redacted` in a redacted copy; whatever the journal raises leaves everything as
        it was.
        """
        if self.state.redaction is not None:
            raise UserError("copy-is-redacted")
        if hand.seen_ms is not None and hand.seen_ms > moment.elapsed_ms:
            raise UserError("seen-later", seen_ms=hand.seen_ms, elapsed_ms=moment.elapsed_ms)
        if hand.seen_ms is None:
            hand = replace(hand, seen_ms=kept_ms)
        if hand.reason is not None:
            event = replace(event, reason=require_text(hand.reason, "reason"))
        if hand.form is not None:
            event = replace(event, form=require_text(hand.form, "form number"))
        _require_short(event)
        if not isinstance(event, StationOpened):
            self._open_station(hand, moment)
        recorded = self._append(event, hand, moment)
        self._opened = self._opened or moment.reading
        self.state = self._folding.state()
        if self.state.stage != "running":
            self._halted = None
        return recorded

    def _open_station(self, hand: Hand, moment: Moment) -> None:
        """Write that a station begins to log, before its first act: in a logbook at each opening of it."""
        if self.is_logbook:
            if self._opened is None:
                self._append(StationOpened(clock="own", cells=self.cells or None), Hand(), moment)
                self._opened = moment.reading
        elif self.station_of(hand) not in self.state.stations:
            # Where STARTEX at a phase is the first act, the row before it still stands at T+00:00.
            opened = replace(moment, elapsed_ms=self._running.elapsed_at(moment.reading), scenario_at=None)
            opening = Hand(station=hand.station, ahead_ms=hand.ahead_ms)
            self._append(StationOpened(clock="exercise"), opening, opened)
            self.state = self._folding.state()  # the act may still fail, and a station opens only once

    def station_of(self, hand: Hand) -> str:
        """Return the station at which a hand acts."""
        return hand.station or self.station

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells that a logbook's observer watches; none in the director's file."""
        first = self._opening
        return (first.event.cells or ()) if first and isinstance(first.event, StationOpened) else ()

    @property
    def observer(self) -> str | None:
        """Return the name under which a logbook was begun."""
        first = self._opening
        return first.entry.author if first else None

    @property
    def _opening(self) -> Recorded | None:
        """Return the first row of this file's station; looked for until there is one."""
        if self._first is None:
            self._first = next((row for row in self.recorded if row.entry.station == self.station), None)
        return self._first

    def reload(self) -> None:
        """Fold anew what counts now: rows were merged, or the director decided on branches."""
        self._folding = Folding(self.scenario, self.journal.recorded())
        self.state = self._folding.state()

    def was_busy(self) -> None:
        """Note that the program itself worked since it last looked at the clocks: that is no sleep.

        Where the wall clock went further than the monotonic one the machine slept all the same.
        """
        reading, last = self.clock.read(), self._last_alive
        if last is not None and not is_skewed(last, reading):
            self._last_alive = reading

    def run_clock(self, elapsed_ms: int, reading: Reading) -> None:
        """Let T+ run on from `elapsed_ms`."""
        self._running = RunningClock(elapsed_ms=elapsed_ms, since=reading)
        self._last_alive = reading

    def stop_clock(self, elapsed_ms: int) -> None:
        """Let T+ stand still at `elapsed_ms`."""
        self._running = RunningClock(elapsed_ms=elapsed_ms)

    def halt(self) -> Moment | None:
        """Stop a running T+ before any row says so, and return the moment whose pause is to be written.

        Nothing is written, so a full or slow disk cannot delay it, and the thread that hears the key may
        call it. Until the pause is written the exercise counts as running, but nothing happens in it:
        the next act writes the pause first. None where T+ stands by a row. If the program dies before,
        it reopens as after a crash.
        """
        if self.state.stage != "running":
            return None
        if self._halted is None:
            reading, last = self.clock.read(), self._last_alive
            slept = last is not None and is_gap(last, reading)
            reached_ms = (
                self._awake_ms(last, reading) if slept and last else self._running.elapsed_at(reading)
            )
            self._halted = Moment(reading=reading, elapsed_ms=reached_ms)
            self.stop_clock(reached_ms)
        return self._halted

    @property
    def is_halted(self) -> bool:
        """Tell whether T+ was stopped by hand and no row says so yet."""
        return self._halted is not None

    def _awake_ms(self, last: Reading, now: Reading) -> int:
        """Return the T+ that is certain after a gap: now's, where the wall clock alone jumped."""
        certain = last if is_silence(last, now) else now
        return max(self._running.elapsed_at(certain), self.state.elapsed_ms)

    def back_up_every_ten_minutes(self, reading: Reading) -> None:
        """Back up when the last one (or the first call) is ten minutes old."""
        if self._backed_up is None or self._backed_up.boot_id != reading.boot_id:
            self._backed_up = reading
        elif reading.mono_ns - self._backed_up.mono_ns >= BACKUP_INTERVAL_NS:
            self._backed_up = reading
            self.journal.back_up()

    def _stopwatch_ms(self, reading: Reading) -> int:
        """Return the time since this logbook was opened; only shown, and to tell how long ago was seen."""
        if self._opened is None:
            return 0
        return (reading.mono_ns - self._opened.mono_ns) // 1_000_000

    def _append(self, event: Event, hand: Hand, moment: Moment) -> Recorded:
        station = self.station_of(hand)
        author = hand.by or (self.observer if self.is_logbook else None) or station
        stamp = Stamp(
            wall_at=moment.reading.wall_at + timedelta(milliseconds=hand.ahead_ms),
            mono_ns=moment.reading.mono_ns,
            boot_id=moment.reading.boot_id,
            elapsed_ms=moment.elapsed_ms,
            scenario_at=moment.scenario_at or self.state.scenario_clock.at(moment.elapsed_ms),
            observed_ms=hand.seen_ms,
        )
        recorded = self.journal.append(station=station, author=author, event=event, stamp=stamp)
        self._folding.add(recorded)
        return recorded


def _require_short(event: Event) -> None:
    """Refuse any typed text of over 4,000 characters (contract 2)."""
    for field in fields(event):
        words = getattr(event, field.name)
        if isinstance(words, str) and len(words) > MAX_CHARACTERS:
            raise UserError("text-too-long", what=field.name, length=len(words))


def require_director(session: Session, hand: Hand, verb: str) -> None:
    """Refuse a conduct verb at another station than the one that conducts now."""
    station, conductor = session.station_of(hand), session.state.conductor
    if station == conductor:
        return
    if is_directors(station) and is_directors(session.station):
        raise UserError("other-conducts", station=station, conductor=conductor)
    raise UserError("director-only", verb=verb, station=station)


def require_stage(session: Session, *allowed: str) -> None:
    """Refuse an act that the exercise's stage does not allow; a logbook does not know the stage."""
    if session.is_logbook:
        return
    stage = session.state.stage
    if stage not in allowed:
        raise UserError({"before": "not-started", "ended": "already-ended"}.get(stage, f"is-{stage}"))


def require_known(kind: str, given: str, known: Iterable[str]) -> None:
    """Refuse an id that the pack does not have, with the nearest one that it has.

    `kind` names what was looked for (inject, cell, action, ...).
    """
    ids = list(known)
    if given not in ids:
        raise UserError("unknown-id", what=kind, given=given, suggestion=closest(given, ids))


def require_rows(session: Session, rows: tuple[str, ...] | None) -> None:
    """Refuse a link to a row (`STATION:SEQ`) that is not in the journal."""
    known = {f"{station}:{seq}" for station, seq in session.state.rows} if rows else set()
    for row in rows or ():
        if row not in known:
            raise UserError("unknown-row", given=row)


def require_cell(session: Session, cell: str | None) -> None:
    """Refuse a cell that the pack does not have."""
    if cell is not None:
        require_known("cell", cell, [known.id for known in session.scenario.cells])


def require_text(words: str, what: str) -> str:
    """Return typed words without blanks at the ends; refuse empty ones and over 4,000 characters."""
    words = words.strip()
    if not words:
        raise UserError("empty-text", what=what)
    if len(words) > MAX_CHARACTERS:
        raise UserError("text-too-long", what=what, length=len(words))
    return words
