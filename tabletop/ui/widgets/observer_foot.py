"""The foot of a logbook: what lies only here, what was handed over, and how to hand over; it must not act."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.observer_choices import tall

_VERBS = (
    ("observer-mark", N_("Clock mark")),
    ("observer-sync", N_("Director's clock")),
    ("print-sheets", N_("Print sheets")),
    ("hand-over", N_("Hand over")),
)
_ONLY_WIDE = "print-sheets"


class ObserverFoot(QFrame):
    """Fifty-six pixels; the blue button of the screen is the form's, so none stands here."""

    verb_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("observerfoot")
        self._look = look
        self._values: list[QLabel] = []
        self._heads: list[QLabel] = []
        self._row = QHBoxLayout(self)
        for words in (N_("Local"), N_("Handed over"), N_("Last at")):
            self._add_count(look.say(words))
        self._row.addStretch(1)
        self.buttons: dict[str, KeyedButton] = {}
        for verb, words in _VERBS:
            self._add_button(verb, look.say(words))
        theme = look.theme
        self.setStyleSheet(
            f"QFrame#observerfoot {{ background: {theme.ground}; border-top: 1px solid {theme.border}; }}"
            + tall(look)
        )

    def show_counts(self, local: int, given: int, last: str) -> None:
        """Show how many entries lie only here, how many were handed over and when last."""
        for label, value in zip(self._values, (str(local), str(given), last), strict=True):
            if label.text() != value:
                label.setText(value)
        for part in (self._heads[2], self._values[2]):
            part.setHidden(not last)

    def set_room(self, room: Room) -> None:
        """Leave out what the menu has too where there is no room."""
        px = self._look.px
        self.setFixedHeight(px(56))
        self._row.setContentsMargins(px(16 if room == "wide" else 10), 0, px(12 if room == "wide" else 8), 0)
        self._row.setSpacing(px(8 if room == "wide" else 6))
        for verb, button in self.buttons.items():
            button.setHidden(verb == _ONLY_WIDE and room != "wide")
            button.set_key_shown(shown=room != "tight")

    def _add_count(self, words: str) -> None:
        head, value = QLabel(words, self), QLabel("", self)
        head.setProperty("rank", "second")
        value.setProperty("rank", "strong")
        value.setAccessibleName(words)
        self._heads.append(head)
        self._values.append(value)
        self._row.addWidget(head)
        self._row.addWidget(value)
        self._row.addSpacing(self._look.px(8))

    def _add_button(self, verb: str, words: str) -> None:
        button = KeyedButton(self._look, words, self._look.key(verb), parent=self)
        button.clicked.connect(lambda: self.verb_asked.emit(verb))
        self.buttons[verb] = button
        self._row.addWidget(button)
