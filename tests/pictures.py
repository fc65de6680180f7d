"""Pictures of every screen state in both languages, three themes, two sizes: `tests/run --pictures DIR`.

    python tests/pictures.py DIR [STATE ...]

Names say what is shown: `run-running-id-field-1366.png`. They are for eyes, not for comparing bytes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent))

import qasync
from builders import ManualClock
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from ui.states import STATES, TICK_MS, Stage, bring, play_files

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.settings import Settings
from tabletop.ui.application import set_up
from tabletop.ui.main_window import MainWindow
from tabletop.ui.tasks import Tasks

LANGUAGES, THEMES, SIZES = ("id", "en"), ("field", "night", "contrast"), ((1366, 728), (1030, 520))


def main(folder: Path, only: list[str]) -> None:
    """Bring a window into each state and take its pictures."""
    unknown = set(only) - set(STATES)
    if unknown:
        sys.exit(f"unknown states: {', '.join(sorted(unknown))}; there are {', '.join(STATES)}")
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["tabletop"])
    set_up(application)
    loop = qasync.QEventLoop(application, already_running=True)
    asyncio.set_event_loop(loop)
    with tempfile.TemporaryDirectory() as own:
        files = play_files(Path(own))
        for name in only or STATES:
            begun = time.monotonic()
            with tempfile.TemporaryDirectory() as home:
                _move_to(home)
                _take(folder, name, files=files, loop=loop)
            print(f"{name}: {time.monotonic() - begun:.0f} s", flush=True)
    os._exit(0)  # a loop that was never started by asyncio cannot be closed by it


def _move_to(home: str) -> None:
    """Let settings, documents and shadow logs of a state stay in a folder of its own."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR", "HOME"):
        os.environ[name] = home


def _take(folder: Path, name: str, *, files: dict[str, Path], loop: asyncio.AbstractEventLoop) -> None:
    faults: list[BaseException] = []
    clock = ManualClock()
    tasks = Tasks(loop, faults.append)
    window = MainWindow(LocalWorkplace(clock), tasks, Settings(language="id"), tick_ms=TICK_MS)
    window.resize(*SIZES[0])
    window.show()
    window.activateWindow()
    stage = Stage(window, tasks, clock, files=files)
    bring(stage, name)
    for theme, language in product(THEMES, LANGUAGES):
        window.change_look(language=language, theme=theme)
        for size in SIZES:
            window.resize(*size)
            stage.settle()
            window.grab().save(str(folder / f"{name}-{language}-{theme}-{size[0]}.png"))
    stage.free_disk()
    window.close()
    stage.settle()
    tasks.stop_threads()
    window.deleteLater()  # else each change of theme would dress all windows so far
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if faults:
        raise faults[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
