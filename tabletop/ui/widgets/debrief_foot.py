"""The foot of the debrief: what was just done or went wrong, and the acts of every tab; it must not act."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.keyed_button import KeyedButton

Tone = Literal["done", "trouble"]
Languages = tuple[str, ...]
_LONG: dict[Languages, str] = {
    ("id",): "PDF Indonesia", ("en",): "PDF English", ("id", "en"): "PDF id+en",
}  # fmt: skip
_SHORT: dict[Languages, str] = {("id",): "PDF id", ("en",): "PDF en", ("id", "en"): "PDF id+en"}
"""Papers by their languages, each named in its own."""


class MessageLine(QFrame):
    """One sentence above the foot: a receipt with its undo, a file with its folder, a draft, or trouble."""

    undo_asked = Signal()
    anew_asked = Signal()
    folder_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.words = QLabel("", self)
        self._icon = QLabel(self)
        self.undo = KeyedButton(look, look.say("Undo"), look.key("debrief-undo"), parent=self)
        self.folder = KeyedButton(look, look.say(N_("Open the folder")), icon="folder", parent=self)
        self.anew = KeyedButton(look, look.say(N_("Begin anew")), parent=self)
        self.seen = KeyedButton(look, look.say(N_("Understood")), parent=self)
        self.tone: Tone = "done"
        self._lay_out()
        self.undo.clicked.connect(self.undo_asked)
        self.folder.clicked.connect(self.folder_asked)
        self.anew.clicked.connect(self._ask_anew)
        self.seen.clicked.connect(self.leave)
        self.hide()

    def say(
        self, words: str, tone: Tone, *, can_undo: bool = False, has_folder: bool = False,
        can_begin_anew: bool = False,
    ) -> None:  # fmt: skip
        """Say something until the next thing is said."""
        self.tone = tone
        self.words.setText(breakable(words))
        self.undo.setVisible(can_undo)
        self.folder.setVisible(has_folder)
        self.anew.setVisible(can_begin_anew)
        self.seen.setVisible(not can_undo)
        self._dress()
        self.show()

    def leave(self) -> None:
        """Take the sentence away."""
        self.hide()
        self.left.emit()

    def _ask_anew(self) -> None:
        self.hide()  # what it told of is gone
        self.anew_asked.emit()

    def _lay_out(self) -> None:
        px = self._look.px
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("rank", "strong")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(3), px(12), px(3))
        row.setSpacing(px(8))
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        for button in (self.folder, self.anew, self.undo, self.seen):
            row.addWidget(button)
        self.setObjectName("debriefmessage")

    def _dress(self) -> None:
        look, side = self._look, self._look.px(16)
        fill, ink, icon = {
            "done": ("band", "text", "check"),
            "trouble": ("late_fill", "late_on", "warning"),
        }[self.tone]
        self._icon.setPixmap(look.icon(icon, ink).pixmap(side, side))
        theme = look.theme
        self.setStyleSheet(
            f"QFrame#debriefmessage {{ background: {getattr(theme, fill)};"
            f" border-top: 1px solid {theme.border}; }}"
            f"QFrame#debriefmessage QLabel {{ color: {getattr(theme, ink)}; }}"
            f"QPushButton {{ min-height: {look.px(28)}px; }}"
            f"QPushButton:focus {{ min-height: {look.px(24)}px; }}"
        )


class FootBar(QFrame):
    """Who gives the official letters, and the papers; the blue button prints in the window's language."""

    verb_asked = Signal(str)
    print_asked = Signal(tuple)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        say = look.say
        self.setObjectName("debrieffoot")
        self._sentence = QLabel(say(N_("The evaluators give the official letter, not the system.")), self)
        self.why = KeyedButton(look, say("Why?"), look.key("why"), parent=self)
        self.rate = KeyedButton(look, say(N_("Official letter")), look.key("rate"), parent=self)
        self.papers = {languages: KeyedButton(look, words, parent=self) for languages, words in _LONG.items()}
        self.one_page = KeyedButton(look, say(N_("Print one page")), look.key("print"), parent=self)
        self._lay_out()
        self.why.clicked.connect(lambda: self.verb_asked.emit("why"))
        self.rate.clicked.connect(lambda: self.verb_asked.emit("rate"))
        self.one_page.clicked.connect(lambda: self.verb_asked.emit("print"))
        for languages, button in self.papers.items():
            button.clicked.connect(lambda _=False, languages=languages: self.print_asked.emit(languages))

    def set_open(self, *, is_open: bool) -> None:
        """Lock the acts while there is nothing to evaluate."""
        for button in self._buttons():
            button.setEnabled(is_open)

    def set_leading(self, *, leads: bool) -> None:
        """Fill the print button with blue unless an open form holds the one act."""
        self.one_page.setProperty("rank", "act" if leads else "")
        self.one_page.style().unpolish(self.one_page)
        self.one_page.style().polish(self.one_page)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten what has no room: names of papers first, then the sentence, then the keys."""
        super().resizeEvent(event)
        self._show_keys(shown=True)
        self._name_papers(is_short=False)
        if self._wanted() > self.width():
            self._name_papers(is_short=True)
        self._sentence.setVisible(self._wanted() <= self.width())
        self._show_keys(shown=self._wanted_by_buttons() <= self.width())

    def _wanted(self) -> int:
        sentence = self._sentence.sizeHint().width() // (1 if self._is_long else 2)
        return self._wanted_by_buttons() + sentence + self._look.px(16)

    def _wanted_by_buttons(self) -> int:
        px = self._look.px
        return sum(button.sizeHint().width() + px(8) for button in self._buttons()) + px(24 + 12)

    def _buttons(self) -> tuple[KeyedButton, ...]:
        return (self.why, self.rate, *self.papers.values(), self.one_page)

    def _show_keys(self, *, shown: bool) -> None:
        for button in self._buttons():
            button.set_key_shown(shown=shown)

    def _name_papers(self, *, is_short: bool) -> None:
        self._is_long = not is_short
        for languages, words in (_SHORT if is_short else _LONG).items():
            self.papers[languages].set_words(words)

    def _lay_out(self) -> None:
        px = self._look.px
        self._is_long = True
        self._sentence.setProperty("rank", "second")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(6), px(12), px(6))
        row.setSpacing(px(8))
        row.addWidget(self._sentence, 1)
        row.addStretch(0)
        for button in self._buttons():
            button.setFixedHeight(px(42))
            row.addWidget(button)
        theme = self._look.theme
        self.setStyleSheet(
            f"QFrame#debrieffoot {{ background: {theme.ground}; border-top: 1px solid {theme.border}; }}"
        )
        self.set_leading(leads=True)
