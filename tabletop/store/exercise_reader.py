"""An exercise read without lock or trace, also a damaged one; it must not write beside the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.journal import Header, Recorded
from tabletop.errors import Finding, UnreadableError
from tabletop.store.contents import ReadPack, read_contents, read_frozen_pack
from tabletop.store.engine import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseReading:
    """What could be read: rows by station and seq, and everything that is wrong with the file."""

    header: Header
    pack: Pack
    recorded: tuple[Recorded, ...]
    findings: tuple[Finding, ...]

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing but advice was found."""
        return all(finding.advice for finding in self.findings)


def read_exercise(path: Path, *, read_pack: ReadPack) -> ExerciseReading:
    """Read an exercise for `debrief`, `export` and `compare`; broken chains are findings.

    Raises UserError `file-missing`, `path-is-folder`, `not-exercise`, `file-newer`, `file-held`
    (and its kin: holder, since when, latest snapshot), what `read_pack` raises, and UnreadableError
    `file-damaged` when not even the header or the pack can be had.
    """
    with reading(path) as connection:
        contents = read_contents(connection, path.name)
    if contents.header is None or not contents.files:
        raise UnreadableError("file-damaged", contents.findings, file=str(path))
    pack, findings = read_frozen_pack(contents, read_pack, path.name)
    return ExerciseReading(
        header=contents.header,
        pack=pack,
        recorded=contents.recorded,
        findings=(*contents.findings, *findings),
    )
