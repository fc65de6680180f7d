"""Clocks compared through a shared folder, at both ends; it must not reckon an offset.

The observer's end asks and waits; the director's answers as long as that is wanted. Both look several
times a second, so that the way of a letter is short: half of it is the error of the comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tabletop import paths
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import observation
from tabletop.services.workplace import ClockQuestion, Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.observer_dialogs import ask_for_folder

LOOK_EACH_MS = 100
WAIT_MS = 120_000
"""So long an observer's laptop waits for the director's."""
Say = Callable[[str], None]
Refuse = Callable[[UserError], None]


def _choose(page: QWidget, look: Look, start: Path | None, *, answer: Callable[[Path], object]) -> None:
    title = look.say(N_("Compare clocks: choose the shared folder"))
    ask_for_folder(page, look, start or paths.documents(), title=title, answer=answer)


class ClockAsking(QObject):
    """The observer's end: one question at a time."""

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace, say: Say, refuse: Refuse,
        page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._page = page
        self._look, self._bridge, self._tasks, self._workplace = look, bridge, tasks, workplace
        self._say, self._refuse = say, refuse
        self._question: ClockQuestion | None = None
        self._is_looking = False
        self._waited_ms = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EACH_MS)
        self._timer.timeout.connect(self._look_once)

    def begin(self, start: Path | None) -> None:
        """Let a folder be chosen, put the question there and wait for its answer."""
        if self._question is None:
            _choose(self._page, self._look, start, answer=lambda folder: self._tasks.spawn(self.ask(folder)))

    def leave(self) -> bool:
        """Wait no longer; tell whether anything was being waited for."""
        question, self._question = self._question, None
        self._timer.stop()
        if question is None:
            return False
        self._tasks.spawn(self._tasks.compute(question.give_up))
        self._say(self._look.say(N_("The clocks were not compared: nothing was noted.")))
        return True

    async def ask(self, folder: Path) -> None:
        """Put the question into a folder and wait for its answer."""
        try:
            question = await self._tasks.compute(self._workplace.ask_for_clock, self._bridge.session, folder)
        except UserError as refusal:
            if isValid(self):
                self._refuse(refusal)
            return
        if isValid(self):
            self._question, self._waited_ms = question, 0
            words = N_("Waiting for the director's laptop to answer in {path} ...")
            self._say(self._look.say(words, path=folder))
            self._timer.start()

    def _look_once(self) -> None:
        self._waited_ms += LOOK_EACH_MS
        if self._waited_ms > WAIT_MS:
            self.leave()
        elif not self._is_looking and self._question is not None:
            self._is_looking = True
            self._tasks.spawn(self._take(self._question))

    async def _take(self, question: ClockQuestion) -> None:
        try:
            found = await self._tasks.compute(question.answer)
        finally:
            self._is_looking = False
        if found is None or not isValid(self) or self._question is not question:
            return
        self._question = None
        self._timer.stop()
        offset_ms, error_ms = found
        if await self._bridge.act(observation.sync_clock, self._bridge.session.station, offset_ms=offset_ms):
            words = N_("Clock compared by the folder, right to within {seconds} s.")
            seconds = self._look.words.decimal(Fraction(max(error_ms, 100), 1_000), 1)
            self._say(self._look.say(words, seconds=seconds))


class ClockAnswers(QObject):
    """The director's end: answers whoever asks in one folder, until it is told to stop."""

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace, say: Say, refuse: Refuse,
        page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._page = page
        self._look, self._bridge, self._tasks, self._workplace = look, bridge, tasks, workplace
        self._say, self._refuse = say, refuse
        self._folder: Path | None = None
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EACH_MS)
        self._timer.timeout.connect(self._look_once)

    def switch(self) -> None:
        """Let a folder be chosen and answer there; a second time answer no longer."""
        if self._timer.isActive():
            self.stop()
        else:
            _choose(self._page, self._look, self._folder, answer=self.start)

    def start(self, folder: Path) -> None:
        """Answer in a folder from now on."""
        self._folder = folder
        self._timer.start()
        words = N_("Observers who ask for your clock in {path} are answered. Press again to stop.")
        self._say(self._look.say(words, path=folder))

    def stop(self) -> None:
        """Answer no longer."""
        self._timer.stop()
        self._say(self._look.say(N_("Observers' clocks are answered no longer.")))

    def _look_once(self) -> None:
        if not self._is_looking and self._folder is not None:
            self._is_looking = True
            self._tasks.spawn(self._answer(self._folder))

    async def _answer(self, folder: Path) -> None:
        try:
            answered: Sequence[str] = await self._tasks.compute(
                self._workplace.answer_clocks, self._bridge.session, folder
            )
        except UserError as refusal:
            if isValid(self):
                self._timer.stop()
                self._refuse(refusal)
            return
        finally:
            self._is_looking = False
        if answered and isValid(self):
            words = N_("The clock of {stations} was answered.")
            self._say(self._look.say(words, stations=", ".join(answered)))
