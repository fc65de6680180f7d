"""The inputs of a form, one for each kind of field: made, read and filled; it must not know any act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from tabletop.ui.look import Look
from tabletop.ui.widgets.observer_combo import ElidedCombo

Value = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: `choices` are (value, words); `limits` bound a number; `lines` above 1 make a text box.

    The value of `checks` is the chosen ones as a text with commas. `group` is a head above the field,
    which the fields after it belong to as well. An `is_beside` field is a few signs wide, beside its label.
    """

    name: str
    label: str
    kind: Literal["text", "choice", "number", "check", "checks"] = "text"
    value: Value = ""
    choices: Sequence[tuple[str, str]] = ()
    limits: tuple[int, int] = (0, 100_000)
    suffix: str = ""
    hint: str = ""
    lines: int = 1
    group: str = ""
    is_beside: bool = False


class Checks(QWidget):
    """Several boxes of which any may be chosen, in as many columns as there is room for."""

    toggled = Signal()

    def __init__(self, look: Look, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(12))
        self._grid.setVerticalSpacing(0)
        self.boxes: dict[str, QCheckBox] = {}
        for value, words in field.choices:
            box = QCheckBox(value, self)
            box.setObjectName(f"field-{field.name}")
            box.setAccessibleName(f"{field.label}: {words}")
            box.setToolTip(words)
            box.toggled.connect(self.toggled)
            self.boxes[value] = box
        self.fill(str(field.value))
        self._place(1)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    @property
    def chosen(self) -> str:
        """Return the chosen values with commas."""
        return ", ".join(value for value, box in self.boxes.items() if box.isChecked())

    def fill(self, chosen: str) -> None:
        """Choose exactly these."""
        wanted = {value.strip() for value in chosen.split(",")}
        for value, box in self.boxes.items():
            box.setChecked(value in wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room that there is."""
        super().resizeEvent(event)
        widest = max((box.sizeHint().width() for box in self.boxes.values()), default=1)
        room = self.width() + self._grid.horizontalSpacing()
        self._place(max(1, room // (widest + self._grid.horizontalSpacing())))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, at // columns, at % columns)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))


def make_input(look: Look, field: Field, parent: QWidget) -> QWidget:
    """Return the widget that asks for a field, with the field's value in it."""
    made = _MAKERS[field.kind](look, field, parent)
    made.setAccessibleName(field.label)
    made.setObjectName(f"field-{field.name}")
    return made


def text_of(widget: QWidget) -> str:
    """Return what is typed in a text field; "" for every other kind."""
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLineEdit) else ""


def value_of(widget: QWidget) -> Value:
    """Return the value that stands in an input."""
    if isinstance(widget, QComboBox):
        return str(widget.currentData())
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    return widget.chosen if isinstance(widget, Checks) else text_of(widget)


def fill(widget: QWidget, value: Value) -> None:
    """Put a value into an input; what a choice does not offer leaves its first."""
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(0, widget.findData(value)))
    elif isinstance(widget, QSpinBox):
        widget.setValue(int(value))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, Checks):
        widget.fill(str(value))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(str(value))
        widget.moveCursor(QTextCursor.MoveOperation.End)  # typing goes on there, as in a line
    elif isinstance(widget, QLineEdit):
        widget.setText(str(value))


def call_on_change(widget: QWidget, call: Callable[[], object]) -> None:
    """Call something whenever the value of an input changes."""
    if isinstance(widget, QComboBox):
        widget.currentIndexChanged.connect(lambda _: call())
    elif isinstance(widget, QSpinBox):
        widget.valueChanged.connect(lambda _: call())
    elif isinstance(widget, QCheckBox):
        widget.toggled.connect(lambda _: call())
    elif isinstance(widget, Checks):
        widget.toggled.connect(call)
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.textChanged.connect(lambda *_: call())


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Return what Tab leads to in an input, in order."""
    return list(widget.boxes.values()) if isinstance(widget, Checks) else [widget]


def _choice(look: Look, field: Field, parent: QWidget) -> QWidget:
    combo = ElidedCombo(look, parent)
    for value, words in field.choices:
        combo.addItem(words, value)
    fill(combo, field.value)
    combo.setMinimumContentsLength(8)
    return combo


def _number(_look: Look, field: Field, parent: QWidget) -> QWidget:
    spin = QSpinBox(parent)
    spin.setRange(*field.limits)
    spin.setSuffix(field.suffix)
    spin.setValue(int(field.value or 0))
    return spin


def _check(_look: Look, field: Field, parent: QWidget) -> QWidget:
    box = QCheckBox(field.label, parent)
    box.setChecked(bool(field.value))
    return box


def _text(look: Look, field: Field, parent: QWidget) -> QWidget:
    if field.lines == 1:
        line = QLineEdit(str(field.value), parent)
        line.setPlaceholderText(field.hint)
        return line
    box = QPlainTextEdit(str(field.value), parent)
    box.setPlaceholderText(field.hint)
    box.setTabChangesFocus(True)
    box.setFixedHeight(look.px(20 * field.lines + 14))
    return box


_MAKERS: dict[str, Callable[[Look, Field, QWidget], QWidget]] = {
    "text": _text, "choice": _choice, "number": _number, "check": _check, "checks": Checks,
}  # fmt: skip
