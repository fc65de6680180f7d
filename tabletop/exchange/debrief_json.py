"""The debrief as `tabletop-debrief/1` (contract 5): numbers for machines; it must not compute any."""

from __future__ import annotations

import json
from datetime import datetime

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.follow_up import STATEMENTS
from tabletop.domain.play.journal import wall_text
from tabletop.domain.result.debrief import (
    DeadlineResult,
    Debrief,
    FindingResult,
    InjectResult,
    PlanResult,
)
from tabletop.domain.result.scoring import (
    COVERAGE_GATE,
    LETTER_BOUNDS,
    METHOD_ID,
    ActionScore,
    ObjectiveScore,
)
from tabletop.exchange.json_values import DECIMALS, number_json, text_json
from tabletop.exchange.metrics_json import latency_json, metrics_json

FORMAT = "tabletop-debrief/1"


def debrief_json(scenario: Scenario, debrief: Debrief) -> bytes:
    """Return the debrief as UTF-8 JSON; fractions are rounded to six decimals, missing is null."""
    sheet = debrief.score
    overall = sheet.overall
    document = {
        "format": FORMAT,
        "method": {
            "id": METHOD_ID,
            "letters": list(LETTER_BOUNDS),
            "coverage_gate": number_json(COVERAGE_GATE),
        },
        "exercise": _exercise(scenario, debrief),
        "pack": {"id": scenario.id, "version": scenario.version, "sha256": debrief.pack_sha256},
        "overall": {
            "percent": number_json(overall.percent),
            "coverage": number_json(overall.coverage),
            "letter": overall.letter,
            "capped_by": list(overall.capped_by),
            "rated": overall.rated,
        },
        "objectives": [_objective(objective) for objective in sheet.objectives],
        "actions": [_action(action) for action in sheet.actions],
        "injects": [_inject(inject) for inject in debrief.injects],
        "red_lines": [
            {"id": line.id, "breaches": line.breaches, "grave": line.grave} for line in debrief.red_lines
        ],
        "latency": {
            name: latency_json(getattr(debrief, name)) for name in ("acknowledge", "decision", "response")
        },
        "readiness": {
            "percent": number_json(debrief.readiness.percent),
            "gate": debrief.readiness.gate,
            "critical_gaps": list(debrief.readiness.critical_gaps),
        },
        "agreement": _agreement(debrief),
        "metrics": metrics_json(debrief.metrics),
        **_findings(debrief),
        "journal": {"entries": debrief.entries, "stations": debrief.stations, "head": debrief.head},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _exercise(scenario: Scenario, debrief: Debrief) -> dict[str, object]:
    return {
        "id": debrief.exercise_id,
        "title": text_json(scenario.title),
        "started_at": _instant(debrief.started_at),
        "ended_at": _instant(debrief.ended_at),
        "elapsed_ms": debrief.elapsed_ms,
        "paused_ms": debrief.paused_ms,
        "draft": debrief.draft,
        "redacted": _redacted(debrief),
    }


def _objective(objective: ObjectiveScore) -> dict[str, object]:
    return {
        "id": objective.id,
        "weight": number_json(objective.weight),
        "percent": number_json(objective.percent),
        "earned": number_json(objective.earned),
        "points": objective.points,
        "actions": objective.actions,
        "assessed": objective.assessed,
        "coverage": number_json(objective.coverage),
        "letter": objective.letter,
        "capped_by": list(objective.capped_by),
        "rated": objective.rated,
    }


def _action(action: ActionScore) -> dict[str, object]:
    return {
        "id": action.id,
        "completion": action.completion,
        "raters": action.raters,
        "latency_ms": action.latency_ms,
        "limit_ms": action.limit_ms,
        "points": action.points,
        "score": number_json(action.score),
    }


def _inject(inject: InjectResult) -> dict[str, object]:
    return {
        "number": inject.number,
        "status": inject.status,
        "planned_ms": inject.planned_ms,
        "released_ms": inject.released_ms,
        "acknowledged_ms": inject.acknowledged_ms,
        "decision_ms": inject.decision_ms,
        "response_ms": inject.response_ms,
    }


def _agreement(debrief: Debrief) -> dict[str, object]:
    agreement = debrief.agreement
    figures = ("exact", "within_one", "kappa", "kappa_linear", "kappa_quadratic", "alpha_ordinal")
    return {"units": agreement.units, "raters": agreement.raters} | {
        name: None if (value := getattr(agreement, name)) is None else round(value, DECIMALS)
        for name in figures
    }


def _findings(debrief: Debrief) -> dict[str, object]:
    return {
        "ratings": [
            {"target": r.target, "letter": r.letter, "why": r.why, "author": r.author, "station": r.station}
            for r in debrief.ratings
        ],
        "findings": [_finding(finding) for finding in debrief.findings],
        "plan": [_plan(plan) for plan in debrief.plan],
        "feedback": [
            {"id": f"{given.row[0]}:{given.row[1]}", "text": given.text}
            | {name: getattr(given, name) for name in STATEMENTS}
            for given in debrief.feedback
        ],
        "deadlines": [_deadline(deadline) for deadline in debrief.deadlines],
        "situations": [
            {"situation": s.situation, "at_ms": s.at_ms, "by": s.decided_by, "reason": s.reason}
            for s in debrief.situations
        ],
        "missing": [{"code": code, "station": station} for code, station in debrief.missing],
    }


def _finding(finding: FindingResult) -> dict[str, object]:
    return {
        "id": finding.id,
        "kind": finding.kind,
        "objective": finding.objective,
        "text": finding.text,
        "element": finding.element,
        "author": finding.author,
        "cell": finding.cell,
        "rows": list(finding.rows),
    }


def _plan(plan: PlanResult) -> dict[str, object]:
    return {
        "id": plan.id,
        "from": plan.answers,
        "text": plan.text,
        "owner": plan.owner,
        "contact": plan.contact,
        "start": plan.start,
        "due": plan.due,
        "status": plan.status,
        "element": plan.element,
        "priority": plan.priority,
        "retest": plan.retest,
        "evidence": plan.evidence,
        "carried_from": plan.carried_from,
    }


def _deadline(deadline: DeadlineResult) -> dict[str, object]:
    return {
        "id": deadline.id,
        "text": deadline.text,
        "clock": deadline.clock,
        "set_ms": deadline.set_ms,
        "due_ms": deadline.due_ms,
        "due_at": _instant(deadline.due_at),
        "inject": deadline.inject,
        "done_ms": deadline.done_ms,
        "status": deadline.status,
    }


def _redacted(debrief: Debrief) -> dict[str, object] | None:
    """Return what a redacted copy is a copy of."""
    made = debrief.redacted
    if made is None:
        return None
    return {"exercise": made.exercise, "head": made.head, "entries": made.entries, "names": made.names}


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else wall_text(moment)
