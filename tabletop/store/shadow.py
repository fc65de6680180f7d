"""The shadow log: the journal once more as plain text in another folder; it must never refuse an act.

`journal.jsonl` (rows in order of arrival, each fsynced), `aside.jsonl` (merged rows that follow no chain
here: behind a gap, or contradicting others), `pack.tabletop-pack`, `attachments/HASH`, and `clock`, the
running T+, replaced by rename without fsync. What cannot be written is told through `warn` and made up
for with the next row.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from tabletop.domain.play.journal import Entry, Header
from tabletop.errors import Finding, UserError
from tabletop.store.codec import canonical, parse_object
from tabletop.store.engine import reason_of
from tabletop.store.lines import LogReading, entry_line, header_line, read_log, read_loose_rows
from tabletop.store.lock import sync_folder, write_durably
from tabletop.store.rows import Rows, is_next

LOG_NAME = "journal.jsonl"
LOOSE_NAME = "aside.jsonl"
PACK_NAME = "pack.tabletop-pack"
CLOCK_NAME = "clock"
ATTACHMENTS_NAME = "attachments"
BACKUPS_NAME = "backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """Where an exercise keeps its shadow log and backups.

    `zip_pack` makes the bytes of a `.tabletop-pack` of a pack's files; `warn` is told what could
    not be written there.
    """

    folder: Path
    zip_pack: Callable[[Mapping[str, bytes]], bytes]
    warn: Callable[[Finding], None]


def read_shadow(folder: Path) -> LogReading:
    """Read the log of a shadow folder. Raises UserError `shadow-missing`, `file-unreadable`."""
    path = folder / LOG_NAME
    try:
        with path.open("rb") as stream:
            found = read_log(stream)
        if found.header is not None and (folder / LOOSE_NAME).exists():
            path = folder / LOOSE_NAME
            with path.open("rb") as stream:
                found.loose = read_loose_rows(stream, found.header)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError("shadow-missing", folder=str(folder)) from None
    except OSError as error:
        raise UserError("file-unreadable", file=str(path), reason=reason_of(error)) from error
    return found


def set_aside_logs(folder: Path) -> list[Path]:
    """Return the logs that were set aside because they did not agree with the file."""
    return sorted(folder.glob(f"{Path(LOG_NAME).stem}-*.jsonl"))


class ShadowLog:
    """The shadow of one open exercise: `open` it once, then `append` each row after its commit."""

    def __init__(self, shadow: Shadow, rows: Rows, files: Mapping[str, bytes]) -> None:
        self._shadow = shadow
        self._rows = rows
        self._files = files
        self._path = shadow.folder / LOG_NAME
        self._stream: FileIO | None = None
        self._size = 0
        self._waiting: list[Entry] = []
        self._loose: list[Entry] = []
        self._heads: dict[str, Entry] = {}
        self._warned: set[str] = set()
        self._is_settled = False
        self._is_foreign = False

    @property
    def backups(self) -> Path:
        """Return the folder of the backups."""
        return self._shadow.folder / BACKUPS_NAME

    def open(self) -> None:
        """Make or complete the folder; the rows are then in their order of arrival. Never raises."""
        self._attempt("shadow-failed", self._flush)

    def append(self, *entries: Entry) -> None:
        """Make rows durable here too; what fails is tried again with the next one. Never raises."""
        self._waiting += entries
        self._attempt("shadow-failed", self._flush)

    def keep_attachment(self, name: str, data: bytes) -> None:
        """Keep a copy of an attachment under its hash; never raises."""

        def keep() -> None:
            folder = self._shadow.folder / ATTACHMENTS_NAME
            folder.mkdir(parents=True, exist_ok=True)
            write_durably(folder / name, data)

        self._attempt("shadow-failed", keep)

    def keep_clock(self, elapsed_ms: int) -> None:
        """Note the running T+ and which row it follows; never raises."""
        last = self._rows.last

        def keep() -> None:
            if last is None:
                return
            said = {
                "exercise": self._rows.header.exercise,
                "elapsed_ms": elapsed_ms,
                "station": last.station,
                "seq": last.seq,
            }
            beside = self._shadow.folder / f"{CLOCK_NAME}.new"
            beside.write_text(canonical(said), encoding="utf-8")
            beside.replace(self._shadow.folder / CLOCK_NAME)

        self._attempt("clock-failed", keep)

    def read_clock(self) -> int | None:
        """Return the noted T+ if it was noted for this exercise after its last row, else None."""
        return noted_clock(self._shadow.folder, self._rows.header, self._rows.last)

    def close(self) -> None:
        """Let go of the log."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _attempt(self, code: str, act: Callable[[], None]) -> None:
        """Do what may fail; tell of a failure once until it works again."""
        if self._is_foreign:
            return
        try:
            act()
        except OSError as error:
            self.close()
            if code not in self._warned:
                self._warned.add(code)
                self.tell(code, reason=reason_of(error))
        else:
            self._warned.discard(code)

    def tell(self, code: str, **about: object) -> None:
        """Warn of something about this folder."""
        self._shadow.warn(Finding(code=code, fields={"folder": str(self._shadow.folder)} | about))

    def _settle(self) -> None:
        """Make the folder, find out what its log lacks; one that contradicts the file is set aside."""
        self._shadow.folder.mkdir(parents=True, exist_ok=True)
        self._compare()
        pack = self._shadow.folder / PACK_NAME
        if not self._is_foreign and not pack.exists():
            write_durably(pack, self._shadow.zip_pack(self._files))
        self._is_settled = True

    def _compare(self) -> None:
        entries = [row.entry for row in (*self._rows.recorded, *self._rows.aside)]
        self._size, self._waiting, self._loose, self._heads = 0, entries, [], {}
        if not self._path.exists() or self._path.stat().st_size == 0:
            return
        with self._path.open("rb") as stream:
            found = read_log(stream)
        if found.header is not None and found.header != self._rows.header:
            self._is_foreign = True
            self.tell("shadow-foreign", exercise=found.header.exercise)
        elif found.header is None or found.dropped or not set(found.entries) <= set(entries):
            self._set_aside()
        else:
            written = set(found.entries)
            self._size = found.size
            self._heads = {entry.station: entry for entry in found.entries}
            self._waiting = [entry for entry in entries if entry not in written]
            self._rows.arrange(found.entries)

    def _set_aside(self) -> None:
        """Keep a log that has other rows than the file: it may be the only witness."""
        number = len(set_aside_logs(self._shadow.folder)) + 1
        kept = self._path.with_name(f"{self._path.stem}-{number}.jsonl")
        self._path.rename(kept)
        self.tell("shadow-set-aside", file=str(kept))

    def _flush(self) -> None:
        """Write what waits at the end of what is known to be whole, and sync it."""
        stream = self._stream_if_whole()
        if stream is None:
            self.close()
            self._settle()
            if self._is_foreign:
                return
            stream = self._open_stream()
        header = self._rows.header
        linked, loose, heads = self._told_apart()
        lines = [header_line(header)] if self._size == 0 else []
        data = b"".join((*lines, *(entry_line(entry, header) for entry in linked)))
        stream.truncate(self._size)
        stream.seek(self._size)
        rest = memoryview(data)
        while rest:
            rest = rest[stream.write(rest) :]
        os.fsync(stream.fileno())
        if loose or self._loose:
            self._keep_loose(loose)  # only now: a row that joined the log stands twice rather than nowhere
        self._size += len(data)
        self._waiting, self._loose, self._heads = [], loose, heads

    def _told_apart(self) -> tuple[list[Entry], list[Entry], dict[str, Entry]]:
        """Tell rows that continue a chain of the log from others; a filled gap lets later ones follow."""
        linked, loose, heads = [], [], dict(self._heads)
        candidates = self._waiting
        if self._loose:
            known = {*self._loose, *self._waiting}
            candidates = sorted(known, key=lambda entry: (entry.station, entry.seq, entry.hash))
        for entry in candidates:
            if is_next(entry, heads.get(entry.station), self._rows.header):
                heads[entry.station] = entry
                linked.append(entry)
            else:
                loose.append(entry)
        return linked, loose, heads

    def _keep_loose(self, loose: Iterable[Entry]) -> None:
        """Write the rows that follow no chain anew: they are few, and come with a merge only."""
        data = b"".join(entry_line(entry, self._rows.header) for entry in loose)
        path = self._shadow.folder / LOOSE_NAME
        if not path.exists() or path.read_bytes() != data:
            write_durably(path, data)

    def _stream_if_whole(self) -> FileIO | None:
        """Return the open log; None when it must be looked at anew: deleted, cut or replaced."""
        if not self._is_settled:
            return None
        stream = self._stream or self._open_stream()
        status = os.fstat(stream.fileno())
        return stream if status.st_nlink and status.st_size >= self._size else None

    def _open_stream(self) -> FileIO:
        self.close()
        if not self._path.exists():
            self._path.touch()
            sync_folder(self._shadow.folder)
        self._stream = self._path.open("r+b", buffering=0)
        return self._stream


def noted_clock(folder: Path, header: Header, last: Entry | None) -> int | None:
    """Return the T+ noted in a shadow folder for this exercise after its last row, else None."""
    try:
        said = parse_object((folder / CLOCK_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    noted = (said.get("exercise"), said.get("station"), said.get("seq"))
    elapsed_ms = said.get("elapsed_ms")
    if last is None or noted != (header.exercise, last.station, last.seq):
        return None
    return elapsed_ms if type(elapsed_ms) is int else None


def attachments_in(folder: Path) -> Iterable[Path]:
    """Return the attachment files of a shadow folder, by name."""
    return sorted(path for path in (folder / ATTACHMENTS_NAME).glob("*") if path.is_file())
