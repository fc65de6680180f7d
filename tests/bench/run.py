"""Benchmarks: each figure beside a peer that was measured in the same run; ratios, never limits.

bash tests/run --bench
"""

from __future__ import annotations

import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from many_injects import many_injects_figures
from merge_logbooks import merge_logbooks_figures
from printed_reports import report_figures
from printing_window import printing_window_figures
from raw_journal import RawJournal
from release_jitter import release_jitter
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, SimpleDocTemplate
from window import window_figures

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from builders import MINUTE, SECOND, Rows, action, inject, pack, scenario

from tabletop import paths
from tabletop.bootstrap import headless
from tabletop.domain.play.events import ActionAssessed, DecisionLogged, ExerciseStarted, InjectReleased
from tabletop.domain.play.fold import Folding, fold
from tabletop.exchange.pack_reader import read_pack
from tabletop.reports.debrief_page import debrief_pdf
from tabletop.services import recording, timekeeping
from tabletop.services.prepare import open_session
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.shadow import Shadow

DRAFT = DecisionLogged(
    cell="OPS", text="Two ambulances are asked from the clinic, one stays", inject="E01", why="x" * 60
)


def main() -> None:
    """Run every benchmark and print its line."""
    with tempfile.TemporaryDirectory() as folder:
        commit(Path(folder))
    reading()
    folding()
    paper()
    report_figures()
    printing_window_figures()
    window_figures()
    release_jitter()
    many_injects_figures()
    merge_logbooks_figures()


def commit(folder: Path, count: int = 500) -> None:
    """Time `log_decision` against raw sqlite3 with the same PRAGMAs and one fsynced line, in turn."""
    journal = ExerciseFile.create(
        folder / "bench.tabletop",
        pack=pack(scenario(inject("E01", action("E01.a")))),
        exercise_id="EX-BENCH",
        shadow=Shadow(folder=folder / "shadow", zip_pack=lambda _files: b"zip", warn=print),
    )
    session = open_session(journal, headless.MachineClock())
    timekeeping.start_exercise(session)
    raw = RawJournal(folder)
    ours, peer = [], []
    for _ in range(count):
        ours.append(_timed(lambda: recording.log_decision(session, DRAFT)))
        peer.append(_timed(raw.writing(session.recorded[-1].entry)))
    raw.close()
    journal.close()
    _say("log_decision, row and shadow line", ours, "raw sqlite3 and fsync", peer)


def reading() -> None:
    """Time reading and checking the bundled pack against only loading its YAML."""
    folder = paths.bundled_pack("sispamkota-2024")
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("pack.yaml", "msel.yaml")]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    ours = [_timed(lambda: read_pack(folder)) for _ in range(15)]
    peer = [_timed(lambda: [yaml.load(text, Loader=loader) for text in texts]) for _ in range(15)]
    _say("read and check the bundled pack", ours, "PyYAML load only", peer)


def folding(count: int = 10_000) -> None:
    """Time the fold of 10,000 rows against parsing 10,000 JSON bodies."""
    plan = scenario(*(inject(f"E{n:02}", action(f"E{n:02}.a"), at_ms=n * MINUTE) for n in range(34)))
    rows = Rows()
    rows.add(ExerciseStarted())
    for n in range(34):
        rows.add(InjectReleased(inject=f"E{n:02}"), at_ms=n * SECOND)
    for n in range(count - 35):
        event = DRAFT if n % 2 else ActionAssessed(action=f"E{n % 34:02}.a", completion="met")
        rows.add(event, at_ms=MINUTE + n * 100, station=("P1", "DIR", "P2")[n % 3])
    body = json.dumps({"cell": "OPS", "text": DRAFT.text, "inject": "E01", "why": DRAFT.why})
    ours = [_timed(lambda: fold(plan, rows.recorded)) for _ in range(5)]
    peer = [_timed(lambda: [json.loads(body) for _ in range(count)]) for _ in range(5)]
    _say(f"fold {count} rows", ours, f"json.loads of {count} bodies", peer)
    continued = Folding(plan, rows.recorded[:-200])
    more = [_timed(lambda row=row: (continued.add(row), continued.state())) for row in rows.recorded[-200:]]
    print(f"{'  one more row, fold continued':<44} p50 {statistics.median(more):8.3f} ms")


def paper() -> None:
    """Time the one page against a plain table of its 90 actions."""
    with tempfile.TemporaryDirectory() as folder:
        result = headless.play_demo(Path(folder) / "demo", warn=print)
    actions = [[a.id, a.completion, str(a.points), str(a.score)] for a in result.debrief.score.actions]

    def table() -> None:
        SimpleDocTemplate(io.BytesIO(), pagesize=A4).build([LongTable(actions)])

    ours = [_timed(lambda: debrief_pdf(result.scenario, result.debrief, ("id",))) for _ in range(9)]
    peer = [_timed(table) for _ in range(9)]
    _say("one-page debrief, PDF", ours, "ReportLab LongTable of its actions", peer)


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _say(what: str, ours: list[float], peer_name: str, peer: list[float]) -> None:
    p99 = sorted(ours)[max(0, -(-99 * len(ours) // 100) - 1)]
    peer_p99 = sorted(peer)[max(0, -(-99 * len(peer) // 100) - 1)]
    ratio = statistics.median(ours) / statistics.median(peer)
    print(
        f"{what:<44} p50 {statistics.median(ours):8.2f} p99 {p99:8.2f} ms | "
        f"{peer_name}: p50 {statistics.median(peer):.2f} p99 {peer_p99:.2f} ms | ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    main()
