"""Charts and tables to be leafed through: a list at the left, the chosen one at the right; no sums."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tabletop.i18n import N_
from tabletop.services.workplace import FigureCopy
from tabletop.ui.item_models.debrief_rows import RowsModel
from tabletop.ui.item_models.figure_rows import figure_columns, figure_rows
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_table import DebriefTable
from tabletop.ui.widgets.pdf_picture import PdfPicture

_LIST = 260
_EDGE = 16
_LEAST_DRAWING = 540
_ITEM = (14, 8, 7)
"""What a caption of the list keeps clear at the left, at the right, above and below."""


class FigureBrowser(QFrame):
    """A list of figures at the left; at the right the chosen one: drawing, its words, its table below."""

    opened = Signal(str)
    """The id of a table's row on which Enter was pressed, or a double click."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wanted = ""
        self._wanted_row: str | None = None
        self._figures: Sequence[FigureCopy] = ()
        say = look.say
        self.list = QListWidget(self)
        self.list.setAccessibleName(say(N_("Charts and tables")))
        self._body = QWidget(self)
        self._caption = QLabel("", self._body)
        self.drawing = PdfPicture(look, say(N_("Chart, as printed")), self._body)
        self._alternative = QLabel("", self._body)
        self.table: DebriefTable | None = None
        self._scroll = QScrollArea(self)
        self._rows = QVBoxLayout(self._body)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_chosen)

    @property
    def chosen_name(self) -> str:
        """Return which figure is chosen, or is to be once it comes."""
        return self._chosen.name if self._chosen else self._wanted

    @property
    def chosen_row(self) -> str | None:
        """Return which row of its table is chosen, or is to be once it comes."""
        return self.table.selected if self.table is not None else self._wanted_row

    def give_way(self, *, gives_way: bool) -> None:
        """Take the list away, for what stands beside; the chosen row stays in sight of the wider table."""
        if self.list.isHidden() != gives_way:
            self.list.setHidden(gives_way)
            QTimer.singleShot(0, self, self._take_room)  # once the layout has placed everything

    def choose(self, name: str, row: str | None = None) -> None:
        """Choose a figure, and a row of its table, once it comes."""
        self._wanted, self._wanted_row = name, row

    def show_figures(self, figures: Sequence[FigureCopy]) -> None:
        """Show figures; the one that was chosen stays chosen, and so does its row."""
        name, row = self.chosen_name, self.chosen_row
        had_focus = self.table is not None and self.table.hasFocus()
        names = [figure.name for figure in figures]
        self._figures = figures
        was_blocked = self.list.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.list.clear()
        for figure in figures:
            QListWidgetItem(figure.caption, self.list).setSizeHint(self._room_for(figure.caption))
        self.list.setCurrentRow(names.index(name) if name in names else 0)
        self.list.blockSignals(was_blocked)
        self._show_chosen()
        if self.table is not None and self.chosen_name == name:
            self.table.select(row)
            if had_focus:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the drawing as wide as its room."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _chosen(self) -> FigureCopy | None:
        at = self.list.currentRow()
        return self._figures[at] if 0 <= at < len(self._figures) else None

    def _room_for(self, caption: str) -> QSize:
        """Return the room that a caption takes: Qt forgets the edges of the style when it wraps one."""
        px, bar = self._look.px, self.list.verticalScrollBar().sizeHint().width()
        width = px(_LIST) - bar - px(_ITEM[0] + _ITEM[1] + 12)
        wrapped = QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), caption
        return QSize(width, self.list.fontMetrics().boundingRect(*wrapped).height() + px(2 * _ITEM[2]))

    def _show_chosen(self) -> None:
        figure = self._chosen
        if figure is None:
            return
        self._caption.setText(figure.caption)
        self.drawing.setVisible(bool(figure.drawing))
        self.drawing.show_page(figure.drawing)
        self.drawing.setAccessibleDescription(figure.alternative)
        self._alternative.setText(figure.alternative)
        self._alternative.setVisible(bool(figure.alternative))
        self._show_table(figure)
        self._scroll.verticalScrollBar().setValue(0)
        self._arrange()

    def _show_table(self, figure: FigureCopy) -> None:
        """Put the figure's own table in the place of the last one: each has columns of its own."""
        if self.table is not None:
            self._rows.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if not figure.head:
            return
        look = self._look
        self.table = DebriefTable(
            look, RowsModel(look, figure_columns(figure, look)), name=figure.caption, empty=figure.none,
            is_whole=True, parent=self._body,
        )  # fmt: skip
        self._rows.insertWidget(self._rows.count() - 1, self.table)
        self.table.show()
        self.table.show_rows(figure_rows(figure))
        self.table.selectionModel().currentRowChanged.connect(self._keep_in_sight)
        self.table.opened.connect(self.opened)

    def _keep_in_sight(self) -> None:
        """Scroll to the row that the arrows chose: the table is as high as its rows, and scrolls nothing."""
        if self.table is not None and self.table.hasFocus():
            self._scroll_to_row()

    def _take_room(self) -> None:
        self._arrange()
        QTimer.singleShot(0, self, self._scroll_to_row)  # the drawing's new height moves the row

    def _scroll_to_row(self) -> None:
        if self.table is not None:
            row = self.table.visualRect(self.table.currentIndex())
            at = self.table.viewport().mapTo(self._body, row.center())
            self._scroll.ensureVisible(0, at.y(), 0, row.height())

    def _arrange(self) -> None:
        look = self._look
        width = max(self._scroll.viewport().width() - look.px(2 * _EDGE + 2), look.px(_LEAST_DRAWING))
        if self.drawing.isVisibleTo(self):
            self.drawing.setFixedSize(width, self.drawing.height_for(width))

    def _lay_out(self) -> None:
        px = self._look.px
        self.setObjectName("surface")
        self.list.setFixedWidth(px(_LIST))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width for which the captions are wrapped.
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        theme, (left, right, above) = self._look.theme, _ITEM
        self.list.setStyleSheet(
            f"QListWidget {{ border: 3px solid {theme.surface}; }}"
            f"QListWidget::item {{ padding: {px(above)}px {px(right)}px {px(above)}px {px(left)}px; }}"
            f"QListWidget::item:selected {{ background: {theme.selected}; color: {theme.text};"
            f" border-left: {px(4)}px solid {theme.chosen_fill}; padding-left: {px(left - 4)}px; }}"
            f"QListWidget:focus {{ border-color: {theme.focus}; }}"
        )
        self._scroll.setObjectName("figure")
        self._scroll.setStyleSheet(f"QScrollArea#figure {{ border-left: 1px solid {theme.border}; }}")
        self._caption.setProperty("rank", "title")
        self._alternative.setProperty("rank", "second")
        for label in (self._caption, self._alternative):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._rows.setContentsMargins(px(_EDGE), px(8), px(_EDGE), px(8))
        self._rows.setSpacing(px(8))
        for widget in (self._caption, self.drawing, self._alternative):
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setWidget(self._body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._scroll, 1)
