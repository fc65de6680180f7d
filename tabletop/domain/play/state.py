"""The exercise as it stands: what the fold of plan and journal yields; never changed in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from tabletop.domain.plan.msel import Inject
from tabletop.domain.play.additions import DeadlineClock
from tabletop.domain.play.conduct_chain import Rivals
from tabletop.domain.play.events import (
    Bearing,
    Category,
    Completion,
    Element,
    Letter,
    PauseReason,
    Priority,
    Sense,
)
from tabletop.domain.play.follow_up import Progress
from tabletop.domain.play.journal import DIRECTOR, Entry

RowState = Literal["current", "corrected", "withdrawn", "ignored"]
Stage = Literal["before", "running", "paused", "ended"]
Status = Literal["waiting", "released", "held", "skipped", "retracted", "declined"]
Row = tuple[str, int]
"""A journal row's key: station and seq."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioClock:
    """The scenario clock as a value: it showed `scenario_at` when T+ was `elapsed_ms`."""

    scenario_at: datetime
    elapsed_ms: int = 0

    def at(self, elapsed_ms: int) -> datetime:
        """Return the scenario time at T+ `elapsed_ms`."""
        return self.scenario_at + timedelta(milliseconds=elapsed_ms - self.elapsed_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectState:
    """One inject in play; `planned_ms` after shifts, `released_ms` of the standing release."""

    number: str
    status: Status = "waiting"
    planned_ms: int | None = None
    released_ms: int | None = None
    variant: int = 0
    auto: bool = False
    offered_ms: int | None = None
    scenario_at: datetime | None = None
    acknowledged: tuple[tuple[str, int], ...] = ()
    repeated_ms: tuple[int, ...] = ()

    @property
    def is_released(self) -> bool:
        """Tell whether it counts in the score."""
        return self.status == "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """A standing decision, with the time it was seen and all that was said of it."""

    row: Row
    at_ms: int
    observed_ms: int
    author: str
    cell: str
    text: str
    category: Category
    inject: str | None
    told: tuple[str, ...] = ()
    is_after_endex: bool = False
    why: str | None = None
    rule: str | None = None
    deviation: str | None = None
    source: str | None = None
    threat: str | None = None
    alternative: str | None = None
    warning: str | None = None
    authority: str | None = None
    judgement: str | None = None
    sense: Sense | None = None
    bearing: Bearing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationRecord:
    """A standing observation: fact and judgement apart; `attachments` are hashes."""

    row: Row
    at_ms: int
    observed_ms: int
    author: str
    cell: str
    text: str
    judgement: str | None
    sense: Sense
    bearing: Bearing
    inject: str | None
    action: str | None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A standing grade of one rater: one author at one station."""

    row: Row
    action: str
    author: str
    completion: Completion
    observed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The director's decision in place of the raters; `seen_ms` only where it was said."""

    row: Row
    action: str
    completion: Completion
    at_ms: int
    seen_ms: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachRecord:
    """A standing breach of a red line; `grave` counts the line's and the breach's own gravity."""

    row: Row
    red_line: str
    at_ms: int
    inject: str | None
    grave: bool
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationRecord:
    """A change of the situation board."""

    row: Row
    at_ms: int
    situation: str
    decided_by: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRecord:
    """A pause at T+ `at_ms`; `wall_ms` is its length on the wall clock, None while it lasts."""

    at_ms: int
    reason: PauseReason
    began_at: datetime
    wall_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpRecord:
    """A time jump of the scenario clock at T+ `at_ms`."""

    at_ms: int
    to: datetime
    skipped: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessRecord:
    """The latest count of a readiness item."""

    present: int
    serviceable: int
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRecord:
    """An evaluator's letter; the latest standing one of an author at a station counts."""

    row: Row
    target: str
    letter: Letter
    why: str | None
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    """A strength or an area for improvement."""

    row: Row
    kind: Literal["strength", "improve"]
    objective: str
    text: str
    element: Element | None
    author: str
    cell: str | None = None
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A corrective action as it stands after its revisions.

    `improvement` is the row of the improvement it answers; one that was carried over has none, but
    the exercise it comes `carried_from` and its id there, and stands once: its `row` is the first that
    carried it. `evidence` is said where it is closed.
    """

    row: Row
    improvement: Row | None
    text: str
    owner: str
    contact: str | None = None
    start: str | None = None
    due: str | None = None
    retest: str | None = None
    element: Element | None = None
    priority: Priority | None = None
    status: Progress | Literal["closed"] = "open"
    evidence: str | None = None
    objective: str | None = None
    carried_from: str | None = None
    carried_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRecord:
    """What a participant said of the exercise, field by field as in `FeedbackGiven`."""

    row: Row
    text: str
    score: int | None
    realism: int | None = None
    attendance: int | None = None
    function: int | None = None
    plan: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRecord:
    """A free note, perhaps an answer to a hot-wash question (counted from 1)."""

    row: Row
    at_ms: int
    text: str
    question: int | None
    author: str
    cell: str | None = None
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRecord:
    """A printed debrief: when, and the head and number of the rows that it was printed from."""

    row: Row
    printed_at: datetime
    head: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionRecord:
    """That the file is a redacted copy of `exercise`, made from `entries` rows with this `head`."""

    exercise: str
    head: str
    entries: int
    names: int
    attachments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRecord:
    """Something that must be done in time, counted from when it was seen to begin (`set_ms`, T+).

    `due_ms` is T+ on the exercise clock, `due_at` the moment of the scenario clock: one of them is None,
    and a time jump moves towards the second only. `done_ms` and `done_at` say on both when it was done.
    """

    row: Row
    text: str
    clock: DeadlineClock
    length_ms: int
    set_ms: int
    due_ms: int | None
    due_at: datetime | None
    inject: str | None
    author: str
    done_ms: int | None = None
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it was not yet noted as done."""
        return self.done_ms is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseState:
    """Everything that screens, papers and scores read; lists are in aligned order.

    `injects` holds the plan's and the `improvised` ones, which are no part of the plan: see `played`.
    `placed` says at which T+ rows of a clock of their own were recorded and seen;
    `logbooks` are the stations to which one was issued, with their cells; `conduct` are those that conducted
    one after the other, `rivals` those that conducted beside them after a takeover.
    """

    stage: Stage
    elapsed_ms: int
    scenario_clock: ScenarioClock
    injects: Mapping[str, InjectState]
    started_at: datetime | None = None
    ended_at: datetime | None = None
    ended_ms: int | None = None
    rest: Literal["unmet", "open"] = "open"
    override: str | None = None
    start_phase: str | None = None
    is_emergency: bool = False
    last_at: datetime | None = None
    decisions: tuple[DecisionRecord, ...] = ()
    assessments: Mapping[str, tuple[Assessment, ...]] = field(default_factory=dict)
    settlements: Mapping[str, Settlement] = field(default_factory=dict)
    breaches: tuple[BreachRecord, ...] = ()
    situations: tuple[SituationRecord, ...] = ()
    pauses: tuple[PauseRecord, ...] = ()
    jumps: tuple[JumpRecord, ...] = ()
    adjusted_ms: tuple[tuple[int, int], ...] = ()
    readiness: Mapping[str, ReadinessRecord] = field(default_factory=dict)
    units: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    participants: Mapping[str, int] = field(default_factory=dict)
    ratings: tuple[RatingRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    plans: tuple[PlanRecord, ...] = ()
    feedback: tuple[FeedbackRecord, ...] = ()
    notes: tuple[NoteRecord, ...] = ()
    improvised: tuple[Inject, ...] = ()
    deadlines: tuple[DeadlineRecord, ...] = ()
    observations: tuple[ObservationRecord, ...] = ()
    prints: tuple[PrintRecord, ...] = ()
    redaction: RedactionRecord | None = None
    placed: Mapping[Row, tuple[int, int]] = field(default_factory=dict)
    logbooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conduct: tuple[str, ...] = (DIRECTOR,)
    rivals: tuple[Rivals, ...] = ()
    rows: Mapping[Row, RowState] = field(default_factory=dict)
    stations: tuple[str, ...] = ()

    def times_of(self, entry: Entry) -> tuple[int, int]:
        """Return the T+ at which a row was recorded and at which what it tells was seen."""
        seen_ms = entry.elapsed_ms if entry.observed_ms is None else entry.observed_ms
        return self.placed.get((entry.station, entry.seq), (entry.elapsed_ms, seen_ms))

    @property
    def conductor(self) -> str:
        """Return the station that conducts now."""
        return self.conduct[-1]


def later_unreleased(injects: Mapping[str, InjectState], number: str) -> list[str]:
    """Return the injects that a shift of `number..` moves too: planned with or after it, not out yet."""
    planned_ms = injects[number].planned_ms
    if planned_ms is None:
        return []
    place = list(injects).index(number)
    return [
        other.number
        for index, other in enumerate(injects.values())
        if other.status in ("waiting", "held")
        and other.planned_ms is not None
        and (other.planned_ms, index) > (planned_ms, place)
    ]
