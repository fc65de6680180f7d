"""What the window needs to put exercises side by side and to copy one without names; see `workplace`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tabletop.services.papers import FigureCopy, PaperFile, Paperwork
from tabletop.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCopy:
    """Runs side by side in one language: `figures` are charts and tables, `remarks` what must be known.

    `can_compare` tells whether two runs or more stand beside each other; `name` is what a file is called.
    """

    name: str
    figures: tuple[FigureCopy, ...]
    remarks: tuple[str, ...] = ()
    can_compare: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionReport:
    """A redacted copy that was made of the exercise `exercise_id`.

    `hidden` pairs each name with what stands in its place; `left` counts single words of the names that
    still stand in texts, and may be somebody's name there; `attachments` files were left out.
    """

    path: Path
    exercise_id: str
    hidden: tuple[tuple[str, str], ...]
    attachments: int
    left: tuple[tuple[str, int], ...] = ()


class Sharing(Protocol):
    """The part of a workplace that reads several exercises, or copies one."""

    def compare(
        self, files: Sequence[Path], language: str, opened: Mapping[Path, Paperwork]
    ) -> ComparisonCopy:
        """Put exercises side by side, without their locks, writing nothing.

        `opened` is what stands in the one that is open here. What cannot be read is said in the remarks.
        Raises UserError `compare-count` unless two to six are given.
        """
        ...

    def comparison_paper(
        self, files: Sequence[Path], languages: tuple[str, ...], opened: Mapping[Path, Paperwork]
    ) -> PaperFile:
        """Return the same comparison as PDF. Raises UserError as `compare`."""
        ...

    def redact(self, file: Path, out: Path, names: Sequence[str]) -> RedactionReport:
        """Copy an exercise that has ended, without people's names. Raises UserError with nothing written."""
        ...

    def redact_open(self, session: Session, out: Path, names: Sequence[str]) -> RedactionReport:
        """Copy the exercise that is open here in the same way. Call it on the writer thread."""
        ...

    def free_copy(self, file: Path) -> Path:
        """Return a file name of its own beside an exercise, for its redacted copy."""
        ...
