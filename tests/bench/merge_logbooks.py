"""200 observers' logbooks of 500 rows merged into one exercise, against raw executemany of the same rows."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from builders import START, action, inject, pack, scenario

from tabletop.bootstrap import logbooks
from tabletop.domain.play.journal import Entry, Header, Stamp
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.stations import StationOpened
from tabletop.services import merging
from tabletop.services.prepare import open_session
from tabletop.services.script import VirtualClock
from tabletop.services.session import Session
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.file_maker import Origin, make_beside, put_in_place
from tabletop.store.rows import Rows
from tabletop.store.shadow import Shadow
from tabletop.store.tables import COLUMNS

FILES, ROWS = 200, 500
_PACK = pack(scenario(inject("E01", action("E01.a"))))
_HEADER = Header(exercise="EX-MERGE", pack_id="small", pack_version="1", pack_sha256=_PACK.sha256)


def merge_logbooks_figures(files: int = FILES, rows: int = ROWS) -> None:
    """Print seconds, the ratio to raw rows in memory, peak memory, and that a cancel changes nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "given").mkdir()
        entries = [entry for n in range(files) for entry in _logbook(folder, f"P{n + 1}", rows)]
        peer_s = min(_raw(folder / f"raw-{n}.db", entries) for n in range(3))
        del entries
        said = subprocess.run(
            [sys.executable, __file__, str(folder)], check=True, capture_output=True, text=True
        )
    found = json.loads(said.stdout)
    ours_s = found["read_s"] + found["merge_s"]
    print(
        f"{f'merge {files} logbooks x {rows} rows, verified':<44} {ours_s:8.2f} s "
        f"(read and verify {found['read_s']:.2f}, merge {found['merge_s']:.2f}, no shadow log) | "
        f"raw executemany: {peer_s:.2f} s | ratio {ours_s / peer_s:.2f}"
    )
    print(
        f"{'  the same with a shadow log and backup':<44} {found['read_s'] + found['shadowed_s']:8.2f} s | "
        f"peak memory {found['peak_mb']:.0f} MB (before merging {found['before_mb']:.0f}) | "
        f"cancelled half way: bytes unchanged {found['unchanged']}"
    )


def _logbook(folder: Path, station: str, count: int) -> list[Entry]:
    """Make one logbook as an observer's laptop would have written it, and return its rows."""
    header = Header(
        exercise=_HEADER.exercise,
        pack_id="small",
        pack_version="1",
        pack_sha256=_PACK.sha256,
        station=station,
    )
    rows = Rows(header)
    for number in range(count):
        said = f"Two ambulances are asked from the clinic, one stays ({number})"
        event = (
            ObservationNoted(cell="OPS", text=said, inject="E01") if number else StationOpened(clock="own")
        )
        wall_at = START + timedelta(seconds=7 * number)
        stamp = Stamp(
            wall_at=wall_at, mono_ns=number * 7_000_000_000, boot_id=station,
            elapsed_ms=number * 7_000, scenario_at=wall_at,
        )  # fmt: skip
        rows.add(rows.following(station, station, event=event, stamp=stamp))
    entries = [row.entry for row in rows.recorded]
    place = folder / "given" / f"{station}.tabletop"
    put_in_place(make_beside(place, Origin(header=header, files=_PACK.files, entries=entries)), place)
    return entries


def _raw(path: Path, entries: list[Entry]) -> float:
    """Write rows in memory into an equal table with our PRAGMAs, in one transaction."""
    values = [tuple(getattr(entry, name) for name in COLUMNS) for entry in entries]
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=EXTRA"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute(f"CREATE TABLE journal ({', '.join(COLUMNS)}, PRIMARY KEY (station, seq)) WITHOUT ROWID")
        begun = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(f"INSERT INTO journal VALUES ({', '.join('?' * len(COLUMNS))})", values)
        raw.execute("COMMIT")
        return time.perf_counter() - begun


def _merge_as_child(folder: Path) -> None:
    """Merge in a process of its own, so that its peak memory is the merge's."""
    before_mb = _peak_mb()
    given = [folder / "given"]
    path = folder / "x.tabletop"
    session = _session(path, None)
    before = _bytes(path)
    files = len(list(given[0].iterdir()))
    cancelled, _ = logbooks.read_logbooks(given, _HEADER, lambda done, _all: done < files // 2)
    unchanged = not cancelled and _bytes(path) == before
    read: list[merging.Logbook] = []
    read_s = _timed(lambda: read.extend(logbooks.read_logbooks(given, _HEADER, lambda _d, _a: True)[0]))
    merge_s = _timed(lambda: _merge(session, read, files))
    session.journal.close()
    shadow = Shadow(folder=folder / "shadow", zip_pack=lambda _files: b"zip", warn=print)
    other = _session(folder / "y.tabletop", shadow)
    shadowed_s = _timed(lambda: _merge(other, read, files))
    other.journal.close()
    said = {"read_s": read_s, "merge_s": merge_s, "shadowed_s": shadowed_s, "before_mb": before_mb,
            "peak_mb": _peak_mb(), "unchanged": unchanged}  # fmt: skip
    print(json.dumps(said))


def _session(path: Path, shadow: Shadow | None) -> Session:
    journal = ExerciseFile.create(path, pack=_PACK, exercise_id=_HEADER.exercise, shadow=shadow)
    return open_session(journal, VirtualClock(START))


def _merge(session: Session, read: list[merging.Logbook], files: int) -> None:
    report = merging.merge(session, read)
    assert report.is_clean
    assert len(report.stations) == files


def _bytes(path: Path) -> bytes:
    """Read beside our own lock: opening and closing the file in this process would drop it."""
    return subprocess.run(["cat", str(path)], check=True, capture_output=True).stdout


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 / 1024)


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _merge_as_child(Path(sys.argv[1]))
    else:
        merge_logbooks_figures()
