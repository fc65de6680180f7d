"""Times as people type them into a form; what cannot be read is refused by name."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tabletop.errors import UserError

_ELAPSED = re.compile(r"(?:T\s*\+?\s*)?(\d{1,3})[:.](\d{2})(?:[:.](\d{2}))?", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2})[:.](\d{2})")
_WALL = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T]+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")
_LENGTH = re.compile(r"(?:(\d{1,3})\s*[x\u00d7]\s*)?(\d{1,6})\s*([a-z]+)", re.IGNORECASE)
_UNITS_MS = {
    1_000: ("s", "sec", "second", "seconds", "dtk", "detik"),
    60_000: ("m", "min", "mins", "minute", "minutes", "mnt", "menit"),
    3_600_000: ("h", "hr", "hrs", "hour", "hours", "j", "jam"),
    86_400_000: ("day", "days", "hari"),
}


def typed_elapsed_ms(typed: str) -> int:
    """Read `T+01:20`, `01:20` or `1.20.30` as hours, minutes and seconds. Raises UserError `bad-elapsed`."""
    found = _ELAPSED.fullmatch(typed.strip())
    if found is None or int(found[2]) > 59 or int(found[3] or 0) > 59:
        raise UserError("bad-elapsed", given=typed.strip())
    return (int(found[1]) * 3_600 + int(found[2]) * 60 + int(found[3] or 0)) * 1_000


def typed_moment(typed: str, zone: ZoneInfo) -> datetime:
    """Read `2024-02-12 07:00` in the exercise's time zone. Raises UserError `bad-moment`."""
    found = _MOMENT.fullmatch(typed.strip())
    if found is not None:
        year, month, day, hour, minute = (int(part) for part in found.groups())
        with suppress(ValueError):  # the 31st of February
            return datetime(year, month, day, hour, minute, tzinfo=zone)
    raise UserError("bad-moment", given=typed.strip())


def typed_wall(typed: str, near: datetime) -> datetime:
    """Read `09.04` or `2024-01-26 09:04` on this computer's clock. Raises UserError `bad-wall-time`.

    Without a date the day is meant on which it lies nearest to `near`.
    """
    found = _WALL.fullmatch(typed.strip())
    local = near.astimezone()
    if found is not None:
        hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
        with suppress(ValueError):  # 25.00
            meant = local.replace(hour=hour, minute=minute, second=second, microsecond=0)
            if found[1]:
                meant = meant.replace(year=int(found[1]), month=int(found[2]), day=int(found[3]))
            days = (0,) if found[1] else (-1, 0, 1)
            return min((meant + timedelta(days=offset) for offset in days), key=lambda one: abs(one - local))
    raise UserError("bad-wall-time", given=typed.strip())


def typed_length_ms(typed: str) -> int:
    """Read `24 h`, `90 menit`, `1x24 jam` or `1 h 30 min`. Raises UserError `bad-length`."""
    total_ms, rest = 0, typed.strip()
    while found := _LENGTH.match(rest):
        unit_ms = next((ms for ms, names in _UNITS_MS.items() if found[3].casefold() in names), 0)
        if not unit_ms:
            break
        total_ms += int(found[1] or 1) * int(found[2]) * unit_ms
        rest = rest[found.end() :].lstrip(" ,")
    if rest or not total_ms:
        raise UserError("bad-length", given=typed.strip())
    return total_ms
