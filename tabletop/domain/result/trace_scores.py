"""What scores, letters and coverage are made of, step by step (method T1); it must not word them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from tabletop.domain.play.assessment import verdict_on
from tabletop.domain.play.events import Letter
from tabletop.domain.play.state import Assessment
from tabletop.domain.result.letters import caps_on, letters_given
from tabletop.domain.result.scoring import (
    COVERAGE_GATE,
    WORTH,
    ActionScore,
    ObjectiveScore,
    OverallScore,
    letter_for,
    timeliness,
)
from tabletop.domain.result.tracing import Piece, Sources, Traced, action_step, piece


def overall(sources: Sources, _name: str) -> Traced:
    """Trace the weighted mean of the objectives."""
    scored, objectives = sources.debrief.score.overall, sources.debrief.score.objectives
    graded = [(each, each.percent) for each in objectives if each.percent is not None]
    total = sum((each.weight * percent for each, percent in graded), Fraction(0))
    weights = sum((each.weight for each, _ in graded), Fraction(0))
    pieces = [
        piece("mean", total=total, weights=weights, percent=scored.percent),
        *(_objective(each) for each in objectives),
        _coverage(scored, figure="coverage"),
        _suggestion(scored.letter, scored.percent),
        *_caps("overall", sources),
        *_letters("overall", sources),
    ]
    graves = [b.row for b in sources.state.breaches if b.grave and b.red_line in scored.capped_by]
    return scored.percent, pieces, [*graves, *sources.ratings("overall")]


def objective(sources: Sources, name: str) -> Traced:
    """Trace the share of its points that an objective earned."""
    scored = {each.id: each for each in sources.debrief.score.objectives}[name]
    planned = {each.id: each for each in sources.plan.objectives}[name]
    has_evidence = scored.coverage is not None and scored.coverage >= COVERAGE_GATE
    pieces = [
        piece("sum", earned=scored.earned, points=scored.points, percent=scored.percent),
        *(action_step(each) for each in sources.debrief.score.actions if each.objective == name),
        _coverage(scored, figure="coverage"),
        _suggestion(scored.letter, scored.percent if has_evidence else None),
        *_caps(name, sources),
        *_letters(name, sources),
        *(_target(each.id, sources) for each in planned.targets),
    ]
    targets = [row for each in planned.targets for row in sources.ratings(each.id)]
    return scored.percent, pieces, [*sources.breaches(scored.capped_by), *sources.ratings(name), *targets]


def action(sources: Sources, name: str) -> Traced:
    """Trace points x completion x timeliness of an action, and how its raters came to one grade."""
    scored = sources.debrief.score.by_id[name]
    release = sources.state.injects[scored.inject].released_ms
    given = sources.state.assessments.get(name, ())
    worth = None if scored.completion in (None, "n/a") else WORTH[scored.completion]
    is_timed = scored.completion in ("met", "partial")
    time = timeliness(scored.latency_ms, scored.limit_ms) if is_timed else None
    pieces = [
        piece("product", points=scored.points, worth=worth, time=time, score=scored.score),
        piece("completion", completion=scored.completion),
        *([piece("timeliness", latency_ms=scored.latency_ms, limit_ms=scored.limit_ms)] if is_timed else []),
        *_origin(scored, sources),
        *(_grade(each, release or 0) for each in given),
        *_median(name, given, sources),
        piece("released", inject=scored.inject, released_ms=release, figure=f"inject:{scored.inject}"),
        piece("counts-in", objective=scored.objective, figure=f"objective:{scored.objective}"),
    ]
    return scored.score, pieces, [*sources.about_action(name), *sources.releases(scored.inject)]


def coverage(sources: Sources, _name: str) -> Traced:
    """Trace how many of the actions that could be seen were assessed."""
    scored, actions = sources.debrief.score.overall, sources.debrief.score.actions
    dropped = [each for each in actions if each.dropped]
    pieces = [
        _coverage(scored),
        *(
            piece(
                "part",
                objective=each.id,
                assessed=each.assessed,
                actions=each.actions,
                figure=f"objective:{each.id}",
            )
            for each in sources.debrief.score.objectives
        ),
        *(action_step(each) for each in actions if each.completion is None and not each.dropped),
        *([piece("dropped", n=len(dropped))] if dropped else []),
    ]
    counted = {each.id for each in actions if not each.dropped}
    released = [
        row for number in dict.fromkeys(a.inject for a in actions) for row in sources.releases(number)
    ]
    return scored.coverage, pieces, [*released, *sources.grades(counted.__contains__)]


def _objective(scored: ObjectiveScore) -> Piece:
    return piece(
        "objective", objective=scored.id, weight=scored.weight, percent=scored.percent,
        figure=f"objective:{scored.id}",
    )  # fmt: skip


def _coverage(scored: ObjectiveScore | OverallScore, figure: str = "") -> Piece:
    return piece(
        "coverage", assessed=scored.assessed, actions=scored.actions, coverage=scored.coverage, figure=figure
    )


# Letters ------------------------------------------------------------------------------------------


def _suggestion(letter: Letter | None, percent: Fraction | None) -> Piece:
    """Return the letter that T1 suggests, and what the percent alone would give."""
    return piece(
        "suggestion", letter=letter, alone=None if percent is None else letter_for(percent), percent=percent
    )


def _caps(target: str, sources: Sources) -> Iterator[Piece]:
    """Yield the red lines that cap a letter."""
    for cap in caps_on(target, sources.plan, sources.state):
        figure = f"red-line:{cap.line}"
        yield piece("cap", line=cap.line, letter=cap.letter, since_ms=cap.since_ms, figure=figure)


def _letters(target: str, sources: Sources) -> Iterator[Piece]:
    """Yield the letters that were given to a target, the official one first."""
    for given in letters_given(target, sources.state, sources.recorded):
        code = "official" if given.is_official else "replaced" if given.is_replaced else "other"
        yield piece(
            code, letter=given.letter, station=given.station, author=given.author, at_ms=given.at_ms,
            why=given.why,
        )  # fmt: skip


def _target(target: str, sources: Sources) -> Piece:
    """Return a capability target and its official letter."""
    given = [each for each in letters_given(target, sources.state, sources.recorded) if each.is_official]
    letter, station = (given[0].letter, given[0].station) if given else (None, None)
    return piece("target", target=target, letter=letter, station=station)


# One action ---------------------------------------------------------------------------------------


def _origin(scored: ActionScore, sources: Sources) -> Iterator[Piece]:
    """Yield where a grade comes from that the raters did not give."""
    settled = sources.state.settlements.get(scored.id)
    if scored.dropped:
        yield piece("not-asked", variant=sources.state.injects[scored.inject].variant)
    elif settled is not None:
        who = sources.who(settled.row)
        yield piece(
            "settled", completion=settled.completion, who=who, at_ms=settled.at_ms, seen_ms=settled.seen_ms,
            reason=settled.reason,
        )  # fmt: skip
    elif scored.completion is None:
        yield piece("not-assessed")
    elif scored.raters == 0:
        yield piece("rest")


def _grade(given: Assessment, released_ms: int) -> Piece:
    latency_ms = max(0, given.observed_ms - released_ms)
    return piece(
        "grade", station=given.row[0], author=given.author, completion=given.completion,
        observed_ms=given.observed_ms, latency_ms=latency_ms,
    )  # fmt: skip


def _median(name: str, given: Sequence[Assessment], sources: Sources) -> Iterator[Piece]:
    """Yield how several raters come to one completion and one time, settled or not."""
    verdict = verdict_on(name, replace(sources.state, settlements={}))
    if verdict is None or len(given) < 2:
        return
    yield piece("median", completion=verdict.completion, n=verdict.raters)
    if verdict.met_ms is not None:
        times = sum(1 for each in given if each.completion in ("met", "partial"))
        yield piece("median-time", met_ms=verdict.met_ms, n=times)
