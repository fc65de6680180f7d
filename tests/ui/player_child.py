"""A display on the screens of a made-up desk, as a process of its own: the platform reads them at start."""

from __future__ import annotations

import json
import sys

from builders import MINUTE, Rows, inject, scenario
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tabletop.domain.play import events as ev
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.fold import fold
from tabletop.i18n import catalogue
from tabletop.ui.look import Look
from tabletop.ui.player.player_control import PlayerControl
from tabletop.ui.theme import FIELD


class Desk:
    """The director's window on the first screen, and the display."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.setGeometry(10, 10, 300, 200)
        self.window.show()
        self.control = PlayerControl(Look(FIELD, 100, catalogue("en")), director=self.window.screen)
        self.troubles: list[str] = []
        self.control.trouble.connect(self.troubles.append)
        self.tick()

    def tick(self) -> None:
        plan, rows = scenario(inject("E01")), Rows()
        rows.add(ev.ExerciseStarted())
        self.control.take_state(Outlook.of(plan), fold(plan, rows.recorded), MINUTE)

    def step(self, name: str) -> dict[str, object]:
        """Do one step and return how things then stand."""
        act, _, key = name.partition(":")
        screen = next((one for one in QGuiApplication.screens() if one.name() == key), None)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        steps = {
            "look": lambda: None,
            "choose": lambda: self.control.choose_screen(key),
            "answer": self.control.answer,
            "unplug": lambda: application.screenRemoved.emit(screen),
            "plug": lambda: application.screenAdded.emit(screen),
            "move-director": lambda: self.window.setScreen(screen),
            "tick": self.tick,
            "click": lambda: QTest.mouseClick(self.control.place.window, Qt.MouseButton.LeftButton),
            "close": self.control.close,
        }
        steps[act]()
        return self.seen()

    def seen(self) -> dict[str, object]:
        facts, window = self.control.facts(), self.control.place.window
        return {
            "screen": facts.screen,
            "ask": facts.ask,
            "concerns": {one.name: one.concern for one in facts.screens},
            "troubles": list(self.troubles),
            "size": [round(facts.size.width()), round(facts.size.height())],
            "visible": window is not None and window.isVisible(),
            "on": window.screen().name() if window is not None else "",
            "place": list(window.geometry().getRect()) if window is not None else [],
            "may_focus": window is None
            or not (
                window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
                and window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            ),
        }


if __name__ == "__main__":
    _application = QApplication([])
    _desk = Desk()
    print(json.dumps([_desk.step(name) for name in sys.argv[1:]]))
