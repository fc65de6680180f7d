"""One writer a file, and words about who it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tabletop.errors import UserError
from tabletop.store.lock import Owner, held, owner_of, take, write_durably


def test_a_lock_names_its_owner_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.tabletop"

    hold = take(path)
    owner = owner_of(path)
    hold.note_snapshot(tmp_path / "copy")
    noted = owner_of(path)
    hold.release()

    assert owner is not None
    assert owner.is_this_process
    assert owner.since.endswith("+00:00")
    assert noted is not None
    assert noted.snapshot == str(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_lock_is_had_once(tmp_path: Path) -> None:
    hold = take(tmp_path / "a")

    with pytest.raises(UserError) as refused:
        take(tmp_path / "a")
    hold.release()
    take(tmp_path / "a").release()

    assert refused.value.code == "file-held-new"


def test_what_a_killed_program_left_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "a.lock").touch()
    (tmp_path / "a.owner").write_text('{"host":"gone","process":1,"since":"2024","snapshot":""}')

    hold = take(tmp_path / "a")
    owner = owner_of(tmp_path / "a")
    hold.release()

    assert owner is not None
    assert owner.process == os.getpid()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"host":1}', '{"host":"x","process":"many","since":"","snapshot":""}']
)
def test_an_owner_file_that_makes_no_sense_names_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.owner").write_text(text)

    refused = held(tmp_path / "a")

    assert refused.code == "file-held-unknown"


def test_another_computer_is_not_this_process() -> None:
    owner = Owner(host="elsewhere", process=os.getpid(), since="2024")

    assert not owner.is_this_process


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_durably(tmp_path / "a", b"new")

    assert (tmp_path / "a").read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
