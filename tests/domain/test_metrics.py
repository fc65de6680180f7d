"""Counts beside the score, each worked by hand: releases on time, groups, sources, paragraphs, raters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from builders import HEADER, MINUTE, SECOND, Rows, inject, objective, phase, roster_unit, scenario, variant
from domain.metric_rows import expected

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.fold import fold
from tabletop.domain.play.stations import StationOpened
from tabletop.domain.result.compilation import compile_debrief
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.metrics import (
    Attendance,
    EvaluatorCoverage,
    GroupResult,
    Metrics,
    ParagraphResult,
    SourceUse,
    Timeliness,
)

Act = tuple[ev.Event, dict[str, Any]]
DOCTRINE_S = (45, 60, 75, 95, 120, 150, 180, 240, 300, 420)
"""Decision latencies of doctrine 10.2."""


def debrief_of(plan: Scenario, acts: Sequence[Act]) -> Debrief:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    for event, who in acts:
        rows.add(event, **who)
    state = fold(plan, rows.recorded)
    return compile_debrief(plan, state, header=HEADER, recorded=rows.recorded)


def metrics_of(plan: Scenario, *acts: Act) -> Metrics:
    return debrief_of(plan, acts).metrics


def released(number: str, at_ms: int = 0, told: int = 0) -> Act:
    return ev.InjectReleased(inject=number, variant=told), {"at_ms": at_ms}


def decided(number: str | None, at_ms: int, cell: str = "OPS", **said: Any) -> Act:
    return ev.DecisionLogged(cell=cell, text="x", inject=number, **said), {"at_ms": at_ms, "station": "P1"}


def assessed(full_id: str, at_ms: int, completion: Any = "met", station: str = "P1") -> Act:
    return ev.ActionAssessed(action=full_id, completion=completion), {"at_ms": at_ms, "station": station}


def of(groups: Sequence[GroupResult], key: str) -> GroupResult:
    return next(group for group in groups if group.key == key)


# Releases on time -----------------------------------------------------------------------------------

HOUR = scenario(
    inject("E01"),
    inject("E02", at_ms=10 * MINUTE),
    inject("E03", at_ms=20 * MINUTE),
    inject("E04", at_ms=30 * MINUTE),
    inject("E05", at_ms=40 * MINUTE),
    inject("E06", at_ms=None),
    inject("C01", kind="contingency", at_ms=10 * MINUTE, when=Breached(red_lines=("R1",))),
)


def test_a_release_is_on_time_up_to_a_minute_either_way() -> None:
    timeliness = metrics_of(
        HOUR,
        released("E01", MINUTE),  # exactly a minute late
        released("E02", 9 * MINUTE),  # exactly a minute early
        released("E03", 20 * MINUTE + MINUTE + 1),
        released("E04", 30 * MINUTE - MINUTE - 1),
        released("E06", 35 * MINUTE),  # paced by the facilitator: no planned T+
        released("C01", 50 * MINUTE),
        (InjectImprovised(inject="X01", title="x", message="x", to=("OPS",)), {"at_ms": 50 * MINUTE}),
    ).timeliness

    assert timeliness == Timeliness(
        planned=4,
        on_time=2,
        tolerance_ms=60_000,
        early=("E04",),
        late=("E03",),
        skipped=(),
        held=(),
        waiting=("E05",),
    )


def test_a_shift_moves_the_planned_time_and_the_latest_release_counts() -> None:
    timeliness = metrics_of(
        HOUR,
        (ev.InjectShifted(inject="E02", by_ms=5 * MINUTE), {"at_ms": MINUTE}),
        released("E02", 15 * MINUTE),
        released("E03", 20 * MINUTE),
        (ev.InjectRetracted(inject="E03", reason="x"), {"at_ms": 21 * MINUTE}),
        released("E03", 25 * MINUTE),
    ).timeliness

    assert (timeliness.planned, timeliness.on_time, timeliness.late) == (2, 1, ("E03",))


def test_what_was_not_delivered_is_named_and_leaves_the_count() -> None:
    timeliness = metrics_of(
        HOUR,
        released("E01", 0),
        (ev.InjectSkipped(inject="E02", reason="x"), {"at_ms": MINUTE}),
        (ev.InjectHeld(inject="E03"), {"at_ms": MINUTE}),
        released("E04", 30 * MINUTE),
        (ev.InjectRetracted(inject="E04", reason="x"), {"at_ms": 31 * MINUTE}),
        (ev.InjectSkipped(inject="E06", reason="x"), {"at_ms": 31 * MINUTE}),
        (ev.InjectSkipped(inject="C01", reason="x"), {"at_ms": 31 * MINUTE}),
    ).timeliness

    assert (timeliness.planned, timeliness.on_time) == (1, 1)
    assert (timeliness.skipped, timeliness.held) == (("E02", "E06"), ("E03",))
    assert (timeliness.retracted, timeliness.waiting) == (("E04",), ("E05",))


# Groups ---------------------------------------------------------------------------------------------

PLAN = scenario(
    inject(
        "E01",
        expected("E01.a", "OPS", points=2, limit_ms=5 * MINUTE),
        expected("E01.b", "LO", points=4, limit_ms=5 * MINUTE, objective="O2"),
    ),
    replace(
        inject(
            "E02",
            expected("E02.a", "OPS", points=3, limit_ms=2 * MINUTE),
            expected("E02.b", "all", points=1),
            expected("E02.c", "SIM", points=1),
            at_ms=10 * MINUTE,
        ),
        to=("all",),
    ),
    inject(
        "E03",
        expected("E03.a", "LO", points=5),
        at_ms=12 * MINUTE,
        variants=(variant(Breached(red_lines=("R1",)), "a"),),
    ),
    objectives=(objective("O1"), objective("O2")),
    phases=(phase("F1", 0), phase("F2", 10 * MINUTE), phase("F3", 50 * MINUTE)),
)
PLAYED = (
    released("E01"),
    decided("E01", MINUTE, "LO"),  # LO is not addressed
    decided("E01", 3 * MINUTE),
    assessed("E01.a", 3 * MINUTE),
    assessed("E01.b", 7 * MINUTE),  # two minutes over its five
    released("E02", 10 * MINUTE),
    decided("E02", 12 * MINUTE, "LO"),
    decided("E02", 15 * MINUTE),
    assessed("E02.a", 14 * MINUTE, "partial"),  # twice its limit: half, and partial: a quarter of 3
    assessed("E02.b", 16 * MINUTE, "n/a"),
    released("E03", 20 * MINUTE),
)


def test_a_phase_sums_up_its_actions_and_its_injects() -> None:
    first, second, third = metrics_of(PLAN, *PLAYED).by_phase

    assert (first.key, first.actions, first.met, first.on_time, first.open) == ("F1", 2, 2, 1, 0)
    # 2 x 1 + 4 x 1 x 1/2 of 6
    assert (first.earned, first.points, first.percent) == (Fraction(4), 6, Fraction(400, 6))
    assert (first.decision.answered, first.decision.released) == (1, 1)
    assert (first.decision.values_ms, first.response.values_ms) == ((MINUTE,), (3 * MINUTE,))
    # E02 and E03: one partial, one n/a, E02.c and E03.a open; 3 x 1/2 x 1/2 of 3
    counts = (second.actions, second.partial, second.not_applicable, second.open, second.met, second.unmet)
    assert counts == (4, 1, 1, 2, 0, 0)
    assert (second.earned, second.points, second.percent) == (Fraction(3, 4), 3, Fraction(25))
    assert (second.decision.answered, second.decision.released, second.decision.open) == (1, 2, ("E03",))
    assert (second.decision.values_ms, second.response.values_ms) == ((2 * MINUTE,), (4 * MINUTE,))
    assert (third.key, third.actions, third.percent, third.decision.released) == ("F3", 0, None, 0)


def test_phases_share_out_what_the_whole_page_counts() -> None:
    debrief = debrief_of(PLAN, PLAYED)

    by_phase = debrief.metrics.by_phase

    assert sum(group.actions for group in by_phase) == debrief.score.overall.actions == 6
    assert sum(group.decision.released for group in by_phase) == debrief.decision.released == 3
    assert sum(group.response.answered for group in by_phase) == debrief.response.answered == 2


def test_a_cell_is_counted_by_what_it_was_to_do_and_by_its_own_decisions() -> None:
    by_cell = metrics_of(PLAN, *PLAYED).by_cell

    assert [group.key for group in by_cell] == ["OPS", "LO", "SIM", "all"]
    ops, lo, sim, everyone = by_cell
    assert (ops.actions, ops.met, ops.partial, ops.earned, ops.points) == (2, 1, 1, Fraction(11, 4), 5)
    assert ops.percent == Fraction(55)
    assert (ops.decision.values_ms, ops.response.values_ms) == (
        (3 * MINUTE, 5 * MINUTE),
        (3 * MINUTE, 4 * MINUTE),
    )
    # Neither E01 nor E03 goes to LO: no decision of it is awaited; its response to E03 is.
    assert (lo.actions, lo.met, lo.on_time, lo.open, lo.percent) == (2, 1, 0, 1, Fraction(50))
    assert (lo.decision.released, lo.response.values_ms, lo.response.open) == (0, (7 * MINUTE,), ("E03",))
    # `all` is every player and liaison cell, not the SimCell
    assert (sim.actions, sim.open, sim.decision.released, sim.response.released) == (1, 1, 0, 1)
    assert (everyone.actions, everyone.not_applicable, everyone.percent) == (1, 1, None)
    assert (everyone.decision.values_ms, everyone.response.open) == ((2 * MINUTE,), ("E02",))


def test_an_objectives_group_has_the_percent_and_counts_of_its_score() -> None:
    debrief = debrief_of(PLAN, PLAYED)

    groups, scores = debrief.metrics.by_objective, debrief.score.objectives

    for group, score in zip(groups, scores, strict=True):
        assert (group.key, group.percent, group.earned, group.points) == (
            score.id,
            score.percent,
            score.earned,
            score.points,
        )
        assert (group.actions, group.actions - group.open) == (score.actions, score.assessed)
        assert (group.met, group.partial, group.unmet) == (score.met, score.partial, score.unmet)
    assert of(groups, "O2").percent == Fraction(50)  # 4 x 1/2 of 4
    # E01 and E02 ask O1 for something; E03 too, which nobody decided on
    assert of(groups, "O1").decision.open == ("E03",)


def test_dropped_actions_leave_every_group_and_an_inject_without_any_other_the_latencies() -> None:
    debrief = debrief_of(PLAN, [released("E03", 20 * MINUTE, told=1), assessed("E03.a", 21 * MINUTE)])

    assert of(debrief.metrics.by_phase, "F2").actions == 0
    assert of(debrief.metrics.by_cell, "LO").response.released == 0
    assert (debrief.decision.released, debrief.response.released) == (0, 0)


def test_rest_unmet_closes_what_was_open() -> None:
    ended = (ev.ExerciseEnded(rest="unmet"), {"at_ms": 30 * MINUTE})

    by_phase = metrics_of(PLAN, *PLAYED, ended).by_phase

    assert (by_phase[1].unmet, by_phase[1].open, by_phase[1].points) == (2, 0, 9)
    assert by_phase[1].percent == Fraction(75, 9)


def test_the_ten_values_of_the_doctrine_give_its_percentiles_and_two_open_ones_do_not_move_them() -> None:
    plan = scenario(*(inject(f"E{n:02}", expected(f"E{n:02}.a", "OPS")) for n in range(12)))
    acts = [released(f"E{n:02}") for n in range(12)]
    acts += [decided(f"E{n:02}", seconds * SECOND) for n, seconds in enumerate(reversed(DOCTRINE_S))]

    debrief = debrief_of(plan, acts)

    for summary in (debrief.decision, of(debrief.metrics.by_cell, "OPS").decision):
        percentiles = (summary.p50_ms, summary.p75_ms, summary.p90_ms)
        assert percentiles == (120 * SECOND, 240 * SECOND, 300 * SECOND)
        assert (summary.answered, summary.released, summary.open) == (10, 12, ("E10", "E11"))


def test_injects_before_the_first_phase_stand_behind_the_phases() -> None:
    plan = replace(PLAN, phases=(phase("F2", 10 * MINUTE),))

    by_phase = metrics_of(plan, *PLAYED).by_phase

    assert [(group.key, group.actions) for group in by_phase] == [("F2", 4), ("", 2)]


def test_a_plan_without_phases_has_one_group_without_a_name() -> None:
    by_phase = metrics_of(replace(PLAN, phases=()), *PLAYED).by_phase

    assert [(group.key, group.actions) for group in by_phase] == [("", 6)]


def test_a_decision_seen_before_the_release_counts_at_once_for_its_cell() -> None:
    ops = of(metrics_of(PLAN, decided("E01", MINUTE), released("E01", 2 * MINUTE)).by_cell, "OPS")

    assert ops.decision.values_ms == (0,)


def test_only_what_was_met_is_on_time_and_up_to_its_limit() -> None:
    acts = [released("E01"), assessed("E01.a", 5 * MINUTE), assessed("E01.b", MINUTE, "partial")]

    first = metrics_of(PLAN, *acts).by_phase[0]

    assert (first.met, first.partial, first.on_time) == (1, 1, 1)


def test_nothing_released_gives_groups_of_zero() -> None:
    metrics = metrics_of(PLAN, decided("E01", MINUTE), assessed("E01.a", MINUTE))

    for group in (*metrics.by_phase, *metrics.by_cell, *metrics.by_objective):
        assert (group.actions, group.earned, group.points, group.percent) == (0, Fraction(0), 0, None)
        assert (group.decision.released, group.response.released) == (0, 0)
    assert metrics.coverage == EvaluatorCoverage(actions=0, once=0, twice=0)


# Sources, attendance, raters ------------------------------------------------------------------------


def test_ratings_of_sources_are_counted_over_standing_information() -> None:
    told = {"category": "information"}

    sources = metrics_of(
        PLAN,
        decided(None, MINUTE, **told, source="C3"),
        decided("E01", MINUTE, **told, source="A1"),
        decided(None, MINUTE, **told, source="C3"),
        decided(None, MINUTE, **told),
        decided(None, MINUTE, source="B2"),  # a decision, not information
        decided(None, MINUTE, **told, source="F6"),
        (ev.DecisionWithdrawn(target_seq=6), {"at_ms": 2 * MINUTE, "station": "P1"}),
    ).sources

    assert sources == SourceUse(information=4, rated=3, ratings=(("A1", 1), ("C3", 2)))


def test_what_an_observer_saw_after_endex_is_no_use_of_sources_nor_a_decision_in_play() -> None:
    own_clock = (StationOpened(clock="own"), {"station": "P1"})
    ended = (ev.ExerciseEnded(), {"at_ms": 5 * MINUTE})
    late = decided("E01", 6 * MINUTE, category="information", source="A1")

    metrics = metrics_of(PLAN, own_clock, released("E01"), ended, late)

    assert metrics.sources == SourceUse(information=0, rated=0, ratings=())
    assert of(metrics.by_cell, "OPS").decision.open == ("E01",)


def test_attendance_shows_each_unit_of_the_roster_counted_or_not() -> None:
    plan = replace(PLAN, roster=(roster_unit("SAMAPTA", 60), roster_unit("KODIM", 40)))

    attendance = metrics_of(
        plan,
        (ev.UnitCounted(unit="SAMAPTA", present=50, fit=48), {}),
        (ev.UnitCounted(unit="SAMAPTA", present=58, fit=56), {}),
    ).attendance

    assert attendance == (
        Attendance(unit="SAMAPTA", required=60, present=58, fit=56),
        Attendance(unit="KODIM", required=40, present=None, fit=None),
    )


def test_raters_are_counted_over_actions_that_were_asked_for() -> None:
    coverage = metrics_of(
        PLAN,
        *(released(number) for number in ("E01", "E02")),
        released("E03", told=1),  # drops E03.a
        assessed("E01.a", MINUTE),
        assessed("E01.a", MINUTE, "unmet", station="P2"),
        assessed("E01.b", MINUTE),
        assessed("E02.a", MINUTE),
        assessed("E02.a", MINUTE, "n/a", station="P2"),  # counts only where nobody gives a grade
        assessed("E02.b", MINUTE, "n/a"),
        assessed("E02.b", MINUTE, "n/a", station="P2"),
        assessed("E03.a", MINUTE),
        assessed("E03.a", MINUTE, station="P2"),
    ).coverage

    assert coverage == EvaluatorCoverage(actions=5, once=4, twice=2)


# Plan paragraphs ------------------------------------------------------------------------------------


def test_a_cited_paragraph_shows_what_play_made_of_its_actions() -> None:
    both = Text((("id", "Renpam 4"), ("en", "Plan 4")))
    turned = Text((("en", "Plan 4"), ("id", "Renpam 4")))
    other = Text((("id", "Renpam 4"), ("en", "Plan 5")))
    plan = scenario(
        inject(
            "E01",
            expected("E01.a", "OPS", both, "plan 1"),
            expected("E01.b", "OPS", "plan 1", "plan 1"),
            expected("E01.c", "OPS", "plan 1"),
            expected("E01.d", "OPS", "plan 1"),
            variants=(variant(Breached(red_lines=("R1",)), "d"),),
        ),
        inject("E02", expected("E02.a", "OPS", "plan 1", turned)),
        inject("E03", expected("E03.a", "OPS", other)),
    )

    paragraphs = metrics_of(
        plan, released("E01", told=1), assessed("E01.a", MINUTE), assessed("E01.b", MINUTE, "unmet")
    ).paragraphs

    nothing = {"met": 0, "partial": 0, "unmet": 0, "not_applicable": 0, "not_played": 0, "open": 0}
    assert paragraphs == (
        ParagraphResult(cite=both, actions=("E01.a", "E02.a"), **{**nothing, "met": 1, "not_played": 1}),
        ParagraphResult(
            cite=Text.same("plan 1"),
            actions=("E01.a", "E01.b", "E01.c", "E01.d", "E02.a"),
            **{**nothing, "met": 1, "unmet": 1, "open": 1, "not_applicable": 1, "not_played": 1},
        ),
        ParagraphResult(cite=other, actions=("E03.a",), **{**nothing, "not_played": 1}),
    )
