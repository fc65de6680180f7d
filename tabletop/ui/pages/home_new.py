"""What is new in Home: looks at packs and proposes places beside the window; it makes no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from tabletop import paths
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.workplace import LogbookOrder, PackOffer, Workplace
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.home_dialogs import ENDING, Question, ask_for_path
from tabletop.ui.widgets.home_form import NewForm, Way
from tabletop.ui.widgets.home_logbook import FIRST_STATION, NewLogbook
from tabletop.ui.widgets.home_new import NewExercise
from tabletop.ui.widgets.home_side import Looked


class NewPage(QWidget):
    """Holds the forms while one is open; a pack that cannot be used is told there, with every finding.

    The other way's form keeps what was typed in it until the page is left.
    """

    opened = Signal()
    left = Signal()
    begin_asked = Signal(object, object)
    """The paths of the pack and of the new file."""
    logbook_asked = Signal(object, object, object)
    """The path of a pack or an exercise, a LogbookOrder, and the path of the new file."""

    def __init__(self, look: Look, workplace: Workplace, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._workplace = workplace
        self._tasks = tasks
        self._forms: dict[Way, NewForm] = {}
        self._is_coming = False
        self._turn = 0
        self._stack = QStackedLayout(self)

    @property
    def _form(self) -> NewForm | None:
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, NewForm) else None

    @property
    def is_open(self) -> bool:
        """Tell whether a form is shown."""
        return self._form is not None

    def begin(self, way: Way = "new") -> None:
        """Open the form of a way, once the bundled packs were read."""
        if way in self._forms:
            self._stack.setCurrentWidget(self._forms[way])
            self.opened.emit()
            self.focus_first()
        elif not self._is_coming:
            self._is_coming = True
            self._tasks.spawn(self._come(way))

    def focus_first(self) -> None:
        """Put the focus into the form."""
        if self._form is not None:
            self._form.focus_first()

    def say_refusal(self, refusal: UserError) -> None:
        """Say in the form why nothing was made."""
        if self._form is not None:
            self._form.say_refusal(refusal)

    def say_trouble(self, words: str) -> None:
        """Say in the form what went wrong elsewhere."""
        if self._form is not None:
            self._form.say_trouble(words)

    def keep(self) -> dict[str, Any] | None:
        """Return what is typed, if a form is open."""
        if self._form is None:
            return None
        shown = next(way for way, form in self._forms.items() if form is self._form)
        return {"shown": shown, "forms": {way: form.keep() for way, form in self._forms.items()}}

    def restore(self, kept: dict[str, Any] | None) -> None:
        """Put the forms back as they were."""
        if kept is not None:
            for way, typed in kept["forms"].items():
                self._make(way, typed["packs"], Path(typed["proposed"])).restore(typed)
            self._stack.setCurrentWidget(self._forms[kept["shown"]])
            self.opened.emit()

    async def _come(self, way: Way) -> None:
        try:
            offers: Sequence[PackOffer] = await self._tasks.compute(self._workplace.bundled_packs)
            place = await self._propose(way, offers[0], FIRST_STATION)
        finally:
            self._is_coming = False
        if isValid(self):  # else the window was built anew meanwhile
            self._stack.setCurrentWidget(self._make(way, {offer.path: offer for offer in offers}, place))
            self.opened.emit()
            self.focus_first()

    async def _propose(self, way: Way, offer: PackOffer, station: str) -> Path:
        language = self._look.words.language
        if way == "new":
            return await self._tasks.compute(self._workplace.free_place, offer, language)
        title = offer.title.in_language(language).partition(":")[0]
        return await self._tasks.compute(self._workplace.free_logbook, title, station)

    def _make(self, way: Way, packs: Mapping[Path, Looked], place: Path) -> NewForm:
        form: NewForm
        if way == "new":
            form = exercise = NewExercise(self._look, packs, way, place=place, parent=self)
            exercise.submitted.connect(lambda pack, typed: self.begin_asked.emit(pack, _place(typed)))
        else:
            form = logbook = NewLogbook(self._look, packs, way, place=place, parent=self)
            logbook.submitted.connect(lambda *said: self._tasks.spawn(self._ask_logbook(logbook, *said)))
        form.left.connect(self._leave)
        form.way_asked.connect(self.begin)
        form.pack_asked.connect(self._ask_pack)
        form.place_asked.connect(self._ask_place)
        form.changed.connect(lambda: self._tasks.spawn(self._follow(way, form)))
        self._stack.addWidget(form)
        self._forms[way] = form
        return form

    async def _follow(self, way: Way, form: NewForm) -> None:
        """Name the file after the pack and the station, unless the person named it."""
        if not isValid(form):  # it went before this began
            return
        self._turn += 1
        turn, offer = self._turn, form.offer
        station = form.station if isinstance(form, NewLogbook) else ""
        if offer is None or not form.is_place_proposed:
            return
        place = await self._propose(way, offer, station)
        if isValid(form) and turn == self._turn:
            form.propose_place(place)

    async def _ask_logbook(self, form: NewLogbook, source: Path, order: LogbookOrder, typed: str) -> None:
        """Ask for the logbook; a name that nobody typed is that of the station as it is now."""
        if form.is_place_proposed and form.offer is not None:
            typed = str(await self._propose("new-logbook", form.offer, order.station))
        if isValid(form):
            form.propose_place(Path(typed))
            self.logbook_asked.emit(source, order, _place(typed))

    async def _look_at(self, path: Path) -> None:
        looked: Looked
        try:
            looked = await self._tasks.compute(self._workplace.look_at_pack, path)
        except UserError as refusal:
            looked = refusal
        if isValid(self) and self._form is not None:
            self._form.add_pack(path, looked)

    def _leave(self) -> None:
        for form in self._forms.values():
            self._stack.removeWidget(form)
            form.hide()
            form.deleteLater()
        self._forms = {}
        self.left.emit()

    def _ask_pack(self) -> None:
        say = self._look.say
        question = Question(
            title=say(N_("Choose the pack.yaml of a pack, or a .tabletop-pack file")),
            accept=say(N_("Choose pack")),
            kind=say(N_("Packs")),
            pattern="pack.yaml *.tabletop-pack",
            start=Path.home(),
        )
        if isinstance(self._form, NewLogbook):
            question = Question(
                title=say(N_("Choose a pack.yaml, a .tabletop-pack file or an exercise file")),
                accept=say(N_("Choose")),
                kind=say(N_("Packs and exercises")),
                pattern=f"pack.yaml *.tabletop-pack *{ENDING}",
                start=Path.home(),
            )
        ask_for_path(self, self._look, question, answer=self._take_pack)

    def _take_pack(self, chosen: Path) -> None:
        folder_or_file = chosen.parent if chosen.name == "pack.yaml" else chosen
        self._tasks.spawn(self._look_at(folder_or_file))

    def _ask_place(self) -> None:
        if self._form is None:
            return
        say, place = self._look.say, _place(self._form.place)
        question = Question(
            title=say(N_("Choose the place of the new file")),
            accept=say(N_("Choose place")),
            kind=say(N_("Exercises")),
            pattern=f"*{ENDING}",
            start=place.parent if place.parent.is_dir() else Path.home(),
            name=place.name,
            is_new=True,
        )
        ask_for_path(self, self._look, question, answer=self._take_place)

    def _take_place(self, place: Path) -> None:
        if self._form is not None:
            self._form.set_place(_place(str(place)))


def _place(typed: str) -> Path:
    """Return the file that a person means: in our documents where no folder is named, with our ending."""
    path = paths.documents() / Path(typed.replace("\0", "").strip())
    return path if path.suffix == ENDING else path.with_name(f"{path.name}{ENDING}")
