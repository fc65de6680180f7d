"""What is said of a station: its clock, its gaps, what contradicts, its receipt; it must not read a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import is_directors
from tabletop.domain.play.merge import Branch, Gap
from tabletop.domain.play.stations import ClockMarked, ClockSynced
from tabletop.i18n import N_
from tabletop.services.merging import StationReport
from tabletop.ui.item_models.debrief_score import DASH
from tabletop.ui.look import Look

StationState = Literal["missing", "contradicting", "gap", "complete"]
"""What the director has to see to, the most pressing first."""
ICONS: dict[StationState, tuple[str, str]] = {
    "missing": ("circle", "text"),
    "contradicting": ("warning", "late_ink"),
    "gap": ("half", "late_ink"),
    "complete": ("check", "closed_ink"),
}
"""Icon and ink of a state; its word stands beside them."""
_SHORT = 8
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000
_MOST_GAPS = 3


def state_of(report: StationReport) -> StationState:
    """Return what is wrong with a station's rows, the worst of it."""
    if report.is_missing:
        return "missing"
    if open_branches(report):
        return "contradicting"
    return "gap" if report.gaps else "complete"


def open_branches(report: StationReport) -> list[Branch]:
    """Return the contradicting rows on which nobody has decided yet."""
    return [branch for branch in report.branches if not branch.is_settled]


def state_words(report: StationReport, look: Look) -> str:
    """Say the state of a station in a few words."""
    state = state_of(report)
    if state == "missing":
        return look.say(N_("Nothing came in yet"))
    if state == "contradicting":
        return look.say(N_("Contradicts itself ({rows})"), rows=rows_aside(open_branches(report), look))
    if state == "gap":
        return look.say(N_("Rows missing: {numbers}"), numbers=gap_numbers(report.gaps, most=_MOST_GAPS))
    return look.say(N_("Complete"))


def gap_numbers(gaps: Sequence[Gap], *, most: int = 1_000) -> str:
    """Write which numbers are missing: `57-60, 71`."""
    named = [
        str(gap.first) if gap.first == gap.last else f"{gap.first}\N{EN DASH}{gap.last}"
        for gap in gaps[:most]
    ]
    return ", ".join(named + ([f"+{len(gaps) - most}"] if len(gaps) > most else []))


def rows_aside(branches: Sequence[Branch], look: Look) -> str:
    """Count the rows that lie aside."""
    count = sum(branch.rows for branch in branches)
    return look.words.ngettext("{n} row set aside", "{n} rows set aside", count).format(n=count)


def rows_words(count: int, look: Look) -> str:
    """Count rows."""
    return look.words.ngettext("{n} row", "{n} rows", count).format(n=count)


# Heads --------------------------------------------------------------------------------------------


def short_head(head: str) -> str:
    """Return the start of a head, as the receipt prints it."""
    return head[:_SHORT]


def head_in_eights(head: str) -> str:
    """Return a whole head as the receipt prints it, in groups that two people can compare."""
    return " ".join(head[at : at + _SHORT] for at in range(0, len(head), _SHORT))


def receipt_words(report: StationReport, look: Look) -> str:
    """Say what must stand on the paper receipt of an observer; the director hands nothing over."""
    if report.head is None or is_directors(report.station):
        return ""
    words = N_("receipt: {rows} \N{MIDDLE DOT} {head}")
    return look.say(words, rows=last_number(report), head=short_head(report.head))


def last_number(report: StationReport) -> int:
    """Return the number of a station's last row: so many rows its laptop has, gaps counted in."""
    return report.rows + sum(gap.last - gap.first + 1 for gap in report.gaps)


# Clocks -------------------------------------------------------------------------------------------


def needs_sync(report: StationReport) -> bool:
    """Tell whether a station's times are not to be trusted: its own clock, never compared."""
    return report.is_own_clock and not report.clock.is_synced


def is_compared(report: StationReport) -> bool:
    """Tell whether the clock of a station is one of its own, or was compared."""
    return report.clock.is_synced or (report.is_own_clock and not is_directors(report.station))


def offset_ms(report: StationReport) -> int:
    """Return how far a station's clock ran ahead at its last entry."""
    if report.last_at is not None:
        return report.clock.offset_ms(report.last_at)
    return report.clock.syncs[-1].offset_ms if report.clock.syncs else 0


def clock_words(report: StationReport, look: Look) -> str:
    """Say how far a station's clock runs ahead, that nobody compared it, or that it does not matter."""
    if needs_sync(report):
        return look.say(N_("not compared"))
    return offset_words(offset_ms(report), look) if is_compared(report) else DASH


def offset_words(ms: int, look: Look) -> str:
    """Write an offset: `+3.00.02`, below a minute `+0,4 s`; plus is ahead of the director's clock."""
    sign = "-" if ms < 0 else "+"
    if abs(ms) < _MINUTE_MS:
        return f"{sign}{look.words.decimal(Fraction(abs(ms), 1_000), 1)} s"
    seconds = round(abs(ms) / 1_000)
    mark = look.time_mark
    return f"{sign}{seconds // 3_600}{mark}{seconds % 3_600 // 60:02}{mark}{seconds % 60:02}"


def drift_words(report: StationReport, look: Look) -> str:
    """Say how fast a clock moves away from the director's; empty where it was compared once only."""
    drift_ms = report.clock.drift_ms_an_hour
    if drift_ms is None:
        return ""
    sign = "-" if drift_ms < 0 else "+"
    seconds = look.words.points(Fraction(abs(drift_ms), 1_000))
    return look.say(N_("drifts {seconds} s/h"), seconds=f"{sign}{seconds}")


def last_entry_at(report: StationReport) -> datetime | None:
    """Return when a station's last entry was made, on the director's clock."""
    return None if report.last_at is None else report.clock.director_at(report.last_at)


def shown_there(moment: datetime, ahead_ms: int, look: Look) -> str:
    """Write what a clock that runs ahead showed at a moment of the director's."""
    return look.wall(moment + timedelta(milliseconds=ahead_ms))


# Acts ---------------------------------------------------------------------------------------------


def act(event: Event, look: Look) -> str:
    """Say what a row about stations did, as a receipt does; empty for any other row."""
    match event:
        case ClockMarked():
            return look.say(N_("clock mark {n}"), n=event.number)
        case ClockSynced():
            offset = offset_words(event.offset_ms, look)
            return look.say(N_("clock offset of {station}: {offset}"), station=event.station, offset=offset)
        case _:
            return ""
