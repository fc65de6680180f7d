"""Stations as rows of a table, those that need someone first; it must not merge."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import get_args

from tabletop.domain.play.journal import is_directors
from tabletop.i18n import N_
from tabletop.services.merging import StationReport
from tabletop.ui.item_models import station_words as words
from tabletop.ui.item_models.debrief_rows import Cell, Column, Row
from tabletop.ui.item_models.debrief_score import DASH
from tabletop.ui.item_models.station_words import ICONS, StationState
from tabletop.ui.look import Look

STATIONS = (
    Column(name="station", head=N_("Station"), widths=(220, 130, 118)),
    Column(name="cells", head=N_("Cells"), widths=(220, 110, None)),
    Column(name="rows", head=N_("Rows"), widths=(110, 78, 84), kind="number"),
    Column(name="last", head=N_("Last entry"), widths=(120, 104, None), kind="number"),
    Column(name="clock", head=N_("Clock"), widths=(190, 168, 166)),
    Column(name="state", head=N_("State"), widths=(0, 0, 0)),
)
_ORDER: tuple[StationState, ...] = get_args(StationState)
_MOST_CELLS = 3
_DIGITS = re.compile(r"(\d+)")


def has_observers(reports: Sequence[StationReport]) -> bool:
    """Tell whether anyone but the director logs, or was given a logbook."""
    return any(not is_directors(report.station) for report in reports)


def in_order(reports: Sequence[StationReport]) -> list[StationReport]:
    """Put what needs someone first, the director's own laptops last among their equals."""
    return sorted(
        reports,
        key=lambda report: (
            _ORDER.index(words.state_of(report)), is_directors(report.station), _natural(report.station),
        ),
    )  # fmt: skip


def station_rows(
    reports: Sequence[StationReport], look: Look, *, new: Mapping[str, int], sought: str
) -> list[Row]:
    """Return the stations that hold what is sought; `new` counts the rows of the last merge."""
    rows = [_row(report, look, new=new.get(report.station, 0)) for report in in_order(reports)]
    wanted = sought.strip().casefold()
    return [row for row in rows if row.has(wanted)]


def _row(report: StationReport, look: Look, *, new: int) -> Row:
    icon, ink = ICONS[words.state_of(report)]
    last_at = words.last_entry_at(report)
    is_unsure = words.needs_sync(report)
    return Row(
        id=report.station,
        cells=(
            Cell(words=report.station, second=who(report, look), is_strong=True),
            Cell(words=_some(report.cells) or DASH, spoken=", ".join(report.cells)),
            Cell(
                words=DASH if report.is_missing else str(report.rows),
                second=look.say(N_("{n} new"), n=f"+{new}") if new else "",
            ),
            Cell(words=DASH if last_at is None else look.wall(last_at)),
            Cell(
                words=words.clock_words(report, look),
                second=words.drift_words(report, look),
                icon="warning" if is_unsure else "",
                ink="late_ink" if is_unsure else "text",
            ),
            Cell(
                words=words.state_words(report, look),
                second=words.receipt_words(report, look),
                icon=icon, ink=ink, is_strong=True,
            ),
        ),
    )  # fmt: skip


def who(report: StationReport, look: Look) -> str:
    """Return who writes at a station."""
    if report.observer and report.observer != report.station:
        return report.observer
    return look.say(N_("Director")) if is_directors(report.station) else ""


def _some(cells: Sequence[str]) -> str:
    """Name the first of many cells; the panel beside the table names all."""
    if len(cells) <= _MOST_CELLS:
        return ", ".join(cells)
    return f"{', '.join(cells[: _MOST_CELLS - 1])} +{len(cells) - _MOST_CELLS + 1}"


def _natural(name: str) -> list[tuple[int, str]]:
    """Let P10 follow P2."""
    parts = _DIGITS.split(name)
    return [(int(part), "") if part.isdigit() else (-1, part.casefold()) for part in parts]
