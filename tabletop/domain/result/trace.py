"""Why a figure is what it is: the figures it is made of and the rows behind it; it must not word them.

A figure is named `overall`, `coverage`, `objective:O1`, `action:E01.a`, `inject:E01`, `red-lines`,
`red-line:R1`, `latency:acknowledge`, `latency:decision`, `latency:response`, `readiness`, `agreement`, or
`metric:` and one of those in `_METRICS`, which may be of something too: `metric:phase:P1`, `metric:cell:OPS`,
`metric:objective:O1`, `metric:relay:OPS:LO`, `metric:paragraph:2` (the second that the pack cites),
`metric:attendance:K9`, and `metric:attendance` for all units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result import trace_counts, trace_groups, trace_metrics, trace_scores
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.tracing import Piece, Sources, Trace, Traced, Value, named

__all__ = ["Piece", "Trace", "Value", "trace_of"]


def trace_of(
    figure: str, scenario: Scenario, state: ExerciseState, *, debrief: Debrief, recorded: Sequence[Recorded]
) -> Trace:
    """Return why a figure is what it is. Raises KeyError for a figure that the exercise has not."""
    kind, name = named(figure)
    sources = Sources(played_scenario(scenario, state), state, debrief, recorded)
    value, pieces, rows = _TRACES[kind](sources, name)
    return Trace(figure=figure, value=value, pieces=tuple(pieces), rows=sources.in_order(rows))


_METRICS: dict[str, Callable[[Sources, str], Traced]] = {
    "on-time": trace_metrics.on_time,
    **{fate: trace_metrics.off_time(fate) for fate in trace_metrics.FATES},
    "phase": trace_groups.phase,
    "cell": trace_groups.cell,
    "objective": trace_groups.objective,
    "relay": trace_metrics.relay,
    "sources": trace_metrics.source_use,
    "paragraph": trace_metrics.paragraph,
    "contingencies": trace_metrics.contingencies,
    "offered": trace_metrics.taken("offered"),
    "released": trace_metrics.taken("released"),
    "declined": trace_metrics.taken("declined"),
    "avoided": trace_metrics.avoided,
    "milder": trace_metrics.milder,
    "attendance": trace_metrics.attendance,
    "evaluators": trace_metrics.evaluators,
    "rated-once": trace_metrics.rated(1),
    "rated-twice": trace_metrics.rated(2),
}
_TRACES: dict[str, Callable[[Sources, str], Traced]] = {
    "overall": trace_scores.overall,
    "coverage": trace_scores.coverage,
    "objective": trace_scores.objective,
    "action": trace_scores.action,
    "inject": trace_counts.inject,
    "red-lines": trace_counts.red_lines,
    "red-line": trace_counts.red_line,
    "latency": trace_counts.latency,
    "readiness": trace_counts.readiness,
    "agreement": trace_counts.agreement,
    **{f"metric:{which}": trace for which, trace in _METRICS.items()},
}
