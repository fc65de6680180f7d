"""The keys of `pack.yaml` and `msel.yaml`, field by field (contract 2); it must not compare them.

Fields carry the names of the domain's, aliases the keys of the file; what a key left out means
stands as the field's default.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tabletop.exchange.pack_fields import (
    NOT_EMPTY,
    Cells,
    DottedId,
    Duration,
    Flag,
    Format,
    Id,
    Languages,
    Moment,
    PackId,
    PositiveDuration,
    Reference,
    References,
    Share,
    Time,
    Timezone,
    Weight,
    Wording,
    Words,
    one_of,
    whole_number,
    wrong,
)

_LARGEST_COUNT = 1_000_000
Count = Annotated[int, whole_number(1, _LARGEST_COUNT)]
Points = Annotated[int, whole_number(1, 100)]
Tone = Annotated[int, whole_number(1, 9)]


class Shape(BaseModel):
    """One mapping of the file: keys it does not know are refused, empty ones count as left out."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: object) -> object:
        if not isinstance(data, dict) or None not in data.values():
            return data
        known = keys_of(cls)
        return {key: value for key, value in data.items() if value is not None or key not in known}


class SituationShape(Shape):
    """A level of the situation board."""

    id: Id
    title: Wording | None = None
    tone: Tone | None = None


class EndStateShape(Shape):
    """An end state."""

    id: Id
    title: Wording | None = None


class PhaseShape(Shape):
    """A stage of the exercise."""

    id: Id
    title: Wording | None = None
    at_ms: Time = Field(alias="at")
    scenario_at: Moment | None = None


class CellShape(Shape):
    """A cell."""

    id: Id
    title: Wording
    kind: Annotated[str, one_of("player", "liaison", "simcell", "control")]


class ActorShape(Shape):
    """A body of the scenario."""

    id: Id
    title: Wording | None = None
    mandate: Wording | None = None
    may_decide: Wording | None = None
    may_not_decide: Wording | None = None
    contact: Wording | None = None


class TaskShape(Shape):
    """A critical task."""

    id: DottedId
    text: Wording | None = None
    source: Wording | None = None


class TargetShape(Shape):
    """A capability target."""

    id: DottedId
    text: Wording | None = None
    tasks: tuple[TaskShape, ...] = ()


class ObjectiveShape(Shape):
    """An objective with its chain."""

    id: Id
    title: Wording
    capability: Wording | None = None
    weight: Weight = Fraction(1)
    end_states: tuple[Reference, ...] = ()
    targets: tuple[TargetShape, ...] = ()


class RedLineShape(Shape):
    """A red line."""

    id: Id
    text: Wording
    objective: Reference
    grave: Flag = False


class ReadinessShape(Shape):
    """A line of the readiness list."""

    id: Id
    item: Wording
    group: Wording | None = None
    required: Count = 1
    unit: Wording | None = None
    critical: Flag = False
    weight: Weight = Fraction(1)


class RosterShape(Shape):
    """A unit that is to be present."""

    unit: Id
    title: Wording | None = None
    required: Count = 1


class VulnerabilityShape(Shape):
    """An entry of the vulnerability register."""

    id: Id
    site: Wording
    category: Wording
    area: Wording | None = None
    reasons: tuple[Wording, ...] = ()
    pattern: Wording | None = None
    mitigation: Wording | None = None
    owner: Wording | None = None
    source: Wording | None = None
    confidence: Wording | None = None
    as_at: Wording | None = None
    x: Share | None = None
    y: Share | None = None


class RuleShape(Shape):
    """A law or regulation."""

    id: Id
    title: Wording | None = None
    as_at: Words | None = None
    note: Wording | None = None


class DocumentShape(Shape):
    """A plan or handout."""

    id: Id
    title: Wording | None = None
    file: Reference | None = None


class ExerciseShape(Shape):
    """What the debrief prints about the exercise."""

    type: Wording | None = None
    place: Wording | None = None
    organisation: Wording | None = None
    scope: Wording | None = None
    threat: Wording | None = None
    sponsor: Wording | None = None
    contact: Wording | None = None


class PackShape(Shape):
    """The whole of `pack.yaml`."""

    format: Format
    id: PackId
    version: Words
    title: Wording
    languages: Languages
    timezone: Timezone
    starts_at: Moment
    duration_ms: PositiveDuration = Field(alias="duration")
    cells: Annotated[tuple[CellShape, ...], NOT_EMPTY]
    objectives: Annotated[tuple[ObjectiveShape, ...], NOT_EMPTY]
    summary: Wording | None = None
    labels: Annotated[str, one_of("hseep", "uk", "nato", "indonesia")] = "hseep"
    rules_as_at: Words | None = None
    exercise: ExerciseShape = Field(default_factory=ExerciseShape)
    situations: tuple[SituationShape, ...] | None = None
    end_states: tuple[EndStateShape, ...] = ()
    phases: tuple[PhaseShape, ...] = ()
    actors: tuple[ActorShape, ...] = ()
    red_lines: tuple[RedLineShape, ...] = ()
    readiness: tuple[ReadinessShape, ...] = ()
    roster: tuple[RosterShape, ...] = ()
    vulnerabilities: tuple[VulnerabilityShape, ...] = ()
    map: Reference | None = None
    rules: tuple[RuleShape, ...] = ()
    documents: tuple[DocumentShape, ...] = ()
    hot_wash: tuple[Wording, ...] = ()


class WhenShape(Shape):
    """The condition of a contingency or a variant: exactly one of its five kinds."""

    unmet: Reference | None = None
    any_unmet: References | None = None
    all_unmet: References | None = None
    met: Reference | None = None
    breached: References | None = None
    after_ms: Duration | None = Field(default=None, alias="after")
    within_ms: PositiveDuration | None = Field(default=None, alias="within")

    @model_validator(mode="after")
    def _hold_one(self) -> WhenShape:
        kinds = [self.unmet, self.any_unmet, self.all_unmet, self.met, self.breached]
        if sum(kind is not None for kind in kinds) != 1:
            raise wrong("when-not-one")
        if self.after_ms is not None and (self.met is not None or self.breached is not None):
            raise wrong("when-after", inner="after")
        if self.within_ms is not None and self.met is None:
            raise wrong("when-within", inner="within")
        return self


class ActionShape(Shape):
    """An expected action."""

    id: Id
    text: Wording
    cell: Reference
    points: Points
    objective: Reference
    within_ms: PositiveDuration | None = Field(default=None, alias="within")
    task: Reference | None = None
    critical: Flag = False
    rule: Reference | None = None
    cites: tuple[Wording, ...] = ()


class VariantShape(Shape):
    """Another telling of an inject."""

    when: WhenShape
    title: Wording | None = None
    message: Wording | None = None
    attachments: tuple[Reference, ...] | None = None
    controller_notes: Wording | None = None
    without: tuple[Reference, ...] = ()


class InjectShape(Shape):
    """A row of the MSEL."""

    number: Id
    kind: Annotated[str, one_of("contextual", "scheduled", "contingency")]
    title: Wording
    message: Wording
    sender: Wording = Field(alias="from")
    by: Reference
    to: Cells
    method: Annotated[
        str,
        one_of(
            "paper", "in-person", "phone", "radio", "email", "letter", "message", "social", "projector",
            "runner",
        ),
    ]  # fmt: skip
    at_ms: Time | None = Field(default=None, alias="at")
    auto: Flag = False
    when: WhenShape | None = None
    scenario_at: Moment | None = None
    delivery_ms: Duration | None = Field(default=None, alias="delivery")
    discussion_ms: Duration | None = Field(default=None, alias="discussion")
    links: tuple[Reference, ...] = ()
    red_lines: tuple[Reference, ...] = ()
    controller_notes: Wording | None = None
    attachments: tuple[Reference, ...] = ()
    state: Annotated[str, one_of("draft", "review", "approved", "ready")] = "ready"
    source_number: Words | None = None
    notes: Wording | None = None
    expects: tuple[ActionShape, ...] = ()
    variants: tuple[VariantShape, ...] = ()


class MselShape(Shape):
    """The whole of `msel.yaml`."""

    injects: tuple[InjectShape, ...]


def keys_of(shape: type[Shape]) -> dict[str, str]:
    """Return the keys that a mapping of this shape may have: key -> field name."""
    return {field.alias or name: name for name, field in shape.model_fields.items()}


def shape_below(shape: type[Shape], key: str) -> type[Shape] | None:
    """Return the shape of the mapping, or of the list's mappings, that stands under `key`."""
    name = keys_of(shape).get(key)
    if name is None:
        return None
    waiting: list[object] = [shape.model_fields[name].annotation]
    while waiting:
        annotation = waiting.pop()
        if isinstance(annotation, type) and issubclass(annotation, Shape):
            return annotation
        waiting.extend(get_args(annotation))
    return None
