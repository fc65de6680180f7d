"""Backups of an open exercise: copied, opened, checked, thinned; it must not touch the file itself."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from tabletop.errors import UnreadableError
from tabletop.store.file_maker import discard, put_in_place
from tabletop.store.verify import verify

RECENT, DAYS, WEEKS = 12, 7, 4

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r".*-(\d{8}T\d{6}Z)\.tabletop")


def copy_checked(connection: Connection, target: Path) -> None:
    """Copy the file of a held connection to `target`, checked before it gets its name.

    Raises sqlite3.Error, OSError, or UserError when the copy is not intact.
    """
    beside = Path(f"{target}.new")
    source = connection.connection.dbapi_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the only driver we use
    with ExitStack() as stack:
        stack.callback(discard, beside)
        discard(beside)
        with closing(sqlite3.connect(beside)) as copy:
            source.backup(copy)
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        report = verify(beside)
        if not report.is_intact:
            raise UnreadableError("file-damaged", report.findings, file=str(beside))
        put_in_place(beside, target)


def backup_path(folder: Path, exercise: str, wall_at: datetime) -> Path:
    """Return where a backup of this moment stands: `EXERCISE-YYYYMMDDTHHMMSSZ.tabletop`."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", exercise)
    return folder / f"{plain}-{wall_at.astimezone(UTC).strftime(_STAMP)}.tabletop"


def latest_backup(folder: Path) -> Path | None:
    """Return the newest backup of a folder."""
    found = _backups(folder)
    return found[max(found)] if found else None


def thin(folder: Path) -> None:
    """Remove backups that are neither recent nor the last of their day or week. Raises OSError."""
    found = _backups(folder)
    for wall_at in found.keys() - kept(found):
        found[wall_at].unlink()


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Choose which backups stay: the 12 newest, the last of 7 days, the last of 4 weeks (ISO)."""
    newest_first = sorted(moments, reverse=True)
    days = _last_of_each(newest_first, lambda moment: moment.date())
    weeks = _last_of_each(newest_first, lambda moment: moment.isocalendar()[:2])
    return {*newest_first[:RECENT], *days[:DAYS], *weeks[:WEEKS]}


def _last_of_each(newest_first: Iterable[datetime], span: Callable[[datetime], Hashable]) -> list[datetime]:
    last: dict[Hashable, datetime] = {}
    for moment in newest_first:
        last.setdefault(span(moment), moment)
    return list(last.values())


def _backups(folder: Path) -> dict[datetime, Path]:
    found = {}
    for path in folder.glob("*.tabletop"):
        match = _NAME.fullmatch(path.name)
        if match:
            found[datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)] = path
    return found
