"""What the debrief's page and a part of it that is more than a table owe each other; it shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from tabletop.domain.result.debrief import Debrief
from tabletop.services.workplace import Workplace
from tabletop.ui.bridge import Bridge
from tabletop.ui.equipment import Equipment
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDesk:
    """What a part works with.

    `open_form` opens a verb's form for a row, None for the one selected. `open_why` opens what is behind a
    figure, and tells whether the exercise has it.
    """

    look: Look
    bridge: Bridge
    tasks: Tasks
    workplace: Workplace
    equipment: Equipment
    trigger: Callable[[str], None]
    say: Callable[[str], None]
    say_trouble: Callable[[str], None]
    open_form: Callable[[str, str | None], None]
    open_why: Callable[[str], bool]


class DebriefPart(Protocol):
    """A part of the debrief: a widget that is told when it is shown and when there is a new debrief."""

    def show_debrief(self, debrief: Debrief) -> None:
        """Show a debrief that was read anew."""
        ...

    def enter(self) -> None:
        """Take the focus: the part came to the front."""
        ...

    def leave(self) -> None:
        """Another part came to the front, or another screen: stop what moves by itself."""
        ...

    def do(self, verb: str) -> bool:
        """Do a verb of this part; tell whether it was one."""
        ...

    def keep(self) -> dict[str, Any]:
        """Return what was typed and chosen, for a window that is built anew."""
        ...

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        ...
