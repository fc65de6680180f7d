"""Which contingencies play needed, and which acting early avoided (doctrine 10.7); it must not offer any."""

from __future__ import annotations

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.triggers import Met, Unmet
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.metrics import Escalations


def escalations_of(scenario: Scenario, state: ExerciseState) -> Escalations:
    """Return what became of the contingencies, and where the story turned out milder.

    A contingency was avoided where it waits for an action not to be met, was neither offered nor
    released, and cannot come any more because actions were met in time (contract 2, `when`): all of
    those that can still set it off where any one would, a single one where it takes them all. Play was
    milder where an inject was told in a variant whose action was indeed met in time.
    """
    outlook = Outlook.of(scenario)
    contingencies = [inject for inject in scenario.injects if inject.is_contingency]
    now = state.injects
    averted = [(inject.number, _averted_by(inject, outlook, state)) for inject in contingencies]
    return Escalations(
        contingencies=len(contingencies),
        offered=tuple(i.number for i in contingencies if now[i.number].offered_ms is not None),
        released=tuple(i.number for i in contingencies if now[i.number].is_released),
        declined=tuple(i.number for i in contingencies if now[i.number].status == "declined"),
        avoided=tuple((number, actions) for number, actions in averted if actions),
        milder=tuple(
            (inject.number, now[inject.number].variant)
            for inject in scenario.injects
            if _is_milder(inject, outlook, state)
        ),
    )


def _averted_by(inject: Inject, outlook: Outlook, state: ExerciseState) -> tuple[str, ...]:
    """Return the actions that kept a contingency away, none where it came or may still come."""
    now, when = state.injects[inject.number], inject.when
    if not isinstance(when, Unmet) or now.is_released or now.offered_ms is not None:
        return ()
    spans = {
        action: outlook.actions[action].within_ms if when.after_ms is None else when.after_ms
        for action in when.actions
    }
    # An action without a span is never unmet: it can set nothing off (the pack's check refuses it).
    limited = {action: span_ms for action, span_ms in spans.items() if span_ms is not None}
    met = tuple(
        action
        for action, span_ms in limited.items()
        if outlook.holds(Met(action=action, within_ms=span_ms), state, state.elapsed_ms)
    )
    if when.every:
        return met if len(limited) == len(spans) else ()
    return met if len(met) == len(limited) else ()


def _is_milder(inject: Inject, outlook: Outlook, state: ExerciseState) -> bool:
    now = state.injects[inject.number]
    if not now.is_released or not 0 < now.variant <= len(inject.variants):
        return False
    when = inject.variants[now.variant - 1].when
    return isinstance(when, Met) and outlook.holds(when, state, state.elapsed_ms)
