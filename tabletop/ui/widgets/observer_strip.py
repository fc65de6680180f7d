"""The strip between form and entries: their head, a receipt with its undo, or trouble; one at a time."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import REGULAR, SEMIBOLD, Look
from tabletop.ui.widgets.elided_label import ElidedLabel
from tabletop.ui.widgets.keyed_button import KeyedButton

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
        self._stack = QStackedLayout(self)
        self._head, self._hint = self._label("head"), self._label("second")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._said, self._wrong = self._label("strong"), self._label("strong")
        self.undo = KeyedButton(look, "", look.key("observer-undo"), parent=self)
        self.receipt = KeyedButton(look, look.say(N_("Print the receipt")), parent=self)
        self.folder = KeyedButton(look, look.say(N_("Open the folder")), icon="folder", parent=self)
        self.seen = KeyedButton(look, look.say(N_("Understood")), parent=self)
        self._bars: dict[Bar, QFrame] = {
            "head": self._bar("band", self._head, self._hint),
            "receipt": self._bar(
                "released_fill", self._icon("disc", "released_on"), self._said, self.folder, self.receipt,
                self.undo,
            ),
            "trouble": self._bar("late_fill", self._icon("warning", "late_on"), self._wrong, self.seen),
        }  # fmt: skip
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
        self._stack.setCurrentWidget(self._bars[bar])

    def _bar(self, ground: str, *parts: QWidget) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName(f"bar-{ground}")
        row = QHBoxLayout(bar)
        row.setContentsMargins(self._look.px(16), self._look.px(2), self._look.px(12), self._look.px(2))
        row.setSpacing(self._look.px(8))
        for part in parts:
            row.addWidget(part)
        self._stack.addWidget(bar)
        return bar

    def _icon(self, name: str, ink: str) -> QLabel:
        label = QLabel(self)
        side = self._look.px(16)
        label.setPixmap(self._look.icon(name, ink).pixmap(side, side))
        label.setFixedWidth(side + 4)
        return label

    def _label(self, rank: str) -> ElidedLabel:
        label = ElidedLabel(self)
        label.setProperty("rank", rank)
        label.setFont(self._look.font(16, SEMIBOLD if rank == "strong" else REGULAR))
        return label

    def _dress(self) -> None:
        theme, px = self._look.theme, self._look.px
        line = f"border-top: 1px solid {theme.border}; border-bottom: 1px solid {theme.row_line};"
        self.setStyleSheet(
            f"QFrame#bar-band {{ background: {theme.band}; {line} }}"
            f"QFrame#bar-released_fill {{ background: {theme.released_fill}; {line} }}"
            f"QFrame#bar-released_fill QLabel {{ color: {theme.released_on}; }}"
            f"QFrame#bar-released_fill QPushButton {{ background: {theme.released_on};"
            f" color: {theme.released_fill}; border-color: {theme.released_on}; }}"
            f"QFrame#bar-late_fill {{ background: {theme.late_fill}; {line} }}"
            f"QFrame#bar-late_fill QLabel {{ color: {theme.late_on}; }}"
            f"QPushButton {{ min-height: {px(32)}px; }}"
        )
