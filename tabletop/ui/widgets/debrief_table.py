"""A table of the debrief: rows as high as their words, one selected, keys told on; it must not act."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tabletop.ui.item_models.debrief_rows import Row, RowsModel
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_cells import CellDelegate, Heads, RowMeter

_STEPS = (1_140, 800)
"""Below these widths of the design the columns get narrower, then some are left out."""


class DebriefTable(QTableView):
    """Arrows select, Enter opens; a digit is told on with its row. `is_whole` leaves scrolling to others."""

    opened = Signal(str)
    """The id of the row on which Enter was pressed, or a double click."""
    digit = Signal(str, str)
    """A row's id and the digit pressed on it."""

    def __init__(
        self, look: Look, model: RowsModel, *, name: str, empty: str = "", steps: tuple[int, int] = _STEPS,
        is_whole: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._model = model
        self._empty = empty
        self._steps = steps
        self._is_whole = is_whole
        self._meter = RowMeter(look, model.columns)
        self.selected: str | None = None
        self.setModel(model)
        model.setParent(self)  # else Python may collect it on another thread
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(look, self))
        self.setHorizontalHeader(Heads(look, model, self))
        self._set_manners()
        self.selectionModel().currentRowChanged.connect(self._follow)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show rows; the selection stays with its row, else with its place."""
        place = self._model.place_of(self.selected) or 0
        if self._model.show(rows):
            self.arrange()
        self._select_near(place)

    def show_next(self, rows: Iterable[Row], *, leaving: str) -> None:
        """Show rows after one was dealt with: what took its place is selected."""
        place = self._model.place_of(leaving) or 0
        after = self._model.at(place + 1)
        self._model.show(rows)
        self.arrange()
        stays = self._model.place_of(leaving) == place
        self.selected = leaving if stays or after is None else after.id
        self._select_near(place)

    def select(self, row_id: str | None) -> None:
        """Select a row, if it is shown."""
        if (place := self._model.place_of(row_id)) is not None:
            self.setCurrentIndex(self._model.index(place, 0))

    def row_at(self, place: int) -> str:
        """Return the id of the row at a place; empty where there is none."""
        row = self._model.at(place)
        return "" if row is None else row.id

    def arrange(self) -> None:
        """Share the width out, then give each row the height of its words; what is not seen can wait."""
        width = self.viewport().width()
        if not self.isVisible():
            return
        tier = sum(1 for step in self._steps if width < self._look.px(step))
        widths = [column.widths[tier] for column in self._model.columns]
        rest = width - sum(self._look.px(each) for each in widths if each)
        pixels = [
            0 if each is None else self._look.px(each) or max(self._look.px(80), rest) for each in widths
        ]
        for at, each in enumerate(pixels):
            self.setColumnHidden(at, each == 0)
            self.setColumnWidth(at, each)
        total = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().height()
        self.clearSpans()
        for at, row in enumerate(self._model.rows):
            if row.is_head:
                self.setSpan(at, 0, 1, 2)
            height = self._meter.height(row, pixels)
            self.setRowHeight(at, height)
            total += height
        if self._is_whole:
            self.setFixedHeight(total + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open by Enter, tell digits on; all else as in any table."""
        row = self._model.at(self.currentIndex().row())
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            self.opened.emit(row.id)
        elif row is not None and event.text().isdigit() and is_plain and not event.isAutoRepeat():
            self.digit.emit(row.id, event.text())
        elif event.text().isprintable() and event.text() and is_plain:
            event.ignore()  # no search by letters: it would jump about unseen
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring round the current row."""
        super().focusInEvent(event)
        self._select_near(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange what came while the table was not seen."""
        super().showEvent(event)
        self.arrange()
        self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width out anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say so where there is no row."""
        super().paintEvent(event)
        if not self._model.rows and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(self._look.color("text_2"))
            painter.setFont(self._look.font(16))
            edge = self._look.px(24)
            place = self.viewport().rect().adjusted(edge, self._look.px(16), -edge, 0)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self._empty)

    def _select_near(self, place: int) -> None:
        """Keep the selection at its row, else at its place; at first no head is selected."""
        kept = self._model.place_of(self.selected)
        last = len(self._model.rows) - 1
        if self.selected is None:
            place = next((at for at, row in enumerate(self._model.rows) if not row.is_head), place)
        if last >= 0:
            index = self._model.index(kept if kept is not None else min(place, last), 0)
            if index.row() != self.currentIndex().row():
                self.setCurrentIndex(index)
            self._follow(index, index)

    def _follow(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self._model.at(current.row())
        if row is not None and row.id != self.selected:
            self.selected = row.id
            self.viewport().update()

    def _open(self, place: int) -> None:
        row = self._model.at(place)
        if row is not None:
            self.opened.emit(row.id)

    def _set_manners(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width, and every row would be measured twice.
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOff if self._is_whole else bars.ScrollBarAlwaysOn)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)
