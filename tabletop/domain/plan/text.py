"""A human-readable text in the languages of its pack; it must not choose a language by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text, either the same in every language (code "") or one version a language code."""

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def same(cls, words: str) -> Text:
        """Make a text that reads the same in every language."""
        return cls((("", words),))

    def in_language(self, language: str) -> str:
        """Return the version in `language`, else the common one, else the first."""
        for code, words in self.versions:
            if code in (language, ""):
                return words
        return self.versions[0][1]

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes that have a version of their own; empty for a common text."""
        return tuple(code for code, _ in self.versions if code)
