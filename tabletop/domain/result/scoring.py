"""Method T1 (design 6): from what was assessed to points, percents and suggested letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.msel import ExpectedAction, Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.assessment import Verdict, verdict_on
from tabletop.domain.play.events import Completion, Letter
from tabletop.domain.play.state import BreachRecord, ExerciseState, RatingRecord

METHOD_ID = "T1"
LETTER_BOUNDS = (90, 70, 40)
COVERAGE_GATE = Fraction(60, 100)
_LETTERS: tuple[Letter, ...] = ("P", "S", "M", "U")
WORTH: dict[Completion, Fraction] = {"met": Fraction(1), "partial": Fraction(1, 2), "unmet": Fraction(0)}
"""What a completion is worth; n/a leaves the denominator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionScore:
    """An expected action of a released inject; `score` is exact, None when not graded.

    `raters` counts those whose grade counted; `dropped` marks one that the chosen variant dropped.
    """

    id: str
    objective: str
    inject: str
    completion: Completion | None
    raters: int
    latency_ms: int | None
    limit_ms: int | None
    points: int
    score: Fraction | None
    dropped: bool = False
    settled: bool = False
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveScore:
    """An objective's sum; `met`, `partial` and `unmet` count its graded actions."""

    id: str
    weight: Fraction
    percent: Fraction | None
    earned: Fraction
    points: int
    actions: int
    assessed: int
    coverage: Fraction | None
    letter: Letter | None
    capped_by: tuple[str, ...]
    rated: Letter | None
    rated_why: str | None = None
    met: int = 0
    partial: int = 0
    unmet: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallScore:
    """The weighted mean of the objectives; percent is None below the coverage gate."""

    percent: Fraction | None
    coverage: Fraction | None
    letter: Letter | None
    capped_by: tuple[str, ...]
    rated: Letter | None
    rated_why: str | None = None
    actions: int = 0
    assessed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """Everything T1 says about an exercise."""

    overall: OverallScore
    objectives: tuple[ObjectiveScore, ...]
    actions: tuple[ActionScore, ...]
    released: frozenset[str]
    by_id: Mapping[str, ActionScore]


def score(scenario: Scenario, state: ExerciseState) -> ScoreSheet:
    """Score an exercise by method T1 (design 6), in exact fractions."""
    released = frozenset(n for n, inject in state.injects.items() if inject.is_released)
    actions = tuple(
        _score_action(action, inject, state)
        for inject in scenario.injects
        if inject.number in released
        for action in inject.expects
    )
    objectives = tuple(_score_objective(o, actions, scenario, state) for o in scenario.objectives)
    return ScoreSheet(
        overall=_score_overall(objectives, actions, scenario=scenario, state=state),
        objectives=objectives,
        actions=actions,
        released=released,
        by_id={action.id: action for action in actions},
    )


def letter_for(percent: Fraction) -> Letter:
    """Return the letter that a percent suggests: >= 90 P, >= 70 S, >= 40 M, else U."""
    for letter, bound in zip(_LETTERS[:3], LETTER_BOUNDS, strict=True):
        if percent >= bound:
            return letter
    return "U"


def worse(letter: Letter, cap: Letter) -> Letter:
    """Apply a cap to a letter: the worse of the two counts."""
    return max(letter, cap, key=_LETTERS.index)


def letter_cap(scenario: Scenario, state: ExerciseState, target: str) -> Letter | None:
    """Return the best letter that breached red lines allow a target, None where none caps it.

    `target` is `overall`, an objective, or a capability target, which its objective's lines cap.
    """
    if target == "overall":
        return "M" if any(breach.grave for breach in state.breaches) else None
    objectives = {
        name: objective.id
        for objective in scenario.objectives
        for name in (objective.id, *(each.id for each in objective.targets))
    }
    linked = {line.id for line in scenario.red_lines if line.objective == objectives.get(target)}
    breaches = [breach for breach in state.breaches if breach.red_line in linked]
    return _cap_of(breaches) if breaches else None


def _cap_of(breaches: Sequence[BreachRecord]) -> Letter:
    return "U" if any(breach.grave for breach in breaches) else "M"


def _score_action(action: ExpectedAction, inject: Inject, state: ExerciseState) -> ActionScore:
    now = state.injects[inject.number]
    variant = inject.variants[now.variant - 1] if 0 < now.variant <= len(inject.variants) else None
    dropped = variant is not None and action.id in variant.without
    verdict = verdict_on(action.full_id, state)
    if verdict is None and state.stage == "ended" and state.rest == "unmet":
        verdict = Verdict(completion="unmet", met_ms=None, raters=0)
    if dropped:
        raters = verdict.raters if verdict else 0
        verdict = Verdict(completion="n/a", met_ms=None, raters=raters)
    latency_ms = None
    if verdict and verdict.met_ms is not None and now.released_ms is not None:
        latency_ms = max(0, verdict.met_ms - now.released_ms)
    return ActionScore(
        id=action.full_id,
        objective=action.objective,
        inject=inject.number,
        completion=verdict.completion if verdict else None,
        raters=verdict.raters if verdict else 0,
        latency_ms=latency_ms,
        limit_ms=action.within_ms,
        points=action.points,
        score=_points(action, verdict, latency_ms),
        dropped=dropped,
        settled=verdict is not None and verdict.settled,
        critical=action.critical,
    )


def _points(action: ExpectedAction, verdict: Verdict | None, latency_ms: int | None) -> Fraction | None:
    """Return points x completion x timeliness, None where nothing is graded."""
    if verdict is None or verdict.completion == "n/a":
        return None
    return action.points * WORTH[verdict.completion] * timeliness(latency_ms, action.within_ms)


def timeliness(latency_ms: int | None, limit_ms: int | None) -> Fraction:
    """Return 1 up to the limit, a half up to twice the limit, 0 later; 1 without a limit."""
    if limit_ms is None or latency_ms is None or latency_ms <= limit_ms:
        return Fraction(1)
    return Fraction(1, 2) if latency_ms <= 2 * limit_ms else Fraction(0)


def _score_objective(
    objective: Objective, actions: Iterable[ActionScore], scenario: Scenario, state: ExerciseState
) -> ObjectiveScore:
    mine = [a for a in actions if a.objective == objective.id and not a.dropped]
    graded = [a for a in mine if a.score is not None]
    earned = sum((a.score for a in graded if a.score is not None), Fraction(0))
    points = sum(a.points for a in graded)
    percent = 100 * earned / points if points else None
    coverage = _coverage(mine)
    linked = {line.id for line in scenario.red_lines if line.objective == objective.id}
    breaches = [b for b in state.breaches if b.red_line in linked]
    rating = official_rating(objective.id, state)
    completions = [a.completion for a in graded]
    return ObjectiveScore(
        id=objective.id,
        weight=objective.weight,
        percent=percent,
        earned=earned,
        points=points,
        actions=len(mine),
        assessed=sum(1 for a in mine if a.completion is not None),
        coverage=coverage,
        letter=_capped_letter(percent, coverage, breaches),
        capped_by=_in_pack_order({b.red_line for b in breaches}, scenario),
        rated=rating.letter if rating else None,
        rated_why=rating.why if rating else None,
        met=completions.count("met"),
        partial=completions.count("partial"),
        unmet=completions.count("unmet"),
    )


def _capped_letter(
    percent: Fraction | None, coverage: Fraction | None, breaches: Sequence[BreachRecord]
) -> Letter | None:
    """Suggest a letter where there is enough evidence; a breach caps it at M, a grave one at U."""
    if percent is None or coverage is None or coverage < COVERAGE_GATE:
        return None
    letter = letter_for(percent)
    if breaches:
        return worse(letter, _cap_of(breaches))
    return letter


def _in_pack_order(red_lines: set[str], scenario: Scenario) -> tuple[str, ...]:
    return tuple(line.id for line in scenario.red_lines if line.id in red_lines)


def _score_overall(
    objectives: Iterable[ObjectiveScore],
    actions: Iterable[ActionScore],
    *,
    scenario: Scenario,
    state: ExerciseState,
) -> OverallScore:
    counted = [a for a in actions if not a.dropped]
    coverage = _coverage(counted)
    graded = [(o.weight, o.percent) for o in objectives if o.percent is not None]
    percent = None
    if graded and coverage is not None and coverage >= COVERAGE_GATE:
        percent = sum((w * p for w, p in graded), Fraction(0)) / sum((w for w, _ in graded), Fraction(0))
    grave = _in_pack_order({b.red_line for b in state.breaches if b.grave}, scenario)
    letter = None if percent is None else letter_for(percent)
    rating = official_rating("overall", state)
    return OverallScore(
        percent=percent,
        coverage=coverage,
        letter=worse(letter, "M") if letter and grave else letter,
        capped_by=grave,
        rated=rating.letter if rating else None,
        rated_why=rating.why if rating else None,
        actions=len(counted),
        assessed=sum(1 for a in counted if a.completion is not None),
    )


def _coverage(actions: Sequence[ActionScore]) -> Fraction | None:
    """Return assessed (n/a included) / all; None where there is no action."""
    if not actions:
        return None
    return Fraction(sum(1 for a in actions if a.completion is not None), len(actions))


def official_rating(target: str, state: ExerciseState) -> RatingRecord | None:
    """Return the latest standing rating of who conducted (contract 5, `rated`)."""
    given = [r for r in state.ratings if r.target == target and r.row[0] in state.conduct]
    return given[-1] if given else None
