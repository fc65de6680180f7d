"""Who and what is there before STARTEX, as rows of one table; it must not write, nor decide on the gate.

A typed number is only asked for: the cell shows what is stored, until a state says that it is durable.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from tabletop.domain.plan.readiness import ReadinessItem, RosterUnit
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.i18n import N_
from tabletop.ui.item_models.readiness_rows import CountRow, Kind, arranged
from tabletop.ui.look import Look

ITEM, CRITICAL, REQUIRED, PRESENT, FIT, STATE, NOTE = range(7)
HEADS = (N_("Item"), N_("Critical"), N_("Required"), N_("Present"), N_("Fit"), N_("State"), N_("Note"))
NUMBERS = (PRESENT, FIT)
RowRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ENABLED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def lacking(
    scenario: Scenario, state: ExerciseState
) -> tuple[tuple[ReadinessItem, ...], tuple[RosterUnit, ...]]:
    """Return the items and the units that nobody has counted yet, in the order of the pack."""
    items = tuple(item for item in scenario.readiness if item.id not in state.readiness)
    return items, tuple(unit for unit in scenario.roster if unit.unit not in state.units)


class ReadinessModel(QAbstractTableModel):
    """Rows of the readiness table; what is typed leaves it as a signal and comes back with a state."""

    item_counted = Signal(str, int, int, object)
    unit_counted = Signal(str, int, int)
    participants_counted = Signal(str, int)
    refused = Signal(str)
    """Words for an entry that was not taken; the cell stays as it was."""

    def __init__(self, look: Look, scenario: Scenario) -> None:
        super().__init__()
        self._look = look
        self._scenario = scenario
        self._asked: dict[tuple[Kind, str], CountRow] = {}
        self._new_name = ""
        self.is_compact = False
        self._rows = list(arranged(look, scenario, None))

    def show_state(self, state: ExerciseState) -> None:
        """Show what is stored; rows that came to it are inserted, so that an open entry stays open."""
        asked = self._asked.get(("new", ""))
        if asked is not None and state.participants.get(asked.title) == asked.present:
            del self._asked["new", ""]
            self._new_name = "" if self._new_name == asked.title else self._new_name
        before, rows = self._rows, self._with_draft(list(arranged(self._look, self._scenario, state)))
        self._asked = {key: row for key, row in self._asked.items() if row not in rows}
        at = next(at for at, row in enumerate(before) if row.kind == "new")
        grown = len(rows) - len(before)
        if grown > 0 and _names(rows[:at]) == _names(before[:at]):
            self.beginInsertRows(QModelIndex(), at, at + grown - 1)
            self._rows = before[:at] + rows[at : at + grown] + before[at:]
            self.endInsertRows()
            before = self._rows
        if _names(before) != _names(rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        self._rows = rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, ITEM), self.index(number, NOTE))

    def forget_asked(self) -> None:
        """Drop what was asked for and will not come: the next entry builds on what is stored."""
        self._asked.clear()

    def set_compact(self, *, compact: bool) -> None:
        """Let the state say what is required, where its column has no room."""
        if compact != self.is_compact:
            self.is_compact = compact
            self.dataChanged.emit(self.index(0, STATE), self.index(len(self._rows) - 1, STATE))

    @property
    def new_name(self) -> str:
        """Return the organisation that is typed but has no number yet."""
        return self._new_name

    @new_name.setter
    def new_name(self, words: str) -> None:
        at = self.find("new", "")
        self._new_name = words
        self._rows[at] = replace(self._rows[at], title=words)
        self.dataChanged.emit(self.index(at, ITEM), self.index(at, NOTE))

    # Where things stand -------------------------------------------------------------------------

    def row(self, number: int) -> CountRow:
        """Return a row."""
        return self._rows[number]

    def find(self, kind: str, key: str) -> int:
        """Return the number of a row, -1 where there is none."""
        names = [(row.kind, row.key) for row in self._rows]
        return next((at for at, name in enumerate(names) if name == (kind, key)), -1)

    def heads(self) -> list[int]:
        """Return the rows that are heads."""
        return [at for at, row in enumerate(self._rows) if row.kind == "head"]

    def first_open(self) -> int:
        """Return the first row that is still to be counted, -1 where there is none."""
        return next((at for at, row in enumerate(self._rows) if row.status == "open"), -1)

    # What is typed ------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take a typed entry: ask for it by a signal, or refuse it; an emptied number asks nothing."""
        row, column, typed = self._base(index), index.column(), str(value).strip()
        if role != Qt.ItemDataRole.EditRole:
            return False
        if column == ITEM:
            self.new_name = typed
            return True
        if column == NOTE:
            return self._ask(index, replace(row, note=typed or None))
        if not typed:
            return True
        return typed.isdecimal() and self._count(index, row, int(typed))

    def explain(self, index: Index) -> None:
        """Say why nothing can be typed in a cell that seems to wait for it."""
        row = self._rows[index.row()]
        if row.kind == "item" and index.column() == NOTE:
            words = self._look.say(
                N_("Count {item} first: a note is kept with its numbers."), item=_called(row)
            )
            self.refused.emit(words)
        elif row.kind == "new":
            self.refused.emit(self._look.say(N_("Type the organisation's name first, then how many people.")))

    def _count(self, index: Index, row: CountRow, number: int) -> bool:
        if row.kind in ("participant", "new"):
            return self._ask(index, replace(row, present=number))
        if index.column() == PRESENT:
            # No more can be fit than are there: a corrected number takes the fit ones down with it.
            return self._ask(index, replace(row, present=number, fit=_at_most(number, row.fit)))
        present = number if row.present is None else row.present
        if number > present:
            words = self._look.say(
                N_("{item}: {fit} cannot be fit, only {present} are present. Nothing was written."),
                item=_called(row), fit=number, present=present,
            )  # fmt: skip
            self.refused.emit(words)
            return False
        return self._ask(index, replace(row, present=present, fit=number))

    def _ask(self, index: Index, row: CountRow) -> bool:
        if row == self._base(index):
            return True
        self._asked[row.kind, row.key] = row
        if row.kind == "item":
            self.item_counted.emit(row.key, row.present, row.fit, row.note)
        elif row.kind == "unit":
            self.unit_counted.emit(row.key, row.present, row.fit)
        else:
            self.participants_counted.emit(row.title, row.present)
        return True

    def _with_draft(self, rows: list[CountRow]) -> list[CountRow]:
        return [replace(row, title=self._new_name) if row.kind == "new" else row for row in rows]

    def _base(self, index: Index) -> CountRow:
        """Return the row as it will be once what was asked for is durable: quick hands do not wait."""
        row = self._rows[index.row()]
        return row if row.kind == "new" else self._asked.get((row.kind, row.key), row)

    # Qt's questions -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """Return the head of a column, aligned as its cells are."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._look.say(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if section in (REQUIRED, *NUMBERS) else _LEFT)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a person go to every row but the heads, and type where a count or a name belongs."""
        row, column = self._base(index), index.column()
        if row.kind == "head":
            return Qt.ItemFlag.NoItemFlags
        opens = {
            "participant": column == PRESENT,
            "new": column == ITEM or (column == PRESENT and bool(row.title)),
            "unit": column in NUMBERS,
            "item": column in NUMBERS or (column == NOTE and row.present is not None),
        }[row.kind]
        return _ENABLED | Qt.ItemFlag.ItemIsEditable if opens else _ENABLED

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what stands in a cell; RowRole gives the row itself to the painter."""
        row, column = self._rows[index.row()], index.column()
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return row.title if column == ITEM else self.words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (ITEM, NOTE):
            return self.sentence(row) if column == ITEM else row.note
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = f"{self._look.say(HEADS[column])} {self.words(row, column)}".strip()
            return self.sentence(row) if column == ITEM else f"{head}. {self.sentence(row)}"
        return None

    def words(self, row: CountRow, column: int) -> str:
        """Return the words of a cell."""
        if row.kind == "head":
            return "" if column != ITEM else f"{row.title}: {row.group}" if row.group else row.title
        return {
            ITEM: _called(row) or self._look.say(N_("Add an organisation")),
            CRITICAL: self._look.say(N_("critical")) if row.is_critical else "",
            REQUIRED: "" if row.required is None else f"{row.required} {row.unit}".strip(),
            PRESENT: "" if row.present is None else str(row.present),
            FIT: "" if row.fit is None else str(row.fit),
            STATE: self._state(row),
            NOTE: row.note or "",
        }[column]

    def _state(self, row: CountRow) -> str:
        say = self._look.say
        if row.status == "open":
            return say(N_("needs {n}"), n=row.required) if self.is_compact else say(N_("not yet"))
        if row.status == "short":
            return say(N_("short {n}"), n=row.missing)
        return say(N_("complete")) if row.status == "full" else ""

    def sentence(self, row: CountRow) -> str:
        """Say a row in words, for the line below the table and for screen readers."""
        say = self._look.say
        if row.kind == "head":
            return f"{self.words(row, ITEM)}, {row.note}"
        if row.kind == "participant":
            return say(N_("{organisation}, people: {n}"), organisation=row.title, n=row.present)
        if row.kind == "new":
            return say(N_("New organisation: type its name, then how many people."))
        counted = (
            say(N_("not counted yet"))
            if row.present is None
            else say(N_("present {present}, fit {fit}"), present=row.present, fit=row.fit)
        )
        state = "" if row.status == "open" else self._state(row)
        required = say(N_("required {n}"), n=self.words(row, REQUIRED))
        parts = (_called(row), required, self.words(row, CRITICAL), counted, state, row.note, row.group)
        return ", ".join(part for part in parts if part)


def _at_most(number: int, fit: int | None) -> int:
    return number if fit is None else min(number, fit)


def _called(row: CountRow) -> str:
    return f"{row.key} {row.title}" if row.kind == "item" else row.title


def _names(rows: list[CountRow]) -> list[tuple[str, str]]:
    return [(row.kind, row.key) for row in rows]
