"""What each backup of an exercise holds, read without a trace, for someone who must choose one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tabletop.domain.play.journal import DIRECTOR
from tabletop.errors import UserError
from tabletop.store.backup import backups
from tabletop.store.contents import read_contents
from tabletop.store.engine import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupContents:
    """One good backup: when it was made, its rows and the T+ of its director's last row."""

    path: Path
    made_at: datetime
    rows: int
    elapsed_ms: int


def read_backups(folder: Path, exercise: str) -> list[BackupContents]:
    """Return the good backups of an exercise, the newest first; what is damaged or gone is left out."""
    found = backups(folder, exercise)
    return [
        contents for made_at in sorted(found, reverse=True) for contents in _contents(found[made_at], made_at)
    ]


def _contents(path: Path, made_at: datetime) -> Iterator[BackupContents]:
    try:
        with reading(path) as connection:
            contents = read_contents(connection, path.name)
    except (UserError, OSError):
        return
    if contents.faults:
        return
    station = DIRECTOR if contents.header is None else contents.header.station
    reached = [entry.elapsed_ms for entry in contents.entries if entry.station == station]
    yield BackupContents(
        path=path,
        made_at=made_at,
        rows=len(contents.entries),
        elapsed_ms=reached[-1] if reached else 0,
    )
