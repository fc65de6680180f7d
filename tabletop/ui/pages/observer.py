"""Observer: one laptop, one person, log only; it wires the parts of the screen to the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from tabletop import paths, wording
from tabletop.domain.play.events import Completion
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import Finding, UserError
from tabletop.i18n import N_
from tabletop.services import recording
from tabletop.services.workplace import Workplace
from tabletop.ui import desktop
from tabletop.ui.bridge import DISK_CODES, Bridge
from tabletop.ui.item_models import observer_words
from tabletop.ui.item_models.observer_entries import ObserverModel
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.pages.clock_by_folder import ClockAsking
from tabletop.ui.pages.observer_asks import ASKS, ObserverDesk, chosen_entry
from tabletop.ui.pages.observer_entry import grade_action, press_mark
from tabletop.ui.pages.observer_forms import ObserverForms
from tabletop.ui.pages.observer_menu import observer_menu
from tabletop.ui.pages.observer_papers import ObserverPapers
from tabletop.ui.pages.observer_saving import ObserverSaving
from tabletop.ui.pages.observer_showing import ObserverShowing
from tabletop.ui.pages.observer_telling import ObserverTelling
from tabletop.ui.tasks import Tasks
from tabletop.ui.verbs import Verb
from tabletop.ui.widgets.observer_dialogs import ask_for_photos
from tabletop.ui.widgets.observer_layout import ACTIONS, ENTRIES, ENTRY, ObserverLayout

_CATEGORY, _ACTION = "observer-category-", "observer-action-"


class ObserverPage(QWidget):
    """Shows the logbook that the bridge announces, and hands each act to a service."""

    mode_asked = Signal(str)

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace,
        trigger: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("page")
        self._look, self._bridge, self._tasks, self._trigger = look, bridge, tasks, trigger
        session, model = bridge.session, ObserverModel()
        self.parts = ObserverLayout(
            look, model, now=lambda: session.clock.read().wall_at,
            injects=observer_words.inject_choices(session.scenario, look),
            cells=observer_words.cell_choices(session.scenario, session.cells, look), parent=self,
        )  # fmt: skip
        self._build_parts(model, workplace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._shown_s = -1
        self._connect()
        self._showing.show_state()
        self.parts.arrange(self.size())

    def _build_parts(self, model: ObserverModel, workplace: Workplace) -> None:
        look, bridge, tasks, parts = self._look, self._bridge, self._tasks, self.parts
        self._telling = ObserverTelling(look, bridge, parts.strip)
        self._showing = ObserverShowing(
            look, bridge, parts=parts, model=model, refresh_strip=self._telling.refresh
        )
        self._saving = ObserverSaving(
            look, bridge, tasks, workplace=workplace, form=parts.form, refuse=self._take_refusal
        )
        self._forms = ObserverForms(
            look, tasks, parent=self, show=self._show_form, desk=self._desk, refuse=self._take_refusal,
        )  # fmt: skip
        self._asking = ClockAsking(
            look, bridge, tasks, workplace=workplace, say=self._telling.say, refuse=self._take_refusal,
            page=self,
        )  # fmt: skip
        self._papers = ObserverPapers(
            look, bridge, tasks, workplace=workplace, telling=self._telling, page=self,
            refuse=self._take_refusal,
        )  # fmt: skip

    # What the main window asks ----------------------------------------------------------------------

    def welcome(self) -> None:
        """Say, once a logbook is opened, whose clock its times are."""
        words = N_(
            "Logbook of {station}. Every time is of your own clock; the director's is worked out later."
        )
        self._telling.say(self._look.say(words, station=self._bridge.session.station))

    def enter(self) -> None:
        """Put the focus where work goes on."""
        self._showing.show_time()
        if self._forms.form is not None:
            self._forms.form.focus_first()
        else:
            self._go_to_fact()

    def keep(self) -> dict[str, Any]:
        """Return what was typed and chosen, for a window that is built anew."""
        selected = self.parts.entries.selected
        return {
            "typed": self._saving.keep(),
            "forms": self._forms.keep(),
            "strip": self._telling.keep(),
            "part": self.parts.part,
            "selected": None if selected is None else selected.seq,
            "folder": self._papers.folder,
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        if not kept:
            return
        self._saving.restore(kept["typed"])
        self.parts.bring(kept["part"])
        self.parts.entries.select(kept["selected"])
        self._papers.folder = kept["folder"]
        self._showing.show_actions()
        self._forms.restore(kept["forms"])
        self._telling.restore(kept["strip"])

    def do(self, verb: str) -> None:
        """Do a verb of this screen."""
        if verb.startswith(_CATEGORY):
            self.parts.form.choose_category(int(verb.removeprefix(_CATEGORY)))
        elif verb.startswith(_ACTION):
            self._focus_action(int(verb.removeprefix(_ACTION)))
        elif verb in ASKS and verb != "observer-undo":
            self._forms.open(verb)
        elif verb in (plain := self._plain_verbs()):
            plain[verb]()

    def why_not(self) -> dict[str, str]:
        """Say of verbs why they cannot be done now."""
        say = self._look.say
        entries, why = self.parts.entries, dict[str, str]()
        meant = entries.selected or entries.latest
        if meant is None or not meant.is_noted:
            why |= dict.fromkeys(
                ("observer-correct", "observer-withdraw"),
                say(N_("No entry that stands is chosen in the list.")),
            )
        if not self._bridge.session.scenario.red_lines:
            why["observer-red-line"] = say(N_("The pack has no red lines."))
        if recording.undo_target(self._bridge.session) is None:
            why["observer-undo"] = say(N_("There is nothing to undo."))
        return why

    def say_resting(self, verb: Verb) -> None:
        """Say quietly that a key was pressed twice."""
        words = N_("{verb}: pressed twice, done once.")
        self._telling.say(self._look.say(words, verb=self._look.say(verb.text)))

    def say_trouble(self, words: str) -> None:
        """Say what went wrong until someone has seen it."""
        self._telling.say_trouble(words)

    def say_warning(self, finding: Finding) -> None:
        """Say that the shadow log or a backup could not be written."""
        self._telling.troubles.come_again("copy", wording.finding_line(finding, self._look.words))
        self._telling.refresh()

    # Verbs that act at once ---------------------------------------------------------------------------

    def _plain_verbs(self) -> dict[str, Callable[[], object]]:
        form = self.parts.form
        return {
            "observer-fact": self._go_to_fact,
            "observer-earlier": self._saving.go_earlier,
            "observer-sense": form.sense.choose_next,
            "observer-bearing": form.bearing.choose_next,
            "observer-next-inject": lambda: form.step_inject(1),
            "observer-previous-inject": lambda: form.step_inject(-1),
            "observer-photo": self._ask_for_photos,
            "observer-paper": self._switch_paper,
            "observer-correct": self._correct,
            "observer-undo": lambda: self._tasks.spawn(self._undo()),
            "observer-mark": lambda: self._tasks.spawn(self._bridge.act(press_mark)),
            "hand-over": self._papers.ask_where,
            "observer-ask-clock": lambda: self._asking.begin(self._papers.folder),
            "print-receipt": self._papers.print_receipt,
        }

    def _go_to_fact(self) -> None:
        self.parts.bring(ENTRY)
        self.parts.form.focus_fact()

    def _go_to_entries(self) -> None:
        self.parts.bring(ENTRIES)
        self.parts.entries.enter()

    def _switch_paper(self) -> None:
        self.parts.bring(ENTRY)
        if self.parts.form.is_paper:
            self._saving.leave_paper()
        else:
            self._saving.begin_paper()

    def _correct(self) -> None:
        try:
            entry = chosen_entry(self._desk())
        except UserError as refusal:
            self._take_refusal(refusal)
            return
        self.parts.bring(ENTRY)
        self._saving.correct(entry.seq)

    async def _undo(self) -> None:
        """Undo at once while the receipt is shown; later ask, and say what it would take back."""
        await self._bridge.read(lambda _session: None)  # what is being written now is what is meant
        if isValid(self) and self._telling.can_undo_at_once:
            await self._bridge.act(recording.undo)
        elif isValid(self):
            self._forms.open("observer-undo")

    def _ask_for_photos(self) -> None:
        ask_for_photos(self, self._look, paths.documents(), answer=self._saving.add_photos)

    def _focus_action(self, number: int) -> None:
        if self._forms.form is not None:
            self._forms.leave()
        self.parts.bring(ACTIONS)
        if not self.parts.expected.focus_action(number):
            words = N_("There is no action {n} here. Choose the inject that you observe.")
            self.say_trouble(self._look.say(words, n=number))

    def _grade(self, action: str, completion: Any) -> None:
        """Write a grade; the one that stands already is not written again."""
        grade: Completion = completion
        if self._showing.grade_of(action) == grade:
            return
        try:
            seen_at = self._saving.seen_at()
        except UserError as refusal:
            self._take_refusal(refusal)
            return
        self._tasks.spawn(
            self._bridge.act(grade_action, action, grade, seen_at=seen_at, form=self._saving.form_number)
        )

    def _show_menu(self) -> None:
        menu = observer_menu(self._look, self, trigger=self._trigger, go_to=self.mode_asked.emit)
        button = self.parts.header.menu_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _leave(self) -> None:
        """Give up what Esc means: a write that waits, a banner over the form, or what the strip says."""
        if self._bridge.is_saving:
            self._bridge.give_up()
        elif not (self._saving.leave() or self._asking.leave()):
            self._telling.understand()

    # What comes -----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        bridge, parts = self._bridge, self.parts
        bridge.changed.connect(self._take_state)
        bridge.ticked.connect(self._take_time)
        bridge.refused.connect(self._take_refusal)
        bridge.saving_changed.connect(self._take_saving)
        bridge.settled.connect(self._take_settled)
        parts.header.menu_asked.connect(self._show_menu)
        parts.header.red_line_asked.connect(lambda: self._trigger("observer-red-line"))
        parts.form.submitted.connect(self._saving.save)
        parts.form.left.connect(self._leave)
        parts.form.edited.connect(self._follow_form)
        parts.form.earlier_asked.connect(lambda: self._trigger("observer-earlier"))
        parts.form.files_dropped.connect(self._saving.add_photos)
        for part in (parts.form, parts.entries, parts.foot):
            part.verb_asked.connect(self._trigger)
        for left in (parts.entries.left, parts.expected.left):
            left.connect(self._go_to_fact)
        parts.form.entries_asked.connect(self._go_to_entries)
        parts.expected.graded.connect(self._grade)
        parts.expected.typed.connect(self._take_letter)
        parts.strip.undo_asked.connect(lambda: self._trigger("observer-undo"))
        parts.strip.receipt_asked.connect(lambda: self._trigger("print-receipt"))
        parts.strip.folder_asked.connect(self._show_folder)
        parts.strip.trouble_left.connect(self._telling.understand)

    def _take_state(self, _state: ExerciseState, _cause: str) -> None:
        self._telling.say_receipt(self._bridge.session.recorded[-1])
        self._showing.show_state()

    def _take_time(self, _elapsed_ms: int) -> None:
        """Show the time when a second of the wall begins."""
        now_s = int(self._bridge.session.clock.read().wall_at.timestamp())
        if now_s != self._shown_s:
            self._shown_s = now_s
            if self.isVisible():
                self._showing.show_time()

    def _take_refusal(self, refusal: UserError) -> None:
        words = run_facts.refusal_words(refusal, self._look)
        if refusal.code in DISK_CODES:
            # It is tried again and again: understood once is enough.
            self._telling.troubles.set("unsaved", words)
            self._telling.refresh()
        elif self.isVisible():
            self._telling.say_trouble(words)

    def _take_saving(self) -> None:
        if self._bridge.unsaved is None:
            self._telling.troubles.clear("unsaved")
        self._saving.show_unsaved()
        self._showing.show_time()

    def _take_settled(self, is_saved: bool) -> None:  # noqa: FBT001 - a slot
        self._saving.settle(is_saved=is_saved)

    def _follow_form(self) -> None:
        """Show what depends on what is chosen in the form."""
        form = self.parts.form
        form.seen.set_kind(is_elapsed=form.is_paper and bool(form.paper.text.startex))
        self._showing.show_actions()

    def _take_letter(self, letter: str) -> None:
        """Go on typing the fact with a letter that was typed on an action."""
        self._go_to_fact()
        self.parts.form.fact.insertPlainText(letter)

    def _show_folder(self) -> None:
        file = self._telling.file
        if file is not None and not desktop.show_folder(file):
            words = N_("No program here opens a folder. The file lies at {path}.")
            self.say_trouble(self._look.say(words, path=file))

    # Showing --------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold what has no room into tabs."""
        super().resizeEvent(event)
        self.parts.arrange(self.size())
        self._showing.show_head()

    def _show_form(self, form: Any) -> None:
        self.parts.show_panel(form)
        if form is None:
            self._go_to_fact()

    def _desk(self) -> ObserverDesk:
        form = self.parts.form
        try:
            seen_at = self._saving.seen_at()
        except UserError:
            seen_at = None  # the form asks for it
        return ObserverDesk(
            look=self._look, bridge=self._bridge,
            selected=self.parts.entries.selected or self.parts.entries.latest,
            inject=str(form.inject.currentData()), seen_at=seen_at, form=self._saving.form_number,
            print_sheets=self._papers.print_sheets,
        )  # fmt: skip
