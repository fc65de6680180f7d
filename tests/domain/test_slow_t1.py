"""The slow reading of method T1 against sheets worked by hand; the strategy makes legal exercises."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from domain import slow_t1
from domain.sheet_rows import act, action, assess, breach, clear, inject, release
from domain.strategies import exercises
from domain.worked_sheets import SHEETS
from hypothesis import given, settings

Row = dict[str, Any]


def exercise_of(*acts: Row, endex_ms: int | None = None, rest: str = "open") -> Row:
    return {
        "endex_ms": endex_ms,
        "rest": rest,
        "objectives": [{"id": "O1", "weight": Fraction(1)}],
        "red_lines": [{"id": "R1", "objective": "O1", "grave": False}],
        "injects": [inject("E01", action("E01.a", 4, 1_000, "O1"))],
        "acts": list(acts),
    }


@pytest.mark.parametrize("name", SHEETS)
def test_the_slow_reading_gives_the_sheet_worked_by_hand(name: str) -> None:
    exercise, expected = SHEETS[name]

    sheet = slow_t1.score(exercise)

    assert sheet == expected


def test_the_slow_reading_shares_no_code_with_the_program() -> None:
    tree = ast.parse(Path(slow_t1.__file__).read_text(encoding="utf-8"))

    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module])
    }

    assert imported == {"__future__", "collections.abc", "fractions", "typing"}


@pytest.mark.parametrize(
    ("latency_ms", "points"), [(1_000, 4), (1_001, 2), (2_000, 2), (2_001, 0), (0, 4), (-1, 4)]
)
def test_timeliness_steps_just_after_the_limit_and_twice_the_limit(latency_ms: int, points: int) -> None:
    exercise = exercise_of(
        release(5_000, "E01"), assess(9_000, "P1/A", "E01.a", "met", seen_ms=5_000 + latency_ms)
    )

    sheet = slow_t1.score(exercise)

    assert sheet["actions"]["E01.a"]["score"] == points


@pytest.mark.parametrize(("bound", "at", "below"), [(90, "P", "S"), (70, "S", "M"), (40, "M", "U")])
def test_a_letter_begins_exactly_at_its_bound(bound: int, at: str, below: str) -> None:
    just_below = bound - Fraction(1, 10**9)

    assert slow_t1.letter(Fraction(bound)) == at
    assert slow_t1.letter(just_below) == below


def test_undo_passes_over_a_cleared_breach_and_takes_the_act_before_it() -> None:
    exercise = exercise_of(
        release(0, "E01"),
        assess(1, "P1/A", "E01.a", "met"),
        breach(2, "P1/A", "R1"),
        clear(3, "R1"),
        act(4, "P1/A", "undo"),
    )

    sheet = slow_t1.score(exercise)

    assert sheet["actions"]["E01.a"]["completion"] is None


def test_undoing_a_clear_gives_the_breach_back() -> None:
    exercise = exercise_of(breach(2, "P1/A", "R1"), clear(3, "R1"), act(4, "DIR/B", "undo"))

    sheet = slow_t1.score(exercise)

    assert sheet["objectives"]["O1"]["capped_by"] == ["R1"]


def test_a_row_seen_after_endex_is_not_scored() -> None:
    endex = act(1_000, "DIR/A", "endex")
    exercise = exercise_of(
        release(0, "E01"),
        assess(500, "P1/A", "E01.a", "partial"),
        endex,
        assess(2_000, "P1/A", "E01.a", "met", seen_ms=1_001),
        breach(2_000, "P1/A", "R1"),
        endex_ms=1_000,
    )

    sheet = slow_t1.score(exercise)

    assert sheet["actions"]["E01.a"]["completion"] == "partial"
    assert sheet["objectives"]["O1"]["capped_by"] == []


def statuses(exercise: Row, acts: list[Row]) -> dict[str, str]:
    """Say how each inject stands after some acts, by the acts that were not undone."""
    becomes = {"release": "released", "retract": "retracted", "hold": "held", "skip": "skipped"}
    undone, cleared = slow_t1.strike_out(acts)
    status = {row["number"]: "waiting" for row in exercise["injects"]}
    for index, row in enumerate(acts):
        if row["verb"] in becomes and slow_t1.does_stand(index, undone, cleared):
            status[row["inject"]] = becomes[row["verb"]]
    return status


@pytest.mark.slow
@settings(max_examples=40)
@given(exercises())
def test_the_strategy_keeps_to_the_rules_of_conduct(exercise: Row) -> None:
    possible = {
        "release": ("waiting", "held", "skipped", "retracted"),
        "retract": ("released",),
        "repeat": ("released",),
        "hold": ("waiting",),
        "skip": ("waiting", "held"),
    }
    acts = exercise["acts"]

    slow_t1.strike_out(acts)  # raises where there is nothing to undo or to clear

    for index, row in enumerate(acts):
        if row["verb"] in possible:
            assert statuses(exercise, acts[:index])[row["inject"]] in possible[row["verb"]]
        if row["verb"] in (*possible, "settle", "clear", "endex"):
            assert row["station"] == "DIR"


@pytest.mark.slow
@given(exercises())
def test_the_strategy_keeps_to_the_rules_of_time(exercise: Row) -> None:
    acts, endex_ms = exercise["acts"], exercise["endex_ms"]

    times = [row["at_ms"] for row in acts]

    assert times == sorted(times)
    assert all(0 <= slow_t1.seen(row) <= row["at_ms"] for row in acts)
    ends = [index for index, row in enumerate(acts) if row["verb"] == "endex"]
    assert [acts[index]["at_ms"] for index in ends] == ([] if endex_ms is None else [endex_ms])
    for row in acts[ends[0] + 1 :] if ends else []:
        assert row["verb"] == "assess"
        assert row["seen_ms"] <= endex_ms


@pytest.mark.slow
@given(exercises(merged_late=True))
def test_a_drawn_sheet_keeps_its_sums_and_bounds(exercise: Row) -> None:
    sheet = slow_t1.score(exercise)

    for line in sheet["objectives"].values():
        assert 0 <= line["earned"] <= line["points"]
        assert line["percent"] is None or 0 <= line["percent"] <= 100
        assert line["letter"] is None or line["coverage"] >= Fraction(60, 100)
    earned = sum(row["score"] for row in sheet["actions"].values() if row["score"] is not None)
    assert earned == sum(line["earned"] for line in sheet["objectives"].values())
