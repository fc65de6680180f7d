"""The rows of a logbook as an observer reads them back: when seen, what, of whom; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tabletop.domain.play.events import DecisionLogged, Rated, RedLineBreached
from tabletop.domain.play.journal import Entry, Recorded, wall_time
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import ExerciseState, RowState
from tabletop.domain.play.stations import LogbookHandedOver, StationOpened
from tabletop.i18n import N_
from tabletop.ui.item_models.log_entries import CATEGORIES, EntryRole
from tabletop.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
State = Literal["local", "given", "corrected", "withdrawn", "ignored"]
STATES: dict[State, tuple[str, str]] = {
    "local": (N_("Local"), "circle"),
    "given": (N_("Handed over"), "check"),
    "corrected": (N_("corrected"), "slashed"),
    "withdrawn": (N_("withdrawn"), "slashed"),
    "ignored": (N_("not counted"), "slashed"),
}
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserverEntry:
    """One line; `seq` is its row in this logbook."""

    seq: int
    time: str
    kind: str
    cell: str
    text: str
    inject: str
    state: State
    state_words: str
    can_be_corrected: bool = True

    @property
    def is_noted(self) -> bool:
        """Tell whether it can be corrected: a decision or a note that stands."""
        return self.stands and self.can_be_corrected

    @property
    def stands(self) -> bool:
        """Tell whether it counts still."""
        return self.state in ("local", "given")

    @property
    def words(self) -> str:
        """Return the whole line as it is read aloud."""
        head = " ".join(part for part in (self.time, self.kind, self.cell, self.inject) if part)
        return f"{head}: {self.text} ({self.state_words})"


def seen_at(entry: Entry) -> datetime:
    """Return what the own wall clock showed when it was seen."""
    written_at = wall_time(entry.wall_at)
    if entry.observed_ms is None:
        return written_at
    return written_at - _MILLISECOND * (entry.elapsed_ms - entry.observed_ms)


def entry_of(row: Recorded, state: RowState, given: int, look: Look) -> ObserverEntry | None:
    """Return the line of a row, None for kinds that stand elsewhere; `given` rows were handed over."""
    event = row.event
    if isinstance(event, DecisionLogged):
        said = look.say(CATEGORIES[event.category]), event.cell, event.text, event.inject
    elif isinstance(event, ObservationNoted):
        said = look.say(CATEGORIES["note"]), event.cell, event.text, event.inject
    elif isinstance(event, RedLineBreached):
        text = f"{event.red_line} {event.note or ''}".strip()
        said = look.say(N_("RED LINE")), "", text, event.inject
    elif isinstance(event, Rated):
        text = f"{event.target}: {event.letter} {event.why or ''}".strip()
        said = look.say(N_("LETTER")), "", text, None
    else:
        return None
    kind, cell, text, inject = said
    standing: State = "given" if row.entry.seq <= given else "local"
    shown: State = standing if state == "current" else state
    return ObserverEntry(
        seq=row.entry.seq, time=look.wall(seen_at(row.entry)), kind=kind, cell=cell, text=text,
        inject=inject or "", state=shown, state_words=look.say(STATES[shown][0]),
        can_be_corrected=isinstance(event, DecisionLogged | ObservationNoted),
    )  # fmt: skip


def entries_of(
    recorded: Sequence[Recorded], state: ExerciseState, *, station: str, given: int, look: Look
) -> list[ObserverEntry]:
    """Return the lines of this station, the newest first."""
    lines = []
    for row in reversed(recorded):
        row_state = state.rows.get((row.entry.station, row.entry.seq))
        if row.entry.station == station and row_state is not None:
            line = entry_of(row, row_state, given, look)
            if line is not None:
                lines.append(line)
    return lines


def counts(recorded: Sequence[Recorded], *, station: str, given: int) -> tuple[int, int]:
    """Return how many acts lie only here and how many were handed over; what the program notes is none."""
    seqs = [
        row.entry.seq
        for row in recorded
        if row.entry.station == station and not isinstance(row.event, StationOpened | LogbookHandedOver)
    ]
    handed = sum(1 for seq in seqs if seq <= given)
    return len(seqs) - handed, handed


class ObserverModel(QAbstractListModel):
    """The lines, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[ObserverEntry] = []

    @property
    def entries(self) -> Sequence[ObserverEntry]:
        """Return the lines."""
        return self._entries

    def show_entries(self, entries: list[ObserverEntry]) -> None:
        """Show these; a line on top is put in, so that the chosen one stays chosen."""
        added = len(entries) - len(self._entries)
        if added > 0 and entries[added:] == self._entries:
            self.beginInsertRows(QModelIndex(), 0, added - 1)
            self._entries = entries
            self.endInsertRows()
        elif entries != self._entries:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a line: EntryRole gives it to the painter, else its words."""
        entry = self._entries[index.row()]
        if role == EntryRole:
            return entry
        shown = (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
        )  # fmt: skip
        return entry.words if role in shown else None
