"""Backups are whole, checked and few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.samples import Warned, decision, log, read_pack, shadow_in, tell_story

from tabletop.errors import UnreadableError
from tabletop.store.backup import backup_path, kept, latest_backup, place_checked, thin
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.lock import owner_of
from tabletop.store.verify import verify

New = Callable[..., ExerciseFile]
NOON = datetime(2024, 1, 31, 12, 0, tzinfo=UTC)  # a Wednesday


def backups(folder: Path) -> list[Path]:
    return sorted((folder / "backups").iterdir())


def test_a_backup_holds_every_row_and_is_intact(tmp_path: Path, new: New) -> None:
    journal = new(shadow_in(tmp_path / "shadow"))
    tell_story(journal)

    journal.back_up()

    (copy,) = backups(tmp_path / "shadow")
    assert verify(copy, tmp_path / "shadow").is_intact
    assert copy.name.startswith("EX-1-2")
    assert len(read_exercise(copy, read_pack=read_pack).recorded) == len(journal.recorded())


def test_rows_can_be_written_after_a_backup(tmp_path: Path, new: New) -> None:
    journal = new(shadow_in(tmp_path / "shadow"))
    log(journal, decision())

    journal.back_up()
    log(journal, decision(), second=1)

    assert len(journal.recorded()) == 2


def test_the_latest_backup_is_named_to_others_also_after_reopening(
    tmp_path: Path, new: New, again: New
) -> None:
    journal = new(shadow_in(tmp_path / "shadow"))
    journal.back_up()
    (copy,) = backups(tmp_path / "shadow")
    named = [owner_of(journal.path)]
    journal.close()

    named.append(owner_of(again(shadow_in(tmp_path / "shadow")).path))

    assert [owner.snapshot for owner in named if owner] == [str(copy), str(copy)]


def test_a_backup_that_fails_warns_and_leaves_nothing(tmp_path: Path, new: New) -> None:
    warned = Warned()
    journal = new(shadow_in(tmp_path / "shadow", warned))
    (tmp_path / "shadow" / "backups").write_text("in the way")

    journal.back_up()

    assert warned.codes == ["backup-failed"]
    assert warned.findings[0].fields["reason"] == "File exists"


def test_a_damaged_copy_does_not_become_a_backup(tmp_path: Path, new: New) -> None:
    warned = Warned()
    journal = new(shadow_in(tmp_path / "shadow", warned))
    log(journal, decision())
    connection = journal._held.connection
    with connection.begin():
        connection.exec_driver_sql("DROP TRIGGER journal_no_update")

    journal.back_up()

    assert warned.codes == ["backup-failed"]
    assert warned.findings[0].fields["reason"] == "file-damaged"
    assert backups(tmp_path / "shadow") == []


def test_a_copy_is_checked_before_it_gets_its_name(tmp_path: Path, new: New) -> None:
    path = new().path
    new_place = tmp_path / "copy.tabletop.new"
    new_place.write_bytes(path.read_bytes()[:5000])

    with pytest.raises(UnreadableError):
        place_checked(new_place, tmp_path / "copy.tabletop")

    assert not list(tmp_path.glob("copy*"))


def test_the_last_twelve_are_kept() -> None:
    moments = [NOON - timedelta(minutes=10 * n) for n in range(20)]

    found = kept(moments)

    assert found == set(moments[:12])


def test_the_last_of_seven_days_and_four_weeks_are_kept() -> None:
    moments = [NOON - timedelta(hours=12 * n) for n in range(120)]  # two a day, sixty days

    found = kept(moments)

    recent = {NOON - timedelta(hours=12 * n) for n in range(12)}
    days = {NOON - timedelta(days=n) for n in range(7)}
    sundays = {datetime(2024, 1, day, 12, tzinfo=UTC) for day in (28, 21, 14)}
    assert found == recent | days | sundays | {NOON}


def test_the_week_of_new_year_is_one_week() -> None:
    today = datetime(2025, 1, 8, tzinfo=UTC)
    this_morning = [today + timedelta(minutes=n) for n in range(12)]
    days = [today - timedelta(days=n) for n in range(1, 30)]

    found = kept([*this_morning, *days])

    older_than_seven_days = {moment.date().isoformat() for moment in found} & {
        moment.date().isoformat() for moment in days[6:]
    }
    assert older_than_seven_days == {"2024-12-29", "2024-12-22"}  # 1 January's week ended on the 5th


@given(st.lists(st.datetimes(timezones=st.just(UTC)), unique=True, max_size=60))
def test_few_are_kept_and_never_none(moments: list[datetime]) -> None:
    found = kept(moments)

    assert len(found) <= 12 + 7 + 4
    assert found <= set(moments)
    assert not moments or max(moments) in found


def test_thinning_removes_only_our_own_old_copies(tmp_path: Path) -> None:
    ours = [backup_path(tmp_path, "EX/1", NOON - timedelta(minutes=n)) for n in range(20)]
    others = [
        backup_path(tmp_path, "EX-2", NOON - timedelta(days=900)),
        tmp_path / "EX_1-notes.tabletop",
        tmp_path / "notes.txt",
    ]
    for path in (*ours, *others):
        path.touch()

    thin(tmp_path, "EX/1")

    assert sorted(tmp_path.iterdir()) == sorted([*ours[:12], *others])
    assert latest_backup(tmp_path, "EX/1") == ours[0]
    assert latest_backup(tmp_path, "EX-3") is None
