"""A small pack, stamps and exercises on disk for the tests of the store."""

from __future__ import annotations

import io
import os
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.scenario import Cell, Pack, Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play.events import (
    ActionAssessed,
    DecisionLogged,
    Event,
    ExerciseStarted,
    InjectReleased,
)
from tabletop.domain.play.journal import Header, Recorded, Stamp
from tabletop.domain.play.stations import StationOpened
from tabletop.errors import Finding
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.rows import Rows
from tabletop.store.shadow import Shadow

EXERCISE = "EX-1"
START = datetime(2024, 1, 26, 1, 0, tzinfo=UTC)
FILES = {"pack.yaml": b"id: small\nversion: '1'\n", "msel.yaml": b"injects: []\n"}

SCENARIO = Scenario(
    id="small",
    version="1",
    title=Text.same("Small"),
    languages=("en",),
    timezone="Asia/Jakarta",
    starts_at=START,
    duration_ms=3_600_000,
    cells=(Cell(id="OPS", title=Text.same("Operations"), kind="player"),),
    objectives=(Objective(id="O1", title=Text.same("One")),),
    injects=(),
)
PACK = Pack(scenario=SCENARIO, files=FILES)


def read_pack(files: Mapping[str, bytes]) -> Pack:
    return Pack(scenario=SCENARIO, files=files)


def zip_pack(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path), files[path])
    return buffer.getvalue()


def unzip_pack(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def stamp(second: int = 0, *, seen_ms: int | None = None) -> Stamp:
    return Stamp(
        wall_at=START + timedelta(seconds=second),
        mono_ns=second * 1_000_000_000,
        boot_id="boot-1",
        elapsed_ms=second * 1_000,
        scenario_at=START + timedelta(seconds=second),
        observed_ms=seen_ms,
    )


@dataclass
class Warned:
    """Keeps what a shadow warned of."""

    findings: list[Finding] = field(default_factory=list)

    def __call__(self, finding: Finding) -> None:
        self.findings.append(finding)

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]


def shadow_in(folder: Path, warn: Warned | None = None) -> Shadow:
    return Shadow(folder=folder, zip_pack=zip_pack, warn=warn or Warned())


def create(path: Path, shadow: Shadow | None = None) -> ExerciseFile:
    return ExerciseFile.create(path, pack=PACK, exercise_id=EXERCISE, shadow=shadow)


def reopen(path: Path, shadow: Shadow | None = None) -> ExerciseFile:
    return ExerciseFile.open(path, read_pack=read_pack, shadow=shadow)


def decision(text: str = "Send two teams", **more: object) -> DecisionLogged:
    return DecisionLogged(cell="OPS", text=text, **more)  # type: ignore[arg-type]


def log(journal: ExerciseFile, event: Event, *, second: int = 0, station: str = "DIR") -> None:
    journal.append(station=station, author=station, event=event, stamp=stamp(second))


def logged(*texts: str, station: str = "P1", after: Sequence[Recorded] = ()) -> list[Recorded]:
    """Return the rows that another laptop wrote: `after`, then a decision a text."""
    header = Header(exercise=EXERCISE, pack_id="small", pack_version="1", pack_sha256=PACK.sha256)
    rows = Rows(header, after)
    for text in texts:
        second = len(rows) + 1
        rows.add(rows.following(station, "bob", event=decision(text), stamp=stamp(second)))
    return list(rows.recorded)


STORY: tuple[tuple[str, Event], ...] = (
    ("DIR", StationOpened(clock="exercise")),
    ("DIR", ExerciseStarted()),
    ("P1", StationOpened(clock="exercise")),
    ("DIR", InjectReleased(inject="E01")),
    ("P1", DecisionLogged(cell="OPS", text="Kirim dua regu → segera", told=("LO", "SIM"), inject="E01")),
    ("P1", ActionAssessed(action="E01.a", completion="met")),
    ("DIR", DecisionLogged(cell="OPS", text="Stop", why="rain")),
    ("DIR", InjectReleased(inject="E02", variant=1)),
    ("P1", ActionAssessed(action="E02.a", completion="partial")),
)


def tell_story(journal: ExerciseFile, rows: int = len(STORY)) -> None:
    for second, (station, event) in enumerate(STORY[:rows]):
        log(journal, event, second=second, station=station)


def played(path: Path, shadow: Shadow | None = None, *, rows: int = len(STORY)) -> Path:
    """Make an exercise file with the story in it, closed."""
    journal = create(path, shadow)
    tell_story(journal, rows)
    journal.close()
    return path


TABLES = ("journal", "header", "pack_files", "attachments", "aside", "logbook")


def edit(path: Path, *statements: str) -> None:
    """Change a file by SQL with the triggers out of the way, as a forger would, and put them back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")


def rows_of(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


@contextmanager
def without_rights() -> Iterator[None]:
    """Let modes count: root ignores them, so act as nobody meanwhile."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
