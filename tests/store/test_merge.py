"""Rows from another laptop come into a file as a whole or not at all, once, in any order."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from store.samples import (
    EXERCISE,
    PACK,
    Warned,
    create,
    decision,
    log,
    logged,
    read_pack,
    reopen,
    rows_of,
    shadow_in,
    stamp,
    unzip_pack,
)

from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.merge import Gap, Union
from tabletop.domain.play.stations import BranchesKept
from tabletop.errors import UserError
from tabletop.services.ports import Journal
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.memory_journal import MemoryJournal
from tabletop.store.recover import recover
from tabletop.store.shadow import ATTACHMENTS_NAME, LOOSE_NAME, read_shadow
from tabletop.store.verify import verify

New = Callable[..., ExerciseFile]

LOGBOOK = logged("one", "two", "three", "four")
OTHER_WAY = logged("second", "third", after=LOGBOOK[:1])
"""The same logbook as a copy of it went on: it contradicts the first from row 2 on."""


@pytest.fixture(params=["memory", "file"])
def journal(request: pytest.FixtureRequest, new: New, tmp_path: Path) -> Journal:
    return MemoryJournal(PACK, EXERCISE) if request.param == "memory" else new(shadow_in(tmp_path / "shadow"))


def keys(recorded: Iterable[Recorded]) -> list[tuple[str, int]]:
    return [(row.entry.station, row.entry.seq) for row in recorded]


def said(recorded: Iterable[Recorded]) -> set[str]:
    return {row.entry.hash for row in recorded}


def test_merged_rows_join_the_journal(journal: Journal) -> None:
    merged = journal.merge(LOGBOOK)

    assert (merged.joined, merged.put_aside) == (tuple(LOGBOOK), ())
    assert journal.recorded() == tuple(LOGBOOK)
    assert journal.union() == Union(counted=tuple(LOGBOOK))


def test_a_second_merge_of_the_same_rows_adds_nothing(journal: Journal) -> None:
    for rows in (LOGBOOK, OTHER_WAY):
        journal.merge(rows)
    before = journal.union()

    again = [journal.merge(rows) for rows in (OTHER_WAY, LOGBOOK)]

    assert [(merged.joined, merged.put_aside) for merged in again] == [((), ())] * 2
    assert journal.union() == before


@pytest.mark.parametrize("seed", range(5))
def test_the_order_and_the_portions_of_a_merge_do_not_matter(journal: Journal, seed: int) -> None:
    chance = random.Random(seed)
    portions = [[row] for row in (*LOGBOOK, *OTHER_WAY, *logged("x", "y", station="P2"))]
    chance.shuffle(portions)
    at_once = MemoryJournal(PACK, EXERCISE)
    at_once.merge(row for portion in portions for row in portion)

    for portion in portions:
        journal.merge(portion)

    assert said(journal.recorded()) == said(at_once.recorded())
    assert journal.union().branches == at_once.union().branches
    assert journal.union().gaps == at_once.union().gaps


def test_a_gap_is_told_and_may_be_filled_later(journal: Journal) -> None:
    journal.merge([LOGBOOK[0], LOGBOOK[3]])
    before = journal.union()

    journal.merge(LOGBOOK[1:3])

    assert before.gaps == (Gap(station="P1", first=2, last=3),)
    assert keys(before.counted) == [("P1", 1), ("P1", 4)]
    assert journal.union().gaps == ()
    assert said(journal.recorded()) == said(LOGBOOK)


def test_rows_that_contradict_the_journal_are_put_aside_and_both_ways_await_a_word(journal: Journal) -> None:
    journal.merge(LOGBOOK)

    merged = journal.merge(OTHER_WAY)

    assert (merged.joined, merged.put_aside) == ((), tuple(OTHER_WAY[1:]))
    assert keys(journal.recorded()) == [("P1", 1)]
    assert [(branch.seq, branch.rows) for branch in journal.union().branches] in (
        [(2, 3), (2, 2)],
        [(2, 2), (2, 3)],
    )


def test_a_branch_that_the_director_keeps_counts(journal: Journal) -> None:
    for rows in (LOGBOOK, OTHER_WAY):
        journal.merge(rows)
    kept, left = LOGBOOK[1].entry.hash, OTHER_WAY[1].entry.hash
    event = BranchesKept(station="P1", kept=(kept,), left=(left,), reason="x")

    journal.append(station="DIR", author="ann", event=event, stamp=stamp(9))

    assert keys(journal.recorded()) == [*keys(LOGBOOK), ("DIR", 1)]
    assert all(branch.is_settled for branch in journal.union().branches)


def test_a_first_row_of_another_pack_is_put_aside(journal: Journal) -> None:
    other_pack = [replace(LOGBOOK[0], entry=replace(LOGBOOK[0].entry, prev="0" * 64))]

    merged = journal.merge(other_pack)

    assert (merged.joined, merged.put_aside) == ((), tuple(other_pack))


@pytest.fixture
def own(tmp_path: Path, opened: Callable[[ExerciseFile], ExerciseFile]) -> ExerciseFile:
    """P1's own logbook with two rows in it."""
    made = opened(
        ExerciseFile.create(tmp_path / "p1.tabletop", pack=PACK, exercise_id=EXERCISE, station="P1")
    )
    log(made, decision("mine"), station="P1")
    log(made, decision("mine too"), second=1, station="P1")
    return made


def test_rows_under_the_name_of_this_station_are_never_mixed_with_its_own(own: ExerciseFile) -> None:
    before = own.recorded()

    merged = own.merge(LOGBOOK)

    assert (merged.joined, merged.put_aside) == ((), tuple(LOGBOOK))
    assert own.recorded() == before
    assert keys(reopen_own(own).recorded()) == [("P1", 1), ("P1", 2)]


def test_what_lies_behind_a_gap_joins_this_stations_own_rows_once_it_is_filled(own: ExerciseFile) -> None:
    later = logged("three", "four", after=own.recorded())[2:]

    behind_gap = own.merge(later[1:])
    before = own.recorded()
    following = own.merge(later[:1])
    rows = own.recorded()

    assert (behind_gap.joined, keys(before)) == ((), [("P1", 1), ("P1", 2)])
    assert following.joined == tuple(later)
    assert keys(rows) == [("P1", 1), ("P1", 2), ("P1", 3), ("P1", 4)]
    assert reopen_own(own).recorded() == rows
    assert verify(own.path).is_intact
    assert rows_of(own.path, "SELECT seq FROM timeline ORDER BY seq") == [(1,), (2,), (3,), (4,)]


def reopen_own(own: ExerciseFile) -> ExerciseFile:
    own.close()
    journal = reopen(own.path)
    journal.close()
    return journal


def merged_file(folder: Path, *portions: Sequence[Recorded], warn: Warned | None = None) -> Path:
    """Make a file and its shadow with these rows merged into it, closed."""
    journal = create(folder / "a.tabletop", shadow_in(folder / "shadow", warn))
    log(journal, decision("at home"))
    for rows in portions:
        journal.merge(rows)
    journal.close()
    return folder / "a.tabletop"


def codes(path: Path, shadow: Path | None = None) -> list[str]:
    return [finding.code for finding in verify(path, shadow).findings]


@pytest.mark.parametrize(
    ("portions", "findings"),
    [
        ([[LOGBOOK[0], LOGBOOK[2]]], ["rows-missing"]),
        ([LOGBOOK, OTHER_WAY], ["rows-aside"]),
        ([[LOGBOOK[0], LOGBOOK[3]], OTHER_WAY], ["rows-missing"]),
        ([LOGBOOK], []),
    ],
)
def test_what_merged_rows_lack_or_contradict_is_told_and_is_no_damage(
    tmp_path: Path, portions: list[list[Recorded]], findings: list[str], again: New
) -> None:
    path = merged_file(tmp_path, *portions)

    report = verify(path, tmp_path / "shadow")
    read = read_exercise(path, read_pack=read_pack)
    journal = again()

    assert sorted({finding.code for finding in report.findings} - {"rows-aside"}) == [
        code for code in findings if code != "rows-aside"
    ]
    assert (report.is_intact, report.is_undamaged) == (not findings, True)
    assert read.is_intact
    assert said(read.recorded) == said(journal.recorded())
    assert (read.union.gaps, read.union.branches) == (journal.union().gaps, journal.union().branches)


def test_rows_set_aside_are_named_by_verify(tmp_path: Path) -> None:
    path = merged_file(tmp_path, LOGBOOK, OTHER_WAY)

    (finding,) = verify(path, tmp_path / "shadow").findings

    assert (finding.code, finding.fields, finding.advice) == (
        "rows-aside",
        {"station": "P1", "rows": 5},
        False,
    )


def test_an_altered_row_that_lies_aside_is_damage(tmp_path: Path) -> None:
    forged = replace(OTHER_WAY[1], entry=replace(OTHER_WAY[1].entry, author="eve"))
    path = merged_file(tmp_path, LOGBOOK, [forged])

    report = verify(path)

    assert [finding.code for finding in report.findings] == ["chain-altered", "rows-aside"]
    assert not report.is_undamaged
    with pytest.raises(UserError):
        reopen(path)


def test_a_file_trusts_its_caller_to_merge_only_rows_whose_hash_is_right(tmp_path: Path) -> None:
    """`logbook_reader` hands on no other; what slips through is damage that `verify` finds."""
    forged = replace(LOGBOOK[0], entry=replace(LOGBOOK[0].entry, author="eve"))

    path = merged_file(tmp_path, [forged])

    assert codes(path) == ["chain-altered"]


# The shadow --------------------------------------------------------------------------------------


def test_the_shadow_has_every_merged_row(tmp_path: Path) -> None:
    warned = Warned()

    merged_file(tmp_path, LOGBOOK, OTHER_WAY, [logged("x", "y", station="P2")[1]], warn=warned)

    found = read_shadow(tmp_path / "shadow")
    assert keys_of(found.entries) == [("DIR", 1), *keys(LOGBOOK)]
    assert keys_of(found.loose) == [("P1", 2), ("P1", 3), ("P2", 2)]
    assert warned.codes == []


def keys_of(entries: Iterable[object]) -> list[tuple[str, int]]:
    return [(entry.station, entry.seq) for entry in entries]  # type: ignore[attr-defined]


def test_rows_behind_a_gap_move_into_the_log_once_it_is_filled(tmp_path: Path) -> None:
    merged_file(tmp_path, LOGBOOK[2:], OTHER_WAY[1:], LOGBOOK[:2])

    found = read_shadow(tmp_path / "shadow")
    assert len(found.entries) + len(found.loose) == 1 + len(LOGBOOK) + len(OTHER_WAY) - 1
    assert {entry.hash for entry in (*found.entries, *found.loose)} >= said([*LOGBOOK, *OTHER_WAY])


def test_a_lost_shadow_is_made_anew_with_the_rows_that_lie_aside(tmp_path: Path, again: New) -> None:
    path = merged_file(tmp_path, LOGBOOK, OTHER_WAY, logged("x", "y", station="P2")[1:])

    again(shadow_in(tmp_path / "other")).close()

    assert codes(path, tmp_path / "other") == ["rows-missing", "rows-aside"]
    assert (tmp_path / "other" / LOOSE_NAME).read_bytes().count(b"\n") == 3


def test_reopening_leaves_a_complete_shadow_as_it_is(tmp_path: Path, again: New) -> None:
    merged_file(tmp_path, LOGBOOK, OTHER_WAY)
    loose = tmp_path / "shadow" / LOOSE_NAME
    before = (loose.read_bytes(), loose.stat().st_mtime_ns)
    warned = Warned()

    again(shadow_in(tmp_path / "shadow", warned)).close()

    assert (loose.read_bytes(), loose.stat().st_mtime_ns) == before
    assert warned.codes == []


@pytest.mark.parametrize(
    "portions",
    [
        [LOGBOOK, OTHER_WAY],
        [OTHER_WAY, LOGBOOK],
        [[LOGBOOK[0], LOGBOOK[3]]],
        [[LOGBOOK[0], LOGBOOK[2]], OTHER_WAY],
    ],
)
def test_an_exercise_comes_back_from_its_shadow_with_what_lay_aside(
    tmp_path: Path, portions: list[list[Recorded]]
) -> None:
    path = merged_file(tmp_path, *portions)
    before = read_exercise(path, read_pack=read_pack)
    out = tmp_path / "out.tabletop"

    findings = recover(tmp_path / "shadow", out, unzip_pack=unzip_pack)

    after = read_exercise(out, read_pack=read_pack)
    assert findings == []
    assert said(after.recorded) == said(before.recorded)
    assert (after.union.gaps, after.union.branches) == (before.union.gaps, before.union.branches)


def test_a_logbook_with_a_part_of_the_pack_comes_back_as_that(tmp_path: Path) -> None:
    shadow = shadow_in(tmp_path / "shadow")
    made = {"pack": PACK, "exercise_id": EXERCISE, "station": "P1", "full_sha256": "f" * 64}
    journal = ExerciseFile.create(tmp_path / "a.tabletop", shadow=shadow, **made)  # type: ignore[arg-type]  # as named
    log(journal, decision(), station="P1")
    header, rows = journal.header, journal.recorded()
    journal.close()

    findings = recover(tmp_path / "shadow", tmp_path / "out.tabletop", unzip_pack=unzip_pack)

    after = read_exercise(tmp_path / "out.tabletop", read_pack=read_pack)
    assert findings == []
    assert (after.header, after.recorded) == (header, rows)
    assert rows[0].entry.prev == "f" * 64


def test_a_loose_row_that_is_not_whole_proves_nothing(tmp_path: Path) -> None:
    merged_file(tmp_path, LOGBOOK, OTHER_WAY)
    loose = tmp_path / "shadow" / LOOSE_NAME
    altered = json.loads(loose.read_bytes().splitlines()[0]) | {"author": "eve"}
    loose.write_bytes(b"{torn\n" + json.dumps(altered).encode() + b"\n" + loose.read_bytes())

    found = read_shadow(tmp_path / "shadow")

    assert {entry.hash for entry in found.loose} == said(OTHER_WAY[1:])


# One file ----------------------------------------------------------------------------------------


def test_a_merge_is_one_transaction(tmp_path: Path, new: New) -> None:
    journal = new(shadow_in(tmp_path / "shadow"))
    log(journal, decision())
    connection = journal._held.connection
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    connection.commit()
    many = logged(*("x" * 900 for _ in range(40)))

    with pytest.raises(UserError) as refused:
        journal.merge(many, [b"photo"])
    before = journal.recorded(), rows_in(journal, "journal"), rows_in(journal, "attachments")
    connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    connection.commit()
    merged = journal.merge(many, [b"photo"])
    journal.close()

    assert refused.value.code == "disk-full"
    assert (len(before[0]), before[1], before[2]) == (1, 1, 0)
    assert len(merged.joined) == 40
    assert codes(tmp_path / "a.tabletop", tmp_path / "shadow") == []


def rows_in(journal: ExerciseFile, name: str) -> int:
    connection = journal._held.connection
    with connection.begin():
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one())


def test_nothing_is_merged_into_a_file_that_is_not_in_its_place(tmp_path: Path, new: New) -> None:
    journal = new()
    journal.path.rename(tmp_path / "kept.tabletop")

    with pytest.raises(UserError) as refused:
        journal.merge(LOGBOOK)

    assert refused.value.code == "file-gone"
    assert journal.recorded() == ()


def test_an_attachment_is_kept_once(tmp_path: Path, journal: Journal) -> None:
    name = sha256(b"photo").hexdigest()

    journal.merge(LOGBOOK[:1], [b"photo", b"photo"])
    journal.merge(LOGBOOK, [b"photo"])

    assert journal.attachment(name) == b"photo"
    assert journal.attachment("0" * 64) is None
    if isinstance(journal, ExerciseFile):
        assert rows_in(journal, "attachments") == 1
        assert (tmp_path / "shadow" / ATTACHMENTS_NAME / name).read_bytes() == b"photo"


def test_a_file_with_rows_aside_is_backed_up(tmp_path: Path, new: New) -> None:
    warned = Warned()
    journal = new(shadow_in(tmp_path / "shadow", warned))
    for rows in (LOGBOOK, OTHER_WAY, logged("x", "y", station="P2")[1:]):
        journal.merge(rows)

    journal.back_up()

    (backup,) = (tmp_path / "shadow" / "backups").glob("*.tabletop")
    assert warned.codes == []
    assert rows_of(backup, "SELECT count(*) FROM aside") == [(2,)]
    assert codes(backup) == ["rows-missing", "rows-aside"]


@pytest.mark.parametrize("statement", ["UPDATE aside SET author = 'x'", "DELETE FROM aside"])
def test_rows_aside_are_never_changed(tmp_path: Path, statement: str) -> None:
    path = merged_file(tmp_path, LOGBOOK, OTHER_WAY)

    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(sqlite3.DatabaseError, match="never changed"),
    ):
        connection.execute(statement)
