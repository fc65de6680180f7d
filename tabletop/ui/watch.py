"""The computer under an open exercise: battery, free disk and sleep; it must not act on the exercise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from tabletop.domain.play.state import Stage
from tabletop.i18n import N_
from tabletop.ui import desktop
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks

LOOK_MS = 30_000
MB = 1_000_000
LOW_PERCENT, EMPTY_PERCENT, RECOVERED_PERCENT = 20, 10, 3
LOW_DISK, FULL_DISK, RECOVERED_DISK = 500 * MB, 100 * MB, 50 * MB
"""A trouble ends only when there is this much more than where it began: it must not come and go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineReading:
    """Battery and free bytes at a moment; a disk that is gone is not among them."""

    battery: desktop.Battery | None = None
    free: Mapping[Path, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFinding:
    """What is low; `level` 2 is worse than 1, `left` is percent or megabytes, `folder` where it is."""

    kind: Literal["battery", "disk"]
    level: int
    left: int
    folder: Path | None = None


def read_machine(folders: Sequence[Path]) -> MachineReading:
    """Read battery and disks; it may take its time."""
    found = {folder: desktop.free_bytes(folder) for folder in folders}
    free = {folder: left for folder, left in found.items() if left is not None}
    return MachineReading(battery=desktop.battery(), free=free)


def judge(reading: MachineReading, before: Sequence[MachineFinding] = ()) -> tuple[MachineFinding, ...]:
    """Say what is low now, the disk first, given what was low before."""
    levels = {finding.kind: finding.level for finding in before}
    findings = []
    if reading.free:
        folder = min(reading.free, key=lambda one: reading.free[one])
        free = reading.free[folder]
        level = _level(free, (LOW_DISK, FULL_DISK), RECOVERED_DISK, before=levels.get("disk", 0))
        if level:
            findings.append(MachineFinding(kind="disk", level=level, left=free // MB, folder=folder))
    battery = reading.battery
    if battery is not None and not battery.is_plugged:
        limits = (LOW_PERCENT, EMPTY_PERCENT)
        level = _level(battery.percent, limits, RECOVERED_PERCENT, before=levels.get("battery", 0))
        if level:
            findings.append(MachineFinding(kind="battery", level=level, left=battery.percent))
    return tuple(findings)


def _level(left: int, limits: tuple[int, int], margin: int, *, before: int) -> int:
    """Count the limits that were passed; one that was passed before ends `margin` above it."""
    return sum(
        1 for level, limit in enumerate(limits, start=1) if left < limit + (margin if before >= level else 0)
    )


_WORDS = {
    ("disk", 1): N_("{left} MB left on the disk of {folder}. What is saved is safe. Free some space there."),
    ("disk", 2): N_(
        "Only {left} MB left on the disk of {folder}. What is saved is safe. Free some space there now."
    ),
    ("battery", 1): N_("Battery at {left} %. What is saved is safe. Plug the charger in."),
    ("battery", 2): N_(
        "Battery at {left} %: it may give out soon. What is saved is safe. Plug the charger in now."
    ),
}
_LONGEST_FOLDER = 32
"""Characters of a folder that one line has room for; its end says the most."""


def machine_words(finding: MachineFinding, look: Look) -> str:
    """Say what is low, what is safe, what to do."""
    folder = str(finding.folder)
    if len(folder) > _LONGEST_FOLDER:
        folder = f"\N{HORIZONTAL ELLIPSIS}{folder[-_LONGEST_FOLDER:]}"
    return look.say(_WORDS[finding.kind, finding.level], left=finding.left, folder=folder)


class MachineWatch(QObject):
    """Looks at battery and disks every half minute, on the worker thread, while an exercise is open."""

    changed = Signal(object)
    """Every MachineFinding that holds now, where it differs from before."""

    def __init__(
        self, tasks: Tasks, folders: Sequence[Path], *,
        read: Callable[[Sequence[Path]], MachineReading] = read_machine, look_ms: int = LOOK_MS,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.findings: tuple[MachineFinding, ...] = ()
        self._tasks = tasks
        self._folders = tuple(folders)
        self._read = read
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(look_ms)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Look now, and again every half minute."""
        self._timer.start()
        self._look()

    def stop(self) -> None:
        """Look no more; what a look that is under way finds is not told."""
        self._timer.stop()

    def _look(self) -> None:
        if not self._is_looking:  # a disk that hangs must not be asked again and again
            self._is_looking = True
            self._tasks.spawn(self._judge())

    async def _judge(self) -> None:
        try:
            reading = await self._tasks.compute(self._read, self._folders)
        finally:
            self._is_looking = False
        if not isValid(self) or not self._timer.isActive():
            return
        findings = judge(reading, self.findings)
        if findings != self.findings:
            self.findings = findings
            self.changed.emit(findings)


class Wakefulness:
    """Keeps the computer awake while the exercise runs, and lets it sleep in a pause and after ENDEX."""

    def __init__(self, tasks: Tasks, keeper: desktop.KeepAwake | None = None) -> None:
        self.is_kept = False
        """Whether the system has promised to stay awake; where it cannot, nobody is told aloud."""
        self._tasks = tasks
        self._keeper = keeper or desktop.KeepAwake()
        self._is_wanted = False

    def follow(self, stage: Stage) -> None:
        """Follow the exercise; `before` also stands for an exercise that was let go of."""
        is_wanted = stage == "running"
        if is_wanted != self._is_wanted:
            self._is_wanted = is_wanted
            self._tasks.spawn(self._change(is_wanted=is_wanted))

    async def _change(self, *, is_wanted: bool) -> None:
        act = self._keeper.hold if is_wanted else self._keeper.let_go
        self.is_kept = await self._tasks.compute(act)
