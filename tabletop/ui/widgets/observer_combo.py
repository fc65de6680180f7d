"""A choice whose words end in dots where they have no room; it must not know what is chosen from."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from tabletop.ui.look import Look

_ARROW = 46


class ElidedCombo(QComboBox):
    """Gives way to what stands beside it; its list is as wide as its longest choice."""

    closed = Signal()
    """The list was closed, whether or not something was chosen."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setFont(look.font(16))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for a few letters and the arrow."""
        return QSize(self._look.px(96), super().minimumSizeHint().height())

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Show every choice whole."""
        widest = max((self._look.width(self.itemText(at), 16) for at in range(self.count())), default=0)
        self.view().setMinimumWidth(min(widest + self._look.px(_ARROW), self.window().width()))
        super().showPopup()

    def hidePopup(self) -> None:  # noqa: N802 - Qt's name
        """Tell that work goes on elsewhere."""
        super().hidePopup()
        self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the chosen words as far as they fit."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - self._look.px(_ARROW)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
