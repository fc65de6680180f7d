"""The kept board is the plain one, whatever was done in between, and tells rows that did not change."""

from __future__ import annotations

from typing import Any

import pytest
from builders import MINUTE, SECOND, Rows, action, inject, scenario
from domain.random_rows import PLAN, all_events, whos
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play.board import OVERDUE_AFTER_MS, Board, board_at
from tabletop.domain.play.board_keeper import BoardKeeper
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.fold import Folding
from tabletop.domain.play.played import played_scenario

LIMIT_MS = 2 * MINUTE
SMALL = scenario(
    inject("E01", action("E01.a", limit_ms=LIMIT_MS), action("E01.b"), at_ms=MINUTE),
    inject("E02", at_ms=10 * MINUTE),
    inject("E03", action("E03.a"), at_ms=90 * MINUTE),
    inject("C04", kind="contingency", at_ms=MINUTE),
)


class Watch:
    """An exercise that is watched: one keeper is asked over and over, the plain reading beside it."""

    def __init__(self, plan: Scenario = SMALL, *, started: bool = True) -> None:
        self._plan = plan
        self._rows = Rows()
        self._folding = Folding(plan)
        self._outlook = Outlook.of(plan)
        self.state = self._folding.state()
        self._keeper = BoardKeeper(self._outlook, self.state)
        if started:
            self.add(ev.ExerciseStarted())

    def add(self, event: ev.Event, *, at_ms: int = 0, **more: Any) -> Watch:
        self._folding.add(self._rows.add(event, at_ms=at_ms, **more))
        self.state = self._folding.state()
        return self

    @property
    def outlook(self) -> Outlook:
        """Index the plan anew only where its injects are others, as a session does."""
        played = played_scenario(self._plan, self.state)
        if played.injects != self._outlook.scenario.injects:
            self._outlook = Outlook.of(played)
        return self._outlook

    def kept(self, elapsed_ms: int, *, pinned: str | None = None) -> Board:
        return self._keeper.at(self.outlook, self.state, elapsed_ms, pinned=pinned)

    def plain(self, elapsed_ms: int, *, pinned: str | None = None) -> Board:
        return board_at(self.outlook, self.state, elapsed_ms, pinned=pinned)


_TIMES = st.integers(0, 40 * MINUTE) | st.sampled_from(
    [0, MINUTE, MINUTE + 1, 10 * MINUTE, 10 * MINUTE + OVERDUE_AFTER_MS, 10 * MINUTE + OVERDUE_AFTER_MS + 1]
)
_PINS = st.sampled_from([None, None, "E01", "E02", "C01", "X99"])
_LOOKS = st.lists(st.tuples(_TIMES, _PINS), min_size=1, max_size=3)


@pytest.mark.slow  # every example folds and reads many times
@given(st.lists(st.tuples(all_events, whos(), _LOOKS), max_size=20), st.booleans())
def test_the_kept_board_is_the_plain_one_after_any_row_and_at_any_time(
    acts: list[tuple[ev.Event, dict[str, Any], list[tuple[int, str | None]]]], started: bool
) -> None:
    watch = Watch(PLAN, started=started)

    for event, who, looks in acts:
        watch.add(event, **who)
        for elapsed_ms, pinned in looks:
            assert watch.kept(elapsed_ms, pinned=pinned) == watch.plain(elapsed_ms, pinned=pinned)


@pytest.mark.slow
@given(st.lists(st.tuples(all_events, whos()), max_size=12), st.lists(_TIMES, max_size=12))
def test_the_kept_board_is_the_plain_one_as_time_runs_on(
    acts: list[tuple[ev.Event, dict[str, Any]]], times: list[int]
) -> None:
    watch = Watch(PLAN)
    for event, who in acts:
        watch.add(event, **who)

    for elapsed_ms in sorted(times):
        assert watch.kept(elapsed_ms) == watch.plain(elapsed_ms)


def changed(before: Board, after: Board) -> list[str]:
    """Return the injects whose row was made anew."""
    pairs = zip(before.rows, after.rows, strict=True)
    return [new.inject.number for old, new in pairs if new is not old]


def test_time_makes_only_those_rows_anew_that_it_changes() -> None:
    watch = Watch().add(ev.InjectReleased(inject="E01"), at_ms=MINUTE)
    rested = watch.kept(2 * MINUTE)
    at_limit, past_limit = watch.kept(MINUTE + LIMIT_MS), watch.kept(MINUTE + LIMIT_MS + 1)
    later, due = watch.kept(5 * MINUTE), watch.kept(10 * MINUTE)
    overdue = watch.kept(10 * MINUTE + SECOND)

    assert changed(rested, at_limit) == []
    assert changed(at_limit, past_limit) == ["E01"]
    assert changed(past_limit, later) == []  # though the action is later and later
    assert [line.left_ms for line in later.late] == [-2 * MINUTE]
    assert changed(later, due) == ["E02"]
    assert changed(due, overdue) == ["E02"]


@pytest.mark.parametrize(
    ("event", "number"),
    [
        (ev.InjectReleased(inject="E02"), "E02"),
        (ev.ActionAssessed(action="E01.a", completion="met"), "E01"),
        (ev.ActionSettled(action="E01.b", completion="unmet", reason="x"), "E01"),
        (ev.InjectShifted(inject="E03", by_ms=MINUTE), "E03"),
        (ev.ContingencyOffered(inject="C04"), "C04"),
    ],
)
def test_an_act_makes_only_its_own_row_anew_and_so_does_its_undo(event: ev.Event, number: str) -> None:
    watch = Watch().add(ev.InjectReleased(inject="E01"), at_ms=MINUTE)
    before = watch.kept(2 * MINUTE)

    done = watch.add(event, at_ms=2 * MINUTE).kept(2 * MINUTE)
    undone = watch.add(ev.ActUndone(target_seq=3), at_ms=2 * MINUTE).kept(2 * MINUTE)

    assert changed(before, done) == changed(done, undone) == [number]
    assert undone == before


@pytest.mark.parametrize(
    "event",
    [
        ev.ActionAssessed(action="E01.a", completion="met"),
        ev.ActionSettled(action="E01.a", completion="n/a", reason="x"),
        ev.InjectRetracted(inject="E01", reason="x"),
    ],
)
def test_what_was_late_is_late_no_more_once_it_is_answered(event: ev.Event) -> None:
    watch = Watch().add(ev.InjectReleased(inject="E01"), at_ms=MINUTE)
    late = watch.kept(9 * MINUTE)

    answered = watch.add(event, at_ms=9 * MINUTE).kept(9 * MINUTE)
    undone = watch.add(ev.ActUndone(target_seq=3), at_ms=9 * MINUTE).kept(9 * MINUTE)

    assert answered.late == ()
    assert undone == late
    assert [line.action.full_id for line in late.late] == ["E01.a"]


def test_what_another_plan_asked_for_is_nobodys_row() -> None:
    watch = Watch()
    before = watch.kept(MINUTE - 1)

    after = watch.add(ev.ActionAssessed(action="X99.z", completion="met")).kept(MINUTE - 1)

    assert changed(before, after) == []


def test_a_board_that_was_given_does_not_change() -> None:
    watch = Watch()
    given_board, expected = watch.kept(0), watch.plain(0)

    watch.add(ev.InjectReleased(inject="E01")).kept(5 * MINUTE)

    assert given_board == expected
