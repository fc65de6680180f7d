"""What the counts beside the score are made of, step by step (doctrine 10); it must not word them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from tabletop.domain.plan.triggers import Met
from tabletop.domain.play.state import Row
from tabletop.domain.result.metrics import Attendance
from tabletop.domain.result.metrics_of import information_of
from tabletop.domain.result.relays import tellings_of
from tabletop.domain.result.timeliness import delays_of
from tabletop.domain.result.trace_spans import in_order, ranks
from tabletop.domain.result.tracing import Piece, Sources, Traced, action_step, piece

Fate = Literal["early", "late", "skipped", "held", "retracted", "waiting"]
FATES: tuple[Fate, ...] = ("early", "late", "skipped", "held", "retracted", "waiting")
"""What may become of an inject that was not on time."""
Taken = Literal["offered", "released", "declined"]

# Releases against the plan ------------------------------------------------------------------------


def on_time(sources: Sources, _name: str) -> Traced:
    """Trace how many releases came within the tolerance: each with how far it was off."""
    kept = sources.debrief.metrics.timeliness
    delays = delays_of(sources.plan, sources.debrief.injects)
    pieces = [
        piece("kept", on_time=kept.on_time, planned=kept.planned, tolerance_ms=kept.tolerance_ms),
        *_delays(sources, delays),
    ]
    return kept.on_time, pieces, _releases(sources, delays)


def off_time(fate: Fate) -> Callable[[Sources, str], Traced]:
    """Return what traces the injects that were not on time in one way."""

    def trace(sources: Sources, _name: str) -> Traced:
        kept = sources.debrief.metrics.timeliness
        numbers: tuple[str, ...] = getattr(kept, fate)
        counted = piece("missed", n=len(numbers), fate=fate, tolerance_ms=kept.tolerance_ms)
        if fate in ("early", "late"):
            delays = delays_of(sources.plan, sources.debrief.injects)
            off = {number: delays[number] for number in numbers}
            return len(numbers), [counted, *_delays(sources, off)], _releases(sources, numbers)
        return len(numbers), [counted, *_undelivered(sources, numbers)], _fates(sources, numbers)

    return trace


def _undelivered(sources: Sources, numbers: Iterable[str]) -> list[Piece]:
    results = {each.number: each for each in sources.debrief.injects}
    return [
        piece("undelivered", inject=number, planned_ms=results[number].planned_ms, figure=_of(number))
        for number in numbers
    ]


def _delays(sources: Sources, delays: Mapping[str, int]) -> list[Piece]:
    kept = sources.debrief.metrics.timeliness
    results = {each.number: each for each in sources.debrief.injects}
    return [
        piece(
            "delay", inject=number, planned_ms=results[number].planned_ms,
            released_ms=results[number].released_ms, late_ms=late_ms,
            off="off" if number in (*kept.early, *kept.late) else None, figure=_of(number),
        )
        for number, late_ms in delays.items()
    ]  # fmt: skip


# Who told whom, and sources -----------------------------------------------------------------------


def relay(sources: Sources, name: str) -> Traced:
    """Trace how long one cell took to tell another; the name is both, such as `OPS:LO`."""
    sender, _, receiver = name.partition(":")
    told = {each.inject: each for each in tellings_of(sources.plan, sources.state)[sender, receiver]}
    result = next(r for r in sources.debrief.metrics.relays if (r.sender, r.receiver) == (sender, receiver))
    ordered = in_order({each.inject: each.span_ms for each in told.values() if each.span_ms is not None})
    unknown = [each for each in told.values() if each.span_ms is None]
    pieces = [
        piece("told", told=result.told, known=result.known),
        *ranks(ordered),
        *(
            piece(
                "telling", rank=rank, inject=number, span_ms=span, known_ms=told[number].known_ms,
                source=told[number].source, told_ms=told[number].told_ms, figure=_of(number),
            )
            for rank, (number, span) in enumerate(ordered, start=1)
        ),
        *(
            piece("untimed", inject=each.inject, told_ms=each.told_ms, figure=_of(each.inject))
            for each in unknown
        ),
    ]  # fmt: skip
    rows: list[Row] = [each.row for each in told.values()]
    for number in told:
        rows += [*sources.releases(number), *sources.receipts(number, sender)]
    return result.latency.p50_ms, pieces, rows


def source_use(sources: Sources, _name: str) -> Traced:
    """Trace how much of the logged information carries a source rating: each with its own."""
    used, told = sources.debrief.metrics.sources, information_of(sources.state)
    pieces = [
        piece("rated", rated=used.rated, information=used.information),
        *(piece("rating", rating=rating, n=n) for rating, n in used.ratings),
        *(
            piece(
                "information", at_ms=each.observed_ms, cell=each.cell, text=each.text, rating=each.source,
                figure=_of(each.inject) if each.inject in sources.state.injects else "",
            )
            for each in sorted(told, key=lambda each: (each.observed_ms, each.row))
        ),
    ]  # fmt: skip
    return used.rated, pieces, [each.row for each in told]


# The plan against play ----------------------------------------------------------------------------


def paragraph(sources: Sources, name: str) -> Traced:
    """Trace what play made of a paragraph of a plan; the name is its place in the metrics, from 1."""
    result = {str(at): each for at, each in enumerate(sources.debrief.metrics.paragraphs, start=1)}[name]
    sheet = sources.debrief.score.by_id
    injects = {action.full_id: action.inject for action in sources.plan.actions()}
    pieces = [
        piece(
            "cited", actions=len(result.actions), met=result.met, partial=result.partial, unmet=result.unmet,
            not_applicable=result.not_applicable, open=result.open, not_played=result.not_played,
        ),
        *(action_step(sheet[each]) for each in result.actions if each in sheet),
        *(
            piece("not-played", action=each, figure=_of(injects[each]))
            for each in result.actions
            if each not in sheet
        ),
    ]  # fmt: skip
    return result.met, pieces, ()


def contingencies(sources: Sources, _name: str) -> Traced:
    """Trace what became of each contingency of the plan."""
    told = sources.debrief.metrics.escalations
    numbers = [inject.number for inject in sources.plan.injects if inject.is_contingency]
    return told.contingencies, _contingencies("planned", numbers, sources), _fates(sources, numbers)


def taken(which: Taken) -> Callable[[Sources, str], Traced]:
    """Return what traces the contingencies that were offered, released or declined."""

    def trace(sources: Sources, _name: str) -> Traced:
        numbers: tuple[str, ...] = getattr(sources.debrief.metrics.escalations, which)
        return len(numbers), _contingencies(which, numbers, sources), _fates(sources, numbers)

    return trace


def _contingencies(which: str, numbers: Iterable[str], sources: Sources) -> list[Piece]:
    listed, now = list(numbers), sources.state.injects
    planned = sources.debrief.metrics.escalations.contingencies
    return [
        piece("escalations", which=which, n=len(listed), of=planned),
        *(
            piece(
                "contingency", inject=number, status=now[number].status, offered_ms=now[number].offered_ms,
                released_ms=now[number].released_ms, figure=_of(number),
            )
            for number in listed
        ),
    ]  # fmt: skip


def avoided(sources: Sources, _name: str) -> Traced:
    """Trace the contingencies that acting early kept away, and the actions that did."""
    told = sources.debrief.metrics.escalations
    pieces = [
        piece("escalations", which="avoided", n=len(told.avoided), of=told.contingencies),
        *(
            piece("averted", inject=number, actions=", ".join(actions), figure=_of(number))
            for number, actions in told.avoided
        ),
        *_actions(sources, (each for _, actions in told.avoided for each in actions)),
    ]
    return len(told.avoided), pieces, ()


def milder(sources: Sources, _name: str) -> Traced:
    """Trace the injects that were told milder because an action was met, and those actions."""
    told = sources.debrief.metrics.escalations
    injects = {inject.number: inject for inject in sources.plan.injects}
    causes = [injects[number].variants[variant - 1].when for number, variant in told.milder]
    pieces = [
        piece("escalations", which="milder", n=len(told.milder), of=told.contingencies),
        *(
            piece("variant", inject=number, variant=variant, figure=_of(number))
            for number, variant in told.milder
        ),
        *_actions(sources, (when.action for when in causes if isinstance(when, Met))),
    ]
    return len(told.milder), pieces, _fates(sources, (number for number, _ in told.milder))


def _actions(sources: Sources, names: Iterable[str]) -> list[Piece]:
    sheet = sources.debrief.score.by_id
    return [action_step(sheet[each]) for each in dict.fromkeys(names) if each in sheet]


# Attendance and raters ----------------------------------------------------------------------------


def attendance(sources: Sources, name: str) -> Traced:
    """Trace a unit's count, or with an empty name the sum over the units that were counted."""
    units = sources.debrief.metrics.attendance
    if name:
        one = {each.unit: each for each in units}[name]
        return one.present, [_unit(one)], [row for unit, row in sources.units().items() if unit == name]
    counted = [each for each in units if each.present is not None]
    present = sum(each.present or 0 for each in counted)
    pieces = [
        piece(
            "present", counted=len(counted), units=len(units), present=present,
            required=sum(each.required for each in counted), fit=sum(each.fit or 0 for each in counted),
        ),
        *(_unit(each, figure=f"metric:attendance:{each.unit}") for each in units),
    ]  # fmt: skip
    known = {each.unit for each in units}
    return present, pieces, [row for unit, row in sources.units().items() if unit in known]


def _unit(each: Attendance, figure: str = "") -> Piece:
    return piece(
        "counted", unit=each.unit, required=each.required, present=each.present, fit=each.fit, figure=figure
    )


def evaluators(sources: Sources, _name: str) -> Traced:
    """Trace who assessed anything, and how many actions; one rater is one author at one station."""
    given = [
        (each.row[0], each.author, each.row) for all_ in sources.state.assessments.values() for each in all_
    ]
    raters = sorted({(station, author) for station, author, _ in given})
    pieces = [
        piece("evaluators", n=sources.debrief.evaluators),
        *(
            piece(
                "rater",
                station=station,
                author=author,
                n=sum((s, a) == (station, author) for s, a, _ in given),
            )
            for station, author in raters
        ),
    ]
    return sources.debrief.evaluators, pieces, [row for _, _, row in given]


def rated(least: int) -> Callable[[Sources, str], Traced]:
    """Return what traces how many actions had one rater or more, or two or more."""

    def trace(sources: Sources, _name: str) -> Traced:
        seen, result = sources.debrief.metrics.coverage, sources.debrief.agreement
        n = seen.once if least == 1 else seen.twice
        asked = [each for each in sources.debrief.score.actions if not each.dropped]
        pieces = [
            piece("seen", n=n, total=seen.actions, least=least),
            *(_seen(each.id, each.raters, least) for each in asked if each.raters >= least),
            *(_seen(each.id, each.raters, least) for each in asked if each.raters < least),
            piece("compared", units=result.units, raters=result.raters, figure="agreement"),
        ]
        return n, pieces, ()

    return trace


def _seen(action: str, raters: int, least: int) -> Piece:
    return piece(
        "seen-by" if raters >= least else "unseen", action=action, raters=raters, figure=f"action:{action}"
    )


# Rows ---------------------------------------------------------------------------------------------


def _of(number: str | None) -> str:
    return f"inject:{number}"


def _fates(sources: Sources, numbers: Iterable[str]) -> list[Row]:
    """Return the rows in which injects were offered, released, declined, held, skipped or taken back."""
    return [row for number in numbers for row in sources.fates(number)]


def _releases(sources: Sources, numbers: Iterable[str]) -> list[Row]:
    """Return the rows of standing releases."""
    return [row for number in numbers for row in sources.releases(number)]
