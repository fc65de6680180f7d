"""The one window: a bar of modes, a page for each, and every verb's way from its key to its page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from tabletop import paths, wording
from tabletop.errors import Finding, UserError
from tabletop.i18n import N_
from tabletop.services.workplace import Workplace
from tabletop.settings import Settings, ThemeName
from tabletop.ui.actions import Actions, Guard
from tabletop.ui.bridge import TICK_MS, Bridge
from tabletop.ui.equipment import Equipment, ReadMachine
from tabletop.ui.guides import Guides
from tabletop.ui.keymap import KeyMap
from tabletop.ui.open_exercise import OpenExercise
from tabletop.ui.pages.desk import Restoring
from tabletop.ui.pages.guide_printing import print_key_card, print_manual
from tabletop.ui.pages.home import HomePage
from tabletop.ui.pages.printing import Printed
from tabletop.ui.player.player_control import PlayerFacts
from tabletop.ui.preferences import Preferences
from tabletop.ui.screens import (
    HAS_ITS_OWN_HEAD,
    Mode,
    Screens,
    ScreenStack,
    make_screen,
    modes_of,
    work_mode,
)
from tabletop.ui.stylesheet import palette, stylesheet
from tabletop.ui.tasks import Tasks
from tabletop.ui.verbs import BY_ID, FINDS, Verb
from tabletop.ui.watch import read_machine
from tabletop.ui.ways_in import begin_logbook, take_over
from tabletop.ui.widgets.mode_bar import ModeBar

LEAST_WIDTH, LEAST_HEIGHT = 1030, 520


class MainWindow(QMainWindow):
    """Holds the open exercise, if there is one, and builds its pages anew when the look changes."""

    closed = Signal()
    """The window let go of everything and may end."""

    def __init__(
        self,
        workplace: Workplace,
        tasks: Tasks,
        settings: Settings,
        *,
        tick_ms: int = TICK_MS,
        read: ReadMachine = read_machine,
    ) -> None:
        super().__init__()
        self._workplace = workplace
        self._tasks = tasks
        self._preferences = Preferences(settings, self)
        self._preferences.look_changed.connect(self._take_look)
        self._mode: Mode = "home"
        self._open = OpenExercise(workplace, tasks, tick_ms=tick_ms, parent=self)
        self._untold: list[Finding] = []
        self._is_closing = False
        self._pages: dict[str, Any] = {}
        self._stack: ScreenStack
        self._guides: Guides
        self._guard = Guard(workplace.clock.read)
        self._actions = Actions(self, self.do)
        # Where a line has the focus it is text; a list would search for it, so no key event is waited for.
        QShortcut(QKeySequence("?"), self, lambda: self.do("keys"))
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self._open.warned.connect(self._tell_warning)
        self.look = self._preferences.look()
        self._equipment = Equipment(self, self.look, tasks, settings=settings, read=read)
        self._equipment.player.changed.connect(self._remember_player)
        self._build()

    # The open exercise --------------------------------------------------------------------------

    @property
    def bridge(self) -> Bridge | None:
        """Return the open exercise."""
        return self._open.bridge

    async def open_file(self, file: Path) -> bool:
        """Open a file; one of another laptop only once Home's form says how. Home tells a refusal."""
        is_open = self._open.is_open(file)
        try:
            opening = None if is_open else await self._tasks.compute(self._workplace.look_at, file)
        except UserError as refusal:
            return self._refuse_to_open(file, refusal)
        if opening is None:
            return await self.take_in(file, self._workplace.open, file)
        self._show_mode("home")
        self._pages["home"].ask_elsewhere(opening)
        return False

    async def begin(self, pack: Path, file: Path) -> bool:
        """Make a new exercise and open it."""
        return await self.take_in(file, self._workplace.begin, pack, file)

    async def begin_sample(self) -> bool:
        """Open a fresh copy of the bundled exercise, ready to start."""
        offer = (await self._tasks.compute(self._workplace.bundled_packs))[0]
        language = self.look.words.language
        file = await self._tasks.compute(self._workplace.free_place, offer, language)
        return await self.begin(offer.path, file)

    async def take_in(self, file: Path, make: Any, *given: Path) -> bool:
        """Open another exercise; a refusal leaves the open one as it is and is told in Home."""
        if self._open.is_changing:
            return False
        if self._open.is_open(file):
            self._show_mode(work_mode(self.bridge))
            return True
        try:
            is_open, unwritten = await self._open.change_to(
                file, make, *given, is_wanted=lambda: not self._is_closing
            )
        except UserError as refusal:
            return self._refuse_to_open(file, refusal)
        if is_open:
            self._show_opened(file, unwritten)
        return is_open

    def _refuse_to_open(self, file: Path, refusal: UserError) -> bool:
        self._untold.clear()
        self._show_mode("home")
        self._pages["home"].show_refusal(file, refusal)
        return False

    def _show_opened(self, file: Path, unwritten: UserError | None) -> None:
        assert self.bridge is not None  # noqa: S101 - it was opened just now
        self.bridge.changed.connect(self._follow_stage)
        self.bridge.refused.connect(lambda _refusal: self._guard.rearm())
        self._preferences.remember(file)
        self._mode = work_mode(self.bridge)
        self._pages = {}  # what was typed for the exercise before does not belong to this one
        self._equipment.rest()
        self._equipment.follow(self.bridge, [file.parent, paths.data()])
        self._build()
        self._work_page().welcome()
        self._tell_untold()
        if unwritten is not None:
            self._pages[self._mode].say_trouble(wording.refusal(unwritten, self.look.words))

    def _work_page(self) -> Any:
        """Return the page that tells what befalls the open exercise."""
        is_logbook = self.bridge is not None and self.bridge.session.is_logbook
        return self._pages["observer" if is_logbook else "run"]

    def _follow_stage(self, state: Any, cause: str) -> None:
        if cause == "end_exercise" and state.stage == "ended":
            self._show_mode("debrief")

    # Verbs --------------------------------------------------------------------------------------

    def do(self, verb_id: str) -> None:
        """Do what a key, button or menu asks; a live verb that rests is told, not done."""
        verb = BY_ID[verb_id]
        page = self._pages[self._mode]
        if not self._guard.lets(verb):
            self._say_resting(verb)
            return
        handlers: dict[str, Callable[[], object]] = {
            "next-mode": lambda: self._step_mode(1),
            "previous-mode": lambda: self._step_mode(-1),
            "help": lambda: self._guides.toggle_help(self._mode),
            "keys": lambda: self._guides.toggle_keys(self._mode),
            "palette": self._find_command,
            "print-keys": lambda: self._print(
                partial(print_key_card, is_observers=self._mode == "observer"), self._preferences.key_map
            ),
            "print-manual": lambda: self._print(print_manual),
            "larger": lambda: self._preferences.step_scale(1),
            "smaller": lambda: self._preferences.step_scale(-1),
            "theme": self._preferences.next_theme,
            "language": self._preferences.next_language,
            "quit": self.close,
            "sound": self._switch_sound,
            "restore": lambda: self._tasks.spawn(self._look_up_backups()),
        }
        if verb_id in handlers:
            handlers[verb_id]()
        elif not (verb_id in FINDS and self._guides.find_in_help()):
            page.do(verb_id)

    def _say_resting(self, verb: Verb) -> None:
        page, acted = self._pages[self._mode], self._guard.rests_after(verb)
        if acted is None or acted is verb:
            page.say_resting(verb)
            return
        words = N_("{verb} was not done: {other} was only a moment ago. Press it again.")
        page.say_trouble(self.look.say(words, verb=self.look.say(verb.text), other=self.look.say(acted.text)))

    def show_mode(self, mode: str) -> None:
        """Go to a mode, if there is an exercise for it."""
        for known in modes_of(self.bridge):
            if known == mode:
                self._show_mode(known)

    def _step_mode(self, step: int) -> None:
        modes = modes_of(self.bridge)
        self._show_mode(modes[(modes.index(self._mode) + step) % len(modes)])

    def _show_mode(self, mode: Mode) -> None:
        modes = modes_of(self.bridge)
        if mode not in modes:
            return
        self._mode = mode
        self._bar.setVisible(mode not in HAS_ITS_OWN_HEAD)
        self._bar.show_mode(mode, modes)
        self._stack.setCurrentWidget(self._pages[mode])
        self._actions.enable_where(mode)
        self._pages[mode].enter()

    def _find_command(self) -> None:
        why_not: dict[str, str] = getattr(self._pages[self._mode], "why_not", dict)()
        self._guides.find_command(self._mode, why_not)

    # Keys ---------------------------------------------------------------------------------------

    def _take_keys(self, own: dict[str, list[str]]) -> None:
        self._preferences.take_keys(own)
        self._actions.take_keys(self._preferences.key_map.keys)

    def _leave_guides(self) -> None:
        """Go back to the page of the mode, built anew where its keys changed."""
        self._show_mode(self._mode)
        if self.look.keys is not self._preferences.key_map.keys:
            self._take_look()

    def _print(self, printing: Callable[..., Awaitable[Printed]], *given: KeyMap) -> None:
        self._tasks.spawn(self._print_and_tell(printing, *given))

    async def _print_and_tell(self, printing: Callable[..., Awaitable[Printed]], *given: KeyMap) -> None:
        papers = {"look": self.look, "tasks": self._tasks, "workplace": self._workplace}
        self.say_trouble((await printing(*given, **papers)).words)

    # Settings and backups -----------------------------------------------------------------------

    async def _look_up_backups(self) -> None:
        """Ask which backup is to be opened; it is opened as a copy, like any other file."""
        if self.bridge is None or self._open.file is None:
            return
        session = self.bridge.session
        offers = await self._tasks.compute(self._workplace.backups, self._open.file, session.journal.header)
        self._work_page().ask_restore(Restoring(offers=offers, open_copy=self._open_copy))

    async def _open_copy(self, backup: Path) -> None:
        name = self.look.say(N_("{title} (restored)"), title=self._title())
        copy = await self._tasks.compute(self._workplace.copy_backup, backup, name)
        await self.open_file(copy)

    def _remember_player(self, facts: PlayerFacts) -> None:
        self._preferences.set_player_follows(is_on=facts.is_automatic)

    def _switch_sound(self) -> None:
        """Turn sounds on or off; on is heard at once, and both are said."""
        sounds = self._equipment.sounds
        sounds.is_on = not sounds.is_on
        self._preferences.set_sound(is_on=sounds.is_on)
        if sounds.is_on:
            sounds.test()
        words = N_("Sounds are on: one was played just now.") if sounds.is_on else N_("Sounds are off.")
        self.say_trouble(self.look.say(words))

    # Look ---------------------------------------------------------------------------------------

    def change_look(
        self, *, language: str | None = None, theme: ThemeName | None = None, scale: int | None = None
    ) -> None:
        """Speak, colour and size everything otherwise from now on; what is typed stays."""
        self._preferences.change_look(language=language, theme=theme, scale=scale)

    def _take_look(self) -> None:
        self.look = self._preferences.look()
        self._equipment.player.take_look(self.look)
        self._build()

    def _build(self) -> None:
        """Build every page from the look and the open exercise; what was typed is put back."""
        kept = {name: page.keep() for name, page in self._pages.items()}
        guided = self._guides.keep() if kept else {}
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is no window without it
        if application.styleSheet() != (sheet := stylesheet(self.look)):
            application.setPalette(palette(self.look))
            application.setFont(self.look.font(16))
            application.setStyleSheet(sheet)  # a third of a second: every widget is dressed anew
        self._actions.word(self.look)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar = ModeBar(self.look, self._title(), parent=centre)
        self._bar.mode_asked.connect(self.show_mode)
        self._bar.verb_asked.connect(self.do)
        self._stack = ScreenStack(centre)
        self._pages = Screens(self._make_page, self._stack)
        self._guides = Guides(self.look, self._preferences.key_map, stack=self._stack, over=centre)
        self._guides.left.connect(self._leave_guides)
        self._guides.verb_asked.connect(self.do)
        self._guides.keys_changed.connect(self._take_keys)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self._show_mode(self._mode)
        for name, what_was_typed in kept.items():
            self._pages[name].restore(what_was_typed)
        self._guides.restore(guided)
        title = self._title()
        self.setWindowTitle(f"{title} - Tabletop" if title else "Tabletop")

    def _make_page(self, mode: str) -> Any:
        if mode == "home":
            return self._make_home()
        assert self.bridge is not None  # noqa: S101 - without an exercise there is no other mode
        return make_screen(
            mode, self.look, self.bridge, self._tasks, workplace=self._workplace,
            equipment=self._equipment, trigger=self.do, go_to=self.show_mode,
        )  # fmt: skip

    def _make_home(self) -> HomePage:
        recent = list(map(Path, self._preferences.settings.recent))
        home = HomePage(self.look, self._workplace, self._tasks, recent=recent, bridge=self.bridge)
        for asked, start in (
            (home.open_asked, self.open_file),
            (home.begin_asked, self.begin),
            (home.sample_asked, self.begin_sample),
            (home.logbook_asked, partial(begin_logbook, self.take_in, self._workplace)),
            (home.take_over_asked, partial(take_over, self.take_in, self._workplace, self._tasks, self.look)),
            (home.adopt_asked, lambda file: self.take_in(file, self._workplace.open, file)),
        ):
            asked.connect(lambda *given, start=start: self._tasks.spawn(start(*given)))
        home.forget_asked.connect(self._preferences.forget)
        home.continue_asked.connect(lambda: self._show_mode(work_mode(self.bridge)))
        home.merge_asked.connect(self._merge)
        return home

    def _merge(self, files: list[Path]) -> None:
        """Take in files that were dropped on Home."""
        if "observers" in modes_of(self.bridge):
            self._show_mode("observers")
            self._pages["observers"].merge_files(files)

    def _title(self) -> str:
        return "" if self.bridge is None else self.look.typed(self.bridge.session.scenario.title)

    # Trouble and closing ------------------------------------------------------------------------

    def _tell_warning(self, finding: Finding) -> None:
        self._untold.append(finding)
        self._tell_untold()

    def _tell_untold(self) -> None:
        """Tell what was warned of; where it was while a file was being opened, once its page is there."""
        if self.bridge is not None and not self._open.is_changing:
            while self._untold:
                self._work_page().say_warning(self._untold.pop(0))

    def say_defect(self, report: Path) -> None:
        """Tell of a defect of ours: the exercise goes on, a report lies in a file."""
        words = self.look.say(
            N_(
                "Tabletop has a defect. Every saved entry is safe and you can go on. A report lies in {path}."
            ),
            path=report,
        )
        self.say_trouble(words)

    def say_trouble(self, words: str) -> None:
        """Say on the page that is shown what went wrong."""
        self._pages[self._mode].say_trouble(words)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close only after the pending write, a pause and the file's release; then `closed`."""
        if self._is_closing and self.bridge is None:
            event.accept()
            return
        event.ignore()
        if not self._is_closing:
            self._is_closing = True
            self._tasks.spawn(self._close_in_order())

    async def _close_in_order(self) -> None:
        self._equipment.close()
        await self._open.let_go()
        self.closed.emit()
        QTimer.singleShot(0, self.close)
