"""The plan as it was played: the pack's injects and those made up on the spot; it must not read rows.

Whoever shows, scores or prints injects reads this plan. Only the fold reads the pack's own: it finds
the improvised ones in the rows.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.state import ExerciseState

IMPROVISED = "improvised"
"""The kind of an inject that no plan holds, beside those of contract 2."""


def played_scenario(plan: Scenario, state: ExerciseState) -> Scenario:
    """Return the plan with the improvised injects behind its own; the plan itself where there are none."""
    if not state.improvised:
        return plan
    return replace(plan, injects=(*plan.injects, *state.improvised))


def improvised_inject(event: InjectImprovised, plan: Scenario) -> Inject:
    """Return an improvised inject as if the pack held it: no planned time, no expected action.

    It is delivered by the pack's simulation cell, whose title is its voice where none was given.
    """
    by = _delivering_cell(plan)
    return Inject(
        number=event.inject,
        kind=IMPROVISED,
        title=Text.same(event.title),
        message=Text.same(event.message),
        sender=by[1] if event.sender is None else Text.same(event.sender),
        by=by[0],
        to=event.to,
        method=event.method,
    )


def next_improvised_number(taken: Collection[str]) -> str:
    """Return the first of X01, X02, ... that no inject has (a state's `injects` knows them all)."""
    numbers = {number.casefold() for number in taken}
    count = 1
    while f"x{count:02}" in numbers:
        count += 1
    return f"X{count:02}"


def _delivering_cell(plan: Scenario) -> tuple[str, Text]:
    for kind in ("simcell", "control"):
        for cell in plan.cells:
            if cell.kind == kind:
                return cell.id, cell.title
    return plan.cells[0].id, plan.cells[0].title
