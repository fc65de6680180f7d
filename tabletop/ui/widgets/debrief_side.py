"""A form with a card on what it is about, which follows what is chosen in it; it must not act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.form import Below, Form, FormText, Value

About = Callable[[Mapping[str, Value]], Sequence[str]]
"""Lines on what is chosen, the first of them strong."""
Follow = Callable[[Mapping[str, Value], Mapping[str, Value]], Mapping[str, Value]]
"""What else changes when a choice did, given the values before and now."""


class SidePanel(QFrame):
    """The form at the right of the work, its card below its title."""

    def __init__(
        self, look: Look, text: FormText, *, about: About, follow: Follow, below: Below | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._about = about
        self._follow = follow
        self.setObjectName("debriefside")
        self.form = Form(look, text, self)
        self._card = QFrame(self)
        self._card.setObjectName("debriefcard")
        self._labels: list[QLabel] = []
        self._lines = QVBoxLayout(self._card)
        self._lines.setContentsMargins(look.px(10), look.px(6), look.px(10), look.px(6))
        self._lines.setSpacing(look.px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form, 1)
        self.form.show_below_title(self._card)
        theme = look.theme
        self.setStyleSheet(
            f"QFrame#debriefside {{ border-left: 1px solid {theme.border}; background: {theme.surface}; }}"
            f"QFrame#debriefcard {{ background: {theme.band}; border: 1px solid {theme.border};"
            f" border-radius: {look.px(4)}px; }}"
        )
        for combo in self.form.findChildren(QComboBox):
            combo.currentIndexChanged.connect(self._choose)
        if below is not None:
            self.form.answer(below, lambda _before, _now: {})
        self._values = self.form.values()
        self._tell()

    @property
    def card_words(self) -> str:
        """Return what the card says."""
        return "\n".join(label.text() for label in self._labels if not label.isHidden())

    def restore(self, values: Mapping[str, Value]) -> None:
        """Put values back as they were; nothing else follows from them."""
        self._values = dict(values)
        self.form.restore(values)
        self._tell()

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field and mark what stands there."""
        field = self.form.findChild(QLineEdit, f"field-{name}")
        if isinstance(field, QLineEdit):
            self.form.focus_on(field)
            field.selectAll()

    def _choose(self) -> None:
        before, self._values = self._values, self.form.values()
        changes = self._follow(before, self._values) if before.keys() == self._values.keys() else {}
        if changes:
            self.form.restore(changes)
        self._tell()

    def _tell(self) -> None:
        """Say what the form is about, as it is chosen now."""
        lines = [line for line in self._about(self.form.values()) if line]
        while len(self._labels) < len(lines):
            label = QLabel("", self._card)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setProperty("rank", "second" if self._labels else "strong")
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            self._lines.addWidget(label)
            self._labels.append(label)
        for at, label in enumerate(self._labels):
            label.setVisible(at < len(lines))
            label.setText(breakable(lines[at]) if at < len(lines) else "")
        self._card.setVisible(bool(lines))
