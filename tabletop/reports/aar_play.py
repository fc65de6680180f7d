"""The course of play: strip, injects, situation, pauses, jumps, deadlines; it must not judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from tabletop.domain.play.state import SituationRecord
from tabletop.domain.result.debrief import DeadlineResult, InjectResult
from tabletop.i18n import N_
from tabletop.reports.document import Cell, Figure, Grid, Heading, Part
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_frame import charts_named
from tabletop.reports.report_terms import DEADLINES, STATUSES
from tabletop.reports.report_words import (
    NOTHING,
    column,
    figures,
    joined,
    scenario_words,
    seconds,
    signed_span,
    span,
    t_plus,
    typed,
    wall_clock,
)
from tabletop.reports.timeline_clock import REASONS
from tabletop.reports.voice import Pair


def course_of_play(d: Dossier, charts: Mapping[str, Figure]) -> list[Part]:
    """Set the chapter on what happened when."""
    say = d.voice.pair
    return [
        Heading(text=say(N_("Course of play"))),
        *charts_named(charts, "timeline"),
        injects_grid(d),
        situations_grid(d),
        pauses_grid(d),
        jumps_grid(d),
        deadlines_grid(d),
    ]


def injects_grid(d: Dossier, *, for_sheet: bool = False) -> Grid:
    """Return every inject: planned, released, what became of it, how fast cells answered.

    On a sheet latencies are seconds.
    """
    say = d.voice.pair
    unit = N_("All injects; latencies in seconds") if for_sheet else N_("All injects; times min:s")
    return Grid(
        caption=say(unit),
        sheet=d.voice.say(N_("Injects")),
        columns=(
            column(say(N_("Inject")), 1.4, 8),
            column(say(N_("Title")), 5, 40),
            column(say(N_("To")), 3, 20),
            figures(say(N_("Planned")), 2.1, 12),
            figures(say(N_("Released")), 2.1, 12),
            figures(say(N_("Difference")), 1.8, 10),
            column(say(N_("State")), 2.05, 16),
            figures(say(N_("Acknowledged")), 2.7, 10),
            figures(say(N_("Decision")), 1.95, 10),
            figures(say(N_("Response")), 1.7, 10),
        ),
        rows=[_inject_row(d, each, seconds if for_sheet else span) for each in d.debrief.injects],
        none=say(N_("The pack has no inject.")),
    )


def _inject_row(d: Dossier, each: InjectResult, length: Callable[[int | None], Cell]) -> Sequence[Cell]:
    inject = d.injects.get(each.number)
    state = d.voice.pair(STATUSES[each.status])
    if each.status == "released" and each.variant:
        state = joined([state, d.voice.pair(N_("variant {n}"), n=each.variant)], ", ")
    difference_ms = None
    if each.released_ms is not None and each.planned_ms is not None and not each.is_contingency:
        difference_ms = each.released_ms - each.planned_ms
    is_open = each.status == "released" and each.has_actions
    waiting = d.voice.pair(N_("open")) if is_open else NOTHING
    return (
        Pair(each.number),
        d.voice.typed(inject.title) if inject else NOTHING,
        joined([d.cell_name(cell) for cell in inject.to], ", ") if inject else NOTHING,
        t_plus(each.planned_ms),
        t_plus(each.released_ms),
        signed_span(difference_ms),
        state,
        length(each.acknowledged_ms),
        waiting if each.decision_ms is None else length(each.decision_ms),
        waiting if each.response_ms is None else length(each.response_ms),
    )


def situations_grid(d: Dossier) -> Grid:
    """Return every change of the situation board: a decision, with who took it and why."""
    say = d.voice.pair
    return Grid(
        caption=say(N_("Changes of the situation")),
        sheet=d.voice.say(N_("Situation")),
        columns=(
            figures(Pair("T+"), 2, 12),
            figures(say(N_("Wall clock")), 2, 12),
            column(say(N_("Situation")), 2, 12),
            column(say(N_("Who decided")), 4, 24),
            column(say(N_("Reason")), 10, 80),
        ),
        rows=[_situation_row(d, each) for each in d.debrief.situations],
        none=say(N_("The situation did not change.")),
    )


def _situation_row(d: Dossier, each: SituationRecord) -> Sequence[Cell]:
    level = next((level for level in d.plan.situations if level.id == each.situation), None)
    wall_at = _decided_at(d, each)
    return (
        t_plus(each.at_ms),
        wall_clock(d, wall_at) if wall_at else NOTHING,
        d.voice.typed(level.title) if level else Pair(each.situation),
        typed(each.decided_by),
        Pair(each.reason),
    )


def _decided_at(d: Dossier, each: SituationRecord) -> datetime | None:
    """Return the wall time of a change: in a pause T+ stands still, so its row's own where it has one."""
    recorded = d.rows.get(f"{each.row[0]}:{each.row[1]}")
    if recorded is not None and d.state.times_of(recorded.entry) == (each.at_ms, each.at_ms):
        return d.written_at(recorded)
    return d.debrief.wall_at(each.at_ms)


def pauses_grid(d: Dossier) -> Grid:
    """Return every pause with its length on the wall clock."""
    say = d.voice.pair
    rows = [
        (
            t_plus(pause.at_ms),
            wall_clock(d, pause.began_at),
            say(REASONS[pause.reason]),
            say(N_("still paused")) if pause.wall_ms is None else span(pause.wall_ms),
        )
        for pause in d.debrief.pauses
    ]
    return Grid(
        caption=say(N_("Pauses")),
        sheet=d.voice.say(N_("Pauses")),
        columns=(
            figures(Pair("T+"), 2, 12),
            figures(say(N_("Wall clock")), 2, 12),
            column(say(N_("Reason")), 6, 24),
            figures(say(N_("Length, min:s")), 3, 12),
        ),
        rows=rows,
        none=say(N_("no pause")),
    )


def jumps_grid(d: Dossier) -> Grid:
    """Return every jump of the scenario clock and every time that T+ was put right."""
    say = d.voice.pair
    rows: list[tuple[int, Sequence[Cell]]] = []
    for jump in d.debrief.jumps:
        row: Sequence[Cell] = (
            t_plus(jump.at_ms),
            say(N_("scenario clock")),
            scenario_words(d.voice, jump.to),
            typed(", ".join(jump.skipped)),
            Pair(jump.reason),
        )
        rows.append((jump.at_ms, row))
    for at_ms, by_ms in d.state.adjusted_ms:
        row = (t_plus(at_ms), say(N_("exercise clock")), signed_span(by_ms), NOTHING, NOTHING)
        rows.append((at_ms, row))
    return Grid(
        caption=say(N_("Time jumps and adjusted clock")),
        sheet=d.voice.say(N_("Clock")),
        columns=(
            figures(Pair("T+"), 2, 12),
            column(say(N_("Clock")), 3, 16),
            column(say(N_("To, or by min:s")), 4, 24),
            column(say(N_("Injects skipped")), 3, 20),
            column(say(N_("Reason")), 8, 60),
        ),
        rows=[row for _, row in sorted(rows, key=lambda pair: pair[0])],
        none=say(N_("The clocks ran through.")),
    )


def deadlines_grid(d: Dossier) -> Grid:
    """Return every deadline and whether it was met."""
    say = d.voice.pair
    return Grid(
        caption=say(N_("Deadlines")),
        sheet=d.voice.say(N_("Deadlines")),
        columns=(
            column(say(N_("What must be done")), 8, 50),
            column(say(N_("Inject")), 1.6, 10),
            figures(say(N_("Set at T+")), 2.2, 12),
            column(say(N_("Due")), 4, 24),
            figures(say(N_("Done at T+")), 2.4, 12),
            column(say(N_("State")), 3, 16),
        ),
        rows=[_deadline_row(d, each) for each in d.debrief.deadlines],
        none=say(N_("No deadline was set.")),
    )


def _deadline_row(d: Dossier, each: DeadlineResult) -> Sequence[Cell]:
    due = t_plus(each.due_ms)
    if each.due_at is not None:
        due = scenario_words(d.voice, each.due_at.astimezone(d.plan.starts_at.tzinfo))
    return (
        Pair(each.text), Pair(each.inject or ""), t_plus(each.set_ms), due, t_plus(each.done_ms),
        d.voice.pair(DEADLINES[each.status]),
    )  # fmt: skip
