"""Where things stand on this computer; no other room may know a folder."""

from __future__ import annotations

import os
import uuid
from functools import cache
from pathlib import Path

import platformdirs

from tabletop.errors import UserError

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


def documents() -> Path:
    """Return where new exercises go: a folder of ours in the person's documents."""
    return Path(platformdirs.user_documents_dir()) / "Tabletop"


def settings_file() -> Path:
    """Return the file of the person's settings."""
    return Path(platformdirs.user_config_dir("tabletop", appauthor=False)) / "settings.json"


def runtime() -> Path:
    """Return a folder that only this person may enter, for what only a running program needs."""
    given = os.environ.get("XDG_RUNTIME_DIR")  # without it platformdirs names a folder that anyone can make
    return Path(given) / "tabletop" if given else data()


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside and rename it, so that a reader sees the old or the new one, never half.

    Raises UserError `out-unwritable`; then nothing has changed.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise UserError("out-unwritable", path=str(path), why=fault.strerror or str(fault)) from fault


@cache
def boot_id() -> str:
    """Return what tells one run of the computer's monotonic clock from another."""
    kernel = Path("/proc/sys/kernel/random/boot_id")
    try:
        return kernel.read_text(encoding="ascii").strip()
    except OSError:
        return uuid.uuid4().hex  # not tried on Windows: there each start of the program counts as one
