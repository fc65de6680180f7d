"""What a report is written from: plan, result and the rows behind it, with what is looked up by its id.

It must not say or count anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.msel import ALL_CELLS, ExpectedAction, Inject
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play.conduct_chain import conduct_chain
from tabletop.domain.play.journal import Recorded, laptop_of, wall_time
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.station_clocks import StationClock, station_clocks
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.metrics import Metrics
from tabletop.i18n import N_
from tabletop.reports.debrief_edition import Edition
from tabletop.reports.voice import Pair, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One printing of a report; `edition` holds the plan as it was played.

    `rows` are the journal's rows by `STATION:SEQ`, `clocks` the stations' own where they were compared; what
    is due is overdue on `printed_on`.
    """

    edition: Edition
    state: ExerciseState
    recorded: Sequence[Recorded]
    printed_on: date | None
    actions: Mapping[str, ExpectedAction]
    injects: Mapping[str, Inject]
    objectives: Mapping[str, Objective]
    rows: Mapping[str, Recorded]
    clocks: Mapping[str, StationClock]

    @property
    def plan(self) -> Scenario:
        """Return the plan as it was played, improvised injects behind its own."""
        return self.edition.scenario

    @property
    def debrief(self) -> Debrief:
        """Return the result."""
        return self.edition.debrief

    @property
    def metrics(self) -> Metrics:
        """Return what is counted beside the score."""
        return self.edition.debrief.metrics

    @property
    def voice(self) -> Voice:
        """Return the languages."""
        return self.edition.voice

    def typed(self, text: Text | None) -> Pair:
        """Return a text of the pack in each language, empty where there is none."""
        return self.voice.typed(text) if text is not None else Pair("")

    def cell_name(self, cell: str) -> Pair:
        """Return a cell's id as people read it: who means all cells says so in words."""
        return self.voice.pair(N_("all")) if cell == ALL_CELLS else Pair(cell)

    def cell_title(self, cell: str) -> Pair:
        """Return the title of a cell, its id where the pack has no such cell."""
        found = next((each for each in self.plan.cells if each.id == cell), None)
        return self.voice.typed(found.title) if found else Pair(cell)

    def written_at(self, recorded: Recorded) -> datetime:
        """Return when a row was written, on the director's wall clock."""
        station, wall_at = recorded.entry.station, wall_time(recorded.entry.wall_at)
        clock = self.clocks.get(station) or self.clocks.get(laptop_of(station))
        return clock.director_at(wall_at) if clock else wall_at

    def local(self, moment: datetime) -> datetime:
        """Return an instant on the exercise's wall clock."""
        return self.edition.local(moment)


def dossier_of(
    scenario: Scenario,
    debrief: Debrief,
    *,
    state: ExerciseState,
    recorded: Sequence[Recorded],
    languages: tuple[str, ...],
    labels: str | None = None,
    printed_on: date | None = None,
) -> Dossier:
    """Gather what a report is written from; `labels` replaces the pack's label set.

    Without `printed_on` the day of the last entry counts, so that the same rows give the same report.
    """
    plan = played_scenario(scenario, state)
    edition = Edition(plan, debrief, Voice.of(languages, labels or plan.labels))
    if printed_on is None and debrief.last_at is not None:
        printed_on = edition.local(debrief.last_at).date()
    return Dossier(
        edition=edition,
        state=state,
        recorded=recorded,
        printed_on=printed_on,
        actions={action.full_id: action for action in plan.actions()},
        injects={inject.number: inject for inject in plan.injects},
        objectives={objective.id: objective for objective in plan.objectives},
        rows={f"{row.entry.station}:{row.entry.seq}": row for row in recorded},
        clocks=station_clocks(recorded, conduct_chain(recorded)),
    )
