"""An exercise as the program tells it and as its export does, side by side; it must not compare them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from builders import HEADER, Rows, chained
from domain.metric_rows import lines_of, pack_dict, with_bodies
from domain.slow_pack import open_pack
from reportlab.graphics.shapes import Drawing
from reports import slow_papers
from reports.odd_run import odd_plan, odd_run
from reports.slow_exercise import Exercise

from tabletop import paths
from tabletop.bootstrap.printing import _PAPERS, _WORKBOOKS
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.alignment import align
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Header, Recorded
from tabletop.domain.result.compilation import compile_debrief
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.play_script import open_script
from tabletop.i18n import catalogue, labels
from tabletop.reports.debrief_charts import figures
from tabletop.reports.debrief_page import debrief_pdf
from tabletop.reports.document import Document, Figure
from tabletop.reports.dossier import Dossier, dossier_of
from tabletop.reports.timeline_strip import timeline_strip
from tabletop.services import script
from tabletop.services.prepare import open_session
from tabletop.store.lines import export
from tabletop.store.memory_journal import MemoryJournal

Json = dict[str, Any]
PRINTED_ON = date(2024, 2, 6)
PAPERS = tuple(slow_papers.PAPERS)


@dataclass(frozen=True)
class Twice:
    """One exercise in one language: `d` is the program's, `x` what an outsider reads."""

    d: Dossier
    x: Exercise
    language: str

    def paper(self, kind: str, *, is_sheet: bool = False) -> Document:
        """Return a paper, or its workbook."""
        return (_WORKBOOKS if is_sheet else _PAPERS)[kind](self.d)  # type: ignore[index]  # a kind of paper

    def in_both(self, kind: str) -> Document:
        """Return a paper in Indonesian and English."""
        d = self.d
        both = dossier_of(
            d.plan,
            d.debrief,
            state=d.state,
            recorded=d.recorded,
            languages=("id", "en"),
            printed_on=PRINTED_ON,
        )
        return _PAPERS[kind](both)  # type: ignore[index]  # a kind of paper

    def told(self, kind: str, *, is_sheet: bool = False) -> tuple[list[str], slow_papers.Tables]:
        """Return what the export tells for it: lines, and tables, each made once."""
        lines, tables = (slow_papers.WORKBOOKS if is_sheet else slow_papers.PAPERS)[kind]
        return list(lines(self.x)), {name: _once(make) for name, make in tables(self.x).items()}

    @cached_property
    def charts(self) -> dict[str, Figure]:
        return figures(self.d.edition, self.d.metrics)

    def strip(self, *, with_lane: bool) -> Drawing:
        """Return the strip of the one page, with or without the lane of decisions."""
        edition = self.d.edition
        return timeline_strip(edition.scenario, edition.debrief, edition.voice, with_lane=with_lane)

    @cached_property
    def page(self) -> bytes:
        return debrief_pdf(self.d.plan, self.d.debrief, (self.language,))


def _once(make: Any) -> Any:
    made: list[Any] = []

    def again() -> Any:
        if not made:
            made.append(make())
        return made[0]

    return again


def sample(name: str, language: str) -> Twice:
    """Play the sample run of a bundled pack."""
    folder = paths.bundled_pack(name)
    pack = read_pack(folder)[0]
    clock = script.VirtualClock(pack.scenario.starts_at)
    session = open_session(MemoryJournal(pack, f"EX-{name}"), clock)
    script.play(session, clock, open_script(folder / "sample.play"))
    header, recorded = session.journal.header, session.recorded
    lines = [json.loads(line) for line in export(header, [row.entry for row in align(recorded)])]
    return _twice(pack.scenario, open_pack(folder), recorded, header, lines, language=language)


def odd(language: str) -> Twice:
    """Tell the exercise of odd numbers twice."""
    plan = odd_plan()
    return random_run(odd_run(), plan, pack_dict(plan), language)


def random_run(rows: Rows, plan: Scenario, pack: Json, language: str) -> Twice:
    """Tell a random journal twice."""
    recorded = chained(with_bodies(rows))
    by_row = {(row.entry.station, row.entry.seq): row for row in recorded}
    ordered = [by_row[aligned.entry.station, aligned.entry.seq] for aligned in align(recorded)]
    return _twice(plan, pack, recorded, HEADER, lines_of(ordered), language=language)


def _twice(
    plan: Scenario, pack: Json, recorded: Sequence[Recorded], header: Header, lines: Sequence[Json],
    *, language: str,
) -> Twice:  # fmt: skip
    state = fold(plan, recorded)
    debrief = compile_debrief(plan, state, header=header, recorded=recorded)
    d = dossier_of(
        plan, debrief, state=state, recorded=recorded, languages=(language,), printed_on=PRINTED_ON
    )

    def say(message: str, **fields: object) -> str:
        return catalogue(language).gettext(message).format(**fields)

    def label(key: str) -> str:
        return (labels("hseep", language) | labels(plan.labels, language))[key]

    return Twice(d, Exercise(lines, pack, language, PRINTED_ON, say, label), language)
