"""What stands above the form while it is not about a new entry just seen: a correction, or paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_flow import Flow
from tabletop.ui.widgets.elided_label import ElidedLabel
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.observer_choices import HEIGHT, tall

_LAST_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class PaperText:
    """What is typed of a form: its number, which entry of it, and the own clock at STARTEX."""

    form: str = ""
    entry: str = "1"
    startex: str = ""

    @property
    def reference(self) -> str:
        """Return the number that a row carries: form, dot, entry."""
        return f"{self.form.strip()}.{self.entry.strip()}"


class CorrectionBanner(QFrame):
    """Says which entry is being corrected, and lets go of it."""

    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("observerbanner")
        self._look = look
        self._words = ElidedLabel(self)
        self._words.setFont(look.font(16))
        self._words.setProperty("rank", "strong")
        self.leave = KeyedButton(look, look.say(N_("Leave it as it is")), "Esc", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(4), look.px(4), look.px(4))
        row.addWidget(self._words, 1)
        row.addWidget(self.leave)
        self.leave.clicked.connect(self.left)
        self.setFixedHeight(look.px(HEIGHT))
        _dress(self, look)

    def show_entry(self, time: str, text: str) -> None:
        """Say which entry it is."""
        words = N_("You are correcting the entry of {time}: {text}")
        self._words.setText(self._look.say(words, time=time, text=" ".join(text.split())))


class PaperBanner(QFrame):
    """Asks for the number of the form; the entry counts on, the form stays."""

    changed = Signal()
    submitted = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("observerbanner")
        self._look = look
        say = look.say
        self.form = self._line(say(N_("Form number")), "P1-07")
        self.entry = self._line(say(N_("Entry")), "1")
        self.startex = self._line(say(N_("My clock at STARTEX")), say(N_("time")))
        self.leave = KeyedButton(look, say(N_("Leave paper")), "Esc", parent=self)
        self._lay_out()
        self.show_text(PaperText())
        self.leave.clicked.connect(self.left)
        for line in (self.form, self.entry, self.startex):
            line.textChanged.connect(self.changed)
            line.returnPressed.connect(self.submitted)
        _dress(self, look)

    @property
    def text(self) -> PaperText:
        """Return what is typed."""
        return PaperText(self.form.text().strip(), self.entry.text().strip(), self.startex.text().strip())

    def show_text(self, text: PaperText) -> None:
        """Put it in."""
        self.form.setText(text.form)
        self.entry.setText(text.entry)
        self.startex.setText(text.startex)

    def count_on(self) -> None:
        """Propose the next entry of the form."""
        found = _LAST_NUMBER.search(self.entry.text().strip())
        if found is not None:
            self.entry.setText(self.entry.text().strip()[: found.start()] + str(int(found[0]) + 1))

    def focus_first(self) -> None:
        """Go to the first line that is empty."""
        line = next((one for one in (self.form, self.entry, self.startex) if not one.text()), self.form)
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        return line

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        flow = Flow(edge=(px(12), px(4), px(4), px(4)), gap=px(10), parent=self)
        for line, characters in ((self.form, 10), (self.entry, 3), (self.startex, 8)):
            line.setFixedWidth(look.width("0" * characters, 16) + px(26))
            label = QLabel(line.accessibleName(), self)
            label.setProperty("rank", "strong")
            label.setFixedHeight(px(36))
            pair = QWidget(self)
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px(6))
            row.addWidget(label)
            row.addWidget(line)
            flow.addWidget(pair)
        flow.addWidget(self.leave)


def _dress(banner: QFrame, look: Look) -> None:
    theme = look.theme
    banner.setStyleSheet(
        f"QFrame#observerbanner {{ background: {theme.selected}; border: 1px solid {theme.act_fill};"
        f" border-radius: {look.px(4)}px; }}" + tall(look, 36)
    )
