"""One objective in the analysis: letters, T1 by hand, findings, actions, breaches; it must not judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.play.state import RatingRecord
from tabletop.domain.result.scoring import COVERAGE_GATE, ObjectiveScore
from tabletop.i18n import N_
from tabletop.reports.aar_actions import actions_grid, not_scored, settled_reasons
from tabletop.reports.aar_conduct import breach_items
from tabletop.reports.aar_decisions import decisions
from tabletop.reports.aar_findings import improvements, strengths
from tabletop.reports.aar_overview import letter_words
from tabletop.reports.debrief_figures import is_thin
from tabletop.reports.document import Bullets, Cell, Facts, Grid, Heading, Part
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_terms import COMPLETIONS
from tabletop.reports.report_words import (
    EMPTY,
    NOTHING,
    column,
    in_each,
    joined,
    led,
    letter,
    lines,
    marks,
    percent_words,
    typed,
)
from tabletop.reports.voice import Pair


def objective_section(d: Dossier, score: ObjectiveScore) -> list[Part]:
    """Set all that is known of an objective, HSEEP's parts in HSEEP's order."""
    objective = d.objectives[score.id]
    parts: list[Part] = [
        Heading(text=led(score.id, d.voice.typed(objective.title)), level=2, starts_page=True),
        Facts(rows=list(_facts(d, objective, score))),
        targets_grid(d, objective),
    ]
    ratings = ratings_grid(d, objective)
    parts += [ratings] if ratings.rows else []
    parts += strengths(d, score.id)
    parts += improvements(d, score.id)
    parts.append(actions_grid(d, score.id))
    parts += settled_reasons(d, score.id)
    parts += not_scored(d, score.id)
    parts.append(Heading(text=d.voice.pair(N_("Red lines of this objective")), level=3))
    parts.append(Bullets(items=breach_items(d, score.id), none=d.voice.pair(N_("0 breaches"))))
    return [*parts, *decisions(d, score.id)]


def _facts(d: Dossier, objective: Objective, score: ObjectiveScore) -> Iterator[tuple[Pair, Pair]]:
    say = d.voice.pair
    yield (
        d.voice.label("core_capability"),
        d.typed(objective.capability) if objective.capability else say(N_("not recorded")),
    )
    states = [d.voice.typed(s.title) for s in d.plan.end_states if s.id in objective.end_states]
    yield say(N_("Mission areas (end states)")), joined(states, ", ") if states else say(N_("not recorded"))
    yield say(N_("Official letter")), letter_words(d, score.rated)
    yield say(N_("Reason for the letter")), typed(score.rated_why)
    yield say(N_("T1 suggests")), _suggestion(d, score)
    yield say(N_("T1 by hand")), by_hand(d, score)
    counted = say(
        N_("{met} met, {partial} partial, {unmet} unmet"),
        met=score.met, partial=score.partial, unmet=score.unmet,
    )  # fmt: skip
    yield say(N_("Graded actions")), counted
    share = None if score.coverage is None else score.coverage * 100
    assessed = say(N_("{n} of {total} actions assessed"), n=score.assessed, total=score.actions)
    yield say(N_("Coverage")), joined([percent_words(d.voice, share), assessed], ", ")
    yield say(N_("Weight")), in_each(d.voice, lambda spoken: spoken.points(score.weight))


def _suggestion(d: Dossier, score: ObjectiveScore) -> Pair:
    say = d.voice.pair
    if score.letter is None:
        message = N_("no letter: coverage below {gate} %") if is_thin(score) else N_("no letter")
        return say(message, gate=int(COVERAGE_GATE * 100))
    if not score.capped_by:
        return Pair(score.letter)
    return say(N_("{letter}; breached: {lines}"), letter=score.letter, lines=", ".join(score.capped_by))


def by_hand(d: Dossier, score: ObjectiveScore) -> Pair:
    """Return the division that anyone can do again: points earned by points."""
    percent = score.percent
    if percent is None:
        return d.voice.pair(N_("no action graded"))
    return in_each(
        d.voice,
        lambda spoken: spoken.gettext(BY_HAND).format(
            earned=spoken.points(score.earned), points=score.points, percent=spoken.percent(percent)
        ),
    )


BY_HAND = N_("100 × {earned} points earned ÷ {points} points = {percent} %")  # noqa: RUF001 - a formula's sign


def targets_grid(d: Dossier, objective: Objective) -> Grid:
    """Return the capability targets with their letters, under each its critical tasks."""
    say = d.voice.pair
    rows: list[Sequence[Cell]] = []
    strong = set()
    for target in objective.targets:
        rating = official_rating(d, target.id)
        strong.add(len(rows))
        given = letter(rating.letter) if rating else NOTHING
        rows.append((Pair(target.id), d.voice.typed(target.text), EMPTY, EMPTY, given))
        for task in target.tasks:
            source = d.typed(task.source) if task.source else NOTHING
            rows.append((Pair(task.id), d.voice.typed(task.text), source, _graded(d, task.id), EMPTY))
    return Grid(
        caption=say(N_("Capability targets and critical tasks")),
        sheet=d.voice.say(N_("Targets {objective}"), objective=objective.id),
        columns=(
            column(Pair("ID"), 1.6, 10),
            column(
                joined([d.voice.label("capability_target"), d.voice.label("critical_task")], " / "), 8, 60
            ),
            column(say(N_("Source")), 4, 30),
            column(d.voice.label("expected_action"), 4, 30),
            marks(say(N_("Letter")), 1.4),
        ),
        rows=rows,
        none=say(N_("The pack names no target for this objective.")),
        strong=frozenset(strong),
    )


def official_rating(d: Dossier, target: str) -> RatingRecord | None:
    """Return the latest letter that who conducted gave a target (contract 5, `rated`)."""
    given = [each for each in d.state.ratings if each.target == target and each.row[0] in d.state.conduct]
    return given[-1] if given else None


def _graded(d: Dossier, task: str) -> Pair:
    """Name the expected actions that test a task, each with its grade."""
    named = []
    for action in d.plan.actions():
        if action.task == task:
            score = d.debrief.score.by_id.get(action.full_id)
            grade = d.voice.pair(COMPLETIONS[score.completion] if score else N_("not released"))
            named.append(led(f"{action.full_id}:", grade))
    return lines(named) if named else NOTHING


def ratings_grid(d: Dossier, objective: Objective) -> Grid:
    """Return every evaluator's letter for an objective and its targets, with the reason."""
    say = d.voice.pair
    targets = {objective.id, *(target.id for target in objective.targets)}
    rows = [
        (Pair(each.target), Pair(rater_name(each.author, each.station)), letter(each.letter), typed(each.why))
        for each in d.debrief.ratings
        if each.target in targets
    ]
    return Grid(
        caption=say(N_("Letters of all evaluators")),
        sheet=d.voice.say(N_("Letters {objective}"), objective=objective.id),
        columns=(
            column(say(N_("Target")), 1.6, 10),
            column(d.voice.label("evaluator"), 3, 20),
            marks(say(N_("Letter")), 1.4),
            column(say(N_("Reason")), 12, 60),
        ),
        rows=rows,
        none=say(N_("not yet rated")),
    )


def rater_name(author: str, station: str) -> str:
    """Return who gave a letter, with the station where it was given where that says more."""
    return author if author == station else f"{author} ({station})"
