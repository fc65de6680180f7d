"""Rows of a debrief table: words, icon, letter or bar in a cell; it must not know what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tabletop.domain.play.events import Letter
from tabletop.ui.look import Look

CellRole, RowRole = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
Kind = Literal["words", "number", "letter", "bar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell; `second` is a quieter line below, `ink` the colour of words and icon.

    `spoken` is what is read aloud where the words alone do not say it.
    """

    words: str = ""
    second: str = ""
    icon: str = ""
    ink: str = "text"
    is_strong: bool = False
    letter: Letter | None = None
    share: Fraction | None = None
    spoken: str = ""

    @property
    def aloud(self) -> str:
        """Return the cell for those who listen."""
        return self.spoken or ", ".join(part for part in (self.words, self.second) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; widths of the design for a wide, a narrow and the least table, 0 takes what is left.

    None hides it there; its words then stand in the row's tip.
    """

    name: str
    head: str
    widths: tuple[int | None, int | None, int | None]
    kind: Kind = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; a head row begins a group and stands on a band."""

    id: str
    cells: tuple[Cell, ...]
    is_head: bool = False

    def has(self, sought: str) -> bool:
        """Tell whether the words of any cell hold what is sought (in small letters)."""
        return any(sought in f"{cell.words}\n{cell.second}".casefold() for cell in self.cells)


class RowsModel(QAbstractTableModel):
    """A Python list of rows; equal rows are left alone, so that a selection stays."""

    def __init__(self, look: Look, columns: Sequence[Column]) -> None:
        super().__init__()
        self._look = look
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> Sequence[Row]:
        """Return the rows as they are shown."""
        return self._rows

    def show(self, rows: Iterable[Row]) -> bool:
        """Show rows; tell whether anything changed."""
        new = tuple(rows)
        old, self._rows = self._rows, self._rows
        if new == old:
            return False
        if [row.id for row in new] == [row.id for row in old]:
            self._rows = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))
            return True
        self.beginResetModel()
        self._rows = new
        self.endResetModel()
        return True

    def at(self, row: int) -> Row | None:
        """Return a row by its place."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def place_of(self, row_id: str | None) -> int | None:
        """Return the place of a row; None where it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.id == row_id), None)

    # Qt's questions -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """Return the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            head = self.columns[section].head
            return self._look.say(head) if head else ""
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell: its words, also for those who listen, and how it is painted."""
        row = self.at(index.row())
        if row is None:
            return None
        cell = row.cells[index.column()]
        if role == CellRole:
            return cell
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
            return f"{head}: {cell.aloud}" if head else cell.aloud
        return None

    def tip(self, row: Row) -> str:
        """Return a whole row in lines, for a table that had to leave columns out."""
        heads = [self._look.say(column.head) if column.head else "" for column in self.columns]
        pairs = [(head, cell.aloud) for head, cell in zip(heads, row.cells, strict=True) if cell.aloud]
        return "\n".join(f"{head}: {words}" if head else words for head, words in pairs)
