"""The exercise as it stood at any T+: what was recorded by then, whatever came of it later; its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from builders import MINUTE, SECOND, START, Rows, action, inject, phase, scenario, variant
from domain.random_rows import PLAN as RANDOM_PLAN
from domain.random_rows import calm_events, journals, rows_of, whos
from hypothesis import given
from hypothesis import strategies as st

from tabletop import paths
from tabletop.bootstrap import headless
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.board import action_lines
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.replay import Mark, Replay, marks, state_at
from tabletop.domain.play.stations import ChainChosen, ClockSynced, ConductTakenOver, StationOpened
from tabletop.exchange.play_script import open_script
from tabletop.services import script
from tabletop.services.prepare import open_session
from tabletop.store.memory_journal import MemoryJournal

PLAN = scenario(
    inject("E01", action("E01.a", limit_ms=5 * MINUTE), action("E01.b")),
    inject("E02", action("E02.a", limit_ms=MINUTE), at_ms=10 * MINUTE),
    inject(
        "E03", action("E03.a", limit_ms=MINUTE), action("E03.b", limit_ms=MINUTE), at_ms=20 * MINUTE,
        variants=(variant(Breached(red_lines=("R1",)), "b"),),
    ),
    phases=(phase("F1", 0), phase("F2", 15 * MINUTE, START + timedelta(days=1)), phase("F3", 50 * MINUTE)),
)  # fmt: skip
STARTED, ENDED = ev.ExerciseStarted(), ev.ExerciseEnded()


def release(number: str) -> ev.Event:
    return ev.InjectReleased(inject=number)


def met(action_id: str, completion: Any = "met") -> ev.Event:
    return ev.ActionAssessed(action=action_id, completion=completion)


def replay_of(*acts: tuple[Any, ...], now_ms: int = 0) -> Replay:
    """Replay acts, each an event, its T+ and perhaps more of its row."""
    rows = Rows()
    for event, at_ms, *more in acts:
        rows.add(event, at_ms=at_ms, **(more[0] if more else {}))
    return Replay(PLAN, rows.recorded, now_ms=now_ms)


def released(replay: Replay, at_ms: int) -> list[str]:
    return [number for number, now in replay.state_at(at_ms).injects.items() if now.is_released]


def wall(ms: int) -> datetime:
    return START + timedelta(milliseconds=ms)


# The fold of what was recorded by then ------------------------------------------------------------


@pytest.fixture(scope="module")
def sample() -> tuple[Scenario, Sequence[Recorded]]:
    """Play the bundled sample in memory: 430 rows of three stations, two pauses, an undo."""
    folder = paths.bundled_pack(headless.DEMO_PACK)
    pack, _ = headless.read_a_pack(folder)
    clock = script.VirtualClock(pack.scenario.starts_at)
    session = open_session(MemoryJournal(pack, "EX-SAMPLE"), clock)
    script.play(session, clock, open_script(folder / headless.DEMO_SCRIPT))
    return pack.scenario, session.recorded


@pytest.mark.slow
def test_of_the_sample_it_equals_the_fold_at_50_random_minutes(
    sample: tuple[Scenario, Sequence[Recorded]],
) -> None:
    plan, recorded = sample
    replay, dice = Replay(plan, recorded), Random(7)

    for minute in [0, 180, *(dice.randrange(1, 180) for _ in range(50))]:
        by_then = [row for row in recorded if row.entry.elapsed_ms <= minute * MINUTE]

        assert replay.state_at(minute * MINUTE) == fold(plan, by_then), minute
    assert replay.state_at(replay.end_ms) == fold(plan, recorded)
    assert (replay.begin_ms, replay.end_ms) == (0, 180 * MINUTE)


def _but(kind: str) -> st.SearchStrategy[ev.Event]:
    return calm_events.filter(lambda event: event.kind != kind)


@pytest.mark.slow
@given(
    st.lists(st.tuples(_but("adjust"), whos(("DIR", "DIR", "P1"))), max_size=24),
    st.lists(st.integers(0, 31 * MINUTE), min_size=1, max_size=5),
)
def test_of_any_journal_whose_clock_runs_on_it_equals_the_fold(
    acts: list[tuple[ev.Event, dict[str, Any]]], moments: list[int]
) -> None:
    times = sorted(who["at_ms"] for _, who in acts)
    recorded = rows_of(
        [(event, who | {"at_ms": at_ms}) for (event, who), at_ms in zip(acts, times, strict=True)]
    ).recorded
    replay = Replay(RANDOM_PLAN, recorded)
    ended_ms = fold(RANDOM_PLAN, recorded).ended_ms

    for at_ms in [*moments, *times]:
        is_over = ended_ms is not None and at_ms >= ended_ms
        by_then = [row for row in recorded if is_over or row.entry.elapsed_ms <= at_ms]

        assert replay.state_at(at_ms) == fold(RANDOM_PLAN, by_then)


@pytest.mark.slow
@given(
    st.lists(st.tuples(_but("endex"), whos(("DIR",))), max_size=16),
    st.lists(st.integers(0, 31 * MINUTE), min_size=1, max_size=5),
)
def test_where_the_clock_went_back_a_moment_is_the_last_at_which_it_showed_that_time(
    acts: list[tuple[ev.Event, dict[str, Any]]], moments: list[int]
) -> None:
    recorded = rows_of(acts).recorded
    replay = Replay(RANDOM_PLAN, recorded)

    for at_ms in moments:
        reached = [place for place, row in enumerate(recorded, start=1) if row.entry.elapsed_ms <= at_ms]

        assert replay.state_at(at_ms) == fold(RANDOM_PLAN, recorded[: max(reached, default=0)])


@pytest.mark.slow
@given(journals, st.lists(st.integers(-MINUTE, 40 * MINUTE), min_size=2, max_size=6).map(sorted))
def test_of_any_journal_at_all_later_moments_only_add_rows_and_the_end_has_them_all(
    rows: Rows, moments: list[int]
) -> None:
    replay = Replay(RANDOM_PLAN, rows.recorded)

    counts = [len(replay.state_at(at_ms).rows) for at_ms in moments]

    assert counts == sorted(counts)
    assert replay.state_at(max(replay.end_ms, 30 * MINUTE)).rows == replay.whole.rows
    assert replay.state_at(moments[0]) == state_at(RANDOM_PLAN, rows.recorded, moments[0])


# Rows that mean other rows ------------------------------------------------------------------------


def test_what_was_undone_later_stands_until_then() -> None:
    replay = replay_of((STARTED, 0), (release("E01"), MINUTE), (ev.ActUndone(target_seq=2), 3 * MINUTE))

    assert released(replay, MINUTE - 1) == []
    assert released(replay, 3 * MINUTE - 1) == ["E01"]
    assert released(replay, 3 * MINUTE) == []


def test_a_corrected_decision_has_its_first_words_until_then() -> None:
    first = ev.DecisionLogged(cell="OPS", text="sends a car")
    better = replace(first, text="sends two cars", corrects=2)
    replay = replay_of((STARTED, 0), (first, MINUTE), (better, 2 * MINUTE))

    said = [[one.text for one in replay.state_at(at * MINUTE).decisions] for at in (0, 1, 2)]

    assert said == [[], ["sends a car"], ["sends two cars"]]


def test_a_late_entry_stands_from_when_it_was_recorded_not_from_when_it_was_seen() -> None:
    seen = ev.DecisionLogged(cell="OPS", text="sends a car")
    replay = replay_of((STARTED, 0), (seen, 9 * MINUTE, {"seen_ms": 2 * MINUTE}))

    assert replay.state_at(8 * MINUTE).decisions == ()
    assert [one.observed_ms for one in replay.state_at(9 * MINUTE).decisions] == [2 * MINUTE]


def test_what_was_recorded_after_endex_stands_at_the_end_only() -> None:
    replay = replay_of(
        (STARTED, 0), (release("E01"), MINUTE), (ENDED, 30 * MINUTE),
        (met("E01.a"), 30 * MINUTE, {"seen_ms": 2 * MINUTE, "wall_ms": 90 * MINUTE}),
        (ev.Rated(target="overall", letter="S"), 31 * MINUTE),
    )  # fmt: skip

    assert replay.end_ms == 30 * MINUTE
    assert replay.state_at(30 * MINUTE - 1).assessments == {}
    assert replay.state_at(30 * MINUTE) == replay.whole
    assert [rating.letter for rating in replay.whole.ratings] == ["S"]


# Clocks -------------------------------------------------------------------------------------------


def test_acts_before_startex_and_startex_itself_stand_at_its_first_moment() -> None:
    begun = ev.ExerciseStarted(phase="F2")
    ready = ev.ReadinessChecked(item="K01", present=1, serviceable=1)
    replay = replay_of((ready, 0), (begun, 15 * MINUTE), (release("E03"), 20 * MINUTE))

    assert (replay.begin_ms, replay.end_ms) == (15 * MINUTE, 20 * MINUTE)
    assert replay.state_at(replay.begin_ms).stage == "running"
    assert set(replay.state_at(replay.begin_ms).readiness) == {"K01"}


def test_before_startex_there_is_nothing_to_replay() -> None:
    replay = replay_of((ev.ReadinessChecked(item="K01", present=1, serviceable=1), 0))

    assert (replay.begin_ms, replay.end_ms, replay.whole.stage) == (0, 0, "before")
    assert replay.wall_at(0) is None


def test_an_exercise_that_goes_on_is_replayed_up_to_now() -> None:
    replay = replay_of((STARTED, 0), (release("E01"), MINUTE), now_ms=7 * MINUTE)

    assert replay.end_ms == 7 * MINUTE
    assert replay.wall_at(7 * MINUTE) == wall(7 * MINUTE)


def test_a_pause_has_no_length_and_its_moment_shows_what_came_after_it() -> None:
    replay = replay_of(
        (STARTED, 0), (ev.ExercisePaused(reason="break"), 10 * MINUTE),
        (ev.NoteTaken(text="break"), 10 * MINUTE, {"wall_ms": 20 * MINUTE}),
        (ev.ExerciseResumed(), 10 * MINUTE, {"wall_ms": 25 * MINUTE}), (release("E01"), 12 * MINUTE),
    )  # fmt: skip

    assert replay.state_at(10 * MINUTE - 1).pauses == ()
    assert (replay.state_at(10 * MINUTE).stage, len(replay.state_at(10 * MINUTE).notes)) == ("running", 1)
    assert replay.wall_at(10 * MINUTE - 1) == wall(10 * MINUTE - 1)
    assert replay.wall_at(10 * MINUTE) == wall(25 * MINUTE)
    assert replay.wall_at(11 * MINUTE) == wall(26 * MINUTE)


def test_while_it_is_paused_the_end_is_the_pause() -> None:
    replay = replay_of((STARTED, 0), (ev.ExercisePaused(), 10 * MINUTE), now_ms=10 * MINUTE)

    assert replay.state_at(10 * MINUTE).stage == "paused"
    assert replay.wall_at(10 * MINUTE) == wall(10 * MINUTE)


def test_an_adjust_back_lets_all_that_came_before_it_stand_where_it_went_back_to() -> None:
    """T+30 was put back to T+20: the run from 20 to 30 is the second one, with the first already out."""
    replay = replay_of(
        (STARTED, 0), (release("E01"), 19 * MINUTE), (release("E02"), 28 * MINUTE),
        (ev.ClockAdjusted(by_ms=-10 * MINUTE, reason="drill bell"), 20 * MINUTE, {"wall_ms": 30 * MINUTE}),
        (release("E03"), 22 * MINUTE, {"wall_ms": 32 * MINUTE}),
    )  # fmt: skip

    assert released(replay, 20 * MINUTE - 1) == ["E01"]
    assert released(replay, 20 * MINUTE) == ["E01", "E02"]
    assert released(replay, 22 * MINUTE) == ["E01", "E02", "E03"]
    assert replay.end_ms == 22 * MINUTE
    assert replay.wall_at(19 * MINUTE) == wall(19 * MINUTE)
    assert replay.wall_at(21 * MINUTE) == wall(31 * MINUTE)


def test_an_adjust_onward_leaves_a_gap_in_which_nothing_happens() -> None:
    replay = replay_of(
        (STARTED, 0), (release("E01"), 9 * MINUTE),
        (ev.ClockAdjusted(by_ms=5 * MINUTE, reason="late"), 15 * MINUTE, {"wall_ms": 10 * MINUTE}),
        (release("E02"), 16 * MINUTE, {"wall_ms": 11 * MINUTE}),
    )  # fmt: skip

    assert released(replay, 12 * MINUTE) == ["E01"]
    assert replay.wall_at(12 * MINUTE) == wall(10 * MINUTE)
    assert replay.wall_at(16 * MINUTE) == wall(11 * MINUTE)


# Other laptops ------------------------------------------------------------------------------------


OWN = StationOpened(clock="own")
SEEN = ObservationNoted(cell="OPS", text="a car leaves", sense="seen", bearing="neutral")


def seen_at(replay: Replay, at_ms: int) -> int:
    return len(replay.state_at(at_ms).observations)


def test_an_observers_row_stands_where_its_wall_clock_places_it_set_right_also_after_endex() -> None:
    """P1 runs 4 minutes ahead, which was told after ENDEX: its 16:00 is T+12, its stopwatch says 5:00."""
    observers = {"station": "P1"}
    replay = replay_of(
        (STARTED, 0), (OWN, 0, observers | {"wall_ms": 11 * MINUTE}),
        (SEEN, 5 * MINUTE, observers | {"wall_ms": 16 * MINUTE}), (ENDED, 30 * MINUTE),
        (ClockSynced(station="P1", offset_ms=4 * MINUTE), 30 * MINUTE, {"wall_ms": 40 * MINUTE}),
    )  # fmt: skip

    assert [seen_at(replay, at * MINUTE) for at in (0, 5, 11, 12)] == [0, 0, 0, 1]


def test_an_observers_row_from_before_the_clock_went_back_stands_there_too() -> None:
    observers = {"station": "P1"}
    replay = replay_of(
        (STARTED, 0), (OWN, 0, observers | {"wall_ms": MINUTE}),
        (SEEN, 24 * MINUTE, observers | {"wall_ms": 25 * MINUTE}),
        (ev.ClockAdjusted(by_ms=-10 * MINUTE, reason="bell"), 20 * MINUTE, {"wall_ms": 30 * MINUTE}),
        (SEEN, 32 * MINUTE, observers | {"wall_ms": 33 * MINUTE}),
    )  # fmt: skip

    assert [seen_at(replay, at * MINUTE) for at in (19, 20, 22, 23)] == [0, 1, 1, 2]


def test_which_laptop_conducted_is_known_from_the_first_minute() -> None:
    """Both went on after a takeover; the director chose the first one, long after."""
    second = {"station": "DIR-2"}
    acts = (
        (STARTED, 0), (release("E01"), 5 * MINUTE), (release("E02"), 12 * MINUTE),
        (ConductTakenOver(station="DIR", head_seq=2, head_hash="x"), 11 * MINUTE, second),
        (release("E03"), 13 * MINUTE, second), (ENDED, 30 * MINUTE),
    )  # fmt: skip
    chosen = (ChainChosen(chosen="DIR", rejected="DIR-2", reason="it went on"), 30 * MINUTE, second)

    assert released(replay_of(*acts), 14 * MINUTE) == ["E01", "E03"]
    assert released(replay_of(*acts, chosen), 14 * MINUTE) == ["E01", "E02"]


def test_what_the_first_laptop_wrote_after_it_was_followed_is_shown_and_does_not_count() -> None:
    second = {"station": "DIR-2"}
    replay = replay_of(
        (STARTED, 0), (release("E01"), 5 * MINUTE), (release("E02"), 12 * MINUTE),
        (ConductTakenOver(station="DIR", head_seq=2, head_hash="x"), 11 * MINUTE, second),
        (ENDED, 30 * MINUTE, second),
    )  # fmt: skip

    assert replay.state_at(12 * MINUTE).rows["DIR", 3] == "ignored"
    assert released(replay, 12 * MINUTE) == ["E01"]


# Marks --------------------------------------------------------------------------------------------


def test_marks_tell_in_order_what_a_hot_wash_goes_to() -> None:
    breach = ev.RedLineBreached(red_line="R2", inject="E01")
    replay = replay_of(
        (STARTED, 0), (release("E01"), MINUTE),
        (ev.SituationChanged(situation="yellow", reason="x", decided_by="OPS"), 3 * MINUTE),
        (ev.ExercisePaused(reason="break"), 8 * MINUTE), (ev.ExerciseResumed(), 8 * MINUTE),
        (breach, 9 * MINUTE, {"seen_ms": 7 * MINUTE}), (ENDED, 40 * MINUTE),
    )  # fmt: skip

    found = [(mark.kind, mark.at_ms, mark.id) for mark in marks(PLAN, replay.whole)]

    assert found == [
        ("phase", 0, "F1"), ("release", MINUTE, "E01"), ("situation", 3 * MINUTE, "yellow"),
        ("late", 6 * MINUTE + 1, "E01.a"), ("breach", 7 * MINUTE, "R2"), ("pause", 8 * MINUTE, "break"),
        ("phase", 15 * MINUTE, "F2"),
    ]  # fmt: skip


def late(*acts: tuple[Any, ...]) -> list[tuple[int, str]]:
    found = marks(PLAN, replay_of((STARTED, 0), *acts, (ENDED, 40 * MINUTE)).whole)
    return [(mark.at_ms, mark.id) for mark in found if mark.kind == "late"]


@pytest.mark.parametrize(
    ("grade", "seen_ms", "expected"),
    [
        ("met", 5 * MINUTE, []),
        ("met", 5 * MINUTE + 1, [(5 * MINUTE + 1, "E01.a")]),
        ("partial", 4 * MINUTE, []),
        ("unmet", 4 * MINUTE, [(5 * MINUTE + 1, "E01.a")]),
        ("n/a", 4 * MINUTE, []),
    ],
)
def test_an_action_is_late_from_its_limit_unless_it_was_met_within_it(
    grade: str, seen_ms: int, expected: list[tuple[int, str]]
) -> None:
    assert late((release("E01"), 0), (met("E01.a", grade), 9 * MINUTE, {"seen_ms": seen_ms})) == expected


def test_nothing_is_late_of_an_inject_that_was_taken_back_or_that_asks_for_it_no_more() -> None:
    taken_back = late((release("E01"), 0), (ev.InjectRetracted(inject="E01", reason="x"), MINUTE))
    dropped = late((ev.InjectReleased(inject="E03", variant=1), 0))

    assert taken_back == []
    assert dropped == [(MINUTE + 1, "E03.a")]


def test_an_improvised_inject_is_marked_and_a_limit_beyond_the_end_is_not() -> None:
    improvised = InjectImprovised(inject="X01", title="x", message="x", to=("OPS",), sender=None)
    replay = replay_of(
        (STARTED, 0), (improvised, MINUTE), (release("E01"), 2 * MINUTE), (ENDED, 5 * MINUTE)
    )  # fmt: skip

    assert marks(PLAN, replay.whole) == (
        Mark(kind="phase", at_ms=0, id="F1"),
        Mark(kind="release", at_ms=MINUTE, id="X01"),
        Mark(kind="release", at_ms=2 * MINUTE, id="E01"),
    )


def test_a_limit_that_passed_since_the_last_row_is_marked_once_now_is_said() -> None:
    whole = replay_of((STARTED, 0), (release("E01"), MINUTE)).whole

    kinds = [[mark.kind for mark in marks(PLAN, whole, now_ms=now_ms)] for now_ms in (0, 7 * MINUTE)]

    assert kinds == [["phase", "release"], ["phase", "release", "late"]]


def test_a_late_action_is_late_on_the_board_of_its_mark_but_not_a_moment_before() -> None:
    replay = replay_of((STARTED, 0), (release("E01"), MINUTE + 3 * SECOND), (ENDED, 40 * MINUTE))
    (mark,) = [mark for mark in marks(PLAN, replay.whole) if mark.kind == "late"]

    lines = [_left_ms(replay, at_ms) for at_ms in (mark.at_ms - 1, mark.at_ms)]

    assert lines == [0, -1]


def _left_ms(replay: Replay, at_ms: int) -> int | None:
    return action_lines(Outlook.of(PLAN), replay.state_at(at_ms), "E01", at_ms)[0].left_ms
