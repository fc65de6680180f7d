"""What a row of a branch with a name of its own takes back: its own rows, and those that it goes on after."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from domain.random_rows import PLAN
from domain.station_chains import chain, keep

from tabletop.domain.play.additions import DeadlineMet, DeadlineSet
from tabletop.domain.play.conduct_chain import conduct_chain
from tabletop.domain.play.events import (
    ActUndone,
    BreachCleared,
    CorrectiveActionPlanned,
    DecisionLogged,
    DecisionWithdrawn,
    Event,
    ImprovementNoted,
    RedLineBreached,
)
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.merge import unite
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.station_clocks import station_clocks
from tabletop.domain.play.stations import ClockSynced, ConductTakenOver

UNDO = ActUndone(target_seq=1)
FACT = ObservationNoted(cell="OPS", text="x")


def decide(text: str = "close the gate", **more: Any) -> DecisionLogged:
    return DecisionLogged(cell="OPS", text=text, **more)


def folded(*rows: Recorded, home: list[Recorded] | None = None) -> ExerciseState:
    return fold(PLAN, unite(rows, home=home or []).counted)


def states(state: ExerciseState) -> dict[str, str]:
    return {f"{station}.{seq}": told for (station, seq), told in state.rows.items() if station != "DIR"}


def name_of(row: Recorded) -> str:
    return f"{row.entry.station}~{row.entry.hash[:4]}"


def fork(
    root: list[Recorded], first: Event, second: Event, *more: Event
) -> tuple[list[Recorded], list[Recorded]]:
    """Let two laptops go on after a row, so that the one of `second` gets a name of its own."""
    station = root[-1].entry.station
    right = chain(station, second, *more, after=root[-1])
    number = 0
    while True:
        left = chain(station, f"before {number}", first, after=root[-1])
        if left[0].entry.hash < right[0].entry.hash:
            return left, right
        number += 1


def both(root: list[Recorded], first: Event, second: Event, *more: Event) -> tuple[ExerciseState, str]:
    """Fold both branches; return how the second is called."""
    left, right = fork(root, first, second, *more)
    word = keep(left[0], right[0], station=root[0].entry.station)
    return folded(*root, *left, *right, *chain("DIR", word)), name_of(right[0])


NOTHING = RedLineBreached(red_line="R1")


@pytest.mark.parametrize(
    ("row", "act", "becomes"),
    [
        (decide(), UNDO, "withdrawn"),
        (decide(), decide("leave it open", corrects=1), "corrected"),
        (decide(), DecisionWithdrawn(target_seq=1), "withdrawn"),
        (FACT, replace(FACT, corrects=1), "corrected"),
    ],
)
def test_a_row_before_the_fork_is_found_where_it_counts(row: Event, act: Event, becomes: str) -> None:
    state, name = both(chain("P1", row), NOTHING, act)

    assert states(state) == {
        "P1.1": becomes, "P1.2": "current", "P1.3": "current", f"{name}.2": "current",
    }  # fmt: skip


def test_a_row_at_or_after_the_fork_is_the_branchs_own() -> None:
    state, name = both(chain("P1", decide()), NOTHING, decide("own"), ActUndone(target_seq=2))

    assert states(state) == {
        "P1.1": "current", "P1.2": "current", "P1.3": "current",
        f"{name}.2": "withdrawn", f"{name}.3": "current",
    }  # fmt: skip


def test_a_row_that_both_branches_undo_does_not_stand() -> None:
    state, _ = both(chain("P1", decide()), UNDO, UNDO)

    assert states(state)["P1.1"] == "withdrawn"


def test_an_undone_correction_of_the_trunk_gives_the_decision_back() -> None:
    root = chain("P1", decide(), decide("leave it open", corrects=1))

    state, _ = both(root, NOTHING, ActUndone(target_seq=2))

    assert (states(state)["P1.1"], states(state)["P1.2"]) == ("current", "withdrawn")


def test_a_plan_answers_the_improvement_of_the_trunk() -> None:
    root = chain("P1", ImprovementNoted(objective="O1", text="too late"))
    plan = CorrectiveActionPlanned(text="drill", improvement_seq=1, owner="Ops")

    state, _ = both(root, NOTHING, plan)

    assert [kept.improvement for kept in state.plans] == [("P1", 1)]


@pytest.mark.parametrize(("seq", "ends"), [(1, [True, False]), (2, [False, True])])
def test_a_deadline_is_met_before_the_fork_and_in_the_branch(seq: int, ends: list[bool]) -> None:
    limit = DeadlineSet(text="call", within_ms=60_000, clock="exercise")
    met = DeadlineMet(text="call", deadline_station="P1", deadline_seq=seq)

    state, name = both(chain("P1", limit), NOTHING, limit, met)

    found = {kept.row: kept.done_ms is not None for kept in state.deadlines}
    assert [found["P1", 1], found[name, 2]] == ends


@pytest.mark.parametrize(("seq", "cleared"), [(1, "DIR-2"), (3, "")])
def test_a_clear_reaches_the_breach_before_the_fork_and_in_the_branch(seq: int, cleared: str) -> None:
    head = ConductTakenOver(station="DIR", head_seq=2, head_hash="ab" * 32)
    root = chain("DIR-2", NOTHING)
    clear = BreachCleared(red_line="R1", breach_station="DIR-2", breach_seq=seq, reason="x")
    left, right = fork(root, NOTHING, head, NOTHING, clear)
    word = chain("DIR", "a", keep(left[0], right[0], station="DIR-2"))

    state = folded(*word, *root, *left, *right)

    name = state.conductor
    assert name == name_of(right[0])
    assert [row for row, told in states(state).items() if told == "withdrawn"] == [f"{cleared or name}.{seq}"]


def test_an_undone_sync_of_the_trunk_does_not_set_the_clock() -> None:
    root = chain("P1", ClockSynced(station="P1", offset_ms=60_000))
    left, right = fork(root, NOTHING, UNDO)

    counted = unite([*root, *left, *right, *chain("DIR", keep(left[0], right[0]))]).counted

    assert station_clocks(counted, conduct_chain(counted)) == {}


def test_a_branch_beside_this_files_own_rows_finds_what_both_have() -> None:
    root = chain("P1", decide("a"), decide("b"))
    ours, theirs = chain("P1", decide("c"), after=root[0]), chain("P1", UNDO, after=root[1])
    late = chain("P1", decide("d"), ActUndone(target_seq=2), after=root[1])

    word = chain("DIR", keep(theirs[0], late[0]))

    state = folded(*root, *theirs, *late, *word, home=root)
    aside = chain("P1", ActUndone(target_seq=2), after=root[1])
    other = folded(*root, *ours, *aside, *chain("DIR", keep(aside[0])), home=[*root[:1], *ours])

    assert (states(state)["P1.1"], states(state)["P1.2"]) == ("withdrawn", "withdrawn")
    assert states(other) == {"P1.1": "current", "P1.2": "current"}


def test_a_branch_off_a_branch_finds_the_row_of_that_one_and_of_no_other() -> None:
    root = chain("P1", decide("a"))
    rival = chain("P1", decide("x"), after=root[-1])
    for number in range(20):
        stem = chain("P1", decide(f"b{number}"), after=root[-1])
        twigs = [chain("P1", act, after=stem[-1]) for act in (ActUndone(target_seq=2), decide("c"))]
        word = chain("DIR", keep(stem[0], rival[0], *(twig[0] for twig in twigs)))
        state = folded(*root, *stem, *rival, *twigs[0], *twigs[1], *word)
        left_out = chain("DIR", keep(rival[0], twigs[0][0], left=(stem[0],)))
        without = folded(*root, *stem, *rival, *twigs[0], *twigs[1], *left_out)

        is_first = stem[0].entry.hash < rival[0].entry.hash
        mine, theirs = ("P1", name_of(rival[0])) if is_first else (name_of(stem[0]), "P1")
        assert (states(state)[f"{mine}.2"], states(state)[f"{theirs}.2"]) == ("withdrawn", "current")
        assert "withdrawn" not in states(without).values()


def test_behind_a_gap_the_rows_before_the_first_contradiction_are_found() -> None:
    root = chain("P1", decide("a"), decide("b"), decide("c"))
    left, right = fork(root, NOTHING, UNDO, ActUndone(target_seq=3))
    word = keep(left[0], right[0])

    state = folded(*root[:1], *left, *right, *chain("DIR", word))

    assert states(state)["P1.1"] == "withdrawn"


def test_behind_a_gap_in_a_branch_no_row_of_another_branch_is_found() -> None:
    root = chain("P1", decide("a"))
    left = chain("P1", decide("b"), decide("c"), ActUndone(target_seq=2), UNDO, after=root[-1])
    right = chain("P1", decide("d"), after=root[-1])
    word = keep(left[0], right[0], left[2])

    state = folded(*root, left[0], *left[2:], *right, *chain("DIR", word))

    assert [row for row, told in states(state).items() if told == "withdrawn"] == ["P1.1"]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_found_does_not_depend_on_the_order_of_rows(seed: int) -> None:
    root = chain("P1", decide())
    left, right = fork(root, NOTHING, UNDO)
    rows = [*root, *left, *right, *chain("DIR", keep(left[0], right[0]))]
    shuffled = list(rows)
    Random(seed).shuffle(shuffled)

    assert set(unite(shuffled).counted) == set(unite(rows).counted)
