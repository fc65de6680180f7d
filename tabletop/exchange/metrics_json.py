"""The debrief's counts beside the score, as `metrics` of `tabletop-debrief/1`; it must not compute any."""

from __future__ import annotations

from tabletop.domain.result.latency import LatencySummary
from tabletop.domain.result.metrics import (
    Attendance,
    Escalations,
    GroupResult,
    Metrics,
    ParagraphResult,
    Relay,
    SourceUse,
    Timeliness,
)
from tabletop.exchange.json_values import number_json, text_json


def metrics_json(metrics: Metrics) -> dict[str, object]:
    """Return all metrics as plain values; fractions are rounded, what was not counted is null."""
    coverage = metrics.coverage
    return {
        "timeliness": _timeliness(metrics.timeliness),
        "by_phase": [_group(group) for group in metrics.by_phase],
        "by_cell": [_group(group) for group in metrics.by_cell],
        "by_objective": [_group(group) for group in metrics.by_objective],
        "relays": [_relay(relay) for relay in metrics.relays],
        "sources": _sources(metrics.sources),
        "paragraphs": [_paragraph(paragraph) for paragraph in metrics.paragraphs],
        "escalations": _escalations(metrics.escalations),
        "attendance": [_attendance(unit) for unit in metrics.attendance],
        "coverage": {"actions": coverage.actions, "once": coverage.once, "twice": coverage.twice},
    }


def _timeliness(timeliness: Timeliness) -> dict[str, object]:
    names = ("early", "late", "skipped", "held", "retracted", "waiting")
    return {
        "planned": timeliness.planned,
        "on_time": timeliness.on_time,
        "tolerance_ms": timeliness.tolerance_ms,
        **{name: list(getattr(timeliness, name)) for name in names},
    }


def _group(group: GroupResult) -> dict[str, object]:
    return {
        "key": group.key,
        "actions": group.actions,
        "met": group.met,
        "partial": group.partial,
        "unmet": group.unmet,
        "not_applicable": group.not_applicable,
        "open": group.open,
        "on_time": group.on_time,
        "earned": number_json(group.earned),
        "points": group.points,
        "percent": number_json(group.percent),
        "decision": latency_json(group.decision),
        "response": latency_json(group.response),
    }


def _relay(relay: Relay) -> dict[str, object]:
    return {
        "from": relay.sender,
        "to": relay.receiver,
        "told": relay.told,
        "known": relay.known,
        **_percentiles(relay.latency),
    }


def _sources(sources: SourceUse) -> dict[str, object]:
    return {
        "information": sources.information,
        "rated": sources.rated,
        "ratings": dict(sources.ratings),
    }


def _paragraph(paragraph: ParagraphResult) -> dict[str, object]:
    return {
        "cite": text_json(paragraph.cite),
        "actions": list(paragraph.actions),
        "met": paragraph.met,
        "partial": paragraph.partial,
        "unmet": paragraph.unmet,
        "not_applicable": paragraph.not_applicable,
        "not_played": paragraph.not_played,
        "open": paragraph.open,
    }


def _escalations(escalations: Escalations) -> dict[str, object]:
    return {
        "contingencies": escalations.contingencies,
        "offered": list(escalations.offered),
        "released": list(escalations.released),
        "declined": list(escalations.declined),
        "avoided": [{"inject": number, "by": list(actions)} for number, actions in escalations.avoided],
        "milder": [{"inject": number, "variant": variant} for number, variant in escalations.milder],
    }


def _attendance(unit: Attendance) -> dict[str, object]:
    return {"unit": unit.unit, "required": unit.required, "present": unit.present, "fit": unit.fit}


def latency_json(summary: LatencySummary) -> dict[str, object]:
    """Return a summary of latencies with its n, without the names of what is open."""
    return {"answered": summary.answered, "released": summary.released, **_percentiles(summary)}


def _percentiles(summary: LatencySummary) -> dict[str, object]:
    return {
        "p50_ms": summary.p50_ms,
        "p75_ms": summary.p75_ms,
        "p90_ms": summary.p90_ms,
        "values_ms": None if summary.values_ms is None else list(summary.values_ms),
    }
