"""The rows behind a figure in the words of the log, with grades, counts and receipts; it decides nothing."""

from __future__ import annotations

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState
from tabletop.i18n import N_
from tabletop.ui.item_models import debrief_words
from tabletop.ui.item_models.agreement_rows import BULLET
from tabletop.ui.item_models.debrief_rows import Cell
from tabletop.ui.item_models.log_entries import LogWords
from tabletop.ui.look import Look, clock_text

Cells = tuple[Cell, Cell, Cell]


class WhyRows:
    """Words rows of an exercise: T+, kind, who, text, and where they stand in the log."""

    def __init__(self, look: Look, scenario: Scenario, state: ExerciseState) -> None:
        self._look = look
        self._state = state
        self._log = LogWords(look, scenario)

    def cells(self, row: Recorded) -> Cells:
        """Return the cells of a row; one that was replaced says so."""
        entry = row.entry
        kind, who, text, mark = self._said(row)
        at_ms = self._state.times_of(entry)[1]
        place = f"{entry.station}:{entry.seq}"
        said = [place, kind, who if who != entry.station else "", entry.author if entry.author != who else ""]
        ink = "text_2" if mark else "text"
        second = BULLET.join(part for part in (*said, mark) if part)
        return (
            Cell(words=clock_text(at_ms), ink=ink),
            Cell(words=text, second=second, ink=ink),
            Cell(),
        )

    def _said(self, row: Recorded) -> tuple[str, str, str, str]:
        """Return kind, who, text and mark."""
        state = self._state.rows[row.entry.station, row.entry.seq]
        line = self._log.entry(row, state)
        if line is not None:
            return line.kind, line.who, line.text, line.mark
        mark = self._look.say(N_("replaced")) if state == "corrected" else ""
        kind, text = self._apart(row.event)
        return kind, row.entry.author, text, mark

    def _apart(self, event: ev.Event) -> tuple[str, str]:
        """Word what the log of the control room leaves out: grades, counts, receipts."""
        look = self._look
        match event:
            case ev.ActionAssessed():
                return look.say(N_("GRADE")), debrief_words.act(event, look)
            case ev.InjectAcknowledged():
                words = look.say(N_("{inject} received by {cell}"), inject=event.inject, cell=event.cell)
                return look.say(N_("INJECT")), words
            case ev.ReadinessChecked():
                words = look.say(
                    N_("{item}: present {present}, fit {fit}"),
                    item=event.item, present=event.present, fit=event.serviceable,
                )  # fmt: skip
                return look.say(N_("COUNT")), f"{words}. {event.note}" if event.note else words
            case ev.UnitCounted():
                words = look.say(
                    N_("{item}: present {present}, fit {fit}"),
                    item=event.unit, present=event.present, fit=event.fit,
                )  # fmt: skip
                return look.say(N_("COUNT")), words
            case _:
                return event.kind.upper(), ""
