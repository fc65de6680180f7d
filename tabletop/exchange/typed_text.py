"""Times, durations and numbers as packs and scripts write them; it must not know where they stand."""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction

TEXT_LIMIT = 4_000
"""Characters that one text may hold (contract 2, limits)."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}")
_TIME = re.compile(r"T\+([0-9]{2,3}):([0-5][0-9])(?::([0-5][0-9]))?")
_DURATION = re.compile(r"([0-9]{1,6}) ?(s|min|h)")
_SHIFT = re.compile(r"([+-])([0-9]{1,5})(s|min|h)")
_LENGTH = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])")
# Years are bounded so that no change of time zone leaves what a datetime can hold.
_MOMENT = re.compile(
    r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_DECIMAL = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_UNIT_MS = {"s": 1_000, "min": 60_000, "h": 3_600_000}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def is_id(text: str) -> bool:
    """Tell whether `text` can be an id or number: 1 to 24 of A-Z a-z 0-9 _ -, not beginning with a sign."""
    return _ID.fullmatch(text) is not None


def control_character(text: str) -> int | None:
    """Return where the first character stands that no page can show, or None; tab and newline may be."""
    found = _CONTROL.search(text)
    return found.start() if found else None


def time_ms(text: str) -> int | None:
    """Read `T+HH:MM[:SS]` as milliseconds, or None."""
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000


def duration_ms(text: str) -> int | None:
    """Read `90 s`, `5 min` or `2 h` as milliseconds, or None."""
    found = _DURATION.fullmatch(text)
    return int(found[1]) * _UNIT_MS[found[2]] if found else None


def shift_ms(text: str) -> int | None:
    """Read a shift such as `+5min` or `-90s` as milliseconds, or None."""
    found = _SHIFT.fullmatch(text)
    if not found:
        return None
    ms = int(found[2]) * _UNIT_MS[found[3]]
    return -ms if found[1] == "-" else ms


def length_ms(text: str) -> int | None:
    """Read a length of time, `MM:SS` or `HH:MM:SS`, as milliseconds, or None."""
    found = _LENGTH.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if found[1] is not None and minutes > 59:
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000


def moment(text: str) -> datetime | None:
    """Read a scenario time, ISO 8601 with offset, as an aware datetime, or None."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a 30 February
        return None


def whole(text: str, low: int, high: int) -> int | None:
    """Read a whole number from `low` to `high`, or None."""
    if not _WHOLE.fullmatch(text):
        return None
    number = int(text)
    return number if low <= number <= high else None


def decimal(text: str) -> Fraction | None:
    """Read a decimal such as `0.5` exactly, or None; at most six digits on each side of the point."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def time_text(ms: int) -> str:
    """Write T+ as `time_ms` reads it. Raises ValueError for parts of a second."""
    seconds = _seconds(ms)
    minutes, seconds = divmod(seconds, 60)
    tail = f":{seconds:02}" if seconds else ""
    return f"T+{minutes // 60:02}:{minutes % 60:02}{tail}"


def duration_text(ms: int) -> str:
    """Write a duration in its largest whole unit. Raises ValueError for parts of a second."""
    seconds = _seconds(ms)
    if seconds and seconds % 3_600 == 0:
        return f"{seconds // 3_600} h"
    if seconds and seconds % 60 == 0:
        return f"{seconds // 60} min"
    return f"{seconds} s"


def moment_text(at: datetime) -> str:
    """Write a scenario time as `moment` reads it."""
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def decimal_text(value: Fraction) -> str:
    """Write an exact decimal of at most six places. Raises ValueError for any other fraction."""
    millionths = value * 1_000_000
    if millionths.denominator != 1:
        raise ValueError(f"{value} is not a decimal of six places")
    unit, rest = divmod(millionths.numerator, 1_000_000)
    return f"{unit}.{rest:06}".rstrip("0").rstrip(".")


def _seconds(ms: int) -> int:
    seconds, rest = divmod(ms, 1_000)
    if rest or ms < 0:
        raise ValueError(f"{ms} ms cannot be written in whole seconds")
    return seconds
