"""How a cell of the readiness table is painted and typed in; it must not know what an entry leads to."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QRegularExpression,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from tabletop.ui.item_models.readiness import CRITICAL, FIT, ITEM, NOTE, NUMBERS, REQUIRED, STATE, RowRole
from tabletop.ui.item_models.readiness_rows import CountRow
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look

Index = QModelIndex | QPersistentModelIndex
MOST_CHARACTERS, _MOST_DIGITS = 4_000, 6
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_STATES = {
    "open": ("circle", "text_2", REGULAR),
    "short": ("warning", "late_ink", BOLD),
    "full": ("check", "closed_ink", SEMIBOLD),
}
"""Icon, ink and weight of a row's state; its word stands in the model."""


class ReadinessDelegate(QStyledItemDelegate):
    """Paints cells as a sheet with column lines, and gives a line to type in."""

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(table)
        self._look = look
        self._table = table
        self.editor: QLineEdit | None = None
        """The entry that is open."""
        self.was_refused = False
        """Whether the last entry was."""

    # Typing -------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """Make the line in which a cell is typed: digits only where a number belongs."""
        line = QLineEdit(parent)
        line.setFont(self._look.font(16))
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        line.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        line.selectAll()
        if index.column() in NUMBERS:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            digits = QRegularExpression(f"[0-9]{{0,{_MOST_DIGITS}}}")
            line.setValidator(QRegularExpressionValidator(digits, line))
        else:
            line.setMaxLength(MOST_CHARACTERS)
        self.editor, self.was_refused = line, False
        return line

    def setEditorData(self, _editor: QWidget, _index: Index) -> None:  # noqa: N802 - Qt's name
        """Leave what is being typed alone when the row comes back from the disk under it."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Hand over what was typed, and note whether it was taken."""
        assert isinstance(editor, QLineEdit)  # noqa: S101 - made above
        self.was_refused = not model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Forget the line together with Qt."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    # Painting -----------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        painter.save()
        rect = option.rect
        row: CountRow = index.data(RowRole)
        if row.kind == "head":
            self._paint_head(painter, rect, row)
        else:
            self._paint_cell(painter, rect, row, index)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, row: CountRow) -> None:
        look, px = self._look, self._look.px
        painter.fillRect(rect, look.color("band"))
        painter.setPen(look.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = QRectF(rect).adjusted(px(8), -1, -px(10), -1)
        painter.setPen(look.color("text"))
        painter.setFont(look.font(15, BOLD))
        painter.drawText(inner, _LEFT, row.title)
        painter.setPen(look.color("text_2"))
        painter.setFont(look.font(15, SEMIBOLD))
        left = look.width(row.title, 15, BOLD) + px(8)
        right = look.width(row.note or "", 15, SEMIBOLD) + px(8)
        self._draw(painter, inner.adjusted(left, 0, -right, 0), row.group)
        painter.drawText(inner, _RIGHT, row.note or "")

    def _paint_cell(self, painter: QPainter, rect: QRect, row: CountRow, index: Index) -> None:
        look, px = self._look, self._look.px
        current, column = self._table.currentIndex(), index.column()
        is_current_row = index.row() == current.row()
        is_late = row.is_critical and row.status == "short"
        ground = look.color("selected" if is_current_row else "late_row" if is_late else "surface")
        painter.fillRect(rect, ground)
        painter.setPen(look.color("row_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if column == ITEM and (is_current_row or is_late):
            bar = QRect(rect.left(), rect.top(), px(4), rect.height())
            painter.fillRect(bar, look.color("act_fill" if is_current_row else "late_fill"))
        inner = QRectF(rect).adjusted(px(8), -1, -px(8), -1)
        if column == ITEM:
            self._paint_item(painter, inner, row, ground=ground)
        elif column == STATE and row.status:
            icon, ink, weight = _STATES[row.status]
            painter.setFont(look.font(15, weight))
            self._paint_marked(
                painter,
                inner,
                icon,
                str(index.data()),
                ink=self._ink(ink, on_current=is_current_row),
                ground=ground,
            )
        elif column == CRITICAL and row.is_critical:
            painter.setFont(look.font(15, SEMIBOLD))
            self._paint_marked(
                painter, inner, "flag", str(index.data()), ink=look.color("text"), ground=ground
            )
        else:
            self._paint_words(painter, inner, row, column, str(index.data()))
        if is_current_row and column == current.column() and self._table.hasFocus():
            self._paint_ring(painter, rect)

    def _paint_item(self, painter: QPainter, inner: QRectF, row: CountRow, *, ground: QColor) -> None:
        look, px = self._look, self._look.px
        is_compact = self._table.isColumnHidden(CRITICAL)
        icon = "plus" if row.kind == "new" else "flag" if is_compact and row.is_critical else ""
        if icon:
            self._paint_icon(painter, inner, icon, ink=look.color("text"), ground=ground)
            inner = inner.adjusted(px(19), 0, 0, 0)
        painter.setPen(look.color("text"))
        if row.kind == "item" and not is_compact:
            painter.setFont(look.font(16, BOLD))
            painter.drawText(inner, _LEFT, row.key)
            inner = inner.adjusted(max(px(38), look.width(row.key, 16, BOLD) + px(8)), 0, 0, 0)
        painter.setFont(look.font(16))
        words = row.title
        if row.kind == "new" and not words:
            painter.setPen(look.color("placeholder"))
            words = look.say("Add an organisation")
        self._draw(painter, inner, words)

    def _paint_words(self, painter: QPainter, inner: QRectF, row: CountRow, column: int, words: str) -> None:
        look = self._look
        is_missing = column == FIT and row.status == "short"
        ink = "late_ink" if is_missing else "text" if column in NUMBERS else "text_2"
        painter.setPen(self._ink(ink, on_current=row == self._table.currentIndex().data(RowRole)))
        painter.setFont(look.font(15 if column == NOTE else 16, BOLD if is_missing else REGULAR))
        self._draw(painter, inner, words, _RIGHT if column in (REQUIRED, *NUMBERS) else _LEFT)

    def _paint_marked(
        self, painter: QPainter, inner: QRectF, icon: str, words: str, *, ink: QColor, ground: QColor
    ) -> None:
        self._paint_icon(painter, inner, icon, ink=ink, ground=ground)
        painter.setPen(ink)
        self._draw(painter, inner.adjusted(self._look.px(19), 0, 0, 0), words)

    def _paint_icon(
        self, painter: QPainter, inner: QRectF, icon: str, *, ink: QColor, ground: QColor
    ) -> None:
        side = self._look.px(13)
        place = QRectF(inner.left(), inner.center().y() - side / 2 + 1, side, side)
        self._look.paint_icon(painter, icon, place, ink, hole=ground)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        width = max(2, self._look.px(3))
        pen = painter.pen()
        pen.setColor(self._look.color("focus"))
        pen.setWidth(width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        half = width / 2
        painter.drawRect(QRectF(rect).adjusted(half, half, -half, -half))

    def _ink(self, name: str, *, on_current: bool) -> QColor:
        # The second ink is too pale on the ground of the current row (pictures, correction 5).
        return self._look.color("text" if on_current and name == "text_2" else name)

    def _draw(self, painter: QPainter, inner: QRectF, words: str, align: int = _LEFT) -> None:
        mode = Qt.TextElideMode.ElideRight
        painter.drawText(inner, align, painter.fontMetrics().elidedText(words, mode, int(inner.width())))
