"""What comes back from run to run: actions, open injects, gaps, what a plan still owes; it must not score.

Something recurs where it stands in two runs or more. What is not the same thing in a run (another text
under the same id), or was not played there, is None there and counts as neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tabletop.domain.plan.msel import ExpectedAction, Inject
from tabletop.domain.plan.readiness import ReadinessItem
from tabletop.domain.result.comparability import Run
from tabletop.domain.result.debrief import PlanResult, ReadinessGap
from tabletop.domain.result.scoring import ActionScore

Item = TypeVar("Item")

RECURS_FROM = 2
"""In so many runs a gap must stand to recur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRuns:
    """An expected action that was not met, or late, in two runs or more; None where it was not played."""

    action: ExpectedAction
    scores: tuple[ActionScore | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectRuns:
    """An inject on which nobody decided in two runs or more; None where it was not released."""

    inject: Inject
    is_open: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementRuns:
    """How many areas for improvement an objective had in each run; `unanswered` are without an action."""

    objective: str
    counts: tuple[int, ...]
    unanswered: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessRuns:
    """A readiness item that was short in two runs or more; None where it was not."""

    item: ReadinessItem
    gaps: tuple[ReadinessGap | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedAction:
    """A corrective action that the latest run which knows it does not close.

    `exercise` and `id` say where it first stood; `plans` is what each run's plan holds of it.
    """

    exercise: str
    id: str
    plans: tuple[PlanResult | None, ...]

    @property
    def latest(self) -> PlanResult:
        """Return it as the latest run that knows it has it."""
        return next(plan for plan in reversed(self.plans) if plan is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """Everything that came back, and what is still owed; in the order of the latest run's pack."""

    actions: tuple[ActionRuns, ...]
    injects: tuple[InjectRuns, ...]
    improvements: tuple[ImprovementRuns, ...]
    readiness: tuple[ReadinessRuns, ...]
    owed: tuple[OwedAction, ...]


def recurring_of(runs: Sequence[Run]) -> Recurring:
    """Return what comes back in the runs, the earliest first."""
    return Recurring(
        actions=tuple(_actions(runs)),
        injects=tuple(_injects(runs)),
        improvements=tuple(_improvements(runs)),
        readiness=tuple(_readiness(runs)),
        owed=tuple(_owed(runs)),
    )


def known_to(lists: Sequence[Iterable[Item]], key: Callable[[Item], str]) -> list[Item]:
    """Return each thing once, as the latest list that holds it has it, in that list's order first."""
    found: dict[str, Item] = {}
    for items in reversed(lists):
        for item in items:
            found.setdefault(key(item), item)
    return list(found.values())


def is_late(score: ActionScore) -> bool:
    """Tell whether an action was done, but after its limit."""
    is_done = score.completion in ("met", "partial")
    timed = score.latency_ms is not None and score.limit_ms is not None
    return is_done and timed and score.latency_ms > score.limit_ms  # type: ignore[operator]  # just asked


def is_gap(score: ActionScore | None) -> bool:
    """Tell whether an action was played and not done, done in part, or late."""
    if score is None or score.dropped:
        return False
    return score.completion in ("unmet", "partial") or is_late(score)


def _actions(runs: Sequence[Run]) -> list[ActionRuns]:
    owned = [{action.full_id: action for action in run.scenario.actions()} for run in runs]
    found = []
    for action in known_to([own.values() for own in owned], lambda each: each.full_id):
        scores = tuple(
            run.debrief.score.by_id.get(action.full_id) if _is_same(own.get(action.full_id), action) else None
            for run, own in zip(runs, owned, strict=True)
        )
        if sum(map(is_gap, scores)) >= RECURS_FROM:
            found.append(ActionRuns(action=action, scores=scores))
    return found


def _is_same(own: ExpectedAction | None, action: ExpectedAction) -> bool:
    return own is not None and (own.text, own.objective) == (action.text, action.objective)


def _injects(runs: Sequence[Run]) -> list[InjectRuns]:
    titles = [{inject.number: inject.title for inject in run.scenario.injects} for run in runs]
    asked = [
        {
            inject.number
            for inject in run.debrief.injects
            if inject.status == "released" and inject.has_actions
        }
        for run in runs
    ]
    found = []
    for inject in known_to([run.scenario.injects for run in runs], lambda each: each.number):
        is_open = tuple(
            inject.number in run.debrief.decision.open
            if inject.number in released and named.get(inject.number) == inject.title
            else None
            for run, released, named in zip(runs, asked, titles, strict=True)
        )
        if is_open.count(True) >= RECURS_FROM:
            found.append(InjectRuns(inject=inject, is_open=is_open))
    return found


def _improvements(runs: Sequence[Run]) -> list[ImprovementRuns]:
    found = []
    for objective in known_to([run.scenario.objectives for run in runs], lambda each: each.id):
        counts, unanswered = [], []
        for run in runs:
            answered = {plan.answers for plan in run.debrief.plan}
            mine = [
                finding.id
                for finding in run.debrief.findings
                if finding.kind == "improve" and finding.objective == objective.id
            ]
            counts.append(len(mine))
            unanswered.append(sum(1 for finding in mine if finding not in answered))
        if sum(1 for count in counts if count) >= RECURS_FROM:
            row = ImprovementRuns(objective=objective.id, counts=tuple(counts), unanswered=tuple(unanswered))
            found.append(row)
    return found


def _readiness(runs: Sequence[Run]) -> list[ReadinessRuns]:
    found = []
    for item in known_to([run.scenario.readiness for run in runs], lambda each: each.id):
        gaps = []
        for run in runs:
            is_same = any(own.id == item.id and own.item == item.item for own in run.scenario.readiness)
            short = [gap for gap in run.debrief.readiness.gaps if gap.id == item.id]
            gaps.append(short[0] if is_same and short else None)
        if sum(1 for gap in gaps if gap is not None) >= RECURS_FROM:
            found.append(ReadinessRuns(item=item, gaps=tuple(gaps)))
    return found


def _owed(runs: Sequence[Run]) -> list[OwedAction]:
    """Follow each corrective action from the exercise where it first stood through those that carried it."""
    places: dict[tuple[str, str], list[PlanResult | None]] = {}
    for place, run in enumerate(runs):
        redacted = run.debrief.redacted
        exercise = run.exercise_id if redacted is None else redacted.exercise
        for plan in run.debrief.plan:
            origin = (plan.carried_from or exercise, plan.carried_id or plan.id)
            places.setdefault(origin, [None] * len(runs))[place] = plan
    owed = [
        OwedAction(exercise=origin[0], id=origin[1], plans=tuple(plans)) for origin, plans in places.items()
    ]
    return [action for action in owed if action.latest.status != "closed"]
