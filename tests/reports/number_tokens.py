"""Which numbers a text holds beside what people typed; it must not import anything of tabletop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_WORD = re.compile(r"\S*\d\S*")
_EDGES = ".,;:()[]\"'!?-=…\N{EM DASH}\N{EN DASH}\N{RIGHTWARDS ARROW}\N{MIDDLE DOT}"
_DURATION = re.compile(r"\d+ +(s|min|h)")
_STOPS = "\N{OBJECT REPLACEMENT CHARACTER}"
_LEAST_PREFIX = 12


class Typed:
    """The texts that people typed, in a pack or in a journal; those without a digit hide no number."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = {" ".join(text.split()) for text in texts}
        self._texts = sorted((text for text in known if re.search(r"\d", text)), key=len, reverse=True)

    def without(self, text: str) -> str:
        """Take away every typed text, and what is left of one that was cut."""
        text = " ".join(text.split())
        for typed in self._texts:
            text = text.replace(typed, _STOPS)
        for typed in self._texts if "…" in text else ():
            text = self._without_cut(text, typed)
        return text

    @staticmethod
    def _without_cut(text: str, typed: str) -> str:
        at = text.find(typed[:_LEAST_PREFIX])
        end = text.find("…", at)
        if at < 0 or end < 0 or not typed.startswith(text[at:end].rstrip()):
            return text
        return text[:at] + _STOPS + text[end:]


def tokens(text: str) -> list[str]:
    """Return the words of a text that hold a digit, without the signs round them."""
    return [word.strip(_EDGES) for word in _WORD.findall(text.replace("\N{NO-BREAK SPACE}", " "))]


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text of a nested value that is words, not a number, an id or a duration of a pack."""
    if isinstance(value, str):
        if " " in value.strip() and not _DURATION.fullmatch(value.strip()):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
