"""What each kind of row does to the state: one method a kind; it must not order or withdraw rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play import records
from tabletop.domain.play.additions import DeadlineMet, DeadlineSet, InjectImprovised
from tabletop.domain.play.alignment import Aligned
from tabletop.domain.play.deadlines import LONGEST_MS
from tabletop.domain.play.follow_up import ActionCarried, ActionClosed, ActionRevised, FeedbackGiven
from tabletop.domain.play.journal import Entry, wall_time
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.planned_actions import PlannedActions
from tabletop.domain.play.played import improvised_inject
from tabletop.domain.play.standing import Standing
from tabletop.domain.play.state import (
    Assessment,
    DeadlineRecord,
    ExerciseState,
    InjectState,
    JumpRecord,
    PauseRecord,
    RatingRecord,
    ReadinessRecord,
    Row,
    ScenarioClock,
    Settlement,
    later_unreleased,
)
from tabletop.domain.play.stations import CopyRedacted, DebriefPrinted, LogbookIssued

_MOVES_THE_CLOCK = frozenset({"startex", "endex", "pause", "resume", "safety", "adjust"})
_RUNS_ON = frozenset({"startex", "resume", "adjust"})
_IN_PLAY_ONLY = frozenset({"acknowledge", "assess", "breach", "deadline", "done"})
"""Kinds without effect where they were seen after ENDEX: kept, and not scored (contract 3)."""
_TOLD_WHATEVER_IT_NAMES = (ev.DecisionLogged, ev.RedLineBreached, ObservationNoted)
"""Events that stand even where the plan does not know the inject that they name."""


class Gathering:
    """The state while it is gathered; one method a kind of event."""

    def __init__(self, scenario: Scenario, standing: Standing) -> None:
        self._scenario = scenario
        self._standing = standing
        self._phases = scenario.phase_of()
        self._grave = {line.id for line in scenario.red_lines if line.grave}
        self._plan = {inject.number: inject for inject in scenario.injects}
        self._injects = {inject.number: _before_play(inject) for inject in scenario.injects}
        self._clocks = [ScenarioClock(scenario_at=scenario.starts_at)]
        self._facts: dict[str, Any] = {"stage": "before"}
        self._lists: dict[str, list[Any]] = {}
        self._assessments: dict[str, dict[tuple[str, str], Assessment]] = {}
        self._ratings: dict[tuple[str, str, str], RatingRecord] = {}
        self._settlements: dict[str, Settlement] = {}
        self._met: dict[Row, tuple[int, datetime]] = {}
        self._planned = PlannedActions()
        self._readiness: dict[str, ReadinessRecord] = {}
        self._units: dict[str, tuple[int, int]] = {}
        self._participants: dict[str, int] = {}
        self._last_of_station: dict[str, Aligned] = {}
        self._placed: dict[Row, tuple[int, int]] = {}
        self._logbooks: dict[str, tuple[str, ...]] = {}
        self._clock_moved_by: Entry | None = None
        self._runs_since: Entry | None = None
        self._last_wall_at = {True: "", False: ""}

    def take(self, row: Aligned) -> None:
        """Let one row have its effect, if it stands."""
        entry = row.entry
        stands = self._standing.take(row) == "current"
        self._last_wall_at[row.is_own_clock] = max(self._last_wall_at[row.is_own_clock], entry.wall_at)
        self._last_of_station[entry.station] = row
        if row.is_own_clock:
            self._placed[entry.station, entry.seq] = row.at_ms, row.observed_ms
        if row.is_after_endex and entry.kind in _IN_PLAY_ONLY:
            return
        if stands and entry.kind in _MOVES_THE_CLOCK:
            self._clock_moved_by = entry
        if stands:
            handler = _HANDLERS.get(entry.kind)
            if handler is not None and self._knows(row.event):
                handler(self, row, row.event)
        if stands and entry.kind in _RUNS_ON:
            self._runs_since = entry

    def freeze(self) -> ExerciseState:
        """Return the gathered state; what is gathered later does not reach into it."""
        lists: dict[str, Any] = {name: tuple(kept) for name, kept in self._lists.items()}
        lists["deadlines"] = tuple(map(self._with_end, self._lists.get("deadlines", ())))
        # A clock of an observer's own says nothing of when the director's file was last written.
        last_wall_at = self._last_wall_at[False] or self._last_wall_at[True]
        return ExerciseState(
            scenario_clock=self._clocks[-1],
            injects=dict(self._injects),
            assessments={action: tuple(given.values()) for action, given in self._assessments.items()},
            settlements=dict(self._settlements),
            ratings=tuple(self._ratings.values()),
            plans=self._planned.freeze(),
            readiness=dict(self._readiness),
            units=dict(self._units),
            participants=dict(self._participants),
            rows=dict(self._standing.rows),
            elapsed_ms=self._elapsed_ms(),
            stations=tuple(self._last_of_station),
            last_at=wall_time(last_wall_at) if last_wall_at else None,
            placed=dict(self._placed),
            logbooks=dict(self._logbooks),
            conduct=tuple(self._standing.chain.last_seqs),
            rivals=self._standing.chain.rivals,
            **self._facts,
            **lists,
        )

    # Before STARTEX -----------------------------------------------------------------------------

    def readiness_checked(self, _row: Aligned, event: ev.ReadinessChecked) -> None:
        self._readiness[event.item] = ReadinessRecord(
            present=event.present, serviceable=event.serviceable, note=event.note
        )

    def unit_counted(self, _row: Aligned, event: ev.UnitCounted) -> None:
        self._units[event.unit] = (event.present, event.fit)

    def participants_counted(self, _row: Aligned, event: ev.ParticipantsCounted) -> None:
        self._participants[event.organisation] = event.n

    # The clock ----------------------------------------------------------------------------------

    def startex(self, row: Aligned, event: ev.ExerciseStarted) -> None:
        self._facts |= {
            "stage": "running",
            "started_at": wall_time(row.entry.wall_at),
            "override": event.override,
            "start_phase": event.phase,
        }
        if event.phase is None:
            return
        order = [phase.id for phase in self._scenario.phases]
        begun = order.index(event.phase)
        phase = self._scenario.phases[begun]
        if phase.scenario_at is not None:
            # The exercise begins with it: no time before it ran on another.
            self._clocks = [ScenarioClock(scenario_at=phase.scenario_at, elapsed_ms=row.at_ms)]
        for number, belongs_to in self._phases.items():
            if belongs_to is None or order.index(belongs_to) < begun:
                self._change(number, status="skipped")

    def endex(self, row: Aligned, event: ev.ExerciseEnded) -> None:
        self._end_pause(row)
        self._facts |= {"stage": "ended", "is_emergency": False, "rest": event.rest}
        self._facts |= {"ended_at": wall_time(row.entry.wall_at), "ended_ms": row.at_ms}

    def pause(self, row: Aligned, event: ev.ExercisePaused) -> None:
        if self._facts["stage"] == "paused":  # the same pause, its reason told later
            pauses = self._lists["pauses"]
            pauses[-1] = replace(pauses[-1], reason=event.reason)
        else:
            self._begin_pause(row, event.reason)

    def safety(self, row: Aligned, _event: ev.SafetyCalled) -> None:
        self._facts["is_emergency"] = True
        if self._facts["stage"] == "running":
            self._begin_pause(row, "safety")

    def resume(self, row: Aligned, _event: ev.ExerciseResumed) -> None:
        self._end_pause(row)
        self._facts |= {"stage": "running", "is_emergency": False}

    def _begin_pause(self, row: Aligned, reason: ev.PauseReason) -> None:
        self._facts["stage"] = "paused"
        began_at = wall_time(row.entry.wall_at)
        if reason == "crash" and self._runs_since is not None:
            # Written when the program came back: the pause began when T+ stopped.
            since = self._runs_since
            ran = timedelta(milliseconds=row.at_ms - since.elapsed_ms)
            began_at = min(began_at, wall_time(since.wall_at) + ran)
        self._add("pauses", PauseRecord(at_ms=row.at_ms, reason=reason, began_at=began_at))

    def _end_pause(self, row: Aligned) -> None:
        pauses = self._lists.get("pauses", [])
        if pauses and pauses[-1].wall_ms is None:
            lasted = wall_time(row.entry.wall_at) - pauses[-1].began_at
            pauses[-1] = replace(pauses[-1], wall_ms=max(0, lasted // timedelta(milliseconds=1)))

    def adjust(self, row: Aligned, event: ev.ClockAdjusted) -> None:
        self._add("adjusted_ms", (row.at_ms, event.by_ms))

    def jump(self, row: Aligned, event: ev.TimeJumped) -> None:
        self._clocks.append(ScenarioClock(scenario_at=event.to, elapsed_ms=row.at_ms))
        in_gap = [n for n in self._injects if (self._plan[n].scenario_at or event.to) < event.to]
        skipped = [n for n in in_gap if event.due == "skip" and self._injects[n].status == "waiting"]
        for number in skipped:
            self._change(number, status="skipped")
        jump = JumpRecord(at_ms=row.at_ms, to=event.to, skipped=tuple(skipped), reason=event.reason)
        self._add("jumps", jump)

    # Injects ------------------------------------------------------------------------------------

    def release(self, row: Aligned, event: ev.InjectReleased) -> None:
        shown_at: datetime = self._plan[event.inject].scenario_at or self._clocks[-1].at(row.at_ms)
        self._change(
            event.inject,
            status="released",
            released_ms=row.at_ms,
            variant=event.variant,
            scenario_at=shown_at,
        )

    def retract(self, _row: Aligned, event: ev.InjectRetracted) -> None:
        self._change(event.inject, status="retracted", released_ms=None, variant=0, scenario_at=None)

    def repeat(self, row: Aligned, event: ev.InjectRepeated) -> None:
        repeated_ms = self._injects[event.inject].repeated_ms
        self._change(event.inject, repeated_ms=(*repeated_ms, row.at_ms))

    def hold(self, _row: Aligned, event: ev.InjectHeld) -> None:
        self._change(event.inject, status="held")

    def skip(self, _row: Aligned, event: ev.InjectSkipped) -> None:
        self._change(event.inject, status="skipped")

    def shift(self, _row: Aligned, event: ev.InjectShifted) -> None:
        moved = [event.inject, *(later_unreleased(self._injects, event.inject) if event.onward else ())]
        for number in moved:
            planned_ms = self._injects[number].planned_ms
            if planned_ms is not None:
                self._change(number, planned_ms=max(0, planned_ms + event.by_ms))

    def auto(self, _row: Aligned, event: ev.AutoSet) -> None:
        self._change(event.inject, auto=event.on)

    def offer(self, row: Aligned, event: ev.ContingencyOffered) -> None:
        self._change(event.inject, offered_ms=row.at_ms)

    def decline(self, _row: Aligned, event: ev.ContingencyDeclined) -> None:
        self._change(event.inject, status="declined")

    def acknowledge(self, row: Aligned, event: ev.InjectAcknowledged) -> None:
        acknowledged = self._injects[event.inject].acknowledged
        self._change(event.inject, acknowledged=(*acknowledged, (event.cell, row.observed_ms)))

    # Added to the plan --------------------------------------------------------------------------

    def improvise(self, row: Aligned, event: InjectImprovised) -> None:
        inject = improvised_inject(event, self._scenario)
        self._plan[inject.number] = inject
        self._injects[inject.number] = _before_play(inject)
        self._add("improvised", inject)
        self.release(row, ev.InjectReleased(inject=inject.number))

    def deadline(self, row: Aligned, event: DeadlineSet) -> None:
        self._add("deadlines", records.deadline(row, event, self._clock_at(row.observed_ms)))

    def done(self, row: Aligned, event: DeadlineMet) -> None:
        # Kept apart: another station's row may stand before that of the deadline which it names.
        met = row.observed_ms, self._clock_at(row.observed_ms).at(row.observed_ms)
        self._met.setdefault(row.target or (event.deadline_station, event.deadline_seq), met)

    def _with_end(self, deadline: DeadlineRecord) -> DeadlineRecord:
        done_ms, done_at = self._met.get(deadline.row, (None, None))
        return replace(deadline, done_ms=done_ms, done_at=done_at)

    # What cells do ------------------------------------------------------------------------------

    def decide(self, row: Aligned, event: ev.DecisionLogged) -> None:
        self._add("decisions", records.decision(row, event))

    def assess(self, row: Aligned, event: ev.ActionAssessed) -> None:
        rater = (row.entry.station, row.entry.author)
        self._assessments.setdefault(event.action, {})[rater] = records.assessment(row, event)

    def settle(self, row: Aligned, event: ev.ActionSettled) -> None:
        self._settlements[event.action] = records.settlement(row, event)

    def breach(self, row: Aligned, event: ev.RedLineBreached) -> None:
        self._add("breaches", records.breach(row, event, self._grave))

    def situation(self, row: Aligned, event: ev.SituationChanged) -> None:
        self._add("situations", records.situation(row, event))

    # Evaluation ---------------------------------------------------------------------------------

    def rate(self, row: Aligned, event: ev.Rated) -> None:
        slot = (row.entry.station, row.entry.author, event.target)
        self._ratings.pop(slot, None)  # so that the latest stands last
        self._ratings[slot] = records.rating(row, event)

    def strength(self, row: Aligned, event: ev.StrengthNoted | ev.ImprovementNoted) -> None:
        self._add("findings", records.finding(row, event))

    improve = strength

    def plan(self, row: Aligned, event: ev.CorrectiveActionPlanned) -> None:
        self._planned.add(records.plan(row, event))

    def carry(self, row: Aligned, event: ActionCarried) -> None:
        self._planned.add(records.carried(row, event))

    def revise(self, row: Aligned, event: ActionRevised | ActionClosed) -> None:
        self._planned.follow(row, event)

    close = revise

    def feedback(self, row: Aligned, event: FeedbackGiven) -> None:
        self._add("feedback", records.feedback(row, event))

    def note(self, row: Aligned, event: ev.NoteTaken) -> None:
        self._add("notes", records.note(row, event))

    # Stations -----------------------------------------------------------------------------------

    def observe(self, row: Aligned, event: ObservationNoted) -> None:
        self._add("observations", records.observation(row, event))

    def logbook_issued(self, _row: Aligned, event: LogbookIssued) -> None:
        self._logbooks[event.station] = event.cells

    def printed(self, row: Aligned, event: DebriefPrinted) -> None:
        self._add("prints", records.printed(row, event))

    def redacted(self, _row: Aligned, event: CopyRedacted) -> None:
        self._facts["redaction"] = records.redaction(event)

    def _knows(self, event: ev.Event) -> bool:
        """Tell whether a row has something to move; a merged row may come from another plan."""
        if isinstance(event, _TOLD_WHATEVER_IT_NAMES):
            return True
        if isinstance(event, ev.ExerciseStarted):
            return event.phase is None or any(p.id == event.phase for p in self._scenario.phases)
        if isinstance(event, InjectImprovised):
            return event.inject not in self._plan
        if isinstance(event, DeadlineSet):
            return 0 < event.within_ms <= LONGEST_MS
        return getattr(event, "inject", None) is None or event.inject in self._plan  # type: ignore[attr-defined]  # just asked

    # Small steps --------------------------------------------------------------------------------

    def _elapsed_ms(self) -> int:
        """Return the T+ that was reached: of the director's last row, or of another station's later one.

        A row from before the clock was last moved no longer says what T+ is: an adjust may move it back.
        """
        moved = self._clock_moved_by
        return max(
            (
                row.at_ms
                for row in self._last_of_station.values()
                if not row.is_own_clock
                and (moved is None or self._standing.chain.conducts(row.entry) or _is_later(row.entry, moved))
            ),
            default=0,
        )

    def _clock_at(self, elapsed_ms: int) -> ScenarioClock:
        """Return the scenario clock as it ran at a T+, which may lie before the last time jump."""
        running = (clock for clock in reversed(self._clocks) if clock.elapsed_ms <= elapsed_ms)
        return next(running, self._clocks[0])

    def _add(self, name: str, record: object) -> None:
        self._lists.setdefault(name, []).append(record)

    def _change(self, number: str, **changes: Any) -> None:
        self._injects[number] = replace(self._injects[number], **changes)


def _is_later(entry: Entry, than: Entry) -> bool:
    """Tell whether a row was recorded after another; the wall clock may have been set, mono_ns never."""
    if entry.boot_id == than.boot_id:
        return entry.mono_ns > than.mono_ns
    return entry.wall_at > than.wall_at


def _before_play(inject: Inject) -> InjectState:
    return InjectState(number=inject.number, planned_ms=inject.at_ms, auto=inject.auto)


_Handler = Callable[[Gathering, Aligned, Any], None]

_HANDLERS: dict[str, _Handler] = {
    kind: getattr(Gathering, kind.replace("-", "_"))
    for kind in (
        "readiness-checked", "unit-counted", "participants-counted", "startex", "endex", "pause",
        "resume", "safety", "adjust", "jump", "release", "retract", "repeat", "hold", "skip", "shift",
        "auto", "offer", "decline", "acknowledge", "decide", "assess", "settle", "breach", "situation",
        "rate", "strength", "improve", "plan", "note", "improvise", "deadline", "done", "observe",
        "logbook-issued", "printed", "redacted", "carry", "revise", "close", "feedback",
    )
}  # fmt: skip
