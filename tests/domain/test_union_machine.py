"""Whatever laptops do and in whatever order they meet, a file tells what the set of its rows tells.

Sizes: up to 6 laptops (DIR, P1, P2, takeovers, copies), 30 steps a run. Ordinarily 120 runs in memory and
6 on disk (about 15 s); with --all 1,000 runs of 60 steps in memory and 100 of 40 on disk (7 minutes).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from builders import START
from domain.union_machine import (
    EXERCISE,
    PACK,
    FileUnionMachine,
    MemoryShelf,
    OpenMemory,
    Shelf,
    UnionMachine,
)
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tabletop.domain.play.events import NoteTaken
from tabletop.domain.play.journal import Recorded, Stamp
from tabletop.domain.play.merge import MergedRows, Union
from tabletop.store.rows import Rows

STAMP = Stamp(wall_at=START, mono_ns=0, boot_id="b", elapsed_ms=0, scenario_at=START)


def run(machine: type[UnionMachine], *, runs: int, steps: int) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=runs, stateful_step_count=steps))


@pytest.mark.slow
def test_journals_in_memory_tell_what_the_union_of_their_rows_tells() -> None:
    run(UnionMachine, runs=60, steps=30)


@pytest.mark.slow
def test_files_on_disk_tell_what_the_union_of_their_rows_tells() -> None:
    run(FileUnionMachine, runs=4, steps=30)


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_journals_in_memory_tell_it_in_a_long_run() -> None:
    run(UnionMachine, runs=1_000, steps=60)


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_files_on_disk_tell_it_in_a_long_run() -> None:
    run(FileUnionMachine, runs=100, steps=40)


# What the machine comes upon too rarely -----------------------------------------------------------


@pytest.mark.parametrize("held", [0, 1])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 3, 1, 0), (3, 0, 2, 1)])
def test_rows_of_the_own_station_are_gone_on_after_in_whatever_order_they_come_back(
    held: int, order: tuple[int, ...]
) -> None:
    first = OpenMemory(PACK, EXERCISE, station="P1")
    for number in range(4):
        event = NoteTaken(text=str(number))
        first.append(station="P1", author="ann", event=event, stamp=STAMP)
    rows = list(first.everything())
    restored = OpenMemory(PACK, EXERCISE, station="P1")
    restored.merge(rows[:held])

    for place in order:
        restored.merge([rows[place]])
    after = restored.append(station="P1", author="ann", event=NoteTaken(text="on"), stamp=STAMP)

    assert set(restored.recorded()) == {*rows, after}
    assert (after.entry.seq, after.entry.prev) == (5, rows[-1].entry.hash)
    assert restored.union().branches == ()


# The machine finds what is planted ----------------------------------------------------------------


class DropsForks(OpenMemory):
    """Merges as `INSERT OR IGNORE` by (station, seq) would: the second of two rows is lost in silence."""

    def merge(self, incoming: Iterable[Recorded], attachments: Iterable[bytes] = ()) -> MergedRows:
        known = {(row.entry.station, row.entry.seq) for row in self.everything()}
        return super().merge([r for r in incoming if (r.entry.station, r.entry.seq) not in known])


class FirstComeCounts(OpenMemory):
    """Lets what came first count, and only the contradiction lie aside."""

    def union(self) -> Union:
        return Union(
            counted=self._rows.recorded, gaps=super().union().gaps, branches=super().union().branches
        )

    def recorded(self) -> tuple[Recorded, ...]:
        return self._rows.recorded


class StopsAtAGap(OpenMemory):
    """Takes rows up to the first that is missing."""

    def merge(self, incoming: Iterable[Recorded], attachments: Iterable[bytes] = ()) -> MergedRows:
        known = {(row.entry.station, row.entry.seq) for row in self.everything()}
        taken = []
        for row in sorted(incoming, key=lambda row: (row.entry.station, row.entry.seq)):
            if row.entry.seq == 1 or (row.entry.station, row.entry.seq - 1) in known:
                known.add((row.entry.station, row.entry.seq))
                taken.append(row)
        return super().merge(taken)


class ForgetsWhatLiesAside(OpenMemory):
    """Loses what lay aside when it is opened again."""

    def copied(self) -> OpenMemory:
        twin = super().copied()
        twin._rows = Rows(self.header, self._rows.recorded)
        return twin


@pytest.mark.slow
@pytest.mark.parametrize(
    "broken",
    [
        DropsForks,
        FirstComeCounts,
        StopsAtAGap,
        pytest.param(ForgetsWhatLiesAside, marks=pytest.mark.long),
    ],
)
def test_a_planted_fault_is_found(broken: type[OpenMemory]) -> None:
    class Planted(UnionMachine):
        def make_shelf(self) -> Shelf[Any]:
            return MemoryShelf(broken)

    only_to_find = settings(
        max_examples=1_000,
        stateful_step_count=30,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Planted, settings=only_to_find)
