"""The commands `logbook` and `merge`, over all rooms; it must not load Qt or hold a rule of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tabletop.bootstrap import logbooks
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.errors import Finding, UserError
from tabletop.i18n import Catalogue
from tabletop.services import merging
from tabletop.services.merging import StationReport
from tabletop.services.prepare import close_session, open_session
from tabletop.services.workplace import LogbookOrder


def issue(source: Path, order: LogbookOrder, out: Path, *, warn: Callable[[Finding], None]) -> None:
    """Make a logbook from a pack, or from an exercise which notes that it was issued.

    What stands at `out` is replaced, and stays where none could be made.
    """
    workplace = LocalWorkplace()
    beside = out.with_name(f".{out.name}.part")
    beside.unlink(missing_ok=True)
    if logbooks.is_exercise(source):
        session = open_session(workplace.open(source, warn), workplace.clock)
        try:
            workplace.issue_logbook(session, order, beside)
        finally:
            close_session(session)
    else:
        logbooks.begin(logbooks.make_logbook(source, order, beside), order, workplace.clock)
    beside.replace(out)


def merge_into(
    file: Path,
    given: Sequence[Path],
    *,
    warn: Callable[[Finding], None],
    progress: Callable[[int, int], bool],
) -> merging.MergeReport:
    """Merge observers' files into an exercise, with its shadow log, after a backup.

    Raises UserError where the exercise itself cannot be held or written.
    """
    workplace = LocalWorkplace()
    missing = [path for path in given if not path.exists()]
    if missing:
        raise UserError("file-missing", file=str(missing[0]))
    session = open_session(workplace.open(file, warn), workplace.clock)
    try:
        read, refused = logbooks.read_logbooks(given, session.journal.header, progress)
        return merging.merge(session, read, refused)
    finally:
        close_session(session)


def report_lines(report: merging.MergeReport, words: Catalogue) -> Iterator[str]:
    """Yield a line for each station: what came in, what lacks, how its clock stands, its receipt."""
    for station in report.stations:
        if station.is_missing:
            yield words.gettext("{station}: nothing came in yet").format(station=station.station)
            continue
        parts = [
            words.gettext("{new} new, {known} already there").format(new=station.new, known=station.known),
            *_gap_words(station, words),
            *_clock_words(station, words),
        ]
        if station.head is not None:
            receipt = words.gettext("receipt {rows} rows, head {head}")
            parts.append(receipt.format(rows=station.rows, head=station.head[:8]))
        yield f"{station.station}: {'; '.join(parts)}"
    if report.rivals:
        yield words.gettext("Two laptops conducted this exercise: open it and choose.")
    if report.is_print_superseded:
        yield words.gettext("A debrief was printed before: print it again, it has changed.")


def as_data(report: merging.MergeReport) -> dict[str, object]:
    """Return the report as plain data for machines."""
    return {
        "stations": [
            {
                "station": each.station,
                "new": each.new,
                "already_there": each.known,
                "rows": each.rows,
                "head": each.head,
                "gaps": [[gap.first, gap.last] for gap in each.gaps],
                "aside": sum(branch.rows for branch in each.branches if not branch.is_kept),
                "offset_ms": each.clock.syncs[-1].offset_ms if each.clock.is_synced else None,
                "drift_ms_an_hour": each.clock.drift_ms_an_hour,
                "missing": each.is_missing,
            }
            for each in report.stations
        ],
        "refused": [{"name": name, "code": refusal.code} for name, refusal in report.refused],
        "superseded": report.is_print_superseded,
    }


def _gap_words(station: StationReport, words: Catalogue) -> Iterator[str]:
    if station.gaps:
        numbers = ", ".join(
            str(gap.first) if gap.first == gap.last else f"{gap.first}-{gap.last}" for gap in station.gaps
        )
        yield words.gettext("rows missing: {numbers}").format(numbers=numbers)
    aside = sum(branch.rows for branch in station.branches if not branch.is_kept)
    if aside:
        yield words.gettext("{rows} rows set aside, they contradict others").format(rows=aside)


def _clock_words(station: StationReport, words: Catalogue) -> Iterator[str]:
    if not station.is_own_clock:
        return
    if not station.clock.is_synced:
        yield words.gettext("clock not compared")
        return
    yield words.gettext("clock {offset}").format(offset=signed(station.clock.syncs[-1].offset_ms))
    if station.clock.drift_ms_an_hour is not None:
        drift = f"{station.clock.drift_ms_an_hour / 1_000:+.1f}"
        yield words.gettext("{drift} s an hour").format(drift=drift)


def signed(offset_ms: int) -> str:
    """Write an offset as `+3:00:02`."""
    seconds = round(abs(offset_ms) / 1_000)
    return f"{'-' if offset_ms < 0 else '+'}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
