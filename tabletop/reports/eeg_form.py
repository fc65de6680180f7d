"""Completed exercise evaluation guides (EEG), one an objective, in HSEEP's two pages; it must not rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabletop.domain.plan.eeg import CapabilityTarget, Objective
from tabletop.domain.play.state import DecisionRecord, ObservationRecord, Row
from tabletop.i18n import N_, elapsed
from tabletop.reports.aar_capabilities import definitions
from tabletop.reports.aar_objective import official_rating, rater_name, ratings_grid, targets_grid
from tabletop.reports.aar_overview import exercise_dates, warnings
from tabletop.reports.document import (
    Cell,
    Document,
    Facts,
    Grid,
    Heading,
    PageBreak,
    Part,
    Prose,
    Signatures,
)
from tabletop.reports.dossier import Dossier
from tabletop.reports.evidence import outcome
from tabletop.reports.log_lines import line_of
from tabletop.reports.report_frame import report
from tabletop.reports.report_words import EMPTY, column, joined, led, letter, lines, marks, with_typed
from tabletop.reports.voice import Pair

_RATED_AT_MOST = N_(
    "An act outside law or policy is rated M at best, whatever its outcome. Functions are rated, not persons."
)


def completed_guides(d: Dossier) -> Document:
    """Return the guide of every objective, filled in with what was logged and rated."""
    parts: list[Part] = [Prose(text=text, tone="strong") for text in warnings(d)]
    for objective in d.plan.objectives:
        parts += _guide(d, objective)
    if not d.plan.objectives:
        parts.append(Prose(text=d.voice.pair(N_("The pack names no objective."))))
    return report(d, d.voice.label("evaluation_guide"), parts)


def _guide(d: Dossier, objective: Objective) -> list[Part]:
    title = led(objective.id, d.voice.typed(objective.title))
    return [
        Heading(text=title, starts_page=objective.id != d.plan.objectives[0].id),
        Facts(rows=list(_facts(d, objective))),
        targets_grid(d, objective),
        PageBreak(),
        chart_grid(d, objective),
        final_grid(d, objective),
        ratings_grid(d, objective),
        Prose(text=d.voice.pair(_RATED_AT_MOST), tone="note"),
        *definitions(d.voice),
        Signatures(roles=[d.voice.label("evaluator"), d.voice.label("lead_evaluator")]),
    ]


def _facts(d: Dossier, objective: Objective) -> Iterator[tuple[Pair, Pair]]:
    """Yield what stands at the head of a guide's first page."""
    say, facts, none = d.voice.pair, d.plan.exercise, d.voice.pair(N_("not recorded"))
    yield say(N_("Exercise name")), d.voice.typed(d.plan.title)
    yield say(N_("Exercise dates")), exercise_dates(d)
    yield say(N_("Organization")), d.typed(facts.organisation) if facts.organisation else none
    yield say(N_("Venue")), d.typed(facts.place) if facts.place else none
    states = [d.voice.typed(s.title) for s in d.plan.end_states if s.id in objective.end_states]
    yield say(N_("Mission areas (end states)")), joined(states, ", ") if states else none
    yield say(N_("Objective")), d.voice.typed(objective.title)
    capability = d.typed(objective.capability) if objective.capability else none
    yield d.voice.label("core_capability"), capability
    authors = dict.fromkeys(
        rater_name(each.author, each.station) for each in d.debrief.ratings if _is_of(each.target, objective)
    )
    yield d.voice.label("evaluators"), Pair(", ".join(authors)) if authors else say(N_("not yet rated"))


def _is_of(target: str, objective: Objective) -> bool:
    return target in {objective.id, *(each.id for each in objective.targets)}


# The rating chart -------------------------------------------------------------------------------


def chart_grid(d: Dossier, objective: Objective) -> Grid:
    """Return the rating chart: a target, under it each critical task with its actions, a row each note."""
    rows: list[Sequence[Cell]] = []
    strong = set()
    noted: set[Row] = set()
    for target in objective.targets:
        strong.add(len(rows))
        rows.append(_target_row(d, target))
        for task in target.tasks:
            rows += _task_rows(d, led(task.id, d.voice.typed(task.text)), _testing(d, {task.id}), noted)
        rows += _task_rows(d, EMPTY, _testing(d, {target.id}), noted)
    others = _untargeted(d, objective)
    if others:
        strong.add(len(rows))
        rows.append((d.voice.pair(N_("Other actions of the objective")), EMPTY, EMPTY, EMPTY))
        rows += _task_rows(d, EMPTY, others, noted)
    say = d.voice.pair
    return Grid(
        caption=joined([say(N_("Rating chart")), Pair(objective.id)], ", "),
        sheet=f"EEG {objective.id}",
        columns=(
            column(d.voice.label("capability_target"), 3.6, 40),
            column(d.voice.label("critical_task"), 3.6, 40),
            column(say(N_("Observation notes and explanation of rating")), 9.6, 80),
            marks(say(N_("Target rating")), 1.5),
        ),
        rows=rows,
        none=say(N_("The pack names no target for this objective.")),
        strong=frozenset(strong),
    )


def _target_row(d: Dossier, target: CapabilityTarget) -> Sequence[Cell]:
    rating = official_rating(d, target.id)
    reasons = [
        Pair(f"{rater_name(each.author, each.station)}, {each.letter}: {each.why}")
        for each in d.debrief.ratings
        if each.target == target.id and each.why
    ]
    named = led(target.id, d.voice.typed(target.text))
    return named, EMPTY, lines(reasons), letter(rating.letter if rating else None)


def _testing(d: Dossier, tasks: set[str]) -> list[str]:
    """Return the expected actions that test a task, or a target as a whole."""
    return [action.full_id for action in d.plan.actions() if action.task in tasks]


def _untargeted(d: Dossier, objective: Objective) -> list[str]:
    known = {target.id for target in objective.targets}
    known |= {task.id for target in objective.targets for task in target.tasks}
    mine = [action for action in d.plan.actions() if action.objective == objective.id]
    return [action.full_id for action in mine if action.task not in known]


def _task_rows(d: Dossier, task: Pair, actions: list[str], noted: set[Row]) -> Iterator[Sequence[Cell]]:
    """Yield a task with what became of its actions, then the notes on them that stand nowhere above."""
    told = [part for full_id in actions for part in _action(d, full_id)]
    if task.first or told:
        yield EMPTY, task, lines(told), EMPTY
    for full_id in actions:
        for note in _notes_on(d, full_id):
            if note.row not in noted:
                noted.add(note.row)
                yield EMPTY, EMPTY, _note(d, note), EMPTY


def _action(d: Dossier, full_id: str) -> Iterator[Pair]:
    """Yield what an action asks, what became of it, and why the director settled it."""
    yield d.voice.typed(d.actions[full_id].text)
    yield outcome(d, full_id)
    settlement = d.state.settlements.get(full_id)
    if settlement is not None:
        yield with_typed(d.voice.pair(N_("Settled by the director")), settlement.reason)


Note = ObservationRecord | DecisionRecord


def _notes_on(d: Dossier, full_id: str) -> list[Note]:
    """Return the observations of an action and its cell's decisions on its inject, as they were seen."""
    action = d.actions[full_id]
    notes: list[Note] = [
        each
        for each in d.state.observations
        if each.action == full_id
        or (each.action is None and each.inject == action.inject and each.cell == action.cell)
    ]
    notes += [each for each in d.state.decisions if each.inject == action.inject and each.cell == action.cell]
    return sorted(notes, key=lambda note: (note.observed_ms, note.row))


def _note(d: Dossier, note: Note) -> Pair:
    line = line_of(d, f"{note.row[0]}:{note.row[1]}")
    if line is None:
        return Pair(note.text)
    lead = f"{elapsed(max(0, note.observed_ms))} {line.row} {note.cell}, {line.kind.slash}:"
    return Pair(f"{lead} {line.text.first}")


def final_grid(d: Dossier, objective: Objective) -> Grid:
    """Return the final rating of the core capability with its reason."""
    say = d.voice.pair
    score = next(each for each in d.debrief.score.objectives if each.id == objective.id)
    return Grid(
        caption=say(N_("Final core capability rating")),
        sheet=d.voice.say(N_("Final rating {objective}"), objective=objective.id),
        columns=(
            column(d.voice.label("core_capability"), 6, 40),
            marks(say(N_("Final rating")), 2),
            column(say(N_("Reason")), 10, 80),
            marks(say(N_("T1 suggests")), 2),
        ),
        rows=[
            (
                d.typed(objective.capability)
                if objective.capability
                else led(objective.id, d.voice.typed(objective.title)),
                letter(score.rated),
                Pair(score.rated_why or ""),
                Pair(score.letter) if score.letter else say(N_("no letter")),
            )
        ],
        none=say(N_("not yet rated")),
    )
