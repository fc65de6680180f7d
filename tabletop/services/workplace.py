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
from tabletop.domain.play.journal import Header, Recorded
from tabletop.domain.play.state import Stage
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import Finding, UserError
from tabletop.services import evaluation
from tabletop.services.backups import BackupOffer
from tabletop.services.ports import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOffer:
    """A pack that an exercise can be made from; `duration_ms` as planned."""

    path: Path
    title: Text
    summary: Text | None
    injects: int
    duration_ms: int
    languages: tuple[str, ...]
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
    findings: tuple[Finding, ...] = ()
    backup: Path | None = None


def glance_of(
    path: Path, scenario: Scenario, *, header: Header, recorded: Sequence[Recorded],
    findings: Iterable[Finding] = (), backup: Path | None = None,
) -> Glance:  # fmt: skip
    """Sum up an exercise of which every row is at hand."""
    state = fold(scenario, recorded)
    score = evaluation.debrief_of(scenario, header=header, recorded=recorded).score.overall
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
        findings=tuple(finding for finding in findings if not finding.advice),
        backup=backup,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCopy:
    """A printed page as bytes; `substituted` lists the characters that the font lacks."""

    pdf: bytes
    substituted: tuple[str, ...] = ()


KeyLine = tuple[str, str, str, str]
"""Group, key, twin and words of a verb; group and words are English texts to be translated."""


class Workplace(Protocol):
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

    def glance(self, file: Path) -> Glance | UserError:
        """Read what Home says of a file, writing nothing; what is wrong with it is returned."""
        ...

    def copy_backup(self, backup: Path, name: str) -> Path:
        """Copy a backup into the person's documents, to be opened there; return the copy.

        The copy gets a shadow log of its own: whoever has the exercise open goes on writing to the
        other. Raises UserError with nothing written.
        """
        ...

    def backups(self, file: Path, exercise_id: str) -> Sequence[BackupOffer]:
        """Return the good backups of an exercise, the newest first."""
        ...

    def debrief_paper(self, scenario: Scenario, debrief: Debrief, languages: tuple[str, ...]) -> PaperCopy:
        """Print the one-page debrief."""
        ...

    def timeline_picture(self, scenario: Scenario, debrief: Debrief, language: str) -> bytes:
        """Return the run on one strip as a one-page PDF (design D11)."""
        ...

    def key_card(self, lines: Sequence[KeyLine], languages: tuple[str, ...]) -> PaperCopy:
        """Print the keys on one page."""
        ...

    def manual(self, language: str, key_of: Callable[[str], str]) -> PaperCopy:
        """Print the help as a short manual; `key_of` gives a verb's key as people read it."""
        ...

    def save(self, path: Path, data: bytes) -> None:
        """Write a file beside and rename it. Raises UserError `out-unwritable` with the old one in place."""
        ...
