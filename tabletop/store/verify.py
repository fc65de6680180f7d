"""What is wrong with an exercise file, said as findings; it must not change or mend anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tabletop.domain.play.journal import Entry, Header, journal_head
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.store.contents import (
    Contents,
    Findings,
    ReadPack,
    check_pages,
    is_damage,
    read_contents,
    read_frozen_pack,
)
from tabletop.store.engine import reading
from tabletop.store.lines import LogReading
from tabletop.store.shadow import PACK_NAME, read_shadow, set_aside_logs


@dataclass(frozen=True, slots=True, kw_only=True)
class StationReport:
    """One chain: how many rows can be read, and the hash of the last."""

    station: str
    rows: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What a file holds and what is wrong with it; `head` as in contract 5."""

    header: Header | None
    stations: tuple[StationReport, ...]
    head: str
    findings: tuple[Finding, ...]

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing but advice was found."""
        return all(finding.advice for finding in self.findings)

    @property
    def is_undamaged(self) -> bool:
        """Tell whether the file is as it was written, whatever merged rows lack or contradict."""
        return not any(is_damage(finding) for finding in self.findings)


def verify(path: Path, shadow: Path | None = None, *, read_pack: ReadPack | None = None) -> VerifyReport:
    """Check a file, its chains and its frozen pack, and compare it with its shadow folder.

    Without `read_pack` the pack is checked by its hash only. Raises UserError where there is no
    exercise file to look into, someone holds it, or the shadow folder has no log.
    """
    header, entries, aside, findings = _look_into(path, read_pack)
    if shadow is not None:
        findings += _compare(header, (*entries, *aside), shadow, place=path.name)
    return VerifyReport(
        header=header,
        stations=_stations(entries),
        head=journal_head(entries),
        findings=tuple(findings),
    )


def _look_into(
    path: Path, read_pack: ReadPack | None
) -> tuple[Header | None, tuple[Entry, ...], tuple[Entry, ...], list[Finding]]:
    try:
        with reading(path) as connection:
            contents = read_contents(connection, path.name)
            findings = [*contents.findings, *check_pages(connection, path.name)]
    except UnreadableError as error:
        return None, (), (), list(error.findings)
    if read_pack is not None:
        findings += _check_pack(contents, read_pack, path.name)
    aside = tuple(row.entry for row in contents.aside)
    return contents.header, contents.entries, aside, findings


def _check_pack(contents: Contents, read_pack: ReadPack, place: str) -> list[Finding]:
    try:
        return read_frozen_pack(contents, read_pack, place)[1]
    except UserError:
        findings = Findings(place)
        findings.add("frozen-pack-unreadable")
        return findings.all


def _stations(entries: Iterable[Entry]) -> tuple[StationReport, ...]:
    chains: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        chains[entry.station].append(entry)
    return tuple(
        StationReport(station=station, rows=len(chain), head=chain[-1].hash)
        for station, chain in sorted(chains.items())
    )


def _compare(header: Header | None, entries: Iterable[Entry], shadow: Path, *, place: str) -> list[Finding]:
    """Compare rows both ways: each copy is a witness against the other."""
    log = read_shadow(shadow)
    findings = Findings(place)
    if log.header is None:
        findings.add("shadow-header-lost", folder=str(shadow))
        return findings.all
    if header is not None and log.header != header:
        findings.add("shadow-foreign", folder=str(shadow), exercise=log.header.exercise)
        return findings.all
    _compare_rows(entries, log, findings)
    if log.dropped or log.is_torn:
        findings.add("shadow-damaged", folder=str(shadow), lines=len(log.dropped) + log.is_torn)
    if not (shadow / PACK_NAME).exists():
        findings.add("shadow-pack-missing", folder=str(shadow))
    for kept in set_aside_logs(shadow):
        findings.add("shadow-set-aside", file=str(kept), advice=True)
    return findings.all


def _compare_rows(entries: Iterable[Entry], log: LogReading, findings: Findings) -> None:
    ours, theirs = set(entries), {*log.entries, *log.loose}
    stations = {entry.station for entry in ours}
    only_ours, only_theirs = _by_station(ours - theirs), _by_station(theirs - ours)
    for station in sorted(only_ours.keys() | only_theirs.keys()):
        mine, witness = only_ours.get(station, {}), only_theirs.get(station, {})
        only_witness, only_mine = witness.keys() - mine.keys(), mine.keys() - witness.keys()
        if station not in stations:
            findings.add("station-lost", station=station, rows=len(witness))
        elif only_witness:
            findings.add("rows-lost", station=station, rows=len(only_witness), first=min(only_witness))
        if only_mine:
            findings.add("shadow-behind", station=station, rows=len(only_mine), first=min(only_mine))
        for seq in sorted(mine.keys() & witness.keys()):
            findings.add("row-differs", station=station, seq=seq)


def _by_station(entries: Iterable[Entry]) -> dict[str, dict[int, Entry]]:
    chains: dict[str, dict[int, Entry]] = defaultdict(dict)
    for entry in entries:
        chains[entry.station][entry.seq] = entry
    return chains
