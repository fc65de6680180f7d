"""The debrief JSON and the journal export are exactly as contract 5 and 6 say, read independently."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from e2e.runs import Run

Tabletop = Callable[..., Run]

PERCENTILES = {"p50_ms": (int, None), "p75_ms": (int, None), "p90_ms": (int, None), "values_ms": (list, None)}
LATENCY = {"answered": int, "released": int, **PERCENTILES}
GROUP = {
    "key": str, "actions": int, "met": int, "partial": int, "unmet": int, "not_applicable": int, "open": int,
    "on_time": int, "earned": float, "points": int, "percent": (float, None),
    "decision": LATENCY, "response": LATENCY,
}  # fmt: skip
METRICS: dict[str, Any] = {
    "timeliness": {
        "planned": int, "on_time": int, "tolerance_ms": int, "early": [str], "late": [str],
        "skipped": [str], "held": [str], "retracted": [str], "waiting": [str],
    },
    "by_phase": [GROUP],
    "by_cell": [GROUP],
    "by_objective": [GROUP],
    "relays": [{"from": str, "to": str, "told": int, "known": int, **PERCENTILES}],
    "sources": {"information": int, "rated": int, "ratings": dict},
    "paragraphs": [{
        "cite": (str, dict), "actions": [str], "met": int, "partial": int, "unmet": int,
        "not_applicable": int, "not_played": int, "open": int,
    }],
    "escalations": {
        "contingencies": int, "offered": [str], "released": [str], "declined": [str],
        "avoided": [{"inject": str, "by": [str]}], "milder": [{"inject": str, "variant": int}],
    },
    "attendance": [{"unit": str, "required": int, "present": (int, None), "fit": (int, None)}],
    "coverage": {"actions": int, "once": int, "twice": int},
}  # fmt: skip
SHAPE: dict[str, Any] = {
    "format": str,
    "method": {"id": str, "letters": [int], "coverage_gate": float},
    "exercise": {
        "id": str, "title": {"id": str, "en": str}, "started_at": str, "ended_at": str, "elapsed_ms": int,
        "paused_ms": int, "draft": bool, "redacted": None,
    },
    "pack": {"id": str, "version": str, "sha256": str},
    "overall": {
        "percent": float, "coverage": float, "letter": (str, None), "capped_by": [str], "rated": (str, None),
    },
    "objectives": [{
        "id": str, "weight": float, "percent": (float, None), "earned": float, "points": int, "actions": int,
        "assessed": int, "coverage": (float, None), "letter": (str, None), "capped_by": [str],
        "rated": (str, None),
    }],
    "actions": [{
        "id": str, "completion": (str, None), "raters": int, "latency_ms": (int, None),
        "limit_ms": (int, None), "points": int, "score": (float, None),
    }],
    "injects": [{
        "number": str, "status": str, "planned_ms": (int, None), "released_ms": (int, None),
        "acknowledged_ms": (int, None), "decision_ms": (int, None), "response_ms": (int, None),
    }],
    "red_lines": [{"id": str, "breaches": int, "grave": bool}],
    "latency": {"acknowledge": LATENCY, "decision": LATENCY, "response": LATENCY},
    "readiness": {"percent": (float, None), "gate": str, "critical_gaps": [str]},
    "agreement": {
        "units": int, "raters": int, "exact": (float, None), "within_one": (float, None),
        "kappa": (float, None), "kappa_linear": (float, None), "kappa_quadratic": (float, None),
        "alpha_ordinal": (float, None),
    },
    "metrics": METRICS,
    "ratings": list,
    "findings": [{
        "id": str, "kind": str, "objective": str, "text": str, "element": (str, None), "author": str,
        "cell": (str, None), "rows": [str],
    }],
    "plan": [{
        "id": str, "from": (str, None), "text": str, "owner": str, "contact": (str, None),
        "start": (str, None), "due": (str, None), "status": str, "element": (str, None),
        "priority": (str, None), "retest": (str, None), "evidence": (str, None), "carried_from": (str, None),
    }],
    "feedback": [{
        "id": str, "text": str, "realism": (int, None), "attendance": (int, None), "function": (int, None),
        "plan": (int, None), "score": (int, None),
    }],
    "deadlines": [{
        "id": str, "text": str, "clock": str, "set_ms": int, "due_ms": (int, None),
        "due_at": (str, None), "inject": (str, None), "done_ms": (int, None), "status": str,
    }],
    "situations": list,
    "missing": list,
    "journal": {"entries": int, "stations": int, "head": str},
}  # fmt: skip
"""Contract 5: keys with what they hold; a list has the shape of its items."""

ENTRY_KEYS = [
    "station", "seq", "kind", "version", "wall_at", "mono_ns", "boot_id", "elapsed_ms", "scenario_at",
    "observed_ms", "author", "body", "prev", "hash",
]  # fmt: skip


def unlike(value: object, shape: Any, at: str = "$") -> list[str]:
    """Return where a value is not of a shape."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or list(value) != list(shape):
            return [f"{at}: keys {value}"]
        return [fault for key in shape for fault in unlike(value[key], shape[key], f"{at}.{key}")]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{at}: not a list"]
        return [fault for n, item in enumerate(value) for fault in unlike(item, shape[0], f"{at}[{n}]")]
    kinds = shape if isinstance(shape, tuple) else (shape,)
    allowed = {type(None) if kind is None else kind for kind in kinds}
    allowed |= {int} if float in allowed else set()  # JSON knows one kind of number
    return [] if type(value) in allowed else [f"{at}: {value!r}"]


def hash_of(entry: dict[str, Any], exercise: str, body: str) -> str:
    """Compute an entry's hash as another program would, from contract 6 alone."""
    names = ["station", "seq", "kind", "version", "wall_at", "mono_ns", "boot_id", "elapsed_ms"]
    names += ["scenario_at", "observed_ms", "author"]
    said = ["tabletop-journal/1", exercise, *(entry[name] for name in names), body, entry["prev"]]
    data = b""
    for value in said:
        field = b"" if value is None else str(value).encode()
        data += len(field).to_bytes(4, "big") + field
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def document(tabletop: Tabletop, played: Path) -> dict[str, Any]:
    out = played / "x.json"
    assert tabletop("debrief", played / "flood.tabletop", "--out", out).code == 0
    return dict(json.loads(out.read_text(encoding="utf-8")))


@pytest.fixture
def lines(tabletop: Tabletop, played: Path) -> list[dict[str, Any]]:
    out = played / "x.jsonl"
    assert tabletop("export", played / "flood.tabletop", "--out", out).code == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_the_debrief_has_exactly_the_keys_and_kinds_of_the_format(document: dict[str, Any]) -> None:
    assert unlike(document, SHAPE) == []
    assert document["format"] == "tabletop-debrief/1"
    assert document["method"] == {"id": "T1", "letters": [90, 70, 40], "coverage_gate": 0.6}


def test_lists_of_the_debrief_stand_in_pack_order_and_injects_are_all_there(document: dict[str, Any]) -> None:
    assert [o["id"] for o in document["objectives"]] == ["O1", "O2", "O3"]
    assert [i["number"] for i in document["injects"]] == ["E01", "E02", "C03", "E04", "E05"]
    assert [i["status"] for i in document["injects"]] == [*["released"] * 2, "waiting", *["released"] * 2]
    assert [r["id"] for r in document["red_lines"]] == ["R1", "R2"]
    named = [a["id"] for a in document["actions"]]
    assert named == ["E01.a", "E02.a", "E02.b", "E04.a", "E04.b", "E04.c", "E05.a", "E05.b"]


def test_few_answers_are_listed_instead_of_percentiles(document: dict[str, Any]) -> None:
    # Decisions at T+01:00, 03:00, 06:00 and 09:00 on injects of T+00:10, 02:00, 05:00 and 08:00.
    assert document["latency"]["decision"] == {
        "answered": 4, "released": 4, "p50_ms": None, "p75_ms": None, "p90_ms": None,
        "values_ms": [50_000, 60_000, 60_000, 60_000],
    }  # fmt: skip


def test_the_scores_of_the_sample_run_follow_a_calculation_by_hand(document: dict[str, Any]) -> None:
    # O1: E01.a met 2 of 2, E05.b partial 0.5 of 1 = 2.5 / 3. O2: 3 + 2 of 5 (E04.c left out by the
    # variant). O3: 2 + 2 + 2 of 6. Overall: (83.333333 + 100 + 100) / 3.
    sums = {o["id"]: (o["earned"], o["points"], o["percent"]) for o in document["objectives"]}

    assert sums == {"O1": (2.5, 3, 83.333333), "O2": (5, 5, 100), "O3": (6, 6, 100)}
    assert document["overall"]["percent"] == 94.444444
    # K01, K02 and K04 whole, K03 3 of 4: (1 + 1 + 0.75 + 1) / 4.
    assert document["readiness"] == {"percent": 93.75, "gate": "ready", "critical_gaps": []}


def test_the_head_of_the_debrief_can_be_computed_from_the_export(
    document: dict[str, Any], lines: list[dict[str, Any]]
) -> None:
    last = {entry["station"]: entry for entry in lines[1:]}
    said = "".join(f"{s}:{last[s]['seq']}:{last[s]['hash']}\n" for s in sorted(last))

    head = hashlib.sha256(said.encode()).hexdigest()

    assert document["journal"]["head"] == head
    assert document["journal"]["entries"] == len(lines) - 1
    assert document["journal"]["stations"] == 2


def test_the_export_begins_with_its_header(document: dict[str, Any], lines: list[dict[str, Any]]) -> None:
    assert lines[0] == {
        "format": "tabletop-journal/1",
        "exercise": document["exercise"]["id"],
        "pack": document["pack"],
    }
    assert list(lines[0]["pack"]) == ["id", "version", "sha256"]


def test_every_line_of_the_export_has_exactly_the_fields_of_the_format(lines: list[dict[str, Any]]) -> None:
    for entry in lines[1:]:
        assert list(entry) == ENTRY_KEYS
        assert entry["boot_id"] == "play"
        assert len(entry["wall_at"]) == len("2025-01-15T01:00:00.000Z")


def test_another_program_can_check_every_chain_of_the_export(lines: list[dict[str, Any]]) -> None:
    heads: dict[str, str] = {}
    for entry in lines[1:]:
        body = json.dumps(entry["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)

        assert entry["prev"] == heads.get(entry["station"], lines[0]["pack"]["sha256"])
        assert entry["hash"] == hash_of(entry, lines[0]["exercise"], body)
        heads[entry["station"]] = entry["hash"]

    assert set(heads) == {"DIR", "P1"}


def test_the_export_is_in_order_of_time_station_and_number(lines: list[dict[str, Any]]) -> None:
    keys = [(entry["elapsed_ms"], entry["station"], entry["seq"]) for entry in lines[1:]]

    assert keys == sorted(keys)
    for station in ("DIR", "P1"):
        numbers = [seq for _, name, seq in keys if name == station]
        assert numbers == list(range(1, len(numbers) + 1))
