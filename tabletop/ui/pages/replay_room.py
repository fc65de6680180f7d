"""The room of a replay: strip, buttons and the screen of Run, kept at one moment; it writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.replay_words import (
    StripFacts,
    latest_mark,
    mark_before,
    mark_beyond,
    strip_facts,
)
from tabletop.ui.pages.debrief_part import PartDesk
from tabletop.ui.pages.debrief_question import why_not_shown
from tabletop.ui.pages.replay_drive import SPEEDS, ReplayDrive
from tabletop.ui.pages.replay_keys import ReplayKeys
from tabletop.ui.pages.replay_moment import ReplayMoment
from tabletop.ui.pages.replay_screen import ReplayScreen
from tabletop.ui.player.player_control import PlayerFacts
from tabletop.ui.widgets.replay_bar import ReplayBar
from tabletop.ui.widgets.replay_strip import ReplayStrip

_MINUTE_MS = 60_000


class ReplayRoom(QWidget):
    """What moves the replay comes here, and goes from here to all that shows it."""

    def __init__(self, desk: PartDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        look, session = desk.look, desk.bridge.session
        self._player = desk.equipment.player
        self._facts = StripFacts()
        self._keys = ReplayKeys(self.do, self)
        self.moment = ReplayMoment(session.scenario, desk.bridge.recorded, now_ms=desk.bridge.elapsed_ms)
        self.drive = ReplayDrive(self._now_ns, self)
        self.strip = ReplayStrip(look, self)
        self.bar = ReplayBar(look, SPEEDS, self)
        self.screen_then = ReplayScreen(
            look, session.scenario, self.moment, now_ns=self._now_ns, say=desk.say, parent=self
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.strip, self.bar):
            column.addWidget(part)
        column.addWidget(self.screen_then, 1)
        self._verbs = self._verbs_by_name()
        self._connect()
        self._take_span()
        self._show(is_other=True)
        self._take_display(self._player.facts())

    # What the part asks ---------------------------------------------------------------------------

    def take_rows(self) -> None:
        """Read the rows anew: some were written since."""
        bridge, was_at_end = self._desk.bridge, self.drive.at_ms >= self.drive.end_ms
        self.moment.take(bridge.recorded, now_ms=bridge.elapsed_ms)
        self._take_span()
        if was_at_end:
            self.drive.go(self.drive.end_ms)
        self.moment.go(self.drive.at_ms)
        self._show(is_other=True)

    def focus(self) -> None:
        """Put the focus where plain keys move the replay."""
        self.strip.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        """Stand still, and give the players' display back."""
        self.drive.stop()
        if self._player.facts().is_replay:
            self._player.show_exercise()

    def do(self, verb: str) -> bool:
        """Do a verb of the replay; tell whether it was one."""
        if verb in self._verbs:
            self._verbs[verb]()
            return True
        return self.screen_then.do(verb)

    def keep(self) -> dict[str, Any]:
        """Return where it stands and what is shown, for a window that is built anew."""
        drive = self.drive
        return {
            "at_ms": drive.at_ms, "speed": drive.speed, "is_playing": drive.is_playing,
            "is_on_display": self._player.facts().is_replay, "screen": self.screen_then.keep(),
        }  # fmt: skip

    def restore(self, kept: dict[str, Any]) -> None:
        """Stand there again."""
        self.drive.go(kept["at_ms"])
        self.drive.set_speed(kept["speed"])
        self.screen_then.restore(kept["screen"])

    def go_on(self, kept: dict[str, Any]) -> None:
        """Play again if it did, and show to the players what they saw."""
        if kept["is_playing"]:
            self.drive.play()
        if kept["is_on_display"]:
            self._show_to_players()

    # Moving ---------------------------------------------------------------------------------------

    def _verbs_by_name(self) -> dict[str, Callable[[], object]]:
        drive = self.drive
        return {
            "replay-play": drive.toggle,
            "replay-back": partial(self._step, -_MINUTE_MS),
            "replay-on": partial(self._step, _MINUTE_MS),
            "replay-back-5": partial(self._step, -5 * _MINUTE_MS),
            "replay-on-5": partial(self._step, 5 * _MINUTE_MS),
            "replay-mark-back": self._go_to_mark_before,
            "replay-mark-on": self._go_to_next_mark,
            "replay-start": lambda: drive.go(drive.begin_ms),
            "replay-end": lambda: drive.go(drive.end_ms),
            "replay-faster": partial(drive.step_speed, 1),
            "replay-slower": partial(drive.step_speed, -1),
            "replay-display": self._switch_display,
        }

    def _step(self, by_ms: int) -> None:
        self.drive.go(self.drive.at_ms + by_ms)

    def _go_to_next_mark(self) -> None:
        at_ms = mark_beyond(self._facts.marks, self.drive.at_ms)
        self.drive.go(self.drive.end_ms if at_ms is None else at_ms)

    def _go_to_mark_before(self) -> None:
        at_ms = mark_before(self._facts.marks, self.drive.back_from_ms)
        self.drive.go(self.drive.begin_ms if at_ms is None else at_ms)

    def _take_span(self) -> None:
        replay = self.moment.replay
        self._facts = strip_facts(self._desk.look, self._desk.bridge.session.scenario, replay)
        self.strip.show_facts(self._facts)
        self.drive.set_span(replay.begin_ms, replay.end_ms)
        self.moment.go(self.drive.at_ms)

    def _move(self) -> None:
        self._show(is_other=self.moment.go(self.drive.at_ms))

    def _show(self, *, is_other: bool) -> None:
        at_ms = self.drive.at_ms
        self.strip.show_at(at_ms)
        mark = latest_mark(self._facts.marks, at_ms)
        self.bar.show_mark("" if mark is None else mark.sentence)
        self.screen_then.show_moment(is_other=is_other, is_passing=self.drive.is_playing)
        if self._player.facts().is_replay:
            self._show_to_players()

    def _show_playing(self) -> None:
        self.bar.show_playing(self.drive.speed, is_playing=self.drive.is_playing)

    def _now_ns(self) -> int:
        return self._desk.bridge.session.clock.read().mono_ns

    # The players' display ---------------------------------------------------------------------------

    def _switch_display(self) -> None:
        """Show the replay to the players, or the exercise again; never while that goes on."""
        look, bridge = self._desk.look, self._desk.bridge
        busy = N_(
            "The players see the exercise now. A replay can be shown to them while it is paused or ended."
        )
        if self._player.facts().is_replay:
            self._player.show_exercise()
        elif trouble := why_not_shown(look, bridge, self._player, busy=busy):
            self._desk.say_trouble(trouble)
        else:
            self._show_to_players()

    def _show_to_players(self) -> None:
        moment = self.moment
        self._player.show_replay(moment.outlook, moment.state, moment.elapsed_ms)

    def _take_display(self, facts: PlayerFacts) -> None:
        self.bar.show_display(is_on=facts.is_replay, page=facts.page, page_count=facts.page_count)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys that nothing in here wanted."""
        if not self._keys.take(event):
            super().keyPressEvent(event)

    # Building -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten words where the window is narrow."""
        super().resizeEvent(event)
        self.bar.set_room(self._desk.look.room(self.width()))

    def _connect(self) -> None:
        self.drive.moved.connect(self._move)
        self.drive.playing_changed.connect(self._show_playing)
        self.strip.asked.connect(self.drive.go)
        self.bar.verb_asked.connect(self._desk.trigger)
        self.bar.speed_asked.connect(self.drive.set_speed)
        self.bar.page_asked.connect(self._player.step_page)
        self._player.changed.connect(self._take_display)
        for widget in (self.strip, *self.bar.buttons):
            self._keys.watch(widget)
        for widget in self.screen_then.lists:
            self._keys.watch(widget, scrolls=True)
        self._show_playing()
