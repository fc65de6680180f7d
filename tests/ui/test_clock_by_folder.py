"""Two windows compare their clocks through a folder, as two laptops would through a share."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from builders import ManualClock, inject, pack, scenario
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.play.stations import ClockSynced
from tabletop.i18n import catalogue
from tabletop.services.prepare import open_session
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.pages.clock_by_folder import ClockAnswers, ClockAsking
from tabletop.ui.tasks import Tasks
from tabletop.ui.theme import FIELD


class End:
    """One laptop: a clock, a session, and what its page was told."""

    def __init__(self, tasks: Tasks, qtbot: QtBot, station: str, ahead: timedelta) -> None:
        self.clock = ManualClock()
        self.clock.wall_at += ahead
        self.session = open_session(
            MemoryJournal(pack(scenario(inject("E01"))), "EX-1", station=station), self.clock
        )
        self.bridge = Bridge(tasks, self.session, tick_ms=1_000)
        self.said: list[str] = []
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.given: dict[str, Any] = {
            "workplace": LocalWorkplace(self.clock), "say": self.said.append,
            "refuse": lambda refusal: self.said.append(refusal.code), "page": self.page,
        }  # fmt: skip

    def close(self) -> None:
        self.bridge._timer.stop()


def test_an_observers_clock_is_compared_with_the_directors(
    tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    look = Look(FIELD, 100, catalogue("en"))
    director, observer = End(tasks, qtbot, "DIR", timedelta()), End(tasks, qtbot, "P1", timedelta(hours=3))
    answers = ClockAnswers(look, director.bridge, tasks, **director.given)
    asking = ClockAsking(look, observer.bridge, tasks, **observer.given)

    answers.start(tmp_path)
    tasks.spawn(asking.ask(tmp_path))
    qtbot.waitUntil(lambda: any("right to within" in words for words in observer.said), timeout=10_000)
    answers.stop()

    (synced,) = [row.event for row in observer.session.recorded if isinstance(row.event, ClockSynced)]
    assert synced == ClockSynced(station="P1", offset_ms=3 * 3_600_000)
    qtbot.waitUntil(lambda: "The clock of P1 was answered." in director.said, timeout=10_000)
    assert list(tmp_path.iterdir()) == []
    director.close()
    observer.close()


def test_waiting_can_be_left_and_leaves_nothing(tasks: Tasks, qtbot: QtBot, tmp_path: Path) -> None:
    observer = End(tasks, qtbot, "P1", timedelta())
    asking = ClockAsking(Look(FIELD, 100, catalogue("en")), observer.bridge, tasks, **observer.given)

    tasks.spawn(asking.ask(tmp_path))
    qtbot.waitUntil(lambda: bool(observer.said), timeout=10_000)
    was_waiting = asking.leave()
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [], timeout=10_000)

    assert was_waiting
    assert not asking.leave()
    assert observer.said[-1] == "The clocks were not compared: nothing was noted."
    observer.close()


def test_a_folder_that_is_gone_is_told(tasks: Tasks, qtbot: QtBot, tmp_path: Path) -> None:
    observer = End(tasks, qtbot, "P1", timedelta())
    asking = ClockAsking(Look(FIELD, 100, catalogue("en")), observer.bridge, tasks, **observer.given)

    tasks.spawn(asking.ask(tmp_path / "gone"))
    qtbot.waitUntil(lambda: observer.said == ["out-unwritable"], timeout=10_000)

    assert not asking.leave()
    observer.close()
