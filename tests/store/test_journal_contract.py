"""What the services rely on: the same for a journal in memory and an exercise on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.events_of_all_kinds import any_event, texts
from store.samples import EXERCISE, PACK, STORY, create, decision, shadow_in, stamp

from tabletop.domain.play.events import Event, NoteTaken
from tabletop.domain.play.journal import chain_faults, hash_of
from tabletop.errors import UserError
from tabletop.services.ports import Journal
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.memory_journal import MemoryJournal


@pytest.fixture(params=["memory", "file"])
def journal(
    request: pytest.FixtureRequest, tmp_path: Path, opened: Callable[[ExerciseFile], ExerciseFile]
) -> Journal:
    if request.param == "memory":
        return MemoryJournal(PACK, EXERCISE)
    return opened(create(tmp_path / "a.tabletop", shadow_in(tmp_path / "shadow")))


def write(journal: Journal, event: Event, *, second: int = 0, station: str = "DIR") -> None:
    journal.append(station=station, author="ann", event=event, stamp=stamp(second))


def test_a_new_journal_names_its_exercise_and_pack(journal: Journal) -> None:
    header = journal.header

    assert (header.exercise, header.pack_id, header.pack_version) == ("EX-1", "small", "1")
    assert header.pack_sha256 == PACK.sha256
    assert journal.pack == PACK
    assert list(journal.recorded()) == []


def test_a_row_holds_what_was_said_and_when(journal: Journal) -> None:
    recorded = journal.append(station="P1", author="ann", event=decision("go"), stamp=stamp(5, seen_ms=3000))

    entry = recorded.entry
    assert recorded.event == decision("go")
    assert (entry.exercise, entry.station, entry.seq, entry.author) == ("EX-1", "P1", 1, "ann")
    assert (entry.kind, entry.version) == ("decide", 1)
    assert (entry.wall_at, entry.scenario_at) == ("2024-01-26T01:00:05.000Z", "2024-01-26T01:00:05+00:00")
    assert (entry.mono_ns, entry.boot_id) == (5_000_000_000, "boot-1")
    assert (entry.elapsed_ms, entry.observed_ms) == (5000, 3000)
    assert entry.body == '{"category":"decision","cell":"OPS","text":"go","told":[]}'
    assert (entry.prev, entry.hash) == (PACK.sha256, hash_of(entry))


def test_rows_are_returned_in_order_of_arrival(journal: Journal) -> None:
    for second, (station, event) in enumerate(STORY):
        write(journal, event, second=second, station=station)

    assert [(row.entry.station, row.event) for row in journal.recorded()] == list(STORY)


def test_what_was_returned_does_not_grow(journal: Journal) -> None:
    before = journal.recorded()

    write(journal, decision())

    assert (len(before), len(journal.recorded())) == (0, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(acts=st.lists(st.tuples(st.sampled_from(["DIR", "P1"]), any_event), max_size=6), author=texts)
def test_every_station_has_an_unbroken_chain(
    journal: Journal, acts: list[tuple[str, Event]], author: str
) -> None:
    for station, event in acts:
        journal.append(station=station, author=author, event=event, stamp=stamp())

    entries = [row.entry for row in journal.recorded()]
    assert chain_faults(entries, exercise="EX-1", pack_sha256=PACK.sha256) == []


@pytest.mark.parametrize("event", [decision("\0"), decision("\udc80"), decision("x" * 300_000)])
def test_a_refused_row_leaves_no_trace(journal: Journal, event: Event) -> None:
    write(journal, decision())

    with pytest.raises(UserError):
        write(journal, event)
    write(journal, NoteTaken(text="after"))

    assert [row.entry.seq for row in journal.recorded()] == [1, 2]


@pytest.mark.parametrize(
    ("station", "author", "code"),
    [
        ("P\0", "ann", "text-unwritable"),
        ("P1", "\ud800", "text-unwritable"),
        ("P1", "x" * 4001, "row-too-long"),
    ],
)
def test_names_are_checked_like_any_typed_text(
    journal: Journal, station: str, author: str, code: str
) -> None:
    with pytest.raises(UserError) as refused:
        journal.append(station=station, author=author, event=decision(), stamp=stamp())

    assert refused.value.code == code


def test_the_running_clock_counts_only_after_the_last_row(journal: Journal) -> None:
    noted = []
    journal.keep_running_clock(500)
    noted.append(journal.running_clock())
    write(journal, decision())
    journal.keep_running_clock(1_500)
    noted.append(journal.running_clock())
    write(journal, decision(), second=2)
    noted.append(journal.running_clock())

    assert noted == [None, 1_500, None]


def test_backing_up_and_closing_never_fail(journal: Journal) -> None:
    write(journal, decision())

    journal.back_up()
    journal.close()
    journal.close()

    assert len(journal.recorded()) == 1
