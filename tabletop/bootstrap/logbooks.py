"""Observers' files and laptops that take over, over all rooms; it must not hold a rule of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from tabletop.bootstrap import headless
from tabletop.domain.plan.reduction import attachments_of, reduced
from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.clock import Clock
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Header, is_directors, pack_exercise
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import Finding, UserError
from tabletop.exchange import clock_letters
from tabletop.exchange.evidence import read_evidence as read_a_photo
from tabletop.exchange.pack_names import MSEL, PACK
from tabletop.exchange.pack_reader import pack_from_files, read_pack
from tabletop.exchange.pack_writer import pack_texts
from tabletop.services import merging, observation
from tabletop.services.cycles import cycle_search_put_off
from tabletop.services.merging import Logbook
from tabletop.services.prepare import open_session
from tabletop.services.script import PLAYED
from tabletop.services.session import Session
from tabletop.services.workplace import ClockQuestion, LogbookOrder, Opening
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.lock import owner_of
from tabletop.store.logbook_reader import read_logbook
from tabletop.store.shadow import LOG_NAME, Shadow
from tabletop.store.successor import Remains, make_successor, remains_of

ENDINGS = (".tabletop", ".jsonl")
Shadows = Callable[[str, str], Shadow | None]
"""Returns the shadow of an exercise at a station."""


def reduced_pack(pack: Pack, order: LogbookOrder, released: Sequence[str] = ()) -> Pack:
    """Return the part of a pack that an observer carries, written as a pack of its own.

    One who watches no cell in particular watches all.
    """
    if order.is_whole or not order.cells:
        return pack
    plan = reduced(pack.scenario, order.cells, released)
    named = attachments_of(plan)
    files = {path: data for path, data in pack.files.items() if path == PACK or path in named}
    files[MSEL] = pack_texts(plan)[MSEL]
    return pack_from_files(files)[0]


def pack_at(path: Path) -> tuple[Pack, Sequence[Finding]]:
    """Read a pack, or the one that an exercise file holds. Raises UserError."""
    if is_exercise(path):
        return read_exercise(path, read_pack=headless.frozen_pack).pack, ()
    return read_pack(path)


def make_logbook(source: Path, order: LogbookOrder, file: Path) -> ExerciseFile:
    """Make an observer's logbook from a pack or an exercise file; its first row is still to be written."""
    merging.require_observers_station(order.station)
    if is_exercise(source):
        found = read_exercise(source, read_pack=headless.frozen_pack)
        state = fold(found.pack.scenario, found.recorded)
        return _make(found.pack, found.header, order, file=file, state=state)
    pack, _ = read_pack(source)
    header = Header(
        exercise=pack_exercise(pack.sha256),
        pack_id=pack.scenario.id,
        pack_version=pack.scenario.version,
        pack_sha256=pack.sha256,
    )
    return _make(pack, header, order, file=file, state=None)


def issue_logbook(session: Session, order: LogbookOrder, file: Path, clock: Clock) -> None:
    """Make a logbook of an open exercise, with its first row, and note that it was issued."""
    merging.require_free_station(session, order.station)
    journal = session.journal
    made = _make(journal.pack, journal.header, order, file=file, state=session.state)
    try:
        begin(made, order, clock)
        merging.note_issued(session, order.station, order.cells)
    except UserError:
        with suppress(OSError):
            file.unlink()
        raise


def begin(made: ExerciseFile, order: LogbookOrder, clock: Clock) -> None:
    """Write the first row of a new logbook and let go of it; one that cannot be begun is removed."""
    try:
        observation.begin_logbook(open_session(made, clock), order.cells, order.observer)
    except UserError:
        made.close()
        made.path.unlink(missing_ok=True)
        raise
    made.close()


@cycle_search_put_off()
def read_logbooks(
    given: Sequence[Path], header: Header, progress: Callable[[int, int], bool]
) -> tuple[list[Logbook], list[tuple[str, UserError]]]:
    """Read files, and those in folders, to be merged; nothing where `progress` says stop.

    A file that this process holds, the exercise itself in the same folder, is passed over.
    """
    files = [file for path in given for file in _files_of(path) if not _is_held_here(file)]
    if not files:
        raise UserError("no-logbooks", folder=", ".join(map(str, given)))
    logbooks, refused = [], []
    for count, file in enumerate(files):
        if not progress(count, len(files)):
            return [], []
        try:
            read = read_logbook(file)
            refusal = merging.refusal_of(header, read.header)
        except UserError as fault:
            refusal = fault
        if refusal is not None:
            refused.append((file.name, refusal))
            continue
        logbooks.append(
            Logbook(
                name=file.name,
                header=read.header,
                recorded=read.recorded,
                attachments=read.attachments,
                findings=read.findings,
            )
        )
    progress(len(files), len(files))
    return logbooks, refused


def hand_over(session: Session, folder: Path) -> Path:
    """Copy a logbook that is open here into a folder, check the copy, and note it."""
    rows, head = merging.own_head(session)
    journal = session.journal
    assert isinstance(journal, ExerciseFile)  # noqa: S101 - this workplace makes no other
    place = folder / journal.path.name
    if place.resolve() == journal.path:
        raise UserError("hand-over-same-place", folder=str(folder))
    journal.copy(place)
    merging.hand_over(session, rows=rows, head=head)
    return place


def ask_for_clock(session: Session, folder: Path, clock: Clock) -> ClockQuestion:
    """Ask the director's laptop for its clock through a folder."""
    exercise = session.journal.header.exercise
    question = clock_letters.ask(folder, exercise, session.station, asked_at=clock.read().wall_at)

    def answer() -> tuple[int, int] | None:
        found = clock_letters.collect(folder, question, now=clock.read().wall_at)
        return None if found is None else (found.offset_ms, found.error_ms)

    return ClockQuestion(answer=answer, give_up=lambda: clock_letters.give_up(folder, question))


def answer_clocks(session: Session, folder: Path, clock: Clock) -> list[str]:
    """Answer the observers of this exercise who ask for the director's clock in a folder."""
    header = session.journal.header
    exercises = (header.exercise, pack_exercise(header.pack_sha256))
    return clock_letters.answer_all(folder, exercises, lambda: clock.read().wall_at)


def read_evidence(path: Path) -> bytes:
    """Read a photo or a PDF to be attached."""
    return read_a_photo(path).data


def observer_sheets(session: Session, languages: tuple[str, ...], *, first: int, count: int) -> bytes:
    """Print blank observer sheets of a logbook."""
    from tabletop.reports.observer_sheet import SheetOrder, observer_sheets_pdf  # noqa: PLC0415 - only printing waits

    order = SheetOrder(
        exercise_id=session.journal.header.exercise,
        station=session.station,
        cells=session.cells,
        first=first,
        count=count,
    )
    return observer_sheets_pdf(session.scenario, order, languages)


def receipt(session: Session, languages: tuple[str, ...], clock: Clock) -> bytes:
    """Print the receipt for handing over a logbook as it stands."""
    from tabletop.reports.handover_receipt import Receipt, handover_receipt_pdf  # noqa: PLC0415 - as above

    rows, head = merging.handed_head(session)
    now = clock.read().wall_at
    said = Receipt(
        exercise_id=session.journal.header.exercise,
        station=session.station,
        cells=session.cells,
        observer=session.observer or session.station,
        rows=rows,
        head=head,
        last_at=session.state.last_at or now,
        printed_at=now,
    )
    return handover_receipt_pdf(session.scenario, said, languages)


def look_at(file: Path) -> Opening | None:
    """Tell what a file, a shadow folder or its journal of another laptop is; None where none can go on."""
    remains = remains_of(file, unzip_pack=headless.unzip_pack)
    scenario = pack_from_files(remains.files)[0].scenario
    state = fold(scenario, remains.union.counted)
    header = remains.header
    if not remains.is_shadow and _cannot_diverge(state, remains):
        return None
    return Opening(
        path=file,
        exercise_id=header.exercise,
        title=scenario.title,
        station=header.station,
        stage=state.stage,
        elapsed_ms=max(state.elapsed_ms, remains.running_ms or 0),
        rows=len(remains.union.counted),
        last_at=state.last_at,
        is_logbook=not is_directors(header.station),
        is_shadow=remains.is_shadow,
        successor=successor_of(state),
    )


def _cannot_diverge(state: ExerciseState, remains: Remains) -> bool:
    """Tell whether no other laptop can go on with it: what was only prepared, handed out, or played."""
    own = [row for row in remains.union.counted if row.entry.station == remains.header.station]
    is_played = bool(own) and own[-1].entry.boot_id == PLAYED
    if state.redaction is not None:  # nobody writes in a redacted copy
        return True
    is_prepared = state.stage == "before" and is_directors(remains.header.station)
    return is_played or is_prepared or len(own) <= 1


def successor_of(state: ExerciseState) -> str:
    """Return the station of the laptop that takes over next: DIR-2, DIR-3, ..."""
    numbers = [int(name.partition("-")[2] or 1) for name in state.stations if is_directors(name)]
    return f"DIR-{max(numbers, default=1) + 1}"


def take_over(source: Path, file: Path, clock: Clock, *, shadow: Shadows) -> ExerciseFile:
    """Make a file of its own from what is left of another laptop's, paused, under the next station."""
    remains = remains_of(source, unzip_pack=headless.unzip_pack)
    pack = pack_from_files(remains.files)[0]
    state = fold(pack.scenario, remains.union.counted)
    if not is_directors(remains.header.station):
        raise UserError("take-over-logbook", station=remains.header.station)
    if state.redaction is not None:
        raise UserError("copy-is-redacted")
    station = successor_of(state)
    make_successor(remains, file, station)
    kept = shadow(remains.header.exercise, station)
    made = ExerciseFile.open(file, read_pack=headless.frozen_pack, shadow=kept)
    try:
        merging.take_over(Session(made, clock), running_ms=remains.running_ms)
    except UserError:
        made.close()
        file.unlink(missing_ok=True)
        raise
    return made


def _make(
    pack: Pack, header: Header, order: LogbookOrder, *, file: Path, state: ExerciseState | None
) -> ExerciseFile:
    if state is not None and state.redaction is not None:
        raise UserError("copy-is-redacted")
    released = [] if state is None else [now.number for now in state.injects.values() if now.is_released]
    part = reduced_pack(pack, order, released)
    return ExerciseFile.create(
        file,
        pack=part,
        exercise_id=header.exercise,
        station=order.station,
        full_sha256=header.pack_sha256,
    )


def is_exercise(source: Path) -> bool:
    """Tell whether a path is an SQLite file rather than a pack."""
    with suppress(OSError), source.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"
    return False


def _is_held_here(file: Path) -> bool:
    owner = owner_of(file.resolve())
    return owner is not None and owner.is_this_process


def _files_of(path: Path) -> list[Path]:
    """Return a file, or the exercise files in a folder; a shadow folder is its journal."""
    if not path.is_dir():
        return [path]
    if (path / LOG_NAME).exists():
        return [path / LOG_NAME]
    found = sorted(os.scandir(path), key=lambda each: each.name)
    return [Path(each.path) for each in found if each.is_file() and Path(each.name).suffix in ENDINGS]
