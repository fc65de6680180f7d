"""One line of the right column as a button: an id, words that give way, a time; it must not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from tabletop.ui.look import Look
from tabletop.ui.widgets.elided_label import ElidedLabel

Urgency = Literal["plain", "warning", "late"]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFacts:
    """What a row shows; `sentence` is the whole of it for tip and screen reader.

    A late row has the warning sign in place of its icon.
    """

    icon: str = ""
    strong: str
    words: str = ""
    time: str = ""
    sentence: str
    urgency: Urgency = "plain"


class SideRow(QPushButton):
    """A click, Enter or Space emits `clicked`, Delete `deleted`."""

    deleted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: SideFacts | None = None
        self._icon, self._strong, self._time = QLabel(self), QLabel(self), QLabel(self)
        self._words = ElidedLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), 0, look.px(12), 0)
        row.setSpacing(look.px(8))
        for label in (self._strong, self._time):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setFont(look.font(15))
        for part in (self._icon, self._strong):
            row.addWidget(part)
        row.addWidget(self._words, 1)
        row.addWidget(self._time)
        for part in (self._icon, self._strong, self._words, self._time):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(look.px(32))

    @property
    def sentence(self) -> str:
        """Return what the row says."""
        return "" if self._facts is None else self._facts.sentence

    def show_facts(self, facts: SideFacts) -> None:
        """Show a row; the style changes only with its urgency."""
        before, self._facts = self._facts, facts
        if facts == before:
            return
        self._strong.setText(facts.strong)
        self._strong.setVisible(bool(facts.strong))
        self._words.setText(facts.words)
        self._time.setText(facts.time)
        self.setToolTip(facts.sentence)
        self.setAccessibleName(facts.sentence)
        if before is None or (before.urgency, before.icon) != (facts.urgency, facts.icon):
            self._dress(facts)

    def _dress(self, facts: SideFacts) -> None:
        look, theme, is_late = self._look, self._look.theme, facts.urgency == "late"
        side = look.px(16)
        icon = "warning" if is_late and facts.icon else facts.icon
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(look.icon(icon, "late_ink" if is_late else "text").pixmap(side, side))
        weight = 600 if facts.urgency == "plain" else 700
        for label in (self._strong, self._time):
            ink = theme.late_ink if is_late and label is self._time else theme.text
            # In the sheet: a font that is set goes lost where a label is polished while hidden.
            label.setStyleSheet(f"color: {ink}; font-size: {look.px(16)}px; font-weight: {weight};")
        ground = theme.late_row if is_late else theme.surface
        edge = {"plain": theme.surface, "warning": theme.text, "late": theme.late_fill}[facts.urgency]
        self.setStyleSheet(
            f"QPushButton {{ background: {ground}; border: none; border-radius: 0; text-align: left;"
            f" border-left: {look.px(4)}px solid {edge}; border-bottom: 1px solid {theme.row_line};"
            f" min-height: 0; padding: 0; }} QPushButton:focus {{ border: 3px solid {theme.focus}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter press it, as Space does, and tell of Delete."""
        if event.key() in _ENTER:
            self.click()
        elif event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self.deleted.emit()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take any width."""
        return QSize(0, self._look.px(32))
