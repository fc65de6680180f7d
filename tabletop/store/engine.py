"""SQLite connections with our settings, and what its refusals mean; it must not know any table.

An exercise is held by one connection with `locking_mode=EXCLUSIVE`: in that mode SQLite keeps the
`-journal` file while open, invalidates it by overwriting its header (synced) at each commit, and
removes it on closing. A reader creates and changes nothing beside the file.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.store.lock import held, owner_of
from tabletop.store.migrations import SCHEMA_VERSION, climb

Fault = DBAPIError | sqlite3.Error | UnicodeDecodeError
"""What SQLite raises over a damaged file: a message that quotes the damage may be no text itself."""
FAULTS = (DBAPIError, sqlite3.Error, UnicodeDecodeError)

APPLICATION_ID = 0x54545845
_WAIT_TO_HOLD_S = 2.0
_WAIT_TO_READ_S = 0.1
_NO_SPACE_LEFT_BYTES = 1_000_000

_COMMON = ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0")
_HOLDING = ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=EXTRA")


@dataclass(frozen=True, slots=True)
class Preamble:
    """What the first bytes of an exercise file say."""

    version: int
    is_wal: bool


def existing_file(path: Path) -> Path:
    """Return the file itself behind any link. Raises UserError where there is none."""
    try:
        path = path.resolve()
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise UserError("file-unreadable", file=str(path), reason=reason_of(error)) from error
    if is_folder:
        raise UserError("path-is-folder", file=str(path))
    if not exists:
        raise UserError("file-missing", file=str(path))
    return path


def place_for_file(path: Path) -> Path:
    """Return where a file may be made. Raises UserError where none can stand."""
    try:
        path = path.resolve()
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
    except OSError as error:
        raise write_refusal(path, error) from error
    if is_folder:
        raise UserError("path-is-folder", file=str(path))
    if not has_folder:
        raise UserError("folder-missing", folder=str(path.parent))
    return path


def preamble(path: Path) -> Preamble:
    """Read what a file says it is, without SQLite.

    Not for a file that this process holds: closing any handle of it would drop SQLite's own lock.
    Raises UserError `not-exercise`, `file-newer`, `file-unreadable`.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(100)
    except OSError as error:
        raise UserError("file-unreadable", file=str(path), reason=reason_of(error)) from error
    application_id, version = (int.from_bytes(start[at : at + 4], "big") for at in (68, 60))
    is_ours = start.startswith(b"SQLite format 3\0") and application_id == APPLICATION_ID
    if not is_ours or version == 0:
        raise UserError("not-exercise", file=str(path))
    if version > SCHEMA_VERSION:
        raise UserError("file-newer", file=str(path), version=version, known=SCHEMA_VERSION)
    return Preamble(version, is_wal=2 in start[18:20])


@contextmanager
def holding(path: Path) -> Iterator[Connection]:
    """Open a file for writing, for us alone, until the context ends.

    The caller has taken the lock of `lock.py`. Raises UserError when the file cannot be had.
    """
    engine = _engine(path, "rw", _WAIT_TO_HOLD_S)
    event.listen(engine, "connect", _settle_in)
    event.listen(engine, "begin", _begin_immediate)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        try:
            # SQLite would open what it may not write for reading, and say so only at the first row.
            path.open("r+b").close()
            connection = stack.enter_context(engine.connect())
        except (*FAULTS, OSError) as error:
            raise write_refusal(path, error) from error
        yield connection


@contextmanager
def making(path: Path) -> Iterator[Connection]:
    """Make a new file, alone and in one transaction. Raises DBAPIError."""
    engine = _engine(path, "rwc", _WAIT_TO_HOLD_S)
    event.listen(engine, "begin", _begin_immediate)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        yield stack.enter_context(engine.begin())


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """Open a file for reading as it stands now, writing nothing beside it.

    With a hot journal, in WAL mode or of an older schema a copy is read: only SQLite itself may
    roll back, and `immutable=1` would show the unfinished transaction. Raises UserError
    `file-held` (and its kin), `not-exercise`, `file-newer`; UnreadableError `file-damaged`.
    """
    path = existing_file(path)
    with ExitStack() as stack:
        owner = owner_of(path)
        if owner is not None and owner.is_this_process:
            _snapshot(path, stack)  # refuses before `preamble` opens a handle
        start = preamble(path)
        is_as_we_make_it = not start.is_wal and start.version == SCHEMA_VERSION
        connection = _snapshot(path, stack) if is_as_we_make_it else None
        yield connection if connection is not None else _snapshot_of_copy(path, stack)


def sqlite_code(error: Fault) -> int:
    """Return SQLite's primary result code of an error."""
    original = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(original, "sqlite_errorcode", 0)) & 0xFF


def reason_of(error: Fault | OSError) -> str:
    """Return what the system said, without SQLAlchemy's wrapping."""
    if isinstance(error, UnicodeDecodeError):
        return "malformed text"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error.orig if isinstance(error, DBAPIError) else error)


def write_refusal(path: Path, error: Fault | OSError) -> UserError:
    """Return the refusal for a file that could not be written."""
    if isinstance(error, OSError):
        is_full = error.errno == errno.ENOSPC
        is_barred = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    else:
        code = sqlite_code(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return UserError("file-held-unknown", file=str(path))  # the lock is ours: a stranger reads
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or isinstance(error, UnicodeDecodeError):
            return damaged(path, error)
        is_full, is_barred = code == sqlite3.SQLITE_FULL, code in _BARRED
    if is_barred:
        return UserError("file-read-only", file=str(path))
    if is_full or not _has_space(path.parent):
        return UserError("disk-full", file=str(path))
    return UserError("write-failed", file=str(path), reason=reason_of(error))


def damaged(path: Path, error: Fault) -> UnreadableError:
    """Return the refusal for a file whose pages SQLite cannot follow."""
    finding = Finding(code="pages-damaged", fields={"reason": reason_of(error)}, place=path.name)
    return UnreadableError("file-damaged", [finding], file=str(path))


def _has_space(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free >= _NO_SPACE_LEFT_BYTES
    except OSError:
        return True  # then that is not what is known to be wrong


_BARRED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def _engine(path: Path, mode: str, wait_s: float) -> Engine:
    def connect() -> sqlite3.Connection:
        # Autocommit at the driver's level: our own BEGIN says which kind of transaction it is.
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}",
            uri=True,
            timeout=wait_s,
            isolation_level=None,
            check_same_thread=False,
        )
        # A damaged row must be told apart by its hash, not stop the reading of all others.
        connection.text_factory = _tolerant_text
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=StaticPool)


def _tolerant_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _settle_in(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    try:
        for setting in (*_HOLDING, *_COMMON):
            cursor.execute(f"PRAGMA {setting}")
        # Takes the exclusive lock now, not at the first row.
        cursor.execute("BEGIN EXCLUSIVE")
        cursor.execute("COMMIT")
    except sqlite3.Error:
        # Nobody else will close it, and it may hold a shared lock: as long as a statement lives.
        cursor.close()
        connection.close()
        raise


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _look_in(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for setting in _COMMON:
        cursor.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _snapshot(path: Path, stack: ExitStack) -> Connection | None:
    """Connect and begin a read transaction; None when SQLite would have to roll back first."""
    connection = _connect_to_read(path, "ro", stack)
    try:
        connection.begin()
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").all()
    except FAULTS as error:
        if sqlite_code(error) == sqlite3.SQLITE_BUSY:
            raise held(path) from error
        if sqlite_code(error) in _BARRED:
            return None
        raise damaged(path, error) from error
    return connection


def _snapshot_of_copy(path: Path, stack: ExitStack) -> Connection:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tabletop-")))
    copy = folder / path.name
    try:
        for suffix in ("", "-journal", "-wal"):
            source = Path(f"{path}{suffix}")
            if source.exists():
                shutil.copyfile(source, f"{copy}{suffix}")
    except OSError as error:
        raise UserError("file-unreadable", file=str(path), reason=reason_of(error)) from error
    connection = _connect_to_read(copy, "rw", stack)
    try:
        connection.begin()
        climb(connection)
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").all()
    except FAULTS as error:
        raise damaged(path, error) from error
    return connection


def _connect_to_read(path: Path, mode: str, stack: ExitStack) -> Connection:
    engine = _engine(path, mode, _WAIT_TO_READ_S)
    event.listen(engine, "connect", _look_in)
    event.listen(engine, "begin", _begin)
    stack.callback(engine.dispose)
    return stack.enter_context(engine.connect())
