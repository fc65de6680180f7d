"""From Home: ended exercises side by side, and a copy without names; asks, reads beside the window, saves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from tabletop import paths
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.papers import Paperwork, paperwork_of
from tabletop.services.sharing import ComparisonCopy, RedactionReport
from tabletop.services.workplace import Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import exercise_words
from tabletop.ui.item_models.exercise_words import Exercise
from tabletop.ui.look import Look
from tabletop.ui.pages.printing import print_to
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.form import Field, Form, FormText, Value
from tabletop.ui.widgets.home_comparison import ComparisonView
from tabletop.ui.widgets.home_picks import ComparePicks
from tabletop.ui.widgets.pdf_picture import load_library
from tabletop.wording import refusal as worded

Shown = ComparePicks | ComparisonView | Form
_LONGEST_NAME = 80


class SharingPage(QWidget):
    """Holds what is asked or shown in place of the list of exercises."""

    opened = Signal()
    left = Signal()
    told = Signal(str)
    """What was made, to be said above the list."""

    def __init__(
        self, look: Look, workplace: Workplace, tasks: Tasks, *, bridge: Bridge | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._workplace = workplace
        self._tasks = tasks
        self._bridge = bridge
        self._shown: Shown | None = None
        self._offered: list[Exercise] = []
        self._compared: list[Path] = []
        self._source: Exercise | None = None
        self._stack = QStackedLayout(self)

    @property
    def is_open(self) -> bool:
        """Tell whether something is asked or shown."""
        return self._shown is not None

    def focus_first(self) -> None:
        """Put the focus where one goes on."""
        if self._shown is not None:
            self._shown.focus_first()

    def say_refusal(self, refusal: UserError) -> None:
        """Say why nothing was done."""
        self.say_trouble(worded(refusal, self._look.words))

    def say_trouble(self, words: str) -> None:
        """Say what went wrong."""
        if isinstance(self._shown, ComparisonView):
            self._shown.tell(words, is_late=True)
        elif self._shown is not None:
            self._shown.say_trouble(words)

    def leave(self) -> None:
        """Go back to the list."""
        if self._shown is not None:
            self._put(None)
            self.left.emit()

    def keep(self) -> dict[str, Any] | None:
        """Return what is asked or shown, for the page that is built in another look."""
        shown = self._shown
        if isinstance(shown, ComparePicks):
            return {"offered": self._offered, "chosen": shown.chosen}
        if isinstance(shown, ComparisonView):
            figure = shown.figures.chosen_name
            return {"compared": self._compared, "figure": figure, "exercises": self._offered}
        if isinstance(shown, Form):
            return {"source": self._source, "values": shown.values()}
        return None

    def restore(self, kept: dict[str, Any] | None) -> None:
        """Ask or show it again."""
        if kept is None:
            return
        if "offered" in kept:
            self.ask_runs(kept["offered"], kept["chosen"])
        elif "source" in kept:
            self._put(self._form(kept["source"], str(kept["values"]["file"])))
            assert isinstance(self._shown, Form)  # noqa: S101 - just put
            self._shown.restore(kept["values"])
        else:
            self._offered = kept["exercises"]
            self._tasks.spawn(self._compare(kept["compared"], kept["figure"]))

    # Side by side -------------------------------------------------------------------------------

    def ask_runs(self, exercises: Sequence[Exercise], chosen: Sequence[Path] = ()) -> None:
        """Ask which of the exercises that have ended shall stand side by side."""
        self._offered = [exercise for exercise in exercises if exercise.has_ended]
        offered = [(exercise.path, _run_words(exercise, self._look)) for exercise in self._offered]
        picks = ComparePicks(self._look, offered, self)
        picks.choose(chosen)
        picks.submitted.connect(lambda files: self._tasks.spawn(self._compare(files)))
        picks.left.connect(self.leave)
        self._put(picks)

    async def _compare(self, files: list[Path], figure: str = "") -> None:
        """Read the exercises and show them; nothing is written."""
        opened = await self._opened(files)
        language = self._look.words.language
        try:
            copy = await self._tasks.compute(self._workplace.compare, files, language, opened)
        except UserError as refusal:
            if isValid(self):
                self.say_refusal(refusal)
            return
        await self._tasks.compute(load_library)
        if isValid(self):  # else the window was built anew meanwhile
            self._compared = files
            self._show(copy, figure)

    def _show(self, copy: ComparisonCopy, figure: str) -> None:
        view = ComparisonView(self._look, copy, self)
        if figure:
            view.figures.choose(figure)
            view.figures.show_figures(copy.figures)
        view.left.connect(self.leave)
        view.save_asked.connect(lambda languages: self._tasks.spawn(self._save(view, copy, languages)))
        self._put(view)

    async def _opened(self, files: Sequence[Path]) -> Mapping[Path, Paperwork]:
        """Return what stands in the open exercise, if it is one of them: nobody reads its file now."""
        exercise = next((one for one in self._offered if one.is_open and one.path in files), None)
        if exercise is None or self._bridge is None:
            return {}
        return {exercise.path: await self._bridge.read(paperwork_of)}

    async def _save(self, view: ComparisonView, copy: ComparisonCopy, languages: tuple[str, ...]) -> None:
        opened = await self._opened(self._compared)
        name = re.sub(r"[^\w ()-]", "", copy.name)[:_LONGEST_NAME].strip()
        place = paths.documents() / f"{name} {'+'.join(languages)}.pdf"
        try:
            paper = await self._tasks.compute(
                self._workplace.comparison_paper, self._compared, languages, opened
            )
        except UserError as refusal:
            if isValid(view):
                view.tell(worded(refusal, self._look.words), is_late=True)
            return
        printed = await print_to(
            place, lambda: paper, look=self._look, tasks=self._tasks, workplace=self._workplace
        )
        if isValid(view):
            view.tell(printed.words, is_late=printed.file is None)

    # Without names ------------------------------------------------------------------------------

    def ask_names(self, exercise: Exercise) -> None:
        """Ask which further names a copy shall hide, and where it goes."""
        self._tasks.spawn(self._propose(exercise))

    async def _propose(self, exercise: Exercise) -> None:
        place = await self._tasks.compute(self._workplace.free_copy, exercise.path)
        if isValid(self):
            self._put(self._form(exercise, str(place)))

    def _form(self, exercise: Exercise, place: str) -> Form:
        say = self._look.say
        self._source = exercise
        form = Form(self._look, _names_asked(exercise, place, self._look), self)
        form.submitted.connect(lambda values: self._tasks.spawn(self._redact(form, exercise, values)))
        form.left.connect(self.leave)
        form.setAccessibleName(say(N_("Copy without names")))
        return form

    async def _redact(self, form: Form, exercise: Exercise, values: Mapping[str, Value]) -> None:
        """Make the copy; the exercise itself is only read."""
        names = [name for line in str(values["names"]).splitlines() if (name := line.strip())]
        place = paths.documents() / Path(str(values["file"]).replace("\0", "").strip())
        place = place if place.suffix == ".tabletop" else place.with_name(f"{place.name}.tabletop")
        try:
            if exercise.is_open and self._bridge is not None:
                report = await self._bridge.read(self._workplace.redact_open, place, names)
            else:
                report = await self._tasks.compute(self._workplace.redact, exercise.path, place, names)
        except UserError as refusal:
            if isValid(form):
                form.say_trouble(worded(refusal, self._look.words))
            return
        if isValid(self):
            self.leave()
            self.told.emit(_made(report, self._look))

    def _put(self, shown: Shown | None) -> None:
        """Show something in the place of what is shown."""
        if self._shown is not None:
            self._stack.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = shown
        if shown is not None:
            self._stack.addWidget(shown)
            self._stack.setCurrentWidget(shown)
            self.opened.emit()
            shown.focus_first()


def _run_words(exercise: Exercise, look: Look) -> str:
    """Return an exercise on one line: title, day, score, file."""
    glance = exercise.glance
    assert glance is not None  # noqa: S101 - it has ended
    day = "" if glance.last_at is None else exercise_words.day(glance.last_at)
    told = (exercise_words.name(exercise, look), day, exercise_words.score(glance, look), exercise.path.name)
    return "  \N{BULLET}  ".join(filter(None, told))


def _names_asked(exercise: Exercise, place: str, look: Look) -> FormText:
    say = look.say
    intro = N_(
        "Who wrote entries, who decided on the situation and whom to contact is hidden already, wherever it"
        " stands. Attachments are left out. The exercise itself stays as it is."
    )
    names = Field(
        name="names", label=say(N_("Further names, one a line")), lines=4,
        hint=say(N_("such as people who are named in texts")),
    )  # fmt: skip
    return FormText(
        title=say(N_("Copy without names")),
        intro=say(intro),
        facts=(exercise_words.name(exercise, look),),
        submit=say(N_("Make the copy")),
        fields=(names, Field(name="file", label=say(N_("File")), value=place)),
    )


def _made(report: RedactionReport, look: Look) -> str:
    """Say what was made, and what may still be a name in it."""
    words = N_("Made: {path}. Names hidden: {n}; attachments left out: {files}.")
    said = [look.say(words, path=report.path, n=len(report.hidden), files=report.attachments)]
    if report.left:
        left = N_("Parts of names still stand in texts: {words}. If they are names, copy again with them.")
        said.append(look.say(left, words=", ".join(word for word, _ in report.left)))
    return " ".join(said)
