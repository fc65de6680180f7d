"""Every number of the debrief equals the slow reading of its export: on sample runs and random journals."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import HEADER, chained
from domain import slow_agreement, slow_comparison, slow_counts, slow_metrics, slow_pack, slow_play, slow_rows
from domain.metric_rows import LATE_PLAN, PLAN, follow_ups, journals, lines_of, pack_dict, with_bodies
from domain.slow_comparison import differences
from hypothesis import given
from hypothesis import strategies as st

from tabletop import paths
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.alignment import align
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Recorded, wall_text
from tabletop.domain.result.compilation import compile_debrief
from tabletop.domain.result.debrief import Debrief
from tabletop.exchange.debrief_json import debrief_json
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.play_script import open_script
from tabletop.services import script
from tabletop.services.prepare import open_session
from tabletop.store.lines import export
from tabletop.store.memory_journal import MemoryJournal

Json = dict[str, Any]
PACK_DICTS = {id(plan): pack_dict(plan) for plan in (PLAN, LATE_PLAN)}


def beside_the_json(read: Json, debrief: Debrief) -> list[str]:
    """Return where the slow reading parts from what the debrief holds beside the JSON."""
    last_at = None if debrief.last_at is None else wall_text(debrief.last_at)
    pairs = {
        "last_at": (read["exercise"]["last_at"], last_at),
        "dropped": ([a["dropped"] for a in read["actions"]], [a.dropped for a in debrief.score.actions]),
        "variants": ([i["variant"] for i in read["injects"]], [i.variant for i in debrief.injects]),
        "asks": ([i["asks"] for i in read["injects"]], [i.has_actions for i in debrief.injects]),
        "gaps": (read["readiness"]["gaps"], [gap.id for gap in debrief.readiness.gaps]),
        "items": (read["readiness"]["items"], debrief.readiness.items),
        "override": (read["readiness"]["override"], debrief.readiness.override),
        "pauses": (
            [tuple(pause.values()) for pause in read["pauses"]],
            [(pause.at_ms, pause.reason, pause.wall_ms) for pause in debrief.pauses],
        ),
        "jumps": (
            [(jump["at_ms"], jump["to"], tuple(jump["skipped"])) for jump in read["jumps"]],
            [(jump.at_ms, jump.to, jump.skipped) for jump in debrief.jumps],
        ),
        "breaches": (read["breaches"], len(debrief.breaches)),
        "notes": (read["notes"], len(debrief.notes)),
        "objectives": ([p["objective"] for p in read["plan"]], [p.objective for p in debrief.plan]),
        "participants": (tuple(read["participants"].items()), debrief.participants),
        "evaluators": (read["evaluators"], debrief.evaluators),
    }
    return [f"{name}: {mine}, told {theirs}" for name, (mine, theirs) in pairs.items() if mine != theirs]


def compared(lines: Sequence[Any], pack: Json, plan: Scenario, debrief: Debrief) -> list[str]:
    read = slow_metrics.read(lines, pack)
    return differences(read, json.loads(debrief_json(plan, debrief))) + beside_the_json(read, debrief)


def debrief_of(recorded: Sequence[Recorded], plan: Scenario) -> Debrief:
    return compile_debrief(plan, fold(plan, recorded), header=HEADER, recorded=recorded)


@pytest.mark.parametrize(
    "module", [slow_agreement, slow_comparison, slow_counts, slow_metrics, slow_pack, slow_play, slow_rows]
)
def test_the_slow_reading_shares_no_code_with_the_program(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))

    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module])
    }

    own = {"domain"} | {f"domain.slow_{name}" for name in ("pack", "play", "rows", "counts")}
    libraries = {
        "__future__",
        "collections.abc",
        "datetime",
        "fractions",
        "hashlib",
        "json",
        "pathlib",
        "typing",
    }
    assert imported <= own | libraries | {"yaml"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["quick-start", "sispamkota-2024"])
def test_a_bundled_sample_run_gives_the_numbers_that_its_export_tells(name: str) -> None:
    folder = paths.bundled_pack(name)
    pack = read_pack(folder)[0]
    clock = script.VirtualClock(pack.scenario.starts_at)
    session = open_session(MemoryJournal(pack, "EX-SLOW"), clock)
    script.play(session, clock, open_script(folder / "sample.play"))
    header, recorded = session.journal.header, session.recorded
    debrief = compile_debrief(pack.scenario, session.state, header=header, recorded=recorded)

    lines = list(export(header, [row.entry for row in align(recorded)]))

    assert compared(lines, slow_pack.open_pack(folder), pack.scenario, debrief) == []


@pytest.mark.slow
@given(journals, st.sampled_from([PLAN, LATE_PLAN]))
def test_random_journals_give_the_numbers_that_their_export_tells(rows: Any, plan: Scenario) -> None:
    recorded = chained(with_bodies(rows))

    debrief = debrief_of(recorded, plan)

    assert compared(lines_of(recorded), PACK_DICTS[id(plan)], plan, debrief) == []


@pytest.mark.slow
@given(follow_ups)
def test_corrective_actions_stand_as_the_rows_of_their_export_left_them(rows: Any) -> None:
    recorded = chained(with_bodies(rows))

    debrief = debrief_of(recorded, PLAN)

    assert compared(lines_of(recorded), PACK_DICTS[id(PLAN)], PLAN, debrief) == []
