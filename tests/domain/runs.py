"""Small runs of one plan, to be put side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builders import HEADER, MINUTE, Rows, action, chained, inject, objective, readiness_item, scenario

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.result.comparability import Run
from tabletop.domain.result.compilation import compile_debrief

PLAN = scenario(
    inject("E01", action("E01.a", points=3, limit_ms=5 * MINUTE), action("E01.b")),
    inject("E02", action("E02.a", points=4, objective="O2"), at_ms=10 * MINUTE),
    objectives=(objective("O1"), objective("O2", 3)),
    readiness=(readiness_item("K01", required=2, critical=True), readiness_item("K02")),
)
Act = tuple[ev.Event, int] | ev.Event


def assessed(action_id: str, completion: ev.Completion, at_ms: int = MINUTE) -> Act:
    return ev.ActionAssessed(action=action_id, completion=completion), at_ms


def run(label: str, *acts: Act, plan: Scenario = PLAN, day: int = 1, **changes: Any) -> Run:
    """Play acts an exercise of its own on a day; every inject of the plan is released at T+00:00."""
    rows = Rows()
    rows.add(ev.ExerciseStarted(), wall_ms=day * 86_400_000)
    for each in plan.injects:
        rows.add(ev.InjectReleased(inject=each.number))
    for act in acts:
        event, at_ms = act if isinstance(act, tuple) else (act, 20 * MINUTE)
        rows.add(event, at_ms=at_ms)
    rows.add(ev.ExerciseEnded(), at_ms=30 * MINUTE)
    recorded = chained(rows.recorded)
    debrief = compile_debrief(plan, fold(plan, recorded), header=HEADER, recorded=recorded)
    known = {"exercise_id": label, "pack_sha256": plan.version * 64} | changes
    return Run(label=label, scenario=plan, debrief=replace(debrief, **known))


def met(*actions: str) -> list[Act]:
    return [assessed(each, "met") for each in actions]
