"""TODO: the part of the debrief for replay."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from tabletop.domain.result.debrief import Debrief
from tabletop.ui.pages.debrief_part import PartDesk


class ReplayPart(QFrame):
    """To be built."""

    def __init__(self, desk: PartDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("surface")

    def show_debrief(self, debrief: Debrief) -> None:
        """Show a debrief that was read anew."""

    def enter(self) -> None:
        """Take the focus."""

    def leave(self) -> None:
        """Stop what moves by itself."""

    def do(self, verb: str) -> bool:  # noqa: ARG002 - to be built
        """Do a verb of this part; tell whether it was one."""
        return False

    def keep(self) -> dict[str, Any]:
        """Return what was typed and chosen."""
        return {}

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
