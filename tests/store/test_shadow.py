"""The shadow log follows each row, mends itself on opening and never refuses an act."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from store.samples import (
    FILES,
    STORY,
    Warned,
    create,
    decision,
    log,
    played,
    reopen,
    shadow_in,
    tell_story,
    unzip_pack,
    without_rights,
)

from tabletop.domain.play.journal import Header
from tabletop.errors import UserError
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.lines import header_line
from tabletop.store.shadow import LOG_NAME, read_shadow, set_aside_logs

New = Callable[..., ExerciseFile]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shadow"


@pytest.fixture
def warned() -> Warned:
    return Warned()


def keys(folder: Path) -> list[tuple[str, int]]:
    return [(entry.station, entry.seq) for entry in read_shadow(folder).entries]


STORY_KEYS = [
    ("DIR", 1), ("DIR", 2), ("P1", 1), ("DIR", 3), ("P1", 2), ("P1", 3), ("DIR", 4), ("DIR", 5), ("P1", 4),
]  # fmt: skip


def test_a_row_stands_in_the_log_when_append_returns(folder: Path, new: New, warned: Warned) -> None:
    journal = new(shadow_in(folder, warned))
    counts = []

    for station, event in STORY:
        log(journal, event, station=station)
        counts.append(len(read_shadow(folder).entries))

    assert counts == list(range(1, len(STORY) + 1))
    assert warned.codes == []


def test_the_log_keeps_the_order_of_arrival(folder: Path, tmp_path: Path) -> None:
    played(tmp_path / "a.tabletop", shadow_in(folder))

    found = keys(folder)

    assert found == STORY_KEYS


def test_the_folder_holds_the_pack(folder: Path, tmp_path: Path) -> None:
    played(tmp_path / "a.tabletop", shadow_in(folder))

    found = unzip_pack((folder / "pack.tabletop-pack").read_bytes())

    assert found == FILES


def test_rows_come_back_in_the_order_of_the_log(folder: Path, tmp_path: Path, again: New) -> None:
    played(tmp_path / "a.tabletop", shadow_in(folder))

    journal = again(shadow_in(folder))

    assert [(row.entry.station, row.entry.seq) for row in journal.recorded()] == STORY_KEYS


@pytest.mark.parametrize("lines", range(len(STORY) + 2))
@pytest.mark.parametrize("torn", [b"", b'{"station":"P1","seq"'])
def test_opening_completes_a_log_that_lags(
    folder: Path, tmp_path: Path, warned: Warned, lines: int, torn: bytes
) -> None:
    path = played(tmp_path / "a.tabletop", shadow_in(folder))
    whole = (folder / LOG_NAME).read_bytes().splitlines(keepends=True)
    (folder / LOG_NAME).write_bytes(b"".join(whole[:lines]) + (torn if lines else b""))

    reopen(path, shadow_in(folder, warned)).close()

    assert sorted(keys(folder)) == sorted(STORY_KEYS)
    assert (read_shadow(folder).dropped, read_shadow(folder).is_torn) == ([], False)
    assert warned.codes == []


def test_opening_makes_a_shadow_where_there_is_none(folder: Path, tmp_path: Path, warned: Warned) -> None:
    path = played(tmp_path / "a.tabletop")

    reopen(path, shadow_in(folder, warned)).close()

    assert sorted(keys(folder)) == sorted(STORY_KEYS)
    assert unzip_pack((folder / "pack.tabletop-pack").read_bytes()) == FILES
    assert warned.codes == []


def test_a_log_with_rows_that_the_file_lacks_is_kept_as_a_witness(
    folder: Path, tmp_path: Path, warned: Warned
) -> None:
    path = played(tmp_path / "a.tabletop", shadow_in(folder))
    early = path.read_bytes()
    journal = reopen(path, shadow_in(folder))
    log(journal, decision("later"))
    journal.close()
    path.write_bytes(early)  # someone puts an older copy in its place

    reopen(path, shadow_in(folder, warned)).close()

    assert warned.codes == ["shadow-set-aside"]
    (kept,) = set_aside_logs(folder)
    assert len(kept.read_bytes().splitlines()) == len(STORY) + 2
    assert len(keys(folder)) == len(STORY)


def test_a_second_witness_does_not_replace_the_first(folder: Path, tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop", shadow_in(folder))

    for _ in range(2):
        (folder / LOG_NAME).write_bytes(b"not a log\n")
        reopen(path, shadow_in(folder)).close()

    assert [kept.name for kept in set_aside_logs(folder)] == ["journal-1.jsonl", "journal-2.jsonl"]


def test_a_damaged_line_sets_the_log_aside_and_a_whole_one_begins(
    folder: Path, tmp_path: Path, warned: Warned
) -> None:
    path = played(tmp_path / "a.tabletop", shadow_in(folder))
    text = (folder / LOG_NAME).read_bytes()
    (folder / LOG_NAME).write_bytes(text.replace(b"Stop", b"Step"))

    reopen(path, shadow_in(folder, warned)).close()

    assert warned.codes == ["shadow-set-aside"]
    assert sorted(keys(folder)) == sorted(STORY_KEYS)


def test_the_shadow_of_another_exercise_is_left_alone(folder: Path, tmp_path: Path, warned: Warned) -> None:
    path = played(tmp_path / "a.tabletop")
    folder.mkdir()
    other = header_line(read_header("EX-2"))
    (folder / LOG_NAME).write_bytes(other)

    journal = reopen(path, shadow_in(folder, warned))
    log(journal, decision())
    journal.keep_running_clock(5)
    journal.close()

    assert warned.codes == ["shadow-foreign"]
    assert (folder / LOG_NAME).read_bytes() == other
    assert [p.name for p in folder.iterdir()] == [LOG_NAME]


def read_header(exercise: str) -> Header:
    return Header(exercise=exercise, pack_id="p", pack_version="1", pack_sha256="0" * 64)


def test_a_shadow_that_cannot_be_made_warns_and_refuses_no_act(
    tmp_path: Path, new: New, warned: Warned
) -> None:
    (tmp_path / "shadow").write_text("a file where the folder should be")

    journal = new(shadow_in(tmp_path / "shadow", warned))
    tell_story(journal)
    journal.attach(b"photo")
    journal.keep_running_clock(5)
    journal.back_up()

    assert len(journal.recorded()) == len(STORY)
    assert sorted(set(warned.codes)) == ["backup-failed", "clock-failed", "shadow-failed"]
    assert warned.codes.count("shadow-failed") == 1


def test_what_a_lost_folder_missed_is_made_up_for(
    folder: Path, tmp_path: Path, new: New, warned: Warned
) -> None:
    journal = new(shadow_in(folder, warned))
    log(journal, decision("1"))
    folder.rename(tmp_path / "pulled out")
    journal._log.close()  # as the system does with a stick that is gone

    log(journal, decision("2"), second=1)
    log(journal, decision("3"), second=2)
    (tmp_path / "pulled out").rename(folder)
    log(journal, decision("4"), second=3)

    assert warned.codes == ["shadow-failed"]
    assert keys(folder) == [("DIR", 1), ("DIR", 2), ("DIR", 3), ("DIR", 4)]


@pytest.mark.parametrize("harm", ["deleted", "emptied", "replaced"])
def test_a_log_that_someone_harms_meanwhile_is_made_whole(
    folder: Path, new: New, warned: Warned, harm: str
) -> None:
    journal = new(shadow_in(folder, warned))
    log(journal, decision("1"))
    if harm == "emptied":
        os.truncate(folder / LOG_NAME, 0)
    else:
        (folder / LOG_NAME).unlink()
    if harm == "replaced":
        (folder / LOG_NAME).write_bytes(b"junk\n")

    log(journal, decision("2"), second=1)

    assert keys(folder) == [("DIR", 1), ("DIR", 2)]
    assert warned.codes == (["shadow-set-aside"] if harm == "replaced" else [])


def test_a_log_replaced_by_that_of_another_exercise_is_not_touched(
    folder: Path, new: New, warned: Warned
) -> None:
    journal = new(shadow_in(folder, warned))
    log(journal, decision("1"))
    (folder / LOG_NAME).unlink()
    other = header_line(read_header("EX-2"))
    (folder / LOG_NAME).write_bytes(other)

    log(journal, decision("2"), second=1)

    assert warned.codes == ["shadow-foreign"]
    assert (folder / LOG_NAME).read_bytes() == other


def test_a_failure_is_told_again_after_it_once_worked(
    folder: Path, tmp_path: Path, new: New, warned: Warned
) -> None:
    journal = new(shadow_in(folder, warned))
    for turn in range(2):
        folder.rename(tmp_path / "away")
        journal._log.close()
        log(journal, decision(), second=turn)
        (tmp_path / "away").rename(folder)
        log(journal, decision(), second=turn)

    assert warned.codes == ["shadow-failed", "shadow-failed"]


def test_a_foreign_log_found_when_a_cut_one_is_looked_at_stops_the_shadow(
    folder: Path, new: New, warned: Warned
) -> None:
    journal = new(shadow_in(folder, warned))
    log(journal, decision("x" * 2000))
    (folder / LOG_NAME).write_bytes(header_line(read_header("EX-2")))

    log(journal, decision(), second=1)
    log(journal, decision(), second=2)

    assert warned.codes == ["shadow-foreign"]


def test_the_clock_names_exercise_and_last_row(folder: Path, new: New) -> None:
    journal = new(shadow_in(folder))
    tell_story(journal)

    journal.keep_running_clock(61_500)

    said = json.loads((folder / "clock").read_text())
    assert said == {"exercise": "EX-1", "elapsed_ms": 61_500, "station": "P1", "seq": 4}


def test_the_clock_counts_after_reopening(folder: Path, new: New, again: New) -> None:
    journal = new(shadow_in(folder))
    tell_story(journal)
    journal.keep_running_clock(61_500)
    journal.close()

    found = again(shadow_in(folder)).running_clock()

    assert found == 61_500


def test_a_clock_noted_before_the_last_row_does_not_count(folder: Path, new: New, again: New) -> None:
    journal = new(shadow_in(folder))
    tell_story(journal)
    journal.keep_running_clock(61_500)
    log(journal, decision(), station="DIR", second=60)
    journal.close()

    found = again(shadow_in(folder)).running_clock()

    assert found is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{",
        '{"exercise":"EX-2","elapsed_ms":5,"station":"DIR","seq":1}',
        '{"exercise":"EX-1","elapsed_ms":"5","station":"DIR","seq":1}',
        '{"exercise":"EX-1","elapsed_ms":true,"station":"DIR","seq":1}',
        '{"exercise":"EX-1"}',
    ],
)
def test_a_clock_that_cannot_be_trusted_does_not_count(folder: Path, new: New, text: str) -> None:
    journal = new(shadow_in(folder))
    log(journal, decision())
    (folder / "clock").write_text(text)

    found = journal.running_clock()

    assert found is None


def test_a_folder_that_is_no_shadow_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read_shadow(tmp_path)

    assert refused.value.code == "shadow-missing"


def test_a_shadow_that_may_not_be_read_is_refused(open_folder: Path) -> None:
    create(open_folder / "a.tabletop", shadow_in(open_folder / "shadow")).close()
    (open_folder / "shadow" / LOG_NAME).chmod(0o000)

    with without_rights(), pytest.raises(UserError) as refused:
        read_shadow(open_folder / "shadow")

    assert refused.value.code == "file-unreadable"
