"""What the rows of an export say, as numbers between words; it must not import anything of tabletop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.slow_metrics import FORM
from reports.number_tokens import tokens
from reports.slow_exercise import Exercise
from reports.slow_words import Some, some

Json = dict[str, Any]
SILENT = ("station-opened", "logbook-issued", "handed-over", "sync", "mark", "offer", "printed")
"""Kinds that laptops write for their own sake: no log holds them."""
OF_A_CELL = ("decide", "observe", "acknowledge")
_IDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)?")

_FIELDS = {
    "decide": (
        "text", "why", "rule", "told", "deviation", "source", "threat", "alternative", "warning",
        "authority", "judgement", "attachments",
    ),
    "observe": ("text", "action", "judgement", "attachments"),
    "acknowledge": ("inject",), "breach": ("red_line", "note"), "clear": ("red_line",),
    "release": ("inject", "variant"), "improvise": ("inject", "title", "message"), "retract": ("inject",),
    "repeat": ("inject",), "hold": ("inject",), "skip": ("inject",), "decline": ("inject",),
    "auto": ("inject",), "startex": ("phase", "override"), "situation": ("situation", "decided_by"),
    "done": ("text",), "assess": ("action",), "settle": ("action",), "undo": ("target_seq",),
    "withdraw": ("target_seq",), "rate": ("target", "why"), "strength": ("objective", "text", "cell", "rows"),
    "improve": ("objective", "text", "cell", "rows"),
    "plan": ("text", "improvement_seq", "owner", "contact", "start", "due", "retest"),
    "carry": ("text", "exercise", "owner", "contact", "start", "due", "retest"),
    "note": ("text", "cell", "question", "rows"),
    "readiness-checked": ("item", "present", "serviceable", "note"),
    "unit-counted": ("unit", "present", "fit"), "participants-counted": ("organisation", "n"),
    "takeover": ("station", "head_seq"), "choose-chain": ("chosen", "rejected"),
    "keep-branches": ("station",),
}  # fmt: skip
"""What a row tells, in the order of its words."""


def saying(x: Exercise, row: Json) -> Some:
    """Return the numbers of a row's words, of its reason and of the paper form that it came from."""
    body = row["body"]
    told = [token for each in _told(x, row) for token in x.tokens_of(each).split()]
    reason = None if row["kind"] == "pause" else body.get("reason")
    return some(*told, x.tokens_of(reason), x.tokens_of(body.get("form")))


def _told(x: Exercise, row: Json) -> Iterator[str]:
    kind, body = row["kind"], row["body"]
    if kind in ("shift", "adjust", "jump", "deadline", "revise", "close", "feedback"):
        yield from _counted(x, kind, body)
    for field in _FIELDS.get(kind, ()):
        value = body.get(field)
        if field == "variant" and not value:
            continue
        if field == "rule":
            value = next((x.text(r["title"]) for r in x.pack.get("rules") or [] if r["id"] == value), value)
        if field == "attachments":
            value = len(value) if value else None
        if isinstance(value, list):
            value = ", ".join(value)
        if value is not None:
            yield str(value)


def _counted(x: Exercise, kind: str, body: Json) -> Iterator[str]:
    """Yield what some kinds reckon from their fields."""
    if kind == "shift":
        yield body["inject"]
        yield signed_decimal(x, Fraction(body["by_ms"], 60_000))
    elif kind == "adjust":
        yield signed_decimal(x, Fraction(body["by_ms"], 1_000))
    elif kind == "jump":
        yield x.words.scenario(x.as_given(body["to"]))
    elif kind == "deadline":
        yield body["text"]
        yield _hours(x, body["within_ms"])
    elif kind == "revise":
        yield body.get("text") or f"{body['plan_station']}:{body['plan_seq']}"
        yield from (body[name] for name in ("owner", "contact", "start", "due", "retest") if body.get(name))
    elif kind == "close":
        yield f"{body['plan_station']}:{body['plan_seq']}"
        yield body["evidence"]
    elif kind == "feedback":
        yield body["text"]
        yield from (f"{body[name]}/5" for name in FORM if body.get(name))


def signed_decimal(x: Exercise, value: Fraction) -> str:
    """Write a difference with at most three decimals, as short as it is."""
    text = x.words.decimal(abs(value), 3).rstrip("0").rstrip(",.")
    return ("-" if value < 0 else "+") + text


def _hours(x: Exercise, ms: int) -> str:
    hours, rest = divmod(ms // 1_000, 3_600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else x.words.span(ms)


def who(row: Json) -> str:
    """Return whose doing a row tells: a cell's, else its author's."""
    return str(row["body"]["cell"] if row["kind"] in OF_A_CELL else row["author"])


def inject_of(row: Json) -> str:
    body = row["body"]
    return str(body.get("inject") or (body.get("action") or "").partition(".")[0])


def shown(x: Exercise, name: str) -> Some:
    """Return the numbers of a row that shows a finding: T+, its key, who, and what it says."""
    row = x.by_id.get(name)
    if row is None:
        return some(name)
    return some(x.words.t_plus(row["seen_ms"]), name, *tokens(who(row)), saying(x, row))


# Findings and actions -------------------------------------------------------------------------------


def outcome(x: Exercise, action: str) -> Some:
    """Return the numbers of what became of an action: its id, time, limit, points."""
    line = x.scored.get(action)
    if line is None:
        return some(action)
    points = None if line["score"] is None else f"{x.words.points(line['score'])}/{line['points']}"
    if line["latency_ms"] is None:
        return some(action, points)
    limit = None if line["limit_ms"] is None else x.words.span(line["limit_ms"])
    return some(action, x.words.span(line["latency_ms"]), limit, points)


def actions_of(x: Exercise, finding: Json) -> list[str]:
    """Return the actions in play that a finding speaks of, by its rows and by the ids in its text."""
    named = {name for key in finding["rows"] for name in _about(x.by_id.get(key))}
    numbers = [inject["number"] for inject in x.plan["injects"]]
    for word in _IDS.findall(finding["text"]):
        named.add(word)
        first, _, last = word.partition("-")
        if word not in numbers and first in numbers and last in numbers:
            named.update(numbers[numbers.index(first) : numbers.index(last) + 1])
    return [
        name
        for name, action in x.actions.items()
        if action["objective"] == finding["objective"]
        and name in x.scored
        and (name in named or action["inject"] in named)
    ]


def _about(row: Json | None) -> Iterator[str]:
    if row is None:
        return
    body, kind = row["body"], row["kind"]
    if kind in ("assess", "settle", "observe") and body.get("action"):
        yield body["action"]
    elif kind in ("observe", "decide", "breach") and body.get("inject"):
        yield body["inject"]


def cited(x: Exercise, actions: list[str]) -> list[str]:
    """Return the rules, paragraphs and sources that actions cite, each once, in the paper's language."""
    rules = {rule["id"]: x.text(rule["title"]) for rule in x.pack.get("rules") or []}
    sources = {
        task["id"]: task.get("source")
        for objective in x.pack["objectives"]
        for target in objective.get("targets") or []
        for task in target.get("tasks") or []
    }
    found: dict[str, None] = {}
    for name in actions:
        action = x.actions[name]["pack"]
        if action.get("rule"):
            found[rules.get(action["rule"], action["rule"])] = None
        found.update(dict.fromkeys(x.text(cite) for cite in action.get("cites") or []))
        if sources.get(action.get("task") or ""):
            found[x.text(sources[action["task"]])] = None
    return list(found)


def answered_objectives(x: Exercise, row: Json) -> set[str]:
    """Return the objectives that a decision answers: its cell's actions in its inject, else all of them."""
    asked = [each for each in x.actions.values() if each["inject"] == row["body"].get("inject")]
    own = [each for each in asked if each["cell"] in (row["body"]["cell"], "all")]
    return {each["objective"] for each in own or asked}
