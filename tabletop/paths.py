"""Where things stand on this computer; no other room may know a folder."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of fonts, packs, catalogues and labels: in the wheel or the checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def bundled_pack(name: str) -> Path:
    """Return the folder of a pack that comes with the program."""
    return resources() / "packs" / name


def data() -> Path:
    """Return where the application keeps its own files, such as shadow logs."""
    return Path(platformdirs.user_data_dir("tabletop", appauthor=False))
