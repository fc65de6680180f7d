"""The one window: a bar of modes, a page for each, and every verb's way from its key to its page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from tabletop import paths, wording
from tabletop.errors import Finding, UserError
from tabletop.i18n import LANGUAGES, N_, catalogue
from tabletop.services.ports import Journal
from tabletop.services.prepare import close_session, open_session
from tabletop.services.workplace import Workplace
from tabletop.settings import SCALES, Settings, ThemeName, write_settings
from tabletop.ui.actions import BY_ID, Actions, Guard, Verb
from tabletop.ui.bridge import TICK_MS, Bridge
from tabletop.ui.look import Look
from tabletop.ui.pages.debrief import DebriefPage
from tabletop.ui.pages.help import HelpPage
from tabletop.ui.pages.home import HomePage
from tabletop.ui.pages.run import RunPage
from tabletop.ui.stylesheet import palette, stylesheet
from tabletop.ui.tasks import Tasks
from tabletop.ui.theme import THEMES
from tabletop.ui.widgets.mode_bar import ModeBar

Mode = Literal["home", "run", "debrief"]
MODES: tuple[Mode, ...] = get_args(Mode)
LEAST_WIDTH, LEAST_HEIGHT = 1030, 520


class MainWindow(QMainWindow):
    """Holds the open exercise, if there is one, and builds its pages anew when the look changes."""

    closed = Signal()
    """The window let go of everything and may end."""
    warned = Signal(object)
    """A Finding from the writer thread: the shadow log or a backup could not be written."""

    def __init__(
        self, workplace: Workplace, tasks: Tasks, settings: Settings, *, tick_ms: int = TICK_MS
    ) -> None:
        super().__init__()
        self._workplace = workplace
        self._tasks = tasks
        self._settings = settings
        self._tick_ms = tick_ms
        self._mode: Mode = "home"
        self._bridge: Bridge | None = None
        self._file: Path | None = None
        self._is_taking_in = False
        self._untold: list[Finding] = []
        self._is_closing = False
        self._pages: dict[str, Any] = {}
        self._stack: _Pages
        self._guard = Guard(workplace.clock.read)
        self._actions = Actions(self, self.do)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.warned.connect(self._tell_warning)
        self.look = self._make_look()
        self._build()

    # The open exercise --------------------------------------------------------------------------

    @property
    def bridge(self) -> Bridge | None:
        """Return the open exercise."""
        return self._bridge

    async def open_file(self, file: Path) -> bool:
        """Close what is open and open a file; a refusal is shown in Home, beside the file."""
        return await self._take_in(file, self._workplace.open, file)

    async def begin(self, pack: Path, file: Path) -> bool:
        """Make a new exercise and open it."""
        return await self._take_in(file, self._workplace.begin, pack, file)

    async def begin_sample(self) -> bool:
        """Open a fresh copy of the bundled exercise, ready to start."""
        offer = (await self._tasks.compute(self._workplace.bundled_packs))[0]
        language = self.look.words.language
        file = await self._tasks.compute(self._workplace.free_place, offer, language)
        return await self.begin(offer.path, file)

    async def _take_in(self, file: Path, make: Any, *given: Path) -> bool:
        """Open another exercise; the one that is open stays until the new one is known to open."""
        if self._is_taking_in:
            return False  # a double click asks twice
        if self._is_open_already(file):
            self._show_mode(self._work_mode())
            return True
        self._is_taking_in = True
        try:
            session = await self._tasks.write(self._opened, make, *given)
        except UserError as refusal:
            self._untold.clear()
            self._show_mode("home")
            self._pages["home"].show_refusal(file, refusal)
            return False
        finally:
            self._is_taking_in = False
        if self._is_closing:  # while it was opened the window was closed
            await self._tasks.write(close_session, session)
            return False
        unwritten = await self._let_go()
        self._bridge = Bridge(self._tasks, session, tick_ms=self._tick_ms)
        self._bridge.changed.connect(self._follow_stage)
        self._bridge.refused.connect(lambda _refusal: self._guard.rearm())
        self._file = file
        self._keep(self._settings.with_recent(file))
        self._mode = self._work_mode()
        self._pages = {}  # what was typed for the exercise before does not belong to this one
        self._build()
        self._tell_untold()
        if unwritten is not None:
            self._pages[self._mode].say_trouble(wording.refusal(unwritten, self.look.words))
        return True

    def _opened(self, make: Any, *given: Path) -> Any:
        """Make a session, on the writer thread; a crashed exercise comes back paused."""
        journal: Journal = make(*given, self.warned.emit)
        try:
            return open_session(journal, self._workplace.clock)
        except UserError:
            journal.close()
            raise

    async def _let_go(self) -> UserError | None:
        """Close the open exercise in good order; return why its last pause could not be written, if so.

        It is closed all the same: opening it again finds it as after a crash.
        """
        bridge, self._bridge = self._bridge, None
        if bridge is None:
            return None
        try:
            await bridge.close()
        except UserError as refusal:
            return refusal
        finally:
            bridge.deleteLater()
        return None

    def _is_open_already(self, file: Path) -> bool:
        return self._bridge is not None and self._file is not None and file.resolve() == self._file.resolve()

    def _work_mode(self) -> Mode:
        """Return where work on the open exercise goes on."""
        has_ended = self._bridge is not None and self._bridge.state.stage == "ended"
        return "debrief" if has_ended else "run"

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
        handler = {
            "next-mode": lambda: self._step_mode(1),
            "previous-mode": lambda: self._step_mode(-1),
            "help": self._toggle_help,
            "larger": lambda: self._step_scale(1),
            "smaller": lambda: self._step_scale(-1),
            "theme": self._next_theme,
            "language": self._next_language,
            "quit": self.close,
        }.get(verb_id)
        if handler is not None:
            handler()
        else:
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
        for known in MODES:
            if known == mode:
                self._show_mode(known)

    def _step_mode(self, step: int) -> None:
        modes = self._open_modes()
        self._show_mode(modes[(modes.index(self._mode) + step) % len(modes)])

    def _open_modes(self) -> list[Mode]:
        return [mode for mode in MODES if mode == "home" or self._bridge is not None]

    def _show_mode(self, mode: Mode) -> None:
        if mode not in self._open_modes():
            return
        self._mode = mode
        self._bar.setVisible(mode != "run")
        self._bar.show_mode(mode, self._open_modes())
        self._stack.setCurrentWidget(self._pages[mode])
        self._actions.enable_where(mode)
        self._pages[mode].enter()

    def _toggle_help(self) -> None:
        if self._stack.currentWidget() is self._help:
            self._show_mode(self._mode)
            return
        self._help.show_keys(self._mode)
        self._stack.setCurrentWidget(self._help)
        self._help.setFocus()

    # Look ---------------------------------------------------------------------------------------

    def _step_scale(self, step: int) -> None:
        at = SCALES.index(self._settings.scale) + step
        if 0 <= at < len(SCALES):
            self.change_look(scale=SCALES[at])

    def _next_theme(self) -> None:
        names: tuple[ThemeName, ...] = tuple(THEMES)
        at = (names.index(self._settings.theme) + 1) % len(names)
        self.change_look(theme=names[at])

    def _next_language(self) -> None:
        self.change_look(language="en" if self.look.words.language == "id" else "id")

    def change_look(
        self, *, language: str | None = None, theme: ThemeName | None = None, scale: int | None = None
    ) -> None:
        """Speak, colour and size everything otherwise from now on; what is typed stays."""
        now = self._settings
        changed = replace(
            now,
            language=language if language in LANGUAGES else now.language,
            theme=theme or now.theme,
            scale=scale if scale in SCALES else now.scale,
        )
        self._keep(changed)
        self.look = self._make_look()
        self._build()

    def _keep(self, settings: Settings) -> None:
        self._settings = settings
        write_settings(settings, paths.settings_file())

    def _make_look(self) -> Look:
        settings = self._settings
        return Look(THEMES[settings.theme], settings.scale, catalogue(settings.language or "en"))

    def _build(self) -> None:
        """Build every page from the look and the open exercise; what was typed is put back."""
        kept = {name: page.keep() for name, page in self._pages.items()}
        is_helping = bool(kept) and self._help.isVisibleTo(self)
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
        self._stack = _Pages(centre)
        self._make_pages()
        for page in (*self._pages.values(), self._help):
            self._stack.addWidget(page)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self._show_mode(self._mode)
        for name, page in self._pages.items():
            page.restore(kept.get(name) or {})
        if is_helping:
            self._toggle_help()
        title = self._title()
        self.setWindowTitle(f"{title} - Tabletop" if title else "Tabletop")

    def _make_pages(self) -> None:
        recent = [Path(name) for name in self._settings.recent]
        home = HomePage(self.look, self._workplace, self._tasks, recent=recent, bridge=self._bridge)
        home.open_asked.connect(lambda file: self._tasks.spawn(self.open_file(file)))
        home.begin_asked.connect(lambda pack, file: self._tasks.spawn(self.begin(pack, file)))
        home.sample_asked.connect(lambda: self._tasks.spawn(self.begin_sample()))
        home.forget_asked.connect(lambda file: self._keep(self._settings.without_recent(file)))
        home.continue_asked.connect(lambda: self._show_mode(self._work_mode()))
        self._pages = {"home": home}
        self._help = HelpPage(self.look)
        self._help.left.connect(self._toggle_help)
        if self._bridge is not None:
            self._pages["run"] = RunPage(self.look, self._bridge, self._tasks, trigger=self.do)
            self._pages["run"].mode_asked.connect(self.show_mode)
            self._pages["debrief"] = DebriefPage(
                self.look, self._bridge, self._tasks, workplace=self._workplace, trigger=self.do
            )

    def _title(self) -> str:
        return "" if self._bridge is None else self.look.typed(self._bridge.session.scenario.title)

    # Trouble and closing ------------------------------------------------------------------------

    def _tell_warning(self, finding: Finding) -> None:
        self._untold.append(finding)
        self._tell_untold()

    def _tell_untold(self) -> None:
        """Tell what was warned of; where it was while a file was being opened, once its page is there."""
        if self._bridge is not None and not self._is_taking_in:
            while self._untold:
                self._pages["run"].say_warning(self._untold.pop(0))

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
        if self._is_closing and self._bridge is None:
            event.accept()
            return
        event.ignore()
        if not self._is_closing:
            self._is_closing = True
            self._tasks.spawn(self._close_in_order())

    async def _close_in_order(self) -> None:
        await self._let_go()
        self.closed.emit()
        QTimer.singleShot(0, self.close)


class _Pages(QStackedWidget):
    """Takes the room that there is: else every line of Run that changes would measure all hidden pages."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say no, though wrapped words on a page would make it yes."""
        return False
