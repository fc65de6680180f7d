"""A pack read slowly: the two YAML files as contract 2 describes them, made into plain numbers.

It must not import anything of tabletop. Every scalar of the files is text; here each gets its unit.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]
MS = {"s": 1_000, "min": 60_000, "h": 3_600_000}


def open_pack(folder: Path) -> Json:
    """Read `pack.yaml` and the injects of `msel.yaml` beside it into one dict of texts."""
    return pack_of(
        (folder / "pack.yaml").read_text(encoding="utf-8"), (folder / "msel.yaml").read_text(encoding="utf-8")
    )


def pack_of(pack: str, msel: str) -> Json:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # PyYAML's own parser takes no `?` within {}
    read = [yaml.load(text, Loader=loader) for text in (pack, msel)]
    return {**read[0], "injects": read[1]["injects"] or []}


def plan_of(pack: Json) -> Json:
    """Give every text of a pack its unit: T+ and durations in ms, instants, exact weights."""
    plan = {
        "languages": pack["languages"],
        "starts_at": datetime.fromisoformat(pack["starts_at"]),
        "phases": [
            {"id": p["id"], "at_ms": time_ms(p["at"]), "scenario_at": instant(p.get("scenario_at"))}
            for p in pack.get("phases") or []
        ],
        "cells": [{"id": c["id"], "kind": c["kind"]} for c in pack["cells"]],
        "objectives": [
            {
                "id": o["id"],
                "weight": Fraction(o.get("weight") or "1"),
                "targets": [t["id"] for t in o.get("targets") or []],
            }
            for o in pack["objectives"]
        ],
        "red_lines": [
            {"id": r["id"], "objective": r["objective"], "grave": r.get("grave") == "true"}
            for r in pack.get("red_lines") or []
        ],
        "readiness": [
            {
                "id": k["id"],
                "required": int(k.get("required") or 1),
                "critical": k.get("critical") == "true",
                "weight": Fraction(k.get("weight") or "1"),
            }
            for k in pack.get("readiness") or []
        ],
        "roster": [
            {"unit": u["unit"], "required": int(u.get("required") or 1)} for u in pack.get("roster") or []
        ],
        "injects": [inject_of(i) for i in pack["injects"]],
    }
    for inject, phase in zip(plan["injects"], phases_of(plan), strict=True):
        inject["phase"] = phase
    return plan


def inject_of(inject: Json) -> Json:
    number = inject["number"]
    return {
        "number": number,
        "kind": inject["kind"],
        "to": ["all"] if inject["to"] == "all" else inject["to"],
        "at_ms": time_ms(inject["at"]) if inject.get("at") else None,
        "scenario_at": instant(inject.get("scenario_at")),
        "when": when_of(inject["when"]) if inject.get("when") else None,
        "actions": [
            {
                "id": f"{number}.{a['id']}",
                "cell": a["cell"],
                "points": int(a["points"]),
                "limit_ms": span_ms(a.get("within")),
                "objective": a["objective"],
                "critical": a.get("critical") == "true",
                "cites": a.get("cites") or [],
            }
            for a in inject.get("expects") or []
        ],
        "variants": [
            {"when": when_of(v["when"]), "drops": [f"{number}.{each}" for each in v.get("without") or []]}
            for v in inject.get("variants") or []
        ],
    }


def when_of(when: Json) -> Json:
    """Say what a condition waits for: `how` is any, all, met or breached."""
    if "met" in when:
        return {"how": "met", "actions": [when["met"]], "span_ms": span_ms(when.get("within"))}
    if "breached" in when:
        return {"how": "breached", "actions": [], "span_ms": None}
    span = span_ms(when.get("after"))
    if "all_unmet" in when:
        return {"how": "all", "actions": when["all_unmet"], "span_ms": span}
    return {"how": "any", "actions": when.get("any_unmet") or [when["unmet"]], "span_ms": span}


# The contract: "an inject's phase is the last whose `at` is not later than its planned time (without
#   `at`: the phase of the one before it)"; the first inject without one belongs to the first phase
def phases_of(plan: Json) -> list[str]:
    phases = []
    now = plan["phases"][0]["id"] if plan["phases"] else ""
    for inject in plan["injects"]:
        if inject["at_ms"] is not None:
            now = ""
            for phase in plan["phases"]:
                if phase["at_ms"] <= inject["at_ms"]:
                    now = phase["id"]
        phases.append(now)
    return phases


# The contract: "A time is `T+HH:MM[:SS]`; a duration is `90 s`, `5 min`, `2 h`"
def time_ms(text: str) -> int:
    parts = [int(part) for part in text.removeprefix("T+").split(":")]
    seconds = parts[2] if len(parts) == 3 else 0
    return (parts[0] * 3_600 + parts[1] * 60 + seconds) * 1_000


def span_ms(text: str | None) -> int | None:
    if text is None:
        return None
    digits = "".join(sign for sign in text if sign.isdigit())
    return int(digits) * MS[text.removeprefix(digits).strip()]


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


# The contract: "A text ... is `{id: ..., en: ...}` ..., or one string for all"
def words(text: str | dict[str, str], language: str) -> str:
    if isinstance(text, str):
        return text
    return text.get(language) or next(iter(text.values()))
