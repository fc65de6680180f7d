"""A scenario as the keys and texts of a pack's files; it must not know how YAML is written."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import TypeAlias

from tabletop.domain.plan.eeg import CapabilityTarget, CriticalTask, Objective
from tabletop.domain.plan.msel import ALL_CELLS, ExpectedAction, Inject, Variant
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached, Met, Unmet, When
from tabletop.exchange.pack_fields import FORMAT
from tabletop.exchange.typed_text import decimal_text, duration_text, moment_text, time_text

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"


class Bare(str):
    """A number or `true`, which stands without quotes."""

    __slots__ = ()


# Flat items: their keys in the order of the contract. The values' types say how they are written.
_FLAT = {
    "situations": ("id", "title", "tone"),
    "end_states": ("id", "title"),
    "phases": ("id", "title", "at_ms", "scenario_at"),
    "cells": ("id", "title", "kind"),
    "actors": ("id", "title", "mandate", "may_decide", "may_not_decide", "contact"),
    "red_lines": ("id", "text", "objective", "grave"),
    "readiness": ("id", "group", "item", "required", "unit", "critical", "weight"),
    "roster": ("unit", "title", "required"),
    "vulnerabilities": (
        "id", "site", "category", "area", "reasons", "pattern", "mitigation", "owner", "source",
        "confidence", "as_at", "x", "y",
    ),
    "rules": ("id", "title", "as_at", "note"),
    "documents": ("id", "title", "file"),
}  # fmt: skip
_FACTS = ("type", "place", "organisation", "scope", "threat", "sponsor", "contact")
_INJECT = (
    "number", "at_ms", "kind", "when", "title", "message", "sender", "by", "to", "method", "auto",
    "scenario_at", "delivery_ms", "discussion_ms", "links", "red_lines", "controller_notes",
    "attachments", "state", "source_number", "notes", "expects", "variants",
)  # fmt: skip
_ACTION = ("id", "text", "cell", "points", "within_ms", "objective", "task", "critical", "rule", "cites")
_VARIANT = ("when", "title", "message", "attachments", "controller_notes", "without")

_KEYS = {
    "at_ms": "at", "sender": "from", "duration_ms": "duration", "delivery_ms": "delivery",
    "discussion_ms": "discussion", "within_ms": "within", "after_ms": "after",
}  # fmt: skip
_READY = "ready"


def pack_tree(scenario: Scenario) -> dict[str, Tree]:
    """Return `pack.yaml` as keys and texts."""
    tree: dict[str, Tree] = {"format": FORMAT}
    tree |= _item(
        scenario,
        (
            "id", "version", "title", "summary", "languages", "timezone", "starts_at", "duration_ms",
            "labels", "rules_as_at",
        ),
    )  # fmt: skip
    exercise = _item(scenario.exercise, _FACTS)
    if exercise:
        tree["exercise"] = exercise
    for name in ("situations", "end_states", "phases", "cells", "actors"):
        tree |= _items(scenario, name)
    # Without the key the three usual situations would come in.
    tree.setdefault("situations", [])
    tree["objectives"] = [_objective(objective) for objective in scenario.objectives]
    for name in ("red_lines", "readiness", "roster", "vulnerabilities"):
        tree |= _items(scenario, name)
    tree |= _item(scenario, ("map",))
    for name in ("rules", "documents"):
        tree |= _items(scenario, name)
    return tree | _item(scenario, ("hot_wash",))


def msel_tree(scenario: Scenario) -> dict[str, Tree]:
    """Return `msel.yaml` as keys and texts."""
    return {"injects": [_inject(inject) for inject in scenario.injects]}


def _items(scenario: Scenario, name: str) -> dict[str, Tree]:
    rows = getattr(scenario, name)
    return {name: [_item(row, _FLAT[name]) for row in rows]} if rows else {}


def _objective(objective: Objective) -> Tree:
    tree = _item(objective, ("id", "title", "capability", "weight", "end_states"))
    if objective.targets:
        tree["targets"] = [_target(target) for target in objective.targets]
    return tree


def _target(target: CapabilityTarget) -> Tree:
    tree = _item(target, ("id", "text"))
    if target.tasks:
        tree["tasks"] = [_task(task) for task in target.tasks]
    return tree


def _task(task: CriticalTask) -> Tree:
    return _item(task, ("id", "text", "source"))


def _inject(inject: Inject) -> Tree:
    tree = _item(inject, _INJECT)
    if inject.state == _READY:
        del tree["state"]
    if inject.to == (ALL_CELLS,):
        tree["to"] = ALL_CELLS
    return tree


def _item(item: object, names: tuple[str, ...]) -> dict[str, Tree]:
    """Return the fields that say something: not None, not false, not an empty list."""
    tree: dict[str, Tree] = {}
    for name in names:
        value = getattr(item, name)
        # A variant's empty list of attachments takes the inject's away: it says something.
        says_nothing = value is None or value is False or value == ()
        if not says_nothing or (isinstance(item, Variant) and name == "attachments" and value == ()):
            tree[_KEYS.get(name, name)] = _value(value, name)
    return tree


def _value(value: object, name: str) -> Tree:
    match value:
        case Text():
            tree = _text(value)
        case tuple():
            tree = [_value(item, "") for item in value]
        case Unmet() | Met() | Breached():
            tree = _when(value)
        case ExpectedAction():
            tree = _item(value, _ACTION)
        case Variant():
            tree = _item(value, _VARIANT)
        case _:
            tree = _scalar(value, name)
    return tree


def _scalar(value: object, name: str) -> str:
    match value:
        case datetime():
            return moment_text(value)
        case True:
            return Bare("true")
        case int() if name.endswith("_ms"):
            return time_text(value) if name == "at_ms" else duration_text(value)
        case int():
            return Bare(value)
        case Fraction():
            return Bare(decimal_text(value))
        case _:
            return str(value)


def _text(text: Text) -> Tree:
    common = dict(text.versions).get("")
    return common if common is not None else dict(text.versions)


def _when(when: When) -> Tree:
    match when:
        case Breached():
            return {"breached": list(when.red_lines)}
        case Met():
            return {"met": when.action, **_item(when, ("within_ms",))}
        case Unmet(actions=(action,), every=False):
            return {"unmet": action, **_item(when, ("after_ms",))}
        case Unmet():
            kind = "all_unmet" if when.every else "any_unmet"
            return {kind: list(when.actions), **_item(when, ("after_ms",))}
