"""A disk that fills up or fails costs the row that was being written, and nothing else."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from store.samples import Warned, decision, log, logged, read_pack, shadow_in, stamp

from tabletop.errors import UserError
from tabletop.store.engine import write_refusal
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.shadow import LOG_NAME, read_shadow
from tabletop.store.verify import verify

New = Callable[..., ExerciseFile]


def refused_code(journal: ExerciseFile, text: str = "x" * 9000) -> str:
    with pytest.raises(UserError) as refused:
        log(journal, decision(text))
    return refused.value.code


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path, new: New) -> None:
    journal = new(shadow_in(tmp_path / "shadow"))
    log(journal, decision())
    pages = journal._held.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    journal._held.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    journal._held.connection.commit()

    codes = [refused_code(journal), refused_code(journal)]
    journal._held.connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    journal._held.connection.commit()
    log(journal, decision("after"), second=1)
    journal.close()

    assert codes == ["disk-full", "disk-full"]
    assert verify(tmp_path / "a.tabletop", tmp_path / "shadow").is_intact
    assert [
        row.entry.seq for row in read_exercise(tmp_path / "a.tabletop", read_pack=read_pack).recorded
    ] == [1, 2]


def test_an_attachment_that_finds_no_room_is_refused(new: New) -> None:
    journal = new()
    journal._held.connection.exec_driver_sql("PRAGMA max_page_count = 1")
    journal._held.connection.commit()

    with pytest.raises(UserError) as refused:
        journal.attach(b"x" * 100_000)

    assert refused.value.code == "disk-full"


CHILD = """
import resource, sys
from pathlib import Path
from store.samples import Warned, create, decision, log, shadow_in
from tabletop.errors import UserError

folder, room = Path(sys.argv[1]), int(sys.argv[2])
warned = Warned()
journal = create(folder / "a.tabletop", shadow_in(folder / "shadow", warned))
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
acknowledged = refused = 0
for number in range(400):
    try:
        log(journal, decision("x" * 200), second=number)
        acknowledged += 1
    except UserError as error:
        refused += 1
        print(error.code)
        if refused == 3:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print("acknowledged", acknowledged, "refused", refused, *sorted(set(warned.codes)))
journal.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("room", [110_000, 150_001, 190_000])
def test_rows_acknowledged_on_a_full_disk_are_the_rows_found(tmp_path: Path, room: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, tmp_path, str(room)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )

    *codes, last = done.stdout.splitlines()
    words = last.split()
    assert set(codes) <= {"disk-full", "write-failed"}
    assert words[:4] == ["acknowledged", str(400 - len(codes)), "refused", str(len(codes))]
    assert len(codes) >= 3
    report = verify(tmp_path / "a.tabletop", tmp_path / "shadow")
    assert report.findings == ()
    assert [station.rows for station in report.stations] == [int(words[1])]


@contextmanager
def room_for_files(limit: int) -> Iterator[None]:
    """Let every file of this process stay below `limit` bytes; pytest's own output must lie outside."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_file_that_finds_no_room_is_not_left_half_made(tmp_path: Path, new: New) -> None:
    with room_for_files(4_000), pytest.raises(UserError) as refused:
        new()

    assert refused.value.code == "write-failed"
    assert list(tmp_path.iterdir()) == []


def test_a_shadow_that_finds_no_room_warns_and_is_mended(tmp_path: Path, new: New) -> None:
    warned = Warned()
    journal = new(shadow_in(tmp_path / "shadow", warned))
    log(journal, decision("first"))
    size = (tmp_path / "shadow" / LOG_NAME).stat().st_size
    entry = journal._rows.following("DIR", "DIR", event=decision("x" * 500), stamp=stamp(1))
    journal._insert(entry.entry)
    journal._rows.add(entry)
    assert journal._log is not None
    with room_for_files(size + 100):
        journal._log.append(entry.entry)
    torn = read_shadow(tmp_path / "shadow")
    log(journal, decision("third"), second=2)

    assert (len(torn.entries), torn.is_torn) == (1, True)
    assert warned.codes == ["shadow-failed"]
    assert [entry.seq for entry in read_shadow(tmp_path / "shadow").entries] == [1, 2, 3]


def test_nothing_is_written_into_a_file_that_is_not_in_its_place_until_it_is_put_back(
    tmp_path: Path, new: New
) -> None:
    journal = new(shadow_in(tmp_path / "shadow"))
    log(journal, decision())
    kept = tmp_path / "kept.tabletop"
    journal.path.rename(kept)

    moved = refused_code(journal, "moved")
    journal.path.write_bytes(kept.read_bytes())
    replaced = refused_code(journal, "replaced")
    with pytest.raises(UserError) as refused:
        journal.attach(b"photo")
    kept.replace(journal.path)
    log(journal, decision("back"), second=1)
    journal.close()

    assert (moved, replaced, refused.value.code) == ("file-gone", "file-gone", "file-gone")
    assert verify(tmp_path / "a.tabletop", tmp_path / "shadow").findings == ()
    kept_rows = read_exercise(tmp_path / "a.tabletop", read_pack=read_pack).recorded
    assert [row.entry.seq for row in kept_rows] == [1, 2]


class FaultyConnection(sqlite3.Connection):
    """A driver that fails on command, before or after a commit, or in everything."""

    fault = ""

    def commit(self) -> None:
        if self.fault == "before":
            raise _disk_error()
        super().commit()
        if self.fault == "after":
            raise _disk_error()

    def cursor(self, *args: Any, **more: Any) -> sqlite3.Cursor:
        if self.fault == "everything":
            raise _disk_error()
        return super().cursor(*args, **more)


def _disk_error() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch, new: New) -> tuple[ExerciseFile, FaultyConnection]:
    """An exercise file over a driver that fails on command."""
    connect = sqlite3.connect
    made: list[FaultyConnection] = []

    def connect_faulty(*args: Any, **more: Any) -> FaultyConnection:
        connection: FaultyConnection = connect(*args, **more, factory=FaultyConnection)
        made.append(connection)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_faulty)
    journal = new()
    return journal, made[-1]


def test_a_failed_commit_leaves_no_row(faulty: tuple[ExerciseFile, FaultyConnection]) -> None:
    journal, connection = faulty
    log(journal, decision())
    connection.fault = "before"

    code = refused_code(journal)
    connection.fault = ""
    log(journal, decision(), second=1)

    assert code == "write-failed"
    assert [row.entry.seq for row in journal.recorded()] == [1, 2]


def test_a_row_that_stands_although_its_commit_failed_is_not_chained_twice(
    faulty: tuple[ExerciseFile, FaultyConnection],
) -> None:
    journal, connection = faulty
    connection.fault = "after"
    log(journal, decision("one"))
    connection.fault = ""
    log(journal, decision("two"), second=1)
    journal.close()

    assert verify(journal.path).is_intact
    assert len(read_exercise(journal.path, read_pack=read_pack).recorded) == 2


def test_a_failed_commit_leaves_nothing_of_a_merge(faulty: tuple[ExerciseFile, FaultyConnection]) -> None:
    journal, connection = faulty
    rows = logged("one", "two")
    connection.fault = "before"

    with pytest.raises(UserError) as refused:
        journal.merge(rows, [b"photo"])
    connection.fault = ""
    before = journal.recorded()
    merged = journal.merge(rows, [b"photo"])

    assert (refused.value.code, before) == ("write-failed", ())
    assert merged.joined == tuple(rows)


@pytest.mark.parametrize("known", [0, 2])
def test_a_merge_that_stands_although_its_commit_failed_is_not_done_twice(
    faulty: tuple[ExerciseFile, FaultyConnection], known: int
) -> None:
    journal, connection = faulty
    rows = logged("one", "two")
    journal.merge(rows[:known])
    connection.fault = "after"
    first = journal.merge(rows if not known else logged("other"))
    connection.fault = ""
    again = journal.merge(rows if not known else logged("other"))
    journal.close()

    assert (len(first.joined), len(first.put_aside)) == ((0, 1) if known else (2, 0))
    assert (again.joined, again.put_aside) == ((), ())
    assert verify(journal.path).is_undamaged


def test_an_attachment_of_which_nobody_knows_whether_it_stands_is_refused_and_may_come_again(
    faulty: tuple[ExerciseFile, FaultyConnection],
) -> None:
    journal, connection = faulty
    connection.fault = "after"
    with pytest.raises(UserError) as refused:
        journal.merge([], [b"photo"])
    connection.fault = ""

    journal.merge([], [b"photo"])

    assert refused.value.code == "write-failed"
    assert journal.attachment(sha256(b"photo").hexdigest()) == b"photo"


def test_a_disk_that_does_not_answer_at_all_is_a_refusal(
    faulty: tuple[ExerciseFile, FaultyConnection],
) -> None:
    journal, connection = faulty
    connection.fault = "everything"

    code = refused_code(journal)
    connection.fault = ""

    assert code == "write-failed"
    assert journal.recorded() == ()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(28, "No space left on device"), "disk-full"),
        (OSError(13, "Permission denied"), "file-read-only"),
        (OSError(30, "Read-only file system"), "file-read-only"),
        (OSError(5, "Input/output error"), "write-failed"),
        (OSError("odd"), "write-failed"),
    ],
)
def test_the_system_is_taken_at_its_word(tmp_path: Path, error: OSError, code: str) -> None:
    refused = write_refusal(tmp_path / "a.tabletop", error)

    assert refused.code == code


def test_a_folder_that_is_gone_has_no_free_space_to_ask_for(tmp_path: Path) -> None:
    refused = write_refusal(tmp_path / "gone" / "a.tabletop", OSError(5, "Input/output error"))

    assert refused.code == "write-failed"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_FULL, "disk-full"),
        (sqlite3.SQLITE_READONLY, "file-read-only"),
        (sqlite3.SQLITE_BUSY, "file-held-unknown"),
        (sqlite3.SQLITE_CORRUPT, "file-damaged"),
        (sqlite3.SQLITE_IOERR, "write-failed"),
    ],
)
def test_sqlite_is_taken_at_its_word(tmp_path: Path, number: int, code: str) -> None:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorcode = number

    refused = write_refusal(tmp_path / "a.tabletop", error)

    assert refused.code == code
