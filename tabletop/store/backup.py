"""Backups of an open exercise: copied, opened, checked, thinned; it must not touch the file itself."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from tabletop.errors import UnreadableError
from tabletop.store.file_maker import discard, put_in_place
from tabletop.store.migrations import STEPS, Step, climb
from tabletop.store.verify import verify

RECENT, DAYS, WEEKS = 12, 7, 4

_STAMP = "%Y%m%dT%H%M%SZ"


def copy_to(connection: Connection, beside: Path) -> None:
    """Copy the file of a held connection, synced but not yet checked.

    Raises sqlite3.Error or OSError with nothing left behind.
    """
    source = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    with ExitStack() as stack:
        stack.callback(discard, beside)
        discard(beside)
        with closing(sqlite3.connect(beside)) as copy:
            source.backup(copy)
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        stack.pop_all()


def place_checked(beside: Path, target: Path) -> None:
    """Check a copy and give it its name. Raises UserError, with the copy removed, if it is damaged."""
    with ExitStack() as stack:
        stack.callback(discard, beside)
        report = verify(beside)
        if not report.is_undamaged:
            raise UnreadableError("file-damaged", report.findings, file=str(beside))
        put_in_place(beside, target)


def upgrade(connection: Connection, path: Path, *, steps: Sequence[Step] = STEPS) -> None:
    """Bring an older file up to date, after a checked backup beside it (`NAME-schema-N`).

    Raises DBAPIError, sqlite3.Error, OSError or UserError with the file as it was.
    """
    with connection.begin():
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version < 1 + len(steps):
        target = path.with_name(f"{path.stem}-schema-{version}{path.suffix}")
        beside = Path(f"{target}.new")
        copy_to(connection, beside)
        place_checked(beside, target)
        with connection.begin():
            climb(connection, steps=steps)


def backup_path(folder: Path, exercise: str, wall_at: datetime) -> Path:
    """Return where a backup of this moment stands: `EXERCISE-YYYYMMDDTHHMMSSZ.tabletop`."""
    return folder / f"{_plain(exercise)}-{wall_at.astimezone(UTC).strftime(_STAMP)}.tabletop"


def latest_backup(folder: Path, exercise: str) -> Path | None:
    """Return the newest backup of an exercise in a folder."""
    found = backups(folder, exercise)
    return found[max(found)] if found else None


def backups(folder: Path, exercise: str) -> dict[datetime, Path]:
    """Return the backups of an exercise in a folder by the moment they were made, in no order."""
    name = re.compile(rf"{_plain(exercise)}-(\d{{8}}T\d{{6}}Z)\.tabletop")
    matches = ((path, name.fullmatch(path.name)) for path in folder.glob("*.tabletop"))
    return {_wall_at(match[1]): path for path, match in matches if match}


def thin(folder: Path, exercise: str) -> None:
    """Remove backups that are neither recent nor the last of their day or week. Raises OSError."""
    found = backups(folder, exercise)
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


def _plain(exercise: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", exercise)


def _wall_at(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
