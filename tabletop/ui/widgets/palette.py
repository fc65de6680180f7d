"""Find a command: a line and what it finds, laid over the page; it must not do what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from tabletop.i18n import N_
from tabletop.ui.look import REGULAR, SEMIBOLD, Look
from tabletop.ui.widgets.palette_search import PaletteRow, found

_TEXT, _HELP, _KEY = range(3)
_WIDTH, _HEIGHT = 760, 440


class Palette(QFrame):
    """A child of the page's window, hidden until opened; the focus goes back to where it was."""

    verb_asked = Signal(str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName("palette")
        self._look = look
        self._page = parent
        self._rows: Sequence[PaletteRow] = ()
        self._recent: Sequence[str] = ()
        self._shown: list[PaletteRow] = []
        self._before: QWidget | None = None
        self.line = _PaletteLine(look, self)
        self.table = _table(look, self)
        self._foot = QLabel(self)
        self._foot.setProperty("rank", "second")
        self._foot.setWordWrap(True)
        self._foot.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([look.px(10)] * 4))
        column.setSpacing(look.px(6))
        column.addWidget(self.line)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot)
        theme = look.theme
        self.setStyleSheet(
            f"QFrame#palette {{ background: {theme.surface}; border: {look.px(2)}px solid {theme.text};"
            f" border-radius: {look.px(4)}px; }}"
        )
        self.line.textChanged.connect(lambda _: self._show())
        self.line.stepped.connect(self._step)
        self.line.done.connect(self._do_marked)
        self.line.left.connect(self.leave)
        self.line.lost.connect(lambda: self._close(gives_back=False))
        self.table.cellClicked.connect(lambda row, _column: self._do(row))
        self.table.currentCellChanged.connect(lambda row, *_: self._explain(row))
        parent.installEventFilter(self)

    def open_with(self, rows: Sequence[PaletteRow], *, recent: Sequence[str] = ()) -> None:
        """Open over the page with what acts here now; `recent` holds ids, the newest first."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._rows, self._recent = rows, recent
        self.line.clear()
        self._show()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close and go back."""
        self._close(gives_back=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the place when the window changes its size."""
        if watched is self._page and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _close(self, *, gives_back: bool) -> None:
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        if gives_back and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def _show(self) -> None:
        self._shown = found(self._rows, self.line.text(), self._recent)
        self.table.setRowCount(len(self._shown))
        for at, row in enumerate(self._shown):
            self._fill(at, row)
        self.table.resizeColumnToContents(_KEY)
        self.table.resizeColumnToContents(_TEXT)
        self.table.scrollToTop()
        self.table.setCurrentCell(0 if self._shown else -1, _TEXT)
        self._explain(self.table.currentRow())

    def _fill(self, at: int, row: PaletteRow) -> None:
        cells = ((row.text, SEMIBOLD), (row.why_not or row.help, REGULAR), (row.key, SEMIBOLD))
        for column, (words, weight) in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setFont(self._look.font(15, weight))
            item.setToolTip(words)
            if row.why_not:
                item.setForeground(self._look.color("text_2"))
            self.table.setItem(at, column, item)

    def _explain(self, at: int) -> None:
        """Say the whole help of the marked row, or why it cannot be done now."""
        look = self._look
        if not self._shown:
            self._foot.setText(look.say(N_("Nothing here is called so. Try another word; Esc leaves.")))
        elif 0 <= at < len(self._shown):
            row = self._shown[at]
            self._foot.setText(row.why_not or row.help)
            self.line.setAccessibleDescription(", ".join(part for part in (row.text, row.key) if part))

    def _step(self, by: int) -> None:
        if self._shown:
            at = max(0, min(len(self._shown) - 1, self.table.currentRow() + by))
            self.table.setCurrentCell(at, _TEXT)

    def _do_marked(self) -> None:
        self._do(self.table.currentRow())

    def _do(self, at: int) -> None:
        """Close first: what is asked may want the focus for itself. A row that cannot be done says why."""
        if not 0 <= at < len(self._shown):
            return
        row = self._shown[at]
        self._explain(at)
        if not row.why_not:
            self._close(gives_back=True)
            self.verb_asked.emit(row.id)

    def _place(self) -> None:
        parent, px = self._page, self._look.px
        width = min(px(_WIDTH), parent.width() - px(40))
        height = min(px(_HEIGHT), parent.height() - px(40))
        self.setGeometry(
            (parent.width() - width) // 2, min(px(60), (parent.height() - height) // 2), width, height
        )


class _PaletteLine(QLineEdit):
    """The search line: arrows mark, Enter does, Esc leaves, Tab stays."""

    stepped = Signal(int)
    done = Signal()
    left = Signal()
    lost = Signal()
    """The focus went elsewhere, by the mouse or another verb."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        words = look.say(N_("Find a command"))
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.setFont(look.font(16))

    def event(self, event: QEvent) -> bool:
        """Keep Tab: there is nothing beside the line to go to."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.stepped.emit(step)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Mark, do or leave."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.done.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the focus left, unless only the window or a menu took it for a while."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.lost.emit()


def _table(look: Look, parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, 3, parent)
    table.setAccessibleName(look.say(N_("Commands")))
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setShowGrid(False)
    table.setStyleSheet(f"QTableView::item {{ padding: 0 {look.px(8)}px; }}")
    table.horizontalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(_HELP, QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(look.px(32))
    return table
