"""What the window needs from rooms that it may not know; it must not know who provides it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play.clock import Clock
from tabletop.domain.play.events import Letter
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import DIRECTOR, Header, is_directors
from tabletop.domain.play.merge import Union
from tabletop.domain.play.state import Stage
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import Finding, UserError
from tabletop.services import evaluation
from tabletop.services.backups import BackupOffer
from tabletop.services.follow_up import OpenActions
from tabletop.services.merging import Logbook
from tabletop.services.papers import (
    FigureCopy,
    PaperFile,
    PaperForm,
    PaperKind,
    PaperOrder,
    Paperwork,
    paperwork_of,
)
from tabletop.services.ports import Journal
from tabletop.services.session import Session
from tabletop.services.sharing import Sharing

__all__ = [
    "FigureCopy",
    "PaperFile",
    "PaperForm",
    "PaperKind",
    "PaperOrder",
    "Paperwork",
    "paperwork_of",
]
"""The papers' own words, for those who order them here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOffer:
    """A pack that an exercise can be made from; `duration_ms` as planned."""

    path: Path
    title: Text
    summary: Text | None
    injects: int
    duration_ms: int
    languages: tuple[str, ...]
    cells: tuple[tuple[str, Text], ...] = ()
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What the Home screen says of one exercise file.

    `percent` and `letter` are T1's, None where there is too little evidence or play has not ended;
    `findings` is empty when every row is as it was written; if not, `backup` is the newest good copy.
    """

    path: Path
    exercise_id: str
    title: Text
    stage: Stage
    elapsed_ms: int
    last_at: datetime | None
    released: int
    injects: int
    entries: int
    objectives: int
    cells: int
    percent: Fraction | None
    letter: Letter | None
    station: str = DIRECTOR
    is_logbook: bool = False
    is_redacted: bool = False
    findings: tuple[Finding, ...] = ()
    backup: Path | None = None


def glance_of(
    path: Path, scenario: Scenario, *, header: Header, union: Union,
    findings: Iterable[Finding] = (), backup: Path | None = None,
) -> Glance:  # fmt: skip
    """Sum up an exercise of which every row is at hand."""
    recorded = union.counted
    state = fold(scenario, recorded)
    score = evaluation.debrief_of(scenario, header=header, union=union).score.overall
    has_ended = state.stage == "ended"
    return Glance(
        path=path,
        exercise_id=header.exercise,
        title=scenario.title,
        stage=state.stage,
        elapsed_ms=state.elapsed_ms,
        last_at=state.last_at,
        released=sum(1 for now in state.injects.values() if now.is_released),
        injects=len(state.injects),
        entries=len(recorded),
        objectives=len(scenario.objectives),
        cells=len(scenario.cells),
        percent=score.percent if has_ended else None,
        letter=(score.rated or score.letter) if has_ended else None,
        station=header.station,
        is_logbook=not is_directors(header.station),
        is_redacted=state.redaction is not None,
        findings=tuple(finding for finding in findings if not finding.advice),
        backup=backup,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogbookOrder:
    """An observer's file to be made: `is_whole` leaves the other cells' future injects in it."""

    station: str
    cells: tuple[str, ...]
    observer: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a file or shadow folder is in which another laptop may still write.

    `station` writes in it; opening it here begins a station of its own (`successor`), unless the person
    says that it was moved.
    """

    path: Path
    exercise_id: str
    title: Text
    station: str
    stage: Stage
    elapsed_ms: int
    rows: int
    last_at: datetime | None
    is_logbook: bool = False
    is_shadow: bool = False
    successor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockQuestion:
    """A question that waits in a shared folder for the director's laptop.

    `answer` looks for it: how far the asking clock runs ahead, and by how much that may be wrong, in
    milliseconds, None while there is none. `give_up` takes the question back.
    """

    answer: Callable[[], tuple[int, int] | None]
    give_up: Callable[[], None]


KeyLine = tuple[str, str, str, str]
"""Group, key, twin and words of a verb; group and words are English texts to be translated."""


class Workplace(Sharing, Protocol):
    """Files, packs and papers for the window. Every method may block: call none in the GUI thread."""

    @property
    def clock(self) -> Clock:
        """Return the machine's clocks (a test's may be virtual)."""
        ...

    def bundled_packs(self) -> Sequence[PackOffer]:
        """Return the packs that come with the program, the sample first."""
        ...

    def look_at_pack(self, path: Path) -> PackOffer:
        """Read and check a pack. Raises UnreadableError with every finding."""
        ...

    def free_place(self, pack: PackOffer, language: str) -> Path:
        """Return a file name of its own for a new exercise, in the person's documents."""
        ...

    def begin(self, pack: Path, file: Path, warn: Callable[[Finding], None]) -> Journal:
        """Make a new exercise and hold it, with its shadow log. Raises UserError, changing nothing."""
        ...

    def open(self, file: Path, warn: Callable[[Finding], None]) -> Journal:
        """Hold an existing exercise. Raises UserError (held, damaged, newer, ...), changing nothing."""
        ...

    def look_at(self, file: Path) -> Opening | None:
        """Tell what a file or shadow folder of another laptop is, writing nothing; None for one of here.

        Raises UserError.
        """
        ...

    def take_over(self, source: Path, file: Path, warn: Callable[[Finding], None]) -> Journal:
        """Make a file of its own from another laptop's file or shadow folder, to conduct from here on.

        The source stays as it is. Raises UserError with nothing written.
        """
        ...

    def begin_logbook(
        self, source: Path, order: LogbookOrder, file: Path, warn: Callable[[Finding], None]
    ) -> Journal:
        """Make an observer's logbook from a pack or an exercise file, and hold it. Raises UserError."""
        ...

    def issue_logbook(self, session: Session, order: LogbookOrder, file: Path) -> None:
        """Make a logbook of the open exercise at `file` for an observer, and note it. Raises UserError.

        Call it on the writer thread, as any act.
        """
        ...

    def free_logbook(self, title: str, station: str) -> Path:
        """Return a file name of its own for a logbook, in the person's documents."""
        ...

    def read_logbooks(
        self, paths: Sequence[Path], header: Header, progress: Callable[[int, int], bool]
    ) -> tuple[Sequence[Logbook], Sequence[tuple[str, UserError]]]:
        """Read files, and all in folders, to be merged; those that cannot be read are returned by name.

        `progress` is told how many of how many were read; where it returns False the reading stops and
        nothing is returned.
        """
        ...

    def hand_over(self, session: Session, folder: Path) -> Path:
        """Copy the open logbook into a folder, check the copy, note it; return where the copy stands.

        Call it on the writer thread. Raises UserError with nothing noted.
        """
        ...

    def ask_for_clock(self, session: Session, folder: Path) -> ClockQuestion:
        """Ask the director's laptop for its clock through a shared folder. Raises UserError."""
        ...

    def answer_clocks(self, session: Session, folder: Path) -> Sequence[str]:
        """Answer the observers who ask for the director's clock in a folder; return their stations.

        To be called several times a second for as long as that is wanted. Raises UserError.
        """
        ...

    def read_evidence(self, path: Path) -> bytes:
        """Read a photo or a PDF to be attached: shrunk, without metadata. Raises UserError."""
        ...

    def observer_sheets(
        self, session: Session, languages: tuple[str, ...], *, first: int, count: int
    ) -> PaperFile:
        """Print blank observer sheets of the open logbook, numbered from `first`."""
        ...

    def receipt(self, session: Session, languages: tuple[str, ...]) -> PaperFile:
        """Print the receipt for handing over the open logbook as it stands."""
        ...

    def glance(self, file: Path) -> Glance | UserError:
        """Read what Home says of a file, writing nothing; what is wrong with it is returned."""
        ...

    def open_actions(self, file: Path) -> OpenActions:
        """Read what an earlier exercise leaves open, without its lock, writing nothing. Raises UserError."""
        ...

    def copy_backup(self, backup: Path, name: str) -> Path:
        """Copy a backup into the person's documents, to be opened there; return the copy.

        The copy gets a shadow log of its own: whoever has the exercise open goes on writing to the
        other. Raises UserError with nothing written.
        """
        ...

    def backups(self, file: Path, header: Header) -> Sequence[BackupOffer]:
        """Return the good backups of an exercise, the newest first."""
        ...

    def paper(self, work: Paperwork, order: PaperOrder, progress: Callable[[int, int], bool]) -> PaperFile:
        """Print a paper.

        `progress` is told how much of how much is done; where it returns False printing stops. Raises
        UserError `printing-stopped`, and `paper-kind` for a form that the paper has not.
        """
        ...

    def figures(self, work: Paperwork, language: str) -> Sequence[FigureCopy]:
        """Return the charts and tables of the papers, each as its own page of PDF and its data."""
        ...

    def timeline_picture(self, scenario: Scenario, debrief: Debrief, language: str) -> bytes:
        """Return the run on one strip as a one-page PDF (design D11)."""
        ...

    def key_card(self, lines: Sequence[KeyLine], languages: tuple[str, ...]) -> PaperFile:
        """Print the keys on one page."""
        ...

    def manual(self, language: str, key_of: Callable[[str], str]) -> PaperFile:
        """Print the help as a short manual; `key_of` gives a verb's key as people read it."""
        ...

    def save(self, path: Path, data: bytes) -> None:
        """Write a file beside and rename it. Raises UserError `out-unwritable` with the old one in place."""
        ...
