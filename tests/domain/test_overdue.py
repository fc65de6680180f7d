"""When a corrective action is overdue: its day has passed and it is not closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tabletop.domain.result.debrief import PlanResult
from tabletop.domain.result.overdue import day_of, is_overdue

DAY = date(2024, 3, 1)


def action(**given: Any) -> PlanResult:
    stood: dict[str, Any] = dict.fromkeys(("answers", "objective", "contact", "start", "due", "retest"))
    return PlanResult(**(stood | {"id": "DIR:1", "text": "buy one", "owner": "Stores"} | given))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024-03-01", DAY),
        (" 2024-03-01 ", DAY),
        ("01-03-2024", DAY),
        ("1/3/2024", DAY),
        ("1.3.2024", DAY),
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("32-01-2024", None),
        ("01-13-2024", None),
        ("2024-3-1", None),
        ("before the next drill", None),
        ("01-03-2024 at the latest", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_read_year_first_or_day_first_and_nothing_else_is_a_day(
    typed: str | None, day: date | None
) -> None:
    assert day_of(typed) == day


@pytest.mark.parametrize(("today", "is_late"), [(29, False), (1, False), (2, True)])
def test_an_action_is_overdue_from_the_day_after_its_due_date(today: int, is_late: bool) -> None:
    day = date(2024, 2, 29) if today == 29 else date(2024, 3, today)

    assert is_overdue(action(due="2024-03-01"), day) is is_late
    assert is_overdue(action(due="01-03-2024", status="started"), day) is is_late


@pytest.mark.parametrize(
    "given", [{"due": "2024-03-01", "status": "closed"}, {"due": "before the next drill"}, {"due": None}]
)
def test_what_is_closed_or_has_no_day_is_never_overdue(given: dict[str, Any]) -> None:
    assert not is_overdue(action(**given), date(2030, 1, 1))
