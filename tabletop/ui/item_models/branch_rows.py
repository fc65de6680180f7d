"""What contradicting rows hold, each with its time, in the words of the log; it must not judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.events import InjectAcknowledged
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.merge import Branch
from tabletop.domain.play.stations import StationOpened
from tabletop.i18n import N_
from tabletop.services.merging import StationReport
from tabletop.ui.item_models import debrief_words
from tabletop.ui.item_models.log_entries import LogWords
from tabletop.ui.item_models.observer_entries import seen_at
from tabletop.ui.look import Look, plan_text


@dataclass(frozen=True, slots=True)
class BranchWords:
    """Words the branches of an exercise's stations; `counted` are its rows that count."""

    look: Look
    scenario: Scenario
    counted: Sequence[Recorded]

    def lines(self, report: StationReport, branch: Branch) -> list[str]:
        """Return a line a row: its number, when it was seen, and what it says.

        The time is T+, or what the laptop's own clock showed where it does not follow the exercise's.
        """
        words = LogWords(self.look, self.scenario)
        shared = (row for row in self.counted if row.entry.station == report.station)
        known = [*(row for row in shared if row.entry.seq < branch.seq), *branch.recorded]
        words.rows = {(row.entry.station, row.entry.seq): row for row in known}
        is_own_clock = report.is_own_clock or any(_begins_own_clock(row) for row in branch.recorded)
        return [
            f"{row.entry.seq}  {self._time(row, is_own_clock=is_own_clock)}  {_said(row, words)}"
            for row in branch.recorded
        ]

    def _time(self, row: Recorded, *, is_own_clock: bool) -> str:
        entry = row.entry
        if is_own_clock:
            return self.look.wall(seen_at(entry))
        seen_ms = entry.elapsed_ms if entry.observed_ms is None else entry.observed_ms
        return f"T+{plan_text(max(0, seen_ms))}"


def _begins_own_clock(row: Recorded) -> bool:
    return isinstance(row.event, StationOpened) and row.event.clock == "own"


def _said(row: Recorded, words: LogWords) -> str:
    """Say what a row did; grades and letters, which the log does not show, as a receipt does."""
    entry, event, look = words.entry(row, "current"), row.event, words.look
    if entry is not None:
        return " ".join(entry.said.split())
    if isinstance(event, InjectAcknowledged):
        return look.say(N_("{inject} acknowledged by {cell}"), inject=event.inject, cell=event.cell)
    if isinstance(event, StationOpened):
        return look.say(N_("Began to log: {author}"), author=row.entry.author)
    told = debrief_words.act(event, look)
    return told or look.say(N_("A row that the log does not show ({kind})"), kind=row.entry.kind)
