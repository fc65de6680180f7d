"""Runs side by side as a report: what was compared, what came of it, what comes back; it must not compute."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tabletop.domain.result.comparison import LEVEL_BELOW, Comparison
from tabletop.domain.result.recurring import Recurring
from tabletop.i18n import N_
from tabletop.reports import comparison_grids as grids
from tabletop.reports import comparison_recurring as again
from tabletop.reports.chart_trend import Trend, TrendPoint, trend_figures
from tabletop.reports.comparison_side import Side
from tabletop.reports.comparison_table import caution_words, left_out_words
from tabletop.reports.debrief_edition import EN_DASH
from tabletop.reports.document import Bullets, Document, Facts, Figure, Grid, Heading, Part, Prose
from tabletop.reports.report_words import in_each, joined
from tabletop.reports.voice import Pair
from tabletop.wording.comparisons import NOTHING_TO_COMPARE

_RULE = N_(
    "Trend: the latest run against the first and against the one before it, in percent points. Less than "
    "{level} points is level. Without a letter in both runs there is no trend: too little was assessed."
)
_SAME = N_(
    "Only what is the same in both runs is compared: an objective with the same id, title and weight, an "
    "action with the same id, text and objective."
)


def comparison_report(comparison: Comparison, languages: tuple[str, ...]) -> Document:
    """Return the comparison; with fewer than two runs it says why nothing stands side by side."""
    side = Side.of(comparison, languages)
    voice, latest = side.voice, comparison.runs[-1] if comparison.runs else None
    title = voice.pair(N_("Comparison of runs"))
    if latest is not None:
        plan = voice.typed(latest.scenario.title)
        short = Pair(plan.first.partition(": ")[0], plan.second.partition(": ")[0])
        title = joined([title, short], f" {EN_DASH} ")
    return Document(
        title=title,
        subject=", ".join(run.exercise_id for run in comparison.runs),
        languages=languages,
        parts=[*_opening(side), *(_side_by_side(side) if comparison.can_compare else ())],
        mark=Pair(voice.label("exercise_mark").first, voice.label("exercise_mark_second").first),
        foot=_foot(side),
        page_words=voice.first.gettext(N_("page {n}/{total}")),
        at=None if latest is None else latest.debrief.last_at,
        draft=voice.pair(N_("DRAFT")) if any(run.debrief.draft for run in comparison.runs) else None,
    )


def _foot(side: Side) -> str:
    runs = side.comparison.runs
    count = side.voice.first.ngettext("{n} run", "{n} runs", len(runs)).format(n=len(runs))
    names = [f"{runs[-1].scenario.id} {runs[-1].scenario.version}", runs[-1].method.id] if runs else []
    return " \N{MIDDLE DOT} ".join((count, *names))


def _opening(side: Side) -> Iterator[Part]:
    """Set what was compared, what was not, and what must be known of it."""
    comparison, voice = side.comparison, side.voice
    yield Heading(text=voice.pair(N_("What is compared")))
    if comparison.runs:
        yield Facts(rows=grids.facts(side))
        yield grids.runs_grid(side)
    if not comparison.can_compare:
        yield Prose(text=voice.pair(NOTHING_TO_COMPARE), tone="strong")
    said = [in_each(voice, partial(left_out_words, each)) for each in comparison.left_out]
    yield from _listed(voice.pair(N_("Not compared")), said)
    said = [in_each(voice, partial(caution_words, each)) for each in comparison.cautions]
    yield from _listed(voice.pair(N_("To be known")), said)


def _listed(head: Pair, said: list[Pair]) -> list[Part]:
    """Set a list under its head, where there is anything to say."""
    return [Heading(text=head, level=3), Bullets(items=said, none=Pair(""))] if said else []


def _side_by_side(side: Side) -> Iterator[Part]:
    voice = side.voice
    yield Heading(text=voice.pair(N_("Results")))
    yield grids.percents_grid(side)
    yield Prose(text=voice.pair(_RULE, level=str(LEVEL_BELOW)), tone="note")
    yield from _figures(side)
    yield grids.letters_grid(side)
    yield grids.coverage_grid(side)
    yield Prose(text=voice.pair(_SAME), tone="note")
    yield Heading(text=voice.label("conduct"))
    yield grids.red_lines_grid(side)
    yield Heading(text=voice.pair(N_("Pace, readiness, agreement")))
    yield grids.latency_grid(side)
    yield grids.counts_grid(side)
    yield Heading(text=voice.pair(N_("What comes back")))
    yield from _recurring(side, side.comparison.recurring)


def _recurring(side: Side, recurring: Recurring) -> Iterator[Grid]:
    yield again.actions_grid(side, recurring.actions)
    yield again.injects_grid(side, recurring.injects)
    yield again.improvements_grid(side, recurring.improvements)
    yield again.readiness_grid(side, recurring.readiness)
    yield again.owed_grid(side, recurring.owed)


def _figures(side: Side) -> list[Figure]:
    """Return the charts; their numbers stand in the tables beside them."""
    comparison = side.comparison
    trends = [
        Trend(
            each.objective.id,
            side.voice.typed(each.objective.title),
            tuple(
                TrendPoint(
                    run.label,
                    score.percent if score else None,
                    (score.rated or score.letter) if score else None,
                )
                for run, score in zip(comparison.runs, each.scores, strict=True)
            ),
        )
        for each in comparison.objectives
    ]
    figures = trend_figures(side.voice, trends)
    return [Figure(caption=f.caption, draw=f.draw, alternative=f.alternative) for f in figures]
