"""The comparison as a text table for a terminal, and its findings as lines; it must not compute."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from zoneinfo import ZoneInfo

from tabletop.domain.result.comparability import Caution, LeftOut, Run
from tabletop.domain.result.comparison import Change, Comparison
from tabletop.domain.result.scoring import ObjectiveScore, OverallScore
from tabletop.i18n import N_, Catalogue, duration
from tabletop.wording.comparisons import CAUTIONS, DIRECTIONS, LEFT_OUT, NOTHING_TO_COMPARE

_TITLE_WIDTH = 34
_CELL = 11
_NONE = "-"
_WIDTH = 100
KINDS = {
    "acknowledge": N_("Acknowledged"),
    "decision": N_("Decision"),
    "response": N_("Response"),
}


def comparison_table(comparison: Comparison, words: Catalogue) -> str:
    """Return the runs, then objectives, latencies and red lines with a column a run."""
    _ = words.gettext
    lines = [f"{place}  {_run(run, words)}" for place, run in enumerate(comparison.runs, start=1)]
    if not comparison.can_compare:
        return "\n".join([*lines, _(NOTHING_TO_COMPARE)])
    places = [str(place) for place in range(1, len(comparison.runs) + 1)]
    head = _row("", _("Objective"), places, _("trend"))
    lines += ["", head, "-" * len(head)]
    for each in comparison.objectives:
        title = each.objective.title.in_language(words.language)
        cells = [_score(score, words) for score in each.scores]
        lines.append(_row(each.objective.id, title, cells, change_words(each.since_first, words)))
    overall = comparison.overall
    cells = [_score(score, words) for score in overall.scores]
    lines += ["-" * len(head), _row("", _("Overall"), cells, change_words(overall.since_first, words)), ""]
    for kind in comparison.latencies:
        named = _("{kind}, p50 (answered)").format(kind=_(KINDS[kind.kind]))
        spans = [_NONE if each.p50_ms is None else duration(each.p50_ms) for each in kind.summaries]
        counts = [f"({each.answered}/{each.released})" for each in kind.summaries]
        joined = [f"{span} {count}" for span, count in zip(spans, counts, strict=True)]
        lines.append(_row("", named, joined, ""))
    breaches = [str(sum(line.breaches for line in run.debrief.red_lines)) for run in comparison.runs]
    lines.append(_row("", _("Red lines breached"), breaches, ""))
    lines.append(_recurring(comparison, words))
    return "\n".join(line.rstrip() for line in lines)


def finding_lines(comparison: Comparison, words: Catalogue) -> list[str]:
    """Return a line for each run that is not compared, then one for each caution, notes marked as such."""
    lines = [left_out_words(each, words) for each in comparison.left_out]
    for caution in comparison.cautions:
        said = caution_words(caution, words)
        lines.append(f"{words.gettext('note:')} {said}" if caution.is_note else said)
    return lines


def left_out_words(left_out: LeftOut, words: Catalogue) -> str:
    """Say why a run is not compared."""
    run = left_out.run
    return words.gettext(LEFT_OUT[left_out.code]).format(
        run=run.label, beside=left_out.beside, pack=run.scenario.id, method=run.method.id
    )


def caution_words(caution: Caution, words: Catalogue) -> str:
    """Say what must be known of a run."""
    fields = dict(caution.fields)
    return words.gettext(CAUTIONS[caution.code]).format(run=caution.run, subject=caution.subject, **fields)


def change_words(change: Change | None, words: Catalogue) -> str:
    """Return a change with its sign and direction: `+7,7 naik`; a dash where there is none."""
    if change is None:
        return _NONE
    sign = "+" if change.points > 0 else ""
    return f"{sign}{words.decimal(change.points, 1)} {words.gettext(DIRECTIONS[change.direction])}"


def _run(run: Run, words: Catalogue) -> str:
    at = run.started_at and run.started_at.astimezone(ZoneInfo(run.scenario.timezone))
    day = "" if at is None else f"{words.short_date(at)} {at.year}, "
    return f"{run.label} ({day}{run.exercise_id}, {run.scenario.id} {run.scenario.version})"


def _score(score: ObjectiveScore | OverallScore | None, words: Catalogue) -> str:
    """Return percent and letter, the official one where there is one: `73,3 S`."""
    if score is None or score.percent is None:
        return _NONE
    return f"{words.percent(score.percent)} {score.rated or score.letter or _NONE}"


def _recurring(comparison: Comparison, words: Catalogue) -> str:
    again = [each.action.full_id for each in comparison.recurring.actions]
    said = words.gettext("Not met, partial or late in two runs or more: {actions}")
    return fill(said.format(actions=", ".join(again) or "0"), _WIDTH, subsequent_indent="  ")


def _row(number: str, title: str, cells: Sequence[str], trend: str) -> str:
    if len(title) > _TITLE_WIDTH:
        title = title[: _TITLE_WIDTH - 1].rstrip() + "…"
    shown = "".join(f" {cell:>{_CELL + 2}}" for cell in cells)
    return f"{number:<4} {title:<{_TITLE_WIDTH}}{shown}  {trend}"
