"""The part of a plan that an observer may carry: their cells' injects, none of the others' future."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tabletop.domain.plan.msel import ALL_CELLS, Inject
from tabletop.domain.plan.scenario import Scenario


def reduced(scenario: Scenario, cells: Collection[str], released: Collection[str] = ()) -> Scenario:
    """Return the plan with the injects that are out or concern one of `cells`, as an observer needs them.

    An inject concerns a cell that receives it or is expected to act on it. What only a director needs is
    left out: controllers' notes, conditions and the tellings that hang on them.
    """
    kept = [
        _as_observed(inject)
        for inject in scenario.injects
        if inject.number in released or concerns(inject, cells)
    ]
    return replace(scenario, injects=tuple(kept))


def concerns(inject: Inject, cells: Collection[str]) -> bool:
    """Tell whether an inject goes to one of the cells, or expects something of one."""
    named = {*inject.to, *(action.cell for action in inject.expects)}
    return ALL_CELLS in named or not named.isdisjoint(cells)


def attachments_of(scenario: Scenario) -> set[str]:
    """Return the paths of every file that a plan names."""
    named: set[str] = set()
    for inject in scenario.injects:
        named.update(inject.attachments, *(variant.attachments or () for variant in inject.variants))
    named |= {document.file for document in scenario.documents if document.file is not None}
    return named if scenario.map is None else named | {scenario.map}


def _as_observed(inject: Inject) -> Inject:
    kind = "contextual" if inject.is_contingency else inject.kind
    return replace(inject, kind=kind, when=None, auto=False, variants=(), controller_notes=None, notes=None)
