"""What spans, red lines, readiness and agreement are made of, step by step; it must not word them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Literal

from tabletop.domain.plan.readiness import ReadinessItem
from tabletop.domain.play.state import Assessment
from tabletop.domain.result.debrief import InjectResult
from tabletop.domain.result.disagreement import GRADES
from tabletop.domain.result.latency import LatencySummary
from tabletop.domain.result.readiness import share_of
from tabletop.domain.result.trace_spans import in_order, ranks
from tabletop.domain.result.tracing import Piece, Sources, Traced, action_step, piece

Latency = Literal["acknowledge", "decision", "response"]
LATENCIES: tuple[Latency, ...] = ("acknowledge", "decision", "response")
_BY_NAME: dict[str, Latency] = {each: each for each in LATENCIES}


# Injects and spans --------------------------------------------------------------------------------


def inject(sources: Sources, name: str) -> Traced:
    """Trace when an inject was delivered, and how soon it was answered."""
    result = {each.number: each for each in sources.debrief.injects}[name]
    pieces = [
        piece(
            "delivery",
            status=result.status,
            planned_ms=result.planned_ms,
            released_ms=result.released_ms,
            variant=result.variant,
        ),
        *(
            piece("answer", kind=kind, span_ms=_span(result, kind), figure=_counted_in(result, kind))
            for kind in LATENCIES
        ),
        *(action_step(each) for each in sources.debrief.score.actions if each.inject == name),
    ]
    return result.released_ms, pieces, sources.about_inject(name)


def latency(sources: Sources, name: str) -> Traced:
    """Trace the percentiles of a latency: the answers in order, of which one stands at each rank."""
    kind = _BY_NAME[name]
    spans = {
        each.number: span
        for each in sources.debrief.injects
        if each.status == "released" and each.has_actions and (span := _span(each, kind)) is not None
    }
    ordered = in_order(spans)
    summary = _summary(sources, kind)
    pieces = [
        piece("answered", answered=summary.answered, released=summary.released),
        *ranks(ordered),
        *(
            piece("span", rank=rank, inject=number, span_ms=span, figure=f"inject:{number}")
            for rank, (number, span) in enumerate(ordered, start=1)
        ),
        *(piece("waiting", inject=number, figure=f"inject:{number}") for number in summary.open),
        *_others(sources, kind),
    ]
    return summary.p50_ms, pieces, ()


def _others(sources: Sources, kind: Latency) -> Iterator[Piece]:
    for other in LATENCIES:
        if other != kind:
            summary = _summary(sources, other)
            yield piece(
                "other-span", kind=other, p50_ms=summary.p50_ms, answered=summary.answered,
                released=summary.released,
                figure=f"latency:{other}",
            )  # fmt: skip


def _summary(sources: Sources, kind: Latency) -> LatencySummary:
    debrief = sources.debrief
    return {
        "acknowledge": debrief.acknowledge, "decision": debrief.decision, "response": debrief.response,
    }[kind]  # fmt: skip


def _span(result: InjectResult, kind: Latency) -> int | None:
    return {
        "acknowledge": result.acknowledged_ms,
        "decision": result.decision_ms,
        "response": result.response_ms,
    }[kind]


def _counted_in(result: InjectResult, kind: Latency) -> str:
    """Return the figure in which an inject's span counts; an inject without actions counts in none."""
    return f"latency:{kind}" if result.status == "released" and result.has_actions else ""


# Red lines ----------------------------------------------------------------------------------------


def red_lines(sources: Sources, _name: str) -> Traced:
    """Trace how many lines were crossed."""
    crossed = [line for line in sources.debrief.red_lines if line.breaches]
    pieces = [
        piece("crossed", n=len(crossed), total=len(sources.debrief.red_lines)),
        *(
            piece(
                "line",
                line=line.id,
                n=line.breaches,
                grave="grave" if line.grave else None,
                figure=f"red-line:{line.id}",
            )
            for line in crossed
        ),
    ]
    return len(crossed), pieces, sources.breaches(line.id for line in crossed)


def red_line(sources: Sources, name: str) -> Traced:
    """Trace the breaches of a line, and which letters they cap."""
    result = {line.id: line for line in sources.debrief.red_lines}[name]
    objective = next(line.objective for line in sources.plan.red_lines if line.id == name)
    breaches = [breach for breach in sources.debrief.breaches if breach.red_line == name]
    pieces = [piece("breaches", n=result.breaches)]
    pieces += [
        piece(
            "breach", at_ms=b.at_ms, inject=b.inject, note=b.note, grave="grave" if b.grave else None,
            who=sources.who(b.row),
            figure=f"inject:{b.inject}" if b.inject in sources.state.injects else "",
        )
        for b in breaches
    ]  # fmt: skip
    if breaches:
        pieces.append(
            piece(
                "caps",
                objective=objective,
                letter="U" if result.grave else "M",
                figure=f"objective:{objective}",
            )
        )
    if result.grave:
        pieces.append(piece("caps-overall", letter="M", figure="overall"))
    return result.breaches, pieces, sources.breaches([name])


# Readiness and agreement --------------------------------------------------------------------------


def readiness(sources: Sources, _name: str) -> Traced:
    """Trace the weighted share of what is required, what falls short first."""
    result = sources.debrief.readiness
    items = sources.plan.readiness
    weights = sum((item.weight for item in items), Fraction(0))
    earned = sum((item.weight * share_of(item, sources.state) for item in items), Fraction(0))
    short = [gap.id for gap in result.gaps]
    ordered = sorted(items, key=lambda item: short.index(item.id) if item.id in short else len(short))
    pieces = [
        piece("share", earned=earned, weights=weights, percent=result.percent),
        piece("gate", gate=result.gate, n=len(result.critical_gaps), override=result.override),
        *(_item(item, sources) for item in ordered),
    ]
    return result.percent, pieces, sources.counts()


def _item(item: ReadinessItem, sources: Sources) -> Piece:
    counted = sources.state.readiness.get(item.id)
    return piece(
        "item", item=item.id, fit=None if counted is None else counted.serviceable, required=item.required,
        weight=item.weight, critical="critical" if item.critical else None,
    )  # fmt: skip


def agreement(sources: Sources, _name: str) -> Traced:
    """Trace the pairs of grades that are compared, action by action."""
    units = dict(_units(sources))
    steps = [
        abs(GRADES[one.completion] - GRADES[other.completion])
        for given in units.values()
        for one, other in combinations(given, 2)
    ]
    result = sources.debrief.agreement
    pieces = [
        piece("units", units=result.units, raters=result.raters),
        piece("pairs", n=len(steps), same=steps.count(0), near=sum(1 for step in steps if step <= 1)),
        piece(
            "coefficients",
            alpha=result.alpha_ordinal,
            kappa=result.kappa,
            linear=result.kappa_linear,
            quadratic=result.kappa_quadratic,
        ),
        *(
            piece(
                "unit",
                action=name,
                grades=" ".join(each.completion for each in given),
                figure=f"action:{name}",
            )
            for name, given in units.items()
        ),
    ]
    return result.units, pieces, ()


def _units(sources: Sources) -> Iterator[tuple[str, list[Assessment]]]:
    """Yield the actions of released injects that two raters or more graded; n/a is no grade."""
    for action in sources.plan.actions():
        given = [
            each
            for each in sources.state.assessments.get(action.full_id, ())
            if each.completion in GRADES and sources.state.injects[action.inject].is_released
        ]
        if len(given) > 1:
            yield action.full_id, given
