"""A logbook is read with distrust: only rows that are whole are handed on, and what was left is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from store.samples import EXERCISE, PACK, create, edit, log, logged, played, shadow_in, without_rights

from tabletop.domain.play.events import NoteTaken
from tabletop.domain.play.journal import Recorded, hash_of
from tabletop.errors import UnreadableError, UserError
from tabletop.store import logbook_reader
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.exercise_reader import read_header
from tabletop.store.logbook_reader import read_logbook
from tabletop.store.shadow import ATTACHMENTS_NAME, LOG_NAME, LOOSE_NAME

LOGBOOK = logged("one", "two", "three", "four")
OTHER_WAY = logged("second", after=LOGBOOK[:1])


def written(folder: Path, *portions: Sequence[Recorded]) -> Path:
    """Make a file with these rows and an attachment, and its shadow folder, closed."""
    journal = create(folder / "p1.tabletop", shadow_in(folder / "shadow"))
    for rows in portions:
        journal.merge(rows, [b"photo"])
    journal.close()
    return folder / "p1.tabletop"


def keys(recorded: Sequence[Recorded]) -> list[tuple[str, int]]:
    return [(row.entry.station, row.entry.seq) for row in recorded]


def codes(path: Path) -> list[str]:
    return [finding.code for finding in read_logbook(path).findings]


def test_all_rows_and_attachments_of_a_file_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, LOGBOOK)

    found = read_logbook(path)

    assert found.header.exercise == EXERCISE
    assert found.recorded == tuple(LOGBOOK)
    assert (found.attachments, found.findings) == ((b"photo",), ())


def test_a_shadow_folder_is_read_as_a_file_is(tmp_path: Path) -> None:
    written(tmp_path, LOGBOOK, OTHER_WAY, logged("x", "y", station="P2")[1:])

    found = read_logbook(tmp_path / "shadow" / LOG_NAME)

    assert sorted(keys(found.recorded)) == [*keys(LOGBOOK)[:2], ("P1", 2), *keys(LOGBOOK)[2:], ("P2", 2)]
    assert (found.attachments, found.findings) == ((b"photo",), ())


def test_an_exported_journal_has_its_lines_only(tmp_path: Path) -> None:
    written(tmp_path, LOGBOOK, OTHER_WAY)
    exported = tmp_path / "shadow" / "export.jsonl"
    exported.write_bytes((tmp_path / "shadow" / LOG_NAME).read_bytes() + b"{torn\n")

    found = read_logbook(exported)

    assert found.recorded == tuple(LOGBOOK)
    assert [(finding.code, finding.fields) for finding in found.findings] == [
        ("lines-dropped", {"lines": 1, "kept": 4})
    ]


def test_an_altered_row_is_left_out_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, LOGBOOK)
    edit(path, "UPDATE journal SET author = 'eve' WHERE seq = 2")

    found = read_logbook(path)

    assert keys(found.recorded) == [("P1", 1), ("P1", 3), ("P1", 4)]
    assert codes(path) == ["row-not-taken"]


def test_a_row_of_another_exercise_is_left_out(tmp_path: Path) -> None:
    stranger = replace(LOGBOOK[0].entry, exercise="EX-2")
    row = replace(LOGBOOK[0], entry=replace(stranger, hash=hash_of(stranger)))
    path = written(tmp_path, [row])

    assert (read_logbook(path).recorded, codes(path)) == ((), ["row-not-taken"])


def test_from_a_row_on_that_does_not_follow_nothing_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, LOGBOOK)
    forged = replace(LOGBOOK[1].entry, author="eve")
    edit(path, f"UPDATE journal SET author = 'eve', hash = '{hash_of(forged)}' WHERE seq = 2")

    found = read_logbook(path)

    assert keys(found.recorded) == [("P1", 1), ("P1", 2)]
    assert codes(path) == ["chain-not-taken"]


@pytest.mark.parametrize("name", ["p1.tabletop", f"shadow/{LOG_NAME}"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, LOGBOOK)
    edit(path, "DELETE FROM header")
    (tmp_path / "shadow" / LOG_NAME).write_bytes(b"{}\n")

    with pytest.raises(UserError) as refused:
        read_logbook(tmp_path / name)

    assert refused.value.code == ("file-damaged" if name == "p1.tabletop" else "not-exercise")


def test_a_file_whose_tables_are_not_ours_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path, LOGBOOK)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP TABLE aside; CREATE VIEW aside AS SELECT 1")

    with pytest.raises(UnreadableError) as refused:
        read_logbook(path)

    assert refused.value.code == "file-damaged"


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO logbook VALUES (x'00', NULL)",
        "INSERT INTO logbook VALUES ('P1', x'00')",
        "INSERT INTO logbook VALUES (CAST(x'50ff' AS TEXT), NULL)",
        "INSERT INTO logbook VALUES ('P1', NULL), ('P2', NULL)",
        "DELETE FROM header",
    ],
)
def test_whose_file_it_is_must_be_told_clearly(tmp_path: Path, change: str) -> None:
    path = played(tmp_path / "a.tabletop")
    edit(path, change)

    with pytest.raises(UnreadableError) as refused:
        read_header(path)

    assert refused.value.code == "file-damaged"


def test_the_header_tells_whose_logbook_a_file_is(tmp_path: Path) -> None:
    made = {"pack": PACK, "exercise_id": EXERCISE, "station": "P1", "full_sha256": "f" * 64}
    ExerciseFile.create(tmp_path / "p1.tabletop", **made).close()  # type: ignore[arg-type]  # as named

    header = read_header(tmp_path / "p1.tabletop")

    assert (header.station, header.pack_sha256, header.reduced_sha256) == ("P1", "f" * 64, PACK.sha256)


@pytest.mark.parametrize("limit", ["MAX_FILE_BYTES", "MAX_ROWS"])
def test_a_file_beyond_the_limits_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    path = written(tmp_path, LOGBOOK)
    monkeypatch.setattr(logbook_reader, limit, 3)

    with pytest.raises(UserError) as refused:
        read_logbook(path)

    assert refused.value.code == "logbook-too-large"


@pytest.mark.parametrize("name", ["p1.tabletop", f"shadow/{LOG_NAME}"])
def test_an_attachment_beyond_the_limit_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    written(tmp_path, LOGBOOK)
    monkeypatch.setattr(logbook_reader, "MAX_ATTACHMENT_BYTES", 4)

    found = read_logbook(tmp_path / name)

    assert found.attachments == ()
    assert found.recorded == tuple(LOGBOOK)


def test_an_attachment_that_is_not_what_its_name_says_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, LOGBOOK)
    edit(path, f"UPDATE attachments SET bytes = x'00' WHERE hash = '{sha256(b'photo').hexdigest()}'")

    found = read_logbook(path)

    assert found.attachments == ()
    assert codes(path) == ["attachment-altered"]


@pytest.mark.parametrize("name", [LOG_NAME, LOOSE_NAME, f"{ATTACHMENTS_NAME}/{sha256(b'photo').hexdigest()}"])
def test_a_shadow_that_may_not_be_read_is_refused(open_folder: Path, name: str) -> None:
    written(open_folder, LOGBOOK, OTHER_WAY)
    (open_folder / "shadow" / name).chmod(0)

    with without_rights(), pytest.raises(UserError) as refused:
        read_logbook(open_folder / "shadow" / LOG_NAME)

    assert refused.value.code == "file-unreadable"


def test_a_file_is_read_while_nothing_is_written_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path, LOGBOOK)
    journal = create(tmp_path / "other.tabletop")
    log(journal, NoteTaken(text="x"))
    journal.close()
    before = sorted(file.name for file in tmp_path.iterdir())

    read_logbook(path)

    assert sorted(file.name for file in tmp_path.iterdir()) == before
