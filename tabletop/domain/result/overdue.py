"""When a corrective action is overdue; it must not know what day it is."""

from __future__ import annotations

import re
from datetime import date

from tabletop.domain.result.debrief import PlanResult

_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def day_of(given: str | None) -> date | None:
    """Return the day that a person typed as `2024-03-01` or `01-03-2024`, None where it is none."""
    typed = (given or "").strip()
    day_first = _DAY_FIRST.fullmatch(typed)
    try:
        if day_first:
            day, month, year = (int(part) for part in day_first.groups())
            return date(year, month, day)
        return date.fromisoformat(typed)
    except ValueError:
        return None


def is_overdue(action: PlanResult, today: date) -> bool:
    """Tell whether an action's day has passed and it is not closed.

    A due date that is no day (`before the next drill`) is never overdue.
    """
    due = day_of(action.due)
    return due is not None and action.status != "closed" and due < today
