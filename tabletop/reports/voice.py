"""In which languages a paper speaks, and how two stand side by side; it must not hold a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tabletop.domain.plan.text import Text
from tabletop.i18n import Catalogue, catalogue, labels

_DEFAULT_LABELS = "hseep"
_INDONESIAN_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in the paper's first language and, where there is a second one, in that."""

    first: str
    second: str = ""

    @property
    def slash(self) -> str:
        """Return both on one line, or one where they are the same."""
        return f"{self.first} / {self.second}" if self.second else self.first


@dataclass(frozen=True, slots=True)
class Voice:
    """The languages of a paper in order, with the doctrine words of its label set.

    Every message is an English msgid marked with `N_` where it stands; `{fields}` are filled in
    after it was translated.
    """

    first: Catalogue
    second: Catalogue | None
    label_set: str

    @classmethod
    def of(cls, languages: tuple[str, ...], label_set: str) -> Voice:
        """Make the voice of a paper in one or two languages."""
        catalogues = [catalogue(language) for language in languages]
        return cls(catalogues[0], catalogues[1] if len(catalogues) > 1 else None, label_set)

    @property
    def languages(self) -> str:
        """Return the languages as a person asks for them: `id`, `id+en`."""
        return "+".join([self.first.language, *([self.second.language] if self.second else [])])

    def say(self, message: str, **fields: object) -> str:
        """Return a message in the first language."""
        return self.first.gettext(message).format(**fields)

    def pair(self, message: str, **fields: object) -> Pair:
        """Return a message in each language; the second is empty where it reads the same."""
        return self._paired(self.say(message, **fields), self._second_of(message, fields))

    def slash(self, message: str, **fields: object) -> str:
        """Return a message in both languages on one line."""
        return self.pair(message, **fields).slash

    def label(self, key: str) -> Pair:
        """Return a doctrine word of the label set in each language."""
        second = self._words(self.second)[key] if self.second else ""
        return self._paired(self._words(self.first)[key], second)

    def typed(self, text: Text) -> Pair:
        """Return a text of the pack in each language."""
        second = text.in_language(self.second.language) if self.second else ""
        return self._paired(text.in_language(self.first.language), second)

    def _second_of(self, message: str, fields: Mapping[str, object]) -> str:
        return self.second.gettext(message).format(**fields) if self.second else ""

    @staticmethod
    def _paired(first: str, second: str) -> Pair:
        return Pair(first, "" if second == first else second)

    def _words(self, spoken: Catalogue) -> dict[str, str]:
        return labels(_DEFAULT_LABELS, spoken.language) | labels(self.label_set, spoken.language)


def clock_zone(moment: datetime, timezone: str) -> str:
    """Return how people name a zone: `WIB`, `WITA`, `WIT`, else its offset, `UTC+05:30`."""
    local = moment.astimezone(ZoneInfo(timezone))
    name, offset = local.tzname() or "", local.strftime("%z")
    if _INDONESIAN_ZONES.get(name) == int(offset[:3]):
        return name
    return f"UTC{offset[:3]}:{offset[3:5]}"
