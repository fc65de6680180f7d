"""What the director has before them when a verb is asked for, and fields that many forms share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tabletop.domain.play.board import Board
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.backups import BackupOffer
from tabletop.services.session import DIRECTORS_HAND, Hand
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.log_entries import LogWords
from tabletop.ui.look import Look
from tabletop.ui.pages.ask import Values
from tabletop.ui.pages.run_countdowns import CountdownKind
from tabletop.ui.pages.run_line import RunLine
from tabletop.ui.widgets.decision_entry import Draft
from tabletop.ui.widgets.form import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """The backups of the open exercise, and how a copy of one is opened in its place."""

    offers: Sequence[BackupOffer]
    open_copy: Callable[[Path], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the director has before them when a verb is asked for."""

    look: Look
    bridge: Bridge
    board: Board
    selected: str | None
    words: LogWords
    line: RunLine
    draft: Draft
    start_countdown: Callable[[CountdownKind, str, int], None]
    """Begin to count down: kind, words, milliseconds."""
    restoring: Restoring | None = None
    """The backups that were looked up, where someone asked for them."""

    @property
    def state(self) -> ExerciseState:
        """Return the exercise as it stands."""
        return self.bridge.state

    def title(self, number: str) -> str:
        """Return number and title of an inject; one that was mistyped has its number only."""
        inject = self.bridge.outlook.injects.get(number)
        return number if inject is None else f"{number} {self.look.typed(inject.title)}"

    def require(self, number: str | None) -> str:
        """Return an inject to act on, or refuse."""
        if number is None:
            raise UserError("no-inject-chosen")
        return number

    def require_latest(self, named: Recorded, latest: Recorded | None) -> None:
        """Refuse what would act on another row than the one that the form names."""
        if latest is not named:
            raise UserError("act-overtaken")


def reason(desk: Desk, label: str = N_("Reason"), *, value: str = "") -> Field:
    """Ask for a reason, in one line."""
    return Field(name="reason", label=desk.look.say(label), value=value)


def optional_reason(desk: Desk) -> Field:
    """Offer a reason where none is required."""
    return Field(name="reason", label=desk.look.say(N_("Reason (may stay empty)")))


def hand_with(values: Values) -> Hand:
    """Return the director's hand with the reason that a form offered, if one was given."""
    told = str(values["reason"]).strip()
    return Hand(reason=told) if told else DIRECTORS_HAND


def cell_field(desk: Desk, name: str, cells: list[str], *, value: str = "") -> Field:
    """Offer cells by id and title, in the order given."""
    titles = {cell.id: desk.look.typed(cell.title) for cell in desk.bridge.session.scenario.cells}
    if value and value not in cells:
        cells = [value, *cells]  # mistyped in the line: it stays, and is refused in words
    return Field(
        name=name, label=desk.look.say(N_("Cell")), kind="choice", value=value or cells[0],
        choices=[(cell, f"{cell}  {titles.get(cell, '')}") for cell in cells],
    )  # fmt: skip
