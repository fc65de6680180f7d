"""Verbs as actions of the window, and the guard against a key pressed twice; the table stands in verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from tabletop.domain.play.clock import Reading
from tabletop.ui.look import Look
from tabletop.ui.verbs import VERBS, Guarded, Verb, Where

REARM_NS = 1_500_000_000
"""A live key rests this long after it acted: a tired hand presses twice (ux 4)."""


_HELD = ("next-row", "previous-row", "replay-back", "replay-on", "larger", "smaller")
"""Verbs that a held key goes on doing."""


class Guard:
    """Lets a live verb act once and then rest; only one place asks it, so that no path goes around it."""

    def __init__(self, read: Callable[[], Reading]) -> None:
        self._read = read
        self._acted: dict[Guarded, tuple[int, Verb]] = {}

    def lets(self, verb: Verb) -> bool:
        """Tell whether the verb may act now; if it may, it rests from now on."""
        if verb.guard is None:
            return True
        now_ns = self._read().mono_ns
        if verb.guard in self._acted and 0 <= now_ns - self._acted[verb.guard][0] < REARM_NS:
            return False
        self._acted[verb.guard] = now_ns, verb
        return True

    def rests_after(self, verb: Verb) -> Verb | None:
        """Return the verb that acted last among those that rest together with this one."""
        return self._acted[verb.guard][1] if verb.guard in self._acted else None

    def rearm(self) -> None:
        """Let every verb act at once: the last one was refused, so nothing was done twice."""
        self._acted.clear()


class Actions(QObject):
    """The table as QActions of a window: a held key fires once, and only where the verb belongs."""

    def __init__(self, window: QWidget, do: Callable[[str], None]) -> None:
        super().__init__(window)
        self._do = do
        self._actions: dict[str, QAction] = {}
        for verb in VERBS:
            action = QAction(window)
            action.setObjectName(verb.id)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setAutoRepeat(verb.id in _HELD)
            action.triggered.connect(lambda _=False, name=verb.id: self._do(name))
            window.addAction(action)
            self._actions[verb.id] = action

    def __getitem__(self, verb_id: str) -> QAction:
        return self._actions[verb_id]

    def word(self, look: Look) -> None:
        """Put the texts of a language, and the keys, on every action."""
        self.take_keys(look.keys)
        for verb in VERBS:
            self._actions[verb.id].setText(look.say(verb.text))
            self._actions[verb.id].setToolTip(look.say(verb.help))

    def take_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Let each action act on these keys, and on no others."""
        for verb_id, action in self._actions.items():
            action.setShortcuts([QKeySequence(key) for key in keys[verb_id]])

    def enable_where(self, where: Where, barred: Iterable[str] = ()) -> None:
        """Let only the verbs of a screen and those of everywhere act."""
        closed = set(barred)
        for verb in VERBS:
            self._actions[verb.id].setEnabled(verb.where in ("all", where) and verb.id not in closed)
