"""A question of the hot wash on the players' display: shown and taken away; it writes nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tabletop.i18n import N_
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.debrief_findings import question_number
from tabletop.ui.look import Look
from tabletop.ui.player.player_control import PlayerControl, PlayerFacts
from tabletop.ui.widgets.debrief_lists import FindingsTab


class DebriefQuestion(QObject):
    """Brings the selected question to the players; the button in the bar says which one they see."""

    def __init__(
        self, look: Look, bridge: Bridge, player: PlayerControl, *, tab: FindingsTab,
        say_trouble: Callable[[str], None], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._bridge = bridge
        self._player = player
        self._tab = tab
        self._say_trouble = say_trouble
        tab.pages.asked.connect(player.step_page)
        player.changed.connect(self._show)
        self._show(player.facts())

    def switch(self) -> None:
        """Show the selected question; where players see it, or none is selected, take it away."""
        shown, number = self._player.facts().question, question_number(self._tab.table.selected)
        if shown is not None and number in (None, shown):
            self._player.show_exercise()
        elif trouble := self._trouble(number):
            self._say_trouble(trouble)
        elif number is not None:
            bridge = self._bridge
            self._player.show_question(bridge.outlook, bridge.state, bridge.elapsed_ms, number=number)

    def _trouble(self, number: int | None) -> str:
        look = self._look
        if not self._bridge.session.scenario.hot_wash:
            return look.say(N_("The pack has no hot-wash question."))
        if number is None:
            return look.say(N_("No hot-wash question is chosen. Choose one in the list first."))
        busy = N_(
            "The players see the exercise now. A question can be shown to them while it is paused or ended."
        )
        return why_not_shown(look, self._bridge, self._player, busy=busy)

    def _show(self, facts: PlayerFacts) -> None:
        self._tab.show_display(facts.question, page=facts.page, page_count=facts.page_count)


def why_not_shown(look: Look, bridge: Bridge, player: PlayerControl, *, busy: str) -> str:
    """Say why players can see nothing but the exercise now, `busy` while it goes on; "" where they can."""
    if bridge.stage == "running" or bridge.state.is_emergency:
        return look.say(busy)
    if not player.facts().screen:
        words = N_("No screen is chosen for the players yet. Choose it on the Run screen with {key}.")
        return look.say(words, key=look.key("player-screen"))
    return ""
