"""The application over all rooms: what the window may ask for, and how it starts."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tabletop import paths
from tabletop.bootstrap import comparing, headless, logbooks, papers, redacting
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.clock import Clock
from tabletop.domain.play.journal import DIRECTOR, Header
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import Finding, UserError
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.pack_writer import zip_pack
from tabletop.help_topics import read_topics
from tabletop.i18n import catalogue
from tabletop.services.backups import BackupOffer
from tabletop.services.follow_up import OpenActions
from tabletop.services.merging import Logbook
from tabletop.services.session import Session
from tabletop.services.sharing import ComparisonCopy, RedactionReport
from tabletop.services.workplace import (
    ClockQuestion,
    FigureCopy,
    Glance,
    KeyLine,
    LogbookOrder,
    Opening,
    PackOffer,
    PaperFile,
    PaperOrder,
    Paperwork,
    glance_of,
)
from tabletop.store.backup import latest_backup
from tabletop.store.backup_offers import read_backups
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.exercise_reader import read_exercise, read_header
from tabletop.store.shadow import BACKUPS_NAME, Shadow
from tabletop.wording.start import APT_LINE

FILE_ENDING = ".tabletop"
_BUNDLED = ("sispamkota-2024", "quick-start")


class LocalWorkplace:
    """The services' `Workplace` on this computer."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or headless.MachineClock()

    @property
    def clock(self) -> Clock:
        """Return the machine's clocks."""
        return self._clock

    def bundled_packs(self) -> Sequence[PackOffer]:
        """Return the packs that come with the program, the sample first."""
        # Their notes (that the sample's script is no part of the pack) are for those who write packs.
        return [replace(self.look_at_pack(paths.bundled_pack(name)), notes=()) for name in _BUNDLED]

    def look_at_pack(self, path: Path) -> PackOffer:
        """Read and check a pack, or the one in an exercise. Raises UnreadableError with every finding."""
        pack, notes = logbooks.pack_at(path)
        plan = pack.scenario
        return PackOffer(
            path=path,
            title=plan.title,
            summary=plan.summary,
            injects=len(plan.injects),
            duration_ms=plan.duration_ms,
            languages=plan.languages,
            cells=tuple((cell.id, cell.title) for cell in plan.cells),
            notes=tuple(notes),
        )

    def free_place(self, pack: PackOffer, language: str) -> Path:
        """Return a file name of its own for a new exercise, in the person's documents."""
        title = pack.title.in_language(language).split(":")[0]
        return _free_place(f"{title} {self._clock.read().wall_at.astimezone():%Y-%m-%d}")

    def begin(self, pack: Path, file: Path, warn: Callable[[Finding], None]) -> ExerciseFile:
        """Make a new exercise and hold it, with its shadow log."""
        read, _ = read_pack(pack)
        exercise_id = f"EX-{self._clock.read().wall_at:%Y%m%d}-{secrets.token_hex(4).upper()}"
        _make_documents_for(file)
        shadow = _shadow(_shadow_folder(exercise_id), warn)
        return ExerciseFile.create(file, pack=read, exercise_id=exercise_id, shadow=shadow)

    def open(self, file: Path, warn: Callable[[Finding], None]) -> ExerciseFile:
        """Hold an existing exercise; its shadow folder is found by the exercise's id and the station."""
        header = read_header(file)
        shadow = _shadow(_folder_of(file, header.exercise, header.station), warn)
        return ExerciseFile.open(file, read_pack=headless.frozen_pack, shadow=shadow)

    def look_at(self, file: Path) -> Opening | None:
        """Tell what a file or shadow folder of another laptop is; None for one of here."""
        if file.suffix == FILE_ENDING and not file.is_dir():
            header = read_header(file)
            if _folder_of(file, header.exercise, header.station).is_dir():
                return None
        return logbooks.look_at(file)

    def take_over(self, source: Path, file: Path, warn: Callable[[Finding], None]) -> ExerciseFile:
        """Make a file of its own from another laptop's file or shadow folder, to conduct from here on."""
        _make_documents_for(file)
        return logbooks.take_over(source, file, self._clock, shadow=_shadows(warn))

    def begin_logbook(
        self, source: Path, order: LogbookOrder, file: Path, warn: Callable[[Finding], None]
    ) -> ExerciseFile:
        """Make an observer's logbook from a pack or an exercise file, and hold it."""
        _make_documents_for(file)
        logbooks.begin(logbooks.make_logbook(source, order, file), order, self._clock)
        return self.open(file, warn)

    def issue_logbook(self, session: Session, order: LogbookOrder, file: Path) -> None:
        """Make a logbook of the open exercise at `file` for an observer, and note it."""
        _make_documents_for(file)
        logbooks.issue_logbook(session, order, file, self._clock)

    def free_logbook(self, title: str, station: str) -> Path:
        """Return a file name of its own for a logbook, in the person's documents."""
        return _free_place(f"{title.split(':', maxsplit=1)[0]} {station}")

    def read_logbooks(
        self, given: Sequence[Path], header: Header, progress: Callable[[int, int], bool]
    ) -> tuple[Sequence[Logbook], Sequence[tuple[str, UserError]]]:
        """Read files, and all in folders, to be merged."""
        return logbooks.read_logbooks(given, header, progress)

    def hand_over(self, session: Session, folder: Path) -> Path:
        """Copy the open logbook into a folder, check the copy, note it; return where the copy stands."""
        return logbooks.hand_over(session, folder)

    def ask_for_clock(self, session: Session, folder: Path) -> ClockQuestion:
        """Ask the director's laptop for its clock through a shared folder."""
        return logbooks.ask_for_clock(session, folder, self._clock)

    def answer_clocks(self, session: Session, folder: Path) -> Sequence[str]:
        """Answer the observers who ask for the director's clock in a folder; return their stations."""
        return logbooks.answer_clocks(session, folder, self._clock)

    def read_evidence(self, path: Path) -> bytes:
        """Read a photo or a PDF to be attached: shrunk, without metadata."""
        return logbooks.read_evidence(path)

    def observer_sheets(
        self, session: Session, languages: tuple[str, ...], *, first: int, count: int
    ) -> PaperFile:
        """Print blank observer sheets of the open logbook, numbered from `first`."""
        return PaperFile(data=logbooks.observer_sheets(session, languages, first=first, count=count))

    def receipt(self, session: Session, languages: tuple[str, ...]) -> PaperFile:
        """Print the receipt for handing over the open logbook as it stands."""
        return PaperFile(data=logbooks.receipt(session, languages, self._clock))

    def glance(self, file: Path) -> Glance | UserError:
        """Read what Home says of a file, writing nothing."""
        try:
            found = read_exercise(file, read_pack=headless.frozen_pack)
        except UserError as refusal:
            return refusal
        header = found.header
        return glance_of(
            file,
            found.pack.scenario,
            header=header,
            union=found.union,
            findings=found.findings,
            backup=None
            if found.is_intact
            else latest_backup(
                _shadow_folder(header.exercise, header.station) / BACKUPS_NAME, header.exercise
            ),
        )

    def open_actions(self, file: Path) -> OpenActions:
        """Read what an earlier exercise leaves open, writing nothing."""
        return headless.open_actions(file)

    def copy_backup(self, backup: Path, name: str) -> Path:
        """Copy a backup into the person's documents, to be opened there; return the copy."""
        header = read_header(backup)
        _make_documents()
        copy = _free_place(name)
        try:
            _copy_folder(header.exercise, header.station, copy).mkdir(parents=True, exist_ok=True)
            data = backup.read_bytes()
        except OSError as fault:
            raise UserError("out-unwritable", path=str(copy), why=fault.strerror) from fault
        paths.replace_file(copy, data)
        return copy

    def backups(self, file: Path, header: Header) -> Sequence[BackupOffer]:
        """Return the good backups of an exercise, the newest first."""
        folder = _folder_of(file, header.exercise, header.station) / BACKUPS_NAME
        return [
            BackupOffer(path=one.path, made_at=one.made_at, rows=one.rows, elapsed_ms=one.elapsed_ms)
            for one in read_backups(folder, header.exercise)
        ]

    def timeline_picture(self, scenario: Scenario, debrief: Debrief, language: str) -> bytes:
        """Return the run on one strip as a one-page PDF."""
        from tabletop.reports.timeline_picture import timeline_picture  # noqa: PLC0415 - as above

        return timeline_picture(scenario, debrief, language)

    def paper(self, work: Paperwork, order: PaperOrder, progress: Callable[[int, int], bool]) -> PaperFile:
        """Print a paper by its order; what is due is overdue as of today, where no other day is ordered."""
        day = order.printed_on or headless.today_at(work.scenario, self._clock)
        return papers.print_paper(work, replace(order, printed_on=day), progress)

    def figures(self, work: Paperwork, language: str) -> Sequence[FigureCopy]:
        """Return the charts and tables of the papers."""
        return papers.figures(work, language)

    def key_card(self, lines: Sequence[KeyLine], languages: tuple[str, ...]) -> PaperFile:
        """Print the keys on one page."""
        from tabletop.reports.key_card import CardRow, key_card_pdf  # noqa: PLC0415 - as above

        rows = [CardRow(group=group, key=key, twin=twin, words=words) for group, key, twin, words in lines]
        return PaperFile(data=key_card_pdf(rows, languages))

    def manual(self, language: str, key_of: Callable[[str], str]) -> PaperFile:
        """Print the help as a short manual."""
        from tabletop.reports.manual import manual_pdf  # noqa: PLC0415 - as above

        return PaperFile(data=manual_pdf(read_topics(language, key_of), language))

    def compare(
        self, files: Sequence[Path], language: str, opened: Mapping[Path, Paperwork]
    ) -> ComparisonCopy:
        """Put exercises side by side, without their locks, writing nothing."""
        return comparing.as_figures(comparing.compare(files, opened), catalogue(language))

    def comparison_paper(
        self, files: Sequence[Path], languages: tuple[str, ...], opened: Mapping[Path, Paperwork]
    ) -> PaperFile:
        """Return the same comparison as PDF."""
        return comparing.paper(comparing.compare(files, opened).comparison, "pdf", languages)

    def redact(self, file: Path, out: Path, names: Sequence[str]) -> RedactionReport:
        """Copy an exercise that has ended, without people's names."""
        _make_documents_for(out)
        return redacting.redact(file, out, names)

    def redact_open(self, session: Session, out: Path, names: Sequence[str]) -> RedactionReport:
        """Copy the exercise that is open here in the same way."""
        _make_documents_for(out)
        return redacting.redact_open(session, out, names)

    def free_copy(self, file: Path) -> Path:
        """Return a file name of its own in the person's documents, for a redacted copy."""
        return _free_place(f"{file.stem} {redacting.ENDING.strip('-')}")

    def save(self, path: Path, data: bytes) -> None:
        """Write a file beside and rename it; our own folder in the documents is made first."""
        if path.parent == paths.documents():
            _make_documents()
        paths.replace_file(path, data)


def run(
    file: Path | None = None, *, language: str | None = None, locale: str | None = None,
    with_sample: bool = False,
) -> int:  # fmt: skip
    """Start the application; return its exit code when its window is closed.

    `file` is opened at once; `with_sample` opens a fresh copy of the bundled exercise, ready to start.
    `language` goes before the person's settings, `locale` is that of a first start. Raises UserError
    where Qt or the display is missing.
    """
    try:
        from tabletop.ui import application  # noqa: PLC0415 - commands without a window must not load Qt
    except ImportError as fault:
        raise UserError("window-libraries", why=str(fault), apt=APT_LINE) from fault
    return application.run(
        LocalWorkplace(), file=file, language=language, locale=locale, with_sample=with_sample
    )


def _free_place(name: str) -> Path:
    """Return a file in the person's documents that does not exist yet, named as near as can be."""
    stem = re.sub(r"[^\w ()-]", "", name).strip() or "Tabletop"
    numbers = [stem, *(f"{stem} ({number})" for number in range(2, 1_000))]
    folder = paths.documents()
    return next(place for n in numbers if not (place := folder / f"{n}.tabletop").exists())


def _make_documents() -> None:
    folder = paths.documents()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError("out-unwritable", path=str(folder), why=fault.strerror) from fault


def _make_documents_for(file: Path) -> None:
    """Make our own folder where a file is to stand in it: a mistyped other one is told instead."""
    if file.parent == paths.documents():
        _make_documents()


def _shadow_folder(exercise_id: str, station: str = DIRECTOR) -> Path:
    """Return where the shadow log of a station's own file stands; that of the director has no ending."""
    name = exercise_id if station == DIRECTOR else f"{exercise_id}-{station}"
    return paths.data() / "exercises" / re.sub(r"[^A-Za-z0-9_-]", "_", name)


def _folder_of(file: Path, exercise_id: str, station: str) -> Path:
    """Return where shadow log and backups of a file stand: a copied backup has its own."""
    copy = _copy_folder(exercise_id, station, file)
    return copy if copy.is_dir() else _shadow_folder(exercise_id, station)


def _copy_folder(exercise_id: str, station: str, copy: Path) -> Path:
    """Return where the shadow log of a copied backup stands: two files must not write to one log."""
    place = sha256(str(copy.resolve()).encode(errors="surrogateescape")).hexdigest()[:16]
    return _shadow_folder(exercise_id, station) / "copies" / place


def _shadows(warn: Callable[[Finding], None]) -> logbooks.Shadows:
    return lambda exercise_id, station: _shadow(_shadow_folder(exercise_id, station), warn)


def _shadow(folder: Path, warn: Callable[[Finding], None]) -> Shadow:
    return Shadow(folder=folder, zip_pack=zip_pack, warn=warn)
