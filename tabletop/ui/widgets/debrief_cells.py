"""How a cell and a head of a debrief table are measured and painted; it must not know what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from tabletop.ui.item_models.debrief_rows import Cell, Column, Row, RowRole, RowsModel
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look
from tabletop.ui.widgets.score_letter import BAR_HEIGHT, TICKS, paint_bar, paint_letter

_EDGE, _GAP, _ICON, _CHIP = 20, 8, 14, 26
_ROW, _HEAD_ROW, _ABOVE = 36, 32, 5
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_WRAPPED = Qt.TextFlag.TextWordWrap
_BREAK = "\u200b"
_LONG_WORD = re.compile(r"(\S{24})(?=\S)")


def breakable(words: str) -> str:
    """Return a text in which a very long word may go on in the next line."""
    return _LONG_WORD.sub(rf"\1{_BREAK}", words)


def _weight(cell: Cell) -> QFont.Weight:
    return BOLD if cell.ink == "late_ink" else SEMIBOLD if cell.is_strong else REGULAR


def _left(look: Look, cell: Cell, *, is_first: bool) -> int:
    edge = look.px(_EDGE if is_first else _GAP)
    return edge + (look.px(_ICON) + look.px(_GAP) if cell.icon else 0)


class RowMeter:
    """Measures how high a row's words stand; each row once a width, for a log may have thousands."""

    def __init__(self, look: Look, columns: Sequence[Column]) -> None:
        self._look = look
        self._columns = columns
        self._widths: tuple[int, ...] = ()
        self._heights: dict[Row, int] = {}
        self._metrics = {weight: QFontMetrics(look.font(16, weight)) for weight in (REGULAR, SEMIBOLD, BOLD)}
        self._second = QFontMetrics(look.font(15))

    def height(self, row: Row, widths: Sequence[int]) -> int:
        """Return the height of a row in columns of these widths."""
        if tuple(widths) != self._widths:
            self._widths = tuple(widths)
            self._heights.clear()
        if row not in self._heights:
            self._heights[row] = self._measure(row)
        return self._heights[row]

    def _measure(self, row: Row) -> int:
        look = self._look
        if row.is_head:
            return look.px(_HEAD_ROW)
        wanted = [
            self._words(cell, column, width, is_first=at == 0)
            for at, (cell, column, width) in enumerate(
                zip(row.cells, self._columns, self._widths, strict=True)
            )
            if width and column.kind != "bar"
        ]
        return max(look.px(_ROW), max(wanted, default=0) + 2 * look.px(_ABOVE))

    def _words(self, cell: Cell, column: Column, width: int, *, is_first: bool) -> int:
        if column.kind == "letter" and not cell.words:
            return self._look.px(_CHIP)
        wide = max(10, width - _left(self._look, cell, is_first=is_first) - self._look.px(_GAP))
        height = self._lines(cell.words, self._metrics[_weight(cell)], wide)
        return height + self._lines(cell.second, self._second, wide)

    def _lines(self, words: str, metrics: QFontMetrics, wide: int) -> int:
        """Return the height of a text; to wrap one takes long, so what fits in a line is not wrapped."""
        if not words:
            return 0
        if "\n" not in words and metrics.horizontalAdvance(words) < wide:
            return metrics.height()
        return metrics.boundingRect(QRect(0, 0, wide, 100_000), int(_WRAPPED), breakable(words)).height()


class CellDelegate(QStyledItemDelegate):
    """Paints a cell, and round the current row a ring while the table has the focus."""

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(table)
        self._look = look
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        look = self._look
        rect: QRect = option.rect
        row: Row = index.data(RowRole)
        is_selected = index.row() == self._table.currentIndex().row()
        ground = "selected" if is_selected else "band" if row.is_head else "surface"
        painter.save()
        painter.fillRect(rect, look.color(ground))
        painter.setPen(look.color("border" if row.is_head else "row_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_selected and index.column() == 0:
            painter.fillRect(
                QRect(rect.left(), rect.top(), look.px(4), rect.height()), look.color("act_fill")
            )
        self._paint_inside(painter, rect, index, row=row, ground=ground)
        if is_selected and self._table.hasFocus():
            self._paint_ring(painter, rect, index)
        painter.restore()

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:  # fmt: skip
        """Show the whole row as a tip, plain: what was typed is no markup."""
        model, row = index.model(), index.data(RowRole)
        if isinstance(model, RowsModel) and isinstance(row, Row) and not row.is_head:
            words = model.tip(row).replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
            QToolTip.showText(event.globalPos(), f"<p>{words}</p>", view)
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_inside(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex,
        *, row: Row, ground: str,
    ) -> None:  # fmt: skip
        look, px = self._look, self._look.px
        model = index.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - the table has no other
        column, cell = model.columns[index.column()], row.cells[index.column()]
        if row.is_head:
            self._paint_group(painter, rect, cell, is_first=index.column() == 0)
        elif column.kind == "letter" and (cell.letter or not cell.words):
            side = px(_CHIP)
            place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            paint_letter(painter, look, place, cell.letter)
        elif column.kind == "bar":
            height = px(BAR_HEIGHT)
            room = QRectF(rect).adjusted(px(_GAP), (rect.height() - height) / 2, -px(_GAP), 0)
            paint_bar(painter, look, QRectF(room.left(), room.top(), room.width(), height), cell.share)
        else:
            self._paint_words(painter, rect, cell, column=column, ground=ground, is_first=index.column() == 0)

    def _paint_group(self, painter: QPainter, rect: QRect, cell: Cell, *, is_first: bool) -> None:
        look = self._look
        painter.setPen(look.color("text" if cell.is_strong else "text_2"))
        painter.setFont(look.font(14, BOLD if cell.is_strong else SEMIBOLD))
        room = QRectF(rect).adjusted(look.px(_EDGE if is_first else _GAP), -1, 0, -1)
        painter.drawText(room, int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), cell.words)

    def _paint_words(
        self, painter: QPainter, rect: QRect, cell: Cell, *, column: Column, ground: str, is_first: bool
    ) -> None:
        look, px = self._look, self._look.px
        ink = "text" if cell.ink == "text_2" and ground == "selected" else cell.ink
        left = _left(look, cell, is_first=is_first)
        room = QRectF(rect).adjusted(left, px(_ABOVE) - 1, -px(_GAP), -px(_ABOVE))
        side = {"number": Qt.AlignmentFlag.AlignRight, "letter": Qt.AlignmentFlag.AlignHCenter}.get(
            column.kind, Qt.AlignmentFlag.AlignLeft
        )
        font, words = look.font(16, _weight(cell)), breakable(cell.words)
        block = QFontMetrics(font).boundingRect(room.toRect(), int(_WRAPPED | side), words)
        height = block.height() if words else 0
        second = breakable(cell.second)
        more = (
            QFontMetrics(look.font(15)).boundingRect(room.toRect(), int(_WRAPPED), second).height()
            if second
            else 0
        )
        top = room.top() + max(0.0, (room.height() - height - more) / 2)
        painter.setFont(font)
        painter.setPen(look.color(ink))
        painter.drawText(QRectF(room.left(), top, room.width(), height + 1), int(_WRAPPED | side), words)
        if cell.icon:
            line = QFontMetrics(font).height()
            x = (
                room.right() - block.width() - px(_ICON + _GAP)
                if column.kind == "number"
                else room.left() - px(_ICON + _GAP)
            )
            place = QRectF(x, top + (line - px(_ICON)) / 2 + 1, px(_ICON), px(_ICON))
            look.paint_icon(painter, cell.icon, place, look.color(ink), hole=look.color(ground))
        if second:
            painter.setFont(look.font(15))
            painter.setPen(
                look.color("text" if ground == "selected" else ink if ink == "late_ink" else "text_2")
            )
            painter.drawText(
                QRectF(room.left(), top + height, room.width(), more + 1), int(_WRAPPED | side), second
            )

    def _paint_ring(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        width, ring = 3, self._look.color("focus")
        shown = [at for at in range(index.model().columnCount()) if not self._table.isColumnHidden(at)]
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, ring)
        painter.fillRect(rect.left(), rect.bottom() - width + 1, rect.width(), width, ring)
        if index.column() == shown[0]:
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), ring)
        if index.column() == shown[-1]:
            painter.fillRect(rect.right() - width + 1, rect.top(), width, rect.height(), ring)


class Heads(QHeaderView):
    """Heads over their cells; over bars the bounds of the letters."""

    def __init__(self, look: Look, model: RowsModel, table: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._look = look
        self._rows = model
        self.setFixedHeight(look.px(30))
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:  # noqa: N802 - Qt's name
        """Paint one head."""
        look, px = self._look, self._look.px
        column = self._rows.columns[at]
        painter.save()
        painter.fillRect(rect, look.color("band"))
        painter.setPen(look.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(look.color("text_2"))
        painter.setFont(look.font(14, SEMIBOLD))
        room = QRectF(rect).adjusted(px(_EDGE if at == 0 else _GAP), -1, -px(_GAP), -1)
        if column.kind == "bar":
            wide = room.width()
            for tick in TICKS:
                x = room.left() + wide * tick / 100
                place = QRectF(x - px(20), room.top(), px(40), room.height())
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(tick))
        else:
            words = str(self._rows.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
            side = {"number": Qt.AlignmentFlag.AlignRight, "letter": Qt.AlignmentFlag.AlignHCenter}.get(
                column.kind, Qt.AlignmentFlag.AlignLeft
            )
            if column.kind == "letter":
                room = QRectF(rect).adjusted(0, -1, 0, -1)
            painter.drawText(room, int(_MIDDLE | side), words)
        painter.restore()
