"""Two buttons that turn the pages of what players see; they are seen where it has several."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton


class PageButtons(QObject):
    """Asks for the page before or the next one."""

    asked = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.both = [self._button(look, by, parent) for by in (-1, 1)]

    def show_pages(self, *, is_on: bool, page: int, count: int) -> None:
        """Show them where there is a page to turn to."""
        for by, button in zip((-1, 1), self.both, strict=True):
            button.setVisible(is_on and count > 1)
            button.setEnabled(0 <= page + by < count)

    def _button(self, look: Look, by: int, parent: QWidget) -> KeyedButton:
        button = KeyedButton(look, "", icon="mark-back" if by < 0 else "mark-on", size=13, parent=parent)
        name = look.say(N_("Players: page before") if by < 0 else N_("Players: next page"))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.asked.emit(by))
        return button
