"""What is due, overdue or to be offered at a moment of play; it must not release anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tabletop.domain.plan.msel import ExpectedAction, Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.triggers import Breached, Met, When
from tabletop.domain.play.assessment import verdict_on
from tabletop.domain.play.state import ExerciseState, InjectState


@dataclass(frozen=True, slots=True)
class Outlook:
    """The plan indexed for questions that are asked each second."""

    scenario: Scenario
    injects: dict[str, Inject]
    actions: dict[str, ExpectedAction]
    offerable: tuple[tuple[Inject, When], ...]
    """The contingencies that have a condition, with it."""

    @classmethod
    def of(cls, scenario: Scenario) -> Outlook:
        """Index a scenario once."""
        return cls(
            scenario,
            {inject.number: inject for inject in scenario.injects},
            {action.full_id: action for action in scenario.actions()},
            tuple(
                (inject, inject.when)
                for inject in scenario.injects
                if inject.is_contingency and inject.when is not None
            ),
        )

    def holds(self, when: When, state: ExerciseState, elapsed_ms: int) -> bool:
        """Tell whether a condition holds at T+ `elapsed_ms` (contract 2, `when`)."""
        if isinstance(when, Breached):
            return any(breach.red_line in when.red_lines for breach in state.breaches)
        if isinstance(when, Met):
            return self._is_met(when.action, when.within_ms, state)
        decide = all if when.every else any
        return decide(self._is_unmet(a, when.after_ms, state, elapsed_ms) for a in when.actions)

    def suggested_variant(self, inject: Inject, state: ExerciseState, elapsed_ms: int) -> int:
        """Return the first variant that holds, counted from 1, or 0 for the base text."""
        for number, variant in enumerate(inject.variants, start=1):
            if self.holds(variant.when, state, elapsed_ms):
                return number
        return 0

    def newly_offered(self, state: ExerciseState, elapsed_ms: int) -> Iterator[Inject]:
        """Yield waiting contingencies whose condition has come true and that were not offered yet."""
        for inject, when in self.offerable:
            now = state.injects[inject.number]
            is_open = now.status == "waiting" and now.offered_ms is None
            may_come = is_open and elapsed_ms >= (now.planned_ms or 0)
            if may_come and self.holds(when, state, elapsed_ms):
                yield inject

    def asked_actions(self, now: InjectState) -> tuple[ExpectedAction, ...]:
        """Return the expected actions of an inject but for those that its chosen variant drops."""
        dropped = self._dropped(now)
        return tuple(action for action in self.injects[now.number].expects if action.id not in dropped)

    def due_automatically(self, state: ExerciseState, after_ms: int, until_ms: int) -> Iterator[Inject]:
        """Yield waiting AUTO injects whose time came after `after_ms` and up to `until_ms`, earliest first.

        One whose time was passed otherwise, by an adjusted clock, a shift or an undone release, waits
        for the director: nothing fires twice or in a burst.
        """
        due = [
            (now.planned_ms, index, inject)
            for index, now in enumerate(state.injects.values())
            if now.auto
            and now.status == "waiting"
            and now.planned_ms is not None
            and after_ms < now.planned_ms <= until_ms
            and not (inject := self.injects[now.number]).is_contingency
        ]
        yield from (inject for _, _, inject in sorted(due, key=lambda item: item[:2]))

    def automatic_ahead(self, state: ExerciseState, after_ms: int) -> Iterator[InjectState]:
        """Yield the AUTO injects that will go out by themselves after T+ `after_ms`, the next one first."""
        ahead = [
            (now.planned_ms, index, now)
            for index, now in enumerate(state.injects.values())
            if now.auto
            and now.status == "waiting"
            and now.planned_ms is not None
            and now.planned_ms > after_ms
        ]
        yield from (now for _, _, now in sorted(ahead, key=lambda item: item[:2]))

    def _limit_ms(self, action: str, span_ms: int | None) -> int | None:
        return self.actions[action].within_ms if span_ms is None else span_ms

    def _released_ms(self, action: str, state: ExerciseState) -> int | None:
        expected = self.actions[action]
        now = state.injects[expected.inject]
        if not now.is_released or expected.id in self._dropped(now):
            return None
        return now.released_ms

    def _dropped(self, now: InjectState) -> tuple[str, ...]:
        """Return the actions that the chosen variant drops: nobody was asked for them."""
        variants = self.injects[now.number].variants
        return variants[now.variant - 1].without if 0 < now.variant <= len(variants) else ()

    def _is_met(self, action: str, within_ms: int | None, state: ExerciseState) -> bool:
        """Tell whether an action was met in the span after its own inject's release."""
        released_ms = self._released_ms(action, state)
        verdict = verdict_on(action, state)
        if released_ms is None or verdict is None or verdict.met_ms is None:
            return False
        limit_ms = self._limit_ms(action, within_ms)
        return limit_ms is None or verdict.met_ms - released_ms <= limit_ms

    def _is_unmet(self, action: str, after_ms: int | None, state: ExerciseState, elapsed_ms: int) -> bool:
        """Tell whether the span has passed without the action; a span without end never has."""
        released_ms = self._released_ms(action, state)
        limit_ms = self._limit_ms(action, after_ms)
        if released_ms is None or limit_ms is None or elapsed_ms - released_ms <= limit_ms:
            return False
        return not self._is_met(action, limit_ms, state)
