"""Chains of a station that meet or contradict each other, with sound hashes."""

from __future__ import annotations

from dataclasses import replace

from builders import HEADER, Rows

from tabletop.domain.play.events import Event, NoteTaken
from tabletop.domain.play.journal import Recorded, hash_of
from tabletop.domain.play.stations import BranchesKept


def chain(station: str, *told: str | Event, after: Recorded | None = None) -> list[Recorded]:
    """Chain rows of a station after a row, or from the beginning."""
    rows: list[Recorded] = []
    last = after
    for said in told:
        event = NoteTaken(text=said) if isinstance(said, str) else said
        plain = Rows().add(event, station=station).entry
        seq, prev = (1, HEADER.pack_sha256) if last is None else (last.entry.seq + 1, last.entry.hash)
        entry = replace(plain, seq=seq, prev=prev, body=repr(said))
        last = Recorded(replace(entry, hash=hash_of(entry)), event)
        rows.append(last)
    return rows


def keep(*kept: Recorded, left: tuple[Recorded, ...] = (), station: str = "P1") -> BranchesKept:
    return BranchesKept(
        station=station,
        kept=tuple(row.entry.hash for row in kept),
        left=tuple(row.entry.hash for row in left),
        reason="his notes are the fuller ones",
    )
