"""What is left of the director's laptop becomes a file of the one who takes over; the source stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from store.samples import Warned, create, decision, edit, log, logged, read_pack, shadow_in, unzip_pack

from tabletop.errors import UnreadableError, UserError
from tabletop.store.exercise_reader import read_exercise, read_header
from tabletop.store.shadow import LOG_NAME, PACK_NAME
from tabletop.store.successor import Remains, make_successor, remains_of
from tabletop.store.verify import verify

LOGBOOK = logged("one", "two", "three")
OTHER_WAY = logged("second", after=LOGBOOK[:1])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The director's file with merged rows, one of them aside, and its shadow folder."""
    journal = create(tmp_path / "a.tabletop", shadow_in(tmp_path / "shadow"))
    journal.merge(LOGBOOK, [b"photo"])
    journal.merge(OTHER_WAY)
    log(journal, decision())
    journal.keep_running_clock(7_000)
    journal.close()
    return tmp_path / "a.tabletop"


def left(source: Path) -> Remains:
    return remains_of(source, unzip_pack=unzip_pack)


@pytest.mark.parametrize("name", ["a.tabletop", "shadow", f"shadow/{LOG_NAME}"])
def test_a_file_and_its_shadow_tell_the_same(source: Path, name: str) -> None:
    remains = left(source.parent / name)

    assert {row.entry.hash for row in remains.rows.aside} == {OTHER_WAY[1].entry.hash}
    assert {(row.entry.station, row.entry.seq) for row in remains.union.counted} == {("P1", 1), ("DIR", 1)}
    assert remains.attachments == (b"photo",)
    assert remains.is_shadow == (name != "a.tabletop")
    assert remains.running_ms == (7_000 if remains.is_shadow else None)


def test_an_empty_shadow_has_no_running_clock(tmp_path: Path) -> None:
    create(tmp_path / "a.tabletop", shadow_in(tmp_path / "shadow")).close()

    remains = left(tmp_path / "shadow")

    assert (len(remains.rows), remains.running_ms) == (0, None)


def test_the_successor_is_the_same_exercise_of_another_station(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()

    make_successor(left(source), tmp_path / "b.tabletop", "DIR-2")

    ours, theirs = (read_exercise(path, read_pack=read_pack) for path in (tmp_path / "b.tabletop", source))
    assert read_header(tmp_path / "b.tabletop") == replace(theirs.header, station="DIR-2")
    assert ours.recorded == theirs.recorded
    assert verify(tmp_path / "b.tabletop").is_undamaged
    assert source.read_bytes() == before


def test_an_existing_file_is_not_replaced(source: Path, tmp_path: Path) -> None:
    (tmp_path / "b.tabletop").write_bytes(b"mine")

    with pytest.raises(UserError) as refused:
        make_successor(left(source), tmp_path / "b.tabletop", "DIR-2")

    assert refused.value.code == "file-exists"
    assert (tmp_path / "b.tabletop").read_bytes() == b"mine"


def test_rows_that_are_not_whole_make_no_successor(source: Path, tmp_path: Path) -> None:
    remains = left(source)
    forged = replace(remains.rows.recorded[0].entry, author="eve")
    remains.rows._recorded[0] = replace(remains.rows.recorded[0], entry=forged)

    with pytest.raises(UnreadableError) as refused:
        make_successor(remains, tmp_path / "b.tabletop", "DIR-2")

    assert refused.value.code == "file-damaged"
    assert not (tmp_path / "b.tabletop").exists()


@pytest.mark.parametrize("change", ["DELETE FROM header", "UPDATE journal SET author = 'eve' WHERE seq = 2"])
def test_a_damaged_file_is_refused(source: Path, change: str) -> None:
    edit(source, change)

    with pytest.raises(UnreadableError) as refused:
        left(source)

    assert refused.value.code == "file-damaged"


@pytest.mark.parametrize(
    ("name", "code"), [(LOG_NAME, "shadow-header-lost"), (PACK_NAME, "shadow-pack-gone")]
)
def test_a_shadow_without_what_it_needs_is_refused(source: Path, name: str, code: str) -> None:
    lost = source.parent / "shadow" / name
    if name == LOG_NAME:
        lost.write_bytes(b"{}\n")
    else:
        lost.unlink()

    with pytest.raises(UserError) as refused:
        left(source.parent / "shadow")

    assert refused.value.code == code


def test_a_copy_stands_checked_at_another_place_and_replaces_an_older_one(tmp_path: Path) -> None:
    warned = Warned()
    journal = create(tmp_path / "a.tabletop", shadow_in(tmp_path / "shadow", warned))
    log(journal, decision("first"))
    journal.copy(tmp_path / "copy.tabletop")
    log(journal, decision("second"), second=1)
    journal.copy(tmp_path / "copy.tabletop")

    with pytest.raises(UserError) as refused:
        journal.copy(tmp_path / "gone" / "copy.tabletop")
    journal.close()

    assert len(read_exercise(tmp_path / "copy.tabletop", read_pack=read_pack).recorded) == 2
    assert refused.value.code == "folder-missing"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tabletop", "copy.tabletop", "shadow"]
