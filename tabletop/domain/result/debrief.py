"""The debrief: every number that a paper or screen shows, with its n; it must not hold words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

from tabletop.domain.play.additions import DeadlineClock
from tabletop.domain.play.deadlines import DeadlineStatus
from tabletop.domain.play.events import Letter
from tabletop.domain.play.state import (
    BreachRecord,
    FeedbackRecord,
    JumpRecord,
    NoteRecord,
    PauseRecord,
    PrintRecord,
    RedactionRecord,
    SituationRecord,
    Status,
)
from tabletop.domain.result.agreement import Agreement
from tabletop.domain.result.latency import LatencySummary
from tabletop.domain.result.metrics import Metrics
from tabletop.domain.result.scoring import ScoreSheet

Gate = Literal["ready", "ready-with-notes", "not-ready"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectResult:
    """One inject in the result; latencies in milliseconds, never below 0.

    `has_actions` tells whether it asks for an action; its chosen variant may drop them all.
    """

    number: str
    status: Status
    is_contingency: bool
    variant: int
    planned_ms: int | None
    released_ms: int | None
    acknowledged_ms: int | None
    decision_ms: int | None
    response_ms: int | None
    has_actions: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLineResult:
    """How often a red line was breached; `grave` if any standing breach of it was."""

    id: str
    breaches: int
    grave: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessGap:
    """A readiness item below what is required."""

    id: str
    serviceable: int
    required: int
    critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessResult:
    """The readiness index (exact, None without a list), the gate and the gaps, critical first."""

    percent: Fraction | None
    gate: Gate
    gaps: tuple[ReadinessGap, ...]
    items: int
    override: str | None = None

    @property
    def critical_gaps(self) -> tuple[str, ...]:
        """Return the ids of critical items below 100 %."""
        return tuple(gap.id for gap in self.gaps if gap.critical)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingResult:
    """One evaluator's standing letter."""

    target: str
    letter: Letter
    why: str | None
    author: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingResult:
    """A strength or an area for improvement; `id` is `STATION:SEQ` of its row, `rows` what shows it."""

    id: str
    kind: Literal["strength", "improve"]
    objective: str
    text: str
    element: str | None
    author: str
    cell: str | None = None
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """A corrective action; `answers` is the id of the improvement it answers.

    One that was carried over answers none here: it comes from the exercise `carried_from`, where
    `carried_id` was its id. `element` is its own POETE element, else its improvement's.
    """

    id: str
    answers: str | None
    objective: str | None
    text: str
    owner: str
    contact: str | None
    start: str | None
    due: str | None
    retest: str | None
    status: Literal["open", "started", "closed"] = "open"
    element: str | None = None
    priority: str | None = None
    evidence: str | None = None
    carried_from: str | None = None
    carried_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineResult:
    """A deadline at the end: `set_ms`, `due_ms`, `done_ms` are T+, `due_at` the scenario clock's moment."""

    id: str
    text: str
    clock: DeadlineClock
    set_ms: int
    due_ms: int | None
    due_at: datetime | None
    inject: str | None
    done_ms: int | None
    status: DeadlineStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """Everything printed. Percents and coverages are exact fractions; lists are in pack order."""

    exercise_id: str
    started_at: datetime | None
    ended_at: datetime | None
    last_at: datetime | None
    elapsed_ms: int
    paused_ms: int
    draft: bool
    pack_sha256: str
    score: ScoreSheet
    injects: tuple[InjectResult, ...]
    metrics: Metrics
    red_lines: tuple[RedLineResult, ...]
    breaches: tuple[BreachRecord, ...]
    acknowledge: LatencySummary
    decision: LatencySummary
    response: LatencySummary
    readiness: ReadinessResult
    agreement: Agreement
    evaluators: int
    participants: tuple[tuple[str, int], ...]
    ratings: tuple[RatingResult, ...]
    findings: tuple[FindingResult, ...]
    plan: tuple[PlanResult, ...]
    situations: tuple[SituationRecord, ...]
    pauses: tuple[PauseRecord, ...]
    jumps: tuple[JumpRecord, ...]
    notes: tuple[NoteRecord, ...]
    missing: tuple[tuple[str, str], ...]
    """What the file lacks, as (code, station): gap, altered, unlinked, branch, unmerged."""
    entries: int
    stations: int
    head: str
    chain_is_intact: bool
    superseded: PrintRecord | None = None
    """The latest print, where rows came in since."""
    redacted: RedactionRecord | None = None
    """What this is a redacted copy of; None where it is the exercise itself."""
    deadlines: tuple[DeadlineResult, ...] = ()
    feedback: tuple[FeedbackRecord, ...] = ()
    clock_turns: tuple[tuple[int, datetime], ...] = ()
    """T+ in milliseconds and wall time of each row from which T+ ran on: STARTEX, resume, adjust."""

    def wall_at(self, elapsed_ms: int) -> datetime | None:
        """Return the wall time at T+, None before STARTEX was given."""
        turns = [turn for turn in self.clock_turns if turn[0] < elapsed_ms] or list(self.clock_turns[:1])
        if not turns:
            return None
        began_ms, began_at = turns[-1]
        return began_at + timedelta(milliseconds=elapsed_ms - began_ms)
