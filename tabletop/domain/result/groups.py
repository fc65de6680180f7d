"""The score's counts and latencies by phase, cell and objective (doctrine 10.4); it must not regrade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.board import addressees
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import InjectResult
from tabletop.domain.result.latency import summarise
from tabletop.domain.result.metrics import GroupResult
from tabletop.domain.result.scoring import ActionScore, ScoreSheet

NO_PHASE = ""
_PLAYING = ("player", "liaison")


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """What a group counts: its actions, and by inject the latency of decision and response in milliseconds.

    A latency that is None is still open.
    """

    key: str
    actions: tuple[ActionScore, ...]
    decided: Mapping[str, int | None]
    responded: Mapping[str, int | None]


def members_by_phase(
    scenario: Scenario, sheet: ScoreSheet, injects: Iterable[InjectResult]
) -> tuple[Members, ...]:
    """Group by the phase of the action's inject; each inject and action belongs to one group."""
    phase_of = scenario.phase_of()
    keys = [phase.id for phase in scenario.phases]
    if any(phase_of[inject.number] is None for inject in scenario.injects if inject.expects):
        keys.append(NO_PHASE)
    return _grouped(keys, sheet, lambda action: phase_of[action.inject] or NO_PHASE, _decided(injects))


def members_by_objective(
    scenario: Scenario, sheet: ScoreSheet, injects: Iterable[InjectResult]
) -> tuple[Members, ...]:
    """Group by objective; an inject counts in the latencies of each objective that it asks for."""
    keys = [objective.id for objective in scenario.objectives]
    return _grouped(keys, sheet, lambda action: action.objective, _decided(injects))


def members_by_cell(
    scenario: Scenario, state: ExerciseState, sheet: ScoreSheet, injects: Iterable[InjectResult]
) -> tuple[Members, ...]:
    """Group by the cell that is to act; an action of `all` counts for the group `all` only.

    A cell's decision latency is that of its own first decision, over the injects that go to it (or to
    all) and ask it for an action; that of `all` is any cell's first. Response counts every inject that
    asks the group for an action.
    """
    cells = {action.full_id: action.cell for action in scenario.actions()}
    asked = set(cells.values())
    keys = [cell.id for cell in scenario.cells if cell.kind in _PLAYING or cell.id in asked]
    keys += [ALL_CELLS] if ALL_CELLS in asked else []
    of_anyone = _decided(injects)
    results = []
    for key in keys:
        decided = of_anyone if key == ALL_CELLS else _decided_by(key, scenario, state)
        results.append(_members(key, [a for a in sheet.actions if cells[a.id] == key], decided))
    return tuple(results)


def _decided(injects: Iterable[InjectResult]) -> dict[str, int | None]:
    return {inject.number: inject.decision_ms for inject in injects}


def _decided_by(cell: str, scenario: Scenario, state: ExerciseState) -> dict[str, int | None]:
    """Return a cell's decision latency on each released inject that goes to it, None where it is open."""
    outlook = Outlook.of(scenario)
    first_ms: dict[str, int] = {}
    for decision in state.decisions:
        if decision.cell == cell and decision.inject is not None and not decision.is_after_endex:
            earlier_ms = first_ms.get(decision.inject, decision.observed_ms)
            first_ms[decision.inject] = min(earlier_ms, decision.observed_ms)
    latencies: dict[str, int | None] = {}
    for inject in scenario.injects:
        released_ms = state.injects[inject.number].released_ms
        if released_ms is not None and cell in addressees(inject, outlook):
            decided_ms = first_ms.get(inject.number)
            latencies[inject.number] = None if decided_ms is None else max(0, decided_ms - released_ms)
    return latencies


def _grouped(
    keys: Sequence[str], sheet: ScoreSheet, key_of: Callable[[ActionScore], str],
    decided: Mapping[str, int | None],
) -> tuple[Members, ...]:  # fmt: skip
    grouped: defaultdict[str, list[ActionScore]] = defaultdict(list)
    for action in sheet.actions:
        grouped[key_of(action)].append(action)
    return tuple(_members(key, grouped[key], decided) for key in keys)


def _members(key: str, scored: Iterable[ActionScore], decided: Mapping[str, int | None]) -> Members:
    """Gather a group; `decided` has the decision latency of each inject that may count for it."""
    actions = tuple(action for action in scored if not action.dropped)
    asking = dict.fromkeys(action.inject for action in actions)
    return Members(
        key=key,
        actions=actions,
        decided={number: decided[number] for number in asking if number in decided},
        responded=dict(_responses(asking, actions)),
    )


def group_of(members: Members) -> GroupResult:
    """Count a group."""
    actions = members.actions
    graded = [action for action in actions if action.score is not None]
    earned = sum((action.score for action in graded if action.score is not None), Fraction(0))
    points = sum(action.points for action in graded)
    completions = [action.completion for action in actions]
    return GroupResult(
        key=members.key,
        actions=len(actions),
        met=completions.count("met"),
        partial=completions.count("partial"),
        unmet=completions.count("unmet"),
        not_applicable=completions.count("n/a"),
        open=completions.count(None),
        on_time=sum(1 for action in actions if _is_on_time(action)),
        earned=earned,
        points=points,
        percent=100 * earned / points if points else None,
        decision=summarise(members.decided),
        response=summarise(members.responded),
    )


def _is_on_time(action: ActionScore) -> bool:
    """Tell whether an action was met within its limit; without a limit any time will do."""
    if action.completion != "met":
        return False
    return action.limit_ms is None or action.latency_ms is None or action.latency_ms <= action.limit_ms


def _responses(numbers: Iterable[str], actions: Iterable[ActionScore]) -> Iterator[tuple[str, int | None]]:
    """Yield each inject with the latency of its first action that was met, in part at least."""
    first_ms: dict[str, int] = {}
    for action in actions:
        if action.latency_ms is not None:
            first_ms[action.inject] = min(first_ms.get(action.inject, action.latency_ms), action.latency_ms)
    for number in numbers:
        yield number, first_ms.get(number)
