"""Run: the screen that a director lives in; it wires clock, table, card, log and forms to the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from tabletop import wording
from tabletop.domain.play.board import ActionLine, Board, action_lines, board_at
from tabletop.domain.play.events import InjectReleased
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState, PauseRecord
from tabletop.errors import Finding, UserError
from tabletop.i18n import N_
from tabletop.services import conduct, recording, timekeeping
from tabletop.ui.actions import CATEGORY_VERBS, Verb
from tabletop.ui.bridge import DISK_CODES, Bridge
from tabletop.ui.item_models.log_entries import LogModel, LogWords
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.pages.desk import Desk
from tabletop.ui.pages.run_forms import ASKS, RunForms
from tabletop.ui.pages.run_gate import RunGate
from tabletop.ui.pages.run_layout import RunLayout
from tabletop.ui.pages.run_line import RunLine
from tabletop.ui.pages.run_menu import run_menu
from tabletop.ui.pages.run_strip import RunStrip
from tabletop.ui.tasks import Tasks


class RunPage(QWidget):
    """Shows the state that the bridge announces, and hands each act to a service."""

    mode_asked = Signal(str)

    def __init__(self, look: Look, bridge: Bridge, tasks: Tasks, *, trigger: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        plan = bridge.session.scenario
        self._look, self._bridge, self._tasks, self._trigger = look, bridge, tasks, trigger
        self._words = LogWords(look, plan)
        self._msel, self._log = MselModel(look, plan), LogModel(self._words)
        self._pinned: str | None = None
        self._variants: dict[str, int] = {}
        self._shown_at = (-1, -1)
        self._told_pause: PauseRecord | None = None
        self._was_unsaved = bridge.unsaved is not None
        self._board: Board = board_at(bridge.session.outlook, bridge.state, bridge.elapsed_ms)
        self.parts = RunLayout(look, plan, self._msel, log=self._log, parent=self)
        self._forms = RunForms(
            look, tasks, parent=self, show=self._show_form, desk=self._desk,
            refuse=self._take_refusal, saved=self._form_saved,
        )  # fmt: skip
        self._line = RunLine(look, bridge, entry=self.parts.entry)
        self._gate = RunGate(look, bridge, tasks, panel=self.parts.readiness)
        self._strip = RunStrip(
            look, bridge, self.parts.strip,
            word=lambda row: run_facts.receipt_of(row, self._words, bridge, look),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._connect()
        self._show_state()
        self.parts.table.select(run_facts.latest_release(bridge.state))
        self._tell_of_pause(bridge.state)

    # What the main window asks --------------------------------------------------------------------

    def enter(self) -> None:
        """Put the focus where work goes on."""
        self.parts.table.follow()
        if self.parts.form is not None:
            self.parts.form.focus_first()
        elif self._bridge.state.stage == "before":
            self.parts.readiness.focus_first()
        else:
            self.parts.entry.focus_line()

    def keep(self) -> dict[str, Any]:
        """Return what was typed and chosen, for a window that is built anew."""
        return {
            "entry": self.parts.entry.keep(),
            "readiness": self.parts.readiness.keep(),
            "forms": self._forms.keep(),
            "strip": self._strip.keep(),
            "selected": self.parts.table.selected,
            "pinned": self._pinned,
            "variants": self._variants,
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        if not kept:
            return
        self._pinned, self._variants = kept["pinned"], kept["variants"]
        self.parts.entry.restore(kept["entry"])
        self.parts.readiness.restore(kept["readiness"])
        self._refresh()
        self.parts.table.select(kept["selected"])
        self._forms.restore(kept["forms"])
        self._strip.restore(kept["strip"])

    def do(self, verb: str) -> None:
        """Do a verb of this screen."""
        if verb in CATEGORY_VERBS:
            self.parts.entry.choose(CATEGORY_VERBS[verb])
        elif verb.startswith("action-"):
            self._focus_action(int(verb.removeprefix("action-")))
        elif verb in ASKS and verb != "undo":
            self._forms.open(verb)
        else:
            self._plain_verbs()[verb]()

    def say_resting(self, verb: Verb) -> None:
        """Say quietly that a key was pressed twice."""
        words = N_("{verb}: pressed twice, done once.")
        self._strip.say_resting(self._look.say(words, verb=self._look.say(verb.text)))
        self._show_strip()

    def say_trouble(self, words: str) -> None:
        """Say what went wrong until someone has seen it."""
        if self._bridge.state.stage == "before":
            self.parts.readiness.say_trouble(words)  # the strip is not seen yet
            return
        self._strip.say_trouble(words)
        self._show_strip()

    def say_warning(self, finding: Finding) -> None:
        """Say that the shadow log or a backup could not be written."""
        self.say_trouble(wording.finding_line(finding, self._look.words))

    # Verbs that act at once -----------------------------------------------------------------------

    def _plain_verbs(self) -> dict[str, Callable[[], object]]:
        return {
            "release": self._release,
            "undo": lambda: self._tasks.spawn(self._undo()),
            "hold": self._hold,
            "repeat": self._repeat,
            "pause": self._pause_or_resume,
            "log": self._go_to_line,
            "next-row": lambda: self.parts.table.step(1),
            "previous-row": lambda: self.parts.table.step(-1),
            "make-next": self._make_next,
            "variant": self._other_variant,
            "auto": self._switch_auto,
            "startex": self._start,
            "menu": self._show_menu,
        }

    def _release(self) -> None:
        number = self._board.standby
        if number is None:
            self.say_trouble(self._look.say(N_("Every inject is out. Nothing was released.")))
        else:
            variant = self._variants.get(number)
            self._tasks.spawn(self._bridge.act(conduct.release_inject, number, variant=variant))

    def _hold(self) -> None:
        if self._board.standby is not None:
            self._tasks.spawn(self._bridge.act(conduct.hold_inject, self._board.standby))

    def _repeat(self) -> None:
        number = self._released_selection()
        if number is None:
            self.say_trouble(self._look.say(N_("Choose a released inject first. Nothing was repeated.")))
        else:
            self._tasks.spawn(self._bridge.act(conduct.repeat_inject, number))

    def _pause_or_resume(self) -> None:
        service = timekeeping.pause if self._bridge.state.stage == "running" else timekeeping.resume
        self._tasks.spawn(self._bridge.act(service))

    async def _name_pause(self, reason: Any) -> None:
        if await self._bridge.act(timekeeping.pause, reason=reason) and isValid(self):
            self._strip.note_reason()
            self.parts.entry.focus_line()

    async def _undo(self) -> None:
        """Undo at once while the receipt is shown; later ask, and say what it would take back."""
        await self._bridge.read(lambda _session: None)  # what is being written now is what is meant
        if isValid(self) and self._strip.can_undo_at_once:
            await self._bridge.act(recording.undo)
        elif isValid(self):
            self._forms.open("undo")

    def _go_to_line(self) -> None:
        if self.parts.form is not None:
            self._forms.leave()
        self.parts.entry.focus_line()

    def _make_next(self) -> None:
        """Let the selected inject stand next, else the offered contingency; again: as the plan has it."""
        chosen = self.parts.table.selected
        if chosen is None or self._bridge.state.injects[chosen].is_released:
            chosen = next((number for number in self._board.offered if number != self._pinned), self._pinned)
        self._pinned = None if chosen == self._pinned else chosen
        self._refresh()

    def _other_variant(self) -> None:
        number = self._board.standby
        count = len(self._bridge.session.outlook.injects[number].variants) if number else 0
        if number is None or not count:
            self.say_trouble(self._look.say(N_("The inject that stands next has only one telling.")))
            return
        holding = run_facts.suggested_variant(self._bridge, number, self._bridge.elapsed_ms)
        self._variants[number] = (self._variants.get(number, holding) + 1) % (count + 1)
        self._refresh()

    def _switch_auto(self) -> None:
        number = self.parts.table.selected or self._board.standby
        if number is not None:
            is_on = self._bridge.state.injects[number].auto
            self._tasks.spawn(self._bridge.act(conduct.set_auto, number, on=not is_on))

    def _start(self) -> None:
        if self._bridge.state.stage == "before":
            self.parts.readiness.start()
        else:
            self._take_refusal(UserError("already-started"))

    def _focus_action(self, number: int) -> None:
        if self.parts.form is not None:
            self._forms.leave()
        self.parts.show_actions()
        if not self.parts.action_list.focus_row(number):
            self.say_trouble(self._look.say(N_("The selected inject has no action {n}."), n=number))

    def _show_menu(self) -> None:
        menu = run_menu(self._look, self, trigger=self._trigger, go_to=self.mode_asked.emit)
        button = self.parts.header.menu_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # Showing --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the right column into tabs where the window is narrow."""
        super().resizeEvent(event)
        self.parts.arrange(self._look.room(self.width()))
        QTimer.singleShot(0, self, self._refresh)  # once the layout has placed everything

    def _connect(self) -> None:
        bridge, parts = self._bridge, self.parts
        bridge.changed.connect(self._take_state)
        bridge.ticked.connect(self._take_time)
        bridge.refused.connect(self._take_refusal)
        bridge.saving_changed.connect(self._take_saving)
        parts.header.menu_asked.connect(lambda: self._trigger("menu"))
        parts.header.pause_asked.connect(lambda: self._trigger("pause"))
        parts.card.verb_asked.connect(self._trigger)
        parts.table.inject_selected.connect(lambda _: self._refresh())
        parts.action_list.graded.connect(self._grade)
        parts.action_list.typed.connect(parts.entry.take_letter)
        parts.late.inject_asked.connect(parts.table.select)
        parts.entry.submitted.connect(lambda draft: self._line.save(draft, parts.table.selected))
        parts.entry.long_asked.connect(lambda: self._trigger("long-form"))
        parts.entry.edited.connect(self._show_link)
        parts.entry.given_up.connect(lambda: bridge.give_up() if bridge.is_saving else self.say_trouble(""))
        bridge.settled.connect(self._take_settled)
        parts.strip.undo_asked.connect(lambda: self._trigger("undo"))
        parts.strip.trouble_left.connect(lambda: self.say_trouble(""))
        parts.strip.typed.connect(parts.entry.take_letter)
        parts.strip.reason_chosen.connect(lambda reason: self._tasks.spawn(self._name_pause(reason)))

    def _take_state(self, state: ExerciseState, cause: str) -> None:
        row = run_facts.latest_row(self._bridge)
        self._strip.say_receipt(row)
        self._show_state()
        self._tell_of_pause(state)
        self._follow(row, cause)

    def _follow(self, row: Recorded, cause: str) -> None:
        """Put the focus where work goes on after an act of this hand."""
        if cause == "start_exercise":
            self.enter()
        elif cause == "release_inject" and isinstance(row.event, InjectReleased):
            self.parts.table.select(row.event.inject)
            if self.parts.form is None:
                self.parts.entry.focus_line()
        elif cause == "pause":
            self._strip.ask_why()
            self._show_strip()
            if not self.parts.entry.draft.text and self.parts.form is None:
                self.parts.strip.focus_reasons()

    def _tell_of_pause(self, state: ExerciseState) -> None:
        """Say so where the program itself paused: nobody may wonder why the clock stands."""
        words = run_facts.pause_words(state, self._look)
        if words and state.pauses[-1] != self._told_pause:
            self._told_pause = state.pauses[-1]
            self.say_trouble(words)

    def _take_time(self, elapsed_ms: int) -> None:
        """Repaint what depends on time, when a second of T+ or of the wall begins."""
        now = (elapsed_ms // 1_000, int(self._bridge.session.clock.read().wall_at.timestamp()))
        if now == self._shown_at:
            return
        is_wall_only = now[0] == self._shown_at[0] and self._bridge.state.stage == "running"
        self._shown_at = now
        if is_wall_only:  # the two begin their seconds apart: all of it once a second is enough
            self.parts.header.show_facts(run_facts.header_facts(self._bridge, elapsed_ms))
        else:
            self._refresh()

    def _take_refusal(self, refusal: UserError) -> None:
        self.say_trouble(run_facts.refusal_words(refusal, self._look))

    def _take_saving(self) -> None:
        unsaved = self._bridge.unsaved
        is_disk = unsaved is not None and unsaved.code in DISK_CODES
        self.parts.entry.show_failed(failed=is_disk)
        if unsaved is None and self._was_unsaved:
            self._strip.say_trouble("")
        self._was_unsaved = unsaved is not None
        if unsaved is not None:  # else the new state follows, and is shown once
            self._refresh()

    def _take_settled(self, is_saved: bool) -> None:  # noqa: FBT001 - a slot
        self._line.settle(is_saved=is_saved)

    def _grade(self, action: str, completion: Any) -> None:
        self._tasks.spawn(self._bridge.act(recording.assess_action, action, completion))

    def _form_saved(self, verb: str) -> None:
        if verb == "long-form":
            self.parts.entry.clear()

    def _show_form(self, form: Any) -> None:
        self.parts.show_form(form)
        if form is None:
            self.enter()

    def _desk(self) -> Desk:
        return Desk(
            look=self._look, bridge=self._bridge, board=self._board, words=self._words,
            selected=self.parts.table.selected, line=self._line, draft=self.parts.entry.draft,
        )  # fmt: skip

    def _released_selection(self) -> str | None:
        number = self.parts.table.selected
        return number if number is not None and self._bridge.state.injects[number].is_released else None

    def _show_state(self) -> None:
        """Show what only a new row can change, then what time changes too."""
        state, parts = self._bridge.state, self.parts
        self._log.show_rows(self._bridge.session.recorded, state)
        level = run_facts.situation_now(self._bridge, self._look)
        parts.header.show_level(level)
        parts.show_gate(is_before=state.stage == "before")
        parts.entry.lock(run_facts.entry_lock(state.stage, self._look))
        self._gate.show()
        self._refresh()

    def _refresh(self) -> None:
        bridge, parts, elapsed_ms = self._bridge, self.parts, self._bridge.elapsed_ms
        was_standby = self._board.standby
        self._board = board_at(bridge.session.outlook, bridge.state, elapsed_ms, pinned=self._pinned)
        self._msel.show_board(self._board)
        if was_standby != self._board.standby:
            parts.table.follow()
        selected = parts.table.selected
        parts.header.show_facts(run_facts.header_facts(bridge, elapsed_ms))
        repeat = self._released_selection()
        facts = run_facts.card_facts(bridge, self._board, self._look, chosen=self._variants, repeat=repeat)
        none = run_facts.nothing_left_words(bridge.state.stage, self._look)
        parts.card.show_facts(facts, stands=bridge.state.stage != "running", none=none)
        parts.card.show_offer(run_facts.offer_words(self._board, self._look))
        self._show_actions(selected, elapsed_ms)
        parts.late.show_late(self._board.late)
        parts.log.show_count(bridge.rows, is_saved=bridge.unsaved is None)
        parts.show_counts(len(self._board.late), bridge.rows)
        parts.entry.show_time(elapsed_ms)
        self._show_link()

    def _show_actions(self, selected: str | None, elapsed_ms: int) -> None:
        head, empty = run_facts.action_facts(self._bridge, selected, self._look)
        now = self._bridge.state.injects[selected] if selected is not None else None
        lines: tuple[ActionLine, ...] = ()
        if selected is not None and now is not None and now.is_released:
            lines = action_lines(self._bridge.session.outlook, self._bridge.state, selected, elapsed_ms)
        released_ms = None if now is None else now.released_ms
        self.parts.action_list.show_lines(head, lines, released_ms, empty=empty)

    def _show_link(self) -> None:
        self._strip.say_link(self._line.link_words(self.parts.table.selected))
        self._show_strip()

    def _show_strip(self) -> None:
        self._strip.refresh()
        self.parts.show_strip(is_plain=self._strip.is_plain)
