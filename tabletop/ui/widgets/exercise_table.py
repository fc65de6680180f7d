"""The table of recent exercises: heads that sort, rows that open; it must not open a file itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tabletop.i18n import N_
from tabletop.ui.item_models.exercise_words import COLUMNS, RIGHT, Cell, Column, Exercise
from tabletop.ui.item_models.exercises import CellRole, ExerciseRole, ExercisesModel
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look

_WIDE: dict[Column, int] = {
    "date": 108, "stage": 160, "injects": 90, "score": 120, "integrity": 184, "file": 272,
}  # fmt: skip
_NARROW: dict[Column, int] = {
    "date": 96, "stage": 152, "injects": 66, "score": 108, "integrity": 182, "file": 190,
}  # fmt: skip
_LITTLE: dict[Column, int] = {"stage": 150, "integrity": 182, "file": 176}
_FROM_WIDE, _FROM_NARROW = 1_200, 940
"""Below these widths of the design columns get narrower, then the figures stand in the preview only."""
_LEFT_EDGE: dict[Column, int] = {"name": 24, "integrity": 32}
_AT_END = Qt.TextElideMode.ElideRight
_ELIDED: dict[Column, Qt.TextElideMode] = {"file": Qt.TextElideMode.ElideMiddle}
"""Files of one pack differ at the end of their names."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ExerciseTable(QTableView):
    """One row an exercise; arrows select, Enter opens, Delete takes it off the list."""

    opened = Signal(object)
    """The Exercise that shall be opened."""
    selected = Signal(object)
    """The Exercise that the preview shows, or None."""
    forgotten = Signal(object)

    def __init__(self, look: Look, model: ExercisesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self._path: Path | None = None
        self.setModel(model)
        model.setParent(self)  # else Python may collect it on another thread
        self.setItemDelegate(_Delegate(look, self))
        self.setHorizontalHeader(_Heads(look, model, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(look.say(N_("Exercises")))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_low(is_low=False)
        self.selectionModel().currentRowChanged.connect(self._follow)
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._select_again)
        model.dataChanged.connect(self._follow)

    @property
    def path(self) -> Path | None:
        """Return the file of the selected row."""
        return self._path

    def select(self, path: Path | None) -> None:
        """Select the row of a file; the first one where it is not shown."""
        self._path = path
        self._select_again()

    def set_low(self, *, is_low: bool) -> None:
        """Make rows less high where the window is low."""
        height = self._look.px(34 if is_low else 40)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(self.horizontalHeader().height() + height)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, Delete forgets; all else as in any table."""
        exercise = self._model.at(self.currentIndex().row())
        if exercise is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(exercise)
        elif exercise is not None and event.key() == Qt.Key.Key_Delete:
            self.forgotten.emit(exercise)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring round the current row."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width out by hand: Qt's own way asks every cell."""
        super().resizeEvent(event)
        width, px = self.viewport().width(), self._look.px
        widths = _WIDE if width >= px(_FROM_WIDE) else _NARROW if width >= px(_FROM_NARROW) else _LITTLE
        for at, column in enumerate(COLUMNS[1:], 1):
            self.setColumnHidden(at, column not in widths)
            self.setColumnWidth(at, px(widths.get(column, 0)))
        self.setColumnWidth(0, width - sum(px(each) for each in widths.values()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Repaint all: what is painted over below the last whole row must not move along."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Show whole rows only, and say so where the search finds nothing."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        width, height = self.viewport().width(), self.viewport().height()
        last = self.rowAt(height - 1)
        top = self.rowViewportPosition(last)
        if last > 0 and top + self.rowHeight(last) > height:
            painter.fillRect(0, top, width, height - top, self._look.color("surface"))
        if self._model.rowCount() == 0:
            painter.setPen(self._look.color("text_2"))
            painter.setFont(self._look.font(16))
            edge = self._look.px(24)
            place = self.viewport().rect().adjusted(edge, self._look.px(16), -edge, 0)
            words = self._look.say(N_("No exercise has these words in its name."))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), words)

    def _follow(self) -> None:
        exercise = self._model.at(self.currentIndex().row())
        if exercise is not None:
            self._path = exercise.path
        self.selected.emit(exercise)
        self.viewport().update()

    def _select_again(self) -> None:
        """Keep the same file selected when rows come, go or change places."""
        row = self._model.row_of(self._path)
        index = self._model.index(row or 0, 0)
        self.setCurrentIndex(index)
        if row is not None:
            self.scrollTo(index)
        self._follow()

    def _open(self, index: QModelIndex) -> None:
        exercise = self._model.at(index.row())
        if exercise is not None:
            self.opened.emit(exercise)


class _Delegate(QStyledItemDelegate):
    """Paints a cell: an icon, words, and the marks of the row: selected, focused."""

    def __init__(self, look: Look, table: ExerciseTable) -> None:
        super().__init__(table)
        self._look = look
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        look = self._look
        rect: QRect = option.rect
        exercise: Exercise = index.data(ExerciseRole)
        is_selected = exercise.path == self._table.path
        painter.save()
        painter.fillRect(rect, look.color("selected" if is_selected else "surface"))
        painter.setPen(look.color("row_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_selected and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), look.px(4), rect.height())
            painter.fillRect(bar, look.color("act_fill"))
        self._paint_cell(painter, rect, index, is_selected=is_selected)
        if is_selected and self._table.hasFocus():
            self._paint_ring(painter, rect, index.column())
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex,
        *, is_selected: bool,
    ) -> None:  # fmt: skip
        look, px = self._look, self._look.px
        cell: Cell = index.data(CellRole)
        column = COLUMNS[index.column()]
        room = QRectF(rect).adjusted(px(_LEFT_EDGE.get(column, 8)), -1, -px(8), -1)
        ground = look.color("selected" if is_selected else "surface")
        if cell.icon:
            side = px(14)
            place = QRectF(room.left(), room.center().y() - side / 2 + 1, side, side)
            look.paint_icon(painter, cell.icon, place, look.color(cell.icon_ink), hole=ground)
            room.setLeft(room.left() + side + px(9))
        is_too_pale = is_selected and cell.ink == "text_2"
        painter.setPen(look.color("text" if is_too_pale else cell.ink))
        painter.setFont(look.font(16, SEMIBOLD if cell.is_strong else REGULAR))
        words = painter.fontMetrics().elidedText(cell.words, _ELIDED.get(column, _AT_END), int(room.width()))
        painter.drawText(room, int(_RIGHT if column in RIGHT else _LEFT), words)

    def _paint_ring(self, painter: QPainter, rect: QRect, column: int) -> None:
        width = 3
        ring = self._look.color("focus")
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, ring)
        painter.fillRect(rect.left(), rect.bottom() - width + 1, rect.width(), width, ring)
        if column == 0:
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), ring)
        if column == len(COLUMNS) - 1:
            painter.fillRect(rect.right() - width + 1, rect.top(), width, rect.height(), ring)


class _Heads(QHeaderView):
    """Heads that sort by a click, or by Left, Right and Space once Tab has come to them."""

    def __init__(self, look: Look, model: ExercisesModel, table: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._look = look
        self._exercises = model
        self._marked = 0
        self.setFixedHeight(look.px(32))
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(look.say(N_("Sort by column: left, right, space")))
        self.sectionClicked.connect(lambda at: model.sort_by(COLUMNS[at]))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the mark, sort by the marked head."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            shown = [at for at in range(len(COLUMNS)) if not self.isSectionHidden(at)]
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            at = shown.index(self._marked) if self._marked in shown else 0
            self._marked = shown[(at + step) % len(shown)]
            self.viewport().update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._exercises.sort_by(COLUMNS[self._marked])
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the mark."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the mark away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:  # noqa: N802 - Qt's name
        """Paint a head over its cells, with the way it sorts."""
        look, px, column = self._look, self._look.px, COLUMNS[at]
        painter.save()
        painter.fillRect(rect, look.color("band"))
        painter.setPen(look.color("border"))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        words = str(self._exercises.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        room = QRectF(rect).adjusted(px(_LEFT_EDGE.get(column, 8)), -1, -px(8), -1)
        order = self._exercises.order
        is_sorted = order is not None and order[0] == column
        painter.setPen(look.color("text" if is_sorted else "text_2"))
        painter.setFont(look.font(14, BOLD if is_sorted else SEMIBOLD))
        arrow = px(16) if is_sorted else 0
        if column in RIGHT:
            room.setRight(room.right() - arrow)
        painter.drawText(room, int(_RIGHT if column in RIGHT else _LEFT), words)
        if order is not None and is_sorted:
            wide = painter.fontMetrics().horizontalAdvance(words)
            left = room.right() if column in RIGHT else room.left() + wide
            self._paint_arrow(painter, QPointF(left + px(10), room.center().y() + 1), is_down=order[1])
        if self.hasFocus() and at == self._marked:
            painter.setPen(QPen(look.color("focus"), 3))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_arrow(self, painter: QPainter, centre: QPointF, *, is_down: bool) -> None:
        half, tip = self._look.px(5), self._look.px(3) * (1 if is_down else -1)
        points = [QPointF(-half, -tip), QPointF(half, -tip), QPointF(0, tip)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("text"))
        painter.drawPolygon(QPolygonF([centre + point for point in points]))
