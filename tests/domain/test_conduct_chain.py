"""Who conducts once another laptop took over, and which rows then have no say (design 5)."""

from __future__ import annotations

from itertools import permutations

import pytest
from builders import MINUTE, Rows, inject, scenario

from tabletop.domain.play.conduct_chain import ConductChain, Rivals, conduct_chain
from tabletop.domain.play.events import (
    ActUndone,
    Event,
    ExerciseEnded,
    ExercisePaused,
    ExerciseStarted,
    InjectHeld,
    InjectReleased,
    NoteTaken,
)
from tabletop.domain.play.fold import Folding, fold
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.stations import ChainChosen, ConductTakenOver

PLAN = scenario(inject("E01"), inject("E02"), inject("E03"))
NOTE = NoteTaken(text="seen")


def take_over(station: str = "DIR", head_seq: int = 2) -> ConductTakenOver:
    return ConductTakenOver(station=station, head_seq=head_seq, head_hash="ab" * 32)


def choose(chosen: str, rejected: str) -> ChainChosen:
    return ChainChosen(chosen=chosen, rejected=rejected, reason="it ran the room")


def rows(*acts: tuple[str, Event]) -> list[Recorded]:
    """Write acts a minute apart, each at its station."""
    journal = Rows()
    for minute, (station, event) in enumerate(acts):
        journal.add(event, station=station, at_ms=minute * MINUTE)
    return journal.recorded


def names(chain: ConductChain, recorded: list[Recorded]) -> list[str]:
    return [f"{row.entry.station}.{row.entry.seq}" for row in chain.rows(recorded)]


def ignored(recorded: list[Recorded]) -> list[str]:
    chain = conduct_chain(recorded)
    return [f"{row.entry.station}.{row.entry.seq}" for row in recorded if chain.ignores(row.entry)]


DIR_WENT_ON = (
    ("DIR", ExerciseStarted()),
    ("DIR", InjectReleased(inject="E01")),
    ("DIR-2", take_over(head_seq=2)),
    ("DIR", InjectReleased(inject="E02")),
    ("DIR", NOTE),
    ("DIR-2", InjectReleased(inject="E03")),
)
"""DIR's third and fourth row come after the second, which the takeover names."""


# One conductor ------------------------------------------------------------------------------------


def test_without_a_takeover_the_directors_station_conducts_alone() -> None:
    recorded = rows(("DIR", ExerciseStarted()), ("P1", NOTE), ("DIR", NOTE))

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": None}
    assert names(chain, recorded) == ["DIR.1", "DIR.2"]
    assert (chain.rivals, chain.void) == ((), frozenset())


def test_a_conduct_row_of_another_station_is_ignored_and_its_other_rows_are_not() -> None:
    assert ignored(rows(("P1", InjectReleased(inject="E01")), ("P1", NOTE), ("DIR", NOTE))) == ["P1.1"]


# A takeover ---------------------------------------------------------------------------------------


def test_a_takeover_continues_the_chain_after_the_head_that_it_names() -> None:
    recorded = rows(*DIR_WENT_ON)

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": 2, "DIR-2": None}
    assert names(chain, recorded) == ["DIR.1", "DIR.2", "DIR-2.1", "DIR-2.2"]


def test_rows_after_the_head_are_void_whatever_their_kind() -> None:
    assert ignored(rows(*DIR_WENT_ON)) == ["DIR.3", "DIR.4"]


def test_whoever_went_on_is_named_with_the_rows_that_do_not_count() -> None:
    chain = conduct_chain(rows(*DIR_WENT_ON))

    assert chain.rivals == (Rivals(station="DIR", by="DIR-2", rows=2, conductor="DIR-2"),)


def test_a_takeover_that_nobody_contests_has_no_rivals() -> None:
    recorded = rows(("DIR", ExerciseStarted()), ("DIR", NOTE), ("DIR-2", take_over()), ("P1", NOTE))

    assert conduct_chain(recorded).rivals == ()


def test_a_head_that_did_not_come_in_yet_leaves_all_that_came() -> None:
    recorded = rows(("DIR", ExerciseStarted()), ("DIR-2", take_over(head_seq=9)), ("DIR-2", NOTE))

    chain = conduct_chain(recorded)

    assert names(chain, recorded) == ["DIR.1", "DIR-2.1", "DIR-2.2"]
    assert chain.rivals == ()


def test_a_takeover_of_a_takeover_continues_that_one() -> None:
    recorded = rows(*DIR_WENT_ON, ("DIR-3", take_over("DIR-2", 1)), ("DIR-3", InjectReleased(inject="E02")))

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": 2, "DIR-2": 1, "DIR-3": None}
    assert ignored(recorded) == ["DIR.3", "DIR.4", "DIR-2.2"]
    assert [(pair.station, pair.by, pair.rows) for pair in chain.rivals] == [
        ("DIR", "DIR-2", 2),
        ("DIR-2", "DIR-3", 1),
    ]


def test_of_two_takeovers_the_one_that_names_the_later_row_counts() -> None:
    recorded = rows(
        ("DIR", ExerciseStarted()),
        ("DIR", NOTE),
        ("DIR-2", take_over(head_seq=2)),
        ("DIR-3", take_over(head_seq=1)),
        ("DIR-3", NOTE),
    )

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": 2, "DIR-2": None}
    assert chain.void == {"DIR-3"}
    assert ignored(recorded) == ["DIR-3.2"]
    assert [(pair.station, pair.by, pair.conductor) for pair in chain.rivals] == [("DIR", "DIR-3", "DIR-2")]


def test_two_takeovers_of_the_same_head_are_rivals_of_each_other() -> None:
    recorded = rows(
        ("DIR", ExerciseStarted()),
        ("DIR", NOTE),
        ("DIR-2", take_over()),
        ("DIR-3", take_over()),
        ("DIR-3", NOTE),
    )

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": 2, "DIR-3": None}
    assert chain.rivals == (Rivals(station="DIR-3", by="DIR-2", rows=2, conductor="DIR-3"),)


def test_the_director_may_choose_the_other_of_two_takeovers_of_the_same_head() -> None:
    recorded = rows(
        ("DIR", ExerciseStarted()),
        ("DIR", NOTE),
        ("DIR-2", take_over()),
        ("DIR-3", take_over()),
        ("DIR-3", choose("DIR-2", "DIR-3")),
    )

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": 2, "DIR-2": None}
    assert chain.rivals == (Rivals(station="DIR-2", by="DIR-3", rows=1, conductor="DIR-2", is_chosen=True),)


def test_a_station_takes_over_once_and_the_directors_own_never() -> None:
    recorded = rows(
        ("DIR", take_over("DIR-2")),
        ("DIR", NOTE),
        ("DIR-2", take_over("DIR-2")),
        ("DIR-3", take_over(head_seq=1)),
        ("DIR-3", take_over(head_seq=2)),
    )

    assert dict(conduct_chain(recorded).last_seqs) == {"DIR": 1, "DIR-3": None}


def test_stations_that_took_over_from_each_other_do_not_conduct() -> None:
    recorded = rows(
        ("DIR", NOTE), ("DIR-2", take_over("DIR-3", 1)), ("DIR-3", take_over("DIR-2", 1)), ("DIR-3", NOTE)
    )

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": None}
    assert chain.void == {"DIR-2", "DIR-3"}


# The director chooses -----------------------------------------------------------------------------


def test_a_choice_for_the_station_that_went_on_makes_the_takeover_void() -> None:
    recorded = rows(*DIR_WENT_ON, ("DIR", choose("DIR", "DIR-2")))

    chain = conduct_chain(recorded)

    assert names(chain, recorded) == ["DIR.1", "DIR.2", "DIR.3", "DIR.4", "DIR.5"]
    assert ignored(recorded) == ["DIR-2.2"]
    assert chain.rivals == (Rivals(station="DIR", by="DIR-2", rows=3, conductor="DIR", is_chosen=True),)


def test_a_choice_for_the_takeover_keeps_it() -> None:
    recorded = rows(*DIR_WENT_ON, ("DIR-2", choose("DIR-2", "DIR")))

    chain = conduct_chain(recorded)

    assert names(chain, recorded) == ["DIR.1", "DIR.2", "DIR-2.1", "DIR-2.2", "DIR-2.3"]
    assert chain.rivals[0].is_chosen


@pytest.mark.parametrize("writer", ["DIR", "DIR-2", "P1"])
def test_the_latest_choice_counts_wherever_it_was_written(writer: str) -> None:
    recorded = rows(*DIR_WENT_ON, ("DIR", choose("DIR", "DIR-2")), (writer, choose("DIR-2", "DIR")))

    assert conduct_chain(recorded).last_seqs["DIR"] == 2


def test_a_choice_between_others_leaves_the_chain_as_it_is() -> None:
    recorded = rows(*DIR_WENT_ON, ("DIR", choose("P1", "P2")))

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": 2, "DIR-2": None}
    assert not chain.rivals[0].is_chosen


def test_what_took_over_from_a_void_takeover_is_void_too() -> None:
    recorded = rows(
        *DIR_WENT_ON,
        ("DIR-3", take_over("DIR-2", 1)),
        ("DIR-3", InjectReleased(inject="E02")),
        ("DIR", choose("DIR", "DIR-2")),
    )

    chain = conduct_chain(recorded)

    assert dict(chain.last_seqs) == {"DIR": None}
    assert chain.void == {"DIR-2", "DIR-3"}
    assert [(pair.by, pair.conductor) for pair in chain.rivals] == [("DIR-2", "DIR"), ("DIR-3", "DIR")]


def test_takeovers_and_choices_are_heard_in_a_void_branch() -> None:
    recorded = rows(*DIR_WENT_ON, ("DIR", choose("DIR", "DIR-2")), ("DIR-2", choose("DIR-2", "DIR")))

    assert ignored(recorded) == ["DIR.3", "DIR.4"]


def test_the_same_rows_give_the_same_chain_in_any_order() -> None:
    recorded = rows(*DIR_WENT_ON[:4], ("DIR", choose("DIR", "DIR-2")), ("DIR-2", choose("DIR-2", "DIR")))

    chains = [conduct_chain(order) for order in permutations(recorded)]

    assert all(chain == chains[0] for chain in chains)


# What the fold makes of it ------------------------------------------------------------------------


def test_the_state_is_that_of_the_chain_that_counts() -> None:
    state = fold(PLAN, rows(*DIR_WENT_ON))

    released = [number for number, now in state.injects.items() if now.status == "released"]
    assert released == ["E01", "E03"]
    assert [note.row for note in state.notes] == []
    assert (state.conduct, state.conductor) == (("DIR", "DIR-2"), "DIR-2")


def test_a_void_undo_takes_nothing_back() -> None:
    recorded = rows(
        ("DIR", ExerciseStarted()),
        ("DIR", InjectHeld(inject="E01")),
        ("DIR-2", take_over()),
        ("DIR", ActUndone(target_seq=2)),
    )

    state = fold(PLAN, recorded)

    assert state.injects["E01"].status == "held"
    assert (state.rows["DIR", 2], state.rows["DIR", 3]) == ("current", "ignored")


def test_a_void_endex_does_not_end_the_exercise() -> None:
    recorded = rows(
        ("DIR", ExerciseStarted()),
        ("DIR", ExercisePaused()),
        ("DIR-2", take_over()),
        ("DIR", ExerciseEnded()),
    )

    assert fold(PLAN, recorded).stage == "paused"


@pytest.mark.parametrize(
    "acts",
    [
        (*DIR_WENT_ON, ("DIR", choose("DIR", "DIR-2")), ("DIR", NOTE), ("DIR-2", NOTE)),
        (*DIR_WENT_ON, ("DIR-3", take_over("DIR-2", 2)), ("DIR-3", NOTE), ("DIR-2", NOTE), ("DIR-3", NOTE)),
        (("DIR", NOTE), ("DIR-2", take_over(head_seq=1)), ("DIR-2", NOTE), ("DIR", NOTE), ("P1", NOTE)),
    ],
)
def test_a_fold_continued_over_a_takeover_equals_a_fold_of_all(acts: tuple[tuple[str, Event], ...]) -> None:
    recorded = rows(*acts)
    folding = Folding(PLAN)

    for count, row in enumerate(recorded, start=1):
        folding.add(row)

        assert folding.state() == fold(PLAN, recorded[:count])
