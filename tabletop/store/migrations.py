"""From an older schema to ours, step by step; it must not open, copy or check a file.

`STEPS[n]` turns version n + 1 into n + 2 and may use SQL only: never the tables of today, which a
later version changes. Views hold no rows: whatever the steps, they are made anew as they are today.
Before a file is climbed, `exercise_file` backs it up and checks the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from tabletop.store.views import VIEW_NAMES, VIEWS

Step = Callable[[Connection], None]


def _to_2(_connection: Connection) -> None:
    """Know `improvise`, `deadline` and `done`: only the views name the kinds of rows."""


def _to_3(connection: Connection) -> None:
    """Keep rows that contradict the journal, and whose logbook a file is."""
    columns = (
        "exercise TEXT NOT NULL, station TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, "
        "version INTEGER NOT NULL, wall_at TEXT NOT NULL, mono_ns INTEGER NOT NULL, boot_id TEXT NOT NULL, "
        "elapsed_ms INTEGER NOT NULL, scenario_at TEXT NOT NULL, observed_ms INTEGER, author TEXT NOT NULL, "
        "body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL"
    )
    taken = {
        "aside": "SELECT 1 FROM aside WHERE station = NEW.station AND seq = NEW.seq AND hash = NEW.hash",
        "logbook": "SELECT 1 FROM logbook",
    }
    whose = "station TEXT NOT NULL, reduced_sha256 TEXT"
    connection.exec_driver_sql(f"CREATE TABLE aside ({columns}, PRIMARY KEY (station, seq, hash))")
    connection.exec_driver_sql(f"CREATE TABLE logbook ({whose}, PRIMARY KEY (station)) WITHOUT ROWID")
    for name, found in taken.items():
        refusal = f"BEGIN SELECT RAISE(ABORT, '{name}: rows are never changed'); END"
        for act in ("update", "delete"):
            when = f"BEFORE {act.upper()} ON {name}"
            connection.exec_driver_sql(f"CREATE TRIGGER {name}_no_{act} {when} {refusal}")
        when = f"BEFORE INSERT ON {name} WHEN EXISTS ({found})"
        connection.exec_driver_sql(f"CREATE TRIGGER {name}_no_replace {when} {refusal}")


def _to_4(_connection: Connection) -> None:
    """Know `feedback`, `revise`, `close`, `carry`, `redacted`; find what a renamed branch names.

    Only the views name the kinds of rows and say what stands.
    """


def _to_5(_connection: Connection) -> None:
    """Know a score of `feedback` to each statement of the form, and the view of that name: only views."""


STEPS: tuple[Step, ...] = (_to_2, _to_3, _to_4, _to_5)
SCHEMA_VERSION = 1 + len(STEPS)


def climb(connection: Connection, *, steps: Sequence[Step] = STEPS) -> None:
    """Bring an older file up to date, all of it in the running transaction."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    for step in steps[version - 1 :]:
        step(connection)
    if version < 1 + len(steps):
        _renew_views(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {1 + len(steps)}")


def _renew_views(connection: Connection) -> None:
    for name in VIEW_NAMES:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
    for statement in VIEWS:
        connection.exec_driver_sql(statement)
