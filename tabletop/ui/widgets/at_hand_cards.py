"""Cards of reference written as one text that wraps and scrolls; typed text stays plain."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from tabletop.ui.item_models.reference import Card
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look


class CardText(QTextEdit):
    """Read only: Up and Down scroll, Left and Right leave to the tabs beside."""

    sideways = Signal(int)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(look.px(9))
        theme = look.theme
        self.setStyleSheet(
            f"QTextEdit {{ background: {theme.surface}; border: 3px solid {theme.surface}; }}"
            f" QTextEdit:focus {{ border-color: {theme.focus}; }}"
        )

    def show_cards(self, cards: tuple[Card, ...], empty: str) -> None:
        """Write the cards, or why there is none."""
        look = self._look
        self.clear()
        cursor = QTextCursor(self.document())
        if not cards:
            self._write(cursor, empty, above=0, ink="text_2")
        for at, card in enumerate(cards):
            self._write(cursor, card.head, above=look.px(12) if at else 0, size=16, bold=True)
            if card.alarm:
                self._write(cursor, card.alarm, ink="late_ink", bold=True)
            for line in card.lines:
                self._write(cursor, line.text, label=line.label)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(
        self, cursor: QTextCursor, text: str, *, above: int = 2, size: int = 15, ink: str = "text",
        bold: bool = False, label: str = "",
    ) -> None:  # fmt: skip
        block = QTextBlockFormat()
        block.setTopMargin(above)
        if cursor.atStart():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        if label:
            cursor.insertText(f"{label}: ", self._format(15, "text_2", SEMIBOLD))
        cursor.insertText(text, self._format(size, ink, BOLD if bold else REGULAR))

    def _format(self, size: int, ink: str, weight: QFont.Weight = REGULAR) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._look.font(size, weight))
        made.setForeground(self._look.color(ink))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll, go to another topic, or leave."""
        bar, key = self.verticalScrollBar(), event.key()
        line = self._look.px(40)
        moves = {
            Qt.Key.Key_Down: line, Qt.Key.Key_Up: -line,
            Qt.Key.Key_PageDown: bar.pageStep() - line, Qt.Key.Key_PageUp: line - bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in moves:
            bar.setValue(bar.value() + moves[Qt.Key(key)])
        else:
            super().keyPressEvent(event)
