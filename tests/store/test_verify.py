"""Whatever was changed in a file is found, and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store.samples import edit, read_pack

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.journal import hash_of, journal_head
from tabletop.errors import UserError
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.shadow import LOG_NAME
from tabletop.store.verify import verify


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


APPENDED = (
    "INSERT INTO journal SELECT exercise, station, 6, kind, version, wall_at, mono_ns, boot_id, elapsed_ms,"
    " scenario_at, observed_ms, author, body, hash, hash FROM journal WHERE station = 'DIR' AND seq = 5"
)
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
    (APPENDED, "chain-altered"),
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
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT * FROM n"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"DROP TABLE journal; CREATE VIEW journal AS {endless};")

    found = codes(path)

    assert "schema-added" in found
    assert "schema-missing" in found


def test_tables_of_an_unknown_kind_are_found_and_not_touched(path: Path) -> None:
    insert = (
        "INSERT INTO sqlite_master VALUES ('table', '{0}', '{0}', 0, 'CREATE VIRTUAL TABLE {0} USING odd');"
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA writable_schema = ON;" + insert.format("more"))
    added = codes(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "DROP TABLE attachments; PRAGMA writable_schema = ON;" + insert.format("attachments")
        )
    replaced = codes(path)

    assert added == ["schema-added"]
    assert replaced == ["pages-damaged"]


def test_a_journal_in_another_order_or_without_its_key_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA writable_schema = ON; PRAGMA legacy_alter_table = ON;"
            "CREATE TABLE copy AS SELECT * FROM journal ORDER BY hash; DROP TABLE journal;"
            "ALTER TABLE copy RENAME TO journal;"
        )

    found = codes(path)

    assert "schema-altered" in found


def test_tables_that_are_only_laid_out_otherwise_are_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA writable_schema = ON;"
            "UPDATE sqlite_master SET sql = replace(sql, 'CREATE TABLE', 'CREATE  TABLE');"
        )

    found = codes(path)

    assert found == []


def test_a_pack_that_the_header_misnames_or_nobody_can_read_is_found(path: Path) -> None:
    def refuse(_files: object) -> Pack:
        raise UserError("pack-not-a-pack")

    unreadable = verify(path, read_pack=refuse)
    edit(path, "UPDATE header SET pack_version = '2'")
    misnamed = verify(path, read_pack=read_pack)

    assert [f.code for f in unreadable.findings] == ["frozen-pack-unreadable"]
    assert [f.code for f in misnamed.findings] == ["header-altered"]


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
