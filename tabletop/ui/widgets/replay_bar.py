"""The buttons of a replay: play, steps, speeds, the last mark, the players' display; it moves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import SEMIBOLD, Look, Room
from tabletop.ui.verbs import BY_ID
from tabletop.ui.widgets.elided_label import ElidedLabel
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.page_buttons import PageButtons

_SPACE, _LEFT, _RIGHT = N_("Space"), N_("left arrow"), N_("right arrow")
_STEPS: tuple[tuple[str, str, str, tuple[str, str]], ...] = (
    ("replay-mark-back", "", "mark-back", ("Ctrl+", _LEFT)),
    ("replay-back-5", N_("\N{MINUS SIGN}5 min"), "", ("Shift+", _LEFT)),
    ("replay-back", N_("\N{MINUS SIGN}1 min"), "", ("", _LEFT)),
    ("replay-play", "", "play", ("", _SPACE)),
    ("replay-on", N_("+1 min"), "", ("", _RIGHT)),
    ("replay-on-5", N_("+5 min"), "", ("Shift+", _RIGHT)),
    ("replay-mark-on", "", "mark-on", ("Ctrl+", _RIGHT)),
)
"""Verb, words, icon, and the key that does it within the replay."""
_SHEET = """
QFrame#replaybar {{ background: {band}; border-top: 1px solid {border}; }}
QPushButton {{ min-height: {s30}px; max-height: {s30}px; padding: 0 {s8}px; }}
QPushButton:focus {{ min-height: {s26}px; max-height: {s26}px; padding: 0 {s6}px; }}
"""


class ReplayBar(QFrame):
    """Each button asks for a verb or a speed; what is done shows when it is."""

    verb_asked = Signal(str)
    speed_asked = Signal(int)
    page_asked = Signal(int)

    def __init__(self, look: Look, speeds: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replaybar")
        self._look = look
        self._steps = {verb: self._step(verb, words, icon, key) for verb, words, icon, key in _STEPS}
        self._speeds = {speed: self._speed(speed) for speed in speeds}
        self._mark = ElidedLabel(self)
        self._pages = PageButtons(look, self)
        self._display = QCheckBox(self)
        self._lay_out()
        self.set_room("wide")
        self.show_playing(speeds[0], is_playing=False)
        self.show_display(is_on=False, page=0, page_count=1)

    @property
    def buttons(self) -> list[QWidget]:
        """Return everything that can have the focus."""
        return [*self._steps.values(), *self._speeds.values(), *self._pages.both, self._display]

    def show_playing(self, speed: int, *, is_playing: bool) -> None:
        """Show whether it plays, and how fast."""
        words, icon = (N_("Stop"), "stop") if is_playing else (N_("Play"), "play")
        self._steps["replay-play"].set_words(self._look.say(words), icon=icon)
        for each, button in self._speeds.items():
            button.setChecked(each == speed)

    def show_mark(self, words: str) -> None:
        """Say which mark was passed last."""
        if words != self._mark.text():
            self._mark.setText(words)

    def show_display(self, *, is_on: bool, page: int, page_count: int) -> None:
        """Show whether players see the replay, and let pages be turned where it has several."""
        self._display.setChecked(is_on)
        self._pages.show_pages(is_on=is_on, page=page, count=page_count)

    def set_room(self, room: Room) -> None:
        """Shorten words where the window is narrow."""
        say, is_wide = self._look.say, room == "wide"
        whole = say(N_("Show on the player display"))
        self._display.setText(whole if is_wide else say(N_("To players")))
        self._display.setAccessibleName(whole)
        self._fit_play(is_wide=is_wide)

    def _fit_play(self, *, is_wide: bool) -> None:
        """Make room for either word, so that nothing moves away under the mouse when it plays."""
        play, say = self._steps["replay-play"], self._look.say
        words = max((say(N_("Play")), say(N_("Stop"))), key=lambda word: self._look.width(word, 15, SEMIBOLD))
        now = play.text()
        play.set_words(words, icon="play")
        play.setFixedWidth((play.sizeHint() if is_wide else play.minimumSizeHint()).width())
        play.set_words(now, icon="stop" if now == say(N_("Stop")) else "play")

    # Building -------------------------------------------------------------------------------------

    def _step(self, verb: str, words: str, icon: str, key: tuple[str, str]) -> KeyedButton:
        look, told = self._look, key[0] + self._look.say(key[1])
        cap = told if verb == "replay-play" else ""
        button = KeyedButton(look, look.say(words) if words else "", cap, icon=icon, size=15, parent=self)
        name = f"{look.say(BY_ID[verb].text)} ({told})"
        button.setAccessibleName(name)
        button.setToolTip(", ".join(part for part in (name, look.key(verb)) if part))
        button.clicked.connect(lambda: self.verb_asked.emit(verb))
        return button

    def _speed(self, speed: int) -> QPushButton:
        button = QPushButton(f"\N{MULTIPLICATION SIGN}{speed}", self)
        button.setFont(self._look.font(15))
        button.setCheckable(True)
        name = self._look.say(N_("Speed \N{MULTIPLICATION SIGN}{n}"), n=speed)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} (+ \N{MINUS SIGN})")
        button.clicked.connect(lambda: self.speed_asked.emit(speed))
        return button

    def _lay_out(self) -> None:
        px, theme = self._look.px, self._look.theme
        self.setFixedHeight(px(42))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(4), px(12), px(4))
        row.setSpacing(px(4))
        for button in self._steps.values():
            row.addWidget(button)
        row.addSpacing(px(8))
        for speed in self._speeds.values():
            row.addWidget(speed)
        row.addSpacing(px(8))
        self._mark.setProperty("rank", "strong")
        row.addWidget(self._mark, 1)
        for page in self._pages.both:
            row.addWidget(page)
        row.addWidget(self._display)
        for each in self.buttons:
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the replay
        self._pages.asked.connect(self.page_asked)
        self._display.clicked.connect(self._ask_display)
        sizes = {f"s{size}": px(size) for size in (6, 8, 26, 30)}
        self.setStyleSheet(_SHEET.format(band=theme.band, border=theme.border, **sizes))

    def _ask_display(self) -> None:
        self._display.setChecked(not self._display.isChecked())  # it shows what is, not what is asked
        self.verb_asked.emit("replay-display")
