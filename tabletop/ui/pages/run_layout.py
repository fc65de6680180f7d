"""Where the parts of Run stand: three columns, or two with tabs below 1200 pixels; no state of play."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tabletop.domain.plan.scenario import Scenario
from tabletop.i18n import N_
from tabletop.ui.item_models.log_entries import LogModel
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.action_list import ActionList, grade_heads
from tabletop.ui.widgets.at_hand import AtHand
from tabletop.ui.widgets.countdown_list import CountdownList
from tabletop.ui.widgets.decision_entry import DecisionEntry
from tabletop.ui.widgets.form import Form
from tabletop.ui.widgets.late_list import LateList
from tabletop.ui.widgets.log_list import LogList
from tabletop.ui.widgets.msel_table import MselTable
from tabletop.ui.widgets.msel_timeline import MselTimeline
from tabletop.ui.widgets.phase_strip import PhaseStrip
from tabletop.ui.widgets.player_panel import PlayerPanel
from tabletop.ui.widgets.readiness_panel import ReadinessPanel
from tabletop.ui.widgets.run_header import RunHeader
from tabletop.ui.widgets.standby_card import StandbyCard
from tabletop.ui.widgets.strip import Strip
from tabletop.ui.widgets.view_bar import ViewBar

_ACTIONS, _LATE, _LOG, _AT_HAND = range(4)
_UNBOUND = 16_777_215
"""Qt's greatest height of a widget."""
_MOST_COUNTDOWNS = 4 * 32 + 26
"""Height of four countdowns and the line that counts the rest."""


class RunLayout(QWidget):
    """Owns the widgets; `show_gate`, `show_form` and `arrange` say which of them are seen.

    In a replay nothing can be typed or done: what only acts is not seen, what grades is locked.
    """

    def __init__(
        self, look: Look, scenario: Scenario, msel: MselModel, *,
        log: LogModel, now_ns: Callable[[], int], parent: QWidget, is_replay: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._is_replay = is_replay
        self.form: Form | PlayerPanel | None = None
        """A form, or the panel of the player display."""
        self._room: Room | None = None
        self._is_compact = self._is_low = False
        self.is_at_hand = False
        """What is at hand is seen."""
        self.header = RunHeader(look, scenario.timezone, self, is_replay=is_replay)
        self.table = MselTable(look, msel, self, now_ns=now_ns)
        self.card = StandbyCard(look, self)
        self.action_list = ActionList(look, self, is_read_only=is_replay)
        self.view_bar = ViewBar(look, self)
        self.phases = PhaseStrip(look, self.view_bar)
        self.timeline = MselTimeline(look, scenario, self, now_ns=now_ns)
        self.countdowns = CountdownList(look, parent=self)
        self.late = LateList(look, parent=self)
        self.log = LogList(look, log, self)
        self.at_hand = AtHand(look, self, is_read_only=is_replay)
        self.readiness = ReadinessPanel(look, scenario, self)
        self.strip = Strip(look, self)
        self.entry = DecisionEntry(look, self)
        self._tab_row = QFrame(self)
        self._tabs = QTabBar(self._tab_row)
        self._grades = grade_heads(look, self._tab_row)
        self._lower = QStackedWidget(self)
        self._middle = QStackedWidget(self)
        self.views = QStackedWidget(self)
        self._right = QStackedWidget(self)
        self._live, self._pressing = QFrame(self._right), QFrame(self)
        self._foot = QFrame(self)
        self.countdowns.height_changed.connect(self._fit_side)
        self._lay_out()

    # What is seen ---------------------------------------------------------------------------------

    def show_gate(self, *, is_before: bool) -> None:
        """Show the readiness gate in place of card and log before STARTEX."""
        self._is_before = is_before
        if self.form is None:
            self._middle.setCurrentWidget(self.readiness if is_before else self._play)
        self._right.setVisible((not is_before or self.is_at_hand) and not self._is_compact)
        self._foot.setVisible(not is_before and not self._is_replay)

    @property
    def has_room_at_hand(self) -> bool:
        """Tell whether there is a place for what is at hand: beside the gate only in a wide window."""
        return not (self._is_before and self._is_compact)

    def show_form(self, form: Form | PlayerPanel | None) -> None:
        """Put a form or a panel over the card and the actions; None brings them back."""
        old, self.form = self.form, form
        if form is not None:
            self._middle.addWidget(form)
            self._middle.setCurrentWidget(form)
        if old is not None:
            self._middle.removeWidget(old)
            old.deleteLater()
        if form is None:
            self.show_gate(is_before=self._is_before)
        self._keep_form_clear()

    def show_actions(self) -> None:
        """Bring the actions to the front of the tabs."""
        if self._is_compact:
            self._tabs.setCurrentIndex(_ACTIONS)

    def show_view(self, view: str) -> None:
        """Show the injects as a list or on the line of time."""
        shown = self.timeline if view == "timeline" else self.table
        self.views.setCurrentWidget(shown)
        self.view_bar.show_view(view)
        self.view_bar.show_following(shown.is_following)
        shown.follow()

    @property
    def view(self) -> str:
        """Return which of the two is shown."""
        return "timeline" if self.views.currentWidget() is self.timeline else "list"

    def show_at_hand(self, *, is_on: bool) -> None:
        """Put what is at hand in the place of late list and log, or take it away."""
        self.is_at_hand = is_on
        if self._room is None:
            return  # `arrange` follows
        if self._is_compact:
            self._tabs.setCurrentIndex(_AT_HAND if is_on else _ACTIONS)
        else:
            self._right.setCurrentWidget(self.at_hand if is_on else self._live)
        self.show_gate(is_before=self._is_before)

    def focus_work(self) -> None:
        """Put the focus where work goes on: in the log line, or in a replay on the injects."""
        if self._is_replay:
            shown = self.timeline if self.view == "timeline" else self.table
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.entry.focus_line()

    @property
    def has_log_focus(self) -> bool:
        """Tell whether the focus is in the log or its search."""
        focus = self.window().focusWidget()
        return focus is not None and self.log.isAncestorOf(focus)

    def show_log(self) -> None:
        """Bring the log to the front."""
        self.show_at_hand(is_on=False)
        if self._is_compact:
            self._tabs.setCurrentIndex(_LOG)

    def show_counts(self, late: int, entries: int) -> None:
        """Write the counts on the tabs."""
        say = self._look.say
        for tab, words in (
            (_ACTIONS, say(N_("Actions"))),
            (_LATE, say(N_("Late {n}"), n=late)),
            (_LOG, say(N_("Log {n}"), n=entries)),
            (_AT_HAND, say(N_("At hand"))),
        ):  # fmt: skip
            if self._tabs.tabText(tab) != words:
                self._tabs.setTabText(tab, words)
                self._tabs.updateGeometry()  # Qt itself does not while the tabs are hidden
        for tab in (_ACTIONS, _LATE, _LOG, _AT_HAND):
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
        width = self.width() if is_whole else self.views.width()
        self.strip.setGeometry(0, self._foot.y() - height, width, height)
        self.strip.raise_()
        self._keep_form_clear()

    def _keep_form_clear(self) -> None:
        """End an open form above a strip that lies over the whole width: its buttons stand at its foot."""
        lies_over = self._is_compact and not self.strip.isHidden() and self.strip.width() == self.width()
        below = self.strip.height() if lies_over and self.form is not None else 0
        self._middle.setContentsMargins(0, 0, 0, below)

    def arrange(self, room: Room, *, is_low: bool = False) -> None:
        """Give the window two columns with tabs, or three; where it is low, leave out the card."""
        if (room, is_low) == (self._room, self._is_low):
            return
        self._room, self._is_low = room, is_low
        compact = self._is_compact = room != "wide"
        for part in (
            self.header,
            self.view_bar,
            self.table,
            self.card,
            self.entry,
            self.action_list,
            self.strip,
        ):
            part.set_room(room)
        self.views.setFixedWidth(self.table.width())
        self._tab_row.setVisible(compact)
        foot = self._foot.layout()
        assert isinstance(foot, QVBoxLayout)  # noqa: S101 - laid out once
        foot.removeWidget(self.strip)
        if compact:
            self.strip.setParent(self)
            self.strip.hide()
        else:
            foot.insertWidget(0, self.strip)
            self.strip.setHidden(self._is_replay)
        foot.invalidate()  # else the foot keeps the height of both until a word on it changes
        self._foot.updateGeometry()
        self._place_side(compact=compact)
        wanted = self.action_list.wanted_height(3 if room == "tight" else 4)
        self.card.setHidden(is_low)
        self._lower.setMinimumHeight(0 if is_low else wanted)
        self._lower.setMaximumHeight(_UNBOUND if is_low else wanted)
        self._fit_side()
        self.show_gate(is_before=self._is_before)
        self._keep_form_clear()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the side anew."""
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        """Leave each of countdowns, late list and log its room."""
        if self._is_compact:
            above = self.header.height() + self._tab_row.height()
            room = self.height() - above if self._is_low else self._lower.height()
            self.countdowns.set_room(room - self.late.least)
            self.late.set_room(room - self.countdowns.taken)
        else:
            self.countdowns.set_room(self._look.px(_MOST_COUNTDOWNS))
            self.late.set_room(self._right.height() * 2 // 5)

    def _place_side(self, *, compact: bool) -> None:
        """Put late list, log and what is at hand into tabs, or into a column of their own."""
        if compact:
            for widget in (self.action_list, self._pressing, self.log, self.at_hand):
                self._lower.addWidget(widget)
            self._tabs.setCurrentIndex(_AT_HAND if self.is_at_hand else min(self._tabs.currentIndex(), _LOG))
            self._show_tab(self._tabs.currentIndex())
            return
        self._lower.addWidget(self.action_list)
        column = self._live.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - laid out once
        for widget, stretch in ((self._pressing, 0), (self.log, 1)):
            column.addWidget(widget, stretch)
            widget.show()
        self._right.addWidget(self.at_hand)
        self._right.setCurrentWidget(self.at_hand if self.is_at_hand else self._live)
        self.action_list.show()

    # Building -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        px = self._look.px
        self._is_before = True
        self._play = QFrame(self)
        self._play.setObjectName("surface")
        middle = QVBoxLayout(self._play)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for tab in (N_("Actions"), N_("Late {n}"), N_("Log {n}"), N_("At hand")):
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
        self._lay_out_side()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.strip)
        foot.addWidget(self.entry)
        self._stack_rows()
        if self._is_replay:
            self.card.set_read_only()
            self.readiness.setEnabled(False)
            self.entry.setEnabled(False)

    def _lay_out_side(self) -> None:
        """Stack what presses and the log, in a column that what is at hand may take."""
        for frame in (self._live, self._pressing):
            column = QVBoxLayout(frame)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            frame.setObjectName("surface")
        for widget in (self.countdowns, self.late):
            column.addWidget(widget)
        self._right.addWidget(self._live)
        self._right.setFixedWidth(self._look.px(278))

    def _stack_rows(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        self.view_bar.set_middle(self.phases)
        left.addWidget(self.view_bar)
        left.addWidget(self.views, 1)
        for view in (self.table, self.timeline):
            self.views.addWidget(view)
        body.addLayout(left)
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
            self.is_at_hand = index == _AT_HAND
            self._lower.setCurrentIndex(index)
            self._grades.setVisible(index == _ACTIONS)
