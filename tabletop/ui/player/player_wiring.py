"""Ties a panel to the display; the panel may be built anew as often as the window likes."""

from __future__ import annotations

from tabletop.ui.player.player_control import PlayerControl
from tabletop.ui.widgets.player_panel import PlayerPanel


def tie(panel: PlayerPanel, control: PlayerControl) -> None:
    """Let the panel show the display and ask it; bound methods fall away with the panel."""
    panel.mode_asked.connect(control.show_mode)
    panel.blank_asked.connect(control.toggle)
    panel.message_asked.connect(control.show_message)
    panel.page_asked.connect(control.step_page)
    panel.screen_chosen.connect(control.choose_screen)
    panel.answered.connect(control.answer)
    panel.automatic_set.connect(control.set_automatic)
    panel.pause_set.connect(control.set_follows_pause)
    control.changed.connect(panel.show_facts)
    panel.show_facts(control.facts())
