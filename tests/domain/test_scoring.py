"""Method T1 (design 6), rule by rule; whole sheets stand in test_t1_against_slow_reading."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from builders import MINUTE, Rows, action, inject, objective, scenario, variant
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.result.scoring import ScoreSheet, letter_for, score, worse

ONE = scenario(inject("E01", action("E01.a", points=4, limit_ms=5 * MINUTE)))


def scored(plan: Scenario, *acts: tuple[ev.Event, int], ended: ev.ExerciseEnded | None = None) -> ScoreSheet:
    """Score acts of the director, each with its T+; the first row is STARTEX."""
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    for event, at_ms in acts:
        rows.add(event, at_ms=at_ms)
    if ended is not None:
        rows.add(ended, at_ms=90 * MINUTE)
    return score(plan, fold(plan, rows.recorded))


def release(number: str, at_ms: int = 0, *, told: int = 0) -> tuple[ev.Event, int]:
    return ev.InjectReleased(inject=number, variant=told), at_ms


def assess(full_id: str, completion: Any = "met", at_ms: int = 0) -> tuple[ev.Event, int]:
    return ev.ActionAssessed(action=full_id, completion=completion), at_ms


def breach(line: str, *, grave: bool = False) -> tuple[ev.Event, int]:
    return ev.RedLineBreached(red_line=line, grave=grave), 0


# One action ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("completion", "latency_ms", "points"),
    [
        ("met", 0, 4),
        ("met", 5 * MINUTE, 4),
        ("met", 5 * MINUTE + 1, 2),
        ("met", 10 * MINUTE, 2),
        ("met", 10 * MINUTE + 1, 0),
        ("partial", 5 * MINUTE, 2),
        ("partial", 5 * MINUTE + 1, 1),
        ("partial", 10 * MINUTE + 1, 0),
        ("unmet", 0, 0),
    ],
)
def test_an_action_scores_points_times_completion_times_timeliness(
    completion: str, latency_ms: int, points: int
) -> None:
    sheet = scored(ONE, release("E01", MINUTE), assess("E01.a", completion, MINUTE + latency_ms))

    (line,) = sheet.actions
    assert line.score == points
    assert (line.limit_ms, line.points) == (5 * MINUTE, 4)
    assert line.latency_ms == (None if completion == "unmet" else latency_ms)


def test_without_a_limit_late_is_not_late() -> None:
    plan = scenario(inject("E01", action("E01.a", points=4)))

    sheet = scored(plan, release("E01"), assess("E01.a", "met", 80 * MINUTE))

    assert sheet.by_id["E01.a"].score == 4
    assert sheet.by_id["E01.a"].latency_ms == 80 * MINUTE


def test_met_before_the_release_counts_as_at_once() -> None:
    sheet = scored(ONE, assess("E01.a", "met", MINUTE), release("E01", 30 * MINUTE))

    assert (sheet.by_id["E01.a"].latency_ms, sheet.by_id["E01.a"].score) == (0, 4)


def test_latency_counts_from_the_latest_standing_release() -> None:
    again = [
        release("E01", MINUTE),
        (ev.InjectRetracted(inject="E01", reason="early"), 2 * MINUTE),
        release("E01", 20 * MINUTE),
        (ev.InjectRepeated(inject="E01"), 21 * MINUTE),
    ]

    sheet = scored(ONE, *again, assess("E01.a", "met", 24 * MINUTE))

    assert sheet.by_id["E01.a"].latency_ms == 4 * MINUTE


@pytest.mark.parametrize(
    "event",
    [
        ev.InjectHeld(inject="E01"),
        ev.InjectSkipped(inject="E01", reason="no time"),
        ev.ContingencyDeclined(inject="E01", reason="no"),
        ev.NoteTaken(text="never fired"),
    ],
)
def test_what_was_not_released_is_not_on_the_sheet(event: ev.Event) -> None:
    sheet = scored(ONE, (event, 0), assess("E01.a"))

    assert (sheet.actions, sheet.released) == ((), frozenset())
    assert sheet.objectives[0].percent is None
    assert (sheet.overall.percent, sheet.overall.coverage) == (None, None)


def test_an_unassessed_action_has_no_score_and_zero_raters() -> None:
    (line,) = scored(ONE, release("E01")).actions

    assert (line.completion, line.raters, line.latency_ms, line.score) == (None, 0, None, None)


def test_rest_unmet_grades_what_nobody_assessed_and_nothing_else() -> None:
    plan = scenario(inject("E01", action("E01.a"), action("E01.b"), action("E01.c")))
    acts = (
        release("E01"),
        assess("E01.a", "n/a"),
        (ev.ActionSettled(action="E01.b", completion="met", reason="photo"), 0),
    )

    unmet = scored(plan, *acts, ended=ev.ExerciseEnded(rest="unmet"))
    left_open = scored(plan, *acts, ended=ev.ExerciseEnded(rest="open"))
    still_running = scored(plan, *acts)

    assert [a.completion for a in unmet.actions] == ["n/a", "met", "unmet"]
    assert (unmet.by_id["E01.c"].raters, unmet.by_id["E01.c"].score) == (0, 0)
    assert left_open.by_id["E01.c"].completion is None
    assert still_running.by_id["E01.c"].completion is None


def test_rest_unmet_gives_way_to_an_assessment_that_is_merged_later() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    rows.add(ev.InjectReleased(inject="E01"))
    rows.add(ev.ExerciseEnded(rest="unmet"), at_ms=90 * MINUTE)
    alone = score(ONE, fold(ONE, rows.recorded))
    rows.add(ev.ActionAssessed(action="E01.a", completion="met"), at_ms=MINUTE, station="P1")

    merged = score(ONE, fold(ONE, rows.recorded))

    assert (alone.by_id["E01.a"].completion, merged.by_id["E01.a"].completion) == ("unmet", "met")


def test_a_settled_action_is_marked_and_a_critical_one_too() -> None:
    plan = scenario(inject("E01", action("E01.a")))
    settle = (ev.ActionSettled(action="E01.a", completion="met", reason="photo"), MINUTE)

    (line,) = scored(plan, release("E01"), settle).actions

    assert (line.settled, line.critical, line.completion, line.latency_ms) == (True, False, "met", MINUTE)


# Variants -----------------------------------------------------------------------------------------

TOLD = scenario(
    inject(
        "E01",
        action("E01.a"),
        action("E01.b"),
        variants=(variant(Breached(red_lines=("R1",)), "a"), variant(Breached(red_lines=("R2",)), "b")),
    )
)


@pytest.mark.parametrize(("told", "dropped"), [(0, []), (1, ["E01.a"]), (2, ["E01.b"]), (9, [])])
def test_what_the_chosen_variant_drops_is_na_whatever_was_assessed(told: int, dropped: list[str]) -> None:
    sheet = scored(TOLD, release("E01", told=told), assess("E01.a"), assess("E01.b"))

    assert [a.id for a in sheet.actions if a.dropped] == dropped
    for line in sheet.actions:
        expected = ("n/a", None) if line.id in dropped else ("met", 1)
        assert (line.completion, line.score) == expected


def test_what_a_variant_drops_leaves_coverage_and_is_not_marked_unmet() -> None:
    sheet = scored(TOLD, release("E01", told=1), assess("E01.b"), ended=ev.ExerciseEnded(rest="unmet"))

    assert sheet.by_id["E01.a"].completion == "n/a"
    assert (sheet.objectives[0].actions, sheet.objectives[0].assessed) == (1, 1)
    assert (sheet.overall.actions, sheet.overall.assessed, sheet.overall.coverage) == (1, 1, 1)


# Objectives ---------------------------------------------------------------------------------------


def test_an_objective_is_its_earned_points_of_the_graded_ones() -> None:
    plan = scenario(
        inject(
            "E01",
            action("E01.a", points=3),
            action("E01.b", points=4),
            action("E01.c", points=9),
            action("E01.d", points=5),
        )
    )

    sheet = scored(
        plan,
        release("E01"),
        assess("E01.a"),
        assess("E01.b", "partial"),
        assess("E01.c", "n/a"),
        assess("E01.d", "unmet"),
    )

    (line,) = sheet.objectives
    assert (line.earned, line.points) == (5, 12)
    assert line.percent == Fraction(500, 12)
    assert (line.met, line.partial, line.unmet) == (1, 1, 1)
    assert (line.actions, line.assessed, line.coverage) == (4, 4, 1)


@pytest.mark.parametrize(
    ("percent", "letter"),
    [
        (Fraction(100), "P"),
        (Fraction(90), "P"),
        (Fraction(90) - Fraction(1, 10**9), "S"),
        (Fraction(70), "S"),
        (Fraction(70) - Fraction(1, 10**9), "M"),
        (Fraction(40), "M"),
        (Fraction(40) - Fraction(1, 10**9), "U"),
        (Fraction(0), "U"),
    ],
)
def test_letters_compare_the_exact_fraction(percent: Fraction, letter: str) -> None:
    assert letter_for(percent) == letter


@given(st.sampled_from("PSMU"), st.sampled_from("PSMU"))
def test_a_cap_never_lifts_a_letter(letter: Any, cap: Any) -> None:
    capped = worse(letter, cap)

    assert "PSMU".index(capped) == max("PSMU".index(letter), "PSMU".index(cap))


@pytest.mark.parametrize(("assessed", "letter"), [(3, "P"), (2, None)])
def test_below_the_coverage_gate_there_is_a_percent_but_no_letter(assessed: int, letter: str | None) -> None:
    plan = scenario(inject("E01", *(action(f"E01.{n}") for n in "abcde")))

    sheet = scored(plan, release("E01"), *(assess(f"E01.{n}") for n in "abcde"[:assessed]))

    assert (sheet.objectives[0].percent, sheet.objectives[0].letter) == (100, letter)
    assert sheet.overall.percent == (100 if letter else None)
    assert sheet.overall.letter == letter


# Red lines ----------------------------------------------------------------------------------------

LINED = scenario(
    inject("E01", action("E01.a"), action("E01.b", objective="O2")),
    objectives=(objective("O1"), objective("O2")),
    red_lines=(
        RedLine(id="R1", text=Text.same("one"), objective="O1"),
        RedLine(id="R2", text=Text.same("two"), objective="O1", grave=True),
        RedLine(id="R3", text=Text.same("three"), objective="O2"),
    ),
)
PLAYED = (release("E01"), assess("E01.a"), assess("E01.b"))


@pytest.mark.parametrize(
    ("breaches", "letters", "overall"),
    [
        ([], ("P", "P"), "P"),
        ([breach("R1")], ("M", "P"), "P"),
        ([breach("R2")], ("U", "P"), "M"),
        ([breach("R3", grave=True)], ("P", "U"), "M"),
        ([breach("R1"), breach("R3")], ("M", "M"), "P"),
    ],
)
def test_a_breach_caps_its_objective_at_m_a_grave_one_at_u_and_overall_at_m(
    breaches: list[tuple[ev.Event, int]], letters: tuple[str, str], overall: str
) -> None:
    sheet = scored(LINED, *PLAYED, *breaches)

    assert tuple(o.letter for o in sheet.objectives) == letters
    assert sheet.overall.letter == overall
    assert [o.percent for o in sheet.objectives] == [100, 100]
    assert sheet.overall.percent == 100


def test_capped_by_lists_breached_lines_in_the_order_of_the_pack() -> None:
    sheet = scored(LINED, *PLAYED, breach("R2"), breach("R1"), breach("R1"), breach("R3"))

    assert [o.capped_by for o in sheet.objectives] == [("R1", "R2"), ("R3",)]
    assert sheet.overall.capped_by == ("R2",)


def test_a_line_is_listed_although_the_letter_did_not_change_or_is_null() -> None:
    low = scored(LINED, release("E01"), assess("E01.a", "unmet"), breach("R1"), breach("R3"))

    assert [(o.letter, o.capped_by) for o in low.objectives] == [("U", ("R1",)), (None, ("R3",))]


def test_a_cap_does_not_lift_a_bad_overall_letter() -> None:
    sheet = scored(LINED, release("E01"), assess("E01.a", "unmet"), assess("E01.b", "unmet"), breach("R2"))

    assert sheet.overall.letter == "U"


def test_a_breach_of_a_line_that_the_plan_does_not_have_caps_no_objective() -> None:
    sheet = scored(LINED, *PLAYED, breach("R9"))

    assert [o.letter for o in sheet.objectives] == ["P", "P"]
    assert sheet.overall.capped_by == ()


# Overall ------------------------------------------------------------------------------------------


def test_overall_weighs_the_objectives_that_have_a_graded_action() -> None:
    plan = scenario(
        inject(
            "E01",
            action("E01.a"),
            action("E01.b", objective="O2"),
            action("E01.c", objective="O3"),
        ),
        objectives=(objective("O1"), objective("O2", Fraction("2.5")), objective("O3", 99), objective("O4")),
    )

    sheet = scored(plan, release("E01"), assess("E01.a", "partial"), assess("E01.b"), assess("E01.c", "n/a"))

    assert sheet.overall.percent == (50 + Fraction("2.5") * 100) / Fraction("3.5")
    assert [o.percent for o in sheet.objectives] == [50, 100, None, None]


def test_all_na_is_full_coverage_without_a_percent() -> None:
    sheet = scored(ONE, release("E01"), assess("E01.a", "n/a"))

    assert (sheet.overall.coverage, sheet.overall.percent, sheet.overall.letter) == (1, None, None)


def test_rated_is_the_latest_letter_at_the_directors_station() -> None:
    rows = Rows()
    rows.add(ev.Rated(target="O1", letter="M"), author="ann", at_ms=1)
    rows.add(ev.Rated(target="O1", letter="S", why="calm"), author="bob", at_ms=2)
    rows.add(ev.Rated(target="O1", letter="U"), station="P1", at_ms=3)
    rows.add(ev.Rated(target="overall", letter="P", why="all well"), at_ms=4)

    sheet = score(ONE, fold(ONE, rows.recorded))

    assert (sheet.objectives[0].rated, sheet.objectives[0].rated_why) == ("S", "calm")
    assert (sheet.overall.rated, sheet.overall.rated_why) == ("P", "all well")


def test_without_a_letter_of_the_director_rated_is_null() -> None:
    rows = Rows()
    rows.add(ev.Rated(target="O1", letter="U"), station="P1")

    sheet = score(ONE, fold(ONE, rows.recorded))

    assert (sheet.objectives[0].rated, sheet.overall.rated) == (None, None)


def test_lists_are_in_the_order_of_the_pack() -> None:
    plan = scenario(
        inject("E02", action("E02.b", objective="O2"), action("E02.a")),
        inject("E01", action("E01.a")),
        objectives=(objective("O2"), objective("O1")),
    )

    sheet = scored(plan, release("E01"), release("E02"))

    assert [a.id for a in sheet.actions] == ["E02.b", "E02.a", "E01.a"]
    assert [o.id for o in sheet.objectives] == ["O2", "O1"]
