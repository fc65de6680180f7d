"""What a row costs: `append` against raw sqlite3 with the same settings and one synced line, in turn.

Run `python tests/bench/bench_store.py [ROWS] [FOLDER]`; the folder decides which disk is measured.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from store.samples import create, decision, read_pack, reopen, shadow_in, stamp

from tabletop.domain.play.journal import Entry
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.tables import COLUMNS
from tabletop.store.verify import verify

TEXT = "Kirim dua regu ke simpang barat, minta Dishub alihkan arus, lapor tiap lima menit"
PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=EXTRA")


class RawPeer:
    """The floor: one INSERT and COMMIT by hand, one line appended and synced."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        names = ", ".join(COLUMNS)
        self._connection.execute(f"CREATE TABLE journal ({names}, PRIMARY KEY (station, seq)) WITHOUT ROWID")
        self._sql = f"INSERT INTO journal ({names}) VALUES ({', '.join('?' * len(COLUMNS))})"
        self._log = (folder / "raw.jsonl").open("ab", buffering=0)

    def append(self, entry: Entry, line: bytes) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(self._sql, [getattr(entry, name) for name in COLUMNS])
        self._connection.execute("COMMIT")
        self._log.write(line)
        os.fsync(self._log.fileno())

    def close(self) -> None:
        self._connection.close()
        self._log.close()


def taken_ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def measure_append(folder: Path, rows: int) -> None:
    journal = create(folder / "a.tabletop", shadow_in(folder / "shadow"))
    peer = RawPeer(folder)
    ours_ms, raw_ms = [], []
    for number in range(rows):
        event = decision(f"{TEXT} {number}", why="rain", told=("LO", "SIM"))
        moment = stamp(number)

        def append(event: object = event, moment: object = moment) -> None:
            journal.append(station="DIR", author="ann", event=event, stamp=moment)  # type: ignore[arg-type]

        ours_ms.append(taken_ms(append))
        entry = journal.recorded()[-1].entry
        line = (folder / "shadow" / "journal.jsonl").read_bytes().splitlines(keepends=True)[-1]
        raw_ms.append(taken_ms(lambda e=entry, li=line: peer.append(e, li)))  # type: ignore[misc]
    journal.close()
    peer.close()
    for name, values in (("append", ours_ms), ("raw sqlite3 + line", raw_ms)):
        cuts = quantiles(values, n=100)
        print(f"{name:20} p50 {cuts[49]:6.2f} ms   p99 {cuts[98]:6.2f} ms")
    print(f"{'ratio of p50':20} {quantiles(ours_ms, n=2)[0] / quantiles(raw_ms, n=2)[0]:6.2f}")


def measure_whole(folder: Path, rows: int) -> None:
    """Time what grows with the rows: opening, reading, verifying, backing up."""
    path = folder / "long.tabletop"
    journal = create(path)
    with journal._held.connection.begin() as transaction:
        for number in range(rows):
            event = decision(f"{TEXT} {number}")
            row = journal._rows.following(f"P{number % 3}", "ann", event=event, stamp=stamp(number))
            journal._rows.add(row)
            values = {name: getattr(row.entry, name) for name in COLUMNS}
            journal._held.connection.exec_driver_sql(
                f"INSERT INTO journal VALUES ({', '.join(':' + name for name in COLUMNS)})", values
            )
        transaction.commit()
    journal.close()
    print(f"{rows} rows, {path.stat().st_size / 1e6:.1f} MB")
    print(f"{'open':20} {taken_ms(lambda: reopen(path).close()):8.0f} ms")
    print(f"{'read':20} {taken_ms(lambda: read_exercise(path, read_pack=read_pack)):8.0f} ms")
    print(f"{'verify':20} {taken_ms(lambda: verify(path)):8.0f} ms")
    shadow = shadow_in(folder / "long-shadow")
    print(f"{'open, make shadow':20} {taken_ms(lambda: reopen(path, shadow).close()):8.0f} ms")
    journal = reopen(path, shadow)
    print(f"{'back up':20} {taken_ms(journal.back_up):8.0f} ms")
    journal.close()
    print(f"{'verify --shadow':20} {taken_ms(lambda: verify(path, folder / 'long-shadow')):8.0f} ms")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as name:
        print(f"SQLite {sqlite3.sqlite_version}, {rows} rows in turn")
        measure_append(Path(name), rows)
        measure_whole(Path(name), 20 * rows)


if __name__ == "__main__":
    main()
