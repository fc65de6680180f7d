"""Paints the MSEL table: chip, number, times and title of an inject, head of a phase; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tabletop.domain.plan.scenario import Phase
from tabletop.domain.play.board import BoardRow
from tabletop.ui.item_models.msel import (
    ACTS,
    CELL,
    DIFF,
    NUMBER,
    PLAN,
    STATE,
    TITLE,
    MselModel,
    PhaseRole,
    RowRole,
)  # fmt: skip
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look
from tabletop.ui.widgets.msel_chip import FILLS, LEFT, RIGHT, elided, paint_chip


class MselDelegate(QStyledItemDelegate):
    """Paints a cell: chip, number, time or title, and the row's marks: selected, standing next."""

    def __init__(
        self, look: Look, model: MselModel, *, selected: Callable[[], str | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self._selected = selected

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
            self._paint_cell(painter, rect, index)
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
        painter.drawText(inner, int(RIGHT), day)
        room = inner.adjusted(0, 0, -look.width(day, 15, SEMIBOLD) - px(8), 0)
        painter.drawText(inner, int(LEFT), elided(painter, words, room.width()))

    def _paint_cell(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        look, px = self._look, self._look.px
        row, column = index.data(RowRole), index.column()
        is_selected = row.inject.number == self._selected()
        is_standby = row.inject.number == self._model.standby
        painter.fillRect(rect, look.color("selected" if is_selected else "surface"))
        painter.setPen(look.color("row_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column == STATE:
            place = QRectF(rect.left() + px(6), rect.top() + px(3), rect.width() - px(8), px(24))
            paint_chip(painter, look, row.chip, place, has_word=rect.width() >= px(60))
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

    def _paint_words(
        self, painter: QPainter, rect: QRect, row: BoardRow, column: int, words: str,
        *, on_selected: bool, is_standby: bool,
    ) -> None:  # fmt: skip
        look, px = self._look, self._look.px
        is_loud = row.chip in FILLS or is_standby
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
        shown = elided(painter, words, inner.width())
        painter.drawText(inner, int(RIGHT if right else LEFT), shown)
        if column == ACTS and row.has_late:
            side = px(14)
            x = inner.right() - look.width(words, 16, BOLD) - px(5) - side
            place = QRectF(x, inner.center().y() - side / 2 + 1, side, side)
            ground = look.color("selected" if on_selected else "surface")
            look.paint_icon(painter, "warning", place, ink, hole=ground)


def _weight(row: BoardRow, column: int, *, is_standby: bool) -> QFont.Weight:
    if is_standby and column in (NUMBER, PLAN, TITLE):
        return BOLD
    if column == NUMBER and row.chip not in ("closed", "skipped", "declined"):
        return BOLD
    return SEMIBOLD if column == TITLE and row.chip in ("released", "due", "overdue") else REGULAR
