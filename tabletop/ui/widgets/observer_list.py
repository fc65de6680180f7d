"""The entries of a logbook, newest first: one row each, struck where it does not stand; it must not act."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tabletop.i18n import N_
from tabletop.ui.item_models.log_entries import EntryRole
from tabletop.ui.item_models.observer_entries import STATES, ObserverEntry, ObserverModel
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.observer_choices import tall

ROW, TALL_ROW = 34, 54
_NARROW = 560
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Delegate(QStyledItemDelegate):
    """Paints one line; in a narrow list the text takes a line of its own."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look
        self._view = parent

    @property
    def is_narrow(self) -> bool:
        """Tell whether one line has no room for everything."""
        return self._view.viewport().width() < self._look.px(_NARROW)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Return the height of a row."""
        return QSize(self._view.viewport().width(), self._look.px(TALL_ROW if self.is_narrow else ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one entry."""
        look, px = self._look, self._look.px
        entry: ObserverEntry = index.data(EntryRole)
        rect: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, look.color("selected" if is_selected else "surface"))
        painter.setPen(look.color("row_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_selected and self._view.hasFocus():
            painter.setPen(look.color("focus"))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        inner = QRectF(rect).adjusted(px(16), 0, -px(12), 0)
        if self.is_narrow:
            inner.setHeight(px(28))
            text = inner.translated(0, px(23))
        else:
            text = QRectF()
        second = look.color("text" if is_selected or look.theme.name == "contrast" else "text_2")
        self._paint_line(painter, inner, text, entry=entry, second=second)
        painter.restore()

    def _paint_line(
        self, painter: QPainter, line: QRectF, below: QRectF, *, entry: ObserverEntry, second: object
    ) -> None:
        look, px = self._look, self._look.px
        state = self._paint_state(painter, line, entry)
        line.setRight(state)
        x: float = line.left()
        parts: list[tuple[str, int, object, object]] = [
            (entry.time, px(72), REGULAR, second),
            (entry.kind, px(112), BOLD, look.color("text")),
            (entry.cell, px(96), REGULAR, second),
        ]
        if below.isEmpty():
            inject = max(px(44), look.width(entry.inject, 15, SEMIBOLD) + px(8))
            place = QRectF(line.right() - inject, line.top(), inject, line.height())
            self._draw(painter, place, entry.inject, SEMIBOLD, look.color("text"))
            below = QRectF(line.left(), line.top(), line.width() - inject, line.height())
            for words, room, weight, ink in parts:
                self._draw(painter, QRectF(x, line.top(), room - px(6), line.height()), words, weight, ink)
                x += room
            below.setLeft(x)
        else:
            for words, weight, ink in (
                *((words, weight, ink) for words, _, weight, ink in parts), (entry.inject, SEMIBOLD, second)
            ):  # fmt: skip
                place = QRectF(x, line.top(), max(0.0, line.right() - x), line.height())
                taken = self._draw(painter, place, words, weight, ink)
                x += taken + (px(9) if words else 0)
        ink = look.color("text") if entry.stands else second
        self._draw(painter, below, entry.text, REGULAR, ink, is_struck=not entry.stands)

    def _paint_state(self, painter: QPainter, line: QRectF, entry: ObserverEntry) -> float:
        """Paint icon and word of the state at the right; return where they begin."""
        look, px = self._look, self._look.px
        words = [STATES[state][0] for state in ("local", "given")]
        usual = (*map(look.say, words), entry.state_words)
        shown = usual[2:] if self.is_narrow else usual  # below one another only where all is one line
        widest = max(look.width(words, 15, SEMIBOLD) for words in shown)
        left = line.right() - widest - px(24)
        icon = QRectF(left, line.center().y() - px(7), px(14), px(14))
        ink = look.color("closed_ink" if entry.state == "given" else "text")
        look.paint_icon(painter, STATES[entry.state][1], icon, ink)
        place = QRectF(left + px(21), line.top(), widest + px(4), line.height())
        self._draw(painter, place, entry.state_words, SEMIBOLD, look.color("text"))
        return left - px(8)

    def _draw(
        self, painter: QPainter, place: QRectF, words: str, weight: object, ink: object, *,
        is_struck: bool = False,
    ) -> float:  # fmt: skip
        font = self._look.font(15, weight)  # type: ignore[arg-type]
        font.setStrikeOut(is_struck)
        painter.setFont(font)
        painter.setPen(ink)
        flat = " ".join(words.split())
        shown = painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, int(_LEFT), shown)
        return float(painter.fontMetrics().horizontalAdvance(shown))


class _View(QListView):
    """A list of whole rows that Esc leaves, and whose Enter means to correct."""

    left = Signal()
    entered = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show no half row at the bottom."""
        super().resizeEvent(event)
        row = max(1, self.sizeHintForRow(0))
        rest = self.height() % row if self.height() > row else 0
        if self.viewportMargins().bottom() != rest:
            self.setViewportMargins(0, 0, 0, rest)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave or correct."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        else:
            super().keyPressEvent(event)


class ObserverList(QFrame):
    """The rows, or what to do while there is none; below them what can be done with the chosen one."""

    verb_asked = Signal(str)
    left = Signal()

    def __init__(self, look: Look, model: ObserverModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._model = model
        self.view = _View(self)
        self.view.setModel(model)
        model.setParent(self.view)  # else Python may collect it on another thread
        self.view.setItemDelegate(_Delegate(look, self.view))
        self.view.setAccessibleName(look.say(N_("Entries")))
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._empty = QLabel("", self)
        self._acts = QWidget(self)
        self._lay_out()
        self.view.left.connect(self.left)
        self.view.entered.connect(lambda: self.verb_asked.emit("observer-correct"))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._show_acts())
        model.modelReset.connect(self._show_acts)

    @property
    def selected(self) -> ObserverEntry | None:
        """Return the chosen line."""
        index = self.view.currentIndex()
        chosen = self.view.selectionModel().isSelected(index)
        return index.data(EntryRole) if index.isValid() and chosen else None

    @property
    def latest(self) -> ObserverEntry | None:
        """Return the newest line that can be corrected: it is meant where none is chosen."""
        return next((entry for entry in self._model.entries if entry.is_noted), None)

    def select(self, seq: int | None) -> None:
        """Choose the line of a row, or none."""
        at = next((at for at, entry in enumerate(self._model.entries) if entry.seq == seq), None)
        if at is None:
            self.view.clearSelection()
        else:
            self.view.setCurrentIndex(self._model.index(at, 0))

    def enter(self) -> None:
        """Put the focus on the chosen line, else on the newest."""
        if self._model.entries:
            if self.selected is None:
                self.view.setCurrentIndex(self._model.index(0, 0))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_empty(self, words: str) -> None:
        """Say what to do where there is no entry yet; "" shows the entries."""
        self._empty.setText(words)
        self._stack.setCurrentIndex(0 if words else 1)

    def _show_acts(self) -> None:
        selected = self.selected
        self._acts.setVisible(selected is not None and selected.is_noted)

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        self._empty.setWordWrap(True)
        self._empty.setProperty("rank", "second")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(px(16), px(10), px(16), px(10))
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(px(16), px(4), px(12), px(4))
        row.setSpacing(px(8))
        row.addStretch(1)
        for verb, words in (("observer-correct", N_("Correct")), ("observer-withdraw", N_("Withdraw"))):
            button = KeyedButton(look, look.say(words), look.key(verb), parent=self._acts)
            button.clicked.connect(lambda _=False, verb=verb: self.verb_asked.emit(verb))
            row.addWidget(button)
        self._acts.setStyleSheet(tall(look))
        self._acts.hide()
        rows = QWidget(self)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._acts)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(rows)
