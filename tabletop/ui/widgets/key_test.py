"""The key test: says which key arrived and what it would do; it must not do it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.keymap import KeyMap, native, verbs_of
from tabletop.ui.look import Look
from tabletop.ui.verbs import Where
from tabletop.ui.widgets.key_capture import KeyCapture


class KeyTest(QWidget):
    """A field to press keys in, what was received, and the F-keys that have not come yet."""

    left = Signal()

    def __init__(self, look: Look, key_map: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._key_map = key_map
        self._where: Where = "run"
        self._seen: set[str] = set()
        head = QLabel(look.say(N_("Key test")), self)
        head.setProperty("rank", "strong")
        self.field = KeyCapture(
            look, look.say(N_("Press a key here: it does nothing")), lets_tab=True, parent=self
        )
        self._received, self._missing = QLabel(self), QLabel(self)
        self._missing.setProperty("rank", "second")
        for label in (self._received, self._missing):
            label.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        for widget, stretch in ((head, 0), (self.field, 2), (self._received, 3)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(row)
        column.addWidget(self._missing)
        self.field.pressed.connect(self._tell)
        self.field.emptied.connect(lambda: self._tell("Backspace"))
        self.field.given_up.connect(self.left)
        self._tell_missing()

    def take(self, key_map: KeyMap, where: Where) -> None:
        """Test the keys of a screen; what has come stays known."""
        self._key_map, self._where = key_map, where
        self._tell_missing()

    def _tell(self, chord: str) -> None:
        self._seen.add(chord)
        look, verb = self._look, self._key_map.verb_on(chord, self._where)
        if verb is None:
            words = look.say(N_("{key} received. It does nothing on this screen."), key=native(chord))
        else:
            words = look.say(
                N_("{key} received: {verb}. Nothing is done here."),
                key=native(chord), verb=look.say(verb.text),
            )  # fmt: skip
        self._received.setText(words)
        self._tell_missing()

    def _tell_missing(self) -> None:
        """Name the F-keys that have not come, each with its twin: some laptops keep them for themselves."""
        waiting = [
            look_pair
            for verb in verbs_of(self._where)
            if (look_pair := _plain_function_key(self._key_map.keys[verb.id]))
            and look_pair[0] not in self._seen
        ]
        words = ""
        if waiting:
            pairs = ", ".join(f"{key} ({native(twin)})" if twin else key for key, twin in waiting)
            words = self._look.say(
                N_("Not received yet: {keys}. If one never comes, hold Fn too, or use the key in brackets."),
                keys=pairs,
            )
        self._missing.setText(words)


def _plain_function_key(keys: tuple[str, ...]) -> tuple[str, str] | None:
    """Return an F-key that stands alone and its twin."""
    for key in keys:
        if key[:1] == "F" and key[1:].isdigit():
            return key, next((other for other in keys if other != key), "")
    return None
