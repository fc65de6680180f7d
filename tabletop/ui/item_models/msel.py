"""The MSEL as rows of a table: a head for each phase, then its injects; filtered, ordered, it never acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tabletop.domain.plan.msel import ALL_CELLS, Inject
from tabletop.domain.plan.scenario import Phase, Scenario
from tabletop.domain.play.board import Board, BoardRow, Chip
from tabletop.domain.play.search import fold
from tabletop.i18n import N_
from tabletop.ui.item_models.msel_order import Order, found, ordered
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
ORDERS: dict[int, Order] = {STATE: "state", NUMBER: "number", PLAN: "plan", DIFF: "diff"}
"""The order that the head of a column asks for."""
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
        self._board: Sequence[BoardRow] = ()
        self._rows: list[BoardRow | PhaseHead] = []
        self._number_rows: dict[str, int] = {}
        self._sought = ""
        self._texts: dict[str, tuple[Inject, str]] = {}
        self._chip_texts = {chip: fold(look.say(word)) for chip, (word, _) in CHIPS.items()}
        self.order: Order | None = None
        self.is_reversed = False
        self._phases = {phase.id: PhaseHead(phase) for phase in scenario.phases}
        self._phase_of = scenario.phase_of()
        self._has_state_head = True
        self.standby: str | None = None

    def set_room(self, room: Room) -> None:
        """Leave out the head of the state where only its icon fits."""
        self._has_state_head = room != "tight"
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, STATE, STATE)

    def show_board(self, board: Board) -> None:
        """Show a board; in the order of the plan the rows stay where they are."""
        before, self._board = self._board, board.rows
        was_standby, self.standby = self.standby, board.standby
        are_in_place = self._put_in_place(before) or not self._replace_rows()
        if are_in_place and was_standby != self.standby:
            for number in (was_standby, self.standby):
                self._announce(self.row_of(number))

    def filter(self, text: str) -> None:
        """Show only injects whose number, title, cell or state holds every word; "" shows all."""
        self._sought = text
        self._replace_rows()

    def sort_by(self, order: Order | None, *, is_reversed: bool = False) -> None:
        """Order the injects; None is the order of the pack, the only one with heads of phases."""
        self.order, self.is_reversed = order, is_reversed and order is not None
        self._replace_rows()

    @property
    def found(self) -> tuple[int, int] | None:
        """Return how many injects of how many a filter leaves; None without a filter."""
        return (len(self._number_rows), len(self._board)) if self._sought.strip() else None

    def knows(self, number: str | None) -> bool:
        """Tell whether there is such an inject, though a filter may hide it."""
        return any(row.inject.number == number for row in self._board)

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

    def _put_in_place(self, before: Sequence[BoardRow]) -> bool:
        """Put the few rows that changed in a second where they stand; tell whether that is enough."""
        if self.order is not None or self._sought.strip() or len(before) != len(self._board):
            return False
        changed = [(old, new) for old, new in zip(before, self._board, strict=True) if old is not new]
        if any(old.inject.number != new.inject.number for old, new in changed):
            return False
        for old, new in changed:
            row = self._number_rows[new.inject.number]
            self._rows[row] = new
            if old != new:
                self._announce(row)
        return True

    def _replace_rows(self) -> bool:
        """Show what stands on the board; tell whether rows came, went or moved."""
        before, self._rows = self._rows, self._arranged()
        both = list(zip(before, self._rows, strict=False))
        if len(before) != len(self._rows) or any(
            old is not new and _name(old) != _name(new) for old, new in both
        ):
            self.beginResetModel()
            self._number_rows = {
                row.inject.number: at for at, row in enumerate(self._rows) if isinstance(row, BoardRow)
            }
            self.endResetModel()
            return True
        for at, (old, new) in enumerate(both):
            if old is not new and old != new:
                self._announce(at)
        return False

    def _announce(self, row: int | None) -> None:
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, ACTS))

    def _arranged(self) -> list[BoardRow | PhaseHead]:
        shown = found(self._board, self._sought, self._text_of)
        rows = ordered(shown, self.order, is_reversed=self.is_reversed)
        if self.order is not None:
            return list(rows)
        arranged: list[BoardRow | PhaseHead] = []
        last = None
        for row in rows:
            phase = self._phase_of.get(row.inject.number)  # none for an improvised one
            if phase != last and phase is not None:
                arranged.append(self._phases[phase])
            last = phase
            arranged.append(row)
        return arranged

    def _text_of(self, row: BoardRow) -> str:
        """Return what a filter looks into: number, title, cells and state."""
        inject = row.inject
        known, text = self._texts.get(inject.number, (None, ""))
        if known is not inject:
            parts = (inject.number, self._look.typed(inject.title), self._cells(inject.to), *inject.to)
            text = fold("\n".join(parts))
            self._texts[inject.number] = (inject, text)
        return f"{text}\n{self._chip_texts[row.chip]}"

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


def _name(row: BoardRow | PhaseHead) -> str:
    return f"phase {row.phase.id}" if isinstance(row, PhaseHead) else row.inject.number
