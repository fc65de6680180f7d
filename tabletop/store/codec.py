"""Event <-> canonical JSON body (contract 6), and strict JSON; it must not know rows or files.

Canonical is: keys sorted, no blanks, UTF-8 unescaped, no floats, fields that are None left out,
instants as ISO 8601 with offset. What cannot be read becomes an `UnknownEvent`: kept, shown, ignored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, NoReturn, get_args, get_type_hints

from pydantic import TypeAdapter

from tabletop.domain.play.events import Event, UnknownEvent
from tabletop.domain.play.kinds import EVENT_TYPES
from tabletop.errors import UserError

KINDS: dict[str, type[Event]] = dict(EVENT_TYPES)
"""Every kind that may be written; `unknown` names what was read and not understood."""

MAX_DEPTH = 32
MAX_BODY_BYTES = 262_144
"""Every field of the longest decision at 4,000 characters of four bytes fits."""


def encode(event: Event) -> str:
    """Write an event's body as canonical JSON.

    Raises UserError `text-unwritable` (a lone surrogate or NUL in typed text) and `row-too-long`;
    ValueError when the event would not be read back equal, which is a bug of the caller.
    """
    if event.kind not in KINDS:
        msg = f"not an event of this version: {event!r}"
        raise ValueError(msg)
    for name, words in _texts(event):
        require_writable(words, name)
    said = {name: _plain(getattr(event, name)) for name in _names(event.kind)}
    body = canonical({name: value for name, value in said.items() if value is not None})
    if len(body.encode()) > MAX_BODY_BYTES:
        raise UserError("row-too-long", limit=MAX_BODY_BYTES)
    if not _is_read_back(event, body):
        msg = f"not a writable event: {event!r}"
        raise ValueError(msg)
    return body


def decode(kind: str, version: int, body: str) -> Event:
    """Read a body; a kind, version or body that we cannot read gives an `UnknownEvent`."""
    event_type = KINDS.get(kind)
    event = None
    if event_type is not None and 1 <= version <= event_type.version and len(body) <= MAX_BODY_BYTES:
        event = _known(kind, body)
    return UnknownEvent(named=kind, named_version=version) if event is None else event


def canonical(said: dict[str, Any]) -> str:
    """Write an object as canonical JSON text."""
    return _CANONICAL.encode(said)


def is_canonical(body: str) -> bool:
    """Tell whether a body is an object in the one form that may be hashed."""
    try:
        return canonical(parse_object(body)) == body
    except ValueError:
        return False


def parse_object(text: str, *, depth: int = MAX_DEPTH) -> dict[str, Any]:
    """Read one JSON object without floats, NaN, repeated keys or deep nesting. Raises ValueError."""
    if _depth(text) > depth:
        msg = "nested too deep"
        raise ValueError(msg)
    # Not `decode`: it looks for blanks around the object by two regular expressions.
    bare = text.strip(_BLANKS)
    said, end = _STRICT.raw_decode(bare)
    if end < len(bare) or not isinstance(said, dict):
        msg = "not an object"
        raise ValueError(msg)
    return said


def require_writable(words: str, what: str) -> None:
    """Refuse text that no file could hold unchanged: a lone surrogate or a NUL."""
    if not is_writable(words):
        raise UserError("text-unwritable", what=what)


def is_writable(words: str) -> bool:
    """Tell whether a text is valid UTF-8 without NUL."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in words


def _known(kind: str, body: str) -> Event | None:
    """Read the body of a kind that we know; None where it is not as we write it."""
    try:
        said = parse_object(body)
        event: Event = _validator(kind).validate_json(body, strict=True)
    except ValueError:
        return None
    # pydantic takes no lone surrogate, but NUL as an escape, and seconds since 1970 for an instant.
    is_clean = "\\u0000" not in body or all(is_writable(words) for _, words in _texts(event))
    is_dated = all(_is_instant(said[name]) for name in _instants(kind) if name in said)
    return event if said.keys() <= _names(kind) and is_clean and is_dated else None


def _texts(event: Event) -> Iterator[tuple[str, str]]:
    for name in _names(event.kind):
        value = getattr(event, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str):
                yield name, item


def _is_read_back(event: Event, body: str) -> bool:
    """Tell whether a body gives the same event; cheaper than `decode`, for our own text."""
    try:
        return bool(_validator(event.kind).validate_json(body, strict=True) == event)
    except ValueError:
        return False


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            msg = f"not an instant: {value}"
            raise ValueError(msg)
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _is_instant(said: object) -> bool:
    """Tell whether a value is ISO 8601 text with offset."""
    try:
        return datetime.fromisoformat(str(said)).tzinfo is not None
    except ValueError:
        return False


@cache
def _validator(kind: str) -> Any:
    return TypeAdapter(KINDS[kind]).validator


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(field.name for field in fields(KINDS[kind]))


@cache
def _instants(kind: str) -> frozenset[str]:
    hints = get_type_hints(KINDS[kind]).items()
    return frozenset(name for name, hint in hints if datetime in (hint, *get_args(hint)))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        msg = "a key is written twice"
        raise ValueError(msg)
    return said


def _refuse_number(text: str) -> NoReturn:
    msg = f"not a whole number: {text}"
    raise ValueError(msg)


def _depth(text: str) -> int:
    """Count how deep brackets nest outside of strings, before a recursive parser meets them."""
    if text.count("{") + text.count("[") <= MAX_DEPTH:
        return 0
    deepest = level = 0
    is_text = is_escaped = False
    for char in text:
        if is_text:
            is_text = is_escaped or char != '"'
            is_escaped = char == "\\" and not is_escaped
        elif char == '"':
            is_text = True
        elif char in "{[":
            level += 1
            deepest = max(deepest, level)
        elif char in "}]":
            level -= 1
    return deepest


_BLANKS = " \t\n\r"
# Made once: building them anew took a third of the time of a row.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_STRICT = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_refuse_number, parse_constant=_refuse_number
)
