"""Where the parts of the debrief stand: tabs, the part shown, a form at its right, message and foot."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_foot import FootBar, MessageLine
from tabletop.ui.widgets.debrief_lists import ActionsTab, DecisionsTab, FindingsTab
from tabletop.ui.widgets.debrief_side import SidePanel
from tabletop.ui.widgets.debrief_table import DebriefTable
from tabletop.ui.widgets.debrief_tabs import DebriefTabs
from tabletop.ui.widgets.score_summary import ScoreSummary

SUMMARY, REPLAY, FIGURES, ACTIONS, FINDINGS, PLAN, DECISIONS, PRINTS = range(8)
_FORM, _WIDE, _LEAST_BESIDE, _LEAST_BESIDE_WIDE = 430, 470, 560, 800
"""Widths of what stands at the right; where less than the third is left beside it, it stands alone, and
where less than the last, it is no wider than a form."""


class DebriefLayout(QWidget):
    """Owns the widgets; says which of them are seen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._beside: QWidget | None = None
        self._wants_room = False
        self.tabs = DebriefTabs(look, self)
        self.summary = ScoreSummary(look, self)
        self.grades = ActionsTab(look, self)
        self.findings = FindingsTab(look, self)
        self.decisions = DecisionsTab(look, self)
        self.tables: dict[int, DebriefTable] = {
            SUMMARY: self.summary.objectives, ACTIONS: self.grades.table, FINDINGS: self.findings.table,
            DECISIONS: self.decisions.table,
        }  # fmt: skip
        """The tables by their tab; the other tabs hold more than a table."""
        self._parts: list[QWidget] = []
        self._stack = QStackedWidget(self)
        self._empty = self._empty_card()
        self._middle = QHBoxLayout()
        self.message = MessageLine(look, self)
        self.foot = FootBar(look, self)
        self._lay_out()
        self.tabs.chosen.connect(self._show_part)

    @property
    def tab(self) -> int:
        """Return which tab is open."""
        return self.tabs.bar.currentIndex()

    @property
    def table(self) -> DebriefTable | None:
        """Return the table of the open tab, if it is one."""
        return self.tables.get(self.tab)

    @property
    def side(self) -> SidePanel | None:
        """Return the form at the right, if one stands there."""
        return self._beside if isinstance(self._beside, SidePanel) else None

    def place(self, more: Mapping[int, QWidget]) -> None:
        """Put the parts that are more than a table behind their tabs."""
        tables = {
            SUMMARY: self.summary, ACTIONS: self.grades, FINDINGS: self.findings, DECISIONS: self.decisions,
        }  # fmt: skip
        self._parts = [part for _, part in sorted({**tables, **more}.items())]
        for at, part in enumerate(self._parts):
            self._stack.insertWidget(at, part)

    def show_empty(self, *, is_empty: bool) -> None:
        """Say that there is nothing to evaluate yet, or show the parts."""
        self._stack.setCurrentIndex(len(self._parts) if is_empty else self.tab)
        self._show_foot()
        self.tabs.setEnabled(not is_empty)
        self.foot.set_open(is_open=not is_empty)

    def show_side(self, side: QWidget | None, *, wants_room: bool = False) -> None:
        """Put a form or what is behind a number at the right; None takes it away."""
        old, self._beside = self._beside, side
        self._wants_room = wants_room
        if old is not None:
            self._middle.removeWidget(old)
            old.hide()
            old.deleteLater()
        if side is not None:
            self._middle.addWidget(side)
            side.show()
        self._lead()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the form stand beside the part, or alone."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px = self._look.px
        is_alone = self._beside is not None and self.width() - px(_FORM) < px(_LEAST_BESIDE)
        self._stack.setVisible(not is_alone)
        if self._beside is not None:
            has_room = self._wants_room and self.width() - px(_WIDE) >= px(_LEAST_BESIDE_WIDE)
            width = px(_WIDE if has_room else _FORM)
            self._beside.setMinimumWidth(0 if is_alone else width)
            self._beside.setMaximumWidth(16_777_215 if is_alone else width)

    def _show_part(self, at: int) -> None:
        if self._stack.currentWidget() is not self._empty:
            self._stack.setCurrentIndex(at)
        self._show_foot()
        self._lead()

    def _show_foot(self) -> None:
        """Take the acts away where the exercise is only looked at, which needs the room too."""
        self.foot.setVisible(self.tab != REPLAY or self._stack.currentWidget() is self._empty)

    def _lead(self) -> None:
        """Leave the one blue act to an open form, or to the papers."""
        self.foot.set_leading(leads=self.side is None and self.tab != PRINTS)

    def _empty_card(self) -> QWidget:
        card = QFrame(self)
        card.setObjectName("surface")
        column = QVBoxLayout(card)
        column.addStretch(1)
        for words, rank in (
            (N_("There is nothing to evaluate yet."), "title"),
            (
                N_("Begin the exercise (STARTEX) on the Run screen; what is assessed there appears here."),
                "second",
            ),
        ):
            label = QLabel(self._look.say(words), card)
            label.setProperty("rank", rank)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(2)
        return card

    def _lay_out(self) -> None:
        self._stack.addWidget(self._empty)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addLayout(self._middle, 1)
        column.addWidget(self.message)
        column.addWidget(self.foot)
