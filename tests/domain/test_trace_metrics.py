"""The counts beside the score open their actions, injects and rows, each worked by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from builders import MINUTE, SECOND, inject, objective, phase, roster_unit, scenario
from domain.metric_rows import expected
from domain.test_trace import Acts, Played, assess, release

from tabletop.domain.plan.scenario import Cell
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Unmet
from tabletop.domain.play import events as ev

PLAN = replace(
    scenario(
        inject("E01", expected("E01.a", "OPS", "plan 1", points=2, limit_ms=5 * MINUTE)),
        inject("E02", expected("E02.a", "OPS", "plan 1"), at_ms=10 * MINUTE),
        inject("E03", expected("E03.a", "LO", "plan 2", objective="O2"), at_ms=20 * MINUTE),
        inject(
            "C01", kind="contingency", at_ms=None, when=Unmet(actions=("E01.a",), after_ms=5 * MINUTE)
        ),
        objectives=(objective("O1"), objective("O2")),
        roster=(roster_unit("K1", 10), roster_unit("K2", 20)),
        phases=(phase("P1", 0), phase("P2", 20 * MINUTE)),
    ),
    cells=tuple(Cell(id=each, title=Text.same(each), kind="player") for each in ("OPS", "LO")),
)  # fmt: skip


def play(*acts: Acts) -> Played:
    return Played(*acts, plan=PLAN)


def decide(cell: str, number: str | None, at_ms: int, **said: Any) -> Acts:
    return ev.DecisionLogged(cell=cell, text="x", inject=number, **said), {"at_ms": at_ms}


def test_a_release_says_how_far_it_was_off_and_one_that_never_came_is_named() -> None:
    played = play(release("E01", 30 * SECOND), release("E02", 12 * MINUTE), release("C01", 13 * MINUTE))

    assert played.trace("metric:on-time").value == 1
    assert played.pieces("metric:on-time", "kept", "delay") == [
        ("kept", 1, 2, MINUTE),
        ("delay", "E01", 0, 30 * SECOND, 30 * SECOND, None),
        ("delay", "E02", 10 * MINUTE, 12 * MINUTE, 2 * MINUTE, "off"),
    ]
    assert played.rows("metric:on-time") == ["release DIR:2", "release DIR:3"]
    assert played.pieces("metric:late", "delay")[0][0] == "E02"
    assert played.rows("metric:late") == ["release DIR:3"]
    assert played.pieces("metric:waiting", "missed", "undelivered") == [
        ("missed", 1, "waiting", MINUTE), ("undelivered", "E03", 20 * MINUTE),
    ]  # fmt: skip


def test_what_was_skipped_names_the_row_that_says_so() -> None:
    played = play((ev.InjectSkipped(inject="E02", reason="x"), {"at_ms": MINUTE}))

    assert played.trace("metric:skipped").value == 1
    assert played.rows("metric:skipped") == ["skip DIR:2"]


def test_a_group_names_its_actions_and_each_answer_with_the_open_ones() -> None:
    played = play(
        release("E01"),
        release("E02", 10 * MINUTE),
        release("E03", 20 * MINUTE),
        assess("E01.a", "met", 2 * MINUTE),
        decide("OPS", "E01", MINUTE),
    )

    assert played.trace("metric:phase:P1").value == 100
    assert played.pieces("metric:phase:P1", "group") == [(2, 1, 0, 0, 0, 1, 1, 2, 2, Fraction(100))]
    assert [values[0] for values in played.pieces("metric:phase:P1", "action")] == ["E01.a", "E02.a"]
    kinds = [f"{kind}-{part}" for kind in ("decision", "response") for part in ("median", "span", "waiting")]
    assert played.pieces("metric:phase:P1", *kinds) == [
        ("decision-median", 1, 2, None, None),
        ("decision-span", 1, "E01", MINUTE, None),
        ("decision-waiting", "E02"),
        ("response-median", 1, 2, None, None),
        ("response-span", 1, "E01", 2 * MINUTE, None),
        ("response-waiting", "E02"),
    ]
    assert played.trace("metric:cell:LO").value is None
    assert played.trace("metric:objective:O2").pieces[-1].figure == "objective:O2"


def test_the_median_of_a_group_is_marked_at_its_nearest_rank() -> None:
    numbers = [f"E{at:02}" for at in range(1, 7)]
    plan = scenario(*(inject(number, expected(f"{number}.a", "OPS")) for number in numbers))
    answers = [decide("OPS", number, at * MINUTE) for at, number in enumerate(numbers, start=1)]
    played = Played(*map(release, numbers), *answers, plan=plan)

    spans = played.pieces("metric:cell:OPS", "decision-span")

    assert [values for values in spans if values[-1]] == [(3, "E03", 3 * MINUTE, "p50")]
    assert played.pieces("metric:cell:OPS", "decision-median") == [(6, 6, 3 * MINUTE, 3)]


def test_a_relay_says_of_each_telling_how_the_sender_knew() -> None:
    played = play(
        release("E01"),
        release("E02", 10 * MINUTE),
        (ev.InjectAcknowledged(inject="E01", cell="OPS"), {"at_ms": MINUTE}),
        decide("OPS", "E01", 4 * MINUTE, told=("LO",)),
        decide("OPS", "E01", 5 * MINUTE, told=("LO",)),
        decide("OPS", "E02", 12 * MINUTE, told=("LO",)),
        decide("LO", "E01", 15 * MINUTE, told=("OPS",)),
    )

    assert played.trace("metric:relay:OPS:LO").value is None
    assert played.pieces("metric:relay:OPS:LO", "told", "few", "telling") == [
        ("told", 2, 2),
        ("few", 2),
        ("telling", 1, "E02", 2 * MINUTE, 10 * MINUTE, "released", 12 * MINUTE),
        ("telling", 2, "E01", 3 * MINUTE, MINUTE, "acknowledged", 4 * MINUTE),
    ]
    assert played.rows("metric:relay:OPS:LO") == [
        "release DIR:2", "acknowledge DIR:4", "decide DIR:5", "release DIR:3", "decide DIR:7",
    ]  # fmt: skip
    assert played.pieces("metric:relay:LO:OPS", "telling")[0][-2:] == ("told", 15 * MINUTE)


def test_information_stands_with_its_source_rating() -> None:
    played = play(
        decide("OPS", None, MINUTE, category="information", source="B2"),
        decide("LO", None, 2 * MINUTE, category="information"),
        decide("LO", None, 3 * MINUTE),
    )

    assert played.trace("metric:sources").value == 1
    assert played.pieces("metric:sources", "rated", "rating", "information") == [
        ("rated", 1, 2),
        ("rating", "B2", 1),
        ("information", MINUTE, "OPS", "x", "B2"),
        ("information", 2 * MINUTE, "LO", "x", None),
    ]
    assert played.rows("metric:sources") == ["decide DIR:2", "decide DIR:3"]


def test_a_paragraph_names_the_actions_that_cite_it_played_or_not() -> None:
    played = play(release("E01"), assess("E01.a", "met", MINUTE))

    assert played.trace("metric:paragraph:1").value == 1
    assert played.pieces("metric:paragraph:1", "cited", "not-played") == [
        ("cited", 2, 1, 0, 0, 0, 0, 1), ("not-played", "E02.a"),
    ]  # fmt: skip


def test_an_avoided_contingency_names_the_action_that_kept_it_away() -> None:
    played = play(release("E01"), assess("E01.a", "met", 2 * MINUTE), release("E02", 10 * MINUTE))

    assert played.trace("metric:contingencies").value == 1
    assert played.pieces("metric:contingencies", "contingency") == [("C01", "waiting", None, None)]
    assert played.trace("metric:avoided").value == 1
    assert played.pieces("metric:avoided", "averted") == [("C01", "E01.a")]
    assert [values[0] for values in played.pieces("metric:avoided", "action")] == ["E01.a"]


def test_a_unit_that_was_not_counted_has_no_value_and_leaves_the_sum() -> None:
    def count(unit: str, present: int) -> Acts:
        return ev.UnitCounted(unit=unit, present=present, fit=1), {}

    played = play(count("K1", 7), count("K1", 8))

    assert played.trace("metric:attendance:K2").value is None
    assert played.pieces("metric:attendance", "present") == [(1, 2, 8, 10, 1)]
    assert played.pieces("metric:attendance", "counted") == [("K1", 10, 8, 1), ("K2", 20, None, None)]
    assert played.rows("metric:attendance") == ["unit-counted DIR:3"]


def test_raters_are_counted_by_person_and_by_action() -> None:
    played = play(
        release("E01"),
        release("E02"),
        assess("E01.a", "met", MINUTE),
        assess("E01.a", "unmet", MINUTE, station="P1", author="Sari"),
        assess("E02.a", "met", MINUTE),
    )

    assert played.trace("metric:evaluators").value == 2
    assert played.pieces("metric:evaluators", "rater") == [("DIR", "DIR", 2), ("P1", "Sari", 1)]
    assert played.pieces("metric:rated-twice", "seen", "seen-by", "unseen", "compared") == [
        ("seen", 1, 2, 2), ("seen-by", "E01.a", 2), ("unseen", "E02.a", 1), ("compared", 1, 2),
    ]  # fmt: skip
    assert played.trace("metric:rated-once").value == 2
