"""Two or more runs side by side, and what changed from one to the next; it must not choose words.

Only what means the same in both runs is compared: an objective with the same id, title and weight, an
action with the same id, text and objective, a red line with the same id and text. The rest is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.result.comparability import Caution, LeftOut, Run, cautions_of, sort_out
from tabletop.domain.result.debrief import RedLineResult
from tabletop.domain.result.latency import LatencySummary
from tabletop.domain.result.recurring import Recurring, known_to, recurring_of
from tabletop.domain.result.scoring import ObjectiveScore, OverallScore

MOST_RUNS = 6
LEVEL_BELOW = Fraction(5)
"""A difference of fewer percent points is level: one action more or less moves an objective so far."""

Direction = Literal["up", "down", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From one run to a later one, in percent points; exact."""

    points: Fraction

    @property
    def direction(self) -> Direction:
        """Tell whether it rose or fell by 5 percent points or more, else level."""
        if abs(self.points) < LEVEL_BELOW:
            return "level"
        return "up" if self.points > 0 else "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRuns:
    """One objective over the runs, None where a run has not the same one.

    `since_first` and `since_last` are the latest run's change from the first and from the one before;
    None where either has too little evidence for a letter.
    """

    objective: Objective
    scores: tuple[ObjectiveScore | None, ...]
    since_first: Change | None
    since_last: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallRuns:
    """The whole over the runs; changes as of an objective."""

    scores: tuple[OverallScore, ...]
    since_first: Change | None
    since_last: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLineRuns:
    """One red line over the runs, None where a run has not the same one."""

    line: RedLine
    results: tuple[RedLineResult | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyRuns:
    """Latencies of one kind over the runs."""

    kind: Literal["acknowledge", "decision", "response"]
    summaries: tuple[LatencySummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that can be said of the `runs`, the earliest first; other numbers stand in their debriefs.

    With fewer than two runs there is nothing side by side, and `left_out` says why.
    """

    runs: tuple[Run, ...]
    left_out: tuple[LeftOut, ...]
    cautions: tuple[Caution, ...]
    overall: OverallRuns
    objectives: tuple[ObjectiveRuns, ...]
    red_lines: tuple[RedLineRuns, ...]
    latencies: tuple[LatencyRuns, ...]
    recurring: Recurring

    @property
    def can_compare(self) -> bool:
        """Tell whether two runs or more stand side by side."""
        return len(self.runs) > 1


def compare_runs(runs: Sequence[Run]) -> Comparison:
    """Put runs side by side; those that cannot stand there are named with the reason."""
    beside, left_out = sort_out(runs)
    objectives = [
        _objective_runs(each, beside)
        for each in known_to([run.scenario.objectives for run in beside], lambda own: own.id)
    ]
    lines = known_to([run.scenario.red_lines for run in beside], lambda own: own.id)
    return Comparison(
        runs=beside,
        left_out=left_out,
        cautions=(*cautions_of(beside), *_objective_cautions(objectives, beside)),
        overall=_overall_runs(objectives, beside),
        objectives=tuple(objectives),
        red_lines=tuple(_red_line_runs(line, beside) for line in lines),
        latencies=(
            LatencyRuns(kind="acknowledge", summaries=tuple(run.debrief.acknowledge for run in beside)),
            LatencyRuns(kind="decision", summaries=tuple(run.debrief.decision for run in beside)),
            LatencyRuns(kind="response", summaries=tuple(run.debrief.response for run in beside)),
        ),
        recurring=recurring_of(beside),
    )


def _objective_runs(objective: Objective, runs: Sequence[Run]) -> ObjectiveRuns:
    scores = [_score_of(objective.id, run) if _difference(objective, run) is None else None for run in runs]
    return ObjectiveRuns(
        objective=objective,
        scores=tuple(scores),
        since_first=_change(scores, 0),
        since_last=_change(scores, -2),
    )


def _overall_runs(objectives: Sequence[ObjectiveRuns], runs: Sequence[Run]) -> OverallRuns:
    """Return the whole; where the objectives are not the same it has no change."""
    scores = [run.debrief.score.overall for run in runs]
    same = [
        score if all(each.scores[place] is not None for each in objectives) else None
        for place, score in enumerate(scores)
    ]
    return OverallRuns(scores=tuple(scores), since_first=_change(same, 0), since_last=_change(same, -2))


def _change(scores: Sequence[ObjectiveScore | OverallScore | None], place: int) -> Change | None:
    """Return the latest run's change from the run at a place; None without evidence for both letters."""
    if len(scores) < 2:
        return None
    before, after = scores[place], scores[-1]
    if before is None or before.letter is None or before.percent is None:
        return None
    if after is None or after.letter is None or after.percent is None:
        return None
    return Change(points=after.percent - before.percent)


def _score_of(objective: str, run: Run) -> ObjectiveScore | None:
    return next((score for score in run.debrief.score.objectives if score.id == objective), None)


def _difference(objective: Objective, run: Run) -> str | None:
    """Return in what a run's objective of this id is another one: absent, title, weight; None for nothing."""
    own = next((each for each in run.scenario.objectives if each.id == objective.id), None)
    if own is None:
        return "absent"
    if own.title != objective.title:
        return "title"
    return "weight" if own.weight != objective.weight else None


def _objective_cautions(objectives: Sequence[ObjectiveRuns], runs: Sequence[Run]) -> Iterator[Caution]:
    """Yield where an objective is another one, or asks for other actions, than in the latest run."""
    for each in objectives:
        measure = _asked(each.objective.id, runs[-1])
        for place, run in enumerate(runs, start=1):
            difference = _difference(each.objective, run)
            if difference is not None:
                yield Caution(code=f"objective-{difference}", run=place, subject=each.objective.id)
            elif _asked(each.objective.id, run) != measure and each.scores[-1] is not None:
                yield Caution(code="actions-differ", run=place, subject=each.objective.id)


def _asked(objective: str, run: Run) -> set[tuple[str, int, int | None]]:
    actions = (action for action in run.scenario.actions() if action.objective == objective)
    return {(action.full_id, action.points, action.within_ms) for action in actions}


def _red_line_runs(line: RedLine, runs: Sequence[Run]) -> RedLineRuns:
    results = []
    for run in runs:
        is_same = any(own.id == line.id and own.text == line.text for own in run.scenario.red_lines)
        found = [result for result in run.debrief.red_lines if result.id == line.id]
        results.append(found[0] if is_same and found else None)
    return RedLineRuns(line=line, results=tuple(results))
