"""Search in what people typed: case, accents, doctrine's spellings and one slip do not count; no ranking."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SPELLINGS = (
    (re.compile(r"konti(?:n[jg]|j)ensi"), "kontinjensi"),
    (re.compile(r"gelad"), "glad"),
)
"""Words that papers and press spell in several ways (doctrine 12), and the one that stands for all."""
_WORD = re.compile(r"\w+")
_FEWEST_LETTERS = 6
"""In a shorter word one slip makes another word."""


def fold(text: str) -> str:
    """Return a text without case and accents; characters are folded one by one, so parts stay parts."""
    return _bare(_bare(text))  # some characters show what they are made of only once their case is gone


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower()  # most of what is typed here, and many times faster
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class Haystack:
    """A text made ready to be searched often."""

    plain: str
    spelled: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Haystack:
        """Fold a text once."""
        plain = fold(text)
        spelled = _spelled(plain)
        return cls(plain, spelled, frozenset(_WORD.findall(spelled)))


class Needle:
    """What is looked for: every word of it must be found, wherever it stands."""

    def __init__(self, asked: str) -> None:
        self.words = tuple(fold(asked).split())
        self._spelled = tuple(_spelled(word) for word in self.words)
        self._slips = tuple(_Slips(word) for word in self._spelled)

    def is_in(self, haystack: Haystack) -> bool:
        """Tell whether all words are found; an empty needle is in everything."""
        return all(
            word in haystack.plain or spelled in haystack.spelled or slips.are_in(haystack.words)
            for word, spelled, slips in zip(self.words, self._spelled, self._slips, strict=True)
        )


class _Slips:
    """What may stand for one long word; words recur, row after row, so each is compared only once."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._seen: set[str] = set()
        self._near: set[str] = set()

    def are_in(self, words: frozenset[str]) -> bool:
        """Tell whether one of the words is the word that is looked for, but for one slip."""
        if len(self._word) < _FEWEST_LETTERS:
            return False
        fresh = words - self._seen
        if fresh:
            self._seen |= fresh
            self._near.update(other for other in fresh if begins_nearly(self._word, other))
        return not self._near.isdisjoint(words)


def begins_nearly(word: str, other: str) -> bool:
    """Tell whether `other` begins with `word` but for one letter that is wrong, missing or too many."""
    size = len(word)
    return any(_differ_by_one(word, other[:end]) for end in (size - 1, size, size + 1))


def _differ_by_one(word: str, other: str) -> bool:
    if abs(len(word) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    rest, other_rest = word[same:], other[same:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]


def _spelled(folded: str) -> str:
    for pattern, usual in _SPELLINGS:
        folded = pattern.sub(usual, folded)
    return folded
