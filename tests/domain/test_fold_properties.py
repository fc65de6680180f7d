"""What holds for every journal, legal or not: the fold never fails and does not care for arrival."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from builders import START, Rows, with_entry
from domain.random_rows import PLAN, all_events, calm_events, journals, rows_of, undoable_events, whos
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.play.events import ActUndone, Event, UnknownEvent
from tabletop.domain.play.fold import Folding, fold
from tabletop.domain.play.journal import wall_text
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.stations import StationOpened
from tabletop.domain.result.scoring import score

pytestmark = pytest.mark.slow  # about 0.25 s each: every example folds many times

Acts = list[tuple[Event, dict[str, Any]]]


@given(journals)
def test_any_journal_folds_and_scores_and_every_row_has_a_state(rows: Rows) -> None:
    state = fold(PLAN, rows.recorded)
    sheet = score(PLAN, state)

    assert set(state.rows) == {(r.entry.station, r.entry.seq) for r in rows.recorded}
    assert all(a.score is None or 0 <= a.score <= a.points for a in sheet.actions)


FAR_MS = 2**40
"""About 35 years: what a damaged row may say of a time and still be read."""


@given(
    st.lists(st.tuples(all_events, whos()), max_size=8),
    st.lists(st.tuples(st.sampled_from([-FAR_MS, 0, FAR_MS]), st.none() | st.just(-FAR_MS)), min_size=8),
    st.lists(st.integers(-50, 900).map(lambda years: START + years * timedelta(days=365)), min_size=8),
)
def test_times_far_off_do_not_stop_the_fold(
    acts: Acts, far: list[tuple[int, int | None]], walls: list[datetime]
) -> None:
    recorded = [
        with_entry(row, elapsed_ms=elapsed_ms, observed_ms=observed_ms, wall_at=wall_text(wall))
        for row, (elapsed_ms, observed_ms), wall in zip(rows_of(acts).recorded, far, walls, strict=False)
    ]

    state = fold(PLAN, recorded)

    assert len(state.rows) == len(recorded)


@given(journals, st.randoms(use_true_random=False))
def test_the_order_in_which_rows_arrived_does_not_matter(rows: Rows, random: Random) -> None:
    arrived = list(rows.recorded)
    random.shuffle(arrived)

    assert fold(PLAN, arrived) == fold(PLAN, rows.recorded)


@given(journals, st.randoms(use_true_random=False))
def test_a_fold_continued_row_by_row_equals_a_fold_of_all(rows: Rows, random: Random) -> None:
    arrived = list(rows.recorded)
    random.shuffle(arrived)
    folding = Folding(PLAN)

    for count, row in enumerate(arrived, start=1):
        folding.add(row)

        assert folding.state() == fold(PLAN, arrived[:count])
    assert list(folding.recorded) == arrived


@given(journals)
def test_a_state_once_given_does_not_change_when_rows_are_added(rows: Rows) -> None:
    folding = Folding(PLAN)
    given_states = [(folding.state(), 0)]

    for count, row in enumerate(rows.recorded, start=1):
        folding.add(row)
        given_states.append((folding.state(), count))

    assert all(state == fold(PLAN, rows.recorded[:count]) for state, count in given_states)


@given(
    before=st.lists(st.tuples(calm_events, whos()), max_size=8),
    undone=undoable_events,
    between=st.lists(st.tuples(calm_events, whos()), max_size=8),
    who=whos(("DIR", "P1")),
)
def test_an_undone_row_leaves_no_trace_but_its_own_state(
    before: Acts, undone: Event, between: Acts, who: dict[str, Any]
) -> None:
    seq = 1 + sum(1 for _, other in before if other["station"] == who["station"])
    silent = StationOpened(clock="exercise")
    undo = ActUndone(target_seq=seq)
    with_undo = rows_of([*before, (undone, who), *between, (undo, who)])
    without = rows_of([*before, (silent, who), *between, (silent, who)])

    state, expected = fold(PLAN, with_undo.recorded), fold(PLAN, without.recorded)

    assert _but_rows(state) == _but_rows(expected)
    assert state.rows[who["station"], seq] in ("withdrawn", "ignored")
    last = with_undo.recorded[-1].entry
    for row in set(state.rows) - {(who["station"], seq), (last.station, last.seq)}:
        assert state.rows[row] == expected.rows[row]


def _but_rows(state: ExerciseState) -> dict[str, Any]:
    return {field.name: getattr(state, field.name) for field in fields(state) if field.name != "rows"}


@given(before=st.lists(st.tuples(all_events, whos()), max_size=10), who=whos())
def test_a_row_that_we_cannot_read_is_kept_and_ignored(before: Acts, who: dict[str, Any]) -> None:
    unknown = UnknownEvent(named="hologram", named_version=3)
    silent = rows_of([*before, (StationOpened(clock="exercise"), who)])
    rows = rows_of([*before, (unknown, who)])
    last = rows.recorded[-1]
    rows.recorded[-1] = replace(last, entry=replace(last.entry, kind="hologram", version=3))

    state = fold(PLAN, rows.recorded)

    assert state.rows[last.entry.station, last.entry.seq] == "ignored"
    if not any(isinstance(event, StationOpened) for event, _ in before):
        assert _but_rows(state) == _but_rows(fold(PLAN, silent.recorded))
