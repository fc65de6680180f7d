"""The first tab: score, objectives and the timeline of the paper, all of it scrolled; it must not compute."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_rows import RowsModel
from tabletop.ui.item_models.debrief_score import OBJECTIVES, method
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_table import DebriefTable
from tabletop.ui.widgets.pdf_picture import PdfPicture
from tabletop.ui.widgets.score_panel import ScorePanel

_PANEL, _SIDE_BY_SIDE, _FLAT = 404, 1_180, 760
_STEPS = (900, 600)
_LEAST_PICTURE = 860
"""Below this width the letters of the drawing would be under 14 pixels: it is then scrolled."""
_SHRINK = 0.86
"""How much smaller than its width allows the drawing may be, so that a usual window shows all at once."""


class ScoreSummary(QScrollArea):
    """Score at the left of the objectives, above them where the window is narrow; the timeline below."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        say = look.say
        self.panel = ScorePanel(look, self)
        self.objectives = DebriefTable(
            look,
            RowsModel(look, OBJECTIVES),
            name=say(N_("Objectives")),
            steps=_STEPS,
            is_whole=True,
            parent=self,
        )
        self.timeline = PdfPicture(look, say(N_("Timeline, as printed")), self)
        self._strip = QScrollArea(self)
        self._method = QLabel(method(look), self)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body = QWidget(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._body)
        self._lay_out()

    def show_timeline(self, page: bytes) -> None:
        """Show the run on one strip."""
        self.timeline.show_page(page)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give everything its place anew."""
        super().resizeEvent(event)
        self._arrange()

    def _show_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        """Scroll to the objective that the arrows came to: the table itself does not scroll."""
        row = self.objectives.visualRect(index).translated(0, self.objectives.viewport().y())
        middle = self.objectives.mapTo(self._body, row.center())
        self.ensureVisible(0, middle.y(), 0, row.height())

    def _arrange(self) -> None:
        """Stand side by side or one above the other, and give the drawing its height."""
        px, ways = self._look.px, QBoxLayout.Direction
        is_wide = self.viewport().width() >= px(_SIDE_BY_SIDE)
        self.panel.set_flat(is_flat=not is_wide and self.viewport().width() >= px(_FLAT))
        self._top.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self.panel.setMinimumWidth(px(_PANEL) if is_wide else 0)
        self.panel.setMaximumWidth(px(_PANEL) if is_wide else 16_777_215)
        room = self.viewport().width() - 2 * px(16)
        self.timeline.setMinimumWidth(_LEAST_PICTURE)
        high = self.timeline.height_for(max(room, _LEAST_PICTURE))
        if room < _LEAST_PICTURE:
            high += self._strip.horizontalScrollBar().sizeHint().height()
        elif is_wide:
            high = int(high * _SHRINK)
        self._strip.setMinimumHeight(high)

    def _lay_out(self) -> None:
        line = QFrame(self._body)
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {self._look.theme.border};")
        self._top.setSpacing(0)
        self._top.addWidget(self.panel)
        self._top.addWidget(self._objectives_side(), 1)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._top)
        rows.addWidget(line)
        rows.addLayout(self._timeline_part(), 1)

    def _objectives_side(self) -> QFrame:
        px = self._look.px
        side = QFrame(self._body)
        side.setObjectName("scoreright")
        side.setStyleSheet(f"QFrame#scoreright {{ border-left: 1px solid {self._look.theme.border}; }}")
        self.objectives.selectionModel().currentRowChanged.connect(self._show_row)
        self._method.setProperty("rank", "second")
        self._method.setWordWrap(True)
        self._method.setTextFormat(Qt.TextFormat.PlainText)
        self._method.setContentsMargins(px(20), px(4), px(20), px(4))
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.objectives)
        column.addWidget(self._method)
        column.addStretch(1)
        return side

    def _timeline_part(self) -> QVBoxLayout:
        px = self._look.px
        title = QLabel(self._look.say(N_("TIMELINE")), self._body)
        title.setProperty("rank", "head")
        title.setContentsMargins(px(8), px(3), 0, px(1))
        self._strip.setWidget(self.timeline)
        self._strip.setWidgetResizable(True)
        self._strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout()
        rows.setContentsMargins(px(16), 0, px(16), px(4))
        rows.setSpacing(0)
        rows.addWidget(title)
        rows.addWidget(self._strip, 1)
        return rows
