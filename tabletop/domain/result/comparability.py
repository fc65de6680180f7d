"""Which runs may stand side by side: same scenario, same method; it must not compare what came out.

1. Runs stand in the order of their STARTEX; one without it has nothing to compare.
2. Of several files of one exercise (a backup, a redacted copy) one counts: a whole file before a redacted
   copy, then the one with the most rows.
3. Same scenario means the same pack id; the same pack hash means that nothing differs. Another hash under
   the same id can be compared with care, and both versions are named.
4. Same method means the same id, letter bounds and coverage gate.
5. Where the runs fall into several such groups the largest is compared, of equal ones that of the latest run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import COVERAGE_GATE, LETTER_BOUNDS, METHOD_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a run was scored: only numbers of one method can be compared (doctrine 10.13)."""

    id: str = METHOD_ID
    letters: tuple[int, ...] = LETTER_BOUNDS
    gate: Fraction = COVERAGE_GATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One exercise as it was read; `label` is what the person knows it by, such as its file's name."""

    label: str
    scenario: Scenario
    debrief: Debrief
    method: Method = field(default_factory=Method)

    @property
    def exercise_id(self) -> str:
        """Return its id."""
        return self.debrief.exercise_id

    @property
    def started_at(self) -> datetime | None:
        """Return when STARTEX was given."""
        return self.debrief.started_at


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A run that stands beside no other: `code` says why, `beside` which run or pack it cannot meet.

    `code` is not-started, same-exercise (of `beside`), other-scenario (not `beside`'s) or other-method.
    """

    run: Run
    code: str
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What a reader of the comparison must know of a run, by its place from 1 (0: of all).

    `code` is other-version or other-files (than the latest run's pack), draft, chain-broken, redacted,
    objective-title, objective-weight, objective-absent (`subject` in that run) or actions-differ (of
    `subject`, between the runs); `fields` are filled into its words.
    """

    code: str
    run: int = 0
    subject: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def is_note(self) -> bool:
        """Tell whether it only asks for care: nothing is missing from the comparison because of it."""
        return self.code in _NOTES


_NOTES = frozenset({"other-version", "other-files", "draft", "redacted", "actions-differ"})


def sort_out(runs: Iterable[Run]) -> tuple[tuple[Run, ...], tuple[LeftOut, ...]]:
    """Return the runs to be compared, the earliest first, and those left out with the reason."""
    ordered = sorted(runs, key=_order)
    begun = [run for run in ordered if run.started_at is not None]
    left_out = [LeftOut(run=run, code="not-started") for run in ordered if run.started_at is None]
    single, again = _each_once(begun)
    left_out += again
    groups: dict[tuple[str, Method], list[Run]] = {}
    for run in single:
        groups.setdefault((run.scenario.id, run.method), []).append(run)
    if not groups:
        return (), tuple(left_out)
    places = {id(run): place for place, run in enumerate(single)}
    chosen = max(groups, key=lambda key: (len(groups[key]), places[id(groups[key][-1])]))
    for run in single:
        if (run.scenario.id, run.method) != chosen:
            code = "other-method" if run.scenario.id == chosen[0] else "other-scenario"
            left_out.append(LeftOut(run=run, code=code, beside=chosen[0]))
    return tuple(groups[chosen]), tuple(left_out)


def cautions_of(runs: Sequence[Run]) -> list[Caution]:
    """Return what is to be said of single runs; the latest one's pack is the measure."""
    if not runs:
        return []
    measure = runs[-1]
    told = []
    for place, run in enumerate(runs, start=1):
        if run.debrief.pack_sha256 != measure.debrief.pack_sha256:
            code = "other-version" if run.scenario.version != measure.scenario.version else "other-files"
            fields = (("version", run.scenario.version), ("latest", measure.scenario.version))
            told.append(Caution(code=code, run=place, fields=fields))
        if run.debrief.draft:
            told.append(Caution(code="draft", run=place))
        if not run.debrief.chain_is_intact:
            told.append(Caution(code="chain-broken", run=place))
        if run.debrief.redacted is not None:
            told.append(Caution(code="redacted", run=place))
    return told


def _order(run: Run) -> tuple[datetime, str, str]:
    return run.started_at or datetime.max.replace(tzinfo=UTC), run.exercise_id, run.label


def _each_once(runs: Sequence[Run]) -> tuple[list[Run], list[LeftOut]]:
    """Return one run an exercise, and the others of it."""
    best: dict[str, Run] = {}
    for run in runs:
        other = best.get(_origin(run))
        if other is None or _worth(run) > _worth(other):
            best[_origin(run)] = run
    kept = [run for run in runs if best[_origin(run)] is run]
    again = [
        LeftOut(run=run, code="same-exercise", beside=best[_origin(run)].label)
        for run in runs
        if best[_origin(run)] is not run
    ]
    return kept, again


def _origin(run: Run) -> str:
    redacted = run.debrief.redacted
    return run.exercise_id if redacted is None else redacted.exercise


def _worth(run: Run) -> tuple[bool, int]:
    return run.debrief.redacted is None, run.debrief.entries
