"""From the shapes of a pack's files to the domain's scenario; it must not check what it maps."""

from __future__ import annotations

from typing import Any

from tabletop.domain.plan.eeg import CapabilityTarget, CriticalTask, Objective
from tabletop.domain.plan.msel import ExpectedAction, Inject, Variant
from tabletop.domain.plan.readiness import ReadinessItem, RosterUnit
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import (
    Actor,
    Cell,
    Document,
    EndState,
    ExerciseFacts,
    Phase,
    Rule,
    Scenario,
    Situation,
)
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached, Met, Unmet, When
from tabletop.domain.plan.vulnerability import Vulnerability
from tabletop.exchange.pack_shape import (
    ActionShape,
    InjectShape,
    MselShape,
    ObjectiveShape,
    PackShape,
    Shape,
    TargetShape,
    VariantShape,
    WhenShape,
)

# Contract 2: where a pack names no situations, these three. Other languages read the English words.
_DEFAULT_SITUATIONS = (
    ("green", {"id": "Hijau", "en": "Green"}),
    ("yellow", {"id": "Kuning", "en": "Yellow"}),
    ("red", {"id": "Merah", "en": "Red"}),
)


def to_scenario(pack: PackShape, msel: MselShape) -> Scenario:
    """Return the scenario of both files; an item without a title or text is called by its id."""
    return Scenario(
        id=pack.id,
        version=pack.version,
        title=pack.title,
        languages=pack.languages,
        timezone=pack.timezone,
        starts_at=pack.starts_at,
        duration_ms=pack.duration_ms,
        cells=tuple(Cell(**dict(cell)) for cell in pack.cells),
        objectives=tuple(_objective(objective) for objective in pack.objectives),
        injects=tuple(_inject(inject) for inject in msel.injects),
        summary=pack.summary,
        labels=pack.labels,
        rules_as_at=pack.rules_as_at,
        exercise=ExerciseFacts(**dict(pack.exercise)),
        situations=_situations(pack),
        end_states=tuple(EndState(**_titled(state, state.id)) for state in pack.end_states),
        phases=tuple(Phase(**_titled(phase, phase.id)) for phase in pack.phases),
        actors=tuple(Actor(**_titled(actor, actor.id)) for actor in pack.actors),
        red_lines=tuple(RedLine(**dict(line)) for line in pack.red_lines),
        readiness=tuple(ReadinessItem(**dict(item)) for item in pack.readiness),
        roster=tuple(RosterUnit(**_titled(row, row.unit)) for row in pack.roster),
        vulnerabilities=tuple(Vulnerability(**dict(entry)) for entry in pack.vulnerabilities),
        map=pack.map,
        rules=tuple(Rule(**_titled(rule, rule.id)) for rule in pack.rules),
        documents=tuple(Document(**_titled(document, document.id)) for document in pack.documents),
        hot_wash=pack.hot_wash,
    )


def _titled(shape: Shape, id_: str) -> dict[str, Any]:
    """Return a shape's fields with a title."""
    given = dict(shape)
    return {**given, "title": given["title"] or Text.same(id_)}


def _situations(pack: PackShape) -> tuple[Situation, ...]:
    if pack.situations is None:
        return tuple(
            Situation(id=id_, title=_in_languages(words, pack.languages), tone=tone)
            for tone, (id_, words) in enumerate(_DEFAULT_SITUATIONS, 1)
        )
    return tuple(
        Situation(id=level.id, title=level.title or Text.same(level.id), tone=level.tone or min(place, 9))
        for place, level in enumerate(pack.situations, 1)
    )


def _in_languages(words: dict[str, str], languages: tuple[str, ...]) -> Text:
    return Text(tuple((language, words.get(language, words["en"])) for language in languages))


def _objective(shape: ObjectiveShape) -> Objective:
    targets = tuple(_target(target) for target in shape.targets)
    return Objective(**{**dict(shape), "targets": targets})


def _target(shape: TargetShape) -> CapabilityTarget:
    tasks = tuple(
        CriticalTask(id=task.id, text=task.text or Text.same(task.id), source=task.source)
        for task in shape.tasks
    )
    return CapabilityTarget(id=shape.id, text=shape.text or Text.same(shape.id), tasks=tasks)


def _inject(shape: InjectShape) -> Inject:
    below = {
        "when": _when(shape.when) if shape.when else None,
        "expects": tuple(_action(action, shape.number) for action in shape.expects),
        "variants": tuple(_variant(variant) for variant in shape.variants),
    }
    return Inject(**{**dict(shape), **below})


def _action(shape: ActionShape, inject: str) -> ExpectedAction:
    return ExpectedAction(inject=inject, **dict(shape))


def _variant(shape: VariantShape) -> Variant:
    return Variant(**{**dict(shape), "when": _when(shape.when)})


def _when(shape: WhenShape) -> When:
    if shape.breached is not None:
        return Breached(red_lines=shape.breached)
    if shape.met is not None:
        return Met(action=shape.met, within_ms=shape.within_ms)
    if shape.unmet is not None:
        return Unmet(actions=(shape.unmet,), after_ms=shape.after_ms)
    return Unmet(
        actions=shape.all_unmet or shape.any_unmet or (),
        every=shape.all_unmet is not None,
        after_ms=shape.after_ms,
    )
