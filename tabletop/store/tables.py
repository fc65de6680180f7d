"""The tables of an exercise file and what guards them; it must not hold a derived copy of typed text.

`_RowFields` is the one definition of a row: exactly the hashed fields and their hash, as `Entry` names
them. `exercise` stands in each row, because a chain begun from a pack alone keeps the
exercise id it was hashed with (contract 6). Triggers refuse UPDATE, DELETE and REPLACE; whoever
drops them is found out by `verify`. Any change here or in `views.py` is a new schema version: add
a step to `migrations.py`.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection, Engine, LargeBinary, MetaData, Table, Text, create_engine
from sqlmodel import Field, SQLModel

from tabletop.store.views import VIEWS


class _Stored(SQLModel):
    """Keeps these tables apart from any other SQLModel class in the process."""

    metadata = MetaData()


class _RowFields(_Stored):
    """One row as it is hashed, in the order of `Entry` (contract 6)."""

    exercise: str = Field(sa_type=Text)
    station: str = Field(sa_type=Text, primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(sa_type=Text)
    version: int
    wall_at: str = Field(sa_type=Text)
    mono_ns: int
    boot_id: str = Field(sa_type=Text)
    elapsed_ms: int
    scenario_at: str = Field(sa_type=Text)
    observed_ms: int | None
    author: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    prev: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)


class JournalRow(_RowFields, table=True):
    """One row of the journal."""

    __tablename__ = "journal"
    __table_args__ = {"sqlite_with_rowid": False}


class AsideRow(_RowFields, table=True):
    """A merged row that contradicts the journal: same station and seq, or not continuing its neighbour.

    `domain/play/merge.py` says which of them count. It keeps its rowid: where the last column belongs to
    the primary key of a table without one, the integrity check of SQLite 3.40 sees NULL that is not there.
    """

    __tablename__ = "aside"

    hash: str = Field(sa_type=Text, primary_key=True)


class HeaderRow(_Stored, table=True):
    """The one row that says which exercise and pack this is."""

    __tablename__ = "header"
    __table_args__ = {"sqlite_with_rowid": False}

    exercise: str = Field(sa_type=Text, primary_key=True)
    pack_id: str = Field(sa_type=Text)
    pack_version: str = Field(sa_type=Text)
    pack_sha256: str = Field(sa_type=Text)
    format: str = Field(sa_type=Text)


class PackFileRow(_Stored, table=True):
    """A file of the frozen pack, byte for byte."""

    __tablename__ = "pack_files"

    path: str = Field(sa_type=Text, primary_key=True)
    bytes: builtins.bytes = Field(sa_type=LargeBinary)


class AttachmentRow(_Stored, table=True):
    """A file that was added in play, named by its SHA-256."""

    __tablename__ = "attachments"

    hash: str = Field(sa_type=Text, primary_key=True)
    bytes: builtins.bytes = Field(sa_type=LargeBinary)


class LogbookRow(_Stored, table=True):
    """Whose logbook this file is: no row where it is the director's own.

    `reduced_sha256` is the hash of the pack's files that are here, where they are a part of the pack.
    """

    __tablename__ = "logbook"
    __table_args__ = {"sqlite_with_rowid": False}

    station: str = Field(sa_type=Text, primary_key=True)
    reduced_sha256: str | None = Field(default=None, sa_type=Text)


def table(name: str) -> Table:
    """Return a table of the exercise file for Core."""
    return _Stored.metadata.tables[name]


COLUMNS: tuple[str, ...] = tuple(column.name for column in table("journal").columns)
"""Columns of the journal in the order of `Entry`."""

_TAKEN = {
    "journal": "SELECT 1 FROM journal WHERE station = NEW.station AND seq = NEW.seq",
    "header": "SELECT 1 FROM header",
    "pack_files": "SELECT 1 FROM header",  # the header is written last: it freezes the pack
    "attachments": "SELECT 1 FROM attachments WHERE hash = NEW.hash",
    "aside": "SELECT 1 FROM aside WHERE station = NEW.station AND seq = NEW.seq AND hash = NEW.hash",
    "logbook": "SELECT 1 FROM logbook",
}


def _triggers() -> Iterator[str]:
    for name, taken in _TAKEN.items():
        refusal = f"BEGIN SELECT RAISE(ABORT, '{name}: rows are never changed'); END"
        yield f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {refusal}"
        yield f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refusal}"
        yield f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN EXISTS ({taken}) {refusal}"


def create_schema(connection: Connection) -> None:
    """Make tables, triggers and views in an empty database."""
    _Stored.metadata.create_all(connection)
    for statement in (*_triggers(), *VIEWS):
        connection.exec_driver_sql(statement)


SchemaPart = tuple[str, str, str]
"""An object of the schema: its type, its name and what defines it."""


_Listed = list[tuple[str, str, str, str]]
"""Every object of a database with the statement that made it, in order."""


def schema_of(connection: Connection) -> frozenset[SchemaPart]:
    """Return what a database is made of: our tables by their columns, anything else by its text.

    A table's own text is not compared: SQLAlchemy may lay it out anew in a later version. Where every text
    is the one that we write, as in nearly each file, SQLite need not be asked for the columns.
    """
    listed = _listed(connection)
    written, parts = _as_made()
    return parts if listed == written else _parts(connection, listed)


def expected_schema() -> frozenset[SchemaPart]:
    """Return the schema that a file of this version has."""
    return _as_made()[1]


def _listed(connection: Connection) -> _Listed:
    listed = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex%'"
    return [tuple(part) for part in connection.exec_driver_sql(f"{listed} ORDER BY type, name").all()]


def _parts(connection: Connection, listed: _Listed) -> frozenset[SchemaPart]:
    parts: set[SchemaPart] = set()
    for kind, name, owner, sql in listed:
        if kind == "table" and name in _Stored.metadata.tables:
            columns = connection.exec_driver_sql("SELECT * FROM pragma_table_xinfo(?)", (name,)).all()
            has_rowid = not str(sql).rstrip().upper().endswith("WITHOUT ROWID")
            parts.add((kind, name, repr((has_rowid, [tuple(column) for column in columns]))))
        else:
            parts.add((kind, name, f"{owner}: {sql}"))
    return frozenset(parts)


@cache
def _as_made() -> tuple[_Listed, frozenset[SchemaPart]]:
    engine: Engine = create_engine("sqlite://")
    with engine.begin() as connection:
        create_schema(connection)
        listed = _listed(connection)
        parts = _parts(connection, listed)
    engine.dispose()
    return listed, parts
