"""Which screens an open exercise has, and how each is made; it must not open or close one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtWidgets import QStackedWidget

from tabletop.services.workplace import Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.equipment import Equipment
from tabletop.ui.look import Look
from tabletop.ui.pages.debrief import DebriefPage
from tabletop.ui.pages.observer import ObserverPage
from tabletop.ui.pages.observers import ObserversPage
from tabletop.ui.pages.run import RunPage
from tabletop.ui.tasks import Tasks

Mode = Literal["home", "run", "observers", "observer", "debrief"]
HAS_ITS_OWN_HEAD: tuple[Mode, ...] = ("run", "observer")
"""Screens that show their own head in place of the bar of modes."""


def modes_of(bridge: Bridge | None) -> list[Mode]:
    """Return the screens that one can go to."""
    if bridge is None:
        return ["home"]
    if bridge.session.is_logbook:
        return ["home", "observer"]
    return ["home", "run", "observers", "debrief"]


def work_mode(bridge: Bridge | None) -> Mode:
    """Return where work on the open exercise goes on."""
    if bridge is not None and bridge.session.is_logbook:
        return "observer"
    return "debrief" if bridge is not None and bridge.state.stage == "ended" else "run"


def make_screens(
    look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace, equipment: Equipment,
    trigger: Callable[[str], None], go_to: Callable[[str], None],
) -> dict[str, Any]:  # fmt: skip
    """Make the screens of an open exercise, without Home."""
    if bridge.session.is_logbook:
        observer = ObserverPage(look, bridge, tasks, workplace=workplace, trigger=trigger)
        observer.mode_asked.connect(go_to)
        return {"observer": observer}
    run = RunPage(look, bridge, tasks, equipment=equipment, trigger=trigger)
    run.mode_asked.connect(go_to)
    return {
        "run": run,
        "observers": ObserversPage(look, bridge, tasks, workplace=workplace, trigger=trigger),
        "debrief": DebriefPage(look, bridge, tasks, workplace=workplace, trigger=trigger),
    }


class ScreenStack(QStackedWidget):
    """Takes the room that there is: else every line of Run that changes would measure all hidden pages."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say no, though wrapped words on a page would make it yes."""
        return False
