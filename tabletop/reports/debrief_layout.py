"""Which form of the one page fits: parts are measured, then give way in order; it must not draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tabletop.reports.block import Block
from tabletop.reports.debrief_actions import actions_section
from tabletop.reports.debrief_edition import CONTENT_TOP, Edition, Rung
from tabletop.reports.debrief_findings import conduct_section, findings_section, latency_section
from tabletop.reports.debrief_follow_up import (
    SIGN_OFF_LEAST,
    agreement_section,
    readiness_section,
    sign_off_section,
)
from tabletop.reports.debrief_footer import FOOTER_HEIGHT
from tabletop.reports.debrief_header import header
from tabletop.reports.debrief_objectives import objectives_section
from tabletop.reports.debrief_result import result_section
from tabletop.reports.debrief_timeline import timeline_section
from tabletop.reports.document import SIZES_MM, Paper
from tabletop.reports.frame import BOTTOM, MM, TEXT_WIDTH, TOP, column_x

_Step = tuple[tuple[str, Any], ...]
_STEPS: tuple[_Step, ...] = (
    (("gap", 3.4),),
    (("has_lane", False),),
    (("has_latency_notes", False),),
    (("run_in_lines", 1),),
    (("record_lines", 1),),
    (("breach_lines", 3),),
    (("action_lines", 1),),
    (("finding_lines", 1),),
    (("row", "tight"),),
    (("breach_lines", 2),),
    (("actions", 4), ("gaps", 3)),
    (("row", "line"), ("reasons", 3)),
    (("breaches", 1),),
    (("actions", 3), ("gaps", 2)),
    (("owner_lines", 1),),
    (("reasons", 0),),
    (("has_strip", False),),
)
"""How the page gives way, in this order (PAPER, "How the page gives way"). Second lines of what the
full report repeats go first, then the decision lane, then rows; result, objectives, conduct,
sign-off and footer stay, and so do owners, dates and numbers."""


def first_rung(edition: Edition) -> Rung:
    """Return the most generous form for so many objectives."""
    count = len(edition.debrief.score.objectives)
    gap = 3.4 if edition.is_bilingual else 5.0
    if count > 8:
        return Rung(row="line", gap=gap, reasons=3, has_lane=False)
    if count > 6:
        return Rung(row="tight", gap=gap, has_lane=False)
    return Rung(row="full", gap=gap)


class Layout:
    """The parts of one page in every form that was tried, each built once.

    `room` is what stands between the page's top and its footer, in points.
    """

    def __init__(self, edition: Edition, paper: Paper = "a4") -> None:
        self.room = SIZES_MM[paper][1] * MM - TOP - BOTTOM - FOOTER_HEIGHT
        self._edition = edition
        self._built: dict[tuple[object, ...], Block] = {}

    def choose(self) -> Rung:
        """Return a form that fits: steps are taken in order, those that proved needless taken back."""
        rung = first_rung(self._edition)
        taken: list[tuple[Rung, _Step]] = []
        for step in _STEPS:
            if self.height(rung) <= self.room:
                break
            taken.append((rung, step))
            rung = replace(rung, **dict(step))
        for before, step in reversed(taken) if rung.has_strip else ():
            restored = replace(rung, **{name: getattr(before, name) for name, _ in step})
            if (
                all(getattr(rung, name) == value for name, value in step)
                and self.height(restored) <= self.room
            ):
                rung = restored
        return rung

    def height(self, rung: Rung) -> float:
        """Return what a form needs with the least gaps and the least room to sign, in points."""
        parts = self.parts(rung)
        least = self._once("closing", (), lambda: closing(self._edition, SIGN_OFF_LEAST)).height
        return sum(part.height for part in parts) + least + (len(parts) + 1) * rung.gap

    def parts(self, rung: Rung) -> list[Block]:
        """Return everything above the sign-off, from top to bottom."""
        edition = self._edition
        parts = [
            self._once("header", (rung.record_lines, rung.run_in_lines), lambda: header(edition, rung)),
            self._once("result", (), lambda: result_section(edition)),
            self._once(
                "objectives", (rung.row, rung.listed, rung.reasons), lambda: objectives_section(edition, rung)
            ),
        ]
        if rung.has_strip:
            parts.append(self._once("strip", (rung.has_lane,), lambda: timeline_section(edition, rung)))
        found = (rung.findings, rung.finding_lines, rung.has_latency_notes)
        parts.append(self._once("findings", found, lambda: self._findings(rung)))
        told = (rung.breaches, rung.breach_lines)
        parts.append(self._once("conduct", told, lambda: conduct_section(edition, rung)))
        planned = (rung.actions, rung.action_lines, rung.owner_lines, rung.gaps)
        parts.append(self._once("actions", planned, lambda: self._follow_up(rung)))
        return parts

    def _once(self, name: str, options: tuple[object, ...], build: Callable[[], Block]) -> Block:
        key = (name, *options)
        if key not in self._built:
            self._built[key] = build()
        return self._built[key]

    def _findings(self, rung: Rung) -> Block:
        columns = [(0, latency_section(self._edition, rung))]
        if rung.findings:
            columns.append((3, findings_section(self._edition, rung, "strength")))
            columns.append((7, findings_section(self._edition, rung, "improve")))
        return beside(*columns)

    def _follow_up(self, rung: Rung) -> Block:
        return beside((0, readiness_section(self._edition, rung)), (3, actions_section(self._edition, rung)))


def closing(edition: Edition, sign_off: float) -> Block:
    """Set agreement beside the room to sign, so many points high."""
    agreement = agreement_section(edition)
    height = max(sign_off, agreement.height - CONTENT_TOP)
    return beside((0, agreement), (3, sign_off_section(edition, height=height)))


def beside(*columns: tuple[int, Block]) -> Block:
    """Set blocks side by side, each from its column on."""
    row = Block(TEXT_WIDTH)
    for column, block in columns:
        row.put(block, at=(column_x(column), 0))
    row.height = max(block.height for _, block in columns)
    return row
