"""The MSEL as rows of a table: a head for each phase, then its injects; it must not sort or act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.plan.scenario import Phase, Scenario
from tabletop.domain.play.board import Board, BoardRow, Chip
from tabletop.i18n import N_
from tabletop.ui.look import Look, Room, plan_text, span_text

STATE, NUMBER, PLAN, DIFF, TITLE, CELL, ACTS = range(7)
HEADS = (
    N_("State"), N_("No"), N_("Plan"), N_("Diff"), N_("Inject"), N_("Cell"), N_("Acts"),
)  # fmt: skip
CHIPS: dict[Chip, tuple[str, str]] = {
    "scheduled": (N_("Scheduled"), "circle"),
    "due": (N_("Due now"), "play"),
    "overdue": (N_("Overdue"), "warning"),
    "released": (N_("Released"), "disc"),
    "closed": (N_("Closed"), "check"),
    "held": (N_("On hold"), "pause"),
    "skipped": (N_("Skipped"), "slashed"),
    "retracted": (N_("Retracted"), "retracted"),
    "declined": (N_("Declined"), "slashed"),
}
"""The word and icon of each state (ux 6, pictures)."""
RowRole, PhaseRole = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PhaseHead:
    """The head row of a phase."""

    phase: Phase


class MselModel(QAbstractTableModel):
    """Rows are BoardRow or PhaseHead; only rows that changed are repainted."""

    def __init__(self, look: Look, scenario: Scenario) -> None:
        super().__init__()
        self._look = look
        self._rows: list[BoardRow | PhaseHead] = []
        self._number_rows: dict[str, int] = {}
        self._phases = {phase.id: phase for phase in scenario.phases}
        self._phase_of = scenario.phase_of()
        self._has_state_head = True
        self.standby: str | None = None

    def set_room(self, room: Room) -> None:
        """Leave out the head of the state where only its icon fits."""
        self._has_state_head = room != "tight"
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, STATE, STATE)

    def show_board(self, board: Board) -> None:
        """Show a board; the rows stay where they are."""
        rows = self._arranged(board.rows)
        before, self._rows = self._rows, rows
        was_standby, self.standby = self.standby, board.standby
        if len(before) != len(rows):
            self.beginResetModel()
            self._number_rows = {
                row.inject.number: at for at, row in enumerate(rows) if isinstance(row, BoardRow)
            }
            self.endResetModel()
            return
        for at, (old, new) in enumerate(zip(before, rows, strict=True)):
            number = new.inject.number if isinstance(new, BoardRow) else None
            moved = was_standby != self.standby and number in (was_standby, self.standby)
            if old != new or (moved and number is not None):
                self.dataChanged.emit(self.index(at, 0), self.index(at, ACTS))

    def row_of(self, number: str | None) -> int | None:
        """Return the row of an inject."""
        return None if number is None else self._number_rows.get(number)

    def number_at(self, row: int) -> str | None:
        """Return the inject of a row; a phase has none."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found.inject.number if isinstance(found, BoardRow) else None

    def phase_rows(self) -> list[int]:
        """Return the rows that hold a phase."""
        return [at for at, row in enumerate(self._rows) if isinstance(row, PhaseHead)]

    def _arranged(self, rows: Sequence[BoardRow]) -> list[BoardRow | PhaseHead]:
        arranged: list[BoardRow | PhaseHead] = []
        last = None
        for row in rows:
            phase = self._phase_of[row.inject.number]
            if phase != last and phase is not None:
                arranged.append(PhaseHead(self._phases[phase]))
            last = phase
            arranged.append(row)
        return arranged

    # Qt's questions -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._look.say(HEADS[section]) if section or self._has_state_head else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in (PLAN, DIFF, ACTS)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a person select injects, not phases."""
        if isinstance(self._rows[index.row()], PhaseHead):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what stands in a cell; RowRole and PhaseRole give the row itself to the painter."""
        row = self._rows[index.row()]
        if isinstance(row, PhaseHead):
            return {PhaseRole: row.phase, Qt.ItemDataRole.DisplayRole: self._phase_words(row.phase)}.get(role)
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(words for words in self.words(row) if words)
        is_title = role == Qt.ItemDataRole.ToolTipRole and index.column() == TITLE
        return self._look.typed(row.inject.title) if is_title else None

    def words(self, row: BoardRow) -> tuple[str, ...]:
        """Return the words of a row, in the order of the columns."""
        look, inject = self._look, row.inject
        planned = "" if row.planned_ms is None else plan_text(row.planned_ms)
        sign = "-" if (row.diff_ms or 0) < 0 else "+"
        return (
            look.say(CHIPS[row.chip][0]),
            inject.number,
            look.say(N_("if")) if inject.is_contingency else planned,
            "" if row.diff_ms is None else f"{sign}{span_text(row.diff_ms)}",
            look.typed(inject.title),
            self._cells(inject.to),
            f"{row.met}/{row.expected}" if row.expected else "",
        )

    def _cells(self, to: tuple[str, ...]) -> str:
        if to == (ALL_CELLS,):
            return self._look.say(N_("all"))
        return to[0] + (f" +{len(to) - 1}" if len(to) > 1 else "")

    def _phase_words(self, phase: Phase) -> str:
        return f"{phase.id}  {self._look.typed(phase.title)}"
