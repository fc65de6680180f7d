"""Improvised injects and deadlines from the play script to every document."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from e2e.conftest import Tabletop
from e2e.runs import PACK, SCRIPT, script_with
from e2e.test_exchange_formats import SHAPE, unlike

BEFORE = "T+00:02:20 acknowledge E02 REGU\n"
ADDED = """\
T+00:02:30 improvise X01 title="Mati lampu" message="Listrik padam di balai desa." to=POSKO method=phone
T+00:02:30 deadline "Lapor camat" within=24h clock=scenario inject=X01
T+00:02:30 deadline "Hitung pengungsi" within=5min station=P1
T+00:02:50 decide POSKO "Genset dinyalakan" inject=X01
T+00:02:55 done "Hitung pengungsi"
"""


@pytest.fixture
def file(tabletop: Tabletop, tmp_path: Path) -> Path:
    """The bundled run with what was added to its plan, played."""
    script = tmp_path / "added.play"
    text = script_with(SCRIPT.read_text(encoding="utf-8"), (BEFORE, BEFORE + ADDED))
    script.write_text(text, encoding="utf-8")
    assert tabletop("play", PACK, script, "--out", tmp_path / "x.tabletop").code == 0
    return tmp_path / "x.tabletop"


def _json(tabletop: Tabletop, file: Path, name: str) -> Any:
    assert tabletop("debrief", file, "--out", file.with_name(name)).code == 0
    return json.loads(file.with_name(name).read_text(encoding="utf-8"))


def test_the_debrief_lists_them_and_scores_as_before(tabletop: Tabletop, file: Path, tmp_path: Path) -> None:
    assert tabletop("play", PACK, SCRIPT, "--out", tmp_path / "plain.tabletop").code == 0

    plain = _json(tabletop, tmp_path / "plain.tabletop", "plain.json")
    added = _json(tabletop, file, "x.json")

    assert unlike(added, SHAPE) == []
    for name in ("overall", "objectives", "actions", "latency", "red_lines"):
        assert added[name] == plain[name], name
    assert added["injects"][:-1] == plain["injects"]
    assert added["injects"][-1] == {
        "number": "X01", "status": "released", "planned_ms": None, "released_ms": 150_000,
        "acknowledged_ms": None, "decision_ms": 20_000, "response_ms": None,
    }  # fmt: skip
    assert [(d["text"], d["status"], d["inject"]) for d in added["deadlines"]] == [
        ("Lapor camat", "open", "X01"),
        ("Hitung pengungsi", "done", None),
    ]


@pytest.mark.parametrize("language", ["id", "en", "id+en"])
def test_the_page_is_printed_all_the_same(tabletop: Tabletop, file: Path, language: str) -> None:
    run = tabletop("debrief", file, "--out", file.with_name("x.pdf"), "--lang", language)

    assert (run.code, run.lines) == (0, [])
    assert file.with_name("x.pdf").read_bytes().startswith(b"%PDF")


def test_views_and_export_carry_them(tabletop: Tabletop, file: Path) -> None:
    assert tabletop("export", file, "--out", file.with_name("x.jsonl")).code == 0
    lines = file.with_name("x.jsonl").read_text(encoding="utf-8").splitlines()
    bodies = {(row := json.loads(line))["kind"]: row["body"] for line in lines[1:]}
    with sqlite3.connect(file) as database:
        released = database.execute("SELECT variant, state FROM releases WHERE inject = 'X01'").fetchall()

    assert bodies["improvise"]["inject"] == "X01"
    assert bodies["deadline"]["within_ms"] in (300_000, 86_400_000)
    assert bodies["done"]["deadline_station"] == "P1"
    assert released == [(0, "current")]
