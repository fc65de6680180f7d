"""Which rows of several laptops count: gaps, contradictions, branches, the director's word on them (D18)."""

from __future__ import annotations

from random import Random

import pytest
from domain.station_chains import chain, keep

from tabletop.domain.play.events import NoteTaken
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.merge import Branch, Gap, Union, gaps_in, unite
from tabletop.domain.play.stations import ConductTakenOver


def told(union: Union) -> list[str]:
    return [
        f"{row.entry.station}.{row.entry.seq} {row.event.text}"
        for row in union.counted
        if isinstance(row.event, NoteTaken)
    ]


# Whole chains and gaps ----------------------------------------------------------------------------


def test_whole_chains_count_in_order_of_arrival_and_a_row_given_twice_counts_once() -> None:
    one, two = chain("P1", "a", "b"), chain("P2", "c")

    union = unite([two[0], *one, *two, one[0]])

    assert union == Union(counted=(two[0], *one))


def test_rows_behind_a_gap_count_and_the_gap_is_named() -> None:
    rows = chain("P1", "a", "b", "c", "d", "e", "f")
    known = [rows[2], rows[5]]

    union = unite(known)

    assert union.counted == tuple(known)
    assert union.gaps == (Gap(station="P1", first=1, last=2), Gap(station="P1", first=4, last=5))
    assert list(gaps_in(reversed(known))) == list(union.gaps)


def test_gaps_are_named_by_station() -> None:
    one, two = chain("P1", "a", "b"), chain("P2", "c", "d")

    assert list(gaps_in([two[1], one[1]])) == [
        Gap(station="P1", first=1, last=1),
        Gap(station="P2", first=1, last=1),
    ]


# Contradictions -----------------------------------------------------------------------------------


def test_from_two_rows_of_one_number_on_both_branches_lie_aside() -> None:
    root = chain("P1", "a", "b")
    left, right = chain("P1", "c", "d", after=root[-1]), chain("P1", "e", after=root[-1])

    union = unite([*root, *left, *right])

    assert told(union) == ["P1.1 a", "P1.2 b"]
    assert sorted((branch.hash, branch.rows) for branch in union.branches) == sorted(
        [(left[0].entry.hash, 2), (right[0].entry.hash, 1)]
    )
    assert all((branch.station, branch.seq) == ("P1", 3) for branch in union.branches)


def test_a_branch_says_whose_it_is_and_that_nobody_decided() -> None:
    root = chain("P1", "a")
    right = chain("P1", "e", after=root[-1])

    union = unite([*root, *chain("P1", "c", after=root[-1]), *right])

    assert (
        Branch(station="P1", seq=2, hash=right[0].entry.hash, author="P1", rows=1, is_settled=False)
        in union.branches
    )


def test_a_contradiction_from_the_first_row_on_leaves_nothing() -> None:
    union = unite([*chain("P1", "a", "b"), *chain("P1", "c")])

    assert union.counted == ()
    assert sorted(branch.rows for branch in union.branches) == [1, 2]


def test_a_row_that_does_not_continue_the_one_before_lies_aside_with_all_behind_it() -> None:
    ours, theirs = chain("P1", "a", "b"), chain("P1", "x", "y", "z")

    union = unite([*ours, theirs[2]])

    assert told(union) == ["P1.1 a", "P1.2 b"]
    assert [(branch.seq, branch.rows) for branch in union.branches] == [(3, 1)]


def test_a_row_behind_a_gap_behind_a_contradiction_begins_a_branch_of_its_own() -> None:
    root = chain("P1", "a")
    left, right = chain("P1", "b", "c", "d", after=root[-1]), chain("P1", "e", after=root[-1])

    union = unite([*root, left[0], left[2], *right])

    assert sorted((branch.seq, branch.rows) for branch in union.branches) == [(2, 1), (2, 1), (4, 1)]
    assert union.gaps == ()


def test_where_a_branch_divides_again_each_part_is_a_branch() -> None:
    root = chain("P1", "a")
    left, right = chain("P1", "b", "c", after=root[-1]), chain("P1", "e", after=root[-1])
    again = chain("P1", "d", after=left[0])

    union = unite([*root, *left, *right, *again])

    assert sorted((branch.seq, branch.rows) for branch in union.branches) == [(2, 1), (2, 1), (3, 1), (3, 1)]


def test_other_stations_do_not_suffer() -> None:
    union = unite([*chain("P1", "a"), *chain("P1", "b"), *chain("P2", "c")])

    assert told(union) == ["P2.1 c"]


# This file's own station --------------------------------------------------------------------------


def test_the_rows_of_this_files_own_program_count_and_the_others_lie_aside() -> None:
    root = chain("P1", "a")
    ours, theirs = chain("P1", "b", "c", after=root[-1]), chain("P1", "d", after=root[-1])

    union = unite([*root, *theirs, *ours], home=[*root, *ours])

    assert told(union) == ["P1.1 a", "P1.2 b", "P1.3 c"]
    assert [(branch.hash, branch.rows) for branch in union.branches] == [(theirs[0].entry.hash, 1)]


# The director's word ------------------------------------------------------------------------------


@pytest.fixture
def forked() -> tuple[list[Recorded], list[Recorded], list[Recorded]]:
    root = chain("P1", "a")
    return root, chain("P1", "b", "c", after=root[-1]), chain("P1", "d", after=root[-1])


Forked = tuple[list[Recorded], list[Recorded], list[Recorded]]


def test_a_kept_branch_continues_the_station_and_a_left_one_stays_aside(forked: Forked) -> None:
    root, left, right = forked

    union = unite([*root, *left, *right, *chain("DIR", keep(left[0], left=(right[0],)))])

    assert told(union) == ["P1.1 a", "P1.2 b", "P1.3 c"]
    assert {branch.hash: (branch.is_settled, branch.is_kept) for branch in union.branches} == {
        left[0].entry.hash: (True, True),
        right[0].entry.hash: (True, False),
    }


def test_of_two_kept_branches_the_second_has_a_name_of_its_own(forked: Forked) -> None:
    root, left, right = forked
    second = max(left[0].entry.hash, right[0].entry.hash)

    union = unite([*root, *left, *right, *chain("DIR", keep(left[0], right[0]))])

    assert len(told(union)) == 4
    renamed = {row.entry.station for row in union.counted} - {"P1", "DIR"}
    assert renamed == {f"P1~{second[:4]}"}


def test_a_branch_kept_beside_this_files_own_rows_has_a_name_of_its_own(forked: Forked) -> None:
    root, left, right = forked

    union = unite([*root, *left, *right, *chain("DIR", keep(right[0]))], home=[*root, *left])

    assert told(union) == ["P1.1 a", "P1.2 b", "P1.3 c", f"P1~{right[0].entry.hash[:4]}.2 d"]


def test_a_branch_that_grew_since_the_word_was_given_is_kept_whole(forked: Forked) -> None:
    root, left, right = forked
    more = chain("P1", "e", "f", after=left[-1])

    union = unite([*root, *left, *right, *chain("DIR", keep(left[0])), *more])

    assert told(union)[-2:] == ["P1.4 e", "P1.5 f"]


def test_the_latest_word_on_a_station_counts(forked: Forked) -> None:
    root, left, right = forked
    words = chain("DIR", keep(left[0], left=(right[0],)), keep(right[0], left=(left[0],)))

    union = unite([*root, *left, *right, *words])

    assert told(union) == ["P1.1 a", "P1.2 d"]


def test_a_word_on_another_station_decides_nothing(forked: Forked) -> None:
    root, left, right = forked

    union = unite([*root, *left, *right, *chain("DIR", keep(left[0], station="P2"))])

    assert not any(branch.is_settled for branch in union.branches)


def test_only_the_conduct_chain_has_a_word(forked: Forked) -> None:
    root, left, right = forked
    head = ConductTakenOver(station="DIR", head_seq=1, head_hash="ab" * 32)
    late = chain("DIR", "begin", keep(left[0]))

    union = unite([*root, *left, *right, *late, *chain("DIR-2", head), *chain("P2", keep(right[0]))])

    assert told(union) == ["P1.1 a", "DIR.1 begin"]
    assert not any(branch.is_settled for branch in union.branches)


# The order of arrival -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_the_result_depends_on_the_set_of_rows_alone(forked: Forked, seed: int) -> None:
    root, left, right = forked
    rows = [*root, *left, *right, *chain("P2", "x", "y", "z")[1:], *chain("DIR", keep(left[0], right[0]))]
    shuffled = list(rows)
    Random(seed).shuffle(shuffled)

    union, expected = unite(shuffled), unite(rows)

    assert set(union.counted) == set(expected.counted)
    assert (union.gaps, union.branches) == (expected.gaps, expected.branches)
