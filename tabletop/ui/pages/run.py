"""Run: the screen that a director lives in; it wires clock, table, card, log and forms to the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.events import InjectReleased
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import Finding, UserError
from tabletop.i18n import N_
from tabletop.services import recording, timekeeping
from tabletop.ui.bridge import DISK_CODES, Bridge
from tabletop.ui.equipment import Equipment
from tabletop.ui.item_models.log_entries import LogModel, LogWords
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.pages.desk import Desk, Restoring
from tabletop.ui.pages.run_acts import RunActs
from tabletop.ui.pages.run_forms import ASKS, RunForms
from tabletop.ui.pages.run_gate import RunGate
from tabletop.ui.pages.run_layout import RunLayout
from tabletop.ui.pages.run_line import RunLine
from tabletop.ui.pages.run_menu import run_menu
from tabletop.ui.pages.run_player import RunPlayer
from tabletop.ui.pages.run_showing import RunShowing
from tabletop.ui.pages.run_side import RunSide
from tabletop.ui.pages.run_strip import RunStrip
from tabletop.ui.pages.run_troubles import RunTroubles
from tabletop.ui.tasks import Tasks
from tabletop.ui.verbs import CATEGORY_VERBS, Verb

_PAUSES = ("pause", "pause_if_halted")
_RELEASES = ("release_inject", "improvise_inject")


class RunPage(QWidget):
    """Shows the state that the bridge announces, and hands each act to a service."""

    mode_asked = Signal(str)

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *, equipment: Equipment,
        trigger: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("page")
        self._look, self._bridge, self._tasks, self._trigger = look, bridge, tasks, trigger
        self._equipment = equipment
        self._shown_at = (-1, -1)
        self._restoring: Restoring | None = None
        plan = bridge.session.scenario
        self._words = LogWords(look, plan)
        msel, log = MselModel(look, plan), LogModel(self._words)
        self.parts = RunLayout(
            look, plan, msel, log=log, now_ns=lambda: bridge.session.clock.read().mono_ns, parent=self
        )
        self._build_parts(msel, log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._connect()
        self._show_state()
        self._troubles.take_low()
        self.parts.table.select(run_facts.latest_release(bridge.state))

    def _build_parts(self, msel: MselModel, log: LogModel) -> None:
        look, bridge, tasks, parts = self._look, self._bridge, self._tasks, self.parts
        self._strip = RunStrip(
            look, bridge, parts.strip,
            word=lambda row: run_facts.receipt_of(row, self._words, bridge, look),
        )  # fmt: skip
        self._troubles = RunTroubles(
            look, bridge, self._equipment, strip=self._strip, gate=parts.readiness,
            refresh=self._show_strip, parent=self,
        )  # fmt: skip
        self._acts = RunActs(
            look, bridge, tasks, board=lambda: self._showing.board, selected=lambda: parts.table.selected,
            say=self.say_trouble, refresh=self._show_time,
        )  # fmt: skip
        self._showing = RunShowing(look, bridge, parts=parts, msel=msel, log=log, choices=self._acts)
        self._forms = RunForms(
            look, tasks, parent=self, show=self._show_form, desk=self._desk,
            refuse=self._troubles.take_refusal, saved=self._form_saved,
        )  # fmt: skip
        self._player = RunPlayer(
            look, self._equipment.player, parent=self, show=self._show_panel,
            selected=self._acts.released_selection,
        )  # fmt: skip
        self._side = RunSide(
            bridge, parts=parts, msel=msel, countdowns=self._showing.countdowns,
            refresh=self._show_time, trigger=self._trigger,
            say=lambda words: self.say_trouble(look.say(words)),
        )  # fmt: skip
        self._line = RunLine(look, bridge, entry=parts.entry)
        self._gate = RunGate(look, bridge, tasks, panel=parts.readiness)

    # What the main window asks --------------------------------------------------------------------

    def welcome(self) -> None:
        """Tell, once an exercise is opened, what came back with it."""
        self._tell_of_interruption(self._bridge.state, again=True)

    def enter(self) -> None:
        """Put the focus where work goes on."""
        self._show_time()
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
            "player": self._player.keep(),
            "strip": self._strip.keep(),
            "selected": self.parts.table.selected,
            "acts": self._acts.keep(),
            "countdowns": self._showing.countdowns.keep(),
            "side": self._side.keep(),
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        if not kept:
            return
        self._acts.restore(kept["acts"])
        self._showing.countdowns.restore(kept["countdowns"])
        self._side.restore(kept["side"])
        self.parts.entry.restore(kept["entry"])
        self.parts.readiness.restore(kept["readiness"])
        self._show_time()
        self.parts.table.select(kept["selected"])
        self._forms.restore(kept["forms"])
        self._player.restore(kept["player"])
        self._strip.restore(kept["strip"])
        self._troubles.word_anew()

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

    def why_not(self) -> dict[str, str]:
        """Say of verbs why they cannot be done now."""
        return run_facts.why_not(self._bridge.stage, self._look)

    def say_resting(self, verb: Verb) -> None:
        """Say quietly that a key was pressed twice."""
        words = N_("{verb}: pressed twice, done once.")
        self._strip.say_resting(self._look.say(words, verb=self._look.say(verb.text)))
        self._show_strip()

    def say_trouble(self, words: str) -> None:
        """Say what went wrong until someone has seen it."""
        self._troubles.say(words)

    def say_warning(self, finding: Finding) -> None:
        """Say that the shadow log or a backup could not be written."""
        self._troubles.warn(finding)

    def ask_restore(self, restoring: Restoring) -> None:
        """Ask which of the backups is to be opened."""
        self._restoring = restoring
        self._forms.open("restore")

    # Verbs that act at once -----------------------------------------------------------------------

    def _plain_verbs(self) -> dict[str, Callable[[], object]]:
        return {
            **self._acts.verbs(),
            **self._player.verbs(),
            **self._side.verbs(),
            "undo": lambda: self._tasks.spawn(self._undo()),
            "log": self._go_to_line,
            "startex": self._start,
            "menu": self._show_menu,
        }

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
        self._leave_form()
        self.parts.entry.focus_line()

    def _start(self) -> None:
        if self._bridge.state.stage == "before":
            self.parts.readiness.start()
        else:
            self._troubles.take_refusal(UserError("already-started"))

    def _focus_action(self, number: int) -> None:
        self._leave_form()
        if words := self._showing.focus_action(number):
            self.say_trouble(words)

    def _show_menu(self) -> None:
        menu = run_menu(self._look, self, trigger=self._trigger, go_to=self.mode_asked.emit)
        button = self.parts.header.menu_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # What comes ------------------------------------------------------------------------------------

    def _connect(self) -> None:
        bridge, parts = self._bridge, self.parts
        bridge.changed.connect(self._take_state)
        bridge.ticked.connect(self._take_time)
        bridge.saving_changed.connect(self._take_saving)
        bridge.settled.connect(self._take_settled)
        parts.header.menu_asked.connect(lambda: self._trigger("menu"))
        parts.header.pause_asked.connect(lambda: self._trigger("pause"))
        parts.card.verb_asked.connect(self._trigger)
        parts.table.inject_selected.connect(lambda _: self._show_time())
        parts.action_list.graded.connect(self._grade)
        parts.action_list.typed.connect(parts.entry.take_letter)
        parts.late.inject_asked.connect(parts.table.select)
        parts.entry.submitted.connect(lambda draft: self._line.save(draft, parts.table.selected))
        parts.entry.long_asked.connect(lambda: self._trigger("long-form"))
        parts.entry.edited.connect(self._show_link)
        parts.entry.given_up.connect(self._give_up)
        parts.strip.undo_asked.connect(lambda: self._trigger("undo"))
        parts.strip.trouble_left.connect(self._troubles.understand)
        parts.strip.typed.connect(parts.entry.take_letter)
        parts.strip.reason_chosen.connect(lambda reason: self._tasks.spawn(self._name_pause(reason)))

    def _take_state(self, state: ExerciseState, cause: str) -> None:
        row = run_facts.latest_row(self._bridge)
        self._strip.say_receipt(row)
        self._show_state()
        self._acts.forget_the_gone()
        self._troubles.take_state(state)
        if state.stage != "paused":
            self._forms.leave_if("interrupted")
        else:  # also an act that was asked for on waking may be the first to notice
            self._tell_of_interruption(state)
        self._follow(row, cause)

    def _follow(self, row: Recorded, cause: str) -> None:
        """Put the focus where work goes on after an act of this hand."""
        if cause == "start_exercise":
            self.enter()
        elif isinstance(row.event, InjectReleased | InjectImprovised) and cause in _RELEASES:
            self.parts.table.select(row.event.inject)
            if self.parts.form is None:
                self.parts.entry.focus_line()
        elif cause in _PAUSES:
            self._ask_why()

    def _ask_why(self) -> None:
        """Ask why the clock stands, unless a teach-back says so."""
        if self._showing.countdowns.is_teaching:
            self._strip.note_reason()
            return
        self._strip.ask_why()
        self._show_strip()
        if not self.parts.entry.draft.text and self.parts.form is None:
            self.parts.strip.focus_reasons()

    def _tell_of_interruption(self, state: ExerciseState, *, again: bool = False) -> None:
        if self._troubles.tell_of_interruption(state, again=again) and self.parts.form is None:
            self._forms.open("interrupted")

    def _take_time(self, elapsed_ms: int) -> None:
        """Repaint what depends on time, when a second of T+ or of the wall begins."""
        bridge = self._bridge
        now = bridge.session.clock.read()
        shown_at = (elapsed_ms // 1_000, int(now.wall_at.timestamp()))
        if shown_at == self._shown_at:
            return
        is_wall_only = shown_at[0] == self._shown_at[0] and bridge.state.stage == "running"
        self._shown_at = shown_at
        if is_wall_only:  # the two begin their seconds apart: all of it once a second is enough
            if self.isVisible():
                self._showing.show_wall()
            return
        if (inject := self._showing.countdowns.announced(elapsed_ms)) is not None:
            self._strip.say_lead(run_facts.lead_words(inject, self._showing.board, self._look))
        if self.isVisible():
            self._show_time()
        else:  # `enter` shows what was missed
            self._showing.look_again()
        self._equipment.player.take_state(bridge.outlook, bridge.state, elapsed_ms)
        is_unsaved = bridge.unsaved is not None
        self._equipment.sounds.look(self._showing.board, is_unsaved=is_unsaved, mono_ns=now.mono_ns)

    def _take_saving(self) -> None:
        unsaved = self._bridge.unsaved
        self.parts.entry.show_failed(failed=unsaved is not None and unsaved.code in DISK_CODES)
        if unsaved is not None:  # else the new state follows, and is shown once
            self._show_time()

    def _take_settled(self, is_saved: bool) -> None:  # noqa: FBT001 - a slot
        self._line.settle(is_saved=is_saved)

    def _give_up(self) -> None:
        """Try no more to write what is being written, or take off the trouble that is shown."""
        if self._bridge.is_saving:
            self._bridge.give_up()
        else:
            self._troubles.understand()

    def _grade(self, action: str, completion: Any) -> None:
        self._tasks.spawn(self._bridge.act(recording.assess_action, action, completion))

    # Forms and panels in the middle ------------------------------------------------------------------

    def _form_saved(self, verb: str) -> None:
        if verb == "long-form":
            self.parts.entry.clear()

    def _show_form(self, form: Any) -> None:
        self._player.forget()
        self._show_panel(form)

    def _show_panel(self, panel: Any) -> None:
        if panel is not None:
            self._forms.forget(panel)
        self.parts.show_form(panel)
        if panel is None:
            self.enter()

    def _leave_form(self) -> None:
        if self.parts.form is not None:
            self._forms.leave()

    def _desk(self) -> Desk:
        return Desk(
            look=self._look, bridge=self._bridge, board=self._showing.board, words=self._words,
            selected=self.parts.table.selected, line=self._line, draft=self.parts.entry.draft,
            start_countdown=self._showing.countdowns.start, restoring=self._restoring,
        )  # fmt: skip

    # Showing --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the right column into tabs where the window is narrow."""
        super().resizeEvent(event)
        self.parts.arrange(self._look.room(self.width()))
        QTimer.singleShot(0, self, self._show_time)  # once the layout has placed everything

    def _show_state(self) -> None:
        self._gate.show()
        self._showing.show_state()
        bridge = self._bridge
        self._equipment.player.take_state(bridge.outlook, bridge.state, bridge.elapsed_ms)
        self._show_link()

    def _show_time(self) -> None:
        self._showing.show_time()
        self._show_link()

    def _show_link(self) -> None:
        self._strip.say_link(self._line.link_words(self.parts.table.selected))
        self._show_strip()

    def _show_strip(self) -> None:
        self._strip.refresh()
        self.parts.show_strip(is_plain=self._strip.is_plain)
