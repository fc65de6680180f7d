"""The strip between form and entries: their head, a receipt with its undo, or trouble; one at a time."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.strip_bars import StripBars

Bar = Literal["head", "receipt", "trouble"]


class ObserverStrip(QFrame):
    """Forty pixels that never move anything."""

    undo_asked = Signal()
    receipt_asked = Signal()
    """The paper for handing over is to be printed."""
    folder_asked = Signal()
    trouble_left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._made = StripBars(look, self)
        self._head, self._hint = self._made.words("head"), self._made.words("second")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._said, self._wrong = self._made.words("strong"), self._made.words("strong")
        self.undo = KeyedButton(look, "", look.key("observer-undo"), parent=self)
        self.receipt = KeyedButton(look, look.say(N_("Print the receipt")), parent=self)
        self.folder = KeyedButton(look, look.say(N_("Open the folder")), icon="folder", parent=self)
        self.seen = KeyedButton(look, look.say(N_("Understood")), parent=self)
        done, wrong = self._made.icon("disc", "released_on"), self._made.icon("warning", "late_on")
        self._bars: dict[Bar, QFrame] = {
            "head": self._made.bar("band", self._head, self._hint),
            "receipt": self._made.bar(
                "released_fill", done, self._said, self.folder, self.receipt, self.undo
            ),
            "trouble": self._made.bar("late_fill", wrong, self._wrong, self.seen),
        }
        self.bar: Bar = "head"
        self._dress()
        self.setFixedHeight(look.px(40))
        self.undo.clicked.connect(self.undo_asked)
        self.receipt.clicked.connect(self.receipt_asked)
        self.folder.clicked.connect(self.folder_asked)
        self.seen.clicked.connect(self.trouble_left)

    @property
    def words(self) -> str:
        """Return what the bar in front says."""
        return {"head": self._head, "receipt": self._said, "trouble": self._wrong}[self.bar].text()

    def show_head(self, words: str, hint: str) -> None:
        """Head the entries."""
        self._head.setText(words)
        self._hint.setText(hint)

    def show_receipt(self, words: str, *, undo: str, is_given: bool, has_folder: bool) -> None:
        """Say what was done, how long it can be undone at once (`undo`), and what follows from it."""
        self._said.setText(words)
        self.undo.setVisible(bool(undo))
        if undo:
            self.undo.set_words(undo)
        self.receipt.setVisible(is_given)
        self.folder.setVisible(has_folder)

    def show_trouble(self, words: str) -> None:
        """Say what went wrong, what is safe, what to do."""
        self._wrong.setText(words)

    def show_bar(self, bar: Bar) -> None:
        """Bring one to the front."""
        self.bar = bar
        self._made.bring(self._bars[bar])

    def _dress(self) -> None:
        theme = self._look.theme
        line = f"border-top: 1px solid {theme.border}; border-bottom: 1px solid {theme.row_line};"
        self.setStyleSheet(self._made.sheet(line, {"band": theme.band}, button=32))
