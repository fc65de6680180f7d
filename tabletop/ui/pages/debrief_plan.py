"""The improvement plan: who mends what by when, how far it is, what last time left open; it words no form."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tabletop.domain.result.debrief import Debrief
from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_plan import PLAN, counts, plan_rows
from tabletop.ui.pages.debrief_part import PartDesk
from tabletop.ui.pages.plan_carrying import PlanCarrying
from tabletop.ui.widgets.debrief_lists import ListTab
from tabletop.ui.widgets.keyed_button import KeyedButton


class PlanPart(QWidget):
    """One table: Enter changes an action, Ctrl+E closes it; what is overdue stands out."""

    def __init__(self, desk: PartDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        look = desk.look
        say = look.say
        empty = say(
            N_(
                "No corrective action is planned yet. Choose an improvement under Findings, or take over"
                " what an earlier exercise left open."
            )
        )
        self.list = ListTab(look, PLAN, name=say(N_("Improvement plan")), empty=empty, parent=self)
        self._debrief: Debrief | None = None
        self.open_only = KeyedButton(look, say(N_("Not closed {n}"), n=0), parent=self)
        self._overdue = QLabel("", self)
        self._carrying = PlanCarrying(desk, self)
        self._lay_out()
        self.list.verb_asked.connect(desk.trigger)
        self.list.table.opened.connect(self._open)
        self.open_only.clicked.connect(self._show)

    @property
    def selected(self) -> str | None:
        """Return the id of the selected action."""
        return self.list.table.selected

    def show_debrief(self, debrief: Debrief) -> None:
        """Show a debrief that was read anew."""
        self._debrief = debrief
        self._show()

    def enter(self) -> None:
        """Take the focus."""
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nothing moves by itself here."""

    def do(self, verb: str) -> bool:
        """Ask for an earlier exercise's file."""
        if verb != "plan-carry" or not self.isVisible():
            return False
        self._carrying.ask_file()
        return True

    def keep(self) -> dict[str, Any]:
        """Return what is chosen."""
        return {"open_only": self.open_only.isChecked(), "row": self.selected}

    def restore(self, kept: dict[str, Any]) -> None:
        """Choose it again."""
        self.open_only.setChecked(kept["open_only"])
        self._show()
        self.list.table.select(kept["row"])

    def _open(self, row: str) -> None:
        if row in ("plan", "plan-carry"):
            self._desk.trigger(row)
        else:
            self._desk.open_form("plan-revise", row)

    def _show(self) -> None:
        if self._debrief is None:
            return
        today = self._today()
        _planned, not_closed, overdue = counts(self._debrief, today)
        self.open_only.set_words(self._desk.look.say(N_("Not closed {n}"), n=not_closed))
        self._overdue.setText(self._desk.look.say(N_("Overdue {n}"), n=overdue))
        self._overdue.setVisible(bool(overdue))
        rows = plan_rows(self._debrief, self._desk.look, today=today, open_only=self.open_only.isChecked())
        self.list.table.show_rows(rows)

    def _today(self) -> date:
        """Return the day at the place of the exercise, as its papers take it."""
        session = self._desk.bridge.session
        return session.clock.read().wall_at.astimezone(ZoneInfo(session.scenario.timezone)).date()

    def _lay_out(self) -> None:
        say = self._desk.look.say
        self.list.sought.hide()
        self.open_only.setCheckable(True)
        self.list.bar.addWidget(self.open_only)
        self.list.button(say("Corrective action"), "plan", icon="plus")
        self.list.button(say(N_("Change")), "plan-revise")
        self.list.button(say(N_("Close with evidence")), "plan-close", icon="check")
        self.list.button(say(N_("From an earlier exercise ...")), "plan-carry", icon="folder")
        self._overdue.setProperty("rank", "late")
        self._overdue.setFixedHeight(self._desk.look.px(34))
        self.list.bar.addWidget(self._overdue)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
