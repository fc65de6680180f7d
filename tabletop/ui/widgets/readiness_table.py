"""The table in which people and things are counted by keys alone; it must not know where a count goes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from tabletop.ui.item_models.readiness import (
    CRITICAL,
    HEADS,
    ITEM,
    NOTE,
    NUMBERS,
    PRESENT,
    REQUIRED,
    STATE,
    ReadinessModel,
)  # fmt: skip
from tabletop.ui.look import SEMIBOLD, Look
from tabletop.ui.widgets.readiness_delegate import ReadinessDelegate

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint

WIDE = 640
"""From this width of the design on, what is required and what is critical have columns of their own."""
_MARK, _PADDING, _STATE_WIDTH, _LEAST_ITEM = 19, 18, 112, 100
_NOTE_WIDTH = {False: 84, True: 70}
"""Of a wide and of a compact table."""
_KEYS_OF_OTHERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class ReadinessTable(QTableView):
    """Typing starts an entry, Enter goes on to the next row, Tab to the next cell, Esc leaves it alone."""

    row_changed = Signal()

    def __init__(self, look: Look, model: ReadinessModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self._is_moving = False
        self._delegate = ReadinessDelegate(look, self)
        self.setModel(model)
        model.setParent(self)  # else Python may collect it on another thread
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        # Outside an entry, Tab leaves the table: nobody is caught in it.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_heads()
        model.modelReset.connect(self._span_heads)
        self._span_heads()
        self.setCurrentIndex(model.index(model.find("new", ""), ITEM))

    def go_to_open(self) -> bool:
        """Go to the first row that is still to be counted; tell whether there is one."""
        row = self._model.first_open()
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, PRESENT))
        return row >= 0

    def finish_entry(self) -> bool:
        """Take the entry that is open, as Enter would; tell whether nothing was refused."""
        editor = self._delegate.editor
        if editor is None:
            return True
        self.commitData(editor)
        was_taken = not self._delegate.was_refused
        self.closeEditor(editor, Hint.NoHint)
        return was_taken

    def take_entry(self) -> dict[str, Any]:
        """Close an open entry without taking it, and return its cell and text for a table built anew."""
        index, editor = self.currentIndex(), self._delegate.editor
        row = self._model.row(index.row()) if index.isValid() else None
        text = editor.text() if editor is not None else None
        if editor is not None:
            self.closeEditor(editor, Hint.RevertModelCache)
        return {"cell": row and (row.kind, row.key, index.column()), "text": text}

    def put_entry(self, kept: dict[str, Any]) -> None:
        """Open an entry again as it was taken."""
        kind, key, column = kept["cell"] or ("", "", ITEM)
        row = self._model.find(kind, key)
        if row < 0:
            return
        self.setCurrentIndex(self._model.index(row, column))
        if kept["text"] is not None:
            self._open(kept["text"])

    # Keys ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Begin an entry with what is typed, or with Enter on what stands there; else move as any table."""
        words = event.text()
        is_word = words.isprintable() and bool(words) and not event.modifiers() & _KEYS_OF_OTHERS
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter and not is_word:
            super().keyPressEvent(event)
        elif self._delegate.editor is not None:
            event.ignore()  # Enter, from the line that it is about to close
        elif is_enter or words.isdecimal() or self.currentIndex().column() not in NUMBERS:
            self._open(None if is_enter else words)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Close an entry and go on, unless it was refused: then the hand stays where it was."""
        is_left = hint == Hint.RevertModelCache
        super().closeEditor(editor, hint if is_left else Hint.NoHint)
        if self._delegate.was_refused or self._is_moving:
            return
        if hint == Hint.SubmitModelCache:
            self._next_row()
        elif hint in (Hint.EditNextItem, Hint.EditPreviousItem):
            self._next_cell(1 if hint == Hint.EditNextItem else -1)

    def _open(self, words: str | None) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        if not self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self._model.explain(index)
            return
        self.edit(index)
        editor = self._delegate.editor
        if editor is not None and words is not None:
            editor.setText(words)

    def _next_row(self) -> None:
        """Go to where the next row is counted; from the name of a new organisation, to its number."""
        current = self.currentIndex()
        is_new = self._model.row(current.row()).kind == "new"
        if is_new:
            column = PRESENT if current.column() == ITEM and self._model.new_name else ITEM
            self.setCurrentIndex(self._model.index(current.row(), column))
            return
        for row in range(current.row() + 1, self._model.rowCount()):
            for column in (PRESENT, ITEM):
                if self._accepts(row, column):
                    self.setCurrentIndex(self._model.index(row, column))
                    return

    def _next_cell(self, step: int) -> None:
        current, columns = self.currentIndex(), self._model.columnCount()
        at = current.row() * columns + current.column() + step
        while 0 <= at < self._model.rowCount() * columns:
            if self._accepts(*divmod(at, columns)):
                self.setCurrentIndex(self._model.index(*divmod(at, columns)))
                return
            at += step

    def _accepts(self, row: int, column: int) -> bool:
        flags = self._model.flags(self._model.index(row, column))
        return bool(flags & Qt.ItemFlag.ItemIsEditable) and not self.isColumnHidden(column)

    # Form ---------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Let the head of a row be seen with it, and repaint the marks of both rows."""
        if not self._delegate.was_refused:
            self.row_changed.emit()
        self._delegate.was_refused = False  # its words are read once, even where the move came at once
        self._is_moving = True
        super().currentChanged(current, previous)
        self._is_moving = False
        above = current.row() - 1
        if above >= 0 and self._model.row(above).kind == "head":
            across = self.horizontalScrollBar().value()
            self.scrollTo(self._model.index(above, ITEM))
            self.horizontalScrollBar().setValue(across)
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Show from the top as many rows as fit: the current one was set while there was no room yet."""
        super().showEvent(event)
        self.scrollToTop()
        self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the items what the other columns leave; drop two columns where the room is narrow."""
        super().resizeEvent(event)
        px, room = self._look.px, self.viewport().width()
        is_compact = room < px(WIDE)
        self._model.set_compact(compact=is_compact)
        for column in (CRITICAL, REQUIRED):
            self.setColumnHidden(column, is_compact)
        widths = {STATE: px(_STATE_WIDTH), NOTE: px(_NOTE_WIDTH[is_compact])}
        for column in NUMBERS if is_compact else (CRITICAL, REQUIRED, *NUMBERS):
            widths[column] = self._width_for(column)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(ITEM, max(room - sum(widths.values()), px(_LEAST_ITEM)))

    def _width_for(self, column: int) -> int:
        """Return room for the head of a column and its widest words; a number has four digits."""
        look, rows = self._look, range(self._model.rowCount())
        words = {self._model.words(self._model.row(row), column) for row in rows} - {""}
        widest = max((look.width(word, 16) for word in ({"0000"} if column in NUMBERS else words)), default=0)
        mark = look.px(_MARK) if column == CRITICAL else 0
        head = look.width(look.say(HEADS[column]), 14, SEMIBOLD)
        return look.px(_PADDING) + max(head, widest + mark)

    def _set_heads(self) -> None:
        head, side = self.horizontalHeader(), self.verticalHeader()
        head.setMinimumSectionSize(8)
        head.setFixedHeight(self._look.px(28))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self._look.px(30))

    def _span_heads(self) -> None:
        self._delegate.editor = None  # a reset took it away
        self.clearSpans()
        for row in self._model.heads():
            self.setSpan(row, 0, 1, len(HEADS))
            self.setRowHeight(row, self._look.px(26))
