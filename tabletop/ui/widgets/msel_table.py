"""The MSEL table of Run: it follows the inject that stands next, until someone scrolls; it never edits."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.msel import ACTS, CELL, DIFF, NUMBER, PLAN, STATE, MselModel
from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.msel_delegate import MselDelegate
from tabletop.ui.widgets.msel_follow import Follow
from tabletop.ui.widgets.msel_follow_button import FollowButton
from tabletop.ui.widgets.msel_head import MselHead

_WIDE = {STATE: 104, NUMBER: 38, PLAN: 64, DIFF: 58, CELL: 82, ACTS: 46}
_NARROW = {STATE: 104, NUMBER: 37, PLAN: 63, DIFF: 57, CELL: 0, ACTS: 44}
_TIGHT = {STATE: 34, NUMBER: 42, PLAN: 60, DIFF: 0, CELL: 0, ACTS: 54}
_ROOM = {"wide": (_WIDE, 620), "compact": (_NARROW, 524), "tight": (_TIGHT, 410)}
_ROWS_ABOVE = 3


class MselTable(QTableView):
    """Injects in the order of the pack; a selected one shows its actions below."""

    inject_selected = Signal(str)
    following_changed = Signal(bool)
    all_asked = Signal()
    """Esc was pressed while a filter hides rows."""

    def __init__(
        self, look: Look, model: MselModel, parent: QWidget | None = None, *,
        now_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._model = model
        self.selected: str | None = None
        self._scrolled_to = 0
        self._phase_rows: list[int] = []
        self.setModel(model)
        model.setParent(self)  # else Python may collect it on another thread
        self.setItemDelegate(MselDelegate(look, model, selected=lambda: self.selected, parent=self))
        self._set_ways()
        self._set_heads()
        self.setAccessibleName(look.say(N_("MSEL")))
        self._follow = Follow(self.verticalScrollBar(), now_ns=now_ns)
        self._follow.changed.connect(self.following_changed)
        self._follow.resumed.connect(self._move_to_standby)
        self._corner = FollowButton(look, self, self._follow)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._rows_changed)

    @property
    def standby(self) -> str | None:
        """Return the inject that stands next."""
        return self._model.standby

    @property
    def is_following(self) -> bool:
        """Tell whether the table keeps to the inject that stands next."""
        return self._follow.is_on

    def select(self, number: str | None) -> None:
        """Select an inject; its row is scrolled to only if it cannot be seen, a filter may hide it."""
        if number == self.selected or not self._model.knows(number):
            return
        row = self._model.row_of(number)
        if row is None:
            self._select(number)
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self._model.index(row, NUMBER))

    def step(self, by: int) -> None:
        """Select the next or the previous inject, over phase rows."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            if self._model.number_at(row) is not None:
                with self._follow.watching():
                    self.setCurrentIndex(self._model.index(row, NUMBER))
                return
            row += by

    def follow(self) -> None:
        """Keep the inject that stands next at the fourth row, unless someone looks around."""
        if self._follow.is_on:
            self._move_to_standby()

    def look_away(self) -> None:
        """Stay where it is for twenty seconds."""
        self._follow.look_away()

    def resume_following(self) -> None:
        """Go back at once to the inject that stands next."""
        self._follow.resume()

    def set_room(self, room: Room) -> None:
        """Drop columns where the window is narrow: the cell, then the difference and the chip's word."""
        widths, whole = _ROOM[room]
        self._model.set_room(room)
        for column, width in widths.items():
            self.setColumnHidden(column, not width)
            if width:
                self.setColumnWidth(column, self._look.px(width))
        self.setFixedWidth(self._look.px(whole))
        self._corner.offer(is_offered=room != "wide")  # the bar above has it where there is one

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move by arrows, pages, to the first and the last; what moves the view is looking around."""
        if event.key() == Qt.Key.Key_Escape and self._model.found is not None:
            self.all_asked.emit()
            return
        with self._follow.watching():
            if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
                self._go_to_end(first=event.key() == Qt.Key.Key_Home)
            else:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the row; one that was half seen moves the view."""
        with self._follow.watching():
            super().mousePressEvent(event)

    def _go_to_end(self, *, first: bool) -> None:
        """Go to the first or the last inject; Qt's own Home goes to the first column."""
        rows = range(self._model.rowCount())
        injects = (at for at in (rows if first else reversed(rows)) if self._model.number_at(at) is not None)
        self.setCurrentIndex(self._model.index(next(injects, -1), NUMBER))
        if first:
            self.scrollToTop()  # the head of its phase too

    def _move_to_standby(self) -> None:
        row = self._model.row_of(self.standby)
        if row is not None:
            first = self._model.index(max(0, row - _ROWS_ABOVE), NUMBER)
            self.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtTop)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        number = self._model.number_at(current.row())
        if number is not None and number != self.selected:
            self._select(number)

    def _select(self, number: str | None) -> None:
        before, self.selected = self.selected, number
        self._repaint_row(before)
        self._repaint_row(number)
        if number is not None:
            self.inject_selected.emit(number)

    def _note_place(self) -> None:
        self._scrolled_to = self.verticalScrollBar().value()

    def _rows_changed(self) -> None:
        """Stay on the selected inject and in place when rows come, go or move; an undone one is gone."""
        self._span_phases()
        if not self._model.knows(self.selected):
            self.selected = None
        row = self._model.row_of(self.selected)
        if row is not None:
            self.setCurrentIndex(self._model.index(row, NUMBER))
        self.verticalScrollBar().setValue(self._scrolled_to)
        self.follow()

    def _repaint_row(self, number: str | None) -> None:
        """Paint one row anew: all cells of the table would hold up the next key for 20 ms."""
        row = self._model.row_of(number)
        if row is not None:
            self.viewport().update(0, self.rowViewportPosition(row), self.width(), self.rowHeight(row))

    def _set_ways(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def _set_heads(self) -> None:
        head, side = MselHead(self._look, self._model, self), self.verticalHeader()
        self.setHorizontalHeader(head)
        head.stretch_title()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self._look.px(30))

    def _span_phases(self) -> None:
        self.clearSpans()
        for row in self._phase_rows:  # the heights of rows outlive them
            self.setRowHeight(row, self._look.px(30))
        self._phase_rows = self._model.phase_rows()
        for row in self._phase_rows:
            self.setSpan(row, 0, 1, self._model.columnCount())
            self.setRowHeight(row, self._look.px(26))
