"""What the computer lends an exercise: player display, sounds, wakefulness, a watch on battery and disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tabletop.domain.play.state import ExerciseState
from tabletop.settings import Settings
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.player.player_control import PlayerControl
from tabletop.ui.sounds import Sounds
from tabletop.ui.tasks import Tasks
from tabletop.ui.watch import MachineFinding, MachineReading, MachineWatch, Wakefulness, read_machine

ReadMachine = Callable[[Sequence[Path]], MachineReading]


class Equipment(QObject):
    """Outlives every rebuild of the pages; follows the open exercise and rests when there is none."""

    low = Signal(object)
    """Every MachineFinding that holds now, where it differs from before."""

    def __init__(
        self,
        window: QWidget,
        look: Look,
        tasks: Tasks,
        *,
        settings: Settings,
        read: ReadMachine = read_machine,
    ) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._read = read
        self.player = PlayerControl(look, director=window.screen, parent=self)
        self.player.set_automatic(settings.player_follows)
        self.sounds = Sounds(window, is_on=settings.sound)
        self._wakefulness = Wakefulness(tasks)
        self._watch: MachineWatch | None = None

    @property
    def findings(self) -> tuple[MachineFinding, ...]:
        """Return what is low now."""
        return () if self._watch is None else self._watch.findings

    def follow(self, bridge: Bridge, folders: Sequence[Path]) -> None:
        """Serve an exercise that was opened; its file and its shadow log lie in `folders`."""
        self.sounds.start_anew()
        self._watch = MachineWatch(self._tasks, folders, read=self._read, parent=self)
        self._watch.changed.connect(self.low)
        self._watch.start()
        bridge.changed.connect(self._follow_stage)
        self._follow_stage(bridge.state)

    def rest(self) -> None:
        """Serve no exercise: players see nothing, the computer may sleep."""
        self.player.rest()
        self._wakefulness.follow("before")
        if self._watch is not None:
            self._watch.stop()
            self._watch.deleteLater()
            self._watch = None

    def close(self) -> None:
        """Take everything away for good."""
        self.rest()
        self.player.close()

    def _follow_stage(self, state: ExerciseState) -> None:
        self._wakefulness.follow(state.stage)
