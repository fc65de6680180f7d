"""Backups to choose from: the newest first, good ones only, read without a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from store.samples import decision, log, shadow_in, tell_story

from tabletop.store.backup import backup_path
from tabletop.store.backup_offers import BackupContents, read_backups
from tabletop.store.exercise_file import ExerciseFile

New = Callable[..., ExerciseFile]
NOON, ONE = datetime(2024, 1, 31, 12, tzinfo=UTC), datetime(2024, 1, 31, 13, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, new: New) -> Path:
    """Hold an exercise with a backup of noon and one of one o'clock, which has another row."""
    journal = new(shadow_in(tmp_path / "shadow"))
    tell_story(journal)
    backups = tmp_path / "shadow" / "backups"
    for moment in (NOON, ONE):
        journal.back_up()
        made = next(path for path in backups.iterdir() if "20240131" not in path.name)
        made.rename(backup_path(backups, "EX-1", moment))
        log(journal, decision(), second=4_000)
    return backups


def test_the_newest_stands_first_with_its_rows_and_its_t(folder: Path) -> None:
    one, noon = read_backups(folder, "EX-1")

    assert (one.made_at, noon.made_at) == (ONE, NOON)
    assert one.rows == noon.rows + 1
    assert one.elapsed_ms == 4_000_000
    assert noon == BackupContents(
        path=backup_path(folder, "EX-1", NOON), made_at=NOON, rows=noon.rows, elapsed_ms=noon.elapsed_ms
    )


def test_reading_leaves_no_trace(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    read_backups(folder, "EX-1")

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text"])
def test_a_damaged_backup_is_not_offered(folder: Path, damage: str) -> None:
    path = backup_path(folder, "EX-1", ONE)
    data = path.read_bytes()
    word = data.index(b'"text":')
    path.write_bytes(
        {
            "cut": data[: len(data) // 2],
            "flipped": data[: word + 9] + bytes([data[word + 9] ^ 1]) + data[word + 10 :],
            "empty": b"",
            "text": b"not an exercise",
        }[damage]
    )

    assert [one.made_at for one in read_backups(folder, "EX-1")] == [NOON]


def test_what_belongs_to_another_exercise_or_is_no_backup_is_not_offered(folder: Path) -> None:
    backup_path(folder, "EX-1", NOON).rename(backup_path(folder, "EX-2", NOON))
    (folder / "EX-1-20240131T110000Z.tabletop.new").write_bytes(b"half")

    assert [one.made_at for one in read_backups(folder, "EX-1")] == [ONE]


def test_without_a_folder_there_is_nothing_to_offer(tmp_path: Path) -> None:
    assert read_backups(tmp_path / "none", "EX-1") == []
