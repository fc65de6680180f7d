"""The bar of modes on top: where one is, language, size, help; it must not know the pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import BOLD, SEMIBOLD, Look
from tabletop.ui.widgets.elided_label import ElidedLabel

_MODES = (
    ("home", N_("Home")),
    ("run", N_("Run")),
    ("observers", N_("Observers")),
    ("observer", N_("Observer")),
    ("debrief", N_("Debrief")),
)
_SHEET = """
QFrame#modebar {{ background: {header}; }}
QFrame#modebar QLabel {{ color: {header_2}; font-size: {s15}px; }}
QFrame#modebar QLabel#brand {{ color: {header_on}; font-size: {s16}px; font-weight: 700; }}
QPushButton {{ background: {header}; color: {header_on}; border: 1px solid {header_line};
  border-radius: {s4}px; padding: 0 {s12}px; min-height: {s30}px; font-weight: 600; }}
QPushButton:hover {{ border-color: {header_on}; }}
QPushButton:checked {{ background: {paused}; color: {paused_on}; }}
QPushButton:focus {{ border: 3px solid {ring}; padding: 0 {s10}px; }}
QPushButton:disabled {{ color: {header_2}; border-color: {header}; background: {header}; }}
QPushButton[rank="mode"] {{ border: none; border-radius: 0; min-height: {s44}px; padding: 0 {s18}px; }}
QPushButton[rank="mode"]:focus {{ border: 3px solid {ring}; padding: 0 {s15}px; min-height: {s38}px; }}
"""
RING = "#FFD400"
"""The focus ring on the dark header, in every theme."""


class ModeBar(QFrame):
    """Modes at the left; the exercise's title, language, size and help at the right."""

    mode_asked = Signal(str)
    verb_asked = Signal(str)

    def __init__(self, look: Look, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modebar")
        self._look = look
        self._modes: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), 0, look.px(12), 0)
        row.setSpacing(look.px(4))
        brand = QLabel("TABLETOP", self)
        brand.setObjectName("brand")
        brand.setFont(look.font(16, BOLD))
        row.addWidget(brand)
        row.addSpacing(look.px(16))
        for mode, words in _MODES:
            self._modes[mode] = self._button(look.say(words), rank="mode", checkable=True)
            self._modes[mode].clicked.connect(lambda _=False, name=mode: self.mode_asked.emit(name))
            row.addWidget(self._modes[mode])
        self._title = ElidedLabel(self)
        self._title.setText(title)
        self._title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._title, 1)
        row.addSpacing(look.px(8))
        self._tools = {verb: self._tool(verb, words, name) for verb, words, name in self._tool_words()}
        for button in self._tools.values():
            row.addWidget(button)
        self.setFixedHeight(look.px(44))
        self.setStyleSheet(self._sheet())

    def show_mode(self, mode: str, open_modes: Sequence[str]) -> None:
        """Mark the mode one is in; modes without an exercise are locked, those of another kind hidden."""
        for name, button in self._modes.items():
            button.setChecked(name == mode)
            button.setEnabled(name in open_modes)
            is_of_logbook = "observer" in open_modes
            button.setHidden(name != "home" and (name == "observer") != is_of_logbook)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave theme and size to their keys where the window is tight."""
        super().resizeEvent(event)
        is_tight = self._look.room(self.width()) == "tight"
        for verb in ("theme", "smaller", "larger"):
            self._tools[verb].setHidden(is_tight)

    def _tool(self, verb: str, words: str, name: str) -> QPushButton:
        button = self._button(words)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda _=False: self.verb_asked.emit(verb))
        return button

    def _tool_words(self) -> list[tuple[str, str, str]]:
        look = self._look
        return [
            ("language", look.words.language.upper(), look.say(N_("Language"))),
            ("theme", look.say(N_("Theme")), look.say(N_("Theme"))),
            ("smaller", "A\N{MINUS SIGN}", look.say(N_("Smaller"))),
            ("larger", "A+", look.say(N_("Larger"))),
            ("help", look.say(N_("Help")) + "  F1", look.say(N_("Help"))),
        ]

    def _button(self, words: str, *, rank: str = "", checkable: bool = False) -> QPushButton:
        button = QPushButton(words, self)
        button.setFont(self._look.font(16, SEMIBOLD))
        button.setProperty("rank", rank)
        button.setCheckable(checkable)
        button.setAccessibleName(words)
        return button

    def _sheet(self) -> str:
        theme, px = self._look.theme, self._look.px
        sizes = {f"s{size}": px(size) for size in (4, 10, 12, 15, 16, 18, 30, 38, 44)}
        names = ("header", "header_on", "header_2", "header_line", "paused", "paused_on")
        return _SHEET.format(ring=RING, **sizes, **{name: getattr(theme, name) for name in names})
