"""From an older schema to ours, step by step; it must not open, copy or check a file.

`STEPS[n]` turns version n + 1 into n + 2 and may use SQL only: never the tables of today, which a
later version changes. Before a file is climbed, `exercise_file` backs it up and checks the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

Step = Callable[[Connection], None]

STEPS: tuple[Step, ...] = ()
SCHEMA_VERSION = 1 + len(STEPS)


def climb(connection: Connection, *, steps: Sequence[Step] = STEPS) -> None:
    """Bring an older file up to date, all of it in the running transaction."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    for step in steps[version - 1 :]:
        step(connection)
    if version < 1 + len(steps):
        connection.exec_driver_sql(f"PRAGMA user_version = {1 + len(steps)}")
