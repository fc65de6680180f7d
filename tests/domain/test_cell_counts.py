"""Counts per cell: standing decisions only, and a cell is quiet after twenty minutes without one."""

from __future__ import annotations

from dataclasses import replace

from builders import MINUTE, Rows, scenario

from tabletop.domain.plan.scenario import Cell
from tabletop.domain.plan.text import Text
from tabletop.domain.play.cell_counts import CellCount, cell_counts
from tabletop.domain.play.events import ActUndone, DecisionLogged, ExerciseStarted
from tabletop.domain.play.fold import fold

KINDS = {"OPS": "player", "LO": "liaison", "PRESS": "player", "DIR": "control"}
PLAN = replace(
    scenario(), cells=tuple(Cell(id=cell, title=Text.same(cell), kind=kind) for cell, kind in KINDS.items())
)


def decided(cell: str) -> DecisionLogged:
    return DecisionLogged(cell=cell, text="acts", category="decision")


def counted(rows: Rows, elapsed_ms: int) -> list[tuple[str, int, bool]]:
    found = cell_counts(PLAN, fold(PLAN, rows.recorded), elapsed_ms)
    return [(each.cell, each.count, each.is_quiet) for each in found]


def test_the_busiest_cell_comes_first_and_control_is_not_counted() -> None:
    rows = Rows()
    rows.add(ExerciseStarted())
    for cell in ("PRESS", "OPS", "PRESS", "DIR"):
        rows.add(decided(cell), at_ms=MINUTE)

    assert counted(rows, 2 * MINUTE) == [("PRESS", 2, False), ("OPS", 1, False), ("LO", 0, False)]


def test_an_undone_decision_does_not_count() -> None:
    rows = Rows()
    rows.add(ExerciseStarted())
    rows.add(decided("OPS"), at_ms=MINUTE)
    rows.add(ActUndone(target_seq=2), at_ms=MINUTE)

    assert [count for _, count, _ in counted(rows, 2 * MINUTE)] == [0, 0, 0]


def test_a_cell_is_quiet_twenty_minutes_after_its_last_decision_or_the_start() -> None:
    rows = Rows()
    rows.add(ExerciseStarted())
    rows.add(decided("LO"), at_ms=5 * MINUTE)

    assert [quiet for _, _, quiet in counted(rows, 20 * MINUTE - 1)] == [False, False, False]
    assert counted(rows, 20 * MINUTE) == [("LO", 1, False), ("OPS", 0, True), ("PRESS", 0, True)]
    assert CellCount(cell="LO", count=1, is_quiet=True) in cell_counts(
        PLAN, fold(PLAN, rows.recorded), 25 * MINUTE
    )
