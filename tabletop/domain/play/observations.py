"""What an observer notes of a cell apart from its decisions; see `events` for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tabletop.domain.play.events import Bearing, Event, Sense


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationNoted(Event):
    """A fact about a cell, and the judgement on it in a text of its own (doctrine 9).

    `action` is the expected action that it bears on; `attachments` are hashes of files in the exercise;
    `corrects` is the seq of this station's row, observation or decision, that it replaces.
    """

    kind: ClassVar[str] = "observe"
    cell: str
    text: str
    judgement: str | None = None
    sense: Sense = "seen"
    bearing: Bearing = "neutral"
    inject: str | None = None
    action: str | None = None
    attachments: tuple[str, ...] | None = None
    corrects: int | None = None
