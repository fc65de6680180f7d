"""What laptops and their clocks did, in the words of the log; it must not decide anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from tabletop.domain.play.events import Event
from tabletop.domain.play.stations import (
    BranchesKept,
    ChainChosen,
    ClockMarked,
    ClockSynced,
    ConductTakenOver,
    CopyRedacted,
    DebriefPrinted,
    LogbookHandedOver,
    LogbookIssued,
)
from tabletop.i18n import N_
from tabletop.ui.item_models.station_words import offset_words
from tabletop.ui.look import Look


class Words(Protocol):
    """What says a message in the language of the log."""

    look: Look

    def say(self, message: str, **fields: object) -> str:
        """Return a message in this language."""
        ...


Saying = Callable[[Any, Any], tuple[str, str, str]]


def _synced(words: Words, event: ClockSynced) -> tuple[str, str, str]:
    offset = offset_words(event.offset_ms, words.look)
    text = words.say(N_("Clock of {station}: {offset}"), station=event.station, offset=offset)
    return words.say(N_("CLOCK")), text, ""


def _chosen(words: Words, event: ChainChosen) -> tuple[str, str, str]:
    text = words.say(N_("{chosen} conducted, not {rejected}"), chosen=event.chosen, rejected=event.rejected)
    return words.say(N_("LAPTOP")), f"{text}: {event.reason}", ""


def _kept(words: Words, event: BranchesKept) -> tuple[str, str, str]:
    text = words.say(
        N_("{station}: {kept} of {all} branches count"),
        station=event.station, kept=len(event.kept), all=len(event.kept) + len(event.left),
    )  # fmt: skip
    return words.say(N_("LAPTOP")), f"{text}: {event.reason}", ""


def _plain(kind: str, message: str, **named: str) -> Saying:
    """Word a row by a message whose fields are those of its event, by the names given."""

    def say(words: Words, event: Event) -> tuple[str, str, str]:
        fields = {name: getattr(event, of) for name, of in named.items()}
        return words.say(kind), words.say(message, **fields), ""

    return say


STATION_SAYINGS: dict[type[Event], Saying] = {
    ClockSynced: _synced,
    ClockMarked: _plain(N_("CLOCK"), N_("Clock mark {n}"), n="number"),
    LogbookIssued: _plain(N_("LAPTOP"), N_("Logbook issued to {station}"), station="station"),
    LogbookHandedOver: _plain(N_("LAPTOP"), N_("Handed over with {n} rows"), n="rows"),
    ConductTakenOver: _plain(
        N_("LAPTOP"), N_("Took over from {station} after row {n}"), station="station", n="head_seq"
    ),
    ChainChosen: _chosen,
    BranchesKept: _kept,
    CopyRedacted: _plain(
        N_("COPY"), N_("Redacted copy of {exercise}; names hidden: {n}"), exercise="exercise", n="names"
    ),
    DebriefPrinted: _plain(N_("PRINT"), N_("Debrief printed, {n} entries"), n="entries"),
}
