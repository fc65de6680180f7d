from __future__ import annotations

from dataclasses import replace

import pytest
from builders import HEADER, MINUTE, Rows, action, chained, inject, scenario

from tabletop.domain.plan.scenario import Cell, Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.board import board_at, standby
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.fold import fold
from tabletop.domain.play.played import IMPROVISED, next_improvised_number, played_scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.compilation import compile_debrief

PLAN = scenario(inject("E01", action("E01.a")), inject("E02", at_ms=None))


def improvised(number: str = "X01", sender: str | None = None) -> InjectImprovised:
    return InjectImprovised(inject=number, title="Power", message="No light", to=("OPS",), sender=sender)


def state_of(*events: ev.Event, plan: Scenario = PLAN) -> ExerciseState:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    for minute, event in enumerate(events, start=1):
        rows.add(event, at_ms=minute * MINUTE)
    return fold(plan, rows.recorded)


def test_an_improvised_inject_is_released_as_its_row_is_written() -> None:
    state = state_of(improvised())

    now = state.injects["X01"]
    assert (now.status, now.released_ms, now.planned_ms, now.auto) == ("released", MINUTE, None, False)
    assert now.scenario_at == state.scenario_clock.at(MINUTE)
    assert [each.number for each in state.improvised] == ["X01"]


def test_it_reads_like_an_inject_of_the_pack_without_actions() -> None:
    (made,) = state_of(improvised(sender="Warden")).improvised

    assert (made.kind, made.title, made.message) == (IMPROVISED, Text.same("Power"), Text.same("No light"))
    assert (made.by, made.sender, made.to, made.method) == ("SIM", Text.same("Warden"), ("OPS",), "in-person")
    assert made.expects == ()


@pytest.mark.parametrize(
    ("kinds", "by"),
    [(("player", "control"), "B"), (("control", "simcell"), "B"), (("player", "liaison"), "A")],
)
def test_without_a_voice_it_speaks_as_the_cell_that_delivers(kinds: tuple[str, str], by: str) -> None:
    cells = tuple(
        Cell(id=name, title=Text.same(name * 3), kind=kind) for name, kind in zip("AB", kinds, strict=True)
    )

    (made,) = state_of(improvised(), plan=scenario_with(cells)).improvised

    assert (made.by, made.sender) == (by, Text.same(by * 3))


def scenario_with(cells: tuple[Cell, ...]) -> Scenario:
    return replace(PLAN, cells=cells)


def test_the_played_plan_lists_it_behind_the_packs_own() -> None:
    played = played_scenario(PLAN, state_of(improvised()))

    assert [each.number for each in played.injects] == ["E01", "E02", "X01"]
    assert played_scenario(PLAN, state_of()) is PLAN


def test_a_number_that_is_taken_changes_nothing() -> None:
    state = state_of(
        improvised("E01"), improvised(), ev.InjectRetracted(inject="X01", reason="x"), improvised()
    )

    assert state.injects["E01"].status == "waiting"
    assert state.injects["X01"].status == "retracted"
    assert len(state.improvised) == 1


def test_undone_it_leaves_no_trace_and_rows_that_name_it_do_no_harm() -> None:
    state = state_of(
        improvised(),
        ev.InjectAcknowledged(inject="X01", cell="OPS"),
        ev.InjectReleased(inject="X01"),
        ev.DecisionLogged(cell="OPS", text="wait", inject="X01"),
        ev.ActUndone(target_seq=2),
    )

    assert list(state.injects) == ["E01", "E02"]
    assert state.improvised == ()
    assert state.rows["DIR", 2] == "withdrawn"
    assert [decision.inject for decision in state.decisions] == ["X01"]


def test_a_retraction_withdraws_the_row_and_a_release_brings_it_back() -> None:
    retracted = state_of(improvised(), ev.InjectRetracted(inject="X01", reason="x"))
    again = state_of(
        improvised(), ev.InjectRetracted(inject="X01", reason="x"), ev.InjectReleased(inject="X01")
    )

    assert (retracted.injects["X01"].status, retracted.rows["DIR", 2]) == ("retracted", "withdrawn")
    assert (again.injects["X01"].status, again.injects["X01"].released_ms) == ("released", 3 * MINUTE)


def test_one_of_another_station_is_ignored() -> None:
    rows = Rows()
    rows.add(improvised(), station="P1")

    state = fold(PLAN, rows.recorded)

    assert (state.improvised, state.rows["P1", 1]) == ((), "ignored")


def test_a_time_jump_does_not_stumble_over_it() -> None:
    jumped = ev.TimeJumped(to=PLAN.starts_at, due="skip", reason="x")

    assert state_of(improvised(), jumped).injects["X01"].status == "released"


def test_the_board_lists_it_and_forgets_a_pin_on_one_that_is_gone() -> None:
    state = state_of(improvised())
    outlook = Outlook.of(played_scenario(PLAN, state))

    board = board_at(outlook, state, MINUTE)

    assert [(row.inject.number, row.chip) for row in board.rows][-1] == ("X01", "closed")
    assert standby(Outlook.of(PLAN), state_of(), pinned="X01") == "E01"


def test_the_debrief_lists_it_outside_of_every_denominator() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    rows.add(ev.InjectReleased(inject="E01"), at_ms=MINUTE)
    rows.add(improvised(), at_ms=MINUTE)
    rows.add(ev.DecisionLogged(cell="OPS", text="wait", inject="X01"), at_ms=2 * MINUTE)
    recorded = chained(rows.recorded)

    debrief = compile_debrief(PLAN, fold(PLAN, recorded), header=HEADER, recorded=recorded)

    last = debrief.injects[-1]
    assert (last.number, last.status, last.planned_ms, last.released_ms) == ("X01", "released", None, MINUTE)
    assert (last.decision_ms, last.response_ms, last.has_actions) == (MINUTE, None, False)
    assert (debrief.decision.released, debrief.score.overall.actions) == (1, 1)


def test_the_next_number_is_the_first_that_nobody_has() -> None:
    assert next_improvised_number(["E01"]) == "X01"
    assert next_improvised_number(["X01", "x02", "X04"]) == "X03"
    assert next_improvised_number([f"X{n:02}" for n in range(1, 100)]) == "X100"
