"""Where the parts of the observers' screen stand: tabs, loud bar, table, panel, strip; it wires nothing."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.stations import STATIONS
from tabletop.ui.look import Look
from tabletop.ui.widgets.agreement_panel import AgreementPanel
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.debrief_lists import ListTab
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.observers_strip import ObserversStrip
from tabletop.ui.widgets.observers_tabs import ObserversTabs

STATIONS_TAB, AGREEMENT_TAB = range(2)
_SIDE, _LEAST_BESIDE, _AMPLE_BESIDE = 420, 560, 900
"""Width of a panel; where less than the second is left beside it, it stands alone; it stands there unasked
only where the third is left."""


class StationsTab(ListTab):
    """The acts on stations, and the table of them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        empty = look.say(N_("No station is left under this filter."))
        super().__init__(look, STATIONS, name=look.say(N_("Stations")), empty=empty, parent=parent)
        say = look.say
        self.merge = self.button(say("Merge logbooks"), "merge")
        self.issue = self.button(say("Issue a logbook"), "issue-logbook", icon="plus")
        self.mark = self.button(say("Clock mark"), "clock-mark")
        self.offset = self.button(say("Clock offset"), "set-offset")

    def show_next_mark(self, number: int) -> None:
        """Say on the button which mark comes next, so that it can be called out before it is pressed."""
        self.mark.set_words(self._look.say(N_("Clock mark {n}"), n=number))


class AlarmBar(QFrame):
    """Two laptops conducted at the same time: nobody may overlook that."""

    choose_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alarm")
        self.words = QLabel("", self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("rank", "strong")
        icon, side = QLabel(self), look.px(20)
        icon.setPixmap(look.icon("warning", "late_on").pixmap(side, side))
        self.choose = KeyedButton(look, look.say(N_("Choose")), look.key("choose-chain"), parent=self)
        self.choose.clicked.connect(self.choose_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(20), look.px(5), look.px(12), look.px(5))
        row.setSpacing(look.px(10))
        row.addWidget(icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.choose)
        theme = look.theme
        self.setStyleSheet(
            f"QFrame#alarm {{ background: {theme.late_fill}; }}"
            f"QFrame#alarm QLabel {{ color: {theme.late_on}; }}"
        )
        self.hide()

    def say(self, words: str) -> None:
        """Say it, or nothing."""
        self.words.setText(breakable(words))
        self.setVisible(bool(words))


class ObserversLayout(QWidget):
    """Owns the widgets; says which of them are seen."""

    def __init__(self, look: Look, agreement: AgreementPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.side: QWidget | None = None
        self.tabs = ObserversTabs(look, self)
        self.alarm = AlarmBar(look, self)
        self.stations = StationsTab(look, self)
        self.tabs.take_search(self.stations.sought)
        self.agreement = agreement
        self.first_merge = KeyedButton(look, look.say("Merge logbooks"), look.key("merge"), parent=self)
        self.first_issue = KeyedButton(
            look, look.say("Issue a logbook"), look.key("issue-logbook"), icon="plus", parent=self
        )
        self._empty = self._empty_card()
        self._is_empty = False
        self._stack = QStackedWidget(self)
        self._middle = QHBoxLayout()
        self.strip = ObserversStrip(look, self)
        self._lay_out()
        self.tabs.chosen.connect(lambda _at: self._show_part())
        self.stations.sought.left.connect(self.focus_work)
        self._lead(leads=True)

    @property
    def tab(self) -> int:
        """Return which tab is open."""
        return self.tabs.bar.currentIndex()

    @property
    def is_empty(self) -> bool:
        """Tell whether the card stands in place of the table."""
        return self._is_empty

    def show_empty(self, *, is_empty: bool) -> None:
        """Say that there is no observer yet, or show the stations."""
        if is_empty == self._is_empty:
            return
        focused = self.focusWidget()
        had_focus = focused is not None and self._stack.isAncestorOf(focused)
        self._is_empty = is_empty
        self._show_part()
        if had_focus:
            self.focus_work()

    def focus_work(self) -> None:
        """Put the focus where work on the open tab begins."""
        if self.tab == AGREEMENT_TAB:
            self.agreement.focus_work()
        elif self._is_empty:
            self.first_issue.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stations.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_side(self, side: QWidget | None, *, leads: bool = False) -> None:
        """Put a form or a sheet at the right; None takes it away. `leads`: it holds the one blue act."""
        old, self.side = self.side, side
        if old is not None and old is not side:
            self._middle.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lead(leads=not leads)
        self._arrange()  # first: both at once would for a moment need more room, and widen the window
        if side is not None and old is not side:
            self._middle.addWidget(side)
            side.show()

    @property
    def has_room_beside(self) -> bool:
        """Tell whether a panel can stand beside the table."""
        return self.width() >= self._look.px(_SIDE + _LEAST_BESIDE)

    @property
    def has_ample_room(self) -> bool:
        """Tell whether it can stand there unasked."""
        return self.width() >= self._look.px(_SIDE + _AMPLE_BESIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the panel stand beside the table, or alone."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_alone = self.side is not None and not self.has_room_beside
        self._stack.setVisible(not is_alone)
        if self.side is not None:
            wide = self._look.px(_SIDE)
            self.side.setMinimumWidth(0 if is_alone else wide)
            self.side.setMaximumWidth(16_777_215 if is_alone else wide)

    def _show_part(self) -> None:
        if self.tab == AGREEMENT_TAB:
            self._stack.setCurrentWidget(self.agreement)
        else:
            self._stack.setCurrentWidget(self._empty if self._is_empty else self.stations)

    def _lead(self, *, leads: bool) -> None:
        """Fill one button with blue, unless an open form holds the one act."""
        self.agreement.set_leading(leads=leads)
        for button in (self.stations.merge, self.first_issue):
            button.setProperty("rank", "act" if leads else "")
            button.style().unpolish(button)
            button.style().polish(button)

    def _empty_card(self) -> QWidget:
        look, card = self._look, QFrame(self)
        card.setObjectName("surface")
        column = QVBoxLayout(card)
        column.setContentsMargins(look.px(24), 0, look.px(24), 0)
        column.addStretch(1)
        waiting = N_(
            "Issue a logbook to each observer before play, on a stick or a shared folder. What they wrote"
            " comes in by merging their files, as often as you like."
        )
        for words, rank in ((N_("No observers yet"), "title"), (waiting, "second")):
            label = QLabel(look.say(words), card)
            label.setProperty("rank", rank)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(look.px(12))
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addStretch(1)
        for button in (self.first_issue, self.first_merge):
            button.setMinimumHeight(look.px(44))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        return card

    def _lay_out(self) -> None:
        for part in (self.stations, self.agreement, self._empty):
            self._stack.addWidget(part)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.alarm)
        column.addLayout(self._middle, 1)
        column.addWidget(self.strip)
        part = self.stations
        stops = (
            self.tabs.bar, part.sought, self.alarm.choose, part.merge, part.issue, part.mark, part.offset,
            part.table,
        )  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
