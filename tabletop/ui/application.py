"""The application's start and end: Qt, the asyncio loop, the last net for defects; nothing of a page."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tabletop import paths, wording
from tabletop.errors import UserError
from tabletop.log import write_fault_report
from tabletop.services.workplace import Workplace
from tabletop.settings import Settings, read_settings
from tabletop.ui import desktop
from tabletop.ui.look import load_fonts
from tabletop.ui.main_window import MainWindow
from tabletop.ui.tasks import Tasks
from tabletop.wording.start import APT_LINE


def run(
    workplace: Workplace, *, file: Path | None = None, language: str | None = None,
    locale: str | None = None, with_sample: bool = False,
) -> int:  # fmt: skip
    """Open the window and return the exit code when it is closed. Raises UserError without a display.

    A window that is open already is brought to the front instead, and given what was asked for.
    """
    import qasync  # noqa: PLC0415 - imported before Qt it hides which of Qt's libraries is missing

    application = _qt()
    call = desktop.Call(file=file, wants_sample=with_sample)
    if desktop.hand_over(call):
        return 0
    set_up(application)
    settings = read_settings(paths.settings_file())
    settings = replace(settings, language=language or settings.language or locale or "en")
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(_live(workplace, settings, call))
    return 0


def _qt() -> QApplication:
    """Start Qt. Raises UserError where its window would be seen by nobody, though nobody asked for that."""
    is_asked_offscreen = desktop.was_asked_offscreen()
    desktop.prepare_platform()
    with desktop.quiet_qt():
        application = QApplication.instance() or QApplication(["tabletop"])
    assert isinstance(application, QApplication)  # noqa: S101 - nobody else makes one
    if application.platformName() == "offscreen" and not is_asked_offscreen:
        raise UserError("display-dead", apt=APT_LINE)
    return application


def set_up(application: QApplication) -> None:
    """Give the application its name, style and faces, the same on every machine."""
    application.setApplicationName("Tabletop")
    application.setDesktopFileName("tabletop")
    application.setStyle("Fusion")
    application.setQuitOnLastWindowClosed(False)
    application.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, on=False)
    load_fonts()
    logging.getLogger("qasync").setLevel(logging.WARNING)
    # What was imported stays to the end: Python's search for dead cycles, which halts the window whatever
    # thread sets it off, leaves it out from here on.
    gc.freeze()


async def _live(workplace: Workplace, settings: Settings, call: desktop.Call) -> None:
    """Show the window and wait until it is closed and every task is done."""
    tasks = Tasks(
        asyncio.get_running_loop(), lambda fault: net.catch(type(fault), fault, fault.__traceback__)
    )
    window = MainWindow(workplace, tasks, settings)
    net = _Net(window)
    sys.excepthook = net.catch
    is_closed = asyncio.Event()
    window.closed.connect(is_closed.set)
    bell = desktop.Doorbell(lambda rung: _come_forward(window, tasks, rung), window)
    bell.listen()
    window.resize(1366, 728)
    window.show()
    _follow(window, tasks, call)
    with desktop.closing_on_signals(window.close):
        await is_closed.wait()
    bell.close()
    await tasks.finish()
    sys.excepthook = sys.__excepthook__


def _come_forward(window: MainWindow, tasks: Tasks, call: desktop.Call) -> None:
    """Come to the front for a second start; an exercise that runs is not left for another file."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    is_running = window.bridge is not None and window.bridge.state.stage == "running"
    if is_running and (call.file is not None or call.wants_sample):
        name = window.look.say("Try the sample") if call.file is None else call.file.name
        refusal = UserError("exercise-runs-here", name=name)
        window.say_trouble(wording.refusal(refusal, window.look.words))
    else:
        _follow(window, tasks, call)


def _follow(window: MainWindow, tasks: Tasks, call: desktop.Call) -> None:
    """Open what a start asked for."""
    if call.wants_sample:
        tasks.spawn(window.begin_sample())
    elif call.file is not None:
        tasks.spawn(window.open_file(call.file))


class _Net:
    """The one excepthook: writes a report, tells it in the window, lets the exercise go on (design 7)."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def catch(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Take a defect that nobody caught."""
        if isinstance(fault, KeyboardInterrupt):
            self._window.close()
            return
        report = write_fault_report(fault.with_traceback(trace))
        logging.getLogger("tabletop").error("%s: report in %s", kind.__name__, report)
        self._window.say_defect(report)
