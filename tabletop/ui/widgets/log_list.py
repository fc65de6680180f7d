"""The last entries of the log, each safe on disk; struck through where it does not stand any more."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tabletop.i18n import N_
from tabletop.ui.item_models.log_entries import EntryRole, LogEntry, LogModel
from tabletop.ui.look import BOLD, Look, plan_text

_MOST_LINES = 3


class _LogDelegate(QStyledItemDelegate):
    """Paints when, kind, who, link and tick on one line, the text below it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Return the height for the text's lines, at most three."""
        entry: LogEntry = index.data(EntryRole)
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101 - made by it
        width = view.viewport().width()
        return QSize(width, self._look.px(32) + self._text_height(entry.text, width))

    def _text_height(self, text: str, width: int) -> int:
        metrics = QFontMetrics(self._look.font(15))
        room = QRect(0, 0, max(50, width - self._look.px(24)), 10_000)
        wanted = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
        return min(wanted, _MOST_LINES * metrics.lineSpacing())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one entry."""
        look, px = self._look, self._look.px
        entry: LogEntry = index.data(EntryRole)
        rect: QRect = option.rect
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, look.color("selected" if selected else "surface"))
        painter.setPen(look.color("row_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = QRectF(rect).adjusted(px(12), px(5), -px(12), -px(4))
        self._paint_head(painter, inner, entry, selected=selected)
        font = look.font(15)
        font.setStrikeOut(bool(entry.mark))
        painter.setFont(font)
        painter.setPen(look.color("text_2" if entry.mark and not selected else "text"))
        text = inner.adjusted(0, px(21), 0, 0)
        painter.drawText(text, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), entry.text)
        painter.restore()

    def _paint_head(self, painter: QPainter, inner: QRectF, entry: LogEntry, *, selected: bool) -> None:
        look, px = self._look, self._look.px
        line = QRectF(inner.left(), inner.top(), inner.width(), px(20))
        second = look.color("text" if selected else "text_2")
        x = line.left()
        for words, weight, ink in (
            (plan_text(max(0, entry.at_ms)), None, second),
            (entry.kind, BOLD, look.color("text")),
            (entry.mark or entry.who, None, second),
        ):
            font = look.font(15) if weight is None else look.font(15, weight)
            painter.setFont(font)
            painter.setPen(ink)
            room = line.right() - px(20) - look.width(entry.inject, 15) - px(6) - x
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(room)))
            painter.drawText(QRectF(x, line.top(), max(0.0, room), line.height()), int(_LEFT), shown)
            x += painter.fontMetrics().horizontalAdvance(shown) + px(9)
        painter.setFont(look.font(15))
        painter.setPen(second)
        painter.drawText(line.adjusted(0, 0, -px(20), 0), int(_RIGHT), entry.inject)
        side = px(14)
        place = QRectF(line.right() - side, line.center().y() - side / 2, side, side)
        look.paint_icon(
            painter,
            "slashed" if entry.mark else "check",
            place,
            second if entry.mark else look.color("closed_ink"),
        )


class LogList(QFrame):
    """The head counts what is safe; the list shows the newest first."""

    def __init__(self, look: Look, model: LogModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("surface")
        head = QWidget(self)
        head.setObjectName("band")
        head.setFixedHeight(look.px(30))
        row = QHBoxLayout(head)
        row.setContentsMargins(look.px(12), 0, look.px(12), 0)
        title = QLabel(look.say(N_("LOG")), head)
        title.setProperty("rank", "head")
        self._count = QLabel("", head)
        self._count.setProperty("rank", "strong")
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self._count)
        self.view = _View(self)
        self.view.setModel(model)
        model.setParent(self.view)  # else Python may collect it on another thread
        self.view.setItemDelegate(_LogDelegate(look, self.view))
        self.view.setAccessibleName(look.say(N_("Log")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)

    def show_count(self, count: int, *, is_saved: bool) -> None:
        """Say how many entries are safe."""
        message = N_("{n} entries, all safe") if is_saved else N_("{n} entries safe, one is not")
        self._count.setText(self._look.say(message, n=count))


class _View(QListView):
    """A list whose rows wrap anew with its width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure the rows anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
