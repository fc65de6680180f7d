"""Times as people type them into a form; what cannot be read is refused by name."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from tabletop.errors import UserError

_ELAPSED = re.compile(r"(?:T\s*\+?\s*)?(\d{1,3})[:.](\d{2})(?:[:.](\d{2}))?", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2})[:.](\d{2})")


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
