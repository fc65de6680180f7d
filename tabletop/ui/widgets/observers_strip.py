"""One line below the stations: receipt, clock mark, reading, trouble; it must not act."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import BOLD, Look
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.keyed_button import KeyedButton

StripTone = Literal["done", "mark", "reading", "trouble"]
UNDO_MS = 10_000
"""So long the last act is offered to be taken back at once."""
_DRESS: dict[StripTone, tuple[str, str, str]] = {
    "done": ("released_fill", "released_on", "check"),
    "mark": ("released_fill", "released_on", "disc"),
    "reading": ("band", "text", "half"),
    "trouble": ("late_fill", "late_on", "warning"),
}


class ObserversStrip(QFrame):
    """Says one thing at a time; it goes by the next one, by its button, and the offer to undo by time."""

    undo_asked = Signal()
    folder_asked = Signal()
    cancel_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.tone: StripTone = "done"
        self.setObjectName("observerstrip")
        self._icon = QLabel(self)
        self._number = QLabel("", self)
        self.words = QLabel("", self)
        self.bar = QProgressBar(self)
        self.undo = KeyedButton(look, look.say("Undo"), look.key("observers-undo"), parent=self)
        self.folder = KeyedButton(look, look.say("Open the folder"), icon="folder", parent=self)
        self.cancel = KeyedButton(look, look.say(N_("Cancel the merge")), parent=self)
        self.seen = KeyedButton(look, look.say("Understood"), parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_MS)
        self._timer.timeout.connect(self._end_undo)
        self._lay_out()
        self.undo.clicked.connect(self.undo_asked)
        self.folder.clicked.connect(self.folder_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.seen.clicked.connect(self.leave)
        self.hide()

    @property
    def offers_undo(self) -> bool:
        """Tell whether the last act can be taken back at once."""
        return self._timer.isActive()

    def say(
        self, words: str, tone: StripTone, *, number: int | None = None, can_undo: bool = False,
        has_folder: bool = False,
    ) -> None:  # fmt: skip
        """Say something until the next thing is said; `number` is set in very large type."""
        self.tone = tone
        self._show(words, number="" if number is None else str(number))
        self.undo.setVisible(can_undo)
        self.folder.setVisible(has_folder)
        if can_undo:
            self._timer.start()

    def show_reading(self, words: str, done: int, total: int, *, can_cancel: bool) -> None:
        """Say how far a merge is."""
        self.tone = "reading"
        self._show(words)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()
        self.cancel.setVisible(can_cancel)
        self.seen.hide()

    def leave(self) -> None:
        """Take the sentence away."""
        self._timer.stop()
        self.hide()
        self.left.emit()

    def _show(self, words: str, *, number: str = "") -> None:
        self._timer.stop()
        self.words.setText(breakable(words))
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self._icon.setHidden(bool(number))
        for widget in (self.undo, self.folder, self.cancel, self.bar):
            widget.hide()
        self.seen.show()
        self._dress()
        self.show()

    def _end_undo(self) -> None:
        had_focus = self.undo.hasFocus()
        self.undo.hide()
        if had_focus:
            self.seen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        px = self._look.px
        self._number.setFont(self._look.font(34, BOLD))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("rank", "strong")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(px(160), px(12))
        self.bar.setAccessibleName(self._look.say(N_("Files read")))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(3), px(12), px(3))
        row.setSpacing(px(10))
        row.addWidget(self._icon)
        row.addWidget(self._number)
        row.addWidget(self.words, 1)
        for widget in (self.bar, self.folder, self.undo, self.cancel, self.seen):
            row.addWidget(widget)

    def _dress(self) -> None:
        look, side = self._look, self._look.px(16)
        fill, ink, icon = _DRESS[self.tone]
        theme = look.theme
        self._icon.setPixmap(look.icon(icon, ink).pixmap(side, side))
        self._number.setFont(look.font(34, BOLD))
        self.setStyleSheet(
            f"QFrame#observerstrip {{ background: {getattr(theme, fill)};"
            f" border-top: 1px solid {theme.border}; }}"
            f"QFrame#observerstrip QLabel {{ color: {getattr(theme, ink)}; }}"
            f"QPushButton {{ min-height: {look.px(28)}px; }}"
            f"QPushButton:focus {{ min-height: {look.px(24)}px; }}"
            f"QProgressBar {{ border: 1px solid {theme.border}; background: {theme.surface}; }}"
            f"QProgressBar::chunk {{ background: {theme.act_fill}; }}"
        )
