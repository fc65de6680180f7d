"""What stands beside the work in Run: list or timeline, search, at hand, countdowns; it acts never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.pages.run_countdowns import RunCountdowns
from tabletop.ui.pages.run_layout import RunLayout
from tabletop.ui.pages.run_moment import RunMoment


class RunSide:
    """Answers the keys and clicks that only change what is seen."""

    def __init__(
        self, moment: RunMoment, *, parts: RunLayout, msel: MselModel, countdowns: RunCountdowns,
        refresh: Callable[[], None], trigger: Callable[[str], None], say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._moment = moment
        self._parts = parts
        self._msel = msel
        self._countdowns = countdowns
        self._refresh = refresh
        self._trigger = trigger
        self._say = say
        self._connect()

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Return what each key does."""
        return {
            "run-find": self._find,
            "at-hand": self._switch_at_hand,
            "timeline": self._switch_view,
            "next-row": lambda: self._step(1),
            "previous-row": lambda: self._step(-1),
        }

    def keep(self) -> dict[str, Any]:
        """Return what is shown and searched for, for a window that is built anew."""
        parts = self._parts
        return {
            "view": parts.view,
            "at_hand": parts.at_hand.keep(),
            "is_at_hand": parts.is_at_hand,
            "log": parts.log.asked,
            "injects": parts.view_bar.sought,
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Show it again."""
        parts = self._parts
        parts.show_view(kept["view"])
        parts.at_hand.restore(kept["at_hand"])
        if kept["is_at_hand"]:
            parts.show_at_hand(is_on=True)
        parts.log.restore(kept["log"])
        if kept["injects"]:
            parts.view_bar.open_find(kept["injects"])

    def _connect(self) -> None:
        parts = self._parts
        parts.view_bar.view_asked.connect(self._show_view)
        parts.view_bar.follow_asked.connect(self._resume_following)
        parts.view_bar.find_typed.connect(self._filter)
        parts.view_bar.find_left.connect(parts.focus_work)
        parts.view_bar.rows_asked.connect(parts.table.setFocus)
        for view in (parts.table, parts.timeline):
            view.following_changed.connect(lambda is_on, view=view: self._show_following(view, is_on=is_on))
        parts.table.all_asked.connect(parts.view_bar.close_find)
        parts.table.inject_selected.connect(parts.timeline.select)
        parts.timeline.inject_selected.connect(parts.table.select)
        parts.phases.phase_asked.connect(self._show_phase)
        parts.countdowns.asked.connect(self._answer_countdown)
        parts.countdowns.ended.connect(self._end_countdown)
        parts.log.search_left.connect(parts.focus_work)
        parts.at_hand.verb_asked.connect(self._trigger)
        parts.at_hand.left.connect(self._leave_at_hand)

    def _find(self) -> None:
        """Search the log; asked again from there, the injects."""
        parts = self._parts
        if parts.has_log_focus or self._moment.state.stage == "before":
            parts.show_view("list")
            parts.view_bar.open_find()
        else:
            parts.show_log()
            parts.log.open_search()

    def _resume_following(self) -> None:
        for view in (self._parts.table, self._parts.timeline):
            view.resume_following()

    def _show_following(self, view: QWidget, *, is_on: bool) -> None:
        if view is self._parts.views.currentWidget():
            self._parts.view_bar.show_following(is_on)

    def _step(self, by: int) -> None:
        view = self._parts.timeline if self._parts.view == "timeline" else self._parts.table
        view.step(by)

    def _filter(self, typed: str) -> None:
        self._msel.filter(typed)
        self._parts.view_bar.show_found(self._msel.found)

    def _switch_at_hand(self) -> None:
        """Show it and go there; from there go back; from elsewhere go there."""
        parts = self._parts
        if not parts.has_room_at_hand:
            self._say(N_("There is room for this after STARTEX, or in a wider window."))
            return
        focus = parts.window().focusWidget()
        if parts.is_at_hand and focus is not None and parts.at_hand.isAncestorOf(focus):
            self._leave_at_hand()
            return
        parts.show_at_hand(is_on=True)
        self._refresh()
        parts.at_hand.focus_first()

    def _leave_at_hand(self) -> None:
        self._parts.show_at_hand(is_on=False)
        self._parts.focus_work()

    def _switch_view(self) -> None:
        self._show_view("list" if self._parts.view == "timeline" else "timeline")

    def _show_view(self, view: str) -> None:
        self._parts.show_view(view)
        self._refresh()

    def _show_phase(self, phase: str) -> None:
        """Select the first inject of a phase."""
        phases = self._moment.outlook.scenario.phase_of()
        number = next((number for number, its in phases.items() if its == phase), None)
        if number is not None:
            self._parts.table.select(number)
            self._parts.timeline.select(number)

    def _answer_countdown(self, identity: str) -> None:
        """Go to what counts down."""
        kind, _, name = identity.partition(":")
        if kind == "auto":
            self._parts.table.select(name)
        elif kind == "deadline":
            self._trigger("done")

    def _end_countdown(self, identity: str) -> None:
        """Take away what a person began: it is over."""
        self._countdowns.end(identity)
        self._refresh()
