"""The screen of Run as it stood at a moment of a replay: the same parts, read only; it must not act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tabletop.domain.plan.scenario import Scenario
from tabletop.ui.item_models.log_entries import LogModel, LogWords
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.pages.replay_moment import NoChoices, ReplayMoment
from tabletop.ui.pages.run_layout import RunLayout
from tabletop.ui.pages.run_showing import RunShowing
from tabletop.ui.pages.run_side import RunSide

_LOW = 420
"""Below this height of the design the card of the next inject leaves its room to the tabs."""


class ReplayScreen(QWidget):
    """Shows what a `ReplayMoment` says; what can be clicked only changes what is seen."""

    def __init__(
        self, look: Look, plan: Scenario, moment: ReplayMoment, *, now_ns: Callable[[], int],
        say: Callable[[str], None], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._moment = moment
        msel, log = MselModel(look, plan), LogModel(LogWords(look, plan))
        self.parts = RunLayout(look, plan, msel, log=log, now_ns=now_ns, parent=self, is_replay=True)
        self._showing = RunShowing(
            look, moment, parts=self.parts, msel=msel, log=log, choices=NoChoices()
        )  # fmt: skip
        self._side = RunSide(
            moment, parts=self.parts, msel=msel, countdowns=self._showing.countdowns,
            refresh=self._showing.show_time, trigger=lambda _verb: None,
            say=lambda words: say(look.say(words)),
        )  # fmt: skip
        self._newest: str | None = None
        self._second = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self.parts.table.inject_selected.connect(lambda _: self._showing.show_time())
        self.parts.late.inject_asked.connect(self.parts.table.select)

    @property
    def lists(self) -> Iterator[QWidget]:
        """Yield what keeps some plain keys to itself: it scrolls."""
        parts = self.parts
        yield from (parts.table, parts.timeline, parts.log.view, parts.action_list.view)

    def show_moment(self, *, is_other: bool, is_passing: bool) -> None:
        """Show the moment; `is_other` says that other rows count there than at the one shown before.

        One that is only passed is shown where a second begins.
        """
        second = self._moment.elapsed_ms // 1_000
        if is_other:
            self._showing.show_state()
            self._follow()
        elif second != self._second or not is_passing:
            self._showing.show_time()
        self._second = second

    def do(self, verb: str) -> bool:
        """Do a verb that changes what is seen; tell whether it was one."""
        name = {
            "debrief-find": "run-find", "replay-at-hand": "at-hand", "replay-timeline": "timeline",
        }.get(verb)  # fmt: skip
        if name is not None:
            self._side.verbs()[name]()
        return name is not None

    def keep(self) -> dict[str, Any]:
        """Return what is shown and selected, for a window that is built anew."""
        return {"side": self._side.keep(), "selected": self.parts.table.selected}

    def restore(self, kept: dict[str, Any]) -> None:
        """Show it again."""
        self._side.restore(kept["side"])
        self.parts.table.select(kept["selected"])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the right column into tabs where the window is narrow, leave the card out where it is low."""
        super().resizeEvent(event)
        look = self._look
        self.parts.arrange(look.room(self.width()), is_low=self.height() < look.px(_LOW))
        QTimer.singleShot(0, self, self._showing.show_time)  # once the layout has placed everything

    def _follow(self) -> None:
        """Select what was released last, as the director's own release does, when that is another one."""
        newest = run_facts.latest_release(self._moment.state)
        if newest != self._newest:
            self._newest = newest
            self.parts.table.select(newest)
