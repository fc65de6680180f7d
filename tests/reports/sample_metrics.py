"""Counts beside the score for the run of the reference page, made up so that they fit each other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reports.sample_plan import plan, text

from tabletop.domain.result.debrief import InjectResult
from tabletop.domain.result.latency import LatencySummary, summarise
from tabletop.domain.result.metrics import (
    Attendance,
    Escalations,
    EvaluatorCoverage,
    GroupResult,
    Metrics,
    ParagraphResult,
    Relay,
    SourceUse,
)
from tabletop.domain.result.scoring import ObjectiveScore
from tabletop.domain.result.timeliness import timeliness_of

_PHASES = (("F1", 4, 12), ("F2", 7, 20), ("F3", 5, 14), ("F4", 6, 16), ("F5", 13, 31))
"""Phase, released injects and their actions: 93 actions, as on the page."""
_CELLS = (22, 8, 19, 3, 11, 10, 7, 6, 3, 2, 0, 1)
"""Actions of the cells of the plan; one more is expected of all."""
_TOLD = (
    ("C0", "C2", (60, 75, 100, 120, 335)),
    ("C0", "C7", (75, 105, 315)),
    ("C2", "C0", (40, 80, 80, 140, 150, 170)),
    ("C4", "C8", (200, 340)),
    ("C7", "C0", (90,)),
    ("C2", "C3", ()),
)
"""Who told whom, and the seconds it took; one told more than is known."""


def metrics(injects: Sequence[InjectResult], objectives: Sequence[ObjectiveScore]) -> Metrics:
    """Return plausible metrics for a debrief with these injects and objectives."""
    return Metrics(
        timeliness=timeliness_of(plan(), injects),
        by_phase=tuple(_group(phase, actions, of) for phase, of, actions in _PHASES),
        by_cell=(
            *(_group(f"C{n}", actions, (actions + 1) // 2) for n, actions in enumerate(_CELLS)),
            _group("all", 1, 1),
        ),
        by_objective=tuple(_of_objective(objective) for objective in objectives),
        relays=tuple(
            Relay(
                sender=sender,
                receiver=receiver,
                told=len(spans) + 1,
                known=len(spans),
                latency=summarise({f"E{n:02}": span * 1_000 for n, span in enumerate(spans, 1)}),
            )
            for sender, receiver, spans in _TOLD
        ),
        sources=SourceUse(information=13, rated=3, ratings=(("A1", 1), ("C3", 2))),
        paragraphs=(
            ParagraphResult(
                cite=text("Renpam par. 4", "Security plan par. 4"), actions=("E01.a", "E16.b"),
                met=1, partial=1, unmet=0, not_applicable=0, not_played=0, open=0,
            ),
            ParagraphResult(
                cite=text("Renkon par. 7", "Contingency plan par. 7"), actions=("E18.a",),
                met=0, partial=0, unmet=0, not_applicable=0, not_played=1, open=0,
            ),
        ),
        escalations=Escalations(
            contingencies=3, offered=("C21", "C27"), released=("C21", "C27"), declined=(),
            avoided=(("C07", ("E03.b", "E06.b")),), milder=(("E25", 1),),
        ),
        attendance=(
            Attendance(unit="BAGOPS", required=12, present=12, fit=12),
            Attendance(unit="SAMAPTA", required=60, present=58, fit=56),
            Attendance(unit="KODIM", required=40, present=None, fit=None),
        ),
        coverage=EvaluatorCoverage(actions=93, once=88, twice=26),
    )  # fmt: skip


def no_metrics() -> Metrics:
    """Return the metrics of a plan without anything, of which nothing was played."""
    return Metrics(
        timeliness=timeliness_of(plan(), ()),
        by_phase=(),
        by_cell=(),
        by_objective=(),
        relays=(),
        sources=SourceUse(information=0, rated=0, ratings=()),
        paragraphs=(),
        escalations=Escalations(contingencies=0, offered=(), released=(), declined=(), avoided=(), milder=()),
        attendance=(),
        coverage=EvaluatorCoverage(actions=0, once=0, twice=0),
    )


def _group(key: str, actions: int, injects: int) -> GroupResult:
    """Return a group of which most was met: one in six each partial and unmet, the last one open."""
    partial, unmet, is_open = actions // 6, actions // 6, int(actions > 8)
    met = actions - partial - unmet - is_open
    points = 2 * (actions - is_open)
    earned = Fraction(2 * met + partial)
    return GroupResult(
        key=key,
        actions=actions,
        met=met,
        partial=partial,
        unmet=unmet,
        not_applicable=0,
        open=is_open,
        on_time=met - met // 5,
        earned=earned,
        points=points,
        percent=100 * earned / points if points else None,
        decision=_latencies(injects, 45),
        response=_latencies(injects, 70),
    )


def _of_objective(score: ObjectiveScore) -> GroupResult:
    return GroupResult(
        key=score.id,
        actions=score.actions,
        met=score.met,
        partial=score.partial,
        unmet=score.unmet,
        not_applicable=score.assessed - score.met - score.partial - score.unmet,
        open=score.actions - score.assessed,
        on_time=score.met - score.met // 5,
        earned=score.earned,
        points=score.points,
        percent=score.percent,
        decision=_latencies(score.actions // 2, 60),
        response=_latencies(score.actions // 2, 90),
    )


def _latencies(injects: int, seconds: int) -> LatencySummary:
    """Return latencies of so many injects; every eighth is open."""
    return summarise(
        {
            f"E{n:02}": None if n % 8 == 0 else (seconds + n * 37 % 11 * 25) * 1_000
            for n in range(1, injects + 1)
        }
    )
