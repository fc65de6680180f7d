"""An exercise file is made whole, held by one, written row by row, and refused with a reason."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store.samples import (
    EXERCISE,
    FILES,
    PACK,
    SCENARIO,
    STORY,
    Warned,
    create,
    decision,
    edit,
    log,
    played,
    read_pack,
    reopen,
    rows_of,
    shadow_in,
    stamp,
    tell_story,
    without_rights,
)

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.journal import hash_of
from tabletop.errors import UnreadableError, UserError
from tabletop.store.engine import APPLICATION_ID
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.migrations import SCHEMA_VERSION

New = Callable[..., ExerciseFile]


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as refused:
        reopen(path)
    return refused.value


def test_a_new_file_is_an_sqlite_file_of_ours_alone_in_its_folder(tmp_path: Path) -> None:
    create(tmp_path / "a.tabletop").close()

    names = [path.name for path in tmp_path.iterdir()]
    assert names == ["a.tabletop"]
    assert rows_of(tmp_path / "a.tabletop", "PRAGMA application_id") == [(0x54545845,)]
    assert rows_of(tmp_path / "a.tabletop", "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert rows_of(tmp_path / "a.tabletop", "PRAGMA journal_mode") == [("delete",)]


def test_a_file_is_held_with_the_settings_of_the_design(new: New) -> None:
    journal = new()

    found = {
        name: journal._held.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        for name in (
            "journal_mode", "synchronous", "locking_mode", "foreign_keys", "trusted_schema",
            "cell_size_check", "mmap_size",
        )
    }  # fmt: skip

    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
    }


def test_a_reopened_file_has_pack_header_and_every_row(tmp_path: Path, new: New, again: New) -> None:
    first = new()
    tell_story(first)
    first.close()

    second = again()

    assert (second.header, second.pack) == (first.header, PACK)
    assert sorted(second.recorded(), key=lambda r: (r.entry.station, r.entry.seq)) == sorted(
        first.recorded(), key=lambda r: (r.entry.station, r.entry.seq)
    )
    assert second.path == (tmp_path / "a.tabletop").resolve()


def test_a_reopened_file_goes_on_with_each_chain(new: New, again: New) -> None:
    first = new()
    tell_story(first)
    first.close()

    second = again()
    recorded = second.append(station="P1", author="x", event=decision(), stamp=stamp(99))
    second.close()
    third = again()

    assert recorded.entry.seq == 5
    assert len(third.recorded()) == len(STORY) + 1


@pytest.mark.parametrize("name", ["ujian ü #1 50% done?.tabletop", "日本.tabletop", "x" * 200 + ".tabletop"])
def test_any_file_name_will_do(new: New, again: New, name: str) -> None:
    journal = new(name=name)
    tell_story(journal)
    journal.close()

    found = again(name=name)

    assert len(found.recorded()) == len(STORY)


@pytest.mark.parametrize("table", ["journal", "header", "pack_files", "attachments"])
def test_rows_once_written_cannot_be_changed_by_sql(tmp_path: Path, new: New, table: str) -> None:
    journal = new()
    tell_story(journal)
    journal.attach(b"photo")
    journal.close()

    with closing(sqlite3.connect(tmp_path / "a.tabletop")) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        for statement in (
            f"UPDATE {table} SET {columns[0]} = 'x'",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                connection.execute(statement)


def test_a_pack_is_frozen_once_the_header_stands(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")

    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        connection.execute("INSERT INTO pack_files VALUES ('attachments/new.png', x'00')")


def test_an_attachment_is_kept_once_under_its_hash(tmp_path: Path, new: New) -> None:
    journal = new(shadow_in(tmp_path / "shadow"))

    names = {journal.attach(b"photo"), journal.attach(b"photo")}
    journal.close()

    (name,) = names
    assert rows_of(tmp_path / "a.tabletop", "SELECT hash, bytes FROM attachments") == [(name, b"photo")]
    assert (tmp_path / "shadow" / "attachments" / name).read_bytes() == b"photo"


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.tabletop").write_text("mine")

    with pytest.raises(UserError) as refused:
        create(tmp_path / "a.tabletop")

    assert refused.value.code == "file-exists"
    assert [path.name for path in tmp_path.iterdir()] == ["a.tabletop"]
    assert (tmp_path / "a.tabletop").read_text() == "mine"


def test_a_journal_left_from_a_file_that_is_gone_does_not_reach_the_new_one(
    tmp_path: Path, again: New
) -> None:
    (tmp_path / "a.tabletop-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\1" * 600)

    played(tmp_path / "a.tabletop")

    assert len(again().recorded()) == len(STORY)


@pytest.mark.parametrize(
    ("name", "code"), [("gone/a.tabletop", "folder-missing"), ("folder", "path-is-folder")]
)
def test_a_place_where_no_file_can_be_made_is_refused(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(UserError) as refused:
        create(tmp_path / name)

    assert refused.value.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    codes = [refusal(tmp_path / "gone.tabletop").code, refusal(tmp_path).code]

    assert codes == ["file-missing", "path-is-folder"]


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    too_long, too_long_with_lock = tmp_path / ("x" * 300), tmp_path / ("x" * 253)

    code_of_missing = refusal(too_long).code
    codes = []
    for path in (too_long, too_long / "a.tabletop", too_long_with_lock):
        with pytest.raises(UserError) as refused:
            create(path)
        codes.append((refused.value.code, refused.value.fields["reason"]))

    assert code_of_missing == "file-unreadable"
    assert codes == [("write-failed", "File name too long")] * 3


def test_a_name_that_cannot_be_freed_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "a.tabletop-journal").mkdir()

    with pytest.raises(UserError) as refused:
        create(tmp_path / "a.tabletop")

    assert refused.value.code in ("write-failed", "file-read-only")
    assert [p.name for p in tmp_path.iterdir()] == ["a.tabletop-journal"]


def test_what_is_no_exercise_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "text").write_text("an exercise, honestly " * 99)
    with closing(sqlite3.connect(tmp_path / "foreign")) as connection:
        connection.execute("CREATE TABLE journal (seq)")
    with closing(sqlite3.connect(tmp_path / "unversioned")) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE journal (seq)")

    codes = {name: refusal(tmp_path / name).code for name in ("empty", "text", "foreign", "unversioned")}

    assert set(codes.values()) == {"not-exercise"}


def test_a_newer_file_is_refused_in_words(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    edit(path, "PRAGMA user_version = 7")

    refused = [refusal(path)]
    with pytest.raises(UserError) as read:
        read_exercise(path, read_pack=read_pack)
    refused.append(read.value)

    assert [(r.code, r.fields["version"], r.fields["known"]) for r in refused] == [
        ("file-newer", 7, SCHEMA_VERSION)
    ] * 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET author = 'x' WHERE seq = 2",
        "DELETE FROM journal WHERE station = 'DIR' AND seq = 2",
        "UPDATE header SET pack_id = 'other'",
        "UPDATE pack_files SET bytes = x'00' WHERE path = 'msel.yaml'",
        "CREATE TRIGGER eat AFTER INSERT ON journal BEGIN DELETE FROM journal; END",
        "DELETE FROM header",
    ],
)
def test_a_file_that_is_not_what_it_was_is_not_written_to(tmp_path: Path, change: str) -> None:
    path = played(tmp_path / "a.tabletop")
    edit(path, change)
    before = path.read_bytes()

    refused = refusal(path)

    assert isinstance(refused, UnreadableError)
    assert refused.code == "file-damaged"
    assert refused.findings
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["a.tabletop"]


def test_a_broken_chain_can_still_be_read_and_is_reported(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    edit(path, "UPDATE journal SET author = 'x' WHERE station = 'P1' AND seq = 2")

    found = read_exercise(path, read_pack=read_pack)

    assert not found.is_intact
    assert [(f.code, f.fields["station"], f.fields["seq"]) for f in found.findings] == [
        ("chain-altered", "P1", 2)
    ]
    assert len(found.recorded) == len(STORY)


def test_a_row_of_a_newer_program_is_kept_and_told_of(tmp_path: Path, new: New, again: New) -> None:
    journal = new()
    log(journal, decision())
    written = journal._rows.following("DIR", "x", event=decision(), stamp=stamp(1)).entry
    newer = replace(written, kind="teleport")
    journal._insert(replace(newer, hash=hash_of(newer)))
    journal.close()

    found = read_exercise(tmp_path / "a.tabletop", read_pack=read_pack)

    assert found.is_intact
    assert [(f.code, f.advice) for f in found.findings] == [("row-not-understood", True)]
    assert len(again().recorded()) == 2


def test_a_reader_needs_header_and_pack(tmp_path: Path) -> None:
    no_header, no_pack = played(tmp_path / "a.tabletop"), played(tmp_path / "b.tabletop")
    edit(no_header, "DELETE FROM header")
    edit(no_pack, "DELETE FROM pack_files")

    for path in (no_header, no_pack):
        with pytest.raises(UnreadableError) as refused:
            read_exercise(path, read_pack=read_pack)
        assert refused.value.code == "file-damaged"


def test_an_intact_file_is_read_without_a_trace(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    before = path.read_bytes(), path.stat().st_mtime_ns

    found = read_exercise(path, read_pack=read_pack)

    assert (found.is_intact, found.pack, found.header.exercise) == (True, PACK, EXERCISE)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.tabletop"]


def test_a_held_file_is_refused_with_holder_since_and_latest_backup(tmp_path: Path, new: New) -> None:
    journal = new(shadow_in(tmp_path / "shadow"))
    log(journal, decision())
    early = refusal(journal.path)
    journal.back_up()

    late = refusal(journal.path)
    with pytest.raises(UserError) as read:
        read_exercise(journal.path, read_pack=read_pack)

    assert early.code == "file-held-new"
    assert str(os.getpid()) in str(early.fields["holder"])
    assert (late.code, read.value.code) == ("file-held", "file-held")
    snapshot = Path(str(late.fields["snapshot"]))
    assert len(read_exercise(snapshot, read_pack=read_pack).recorded) == 1


@pytest.mark.slow  # waits for SQLite's busy timeout
def test_a_second_look_does_not_break_the_holders_lock(tmp_path: Path, new: New) -> None:
    journal = new()
    for _ in range(3):
        refusal(journal.path)
        with pytest.raises(UserError, match="file-held"):
            read_exercise(journal.path, read_pack=read_pack)

    with closing(sqlite3.connect(tmp_path / "a.tabletop", timeout=0)) as other:
        other_code = None
        try:
            other.execute("SELECT count(*) FROM journal")
        except sqlite3.OperationalError as error:
            other_code = error.sqlite_errorcode

    assert other_code == sqlite3.SQLITE_BUSY
    log(journal, decision())


def test_a_file_held_by_another_kind_of_program_is_refused(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(UserError) as read:
            read_exercise(path, read_pack=read_pack)

    assert read.value.code == "file-held-unknown"


@pytest.mark.slow  # waits for SQLite's busy timeout
def test_a_file_that_someone_reads_is_not_taken_from_them(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM journal").fetchall()

        refused = refusal(path)

    assert refused.code == "file-held-unknown"
    reopen(path).close()


def test_a_link_leads_to_the_same_lock(tmp_path: Path, new: New) -> None:
    journal = new()
    (tmp_path / "link.tabletop").symlink_to(journal.path)

    refused = refusal(tmp_path / "link.tabletop")

    assert refused.code == "file-held-new"


def test_a_read_only_folder_lets_people_read(open_folder: Path) -> None:
    path = played(open_folder / "a.tabletop")
    path.chmod(0o644)
    open_folder.chmod(0o555)

    with without_rights():
        refused = refusal(path)
        with pytest.raises(UserError) as not_made:
            create(open_folder / "b.tabletop")
        found = read_exercise(path, read_pack=read_pack)

    assert (refused.code, not_made.value.code) == ("file-read-only", "file-read-only")
    assert found.is_intact


def test_a_read_only_file_lets_people_read(open_folder: Path) -> None:
    path = played(open_folder / "a.tabletop")
    path.chmod(0o444)
    open_folder.chmod(0o777)

    with without_rights():
        refused = refusal(path)
        found = read_exercise(path, read_pack=read_pack)

    assert refused.code == "file-read-only"
    assert found.is_intact
    assert [p.name for p in open_folder.iterdir()] == ["a.tabletop"]


def test_a_file_that_may_not_be_read_is_refused(open_folder: Path) -> None:
    path = played(open_folder / "a.tabletop")
    path.chmod(0o000)

    with without_rights(), pytest.raises(UserError) as refused:
        read_exercise(path, read_pack=read_pack)

    assert refused.value.code == "file-unreadable"


def test_a_pack_whose_header_says_otherwise_is_not_written_to(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    other = Pack(scenario=replace(SCENARIO, version="2"), files=FILES)

    with pytest.raises(UnreadableError) as refused:
        ExerciseFile.open(path, read_pack=lambda _files: other)

    assert [f.code for f in refused.value.findings] == ["header-altered"]


def test_a_pack_that_cannot_be_read_leaves_the_file_free(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")

    def refuse(_files: object) -> Pack:
        raise UserError("pack-not-a-pack")

    with pytest.raises(UserError, match="pack-not-a-pack"):
        ExerciseFile.open(path, read_pack=refuse)

    reopen(path).close()


def test_a_file_in_the_middle_of_a_transaction_is_read_from_a_copy(tmp_path: Path) -> None:
    (tmp_path / "held").mkdir()
    path = played(tmp_path / "held" / "a.tabletop")
    hot = tmp_path / "a.tabletop"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("PRAGMA cache_spill = 1")
        writer.execute("BEGIN")
        writer.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO"
            " journal SELECT 'EX-1', 'P9', i, 'note', 1, '', 0, '', 0, '', NULL, '', '{}', '', '' FROM n"
        )
        shutil.copyfile(path, hot)
        shutil.copyfile(f"{path}-journal", f"{hot}-journal")
        before = hot.read_bytes(), Path(f"{hot}-journal").read_bytes()

        found = read_exercise(hot, read_pack=read_pack)

    assert found.is_intact
    assert len(found.recorded) == len(STORY)
    assert (hot.read_bytes(), Path(f"{hot}-journal").read_bytes()) == before


def test_a_hot_journal_that_may_not_be_read_is_said(open_folder: Path) -> None:
    path = played(open_folder / "a.tabletop")
    path.chmod(0o644)
    journal = Path(f"{path}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0\0\0\1" * 300)
    journal.chmod(0o000)

    with without_rights(), pytest.raises(UserError) as refused:
        read_exercise(path, read_pack=read_pack)

    assert refused.value.code == "file-unreadable"


def test_a_file_that_another_tool_put_into_wal_mode_is_read_and_brought_back(
    tmp_path: Path, again: New
) -> None:
    path = played(tmp_path / "a.tabletop")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")

    found = read_exercise(path, read_pack=read_pack)
    names = [p.name for p in tmp_path.iterdir()]
    again().close()

    assert found.is_intact
    assert names == ["a.tabletop"]
    assert rows_of(path, "PRAGMA journal_mode") == [("delete",)]


def test_without_a_shadow_nothing_is_backed_up_or_noted(tmp_path: Path, new: New) -> None:
    journal = new()
    log(journal, decision())

    journal.keep_running_clock(5)
    journal.back_up()
    journal.close()

    assert journal.running_clock() is None
    assert [p.name for p in tmp_path.iterdir()] == ["a.tabletop"]


def test_a_shadow_that_is_there_already_is_not_taken_over(tmp_path: Path) -> None:
    played(tmp_path / "a.tabletop", shadow_in(tmp_path / "shadow"))

    with pytest.raises(UserError) as refused:
        create(tmp_path / "b.tabletop", shadow_in(tmp_path / "shadow", Warned()))

    assert refused.value.code == "shadow-exists"
    assert not (tmp_path / "b.tabletop").exists()
