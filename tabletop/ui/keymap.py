"""Which key does which verb: the usual keys and a person's own; it must not bind or catch a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.ui.verbs import BY_ID, DEFAULT_KEYS, MENUS, VERBS, Verb, Where

MOST_KEYS = 2
KEEPS_A_KEY = ("release", "pause", "safety", "help")
"""Verbs that must be there for a hand on the keyboard, whatever a person changes."""


def _chords(*keys: str) -> frozenset[str]:
    return frozenset(canonical(one) for one in keys)


def canonical(keys: str) -> str:
    """Return a chord as it is kept and compared; empty where the text is no single chord."""
    sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1 or _pressed(sequence).key() in (Qt.Key.Key_unknown, Qt.Key(0)):
        return ""
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _pressed(sequence: QKeySequence) -> QKeyCombination:
    """Return the first chord; PySide's stubs do not know that a sequence can be indexed."""
    found: QKeyCombination = sequence[0]  # type: ignore[index]
    return found


TAKEN_BY_LINES = _chords(
    "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+E", "Ctrl+U", "Ctrl+/",
    "Ctrl+Left", "Ctrl+Right", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Home", "Ctrl+End",
    "Ctrl+Shift+Home", "Ctrl+Shift+End", "Ctrl+Ins", "Ctrl+Shift+Ins", "Alt+Backspace", "Alt+Shift+Backspace",
    "F14", "F16", "F18", "F20",
)  # fmt: skip
"""What a line edit keeps from every action of the window, on Windows or X11 (measured: a test asks Qt)."""
EDITS_A_LINE = _chords("Ctrl+Del", "Ctrl+Backspace", "Ctrl+Shift+Backspace", "Ctrl+D", "Ctrl+K")
"""What edits a line only while no action takes it; hands expect it there."""
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_RESERVED_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
                  Qt.Key.Key_Space)  # fmt: skip
_RESERVED = _chords("Alt+F4")
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Every verb's keys, the shown one first; no two verbs of a screen share one."""

    keys: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, overrides: Mapping[str, Sequence[str]]) -> KeyMap:
        """Take a person's keys over the usual ones; what makes no sense or clashes gives the usual one."""
        own = {
            verb_id: _sane(BY_ID[verb_id], keys) for verb_id, keys in overrides.items() if verb_id in BY_ID
        }
        chosen = {verb_id: keys for verb_id, keys in own.items() if keys is not None}
        if not chosen:
            return cls(DEFAULT_KEYS)  # no start waits for what a test holds true
        while True:
            found = cls(MappingProxyType({**DEFAULT_KEYS, **chosen}))
            clashing = found._clashing(chosen)
            if clashing is None:
                return found
            del chosen[clashing]

    @property
    def overrides(self) -> dict[str, list[str]]:
        """Return what a person changed, as the settings keep it."""
        return {verb: list(keys) for verb, keys in self.keys.items() if keys != DEFAULT_KEYS[verb]}

    def is_own(self, verb_id: str) -> bool:
        """Tell whether a person changed the keys of a verb."""
        return self.keys[verb_id] != DEFAULT_KEYS[verb_id]

    def with_keys(self, verb_id: str, keys: Sequence[str]) -> KeyMap:
        """Return the map with other keys for a verb; a key that cannot stand there is refused."""
        verb = BY_ID[verb_id]
        chords = tuple(dict.fromkeys(checked(verb, key) for key in keys))[:MOST_KEYS]
        if not chords and verb_id in KEEPS_A_KEY:
            raise UserError("verb-needs-key", what=verb.text)
        for chord in chords:
            self._check_free(verb, chord)
        return KeyMap(MappingProxyType({**self.keys, verb_id: chords}))

    def reset(self, verb_id: str) -> KeyMap:
        """Give a verb its usual keys back; refused where another verb stands on one of them now."""
        return self.with_keys(verb_id, DEFAULT_KEYS[verb_id])

    def reset_all(self) -> KeyMap:
        """Return the usual keys."""
        return KeyMap(DEFAULT_KEYS)

    def verb_on(self, keys: str, where: Where) -> Verb | None:
        """Return what a chord does on a screen."""
        chord = canonical(keys)
        for verb in verbs_of(where):
            if chord in map(canonical, self.keys[verb.id]):
                return verb
        return None

    def _check_free(self, verb: Verb, chord: str) -> None:
        for other in VERBS:
            if other is not verb and _meet(verb, other) and chord in map(canonical, self.keys[other.id]):
                raise UserError("key-is-taken", key=native(chord), what=other.text)

    def _clashing(self, chosen: Mapping[str, tuple[str, ...]]) -> str | None:
        """Return a verb whose chosen keys another verb has too, the later one of two; None where none has."""
        for one, other in combinations(VERBS, 2):
            if _meet(one, other) and not self._chords_of(one).isdisjoint(self._chords_of(other)):
                return next(verb.id for verb in (other, one) if verb.id in chosen)
        return None

    def _chords_of(self, verb: Verb) -> set[str]:
        return set(map(canonical, self.keys[verb.id]))


def verbs_of(where: Where) -> list[Verb]:
    """Return the verbs of a screen and those of everywhere, in the order of the table."""
    return [verb for verb in VERBS if verb.where in (where, "all")]


def native(keys: str) -> str:
    """Return a chord as people read it."""
    return QKeySequence(keys, QKeySequence.SequenceFormat.PortableText).toString(
        QKeySequence.SequenceFormat.NativeText
    )


def chord_text(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> str:
    """Return what is pressed as a chord, as it is kept; empty while only Ctrl, Shift or Alt is down."""
    if key in _MODIFIERS or key == Qt.Key.Key_unknown:
        return ""
    if key == Qt.Key.Key_Backtab:
        key = Qt.Key.Key_Tab
    pressed = QKeyCombination(modifiers & ~Qt.KeyboardModifier.KeypadModifier, key)
    return QKeySequence(pressed).toString(QKeySequence.SequenceFormat.PortableText)


def checked(verb: Verb, keys: str) -> str:
    """Return the chord as it is kept; refuse one that types, edits, moves or belongs to the system."""
    chord = canonical(keys)
    if not chord:
        raise UserError("not-a-key", given=keys)
    if chord in map(canonical, verb.keys):
        return chord
    pressed = _pressed(QKeySequence(chord))
    held = pressed.keyboardModifiers()
    has_both = bool(held & _CONTROL and held & _ALT)
    has_system_key = has_both or bool(held & Qt.KeyboardModifier.MetaModifier)
    if pressed.key() in _RESERVED_KEYS or chord in _RESERVED or has_system_key:
        raise UserError("key-is-reserved", key=native(chord))
    is_function = Qt.Key.Key_F1 <= pressed.key() <= Qt.Key.Key_F35
    if chord in TAKEN_BY_LINES | EDITS_A_LINE or not (is_function or held & (_CONTROL | _ALT)):
        raise UserError("key-edits-text", key=native(chord))
    return chord


def _sane(verb: Verb, keys: Sequence[str]) -> tuple[str, ...] | None:
    """Return the chords that a settings file gives a verb, None where one of them cannot stand."""
    try:
        chords = tuple(checked(verb, key) for key in keys)
    except UserError:
        return None
    if len(chords) > MOST_KEYS or (not chords and verb.id in KEEPS_A_KEY):
        return None
    return chords


def _meet(one: Verb, other: Verb) -> bool:
    """Tell whether two verbs can be asked for on the same screen."""
    return "all" in (one.where, other.where) or one.where == other.where


# The key card -------------------------------------------------------------------------------------

LIVE = ("release", "undo", "hold", "skip", "repeat", "pause", "safety", "log", "player", "help")
"""What stands in large type on the key card."""
OBSERVERS_LIVE = (
    "observer-fact", "observer-earlier", "observer-red-line", "observer-undo", "observer-mark", "hand-over",
    "help",
)  # fmt: skip
"""The same on an observer's."""
_SCREENS = {
    "observers": N_("Observers"),
    "observer": N_("Observer"),
    "debrief": N_("Debrief"),
    "home": N_("Home"),
}
_SERIES = {"action-": "Ctrl+1 ... Ctrl+9", "observer-action-": "Ctrl+1 ... Ctrl+9"}
"""Verbs that differ by a digit only stand on one line."""


def card_lines(key_map: KeyMap, *, is_observers: bool = False) -> Iterator[tuple[str, str, str, str]]:
    """Yield (group, key, twin, words) of every verb that has a key; group and words are English msgids.

    The live verbs come first, under the group "". An observer's card holds what a logbook knows.
    """
    live = OBSERVERS_LIVE if is_observers else LIVE
    screens = ("all", "observer") if is_observers else ("all", "run", "observers", "debrief", "home")
    for verb_id in live:
        if key_map.keys[verb_id]:
            yield _card_line("", BY_ID[verb_id], key_map)
    rest = [verb for verb in VERBS if verb.id not in live and key_map.keys[verb.id] and verb.where in screens]
    for verb in sorted(rest, key=_card_place):
        series = next((each for each in _SERIES if verb.id.startswith(each)), None)
        if series is None or key_map.is_own(verb.id):
            yield _card_line(_group(verb), verb, key_map)
        elif verb.id == f"{series}1":
            yield _group(verb), _SERIES[series], "", verb.text


def _group(verb: Verb) -> str:
    if verb.where in _SCREENS:
        return _SCREENS[verb.where]
    if verb.id.startswith(("action-", "category-")):
        return MENUS["log"]
    return MENUS[verb.menu or ("injects" if verb.where == "run" else "window")]


def _card_place(verb: Verb) -> int:
    return [*MENUS.values(), *_SCREENS.values()].index(_group(verb))


def _card_line(group: str, verb: Verb, key_map: KeyMap) -> tuple[str, str, str, str]:
    keys = [native(key) for key in key_map.keys[verb.id]]
    return group, keys[0], " ".join(keys[1:]), verb.text
