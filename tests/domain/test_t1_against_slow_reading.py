"""Method T1 equals the slow reading of design 6, on worked sheets and on hundreds of random exercises."""

from __future__ import annotations

from typing import Any

import pytest
from builders import Rows, action, inject, objective, scenario, variant
from domain import slow_t1
from domain.strategies import exercises
from domain.worked_sheets import SHEETS
from hypothesis import given, settings

from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import Folding, fold
from tabletop.domain.play.kinds import NEVER_UNDONE
from tabletop.domain.play.stations import StationOpened
from tabletop.domain.result.scoring import ScoreSheet, score

Row = dict[str, Any]


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheets_worked_by_hand_come_out_of_the_journal(name: str) -> None:
    exercise, expected = SHEETS[name]

    assert fast_reading(exercise) == expected


@pytest.mark.slow
@settings(max_examples=max(120, settings().max_examples))
@given(exercises())
def test_random_exercises_score_as_the_slow_reading_says(exercise: Row) -> None:
    assert fast_reading(exercise) == slow_t1.score(exercise)


@pytest.mark.slow
@settings(max_examples=max(60, settings().max_examples))
@given(exercises(merged_late=True))
def test_rows_of_own_clocks_seen_after_endex_are_not_scored_as_the_slow_reading_says(exercise: Row) -> None:
    assert fast_reading(exercise, own_clocks=True) == slow_t1.score(exercise)


def fast_reading(exercise: Row, *, own_clocks: bool = False) -> Row:
    """Write an exercise into a journal, fold and score it; return the sheet in the slow reading's form."""
    plan = plan_of(exercise)
    state = fold(plan, journal_of(exercise, plan, own_clocks=own_clocks).recorded)
    return sheet_as_row(score(plan, state))


def plan_of(exercise: Row) -> Scenario:
    """Make the plan; when a variant would be suggested does not matter here."""
    never = Breached(red_lines=())
    return scenario(
        *(
            inject(
                i["number"],
                *(
                    action(a["id"], points=a["points"], limit_ms=a["limit_ms"], objective=a["objective"])
                    for a in i["actions"]
                ),
                variants=tuple(
                    variant(never, *(full_id.partition(".")[2] for full_id in dropped))
                    for dropped in i["variants"]
                ),
            )
            for i in exercise["injects"]
        ),
        objectives=tuple(objective(o["id"], o["weight"]) for o in exercise["objectives"]),
        red_lines=tuple(
            RedLine(id=r["id"], text=Text.same(r["id"]), objective=r["objective"], grave=r["grave"])
            for r in exercise["red_lines"]
        ),
    )


def journal_of(exercise: Row, plan: Scenario, *, own_clocks: bool) -> Rows:
    """Write the acts as rows; undo and clear name their row as the services would.

    With `own_clocks` the observers' laptops were opened at STARTEX: their stopwatch runs on after ENDEX.
    """
    rows = Rows()
    folding = Folding(plan)
    folding.add(rows.add(ev.ExerciseStarted()))
    for station in sorted({act["station"] for act in exercise["acts"]} - {"DIR"}) if own_clocks else ():
        folding.add(rows.add(StationOpened(clock="own"), station=station))
    for act in exercise["acts"]:
        folding.add(
            rows.add(
                event_of(act, folding, rest=exercise["rest"]),
                at_ms=act["at_ms"],
                station=act["station"],
                author=act["author"],
                seen_ms=act.get("seen_ms"),
            )
        )
    return rows


def event_of(act: Row, folding: Folding, *, rest: str) -> ev.Event:
    match act["verb"]:
        case "release":
            return ev.InjectReleased(inject=act["inject"], variant=act["variant"])
        case "retract":
            return ev.InjectRetracted(inject=act["inject"], reason="early")
        case "repeat":
            return ev.InjectRepeated(inject=act["inject"])
        case "hold":
            return ev.InjectHeld(inject=act["inject"])
        case "skip":
            return ev.InjectSkipped(inject=act["inject"], reason="no time")
        case "assess":
            return ev.ActionAssessed(action=act["action"], completion=act["completion"])
        case "settle":
            return ev.ActionSettled(action=act["action"], completion=act["completion"], reason="agreed")
        case "breach":
            return ev.RedLineBreached(red_line=act["red_line"], grave=act["grave"])
        case "clear":
            station, seq = [b.row for b in folding.state().breaches if b.red_line == act["red_line"]][-1]
            return ev.BreachCleared(
                red_line=act["red_line"], breach_station=station, breach_seq=seq, reason="mistaken"
            )
        case "undo":
            return ev.ActUndone(target_seq=latest_standing_seq(act["station"], folding))
        case "endex":
            return ev.ExerciseEnded(rest=rest)  # type: ignore[arg-type]  # open or unmet
        case verb:
            raise AssertionError(verb)


def latest_standing_seq(station: str, folding: Folding) -> int:
    """Return the row that `undo` takes back at a station (contract 3)."""
    states = folding.state().rows
    return next(
        row.entry.seq
        for row in reversed(folding.recorded)
        if row.entry.station == station
        and row.entry.kind not in NEVER_UNDONE
        and states[station, row.entry.seq] == "current"
    )


def sheet_as_row(sheet: ScoreSheet) -> Row:
    return {
        "actions": {
            line.id: {
                "completion": line.completion,
                "raters": line.raters,
                "latency_ms": line.latency_ms,
                "score": line.score,
                "dropped": line.dropped,
            }
            for line in sheet.actions
        },
        "objectives": {
            line.id: {
                "percent": line.percent,
                "earned": line.earned,
                "points": line.points,
                "actions": line.actions,
                "assessed": line.assessed,
                "coverage": line.coverage,
                "letter": line.letter,
                "capped_by": list(line.capped_by),
            }
            for line in sheet.objectives
        },
        "overall": {
            "percent": sheet.overall.percent,
            "coverage": sheet.overall.coverage,
            "letter": sheet.overall.letter,
            "capped_by": list(sheet.overall.capped_by),
        },
    }
