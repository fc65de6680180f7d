"""Who told whom how long after knowing it: the three ways of knowing, and what proves nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import MINUTE, Rows, inject, scenario

from tabletop.domain.plan.scenario import Cell
from tabletop.domain.plan.text import Text
from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.result.metrics import Relay
from tabletop.domain.result.relays import relays_of

Act = tuple[ev.Event, dict[str, Any]]
CELLS = tuple(
    Cell(id=cell, title=Text.same(cell), kind=kind)
    for cell, kind in (("OPS", "player"), ("LO", "liaison"), ("MED", "player"), ("SIM", "simcell"))
)
PLAN = replace(
    scenario(
        inject("E01"),  # goes to OPS
        replace(inject("E02", at_ms=10 * MINUTE), to=("all",)),
        inject("E03", at_ms=20 * MINUTE),
    ),
    cells=CELLS,
)


def relays(*acts: Act) -> dict[tuple[str, str], Relay]:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    for event, who in acts:
        rows.add(event, **who)
    found = relays_of(PLAN, fold(PLAN, rows.recorded))
    return {(relay.sender, relay.receiver): relay for relay in found}


def released(number: str, minute: float = 0) -> Act:
    return ev.InjectReleased(inject=number), {"at_ms": int(minute * MINUTE)}


def acknowledged(number: str, cell: str, minute: float) -> Act:
    return ev.InjectAcknowledged(inject=number, cell=cell), {"at_ms": int(minute * MINUTE)}


def told(cell: str, number: str | None, minute: float, *receivers: str, **who: Any) -> Act:
    event = ev.DecisionLogged(cell=cell, text="x", inject=number, told=receivers)
    return event, {"at_ms": int(minute * MINUTE), "station": "P1"} | who


def spans(relay: Relay) -> tuple[int, int, tuple[float, ...]]:
    return relay.told, relay.known, tuple(ms / MINUTE for ms in relay.latency.values_ms or ())


def test_a_cell_knew_from_its_own_acknowledgement_on() -> None:
    found = relays(
        released("E01"),
        acknowledged("E01", "OPS", 2),
        acknowledged("E01", "OPS", 3),
        told("OPS", "E01", 5, "LO"),
    )

    assert {pair: spans(relay) for pair, relay in found.items()} == {("OPS", "LO"): (1, 1, (3,))}


def test_without_it_from_the_release_of_an_inject_that_goes_to_it_or_to_all() -> None:
    found = relays(
        released("E01", 1), told("OPS", "E01", 5, "LO"), released("E02", 10), told("MED", "E02", 12, "LO")
    )

    assert spans(found["OPS", "LO"]) == (1, 1, (4,))
    assert spans(found["MED", "LO"]) == (1, 1, (2,))


def test_else_from_what_another_cell_told_it_first() -> None:
    found = relays(
        released("E01", 1),
        told("OPS", "E01", 9, "MED"),
        told("LO", "E01", 5, "MED"),  # LO itself knew from nobody
        told("MED", "E01", 11, "SIM", "OPS"),
    )

    assert spans(found["MED", "SIM"]) == (1, 1, (6,))
    assert spans(found["MED", "OPS"]) == (1, 1, (6,))
    assert spans(found["LO", "MED"]) == (1, 0, ())


def test_what_lies_behind_the_telling_proves_nothing() -> None:
    found = relays(
        released("E01", 1),
        told("OPS", "E01", 4, "LO"),
        acknowledged("E01", "OPS", 6),  # it knew before: the release counts
        told("MED", "E01", 7, "LO"),
        acknowledged("E01", "MED", 8),
        told("OPS", "E01", 9, "MED"),
    )

    assert spans(found["OPS", "LO"]) == (1, 1, (3,))
    assert spans(found["MED", "LO"]) == (1, 0, ())


def test_of_one_pair_the_first_telling_of_an_inject_counts_each_inject_once() -> None:
    found = relays(
        released("E01"),
        told("OPS", "E01", 5, "LO", "LO"),
        told("OPS", "E01", 9, "LO", seen_ms=3 * MINUTE),  # written later, seen first
        told("OPS", "E01", 4, "LO"),
        released("E03", 20),
        told("OPS", "E03", 21, "LO"),
    )

    assert spans(found["OPS", "LO"]) == (2, 2, (1, 3))


def test_nobody_knew_before_the_release_that_stands_and_no_span_is_below_zero() -> None:
    found = relays(
        released("E01"),
        acknowledged("E01", "OPS", 1),
        (ev.InjectRetracted(inject="E01", reason="x"), {"at_ms": 2 * MINUTE}),
        released("E01", 10),
        told("OPS", "E01", 12, "LO"),
        told("OPS", "E02", 13, "MED"),
        released("E02", 15),
    )

    assert spans(found["OPS", "LO"]) == (1, 1, (2,))
    assert spans(found["OPS", "MED"]) == (1, 1, (0,))


@pytest.mark.parametrize(
    "act",
    [
        told("OPS", "E02", 5, "LO"),  # never released
        told("OPS", None, 5, "LO"),
        told("OPS", "X99", 5, "LO"),
        told("OPS", "E01", 5),
        told("OPS", "E01", 5, "OPS"),
    ],
)
def test_what_tells_nobody_of_a_released_inject_is_no_telling(act: Act) -> None:
    assert relays(released("E01"), act) == {}


def test_a_withdrawn_decision_told_nobody() -> None:
    withdrawn = (ev.DecisionWithdrawn(target_seq=1), {"at_ms": 6 * MINUTE, "station": "P1"})

    assert relays(released("E01"), told("OPS", "E01", 5, "LO"), withdrawn) == {}


def test_pairs_stand_in_pack_order_and_unknown_cells_behind() -> None:
    acts = [told(cell, "E01", 5, "GONE", "SIM", "LO", "OPS") for cell in ("MED", "GONE", "OPS")]

    found = relays(released("E01"), *acts)

    assert list(found) == [
        ("OPS", "LO"), ("OPS", "SIM"), ("OPS", "GONE"), ("MED", "OPS"), ("MED", "LO"), ("MED", "SIM"),
        ("MED", "GONE"), ("GONE", "OPS"), ("GONE", "LO"), ("GONE", "SIM"),
    ]  # fmt: skip


def test_below_five_spans_are_listed_and_none_counts_as_open() -> None:
    tellings = [told("OPS", "E01", 2, "LO"), told("OPS", "E02", 14, "LO"), told("OPS", "E03", 26, "LO")]

    few = relays(released("E01"), released("E02", 10), released("E03", 20), *tellings)["OPS", "LO"]

    assert (few.latency.p50_ms, spans(few)) == (None, (3, 3, (2, 4, 6)))
    assert (few.latency.answered, few.latency.released, few.latency.open) == (3, 3, ())
