"""A row of buttons of which one is chosen; it must not know what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.keyed_button import KeyedButton

HEIGHT = 44
"""Of everything that a finger or a tired hand must hit."""


def tall(look: Look, height: int = HEIGHT) -> str:
    """Return the style that makes buttons and lines so high: a size that is set is overruled."""
    px = look.px
    return (
        f"QPushButton {{ min-height: {px(height) - 2}px; }}"
        f"QPushButton:focus {{ min-height: {px(height) - 6}px; }}"
        f"QLineEdit, QComboBox {{ min-height: {px(height) - 2 * px(4) - 2}px; }}"
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: its value, its words, the key shown on it and an icon."""

    value: str
    words: str
    key: str = ""
    icon: str = ""


class ChoiceRow(QWidget):
    """Tab leads to the chosen one, the arrows to the others; a narrow window draws them together."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, choices: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self.buttons: dict[str, KeyedButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(6))
        for choice in choices:
            button = KeyedButton(
                look, choice.words, choice.key, icon=choice.icon, size=15 if choice.icon else 16, parent=self
            )
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # its edges may go
            button.setAccessibleName(f"{name}: {button.accessibleName()}")
            button.clicked.connect(lambda _=False, value=choice.value: self.chosen.emit(value))
            self._group.addButton(button)
            row.addWidget(button)
            self.buttons[choice.value] = button
        row.addStretch(1)
        self.setAccessibleName(name)
        self.choose(choices[0].value)

    @property
    def value(self) -> str:
        """Return the chosen value."""
        return next(value for value, button in self.buttons.items() if button.isChecked())

    def choose(self, value: str) -> None:
        """Choose one."""
        self.buttons[value].setChecked(True)
        for button in self.buttons.values():
            # A click leaves the focus where one types; Tab leads to the chosen one only.
            is_stop = button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus)

    def choose_next(self) -> None:
        """Choose the one after it, from the last the first again."""
        values = list(self.buttons)
        self.choose(values[(values.index(self.value) + 1) % len(values)])
        self.chosen.emit(self.value)

    def set_room(self, room: Room) -> None:
        """Leave the key caps out where there is no room for them."""
        for button in self.buttons.values():
            button.set_key_shown(shown=room == "wide")
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made with it
        layout.setSpacing(self._look.px(6 if room == "wide" else 4))
        layout.activate()
        self.updateGeometry()  # the layout around it keeps the width with the caps otherwise
