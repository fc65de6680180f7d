"""What each act on stations asks for: form, card and the service it calls; it shows nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from textwrap import shorten

from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import merging, observation, recording
from tabletop.services.merging import StationReport
from tabletop.services.workplace import LogbookOrder
from tabletop.ui.item_models import station_words as words
from tabletop.ui.item_models.branch_rows import BranchWords
from tabletop.ui.item_models.station_sheets import branch_line, stations_named
from tabletop.ui.look import Look
from tabletop.ui.pages import debrief_asks, debrief_grades
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.observers_desk import ObserversDesk
from tabletop.ui.pages.observers_reading import Contest, Side
from tabletop.ui.pages.typed_times import typed_length_ms, typed_wall
from tabletop.ui.widgets.form import Field, FormText

_FIRST_WORDS = 50
"""So many characters of a branch's first row stand in a line; more would push the fields out of sight."""
_MILLISECOND = timedelta(milliseconds=1)
_OFFSET = re.compile(r"([+\-\u2212]?)\s*(\d{1,4})[:.](\d{2})[:.](\d{2})")


# Logbooks -----------------------------------------------------------------------------------------


def issue(desk: ObserversDesk) -> Ask:
    """Ask for whom a logbook is made; where it goes is asked in a dialog after it."""
    say = desk.say
    cells = [(cell.id, desk.look.typed(cell.title)) for cell in desk.bridge.session.scenario.cells]
    text = FormText(
        title=say(N_("Issue a logbook")),
        intro=say(
            N_("The observer opens this file on another laptop and logs without any network. Until it comes"
               " back, the station is listed as missing.")
        ),
        submit=say(N_("Choose the place")),
        fields=(
            Field(name="observer", label=say(N_("Observer's name"))),
            Field(name="station", label=say(N_("Station")), value=desk.standing.free_station),
            Field(name="cells", label=say(N_("Cells watched (none ticked: all)")), kind="checks",
                  choices=cells),
            Field(name="whole", label=say(N_("With all injects, also those still to come")), kind="check"),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        chosen = tuple(part for part in str(values["cells"]).split(", ") if part)
        order = LogbookOrder(
            station=str(values["station"]).strip(),
            cells=chosen or tuple(cell for cell, _ in cells),
            observer=str(values["observer"]).strip(),
            is_whole=bool(values["whole"]),
        )
        await desk.issue(order)

    return Ask(text=text, run=run)


# Clocks -------------------------------------------------------------------------------------------


def offset(desk: ObserversDesk) -> Ask:
    """Ask how far an observer's clock runs ahead, or what both clocks showed at one moment."""
    say, named = desk.say, stations_named(desk.standing.reports)
    example = desk.look.time_mark.join(("11", "37", "02"))
    text = FormText(
        title=say(N_("Clock offset")),
        intro=say(N_("What you say here replaces what the station noted of its clock itself.")),
        submit=say(N_("Note the offset")),
        fields=(
            Field(name="station", label=say(N_("Station")), kind="choice", choices=[(n, n) for n in named],
                  value=desk.station if desk.station in named else named[0]),
            Field(name="theirs", label=say(N_("Their clock shows")), hint=example),
            Field(name="mine", label=say(N_("Mine shows at the same moment")), hint=example),
            Field(name="offset", label=say(N_("Or: their clock runs ahead by (minus: behind)")),
                  hint=offset_example("+3", desk.look)),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        offset_ms = typed_offset_ms(str(values["offset"]))
        await desk.bridge.attempt(observation.sync_clock, str(values["station"]), offset_ms=offset_ms)

    def follow(before: Values, now: Values) -> Values:
        if (before["theirs"], before["mine"]) == (now["theirs"], now["mine"]):
            return {}
        between_ms = _between_readings(desk, now)
        return {} if between_ms is None else {"offset": words.offset_words(between_ms, desk.look)}

    return Ask(
        text=text, run=run, follow=follow,
        about=lambda values: _about_clock(desk, str(values["station"])),
        below=lambda values: _offset_below(desk, values),
    )  # fmt: skip


def offset_example(hours: str, look: Look) -> str:
    """Write an offset as it is typed."""
    return look.time_mark.join((hours, "05", "02"))


def typed_offset_ms(typed: str) -> int:
    """Read `+3:00:02`, `-0.05.00`, `+0,4 s` or `2 min`. Raises UserError `bad-length`."""
    given = typed.strip()
    found = _OFFSET.fullmatch(given)
    if found is not None and int(found[3]) < 60 and int(found[4]) < 60:
        ms = (int(found[2]) * 3_600 + int(found[3]) * 60 + int(found[4])) * 1_000
        return ms if found[1] in ("", "+") else -ms
    tenths = re.fullmatch(r"([+\-\u2212]?)\s*(\d{1,5})[.,](\d) s", given)
    if tenths is not None:
        ms = int(tenths[2]) * 1_000 + int(tenths[3]) * 100
        return ms if tenths[1] in ("", "+") else -ms
    ms = typed_length_ms(given.lstrip("+-\u2212 "))
    return -ms if given.startswith(("-", "\u2212")) else ms


def _between_readings(desk: ObserversDesk, values: Values) -> int | None:
    """Return how far their clock is ahead by what both showed; None while one is missing."""
    near = desk.bridge.session.clock.read().wall_at
    try:
        mine = typed_wall(str(values["mine"]), near)
        theirs = typed_wall(str(values["theirs"]), mine)
    except UserError:
        return None
    return (theirs - mine) // _MILLISECOND


def _offset_below(desk: ObserversDesk, values: Values) -> Mapping[str, str]:
    typed = str(values["offset"])
    try:
        offset_ms = typed_offset_ms(typed)
    except UserError:
        example = {"ahead": offset_example("+3", desk.look), "behind": offset_example("-0", desk.look)}
        told = desk.say(N_("Type it as {ahead}, or {behind} where it is behind."), **example)
        return {"offset": told} if typed.strip() else {}
    moment = desk.bridge.session.clock.read().wall_at
    told = desk.say(
        N_("When yours shows {mine}, theirs shows {theirs}."),
        mine=desk.look.wall(moment), theirs=words.shown_there(moment, offset_ms, desk.look),
    )  # fmt: skip
    return {"offset": told}


def _about_clock(desk: ObserversDesk, station: str) -> list[str]:
    report = desk.standing.report(station)
    if report is None:
        return []
    parts = (words.clock_words(report, desk.look), words.drift_words(report, desk.look))
    return [
        desk.say(
            N_("{station} so far: {clock}"), station=station, clock=", ".join(part for part in parts if part)
        )
    ]


# What contradicts ---------------------------------------------------------------------------------


def branches(desk: ObserversDesk) -> Ask:
    """Ask which of the rows that contradict each other count."""
    divided = [report for report in desk.standing.reports if report.branches]
    report = _chosen(desk, divided)
    by_sign = {words.short_head(branch.hash): branch for branch in report.branches}
    kept = ", ".join(sign for sign, branch in by_sign.items() if branch.is_kept)
    text = FormText(
        title=desk.say(N_("Contradicting rows of {station}"), station=report.station),
        intro=desk.say(N_("Both stay in the file for good. Tick those that count: one, several or none.")),
        submit=desk.say(N_("Decide")),
        fields=(
            Field(
                name="kept", label=desk.say(N_("These count")), kind="checks", value=kept,
                choices=[(sign, branch_line(branch, desk.look)) for sign, branch in by_sign.items()],
            ),
            Field(name="reason", label=desk.say(N_("Reason")), lines=2),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        signs = [sign for sign in str(values["kept"]).split(", ") if sign]
        await desk.bridge.attempt(
            merging.keep_branches, report.station, [by_sign[sign].hash for sign in signs],
            reason=str(values["reason"]),
        )  # fmt: skip

    return Ask(text=text, run=run, about=lambda _values: _first_rows(desk, report))


def _first_rows(desk: ObserversDesk, report: StationReport) -> list[str]:
    """Say how each branch begins; the station's panel, in whose place the form stands, says all."""
    session = desk.bridge.session
    branch_words = BranchWords(desk.look, session.scenario, session.recorded)
    told = []
    for branch in report.branches:
        first = branch_words.lines(report, branch)[0]
        told += [
            branch_line(branch, desk.look),
            f"\N{BULLET} {shorten(first, _FIRST_WORDS, placeholder=' ...')}",
        ]
    return [*told, desk.say(N_("To read all rows, close this and press Enter on the station."))]


def _chosen(desk: ObserversDesk, divided: list[StationReport]) -> StationReport:
    """Return the selected station, else the first on which nobody has decided."""
    selected = [report for report in divided if report.station == desk.station]
    undecided = [report for report in divided if words.open_branches(report)]
    return [*selected, *undecided, *divided][0]


def chain(desk: ObserversDesk) -> Ask:
    """Ask which of two laptops conducted; the other's rows stay in the file."""
    contests = desk.standing.contests
    contest = [*desk.standing.open_contests, *contests][0]
    sides = [(side.station, side_words(desk, side)) for side in contest.sides]
    text = FormText(
        title=desk.say(N_("Choose the director's laptop")),
        intro=desk.say(
            N_("Both conducted at the same time. What the other one wrote meanwhile stays in the file and"
               " does not count.")
        ),
        facts=[told for _, told in sides],
        submit=desk.say(N_("Choose")),
        fields=(
            Field(name="chosen", label=desk.say(N_("This laptop conducted")), kind="choice",
                  value=contest.counts, choices=sides),
            Field(name="reason", label=desk.say(N_("Reason")), lines=2),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        chosen = str(values["chosen"])
        rejected = next(station for station in contest.stations if station != chosen)
        await desk.bridge.attempt(merging.choose_chain, chosen, rejected, reason=str(values["reason"]))

    return Ask(text=text, run=run, about=lambda _values: [counts_words(desk, contest)])


def side_words(desk: ObserversDesk, side: Side) -> str:
    """Say who wrote on a laptop, how much and since when."""
    rows = words.rows_words(side.rows, desk.look)
    if side.since is None:
        return f"{side.station}: {rows}"
    fields = {"station": side.station, "rows": rows, "author": side.author}
    return desk.say(
        N_("{station}: {rows} by {author} since {time}"), **fields, time=desk.look.wall(side.since)
    )


def counts_words(desk: ObserversDesk, contest: Contest) -> str:
    """Say which of the two counts as it stands."""
    now = N_("{station} counts: you chose it.") if contest.is_chosen else N_("{station} counts for now.")
    return desk.say(now, station=contest.counts)


# Actions and undo ---------------------------------------------------------------------------------


def settle(desk: ObserversDesk) -> Ask:
    """Ask for the director's decision in place of the raters, as the debrief does."""
    assert desk.debrief is not None  # noqa: S101 - the page reads it before it asks
    return debrief_grades.settle(
        debrief_asks.Desk(look=desk.look, bridge=desk.bridge, debrief=desk.debrief, row=desk.action)
    )


def undo(desk: ObserversDesk) -> Ask:
    """Name the act that would be taken back."""
    told = desk.undo_words()
    if not told:
        raise UserError("nothing-to-undo", station=desk.bridge.session.station)
    text = FormText(
        title=desk.say(N_("Undo the last act")),
        intro=desk.say(N_("Both rows stay in the log; this one counts no more.")),
        facts=(told,),
        submit=desk.say(N_("Undo")),
    )

    async def run(_values: Values) -> None:
        await desk.bridge.attempt(recording.undo)

    return Ask(text=text, run=run)
