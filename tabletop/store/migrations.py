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


STEPS: tuple[Step, ...] = (_to_2,)
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
