"""The journal as JSON lines: contract 6 to the letter, and read back as far as it can be trusted."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from store.samples import EXERCISE, PACK, STORY, stamp

from tabletop.domain.play.journal import HASHED_FIELDS, Entry, Header, hash_of
from tabletop.store.lines import MAX_LINE_BYTES, LogReading, entry_line, export, header_line, read_log
from tabletop.store.memory_journal import MemoryJournal


def story_entries() -> tuple[Header, list[Entry]]:
    journal = MemoryJournal(PACK, EXERCISE)
    for second, (station, event) in enumerate(STORY):
        journal.append(station=station, author=station, event=event, stamp=stamp(second))
    return journal.header, [row.entry for row in journal.recorded()]


HEADER, ENTRIES = story_entries()


def read(data: bytes) -> LogReading:
    return read_log(io.BytesIO(data))


def resealed(entry: Entry, **changes: Any) -> Entry:
    """Change an entry and give it the hash that then fits."""
    changed = replace(entry, **changes)
    return replace(changed, hash=hash_of(changed))


def test_the_header_names_format_exercise_and_pack() -> None:
    said = json.loads(header_line(HEADER))

    pack = {"id": "small", "version": "1", "sha256": PACK.sha256}
    assert said == {"format": "tabletop-journal/1", "exercise": "EX-1", "pack": pack}


def test_a_line_holds_the_fields_of_contract_6_in_order() -> None:
    said = json.loads(entry_line(ENTRIES[4], HEADER))

    assert list(said) == [
        "station", "seq", "kind", "version", "wall_at", "mono_ns", "boot_id", "elapsed_ms", "scenario_at",
        "observed_ms", "author", "body", "prev", "hash",
    ]  # fmt: skip
    assert said["body"]["text"] == "Kirim dua regu → segera"
    assert said["observed_ms"] is None


def test_another_program_can_check_the_chain_from_the_lines_alone() -> None:
    header, *lines = [json.loads(line) for line in export(HEADER, ENTRIES)]
    heads: dict[str, str] = {}

    for said in lines:
        body = json.dumps(said["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        values = said | {"exercise": header["exercise"], "body": body}
        data = b""
        for value in ("tabletop-journal/1", *(values[name] for name in HASHED_FIELDS)):
            text = ("" if value is None else str(value)).encode()
            data += len(text).to_bytes(4, "big") + text
        assert said["prev"] == heads.get(said["station"], header["pack"]["sha256"])
        assert said["hash"] == hashlib.sha256(data).hexdigest()
        heads[said["station"]] = said["hash"]


def test_an_export_is_read_back_equal() -> None:
    found = read(b"".join(export(HEADER, ENTRIES)))

    assert (found.header, found.entries) == (HEADER, ENTRIES)
    assert (found.dropped, found.is_torn) == ([], False)


@pytest.mark.slow
def test_a_log_cut_at_any_byte_yields_its_longest_valid_prefix() -> None:
    lines = list(export(HEADER, ENTRIES))
    data = b"".join(lines)
    ends = [sum(map(len, lines[: n + 1])) for n in range(len(lines))]

    for size in range(len(data) + 1):
        found = read(data[:size])

        whole = sum(end <= size for end in ends)
        assert found.entries == ENTRIES[: max(0, whole - 1)]
        assert found.size == (ends[whole - 1] if whole else 0)
        assert found.is_torn == (size != found.size)


def test_a_damaged_line_ends_its_own_chain_only() -> None:
    lines = list(export(HEADER, ENTRIES))
    lines[5] = lines[5].replace(b"segera", b"SEGERA")  # P1's second row

    found = read(b"".join(lines))

    assert [(e.station, e.seq) for e in found.entries] == [
        ("DIR", 1), ("DIR", 2), ("P1", 1), ("DIR", 3), ("DIR", 4), ("DIR", 5),
    ]  # fmt: skip
    assert found.dropped == [6, 7, 10]


def test_a_row_that_stands_twice_counts_once() -> None:
    lines = list(export(HEADER, ENTRIES))

    found = read(b"".join((*lines, *lines[1:])))

    assert (found.entries, found.dropped) == (ENTRIES, [])


def test_a_second_row_of_the_same_number_is_dropped() -> None:
    fork = resealed(ENTRIES[0], author="someone else")

    found = read(b"".join(export(HEADER, [*ENTRIES, fork])))

    assert (found.entries, found.dropped) == (ENTRIES, [len(ENTRIES) + 2])


def test_a_chain_begun_from_the_pack_alone_keeps_its_own_exercise_id() -> None:
    begun = resealed(ENTRIES[0], exercise=f"pack-{PACK.sha256[:12]}", station="P9")

    line = entry_line(begun, HEADER)
    found = read(b"".join(export(HEADER, [begun])))

    assert json.loads(line)["exercise"] == begun.exercise
    assert found.entries == [begun]


def test_a_chain_of_another_exercise_proves_nothing() -> None:
    foreign = resealed(ENTRIES[0], exercise="EX-2")

    found = read(b"".join(export(HEADER, [foreign])))

    assert (found.entries, found.dropped) == ([], [2])


def test_a_damaged_body_is_exported_as_the_text_that_was_hashed() -> None:
    odd = resealed(ENTRIES[0], body='{"b":1, "a":2}')

    line = entry_line(odd, HEADER)
    found = read(b"".join(export(HEADER, [odd])))

    assert json.loads(line)["body"] == '{"b":1, "a":2}'
    assert found.entries == [odd]


def spoilt(said: dict[str, Any], name: str, value: Any) -> bytes:
    changed = {**said, name: value}
    return json.dumps({key: v for key, v in changed.items() if v != "gone"}).encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seq", "1"), ("seq", True), ("seq", None), ("version", None), ("author", 7), ("author", "\ud800"),
        ("author", "a\0b"), ("body", 3), ("body", "gone"), ("extra", 1), ("wall_at", "2024-01-26"),
        ("wall_at", "2024-01-26T01:00:00.000+00:00"), ("scenario_at", "2024-01-26T01:00:00"),
        ("scenario_at", "soon"), ("wall_at", "0001-01-01T00:00:00.000+23:00"), ("observed_ms", ""),
        ("hash", "0" * 64), ("prev", "0" * 64),
    ],
)  # fmt: skip
def test_a_line_of_the_wrong_shape_proves_nothing(name: str, value: Any) -> None:
    said = json.loads(entry_line(ENTRIES[0], HEADER))

    found = read(header_line(HEADER) + spoilt(said, name, value))

    assert (found.entries, found.dropped) == ([], [2])


@pytest.mark.parametrize(
    "line",
    [b"\n", b"{}\n", b"\xff\n", b"[]\n", b'{"format":"tabletop-journal/2","exercise":"x","pack":{}}\n']
    + [
        spoilt(json.loads(header_line(HEADER)), name, value)
        for name, value in [("format", "x"), ("exercise", 1), ("pack", None), ("exercise", "\ud800")]
    ],
)
def test_without_its_header_a_log_proves_nothing(line: bytes) -> None:
    found = read(line + b"".join(entry_line(entry, HEADER) for entry in ENTRIES))

    assert (found.header, found.entries) == (None, [])
    assert len(found.dropped) == len(ENTRIES)


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    data = header_line(HEADER) + b"x" * (2 * MAX_LINE_BYTES) + b"\n" + entry_line(ENTRIES[0], HEADER)

    found = read(data)

    assert found.entries == ENTRIES[:1]
    assert len(found.dropped) == 3


def orders() -> Sequence[list[Entry]]:
    by_station = sorted(ENTRIES, key=lambda e: (e.station, e.seq))
    return [ENTRIES, by_station, sorted(ENTRIES, key=lambda e: (e.seq, e.station))]


@pytest.mark.parametrize("entries", orders())
def test_the_order_between_stations_does_not_matter(entries: list[Entry]) -> None:
    found = read(b"".join(export(HEADER, entries)))

    assert found.entries == entries
