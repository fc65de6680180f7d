"""Typed texts for files that others edit: kept as typed, what is invisible made visible; no paper's rules.

Paper writes as `U+XXXX` what its font lacks (`frame.printable`); a document or a sheet is shown in fonts
of its reader, so letters of all scripts stay there.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_KEPT_SPACES = "\u00a0\u202f"
_SOFT_HYPHEN = "\u00ad"


def readable(text: str) -> str:
    """Return a typed text without control characters; its own line breaks stay, empty lines go.

    What is invisible (bidi overrides, zero-width marks) or is no character becomes `U+XXXX`.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown = (_line(part) for part in text.splitlines())
    return "\n".join(line for line in shown if line)


def _line(text: str) -> str:
    shown = "".join(_shown(char) for char in unicodedata.normalize("NFC", text))
    return " ".join(word for word in shown.split(" ") if word)


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    if char.isspace() and char not in _KEPT_SPACES:
        return " "
    category = unicodedata.category(char)
    if category == "Cc" or char == _SOFT_HYPHEN:
        return ""
    code = ord(char)
    if category in ("Cf", "Cs") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return f" U+{code:04X} "
    return char
