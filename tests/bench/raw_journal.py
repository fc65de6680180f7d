"""The peer of every durable row: raw sqlite3 with the same PRAGMAs and one fsynced line of text."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path

from tabletop.domain.play.journal import Entry

_NAMES = [field.name for field in fields(Entry)]
_INSERT = f"INSERT INTO journal VALUES ({', '.join('?' * len(_NAMES))})"


class RawJournal:
    """A table and a text file in a folder; nothing checks, folds or hashes."""

    def __init__(self, folder: Path) -> None:
        self._store = sqlite3.connect(folder / "raw.db", isolation_level=None)
        for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "locking_mode=EXCLUSIVE"):
            self._store.execute(f"PRAGMA {pragma}")
        columns = ", ".join(_NAMES)
        self._store.execute(f"CREATE TABLE journal ({columns}, PRIMARY KEY (station, seq)) WITHOUT ROWID")
        self._lines = (folder / "raw.jsonl").open("ab", buffering=0)

    def writing(self, entry: Entry) -> Callable[[], None]:
        """Return what writes this row, with all that is not writing done before."""
        row = asdict(entry)
        line = json.dumps(row).encode() + b"\n"

        def write() -> None:
            self._store.execute("BEGIN IMMEDIATE")
            self._store.execute(_INSERT, tuple(row.values()))
            self._store.execute("COMMIT")
            self._lines.write(line)
            os.fsync(self._lines.fileno())

        return write

    def close(self) -> None:
        """Let go of both files."""
        self._store.close()
        self._lines.close()
