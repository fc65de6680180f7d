"""Which screens an open exercise has; each is made when it is first asked for. It must not open a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtWidgets import QStackedWidget

from tabletop.services.workplace import Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.equipment import Equipment
from tabletop.ui.look import Look
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


class ScreenStack(QStackedWidget):
    """Takes the room that there is: else every line of Run that changes would measure all hidden pages."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say no, though wrapped words on a page would make it yes."""
        return False


class Screens(dict[str, Any]):
    """The screens that were shown since the look last changed, by mode; asking for another makes it."""

    def __init__(self, make: Callable[[str], Any], stack: ScreenStack) -> None:
        super().__init__()
        self._make = make
        self._stack = stack

    def __missing__(self, mode: str) -> Any:
        """Make a screen: building all at each start and change of look took twice as long."""
        page = self[mode] = self._make(mode)
        self._stack.addWidget(page)
        return page


def make_screen(
    mode: str, look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace, equipment: Equipment,
    trigger: Callable[[str], None], go_to: Callable[[str], None],
) -> Any:  # fmt: skip
    """Make a screen of an open exercise. Each is loaded here: Home's first frame waits for none."""
    if mode == "run":
        from tabletop.ui.pages.run import RunPage  # noqa: PLC0415 - as said above

        run = RunPage(look, bridge, tasks, equipment=equipment, trigger=trigger)
        run.mode_asked.connect(go_to)
        return run
    if mode == "observer":
        from tabletop.ui.pages.observer import ObserverPage  # noqa: PLC0415 - as above

        observer = ObserverPage(look, bridge, tasks, workplace=workplace, trigger=trigger)
        observer.mode_asked.connect(go_to)
        return observer
    if mode == "observers":
        from tabletop.ui.pages.observers import ObserversPage  # noqa: PLC0415 - as above

        return ObserversPage(look, bridge, tasks, workplace=workplace, trigger=trigger)
    from tabletop.ui.pages.debrief import DebriefPage  # noqa: PLC0415 - as above

    return DebriefPage(look, bridge, tasks, workplace=workplace, equipment=equipment, trigger=trigger)
