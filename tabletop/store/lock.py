"""One writer a file: the lock, who holds it, and what differs between operating systems.

It must not know what is in the file. The lock itself is the operating system's and ends with the
process; the owner file beside it only tells others whom to ask. Left over after a kill, both are
taken over by the next opening.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from tabletop.errors import UserError
from tabletop.store.codec import canonical, parse_object


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who holds a file, since when (ISO 8601, UTC), and its latest backup, if there is one."""

    host: str
    process: int
    since: str
    snapshot: str = ""

    @property
    def is_this_process(self) -> bool:
        """Tell whether it is we who hold it."""
        return (self.host, self.process) == (socket.gethostname(), os.getpid())


class Hold:
    """The lock on one file while this process has it."""

    def __init__(self, path: Path, lock: FileLock, owner: Owner) -> None:
        self._path = path
        self._lock = lock
        self._owner = owner

    def note_snapshot(self, snapshot: Path) -> None:
        """Tell others where the latest backup stands; never raises."""
        self._owner = replace(self._owner, snapshot=str(snapshot))
        with suppress(OSError):
            _write_owner(self._path, self._owner)

    def release(self) -> None:
        """Let go; the files beside are removed while nobody else can have taken them."""
        with suppress(OSError):
            _owner_path(self._path).unlink(missing_ok=True)
            Path(self._lock.lock_file).unlink(missing_ok=True)
        self._lock.release()


def take(path: Path) -> Hold:
    """Take the lock on a file.

    Raises UserError `file-held` (and its kin) when someone has it, `file-read-only` or
    `write-failed` when nothing can be written beside it.
    """
    # Not bound to a thread: the application opens in one and writes in another.
    lock = FileLock(f"{path}.lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise held(path) from None
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise UserError("file-read-only", file=str(path)) from error
        raise UserError("write-failed", file=str(path), reason=error.strerror) from error
    since = datetime.now(UTC).isoformat(timespec="seconds")
    owner = Owner(host=socket.gethostname(), process=os.getpid(), since=since)
    with suppress(OSError):
        _write_owner(path, owner)
    return Hold(path, lock, owner)


def owner_of(path: Path) -> Owner | None:
    """Return who says to hold a file; None when nobody does or it cannot be read."""
    try:
        said = parse_object(_owner_path(path).read_text(encoding="utf-8"))
        return Owner(**{name: kind(said[name]) for name, kind in _OWNER_FIELDS.items()})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def held(path: Path) -> UserError:
    """Return the refusal for a file that someone has open, as precise as the owner file allows."""
    owner = owner_of(path)
    if owner is None:
        return UserError("file-held-unknown", file=str(path))
    facts = {"file": str(path), "holder": f"{owner.host} ({owner.process})", "since": owner.since}
    if not owner.snapshot:
        return UserError("file-held-new", **facts)
    return UserError("file-held", **facts, snapshot=owner.snapshot)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable. Windows has no such call and needs none: it logs names itself."""
    if sys.platform == "win32":  # pragma: no cover - another system
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """Write a whole file beside its place, sync it, and put it there in one step. Raises OSError."""
    beside = Path(f"{path}.new")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    sync_folder(path.parent)


_OWNER_FIELDS = {"host": str, "process": int, "since": str, "snapshot": str}


def _owner_path(path: Path) -> Path:
    return Path(f"{path}.owner")


def _write_owner(path: Path, owner: Owner) -> None:
    beside = Path(f"{path}.owner.new")
    beside.write_text(canonical(asdict(owner)), encoding="utf-8")
    beside.replace(_owner_path(path))
