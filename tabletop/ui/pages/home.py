"""Home: go on with the last exercise, begin, open or forget one; it must not open a file itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.workplace import Opening, Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import exercise_words
from tabletop.ui.item_models.exercise_words import Exercise
from tabletop.ui.item_models.exercises import ExercisesModel
from tabletop.ui.look import Look
from tabletop.ui.pages.home_elsewhere import ElsewherePage
from tabletop.ui.pages.home_new import NewPage
from tabletop.ui.pages.home_offer import next_of, offer_of, sum_up
from tabletop.ui.pages.home_sharing import SharingPage
from tabletop.ui.tasks import Tasks
from tabletop.ui.verbs import Verb
from tabletop.ui.widgets.home_dialogs import ENDING, SHADOW_LOG, Question, ask_for_path
from tabletop.ui.widgets.home_dropped import read_dropped
from tabletop.ui.widgets.home_form import WAYS
from tabletop.ui.widgets.home_overview import HomeOverview
from tabletop.wording import refusal as worded


class HomePage(QWidget):
    """The recent exercises and the one that goes on; in their place the form of a new one, or a question."""

    open_asked = Signal(object)
    begin_asked = Signal(object, object)
    """The paths of the pack and of the new file."""
    logbook_asked = Signal(object, object, object)
    """The path of a pack or an exercise, a LogbookOrder, and the path of the new file."""
    take_over_asked = Signal(object)
    """The Opening of what another laptop left: its file, shadow folder or journal."""
    adopt_asked = Signal(object)
    """The path of a file that was moved here for good."""
    merge_asked = Signal(list)
    """The paths of files that come into the open exercise."""
    sample_asked = Signal()
    forget_asked = Signal(object)
    continue_asked = Signal()

    def __init__(
        self, look: Look, workplace: Workplace, tasks: Tasks, *,
        recent: Sequence[Path], bridge: Bridge | None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._look = look
        self._workplace = workplace
        self._tasks = tasks
        self._bridge = bridge
        self._turn = 0
        self._is_asking = False
        self._is_entered = False
        # The window puts what it opens first on the list.
        self._model = ExercisesModel(look, recent, open_path=recent[0] if bridge and recent else None)
        self._overview = HomeOverview(look, self._model, self)
        self._new = NewPage(look, workplace, tasks, self)
        self._elsewhere = ElsewherePage(look, self)
        self._sharing = SharingPage(look, workplace, tasks, bridge=bridge, parent=self)
        self._stack = QStackedWidget(self)
        for page in (self._overview, self._new, self._elsewhere, self._sharing):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._wire()
        self._follow()
        self._overview.table.select(None)

    # What the window asks -----------------------------------------------------------------------

    def enter(self) -> None:
        """Read the files anew and put the focus where one goes on."""
        self._is_asking = False
        self._is_entered = True
        self._overview.tell("")
        self._model.forget_refusals()
        self._tasks.spawn(self._read_files())
        self._show_page()

    def ask_elsewhere(self, opening: Opening) -> None:
        """Ask what is to be done with a file or shadow folder of another laptop."""
        self._is_asking = False
        self._elsewhere.ask(opening, self._merges_into(opening))
        self._show_page()

    def keep(self) -> dict[str, Any]:
        """Return what is typed, chosen and known, for the page that is built in another look."""
        return {
            "exercises": self._model.exercises,
            "sought": self._overview.search.text(),
            "finds": self._overview.search.hasFocus(),
            "order": self._model.order,
            "path": self._overview.table.path,
            "open": self._open_exercise(),
            "new": self._new.keep(),
            "elsewhere": self._elsewhere.keep(),
            "sharing": self._sharing.keep(),
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Put back what `keep` returned."""
        for exercise in reversed(kept.get("exercises", ())):
            self._put_back(exercise)
        self._overview.search.setText(kept.get("sought", ""))
        self._model.set_order(kept.get("order"))
        opened, was_open = self._open_exercise(), kept.get("open")
        is_new = opened is not None and (was_open is None or was_open.path != opened.path)
        self._overview.table.select(opened.path if opened is not None and is_new else kept.get("path"))
        if not is_new:  # else what the form asked for was made
            self._new.restore(kept.get("new"))
            self._elsewhere.restore(kept.get("elsewhere"))
            self._sharing.restore(kept.get("sharing"))
        self._follow()
        if self._is_entered and self._beside is not None:
            self._show_page()
        elif self._is_entered and kept.get("finds"):
            self.do("find")
        else:
            self._stack.setCurrentWidget(self._beside or self._overview)

    def do(self, verb: str) -> None:
        """Do a verb of this screen; those of the list lie below the form while it is open."""
        if verb in WAYS:
            self._elsewhere.leave()
            self._sharing.leave()
            self._new.begin("new" if verb == "new" else "new-logbook")
        elif verb == "open":
            self._ask_file()
        elif verb == "sample":
            self._ask_sample()
        elif verb in ("compare", "redact"):
            self._share(verb)
        elif verb == "find" and self._beside is None:
            self._overview.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._overview.search.selectAll()

    def say_resting(self, verb: Verb) -> None:
        """Do nothing: no key of this screen rests."""

    def say_trouble(self, words: str) -> None:
        """Say what went wrong in a line of its own."""
        self._is_asking = False
        if self._beside is not None:
            self._beside.say_trouble(words)
        else:
            self._overview.tell(words, is_late=True)

    def show_refusal(self, file: Path, refusal: UserError) -> None:
        """Say in the form, or in the row of the file, why it was not opened."""
        self._is_asking = False
        if self._beside is not None:
            self._beside.say_refusal(refusal)
            return
        self._overview.search.clear()
        self._model.refuse(file, refusal)
        self._follow()
        self._overview.table.select(file)
        self._overview.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _beside(self) -> NewPage | ElsewherePage | SharingPage | None:
        """Return what is asked in place of the list, if anything is."""
        pages = (self._elsewhere, self._sharing, self._new)
        return next((page for page in pages if page.is_open), None)

    def _show_page(self) -> None:
        """Show what is asked, else the list, and put the focus there."""
        page = self._beside or self._overview
        self._stack.setCurrentWidget(page)
        page.focus_first()

    # Reading ------------------------------------------------------------------------------------

    async def _read_files(self) -> None:
        """Read one file after another beside the window, until the page is left."""
        self._turn += 1
        turn = self._turn
        for exercise in self._model.exercises:
            if not exercise.is_open:
                found = await self._tasks.compute(self._workplace.glance, exercise.path)
                if not self._is_at(turn):
                    return
                self._model.learn(exercise.path, found)
                self._follow()
            elif not await self._read_open():
                return

    def _is_at(self, turn: int) -> bool:
        """Tell whether the page is still there and was neither left nor entered anew."""
        return isValid(self) and turn == self._turn

    async def _read_open(self) -> bool:
        """Sum up the open exercise from its own rows; tell whether the page is still the same."""
        exercise, turn = self._open_exercise(), self._turn
        if exercise is None or self._bridge is None:
            return True
        glance = await self._bridge.read(sum_up, exercise.path)
        if not self._is_at(turn):
            return False
        self._model.learn(exercise.path, glance)
        self._follow()
        return True

    def _follow_open(self, _state: object, _cause: str) -> None:
        if self.isVisible():
            self._tasks.spawn(self._read_open())

    def _follow_clock(self, elapsed_ms: int) -> None:
        """Let T+ of a running exercise run on here too, second by second."""
        exercise = self._open_exercise() if self.isVisible() else None
        glance = None if exercise is None else exercise.glance
        if exercise is None or glance is None or glance.stage != "running":
            return
        if elapsed_ms // 1_000 != glance.elapsed_ms // 1_000:
            self._model.learn(exercise.path, replace(glance, elapsed_ms=elapsed_ms))
            self._follow()

    def _put_back(self, exercise: Exercise) -> None:
        if exercise.refusal is not None:
            self._model.refuse(exercise.path, exercise.refusal)
        if exercise.found is not None:
            self._model.learn(exercise.path, exercise.found)

    def _open_exercise(self) -> Exercise | None:
        return next((one for one in self._model.exercises if one.is_open), None)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Read no further once the page is left."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._turn += 1
            self._is_entered = False

    # Acting -------------------------------------------------------------------------------------

    def _press_card(self) -> None:
        exercise = next_of(self._model.exercises)
        if exercise is None:
            self._ask_sample()
        else:
            self._ask_open(exercise)

    def _ask_open(self, exercise: Exercise) -> None:
        if exercise.is_open:
            self.continue_asked.emit()
        elif exercise.copy is not None and exercise.is_damaged:
            self._ask_copy(exercise)
        else:
            self._ask_path(exercise.path)

    def _ask_path(self, path: Path) -> None:
        """Ask for a file, once: a second Enter while it is being opened does nothing."""
        if self._is_asking:
            return
        self._is_asking = True
        if self._model.exercise(path) is not None:
            self._model.refuse(path, None)
        self.open_asked.emit(path)

    def _ask_sample(self) -> None:
        if not self._is_asking:
            self._is_asking = True
            self.sample_asked.emit()

    def _ask_copy(self, exercise: Exercise) -> None:
        if exercise.copy is not None and not self._is_asking:
            self._is_asking = True
            self._tasks.spawn(self._open_copy(exercise, exercise.copy))

    async def _open_copy(self, exercise: Exercise, copy: Path) -> None:
        """Open a backup as a file of its own: the backup itself stays what it is."""
        name = self._look.say(N_("{name} (copy)"), name=exercise.path.stem)
        try:
            path = await self._tasks.compute(self._workplace.copy_backup, copy, name)
        except UserError as refusal:
            if isValid(self):  # else the window was built anew meanwhile
                self.say_trouble(worded(refusal, self._look.words))
        else:
            if isValid(self):
                self.open_asked.emit(path)

    def _ask_file(self) -> None:
        say, selected = self._look.say, self._overview.table.path
        question = Question(
            title=say(N_("Open an exercise file")),
            accept=say(N_("Open exercise")),
            kind=say(N_("Exercises")),
            pattern=f"*{ENDING} {SHADOW_LOG}",
            start=selected.parent if selected is not None else Path.home(),
        )
        ask_for_path(self, self._look, question, answer=self._ask_path)

    def _forget(self, exercise: Exercise) -> None:
        say = self._look.say
        if exercise.is_open:
            self._overview.tell(say(N_("This exercise is open, so it stays on the list.")))
            return
        self._model.forget(exercise.path)
        self.forget_asked.emit(exercise.path)
        name = exercise_words.name(exercise, self._look)
        words = N_("{name} was taken off the list. The file itself stays: {path}")
        self._overview.tell(say(words, name=name, path=exercise.path))
        self._follow()

    def _share(self, verb: str) -> None:
        """Ask which exercises to compare, or what the copy of the selected one shall hide."""
        exercises, path = self._model.exercises, self._overview.table.path
        ended = next((one for one in exercises if one.path == path and one.has_ended), None)
        if verb == "compare":
            self._sharing.ask_runs(exercises, [] if ended is None else [ended.path])
        elif ended is not None:
            self._sharing.ask_names(ended)
        else:
            words = N_("Only an exercise that has ended can be copied without names. Select one in the list.")
            self.say_trouble(self._look.say(words))

    def _merges_into(self, opening: Opening) -> str:
        """Return the title of the open exercise, if a file may be merged into it."""
        if not self._can_merge or self._bridge is None:
            return ""
        session = self._bridge.session
        is_of_it = opening.is_logbook or opening.exercise_id == session.journal.header.exercise
        return self._look.typed(session.scenario.title) if is_of_it else ""

    def _ask_merge(self, files: list[Path]) -> None:
        self._elsewhere.leave()
        self.merge_asked.emit(files)

    @property
    def _can_merge(self) -> bool:
        return self._bridge is not None and not self._bridge.session.is_logbook

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take exercise files, or a shadow folder, that are dragged here."""
        if read_dropped(event.mimeData()).is_ours:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open what is dropped here; several files come into the open exercise."""
        dropped = read_dropped(event.mimeData())
        if not dropped.is_ours:
            return
        event.acceptProposedAction()
        if len(dropped.files) < 2:
            self._ask_path((*dropped.files, *dropped.shadows)[0])
        elif self._can_merge:
            self.merge_asked.emit(list(dropped.files))
        else:
            words = N_(
                "Nothing was opened: open the director's exercise, then drop the logbooks here to merge."
            )
            self.say_trouble(self._look.say(words))

    # Showing ------------------------------------------------------------------------------------

    def _follow(self) -> None:
        exercises = self._model.exercises
        offer = offer_of(exercises, self._bridge, self._look)
        self._overview.show_offer(offer, has_rows=bool(exercises))

    def _wire(self) -> None:
        overview, new = self._overview, self._new
        overview.verb_asked.connect(self.do)
        overview.card.pressed.connect(self._press_card)
        overview.preview.copy_asked.connect(self._ask_copy)
        for opened in (overview.table.opened, overview.preview.open_asked):
            opened.connect(self._ask_open)
        for forgotten in (overview.table.forgotten, overview.preview.forget_asked):
            forgotten.connect(self._forget)
        new.opened.connect(lambda: self._stack.setCurrentWidget(new))
        new.begin_asked.connect(self.begin_asked)
        new.logbook_asked.connect(self.logbook_asked)
        elsewhere = self._elsewhere
        elsewhere.take_over_asked.connect(self.take_over_asked)
        elsewhere.adopt_asked.connect(self.adopt_asked)
        elsewhere.merge_asked.connect(self._ask_merge)
        sharing = self._sharing
        sharing.opened.connect(lambda: self._stack.setCurrentWidget(sharing))
        sharing.told.connect(overview.tell)
        for left in (new.left, elsewhere.left, sharing.left):
            left.connect(self._show_page)
        if self._bridge is not None:
            self._bridge.changed.connect(self._follow_open)
            self._bridge.ticked.connect(self._follow_clock)
            self._bridge.saving_changed.connect(self._follow)
