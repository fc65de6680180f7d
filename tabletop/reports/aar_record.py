"""What is missing, and which rows the report was made from; it must not verify them."""

from __future__ import annotations

from collections import Counter

from tabletop.domain.play.journal import is_directors
from tabletop.domain.result.compilation import recorded_facts
from tabletop.i18n import N_
from tabletop.reports.debrief_footer import FAULTS
from tabletop.reports.document import Bullets, Facts, Grid, Heading, Part
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_words import (
    NOTHING,
    column,
    count,
    day_words,
    figures,
    joined,
    moment_words,
    told_in_each,
    typed,
)
from tabletop.reports.voice import Pair

_GAPS = {
    "gap": N_("{station}: rows are missing; merge a newer copy of the logbook."),
    "altered": N_("{station}: a row is not as it was written."),
    "unlinked": N_("{station}: a row does not follow the one before it."),
    "branch": N_("{station}: rows contradict each other, and nobody decided which count."),
    "unmerged": N_("{station}: its logbook was issued, but has not come in."),
}


def chain_state(d: Dossier) -> Pair:
    """Say that the chains hold, or which station's does not and how."""
    debrief, say = d.debrief, d.voice.pair
    if not debrief.missing:
        return say(N_("chain intact") if debrief.chain_is_intact else N_("chain broken"))
    faults = [(station, say(FAULTS[fault])) for fault, station in dict.fromkeys(debrief.missing)]
    named = [
        Pair(f"{station} ({words.first})", f"{station} ({words.second})" if words.second else "")
        for station, words in faults
    ]
    message = N_("INCOMPLETE: {stations}") if debrief.chain_is_intact else N_("CHAIN BROKEN: {stations}")
    return told_in_each(d.voice, message, stations=joined(named, ", "))


def gaps(d: Dossier) -> list[Pair]:
    """Say what each station lacks, and what to do."""
    return [d.voice.pair(_GAPS[code], station=station) for code, station in dict.fromkeys(d.debrief.missing)]


def missing(d: Dossier) -> Bullets:
    """List what the file lacks."""
    none = d.voice.pair(N_("Nothing is missing: every station that was issued a logbook is in, whole."))
    return Bullets(items=gaps(d), none=none)


def record(d: Dossier) -> list[Part]:
    """Set the appendix about the rows themselves: chains, stations, print."""
    debrief, say = d.debrief, d.voice.pair
    rows = [
        (say(N_("Exercise id")), Pair(debrief.exercise_id)),
        (say(N_("Entries")), Pair(str(debrief.entries))),
        (say(N_("Stations")), Pair(str(debrief.stations))),
        (say(N_("Chains")), chain_state(d)),
        (say(N_("Chain head")), Pair(_in_eights(debrief.head))),
        (say(N_("Pack hash (SHA-256)")), Pair(_in_eights(debrief.pack_sha256))),
        (say(N_("Last entry")), moment_words(d, debrief.last_at) if debrief.last_at else NOTHING),
        (say(N_("Printed on")), day_words(d.voice, d.printed_on) if d.printed_on else NOTHING),
        (say(N_("Replaces the print of")), _superseded(d)),
    ]
    return [
        Heading(text=say(N_("Appendix D: Completeness and record"))),
        Heading(text=say(N_("What is missing")), level=2),
        missing(d),
        Heading(text=say(N_("The rows behind this report")), level=2),
        Facts(rows=rows),
        stations(d),
    ]


def _superseded(d: Dossier) -> Pair:
    latest = d.debrief.superseded
    return moment_words(d, latest.printed_at) if latest else d.voice.pair(N_("none"))


def _in_eights(digits: str) -> str:
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


def stations(d: Dossier) -> Grid:
    """List the stations with what they watched, logged and assessed."""
    say = d.voice.pair
    rows = Counter(entry.station for entry in recorded_facts(d.recorded))
    graded = Counter(each.row[0] for given in d.state.assessments.values() for each in given)
    # The same rows give the same report, in whatever order they came in.
    known = sorted({*rows, *d.state.logbooks}, key=lambda station: (not is_directors(station), station))
    return Grid(
        caption=say(N_("Stations")),
        sheet=d.voice.say(N_("Stations")),
        columns=(
            column(say(N_("Station")), 2),
            column(say(N_("Cells observed")), 5, 30),
            figures(say(N_("Entries")), 1.5),
            figures(say(N_("Actions assessed")), 2),
            column(say(N_("State")), 3),
        ),
        rows=[
            (
                Pair(station),
                typed(", ".join(d.state.logbooks.get(station, ()))),
                count(rows[station]),
                count(graded[station]),
                _state(d, station),
            )
            for station in known
        ],
        none=say(N_("no station")),
    )


def _state(d: Dossier, station: str) -> Pair:
    faults = [d.voice.pair(FAULTS[code]) for code, of in dict.fromkeys(d.debrief.missing) if of == station]
    return joined(faults, ", ") if faults else d.voice.pair(N_("whole"))
