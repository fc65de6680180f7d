"""How far a station's clock ran ahead: between syncs, outside them, marks, and whose word counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from builders import MINUTE, SECOND, START, Rows

from tabletop.domain.play.conduct_chain import conduct_chain
from tabletop.domain.play.events import ActUndone
from tabletop.domain.play.station_clocks import StationClock, Sync, station_clocks
from tabletop.domain.play.stations import ChainChosen, ClockMarked, ClockSynced, ConductTakenOver

HOUR = 60 * MINUTE


def clock(*syncs: tuple[int, int]) -> StationClock:
    """Make a clock of syncs: (its own wall milliseconds, how far it ran ahead)."""
    return StationClock(tuple(Sync(START + timedelta(milliseconds=at), ahead) for at, ahead in syncs))


def offset(of: StationClock, wall_ms: int) -> int:
    return of.offset_ms(START + timedelta(milliseconds=wall_ms))


def clocks(*write: Callable[[Rows], object]) -> dict[str, StationClock]:
    rows = Rows()
    for act in write:
        act(rows)
    return station_clocks(rows.recorded, conduct_chain(rows.recorded))


def marked(number: int, wall_ms: int, station: str = "P1") -> Callable[[Rows], object]:
    return lambda rows: rows.add(ClockMarked(number=number), station=station, wall_ms=wall_ms)


def synced(offset_ms: int, wall_ms: int, station: str = "P1", by: str = "") -> Callable[[Rows], object]:
    event = ClockSynced(station=station, offset_ms=offset_ms)
    return lambda rows: rows.add(event, station=by or station, wall_ms=wall_ms)


def undone(seq: int, station: str = "P1") -> Callable[[Rows], object]:
    return lambda rows: rows.add(ActUndone(target_seq=seq), station=station)


def take_over(head_seq: int) -> Callable[[Rows], object]:
    event = ConductTakenOver(station="DIR", head_seq=head_seq, head_hash="ab" * 32)
    return lambda rows: rows.add(event, station="DIR-2")


# One clock ----------------------------------------------------------------------------------------


def test_a_clock_that_nobody_compared_runs_as_the_directors() -> None:
    alone = clock()

    assert (alone.is_synced, offset(alone, HOUR), alone.drift_ms_an_hour) == (False, 0, None)


@pytest.mark.parametrize("wall_ms", [-HOUR, 0, 30 * MINUTE, 9 * HOUR])
def test_one_sync_holds_for_all_time(wall_ms: int) -> None:
    once = clock((10 * MINUTE, -5 * SECOND))

    assert offset(once, wall_ms) == -5 * SECOND
    assert (once.is_synced, once.drift_ms_an_hour) == (True, None)


@pytest.mark.parametrize(
    ("wall_ms", "ahead_ms"),
    [(0, 1_000), (HOUR, 1_000), (HOUR + 1, 1_000), (2 * HOUR, 3_000), (3 * HOUR, 5_000), (9 * HOUR, 5_000)],
)
def test_between_syncs_the_offset_is_interpolated_and_outside_it_stays(wall_ms: int, ahead_ms: int) -> None:
    assert offset(clock((HOUR, 1_000), (3 * HOUR, 5_000)), wall_ms) == ahead_ms


def test_each_pair_of_neighbouring_syncs_has_a_line_of_its_own() -> None:
    bent = clock((0, 0), (HOUR, 2_000), (2 * HOUR, 1_000))

    assert [offset(bent, minutes * MINUTE) for minutes in (30, 60, 90)] == [1_000, 2_000, 1_500]


def test_of_two_syncs_of_one_moment_the_later_in_order_counts_from_then_on() -> None:
    twice = clock((0, 0), (0, 4_000))

    assert [offset(twice, -1), offset(twice, 0), offset(twice, HOUR)] == [0, 4_000, 4_000]
    assert twice.drift_ms_an_hour is None


def test_the_directors_time_is_the_shown_time_less_the_offset() -> None:
    ahead = clock((0, 3 * HOUR))

    assert ahead.director_at(START + timedelta(hours=4)) == START + timedelta(hours=1)


def test_drift_is_how_much_it_gains_an_hour_from_first_to_last_sync() -> None:
    assert clock((0, 3 * HOUR), (HOUR, 0), (3 * HOUR, 3 * HOUR + 6_000)).drift_ms_an_hour == 2_000


# Whose syncs count --------------------------------------------------------------------------------


def test_a_station_may_sync_itself() -> None:
    assert clocks(synced(3 * HOUR, 4 * HOUR)) == {"P1": clock((4 * HOUR, 3 * HOUR))}


def test_what_a_station_says_of_another_or_the_director_of_itself_counts_for_nothing() -> None:
    assert clocks(synced(HOUR, 0, "P2", by="P1"), synced(HOUR, 0, "DIR")) == {}


def test_the_directors_sync_stands_where_the_stations_own_clock_then_stood() -> None:
    assert clocks(synced(3 * HOUR, HOUR, by="DIR")) == {"P1": clock((4 * HOUR, 3 * HOUR))}


def test_the_directors_sync_replaces_all_that_the_station_says() -> None:
    told = clocks(
        synced(HOUR, 0),
        marked(1, 0, "DIR"),
        marked(1, 50),
        synced(7_000, HOUR, by="DIR"),
        synced(0, 9 * HOUR),
    )

    assert told == {"P1": clock((HOUR + 7_000, 7_000))}


def test_an_undone_sync_of_the_director_gives_the_stations_own_back() -> None:
    told = clocks(synced(HOUR, 0), synced(7_000, HOUR, by="DIR"), undone(1, "DIR"))

    assert told == {"P1": clock((0, HOUR))}


def test_a_branch_with_a_name_of_its_own_syncs_under_the_laptops_name() -> None:
    assert clocks(synced(HOUR, 0, "P1", by="P1~3f2a")) == {"P1~3f2a": clock((0, HOUR))}


# Marks --------------------------------------------------------------------------------------------


def test_a_mark_that_both_pressed_says_how_far_the_stations_clock_is_ahead() -> None:
    told = clocks(marked(1, HOUR, "DIR"), marked(1, 4 * HOUR), marked(1, HOUR - 500, "P2"))

    assert told == {"P1": clock((4 * HOUR, 3 * HOUR)), "P2": clock((HOUR - 500, -500))}


def test_a_mark_at_the_start_and_one_at_the_end_show_the_drift() -> None:
    told = clocks(
        marked(1, 0, "DIR"), marked(2, 2 * HOUR, "DIR"), marked(1, 3 * HOUR), marked(2, 5 * HOUR + 4_000)
    )

    assert told["P1"].drift_ms_an_hour == 1_999
    assert offset(told["P1"], 4 * HOUR + 2_000) == 3 * HOUR + 2_000


def test_a_mark_that_one_side_did_not_press_counts_for_nothing() -> None:
    assert clocks(marked(1, 0, "DIR"), marked(2, 0)) == {}


def test_a_mark_that_was_pressed_again_counts_as_it_was_last_on_either_side() -> None:
    told = clocks(marked(1, 0, "DIR"), marked(1, 10 * MINUTE), marked(1, HOUR, "DIR"), marked(1, HOUR + 20))

    assert told == {"P1": clock((HOUR + 20, 20))}


@pytest.mark.parametrize("station", ["DIR", "P1"])
def test_an_undone_mark_counts_for_nothing(station: str) -> None:
    told = clocks(marked(1, 0, "DIR"), marked(1, 90), undone(1, station))

    assert told == {}


def test_an_undone_second_press_gives_the_first_back() -> None:
    told = clocks(marked(1, 0, "DIR"), marked(1, 90), marked(1, HOUR), undone(2))

    assert told == {"P1": clock((90, 90))}


# After a takeover ---------------------------------------------------------------------------------


def test_marks_and_syncs_of_the_station_that_took_over_count_as_the_directors() -> None:
    told = clocks(
        marked(1, 0, "DIR"),
        take_over(head_seq=1),
        marked(2, HOUR, "DIR-2"),
        synced(5_000, HOUR, "P2", by="DIR-2"),
        marked(2, HOUR + 30),
    )

    assert told == {"P1": clock((HOUR + 30, 30)), "P2": clock((HOUR + 5_000, 5_000))}


def test_they_are_reckoned_on_the_directors_clock_where_its_own_is_known() -> None:
    told = clocks(
        take_over(head_seq=0),
        synced(3 * HOUR, 4 * HOUR, "DIR-2"),
        marked(2, 5 * HOUR, "DIR-2"),
        synced(-HOUR, 5 * HOUR, "P2", by="DIR-2"),
        marked(2, 5 * HOUR),
    )

    assert told["P1"] == clock((5 * HOUR, 3 * HOUR))
    assert told["P2"] == clock((4 * HOUR, 2 * HOUR))
    assert told["DIR-2"] == clock((4 * HOUR, 3 * HOUR))


def test_what_the_director_wrote_after_the_takeover_counts_for_nothing() -> None:
    told = clocks(
        marked(1, 0, "DIR"),
        take_over(head_seq=1),
        synced(HOUR, 0, by="DIR"),
        undone(1, "DIR"),
        marked(1, 40),
    )

    assert told == {"P1": clock((40, 40))}


def test_a_void_takeover_has_no_say_in_clocks() -> None:
    choice = ChainChosen(chosen="DIR", rejected="DIR-2", reason="it went on")

    told = clocks(
        marked(1, 0, "DIR"),
        take_over(head_seq=1),
        synced(HOUR, 0, by="DIR-2"),
        lambda rows: rows.add(choice),
        marked(1, 40),
    )

    assert told == {"P1": clock((40, 40))}
