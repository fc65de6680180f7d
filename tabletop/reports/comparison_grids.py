"""The tables of results, conduct, pace and readiness, a column a run; they must not compute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

from tabletop.domain.result.comparability import Run
from tabletop.domain.result.comparison import Change, ObjectiveRuns, OverallRuns
from tabletop.domain.result.debrief import Debrief, RedLineResult
from tabletop.domain.result.latency import LatencySummary
from tabletop.domain.result.scoring import ObjectiveScore, OverallScore
from tabletop.i18n import N_, duration, elapsed
from tabletop.reports.comparison_side import TITLE_WIDTH, Side
from tabletop.reports.comparison_table import KINDS, change_words
from tabletop.reports.debrief_edition import EN_DASH
from tabletop.reports.document import Cell, Column, Grid
from tabletop.reports.report_terms import GATES
from tabletop.reports.report_words import (
    EMPTY,
    NOTHING,
    coefficient,
    column,
    count,
    figures,
    in_each,
    joined,
    percent,
    percent_words,
    spans,
)
from tabletop.reports.voice import Pair

Score = ObjectiveScore | OverallScore | None


def facts(side: Side) -> list[tuple[Pair, Pair]]:
    """Return scenario and method, which are the same in every run."""
    say, latest = side.voice.pair, side.runs[-1]
    method = latest.method
    letters = ", ".join(map(str, method.letters))
    return [
        (say(N_("Exercise name")), side.voice.typed(latest.scenario.title)),
        (
            say(N_("Scenario pack")),
            say(N_("{pack}, version {version}"), pack=latest.scenario.id, version=latest.scenario.version),
        ),
        (
            say(N_("Method")),
            say(
                N_("{method}; letters from {letters} %; coverage from {gate} %"),
                method=method.id,
                letters=letters,
                gate=int(method.gate * 100),
            ),
        ),
    ]


def runs_grid(side: Side) -> Grid:
    """Return the runs with their numbers, by which every other table names them."""
    say = side.voice.pair
    columns = [
        figures(Pair("No."), 0.7, 5),
        column(say(N_("Exercise run")), 4, 28),
        column(say(N_("Exercise id")), 3.6, 26),
        column(say(N_("STARTEX")), 2.6, 18),
        column(say(N_("Version")), 1.4, 8),
        figures(say(N_("Played")), 1.7, 10),
        figures(say(N_("Entries")), 1.5, 8),
        column(say(N_("Remark")), 2.6, 18),
    ]
    rows = [
        (
            count(place), Pair(run.label), Pair(run.exercise_id), _started(side, run),
            Pair(run.scenario.version), Pair(elapsed(run.debrief.elapsed_ms)), count(run.debrief.entries),
            _remark(side, run.debrief),
        )
        for place, run in enumerate(side.runs, start=1)
    ]  # fmt: skip
    return side.grid(N_("The runs, the earliest first"), N_("Runs"), columns=columns, rows=rows, none="")


def _started(side: Side, run: Run) -> Pair:
    if run.started_at is None:
        return NOTHING
    local = run.started_at.astimezone(ZoneInfo(run.scenario.timezone))
    return in_each(side.voice, lambda spoken: f"{spoken.short_date(local)} {local.year} {spoken.time(local)}")


def _remark(side: Side, debrief: Debrief) -> Pair:
    told = [
        words
        for words, holds in (
            (N_("DRAFT"), debrief.draft),
            (N_("REDACTED COPY"), debrief.redacted is not None),
            (N_("chain broken"), not debrief.chain_is_intact),
        )
        if holds
    ]
    return joined([side.voice.pair(words) for words in told], ", ") if told else NOTHING


# Results ----------------------------------------------------------------------------------------


def percents_grid(side: Side) -> Grid:
    """Return percents and trend of each objective, the whole below."""
    say = side.voice.pair
    trends = [figures(say(N_("Since the first")), 2.4, 14)]
    if len(side.runs) > 2:
        trends.append(figures(say(N_("Since the one before")), 2.4, 14))
    return _results(
        side,
        N_("Percent of each objective by run, and its trend"),
        N_("Percent"),
        cell=lambda score: percent(side.voice, score.percent) if score else NOTHING,
        columns=[*side.run_columns(), *trends],
        more=lambda each: [_change(side, each.since_first), _change(side, each.since_last)][: len(trends)],
    )


def letters_grid(side: Side) -> Grid:
    """Return T1's letter and the official one of each objective."""
    return _results(
        side,
        N_("Letters by run: T1 suggests / official"),
        N_("Letters"),
        cell=lambda score: (
            Pair(f"{score.letter or EN_DASH} / {score.rated or EN_DASH}") if score else NOTHING
        ),
        columns=side.run_columns("centre"),
    )


def coverage_grid(side: Side) -> Grid:
    """Return how much of each objective was assessed."""
    return _results(
        side,
        N_("Coverage by run: assessed actions, % of those asked for"),
        N_("Coverage"),
        cell=lambda score: percent(side.voice, _coverage(score)) if score else NOTHING,
        columns=side.run_columns(),
    )


def _coverage(score: ObjectiveScore | OverallScore) -> Fraction | None:
    return None if score.coverage is None else score.coverage * 100


def _results(
    side: Side, caption: str, sheet: str, *, cell: Callable[[Score], Cell], columns: Sequence[Column],
    more: Callable[[ObjectiveRuns | OverallRuns], Sequence[Cell]] = lambda _: (),
) -> Grid:  # fmt: skip
    """Return a table with a row an objective, the whole last."""
    voice, comparison = side.voice, side.comparison
    rows: list[list[Cell]] = [
        [
            Pair(each.objective.id),
            voice.typed(each.objective.title),
            *map(cell, each.scores),
            *more(each),
        ]
        for each in comparison.objectives
    ]
    overall = comparison.overall
    rows.append([Pair(""), voice.pair(N_("Overall")), *map(cell, overall.scores), *more(overall)])
    heads = [column(Pair("ID"), 1, 8), column(voice.label("objectives"), TITLE_WIDTH, 44)]
    last = frozenset({len(rows) - 1})
    return side.grid(caption, sheet, columns=[*heads, *columns], rows=rows, none="", strong=last)


def _change(side: Side, change: Change | None) -> Pair:
    return NOTHING if change is None else in_each(side.voice, lambda spoken: change_words(change, spoken))


# Conduct ----------------------------------------------------------------------------------------


def red_lines_grid(side: Side) -> Grid:
    """Return how often each red line was breached."""
    voice = side.voice
    rows = [
        [
            Pair(each.line.id),
            voice.typed(each.line.text),
            *(_breaches(side, result) for result in each.results),
        ]
        for each in side.comparison.red_lines
    ]
    return side.grid(
        N_("Breaches of red lines by run"),
        N_("Red lines"),
        columns=[
            column(Pair("ID"), 1, 8),
            column(voice.pair(N_("Red line")), 8, 60),
            *side.run_columns("centre"),
        ],
        rows=rows,
        none=N_("The pack names no red line."),
    )


def _breaches(side: Side, result: RedLineResult | None) -> Cell:
    if result is None:
        return NOTHING
    if not result.grave:
        return count(result.breaches)
    return side.voice.pair(N_("{n} (grave)"), n=result.breaches)


# Pace, readiness, agreement ---------------------------------------------------------------------


def latency_grid(side: Side) -> Grid:
    """Return p50, p90 and the number of answers of each kind; below five answers their values."""
    voice = side.voice
    rows: list[list[Cell]] = []
    for kind in side.comparison.latencies:
        name = voice.pair(KINDS[kind.kind])
        rows += [
            [name, voice.pair(N_("p50, nearest rank")), *map(_middle, kind.summaries)],
            [EMPTY, voice.pair(N_("p90, nearest rank")), *map(_slow, kind.summaries)],
            [EMPTY, voice.pair(N_("answered of released")), *(_answered(each) for each in kind.summaries)],
        ]
    columns = [column(voice.pair(N_("Latency")), 3, 16), column(voice.pair(N_("Measure")), 4, 24)]
    return side.grid(
        N_("Latencies from release by run, min:s; below five answers the values themselves"),
        N_("Latencies"),
        columns=[*columns, *side.run_columns()],
        rows=rows,
        none="",
        strong=frozenset(range(0, len(rows), 3)),
    )


def _middle(summary: LatencySummary) -> Pair:
    if summary.p50_ms is not None:
        return Pair(duration(summary.p50_ms))
    return Pair(spans(summary.values_ms)) if summary.values_ms else NOTHING


def _slow(summary: LatencySummary) -> Pair:
    return NOTHING if summary.p90_ms is None else Pair(duration(summary.p90_ms))


def _answered(summary: LatencySummary) -> Pair:
    return Pair(f"{summary.answered}/{summary.released}")


def counts_grid(side: Side) -> Grid:
    """Return readiness, timeliness, contingencies and agreement."""
    rows = [
        [side.voice.pair(name), *(cell(side, run.debrief) for run in side.runs)] for name, cell in _COUNTS
    ]
    return side.grid(
        N_("Readiness, releases and agreement by run"),
        N_("Counts"),
        columns=[column(side.voice.pair(N_("Measure")), TITLE_WIDTH, 44), *side.run_columns(share=1.2)],
        rows=rows,
        none="",
    )


def _readiness(side: Side, debrief: Debrief) -> Pair:
    return percent_words(side.voice, debrief.readiness.percent)


def _gate(side: Side, debrief: Debrief) -> Pair:
    if debrief.readiness.percent is None:
        return NOTHING
    gate = side.voice.pair(GATES[debrief.readiness.gate])
    critical = Pair(", ".join(debrief.readiness.critical_gaps))
    return joined([gate, critical], ": ")


def _on_time(_side: Side, debrief: Debrief) -> Pair:
    timeliness = debrief.metrics.timeliness
    return Pair(f"{timeliness.on_time}/{timeliness.planned}")


def _contingencies(_side: Side, debrief: Debrief) -> Pair:
    escalations = debrief.metrics.escalations
    return Pair(f"{len(escalations.released)}/{escalations.contingencies}")


def _evaluators(_side: Side, debrief: Debrief) -> Cell:
    return count(debrief.evaluators)


def _exact(side: Side, debrief: Debrief) -> Pair:
    exact = debrief.agreement.exact
    return percent_words(
        side.voice, None if exact is None else Fraction(exact).limit_denominator(10**9) * 100
    )


def _alpha(side: Side, debrief: Debrief) -> Cell:
    return coefficient(side.voice, debrief.agreement.alpha_ordinal)


def _units(_side: Side, debrief: Debrief) -> Cell:
    return count(debrief.agreement.units)


_COUNTS: tuple[tuple[str, Callable[[Side, Debrief], Cell]], ...] = (
    (N_("Readiness before STARTEX"), _readiness),
    (N_("Gate, critical items short"), _gate),
    (N_("Injects released within a minute of the plan"), _on_time),
    (N_("Contingencies that play needed"), _contingencies),
    (N_("Evaluators"), _evaluators),
    (N_("Raters agree exactly"), _exact),
    (N_("Agreement, ordinal alpha"), _alpha),
    (N_("Actions graded by two or more raters"), _units),
)
