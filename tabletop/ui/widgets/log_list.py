"""The last entries of the log, each safe on disk; struck through where it does not stand any more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QTextLayout, QTextOption
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

from tabletop.domain.play.cell_counts import CellCount
from tabletop.i18n import N_
from tabletop.ui.item_models.found_entries import FoundEntries
from tabletop.ui.item_models.log_entries import EntryRole, LogEntry, LogModel
from tabletop.ui.look import BOLD, Look, plan_text
from tabletop.ui.widgets.cell_counts import CellCounts
from tabletop.ui.widgets.search_line import SearchLine

_MOST_LINES = 3
_LINE_END = "\N{LINE SEPARATOR}"
_UNIT = 2
"""Bytes of UTF-16, in which Qt counts a text."""


class _LogDelegate(QStyledItemDelegate):
    """Paints when, kind, who, link and tick on one line, the text below it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._wrapped: dict[str, tuple[str, ...]] = {}
        self._width = 0
        self._metrics = QFontMetrics(look.font(15))

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Return the height for the text's lines, at most three."""
        entry: LogEntry = index.data(EntryRole)
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101 - made by it
        width = view.viewport().width()
        lines = self._lines(entry.text, width)
        return QSize(width, self._look.px(32) + len(lines) * self._metrics.lineSpacing())

    def _lines(self, text: str, width: int) -> tuple[str, ...]:
        """Wrap a text once a width: Qt asks about every row when one is added or the filter changes."""
        if width != self._width:
            self._wrapped, self._width = {}, width
        if text not in self._wrapped:
            self._wrapped[text] = self._wrap(text, max(50, width - self._look.px(24)))
        return self._wrapped[text]

    def _wrap(self, text: str, room: int) -> tuple[str, ...]:
        """Return the first lines; dots end the last one where there is more."""
        layout = QTextLayout(text.replace("\n", _LINE_END), self._look.font(15))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        ends = [0]
        layout.beginLayout()
        while len(ends) <= _MOST_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            ends.append(line.textStart() + line.textLength())
        layout.endLayout()
        units = layout.text().encode("utf-16-le")
        is_cut = ends[-1] * _UNIT < len(units)
        if is_cut:
            ends[-1] = len(units) // _UNIT
        parts = (units[start * _UNIT : end * _UNIT].decode("utf-16-le") for start, end in pairwise(ends))
        lines = [part.replace(_LINE_END, " ").rstrip() for part in parts]
        if is_cut:
            lines[-1] = self._metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, room)
        return tuple(lines)

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
        line = inner.adjusted(0, px(21), 0, 0)
        for words in self._lines(entry.text, rect.width()):
            painter.drawText(line, int(Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignTop), words)
            line.translate(0, self._metrics.lineSpacing())
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
    """The head counts what is safe, or searches; the list shows the newest first."""

    search_left = Signal()
    """The search was given up: the focus belongs elsewhere."""

    def __init__(self, look: Look, model: LogModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("surface")
        self._model = model
        self._found = FoundEntries(model)
        self._head, self._search = QWidget(self), SearchLine(look, self)
        self._count = QLabel("", self._head)
        self._cells = CellCounts(look, self)
        self._none = QLabel(look.say(N_("No entry has all these words. Esc shows the log again.")), self)
        self.view = _View(self)
        self.view.setModel(self._found)
        for each in (model, self._found):
            each.setParent(self.view)  # else Python may collect it on another thread
        self.view.setItemDelegate(_LogDelegate(look, self.view))
        self.view.setAccessibleName(look.say(N_("Log")))
        self._lay_out()
        self._search.asked.connect(self._find)
        self._search.left.connect(self._leave)
        self._search.entered.connect(self._enter_list)
        self.view.left.connect(self._search.give_up)
        model.rowsInserted.connect(self._show_found)  # also a row that is not found changes the count
        self._found.rowsInserted.connect(self._show_found)
        self._found.modelReset.connect(self._show_found)

    def _lay_out(self) -> None:
        look = self._look
        self._head.setObjectName("band")
        self._head.setFixedHeight(look.px(30))
        row = QHBoxLayout(self._head)
        row.setContentsMargins(look.px(12), 0, look.px(12), 0)
        title = QLabel(look.say(N_("LOG")), self._head)
        title.setProperty("rank", "head")
        self._count.setProperty("rank", "strong")
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self._count)
        self._none.setProperty("rank", "second")
        self._none.setWordWrap(True)
        self._none.setMargin(look.px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self._search, self._cells, self._none):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        for part in (self._search, self._none):
            part.hide()

    def show_count(self, count: int, *, is_saved: bool) -> None:
        """Say how many entries are safe."""
        message = N_("{n} entries, all safe") if is_saved else N_("{n} entries safe, one is not")
        self._count.setText(self._look.say(message, n=count))

    def show_cells(self, counts: Sequence[CellCount]) -> None:
        """Show how much each cell has decided."""
        self._cells.show_counts(counts)

    # Search ---------------------------------------------------------------------------------------

    def open_search(self) -> None:
        """Put the search line in place of the head, and the focus in it."""
        self._head.hide()
        self._search.open()
        self._show_found()

    @property
    def asked(self) -> str:
        """Return what is searched for, for a window that is built anew."""
        return self._search.text

    def restore(self, asked: str) -> None:
        """Search for it again, without taking the focus."""
        if asked:
            self._head.hide()
            self._search.restore(asked)

    def _find(self, asked: str) -> None:
        self._found.find(asked)
        self.view.scrollToTop()
        self._show_found()

    def _show_found(self) -> None:
        shown, total = self._found.rowCount(), self._model.rowCount()
        self._search.show_count(shown, total)
        is_in_vain = total > 0 and not shown and not self._search.isHidden()
        self._none.setVisible(is_in_vain)
        self.view.setHidden(is_in_vain)

    def _enter_list(self) -> None:
        if self._found.rowCount():
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self._found.index(0, 0))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Give the whole log back."""
        self._search.hide()
        self._head.show()
        self._find("")
        self.search_left.emit()


class _View(QListView):
    """A list whose rows wrap anew with its width."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Esc end a search from here too."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure the rows anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
