"""Play scripts, one act a line (contract 3); it must not know the exercise they are played in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tabletop.domain.plan.checks import closest
from tabletop.domain.play.act import Act
from tabletop.domain.play.journal import DIRECTOR
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.exchange.script_values import elapsed_ms
from tabletop.exchange.script_verbs import COMMON, VERBS, Argument, Verb
from tabletop.exchange.script_words import Word, WrongWordError, shown, split_line
from tabletop.exchange.typed_text import time_text

MAX_BYTES = 4_000_000
MAX_FAULTS = 50


def open_script(path: Path) -> tuple[Act, ...]:
    """Read the script in a file.

    Raises UserError (`script-missing`) where there is none to read, and what `read_script` raises.
    """
    name = path.name
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError("script-missing", name=name, reason=reason) from error
    if len(data) > MAX_BYTES:
        raise _unreadable([Finding(code="script-too-large", fields={"limit_mb": 4}, place=name)], name)
    try:
        return read_script(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable([Finding(code="script-not-utf8", place=name, line=line)], name) from error


def read_script(text: str, name: str) -> tuple[Act, ...]:
    """Read a script's acts in the order of its lines; `name` is what findings call the script.

    Raises UnreadableError (`script-unreadable`) with a finding for each wrong line, up to 50.
    """
    acts: list[Act] = []
    findings: list[Finding] = []
    order = _Order()
    for number, line in enumerate(_lines(text), 1):
        try:
            act = _act(number, line)
            if act is not None:
                order.check(act)
                acts.append(act)
        except WrongWordError as fault:
            fields = dict(fault.fields)
            findings.append(
                Finding(code=fault.code, fields=fields, place=name, line=number, column=fault.column)
            )
            if len(findings) >= MAX_FAULTS:
                break
    if findings:
        raise _unreadable(findings, name)
    return tuple(acts)


def _unreadable(findings: list[Finding], name: str) -> UnreadableError:
    return UnreadableError("script-unreadable", findings=findings, name=name, count=len(findings))


def _lines(text: str) -> Iterator[str]:
    # Not splitlines(): it would also cut quoted texts at the rarer line separators.
    yield from text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _act(number: int, line: str) -> Act | None:
    """Return the act of one line, or None for an empty one. Raises WrongWordError."""
    words = split_line(line)
    if not words:
        return None
    at_ms = _located(elapsed_ms, words[0])
    if len(words) == 1:
        raise WrongWordError("script-verb-missing", len(line.rstrip()) + 1)
    verb = _verb(words[1])
    values = _values(verb, words[1].text, words[2:])
    return Act(
        line=number,
        at_ms=at_ms,
        verb=words[1].text,
        station=values.pop("station", DIRECTOR),
        by=values.pop("by", None),
        seen_ms=values.pop("seen", None),
        form=values.pop("form", None),
        values=values,
    )


def _verb(word: Word) -> Verb:
    name = _whole(word)
    verb = VERBS.get(name)
    if verb is None:
        raise WrongWordError("script-verb", word.column, word=shown(name), **_meant(name, [*VERBS]))
    return verb


def _values(verb: Verb, name: str, words: list[Word]) -> dict[str, Any]:
    """Return the arguments by field; words with a key come after the others."""
    values: dict[str, Any] = {}
    positional = [word for word in words if word.key is None]
    given = [word for word in words if word.key is not None]
    for word, after in pairwise(words):
        if word.key is not None and after.key is None:
            raise WrongWordError("script-argument-late", after.column, word=shown(after.text))
    if len(positional) > len(verb.positional):
        extra = positional[len(verb.positional)]
        raise WrongWordError("script-argument-extra", extra.column, word=shown(extra.text), verb=name)
    known = _known_keys(verb, name, given)
    for argument, word in zip(verb.positional, positional, strict=False):
        _take(argument, word, values)
    if len(positional) < len(verb.positional):
        lacking = verb.positional[len(positional)]
        raise WrongWordError("script-argument-missing", 0, verb=name, what=lacking.name)
    for word in given:
        _take(known[word.key or ""], word, values)
    for argument in verb.keys:
        if argument.is_required and not any(word.key == argument.name for word in given):
            raise WrongWordError("script-key-missing", 0, verb=name, key=argument.name)
    return values


def _known_keys(verb: Verb, name: str, words: list[Word]) -> dict[str, Argument]:
    """Return the arguments by key, once each given key is seen to be one of them and there once."""
    known = {argument.name: argument for argument in (*COMMON, *verb.keys)}
    seen: set[str] = set()
    for word in words:
        key = word.key or ""
        if key not in known:
            free = [other for other in known if other not in seen]
            raise WrongWordError("script-key", word.column, word=shown(key), verb=name, **_meant(key, free))
        if key in seen:
            raise WrongWordError("script-key-twice", word.column, word=key)
        seen.add(key)
    return known


def _take(argument: Argument, word: Word, values: dict[str, Any]) -> None:
    value = _located(argument.read, word)
    if argument.field is not None:
        values[argument.field] = value
    elif isinstance(value, dict):
        values.update(value)


def _located(read: Any, word: Word) -> Any:
    """Read a word's text; a fault gets the word's column."""
    try:
        return read(word.text)
    except WrongWordError as fault:
        raise WrongWordError(fault.code, word.column, **fault.fields) from fault


def _whole(word: Word) -> str:
    return word.text if word.key is None else f"{word.key}={word.text}"


def _meant(word: str, known: list[str]) -> dict[str, object]:
    meant = closest(word, known)
    return {} if meant is None else {"suggestion": meant}


@dataclass(slots=True)
class _Order:
    """What the times of a script's lines may be: never back, and T+00:00 before STARTEX."""

    at_ms: int = 0
    is_started: bool = False
    is_told: bool = False

    def check(self, act: Act) -> None:
        """Take the next act. Raises WrongWordError."""
        if not self.is_started:
            self._check_before_start(act)
        if act.at_ms < self.at_ms:
            now = time_text(self.at_ms)
            raise WrongWordError("script-time-back", 1, word=time_text(act.at_ms), now=now)
        self.at_ms = act.at_ms
        by_ms = act.values.get("by_ms")
        if act.verb == "adjust" and isinstance(by_ms, int):
            # The clock then stands elsewhere: the lines after it are told by that.
            self.at_ms = max(0, act.at_ms + by_ms)

    def _check_before_start(self, act: Act) -> None:
        is_start = act.verb == "startex"
        self.is_started = is_start
        may_be_later = is_start and "phase" in act.values
        if act.at_ms and not may_be_later and not self.is_told:
            # Told once: a forgotten STARTEX would make a fault of every line.
            self.is_told = True
            raise WrongWordError("script-before-start", 1, word=time_text(act.at_ms))
