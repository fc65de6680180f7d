"""A row without people's names, as a redacted copy has it; it must not hash, link or write one.

Only what a person typed can hold a name: those fields are told apart here from codes, hashes and the
names of stations, and a test holds that no field of any event is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from tabletop.domain.play.events import Event, UnknownEvent
from tabletop.domain.play.hidden_names import Mask
from tabletop.domain.play.journal import BRANCH_SIGN
from tabletop.domain.play.stations import BranchesKept, ConductTakenOver, DebriefPrinted, LogbookHandedOver

TYPED = frozenset(
    {
        "reason", "form", "note", "organisation", "override", "decided_by", "text", "why", "deviation",
        "source", "threat", "alternative", "warning", "authority", "judgement", "title", "message", "sender",
        "evidence", "owner", "contact", "start", "due", "retest", "exercise", "rule",
    }
)  # fmt: skip
"""Fields in which a person may have typed a name."""
CODES = frozenset(
    {
        "item", "unit", "phase", "inject", "cell", "cells", "to", "told", "action", "objective", "red_line",
        "situation", "target",
    }
)  # fmt: skip
"""Fields that name something of the plan by its id."""
STATIONS = frozenset({"station", "breach_station", "deadline_station", "plan_station", "chosen", "rejected"})
HASHES = frozenset({"head", "head_hash", "kept", "left"})
LINKS = frozenset({"rows"})
"""Fields that name rows as `STATION:SEQ`; in some kinds `rows` is a number."""
_OF_OTHERS = {"carry": frozenset({"action"})}
"""Ids of another exercise's rows: their station may be a name, and nothing here is found by them."""
LEFT_OUT = frozenset({"attachments"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """What else changes its name in a copy: stations (also of branches), and the hashes of rows."""

    stations: Mapping[str, str]
    hashes: Mapping[str, str]

    def station(self, name: str) -> str:
        """Return what a station is called in the copy."""
        return self.stations.get(name, name)

    def hash(self, digest: str) -> str:
        """Return the hash that a row has in the copy; of a row that is missing, its own."""
        return self.hashes.get(digest, digest)

    def row(self, link: str) -> str:
        """Return a link `STATION:SEQ` as it reads in the copy."""
        station, sign, seq = link.rpartition(":")
        return f"{self.station(station)}{sign}{seq}"


def redacted_event(event: Event, mask: Mask, renaming: Renaming) -> Event:
    """Return an event without names, attachments and other rows' old hashes.

    The head on an earlier print cannot be said of the copy: it is left empty.
    """
    if isinstance(event, DebriefPrinted):
        event = replace(event, head="")
    changes: dict[str, Any] = {}
    for field in fields(event):
        value = getattr(event, field.name)
        if field.name in LEFT_OUT and isinstance(value, tuple):
            changes[field.name] = None
        elif isinstance(value, str):
            changes[field.name] = _changed(event.kind, field.name, value, mask=mask, renaming=renaming)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(
                _changed(event.kind, field.name, each, mask=mask, renaming=renaming) for each in value
            )
    return replace(event, **changes)


def _changed(kind: str, name: str, value: str, *, mask: Mask, renaming: Renaming) -> str:
    if name in STATIONS:
        return renaming.station(value)
    if name in HASHES:
        return renaming.hash(value)
    if name in LINKS:
        return renaming.row(value)
    if name in TYPED or name in _OF_OTHERS.get(kind, ()):
        return mask.name(value)
    return value


def hashes_in(event: Event) -> Iterator[str]:
    """Yield the hashes of other rows that an event names."""
    if isinstance(event, ConductTakenOver):
        yield event.head_hash
    elif isinstance(event, LogbookHandedOver):
        yield event.head
    elif isinstance(event, BranchesKept):
        yield from (*event.kept, *event.left)


def branches_in(event: Event) -> Iterator[str]:
    """Yield the branches with a name of their own (`P1~3f2a`) that an event names."""
    for field in fields(event):
        value = getattr(event, field.name)
        if field.name in STATIONS and isinstance(value, str):
            names = [value]
        elif field.name in LINKS and isinstance(value, tuple):
            names = [link.rpartition(":")[0] for link in value]
        else:
            names = []
        yield from (name for name in names if BRANCH_SIGN in name)


def texts_of(event: Event) -> Iterator[str]:
    """Yield every text in an event, whatever it is."""
    if isinstance(event, UnknownEvent):
        return
    for field in fields(event):
        value = getattr(event, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str):
                yield each
