"""The new exercise in Home: looks at packs and proposes places beside the window; it makes no file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from tabletop import paths
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.workplace import PackOffer, Workplace
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.home_dialogs import Question, ask_for_path
from tabletop.ui.widgets.home_new import Looked, NewExercise

ENDING = ".tabletop"


class NewPage(QWidget):
    """Holds the form while it is open; a pack that cannot be used is told there, with every finding."""

    opened = Signal()
    left = Signal()
    begin_asked = Signal(object, object)
    """The paths of the pack and of the new file."""

    def __init__(self, look: Look, workplace: Workplace, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._workplace = workplace
        self._tasks = tasks
        self._form: NewExercise | None = None
        self._is_coming = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def is_open(self) -> bool:
        """Tell whether the form is shown."""
        return self._form is not None

    def begin(self) -> None:
        """Open the form, once the bundled packs were read."""
        if self._form is not None:
            self.focus_first()
        elif not self._is_coming:
            self._is_coming = True
            self._tasks.spawn(self._come())

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
        """Return what is typed, if the form is open."""
        return None if self._form is None else self._form.keep()

    def restore(self, kept: dict[str, Any] | None) -> None:
        """Put the form back as it was."""
        if kept is not None:
            self._show(kept["packs"], Path(kept["proposed"]))
            if self._form is not None:
                self._form.restore(kept)

    async def _come(self) -> None:
        try:
            offers = await self._tasks.compute(self._workplace.bundled_packs)
            place = await self._propose(offers[0])
        finally:
            self._is_coming = False
        if isValid(self):  # else the window was built anew meanwhile
            self._show({offer.path: offer for offer in offers}, place)
            self.focus_first()

    async def _propose(self, offer: PackOffer) -> Path:
        language = self._look.words.language
        return await self._tasks.compute(self._workplace.free_place, offer, language)

    def _show(self, packs: Mapping[Path, Looked], place: Path) -> None:
        form = NewExercise(self._look, packs, place, parent=self)
        form.submitted.connect(self._submit)
        form.left.connect(self._leave)
        form.pack_asked.connect(self._ask_pack)
        form.place_asked.connect(self._ask_place)
        form.pack_changed.connect(lambda offer: self._tasks.spawn(self._follow_pack(offer)))
        self._column.addWidget(form)
        self._form = form
        self.opened.emit()

    async def _follow_pack(self, offer: PackOffer) -> None:
        """Name the file after the pack, unless the person named it."""
        place = await self._propose(offer)
        if isValid(self) and self._form is not None:
            self._form.propose_place(place)

    async def _look_at(self, path: Path) -> None:
        looked: Looked
        try:
            looked = await self._tasks.compute(self._workplace.look_at_pack, path)
        except UserError as refusal:
            looked = refusal
        if isValid(self) and self._form is not None:
            self._form.add_pack(path, looked)

    def _leave(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self.left.emit()

    def _submit(self, pack: Path, typed: str) -> None:
        self.begin_asked.emit(pack, _place(typed))

    def _ask_pack(self) -> None:
        say = self._look.say
        question = Question(
            title=say(N_("Choose the pack.yaml of a pack, or a .tabletop-pack file")),
            accept=say(N_("Choose pack")),
            kind=say(N_("Packs")),
            pattern="pack.yaml *.tabletop-pack",
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
