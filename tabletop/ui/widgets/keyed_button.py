"""A button that shows its key in an outlined cap; it must not bind the key: `actions` does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from tabletop.ui.look import SEMIBOLD, Look


class KeyedButton(QPushButton):
    """Words, perhaps an icon before them, and the key that does the same after them."""

    def __init__(
        self, look: Look, words: str, key: str = "", *, icon: str = "", size: float = 16,
        weight: QFont.Weight = SEMIBOLD, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(words, parent)
        self._look = look
        self._key = self._own_key = key
        self._icon = icon
        self._size = size
        self._weight = weight
        self._name()

    def set_key_shown(self, *, shown: bool) -> None:
        """Leave the key cap out where there is no room for it; the name still tells the key."""
        self._key = self._own_key if shown else ""
        self.updateGeometry()
        self.update()

    def set_words(self, words: str, *, icon: str = "") -> None:
        """Change what stands on the button."""
        if (words, icon) != (self.text(), self._icon):
            self.setText(words)
            self._icon = icon
            self._name()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for words, icon and key cap."""
        return QSize(self._content_width() + self._look.px(28), max(self.minimumHeight(), self._look.px(36)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same with narrow edges: words are never cut."""
        return QSize(self._content_width() + self._look.px(10), max(self.minimumHeight(), self._look.px(34)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Let the style paint the button, then set icon, words and key cap in the middle."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        px = self._look.px
        ink = self.palette().buttonText().color()
        if self.isChecked():
            ink = self._look.color("chosen_on")  # the palette that a style sheet makes knows no checked state
        painter.setPen(ink)
        x = (self.width() - self._content_width()) / 2
        if self._icon:
            side = px(self._size)
            place = QRectF(x, (self.height() - side) / 2, side, side)
            self._look.paint_icon(painter, self._icon, place, ink, hole=self.palette().button().color())
            x += side + px(8)
        painter.setFont(self._look.font(self._size, self._weight))
        words = QRectF(x, -1, self._words_width() + 2, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        if self._key:
            x += self._words_width() + px(8)
            cap = QRectF(x, (self.height() - px(22)) / 2, self._cap_width(), px(22))
            painter.setPen(QPen(ink, 1))
            painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
            painter.setFont(self._look.font(14, SEMIBOLD))
            painter.drawText(cap.adjusted(0, -1, 0, -1), int(Qt.AlignmentFlag.AlignCenter), self._key)

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} ({self._own_key})" if self._own_key else self.text())

    def _words_width(self) -> int:
        return self._look.width(self.text(), self._size, self._weight)

    def _cap_width(self) -> int:
        return self._look.width(self._key, 14, SEMIBOLD) + self._look.px(12)

    def _content_width(self) -> int:
        px = self._look.px
        icon = px(self._size) + px(8) if self._icon else 0
        return icon + self._words_width() + (px(8) + self._cap_width() if self._key else 0)
