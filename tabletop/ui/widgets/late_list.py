"""Actions past their limit, the longest first; always on top of the log, also when it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tabletop.domain.play.board import ActionLine
from tabletop.i18n import N_
from tabletop.ui.look import BOLD, SEMIBOLD, Look, span_text


class _LateRow(QPushButton):
    """One late action as a button that shows its inject."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.inject = ""
        self._id, self._text, self._over = QLabel(self), QLabel(self), QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), 0, look.px(12), 0)
        row.setSpacing(look.px(8))
        self._id.setFont(look.font(16, BOLD))
        self._over.setFont(look.font(16, BOLD))
        self._over.setProperty("rank", "late")
        self._text.setFont(look.font(15))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setMinimumWidth(0)
        row.addWidget(self._id)
        row.addWidget(self._text, 1)
        row.addWidget(self._over)
        self.setFixedHeight(look.px(32))
        theme = look.theme
        self.setStyleSheet(
            f"QPushButton {{ background: {theme.late_row}; border: none; border-radius: 0; text-align: left;"
            f" border-left: {look.px(4)}px solid {theme.late_fill};"
            f" border-bottom: 1px solid {theme.row_line};"
            f" min-height: 0; padding: 0; }} QPushButton:focus {{ border: 3px solid {theme.focus}; }}"
        )

    def show_line(self, line: ActionLine) -> None:
        """Show one action."""
        look = self._look
        self.inject = line.action.inject
        over = span_text(line.left_ms or 0)
        self._id.setText(line.action.full_id)
        self._over.setText(over)
        room = self.width() - look.width(f"{line.action.full_id}{over}", 16, BOLD) - look.px(46)
        words = look.typed(line.action.text)
        self._text.setText(
            self._text.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(20, room))
        )
        self.setToolTip(words)
        self.setAccessibleName(
            look.say(N_("{action} late by {span}: {text}"), action=line.action.full_id, span=over, text=words)
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take any width."""
        return QSize(0, self._look.px(32))


class LateList(QFrame):
    """Shows at most `most` rows; the head counts all of them."""

    inject_asked = Signal(str)

    def __init__(self, look: Look, *, most: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._head = QFrame(self)
        self._head.setFixedHeight(look.px(34))
        self._icon, self._title, self._count = QLabel(self), QLabel(self), QLabel(self)
        self._none = QLabel(look.say(N_("Nothing is past its limit")), self)
        self._none.setProperty("rank", "second")
        self._none.setContentsMargins(look.px(14), look.px(4), 0, look.px(4))
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
        self._rows = [_LateRow(look, self) for _ in range(most)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._none)
        for row in self._rows:
            row.clicked.connect(lambda _=False, row=row: self.inject_asked.emit(row.inject))
            column.addWidget(row)
        theme = look.theme
        self._head.setStyleSheet(
            f"QFrame {{ background: {theme.late_row}; border-left: {look.px(4)}px solid {theme.late_fill}; }}"
            "QLabel { border: none; background: transparent; }"
        )

    def show_late(self, late: Sequence[ActionLine]) -> None:
        """Show what is late now."""
        self._head.setVisible(bool(late))
        self._none.setVisible(not late)
        count = str(len(late))
        if self._count.text() != count:
            self._count.setText(count)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(late))
            if at < len(late):
                row.show_line(late[at])
