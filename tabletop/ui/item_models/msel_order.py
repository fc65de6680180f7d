"""Which injects the MSEL table shows and in what order, as plain lists; it must not know Qt's views.

A Python list of 10,000 rows sorts in some 15 ms, QSortFilterProxyModel takes a hundred times as long
(design D9).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from tabletop.domain.play.board import BoardRow, Chip
from tabletop.domain.play.search import fold

Order = Literal["state", "number", "plan", "diff"]
"""By what the rows stand; the order of the pack has no name."""
_URGENT: tuple[Chip, ...] = (
    "overdue", "due", "held", "released", "scheduled", "closed", "skipped", "declined", "retracted",
)  # fmt: skip
"""States in the order in which they need someone."""
_RANKS = {chip: rank for rank, chip in enumerate(_URGENT)}
assert set(_RANKS) == set(get_args(Chip))  # noqa: S101 - a new state must find its place here


def found(rows: Sequence[BoardRow], sought: str, text_of: Callable[[BoardRow], str]) -> Sequence[BoardRow]:
    """Return the rows whose folded text holds every word that is sought."""
    wanted = fold(sought).split()
    if not wanted:
        return rows
    return [row for row in rows if _has(wanted, text_of(row))]


def ordered(
    rows: Sequence[BoardRow], order: Order | None, *, is_reversed: bool = False
) -> Sequence[BoardRow]:
    """Return the rows in an order; equals stay as the pack has them, what has no value stands last."""
    if order == "state":
        return sorted(rows, key=lambda row: _RANKS[row.chip], reverse=is_reversed)
    if order == "number":
        return sorted(rows, key=lambda row: _by_number(row.inject.number), reverse=is_reversed)
    if order is None:
        return rows
    value = _planned if order == "plan" else _lateness
    valued = [row for row in rows if value(row) is not None]
    rest = [row for row in rows if value(row) is None]
    return sorted(valued, key=lambda row: value(row) or 0, reverse=is_reversed) + rest


def _has(wanted: Sequence[str], text: str) -> bool:
    return all(word in text for word in wanted)


def _by_number(number: str) -> tuple[str, int, str]:
    """Put E9 before E10, and a number without digits before all of its letters."""
    letters = number.rstrip("0123456789")
    digits = number[len(letters) :]
    return letters, int(digits) if digits else -1, number


def _planned(row: BoardRow) -> int | None:
    return row.planned_ms


def _lateness(row: BoardRow) -> int | None:
    """Put the latest first."""
    return None if row.diff_ms is None else -row.diff_ms
