"""An exercise read without lock or trace, also a damaged one; it must not write beside the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tabletop.domain.plan.scenario import Pack
from tabletop.domain.play.journal import Header, Recorded
from tabletop.domain.play.merge import Union
from tabletop.errors import Finding, UnreadableError
from tabletop.store.contents import Findings, ReadPack, header_of, is_damage, read_contents, read_frozen_pack
from tabletop.store.engine import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseReading:
    """What could be read: the rows that count, and everything that is wrong with the file.

    `union` says which rows count, and what is wrong with merged ones.
    """

    header: Header
    pack: Pack
    union: Union
    findings: tuple[Finding, ...]

    @property
    def recorded(self) -> tuple[Recorded, ...]:
        """Return the rows that count, by station and seq."""
        return self.union.counted

    @property
    def is_intact(self) -> bool:
        """Tell whether the file is as it was written, whatever merged rows lack or contradict."""
        return not any(is_damage(finding) for finding in self.findings)


def read_header(path: Path) -> Header:
    """Read only whose file it is. Raises UserError as `read_exercise` does."""
    findings = Findings(path.name)
    with reading(path) as connection:
        header = header_of(connection, findings)
    if header is None:
        raise UnreadableError("file-damaged", findings.all, file=str(path))
    return header


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
        union=contents.union(),
        findings=(*contents.findings, *findings),
    )
