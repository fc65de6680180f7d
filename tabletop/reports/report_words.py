"""Texts and cells of a report in each of its languages; it must not know what a report says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction

from tabletop.i18n import Catalogue, duration, elapsed
from tabletop.reports.debrief_edition import EN_DASH
from tabletop.reports.document import Cell, Column, Grade, Number
from tabletop.reports.dossier import Dossier
from tabletop.reports.voice import Pair, Voice, clock_zone
from tabletop.wording.ratings import LETTERS

NOTHING = Pair(EN_DASH)
"""What stands in a cell where there is nothing."""
EMPTY = Pair("")


def in_each(voice: Voice, write: Callable[[Catalogue], str]) -> Pair:
    """Return what `write` makes of each language, such as a number as its readers write it."""
    first = write(voice.first)
    second = write(voice.second) if voice.second else ""
    return Pair(first, "" if second == first else second)


def told_in_each(voice: Voice, message: str, **fields: Pair) -> Pair:
    """Return a message of which fields read differently in each language."""
    first = voice.say(message, **{name: pair.first for name, pair in fields.items()})
    if voice.second is None:
        return Pair(first)
    filled = {name: pair.second or pair.first for name, pair in fields.items()}
    second = voice.second.gettext(message).format(**filled)
    return Pair(first, "" if second == first else second)


def joined(pairs: Iterable[Pair], sign: str) -> Pair:
    """Join texts by a sign; one that reads the same in both languages stands in both."""
    parts = [pair for pair in pairs if pair.first]
    first = sign.join(pair.first for pair in parts)
    if not any(pair.second for pair in parts):
        return Pair(first)
    return Pair(first, sign.join(pair.second or pair.first for pair in parts))


def lines(pairs: Iterable[Pair]) -> Pair:
    """Set texts below one another."""
    return joined(pairs, "\n")


def led(lead: str, pair: Pair) -> Pair:
    """Put what needs no translation, such as an id, before a text."""
    return Pair(f"{lead} {pair.first}", f"{lead} {pair.second}" if pair.second else "")


def with_typed(pair: Pair, text: str | None, sign: str = ": ") -> Pair:
    """Let a typed text, which stands once, follow our own words."""
    return Pair(f"{pair.first}{sign}{text}", pair.second) if text else pair


def said(voice: Voice, label: str, text: str | None) -> str:
    """Return `Label: text` with the label in each language on one line; nothing where there is no text."""
    return f"{voice.slash(label)}: {text}" if text else ""


def typed(text: str | None) -> Pair:
    """Return what a person typed, a dash where that is nothing."""
    return Pair(text) if text else NOTHING


def shortened(text: str, most: int) -> str:
    """Return a text cut at a word where it is longer than `most` letters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > most // 2 else cut).rstrip(" ,.;:") + "…"


# Numbers ----------------------------------------------------------------------------------------


def count(n: int) -> Number:
    """Return a whole number."""
    return Number(value=n, words=str(n))


def points(voice: Voice, value: Fraction | int | None) -> Cell:
    """Return points as short as they are."""
    if value is None:
        return NOTHING
    return Number(value=Fraction(value), words=voice.first.points(Fraction(value)))


def percent(voice: Voice, value: Fraction | None) -> Cell:
    """Return a percent with one decimal, without its sign."""
    return NOTHING if value is None else Number(value=value, words=voice.first.percent(value))


def percent_words(voice: Voice, value: Fraction | None) -> Pair:
    """Return a percent with its sign, as each language writes it."""
    return NOTHING if value is None else in_each(voice, lambda spoken: f"{spoken.percent(value)} %")


def coefficient(voice: Voice, value: float | None) -> Cell:
    """Return a coefficient with two decimals."""
    if value is None:
        return NOTHING
    exact = Fraction(str(round(value, 6)))
    return Number(value=exact, words=voice.first.decimal(exact, 2))


def letter(given: str | None) -> Grade:
    """Return a letter as its chip."""
    return Grade(letter=next((each for each in LETTERS if each == given), None))


# Times ------------------------------------------------------------------------------------------


def t_plus(ms: int | None) -> Pair:
    """Return a T+ with its seconds where there are any."""
    return NOTHING if ms is None else Pair(elapsed(max(0, ms)))


def span(ms: int | None) -> Pair:
    """Return a length in minutes and seconds."""
    return NOTHING if ms is None else Pair(duration(ms))


def seconds(ms: int | None) -> Cell:
    """Return a length in seconds, which a sheet can compute with."""
    if ms is None:
        return NOTHING
    whole, rest = divmod(ms, 1000)
    return Number(value=Fraction(ms, 1000), words=f"{whole}.{rest:03}" if rest else str(whole))


def spans(values: Sequence[int]) -> str:
    """Return lengths in minutes and seconds, one after the other."""
    return ", ".join(duration(value) for value in values)


def signed_span(ms: int | None) -> Pair:
    """Return a difference in minutes and seconds: `+1:30`, `-0:40`, `0:00`."""
    if ms is None:
        return NOTHING
    sign = "+" if ms >= 1000 else "-" if ms <= -1000 else ""
    return Pair(sign + duration(abs(ms)))


def day_words(voice: Voice, day: date) -> Pair:
    """Return a day as each language writes it: `6 Feb 2024`."""
    noon = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - a day has no zone
    return in_each(voice, lambda spoken: f"{spoken.short_date(noon)} {day.year}")


def moment_words(dossier: Dossier, moment: datetime) -> Pair:
    """Return day and wall time of an instant: `6 Feb 2024, 08.05 WIB`."""
    local, zone = dossier.local(moment), clock_zone(moment, dossier.plan.timezone)
    return in_each(
        dossier.voice,
        lambda spoken: f"{spoken.short_date(local)} {local.year}, {spoken.time(local)} {zone}",
    )


def scenario_words(voice: Voice, moment: datetime) -> Pair:
    """Return day and time of the scenario clock, as they stand."""
    return in_each(voice, lambda spoken: f"{spoken.short_date(moment)} {moment.year}, {spoken.time(moment)}")


def wall_clock(dossier: Dossier, moment: datetime) -> Pair:
    """Return the wall time of an instant with its seconds: `08.05.10`."""
    local = dossier.local(moment)
    return in_each(dossier.voice, lambda spoken: f"{spoken.time(local)}{_mark(spoken)}{local:%S}")


def _mark(spoken: Catalogue) -> str:
    return "." if spoken.language == "id" else ":"


# Columns ----------------------------------------------------------------------------------------


def column(title: Pair, width: float, sheet_width: int = 16) -> Column:
    """Return a column of words."""
    return Column(title=title, width=width, sheet_width=sheet_width)


def figures(title: Pair, width: float, sheet_width: int = 10) -> Column:
    """Return a column of numbers or times, which stand right."""
    return Column(title=title, width=width, align="right", sheet_width=sheet_width)


def marks(title: Pair, width: float, sheet_width: int = 8) -> Column:
    """Return a column of letters or short marks, which stand in its middle."""
    return Column(title=title, width=width, align="centre", sheet_width=sheet_width)
