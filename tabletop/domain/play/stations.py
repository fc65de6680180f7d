"""Which laptops log, how their clocks stand, who conducts; see `events` for what they log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from tabletop.domain.play.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StationOpened(Event):
    """A station began to log; `clock` says how its times are to be read (design 5).

    `cells` are those that an observer watches.
    """

    kind: ClassVar[str] = "station-opened"
    clock: Literal["exercise", "own"]
    cells: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogbookIssued(Event):
    """An observer was given a logbook; until its rows come in, that station is missing."""

    kind: ClassVar[str] = "logbook-issued"
    station: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogbookHandedOver(Event):
    """A copy of this logbook with its first `rows` rows was handed over; `head` is the last one's hash."""

    kind: ClassVar[str] = "handed-over"
    rows: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSynced(Event):
    """At this row's moment the wall clock of `station` ran `offset_ms` ahead of the director's.

    Written at that station, or by the director in place of the station's own marks.
    """

    kind: ClassVar[str] = "sync"
    station: str
    offset_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMarked(Event):
    """Mark `number` was pressed here; the director's mark of that number was pressed at the same moment."""

    kind: ClassVar[str] = "mark"
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductTakenOver(Event):
    """This station conducts the exercise after row `head_seq` of the station that conducted before."""

    kind: ClassVar[str] = "takeover"
    station: str
    head_seq: int
    head_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainChosen(Event):
    """Two stations conducted after a takeover: `chosen` counts, `rejected` does not (design 5)."""

    kind: ClassVar[str] = "choose-chain"
    chosen: str
    rejected: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchesKept(Event):
    """Rows of a station contradict each other: the branches in `kept` count, those in `left` do not.

    A branch is named by the hash of its first row.
    """

    kind: ClassVar[str] = "keep-branches"
    station: str
    kept: tuple[str, ...]
    left: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefPrinted(Event):
    """A debrief was printed from the rows with this `head`, not counting such rows themselves."""

    kind: ClassVar[str] = "printed"
    head: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRedacted(Event):
    """This file is a copy of `exercise`, whose `entries` rows had this `head`, for sharing.

    `names` people's names were replaced in it and `attachments` files left out. Nobody writes behind it.
    """

    kind: ClassVar[str] = "redacted"
    exercise: str
    head: str
    entries: int
    names: int
    attachments: int = 0
