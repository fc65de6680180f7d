"""The MSEL table of Run: it follows the inject that stands next, until someone scrolls; it never edits."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tabletop.domain.plan.scenario import Phase
from tabletop.domain.play.board import BoardRow, Chip
from tabletop.ui.item_models.msel import (
    ACTS,
    CELL,
    CHIPS,
    DIFF,
    NUMBER,
    PLAN,
    STATE,
    TITLE,
    MselModel,
    PhaseRole,
    RowRole,
)  # fmt: skip
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look, Room

_WIDE = {STATE: 104, NUMBER: 38, PLAN: 64, DIFF: 58, CELL: 82, ACTS: 46}
_NARROW = {STATE: 104, NUMBER: 37, PLAN: 63, DIFF: 57, CELL: 0, ACTS: 44}
_TIGHT = {STATE: 34, NUMBER: 42, PLAN: 60, DIFF: 0, CELL: 0, ACTS: 54}
_ROOM = {"wide": (_WIDE, 620), "compact": (_NARROW, 524), "tight": (_TIGHT, 410)}
_FILLS: dict[Chip, tuple[str, str]] = {
    "due": ("due_fill", "due_on"),
    "overdue": ("late_fill", "late_on"),
    "released": ("released_fill", "released_on"),
    "held": ("held_fill", "held_on"),
}
"""Only what needs someone is filled (pictures, correction 3)."""
_LOUD: tuple[Chip, ...] = ("released", "held", "due", "overdue")
FOLLOW_AGAIN_MS = 20_000
_ROWS_ABOVE = 3


class MselDelegate(QStyledItemDelegate):
    """Paints a cell: chip, number, time or title, and the row's marks: selected, standing next."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Return the height of a row."""
        return QSize(0, self._look.px(30))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        painter.save()
        rect: QRect = option.rect
        phase = index.data(PhaseRole)
        if isinstance(phase, Phase):
            self._paint_phase(painter, rect, phase, str(index.data()))
        else:
            table = self.parent()
            assert isinstance(table, MselTable)  # noqa: S101 - made by it
            self._paint_cell(painter, rect, index, table)
        painter.restore()

    def _paint_phase(self, painter: QPainter, rect: QRect, phase: Phase, words: str) -> None:
        look, px = self._look, self._look.px
        painter.fillRect(rect, look.color("band"))
        painter.setPen(look.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(look.color("text_2"))
        painter.setFont(look.font(15, SEMIBOLD))
        inner = QRectF(rect).adjusted(px(8), -1, -px(10), -1)
        day = "" if phase.scenario_at is None else look.words.short_date(phase.scenario_at)
        painter.drawText(inner, int(_RIGHT), day)
        room = inner.adjusted(0, 0, -look.width(day, 15, SEMIBOLD) - px(8), 0)
        painter.drawText(inner, int(_LEFT), _elided(painter, words, room.width()))

    def _paint_cell(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, table: MselTable
    ) -> None:
        look, px = self._look, self._look.px
        row, column = index.data(RowRole), index.column()
        is_selected = row.inject.number == table.selected
        is_standby = row.inject.number == table.standby
        painter.fillRect(rect, look.color("selected" if is_selected else "surface"))
        painter.setPen(look.color("row_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column == STATE:
            self._paint_chip(painter, rect, row)
            if is_selected:
                painter.fillRect(QRect(rect.left(), rect.top(), px(4), rect.height()), look.color("act_fill"))
        else:
            self._paint_words(
                painter, rect, row, column, str(index.data()), on_selected=is_selected, is_standby=is_standby
            )
        if is_standby:
            self._paint_outline(painter, rect, first=column == STATE, last=column == ACTS)

    def _paint_outline(self, painter: QPainter, rect: QRect, *, first: bool, last: bool) -> None:
        width = max(2, self._look.px(2))
        blue = self._look.color("act_fill")
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), width), blue)
        painter.fillRect(QRect(rect.left(), rect.bottom() - width + 1, rect.width(), width), blue)
        if first:
            painter.fillRect(QRect(rect.left(), rect.top(), width, rect.height()), blue)
        if last:
            painter.fillRect(QRect(rect.right() - width + 1, rect.top(), width, rect.height()), blue)

    def _paint_chip(self, painter: QPainter, rect: QRect, row: BoardRow) -> None:
        look, px = self._look, self._look.px
        word, icon = CHIPS[row.chip]
        chip = QRectF(rect.left() + px(6), rect.top() + px(3), rect.width() - px(8), px(24))
        ink = look.color({"closed": "closed_ink"}.get(row.chip, "text_2"))
        hole = look.color("surface")
        if row.chip in _FILLS:
            fill, on = _FILLS[row.chip]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(fill))
            painter.drawRoundedRect(chip, px(4), px(4))
            ink, hole = look.color(on), look.color(fill)
        side = px(13)
        place = QRectF(chip.left() + px(7), chip.center().y() - side / 2, side, side)
        look.paint_icon(painter, icon, place, ink, hole=hole)
        if rect.width() < px(60):
            return  # a tight window shows the icon only; the row's name for readers keeps the word
        painter.setPen(ink)
        painter.setFont(look.font(15, SEMIBOLD))
        painter.drawText(chip.adjusted(px(25), -1, 0, -1), int(_LEFT), look.say(word))

    def _paint_words(
        self, painter: QPainter, rect: QRect, row: BoardRow, column: int, words: str,
        *, on_selected: bool, is_standby: bool,
    ) -> None:  # fmt: skip
        look, px = self._look, self._look.px
        is_loud = row.chip in _LOUD or is_standby
        ink = look.color("text" if is_loud or on_selected or column in (NUMBER, TITLE) else "text_2")
        weight = _weight(row, column, is_standby=is_standby)
        is_late = (column == DIFF and row.chip in ("due", "overdue")) or (column == ACTS and row.has_late)
        if is_late:
            ink, weight = look.color("late_ink"), BOLD
        if column == TITLE and row.chip in ("closed", "skipped", "declined") and not is_standby:
            ink = look.color("text" if on_selected else "text_2")
        font = look.font(15 if column == CELL else 16, weight)
        font.setStrikeOut(column == TITLE and row.chip in ("skipped", "declined"))
        painter.setFont(font)
        painter.setPen(ink)
        right = column in (PLAN, DIFF, ACTS)
        inner = QRectF(rect).adjusted(px(5 if not right else 0), -1, -px(8 if right else 3), -1)
        shown = _elided(painter, words, inner.width())
        painter.drawText(inner, int(_RIGHT if right else _LEFT), shown)
        if column == ACTS and row.has_late:
            side = px(14)
            x = inner.right() - look.width(words, 16, BOLD) - px(5) - side
            place = QRectF(x, inner.center().y() - side / 2 + 1, side, side)
            ground = look.color("selected" if on_selected else "surface")
            look.paint_icon(painter, "warning", place, ink, hole=ground)


class MselTable(QTableView):
    """Injects in the order of the pack; a selected one shows its actions below."""

    inject_selected = Signal(str)

    def __init__(self, look: Look, model: MselModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self.selected: str | None = None
        self._following = True
        self._follow_timer = QTimer(self)
        self._follow_timer.setSingleShot(True)
        self._follow_timer.setInterval(FOLLOW_AGAIN_MS)
        self._follow_timer.timeout.connect(self._follow_again)
        self.setModel(model)
        model.setParent(self)  # else Python may collect it on another thread
        self.setItemDelegate(MselDelegate(look, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self._set_heads()
        self.setAccessibleName(look.say("MSEL"))
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.verticalScrollBar().sliderPressed.connect(self._leave_alone)
        model.modelReset.connect(self._span_phases)

    @property
    def standby(self) -> str | None:
        """Return the inject that stands next."""
        return self._model.standby

    def select(self, number: str | None) -> None:
        """Select an inject; its row is scrolled to only if it cannot be seen."""
        row = self._model.row_of(number)
        if row is None or number == self.selected:
            return
        self.setCurrentIndex(self._model.index(row, NUMBER))

    def step(self, by: int) -> None:
        """Select the next or the previous inject, over phase rows."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            if self._model.number_at(row) is not None:
                self.setCurrentIndex(self._model.index(row, NUMBER))
                return
            row += by

    def follow(self) -> None:
        """Keep the inject that stands next at the fourth row, unless someone has scrolled away."""
        row = self._model.row_of(self.standby)
        if row is not None and self._following:
            self.scrollTo(
                self._model.index(max(0, row - _ROWS_ABOVE), 0), QAbstractItemView.ScrollHint.PositionAtTop
            )

    def set_room(self, room: Room) -> None:
        """Drop columns where the window is narrow: the cell, then the difference and the chip's word."""
        widths, whole = _ROOM[room]
        self._model.set_room(room)
        for column, width in widths.items():
            self.setColumnHidden(column, not width)
            if width:
                self.setColumnWidth(column, self._look.px(width))
        self.setFixedWidth(self._look.px(whole))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Let the person look around: no jumping back for twenty seconds."""
        self._leave_alone()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move by arrows and pages as in any table."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._leave_alone()
        super().keyPressEvent(event)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        number = self._model.number_at(current.row())
        if number is not None and number != self.selected:
            before, self.selected = self.selected, number
            self._repaint_row(before)
            self._repaint_row(number)
            self.inject_selected.emit(number)

    def _repaint_row(self, number: str | None) -> None:
        """Paint one row anew: all cells of the table would hold up the next key for 20 ms."""
        row = self._model.row_of(number)
        if row is not None:
            self.viewport().update(0, self.rowViewportPosition(row), self.width(), self.rowHeight(row))

    def _leave_alone(self) -> None:
        self._following = False
        self._follow_timer.start()

    def _follow_again(self) -> None:
        self._following = True
        self.follow()

    def _set_heads(self) -> None:
        head, side = self.horizontalHeader(), self.verticalHeader()
        head.setMinimumSectionSize(8)
        head.setFixedHeight(self._look.px(30))
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setStyleSheet(
            f"QHeaderView::section {{ padding: 0 {self._look.px(8)}px 0 {self._look.px(4)}px; }}"
        )
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self._look.px(30))

    def _span_phases(self) -> None:
        self.clearSpans()
        for row in self._model.phase_rows():
            self.setSpan(row, 0, 1, self._model.columnCount())
            self.setRowHeight(row, self._look.px(26))


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _weight(row: BoardRow, column: int, *, is_standby: bool) -> QFont.Weight:
    if is_standby and column in (NUMBER, PLAN, TITLE):
        return BOLD
    if column == NUMBER and row.chip not in ("closed", "skipped", "declined"):
        return BOLD
    return SEMIBOLD if column == TITLE and row.chip in ("released", "due", "overdue") else REGULAR


def _elided(painter: QPainter, words: str, width: float) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(width))
