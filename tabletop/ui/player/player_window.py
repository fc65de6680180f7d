"""The window on the players' screen: it takes no key, no focus and no place but the screen it was given."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from tabletop.ui.player.player_picture import paint
from tabletop.ui.player.player_sheet import Sheet


class PlayerWindow(QWidget):
    """Fills a screen with a sheet; `clicked` is the way out where it lies over the director's window."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # noqa: FBT003 - Qt's signature
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setWindowTitle("Tabletop")
        self._sheet = Sheet(mode="blank")

    @property
    def sheet(self) -> Sheet:
        """Return what stands on it."""
        return self._sheet

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet; the same one again costs nothing."""
        if sheet != self._sheet:
            self._sheet = sheet
            self.update()

    def fill(self, screen: QScreen) -> None:
        """Fill a screen, this one and no other."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()  # showFullScreen() would also ask for the focus

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sheet."""
        paint(QPainter(self), QSizeF(self.size()), self._sheet)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say that someone pressed: they look for what lies under this window."""
        self.clicked.emit()
