"""Figures of the debrief's papers in the real window: from ENDEX to the page, and what printing blocks.

`python tests/bench/printing_window.py`; everything stands in folders of its own.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]


def printing_window_figures() -> None:
    """Print the figures, measured in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR"), folder)
        environment = os.environ | homes | {"QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, __file__, folder], env=environment, check=True)


def measure(folder: Path) -> None:
    """Play the sample up to its ENDEX, end it by its key, print by its key, then make the large papers."""
    import qasync
    from bare_window import Heartbeat
    from PySide6.QtGui import QDesktopServices, QKeySequence
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tabletop import paths
    from tabletop.bootstrap import headless
    from tabletop.bootstrap.window import LocalWorkplace
    from tabletop.services.workplace import PaperOrder, paperwork_of
    from tabletop.settings import Settings
    from tabletop.ui.application import set_up
    from tabletop.ui.main_window import MainWindow
    from tabletop.ui.tasks import Tasks

    pack = paths.bundled_pack(headless.DEMO_PACK)
    lines = (pack / headless.DEMO_SCRIPT).read_text(encoding="utf-8").splitlines()
    end = next(at for at, line in enumerate(lines) if " endex" in line)
    script, file = folder / "played.play", folder / "played.tabletop"
    script.write_text("\n".join(lines[:end]), encoding="utf-8")
    headless.play_script(pack, script, out=file, warn=print)

    application = QApplication([])
    set_up(application)
    loop = qasync.QEventLoop(application, already_running=True)
    asyncio.set_event_loop(loop)
    faults: list[BaseException] = []
    tasks = Tasks(loop, faults.append)
    window = MainWindow(LocalWorkplace(), tasks, Settings(language="id"))
    window.resize(1366, 728)
    window.show()

    def wait(until: Callable[[], bool]) -> None:
        while not until():
            QTest.qWait(2)
            assert not faults, faults

    tasks.spawn(window.open_file(Path(shutil.copy(file, folder / "copy.tabletop"))))
    wait(lambda: window.bridge is not None and tasks.is_idle)
    bridge = window.bridge
    assert bridge is not None

    opened: list[str] = []
    catcher = _Catcher(opened)
    QDesktopServices.setUrlHandler("file", catcher.made, "take")

    def press(keys: str) -> None:
        chord = QKeySequence(keys)[0]
        QTest.keyClick(QApplication.focusWidget() or window, chord.key(), chord.keyboardModifiers())

    keys = 0
    begun = time.perf_counter()
    window.do("endex")
    wait(lambda: tasks.is_idle)
    press("Ctrl+Return")
    keys += 2
    wait(lambda: bridge.state.stage == "ended")
    ended = time.perf_counter()
    wait(lambda: tasks.is_idle)
    press("Ctrl+P")
    keys += 1
    wait(lambda: bool(opened))
    done = time.perf_counter()
    print(
        f"debrief.pdf handed to the desktop {done - ended:.2f} s after ENDEX, {done - begun:.2f} s after its"
        f" key; {keys} chords, ENDEX and its confirmation among them | {Path(opened[0]).name}"
    )
    wait(lambda: tasks.is_idle)

    def make(words: str, order: PaperOrder) -> None:
        heart = Heartbeat()
        pages: list[int] = []

        async def run() -> None:
            work = await bridge.read(paperwork_of)
            paper = await tasks.compute(window._workplace.paper, work, order, lambda _done, _all: True)
            pages.append(paper.pages or len(paper.data))

        started = time.perf_counter()
        tasks.spawn(run())
        wait(lambda: bool(pages))
        gaps = sorted(gap for gap, _ in heart.gaps)
        heart._timer.stop()
        print(
            f"{words}: {time.perf_counter() - started:.2f} s, {pages[0]} pages or bytes | loop gaps p50"
            f" {gaps[len(gaps) // 2]:.0f}, p99 {gaps[int(len(gaps) * 0.99)]:.0f}, longest {gaps[-1]:.0f} ms,"
            f" own work at most {max(heart.cpu):.0f} ms"
        )

    for kind in ("summary", "report", "log"):
        make(f"{kind} as PDF", PaperOrder(kind=kind, form="pdf", languages=("id",)))
    make("report as DOCX", PaperOrder(kind="report", form="docx", languages=("id",)))
    make("report as XLSX", PaperOrder(kind="report", form="xlsx", languages=("id",)))
    window.close()
    wait(lambda: not window.isVisible())
    sys.stdout.flush()
    os._exit(0)


class _Catcher:
    """Stands in for the desktop's program."""

    def __init__(self, opened: list[str]) -> None:
        from PySide6.QtCore import QObject, QUrl, Slot

        class Taker(QObject):
            @Slot(QUrl)
            def take(self, url: QUrl) -> None:
                opened.append(url.toLocalFile())

        self.made = Taker()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        printing_window_figures()
