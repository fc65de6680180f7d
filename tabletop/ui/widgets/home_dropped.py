"""What somebody drags onto Home, told by names alone; it must not touch a file: a stick may hang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from tabletop.ui.widgets.home_dialogs import ENDING, SHADOW_LOG


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Exercise files, and what may be a shadow folder or is the log in one."""

    files: Sequence[Path]
    shadows: Sequence[Path]

    @property
    def is_ours(self) -> bool:
        """Tell whether there is anything that can be opened."""
        return bool(self.files or self.shadows)


def read_dropped(data: QMimeData) -> Dropped:
    """Return what is dragged; a name without an ending may be a folder."""
    names = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return Dropped(
        files=[name for name in names if name.suffix == ENDING],
        shadows=[name for name in names if name.name == SHADOW_LOG or not name.suffix],
    )
