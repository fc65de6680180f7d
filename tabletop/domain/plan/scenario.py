"""The whole frozen plan of an exercise, as read from a pack; it must not change once play begins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.msel import ExpectedAction, Inject
from tabletop.domain.plan.readiness import ReadinessItem, RosterUnit
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.vulnerability import Vulnerability


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseFacts:
    """What the debrief prints about the exercise as an event (AAR/IP overview, doctrine 11)."""

    type: Text | None = None
    place: Text | None = None
    organisation: Text | None = None
    scope: Text | None = None
    threat: Text | None = None
    sponsor: Text | None = None
    contact: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A level of the situation board; `tone` orders them, 1 is calm."""

    id: str
    title: Text
    tone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndState:
    """An end state that the objectives serve."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stage of the exercise; it begins at T+ `at_ms`."""

    id: str
    title: Text
    at_ms: int
    scenario_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A group that plays, liaises, simulates or controls: `kind` says which."""

    id: str
    title: Text
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A body in the scenario with its mandate, for the actor cards."""

    id: str
    title: Text
    mandate: Text | None = None
    may_decide: Text | None = None
    may_not_decide: Text | None = None
    contact: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A law or regulation that decisions cite, as it stood at `as_at`."""

    id: str
    title: Text
    as_at: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A plan or handout that belongs to the exercise."""

    id: str
    title: Text
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Everything prepared: lists keep the order of the pack, T+ values are milliseconds."""

    id: str
    version: str
    title: Text
    languages: tuple[str, ...]
    timezone: str
    starts_at: datetime
    duration_ms: int
    cells: tuple[Cell, ...]
    objectives: tuple[Objective, ...]
    injects: tuple[Inject, ...]
    summary: Text | None = None
    labels: str = "hseep"
    rules_as_at: str | None = None
    exercise: ExerciseFacts = field(default_factory=ExerciseFacts)
    situations: tuple[Situation, ...] = ()
    end_states: tuple[EndState, ...] = ()
    phases: tuple[Phase, ...] = ()
    actors: tuple[Actor, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    readiness: tuple[ReadinessItem, ...] = ()
    roster: tuple[RosterUnit, ...] = ()
    vulnerabilities: tuple[Vulnerability, ...] = ()
    map: str | None = None
    rules: tuple[Rule, ...] = ()
    documents: tuple[Document, ...] = ()
    hot_wash: tuple[Text, ...] = ()

    def actions(self) -> Iterator[ExpectedAction]:
        """Yield every expected action in the order of the pack."""
        for inject in self.injects:
            yield from inject.expects

    def phase_of(self) -> dict[str, str | None]:
        """Return the phase of each inject by its planned time: number -> phase id or None.

        An inject without a time belongs to the phase of the one before it; shifts change nothing.
        """
        phases: dict[str, str | None] = {}
        current = self.phases[0].id if self.phases else None
        for inject in self.injects:
            if inject.at_ms is not None:
                begun = [phase.id for phase in self.phases if phase.at_ms <= inject.at_ms]
                current = begun[-1] if begun else None
            phases[inject.number] = current
        return phases


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A scenario with the very bytes it was read from; paths are relative, with `/`."""

    scenario: Scenario
    files: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        """Return the pack hash of contract 2."""
        return pack_hash(self.files)


def pack_hash(files: Mapping[str, bytes]) -> str:
    """Hash the lines `PATH NUL HEX-SHA256 NEWLINE`, sorted by path (contract 2)."""
    digest = hashlib.sha256()
    for path in sorted(files):
        line = f"{path}\0{hashlib.sha256(files[path]).hexdigest()}\n"
        digest.update(line.encode())
    return digest.hexdigest()
