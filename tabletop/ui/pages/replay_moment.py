"""An earlier moment of the exercise as the screen of Run reads it; it must not change anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.replay import Replay
from tabletop.domain.play.state import ExerciseState, Stage


class ReplayMoment:
    """A `RunMoment` that can be moved: `go` says to which T+."""

    is_replay = True
    unsaved = None
    unsaved_since = None

    def __init__(self, scenario: Scenario, recorded: Sequence[Recorded], *, now_ms: int) -> None:
        self._scenario = scenario
        self._indexed: tuple[tuple[Inject, ...], Outlook] = (), Outlook.of(scenario)
        self.elapsed_ms = 0
        self.take(recorded, now_ms=now_ms)

    def take(self, recorded: Sequence[Recorded], *, now_ms: int) -> None:
        """Read other rows: some were written since."""
        self.recorded = recorded
        self.replay = Replay(self._scenario, recorded, now_ms=now_ms)
        self.state: ExerciseState = self.replay.state_at(self.elapsed_ms)

    def go(self, elapsed_ms: int) -> bool:
        """Go to a T+; tell whether other rows count there than before."""
        before, self.elapsed_ms = self.state, elapsed_ms
        self.state = self.replay.state_at(elapsed_ms)
        return self.state is not before

    @property
    def outlook(self) -> Outlook:
        """Return the plan as the state knows it."""
        if self._indexed[0] != self.state.improvised:
            self._indexed = self.state.improvised, Outlook.of(played_scenario(self._scenario, self.state))
        return self._indexed[1]

    @property
    def stage(self) -> Stage:
        """Return the stage that it had."""
        return self.state.stage

    @property
    def wall_at(self) -> datetime:
        """Return what the director's wall clock showed."""
        return self.replay.wall_at(self.elapsed_ms) or self._scenario.starts_at

    @property
    def mono_ms(self) -> int:
        """Return a clock for what counts on the wall: nothing is counting any more."""
        return 0

    @property
    def rows(self) -> int:
        """Return how many rows were safe."""
        return len(self.state.rows)

    @property
    def saved_at(self) -> datetime | None:
        """Return when the last of them was saved."""
        return self.state.last_at


class NoChoices:
    """What the director put next by hand is no row: a replay shows what the plan put next."""

    pinned = None
    variants: Mapping[str, int] = MappingProxyType({})

    def released_selection(self) -> str | None:
        """Return none: nothing can be repeated."""
        return None
