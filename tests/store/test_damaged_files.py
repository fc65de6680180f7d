"""Whatever is handed in as an exercise file: a clear refusal or findings, never another exception."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from store.samples import create, decision, log, read_pack, reopen

from tabletop.errors import UserError
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.verify import verify


@pytest.fixture(scope="session")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file of many pages, as bytes."""
    path = tmp_path_factory.mktemp("long") / "a.tabletop"
    journal = create(path)
    for number in range(60):
        log(journal, decision("x" * 700), second=number, station=("DIR", "P1")[number % 2])
    journal.close()
    return path.read_bytes()


def outcome(path: Path) -> str:
    """Put a file through every door; return what verify says, `intact` if nothing."""
    with suppress(UserError):
        read_exercise(path, read_pack=read_pack)
    try:
        reopen(path).close()
        is_open = True
    except UserError:
        is_open = False
    try:
        report = verify(path, read_pack=read_pack)
    except UserError as error:
        said = error.code
    else:
        said = "intact" if report.is_intact else "findings"
    assert is_open == (said == "intact") or said == "findings"
    return said


@pytest.mark.slow
def test_a_file_cut_anywhere_is_told_apart(long_file: bytes, tmp_path: Path) -> None:
    chance = random.Random(3)
    path = tmp_path / "a.tabletop"
    sizes = [0, 1, 15, 16, 72, 99, 100, 101, 511, 512, 4095, 4096, 4097, len(long_file) - 1]
    found = {}

    for size in [*sizes, *(chance.randrange(len(long_file)) for _ in range(60))]:
        path.write_bytes(long_file[:size])
        found[size] = outcome(path)

    assert "intact" not in found.values()
    assert {found[size] for size in (0, 1, 15, 16)} == {"not-exercise"}
    assert found[len(long_file) - 1] == "findings"


@pytest.mark.slow
def test_random_damage_raises_nothing_but_refusals(long_file: bytes, tmp_path: Path) -> None:
    chance = random.Random(4)
    path = tmp_path / "a.tabletop"
    said = set()

    for _ in range(80):
        damaged = bytearray(long_file)
        start = chance.randrange(len(damaged))
        size = chance.choice([1, 8, 64, 512, 4096])
        damaged[start : start + size] = chance.randbytes(size)
        path.write_bytes(damaged)
        said.add(outcome(path))

    assert "findings" in said


@pytest.mark.slow
def test_swapped_pages_raise_nothing_but_refusals(long_file: bytes, tmp_path: Path) -> None:
    chance = random.Random(5)
    path = tmp_path / "a.tabletop"
    pages = [long_file[start : start + 4096] for start in range(0, len(long_file), 4096)]

    for _ in range(30):
        one = chance.randrange(len(pages))
        # Two empty tables lie on pages that are alike: then nothing is swapped.
        other = chance.choice([place for place, page in enumerate(pages) if page != pages[one]])
        swapped = list(pages)
        swapped[one], swapped[other] = pages[other], pages[one]
        path.write_bytes(b"".join(swapped))
        said = outcome(path)

        assert said != "intact"


def test_random_bytes_are_no_exercise(tmp_path: Path) -> None:
    path = tmp_path / "a.tabletop"
    path.write_bytes(random.Random(6).randbytes(20_000))

    said = outcome(path)

    assert said == "not-exercise"


def test_rows_beyond_a_damaged_page_are_still_read(long_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.tabletop"
    path.write_bytes(long_file)
    whole = read_exercise(path, read_pack=read_pack).recorded
    middle = long_file.index(whole[len(whole) // 2].entry.hash.encode()) // 4096 * 4096
    path.write_bytes(long_file[:middle] + bytes(4096) + long_file[middle + 4096 :])

    found = read_exercise(path, read_pack=read_pack)

    keys = [(row.entry.station, row.entry.seq) for row in found.recorded]
    assert keys == sorted(set(keys))
    assert len(whole) - 8 <= len(keys) < len(whole)
    assert whole[0] in found.recorded
    assert whole[-1] in found.recorded
    assert "pages-damaged" in [finding.code for finding in found.findings]


def test_a_schema_that_sqlite_cannot_follow_is_damage(long_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.tabletop"
    path.write_bytes(long_file)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE' WHERE name = 'decisions';"
        )

    said = outcome(path)
    report = verify(path)

    assert said == "findings"
    assert [finding.code for finding in report.findings] == ["pages-damaged"]
    assert report.header is None


def test_a_damaged_file_in_wal_mode_is_damage_too(long_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.tabletop"
    path.write_bytes(long_file)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA writable_schema = ON;"
            "UPDATE sqlite_master SET sql = 'CREATE' WHERE name = 'decisions';"
        )

    report = verify(path)

    assert [finding.code for finding in report.findings] == ["pages-damaged"]


def test_a_page_that_no_row_uses_is_checked_too(long_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.tabletop"
    path.write_bytes(long_file)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 2 WHERE name = 'attachments';"
        )

    report = verify(path)

    assert not report.is_intact
