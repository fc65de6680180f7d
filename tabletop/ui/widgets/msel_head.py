"""The heads of the MSEL table: a click orders the rows, again turns them round, a third ends it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from tabletop.ui.item_models.msel import ORDERS, TITLE, MselModel
from tabletop.ui.look import Look


class MselHead(QHeaderView):
    """Marks the column that orders the rows with a small triangle below its word."""

    def __init__(self, look: Look, model: MselModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._model = model
        self.setMinimumSectionSize(8)
        self.setFixedHeight(look.px(30))
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setStyleSheet(f"QHeaderView::section {{ padding: 0 {look.px(8)}px 0 {look.px(4)}px; }}")
        self.sectionClicked.connect(self._order)

    def stretch_title(self) -> None:
        """Give the title what the other columns leave; possible once the table has its columns."""
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:  # noqa: N802 - Qt's name
        """Paint the word, and the triangle where the rows stand by it."""
        painter.save()
        super().paintSection(painter, rect, column)
        painter.restore()
        if self._model.order is None or ORDERS.get(column) != self._model.order:
            return
        px = self._look.px
        half, x = px(5), rect.left() + rect.width() / 2
        base, tip = rect.bottom() - px(1), rect.bottom() - px(6)
        if self._model.is_reversed:
            base, tip = tip, base
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("text"))
        painter.drawPolygon(QPolygonF([QPointF(x - half, base), QPointF(x + half, base), QPointF(x, tip)]))
        painter.restore()

    def _order(self, column: int) -> None:
        asked = ORDERS.get(column)
        if asked is None or (asked == self._model.order and self._model.is_reversed):
            self._model.sort_by(None)
        else:
            self._model.sort_by(asked, is_reversed=asked == self._model.order)
        self.viewport().update()
