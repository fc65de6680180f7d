"""A new exercise file, made whole beside its place and then put there; it must not hold it open."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError

from tabletop.domain.play.journal import DIRECTOR, FORMAT, Entry, Header
from tabletop.store.engine import APPLICATION_ID, making, write_refusal
from tabletop.store.lock import sync_folder
from tabletop.store.migrations import SCHEMA_VERSION
from tabletop.store.tables import create_schema, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What goes into a new file: its header, the pack's files, and what there already is."""

    header: Header
    files: Mapping[str, bytes]
    entries: Iterable[Entry] = ()
    aside: Iterable[Entry] = ()
    attachments: Iterable[bytes] = ()


def make_beside(path: Path, origin: Origin) -> Path:
    """Make a whole, synced file beside `path` and return where it stands.

    Raises UserError `disk-full`, `file-read-only`, `write-failed` with nothing left behind.
    """
    beside = Path(f"{path}.new")
    try:
        discard(beside)
        with making(beside) as connection:
            _fill(connection, origin)
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
    except (DBAPIError, OSError) as error:
        discard(beside)
        raise write_refusal(path, error) from error
    return beside


def put_in_place(beside: Path, path: Path) -> None:
    """Give a made file its name. Raises UserError with nothing changed.

    A journal that was left beside the name belongs to a file that is gone: SQLite would roll it
    back into the new one.
    """
    try:
        Path(f"{path}-journal").unlink(missing_ok=True)
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        discard(beside)
        raise write_refusal(path, error) from error


def discard(path: Path) -> None:
    """Remove an unfinished file and its journal. Never raises."""
    for unfinished in (path, Path(f"{path}-journal")):
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _fill(connection: Connection, origin: Origin) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    create_schema(connection)
    _insert(connection, "pack_files", ({"path": p, "bytes": data} for p, data in origin.files.items()))
    header = asdict(origin.header) | {"format": FORMAT}
    logbook = {name: header.pop(name) for name in ("station", "reduced_sha256")}
    _insert(connection, "header", [header])
    _insert(connection, "logbook", [] if logbook["station"] == DIRECTOR else [logbook])
    _insert(connection, "journal", (asdict(entry) for entry in origin.entries))
    _insert(connection, "aside", (asdict(entry) for entry in origin.aside))
    found = ({"hash": sha256(data).hexdigest(), "bytes": data} for data in origin.attachments)
    _insert(connection, "attachments", found)


def _insert(connection: Connection, name: str, rows: Iterable[Mapping[str, object]]) -> None:
    values = list(rows)
    if values:
        connection.execute(insert(table(name)), values)
