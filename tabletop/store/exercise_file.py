"""An open exercise: one file held by one connection, its rows in memory, its shadow kept up.

It must not decide what a row means or choose folders. A row is acknowledged only after COMMIT and
after the shadow log was synced or has warned.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Entry, Header, Recorded, Stamp
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.store.backup import backup_path, copy_checked, latest_backup, thin
from tabletop.store.contents import Contents, ReadPack, read_contents, read_frozen_pack
from tabletop.store.engine import existing_file, holding, place_for_file, preamble, write_refusal
from tabletop.store.file_maker import Origin, make_beside, put_in_place
from tabletop.store.lock import Hold, take
from tabletop.store.migrations import SCHEMA_VERSION, Step, STEPS, climb
from tabletop.store.rows import Rows
from tabletop.store.shadow import BACKUPS_NAME, Shadow, ShadowLog
from tabletop.store.tables import COLUMNS, table

_JOURNAL = table("journal")
_INSERT_ROW = insert(_JOURNAL)
_INSERT_ATTACHMENT = insert(table("attachments"))


class ExerciseFile:
    """The `Journal` of the services on disk. One writer: this object, from any one thread at a time."""

    def __init__(self, path: Path, pack: Pack, *, rows: Rows, held: _Held, shadow: Shadow | None) -> None:
        self.path = path
        self._pack = pack
        self._rows = rows
        self._held = held
        self._shadow = shadow
        self._log = None if shadow is None else ShadowLog(shadow, rows)
        self._turn = RLock()

