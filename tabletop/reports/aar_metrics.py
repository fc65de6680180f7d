"""The metrics, each with its n and method (doctrine 10); it must not compute one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.result.latency import MIN_FOR_PERCENTILES, LatencySummary
from tabletop.domain.result.metrics import GroupResult, Relay
from tabletop.domain.result.trace_counts import LATENCIES
from tabletop.domain.result.trace_metrics import FATES
from tabletop.i18n import N_, duration
from tabletop.reports.aar_agreement import agreement
from tabletop.reports.aar_plan_against_play import attendance, escalations, paragraphs
from tabletop.reports.document import Cell, Facts, Figure, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_frame import charts_named
from tabletop.reports.report_words import (
    EMPTY,
    NOTHING,
    column,
    count,
    figures,
    joined,
    percent,
    span,
    spans,
    typed,
)
from tabletop.reports.voice import Pair


def metrics(d: Dossier, charts: Mapping[str, Figure]) -> list[Part]:
    """Set the chapter of numbers beside the score."""
    parts: list[Part] = [
        Heading(text=d.voice.pair(N_("Metrics"))),
        Prose(text=d.voice.pair(_METHOD, least=MIN_FOR_PERCENTILES), tone="note"),
        Heading(text=d.voice.pair(N_("Latency")), level=2),
        latency_grid(d),
        *_open(d),
        *charts_named(charts, "latency"),
        *timeliness(d),
        Heading(text=d.voice.pair(N_("By phase, cell and objective")), level=2),
        by_phase(d),
        by_cell(d),
        by_objective(d),
        Heading(text=d.voice.pair(N_("Who told whom")), level=2),
        Prose(text=d.voice.pair(_RELAY), tone="note"),
        relays_grid(d),
        *charts_named(charts, "told"),
        *_sources(d),
        *paragraphs(d),
        *escalations(d),
        *attendance(d),
        *agreement(d),
    ]
    return parts


_METHOD = N_(
    "Times run on the exercise clock, pauses left out. Percentiles are nearest-rank, always a value that was "
    "observed; with fewer than {least} answers the values themselves stand. What is still open is counted, "
    "never dropped."
)
_RELAY = N_(
    "From when a cell knew of an inject (its acknowledgement, else the release to it, else when it was told) "
    "to when it told the other cell; the first telling of an inject between two cells counts."
)


# Latency ----------------------------------------------------------------------------------------


def latency_grid(d: Dossier) -> Grid:
    """Return the three latencies of injects that ask for an action."""
    say, debrief = d.voice.pair, d.debrief
    kinds = (
        (N_("Acknowledged"), debrief.acknowledge),
        (N_("Decision"), debrief.decision),
        (N_("Response"), debrief.response),
    )
    rows = [
        (
            say(name), count(summary.answered), count(len(summary.open)), count(summary.released),
            *_percentiles(summary), typed(spans(summary.values_ms or ())),
        )
        for name, summary in kinds
    ]  # fmt: skip
    return Grid(
        caption=say(N_("Latency from release, min:s")),
        sheet=d.voice.say(N_("Latency")),
        columns=(
            column(say(N_("Kind")), 3, 20),
            figures(say(N_("Answered")), 1.8),
            figures(say(N_("Still open")), 1.8),
            figures(say(N_("Released")), 1.8),
            *(figures(Pair(f"p{n}"), 1.5) for n in (50, 75, 90)),
            column(say(N_("Values where few")), 4, 30),
        ),
        rows=rows,
        none=say(N_("No inject that asks for an action was released.")),
        traced=[f"latency:{kind}" for kind in LATENCIES],
    )


def _percentiles(summary: LatencySummary) -> tuple[Cell, Cell, Cell]:
    return span(summary.p50_ms), span(summary.p75_ms), span(summary.p90_ms)


def _open(d: Dossier) -> list[Part]:
    """Name the injects that nobody decided on."""
    waiting = d.debrief.decision.open
    if not waiting:
        return []
    lead = d.voice.pair(N_("Without a decision."))
    return [Prose(text=Pair(", ".join(waiting)), lead=lead)]


def timeliness(d: Dossier) -> list[Part]:
    """Say how far releases kept to their planned time."""
    say, kept = d.voice.pair, d.metrics.timeliness
    tolerance = duration(kept.tolerance_ms)
    message = N_("{n} of {total} within {tolerance} (min:s) of the plan")
    on_time = say(message, n=kept.on_time, total=kept.planned, tolerance=tolerance)
    lists = (
        (N_("Too early"), kept.early),
        (N_("Too late"), kept.late),
        (N_("Skipped"), kept.skipped),
        (N_("On hold"), kept.held),
        (N_("Retracted"), kept.retracted),
        (N_("Never released"), kept.waiting),
    )
    rows = [(say(N_("On time")), on_time)]
    rows += [(say(label), numbered(numbers)) for label, numbers in lists]
    traced = [f"metric:{each}" for each in ("on-time", *FATES)]
    return [Heading(text=say(N_("Releases against the plan")), level=2), Facts(rows=rows, traced=traced)]


def numbered(numbers: Sequence[str]) -> Pair:
    """Return how many there are, and which: `3: E04, E09, E11`."""
    return Pair(f"{len(numbers)}: {', '.join(numbers)}" if numbers else "0")


# Groups -----------------------------------------------------------------------------------------


def by_phase(d: Dossier) -> Grid:
    """Return the counts by phase."""
    titles = {phase.id: d.voice.typed(phase.title) for phase in d.plan.phases}
    return _groups(d, (N_("By phase"), N_("Phase")), d.metrics.by_phase, titles.get, "phase")


def by_cell(d: Dossier) -> Grid:
    """Return the counts by the cell that was to act."""
    titles = {cell.id: d.voice.typed(cell.title) for cell in d.plan.cells}
    titles[ALL_CELLS] = d.voice.pair(N_("all cells together"))
    return _groups(d, (N_("By cell"), N_("Cell")), d.metrics.by_cell, titles.get, "cell")


def by_objective(d: Dossier) -> Grid:
    """Return the counts by objective."""
    titles = {each.id: d.voice.typed(each.title) for each in d.plan.objectives}
    return _groups(d, (N_("By objective"), N_("Objective")), d.metrics.by_objective, titles.get, "objective")


def _groups(
    d: Dossier, names: tuple[str, str], groups: Sequence[GroupResult], title_of: Callable[[str], Pair | None],
    metric: str,
) -> Grid:  # fmt: skip
    """Return a row a group; `names` are those of the table and of what it groups by."""
    say = d.voice.pair
    rows = [
        (
            joined([Pair(group.key), title_of(group.key) or EMPTY], " ") if group.key else say(N_("none")),
            count(group.actions), count(group.met), count(group.partial), count(group.unmet),
            count(group.not_applicable), count(group.open), count(group.on_time),
            _share_of_points(d, group), percent(d.voice, group.percent),
            _answered(group.decision), _answered(group.response),
        )
        for group in groups
    ]  # fmt: skip
    return Grid(
        caption=say(names[0]),
        sheet=d.voice.say(names[0]),
        columns=(
            column(say(names[1]), 4.4, 30),
            figures(Pair("n"), 0.9),
            figures(say(N_("met")), 1.9),
            figures(say(N_("partial")), 1.7),
            figures(say(N_("unmet")), 1.2),
            figures(say(N_("n/a")), 1),
            figures(say(N_("not assessed")), 1.6),
            figures(say(N_("in time")), 1.2),
            figures(say(N_("Points")), 1.9),
            figures(Pair("%"), 1.3),
            figures(say(N_("Decision n/N, p50")), 2.8, 20),
            figures(say(N_("Response n/N, p50")), 2.8, 20),
        ),
        rows=rows,
        none=say(N_("No inject with an expected action was released.")),
        traced=[f"metric:{metric}:{group.key}" for group in groups],
    )


def _share_of_points(d: Dossier, group: GroupResult) -> Pair:
    return Pair(f"{d.voice.first.points(group.earned)}/{group.points}")


def _answered(summary: LatencySummary) -> Pair:
    """Return how many answered, and the median or the values: `5/6, 2:15`."""
    if not summary.released:
        return NOTHING
    told = spans([summary.p50_ms]) if summary.p50_ms is not None else spans(summary.values_ms or ())
    counts = f"{summary.answered}/{summary.released}"
    return Pair(f"{counts}, {told}" if told else counts)


# Relays and sources -----------------------------------------------------------------------------


def relays_grid(d: Dossier) -> Grid:
    """Return how long one cell took to tell another."""
    say = d.voice.pair
    rows = [_relay_row(relay) for relay in d.metrics.relays]
    return Grid(
        caption=say(N_("Relay time between cells, min:s")),
        sheet=d.voice.say(N_("Who told whom")),
        columns=(
            column(say(N_("From")), 3, 16),
            column(say(N_("To")), 3, 16),
            figures(say(N_("Told")), 1.3),
            figures(say(N_("Time known")), 1.8),
            *(figures(Pair(f"p{n}"), 1.4) for n in (50, 75, 90)),
            column(say(N_("Values where few")), 5, 30),
        ),
        rows=rows,
        none=say(N_("No decision says who was told.")),
        traced=[f"metric:relay:{relay.sender}:{relay.receiver}" for relay in d.metrics.relays],
    )


def _relay_row(relay: Relay) -> Sequence[Cell]:
    return (
        Pair(relay.sender), Pair(relay.receiver), count(relay.told), count(relay.known),
        *_percentiles(relay.latency), typed(spans(relay.latency.values_ms or ())),
    )  # fmt: skip


def _sources(d: Dossier) -> list[Part]:
    """Say how much of the information that was logged carries a source rating."""
    say, used = d.voice.pair, d.metrics.sources
    ratings = ", ".join(f"{rating}: {n}" for rating, n in used.ratings)
    rows = [
        (
            say(N_("Information with a source rating")),
            say(N_("{n} of {total}"), n=used.rated, total=used.information),
        ),
        (say(N_("Ratings given")), typed(ratings)),
    ]
    traced = ["metric:sources"] * len(rows)
    return [Heading(text=say(N_("Source rating")), level=2), Facts(rows=rows, traced=traced)]
