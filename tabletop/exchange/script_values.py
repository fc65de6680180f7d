"""How each argument of a script's verbs is read from its word; it must not know which verb has which."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from tabletop.domain.plan.checks import closest
from tabletop.exchange import typed_text
from tabletop.exchange.script_words import WrongWordError, shown
from tabletop.exchange.typed_text import TEXT_LIMIT

_ACTION = re.compile(r"([^.]+)\.([^.]+)")
_ONWARD = ".."


def text(word: str) -> str:
    """Read a text of at most 4,000 characters."""
    if not word.strip():
        raise WrongWordError("script-value-empty")
    return perhaps_text(word)


def perhaps_text(word: str) -> str:
    """Read a text of at most 4,000 characters, or none."""
    if len(word) > TEXT_LIMIT:
        raise WrongWordError("words-too-long", length=len(word), limit=TEXT_LIMIT)
    return word


def name(word: str) -> str:
    """Read an id or number, such as `E05` or `KAOPS`."""
    if not typed_text.is_id(word):
        raise WrongWordError("script-id", word=shown(word))
    return word


def names(word: str) -> tuple[str, ...]:
    """Read ids with commas between them."""
    return tuple(name(part) for part in word.split(","))


def row(word: str) -> str:
    """Read a row's key, such as `P1:12`."""
    station, _, seq = word.rpartition(":")
    if not typed_text.is_id(station) or typed_text.whole(seq, 1, 1_000_000_000) is None:
        raise WrongWordError("script-row", word=shown(word))
    return word


def rows(word: str) -> tuple[str, ...]:
    """Read keys of rows with commas between them."""
    return tuple(row(part) for part in word.split(","))


def action(word: str) -> str:
    """Read an action's full id, such as `E03.b`."""
    found = _ACTION.fullmatch(word)
    if not found or not all(typed_text.is_id(part) for part in found.groups()):
        raise WrongWordError("script-action", word=shown(word))
    return word


def target(word: str) -> str:
    """Read what is rated: `overall`, an objective or a capability target."""
    if len(word) > 100 or not all(typed_text.is_id(part) for part in word.split(".")):
        raise WrongWordError("script-id", word=shown(word))
    return word


def shifted(word: str) -> dict[str, object]:
    """Read `E08`, or `E08..` for that inject and every later one."""
    number = name(word.removesuffix(_ONWARD))
    return {"inject": number, "onward": True} if word.endswith(_ONWARD) else {"inject": number}


def moment(word: str) -> datetime:
    """Read a scenario time."""
    at = typed_text.moment(word)
    if at is None:
        raise WrongWordError("moment-malformed", word=shown(word))
    return at


def elapsed_ms(word: str) -> int:
    """Read `T+HH:MM[:SS]`."""
    ms = typed_text.time_ms(word)
    if ms is None:
        raise WrongWordError("script-time", word=shown(word))
    return ms


def shift_ms(word: str) -> int:
    """Read a shift such as `+5min`."""
    ms = typed_text.shift_ms(word)
    if ms is None:
        raise WrongWordError("script-shift", word=shown(word))
    return ms


def span_ms(word: str) -> int:
    """Read how long a deadline runs, such as `24h`, `30min` or `90 s`."""
    ms = typed_text.duration_ms(word)
    if not ms:
        raise WrongWordError("script-span", word=shown(word))
    return ms


def length_ms(word: str) -> int:
    """Read a length of wall time, `MM:SS` or `HH:MM:SS`."""
    ms = typed_text.length_ms(word)
    if ms is None:
        raise WrongWordError("script-length", word=shown(word))
    return ms


def adjustment_ms(word: str) -> int:
    """Read by how much the clock moves: a length with its sign."""
    ms = typed_text.length_ms(word[1:])
    if ms is None or word[:1] not in ("+", "-"):
        raise WrongWordError("script-adjustment", word=shown(word))
    return -ms if word[0] == "-" else ms


def yes(word: str) -> bool:
    """Read `yes` or `no`."""
    return one_of("yes", "no")(word) == "yes"


def switched_on(word: str) -> bool:
    """Read `on` or `off`."""
    return one_of("on", "off")(word) == "on"


def whole(low: int, high: int = 1_000_000) -> Callable[[str], int]:
    """Make the reading of a whole number from `low` to `high`."""

    def read(word: str) -> int:
        number = typed_text.whole(word, low, high)
        if number is None:
            raise WrongWordError("script-number", word=shown(word), low=low, high=high)
        return number

    return read


def only(known: str) -> Callable[[str], dict[str, object]]:
    """Make the reading of a word that can be one only, and says nothing more."""

    def read(word: str) -> dict[str, object]:
        one_of(known)(word)
        return {}

    return read


def one_of(*known: str) -> Callable[[str], str]:
    """Make the reading of a word out of a fixed few."""

    def read(word: str) -> str:
        if word in known:
            return word
        meant = closest(word, known)
        suggestion: dict[str, object] = {"suggestion": meant} if meant else {}
        raise WrongWordError("script-choice", word=shown(word), known=", ".join(known), **suggestion)

    return read
