"""Each thing that a scenario must hold, one break at a time: where it is found, and by which code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import MINUTE, action, inject, objective, phase, scenario, variant

from tabletop.domain.plan.checks import Path, check_scenario
from tabletop.domain.plan.eeg import CapabilityTarget, CriticalTask
from tabletop.domain.plan.scenario import Cell, Document, Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached, Met, Unmet

T = Text.same("words")
CELL = scenario().cells[0]
O1 = replace(
    objective("O1"),
    targets=(CapabilityTarget(id="O1.1", text=T, tasks=(CriticalTask(id="O1.1.a", text=T),)),),
)
O2 = replace(objective("O2"), targets=(CapabilityTarget(id="O2.1", text=T),))


def plan_of(*injects: Any, **more: Any) -> Scenario:
    return scenario(*injects, **{"objectives": (O1, O2), **more})


def targets(*ids: str) -> Scenario:
    return plan_of(objectives=(replace(O1, targets=tuple(CapabilityTarget(id=i, text=T) for i in ids)), O2))


def doing(**changes: Any) -> Scenario:
    return plan_of(inject("E01", replace(action("E01.a"), **changes)))


BROKEN: list[tuple[Scenario, Path, str]] = [
    (replace(plan_of(), cells=(CELL, CELL)), ("cells", 1, "id"), "id-twice"),
    (plan_of(objectives=(O2, O1, O1)), ("objectives", 2, "id"), "id-twice"),
    (plan_of(inject("E01"), inject("E01")), ("injects", 1, "number"), "id-twice"),
    (
        plan_of(inject("E01", action("E01.a"), action("E01.a"))),
        ("injects", 0, "expects", 1, "id"),
        "id-twice",
    ),
    (replace(plan_of(), languages=("id", "id")), ("languages", 1), "id-twice"),
    (
        replace(plan_of(), cells=(*plan_of().cells, Cell(id="all", title=T, kind="player"))),
        ("cells", 3, "id"),
        "id-reserved",
    ),
    (plan_of(objectives=(O1, objective("overall"))), ("objectives", 1, "id"), "id-reserved"),
    (plan_of(phases=(phase("F1", MINUTE), phase("F2", MINUTE))), ("phases", 1, "at"), "phase-order"),
    (plan_of(map="attachments/map.png"), ("map",), "unknown-attachment"),
    (plan_of(map="attachments/plan.PDF"), ("map",), "map-not-a-picture"),
    (
        plan_of(documents=(Document(id="d", title=T), Document(id="e", title=T, file="x.pdf"))),
        ("documents", 1, "file"),
        "unknown-attachment",
    ),
    (
        plan_of(objectives=(replace(O1, end_states=("safe",)),)),
        ("objectives", 0, "end_states", 0),
        "unknown-end-state",
    ),
    (targets("O1.1", "O1.1"), ("objectives", 0, "targets", 1, "id"), "id-twice"),
    (targets("O2.9"), ("objectives", 0, "targets", 0, "id"), "id-not-below"),
    (targets("O1"), ("objectives", 0, "targets", 0, "id"), "id-not-below"),
    (targets("O1.-"), ("objectives", 0, "targets", 0, "id"), "id-not-below"),
    (
        plan_of(objectives=(O2,), red_lines=plan_of().red_lines[:1]),
        ("red_lines", 0, "objective"),
        "unknown-objective",
    ),
    (plan_of(replace(inject("E01"), by="X")), ("injects", 0, "by"), "unknown-cell"),
    (plan_of(replace(inject("E01"), to=("OPS", "X"))), ("injects", 0, "to", 1), "unknown-cell"),
    (plan_of(inject("E01", links=("V9",))), ("injects", 0, "links", 0), "unknown-vulnerability"),
    (plan_of(inject("E01", red_lines=("R9",))), ("injects", 0, "red_lines", 0), "unknown-red-line"),
    (plan_of(inject("E01", attachments=("x.png",))), ("injects", 0, "attachments", 0), "unknown-attachment"),
    (
        plan_of(inject("E01", *(action(f"E01.a{n}") for n in range(21)))),
        ("injects", 0, "expects"),
        "too-many-actions",
    ),
    (plan_of(inject("C01", kind="contingency")), ("injects", 0, "when"), "contingency-without-when"),
    (
        plan_of(inject("E01", when=Breached(red_lines=("R1",)))),
        ("injects", 0, "when"),
        "when-without-contingency",
    ),
    (
        plan_of(inject("C01", kind="contingency", when=Breached(red_lines=("R1",)), auto=True)),
        ("injects", 0, "auto"),
        "contingency-auto",
    ),
    (plan_of(inject("E01", at_ms=None, auto=True)), ("injects", 0, "auto"), "auto-without-time"),
    (doing(cell="X"), ("injects", 0, "expects", 0, "cell"), "unknown-cell"),
    (doing(objective="O9"), ("injects", 0, "expects", 0, "objective"), "unknown-objective"),
    (doing(rule="uu-1"), ("injects", 0, "expects", 0, "rule"), "unknown-rule"),
    (doing(task="O1.9.z"), ("injects", 0, "expects", 0, "task"), "unknown-task"),
    (
        doing(task="O1.1.a", objective="O2"),
        ("injects", 0, "expects", 0, "task"),
        "task-of-another-objective",
    ),
    (
        plan_of(inject("C01", kind="contingency", when=Unmet(actions=("X01.a",)))),
        ("injects", 0, "when"),
        "unknown-action",
    ),
    (
        plan_of(inject("C01", kind="contingency", when=Breached(red_lines=("R9",)))),
        ("injects", 0, "when"),
        "unknown-red-line",
    ),
    (
        plan_of(inject("E01", action("E01.a"), variants=(variant(Met(action="E01.a"), "z"),))),
        ("injects", 0, "variants", 0, "without", 0),
        "unknown-action",
    ),
    (
        plan_of(inject("E01", variants=(variant(Breached(red_lines=("R1",)), attachments=("x.png",)),))),
        ("injects", 0, "variants", 0, "attachments", 0),
        "unknown-attachment",
    ),
    (
        replace(plan_of(), summary=Text((("id", "kata"), ("fr", "mots"), ("en", "words")))),
        ("summary", "fr"),
        "unknown-language",
    ),
    (
        replace(plan_of(), summary=Text((("id", "kata"), ("eng", "words")))),
        ("summary", "eng"),
        "unknown-language",
    ),
    (replace(plan_of(), summary=Text((("id", "kata"),))), ("summary",), "language-missing"),
]


@pytest.mark.parametrize(("plan", "path", "code"), BROKEN)
def test_one_break_is_one_problem_at_its_place(plan: Scenario, path: Path, code: str) -> None:
    found = [(p.path, p.code) for p in check_scenario(plan, ["attachments/plan.PDF"]) if not p.advice]

    assert found == [(path, code)]


@pytest.mark.parametrize(
    "plan",
    [
        plan_of(replace(inject("E01", replace(action("E01.a"), cell="all")), to=("all",))),
        doing(task="O1.1.a"),
        plan_of(
            inject("C01", kind="contingency", when=Unmet(actions=("E01.a",))), inject("E01", action("E01.a"))
        ),
        plan_of(inject("E01", auto=True), phases=(phase("F1", 0), phase("F2", 1))),
        plan_of(map="attachments/map.png"),
        replace(plan_of(), summary=Text((("en", "words"), ("id", "kata")))),
    ],
)
def test_what_the_contract_allows_is_no_problem(plan: Scenario) -> None:
    problems = check_scenario(plan, ["attachments/map.png"])

    assert [p.code for p in problems if not p.advice] == []


def test_a_repeated_id_says_where_it_stood_first_and_a_wrong_one_what_was_meant() -> None:
    twice = check_scenario(replace(plan_of(), cells=(CELL, CELL)), [])
    wrong = check_scenario(doing(cell="OPPS"), [])

    assert [p.first for p in twice] == [("cells", 0, "id")]
    assert [p.fields.get("suggestion") for p in wrong if not p.advice] == ["OPS"]


def test_a_scenario_needs_a_cell() -> None:
    plan = replace(scenario(), cells=())

    assert [(p.path, p.code) for p in check_scenario(plan, [])] == [(("cells",), "list-empty")]


@pytest.mark.slow
def test_10_001_injects_are_too_many() -> None:
    plan = plan_of(*(inject(f"E{n}", kind="contextual", at_ms=None) for n in range(10_001)))

    assert [p.code for p in check_scenario(plan, [])] == ["too-many-injects"]


def test_what_ends_after_the_exercise_is_only_advised_of() -> None:
    plan = plan_of(
        inject("E01", action("E01.a", limit_ms=2 * MINUTE), at_ms=59 * MINUTE),
        inject("E02", action("E02.a", limit_ms=MINUTE), at_ms=61 * MINUTE),
    )

    problems = check_scenario(plan, [])

    assert [(p.path, p.code, p.advice) for p in problems] == [
        (("injects", 0, "expects", 0, "within"), "limit-after-end", True),
        (("injects", 1, "at"), "inject-after-end", True),
    ]
