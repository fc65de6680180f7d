"""Languages: catalogues, label sets, dates and numbers; it must not hold a sentence of its own."""

from __future__ import annotations

import gettext
import io
import json
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cache

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tabletop import paths

LANGUAGES = ("id", "en")
LABEL_SETS = ("hseep", "uk", "nato", "indonesia")
"""Whose doctrine words papers may speak (design D14)."""
_LOCALES = {"id": "id", "en": "en_GB"}


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a text for the catalogues without translating it yet."""
    return message


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language: texts, dates and numbers as its readers write them."""

    language: str
    translations: gettext.NullTranslations

    def gettext(self, message: str) -> str:
        """Return `message` (English) in this language."""
        return self.translations.gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the form for `n` in this language."""
        return self.translations.ngettext(one, many, n)

    def percent(self, value: Fraction) -> str:
        """Write a percent with one decimal, half up, without its sign: `81,6`."""
        return self.decimal(value, 1)

    def decimal(self, value: Fraction, places: int) -> str:
        """Write an exact value with so many decimals, half up."""
        scaled = (abs(value) * 10**places + Fraction(1, 2)).__floor__()
        whole, rest = divmod(scaled, 10**places)
        sign = "-" if value < 0 and scaled else ""
        mark = "," if self.language == "id" else "."
        return f"{sign}{whole}{mark}{rest:0{places}}" if places else f"{sign}{whole}"

    def points(self, value: Fraction) -> str:
        """Write points as short as they are: `22`, `23,5`, `18,25`."""
        text = self.decimal(value, 2).rstrip("0")
        return text.rstrip(",.")

    def date(self, moment: datetime) -> str:
        """Write a date in words: `Selasa, 6 Februari 2024`."""
        return format_date(moment, "EEEE, d MMMM y", locale=_LOCALES[self.language])

    def short_date(self, moment: datetime) -> str:
        """Write a date without weekday and year: `9 Feb`."""
        return format_date(moment, "d MMM", locale=_LOCALES[self.language])

    def time(self, moment: datetime) -> str:
        """Write a wall or scenario time: `08.05` in Indonesian, `08:05` in English."""
        pattern = "HH.mm" if self.language == "id" else "HH:mm"
        return format_time(moment.timetz(), pattern, locale=_LOCALES[self.language])


@cache
def catalogue(language: str) -> Catalogue:
    """Load the catalogue of `language`; any language we do not speak reads English."""
    code = language if language in LANGUAGES else "en"
    source = paths.resources() / "locale" / code / "LC_MESSAGES" / "tabletop.po"
    compiled = source.with_suffix(".mo")
    if compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as stream:
            return Catalogue(code, gettext.GNUTranslations(stream))
    if not source.exists():
        return Catalogue(code, gettext.NullTranslations())
    # A checkout whose catalogue was edited since it was compiled: nothing may be stale.
    with source.open("rb") as stream:
        messages = read_po(stream, locale=code)
    buffer = io.BytesIO()
    write_mo(buffer, messages)
    buffer.seek(0)
    return Catalogue(code, gettext.GNUTranslations(buffer))


@cache
def labels(label_set: str, language: str) -> dict[str, str]:
    """Return the doctrine words of a label set (hseep, uk, nato, indonesia) in a language."""
    path = paths.resources() / "labels" / f"{label_set}.json"
    words = json.loads(path.read_text(encoding="utf-8"))
    return {key: versions[language] for key, versions in words.items()}


def elapsed(ms: int) -> str:
    """Write T+ with minutes: `T+02:05`; seconds only where there are any."""
    seconds = ms // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"T+{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def duration(ms: int) -> str:
    """Write a short duration in minutes and seconds: `6:50`, `75:00`."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"
