"""Who graded an action how, with the notes behind it, beside what counts now; it must not decide.

What counts is what the score says (T1); how far raters agree is what the debrief prints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tabletop.domain.plan.msel import ExpectedAction
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.assessment import Verdict, verdict_on
from tabletop.domain.play.events import Completion
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.state import (
    Assessment,
    DecisionRecord,
    ExerciseState,
    ObservationRecord,
    Settlement,
)
from tabletop.domain.result.agreement import Agreement, agreement_of
from tabletop.domain.result.scoring import ActionScore, score

GRADES: Mapping[Completion, int] = {"unmet": 0, "partial": 1, "met": 2}
"""The grades as steps; n/a is none of them (contract 5)."""
Note = ObservationRecord | DecisionRecord
Rater = tuple[str, str]
"""One rater is one author at one station (design 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One rater's grade; `notes` are what the station noted of the action first, then of its inject."""

    station: str
    author: str
    completion: Completion
    observed_ms: int
    latency_ms: int
    cells: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def rater(self) -> Rater:
        """Return who graded."""
        return self.station, self.author


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedAction:
    """An action with two or more raters: what `counts` now, and the raters' `median`, settled or not.

    `grades` counts the raters of whom the median is taken: n/a only where no one else grades.
    """

    action: ExpectedAction
    red_lines: tuple[str, ...]
    released_ms: int | None
    ratings: tuple[Rating, ...]
    counts: Completion
    median: Completion
    grades: int
    dropped: bool = False
    settlement: Settlement | None = None

    @property
    def spread(self) -> int:
        """Return by how many steps the furthest grades differ; n/a is no step."""
        steps = [GRADES[rating.completion] for rating in self.ratings if rating.completion in GRADES]
        return max(steps, default=0) - min(steps, default=0)

    @property
    def differs(self) -> bool:
        """Tell whether raters said different things, n/a among them."""
        return len({rating.completion for rating in self.ratings}) > 1

    @property
    def is_open(self) -> bool:
        """Tell whether raters differ and nobody settled it, where it counts at all."""
        return self.differs and self.settlement is None and not self.dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All actions with two or more raters, those to be settled first; `raters` graded anything at all."""

    actions: tuple[RatedAction, ...]
    raters: tuple[Rater, ...]
    agreement: Agreement


def compare_raters(plan: Scenario, state: ExerciseState) -> Comparison:
    """Return where raters differ: unsettled first by how far, then the settled, then what all agree on."""
    scenario = played_scenario(plan, state)
    scored = score(scenario, state).by_id
    red_lines = {inject.number: inject.red_lines for inject in scenario.injects}
    of_raters = replace(state, settlements={})
    book = _notes_by_place(state)
    rated = [
        _rated(
            action, scored[action.full_id], state,
            red_lines=red_lines[action.inject], median=verdict_on(action.full_id, of_raters), book=book,
        )
        for action in scenario.actions()
        if action.full_id in scored and len(state.assessments.get(action.full_id, ())) > 1
    ]  # fmt: skip
    given = [each for grades in state.assessments.values() for each in grades]
    return Comparison(
        actions=tuple(sorted(rated, key=_urgency)),
        raters=tuple(sorted({(each.row[0], each.author) for each in given}, key=_station_order)),
        agreement=agreement_among(scenario, state),
    )


def agreement_among(scenario: Scenario, state: ExerciseState) -> Agreement:
    """Compare the raters of the actions of released injects; n/a is no grade (contract 5)."""
    return agreement_of(
        [
            {
                (each.row[0], each.author): GRADES[each.completion]
                for each in state.assessments.get(action.full_id, ())
                if each.completion in GRADES
            }
            for action in scenario.actions()
            if state.injects[action.inject].is_released
        ]
    )


def _rated(
    action: ExpectedAction, scored: ActionScore, state: ExerciseState,
    *, red_lines: tuple[str, ...], median: Verdict | None, book: Mapping[tuple[str, str], Sequence[Note]],
) -> RatedAction:  # fmt: skip
    assert scored.completion is not None  # noqa: S101 - two raters make a verdict
    assert median is not None  # noqa: S101 - the same
    released_ms = state.injects[action.inject].released_ms
    given = sorted(
        state.assessments[action.full_id], key=lambda each: _station_order((each.row[0], each.author))
    )
    return RatedAction(
        action=action,
        red_lines=red_lines,
        released_ms=released_ms,
        ratings=tuple(
            Rating(
                station=each.row[0],
                author=each.author,
                completion=each.completion,
                observed_ms=each.observed_ms,
                latency_ms=max(0, each.observed_ms - (released_ms or 0)),
                cells=state.logbooks.get(each.row[0], ()),
                notes=_notes_of(each, given, book.get((each.row[0], action.inject), ())),
            )
            for each in given
        ),
        counts=scored.completion,
        median=median.completion,
        grades=median.raters,
        dropped=scored.dropped,
        settlement=state.settlements.get(action.full_id),
    )


def _notes_by_place(state: ExerciseState) -> dict[tuple[str, str], list[Note]]:
    """Sort the standing notes by station and inject, as they were seen."""
    book: defaultdict[tuple[str, str], list[Note]] = defaultdict(list)
    notes: list[Note] = [*state.observations, *state.decisions]
    for note in sorted(notes, key=lambda note: (note.observed_ms, note.row)):
        action = note.action if isinstance(note, ObservationRecord) else None
        inject = action.partition(".")[0] if action else note.inject
        if inject is not None:
            book[note.row[0], inject].append(note)
    return book


def _notes_of(mine: Assessment, given: Iterable[Assessment], notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return what the rater's station noted; what another rater there wrote stands with that one."""
    others = {each.author for each in given if each.row[0] == mine.row[0]} - {mine.author}
    told = [note for note in notes if note.author not in others]
    on_action = [n for n in told if isinstance(n, ObservationRecord) and n.action == mine.action]
    on_inject = [n for n in told if isinstance(n, DecisionRecord) or n.action is None]
    return (*on_action, *on_inject)


def _urgency(rated: RatedAction) -> tuple[int, int]:
    """Order the unsettled by how far raters differ, before all others; the rest keeps the plan's order."""
    if rated.is_open:
        return 0, -rated.spread
    return (1, 0) if rated.differs else (2, 0)


def _station_order(rater: Rater) -> tuple[int, str, str]:
    """Let P2 stand before P10."""
    station, author = rater
    return len(station), station, author
