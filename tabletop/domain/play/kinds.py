"""Every kind of event by its name, and what kinds have in common; it must not define one."""

from __future__ import annotations

from tabletop.domain.play import additions, events, follow_up, observations, stations
from tabletop.domain.play.events import Event, UnknownEvent

EVENT_TYPES: dict[str, type[Event]] = {
    event.kind: event
    for room in (events, additions, observations, stations, follow_up)
    for event in vars(room).values()
    if isinstance(event, type) and issubclass(event, Event) and event not in (Event, UnknownEvent)
}

CONDUCT_KINDS = frozenset(
    {
        "startex", "endex", "release", "retract", "repeat", "hold", "skip", "shift", "auto",
        "offer", "decline", "pause", "resume", "safety", "adjust", "jump", "situation",
        "settle", "clear", "improvise", "redacted",
    }
)  # fmt: skip
"""Verbs of the conduct chain: a row of another station is kept, shown and ignored (contract 3)."""

CHOICES = frozenset({"takeover", "choose-chain"})
"""Kinds that say who conducts: they are heard wherever they stand, or nobody could choose."""

NEVER_UNDONE = frozenset(
    {"startex", "endex", "pause", "resume", "safety", "jump", "adjust", "undo", "offer",
     "station-opened", "logbook-issued", "handed-over", "takeover", "choose-chain", "keep-branches",
     "printed", "redacted"}
)  # fmt: skip
"""Kinds that `undo` passes over: those that move a clock, and those the program writes itself."""
