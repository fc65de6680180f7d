"""An exercise that was played, and observers' logbooks of it, for the tests of merging."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from builders import ManualClock
from e2e.runs import ROOT

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.play.journal import HASHED_FIELDS, Entry, entry_hash
from tabletop.domain.play.observations import ObservationNoted
from tabletop.services import observation, recording
from tabletop.services.prepare import close_session, open_session
from tabletop.services.session import Session
from tabletop.store.tables import COLUMNS

VILLAGE = ROOT / "tests" / "play" / "packs" / "village"
STARTS = "2025-01-15T01:00:00+00:00"
"""The director's wall clock at STARTEX of the story."""
STORY = """
T+00:00 startex override="drill"
T+00:02 release E01
T+00:08 assess E01.a partial
T+00:20 pause reason=break
T+00:20 resume for=10:00
T+00:30 release E03 variant=0
T+00:40 endex
"""


def write_story(folder: Path) -> Path:
    script = folder / "story.play"
    script.write_text(STORY.lstrip(), encoding="utf-8")
    return script


def observe(
    file: Path, facts: int = 3, *, ahead_ms: int = 0, more: bool = False, name: str = "boot-P1"
) -> None:
    """Log in a logbook: facts two minutes apart from T+00:05 on, and a grade; `more` begins at T+00:35."""
    clock = ManualClock()
    clock.boot_id = name
    clock.wall_at = datetime.fromisoformat(STARTS)
    clock.advance((45 if more else 5) * 60_000 + ahead_ms)
    session = open_session(LocalWorkplace(clock).open(file, pytest.fail), clock)
    log(session, clock, facts)
    close_session(session)


def log(session: Session, clock: ManualClock, facts: int) -> None:
    for number in range(facts):
        note = ObservationNoted(cell="OPS", text=f"fact {number}", inject="E01")
        observation.note_observation(session, note)
        clock.advance(120_000)
    recording.assess_action(session, "E01.a", "met")


def copy(source: Path, place: Path) -> Path:
    return Path(shutil.copyfile(source, place))


def rows_of(path: Path, table: str = "journal") -> list[Entry]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM {table} ORDER BY station, seq")
        return [Entry(**dict(zip(COLUMNS, row, strict=True))) for row in found]


def forge(path: Path, station: str, seq: int, *, rehash: int = 0, **changes: Any) -> None:
    """Change a row as a forger with the source would; `rehash` so many rows from it on anew."""
    last_hash: str | None = None
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for entry in rows_of(path):
            if entry.station != station or entry.seq < seq:
                continue
            forged = replace(entry, **changes) if entry.seq == seq else entry
            if entry.seq < seq + rehash:
                forged = forged if last_hash is None else replace(forged, prev=last_hash)
                forged = replace(forged, hash=entry_hash(getattr(forged, name) for name in HASHED_FIELDS))
                last_hash = forged.hash
            setting = ", ".join(f"{name} = ?" for name in COLUMNS)
            values = [getattr(forged, name) for name in COLUMNS]
            where = "station = ? AND seq = ?"
            connection.execute(
                f"UPDATE journal SET {setting} WHERE {where}", [*values, entry.station, entry.seq]
            )
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
