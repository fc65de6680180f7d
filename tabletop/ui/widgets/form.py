"""A form beside the work, never a dialog over it: fields from a description, one act, Esc to leave.

The clock and the live keys go on while it is open (ux 7: no modal dialog in Run).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton

Value = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: `choices` are (value, words); `limits` bound a number; `lines` above 1 make a text box."""

    name: str
    label: str
    kind: Literal["text", "choice", "number", "check"] = "text"
    value: Value = ""
    choices: Sequence[tuple[str, str]] = ()
    limits: tuple[int, int] = (0, 100_000)
    suffix: str = ""
    hint: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FormText:
    """What a form says and asks; `facts` are lines above the fields, `submit` names the act."""

    title: str
    submit: str
    fields: Sequence[Field] = ()
    intro: str = ""
    facts: Sequence[str] = ()
    is_dangerous: bool = False


class Form(QFrame):
    """Asks for what an act needs; what is typed stays until the act is durable or the form is left."""

    submitted = Signal(dict)
    """The values by name."""
    left = Signal()

    def __init__(self, look: Look, text: FormText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAccessibleName(text.title)
        self._look = look
        self._inputs: dict[str, QWidget] = {}
        self._trouble = QLabel("", self)
        self._trouble.setProperty("rank", "late")
        self._submit = KeyedButton(look, text.submit, "Ctrl+Enter", parent=self)
        self._submit.setProperty("rank", "danger" if text.is_dangerous else "act")
        self._leave = KeyedButton(look, look.say("Close"), "Esc", parent=self)
        self._lay_out(text)
        self._submit.clicked.connect(self._submit_values)
        self._leave.clicked.connect(self.left)

    def focus_first(self) -> None:
        """Put the cursor where typing begins: the first field that is still empty, else the first."""
        inputs = list(self._inputs.values())
        empty = [one for one in inputs if isinstance(one, QLineEdit | QPlainTextEdit) and not _text(one)]
        self.focus_on(next(iter((*empty, *inputs, self._submit))))

    def focus_on(self, widget: QWidget) -> None:
        """Put the cursor into a field, and scroll to it."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_focused()

    def _show_focused(self) -> None:
        """Keep the field in sight in which one types, also when the form gets another size."""
        focused = self.focusWidget()
        if focused in self._inputs.values():
            self._scroll.ensureWidgetVisible(focused)

    def show_below_title(self, widget: QWidget) -> None:
        """Show something of the page's own between the title and the fields."""
        self._rows.insertWidget(1, widget)

    def values(self) -> dict[str, Value]:
        """Return what stands in the fields now."""
        return {name: _value(widget) for name, widget in self._inputs.items()}

    def restore(self, values: Mapping[str, Value]) -> None:
        """Put values back, after the language was switched in mid-entry."""
        for name, value in values.items():
            if name in self._inputs:
                _fill(self._inputs[name], value)

    def say_trouble(self, words: str) -> None:
        """Say why the act was refused; what was typed stays."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self.set_busy(busy=False)

    def set_busy(self, *, busy: bool) -> None:
        """Take no second press while the act is under way."""
        self._submit.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leaves; Ctrl+Enter submits from any field, Enter from a one-line field.

        A key that is still held from what opened the form does nothing.
        """
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.isAutoRepeat() and (is_enter or event.key() == Qt.Key.Key_Escape):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter:
            if self._leave.hasFocus():
                self.left.emit()
            else:
                self._submit_values()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let Ctrl+Enter reach the form from a text box, in which Enter begins a line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if not event.isAutoRepeat():
                    self._submit_values()
                return True
        return super().eventFilter(watched, event)

    def _submit_values(self) -> None:
        if self._submit.isEnabled():
            self._trouble.hide()
            self.set_busy(busy=True)
            self.submitted.emit(self.values())

    # Building -----------------------------------------------------------------------------------

    def _lay_out(self, text: FormText) -> None:
        px = self._look.px
        body = QWidget(self)
        rows = self._rows = QVBoxLayout(body)
        rows.setContentsMargins(px(16), px(12), px(16), px(8))
        rows.setSpacing(px(4))
        rows.addWidget(self._label(text.title, "title"))
        for words in (text.intro, *text.facts):
            if words:
                rows.addWidget(self._label(words, "second" if words == text.intro else "strong"))
        for field in text.fields:
            self._add_field(rows, field)
        rows.addStretch(1)
        scroll = self._scroll = QScrollArea(self)
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.verticalScrollBar().rangeChanged.connect(self._show_focused)
        self._trouble.setWordWrap(True)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setContentsMargins(px(16), 0, px(16), 0)
        self._trouble.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(8), px(16), px(12))
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self._trouble)
        column.addLayout(foot)
        for before, after in pairwise((*self._inputs.values(), self._submit, self._leave)):
            QWidget.setTabOrder(before, after)

    def _label(self, words: str, rank: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("rank", rank)
        return label

    def _add_field(self, rows: QVBoxLayout, field: Field) -> None:
        widget = self._input(field)
        widget.setAccessibleName(field.label)
        widget.setObjectName(f"field-{field.name}")
        if field.kind != "check":
            label = self._label(field.label, "head")
            label.setBuddy(widget)
            rows.addWidget(label)
        rows.addWidget(widget)
        self._inputs[field.name] = widget

    def _input(self, field: Field) -> QWidget:
        if field.kind == "choice":
            combo = QComboBox(self)
            for value, words in field.choices:
                combo.addItem(words, value)
            _fill(combo, field.value)
            combo.setMinimumContentsLength(8)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            return combo
        if field.kind == "number":
            spin = QSpinBox(self)
            spin.setRange(*field.limits)
            spin.setSuffix(field.suffix)
            spin.setValue(int(field.value or 0))
            return spin
        if field.kind == "check":
            box = QCheckBox(field.label, self)
            box.setChecked(bool(field.value))
            return box
        return self._text_input(field)

    def _text_input(self, field: Field) -> QWidget:
        if field.lines == 1:
            line = QLineEdit(str(field.value), self)
            line.setPlaceholderText(field.hint)
            return line
        box = QPlainTextEdit(str(field.value), self)
        box.setPlaceholderText(field.hint)
        box.setTabChangesFocus(True)
        box.setFixedHeight(self._look.px(20 * field.lines + 14))
        box.installEventFilter(self)
        return box


def _text(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLineEdit) else ""


def _value(widget: QWidget) -> Value:
    if isinstance(widget, QComboBox):
        return str(widget.currentData())
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    return _text(widget)


def _fill(widget: QWidget, value: Value) -> None:
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(0, widget.findData(value)))
    elif isinstance(widget, QSpinBox):
        widget.setValue(int(value))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(str(value))
    elif isinstance(widget, QLineEdit):
        widget.setText(str(value))
