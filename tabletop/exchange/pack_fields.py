"""The types that a pack's fields give to text, each with its refusal; it must not know any model."""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Any, LiteralString
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from tabletop.domain.plan.text import Text
from tabletop.exchange import typed_text
from tabletop.exchange.typed_text import TEXT_LIMIT, control_character

FORMAT = "tabletop-pack/1"
_SHOWN = 60
_REFERENCE_LIMIT = 60
_PACK_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_FORMAT = re.compile(r"tabletop-pack/[0-9]{1,4}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")


def wrong(code: LiteralString, **fields: object) -> PydanticCustomError:
    """Make the error that becomes a finding with this code and these fields."""
    return PydanticCustomError(code, code, fields)


def shown(word: str) -> str:
    """Shorten an offending word to what fits in a line."""
    word = " ".join(word.splitlines())
    return word if len(word) <= _SHOWN else word[: _SHOWN - 1] + "…"


def word_of(value: object) -> str:
    """Return a scalar's text. Refuses a list, a mapping and nothing at all."""
    if isinstance(value, str):
        if value.strip():
            return value
        raise wrong("value-empty")
    raise wrong("value-empty" if value is None else "value-not-one")


def _id(value: object) -> str:
    word = word_of(value)
    if not typed_text.is_id(word):
        raise wrong("id-malformed", word=shown(word))
    return word


def _dotted_id(value: object) -> str:
    word = word_of(value)
    if len(word) > _REFERENCE_LIMIT or not all(typed_text.is_id(part) for part in word.split(".")):
        raise wrong("id-malformed", word=shown(word))
    return word


def _reference(value: object) -> str:
    """Take any short word: whether it names something is told with a suggestion, not here."""
    word = word_of(value)
    if len(word) > _REFERENCE_LIMIT or control_character(word) is not None or "\n" in word:
        raise wrong("id-malformed", word=shown(word))
    return word


def _pack_id(value: object) -> str:
    word = word_of(value)
    if not _PACK_ID.fullmatch(word):
        raise wrong("pack-id-malformed", word=shown(word))
    return word


def _format(value: object) -> str:
    word = word_of(value)
    if word != FORMAT:
        code: LiteralString = "format-newer" if _FORMAT.fullmatch(word) else "format-unknown"
        raise wrong(code, word=shown(word), known=FORMAT)
    return word


def _language(value: object) -> str:
    word = word_of(value)
    if not _LANGUAGE.fullmatch(word):
        raise wrong("language-malformed", word=shown(word))
    return word


def _timezone(value: object) -> str:
    word = word_of(value)
    if not _ZONE.fullmatch(word):
        raise wrong("timezone-unknown", word=shown(word))
    try:
        ZoneInfo(word)
    # A folder of the zone database, such as `Asia`, is an OSError on some systems.
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise wrong("timezone-unknown", word=shown(word)) from error
    return word


def _time(value: object) -> int:
    word = word_of(value)
    ms = typed_text.time_ms(word)
    if ms is None:
        raise wrong("time-malformed", word=shown(word))
    return ms


def _duration(value: object) -> int:
    word = word_of(value)
    ms = typed_text.duration_ms(word)
    if ms is None:
        raise wrong("duration-malformed", word=shown(word))
    return ms


def _positive_duration(value: object) -> int:
    ms = _duration(value)
    if ms == 0:
        raise wrong("duration-malformed", word=shown(word_of(value)))
    return ms


def _moment(value: object) -> datetime:
    word = word_of(value)
    at = typed_text.moment(word)
    if at is None:
        raise wrong("moment-malformed", word=shown(word))
    return at


def _flag(value: object) -> bool:
    word = word_of(value)
    if word not in ("true", "false"):
        raise wrong("flag-malformed", word=shown(word))
    return word == "true"


def _weight(value: object) -> Fraction:
    word = word_of(value)
    weight = typed_text.decimal(word)
    if not weight:
        raise wrong("weight-malformed", word=shown(word))
    return weight


def _share(value: object) -> str:
    """Check a share of the map, 0 to 1, and keep it as it was written."""
    word = word_of(value)
    share = typed_text.decimal(word)
    if share is None or share > 1:
        raise wrong("share-malformed", word=shown(word))
    return word


def _words(value: object) -> str:
    """Take a short text that is the same in every language, such as a version."""
    word = word_of(value)
    if len(word) > 100:
        raise wrong("words-too-long", length=len(word), limit=100)
    return word


def _text(value: object) -> Text:
    if isinstance(value, dict):
        if not value:
            raise wrong("value-empty")
        return Text(tuple((code, _version(words, code)) for code, words in value.items()))
    return Text.same(_version(value, None))


def _version(value: object, language: str | None) -> str:
    inner: dict[str, Any] = {} if language is None else {"inner": language}
    if not isinstance(value, str):
        raise wrong("value-empty" if value is None else "text-not-one", **inner)
    if not value.strip():
        raise wrong("value-empty", **inner)
    if len(value) > TEXT_LIMIT:
        raise wrong("words-too-long", length=len(value), limit=TEXT_LIMIT, **inner)
    return value


def whole_number(low: int, high: int) -> PlainValidator:
    """Make the check of a whole number from `low` to `high`."""

    def read(value: object) -> int:
        word = word_of(value)
        number = typed_text.whole(word, low, high)
        if number is None:
            raise wrong("number-out-of-range", word=shown(word), low=low, high=high)
        return number

    return PlainValidator(read)


def one_of(*known: str) -> PlainValidator:
    """Make the check of a word out of a fixed few."""

    def read(value: object) -> str:
        word = word_of(value)
        if word not in known:
            raise wrong("choice-unknown", word=shown(word), known=", ".join(known), choices=known)
        return word

    return PlainValidator(read)


def _all_or_list(value: object) -> object:
    return ["all"] if value == "all" else value


def _not_empty(value: object) -> object:
    if isinstance(value, list) and not value:
        raise wrong("list-empty")
    return value


NOT_EMPTY = BeforeValidator(_not_empty)
Id = Annotated[str, PlainValidator(_id)]
DottedId = Annotated[str, PlainValidator(_dotted_id)]
Reference = Annotated[str, PlainValidator(_reference)]
PackId = Annotated[str, PlainValidator(_pack_id)]
Format = Annotated[str, PlainValidator(_format)]
Language = Annotated[str, PlainValidator(_language)]
Timezone = Annotated[str, PlainValidator(_timezone)]
Time = Annotated[int, PlainValidator(_time)]
Duration = Annotated[int, PlainValidator(_duration)]
PositiveDuration = Annotated[int, PlainValidator(_positive_duration)]
Moment = Annotated[datetime, PlainValidator(_moment)]
Flag = Annotated[bool, PlainValidator(_flag)]
Weight = Annotated[Fraction, PlainValidator(_weight)]
Share = Annotated[str, PlainValidator(_share)]
Words = Annotated[str, PlainValidator(_words)]
Wording = Annotated[Text, PlainValidator(_text)]
References = Annotated[tuple[Reference, ...], NOT_EMPTY]
"""A list that names at least one thing."""
Cells = Annotated[tuple[Reference, ...], NOT_EMPTY, BeforeValidator(_all_or_list)]
"""A list of cells, or `all`."""
Languages = Annotated[tuple[Language, ...], NOT_EMPTY]
