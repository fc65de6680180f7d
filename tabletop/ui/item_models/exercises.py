"""The recent exercises as rows: what is known of each file, searched and sorted; it must not read a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tabletop.errors import UserError
from tabletop.services.workplace import Glance
from tabletop.ui.item_models import exercise_words
from tabletop.ui.item_models.exercise_words import COLUMNS, HEADS, RIGHT, STAGES, Column, Exercise
from tabletop.ui.look import Look

CellRole, ExerciseRole = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class ExercisesModel(QAbstractTableModel):
    """A Python list, newest first until a head is clicked; ten rows at most (settings)."""

    def __init__(self, look: Look, paths: Sequence[Path], *, open_path: Path | None = None) -> None:
        super().__init__()
        self._look = look
        self._all = [Exercise(path=path, is_open=path == open_path) for path in paths]
        self._shown = list(self._all)
        self._sought = ""
        self.order: tuple[Column, bool] | None = None
        """The column that is sorted by, and whether downwards."""

    @property
    def exercises(self) -> Sequence[Exercise]:
        """Return every exercise, the newest first, also those that the search hides."""
        return tuple(self._all)

    def exercise(self, path: Path) -> Exercise | None:
        """Return what is known of a file."""
        return next((one for one in self._all if one.path == path), None)

    def at(self, row: int) -> Exercise | None:
        """Return the exercise of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, path: Path | None) -> int | None:
        """Return the row of a file; None where the search hides it."""
        return next((row for row, one in enumerate(self._shown) if one.path == path), None)

    def learn(self, path: Path, found: Glance | UserError) -> None:
        """Take in what was read of a file."""
        self._change(path, lambda one: replace(one, found=found))

    def refuse(self, path: Path, refusal: UserError | None) -> None:
        """Show why a file could not be opened; one that was not on the list comes to its top."""
        if self.exercise(path) is None:
            self._all.insert(0, Exercise(path=path))
        self._change(path, lambda one: replace(one, refusal=refusal))

    def forget_refusals(self) -> None:
        """Let every row say again what its file is, not what an attempt said."""
        self._all = [replace(one, refusal=None) for one in self._all]
        self._arrange()

    def forget(self, path: Path) -> None:
        """Take a file off the list."""
        self._all = [one for one in self._all if one.path != path]
        self._arrange()

    def search(self, words: str) -> None:
        """Show only exercises whose name or file has these words."""
        self._sought = words.strip().casefold()
        self._arrange()

    def sort_by(self, column: Column) -> None:
        """Sort by a column, upwards first; the third time is the order of use again."""
        was = self.order if self.order is not None and self.order[0] == column else None
        self.set_order(None if was == (column, True) else (column, was is not None))

    def set_order(self, order: tuple[Column, bool] | None) -> None:
        """Sort as told."""
        self.order = order
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _change(self, path: Path, make: Callable[[Exercise], Exercise]) -> None:
        self._all = [make(one) if one.path == path else one for one in self._all]
        self._arrange()

    def _arrange(self) -> None:
        """Search and sort; rows that stay where they are are only repainted."""
        shown = [one for one in self._all if self._is_sought(one)]
        if self.order is not None:
            column, is_down = self.order
            shown.sort(key=lambda one: self._sort_key(one, column), reverse=is_down)
        if [one.path for one in shown] == [one.path for one in self._shown]:
            self._shown = shown
            if shown:
                last = self.index(len(shown) - 1, len(COLUMNS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _is_sought(self, exercise: Exercise) -> bool:
        name = exercise_words.name(exercise, self._look)
        return self._sought in f"{name}\n{exercise.path.name}".casefold()

    def _sort_key(self, exercise: Exercise, column: Column) -> tuple[Any, ...]:
        """Return what a column sorts by: empty ones first."""
        glance = exercise.glance
        if column in ("name", "integrity", "file"):
            return (exercise_words.cell(exercise, column, self._look).words.casefold(),)
        if glance is None:
            return (False,)
        value: Any = {
            "date": glance.last_at and glance.last_at.timestamp(),
            "stage": (glance.is_logbook, list(STAGES).index(glance.stage), glance.station),
            "injects": None if glance.is_logbook else glance.released,
            "score": glance.percent,
        }[column]
        return (True, value is not None, value or 0)

    # Qt's questions -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._look.say(HEADS[COLUMNS[section]])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_right = COLUMNS[section] in RIGHT
            side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell: its words, also for those who listen, and how it is painted."""
        exercise = self.at(index.row())
        if exercise is None:
            return None
        if role == ExerciseRole:
            return exercise
        cell = exercise_words.cell(exercise, COLUMNS[index.column()], self._look)
        head = self._look.say(HEADS[COLUMNS[index.column()]])
        answers: dict[int, Any] = {
            CellRole: cell,
            Qt.ItemDataRole.DisplayRole: cell.words,
            Qt.ItemDataRole.AccessibleTextRole: f"{head}: {cell.words}",
            Qt.ItemDataRole.ToolTipRole: str(exercise.path),
        }
        return answers.get(role)
