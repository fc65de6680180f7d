"""An older file is backed up, checked, and brought up to date as a whole or not at all."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection
from store.samples import played, rows_of

from tabletop.store.backup import upgrade
from tabletop.store.engine import holding
from tabletop.store.migrations import SCHEMA_VERSION, STEPS
from tabletop.store.tables import expected_schema, schema_of
from tabletop.store.verify import verify


def add_table(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE added (n)")


def fill_table(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO added VALUES (1)")


def break_off(connection: Connection) -> None:
    msg = "pulled the plug"
    raise InterruptedError(msg)


def as_version(path: Path, version: int) -> Path:
    """Make a file what a program of an older schema wrote: its views, and without the later tables."""
    frozen = Path(__file__).with_name(f"schema-{version}.txt").read_text(encoding="utf-8").rstrip("\n")
    old = {(kind, name): text for kind, name, text in (part.split(" | ", 2) for part in frozen.split("\n\n"))}
    with holding(path) as connection, connection.begin():
        for kind, name, _ in sorted(schema_of(connection)):
            if kind == "view" or (kind == "table" and (kind, name) not in old):
                connection.exec_driver_sql(f"DROP {kind} {name}")
        for (kind, name), text in old.items():
            if kind == "view":
                connection.exec_driver_sql(text.removeprefix(f"{name}: "))
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
        assert schema_of(connection) == {(kind, name, text) for (kind, name), text in old.items()}
    return path


def test_each_step_leads_one_version_on() -> None:
    assert len(STEPS) + 1 == SCHEMA_VERSION == 5


OLDER = pytest.mark.parametrize("version", [1, 2, 3, 4])


@OLDER
def test_an_older_file_becomes_exactly_one_of_this_version(tmp_path: Path, version: int) -> None:
    path = as_version(played(tmp_path / "a.tabletop"), version)
    before = rows_of(path, "SELECT * FROM timeline")

    with holding(path) as connection:
        upgrade(connection, path)

        assert schema_of(connection) == expected_schema()
    assert rows_of(path, "SELECT * FROM timeline") == before
    assert rows_of(path, "SELECT * FROM logbook") == []
    assert verify(path).is_intact
    assert verify(tmp_path / f"a-schema-{version}.tabletop").is_intact


@OLDER
def test_an_older_file_is_read_without_being_changed(tmp_path: Path, version: int) -> None:
    path = as_version(played(tmp_path / "a.tabletop"), version)
    before = path.read_bytes()

    assert verify(path).is_intact

    assert path.read_bytes() == before


def test_an_older_file_is_backed_up_and_brought_up_to_date(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")

    with holding(path) as connection:
        upgrade(connection, path, steps=(*STEPS, add_table, fill_table))

    assert rows_of(path, "PRAGMA user_version") == [(SCHEMA_VERSION + 2,)]
    assert rows_of(path, "SELECT n FROM added") == [(1,)]
    backup = tmp_path / f"a-schema-{SCHEMA_VERSION}.tabletop"
    assert verify(backup).is_intact
    assert rows_of(backup, "PRAGMA user_version") == [(SCHEMA_VERSION,)]


def test_only_the_missing_steps_are_taken(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    with holding(path) as connection:
        upgrade(connection, path, steps=(*STEPS, add_table))

        with connection.begin():
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.exec_driver_sql("DROP TABLE added")
        upgrade(connection, path, steps=(*STEPS, add_table, fill_table))

    assert rows_of(path, "SELECT n FROM added") == [(1,)]


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    before = path.read_bytes()

    with ExitStack() as stack:
        connection = stack.enter_context(holding(path))
        with pytest.raises(InterruptedError):
            upgrade(connection, path, steps=(*STEPS, add_table, break_off))

    assert path.read_bytes() == before


def test_a_file_of_this_version_is_left_alone(tmp_path: Path) -> None:
    path = played(tmp_path / "a.tabletop")
    before = path.read_bytes()

    with holding(path) as connection:
        upgrade(connection, path)

    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.tabletop"]


def test_the_schema_of_this_version_is_as_it_was_first_written() -> None:
    """A red test here asks for a new schema version and a step to it, not for a new text."""
    frozen = Path(__file__).with_name(f"schema-{SCHEMA_VERSION}.txt").read_text(encoding="utf-8")

    written = "\n\n".join(" | ".join(part) for part in sorted(expected_schema()))

    assert written + "\n" == frozen
