"""The comparison as `tabletop-comparison/1`: numbers for machines; it must not compute any."""

from __future__ import annotations

import json

from tabletop.domain.result.comparability import Caution, LeftOut, Run
from tabletop.domain.result.comparison import Change, Comparison, ObjectiveRuns, OverallRuns
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.recurring import OwedAction, Recurring, is_late
from tabletop.domain.result.scoring import ActionScore, ObjectiveScore, OverallScore
from tabletop.exchange.json_values import number_json, text_json
from tabletop.exchange.metrics_json import latency_json

FORMAT = "tabletop-comparison/1"


def comparison_json(comparison: Comparison) -> bytes:
    """Return the comparison as UTF-8 JSON: a value a run, in the order of `runs`; missing is null."""
    document = {
        "format": FORMAT,
        "runs": [_run(run) for run in comparison.runs],
        "left_out": [_left_out(each) for each in comparison.left_out],
        "cautions": [_caution(caution) for caution in comparison.cautions],
        "overall": _scores(comparison.overall),
        "objectives": [
            {"id": each.objective.id, "title": text_json(each.objective.title), **_scores(each)}
            for each in comparison.objectives
        ],
        "red_lines": [
            {
                "id": each.line.id,
                "breaches": [None if result is None else result.breaches for result in each.results],
                "grave": [None if result is None else result.grave for result in each.results],
            }
            for each in comparison.red_lines
        ],
        "latency": {
            each.kind: [latency_json(summary) for summary in each.summaries] for each in comparison.latencies
        },
        "readiness": [_readiness(run.debrief) for run in comparison.runs],
        "agreement": [_agreement(run.debrief) for run in comparison.runs],
        "recurring": _recurring(comparison.recurring),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _run(run: Run) -> dict[str, object]:
    debrief, started_at = run.debrief, run.started_at
    return {
        "label": run.label,
        "exercise": run.exercise_id,
        "started_at": None if started_at is None else started_at.isoformat(),
        "elapsed_ms": debrief.elapsed_ms,
        "draft": debrief.draft,
        "redacted": debrief.redacted is not None,
        "pack": {"id": run.scenario.id, "version": run.scenario.version, "sha256": debrief.pack_sha256},
        "method": {
            "id": run.method.id,
            "letters": list(run.method.letters),
            "coverage_gate": number_json(run.method.gate),
        },
        "journal": {"entries": debrief.entries, "head": debrief.head},
    }


def _left_out(left_out: LeftOut) -> dict[str, object]:
    run = left_out.run
    return {
        "label": run.label,
        "exercise": run.exercise_id,
        "pack": run.scenario.id,
        "code": left_out.code,
        "beside": left_out.beside,
    }


def _caution(caution: Caution) -> dict[str, object]:
    return {
        "code": caution.code,
        "run": caution.run,
        "subject": caution.subject or None,
        "fields": dict(caution.fields),
    }


def _scores(runs: ObjectiveRuns | OverallRuns) -> dict[str, object]:
    return {
        "scores": [_score(score) for score in runs.scores],
        "since_first": _change(runs.since_first),
        "since_last": _change(runs.since_last),
    }


def _score(score: ObjectiveScore | OverallScore | None) -> dict[str, object] | None:
    if score is None:
        return None
    return {
        "percent": number_json(score.percent),
        "coverage": number_json(score.coverage),
        "letter": score.letter,
        "rated": score.rated,
        "capped_by": list(score.capped_by),
    }


def _change(change: Change | None) -> dict[str, object] | None:
    if change is None:
        return None
    return {"points": number_json(change.points), "direction": change.direction}


def _readiness(debrief: Debrief) -> dict[str, object]:
    readiness = debrief.readiness
    return {"percent": number_json(readiness.percent), "gate": readiness.gate}


def _agreement(debrief: Debrief) -> dict[str, object]:
    found = debrief.agreement
    return {"units": found.units, "exact": found.exact, "alpha_ordinal": found.alpha_ordinal}


def _recurring(recurring: Recurring) -> dict[str, object]:
    return {
        "actions": [
            {"id": each.action.full_id, "results": [_result(score) for score in each.scores]}
            for each in recurring.actions
        ],
        "injects": [{"number": each.inject.number, "open": list(each.is_open)} for each in recurring.injects],
        "improvements": [
            {"objective": each.objective, "counts": list(each.counts), "unanswered": list(each.unanswered)}
            for each in recurring.improvements
        ],
        "readiness": [
            {"id": each.item.id, "serviceable": [gap and gap.serviceable for gap in each.gaps]}
            for each in recurring.readiness
        ],
        "owed": [_owed(action) for action in recurring.owed],
    }


def _result(score: ActionScore | None) -> dict[str, object] | None:
    if score is None:
        return None
    return {"completion": score.completion, "late": is_late(score), "latency_ms": score.latency_ms}


def _owed(action: OwedAction) -> dict[str, object]:
    latest = action.latest
    return {
        "exercise": action.exercise,
        "action": action.id,
        "text": latest.text,
        "owner": latest.owner,
        "due": latest.due,
        "statuses": [plan and plan.status for plan in action.plans],
    }
