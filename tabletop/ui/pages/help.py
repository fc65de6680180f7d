"""The keys of a screen, from the one table of actions; it must not hold a key of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.actions import VERBS, Verb
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton


class HelpPage(QWidget):
    """Lists key, twin, name and help of every verb of a screen."""

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(24), look.px(16), look.px(24), look.px(16))
        self._head = QLabel("", self)
        self._head.setProperty("rank", "title")
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        back = KeyedButton(look, look.say(N_("Back")), "F1", parent=self)
        back.clicked.connect(self.left)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_keys(self, where: str) -> None:
        """Show the verbs of a screen and those of everywhere."""
        self._head.setText(self._look.say(N_("Keys of this screen")))
        body = QWidget()
        body.setObjectName("surface")
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(self._look.px(24))
        grid.setVerticalSpacing(self._look.px(6))
        grid.setColumnStretch(3, 1)
        verbs = [verb for verb in VERBS if verb.where in (where, "all")]
        for row, verb in enumerate(verbs):
            self._add(grid, row, verb)
        grid.setRowStretch(len(verbs), 1)
        self._scroll.setWidget(body)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leaves, as everywhere."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, grid: QGridLayout, row: int, verb: Verb) -> None:
        cells = (
            (verb.keys[0] if verb.keys else "", "strong"),
            (" ".join(verb.keys[1:]), "second"),
            (self._look.say(verb.text), "strong"),
            (self._look.say(verb.help), ""),
        )
        for column, (words, rank) in enumerate(cells):
            label = QLabel(words, self)
            label.setProperty("rank", rank)
            label.setWordWrap(column == len(cells) - 1)
            grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
