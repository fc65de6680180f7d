"""Counts and spans beside the score (doctrine 10), each with its n; it must not grade anything."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.text import Text
from tabletop.domain.result.latency import LatencySummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """How the plan's own injects, contingencies aside, kept to their time (doctrine 10.10).

    `planned` counts the released ones with a planned T+, after shifts; `on_time` those of them within
    `tolerance_ms` either way, `early` and `late` name the others. `skipped`, `held`, `retracted` and
    `waiting` (whose release never came) name what was not delivered, with or without a planned T+.
    """

    planned: int
    on_time: int
    tolerance_ms: int
    early: tuple[str, ...]
    late: tuple[str, ...]
    skipped: tuple[str, ...]
    held: tuple[str, ...]
    retracted: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResult:
    """What was played in one phase, by one cell or for one objective; `key` is its id, "" for none.

    The counts are of expected actions of released injects, without those that the chosen variant
    dropped: `open` are those not assessed, `on_time` the met ones within their limit or without one.
    `earned`, `points` and `percent` are T1's over the group's graded actions.
    """

    key: str
    actions: int
    met: int
    partial: int
    unmet: int
    not_applicable: int
    open: int
    on_time: int
    earned: Fraction
    points: int
    percent: Fraction | None
    decision: LatencySummary
    response: LatencySummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """How long one cell took to tell another, from when it knew itself; milliseconds of T+.

    `told` counts the released injects of which a decision of `sender` told `receiver`, `known` those of
    them for which it is known when the sender knew: their spans are summed up in `latency` (which
    counts no open ones). The rule stands in `tellings_of`.
    """

    sender: str
    receiver: str
    told: int
    known: int
    latency: LatencySummary


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """How often logged information carried a source rating (A1 to F6); `ratings` counts each, sorted."""

    information: int
    rated: int
    ratings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphResult:
    """A paragraph of a plan that expected actions cite, and what play made of them.

    Each of `actions` is counted once: `not_played` where its inject is not released, `not_applicable`
    where its chosen variant dropped it too.
    """

    cite: Text
    actions: tuple[str, ...]
    met: int
    partial: int
    unmet: int
    not_applicable: int
    not_played: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalations:
    """Contingencies that play needed, of all `contingencies` in the plan, and those that were avoided.

    `avoided` pairs a contingency with the actions that were met in time, `milder` an inject with the
    variant that was told because of a met action. The rules stand in `escalations_of`.
    """

    contingencies: int
    offered: tuple[str, ...]
    released: tuple[str, ...]
    declined: tuple[str, ...]
    avoided: tuple[tuple[str, tuple[str, ...]], ...]
    milder: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """A roster unit on the day; `present` and `fit` are None where it was not counted."""

    unit: str
    required: int
    present: int | None
    fit: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatorCoverage:
    """How many asked actions of released injects had one rater or more, and two or more.

    Raters are counted as in the score: n/a counts only where nobody gives a grade.
    """

    actions: int
    once: int
    twice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Everything that is counted beside the score; groups are in pack order, "" and `all` behind."""

    timeliness: Timeliness
    by_phase: tuple[GroupResult, ...]
    by_cell: tuple[GroupResult, ...]
    by_objective: tuple[GroupResult, ...]
    relays: tuple[Relay, ...]
    sources: SourceUse
    paragraphs: tuple[ParagraphResult, ...]
    escalations: Escalations
    attendance: tuple[Attendance, ...]
    coverage: EvaluatorCoverage
