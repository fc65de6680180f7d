"""The strip above the entry line: its link, a receipt with its undo, pause reasons, trouble.

One thing at a time, ranked: trouble, then the receipt, then the pause reasons, then the link.
"""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.strip_bars import StripBars

Rank = Literal["trouble", "receipt", "pause", "link"]
REASONS = (
    ("safety", N_("Safety"), "1"),
    ("break", N_("Break"), "2"),
    ("technical", N_("Technical"), "3"),
    ("other", N_("Other"), "4"),
)
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Strip(QFrame):
    """Forty pixels that never move anything."""

    undo_asked = Signal()
    reason_chosen = Signal(str)
    trouble_left = Signal()
    typed = Signal(str)
    """A letter typed while a reason had the focus: it belongs in the entry line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("strip")
        self._made = StripBars(look, self)
        self._link_words = self._made.words("second")
        self._hint = self._made.words("second")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._receipt = self._made.words("strong")
        self._undo = KeyedButton(look, "", look.key("undo"), icon="", parent=self)
        self._undo.clicked.connect(self.undo_asked)
        self._trouble = self._made.words("strong")
        self._seen = KeyedButton(look, look.say(N_("Understood")), parent=self)
        self._seen.clicked.connect(self.trouble_left)
        self._bars: dict[Rank, QFrame] = {
            "link": self._made.bar("ground", self._link_words, self._hint),
            "receipt": self._made.bar(
                "released_fill", self._made.icon("disc", "released_on"), self._receipt, self._undo
            ),
            "pause": self._pause_bar(),
            "trouble": self._made.bar(
                "late_fill", self._made.icon("warning", "late_on"), self._trouble, self._seen
            ),
        }
        self._rank: Rank = "link"
        self._first_reason: KeyedButton | None = self._bars["pause"].findChild(KeyedButton)
        self._dress()
        self.setFixedHeight(look.px(40))

    @property
    def rank(self) -> Rank:
        """Return which bar is shown."""
        return self._rank

    def show_link(self, words: str) -> None:
        """Say what the entry will be linked to."""
        self._set(self._link_words, words)
        self._set(self._hint, self._look.say(N_("# inject   @ cell   Shift+Enter long form")))

    def show_receipt(self, words: str, undo: str) -> None:
        """Say what was done and how long it can be undone at once; `undo` empty hides the button."""
        self._set(self._receipt, words)
        self._undo.setVisible(bool(undo))
        if undo:
            self._undo.set_words(undo)

    def show_trouble(self, words: str) -> None:
        """Say what went wrong, what is safe, what to do."""
        self._set(self._trouble, words)

    def show_rank(self, rank: Rank) -> None:
        """Bring one bar to the front."""
        self._rank = rank
        self._made.bring(self._bars[rank])

    def set_room(self, room: Room) -> None:
        """Leave out what only explains, where the strip lies over a narrow table."""
        for label in (self._pause_head, self._pause_note, self._hint):
            label.setHidden(room != "wide")

    def focus_reasons(self) -> None:
        """Put the focus on the first pause reason: 1 to 4 then choose."""
        if self._first_reason is not None and self._rank == "pause":
            self._first_reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a reason by its digit; hand letters on to the entry line, so that none is lost."""
        reason = next((reason for reason, _, key in REASONS if key == event.text()), None)
        if self._rank == "pause" and reason is not None:
            self.reason_chosen.emit(reason)
        elif event.text().isprintable() and event.text() and not event.modifiers() & _COMMAND:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _pause_bar(self) -> QFrame:
        head = self._made.words("strong")
        head.setText(self._look.say(N_("Why the pause")))
        head.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        buttons = [self._reason_button(*reason) for reason in REASONS]
        note = self._made.words("second")
        note.setText(self._look.say(N_("The exercise clock stands. Entries keep their time.")))
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._pause_head, self._pause_note = head, note
        return self._made.bar("surface", head, *buttons, note)

    def _reason_button(self, reason: str, words: str, key: str) -> KeyedButton:
        button = KeyedButton(self._look, self._look.say(words), key, parent=self)
        button.clicked.connect(partial(self._choose, reason))
        return button

    def _choose(self, reason: str) -> None:
        self.reason_chosen.emit(reason)

    def _set(self, label: QLabel, words: str) -> None:
        if label.text() != words:
            label.setText(words)

    def _dress(self) -> None:
        theme = self._look.theme
        line = f"border-top: 1px solid {theme.border};"
        self.setStyleSheet(
            self._made.sheet(line, {"ground": theme.ground, "surface": theme.surface}, button=30)
        )
