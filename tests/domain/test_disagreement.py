"""Where raters differ: who graded how with which notes, what counts now, what comes first (issue 6)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import HEADER, MINUTE, Rows, action, chained, inject, objective, scenario, variant

from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.events import Completion
from tabletop.domain.play.fold import fold
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import DecisionRecord, ExerciseState, ObservationRecord
from tabletop.domain.play.stations import LogbookIssued
from tabletop.domain.result.compilation import compile_debrief
from tabletop.domain.result.disagreement import (
    Comparison,
    Note,
    RatedAction,
    agreement_among,
    compare_raters,
)

PLAN = scenario(
    inject("E01", action("E01.a", limit_ms=5 * MINUTE), action("E01.b"), action("E01.c"), red_lines=("R1",)),
    inject(
        "E02", action("E02.a"), action("E02.b"), at_ms=10 * MINUTE,
        variants=(variant(Breached(red_lines=("R1",)), "b"),),
    ),
    inject("E03", action("E03.a"), at_ms=20 * MINUTE),
)  # fmt: skip


class Room:
    """An exercise in which E01 went out at T+2 and E02 at T+10; observers grade and note."""

    def __init__(self, *, variant_of_e02: int = 0) -> None:
        self.rows = Rows()
        self.rows.add(ev.ExerciseStarted())
        self.rows.add(ev.InjectReleased(inject="E01"), at_ms=2 * MINUTE)
        self.rows.add(ev.InjectReleased(inject="E02", variant=variant_of_e02), at_ms=10 * MINUTE)

    def grade(self, action_id: str, **by: Completion) -> Room:
        """Let raters, named by their station, grade an action four minutes after T+0, a minute apart."""
        for at, (station, completion) in enumerate(by.items(), start=4):
            self.rows.add(
                ev.ActionAssessed(action=action_id, completion=completion), station=station, at_ms=at * MINUTE
            )
        return self

    def settle(self, action_id: str, completion: Completion) -> Room:
        self.rows.add(
            ev.ActionSettled(action=action_id, completion=completion, reason="both notes read"),
            at_ms=12 * MINUTE,
        )
        return self

    def observe(self, station: str, text: str, *, at: int, author: str | None = None, **on: str) -> None:
        event = ObservationNoted(cell="OPS", text=text, inject=on.get("inject"), action=on.get("action"))
        self.rows.add(event, station=station, author=author, at_ms=at * MINUTE)

    def decide(self, station: str, text: str, *, at: int, inject_number: str | None) -> None:
        event = ev.DecisionLogged(cell="OPS", text=text, inject=inject_number)
        self.rows.add(event, station=station, at_ms=at * MINUTE)

    @property
    def state(self) -> ExerciseState:
        return fold(PLAN, self.rows.recorded)

    @property
    def comparison(self) -> Comparison:
        return compare_raters(PLAN, self.state)

    def on(self, action_id: str) -> RatedAction:
        return next(each for each in self.comparison.actions if each.action.full_id == action_id)


def texts(notes: tuple[Note, ...]) -> list[str]:
    return [note.text for note in notes]


# Which actions ------------------------------------------------------------------------------------


def test_nobody_assessed_compares_nothing() -> None:
    comparison = Room().comparison

    assert (comparison.actions, comparison.raters, comparison.agreement.units) == ((), (), 0)


def test_an_action_with_one_rater_is_not_compared_but_its_rater_is_known() -> None:
    comparison = Room().grade("E01.a", P1="met").comparison

    assert comparison.actions == ()
    assert comparison.raters == (("P1", "P1"),)


def test_only_released_injects_count() -> None:
    room = Room().grade("E03.a", P1="met", P2="unmet")

    assert room.comparison.actions == ()


def test_unsettled_differences_come_first_by_their_spread_then_the_settled_then_what_all_agree_on() -> None:
    room = Room()
    room.grade("E01.a", P1="met", P2="met")
    room.grade("E01.b", P1="met", P2="partial")
    room.grade("E01.c", P1="met", P2="unmet").settle("E01.c", "met")
    room.grade("E02.a", P1="met", P2="unmet")
    room.grade("E02.b", P1="partial", P2="unmet")

    order = [(each.action.full_id, each.spread, each.is_open) for each in room.comparison.actions]

    assert order == [
        ("E02.a", 2, True), ("E01.b", 1, True), ("E02.b", 1, True), ("E01.c", 2, False), ("E01.a", 0, False),
    ]  # fmt: skip


def test_improvised_injects_do_no_harm() -> None:
    room = Room().grade("E01.a", P1="met", P2="unmet")
    room.rows.add(
        InjectImprovised(inject="X01", title="Rain", message="It rains.", to=("OPS",), method="radio")
    )

    assert [each.action.full_id for each in room.comparison.actions] == ["E01.a"]


# What counts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grades", "spread", "median", "count"),
    [
        ({"P1": "met", "P2": "met"}, 0, "met", 2),
        ({"P1": "met", "P2": "partial"}, 1, "partial", 2),
        ({"P1": "partial", "P2": "unmet"}, 1, "unmet", 2),
        ({"P1": "met", "P2": "unmet"}, 2, "unmet", 2),
        ({"P1": "met", "P2": "partial", "P3": "unmet"}, 2, "partial", 3),
        ({"P1": "met", "P2": "n/a"}, 0, "met", 1),
        ({"P1": "n/a", "P2": "n/a"}, 0, "n/a", 2),
    ],
)
def test_the_median_counts_until_it_is_settled(
    grades: dict[str, Completion], spread: int, median: Completion, count: int
) -> None:
    rated = Room().grade("E01.a", **grades).on("E01.a")

    assert (rated.spread, rated.counts, rated.median, rated.grades) == (spread, median, median, count)
    assert rated.differs == (len(set(grades.values())) > 1)
    assert rated.settlement is None


def test_a_settling_counts_and_the_raters_median_stays_known() -> None:
    rated = Room().grade("E01.a", P1="met", P2="partial").settle("E01.a", "met").on("E01.a")

    assert (rated.counts, rated.median, rated.grades) == ("met", "partial", 2)
    assert rated.settlement is not None
    assert rated.settlement.reason == "both notes read"
    assert rated.differs
    assert not rated.is_open


def test_an_action_that_the_variant_dropped_is_not_open_and_counts_as_not_applicable() -> None:
    rated = Room(variant_of_e02=1).grade("E02.b", P1="met", P2="unmet").on("E02.b")

    assert (rated.dropped, rated.counts, rated.median) == (True, "n/a", "unmet")
    assert rated.differs
    assert not rated.is_open


# Each rater's side --------------------------------------------------------------------------------


def test_a_rating_says_who_when_how_late_and_which_cells_the_station_watches() -> None:
    room = Room().grade("E01.a", P10="met", P2="unmet")
    room.rows.add(LogbookIssued(station="P2", cells=("OPS", "LO")))

    rated = room.on("E01.a")

    sides = [(r.rater, r.completion, r.observed_ms, r.latency_ms, r.cells) for r in rated.ratings]
    assert sides == [
        (("P2", "P2"), "unmet", 5 * MINUTE, 3 * MINUTE, ("OPS", "LO")),
        (("P10", "P10"), "met", 4 * MINUTE, 2 * MINUTE, ()),
    ]
    assert (rated.released_ms, rated.red_lines) == (2 * MINUTE, ("R1",))


def test_a_grade_from_before_the_release_is_not_late_by_less_than_nothing() -> None:
    rated = Room().grade("E02.a", P1="met", P2="unmet").on("E02.a")

    assert [rating.latency_ms for rating in rated.ratings] == [0, 0]


def test_notes_are_those_of_the_station_on_the_action_first_then_on_its_inject() -> None:
    room = Room().grade("E01.a", P1="met", P2="unmet")
    room.observe("P1", "on the inject", at=3, inject="E01")
    room.decide("P1", "decided", at=5, inject_number="E01")
    room.observe("P1", "on the action", at=6, action="E01.a")
    room.observe("P1", "on another action", at=4, inject="E01", action="E01.b")
    room.observe("P1", "on another inject", at=4, inject="E02")
    room.decide("P1", "on nothing", at=4, inject_number=None)
    room.observe("P2", "of another station", at=4, inject="E01")

    first, second = room.on("E01.a").ratings

    assert texts(first.notes) == ["on the action", "on the inject", "decided"]
    assert texts(second.notes) == ["of another station"]
    assert [type(note) for note in first.notes] == [ObservationRecord, ObservationRecord, DecisionRecord]


def test_two_raters_at_one_station_each_keep_their_own_notes_and_share_those_of_nobody_else() -> None:
    room = Room()
    for author, grade in (("Ani", "met"), ("Budi", "unmet")):
        event = ev.ActionAssessed(action="E01.a", completion=grade)
        room.rows.add(event, station="P1", author=author, at_ms=4 * MINUTE)
    room.observe("P1", "of Ani", at=4, author="Ani", inject="E01")
    room.observe("P1", "of Budi", at=5, author="Budi", inject="E01")
    room.observe("P1", "of a third", at=6, author="Citra", inject="E01")

    sides = [(rating.author, texts(rating.notes)) for rating in room.on("E01.a").ratings]

    assert sides == [("Ani", ["of Ani", "of a third"]), ("Budi", ["of Budi", "of a third"])]


# The figures --------------------------------------------------------------------------------------


def test_the_figures_are_those_that_the_debrief_prints() -> None:
    plan = scenario(
        *(inject(f"E{n:02}", action(f"E{n:02}.a")) for n in range(1, 13)), objectives=(objective("O1"),)
    )
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    grades: tuple[Completion, ...] = ("met", "partial", "unmet", "met", "n/a")
    for n in range(1, 13):
        rows.add(ev.InjectReleased(inject=f"E{n:02}"))
        for at, station in enumerate(("P1", "P2", "P3")):
            event = ev.ActionAssessed(action=f"E{n:02}.a", completion=grades[(n * (at + 1)) % 5])
            rows.add(event, station=station)
    recorded = chained(rows.recorded)
    state = fold(plan, recorded)

    agreement = compare_raters(plan, state).agreement

    printed = compile_debrief(plan, state, header=HEADER, recorded=recorded).agreement
    assert agreement == printed
    assert agreement.units == 12
    assert agreement.exact is not None


def test_settling_changes_no_figure() -> None:
    before = Room().grade("E01.a", P1="met", P2="partial")
    figures = agreement_among(PLAN, before.state)

    after = before.settle("E01.a", "met")

    assert agreement_among(PLAN, after.state) == figures


def test_nothing_read_changes_the_state() -> None:
    room = Room().grade("E01.a", P1="met", P2="partial").settle("E01.a", "met")
    state = room.state
    kept = replace(state)

    compare_raters(PLAN, state)

    assert state == kept
