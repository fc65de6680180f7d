"""The page of the keys: see, change, test and print them; it must not bind one: the window does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QVBoxLayout, QWidget

from tabletop import wording
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.ui.keymap import KeyMap, native, verbs_of
from tabletop.ui.look import Look
from tabletop.ui.verbs import BY_ID, Where
from tabletop.ui.widgets.key_capture import KeyCapture
from tabletop.ui.widgets.key_table import KeyTable
from tabletop.ui.widgets.key_test import KeyTest
from tabletop.ui.widgets.keyed_button import KeyedButton

_SCREENS: tuple[tuple[Where, str], ...] = (
    ("home", N_("Home")),
    ("run", N_("Run")),
    ("observers", N_("Observers")),
    ("observer", N_("Observer")),
    ("debrief", N_("Debrief")),
)


class KeysPage(QWidget):
    """Keeps a key map while it is shown and tells each change as overrides."""

    keys_changed = Signal(dict)
    print_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, key_map: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._key_map = key_map
        self._asked: tuple[str, int] | None = None
        self._screens = QTabBar(self)
        self._screens.setDrawBase(False)
        self._screens.setUsesScrollButtons(False)
        self._screens.setExpanding(False)
        self._screens.setAccessibleName(look.say(N_("Screen")))
        for _, words in _SCREENS:
            self._screens.addTab(look.say(words))
        self.table = KeyTable(look, self)
        self._told = QLabel(self)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self.capture = KeyCapture(look, "", lets_tab=False, parent=self)
        self.capture.hide()
        self.test = KeyTest(look, key_map, self)
        self._lay_out()
        self._connect()
        self._show()

    # What the window calls ----------------------------------------------------------------------

    def show_keys(self, where: str) -> None:
        """Show the keys of a screen first."""
        self._screens.setCurrentIndex([screen for screen, _ in _SCREENS].index(_screen(where)))
        self._show()

    def enter(self) -> None:
        """Put the focus on the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> dict[str, Any]:
        """Return what is shown, for the page that takes this one's place."""
        verb = self.table.verb
        return {"screen": self._screens.currentIndex(), "verb": verb.id if verb else ""}

    def restore(self, kept: dict[str, Any]) -> None:
        """Show what the page before showed."""
        self._screens.setCurrentIndex(kept.get("screen", 0))
        self._show()
        self.table.choose(kept.get("verb", ""))

    # Changing a key -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leaves, as everywhere."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self, verb_id: str, at: int) -> None:
        self._asked = (verb_id, at)
        verb = self._look.say(BY_ID[verb_id].text)
        words = N_("Press the new twin for “{verb}”. Esc leaves it, Backspace clears it.")
        if at == 0:
            words = N_("Press the new key for “{verb}”. Esc leaves it as it is.")
        self.capture.invite(self._look.say(words, verb=verb))
        self._told.hide()
        self.capture.show()
        self.capture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, chord: str) -> None:
        if self._asked is None:
            return
        verb_id, at = self._asked
        keys = list(self._key_map.keys[verb_id])
        keys[at : at + 1] = [chord]
        if self._change(lambda: self._key_map.with_keys(verb_id, keys)):
            key, verb = native(chord), self._look.say(BY_ID[verb_id].text)
            self._tell(self._look.say(N_("{key} does “{verb}” from now on."), key=key, verb=verb))
            self._end()

    def _clear(self, verb_id: str) -> None:
        verb = BY_ID[verb_id]
        first = self._key_map.keys[verb_id][:1]
        if self._change(lambda: self._key_map.with_keys(verb_id, first)):
            self._tell(self._look.say(N_("“{verb}” has no twin now."), verb=self._look.say(verb.text)))
            self._end()

    def _empty_asked(self) -> None:
        if self._asked is not None and self._asked[1] == 1:
            self._clear(self._asked[0])

    def _reset(self) -> None:
        verb = self.table.verb
        if verb is not None and self._change(lambda: self._key_map.reset(verb.id)):
            words = N_("“{verb}” has its usual keys again.")
            self._tell(self._look.say(words, verb=self._look.say(verb.text)))

    def _reset_all(self) -> None:
        if self._change(self._key_map.reset_all):
            self._tell(self._look.say(N_("Every verb has its usual keys again.")))

    def _change(self, make: Callable[[], KeyMap]) -> bool:
        """Take a changed map and tell it; a refusal is said and changes nothing."""
        try:
            changed = make()
        except UserError as refusal:
            self._tell(wording.refusal(refusal, self._look.words), is_late=True)
            return False
        self._key_map = changed
        self._show()
        self.keys_changed.emit(changed.overrides)
        return True

    def _end(self) -> None:
        """Close the field; the focus goes back to the row."""
        self._asked = None
        was_typing = self.capture.hasFocus()
        self.capture.hide()
        self._told.show()
        if was_typing:
            self.enter()

    def _give_up(self) -> None:
        self._tell(self._resting())
        self._end()

    # Showing ------------------------------------------------------------------------------------

    def _show(self) -> None:
        where = _SCREENS[self._screens.currentIndex()][0]
        self.table.show_verbs(verbs_of(where), self._key_map)
        self.test.take(self._key_map, where)

    def _tell(self, words: str, *, is_late: bool = False) -> None:
        self._told.setProperty("rank", "late" if is_late else "")
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)
        self._told.setText(words)
        self._told.show()

    def _resting(self) -> str:
        return self._look.say(
            N_("Enter changes the key of the row; in the column of the twin, the twin. * is your own.")
        )

    def _lay_out(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(12), px(24), px(12))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        title = QLabel(self._look.say(N_("Keys")), self)
        title.setProperty("rank", "title")
        head.addWidget(title)
        head.addWidget(self._screens)
        head.addStretch(1)
        head.setSpacing(px(8))
        head.addWidget(self._button(self._look.say(N_("Print the key card")), "", self.print_asked.emit))
        head.addWidget(self._button(self._look.say(N_("Back")), "Esc", self.left.emit))
        self._told.setText(self._resting())
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._told)
        column.addWidget(self.capture)
        column.addLayout(self._buttons())
        column.addWidget(self.test)

    def _buttons(self) -> QHBoxLayout:
        look, row = self._look, QHBoxLayout()
        acts: tuple[tuple[str, Callable[[], object]], ...]
        row.setSpacing(look.px(8))
        acts = (
            (look.say(N_("Change the key")), lambda: self._ask_chosen(0)),
            (look.say(N_("Change the twin")), lambda: self._ask_chosen(1)),
            (look.say(N_("Reset this one")), self._reset),
            (look.say(N_("Reset all")), self._reset_all),
        )
        for words, act in acts:
            row.addWidget(self._button(words, "", act))
        row.addStretch(1)
        return row

    def _button(self, words: str, key: str, act: Callable[[], object]) -> KeyedButton:
        button = KeyedButton(self._look, words, key, parent=self)
        button.setAutoDefault(True)  # Enter presses it while it has the focus
        button.clicked.connect(lambda _=False: act())
        return button

    def _ask_chosen(self, at: int) -> None:
        if self.table.verb is not None:
            self._ask(self.table.verb.id, at)

    def _connect(self) -> None:
        self._screens.currentChanged.connect(lambda _: self._show())
        self.table.change_asked.connect(self._ask)
        self.table.clear_asked.connect(self._clear)
        self.capture.pressed.connect(self._take)
        self.capture.given_up.connect(self._give_up)
        self.capture.emptied.connect(self._empty_asked)
        self.test.left.connect(self.enter)


def _screen(where: str) -> Where:
    return next((screen for screen, _ in _SCREENS if screen == where), "home")
