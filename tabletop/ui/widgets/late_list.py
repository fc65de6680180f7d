"""Actions past their limit, the longest first; always on top of the log, also when it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tabletop.domain.play.board import ActionLine
from tabletop.i18n import N_
from tabletop.ui.look import BOLD, SEMIBOLD, Look, span_text
from tabletop.ui.widgets.side_row import SideFacts, SideRow

_HEAD, _ROW = 34, 32


class LateList(QFrame):
    """Shows as many rows as there is room for; the head counts all, the last row those not shown."""

    inject_asked = Signal(str)

    def __init__(self, look: Look, *, most: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._room = most
        self._late: Sequence[ActionLine] = ()
        self._head = QFrame(self)
        self._icon, self._title, self._count = QLabel(self), QLabel(self), QLabel(self)
        self._none = QLabel(look.say(N_("Nothing is past its limit")), self)
        self._none.setProperty("rank", "second")
        self._none.setContentsMargins(look.px(14), look.px(4), 0, look.px(4))
        self._rows = [SideRow(look, self) for _ in range(most)]
        self._build_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._none)
        for at, row in enumerate(self._rows):
            row.clicked.connect(lambda _=False, at=at: self.inject_asked.emit(self._late[at].action.inject))
            column.addWidget(row)
        column.addStretch(0)  # in a tab of its own the rows stay together

    def _build_head(self) -> None:
        look, theme = self._look, self._look.theme
        self._head.setFixedHeight(look.px(_HEAD))
        head = QHBoxLayout(self._head)
        head.setContentsMargins(look.px(10), 0, look.px(12), 0)
        self._title.setText(look.say(N_("PAST LIMIT")))
        self._title.setFont(look.font(16, SEMIBOLD))
        self._count.setFont(look.font(22, BOLD))
        for label in (self._title, self._count):
            label.setProperty("rank", "late")
        self._icon.setPixmap(look.icon("warning", "late_ink").pixmap(look.px(18), look.px(18)))
        head.addWidget(self._icon)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        self._head.setStyleSheet(
            f"QFrame {{ background: {theme.late_row}; border-left: {look.px(4)}px solid {theme.late_fill}; }}"
            "QLabel { border: none; background: transparent; }"
        )

    @property
    def least(self) -> int:
        """Return the height in which one is named and the others counted; below it one is named."""
        return self._look.px(_HEAD) + 2 * self._look.px(_ROW)

    def set_room(self, height: int) -> None:
        """Use at most this height: one row at least, for the head counts all."""
        rows = (height - self._look.px(_HEAD)) // self._look.px(_ROW)
        room = min(len(self._rows), max(1, rows))
        if room != self._room:
            self._room = room
            self._show()

    def show_late(self, late: Sequence[ActionLine]) -> None:
        """Show what is late now."""
        self._late = late
        self._show()

    def _show(self) -> None:
        late = self._late
        count = str(len(late))
        if self._count.text() != count:
            self._count.setText(count)
        named = len(late) if len(late) <= self._room else max(1, self._room - 1)
        for at, row in enumerate(self._rows):
            if at < named:
                row.show_facts(self._named(late[at]))
            elif at == named < len(late):
                row.show_facts(self._counted(late[at:]))
            row.setVisible(at < min(len(late), self._room))
        # Rows first: what is shown is laid out at once, else with rows that are about to go.
        self._head.setVisible(bool(late))
        self._none.setVisible(not late)

    def _named(self, line: ActionLine) -> SideFacts:
        look, words, span = self._look, self._look.typed(line.action.text), span_text(line.left_ms or 0)
        full_id = line.action.full_id
        sentence = look.say(N_("{action} late by {span}: {text}"), action=full_id, span=span, text=words)
        return SideFacts(strong=full_id, words=words, time=span, sentence=sentence, urgency="late")

    def _counted(self, rest: Sequence[ActionLine]) -> SideFacts:
        """Count the late ones without a row of their own; the row leads to the first of them."""
        ids = ", ".join(line.action.full_id for line in rest)
        words = self._look.say(N_("and {n} more late"), n=len(rest))
        return SideFacts(strong=words, sentence=f"{words}: {ids}", urgency="late")
