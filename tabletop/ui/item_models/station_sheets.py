"""What stands beside the table: all that is known of a station, and what a merge did; it must not act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tabletop import wording
from tabletop.domain.play.journal import is_directors
from tabletop.domain.play.merge import Branch
from tabletop.i18n import N_
from tabletop.services.merging import MergeReport, StationReport
from tabletop.ui.item_models import station_words as words
from tabletop.ui.item_models.branch_rows import BranchWords
from tabletop.ui.item_models.stations import in_order, who
from tabletop.ui.look import Look

_MOST_ROWS = 200
"""So many rows of a branch are shown: a panel is a label a line."""

Tone = Literal["plain", "strong", "second", "late", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; `late` is told with a sign, and `done` with a check."""

    words: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under a head; `verb` is an act that belongs to them, `act` what its button says."""

    head: str
    lines: tuple[Line, ...]
    verb: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a side panel says."""

    title: str
    sections: tuple[Section, ...]


# A station ----------------------------------------------------------------------------------------


def station_sheet(report: StationReport, branch_words: BranchWords, *, new: int = 0) -> Sheet:
    """Say all that is known of a station."""
    look = branch_words.look
    name = who(report, look)
    sections = (
        _about(report, look, new=new),
        _branches(report, look),
        *(_branch(report, branch, branch_words) for branch in report.branches),
        _gaps(report, look),
        _clock(report, look),
        _head(report, look),
    )
    return Sheet(
        title=f"{report.station}  {name}".strip(),
        sections=tuple(section for section in sections if section is not None),
    )


def _about(report: StationReport, look: Look, *, new: int) -> Section:
    say, state = look.say, words.state_of(report)
    tone: Tone = "done" if state == "complete" else "strong" if state == "missing" else "late"
    lines = [Line(words=words.state_words(report, look), tone=tone)]
    if report.is_missing:
        waiting = N_(
            "A logbook was issued for this station. Nothing is lost: merge its file when the observer hands"
            " it over."
        )
        lines.append(Line(words=say(waiting), tone="second"))
    if report.cells:
        lines.append(Line(words=say(N_("Cells: {cells}"), cells=", ".join(report.cells))))
    if report.rows:
        lines.append(Line(words=words.rows_words(report.rows, look)))
    if new:
        lines.append(Line(words=say(N_("{n} came in with the last merge"), n=new)))
    last_at = words.last_entry_at(report)
    if last_at is not None:
        lines.append(Line(words=say(N_("Last entry at {time}"), time=look.wall(last_at))))
    return Section(head=say(N_("State")), lines=tuple(lines))


def _gaps(report: StationReport, look: Look) -> Section | None:
    if not report.gaps:
        return None
    lines = [Line(words=words.gap_numbers([gap]), tone="late") for gap in report.gaps]
    advice = N_(
        "Rows behind a gap count. Ask the observer for the file again: what is missing comes in with the"
        " next merge."
    )
    lines.append(Line(words=look.say(advice), tone="second"))
    return Section(head=look.say(N_("Missing rows, by number")), lines=tuple(lines))


def _branches(report: StationReport, look: Look) -> Section | None:
    if not report.branches:
        return None
    say = look.say
    lines = [Line(words=branch_line(branch, look), tone=_branch_tone(branch)) for branch in report.branches]
    advice = N_(
        "Two laptops logged as {station}, or a file was changed. Until you decide, these rows are kept"
        " aside and do not count."
    )
    lines.append(Line(words=say(advice, station=report.station), tone="second"))
    is_open = bool(words.open_branches(report))
    return Section(
        head=say(N_("Rows that contradict")),
        lines=tuple(lines),
        verb="keep-branches",
        act=say(N_("Decide")) if is_open else say(N_("Decide anew")),
    )


def _branch(report: StationReport, branch: Branch, branch_words: BranchWords) -> Section:
    lines = branch_words.lines(report, branch)
    shown = [Line(words=line) for line in lines[:_MOST_ROWS]]
    more = len(lines) - len(shown)
    if more:
        told = branch_words.look.words.ngettext("{n} more row", "{n} more rows", more)
        shown.append(Line(words=told.format(n=more), tone="second"))
    head = branch_words.look.say(N_("What {sign} holds"), sign=words.short_head(branch.hash))
    return Section(head=head, lines=tuple(shown))


def branch_line(branch: Branch, look: Look) -> str:
    """Say from which number on a branch runs, by whom, how long, and what was decided on it."""
    fields = {
        "sign": words.short_head(branch.hash), "seq": branch.seq, "author": branch.author,
        "rows": words.rows_words(branch.rows, look),
    }  # fmt: skip
    told = look.say(N_("{sign}: from number {seq}, {author}, {rows}"), **fields)
    if not branch.is_settled:
        return told
    decided = N_("decided: counts") if branch.is_kept else N_("decided: does not count")
    return f"{told} ({look.say(decided)})"


def _branch_tone(branch: Branch) -> Tone:
    if not branch.is_settled:
        return "late"
    return "done" if branch.is_kept else "second"


def _clock(report: StationReport, look: Look) -> Section | None:
    say = look.say
    if words.needs_sync(report):
        advice = N_(
            "Nobody compared this laptop's clock with yours: its times are taken as they stand. Press a"
            " clock mark together, or say the offset."
        )
        lines = [Line(words=say(N_("not compared")), tone="late"), Line(words=say(advice), tone="second")]
    elif words.is_compared(report):
        lines = [Line(words=_clock_line(report, look))]
        lines += [
            Line(
                words=say(
                    N_("at {time} there: {offset}"),
                    time=look.wall(sync.wall_at), offset=words.offset_words(sync.offset_ms, look),
                ),
                tone="second",
            )
            for sync in report.clock.syncs
        ]  # fmt: skip
    else:
        return None
    act = say(N_("Clock offset"))
    is_others = not is_directors(report.station)
    return Section(
        head=say(N_("Clock")), lines=tuple(lines),
        verb="set-offset" if is_others else "", act=act if is_others else "",
    )  # fmt: skip


def _clock_line(report: StationReport, look: Look) -> str:
    parts = (words.clock_words(report, look), words.drift_words(report, look))
    return ", ".join(part for part in parts if part)


def _head(report: StationReport, look: Look) -> Section | None:
    if report.head is None:
        return None
    say = look.say
    lines = [Line(words=words.head_in_eights(report.head))]
    if receipt := words.receipt_words(report, look):
        lines.insert(0, Line(words=receipt, tone="strong"))
        compare = N_("Number and head must be those on the paper receipt.")
        lines.append(Line(words=say(compare), tone="second"))
    return Section(head=say(N_("Chain head")), lines=tuple(lines))


# A merge ------------------------------------------------------------------------------------------


def merge_sheet(report: MergeReport, look: Look, *, printed_at: datetime | None) -> Sheet:
    """Say what a merge did: what is to be done first, then each station, then what was refused."""
    say = look.say
    sections = [Section(head=say(N_("Result")), lines=_result(report, look, printed_at=printed_at))]
    if report.refused:
        lines = [
            Line(words=f"{name}: {wording.refusal(refusal, look.words)}", tone="late")
            for name, refusal in report.refused
        ]
        sections.append(Section(head=say(N_("Files of which nothing was taken")), lines=tuple(lines)))
    if report.findings:
        lines = [
            Line(words=wording.finding_line(found, look.words), tone="late") for found in report.findings
        ]
        sections.append(Section(head=say(N_("Left out of the files")), lines=tuple(lines)))
    sections += [
        _merged_station(station, look) for station in in_order(report.stations) if _took_part(station)
    ]
    return Sheet(title=say(N_("Merge report")), sections=tuple(sections))


def _took_part(station: StationReport) -> bool:
    return bool(station.new or station.known)


def result_words(report: MergeReport, look: Look) -> str:
    """Say in one sentence what came in, and in another that files were refused."""
    count = len(report.refused)
    if not count:
        return _came_in(report, look)
    refused = look.words.ngettext(
        "{n} file was not taken: see why.", "{n} files were not taken: see why.", count
    )
    return f"{_came_in(report, look)} {refused.format(n=count)}"


def _came_in(report: MergeReport, look: Look) -> str:
    if report.new:
        rows = look.words.ngettext("{n} new row", "{n} new rows", report.new).format(n=report.new)
        stations = [station.station for station in report.stations if station.new]
        return look.say(N_("Merged: {rows} from {stations}."), rows=rows, stations=", ".join(stations))
    if report.refused and not any(station.known for station in report.stations):
        return look.say(N_("Nothing was taken in."))
    return look.say(N_("Nothing new: every row was here already."))


def _result(report: MergeReport, look: Look, *, printed_at: datetime | None) -> tuple[Line, ...]:
    say = look.say
    lines = [Line(words=result_words(report, look), tone="strong")]
    if report.is_print_superseded and printed_at is not None:
        again = N_("The debrief printed at {time} is superseded: print it again.")
        lines.append(Line(words=say(again, time=look.wall(printed_at)), tone="late"))
    missing = [station.station for station in report.stations if station.is_missing]
    if missing:
        lines.append(
            Line(words=say(N_("Not handed in yet: {stations}"), stations=", ".join(missing)), tone="strong")
        )
    return tuple(lines)


def _merged_station(station: StationReport, look: Look) -> Section:
    say, state = look.say, words.state_of(station)
    came = say(N_("{new} new, {known} already here"), new=station.new, known=station.known)
    lines = [Line(words=came, tone="strong" if station.new else "plain")]
    if state != "complete":
        lines.append(Line(words=words.state_words(station, look), tone="late"))
    if words.is_compared(station):
        clock = say(N_("Clock: {offset}"), offset=_clock_line(station, look))
        lines.append(Line(words=clock, tone="late" if words.needs_sync(station) else "plain"))
    if receipt := words.receipt_words(station, look):
        compare = N_("{receipt} \N{EN DASH} compare it with the paper")
        lines.append(Line(words=say(compare, receipt=receipt)))
    return Section(head=f"{station.station}  {who(station, look)}".strip(), lines=tuple(lines))


def stations_named(reports: Sequence[StationReport]) -> list[str]:
    """Return the stations that the director's clock can be compared with."""
    return [report.station for report in reports if not is_directors(report.station)]
