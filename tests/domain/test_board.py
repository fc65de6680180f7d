"""The board: what stands next, what is late and how each inject looks, at any T+ and in any state."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import MINUTE, SECOND, Rows, action, inject, scenario, variant

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.triggers import Met, Unmet
from tabletop.domain.play import events as ev
from tabletop.domain.play.board import (
    OVERDUE_AFTER_MS,
    ActionLine,
    Board,
    BoardRow,
    action_lines,
    addressees,
    board_at,
    standby,
)
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.fold import fold
from tabletop.domain.play.state import ExerciseState

LIMITED = action("E01.a", limit_ms=2 * MINUTE)
FREE = action("E01.b")
FIRST = inject("E01", LIMITED, FREE, at_ms=MINUTE)
SECOND_INJECT = inject("E02", at_ms=5 * MINUTE)
CONTINGENCY = inject("C03", kind="contingency", at_ms=None, when=Unmet(actions=("E01.a",)))


class Play:
    """A plan with rows, and its board at a T+."""

    def __init__(self, *injects: Inject, started: bool = True) -> None:
        self.plan = scenario(*injects)
        self.outlook = Outlook.of(self.plan)
        self.rows = Rows()
        if started:
            self.rows.add(ev.ExerciseStarted())

    def add(self, event: ev.Event, *, at_ms: int = 0, **more: Any) -> Play:
        self.rows.add(event, at_ms=at_ms, **more)
        return self

    @property
    def state(self) -> ExerciseState:
        return fold(self.plan, self.rows.recorded)

    def board(self, at_ms: int, *, pinned: str | None = None) -> Board:
        return board_at(self.outlook, self.state, at_ms, pinned=pinned)

    def row(self, number: str, at_ms: int) -> BoardRow:
        return next(row for row in self.board(at_ms).rows if row.inject.number == number)

    def lines(self, number: str, at_ms: int) -> tuple[ActionLine, ...]:
        return action_lines(self.outlook, self.state, number, at_ms)


def released(*injects: Inject, at_ms: int = MINUTE) -> Play:
    """Release the first inject."""
    return Play(*injects).add(ev.InjectReleased(inject="E01"), at_ms=at_ms)


# What stands next ---------------------------------------------------------------------------------


def test_the_earliest_waiting_inject_stands_next_and_not_the_first_of_the_pack() -> None:
    play = Play(inject("E02", at_ms=5 * MINUTE), inject("E01", at_ms=MINUTE))

    assert play.board(0).standby == "E01"


def test_of_two_at_one_time_the_first_of_the_pack_stands_next() -> None:
    play = Play(inject("E02", at_ms=MINUTE), inject("E01", at_ms=MINUTE))

    assert play.board(0).standby == "E02"


def test_an_inject_without_a_time_stands_after_the_one_before_it_in_the_pack() -> None:
    play = Play(inject("E01", at_ms=MINUTE), inject("E02", at_ms=None), inject("E03", at_ms=2 * MINUTE)).add(
        ev.InjectReleased(inject="E01")
    )

    assert play.board(0).standby == "E02"


def test_a_shift_changes_what_stands_next() -> None:
    play = Play(FIRST, SECOND_INJECT).add(ev.InjectShifted(inject="E01", by_ms=10 * MINUTE))

    assert play.board(0).standby == "E02"


@pytest.mark.parametrize(
    "event",
    [
        ev.InjectReleased(inject="E01"),
        ev.InjectHeld(inject="E01"),
        ev.InjectSkipped(inject="E01", reason="x"),
    ],
)
def test_what_is_out_held_or_skipped_does_not_stand_next(event: ev.Event) -> None:
    assert Play(FIRST, SECOND_INJECT).add(event).board(0).standby == "E02"


def test_a_contingency_never_stands_next_by_itself_but_when_it_is_pinned() -> None:
    play = released(FIRST, CONTINGENCY).add(ev.ContingencyOffered(inject="C03"), at_ms=4 * MINUTE)

    assert play.board(4 * MINUTE).standby is None
    assert play.board(4 * MINUTE, pinned="C03").standby == "C03"


def test_a_pin_holds_until_its_inject_is_out() -> None:
    play = Play(FIRST, SECOND_INJECT)
    assert standby(play.outlook, play.state, pinned="E02") == "E02"

    play.add(ev.InjectReleased(inject="E02"))

    assert standby(play.outlook, play.state, pinned="E02") == "E01"


def test_a_held_inject_stands_next_when_it_is_pinned() -> None:
    play = Play(FIRST, SECOND_INJECT).add(ev.InjectHeld(inject="E01"))

    assert play.board(0, pinned="E01").standby == "E01"


def test_where_every_inject_is_out_nothing_stands_next() -> None:
    assert released(FIRST).board(MINUTE).standby is None
    assert Play().board(0).standby is None


# How an inject looks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at_ms", "chip", "diff_ms"),
    [
        (0, "scheduled", None),
        (MINUTE - 1, "scheduled", None),
        (MINUTE, "due", 0),
        (MINUTE + OVERDUE_AFTER_MS, "due", OVERDUE_AFTER_MS),
        (MINUTE + OVERDUE_AFTER_MS + 1, "overdue", OVERDUE_AFTER_MS + 1),
    ],
)
def test_a_waiting_inject_is_due_at_its_time_and_overdue_a_minute_later(
    at_ms: int, chip: str, diff_ms: int | None
) -> None:
    row = Play(FIRST).row("E01", at_ms)

    assert (row.chip, row.diff_ms, row.planned_ms) == (chip, diff_ms, MINUTE)


def test_before_startex_nothing_is_due() -> None:
    row = Play(inject("E01", at_ms=0), started=False).row("E01", 0)

    assert (row.chip, row.diff_ms) == ("scheduled", None)


def test_an_inject_without_a_time_is_never_due() -> None:
    row = Play(inject("E01", at_ms=None)).row("E01", 90 * MINUTE)

    assert (row.chip, row.diff_ms, row.planned_ms) == ("scheduled", None, None)


@pytest.mark.parametrize(
    ("event", "chip"),
    [
        (ev.InjectHeld(inject="E01"), "held"),
        (ev.InjectSkipped(inject="E01", reason="x"), "skipped"),
    ],
)
def test_what_the_director_took_out_looks_so_and_is_not_due(event: ev.Event, chip: str) -> None:
    row = Play(FIRST).add(event).row("E01", 5 * MINUTE)

    assert (row.chip, row.diff_ms) == (chip, None)


def test_a_retracted_inject_looks_so_and_asks_for_its_actions_again() -> None:
    row = (
        released(FIRST)
        .add(ev.InjectRetracted(inject="E01", reason="x"), at_ms=2 * MINUTE)
        .row("E01", 5 * MINUTE)
    )

    assert (row.chip, row.met, row.expected, row.diff_ms) == ("retracted", 0, 2, None)


@pytest.mark.parametrize(
    ("events", "chip"),
    [
        ((), "scheduled"),
        ((ev.ContingencyOffered(inject="C03"),), "due"),
        ((ev.ContingencyOffered(inject="C03"), ev.ContingencyDeclined(inject="C03", reason="x")), "declined"),
        ((ev.InjectReleased(inject="C03"),), "closed"),
    ],
)
def test_a_contingency_is_due_once_offered_and_has_no_difference(
    events: tuple[ev.Event, ...], chip: str
) -> None:
    play = Play(inject("C03", kind="contingency", at_ms=MINUTE, when=Unmet(actions=("E01.a",))), FIRST)
    for event in events:
        play.add(event, at_ms=4 * MINUTE)

    row = play.row("C03", 9 * MINUTE)

    assert (row.chip, row.diff_ms) == (chip, None)


@pytest.mark.parametrize(("at_ms", "diff_ms"), [(30 * SECOND, -30 * SECOND), (3 * MINUTE, 2 * MINUTE)])
def test_a_released_inject_keeps_how_early_or_late_it_went_out(at_ms: int, diff_ms: int) -> None:
    row = released(FIRST, at_ms=at_ms).row("E01", 30 * MINUTE)

    assert (row.chip, row.diff_ms) == ("released", diff_ms)


def test_an_inject_is_closed_when_each_action_is_assessed_however() -> None:
    play = released(FIRST)
    play.add(ev.ActionAssessed(action="E01.a", completion="unmet"), at_ms=2 * MINUTE)
    assert (play.row("E01", 2 * MINUTE).chip, play.row("E01", 2 * MINUTE).met) == ("released", 0)

    play.add(ev.ActionAssessed(action="E01.b", completion="partial"), at_ms=2 * MINUTE)

    row = play.row("E01", 2 * MINUTE)
    assert (row.chip, row.met, row.expected) == ("closed", 1, 2)


def test_an_inject_that_expects_nothing_is_closed_by_its_release() -> None:
    row = released(inject("E01", at_ms=0), at_ms=0).row("E01", 0)

    assert (row.chip, row.met, row.expected) == ("closed", 0, 0)


def test_rows_keep_the_order_of_the_pack() -> None:
    play = Play(SECOND_INJECT, CONTINGENCY, FIRST)

    assert [row.inject.number for row in play.board(0).rows] == ["E02", "C03", "E01"]


# Actions and what is late -------------------------------------------------------------------------


def test_an_action_counts_down_to_its_limit_and_is_late_after_it() -> None:
    play = released(FIRST)

    assert [line.left_ms for line in play.lines("E01", 2 * MINUTE)] == [MINUTE, None]
    at_limit, past = play.lines("E01", 3 * MINUTE)[0], play.lines("E01", 3 * MINUTE + 1)[0]
    assert (at_limit.left_ms, at_limit.is_late) == (0, False)
    assert (past.left_ms, past.is_late) == (-1, True)
    assert play.row("E01", 3 * MINUTE + 1).has_late
    assert not play.row("E01", 3 * MINUTE).has_late


def test_an_action_without_a_limit_is_never_late() -> None:
    line = released(FIRST).lines("E01", 60 * MINUTE)[1]

    assert (line.left_ms, line.is_late, line.completion, line.met_ms) == (None, False, None, None)


def test_an_assessed_action_shows_its_grade_and_counts_down_no_more() -> None:
    play = released(FIRST).add(ev.ActionAssessed(action="E01.a", completion="met"), at_ms=2 * MINUTE)

    line = play.lines("E01", 30 * MINUTE)[0]

    assert (line.completion, line.left_ms, line.met_ms, line.is_settled) == ("met", None, 2 * MINUTE, False)
    assert play.board(30 * MINUTE).late == ()


@pytest.mark.parametrize(("rest", "grade"), [("unmet", "unmet"), ("open", None)])
def test_after_endex_nothing_is_late_and_the_rest_is_graded_as_endex_said(rest: Any, grade: Any) -> None:
    play = Play(FIRST).add(ev.InjectReleased(inject="E01"), at_ms=MINUTE)
    play.add(ev.ExerciseEnded(rest=rest), at_ms=20 * MINUTE)

    lines = play.lines("E01", 20 * MINUTE)

    assert [line.completion for line in lines] == [grade, grade]
    assert play.board(20 * MINUTE).late == ()


def test_a_settled_action_says_so() -> None:
    play = released(FIRST).add(
        ev.ActionSettled(action="E01.a", completion="unmet", reason="x"), at_ms=2 * MINUTE
    )

    line = play.lines("E01", 30 * MINUTE)[0]

    assert (line.completion, line.is_settled, line.left_ms) == ("unmet", True, None)


def test_late_actions_of_all_injects_are_listed_the_longest_first() -> None:
    other = inject("E02", action("E02.a", limit_ms=MINUTE), at_ms=2 * MINUTE)
    play = released(other, FIRST).add(ev.InjectReleased(inject="E02"), at_ms=MINUTE)

    board = play.board(10 * MINUTE)

    assert [(line.action.full_id, line.left_ms) for line in board.late] == [
        ("E02.a", -8 * MINUTE), ("E01.a", -7 * MINUTE),
    ]  # fmt: skip


def test_actions_of_injects_that_are_not_out_are_not_late() -> None:
    assert Play(FIRST).board(60 * MINUTE).late == ()


def test_an_action_that_the_chosen_variant_drops_is_not_asked_for() -> None:
    milder = inject("E01", LIMITED, FREE, at_ms=0, variants=(variant(Met(action="E01.b"), "a"),))
    play = Play(milder).add(ev.InjectReleased(inject="E01", variant=1))

    assert [line.action.id for line in play.lines("E01", 0)] == ["b"]
    assert play.row("E01", 60 * MINUTE).expected == 1
    assert play.board(60 * MINUTE).late == ()


def test_only_offers_that_wait_for_an_answer_are_offered() -> None:
    play = released(FIRST, CONTINGENCY)
    assert play.board(4 * MINUTE).offered == ()

    play.add(ev.ContingencyOffered(inject="C03"), at_ms=4 * MINUTE)
    assert play.board(4 * MINUTE).offered == ("C03",)
    play.add(ev.InjectReleased(inject="C03"), at_ms=5 * MINUTE)

    assert play.board(5 * MINUTE).offered == ()


# Addressees ---------------------------------------------------------------------------------------


def test_an_inject_to_all_goes_to_every_player_and_liaison_cell() -> None:
    play = Play(FIRST)
    to_all = replace(FIRST, to=("all",))

    assert addressees(FIRST, play.outlook) == ("OPS",)
    assert addressees(to_all, play.outlook) == ("OPS", "LO")
