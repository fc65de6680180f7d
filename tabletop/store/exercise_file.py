"""An open exercise: one file held by one connection, its rows in memory, its shadow kept up.

It must not decide what a row means or choose folders. A row is acknowledged only after COMMIT, and
after its line in the shadow log was synced or its failure told.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import DIRECTOR, Entry, Header, Recorded, Stamp
from tabletop.domain.play.merge import MergedRows, Union
from tabletop.errors import UnreadableError, UserError
from tabletop.store.backup import backup_path, copy_to, latest_backup, place_checked, thin, upgrade
from tabletop.store.contents import ReadPack, read_contents, read_frozen_pack
from tabletop.store.engine import (
    FAULTS,
    existing_file,
    holding,
    place_for_file,
    preamble,
    reason_of,
    write_refusal,
)
from tabletop.store.file_maker import Origin, make_beside, put_in_place
from tabletop.store.lock import Hold, take
from tabletop.store.rows import Rows
from tabletop.store.shadow import LOG_NAME, Shadow, ShadowLog
from tabletop.store.tables import COLUMNS, table

_JOURNAL = table("journal")
_ATTACHMENTS = table("attachments")
_INSERT_ROW = str(insert(_JOURNAL).compile(dialect=sqlite.dialect()))
"""Compiled once: sent as text it costs a third less than the statement itself."""
_INSERT_ASIDE = str(insert(table("aside")).compile(dialect=sqlite.dialect()))
_INSERT_ATTACHMENT = insert(_ATTACHMENTS)
_values = attrgetter(*COLUMNS)


@dataclass(frozen=True, slots=True)
class _Held:
    """A file while it is ours: the connection, the lock, and what lets go of both."""

    path: Path
    connection: Connection
    hold: Hold
    release: ExitStack
    identity: tuple[int, int]
    """Device and inode: a path may come to name another file, or none."""


class ExerciseFile:
    """The services' `Journal` on disk; made by `create` and `open`."""

    def __init__(self, held: _Held, pack: Pack, *, rows: Rows, log: ShadowLog | None) -> None:
        self._held = held
        self._pack = pack
        self._rows = rows
        self._log = log
        self._turn = RLock()

    @classmethod
    def create(
        cls, path: Path, *, pack: Pack, exercise_id: str, shadow: Shadow | None = None,
        station: str = DIRECTOR, full_sha256: str | None = None,
    ) -> ExerciseFile:  # fmt: skip
        """Make a new exercise file, whole or not at all, and hold it.

        `station` is the one that writes here; `full_sha256` the hash of the pack of which this is a part.

        Raises UserError `file-exists`, `shadow-exists`, `folder-missing`, `path-is-folder`,
        `file-held` (and its kin), `file-read-only`, `disk-full`, `write-failed`.
        """
        path = place_for_file(path)
        header = Header(
            exercise=exercise_id,
            pack_id=pack.scenario.id,
            pack_version=pack.scenario.version,
            pack_sha256=full_sha256 or pack.sha256,
            station=station,
            reduced_sha256=None if full_sha256 in (None, pack.sha256) else pack.sha256,
        )
        with ExitStack() as stack:
            hold = _take(path, stack)
            if path.exists():
                raise UserError("file-exists", file=str(path))
            if shadow is not None and (shadow.folder / LOG_NAME).exists():
                raise UserError("shadow-exists", folder=str(shadow.folder))
            put_in_place(make_beside(path, Origin(header=header, files=pack.files)), path)
            connection = stack.enter_context(holding(path))
            identity = _identity_of(path)
            held = _Held(path, connection, hold, stack.pop_all(), identity)
        rows = Rows(header)
        return cls(held, pack, rows=rows, log=_open_log(shadow, rows, files=pack.files, hold=hold))

    @classmethod
    def open(cls, path: Path, *, read_pack: ReadPack, shadow: Shadow | None = None) -> ExerciseFile:
        """Hold an existing file: checked first, an older one backed up and migrated.

        Raises UserError as `create`, and `file-missing`, `not-exercise`, `file-newer`;
        UnreadableError `file-damaged` with findings when a chain, the pack or the schema is not what
        it was: such a file can still be read (`read_exercise`), verified and recovered from its shadow.
        """
        path = existing_file(path)
        with ExitStack() as stack:
            hold = _take(path, stack)
            preamble(path)
            connection = stack.enter_context(holding(path))
            try:
                upgrade(connection, path)
                with connection.begin():
                    contents = read_contents(connection, path.name)
            except (*FAULTS, OSError) as error:
                raise write_refusal(path, error) from error
            if contents.faults or contents.header is None:
                raise UnreadableError("file-damaged", contents.faults, file=str(path))
            pack, faults = read_frozen_pack(contents, read_pack, path.name)
            if faults:
                raise UnreadableError("file-damaged", faults, file=str(path))
            identity = _identity_of(path)
            held = _Held(path, connection, hold, stack.pop_all(), identity)
        rows = Rows(contents.header, contents.recorded, contents.aside)
        return cls(held, pack, rows=rows, log=_open_log(shadow, rows, files=pack.files, hold=hold))

    @property
    def path(self) -> Path:
        """Return where the file stands, links resolved."""
        return self._held.path

    @property
    def header(self) -> Header:
        """Return which exercise and pack this is."""
        return self._rows.header

    @property
    def pack(self) -> Pack:
        """Return the frozen pack."""
        return self._pack

    def recorded(self) -> tuple[Recorded, ...]:
        """Return every row that counts in order of arrival, as far as the shadow log knows it."""
        return self._rows.counted

    def union(self) -> Union:
        """Return which rows count, and what is wrong with merged ones."""
        return self._rows.union()

    def append(self, *, station: str, author: str, event: Event, stamp: Stamp) -> Recorded:
        """Write one row at the end of a station's chain; return only when it is durable.

        Raises UserError `text-unwritable`, `row-too-long`, `file-gone`, `disk-full`, `write-failed`
        with nothing written; the next call works as soon as the disk does.
        """
        with self._turn:
            self._require_in_place()
            recorded = self._rows.following(station, author, event=event, stamp=stamp)
            self._insert(recorded.entry)
            self._rows.add(recorded)
            if self._log is not None:
                self._log.append(recorded.entry)
        return recorded

    def merge(self, incoming: Iterable[Recorded], attachments: Iterable[bytes] = ()) -> MergedRows:
        """Take rows that were checked one by one into the file, all that are new or none.

        Raises UserError as `append`. What stood here stays; rows that contradict it are put aside.
        """
        with self._turn:
            self._require_in_place()
            joining, aside = self._rows.sorted_in(incoming)
            files = {sha256(data).hexdigest(): data for data in attachments}
            try:
                with self._held.connection.begin():
                    for statement, rows in ((_INSERT_ROW, joining), (_INSERT_ASIDE, aside)):
                        values = [_values(row.entry) for row in rows]
                        if values:
                            self._held.connection.exec_driver_sql(statement, values)
                    for name, data in files.items():
                        self._attach(name, data)
            except DBAPIError as error:
                if not self._stand(joining, aside):
                    raise write_refusal(self.path, error) from error
            self._rows.merge(joining, aside)
            if self._log is not None:
                self._log.append(*(row.entry for row in (*joining, *aside)))
                for name, data in files.items():
                    self._log.keep_attachment(name, data)
        return MergedRows(joined=tuple(joining), put_aside=tuple(aside))

    def attach(self, data: bytes) -> str:
        """Keep a file with the exercise; return its SHA-256. Raises UserError as `append`."""
        name = sha256(data).hexdigest()
        with self._turn:
            self._require_in_place()
            try:
                with self._held.connection.begin():
                    self._attach(name, data)
            except DBAPIError as error:
                raise write_refusal(self.path, error) from error
            if self._log is not None:
                self._log.keep_attachment(name, data)
        return name

    def attachment(self, name: str) -> bytes | None:
        """Return an attachment by its hash, None where it is not here."""
        known = select(_ATTACHMENTS.c.bytes).where(_ATTACHMENTS.c.hash == name)
        with self._turn, self._held.connection.begin():
            found: bytes | None = self._held.connection.execute(known).scalar()
        return found

    def _attach(self, name: str, data: bytes) -> None:
        known = select(_ATTACHMENTS.c.hash).where(_ATTACHMENTS.c.hash == name)
        if self._held.connection.execute(known).first() is None:
            self._held.connection.execute(_INSERT_ATTACHMENT, {"hash": name, "bytes": data})

    def keep_running_clock(self, elapsed_ms: int) -> None:
        """Note the running T+ beside the shadow log for a restart after a crash; never raises."""
        if self._log is not None:
            self._log.keep_clock(elapsed_ms)

    def running_clock(self) -> int | None:
        """Return the noted T+ if it was noted after the last row, else None."""
        return None if self._log is None else self._log.read_clock()

    def back_up(self) -> None:
        """Copy the exercise into `backups` of its shadow folder, check the copy, thin older ones.

        Never raises: what fails is told through the shadow's `warn`. Without a shadow it does nothing.
        """
        if self._log is None:
            return
        target = backup_path(self._log.backups, self.header.exercise, datetime.now(UTC))
        beside = Path(f"{target}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with self._turn:
                copy_to(self._held.connection, beside)
            place_checked(beside, target)
            thin(target.parent, self.header.exercise)
        except (sqlite3.Error, OSError) as error:
            self._log.tell("backup-failed", reason=reason_of(error))
        except UserError as error:
            self._log.tell("backup-failed", reason=error.code)
        else:
            self._held.hold.note_snapshot(target)

    def copy(self, place: Path) -> None:
        """Copy the whole file to another place, checked; an older copy there is replaced.

        Raises UserError `folder-missing`, `disk-full` (and its kin) with the older copy in its place.
        """
        place = place_for_file(place)
        beside = Path(f"{place}.new")
        try:
            with self._turn:
                copy_to(self._held.connection, beside)
            place_checked(beside, place)
        except (sqlite3.Error, OSError) as error:
            raise write_refusal(place, error) from error

    def close(self) -> None:
        """Let go of the file and its lock; a second call does nothing."""
        with self._turn:
            if self._log is not None:
                self._log.close()
            self._held.release.close()

    def _require_in_place(self) -> None:
        """Refuse to write into what nobody will find: SQLite writes on into a file that was deleted."""
        try:
            is_in_place = _identity_of(self.path) == self._held.identity
        except OSError:
            is_in_place = False
        if not is_in_place:
            raise UserError("file-gone", file=str(self.path))

    def _insert(self, entry: Entry) -> None:
        values = _values(entry)
        try:
            with self._held.connection.begin():
                self._held.connection.exec_driver_sql(_INSERT_ROW, values)
        except DBAPIError as error:
            # The last step of a commit may fail although the row then stands: it must not be chained
            # a second time.
            if not self._stands(entry):
                raise write_refusal(self.path, error) from error

    def _stand(self, joining: Sequence[Recorded], aside: Sequence[Recorded]) -> bool:
        """Tell whether a merge stands although its commit failed: all of its rows do, or none."""
        if joining:
            return self._stands(joining[-1].entry)
        return bool(aside) and self._stands(aside[-1].entry, table("aside"))

    def _stands(self, entry: Entry, rows: Table = _JOURNAL) -> bool:
        key = (rows.c.station == entry.station) & (rows.c.seq == entry.seq) & (rows.c.hash == entry.hash)
        try:
            found = self._held.connection.execute(select(rows.c.hash).where(key)).scalar()
            self._held.connection.rollback()
        except DBAPIError:
            return False
        return found is not None


def _identity_of(path: Path) -> tuple[int, int]:
    """Return what tells the file at a path from any other. Raises OSError."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _take(path: Path, stack: ExitStack) -> Hold:
    hold = take(path)
    stack.callback(hold.release)
    return hold


def _open_log(
    shadow: Shadow | None, rows: Rows, *, files: Mapping[str, bytes], hold: Hold
) -> ShadowLog | None:
    """Bring the shadow up to date and tell others where the latest backup is."""
    if shadow is None:
        return None
    log = ShadowLog(shadow, rows, files)
    log.open()
    latest = latest_backup(log.backups, rows.header.exercise)
    if latest is not None:
        hold.note_snapshot(latest)
    return log
