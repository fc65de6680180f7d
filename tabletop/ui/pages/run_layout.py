"""Where the parts of Run stand: three columns, or two with tabs below 1200 pixels; no state of play."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tabletop.domain.plan.scenario import Scenario
from tabletop.i18n import N_
from tabletop.ui.item_models.log_entries import LogModel
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.action_list import ActionList, grade_heads
from tabletop.ui.widgets.decision_entry import DecisionEntry
from tabletop.ui.widgets.form import Form
from tabletop.ui.widgets.late_list import LateList
from tabletop.ui.widgets.log_list import LogList
from tabletop.ui.widgets.msel_table import MselTable
from tabletop.ui.widgets.readiness_panel import ReadinessPanel
from tabletop.ui.widgets.run_header import RunHeader
from tabletop.ui.widgets.standby_card import StandbyCard
from tabletop.ui.widgets.strip import Strip

_ACTIONS, _LATE, _LOG = range(3)


class RunLayout(QWidget):
    """Owns the widgets; `show_gate`, `show_form` and `arrange` say which of them are seen."""

    def __init__(
        self, look: Look, scenario: Scenario, msel: MselModel, *, log: LogModel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.form: Form | None = None
        self._room: Room | None = None
        self._is_compact = False
        self.header = RunHeader(look, scenario.timezone, self)
        self.table = MselTable(look, msel, self)
        self.card = StandbyCard(look, self)
        self.action_list = ActionList(look, self)
        self.late = LateList(look, parent=self)
        self.log = LogList(look, log, self)
        self.readiness = ReadinessPanel(look, scenario, self)
        self.strip = Strip(look, self)
        self.entry = DecisionEntry(look, self)
        self._tab_row = QFrame(self)
        self._tabs = QTabBar(self._tab_row)
        self._grades = grade_heads(look, self._tab_row)
        self._lower = QStackedWidget(self)
        self._middle = QStackedWidget(self)
        self._right = QFrame(self)
        self._foot = QFrame(self)
        self._lay_out()

    # What is seen ---------------------------------------------------------------------------------

    def show_gate(self, *, is_before: bool) -> None:
        """Show the readiness gate in place of card and log before STARTEX."""
        self._is_before = is_before
        if self.form is None:
            self._middle.setCurrentWidget(self.readiness if is_before else self._play)
        self._right.setVisible(not is_before and not self._is_compact)
        self._foot.setVisible(not is_before)

    def show_form(self, form: Form | None) -> None:
        """Put a form over the card and the actions; None brings them back."""
        old, self.form = self.form, form
        if form is not None:
            self._middle.addWidget(form)
            self._middle.setCurrentWidget(form)
        if old is not None:
            self._middle.removeWidget(old)
            old.deleteLater()
        if form is None:
            self.show_gate(is_before=self._is_before)

    def show_actions(self) -> None:
        """Bring the actions to the front of the tabs."""
        if self._is_compact:
            self._tabs.setCurrentIndex(_ACTIONS)

    def show_counts(self, late: int, entries: int) -> None:
        """Write the counts on the tabs."""
        say = self._look.say
        for tab, words in (
            (_ACTIONS, say(N_("Actions"))),
            (_LATE, say(N_("Late {n}"), n=late)),
            (_LOG, say(N_("Log {n}"), n=entries)),
        ):  # fmt: skip
            if self._tabs.tabText(tab) != words:
                self._tabs.setTabText(tab, words)
        for tab in (_ACTIONS, _LATE, _LOG):
            is_late = tab == _LATE and late
            self._tabs.setTabTextColor(tab, self._look.color("late_ink" if is_late else "text"))

    def show_strip(self, *, is_plain: bool) -> None:
        """Let the strip lie over the last rows of a narrow table, and only where it says something new."""
        if not self._is_compact:
            return
        self.strip.setVisible(not is_plain and not self._foot.isHidden())
        height = self.strip.height()
        # A trouble must be read whole; a receipt leaves the actions free.
        is_whole = self._room == "tight" or self.strip.rank == "trouble"
        width = self.width() if is_whole else self.table.width()
        self.strip.setGeometry(0, self._foot.y() - height, width, height)
        self.strip.raise_()

    def arrange(self, room: Room) -> None:
        """Give the window two columns with tabs, or three."""
        if room == self._room:
            return
        self._room = room
        compact = self._is_compact = room != "wide"
        for part in (self.header, self.table, self.card, self.entry, self.action_list, self.strip):
            part.set_room(room)
        self._tab_row.setVisible(compact)
        foot = self._foot.layout()
        assert isinstance(foot, QVBoxLayout)  # noqa: S101 - laid out once
        foot.removeWidget(self.strip)
        if compact:
            self.strip.setParent(self)
        else:
            foot.insertWidget(0, self.strip)
            self.strip.show()
        if compact:
            for widget in (self.action_list, self.late, self.log):
                self._lower.addWidget(widget)
            self._show_tab(self._tabs.currentIndex())
        else:
            self._lower.addWidget(self.action_list)
            column = self._right.layout()
            assert column is not None  # noqa: S101 - laid out once
            for widget in (self.late, self.log):
                column.addWidget(widget)
                widget.show()
            self.action_list.show()
        self._lower.setFixedHeight(self.action_list.wanted_height(3 if room == "tight" else 4))
        self.show_gate(is_before=self._is_before)

    # Building -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        px = self._look.px
        self._is_before = True
        self._play = QFrame(self)
        self._play.setObjectName("surface")
        middle = QVBoxLayout(self._play)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for tab in (N_("Actions"), N_("Late {n}"), N_("Log {n}")):
            self._tabs.addTab(self._look.say(tab, n=0))
        self._tab_row.setObjectName("band")
        self._tab_row.setFixedHeight(px(34))
        tabs = QHBoxLayout(self._tab_row)
        tabs.setContentsMargins(0, 0, px(18), 0)
        tabs.addWidget(self._tabs)
        tabs.addStretch(1)
        tabs.addWidget(self._grades)
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setAccessibleName(self._look.say(N_("Actions, late ones, log")))
        self._tabs.currentChanged.connect(self._show_tab)
        middle.addWidget(self.card, 1)
        middle.addWidget(self._line())
        middle.addWidget(self._tab_row)
        middle.addWidget(self._lower)
        self._middle.setMinimumWidth(px(300))  # else the widest page of all would push the table
        self._middle.addWidget(self.readiness)
        self._middle.addWidget(self._play)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._right.setObjectName("surface")
        self._right.setFixedWidth(px(278))
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.strip)
        foot.addWidget(self.entry)
        self._stack_rows()

    def _stack_rows(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.table)
        body.addWidget(self._line(vertical=True))
        body.addWidget(self._middle, 1)
        body.addWidget(self._line(vertical=True))
        body.addWidget(self._right)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addLayout(body, 1)
        rows.addWidget(self._foot)

    def _line(self, *, vertical: bool = False) -> QFrame:
        line = QFrame(self)
        line.setStyleSheet(f"background: {self._look.theme.border};")
        if vertical:
            line.setFixedWidth(1)
        else:
            line.setFixedHeight(1)
        line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return line

    def _show_tab(self, index: int) -> None:
        if self._is_compact:
            self._lower.setCurrentIndex(index)
            self._grades.setVisible(index == _ACTIONS)
