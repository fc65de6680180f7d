"""Forgery in bulk: 200 changes by SQL and thousands of single bytes, and every one is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from store.samples import edit, rows_of

from tabletop.store.tables import COLUMNS
from tabletop.store.verify import verify


def _key(row: dict[str, Any]) -> str:
    return f"station = '{row['station']}' AND seq = {row['seq']}"


def _value_changes(rows: list[dict[str, Any]], chance: random.Random) -> Iterator[list[str]]:
    """Change one value of one row to another, of the same or of another storage class."""
    while True:
        row, name = chance.choice(rows), chance.choice(COLUMNS)
        old = row[name]
        as_blob = f"x'{str(old).encode().hex()}'"
        new = chance.choice(["'x'", "''", "x'00'", "7", "-1", "1.5", "NULL", f"'{old}x'", as_blob])
        is_same = new == str(old) or (old is None and new == "NULL")
        is_refused = new == "NULL" and name != "observed_ms"
        if not is_same and not is_refused:
            yield [f"UPDATE journal SET {name} = {new} WHERE {_key(row)}"]


def _structure_changes(rows: list[dict[str, Any]], chance: random.Random) -> Iterator[list[str]]:
    """Delete inside a chain, insert, or swap two rows."""
    inside = [row for row in rows if row["seq"] < 4]
    renamed = "UPDATE journal SET station = '{station}', seq = {seq} WHERE "
    while True:
        row, other = chance.choice(inside), chance.choice(rows)
        match chance.choice(["delete", "insert", "swap"]):
            case "delete":
                yield [f"DELETE FROM journal WHERE {_key(row)}"]
            case "insert":
                values = ", ".join(str(other["seq"] + 50) if name == "seq" else name for name in COLUMNS)
                yield [f"INSERT INTO journal SELECT {values} FROM journal WHERE {_key(row)}"]
            case _ if row != other:
                yield [
                    renamed.format(station="SWAP", seq=1) + _key(row),
                    renamed.format(**row) + _key(other),
                    renamed.format(**other) + "station = 'SWAP'",
                ]
            case _:
                pass


@pytest.mark.slow
def test_200_changes_by_sql_are_all_found(original: tuple[Path, Path], tmp_path: Path) -> None:
    chance = random.Random(20240126)
    found = rows_of(original[0], f"SELECT {', '.join(COLUMNS)} FROM journal")
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    values, structures = _value_changes(rows, chance), _structure_changes(rows, chance)
    path = tmp_path / "a.tabletop"
    unseen = []

    for number in range(200):
        path.write_bytes(original[0].read_bytes())
        change = next(values) if number % 2 else next(structures)
        edit(path, *change)
        if verify(path).is_intact:
            unseen.append(change)

    assert unseen == []


def _serialized(value: object) -> bytes:
    """Write a value as SQLite's records do: NULL, 0 and 1 take no byte at all."""
    if isinstance(value, str):
        return value.encode()
    if not isinstance(value, int) or value in (0, 1):
        return b""
    size = next(size for size in (1, 2, 3, 4, 6, 8) if -(1 << (8 * size - 1)) <= value < 1 << (8 * size - 1))
    return value.to_bytes(size, "big", signed=True)


def _places(data: bytes, path: Path) -> list[int]:
    """Return the offsets of every byte of every value of every row in a file."""
    names = ["station", "seq", *(name for name in COLUMNS if name not in ("station", "seq"))]
    places: list[int] = []
    for row in rows_of(path, f"SELECT {', '.join(names)} FROM journal"):
        record = b"".join(_serialized(value) for value in row)
        assert data.count(record) == 1
        places += range(data.index(record), data.index(record) + len(record))
    return places


def changed_bytes_unseen(original: Path, path: Path, *, count: int, seed: int) -> list[tuple[int, int]]:
    data = original.read_bytes()
    chance = random.Random(seed)
    places = _places(data, original)
    assert len(places) > 2_000
    unseen = []
    for _ in range(count):
        place, change = chance.choice(places), chance.randrange(1, 256)
        damaged = bytearray(data)
        damaged[place] ^= change
        path.write_bytes(damaged)
        if verify(path).is_intact:
            unseen.append((place, change))
    return unseen


@pytest.mark.slow
def test_500_changed_bytes_are_all_found(original: tuple[Path, Path], tmp_path: Path) -> None:
    unseen = changed_bytes_unseen(original[0], tmp_path / "a.tabletop", count=500, seed=1)

    assert unseen == []


@pytest.mark.long
@pytest.mark.slow
def test_10_000_changed_bytes_are_all_found(original: tuple[Path, Path], tmp_path: Path) -> None:
    unseen = changed_bytes_unseen(original[0], tmp_path / "a.tabletop", count=10_000, seed=2)

    assert unseen == []
