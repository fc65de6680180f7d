"""Home as it is met: card, acts, search, table, preview; it emits what is asked and does nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.exercise_words import breakable
from tabletop.ui.item_models.exercises import ExercisesModel
from tabletop.ui.look import Look
from tabletop.ui.verbs import BY_ID, Verb
from tabletop.ui.widgets.exercise_table import ExerciseTable
from tabletop.ui.widgets.home_preview import ExercisePreview
from tabletop.ui.widgets.home_resume import Offer, ResumeCard
from tabletop.ui.widgets.keyed_button import KeyedButton

_ACTS = ("new", "new-logbook", "open", "sample")
_LEAST_SEARCH = 130
_LOW, _NARROW = 560, 760
"""Below these sizes of the design everything is packed closer."""


class HomeOverview(QWidget):
    """Lays out and shows; `verb_asked` names a verb of ui/actions.py."""

    verb_asked = Signal(str)

    def __init__(self, look: Look, model: ExercisesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.card = ResumeCard(look, self)
        self._acts = {name: self._act(BY_ID[name]) for name in _ACTS}
        self._waits = False
        self.search = _Find(look, self)
        self.notice = self._label("second")
        self.table = ExerciseTable(look, model, self)
        self._none = self._label("second")
        self.preview = ExercisePreview(look, self)
        self._lay_out()
        self.search.textChanged.connect(model.search)
        self.search.left_down.connect(self._go_to_table)
        self.table.selected.connect(self.preview.show_exercise)
        self.preview.verb_asked.connect(self.verb_asked)

    def show_offer(self, offer: Offer, *, has_rows: bool) -> None:
        """Show what goes on; an act that stands on the card does not stand below it once more."""
        self.card.show_offer(offer)
        if self._waits and self.table.hasFocus():
            self.focus_first()
        self._acts["sample"].setVisible(offer.act != self._acts["sample"].text())
        for widget in (self.search, self.table, self.preview):
            widget.setVisible(has_rows)
        self._none.setVisible(not has_rows)

    def focus_first(self) -> None:
        """Put the focus where one goes on: the card's button, as soon as there is one."""
        self._waits = not self.card.focus_act()
        if self._waits:
            self._go_to_table()

    def tell(self, words: str, *, is_late: bool = False) -> None:
        """Say something in a line of its own, above the table."""
        self.notice.setProperty("rank", "late" if is_late else "second")
        self.notice.style().unpolish(self.notice)
        self.notice.style().polish(self.notice)
        self.notice.setText(breakable(words))
        self.notice.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Pack closer where the window is small or everything is large."""
        super().resizeEvent(event)
        px = self._look.px
        is_low, is_narrow = self.height() < px(_LOW), self.width() < px(_NARROW)
        edge, side = px(8 if is_low else 14), px(12 if is_narrow else 24)
        self._row.setContentsMargins(side, edge, side, edge)
        room = self.width() - 2 * side
        self._show_keys(are_shown=True)
        self._show_keys(are_shown=self._acts_width() + px(_LEAST_SEARCH) <= room)
        self.search.take_width(room - self._acts_width())
        self.card.set_low(is_low=is_low, is_narrow=is_narrow)
        self.table.set_low(is_low=is_low)
        self.preview.set_low(is_low=is_low)

    def _show_keys(self, *, are_shown: bool) -> None:
        """Leave the keys of the acts out where there is no room for them."""
        for button in self._acts.values():
            button.set_key_shown(shown=are_shown)

    def _acts_width(self) -> int:
        return sum(button.sizeHint().width() + self._look.px(8) for button in self._acts.values())

    def _lay_out(self) -> None:
        px = self._look.px
        self.notice.hide()
        for label in (self.notice, self._none):
            label.setIndent(0)
            label.setStyleSheet(f"padding: {px(2)}px {px(24)}px {px(8)}px {px(24)}px;")
        self._none.setText(
            self._look.say(N_("Exercises that you open stand here. You can also drop a .tabletop file here."))
        )
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.card)
        column.addLayout(self._acts_row())
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(self._none, 1)
        column.addWidget(self.preview)

    def _acts_row(self) -> QHBoxLayout:
        self._row = QHBoxLayout()
        self._row.setSpacing(self._look.px(8))
        for button in self._acts.values():
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        return self._row

    def _act(self, verb: Verb) -> KeyedButton:
        look = self._look
        button = KeyedButton(look, look.say(verb.text), look.key(verb.id), parent=self)
        button.setAutoDefault(True)  # Enter presses it while it has the focus
        button.clicked.connect(lambda: self.verb_asked.emit(verb.id))
        return button

    def _go_to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self)
        label.setProperty("rank", rank)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label


class _Find(QLineEdit):
    """The line that searches as one types; Enter and Down go on to the table, Esc empties it."""

    left_down = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = look.say(N_("Find an exercise"))
        self._key = look.key("find")
        self.setAccessibleName(self._words)
        self._px = look.px

    def take_width(self, room: int) -> None:
        """Take up to 240 of the room; where there is little, the empty line does not name its key."""
        px = self._px
        self.setFixedWidth(max(px(_LEAST_SEARCH), min(px(240), room)))
        self.setPlaceholderText(f"{self._words}  {self._key}" if self.width() >= px(220) else self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the line by the keys that one tries."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
