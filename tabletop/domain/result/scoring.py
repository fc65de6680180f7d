"""Method T1 (design 6): from what was assessed to points, percents and suggested letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.play.events import Completion, Letter

METHOD_ID = "T1"
LETTER_BOUNDS = (90, 70, 40)
COVERAGE_GATE = Fraction(60, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionScore:
    """An expected action of a released inject; `score` is exact, None when not graded.

    `raters` counts those whose grade counted; `dropped` marks one that the chosen variant dropped.
    """

    id: str
    objective: str
    inject: str
    completion: Completion | None
    raters: int
    latency_ms: int | None
    limit_ms: int | None
    points: int
    score: Fraction | None
    dropped: bool = False
    settled: bool = False
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveScore:
    """An objective's sum; `met`, `partial` and `unmet` count its graded actions."""

    id: str
    weight: Fraction
    percent: Fraction | None
    earned: Fraction
    points: int
    actions: int
    assessed: int
    coverage: Fraction | None
    letter: Letter | None
    capped_by: tuple[str, ...]
    rated: Letter | None
    rated_why: str | None = None
    met: int = 0
    partial: int = 0
    unmet: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallScore:
    """The weighted mean of the objectives; percent is None below the coverage gate."""

    percent: Fraction | None
    coverage: Fraction | None
    letter: Letter | None
    capped_by: tuple[str, ...]
    rated: Letter | None
    rated_why: str | None = None
    actions: int = 0
    assessed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """Everything T1 says about an exercise."""

    overall: OverallScore
    objectives: tuple[ObjectiveScore, ...]
    actions: tuple[ActionScore, ...]
    released: frozenset[str]
    by_id: Mapping[str, ActionScore]
