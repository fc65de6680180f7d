"""Laptops that log, merge, are copied and killed in any order; at each step the slow reading is asked.

`UnionMachine` plays with journals in memory; `FileUnionMachine` with exercise files on disk.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from builders import MINUTE, START, pack
from domain.random_rows import PLAN, all_events, calm_events
from domain.slow_union import slow_chain, slow_union
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.alignment import align
from tabletop.domain.play.conduct_chain import conduct_chain
from tabletop.domain.play.events import ActUndone, DecisionLogged, Event, NoteTaken, UnknownEvent
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Recorded, Stamp, journal_head
from tabletop.domain.play.stations import (
    BranchesKept,
    ChainChosen,
    ConductTakenOver,
    StationOpened,
)
from tabletop.services.ports import Journal
from tabletop.store.contents import read_contents
from tabletop.store.engine import reading
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.memory_journal import MemoryJournal
from tabletop.store.rows import Rows

EXERCISE = "EX-1"
PACK = pack(PLAN)
CLOCK_OFF_MS = {"P1": 180 * MINUTE, "P2": -7 * MINUTE}
MOST_LAPTOPS = 6

J = TypeVar("J", bound=Journal)


class Shelf(Protocol[J]):
    """Where journals come from."""

    def new(self, station: str) -> J: ...

    def everything(self, journal: J) -> Collection[Recorded]:
        """Read all rows of a journal, as the one that merges it would."""
        ...

    def copied(self, journal: J) -> J: ...

    def killed(self, journal: J) -> J:
        """Lose all but what is durable."""
        ...

    def clear(self) -> None: ...


class OpenMemory(MemoryJournal):
    """A journal in memory that can be read whole and copied."""

    def everything(self) -> Collection[Recorded]:
        return (*self._rows.recorded, *self._rows.aside)

    def copied(self) -> OpenMemory:
        twin = type(self)(self.pack, EXERCISE, station=self.header.station)
        twin._rows = Rows(self.header, self._rows.recorded, self._rows.aside)
        return twin


class MemoryShelf:
    """Journals in memory; a kill loses nothing of them."""

    def __init__(self, make: type[OpenMemory] = OpenMemory) -> None:
        self._make = make

    def new(self, station: str) -> OpenMemory:
        return self._make(PACK, EXERCISE, station=station)

    def everything(self, journal: OpenMemory) -> Collection[Recorded]:
        return journal.everything()

    def copied(self, journal: OpenMemory) -> OpenMemory:
        return journal.copied()

    def killed(self, journal: OpenMemory) -> OpenMemory:
        return journal.copied()

    def clear(self) -> None:
        pass


class FileShelf:
    """Exercise files in a folder of their own."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="tabletop-union-"))
        self._open: list[ExerciseFile] = []
        self._count = 0

    def new(self, station: str) -> ExerciseFile:
        made = ExerciseFile.create(self._path(), pack=PACK, exercise_id=EXERCISE, station=station)
        return self._kept(made)

    def everything(self, journal: ExerciseFile) -> Collection[Recorded]:
        with reading(self._as_it_lies(journal)) as connection:
            contents = read_contents(connection, journal.path.name)
        assert not contents.faults
        return {*contents.recorded, *contents.aside}

    def copied(self, journal: ExerciseFile) -> ExerciseFile:
        place = self._path()
        journal.copy(place)
        return self._kept(ExerciseFile.open(place, read_pack=_read_pack))

    def killed(self, journal: ExerciseFile) -> ExerciseFile:
        """Open elsewhere what lies on the disk while the program runs."""
        return self._kept(ExerciseFile.open(self._as_it_lies(journal), read_pack=_read_pack))

    def _as_it_lies(self, journal: ExerciseFile) -> Path:
        """Copy the bytes of an open file, and of what SQLite keeps beside it."""
        place = self._path()
        for suffix in ("", "-wal"):
            beside = Path(f"{journal.path}{suffix}")
            if beside.exists():
                shutil.copyfile(beside, f"{place}{suffix}")
        return place

    def clear(self) -> None:
        for journal in self._open:
            journal.close()
        shutil.rmtree(self._folder)

    def _path(self) -> Path:
        self._count += 1
        return self._folder / f"{self._count}.tabletop"

    def _kept(self, journal: ExerciseFile) -> ExerciseFile:
        self._open.append(journal)
        return journal


def _read_pack(files: Any) -> Pack:
    return Pack(scenario=PLAN, files=files)


@dataclass
class Laptop:
    """A journal, and beside it the plain set of rows that it was ever given.

    `home` are the rows of its own station that its program wrote, or goes on after.
    """

    journal: Any
    given: dict[str, Recorded] = field(default_factory=dict)
    home: list[Recorded] = field(default_factory=list)

    @property
    def station(self) -> str:
        return str(self.journal.header.station)

    def take(self, rows: Iterable[Recorded]) -> None:
        """Note merged rows; what follows the own ones directly is gone on after from now on."""
        self.given |= {row.entry.hash: row for row in rows}
        while True:
            seq = len(self.home) + 1
            prev = self.home[-1].entry.hash if self.home else PACK.sha256
            following = [
                row
                for row in self.given.values()
                if (row.entry.station, row.entry.seq, row.entry.prev) == (self.station, seq, prev)
            ]
            if not following:
                return
            self.home.append(min(following, key=lambda row: row.entry.hash))


_numbers = st.integers(0, 11)
_events = st.one_of(calm_events, calm_events, all_events).filter(lambda e: not isinstance(e, UnknownEvent))
_minutes = st.integers(0, 5)


class UnionMachine(RuleBasedStateMachine):
    """Journals in memory; subclasses say where others come from."""

    def __init__(self) -> None:
        super().__init__()
        self.shelf: Shelf[Any] = self.make_shelf()
        self.laptops = [Laptop(self.shelf.new(station)) for station in ("DIR", "P1", "P2")]
        self._now_ms = 0

    def make_shelf(self) -> Shelf[Any]:
        return MemoryShelf()

    # Logging --------------------------------------------------------------------------------------

    @rule(
        who=_numbers,
        events=st.lists(_events, min_size=1, max_size=3),
        minutes=_minutes,
        seen_min=st.none() | _minutes,
    )
    def log(self, who: int, events: list[Event], minutes: int, seen_min: int | None) -> None:
        self._now_ms += minutes * MINUTE
        for event in events:
            self._write(self._one(who), event, seen_min=seen_min)

    @rule(who=_numbers, back=_numbers)
    def correct(self, who: int, back: int) -> None:
        laptop = self._one(who)
        seq = max(1, len(laptop.home) - back)
        self._write(laptop, DecisionLogged(cell="OPS", text="rather so", corrects=seq))

    @rule(who=_numbers, seq=st.integers(1, 4))
    def undo(self, who: int, seq: int) -> None:
        self._write(self._one(who), ActUndone(target_seq=seq))

    @rule(who=_numbers, number=st.sampled_from(["DIR-2", "DIR-2", "DIR-3"]))
    @precondition(lambda self: len(self.laptops) < MOST_LAPTOPS)
    def take_over(self, who: int, number: str) -> None:
        """Go on elsewhere from one of the files, as from a shadow folder."""
        source = self._one(who)
        known = [row for row in source.given.values() if row.entry.station == "DIR"]
        laptop = Laptop(self.shelf.new(number))
        self.laptops.append(laptop)
        self._merge(source, laptop)
        head = max(known, key=lambda row: row.entry.seq, default=None)
        if head is not None:
            self._write(laptop, StationOpened(clock="exercise"))
            event = ConductTakenOver(station="DIR", head_seq=head.entry.seq, head_hash=head.entry.hash)
            self._write(laptop, event)

    @rule(who=_numbers, chosen=st.sampled_from(["DIR", "DIR-2"]))
    def choose(self, who: int, chosen: str) -> None:
        rejected = "DIR" if chosen == "DIR-2" else "DIR-2"
        self._write(self._one(who), ChainChosen(chosen=chosen, rejected=rejected, reason="x"))

    @rule(who=_numbers, which=_numbers, pattern=_numbers)
    def decide_on_branches(self, who: int, which: int, pattern: int) -> None:
        laptop = self._one(who)
        branches = laptop.journal.union().branches
        if branches:
            station = branches[which % len(branches)].station
            hashes = [branch.hash for branch in branches if branch.station == station]
            kept = tuple(name for place, name in enumerate(hashes) if pattern >> place & 1)
            left = tuple(name for name in hashes if name not in kept)
            self._write(laptop, BranchesKept(station=station, kept=kept, left=left, reason="x"))

    # Handing over ---------------------------------------------------------------------------------

    @rule(source=_numbers, into=_numbers)
    def merge(self, source: int, into: int) -> None:
        self._merge(self._one(source), self._one(into))

    @rule(source=_numbers, into=_numbers, length=_numbers)
    def merge_the_beginning(self, source: int, into: int, length: int) -> None:
        """Merge a file that was cut."""
        known, fresh = self._known_and_fresh(source, into)
        self._take(self._one(into), known + fresh[: length % (len(fresh) + 1)])

    @rule(source=_numbers, into=_numbers, missing=_numbers, backwards=st.booleans())
    def merge_with_a_row_missing(self, source: int, into: int, missing: int, backwards: bool) -> None:
        known, fresh = self._known_and_fresh(source, into)
        if fresh:
            fresh.pop(missing % len(fresh))
        rows = known + fresh
        self._take(self._one(into), rows[::-1] if backwards else rows)

    @rule(source=_numbers, into=_numbers)
    def merge_twice(self, source: int, into: int) -> None:
        laptop = self._one(into)
        rows = self._rows_of(self._one(source))
        self._take(laptop, rows)

        merged = laptop.journal.merge(rows)

        assert (merged.joined, merged.put_aside) == ((), ())
        self._check(laptop)

    # Copies and kills -----------------------------------------------------------------------------

    @rule(who=_numbers)
    @precondition(lambda self: len(self.laptops) < MOST_LAPTOPS)
    def copy(self, who: int) -> None:
        """Let two laptops go on under one name."""
        laptop = self._one(who)
        twin = Laptop(self.shelf.copied(laptop.journal), dict(laptop.given), list(laptop.home))
        self.laptops.append(twin)
        self._check(twin)
        self._write(twin, NoteTaken(text="here too"))

    @rule(who=_numbers)
    def kill(self, who: int) -> None:
        laptop = self._one(who)
        laptop.journal = self.shelf.killed(laptop.journal)
        self._check(laptop)

    def teardown(self) -> None:
        """Let all files meet; those that no name divides then agree."""
        try:
            for laptop in self.laptops[1:]:
                self._merge(laptop, self.laptops[0])
            for laptop in self.laptops[1:]:
                self._merge(self.laptops[0], laptop)
            assert all(laptop.given == self.laptops[0].given for laptop in self.laptops)
            for one in self.laptops:
                for other in self.laptops:
                    if self._have_the_same_home(one, other):
                        assert _told(one) == _told(other)
        finally:
            self.shelf.clear()

    # Steps ----------------------------------------------------------------------------------------

    def _one(self, number: int) -> Laptop:
        return self.laptops[number % len(self.laptops)]

    def _write(self, laptop: Laptop, event: Event, *, seen_min: int | None = None) -> None:
        wall_ms = self._now_ms + CLOCK_OFF_MS.get(laptop.station, 0)
        stamp = Stamp(
            wall_at=START + timedelta(milliseconds=wall_ms),
            mono_ns=self._now_ms * 1_000_000,
            boot_id=laptop.station,
            elapsed_ms=self._now_ms,
            scenario_at=START,
            observed_ms=None if seen_min is None else self._now_ms - seen_min * MINUTE,
        )
        author = f"one of {self.laptops.index(laptop)}"
        row = laptop.journal.append(station=laptop.station, author=author, event=event, stamp=stamp)
        laptop.given[row.entry.hash] = row
        laptop.home.append(row)
        self._check(laptop)

    def _rows_of(self, laptop: Laptop) -> Collection[Recorded]:
        """Read a file to be merged: it must hold all that its laptop was ever given."""
        rows = self.shelf.everything(laptop.journal)
        assert {row.entry.hash: row for row in rows} == laptop.given
        return rows

    def _known_and_fresh(self, source: int, into: int) -> tuple[list[Recorded], list[Recorded]]:
        rows = sorted(self._rows_of(self._one(source)), key=_place)
        given = self._one(into).given
        known = [row for row in rows if row.entry.hash in given]
        return known, [row for row in rows if row.entry.hash not in given]

    def _merge(self, source: Laptop, target: Laptop) -> None:
        self._take(target, self._rows_of(source))

    def _take(self, laptop: Laptop, rows: Collection[Recorded]) -> None:
        laptop.journal.merge(rows)
        laptop.take(rows)
        self._check(laptop)

    def _check(self, laptop: Laptop) -> None:
        union = laptop.journal.union()
        slow = slow_union(laptop.given.values(), laptop.home)
        assert sorted(union.counted, key=_place) == slow.counted
        assert [(gap.station, gap.first, gap.last) for gap in union.gaps] == slow.gaps
        assert [
            (branch.station, branch.seq, branch.hash, branch.rows, branch.is_settled, branch.is_kept)
            for branch in union.branches
        ] == slow.branches
        assert list(conduct_chain(union.counted).last_seqs.items()) == slow_chain(slow.counted)
        assert laptop.journal.recorded() == union.counted
        assert _told(laptop) == _read(slow.counted)

    def _have_the_same_home(self, one: Laptop, other: Laptop) -> bool:
        """Tell whether what two files hold as their own agrees: no other laptop logged under either name."""
        return all(
            {row.entry.hash for row in laptop.home}
            == {row.entry.hash for row in laptop.given.values() if row.entry.station == laptop.station}
            for laptop in (one, other)
        ) or (one.home and one.home == other.home)  # type: ignore[return-value]  # truth is all that counts


class FileUnionMachine(UnionMachine):
    """Exercise files on disk."""

    def make_shelf(self) -> Shelf[Any]:
        return FileShelf()


def _told(laptop: Laptop) -> tuple[object, ...]:
    return _read(laptop.journal.recorded())


def _read(recorded: Collection[Recorded]) -> tuple[object, ...]:
    """Return what a file tells: its state, its rows as they are exported, its head."""
    rows = list(recorded)
    entries = [aligned.entry for aligned in align(rows)]
    return fold(PLAN, rows), entries, journal_head(entries)


def _place(row: Recorded) -> tuple[str, int, str]:
    return row.entry.station, row.entry.seq, row.entry.hash
