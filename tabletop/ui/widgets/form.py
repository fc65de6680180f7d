"""A form beside the work, never a dialog over it: fields from a description, one act, Esc to leave.

The clock and the live keys go on while it is open (ux 7: no modal dialog in Run).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.look import Look
from tabletop.ui.widgets.form_fields import (
    Field,
    Value,
    call_on_change,
    fill,
    make_input,
    tab_stops,
    text_of,
    value_of,
)
from tabletop.ui.widgets.keyed_button import KeyedButton

__all__ = ["Below", "Field", "Form", "FormText", "Value"]

Below = Callable[[Mapping[str, Value]], Mapping[str, str]]
"""What stands below fields, by their name, as the values are now."""
Follow = Callable[[Mapping[str, Value], Mapping[str, Value]], Mapping[str, Value]]
"""What else changes when a value did, given the values before and now."""
_BESIDE = 44
"""How wide a field beside its label is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormText:
    """What a form says and asks; `facts` are lines above the fields, `submit` names the act.

    `shout` is said in very big letters.
    """

    title: str
    submit: str
    fields: Sequence[Field] = ()
    shout: str = ""
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
        self._below: dict[str, QLabel] = {}
        self._values: dict[str, Value] = {}
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
        empty = [one for one in inputs if isinstance(one, QLineEdit | QPlainTextEdit) and not text_of(one)]
        self.focus_on(next(iter((*empty, *inputs, self._submit))))

    def focus_on(self, widget: QWidget) -> None:
        """Put the cursor into a field, and scroll to it."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_focused()

    @property
    def focused(self) -> str:
        """Return the name of the field in which one types; empty where it is none."""
        focus = self.focusWidget()
        return next((name for name, widget in self._inputs.items() if focus in tab_stops(widget)), "")

    def focus_field(self, name: str) -> None:
        """Go back to a field by its name, in a form that was built anew."""
        if name in self._inputs:
            self.focus_on(self._inputs[name])

    def _show_focused(self) -> None:
        """Keep the field in sight in which one types, also when the form gets another size."""
        focused = self.focusWidget()
        if focused is not None and any(focused in tab_stops(one) for one in self._inputs.values()):
            self._scroll.ensureWidgetVisible(focused)
            bar, view = self._scroll.verticalScrollBar(), self._scroll.viewport()
            bottom = focused.mapTo(view, focused.rect().bottomLeft()).y() + bar.value()
            if bottom < view.height():
                bar.setValue(0)  # the title can be seen too

    def show_below_title(self, widget: QWidget) -> None:
        """Show something of the page's own between the title and the fields."""
        self._rows.insertWidget(1, widget)

    def answer(self, below: Below, follow: Follow) -> None:
        """Say below the fields what follows from their values, and let values follow one another."""
        self._values = self.values()

        def answer_now() -> None:
            before, self._values = self._values, self.values()
            self.restore(follow(before, self._values))
            self._say_below(below(self.values()))

        for widget in self._inputs.values():
            call_on_change(widget, answer_now)
        answer_now()

    def _say_below(self, words: Mapping[str, str]) -> None:
        for name, label in self._below.items():
            told = words.get(name, "")
            label.setText(told)
            label.setVisible(bool(told))
            self._inputs[name].setAccessibleDescription(told)

    def values(self) -> dict[str, Value]:
        """Return what stands in the fields now."""
        return {name: value_of(widget) for name, widget in self._inputs.items()}

    def restore(self, values: Mapping[str, Value]) -> None:
        """Put values back, after the language was switched in mid-entry."""
        for name, value in values.items():
            if name in self._inputs:
                fill(self._inputs[name], value)

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
        facts = [(words, "strong") for words in text.facts]
        for words, rank in ((text.shout, "big"), (text.intro, "second"), *facts):
            if words:
                rows.addWidget(self._label(words, rank))
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
        stops = [stop for widget in self._inputs.values() for stop in tab_stops(widget)]
        for before, after in pairwise((*stops, self._submit, self._leave)):
            QWidget.setTabOrder(before, after)

    def _label(self, words: str, rank: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("rank", rank)
        return label

    def _add_field(self, rows: QVBoxLayout, field: Field) -> None:
        widget = make_input(self._look, field, self)
        if isinstance(widget, QPlainTextEdit):
            widget.installEventFilter(self)
        if field.group:
            self._add_group(rows, field.group)
        label = None if field.kind == "check" else self._label(field.label, "head")
        if label is not None:
            label.setBuddy(widget)
        if label is not None and field.is_beside:
            widget.setFixedWidth(self._look.px(_BESIDE))
            line = QHBoxLayout()
            line.addWidget(label, 1)
            line.addWidget(widget)
            rows.addLayout(line)
        else:
            if label is not None:
                rows.addWidget(label)
            rows.addWidget(widget)
        below = self._below[field.name] = self._label("", "second")
        below.hide()
        rows.addWidget(below)
        self._inputs[field.name] = widget

    def _add_group(self, rows: QVBoxLayout, words: str) -> None:
        line = QFrame(self)
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {self._look.theme.border};")
        rows.addSpacing(self._look.px(8))
        rows.addWidget(line)
        rows.addWidget(self._label(words, "strong"))
