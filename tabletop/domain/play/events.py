"""What can happen in an exercise, one frozen class a kind; it must not hold when or who.

A body holds no floats, paths or host names, so that its canonical text is the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

Completion = Literal["met", "partial", "unmet", "n/a"]
Letter = Literal["P", "S", "M", "U"]
Category = Literal["decision", "action", "information", "request", "no-action", "note"]
PauseReason = Literal["safety", "break", "technical", "other", "sleep", "crash", "closed"]
Element = Literal["planning", "organization", "equipment", "training", "exercise"]
Priority = Literal["high", "medium", "low"]
Sense = Literal["seen", "heard", "reported"]
"""How the one who logs came to know it (doctrine 9)."""
Bearing = Literal["strength", "improve", "neutral"]
"""What an observation speaks for: a strength, an area for improvement, neither (doctrine 9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One kind of row in the journal; `version` counts changes of its body.

    Any act may carry a reason; the kinds that name it again require one. `form` is the number of the
    paper form that it was typed in from, with the entry's own: `P1-07.3`.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    reason: str | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessChecked(Event):
    """A readiness item was counted."""

    kind: ClassVar[str] = "readiness-checked"
    item: str
    present: int
    serviceable: int
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCounted(Event):
    """A roster unit was counted: how many came, how many are fit."""

    kind: ClassVar[str] = "unit-counted"
    unit: str
    present: int
    fit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsCounted(Event):
    """An organisation takes part with `n` people; a later row of the same one replaces it."""

    kind: ClassVar[str] = "participants-counted"
    organisation: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseStarted(Event):
    """STARTEX; with a phase, T+ begins at it and earlier injects count as skipped."""

    kind: ClassVar[str] = "startex"
    phase: str | None = None
    override: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseEnded(Event):
    """ENDEX; `rest` says how unassessed actions of released injects count (design 6)."""

    kind: ClassVar[str] = "endex"
    rest: Literal["unmet", "open"] = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectReleased(Event):
    """An inject was delivered; variant 0 is the base text, the others count from 1."""

    kind: ClassVar[str] = "release"
    inject: str
    variant: int = 0
    auto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectRetracted(Event):
    """A release was taken back; the inject leaves the score until released again."""

    kind: ClassVar[str] = "retract"
    inject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectRepeated(Event):
    """A released inject was delivered once more; its release time stays."""

    kind: ClassVar[str] = "repeat"
    inject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectHeld(Event):
    """An inject was taken out of the row until released or skipped."""

    kind: ClassVar[str] = "hold"
    inject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectSkipped(Event):
    """An inject will not be delivered."""

    kind: ClassVar[str] = "skip"
    inject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectShifted(Event):
    """A planned time moved by `by_ms`; `onward` moves every later unreleased inject too."""

    kind: ClassVar[str] = "shift"
    inject: str
    by_ms: int
    onward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoSet(Event):
    """AUTO release of one inject was switched."""

    kind: ClassVar[str] = "auto"
    inject: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContingencyOffered(Event):
    """The program offered a contingency, because its condition came true."""

    kind: ClassVar[str] = "offer"
    inject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContingencyDeclined(Event):
    """The director declined a contingency; it may still be released by hand."""

    kind: ClassVar[str] = "decline"
    inject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisePaused(Event):
    """PAUSEX; the program itself pauses with sleep, crash and closed."""

    kind: ClassVar[str] = "pause"
    reason: PauseReason = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseResumed(Event):
    """The exercise clock runs again."""

    kind: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyCalled(Event):
    """A real emergency: play stops at once ("INI BUKAN LATIHAN")."""

    kind: ClassVar[str] = "safety"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockAdjusted(Event):
    """T+ and the scenario clock moved by `by_ms` from then on."""

    kind: ClassVar[str] = "adjust"
    by_ms: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeJumped(Event):
    """The scenario clock moved to `to`; T+ did not. `due` says what becomes of the gap's injects."""

    kind: ClassVar[str] = "jump"
    to: datetime
    due: Literal["keep", "skip"] = "keep"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationChanged(Event):
    """The situation board changed; `decided_by` is the role that decided."""

    kind: ClassVar[str] = "situation"
    situation: str
    decided_by: str | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectAcknowledged(Event):
    """A cell confirmed that it has the inject."""

    kind: ClassVar[str] = "acknowledge"
    inject: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLogged(Event):
    """What a cell decided or did, and why; `corrects` is the seq of the row it replaces.

    An observer adds how it came to be known and what it speaks for, apart from the fact (doctrine 9);
    `attachments` are hashes of files in the exercise.
    """

    kind: ClassVar[str] = "decide"
    cell: str
    text: str
    inject: str | None = None
    category: Category = "decision"
    why: str | None = None
    rule: str | None = None
    told: tuple[str, ...] = ()
    deviation: str | None = None
    source: str | None = None
    threat: str | None = None
    alternative: str | None = None
    warning: str | None = None
    authority: str | None = None
    judgement: str | None = None
    sense: Sense | None = None
    bearing: Bearing | None = None
    attachments: tuple[str, ...] | None = None
    corrects: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAssessed(Event):
    """A rater graded an expected action; a later row of the same rater replaces it."""

    kind: ClassVar[str] = "assess"
    action: str
    completion: Completion


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSettled(Event):
    """The director's decision in place of the raters."""

    kind: ClassVar[str] = "settle"
    action: str
    completion: Completion
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLineBreached(Event):
    """A conduct red line was breached."""

    kind: ClassVar[str] = "breach"
    red_line: str
    inject: str | None = None
    grave: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachCleared(Event):
    """A breach turned out not to stand; `breach_seq` and `breach_station` name its row."""

    kind: ClassVar[str] = "clear"
    red_line: str
    breach_station: str
    breach_seq: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActUndone(Event):
    """This station's row `target_seq` does not stand any more."""

    kind: ClassVar[str] = "undo"
    target_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWithdrawn(Event):
    """This station's decision `target_seq` does not stand any more."""

    kind: ClassVar[str] = "withdraw"
    target_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Event):
    """An evaluator's official letter for `overall`, an objective or a capability target."""

    kind: ClassVar[str] = "rate"
    target: str
    letter: Letter
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthNoted(Event):
    """A strength under an objective; `rows` (`STATION:SEQ`) are the log's rows that show it."""

    kind: ClassVar[str] = "strength"
    objective: str
    text: str
    cell: str | None = None
    rows: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementNoted(Event):
    """An area for improvement; `element` is its POETE element, `rows` the log's rows that show it."""

    kind: ClassVar[str] = "improve"
    objective: str
    text: str
    element: Element | None = None
    cell: str | None = None
    rows: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveActionPlanned(Event):
    """A corrective action that answers this station's improvement `improvement_seq`."""

    kind: ClassVar[str] = "plan"
    text: str
    improvement_seq: int
    owner: str
    contact: str | None = None
    start: str | None = None
    due: str | None = None
    retest: str | None = None
    element: Element | None = None
    priority: Priority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken(Event):
    """A free note, perhaps a `cell`'s; `question` counts the pack's hot-wash questions from 1.

    `rows` (`STATION:SEQ`) are the log's rows that it speaks of.
    """

    kind: ClassVar[str] = "note"
    text: str
    question: int | None = None
    cell: str | None = None
    rows: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownEvent(Event):
    """A row that this version cannot read: kept and shown, ignored by the fold."""

    kind: ClassVar[str] = "unknown"
    named: str
    named_version: int
