"""The latency charts with their numbers and words; it must not place a mark.

`latency_figures` has a lane an objective, `latency_of` shows one objective with every action named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tabletop.domain.result.latency import MIN_FOR_PERCENTILES, LatencySummary
from tabletop.domain.result.scoring import ActionScore
from tabletop.i18n import N_, Catalogue, duration
from tabletop.reports.chart_latency import FOOT_HEIGHT, HEAD_HEIGHT, latency_chart
from tabletop.reports.debrief_edition import EN_DASH, Edition, listed
from tabletop.reports.document import Align, Cell, Column, Figure, Grid, Number
from tabletop.reports.frame import TEXT_WIDTH
from tabletop.reports.latency_layout import STEPS, Lane, Zones, is_drawn, least_height, ratio_of, step_of
from tabletop.reports.plot import FIGURE_ROOM, in_each, said, sheet_name, split
from tabletop.reports.voice import Pair

_MOST_LANES, _MOST_NAMED, _MOST_MARKS = 20, 8, 48
_ROOM = FIGURE_ROOM - HEAD_HEIGHT - FOOT_HEIGHT
_COMPLETIONS = {"met": N_("met"), "partial": N_("partial"), "unmet": N_("unmet"), None: N_("not assessed")}
_TIMELINESS = {"in time": "1", "late": "½", "later": "0", "never": EN_DASH}


def latency_figures(edition: Edition) -> list[Figure]:
    """Return latency against limit with a lane an objective, at most twenty lanes and one page a figure."""
    drawn = _drawn(edition)
    lanes = [
        Lane(objective.id, tuple(action for action in drawn if action.objective == objective.id))
        for objective in edition.debrief.score.objectives
    ]
    lanes = [lane for lane in lanes if lane.actions]
    if not lanes:
        return [_missing(edition)]
    zones = Zones.of(lanes, TEXT_WIDTH, edition.voice.first)
    shares = [
        share
        for few in (lanes[start : start + _MOST_LANES] for start in range(0, len(lanes), _MOST_LANES))
        for share in split(few, lambda lane: least_height(lane, zones), _ROOM)
    ]
    return [_figure(edition, share, number) for number, share in enumerate(shares, start=1)]


def latency_of(edition: Edition, objective: str) -> list[Figure]:
    """Return one objective's actions, each with its id; several figures where there are many."""
    drawn = [action for action in _drawn(edition) if action.objective == objective]
    if not drawn:
        return [_missing(edition)]
    shares = [drawn[start : start + _MOST_MARKS] for start in range(0, len(drawn), _MOST_MARKS)]
    return [
        _figure(edition, [Lane("", tuple(share))], number, name=objective)
        for number, share in enumerate(shares, start=1)
    ]


def _drawn(edition: Edition) -> list[ActionScore]:
    return [action for action in edition.debrief.score.actions if is_drawn(action)]


def _missing(edition: Edition) -> Figure:
    if edition.debrief.score.actions:
        missing = edition.voice.pair(
            N_("No action with a limit was assessed or is open: nothing to compare.")
        )
    else:
        missing = edition.voice.pair(N_("No inject with expected actions was released: there is no latency."))
    caption = edition.voice.pair(N_("Latency against limit"))
    return Figure(caption=caption, draw=lambda width: said(missing, width), alternative=missing)


def _figure(edition: Edition, lanes: Sequence[Lane], number: int, *, name: str = "") -> Figure:
    voice = edition.voice
    caption = voice.pair(N_("Latency against limit"))
    if name:
        caption = voice.pair(N_("Latency against limit, {objective}"), objective=name)
    notes = [] if name else [in_each(voice, say) for say in _summaries(edition)]
    notes += _left_out(edition, name)
    return Figure(
        caption=caption,
        draw=lambda width: latency_chart(voice, lanes, notes, width),
        alternative=in_each(voice, lambda spoken: _alternative(edition, spoken, lanes, is_whole=not name)),
        data=_grid(edition, lanes, caption, f"{name} {number}".strip() if name else number),
    )


def _summaries(edition: Edition) -> tuple[Callable[[Catalogue], str], Callable[[Catalogue], str]]:
    """Return what says decision and response with n, p50 and p90, and what is still open."""
    debrief = edition.debrief

    def decision(spoken: Catalogue) -> str:
        return summary_words(spoken, spoken.gettext(N_("Decision")), debrief.decision)

    def response(spoken: Catalogue) -> str:
        words = summary_words(spoken, spoken.gettext(N_("Response")), debrief.response)
        return words + " " + spoken.gettext(N_("Nearest-rank."))

    return decision, response


def summary_words(spoken: Catalogue, name: str, summary: LatencySummary) -> str:
    """Say one latency in a sentence: percentiles from five answers on, else the values themselves."""
    if summary.p50_ms is not None and summary.p90_ms is not None:
        message = N_("{name}: p50 {p50}, p90 {p90} min:s, {n} of {total} injects{open}.")
        values = {"p50": duration(summary.p50_ms), "p90": duration(summary.p90_ms)}
    elif summary.values_ms:
        message = N_(
            "{name}: {values} min:s, {n} of {total} injects{open} (below {least} the values themselves)."
        )
        values = {"values": ", ".join(map(duration, summary.values_ms))}
    else:
        message, values = N_("{name}: {n} of {total} injects{open}."), {}
    still_open = ""
    if summary.open:
        named = listed(summary.open, _MOST_NAMED)
        still_open = spoken.gettext(N_(", open: {injects}")).format(injects=named)
    return spoken.gettext(message).format(
        name=name,
        n=summary.answered,
        total=summary.released,
        least=MIN_FOR_PERCENTILES,
        open=still_open,
        **values,
    )


def _left_out(edition: Edition, objective: str) -> list[Pair]:
    """Say how many actions are not drawn, and why."""
    actions = [a for a in edition.debrief.score.actions if objective in ("", a.objective)]
    without = sum(1 for a in actions if not is_drawn(a))
    if not without:
        return []
    return [edition.voice.pair(N_("Not drawn: {n} actions that are n/a or have no limit."), n=without)]


def _alternative(edition: Edition, spoken: Catalogue, lanes: Sequence[Lane], *, is_whole: bool) -> str:
    actions = [action for lane in lanes for action in lane.actions]
    counts = [sum(1 for action in actions if step_of(action) == step) for step in STEPS]
    message = N_(
        "{n} actions: {in_time} in time, {late} late, {later} after twice the limit, {never} not met or open."
    )
    parts = [
        spoken.gettext(message).format(
            n=len(actions), in_time=counts[0], late=counts[1], later=counts[2], never=counts[3]
        )
    ]
    for step, message in (
        ("late", N_("Late: {actions}.")),
        ("later", N_("After twice the limit: {actions}.")),
    ):
        named = [action.id for action in actions if step_of(action) == step]
        if named:
            parts.append(spoken.gettext(message).format(actions=listed(named, _MOST_NAMED)))
    if is_whole:
        parts += [say(spoken) for say in _summaries(edition)]
    return " ".join(parts)


def _grid(edition: Edition, lanes: Sequence[Lane], caption: Pair, number: int | str) -> Grid:
    voice = edition.voice
    heads: tuple[tuple[Pair, float, Align], ...] = (
        (voice.pair(N_("Action")), 0.12, "left"),
        (voice.pair(N_("Objective")), 0.11, "left"),
        (voice.pair(N_("Result")), 0.17, "left"),
        (voice.pair(N_("Latency, min:s")), 0.14, "right"),
        (voice.pair(N_("Limit, min:s")), 0.13, "right"),
        (voice.pair(N_("Latency ÷ limit")), 0.13, "right"),
        (voice.pair(N_("Timeliness")), 0.1, "right"),
        (voice.pair(N_("Points")), 0.1, "right"),
    )
    return Grid(
        caption=caption,
        sheet=sheet_name(voice, N_("Chart of latency"), number),
        columns=[Column(title=title, width=share, align=align) for title, share, align in heads],
        rows=[_cells(edition, action) for lane in lanes for action in lane.actions],
        none=_missing(edition).alternative,
        traced=[f"action:{action.id}" for lane in lanes for action in lane.actions],
    )


def _cells(edition: Edition, action: ActionScore) -> tuple[Cell, ...]:
    spoken, dash, ratio = edition.voice.first, Pair(EN_DASH), ratio_of(action)
    score = dash if action.score is None else Pair(f"{spoken.points(action.score)} / {action.points}")
    latency = dash if ratio is None else Pair(duration(action.latency_ms or 0))
    return (
        Pair(action.id),
        Pair(action.objective),
        edition.voice.pair(_COMPLETIONS[action.completion]),
        latency,
        Pair(duration(action.limit_ms or 0)),
        dash if ratio is None else Number(value=ratio, words=spoken.decimal(ratio, 2)),
        Pair(_TIMELINESS[step_of(action)]),
        score,
    )
