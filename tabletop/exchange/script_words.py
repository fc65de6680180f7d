"""A script's line cut into words: quotes, comments, `key=value`; it must not know any verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tabletop.exchange.typed_text import control_character

_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)=")
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n"}
_SHOWN = 60
MAX_LINE = 100_000
"""Characters of a line: more than its longest texts can take."""


class WrongWordError(Exception):
    """A wrong word: the finding's code, its column from 1, and its fields."""

    def __init__(self, code: str, column: int = 0, /, **fields: object) -> None:
        super().__init__(code, column, fields)
        self.code = code
        self.column = column
        self.fields = fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word: its text without quotes, its key if it has one, its column from 1."""

    text: str
    column: int
    key: str | None = None


def split_line(line: str) -> list[Word]:
    """Return the words of a line without its comment. Raises WrongWordError."""
    if len(line) > MAX_LINE:
        raise WrongWordError("script-line-too-long", length=len(line), limit=MAX_LINE)
    index = control_character(line)
    if index is not None:
        raise WrongWordError("control-character", index + 1, sign=f"U+{ord(line[index]):04X}")
    words = []
    at = 0
    while at < len(line):
        if line[at] in " \t":
            at += 1
            continue
        if line[at] == "#":
            break
        word, at = _word(line, at)
        words.append(word)
    return words


def shown(word: str) -> str:
    """Shorten a wrong word to what fits in a message."""
    return word if len(word) <= _SHOWN else word[: _SHOWN - 1] + "…"


def _word(line: str, start: int) -> tuple[Word, int]:
    """Return the word that begins at `start`, and where it ends."""
    at = start
    key = _KEY.match(line, at)
    if key:
        at = key.end()
    if line[at : at + 1] == '"':
        text, at = _quoted(line, at)
    else:
        end = next((place for place in range(at, len(line)) if line[place] in " \t"), len(line))
        text, at = line[at:end], end
        if '"' in text:
            raise WrongWordError("script-quote-inside", start + 1, word=shown(line[start:end]))
    return Word(text=text, column=start + 1, key=key[1] if key else None), at


def _quoted(line: str, start: int) -> tuple[str, int]:
    """Return the text between the quotes that begin at `start`, and where the word ends."""
    parts: list[str] = []
    at = start + 1
    while at < len(line):
        sign = line[at]
        if sign == "\\":
            escaped = line[at + 1 : at + 2]
            if escaped not in _ESCAPES or not escaped:
                raise WrongWordError("script-escape", at + 1, word=f"\\{escaped}")
            parts.append(_ESCAPES[escaped])
            at += 2
        elif sign == '"':
            if line[at + 1 : at + 2] not in ("", " ", "\t"):
                raise WrongWordError(
                    "script-quote-glued", at + 2, word=shown(line[at + 1 :].split(maxsplit=1)[0])
                )
            return "".join(parts), at + 1
        else:
            parts.append(sign)
            at += 1
    raise WrongWordError("script-quote-open", start + 1, word=shown(line[start:]))
