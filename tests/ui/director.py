"""A director who has only a keyboard: each verb of a play script as keys to the active window.

What the window shows (the selected row, the telling on the card) and which rows are durable is read, as
a person reads it; nothing of a page, a bridge or a service is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from builders import ManualClock
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView
from ui.keyboard import Keyboard

from tabletop.domain.play.act import Act
from tabletop.i18n import elapsed
from tabletop.services.session import PROGRAM, Session
from tabletop.ui.item_models.readiness import FIT, ITEM, NOTE, PRESENT
from tabletop.ui.item_models.readiness import RowRole as CountRole
from tabletop.ui.main_window import MainWindow
from tabletop.ui.widgets.action_list import ActionRow
from tabletop.ui.widgets.debrief_table import DebriefTable
from tabletop.ui.widgets.msel_table import MselTable
from tabletop.ui.widgets.readiness_table import ReadinessTable
from tabletop.ui.widgets.standby_card import StandbyCard

STEP_MS = 5_000
"""A longer silence between two ticks is taken for sleep."""
GRADE_KEYS = {"met": "1", "partial": "2", "unmet": "3", "n/a": "0"}
PAUSE_KEYS = {"safety": "1", "break": "2", "technical": "3", "other": "4"}
CATEGORIES = ("decision", "action", "information", "request", "no-action", "note")
OF_THE_LINE = {"cell", "text", "inject", "category"}


class Director(Keyboard):
    """Each verb of a play script, typed; `play` takes a manual clock along."""

    def __init__(self, window: MainWindow, clock: ManualClock | None = None) -> None:
        super().__init__(window)
        self.earlier: Path | None = None
        """The file of an exercise that left corrective actions open."""
        self._clock = clock
        self._told_ms = -1
        self._rows_before = 0

    # Home ---------------------------------------------------------------------------------------

    def try_sample(self) -> None:
        """Open a fresh copy of the bundled exercise."""
        self.press("Ctrl+E")
        self.until_open()

    def make_exercise(self, pack: str) -> None:
        """Make an exercise from another bundled pack."""
        self.press("Ctrl+N")
        self.until(lambda: self.focus.objectName() == "field-pack", "the form of a new exercise")
        box, place = self.focus, self.find(QLineEdit, "field-file")
        assert isinstance(box, QComboBox)
        proposed = place.text()
        for at in range(box.count()):
            if str(box.itemData(at)).endswith(pack):
                self.choose(box, str(box.itemData(at)))
        self.until(lambda: place.text() != proposed, "a place for the new file")
        self.press("Ctrl+Return")
        self.until_open()

    def go_on(self) -> None:
        """Open the exercise that Home offers to continue."""
        self.until(lambda: isinstance(self.focus, QPushButton), "offered")
        self.press("Return")
        self.until_open()

    def quit(self) -> None:
        """Close the window in good order."""
        self.press("Ctrl+Q")
        self.until(lambda: not self.window.isVisible(), "closed")

    def until_open(self) -> None:
        self.until(lambda: any(table.isVisible() for table in self.window.findChildren(MselTable)), "open")
        assert self.window.bridge is not None
        self.window.bridge.ticked.connect(self._note_time)

    def _note_time(self, elapsed_ms: int) -> None:
        self._told_ms = elapsed_ms

    # Playing ------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        assert self.window.bridge is not None
        return self.window.bridge.session

    def _rows(self) -> int:
        """Count the rows that a person caused and that the window has announced as durable."""
        assert self.window.bridge is not None
        announced = self.session.recorded[: self.window.bridge.rows]
        return sum(1 for row in announced if row.entry.author != PROGRAM)

    def play(self, acts: Iterable[Act]) -> None:
        """Do every act at its T+."""
        for act in acts:
            self.advance_to(act.at_ms)
            self.act(act)

    def advance_to(self, at_ms: int) -> None:
        """Let exercise time run to T+, with a tick each five seconds, as an awake machine has."""
        while self.session.state.stage == "running" and (now_ms := self.session.shown_ms()) < at_ms:
            next_ms = min(at_ms, (now_ms // STEP_MS + 1) * STEP_MS)
            self._pass(next_ms - now_ms)
            self.until(lambda to_ms=next_ms: self._has_ticked(to_ms), f"ticked at {next_ms}")
        assert self.session.shown_ms() == at_ms, (self.session.shown_ms(), self.session.state.stage)

    def _pass(self, ms: int) -> None:
        assert self._clock is not None, "time passes by itself"
        self._clock.advance(ms)

    def _has_ticked(self, at_ms: int) -> bool:
        return self._told_ms == at_ms <= self.session.auto_done_ms

    def act(self, act: Act) -> None:
        """Type one act of a script, and wait until its row is durable."""
        seen = {} if act.seen_ms is None else {"seen": elapsed(act.seen_ms)}
        self.do(act.verb, {**act.values, **seen})

    def do(self, verb: str, values: Mapping[str, object]) -> None:
        """Type one act, and wait until its row is durable."""
        self._rows_before = self._rows()
        getattr(self, verb)(**values)
        self._until_durable(f"{verb} {dict(values)}")

    def _press_and_wait(self, keys: str) -> None:
        """Press keys that write a row, and go on when it is durable."""
        self.press(keys)
        self._until_durable(keys)

    def _until_durable(self, what: str) -> None:
        self.until(lambda: self._rows() > self._rows_before, f"durable: {what}")
        self._rows_before = self._rows()

    # Before STARTEX -----------------------------------------------------------------------------

    def participants(self, organisation: str, n: int) -> None:
        self._go_to_count("new", "", ITEM)
        self.type(organisation)
        self.press("Return")
        self.type(str(n))
        self.press("Return")

    def present(self, unit: str, present: int, fit: int) -> None:
        self._count("unit", unit, (present, fit))

    def ready(self, item: str, present: int, serviceable: int, note: str | None = None) -> None:
        self._count("item", item, (present, serviceable), note)

    def startex(self, override: str | None = None) -> None:
        self.press("Ctrl+F5")
        if override is not None:
            self.until(lambda: isinstance(self.focus, QLineEdit), "asked for a reason")
            self.type(override)
            self.press("Ctrl+F5")

    def _count(self, kind: str, key: str, numbers: tuple[int, int], note: str | None = None) -> None:
        """Type the numbers of a row; what its first number says already is not typed again."""
        present, fit = numbers
        self._go_to_count(kind, key, PRESENT)
        self.type(str(present))
        if fit == present and note is None:
            self.press("Return")
            return
        self._press_and_wait("Tab")
        assert self._counts().currentIndex().column() == FIT
        if fit != present:
            self.type(str(fit))
            if note is None:
                self.press("Return")
                return
            self._press_and_wait("Tab")
        self._to_column(NOTE)
        self.type(str(note))
        self.press("Return")

    def _counts(self) -> QTableView:
        table = self.find(ReadinessTable)
        assert isinstance(table, QTableView)
        return table

    def _go_to_count(self, kind: str, key: str, column: int) -> None:
        table = self._counts()
        self.tab_to(lambda widget: widget is table, "the readiness table")
        rows = [table.model().index(at, 0).data(CountRole) for at in range(table.model().rowCount())]
        wanted = next(at for at, row in enumerate(rows) if (row.kind, row.key) == (kind, key))
        for _ in rows:
            at = table.currentIndex().row()
            if at == wanted:
                break
            self.press("Down" if at < wanted else "Up")
        self._to_column(column)
        assert table.currentIndex().row() == wanted, f"the arrows do not lead to {kind} {key}"

    def _to_column(self, column: int) -> None:
        table = self._counts()
        for _ in range(table.model().columnCount()):
            at = table.currentIndex().column()
            if at != column:
                self.press("Right" if at < column else "Left")
        assert table.currentIndex().column() == column

    # The clock ----------------------------------------------------------------------------------

    def pause(self, reason: str) -> None:
        self._press_and_wait("F9")
        self.type(PAUSE_KEYS[reason])

    def resume(self, for_ms: int = 0) -> None:
        self._pass(for_ms)
        self.press("F9")

    def endex(self, rest: str) -> None:
        self._ask("Ctrl+F12", rest=rest)

    def adjust(self, by_ms: int, reason: str) -> None:
        minutes, seconds = divmod(abs(by_ms) // 1_000, 60)
        sign = -1 if by_ms < 0 else 1
        self._ask("Ctrl+F7", minutes=sign * minutes, seconds=sign * seconds, reason=reason)

    def jump(self, to: datetime, reason: str, due: str = "keep") -> None:
        zone = ZoneInfo(self.session.scenario.timezone)
        self._ask("Ctrl+F8", to=f"{to.astimezone(zone):%Y-%m-%d %H:%M}", due=due, reason=reason)

    # Injects ------------------------------------------------------------------------------------

    def release(self, inject: str, variant: int | None = None) -> None:
        self._make_next(inject)
        if variant is not None:
            self._tell_as(variant)
        self.press("F5")

    def safety(self, reason: str) -> None:
        self._ask("Ctrl+F9", reason=reason)

    def repeat(self, inject: str, reason: str | None = None) -> None:
        self.select(inject)
        if reason is None:
            self.press("F8")
        else:
            self._find_command("repeat reason", reason=reason)

    def improvise(self, inject: str, title: str, message: str, to: tuple[str, ...], **more: str) -> None:
        assert inject.startswith("X"), "the window numbers them"
        self._ask("Shift+F8", title=title, message=message, to=to, **more)

    def hold(self, inject: str, reason: str | None = None) -> None:
        self._make_next(inject)
        if reason is None:
            self.press("F6")
        else:
            self._find_command("hold reason", reason=reason)

    def skip(self, inject: str, reason: str) -> None:
        self._make_next(inject)
        self._ask("F7", reason=reason)

    def shift(self, inject: str, by_ms: int, *, onward: bool = False) -> None:
        self._make_next(inject)
        self._ask("Ctrl+Shift+F6" if onward else "Ctrl+F6", minutes=by_ms // 60_000)

    def retract(self, inject: str, reason: str) -> None:
        self.select(inject)
        self._ask("Shift+F6", reason=reason)

    def decline(self, inject: str, reason: str) -> None:
        self._ask("Shift+F7", inject=inject, reason=reason)

    def auto(self, inject: str, on: bool) -> None:
        assert self.session.state.injects[inject].auto is not on, "the key switches over"
        self.select(inject)
        self.press("Ctrl+Shift+U")

    def acknowledge(self, inject: str, cell: str) -> None:
        self.select(inject)
        self._ask("F3", cell=cell)

    def situation(self, situation: str, reason: str, decided_by: str = "") -> None:
        self._ask("Ctrl+G", level=situation, by=decided_by, reason=reason)

    def select(self, inject: str) -> None:
        """Select the row of an inject, by the keys that work from anywhere."""
        table: MselTable = self.find(MselTable)
        order = list(self.session.outlook.injects)
        if table.selected is None:
            self.press("Ctrl+Down")
        for _ in order:
            at, wanted = order.index(str(table.selected)), order.index(inject)
            if at == wanted:
                return
            self.press("Ctrl+Down" if at < wanted else "Ctrl+Up")
        raise AssertionError(f"the keys do not lead to {inject}")

    def _make_next(self, inject: str) -> None:
        table: MselTable = self.find(MselTable)
        if table.standby != inject:
            self.select(inject)
            self.press("Ctrl+B")
        assert table.standby == inject

    def _tell_as(self, variant: int) -> None:
        """Choose the telling of what stands next; the card says which one it is."""
        for _ in range(10):
            if self._told_as() == variant:
                return
            self.press("Ctrl+Shift+V")
        raise AssertionError(f"variant {variant} cannot be chosen: {self.words()}")

    def _told_as(self) -> int | None:
        labels = [label for label in self.find(StandbyCard).findChildren(QLabel) if label.isVisible()]
        line = next(label.text() for label in labels if "(Ctrl+Shift+V)" in label.text())
        found = re.match(r"\D+(\d+)", line.partition(":")[0])
        return 0 if found is None else int(found[1])

    # Decisions and grades -----------------------------------------------------------------------

    def decide(self, cell: str, text: str, **more: object) -> None:
        """Log in the line; what it has no room for, in the long form to which Shift+Enter leads."""
        if self.session.state.stage == "ended":
            self._decide_late(cell=cell, text=text, **more)
            return
        self.press("F2")
        link = f" #{more['inject']}" if "inject" in more else ""
        self.type(f"{text}{link} @{cell}")
        self.press(f"Alt+{CATEGORIES.index(str(more.get('category', 'decision'))) + 1}")
        long = {name: value for name, value in more.items() if name not in OF_THE_LINE}
        if "inject" not in more:
            long["inject"] = ""
        if long:
            self._ask("Shift+Return", **long)
        else:
            self.press("Return")

    def _decide_late(self, **values: object) -> None:
        """Log after ENDEX: in Run, where the line is locked, by the long form."""
        for _ in range(2):  # over the screen of observers, from the debrief
            if any(table.isVisible() for table in self.window.findChildren(MselTable)):
                break
            self.press("Ctrl+Shift+Tab")
        self._ask("Shift+F2", **{"inject": "", **values})

    def correct(self, **changes: object) -> None:
        self._ask("Shift+F3", **changes)

    def withdraw(self) -> None:
        self._ask("Ctrl+Shift+W")

    def undo(self) -> None:
        self.press("Shift+F5")
        self.until(lambda: self.is_asked or self._rows() > self._rows_before, "undone, or asked about it")
        if self.is_asked:
            self.press("Ctrl+Return")

    def assess(self, action: str, completion: str, seen: str | None = None) -> None:
        if seen is not None:
            self._ask("Ctrl+Shift+A", action=action, completion=completion, seen=seen)
            return
        self.select(action.partition(".")[0])
        for number in range(1, 10):
            self.press(f"Ctrl+{number}")
            if isinstance(self.focus, ActionRow) and self.focus.accessibleName().startswith(f"{action} "):
                self.type(GRADE_KEYS[completion])
                return
        raise AssertionError(f"{action} cannot be reached")

    def settle(self, action: str, completion: str, reason: str) -> None:
        self._ask("Ctrl+Shift+T", action=action, completion=completion, reason=reason)

    def breach(self, red_line: str, inject: str = "", note: str = "", *, grave: bool = False) -> None:
        self._ask("F4", line=red_line, inject=inject, grave=grave, note=note, teach=False)

    def deadline(self, text: str, within_ms: int, clock: str = "exercise", inject: str = "") -> None:
        within = f"{within_ms // 60_000} min"
        self._ask("Ctrl+F2", text=text, within=within, clock=clock, inject=inject)

    def done(self, text: str) -> None:
        self._ask("Ctrl+F3", text=text)

    def clear(self, red_line: str, reason: str) -> None:
        self._ask("Shift+F4", line=red_line, reason=reason)

    def note(self, text: str, question: int | None = None, **more: str) -> None:
        self._ask("Ctrl+Shift+N", text=text, question="" if question is None else question, **more)

    # Evaluation ---------------------------------------------------------------------------------

    def rate(self, target: str, letter: str, why: str) -> None:
        self._ask("Ctrl+R", target=target, letter=letter, why=why)

    def strength(self, objective: str, text: str, **more: str) -> None:
        self._ask("Ctrl+G", objective=objective, text=text, **more)

    def improve(self, objective: str, text: str, element: str = "", **more: str) -> None:
        self._ask("Ctrl+I", objective=objective, text=text, element=element, **more)

    def plan(self, from_: int, **more: object) -> None:
        self._ask("Ctrl+L", **{"from": from_}, **more)

    def carry(self, **_left_open: object) -> None:
        """Take over what the earlier exercise left open: its file says what that is."""
        assert self.earlier is not None, "there is no earlier exercise"
        self.press("Ctrl+Shift+O")
        self.until(lambda: self.focus.objectName() == "fileNameEdit", "asked for a file")
        self.type(str(self.earlier))
        self.press("Return")
        self.window.activateWindow()  # as a desktop does where a dialog closes
        self.until(self.window.isActiveWindow, "active")

    def revise(self, number: int, **changes: object) -> None:
        self._select_action(number)
        self._ask("F2", **changes)

    def close(self, number: int, evidence: str) -> None:
        self._select_action(number)
        self._ask("F4", evidence=evidence)

    def feedback(self, text: str, **scores: int) -> None:
        self._ask("Ctrl+Shift+K", **scores, text=text)

    def _select_action(self, number: int) -> None:
        """Go to a corrective action in the plan by the arrows."""
        self.press("Ctrl+6")
        table = self.focus
        assert isinstance(table, DebriefTable)
        numbers = [table.model().index(at, 0).data() for at in range(table.model().rowCount())]
        wanted = numbers.index(str(number))
        while (at := table.currentIndex().row()) != wanted:
            self.press("Down" if at < wanted else "Up")
            assert table.currentIndex().row() != at, f"the arrows do not lead to {number}"

    def _ask(self, keys: str, **values: object) -> None:
        """Open a form, fill it and send it."""
        self.press(keys)
        self._answer_form(keys, **values)

    def _find_command(self, words: str, **values: object) -> None:
        """Open a form by the words of its verb: it has no key of its own."""
        self.press("Ctrl+K")
        self.type(words)
        self.press("Return")
        self._answer_form(words, **values)

    def _answer_form(self, asked: str, **values: object) -> None:
        if "source" in values:
            values["reliability"], values["credibility"] = str(values.pop("source"))
        self.until(lambda: self.is_asked, f"asked after {asked}")
        self.fill({name: ", ".join(v) if isinstance(v, tuple) else v for name, v in values.items()})
        self.press("Ctrl+Return")
