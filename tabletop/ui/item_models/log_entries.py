"""Journal rows in the words of the log: when, what kind, who, about what; it must not decide anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import DeadlineMet, DeadlineSet, InjectImprovised
from tabletop.domain.play.follow_up import FeedbackGiven
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.naming import target_of
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import ExerciseState, Row, RowState
from tabletop.i18n import N_
from tabletop.ui.item_models.log_evaluation import EVALUATION_SAYINGS
from tabletop.ui.item_models.log_stations import STATION_SAYINGS
from tabletop.ui.look import Look, plan_text, span_text

EntryRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex

CATEGORIES: dict[ev.Category, str] = {
    "decision": N_("DECISION"),
    "action": N_("ACTION"),
    "information": N_("INFORMATION"),
    "request": N_("REQUEST"),
    "no-action": N_("NO ACTION"),
    "note": N_("NOTE"),
}
PAUSES: dict[str, str] = {
    "safety": N_("safety"),
    "break": N_("break"),
    "technical": N_("technical"),
    "other": N_("other"),
    "sleep": N_("the computer slept"),
    "crash": N_("the program ended unexpectedly"),
    "closed": N_("the program was closed"),
}
_STATES: dict[RowState, str] = {
    "current": "",
    "corrected": N_("corrected"),
    "withdrawn": N_("withdrawn"),
    "ignored": N_("not counted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the log; `mark` says why it does not stand any more."""

    at_ms: int
    kind: str
    who: str
    text: str
    inject: str
    mark: str = ""

    @property
    def words(self) -> str:
        """Return the whole line as it is read aloud and searched."""
        return f"{plan_text(max(0, self.at_ms))} {self.said}"

    @property
    def said(self) -> str:
        """Return the line without its time."""
        head = f"{self.kind} {self.who} {self.inject}".strip()
        return f"{head}: {self.text}" + (f" ({self.mark})" if self.mark else "")


class LogWords:
    """Words an exercise's rows in one language."""

    def __init__(self, look: Look, scenario: Scenario) -> None:
        self.look = look
        self.rows: Mapping[Row, Recorded] = {}
        """The rows by station and seq, for those that name another."""
        self._situations = {s.id: look.typed(s.title) for s in scenario.situations}
        self._zone = scenario.timezone

    def entry(self, row: Recorded, state: RowState, *, seen_ms: int | None = None) -> LogEntry | None:
        """Return the line of a row; None for kinds that stand elsewhere (grades, counts).

        `seen_ms` is the T+ that it is told to have been seen at, where the row itself does not know it.
        """
        say = _SAYINGS.get(type(row.event))
        if say is None:
            return None
        kind, text, inject = say(self, row.event)
        if isinstance(row.event, ev.ActUndone | ev.DecisionWithdrawn):
            text = self._taken_back(row) or text
        who = row.entry.author
        if isinstance(row.event, ev.DecisionLogged | ObservationNoted):
            who = row.event.cell
        elif isinstance(row.event, FeedbackGiven):
            who = ""  # it has no name, and that of who typed it in would be read as one
        own_ms = row.entry.elapsed_ms if row.entry.observed_ms is None else row.entry.observed_ms
        at_ms = own_ms if seen_ms is None else seen_ms
        mark = _STATES[state]
        return LogEntry(
            at_ms=at_ms, kind=kind, who=who, text=text, inject=inject,
            mark=self.look.say(mark) if mark else "",
        )  # fmt: skip

    def _taken_back(self, row: Recorded) -> str:
        """Return the words of the row that an undo or a withdrawal means; nobody knows rows by number."""
        named = target_of(row)
        target = None if named is None else self.rows.get(named)
        entry = None if target is None else self.entry(target, "withdrawn")
        return "" if entry is None else entry.text

    def say(self, message: str, **fields: object) -> str:
        """Return a message in this language."""
        return self.look.say(message, **fields)

    def decision(self, event: ev.DecisionLogged) -> tuple[str, str, str]:
        """Word what a cell decided."""
        text = (
            event.text
            if event.why is None
            else self.say(N_("{text}\nWhy: {why}"), text=event.text, why=event.why)
        )
        return self.say(CATEGORIES[event.category]), text, event.inject or ""

    def observation(self, event: ObservationNoted) -> tuple[str, str, str]:
        """Word an observer's fact, with the judgement apart."""
        message = N_("{text}\nJudgement: {judgement}")
        text = event.text
        if event.judgement is not None:
            text = self.say(message, text=event.text, judgement=event.judgement)
        return self.say(N_("OBSERVATION")), text, event.inject or ""

    def release(self, event: ev.InjectReleased) -> tuple[str, str, str]:
        """Word a release."""
        message = N_("{inject} released by itself (AUTO)") if event.auto else N_("{inject} released")
        text = self.say(message, inject=event.inject)
        if event.variant:
            text += ", " + self.say(N_("variant {n}"), n=event.variant)
        return self.say(N_("INJECT")), text, event.inject

    def improvised(self, event: InjectImprovised) -> tuple[str, str, str]:
        """Word an inject that no plan holds."""
        text = self.say(N_("{inject} released, unplanned: {title}"), inject=event.inject, title=event.title)
        return self.say(N_("INJECT")), text, event.inject

    def deadline(self, event: DeadlineSet) -> tuple[str, str, str]:
        """Word a time limit, with the clock that it runs on."""
        on_scenario = event.clock == "scenario"
        message = N_("{text}, within {span} (scenario clock)") if on_scenario else N_("{text}, within {span}")
        text = self.say(message, text=event.text, span=span_text(event.within_ms))
        return self.say(N_("DEADLINE")), text, event.inject or ""

    def situation(self, event: ev.SituationChanged) -> tuple[str, str, str]:
        """Word a change of the situation board."""
        level = self._situations.get(event.situation, event.situation)
        by = f" ({event.decided_by})" if event.decided_by else ""
        return self.say(N_("SITUATION")), f"{level.upper()}{by}: {event.reason}", ""

    def jump(self, event: ev.TimeJumped) -> tuple[str, str, str]:
        """Word a time jump."""
        to = event.to
        moment = f"{self.look.words.short_date(to)} {self.look.words.time(to)}"
        return self.say(N_("TIME JUMP")), f"{moment}. {event.reason}", ""

    def breach(self, event: ev.RedLineBreached) -> tuple[str, str, str]:
        """Word a breach."""
        grave = ", " + self.say(N_("grave")) if event.grave else ""
        return (
            self.say(N_("RED LINE")),
            f"{event.red_line}{grave}. {event.note or ''}".strip(),
            event.inject or "",
        )

    def shift(self, event: ev.InjectShifted) -> tuple[str, str, str]:
        """Word a moved planned time."""
        named = event.inject + (".." if event.onward else "")
        text = self.say(
            N_("{inject} shifted by {minutes} min"), inject=named, minutes=f"{event.by_ms / 60_000:+g}"
        )
        return self.say(N_("INJECT")), text, event.inject

    def auto(self, event: ev.AutoSet) -> tuple[str, str, str]:
        """Word a switch of AUTO."""
        message = N_("{inject}: AUTO on") if event.on else N_("{inject}: AUTO off")
        return self.say(N_("INJECT")), self.say(message, inject=event.inject), event.inject

    def adjust(self, event: ev.ClockAdjusted) -> tuple[str, str, str]:
        """Word a clock that was put right."""
        text = self.say(N_("Adjusted by {seconds} s"), seconds=f"{event.by_ms / 1_000:+g}")
        return self.say(N_("CLOCK")), f"{text}: {event.reason}", ""

    def clear(self, event: ev.BreachCleared) -> tuple[str, str, str]:
        """Word a breach that does not stand."""
        text = self.say(N_("{line} cleared"), line=event.red_line)
        return self.say(N_("RED LINE")), f"{text}: {event.reason}", ""

    def settle(self, event: ev.ActionSettled) -> tuple[str, str, str]:
        """Word the director's decision on an action."""
        return self.say(N_("SETTLED")), f"{event.action}: {event.reason}", event.action.partition(".")[0]

    def undo(self, event: ev.ActUndone | ev.DecisionWithdrawn) -> tuple[str, str, str]:
        """Word an undo or a withdrawal; the row that it means is struck through."""
        kind = N_("UNDONE") if isinstance(event, ev.ActUndone) else N_("WITHDRAWN")
        return self.say(kind), self.say(N_("Row {n} does not stand any more"), n=event.target_seq), ""


def _of_inject(message: str) -> Callable[[LogWords, Any], tuple[str, str, str]]:
    """Word what was done to an inject, with its reason if it has one."""

    def say(words: LogWords, event: Any) -> tuple[str, str, str]:
        text = words.say(message, inject=event.inject)
        return words.say(N_("INJECT")), text + (f": {event.reason}" if event.reason else ""), event.inject

    return say


def _of_clock(message: str) -> Callable[[LogWords, Any], tuple[str, str, str]]:
    """Word what was done to the clock."""

    def say(words: LogWords, event: Any) -> tuple[str, str, str]:
        reason = PAUSES.get(event.reason) if isinstance(event, ev.ExercisePaused) else None
        told = words.say(reason) if reason else event.reason
        return words.say(N_("CLOCK")), words.say(message) + (f": {told}" if told else ""), ""

    return say


_SAYINGS: dict[type[ev.Event], Callable[[LogWords, Any], tuple[str, str, str]]] = {
    ev.DecisionLogged: LogWords.decision,
    ev.InjectReleased: LogWords.release,
    ev.InjectRetracted: _of_inject(N_("{inject} retracted")),
    ev.InjectRepeated: _of_inject(N_("{inject} repeated")),
    ev.InjectHeld: _of_inject(N_("{inject} put on hold")),
    ev.InjectSkipped: _of_inject(N_("{inject} skipped")),
    ev.InjectShifted: LogWords.shift,
    ev.AutoSet: LogWords.auto,
    ev.ContingencyOffered: _of_inject(N_("{inject} is offered")),
    ev.ContingencyDeclined: _of_inject(N_("{inject} declined")),
    ev.ExerciseStarted: _of_clock(N_("STARTEX")),
    ev.ExerciseEnded: _of_clock(N_("ENDEX")),
    ev.ExercisePaused: _of_clock(N_("Paused")),
    ev.ExerciseResumed: _of_clock(N_("Resumed")),
    ev.SafetyCalled: _of_clock(N_("Real emergency")),
    ev.ClockAdjusted: LogWords.adjust,
    ev.TimeJumped: LogWords.jump,
    ev.SituationChanged: LogWords.situation,
    ev.RedLineBreached: LogWords.breach,
    ev.BreachCleared: LogWords.clear,
    InjectImprovised: LogWords.improvised,
    DeadlineSet: LogWords.deadline,
    DeadlineMet: lambda words, event: (words.say(N_("DEADLINE MET")), event.text, ""),
    ev.NoteTaken: lambda words, event: (words.say(N_("NOTE")), event.text, ""),
    ev.ActionSettled: LogWords.settle,
    ev.ActUndone: LogWords.undo,
    ev.DecisionWithdrawn: LogWords.undo,
    ObservationNoted: LogWords.observation,
    **EVALUATION_SAYINGS,
    **STATION_SAYINGS,
}


class LogModel(QAbstractListModel):
    """The log, newest first; a new row is inserted, and rows that ceased to stand are repainted."""

    def __init__(self, words: LogWords) -> None:
        super().__init__()
        self._words = words
        self._entries: list[LogEntry] = []

    def show_rows(self, recorded: Sequence[Recorded], state: ExerciseState) -> None:
        """Show every row that belongs in the log and that the state knows already."""
        self._words.rows = {(row.entry.station, row.entry.seq): row for row in recorded}
        # Merged rows come late and belong where their own time puts them.
        ordered = sorted(recorded, key=lambda row: state.times_of(row.entry)[0]) if state.placed else recorded
        made = [
            self._words.entry(row, state.rows[key], seen_ms=state.times_of(row.entry)[1])
            for row in ordered
            if (key := (row.entry.station, row.entry.seq)) in state.rows
        ]
        entries = [entry for entry in reversed(made) if entry is not None]
        added = len(entries) - len(self._entries)
        if added > 0 and entries[added:] == self._entries:
            self.beginInsertRows(QModelIndex(), 0, added - 1)
            self._entries = entries
            self.endInsertRows()
        elif entries != self._entries:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()

    @property
    def entries(self) -> Sequence[LogEntry]:
        """Return the lines, newest first."""
        return self._entries

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a line: EntryRole gives it to the painter, else its words."""
        entry = self._entries[index.row()]
        if role == EntryRole:
            return entry
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return entry.words
        return None
