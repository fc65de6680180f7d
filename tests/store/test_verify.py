"""Whatever was changed in a file is found, and named."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from store.samples import edit, played, read_pack, rows_of, shadow_in

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.journal import HASHED_FIELDS, hash_of, journal_head
from tabletop.errors import UserError
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.shadow import LOG_NAME
from tabletop.store.verify import verify


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An exercise file and its shadow folder, not to be changed."""
    folder = tmp_path_factory.mktemp("original")
    path = played(folder / "a.tabletop", shadow_in(folder / "shadow"))
    return path, folder / "shadow"


@pytest.fixture
def path(original: tuple[Path, Path], tmp_path: Path) -> Path:
    copy = tmp_path / "a.tabletop"
    copy.write_bytes(original[0].read_bytes())
    return copy


def codes(path: Path, shadow: Path | None = None) -> list[str]:
    return [finding.code for finding in verify(path, shadow).findings]


def test_an_intact_file_has_no_findings(original: tuple[Path, Path]) -> None:
    report = verify(*original, read_pack=read_pack)

    assert report.findings == ()
    assert report.is_intact
    assert [(s.station, s.rows) for s in report.stations] == [("DIR", 5), ("P1", 4)]


def test_a_report_gives_the_heads(original: tuple[Path, Path]) -> None:
    report = verify(original[0])
    entries = [row.entry for row in read_exercise(original[0], read_pack=read_pack).recorded]

    assert report.head == journal_head(entries)
    assert [station.head for station in report.stations] == [entries[4].hash, entries[8].hash]
    assert report.header is not None
    assert report.header.exercise == "EX-1"


CHANGES: list[tuple[str, str]] = [
    ("UPDATE journal SET author = 'x' WHERE station = 'DIR' AND seq = 3", "chain-altered"),
    ("UPDATE journal SET hash = prev WHERE station = 'DIR' AND seq = 5", "chain-altered"),
    ("UPDATE journal SET prev = hash WHERE station = 'DIR' AND seq = 3", "chain-unlinked"),
    ("UPDATE journal SET exercise = 'EX-2'", "chain-altered"),
    ("UPDATE journal SET exercise = 'pack-000000000000'", "chain-altered"),
    ("UPDATE journal SET seq = 99 WHERE station = 'DIR' AND seq = 5", "chain-gap"),
    ("UPDATE journal SET seq = seq + 10", "chain-gap"),
    ("UPDATE journal SET station = 'P2' WHERE station = 'P1'", "chain-altered"),
    ("DELETE FROM journal WHERE station = 'DIR' AND seq = 1", "chain-gap"),
    ("DELETE FROM journal WHERE station = 'DIR' AND seq = 3", "chain-gap"),
    ("INSERT INTO journal SELECT exercise, station, 6, kind, version, wall_at, mono_ns, boot_id, elapsed_ms,"
     " scenario_at, observed_ms, author, body, hash, hash FROM journal WHERE station = 'DIR' AND seq = 5",
     "chain-altered"),
    ("UPDATE journal SET observed_ms = '' WHERE seq = 1", "row-unreadable"),
    ("UPDATE journal SET author = CAST(author AS BLOB) WHERE seq = 2", "row-unreadable"),
    ("UPDATE journal SET body = CAST(x'ff' AS TEXT) WHERE seq = 2", "row-unreadable"),
    ("UPDATE journal SET mono_ns = mono_ns + 0.5 WHERE seq = 2", "row-unreadable"),
    ("UPDATE journal SET wall_at = 'yesterday' WHERE seq = 2", "row-unreadable"),
    ("UPDATE journal SET station = x'00' WHERE station = 'P1' AND seq = 4", "row-unreadable"),
    ("UPDATE header SET exercise = 'EX-2'", "chain-altered"),
    ("UPDATE header SET pack_sha256 = 'x'", "pack-altered"),
    ("UPDATE header SET format = 'tabletop-journal/2'", "header-altered"),
    ("UPDATE header SET pack_id = x'00'", "header-missing"),
    ("DELETE FROM header", "header-missing"),
    ("INSERT INTO header VALUES ('b', '', '', '', '')", "header-missing"),
    ("UPDATE pack_files SET bytes = x'00' WHERE path = 'msel.yaml'", "pack-altered"),
    ("UPDATE pack_files SET path = 'm.yaml' WHERE path = 'msel.yaml'", "pack-altered"),
    ("UPDATE pack_files SET bytes = 'text' WHERE path = 'msel.yaml'", "pack-file-unreadable"),
    ("UPDATE pack_files SET path = CAST(x'ff' AS TEXT) WHERE path = 'msel.yaml'", "pack-file-unreadable"),
    ("DELETE FROM pack_files", "pack-altered"),
    ("INSERT INTO pack_files VALUES ('attachments/a.png', x'00')", "pack-altered"),
    ("INSERT INTO attachments VALUES ('abc', x'00')", "attachment-altered"),
    ("INSERT INTO attachments VALUES ('abc', 'text')", "attachment-altered"),
    ("CREATE TRIGGER more AFTER INSERT ON journal BEGIN SELECT 1; END", "schema-added"),
    ("CREATE VIEW more AS SELECT 1", "schema-added"),
    ("CREATE TABLE more (n)", "schema-added"),
    ("CREATE INDEX more ON journal (author)", "schema-added"),
    ("DROP VIEW decisions", "schema-missing"),
    ("ALTER TABLE journal ADD COLUMN more TEXT", "schema-altered"),
    ("ALTER TABLE header RENAME TO head", "schema-missing"),
    ("ALTER TABLE pack_files RENAME COLUMN bytes TO data", "schema-altered"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code"), CHANGES)
def test_a_change_by_sql_is_found(path: Path, change: str, code: str) -> None:
    edit(path, change)

    found = codes(path)

    assert code in found


def test_a_dropped_and_an_altered_trigger_are_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("DROP TRIGGER journal_no_delete")
        connection.execute("CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT 1; END")

    found = {(f.code, f.fields["name"]) for f in verify(path).findings}

    assert found == {("schema-missing", "journal_no_update"), ("schema-altered", "journal_no_delete")}


def test_a_journal_put_behind_a_view_is_not_run(path: Path) -> None:
    edit_free = (
        "CREATE VIEW journal AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT * FROM n"
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"DROP TABLE journal; {edit_free};")

    found = codes(path)

    assert "schema-added" in found
    assert "schema-missing" in found


def test_a_journal_in_another_order_or_without_its_key_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA writable_schema = ON; PRAGMA legacy_alter_table = ON;"
            "CREATE TABLE copy AS SELECT * FROM journal ORDER BY hash; DROP TABLE journal;"
            "ALTER TABLE copy RENAME TO journal;"
        )

    found = codes(path)

    assert "schema-altered" in found


def test_a_pack_that_the_header_misnames_or_nobody_can_read_is_found(path: Path) -> None:
    def refuse(_files: object) -> Pack:
        raise UserError("pack-not-a-pack")

    unreadable = verify(path, read_pack=refuse)
    edit(path, "UPDATE header SET pack_version = '2'")
    misnamed = verify(path, read_pack=read_pack)

    assert [f.code for f in unreadable.findings] == ["frozen-pack-unreadable"]
    assert [f.code for f in misnamed.findings] == ["header-altered"]


# 200 changes by SQL ----------------------------------------------------------------------------------


def _value_changes(rows: list[dict[str, Any]], chance: random.Random) -> Iterator[str]:
    """Change one value of one row to another of the same or of another storage class."""
    while True:
        row, name = chance.choice(rows), chance.choice([*HASHED_FIELDS, "hash"])
        old = row[name]
        new = chance.choice(
            [
                "'x'",
                "''",
                "x'00'",
                "7",
                "-1",
                "1.5",
                "NULL",
                f"CAST('{old}x' AS TEXT)",
                f"x'{str(old).encode().hex()}'",
            ]
        )
        is_same = new in (repr(old), str(old)) or (old is None and new == "NULL")
        is_refused = new == "NULL" and name != "observed_ms"
        if not is_same and not is_refused:
            yield f"UPDATE journal SET {name} = {new} WHERE station = '{row['station']}' AND seq = {row['seq']}"


def _structure_changes(rows: list[dict[str, Any]], chance: random.Random) -> Iterator[list[str]]:
    """Delete inside a chain, insert, or swap two rows."""
    inside = [
        row for row in rows if any(r["station"] == row["station"] and r["seq"] > row["seq"] for r in rows)
    ]
    while True:
        row, other = chance.choice(inside), chance.choice(rows)
        key = f"station = '{row['station']}' AND seq = {row['seq']}"
        match chance.choice(["delete", "insert", "swap"]):
            case "delete":
                yield [f"DELETE FROM journal WHERE {key}"]
            case "insert":
                columns = [*HASHED_FIELDS, "hash"]
                chosen = ", ".join(str(other["seq"] + 50) if name == "seq" else name for name in columns)
                yield [f"INSERT INTO journal ({', '.join(columns)}) SELECT {chosen} FROM journal WHERE {key}"]
            case _:
                if (row["station"], row["seq"]) != (other["station"], other["seq"]):
                    there = f"station = '{other['station']}' AND seq = {other['seq']}"
                    yield [
                        f"UPDATE journal SET station = 'SWAP', seq = 1 WHERE {key}",
                        f"UPDATE journal SET station = '{row['station']}', seq = {row['seq']} WHERE {there}",
                        f"UPDATE journal SET station = '{other['station']}', seq = {other['seq']}"
                        " WHERE station = 'SWAP'",
                    ]


@pytest.mark.slow
def test_200_changes_by_sql_are_all_found(original: tuple[Path, Path], tmp_path: Path) -> None:
    chance = random.Random(20240126)
    columns = [*HASHED_FIELDS, "hash"]
    rows = [
        dict(zip(columns, row, strict=True))
        for row in rows_of(original[0], f"SELECT {', '.join(columns)} FROM journal")
    ]
    values, structures = _value_changes(rows, chance), _structure_changes(rows, chance)
    path = tmp_path / "a.tabletop"
    unseen = []

    for number in range(200):
        path.write_bytes(original[0].read_bytes())
        change = [next(values)] if number % 2 else next(structures)
        edit(path, *change)
        if verify(path).is_intact:
            unseen.append(change)

    assert unseen == []


# Single bytes of hashed values -----------------------------------------------------------------------


def _places(data: bytes, path: Path) -> list[int]:
    """Return the offsets of every byte of every hashed text, and of the hashes, in a file."""
    places: set[int] = set()
    names = "exercise, station, kind, wall_at, boot_id, scenario_at, author, body, prev, hash"
    for row in rows_of(path, f"SELECT {names} FROM journal"):
        for value in row:
            text = str(value).encode()
            if len(text) > 12:
                for match in re.finditer(re.escape(text), data):
                    places.update(range(match.start(), match.end()))
    return sorted(places)


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
@pytest.mark.timeout(900)
def test_10_000_changed_bytes_are_all_found(original: tuple[Path, Path], tmp_path: Path) -> None:
    unseen = changed_bytes_unseen(original[0], tmp_path / "a.tabletop", count=10_000, seed=2)

    assert unseen == []


# Against the shadow ----------------------------------------------------------------------------------


def test_a_cut_tail_is_found_against_the_shadow_only(path: Path, original: tuple[Path, Path]) -> None:
    edit(path, "DELETE FROM journal WHERE station = 'DIR' AND seq >= 4")

    alone, (finding,) = verify(path), verify(path, original[1]).findings

    assert alone.is_intact
    assert (finding.code, finding.fields) == ("rows-lost", {"station": "DIR", "rows": 2, "first": 4})


def test_a_lost_station_is_found_against_the_shadow_only(path: Path, original: tuple[Path, Path]) -> None:
    edit(path, "DELETE FROM journal WHERE station = 'P1'")

    alone, (finding,) = verify(path), verify(path, original[1]).findings

    assert alone.is_intact
    assert (finding.code, finding.fields) == ("station-lost", {"station": "P1", "rows": 4})


def test_a_chain_that_was_sealed_anew_is_found_against_the_shadow(
    path: Path, original: tuple[Path, Path]
) -> None:
    forged = read_exercise(path, read_pack=read_pack).recorded[4].entry
    changed = replace(forged, author="someone else")
    edit(
        path,
        f"UPDATE journal SET author = 'someone else', hash = '{hash_of(changed)}'"
        " WHERE station = 'DIR' AND seq = 5",
    )

    alone, (finding,) = verify(path), verify(path, original[1]).findings

    assert alone.is_intact
    assert (finding.code, finding.fields) == ("row-differs", {"station": "DIR", "seq": 5})


@pytest.fixture
def shadow(original: tuple[Path, Path], tmp_path: Path) -> Path:
    folder = tmp_path / "shadow"
    folder.mkdir()
    for name in (LOG_NAME, "pack.tabletop-pack"):
        (folder / name).write_bytes((original[1] / name).read_bytes())
    return folder


def test_a_shadow_that_lags_is_told_of(path: Path, shadow: Path) -> None:
    lines = (shadow / LOG_NAME).read_bytes().splitlines(keepends=True)
    (shadow / LOG_NAME).write_bytes(b"".join(lines[:-2]))

    found = [(f.code, f.fields) for f in verify(path, shadow).findings]

    assert found == [
        ("shadow-behind", {"station": "DIR", "rows": 1, "first": 5}),
        ("shadow-behind", {"station": "P1", "rows": 1, "first": 4}),
    ]


def test_a_damaged_shadow_is_told_of(path: Path, shadow: Path) -> None:
    text = (shadow / LOG_NAME).read_bytes()
    (shadow / LOG_NAME).write_bytes(text.replace(b"Stop", b"Step") + b'{"torn')

    found = codes(path, shadow)

    assert found == ["shadow-behind", "shadow-damaged"]


def test_the_shadow_of_another_exercise_is_told_of(path: Path, shadow: Path) -> None:
    text = (shadow / LOG_NAME).read_bytes()
    (shadow / LOG_NAME).write_bytes(text.replace(b"EX-1", b"EX-2"))

    found = codes(path, shadow)

    assert found == ["shadow-foreign"]


def test_a_shadow_without_its_first_line_is_told_of(path: Path, shadow: Path) -> None:
    (shadow / LOG_NAME).write_bytes(b"{\n")

    found = codes(path, shadow)

    assert found == ["shadow-header-lost"]


def test_a_shadow_without_its_pack_is_told_of(path: Path, shadow: Path) -> None:
    (shadow / "pack.tabletop-pack").unlink()

    found = codes(path, shadow)

    assert found == ["shadow-pack-missing"]


def test_logs_that_were_set_aside_are_pointed_to(path: Path, shadow: Path) -> None:
    (shadow / "journal-1.jsonl").touch()

    report = verify(path, shadow)

    assert [(f.code, f.advice) for f in report.findings] == [("shadow-set-aside", True)]
    assert report.is_intact


def test_a_file_without_header_is_still_compared_by_rows(path: Path, shadow: Path) -> None:
    edit(path, "DELETE FROM header", "DELETE FROM journal WHERE station = 'P1'")

    found = codes(path, shadow)

    assert found == ["header-missing", "station-lost"]


def test_no_shadow_at_all_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        verify(path, tmp_path / "nowhere")

    assert refused.value.code == "shadow-missing"
