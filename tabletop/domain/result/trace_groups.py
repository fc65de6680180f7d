"""What the counts of a phase, a cell or an objective are made of, step by step; it must not word them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tabletop.domain.result.groups import (
    Members,
    members_by_cell,
    members_by_objective,
    members_by_phase,
)
from tabletop.domain.result.latency import LatencySummary
from tabletop.domain.result.metrics import GroupResult
from tabletop.domain.result.trace_spans import in_order, rank_of
from tabletop.domain.result.tracing import Piece, Sources, Traced, action_step, piece


def phase(sources: Sources, name: str) -> Traced:
    """Trace the counts of one phase; the name is empty for injects of none."""
    members = members_by_phase(sources.plan, sources.debrief.score, sources.debrief.injects)
    return _group(name, members, sources.debrief.metrics.by_phase)


def cell(sources: Sources, name: str) -> Traced:
    """Trace the counts of the cell that was to act, or of `all` together."""
    sheet, injects = sources.debrief.score, sources.debrief.injects
    members = members_by_cell(sources.plan, sources.state, sheet, injects)
    return _group(name, members, sources.debrief.metrics.by_cell)


def objective(sources: Sources, name: str) -> Traced:
    """Trace the counts of one objective; its score is the figure `objective`."""
    members = members_by_objective(sources.plan, sources.debrief.score, sources.debrief.injects)
    value, pieces, rows = _group(name, members, sources.debrief.metrics.by_objective)
    return value, [*pieces, piece("counts-in", objective=name, figure=f"objective:{name}")], rows


def _group(name: str, members: Iterable[Members], results: Sequence[GroupResult]) -> Traced:
    """Trace points earned of points, each action, and the spans of decisions and responses in order."""
    own = {each.key: each for each in members}[name]
    result = {each.key: each for each in results}[name]
    pieces = [
        piece(
            "group", actions=result.actions, met=result.met, partial=result.partial, unmet=result.unmet,
            not_applicable=result.not_applicable, open=result.open, on_time=result.on_time,
            earned=result.earned, points=result.points, percent=result.percent,
        ),
        *(action_step(each) for each in own.actions),
        *_spans("decision", own.decided, result.decision),
        *_spans("response", own.responded, result.response),
    ]  # fmt: skip
    return result.percent, pieces, ()


def _spans(kind: str, spans: Mapping[str, int | None], summary: LatencySummary) -> Iterator[Piece]:
    """Yield how many injects were answered, each answer in order, the median marked, and the open ones."""
    if not summary.released:
        return
    ordered = in_order({number: ms for number, ms in spans.items() if ms is not None})
    middle = None if summary.p50_ms is None else rank_of(len(ordered), 50)
    yield piece(
        f"{kind}-median", answered=summary.answered, released=summary.released, p50_ms=summary.p50_ms,
        rank=middle,
    )  # fmt: skip
    for rank, (number, span) in enumerate(ordered, start=1):
        yield piece(
            f"{kind}-span", rank=rank, inject=number, span_ms=span, mark="p50" if rank == middle else None,
            figure=f"inject:{number}",
        )  # fmt: skip
    for number in summary.open:
        yield piece(f"{kind}-waiting", inject=number, figure=f"inject:{number}")
