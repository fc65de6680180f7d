"""The hash chain that binds a journal (contract 6): what is hashed, and that no change goes unseen."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.play.journal import (
    HASHED_FIELDS,
    ChainFault,
    Entry,
    chain_faults,
    entry_hash,
    hash_of,
    journal_head,
    wall_text,
    wall_time,
)

PACK = "ab" * 32
FIRST = Entry(
    exercise="EX-1",
    station="DIR",
    seq=1,
    kind="note",
    version=1,
    wall_at="2024-01-26T01:00:00.000Z",
    mono_ns=12,
    boot_id="boot-1",
    elapsed_ms=0,
    scenario_at="2024-01-26T08:00:00+07:00",
    observed_ms=None,
    author="Direktur é",
    body='{"text":"x"}',
    prev=PACK,
    hash="",
)


def sealed(entry: Entry, **changes: Any) -> Entry:
    """Change an entry and give it the hash that it should carry."""
    changed = replace(entry, **changes)
    return replace(changed, hash=hash_of(changed))


def chain(station: str, length: int) -> list[Entry]:
    """A sound chain of one station."""
    entries: list[Entry] = []
    prev = PACK
    for seq in range(1, length + 1):
        entries.append(sealed(FIRST, station=station, seq=seq, prev=prev, body=f'{{"text":"{seq}"}}'))
        prev = entries[-1].hash
    return entries


def faults(entries: list[Entry]) -> list[ChainFault]:
    return chain_faults(entries, exercise="EX-1", pack_sha256=PACK)


# The hash -----------------------------------------------------------------------------------------


def test_the_hash_is_over_the_fields_of_the_contract_in_order_with_four_byte_lengths() -> None:
    texts = [
        "tabletop-journal/1", "EX-1", "DIR", "1", "note", "1", "2024-01-26T01:00:00.000Z", "12", "boot-1",
        "0", "2024-01-26T08:00:00+07:00", "", "Direktur é", '{"text":"x"}', PACK,
    ]  # fmt: skip
    raw = b"".join(len(text.encode()).to_bytes(4, "big") + text.encode() for text in texts)

    assert hash_of(FIRST) == hashlib.sha256(raw).hexdigest()


def test_every_field_but_the_hash_itself_is_hashed() -> None:
    assert set(HASHED_FIELDS) == set(Entry.__dataclass_fields__) - {"hash"}


def test_text_moved_from_one_field_to_the_next_gives_another_hash() -> None:
    assert entry_hash(["ab", "c"]) != entry_hash(["a", "bc"])


def test_a_lone_surrogate_is_hashed_and_does_not_fail() -> None:
    assert len(hash_of(replace(FIRST, author="\ud800"))) == 64


# Chains -------------------------------------------------------------------------------------------


def test_sound_chains_have_no_fault_in_whatever_order_they_come() -> None:
    assert faults([*chain("P1", 3)[::-1], *chain("DIR", 4)]) == []
    assert faults([]) == []


def test_the_first_entry_hangs_on_the_pack() -> None:
    other_pack = chain_faults(chain("DIR", 2), exercise="EX-1", pack_sha256="cd" * 32)

    assert other_pack == [ChainFault(station="DIR", seq=1, code="unlinked")]


def test_a_row_of_another_exercise_is_altered() -> None:
    foreign = [sealed(FIRST, exercise="EX-2")]

    assert faults(foreign) == [ChainFault(station="DIR", seq=1, code="altered")]


def test_a_missing_row_is_a_gap_at_its_number() -> None:
    entries = chain("DIR", 4)
    del entries[1]

    assert faults(entries) == [ChainFault(station="DIR", seq=2, code="gap")]


def test_a_row_that_does_not_follow_from_the_one_before_is_unlinked() -> None:
    entries = chain("DIR", 3)
    entries[1] = sealed(entries[1], body='{"text":"other"}')

    assert faults(entries) == [ChainFault(station="DIR", seq=3, code="unlinked")]


def test_a_changed_row_is_altered() -> None:
    entries = chain("DIR", 3)
    entries[2] = replace(entries[2], body='{"text":"other"}')

    assert faults(entries) == [ChainFault(station="DIR", seq=3, code="altered")]


TEXTS = ("exercise", "station", "kind", "wall_at", "boot_id", "scenario_at", "author", "body", "prev", "hash")
NUMBERS = ("seq", "version", "mono_ns", "elapsed_ms", "observed_ms")


@given(
    st.integers(1, 5),
    st.integers(0, 4),
    st.one_of(
        st.tuples(st.sampled_from(TEXTS), st.text(max_size=5)),
        st.tuples(st.sampled_from(NUMBERS), st.integers(-(2**40), 2**40)),
        st.tuples(st.just("observed_ms"), st.none()),
    ),
)
def test_any_change_of_any_field_is_found(length: int, place: int, change: tuple[str, Any]) -> None:
    entries = chain("DIR", length)
    place %= length
    changed = replace(entries[place], **{change[0]: change[1]})

    found = faults([*entries[:place], changed, *entries[place + 1 :]])

    assert bool(found) == (changed != entries[place])


@given(st.integers(2, 6), st.data())
def test_a_row_deleted_inside_a_chain_is_found(length: int, data: st.DataObject) -> None:
    entries = chain("DIR", length)
    del entries[data.draw(st.integers(0, length - 2))]

    assert faults(entries)


@given(st.integers(2, 6), st.data())
def test_two_swapped_rows_are_found(length: int, data: st.DataObject) -> None:
    entries = chain("DIR", length)
    one, other = data.draw(st.lists(st.integers(0, length - 1), min_size=2, max_size=2, unique=True))
    seq_one, seq_other = entries[one].seq, entries[other].seq
    entries[one], entries[other] = (
        replace(entries[other], seq=seq_one),
        replace(entries[one], seq=seq_other),
    )

    assert faults(entries)


@given(st.integers(1, 6), st.data())
def test_an_inserted_row_is_found_even_with_a_sound_hash(length: int, data: st.DataObject) -> None:
    entries = chain("DIR", length)
    at = data.draw(st.integers(0, length - 1))
    later = [replace(entry, seq=entry.seq + 1) for entry in entries[at:]]
    inserted = sealed(FIRST, seq=at + 1, prev=entries[at].prev, body="{}")

    assert faults([*entries[:at], inserted, *later])
    assert faults([*entries, inserted])


def test_a_cut_tail_leaves_a_sound_chain_so_only_the_shadow_log_tells() -> None:
    assert faults(chain("DIR", 5)[:3]) == []


# The head -----------------------------------------------------------------------------------------


def test_the_head_is_over_the_last_entry_of_each_station_sorted_by_station() -> None:
    director, observer = chain("DIR", 3), chain("P1", 2)
    lines = f"DIR:3:{director[-1].hash}\nP1:2:{observer[-1].hash}\n"

    head = journal_head([*observer, *reversed(director)])

    assert head == hashlib.sha256(lines.encode()).hexdigest()


# Wall times ---------------------------------------------------------------------------------------


def test_a_wall_time_is_written_in_utc_with_milliseconds() -> None:
    jakarta = datetime(2024, 1, 26, 8, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=7)))

    assert wall_text(jakarta) == "2024-01-26T01:00:00.999Z"


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_wall_time_reads_back_to_the_millisecond(moment: datetime) -> None:
    aware = moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)

    assert wall_time(wall_text(aware)) == aware


def test_what_is_no_wall_time_is_refused() -> None:
    with pytest.raises(ValueError, match="noon"):
        wall_time("noon")
