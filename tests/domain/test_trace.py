"""Every figure opens the figures it is made of and the rows behind it, and can be recomputed from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pytest
from builders import (
    HEADER,
    MINUTE,
    SECOND,
    Rows,
    action,
    inject,
    objective,
    readiness_item,
    scenario,
    variant,
)
from domain import metric_rows
from domain.random_rows import PLAN as RANDOM_PLAN
from domain.random_rows import journals
from hypothesis import given, settings

from tabletop import paths
from tabletop.domain.plan.eeg import CapabilityTarget, Objective
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.result.compilation import compile_debrief
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.trace import Trace, trace_of
from tabletop.domain.result.trace_metrics import FATES
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.play_script import open_script
from tabletop.services import script
from tabletop.services.prepare import open_session
from tabletop.store.memory_journal import MemoryJournal

Acts = tuple[ev.Event, dict[str, Any]]
PLAN = scenario(
    inject(
        "E01",
        action("E01.a", points=2, limit_ms=5 * MINUTE),
        action("E01.b", points=1),
        variants=(variant(Breached(red_lines=()), "b"),),
    ),
    inject("E02", action("E02.a", points=4, limit_ms=10 * MINUTE, objective="O2")),
    inject("E03", at_ms=20 * MINUTE),
    objectives=(
        Objective(
            id="O1",
            title=Text.same("Objective one"),
            targets=(CapabilityTarget(id="O1.1", text=Text.same("Within 5 minutes")),),
        ),
        objective("O2", 2),
    ),
    readiness=(
        readiness_item("K01", required=4, weight=2),
        readiness_item("K02", required=2, critical=True),
        readiness_item("K03"),
    ),
)


def release(number: str, at_ms: int = 0, *, told: int = 0) -> Acts:
    return ev.InjectReleased(inject=number, variant=told), {"at_ms": at_ms}


def assess(full_id: str, completion: Any = "met", at_ms: int = 0, **who: Any) -> Acts:
    return ev.ActionAssessed(action=full_id, completion=completion), {"at_ms": at_ms, **who}


def decide(number: str, at_ms: int, **who: Any) -> Acts:
    return ev.DecisionLogged(cell="OPS", text="stop", inject=number), {"at_ms": at_ms, **who}


def settle(full_id: str, completion: Any, at_ms: int) -> Acts:
    return ev.ActionSettled(action=full_id, completion=completion, reason="photo"), {"at_ms": at_ms}


def rate(target: str, letter: Any, **who: Any) -> Acts:
    return ev.Rated(target=target, letter=letter, why="seen"), who


def breach(line: str, at_ms: int, *, grave: bool = False, number: str | None = None) -> Acts:
    return ev.RedLineBreached(red_line=line, grave=grave, inject=number), {"at_ms": at_ms}


def debrief_of(recorded: Sequence[Recorded], plan: Scenario = PLAN) -> Debrief:
    return compile_debrief(plan, fold(plan, recorded), header=HEADER, recorded=recorded)


class Played:
    """An exercise whose figures are traced; the first row is STARTEX."""

    def __init__(self, *acts: Acts, plan: Scenario = PLAN) -> None:
        rows = Rows()
        rows.add(ev.ExerciseStarted())
        for event, who in acts:
            rows.add(event, **who)
        self.plan, self.recorded = plan, rows.recorded

    def trace(self, figure: str) -> Trace:
        state = fold(self.plan, self.recorded)
        debrief = debrief_of(self.recorded, self.plan)
        return trace_of(figure, self.plan, state, debrief=debrief, recorded=self.recorded)

    def pieces(self, figure: str, *codes: str) -> list[tuple[Any, ...]]:
        """Return the values of a figure's pieces of some kinds, behind their code if there are several."""
        found = [piece for piece in self.trace(figure).pieces if piece.code in codes]
        values = [(piece.code, *piece.values.values()) for piece in found]
        return values if len(codes) > 1 else [each[1:] for each in values]

    def rows(self, figure: str) -> list[str]:
        """Return the rows of a figure by kind, station and number."""
        events = {(row.entry.station, row.entry.seq): row.entry.kind for row in self.recorded}
        return [f"{events[row]} {row[0]}:{row[1]}" for row in self.trace(figure).rows]


# One action ---------------------------------------------------------------------------------------


def test_an_action_is_points_times_completion_times_timeliness() -> None:
    played = Played(release("E01", MINUTE), assess("E01.a", "met", 8 * MINUTE + 12 * SECOND))

    trace = played.trace("action:E01.a")

    assert trace.value == 1  # 2 points x 1 (met) x 1/2 (07:12 of 05:00)
    half = Fraction(1, 2)
    assert played.pieces("action:E01.a", "product", "completion", "timeliness") == [
        ("product", 2, 1, half, 1),
        ("completion", "met"),
        ("timeliness", 7 * MINUTE + 12 * SECOND, 5 * MINUTE),
    ]
    assert played.pieces("action:E01.a", "released") == [("E01", MINUTE)]
    assert played.pieces("action:E01.a", "grade") == [
        ("DIR", "DIR", "met", 8 * MINUTE + 12 * SECOND, 7 * MINUTE + 12 * SECOND)
    ]
    assert [piece.figure for piece in trace.pieces if piece.figure] == ["inject:E01", "objective:O1"]
    assert played.rows("action:E01.a") == ["release DIR:2", "assess DIR:3"]


def test_several_raters_are_named_with_the_median_of_grades_and_times() -> None:
    played = Played(
        release("E02", MINUTE),
        assess("E02.a", "met", 5 * MINUTE, station="P1"),
        assess("E02.a", "partial", 7 * MINUTE, station="P2", author="Sari"),
        assess("E02.a", "unmet", 9 * MINUTE, station="P3"),
        assess("E02.a", "n/a", 9 * MINUTE, station="P4"),
    )

    assert played.trace("action:E02.a").value == 2  # 4 x 1/2 x 1
    assert played.pieces("action:E02.a", "median", "median-time") == [
        ("median", "partial", 3),
        ("median-time", 7 * MINUTE, 2),  # an even count takes the later
    ]
    assert [grade[:3] for grade in played.pieces("action:E02.a", "grade")] == [
        ("P1", "P1", "met"), ("P2", "Sari", "partial"), ("P3", "P3", "unmet"), ("P4", "P4", "n/a"),
    ]  # fmt: skip


def test_raters_who_all_say_unmet_have_no_time() -> None:
    played = Played(release("E02"), assess("E02.a", "unmet", station="P1"), assess("E02.a", "unmet"))

    assert played.pieces("action:E02.a", "median", "median-time", "timeliness") == [("median", "unmet", 2)]
    assert played.pieces("action:E02.a", "product") == [(4, 0, None, 0)]


def test_a_settlement_keeps_the_grades_that_it_overrides() -> None:
    played = Played(
        release("E01"),
        assess("E01.b", "unmet", 2 * MINUTE),
        assess("E01.b", "partial", 3 * MINUTE),
        settle("E01.b", "met", 9 * MINUTE),
        (ObservationNoted(cell="OPS", text="on the back", action="E01.b"), {"at_ms": 4 * MINUTE}),
    )

    assert played.trace("action:E01.b").value == 1
    assert played.pieces("action:E01.b", "settled") == [("met", "DIR", 9 * MINUTE, None, "photo")]
    assert played.rows("action:E01.b") == [
        "release DIR:2", "assess DIR:3", "assess DIR:4", "observe DIR:6", "settle DIR:5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "value", "origin"),
    [
        ([release("E01")], None, ("not-assessed",)),
        ([release("E01"), (ev.ExerciseEnded(rest="unmet"), {"at_ms": 60 * MINUTE})], 0, ("rest",)),
        ([release("E01", told=1), assess("E01.b")], None, ("not-asked", 1)),
        ([release("E01"), assess("E01.b", "n/a")], None, None),
    ],
)
def test_a_grade_that_no_rater_gave_says_where_it_comes_from(
    acts: list[Acts], value: int | None, origin: tuple[Any, ...] | None
) -> None:
    played = Played(*acts)

    said = played.pieces("action:E01.b", "settled", "not-assessed", "rest", "not-asked")

    assert played.trace("action:E01.b").value == value
    assert said == ([] if origin is None else [origin])


# Objectives and the whole -------------------------------------------------------------------------

GRADED = (
    release("E01"),
    release("E02"),
    assess("E01.a", "met", 7 * MINUTE),
    assess("E01.b", "partial", MINUTE),
    assess("E02.a", "met", MINUTE),
)


def test_an_objective_is_the_sum_of_its_actions_over_their_points() -> None:
    played = Played(*GRADED)

    assert played.trace("objective:O1").value == Fraction(100 * 3, 2 * 3)  # 1 + 1/2 of 3 points
    assert played.pieces("objective:O1", "sum", "coverage", "suggestion") == [
        ("sum", Fraction(3, 2), 3, 50),
        ("coverage", 2, 2, 1),
        ("suggestion", "M", "M", 50),
    ]
    assert played.pieces("objective:O1", "action") == [
        ("E01.a", 1, 2, "met", 7 * MINUTE, 5 * MINUTE, None),
        ("E01.b", Fraction(1, 2), 1, "partial", MINUTE, None, None),
    ]


def test_a_dropped_action_is_shown_and_counts_nowhere() -> None:
    played = Played(release("E01", told=1), assess("E01.a"), assess("E01.b"))

    assert played.pieces("objective:O1", "action")[1] == ("E01.b", None, 1, "n/a", None, None, "dropped")
    assert played.pieces("objective:O1", "sum") == [(2, 2, 100)]
    assert played.pieces("coverage", "dropped") == [(1,)]


def test_below_the_gate_there_is_no_letter_whatever_the_percent() -> None:
    played = Played(release("E01"), assess("E01.b"))

    assert played.pieces("objective:O1", "sum", "coverage", "suggestion") == [
        ("sum", 1, 1, 100),
        ("coverage", 1, 2, Fraction(1, 2)),
        ("suggestion", None, None, None),
    ]


def test_a_cap_names_its_line_its_letter_and_since_when() -> None:
    played = Played(
        *GRADED,
        breach("R2", 3 * MINUTE),
        breach("R1", 6 * MINUTE),
        breach("R1", 2 * MINUTE),
        rate("O1", "S"),
    )

    assert played.pieces("objective:O1", "suggestion", "cap") == [
        ("suggestion", "U", "M", 50),
        ("cap", "R1", "M", 2 * MINUTE),
        ("cap", "R2", "U", 3 * MINUTE),
    ]
    assert played.pieces("overall", "cap") == [("R2", "M", 3 * MINUTE)]
    assert played.rows("objective:O1") == ["rate DIR:10", "breach DIR:9", "breach DIR:7", "breach DIR:8"]
    assert played.rows("overall") == ["breach DIR:7"]


def test_letters_stand_with_the_official_one_first_and_the_replaced_one_kept() -> None:
    played = Played(
        *GRADED,
        rate("O1", "P", station="P1", author="Sari", at_ms=8 * MINUTE),
        rate("O1", "M", at_ms=8 * MINUTE),
        rate("O1", "S", at_ms=9 * MINUTE),
        rate("O1", "U", station="P2", at_ms=9 * MINUTE),
        (ev.ActUndone(target_seq=2), {"station": "P2", "at_ms": 9 * MINUTE}),
        rate("O1.1", "S", at_ms=9 * MINUTE),
        rate("O1.1", "U", station="P1", at_ms=9 * MINUTE),
    )

    assert played.pieces("objective:O1", "official", "other", "replaced") == [
        ("official", "S", "DIR", "DIR", 9 * MINUTE, "seen"),
        ("other", "U", "P2", "P2", 9 * MINUTE, "seen"),
        ("replaced", "M", "DIR", "DIR", 8 * MINUTE, "seen"),
        ("other", "P", "P1", "Sari", 8 * MINUTE, "seen"),
    ]
    assert played.pieces("objective:O1", "target") == [("O1.1", "S", "DIR")]
    assert len(played.rows("objective:O1")) == 6


def test_a_target_without_an_official_letter_says_so() -> None:
    played = Played(*GRADED, rate("O1.1", "U", station="P1"))

    assert played.pieces("objective:O1", "target") == [("O1.1", None, None)]


def test_the_whole_is_the_weighted_mean_of_its_objectives() -> None:
    played = Played(*GRADED)

    assert played.trace("overall").value == Fraction(250, 3)
    assert played.pieces("overall", "mean") == [(250, 3, Fraction(250, 3))]  # 1 x 50 + 2 x 100
    assert played.pieces("overall", "objective") == [("O1", 1, 50), ("O2", 2, 100)]
    assert played.pieces("overall", "coverage", "suggestion") == [
        ("coverage", 3, 3, 1),
        ("suggestion", "S", "S", Fraction(250, 3)),
    ]


def test_too_little_evidence_gives_no_whole_but_shows_what_there_is() -> None:
    played = Played(release("E01"), release("E02"), assess("E01.a", "met", MINUTE))

    assert played.trace("overall").value is None
    assert played.pieces("overall", "mean", "objective", "suggestion") == [
        ("mean", 100, 1, None),
        ("objective", "O1", 1, 100),
        ("objective", "O2", 2, None),
        ("suggestion", None, None, None),
    ]


def test_coverage_names_each_objective_and_what_nobody_assessed() -> None:
    played = Played(release("E01"), release("E02"), assess("E01.a"), assess("E01.a", "unmet"))

    assert played.trace("coverage").value == Fraction(1, 3)
    assert played.pieces("coverage", "coverage", "part") == [
        ("coverage", 1, 3, Fraction(1, 3)),
        ("part", "O1", 1, 2),
        ("part", "O2", 0, 1),
    ]
    assert [values[0] for values in played.pieces("coverage", "action")] == ["E01.b", "E02.a"]
    assert played.rows("coverage") == ["release DIR:2", "release DIR:3", "assess DIR:4", "assess DIR:5"]


# Injects and spans --------------------------------------------------------------------------------


def test_an_inject_says_when_it_went_out_and_how_soon_it_was_answered() -> None:
    played = Played(
        release("E01", MINUTE),
        (ev.InjectAcknowledged(inject="E01", cell="OPS"), {"at_ms": 2 * MINUTE}),
        (
            ev.DecisionLogged(cell="OPS", text="stop", inject="E01"),
            {"at_ms": 9 * MINUTE, "seen_ms": 3 * MINUTE},
        ),
        (ev.InjectRepeated(inject="E01"), {"at_ms": 4 * MINUTE}),
        decide("E02", 5 * MINUTE),
        assess("E01.a", "met", 6 * MINUTE),
    )

    trace = played.trace("inject:E01")

    assert trace.value == MINUTE
    assert played.pieces("inject:E01", "delivery") == [("released", 0, MINUTE, 0)]
    assert played.pieces("inject:E01", "answer") == [
        ("acknowledge", MINUTE), ("decision", 2 * MINUTE), ("response", 5 * MINUTE),
    ]  # fmt: skip
    assert {piece.figure for piece in trace.pieces} == {
        "", "latency:acknowledge", "latency:decision", "latency:response", "action:E01.a", "action:E01.b",
    }  # fmt: skip
    assert played.rows("inject:E01") == [
        "release DIR:2", "acknowledge DIR:3", "decide DIR:4", "repeat DIR:5", "assess DIR:7",
    ]  # fmt: skip


def test_an_inject_that_expects_nothing_counts_in_no_latency() -> None:
    made_up = InjectImprovised(inject="X01", title="a", message="b", to=("OPS",))
    played = Played((made_up, {"at_ms": MINUTE}))

    assert played.trace("inject:X01").value == MINUTE
    assert [piece.figure for piece in played.trace("inject:X01").pieces] == [""] * 4
    assert played.rows("inject:X01") == ["improvise DIR:2"]


def latencies(*minutes: int, waiting: int = 0) -> Played:
    """Play injects that were answered after so many minutes, and some that still wait."""
    numbers = [f"E{at:02}" for at in range(1, len(minutes) + waiting + 1)]
    plan = scenario(*(inject(number, action(f"{number}.a")) for number in numbers))
    answers: list[Acts] = [
        decide(number, minute * MINUTE) for number, minute in zip(numbers, minutes, strict=False)
    ]
    return Played(*map(release, numbers), *answers, plan=plan)


def test_percentiles_are_the_answers_at_their_nearest_ranks() -> None:
    played = latencies(7, 3, 5, 1, 9, 11, waiting=1)

    assert played.trace("latency:decision").value == 5 * MINUTE
    assert played.pieces("latency:decision", "answered", "rank") == [
        ("answered", 6, 7),
        ("rank", 50, 3, 6, "E03", 5 * MINUTE),
        ("rank", 75, 5, 6, "E05", 9 * MINUTE),  # 4.5 rounded up
        ("rank", 90, 6, 6, "E06", 11 * MINUTE),
    ]
    assert played.pieces("latency:decision", "span")[:2] == [(1, "E04", MINUTE), (2, "E02", 3 * MINUTE)]
    assert played.pieces("latency:decision", "waiting") == [("E07",)]
    assert played.pieces("latency:decision", "other-span") == [
        ("acknowledge", None, 0, 7), ("response", None, 0, 7),
    ]  # fmt: skip


def test_below_five_answers_there_is_no_percentile() -> None:
    played = latencies(2, 4)

    assert played.trace("latency:decision").value is None
    assert played.pieces("latency:decision", "few", "rank") == [("few", 2)]


# Red lines ----------------------------------------------------------------------------------------


def test_red_lines_name_those_that_were_crossed() -> None:
    played = Played(breach("R1", MINUTE), breach("R1", 2 * MINUTE, number="E01"))

    assert played.trace("red-lines").value == 1
    assert played.pieces("red-lines", "crossed", "line") == [("crossed", 1, 2), ("line", "R1", 2, None)]
    assert played.rows("red-lines") == ["breach DIR:2", "breach DIR:3"]


def test_a_red_line_names_its_breaches_and_the_letters_that_it_caps() -> None:
    played = Played(breach("R2", MINUTE), breach("R2", 2 * MINUTE, number="E01"), breach("R1", 3 * MINUTE))

    trace = played.trace("red-line:R2")

    assert trace.value == 2
    assert played.pieces("red-line:R2", "breaches", "breach", "caps", "caps-overall") == [
        ("breaches", 2),
        ("breach", MINUTE, None, None, "grave", "DIR"),
        ("breach", 2 * MINUTE, "E01", None, "grave", "DIR"),
        ("caps", "O1", "U"),
        ("caps-overall", "M"),
    ]
    assert [piece.figure for piece in trace.pieces] == ["", "", "inject:E01", "objective:O1", "overall"]
    assert played.pieces("red-line:R1", "caps", "caps-overall") == [("caps", "O1", "M")]


def test_a_clean_line_caps_nothing() -> None:
    played = Played()

    assert played.trace("red-line:R1").value == 0
    assert played.pieces("red-line:R1", "breaches", "caps") == [("breaches", 0)]


# Readiness and agreement --------------------------------------------------------------------------


def test_readiness_is_the_weighted_share_of_what_is_required_with_gaps_first() -> None:
    def count(item: str, serviceable: int) -> Acts:
        return ev.ReadinessChecked(item=item, present=9, serviceable=serviceable), {}

    played = Played(count("K01", 1), count("K01", 3), count("K02", 1))

    # 2 x 3/4 + 1 x 1/2 + 1 x 0 of 4
    assert played.trace("readiness").value == 50
    assert played.pieces("readiness", "share", "gate") == [
        ("share", 2, 4, 50), ("gate", "ready-with-notes", 1, None),
    ]  # fmt: skip
    assert played.pieces("readiness", "item") == [
        ("K02", 1, 2, 1, "critical"), ("K01", 3, 4, 2, None), ("K03", None, 1, 1, None),
    ]  # fmt: skip
    assert played.rows("readiness") == ["readiness-checked DIR:3", "readiness-checked DIR:4"]


def test_agreement_compares_pairs_of_grades_of_released_injects() -> None:
    played = Played(
        release("E01"),
        assess("E01.a", "met"),
        assess("E01.a", "met", station="P1"),
        assess("E01.a", "unmet", station="P2"),
        assess("E01.b", "met"),
        assess("E01.b", "n/a", station="P1"),
        assess("E02.a", "met"),
        assess("E02.a", "met", station="P1"),
    )

    assert played.trace("agreement").value == 1
    assert played.pieces("agreement", "units", "pairs", "unit", "coefficients") == [
        ("units", 1, 3),
        ("pairs", 3, 1, 1),
        ("coefficients", None, None, None, None),
        ("unit", "E01.a", "met met unmet"),
    ]


# Any exercise -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figure",
    ["objective:O9", "action:E09.a", "inject:E09", "red-line:R9", "latency:x", "metric:x",
     "metric:phase:P9", "metric:cell:x", "metric:relay:OPS", "metric:paragraph:0", "metric:attendance:x"],
)  # fmt: skip
def test_a_figure_that_the_exercise_has_not_is_unknown(figure: str) -> None:
    played = Played()

    with pytest.raises(KeyError):
        played.trace(figure)


def figures_of(debrief: Debrief) -> Iterator[tuple[str, object]]:
    """Yield every figure of a debrief with its value there."""
    yield "overall", debrief.score.overall.percent
    yield "coverage", debrief.score.overall.coverage
    yield from ((f"objective:{each.id}", each.percent) for each in debrief.score.objectives)
    yield from ((f"action:{each.id}", each.score) for each in debrief.score.actions)
    yield from ((f"inject:{each.number}", each.released_ms) for each in debrief.injects)
    yield "red-lines", sum(1 for line in debrief.red_lines if line.breaches)
    yield from ((f"red-line:{each.id}", each.breaches) for each in debrief.red_lines)
    yield "latency:acknowledge", debrief.acknowledge.p50_ms
    yield "latency:decision", debrief.decision.p50_ms
    yield "latency:response", debrief.response.p50_ms
    yield "readiness", debrief.readiness.percent
    yield "agreement", debrief.agreement.units
    yield from metrics_of(debrief)


def metrics_of(debrief: Debrief) -> Iterator[tuple[str, object]]:
    """Yield every figure beside the score with its value there."""
    metrics = debrief.metrics
    kept, told = metrics.timeliness, metrics.escalations
    yield "metric:on-time", kept.on_time
    yield from ((f"metric:{fate}", len(getattr(kept, fate))) for fate in FATES)
    for kind in ("phase", "cell", "objective"):
        yield from ((f"metric:{kind}:{each.key}", each.percent) for each in getattr(metrics, f"by_{kind}"))
    for relay in metrics.relays:
        yield f"metric:relay:{relay.sender}:{relay.receiver}", relay.latency.p50_ms
    yield "metric:sources", metrics.sources.rated
    yield from ((f"metric:paragraph:{at}", each.met) for at, each in enumerate(metrics.paragraphs, start=1))
    yield "metric:contingencies", told.contingencies
    for which in ("offered", "released", "declined", "avoided", "milder"):
        yield f"metric:{which}", len(getattr(told, which))
    yield from ((f"metric:attendance:{each.unit}", each.present) for each in metrics.attendance)
    yield "metric:attendance", sum(each.present or 0 for each in metrics.attendance)
    yield "metric:evaluators", debrief.evaluators
    yield "metric:rated-once", metrics.coverage.once
    yield "metric:rated-twice", metrics.coverage.twice


COUNTED = {
    "release", "improvise", "acknowledge", "repeat", "decide", "observe", "assess", "settle", "breach",
    "rate", "readiness-checked",
}  # fmt: skip
"""Kinds that a figure counts; all others are the frame in which they are read: clocks and laptops."""
_COUNTS_IN = {"counts-in", "caps", "caps-overall", "other-span", "answer", "coverage"}
"""Pieces that lead to where a figure counts, not to what it is made of."""
_OF_WHAT_NEVER_CAME = {
    f"metric:{which}"
    for which in ("skipped", "held", "retracted", "waiting", "offered", "declined", "avoided")
}
"""Figures that count injects because a release did not follow: no row tells of that."""


def whole(trace: Trace, traces: dict[str, Trace]) -> set[tuple[str, int]]:
    """Return the rows of a figure and of all that it is made of."""
    rows, open_ones, seen = set(trace.rows), [trace], {trace.figure}
    while open_ones:
        for piece in open_ones.pop().pieces:
            if piece.figure and piece.code not in _COUNTS_IN and piece.figure not in seen:
                seen.add(piece.figure)
                rows |= set(traces[piece.figure].rows)
                open_ones.append(traces[piece.figure])
    return rows


def traces_of(plan: Scenario, recorded: Sequence[Recorded]) -> dict[str, Trace]:
    """Trace every figure; its value must be that of the debrief."""
    state, debrief = fold(plan, recorded), debrief_of(recorded, plan)
    values = dict(figures_of(debrief))
    traces = {figure: trace_of(figure, plan, state, debrief=debrief, recorded=recorded) for figure in values}
    assert {figure: trace.value for figure, trace in traces.items()} == values
    return traces


def assert_recomputed(plan: Scenario, recorded: Sequence[Recorded]) -> None:
    """Trace every figure; folding its rows alone must give it again."""
    traces = traces_of(plan, recorded)
    for figure, trace in traces.items():
        if trace.value is None or figure in _OF_WHAT_NEVER_CAME:
            continue
        named = whole(trace, traces)
        left = [
            row
            for row in recorded
            if row.entry.kind not in COUNTED or (row.entry.station, row.entry.seq) in named
        ]
        again = dict(figures_of(debrief_of(left, plan)))
        assert again.get(figure) == trace.value, figure


@pytest.mark.slow
@settings(max_examples=max(40, settings().max_examples // 3))
@given(journals)
def test_any_figure_of_a_random_journal_is_recomputed_from_its_rows(journal: Rows) -> None:
    assert_recomputed(RANDOM_PLAN, journal.recorded)


@pytest.mark.slow
@settings(max_examples=max(40, settings().max_examples // 3))
@given(metric_rows.journals)
def test_any_metric_of_a_random_journal_is_that_of_the_debrief_and_names_its_rows(journal: Rows) -> None:
    traces = traces_of(metric_rows.PLAN, journal.recorded)

    for figure, trace in traces.items():
        named = [piece.figure for piece in trace.pieces if piece.figure]
        assert set(named) <= set(traces), figure
        assert trace.value in (None, 0) or trace.rows or named, figure


@pytest.mark.slow
@pytest.mark.parametrize("name", ["quick-start", pytest.param("sispamkota-2024", marks=pytest.mark.long)])
def test_every_figure_of_a_bundled_sample_is_recomputed_from_its_rows(name: str) -> None:
    folder = paths.bundled_pack(name)
    pack, _ = read_pack(folder)
    clock = script.VirtualClock(pack.scenario.starts_at)
    session = open_session(MemoryJournal(pack, "EX-SAMPLE"), clock)
    script.play(session, clock, open_script(folder / "sample.play"))

    assert_recomputed(pack.scenario, session.recorded)
